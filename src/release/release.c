/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading a finished release.  See release.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "release/dates.h"
#include "release/dom.h"
#include "release/element.h"
#include "release/release.h"
#include "release/sketch.h"
#include "release/slug.h"

/* Words of a head: bounded, blanks folded. */
static void
copy(char *dst, size_t size, const char *words)
{
	text_excerpt(dst, size, words != NULL ? words : "");
}

static void
copy_text(char *dst, size_t size, xmlNode *head, const char *name)
{
	struct buf text;
	xmlNode *node;

	dst[0] = '\0';
	node = dom_child_g(head, name);
	if (node == NULL)
		return;
	buf_init(&text, 1 << 20);
	dom_text(node, &text);
	copy(dst, size, buf_str(&text));
	buf_fini(&text);
}

static xmlNode *
head_of(xmlDoc *release)
{
	xmlNode *root;

	root = xmlDocGetRootElement(release);
	return root != NULL ? dom_child_g(root, "head") : NULL;
}

static void
read_language(xmlNode *root, struct release_head *ret)
{
	xmlChar *lang;

	lang = xmlNodeGetLang(root);
	copy(ret->lang, sizeof(ret->lang), (char *)lang);
	xmlFree(lang);
}

void
release_id(char ret[RELEASE_ID_MAX], const char *named)
{
	char digest[HASH_HEX_SIZE];

	if (strlen(named) < RELEASE_ID_MAX) {
		copy(ret, RELEASE_ID_MAX, named);
		return;
	}
	hash_of(named, strlen(named), digest);
	snprintf(ret, RELEASE_ID_MAX, "sha256:%s", digest);
}

enum verdict
release_head_read(xmlDoc *release, struct release_head *ret, struct why *why)
{
	const char *id, *scheduled, *until;
	xmlNode *embargo, *head, *root;

	memset(ret, 0, sizeof(*ret));
	root = xmlDocGetRootElement(release);
	head = head_of(release);
	if (head == NULL)
		return why_set(why, V_FATAL, "release-invalid",
		    "the release has no head");
	copy_text(ret->title, sizeof(ret->title), head, "title");
	copy_text(ret->deck, sizeof(ret->deck), head, "deck");
	copy_text(ret->issued, sizeof(ret->issued), head, "issued");
	copy_text(ret->status, sizeof(ret->status), head, "status");
	if (ret->status[0] == '\0')
		memcpy(ret->status, "usable", 7);
	copy_text(ret->replaces, sizeof(ret->replaces), head, "replaces");
	copy_text(ret->translation_of, sizeof(ret->translation_of), head,
	    "translation-of");
	copy_text(ret->change, sizeof(ret->change), head, "change");
	copy_text(ret->correction, sizeof(ret->correction), head, "correction");
	copy_text(ret->expires, sizeof(ret->expires), head, "expires");
	copy(ret->revision, sizeof(ret->revision), dom_attr(root, "version"));
	slug_make(ret->title, ret->slug, sizeof(ret->slug));
	read_language(root, ret);
	id = dom_attr(root, "id");
	release_id(ret->id, id != NULL ? id : "");
	embargo = dom_child_g(head, "embargo");
	until = embargo != NULL ? dom_attr(embargo, "until") : NULL;
	if (until != NULL) {
		copy(ret->embargo, sizeof(ret->embargo), until);
		ret->embargo_at = dates_at(until);
		scheduled = dom_attr(embargo, "scheduled");
		ret->scheduled = scheduled != NULL &&
		    strcmp(scheduled, "yes") == 0;
	}
	sketch_of(release, ret->sketch, &ret->words);
	return V_OK;
}

void
release_findings(xmlDoc *release, struct findings *ret)
{
	const char *code, *severity, *times;
	long n;
	xmlNode *node, *report, *root;

	findings_init(ret);
	root = xmlDocGetRootElement(release);
	report = root != NULL ? dom_child_g(root, "report") : NULL;
	node = report != NULL ? report->children : NULL;
	for (; node != NULL; node = node->next) {
		if (!dom_is_g(node, "message"))
			continue;
		code = dom_attr(node, "code");
		severity = dom_attr(node, "severity");
		times = dom_attr(node, "times");
		n = times != NULL ? strtol(times, NULL, 10) : 1;
		for (n = n > 1000 ? 1000 : n; n > 0 && code != NULL; n--)
			findings_add(ret,
			    severity_by_name(severity != NULL ? severity : ""),
			    code, dom_attr(node, "quote"));
	}
}
