/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See finishing.h. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "finishing.h"

static struct release_words *words;

const struct release_words *
finishing_words(void)
{
	char *dir;
	const char *source;
	struct why why;

	if (words != NULL)
		return words;
	source = getenv("GAZETTE_SOURCE");
	dir = xasprintf("%s/xsl/i18n", source != NULL ? source : ".");
	if (release_words_load(dir, &words, &why) != V_OK) {
		fprintf(stderr, "%s\n", why.text);
		exit(99);
	}
	free(dir);
	return words;
}

void
finishing_end(void)
{
	release_words_free(words);
	words = NULL;
}

void
finishing_settings(struct release_settings *settings)
{
	static const char *const langs[] = { "sv", "fi", "en" };
	size_t i;

	memset(settings, 0, sizeof(*settings));
	for (i = 0; i < 3; i++)
		memcpy(settings->site_langs[i], langs[i], 3);
	memcpy(settings->region, "FI", 3);
	memcpy(settings->timezone, "Europe/Helsinki",
	    sizeof("Europe/Helsinki"));
}

xmlDoc *
finishing_release(const char *head, const char *body,
    const struct release_settings *settings, struct why *why)
{
	enum verdict v;
	struct buf in;
	xmlDoc *doc;

	buf_init(&in, 64 << 20);
	buf_printf(&in,
	    "<release xmlns=\"" RELEASE_NS "\" xmlns:g=\"" RELEASE_NS
	    "\"><head>%s</head><body xmlns=\"" XHTML_NS "\">",
	    head);
	buf_puts(&in, body);
	buf_puts(&in, "</body></release>");
	doc = xmlReadMemory(buf_str(&in), (int)in.len, NULL, NULL,
	    XML_PARSE_NONET);
	buf_fini(&in);
	if (doc == NULL)
		exit(99);
	why_clear(why);
	v = release_finish(doc, NULL, finishing_words(), settings, why);
	if (v == V_OK)
		v = release_check(doc, why);
	if (v == V_OK)
		return doc;
	xmlFreeDoc(doc);
	return NULL;
}

char *
finishing_bytes(xmlDoc *doc)
{
	char *copy;
	size_t len;
	unsigned char *bytes;

	bytes = release_serialise(doc, &len);
	copy = xstrndup((char *)bytes, len);
	xmlFree(bytes);
	return copy;
}

int
finishing_has(xmlDoc *doc, enum severity severity, const char *code)
{
	int found = 0;
	size_t i;
	struct findings findings;

	release_findings(doc, &findings);
	for (i = 0; i < findings.count; i++)
		found |= findings.list[i].severity == severity &&
		    strcmp(findings.list[i].code, code) == 0;
	findings_fini(&findings);
	return found;
}
