/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xmldoc: what is parsed, what is refused, and how it is said. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "read/ooxml.h"
#include "read/xmldoc.h"

#define STRICT_W "http://purl.oclc.org/ooxml/wordprocessingml/main"

static enum verdict
parse(enum xmldoc_kind kind, const void *data, size_t len, xmlDoc **ret,
    struct why *why)
{
	struct xmldoc_rules rules;

	why_clear(why);
	xmldoc_rules_init(&rules, kind, "the document");
	return xmldoc_parse(data, len, &rules, ret, why);
}

/* Parse and give the text of the root; "!code" if it is refused. */
static char *
text_of(enum xmldoc_kind kind, const void *data, size_t len)
{
	struct why why;
	xmlChar *content;
	xmlDoc *doc;
	char *text;

	if (parse(kind, data, len, &doc, &why) != V_OK) {
		assert_int_equal(why.verdict, V_REJECT);
		assert_true(strlen(why.text) > 10);
		text = malloc(sizeof(why.code) + 1);
		assert_non_null(text);
		text[0] = '!';
		memcpy(text + 1, why.code, sizeof(why.code));
		return text;
	}
	content = xmlNodeGetContent((xmlNode *)doc);
	text = strdup((const char *)content);
	xmlFree(content);
	xmlFreeDoc(doc);
	return text;
}

static const struct {
	const char *what;
	enum xmldoc_kind kind;
	const char *in;
	const char *want;
} cases[] = {
	{ "plain", XMLDOC_PART, "<a>x</a>", "x" },
	{ "comments and instructions go", XMLDOC_INPUT,
	    "<?x y?><a>x<!--#exec--><?php 1?>y</a>", "xy" },
	{ "CDATA is text", XMLDOC_PART, "<a><![CDATA[<b>]]></a>", "<b>" },
	{ "the five entities", XMLDOC_PART, "<a>&lt;&amp;&#65;</a>", "<&A" },
	{ "a part has no DOCTYPE", XMLDOC_PART, "<!DOCTYPE a><a/>",
	    "!xml-doctype" },
	{ "an external one is skipped", XMLDOC_INPUT,
	    "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a>x</a>", "x" },
	{ "a public one too", XMLDOC_INPUT,
	    "<!DOCTYPE a PUBLIC '-//X' 'http://127.0.0.1:9/a.dtd'><a>x</a>",
	    "x" },
	{ "an internal one is refused", XMLDOC_INPUT,
	    "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "!xml-doctype" },
	{ "an empty one", XMLDOC_INPUT, "<!DOCTYPE a SYSTEM 'x' []><a>x</a>",
	    "x" },
	{ "one that names another DTD", XMLDOC_INPUT,
	    "<!DOCTYPE a SYSTEM 'x' [<!ENTITY % b SYSTEM \"c>\"> %b; ]>"
	    "<a>x</a>",
	    "x" },
	{ "one that hides behind such a name", XMLDOC_INPUT,
	    "<!DOCTYPE a SYSTEM 'x' [<!ENTITY % b SYSTEM \"c\">%b;"
	    "<!ENTITY d 'e'>]><a>&d;</a>",
	    "!xml-doctype" },
	{ "one with a parameter of its own", XMLDOC_INPUT,
	    "<!DOCTYPE a SYSTEM 'x' [<!ENTITY % b \"<!ENTITY c 'd'>\">%b;]>"
	    "<a>&c;</a>",
	    "!xml-doctype" },
	{ "one without an end", XMLDOC_INPUT,
	    "<!DOCTYPE a SYSTEM 'x' [<!ENTITY % b SYSTEM 'c'> %b; <a>x</a>",
	    "!xml-doctype" },
	{ "one whose entity is used", XMLDOC_INPUT,
	    "<!DOCTYPE a SYSTEM 'x' [<!ENTITY % b SYSTEM 'c'> %b; ]><a>&b;</a>",
	    "!xml-entity" },
	{ "laughs", XMLDOC_INPUT,
	    "<!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;'>]><a>&c;</a>",
	    "!xml-doctype" },
	{ "a stranger's file", XMLDOC_INPUT,
	    "<!DOCTYPE a [<!ENTITY b SYSTEM '/etc/passwd'>]><a>&b;</a>",
	    "!xml-doctype" },
	{ "named characters of HTML", XMLDOC_INPUT,
	    "<!DOCTYPE a SYSTEM 'x'><a>V&ouml;r&aring; &mdash; &amp;eacute; "
	    "<![CDATA[&eacute;]]></a>",
	    "Vörå — &eacute; &eacute;" },
	{ "an entity that only the DTD knows", XMLDOC_INPUT,
	    "<!DOCTYPE a SYSTEM 'x'><a>&company;</a>", "!xml-entity" },
	{ "one that nobody knows", XMLDOC_INPUT, "<a>&company;</a>",
	    "!xml-entity" },
	{ "not closed", XMLDOC_PART, "<a><b></a>", "!xml-malformed" },
	{ "cut off", XMLDOC_PART, "<a><b>te", "!xml-malformed" },
	{ "two roots", XMLDOC_PART, "<a/><b/>", "!xml-malformed" },
	{ "not XML", XMLDOC_PART, "Hej!", "!xml-malformed" },
	{ "nothing", XMLDOC_PART, "", "!xml-empty" },
	{ "a control", XMLDOC_PART, "<a>\x01</a>", "!xml-malformed" },
	{ "XML 1.1 can't bring one in", XMLDOC_PART,
	    "<?xml version='1.1'?><a>&#1;</a>", "!xml-malformed" },
	{ "latin-1 in a part", XMLDOC_PART,
	    "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe5</a>",
	    "!xml-encoding" },
	{ "latin-1 in a document", XMLDOC_INPUT,
	    "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe5</a>", "å" },
	{ "windows-1252 under that name", XMLDOC_INPUT,
	    "<?xml version='1.0' encoding='iso-8859-1'?><a>\x80 \x93\xe5</a>",
	    "€ “å" },
	{ "windows-1252", XMLDOC_INPUT,
	    "<?xml version='1.0' encoding='windows-1252'?><a>\x80</a>", "€" },
	{ "UTF-8 that calls itself Latin 1", XMLDOC_INPUT,
	    "<?xml version='1.0' encoding='ISO-8859-1'?><a>å</a>", "å" },
	{ "one letter of UTF-8 among Latin 1", XMLDOC_INPUT,
	    "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe5\xc3\xa5</a>",
	    "åÃ¥" },
	{ "Latin 1 that calls itself UTF-8", XMLDOC_INPUT,
	    "<?xml version='1.0' encoding='utf-8'?><a>\xe5</a>",
	    "!xml-encoding" },
	{ "KOI8-R", XMLDOC_INPUT,
	    "<?xml version='1.0' encoding='KOI8-R'?><a>\xf0\xd2</a>", "Пр" },
	{ "ISO-8859-15", XMLDOC_INPUT,
	    "<?xml version='1.0' encoding='ISO-8859-15'?><a>\xa4</a>", "€" },
	{ "an unknown encoding", XMLDOC_INPUT,
	    "<?xml version='1.0' encoding='x-nobody'?><a/>", "!xml-encoding" },
	{ "an encoding that hides markup", XMLDOC_INPUT,
	    "<?xml version='1.0' encoding='UTF-7'?><a/>", "!xml-encoding" },
	{ "bytes that are not UTF-8", XMLDOC_INPUT, "<a>\xe5\xe4</a>",
	    "!xml-encoding" },
	{ "a byte order mark", XMLDOC_PART, "\xef\xbb\xbf<a>x</a>", "x" },
};

static void
test_cases(void **state)
{
	char *got;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		got = text_of(cases[i].kind, cases[i].in, strlen(cases[i].in));
		if (strcmp(got, cases[i].want) != 0)
			fail_msg("%s: %s, not %s", cases[i].what, got,
			    cases[i].want);
		free(got);
	}
}

static void
test_utf16(void **state)
{
	static const unsigned char le[] = { 0xff, 0xfe, '<', 0, 'a', 0, '>', 0,
		0xe5, 0, '<', 0, '/', 0, 'a', 0, '>', 0 };
	static const unsigned char be[] = { 0, '<', 0, '?', 0, 'x', 0, 'm', 0,
		'l', 0, ' ', 0, 'v', 0, 'e', 0, 'r', 0, 's', 0, 'i', 0, 'o', 0,
		'n', 0, '=', 0, '"', 0, '1', 0, '.', 0, '0', 0, '"', 0, '?', 0,
		'>', 0, '<', 0, 'a', 0, '>', 0, 0xe5, 0, '<', 0, '/', 0, 'a', 0,
		'>' };
	char *got;

	(void)state;
	got = text_of(XMLDOC_PART, le, sizeof(le));
	assert_string_equal(got, "å");
	free(got);
	got = text_of(XMLDOC_PART, be, sizeof(be));
	assert_string_equal(got, "å");
	free(got);
}

/* The place of an error is quoted in the document's own words. */
static void
test_place(void **state)
{
	static const char in[] = "<a>\n <p>Hej <em>du</p>\n</a>";
	struct why why;
	xmlDoc *doc;

	(void)state;
	assert_int_equal(parse(XMLDOC_INPUT, in, strlen(in), &doc, &why),
	    V_REJECT);
	assert_non_null(strstr(why.text, "line 2"));
	assert_non_null(strstr(why.text, "<em> of line 2"));
	assert_non_null(strstr(why.text, "</p>"));
	assert_non_null(strstr(why.quote, "Hej <em>du</p>"));
}

/* A byte that is wrong is shown with its line, its place, and the text. */
static void
test_byte(void **state)
{
	static const char in[] = "<a>\n <p>Hej d\xe5</p>\n</a>";
	struct why why;
	xmlDoc *doc;

	(void)state;
	assert_int_equal(parse(XMLDOC_INPUT, in, strlen(in), &doc, &why),
	    V_REJECT);
	assert_string_equal(why.code, "xml-encoding");
	assert_non_null(strstr(why.text, "line 2, byte 10 of the line (14 of"));
	assert_non_null(strstr(why.text, "0xE5"));
	assert_non_null(strstr(why.quote, "Hej d"));
}

static void
repeat(struct buf *buf, const char *s, int n)
{
	while (n-- > 0)
		buf_puts(buf, s);
}

static void
check_repeated(const char *before, const char *s, int n, const char *after,
    const char *want)
{
	char *got;
	struct buf buf;

	buf_init(&buf, 20 << 20);
	buf_puts(&buf, before);
	repeat(&buf, s, n);
	buf_puts(&buf, after);
	got = text_of(XMLDOC_INPUT, buf.data, buf.len);
	if (want != NULL)
		assert_string_equal(got, want);
	else
		assert_int_not_equal(got[0], '!');
	free(got);
	buf_fini(&buf);
}

static void
test_limits(void **state)
{
	struct buf buf;
	int i;

	(void)state;
	check_repeated("", "<a>", 300, "", "!xml-too-deep");
	check_repeated("<!--", "=\"=\"<", 5000, "--><a>x</a>", "x");
	check_repeated("<a>", "= \"text\" ", 5000, "</a>", NULL);
	check_repeated("<a>", "x", 8 << 20, "</a>", "!xml-too-large");
	buf_init(&buf, 1 << 20);
	buf_puts(&buf, "<a");
	for (i = 0; i < 1001; i++)
		buf_printf(&buf, " a%d = 'x'", i);
	buf_puts(&buf, "/>");
	check_repeated(buf_str(&buf), "", 0, "", "!xml-attributes");
	buf_reset(&buf);
	buf_puts(&buf, "<a");
	for (i = 0; i < 900; i++)
		buf_printf(&buf, " a%d='x'", i);
	buf_puts(&buf, ">x</a>");
	check_repeated(buf_str(&buf), "", 0, "", "x");
	buf_fini(&buf);
}

/* Fifty thousand attributes cost milliseconds, not seconds; in UTF-16 too. */
static void
test_attributes_are_cheap(void **state)
{
	struct buf buf, wide;
	struct why why;
	xmlDoc *doc;
	size_t i;

	(void)state;
	buf_init(&buf, 4 << 20);
	buf_init(&wide, 8 << 20);
	buf_puts(&buf, "<a");
	for (i = 0; i < 50000; i++)
		buf_printf(&buf, " a%zu=''", i);
	buf_puts(&buf, "/>");
	assert_int_equal(parse(XMLDOC_PART, buf.data, buf.len, &doc, &why),
	    V_REJECT);
	assert_string_equal(why.code, "xml-attributes");
	buf_add(&wide, "\xff\xfe", 2);
	for (i = 0; i < buf.len; i++) {
		buf_putc(&wide, buf.data[i]);
		buf_putc(&wide, '\0');
	}
	assert_int_equal(parse(XMLDOC_PART, wide.data, wide.len, &doc, &why),
	    V_REJECT);
	assert_string_equal(why.code, "xml-attributes");
	buf_fini(&wide);
	buf_fini(&buf);
}

/* Strict comes out as Transitional, whatever the prefix. */
static void
test_strict(void **state)
{
	static const char in[] = "<x:document xmlns:x='" STRICT_W "'>"
				 "<x:body x:val='1'/></x:document>";
	const xmlNode *body;
	struct why why;
	xmlDoc *doc;

	(void)state;
	assert_int_equal(parse(XMLDOC_PART, in, strlen(in), &doc, &why), V_OK);
	body = xmldoc_child(xmlDocGetRootElement(doc), W_NS, "body");
	assert_non_null(body);
	assert_string_equal(ooxml_attr(body, "val"), "1");
	assert_null(ooxml_attr(body, "other"));
	xmlFreeDoc(doc);
}

struct seen {
	int blocks;
	int fail_at;
	struct buf text;
};

static enum verdict
see(void *arg, xmlNode *block, struct why *why)
{
	struct seen *seen;
	xmlChar *content;

	seen = arg;
	seen->blocks++;
	assert_null(block->prev);
	assert_null(block->next);
	assert_true(xmldoc_is(block->parent, NULL, "body"));
	assert_string_equal(xmldoc_attr(block->parent->parent, NULL, "v"), "1");
	if (seen->blocks == seen->fail_at)
		return why_set(why, V_REJECT, "test", "enough of it");
	content = xmlNodeGetContent(block);
	buf_puts(&seen->text, (const char *)content);
	buf_putc(&seen->text, '|');
	xmlFree(content);
	return V_OK;
}

static enum verdict
parse_blocks(const char *in, struct seen *seen, int *ret_seen, struct why *why)
{
	const struct xmldoc_blocks blocks = { NULL, "body", 1, see, seen };
	struct xmldoc_rules rules;

	why_clear(why);
	xmldoc_rules_init(&rules, XMLDOC_PART, "the part");
	buf_init(&seen->text, 1 << 20);
	return xmldoc_parse_blocks(in, strlen(in), &rules, &blocks, ret_seen,
	    why);
}

static void
test_blocks(void **state)
{
	static const char in[] =
	    "<d v='1'><h>head</h><body> <p>one</p>\n and <p>two <body><q>in"
	    "</q></body></p><p/>tail</body><f>foot</f></d>";
	struct seen seen = { 0 };
	struct why why;
	int met;

	(void)state;
	assert_int_equal(parse_blocks(in, &seen, &met, &why), V_OK);
	assert_int_equal(met, 1);
	assert_int_equal(seen.blocks, 3);
	assert_string_equal(buf_str(&seen.text), "one|two in||");
	buf_fini(&seen.text);
}

static void
test_blocks_end(void **state)
{
	struct seen seen = { 0 };
	struct why why;
	int met;

	(void)state;
	assert_int_equal(parse_blocks("<d v='1'><p>x</p></d>", &seen, &met,
			     &why),
	    V_OK);
	assert_int_equal(met, 0);
	buf_fini(&seen.text);

	seen = (struct seen){ .fail_at = 2 };
	assert_int_equal(parse_blocks("<d v='1'><body><p/><p/><p/></body></d>",
			     &seen, &met, &why),
	    V_REJECT);
	assert_int_equal(seen.blocks, 2);
	assert_string_equal(why.code, "test");
	buf_fini(&seen.text);

	seen = (struct seen){ 0 };
	assert_int_equal(parse_blocks("<d v='1'><body><p/><p>x</body></d>",
			     &seen, &met, &why),
	    V_REJECT);
	assert_int_equal(seen.blocks, 1);
	assert_string_equal(why.code, "xml-malformed");
	buf_fini(&seen.text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_utf16),
		cmocka_unit_test(test_place),
		cmocka_unit_test(test_byte),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_attributes_are_cheap),
		cmocka_unit_test(test_strict),
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_blocks_end),
	};

	return cmocka_run_group_tests_name("xmldoc", tests, NULL, NULL);
}
