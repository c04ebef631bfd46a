/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The zones of anything: an importer's release (input that begins with "<"),
 * or else a line for each block, the first byte of which chooses its kind.
 *
 * What is finished is a release by the table, and finishing it again leaves
 * it one, with the same verdict.
 */
#include "config.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "read/xmldoc.h"
#include "release/release.h"

#define HEAD                                                                   \
 "<release xmlns=\"" RELEASE_NS "\" xmlns:g=\"" RELEASE_NS                     \
 "\"><head><source format=\"docx\"/></head><body xmlns=\"" XHTML_NS "\">"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The words of every language, loaded once. */
static const struct release_words *
words(void)
{
	char dir[4096];
	static struct release_words *loaded;
	struct why why;

	if (loaded != NULL)
		return loaded;
	snprintf(dir, sizeof(dir), "%.*s../../xsl/i18n",
	    (int)(sizeof(__FILE__) - sizeof("fuzz_zones.c")), __FILE__);
	if (release_words_load(dir, NULL, &loaded, &why) != V_OK) {
		fprintf(stderr, "%s\n", why.text);
		abort();
	}
	return loaded;
}

static void
put_block(struct buf *out, const char *line, size_t n)
{
	static const char *const names[] = { "p", "h1", "h2", "p", "li" };
	const char *name;
	size_t i;

	name = names[(unsigned char)line[0] % 5];
	buf_printf(out, "<%s>", name);
	for (i = 1; i < n; i++) {
		if (line[i] == '<' || line[i] == '&')
			buf_puts(out, line[i] == '<' ? "&lt;" : "&amp;");
		else if ((unsigned char)line[i] >= ' ' || line[i] == '\t')
			buf_putc(out, line[i]);
	}
	buf_printf(out, "</%s>", name);
}

static xmlDoc *
of_lines(const char *data, size_t size)
{
	const char *end, *s;
	size_t n;
	struct buf out;
	xmlDoc *doc;

	if (!text_is_utf8(data, size))
		return NULL;
	buf_init(&out, 1 << 20);
	buf_puts(&out, HEAD);
	for (s = data; s < data + size; s += n + 1) {
		end = memchr(s, '\n', (size_t)(data + size - s));
		n = end != NULL ? (size_t)(end - s) : (size_t)(data + size - s);
		if (n > 1)
			put_block(&out, s, n);
	}
	buf_puts(&out, "</body></release>");
	doc = xmlReadMemory(buf_str(&out), (int)out.len, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	buf_fini(&out);
	return doc;
}

static xmlDoc *
of_xml(const void *data, size_t size)
{
	struct why why;
	struct xmldoc_rules rules;
	xmlDoc *doc;

	xmldoc_rules_init(&rules, XMLDOC_INPUT, "fuzz");
	return xmldoc_parse(data, size, &rules, &doc, &why) == V_OK ? doc :
								      NULL;
}

static enum verdict
finish(xmlDoc *doc)
{
	static const struct release_settings settings = {
		.name = "fuzz.docx",
		.site_langs = { "sv", "fi", "en" },
		.region = "FI",
		.timezone = "Europe/Helsinki",
		.organisation = "Sjölunda stad|City of Sjölunda",
		.now = 1774008000,
	};
	enum verdict v;
	struct release_head head;
	struct values values;
	struct why why;

	v = release_finish(doc, NULL, words(), &settings, &why);
	if (v != V_OK)
		return v;
	if (release_check(doc, &why) != V_OK ||
	    release_head_read(doc, &head, &why) != V_OK) {
		fprintf(stderr, "%s\n", why.text);
		__builtin_trap();
	}
	release_values(doc, &values);
	values_fini(&values);
	return V_OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	xmlDoc *doc;

	doc = size > 0 && *data == '<' ? of_xml(data, size) :
					 of_lines((const char *)data, size);
	if (doc == NULL)
		return 0;
	if (finish(doc) == V_OK && finish(doc) != V_OK)
		__builtin_trap();
	xmlFreeDoc(doc);
	return 0;
}
