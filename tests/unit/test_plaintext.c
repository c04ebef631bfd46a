/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plaintext: lists, tables and links of the text edition, one by one. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "base/buf.h"
#include "edition.h"
#include "render/render.h"

#define WIDE "abcdefghij abcdefghij abcdefghij abcdefghij"

static const struct {
	const char *what;
	const char *body;
	const char *want;
} cases[] = {
	{ "letters and Roman numerals",
	    "<ol type='A' start='26'><li>a</li><li>b</li></ol>"
	    "<ol type='i' start='8'><li>c</li><li>d</li></ol>",
	    " Z. a\nAA. b\n\nviii. c\n  ix. d\n" },
	{ "what letters can't say is a number",
	    "<ol type='a' start='0'><li>a</li></ol>", "0. a\n" },
	{ "a label longer than its margin",
	    "<ul xmlns:g='urn:gazette:release:1'><li g:label='Kapitel 3'>a"
	    "</li><li>b</li></ul>",
	    "Kapitel 3 a\n• b\n" },
	{ "numbers to the right under their headings",
	    "<table><thead><tr><th>År</th><th>Antal</th></tr></thead>"
	    "<tbody><tr><td>2025</td><td class='num'>7</td></tr><tr><td>2026"
	    "</td><td class='num'>1 000</td></tr></tbody></table>",
	    "År    Antal\n----  -----\n2025      7\n2026  1 000\n" },
	{ "spans",
	    "<table><tbody><tr><td rowspan='2'>a</td><td colspan='2'>bcdefg"
	    "</td></tr><tr><td>h</td><td>i</td></tr></tbody></table>",
	    "a  bcdefg\n   h  i\n" },
	{ "too wide: label and value",
	    "<table><thead><tr><th>Namn</th><th>Text</th></tr></thead><tbody>"
	    "<tr><td>a</td><td>" WIDE " " WIDE "</td></tr><tr><td>b</td><td/>"
	    "</tr></tbody></table>",
	    "Namn: a\nText: " WIDE " abcdefghij\n  abcdefghij abcdefghij "
	    "abcdefghij\n\nNamn: b\n" },
	{ "headings of headings, and one that no cell answers",
	    "<table><thead><tr><th colspan='2'>Över</th><th>Tom</th></tr><tr>"
	    "<th>A</th><th>B</th><th/></tr></thead><tbody><tr><td>" WIDE
	    "</td><td>" WIDE "</td><td/></tr></tbody></table>",
	    "Över, A: " WIDE "\nÖver, B: " WIDE "\nTom\n" },
	{ "headings alone",
	    "<table><thead><tr><th>" WIDE "</th><th>" WIDE "</th></tr></thead>"
	    "</table>",
	    WIDE ": abcdefghij abcdefghij\n  abcdefghij abcdefghij\n" },
	{ "a table inside of a cell",
	    "<table><tbody><tr><td>a</td><td><p>b</p><table><tbody><tr><td>c"
	    "</td><td>d</td></tr></tbody></table></td></tr></tbody></table>",
	    "a: b\n  c d\n" },
	{ "links once, and none where the words are the address",
	    "<p><a href='https://e.example/x'>a</a> <a "
	    "href='https://e.example/x'>b</a> <a "
	    "href='https://www.e.example/'>e.example</a> <a "
	    "href='tel:+3586'>06</a> <a href='mailto:a@e.example'>c</a> <a "
	    "href='#i'>d</a></p>",
	    "a [1] b [1] e.example 06 c [2] d\n\nLinks\n-----\n\n"
	    "[1] https://e.example/x\n[2] mailto:a@e.example\n" },
	{ "pictures say what somebody said of them",
	    "<p>x <img src='p1.png' alt='a b'/>y <img src='p1.png'/>z</p>",
	    "x [Picture: a b] y z\n" },
	{ "soft hyphens and zero width blanks are not written",
	    "<p>a\xc2\xad"
	    "b\xe2\x80\x8b"
	    "c\xc2\xa0"
	    "d</p>",
	    "abc\xc2\xa0"
	    "d\n" },
	{ "a description begins on the next line",
	    "<dl><dt>a</dt><dd>b</dd></dl>", "a\n  b\n" },
	{ "code as it stands", "<pre>a\n  b\n\nc</pre>",
	    "    a\n      b\n\n    c\n" },
	{ "ruby", "<p><ruby>漢<rt>かん</rt></ruby></p>", "漢(かん)\n" },
};

static xmlDoc *
make_release(const char *body)
{
	char text[4096];
	xmlDoc *doc;

	snprintf(text, sizeof(text),
	    "<release xmlns='urn:gazette:release:1' xml:lang='en'><head/>"
	    "<body xmlns='http://www.w3.org/1999/xhtml'>%s</body></release>",
	    body);
	doc = xmlReadMemory(text, (int)strlen(text), NULL, "UTF-8", 0);
	assert_non_null(doc);
	return doc;
}

static void
test_cases(void **state)
{
	size_t i;
	struct buf out;
	struct rendering r;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		edition_open(&r, "en", 0);
		xmlFreeDoc(r.release);
		r.release = make_release(cases[i].body);
		buf_init(&out, 1 << 16);
		edition_render(&r, EDITION_TEXT, &out);
		if (strcmp(buf_str(&out), cases[i].want) != 0)
			fail_msg("%s:\n%s", cases[i].what, buf_str(&out));
		buf_fini(&out);
		edition_close(&r);
	}
}

/* Columns that no page has room for keep their words. */
static void
test_many_columns(void **state)
{
	char body[4096];
	int i;
	size_t len;
	struct buf out;
	struct rendering r;

	(void)state;
	len = (size_t)snprintf(body, sizeof(body),
	    "<table><thead><tr><th>HEAD</th></tr></thead><tbody><tr>");
	for (i = 0; i < 50; i++)
		len += (size_t)snprintf(body + len, sizeof(body) - len,
		    "<td>w%d</td>", i);
	snprintf(body + len, sizeof(body) - len, "</tr></tbody></table>");
	edition_open(&r, "en", 0);
	xmlFreeDoc(r.release);
	r.release = make_release(body);
	buf_init(&out, 1 << 16);
	edition_render(&r, EDITION_TEXT, &out);
	assert_non_null(strstr(buf_str(&out), "HEAD\n"));
	assert_non_null(strstr(buf_str(&out), "w0\n"));
	assert_non_null(strstr(buf_str(&out), "w49\n"));
	buf_fini(&out);
	edition_close(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_many_columns),
	};

	return cmocka_run_group_tests(tests, edition_setup, edition_teardown);
}
