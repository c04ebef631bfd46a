/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an importer put into the head, in the forms of a release.
 *
 * Dates in any written form become ISO 8601; one that is not understood goes,
 * for a release invents none.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "release/finish.h"

static char *
content_of(xmlNode *node)
{
	char *words;
	xmlChar *content;

	content = xmlNodeGetContent(node);
	words = text_fold_blanks((char *)content);
	xmlFree(content);
	return words;
}

static void
set_content(xmlNode *node, const char *words)
{
	while (node->children != NULL)
		dom_drop(node->children);
	xmlNodeAddContent(node, XC(words));
}

/* issued or expires: 1 if it may stay. */
static int
settle_date(struct finish *f, xmlNode *node, int needs_time)
{
	char iso[DATES_ISO], *words;
	int64_t at = 0;
	int ok;
	struct when when;

	words = content_of(node);
	ok = when_parse(f->phrases, words, f->lang, &when) == 0;
	if (ok && needs_time)
		ok = when_instant(&when, f->settings->timezone, 0, &at, iso) ==
		    WHEN_OK;
	else if (ok)
		ok = when_date(&when, f->settings->timezone, iso) == WHEN_OK;
	if (ok)
		set_content(node, iso);
	else if (*words != '\0')
		finish_finding(f, SEVERITY_WARN, "date-unclear", words);
	if (ok && dom_is_g(node, "issued"))
		f->issued_at = dates_at(iso);
	free(words);
	return ok;
}

/* NITF and NewsML spell it in several ways. */
static int
settle_status(struct finish *f, xmlNode *node)
{
	static const struct {
		const char *word;
		const char *status;
	} known[] = { { "usable", "usable" }, { "withheld", "withheld" },
		{ "embargoed", "withheld" }, { "canceled", "canceled" },
		{ "cancelled", "canceled" }, { "stat:usable", "usable" },
		{ "stat:withheld", "withheld" },
		{ "stat:canceled", "canceled" } };

	char *words;
	const char *status = NULL;
	size_t i;

	words = content_of(node);
	(void)finish_fold(f, words);
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strcmp(buf_str(&f->folded), known[i].word) == 0)
			status = known[i].status;
	}
	if (status == NULL && *words != '\0') {
		/* an unknown status is no leave to publish */
		finish_finding(f, SEVERITY_HOLD, "status-unknown", words);
		status = "withheld";
	}
	if (status != NULL && strcmp(status, "usable") != 0)
		finish_finding(f, SEVERITY_WARN, "status-withheld", words);
	free(words);
	if (status == NULL)
		return 0;
	set_content(node, status);
	return 1;
}

/* An element of plain words; one without words goes. */
static int
settle_words(xmlNode *node)
{
	char *words;
	int any;

	words = content_of(node);
	any = *words != '\0';
	if (any)
		set_content(node, words);
	free(words);
	return any;
}

/* Words of a contact that stand in no part of it. */
static void
move_to_raw(struct finish *f, xmlNode *contact, xmlNode *part)
{
	xmlChar *words;
	xmlNode *raw;

	raw = dom_child_g(contact, "raw");
	words = xmlNodeGetContent(part);
	if (words[strspn((char *)words, " \t\r\n")] != '\0') {
		if (raw == NULL)
			raw = finish_new_g(f, contact, "raw");
		xmlNodeAddContent(raw, words);
	}
	xmlFree(words);
	dom_drop(part);
}

/* The same tag twice is one. */
static int
is_repeated(struct finish *f, const xmlNode *subject)
{
	const xmlNode *node;
	int far = 64, same = 0;
	xmlChar *a, *b;

	a = xmlNodeGetContent(subject);
	for (node = f->head->children; node != subject && !same && far > 0;
	     node = node->next) {
		if (!dom_is_g(node, "subject"))
			continue;
		b = xmlNodeGetContent(node);
		same = strcmp((char *)a, (char *)b) == 0;
		xmlFree(b);
		far--;
	}
	xmlFree(a);
	return same;
}

/* The parts of a contact: plain words; what is none of them is its raw. */
static int
settle_contact(struct finish *f, xmlNode *contact)
{
	uint64_t seen = 0;
	xmlNode *next, *part;

	for (part = contact->children; part != NULL; part = next) {
		next = part->next;
		if ((element_of(part)->is & CLASS_CONTACT) == 0) {
			if (part->type == XML_ELEMENT_NODE ||
			    part->type == XML_TEXT_NODE)
				move_to_raw(f, contact, part);
			else
				dom_drop(part);
			continue;
		}
		element_filter(part);
		if ((element_of(part)->id != EL_RAW && !settle_words(part)) ||
		    (seen & element_once(element_of(part))) != 0 ||
		    (dom_is_g(part, "web") && dom_attr(part, "href") == NULL)) {
			dom_drop(part);
			continue;
		}
		seen |= element_once(element_of(part));
	}
	return dom_has_content(contact);
}

static int
is_plain(const xmlNode *node)
{
	static const char *const names[] = { "dateline", "byline", "publisher",
		"replaces", "translation-of", "change", "correction",
		"contact-title", "subject-title" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (dom_is_g(node, names[i]))
			return 1;
	}
	return 0;
}

static int
settle(struct finish *f, xmlNode *node)
{
	const char *name;

	if (dom_is_g(node, "issued"))
		return settle_date(f, node, 0);
	if (dom_is_g(node, "expires"))
		return settle_date(f, node, 1);
	if (dom_is_g(node, "status"))
		return settle_status(f, node);
	if (dom_is_g(node, "subject"))
		return settle_words(node) && !is_repeated(f, node);
	if (is_plain(node))
		return settle_words(node);
	if (dom_is_g(node, "contact"))
		return settle_contact(f, node);
	if (dom_is_g(node, "title") || dom_is_g(node, "deck") ||
	    dom_is_g(node, "lead"))
		return dom_has_content(node);
	if (dom_is_g(node, "translation"))
		return dom_attr(node, "id") != NULL &&
		    dom_attr(node, "lang") != NULL;
	if (dom_is_g(node, "source"))
		return dom_attr(node, "format") != NULL;
	/* several embargoes are settled together */
	if (dom_is_g(node, "embargo") || dom_is_g(node, "advisory"))
		return 1;
	/* pictures come with the reading, or were in a release that was */
	return dom_is_g(node, "picture") && f->reading == NULL &&
	    element_check_attributes(element_of(node), node, &name) == 0;
}

/* An element that the head has no place for gives its name, if anybody wants
 * to know. */
static void
drop(struct finish *f, xmlNode *node)
{
	if (node->type == XML_ELEMENT_NODE &&
	    element_of(node)->id == EL_UNKNOWN)
		finish_finding(f, SEVERITY_INFO, "unknown-element",
		    (const char *)node->name);
	finish_moved(f, node, NULL);
	dom_drop(node);
}

void
finish_head(struct finish *f)
{
	uint64_t bit, seen = 0;
	xmlNode *next, *node;

	for (node = f->head->children; node != NULL; node = next) {
		next = node->next;
		if (node->type == XML_ELEMENT_NODE)
			element_filter(node);
		bit = element_once(element_of(node));
		if (node->type != XML_ELEMENT_NODE || !settle(f, node) ||
		    (element_of(node)->id != EL_EMBARGO && (seen & bit) != 0)) {
			drop(f, node);
			continue;
		}
		seen |= bit;
	}
}
