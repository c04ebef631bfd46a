/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * release: the table in C and the schema say the same; heads are bounded;
 * sketches tell texts apart.
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "finishing.h"

#define P       "<h:p>x</h:p>"
#define HEAD    "<head><title>T</title></head>"
#define BODY(x) "<h:body>" x "</h:body>"

#define AFTER                                                                  \
 "<notes><note id=\"n\" kind=\"footnote\" label=\"1\">" P                      \
 "</note></notes><boilerplate why=\"phrase:Om\">" P                            \
 "</boilerplate><boilerplate>" P                                               \
 "</boilerplate><report><message code=\"a-b\" "                                \
 "severity=\"hold\" quote=\"q\" times=\"2\"/></report>"

/* What stands inside of <release xml:lang="sv">. */
static const char *const good[] = {
	"<head/>" BODY(""),
	HEAD BODY(P "<h:h2 id=\"a\">H</h:h2><h:hr/><h:pre> x </h:pre>"),
	"<head>\n <title why=\"style:Title\" visible=\"no\" lang=\"fi\">a "
	"<h:em>b</h:em></title> <deck dir=\"rtl\">c</deck>"
	"<lead why=\"position\">" P P "</lead><dateline place=\"Vasa\">VASA –"
	"</dateline><byline>x</byline><issued text=\"3.5\">2026-05-03</issued>"
	"<embargo until=\"2026-05-03T09:00:00+03:00\">x</embargo>"
	"<expires>2026-05-03T09:00:00Z</expires><status>withheld</status>"
	"<publisher ref=\"x\">y</publisher><publisher>z</publisher>"
	"<subject>a</subject><subject lang=\"en\">b</subject>"
	"<subject-title>Taggar</subject-title>"
	"<translation id=\"1\" lang=\"fi\"/><replaces id=\"2\">x</replaces>"
	"<contact-title>K</contact-title><contact why=\"x\"><tel>1</tel>"
	"<name>N</name><tel href=\"tel:+3581\">2</tel><email>a@b.c</email>"
	"<web href=\"https://a.b\">w</web><raw>N <h:br/></raw></contact>"
	"<picture name=\"p1.png\" type=\"image/png\" width=\"1\" height=\"2\" "
	"sha256=\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab"
	"cdef\"/><source format=\"docx\"/></head>" BODY(
	    "<h:figure><h:img src=\"p1.png\" alt=\"\" width=\"1\" height=\"2\"/>"
	    "<h:figcaption>c</h:figcaption></h:figure>"),
	HEAD BODY("<h:p g:speaker=\"N\" g:why=\"phrase:said\">q</h:p>"),
	HEAD BODY("<h:ul><h:li>a<h:ul><h:li>" P "</h:li></h:ul></h:li></h:ul>"
		  "<h:ol type=\"a\" start=\"3\"><h:li value=\"4\" "
		  "g:label=\"§ 3\">b</h:li></h:ol>"
		  "<h:dl><h:dt>t</h:dt><h:dd>d</h:dd></h:dl>"),
	HEAD BODY("<h:table title=\"t\" summary=\"s\"><h:caption>c</h:caption>"
		  "<h:thead><h:tr><h:th scope=\"col\">x</h:th></h:tr></h:thead>"
		  "<h:tbody><h:tr><h:td colspan=\"2\" rowspan=\"1\" "
		  "class=\"num\">1" P "</h:td></h:tr></h:tbody></h:table>"),
	HEAD BODY("<h:blockquote lang=\"fi\">" P "</h:blockquote><h:aside>" P
		  "</h:aside>"),
	HEAD BODY(
	    "<h:p dir=\"auto\" g:why=\"w\"><h:a href=\"https://a.b\" "
	    "hreflang=\"fi\">l</h:a><h:a href=\"#n\" "
	    "role=\"doc-noteref\" id=\"r\">1</h:a><h:strong>b</h:strong>"
	    "<h:s/><h:u/><h:sub/><h:sup/><h:code/><h:span/><h:bdi/><h:bdo/>"
	    "<h:ruby>r<h:rt>t</h:rt></h:ruby><h:br/></h:p>") AFTER,
	HEAD BODY("<h:p><m:math display=\"block\" alttext=\"x\"><m:mfrac><m:mi>"
		  "a</m:mi><m:mn>2</m:mn></m:mfrac></m:math></h:p>"),
	"<head><publication url=\"u\" path=\"/\" site=\"s\" base=\"b\" "
	"published=\"2026-05-03T06:00:00Z\" updated=\"2026-05-03T06:00:00Z\" "
	"version=\"1\" id=\"i\" style=\"c\"><alternate lang=\"fi\" path=\"/\" "
	"title=\"t\"/></publication></head>" BODY(P),
};

static const char *const bad[] = {
	"",
	HEAD,
	BODY(P),
	BODY(P) HEAD,
	HEAD HEAD BODY(P),
	HEAD BODY(P) BODY(P),
	HEAD BODY(P) "<boilerplate/><notes/>",
	HEAD BODY(P) "<report/><boilerplate/>",
	HEAD BODY("words"),
	HEAD BODY("<h:h1>x</h:h1>"),
	HEAD BODY("<h:div>x</h:div>"),
	HEAD BODY("<h:script>x</h:script>"),
	HEAD BODY("<p>x</p>"),
	HEAD BODY("<h:p><h:p>x</h:p></h:p>"),
	HEAD BODY("<h:p><h:ul/></h:p>"),
	HEAD BODY("<h:ul>x</h:ul>"),
	HEAD BODY("<h:ul><h:p/></h:ul>"),
	HEAD BODY("<h:table><h:tr/></h:table>"),
	HEAD BODY("<h:p onclick=\"x\">x</h:p>"),
	HEAD BODY("<h:p class=\"x\">x</h:p>"),
	HEAD BODY("<h:p id=\"1\">x</h:p>"),
	HEAD BODY("<h:p id=\"å\">x</h:p>"),
	HEAD BODY("<h:p lang=\"s\">x</h:p>"),
	HEAD BODY("<h:p lang=\"sv_FI\">x</h:p>"),
	HEAD BODY("<h:p dir=\"up\">x</h:p>"),
	HEAD BODY("<h:p why=\"w\">x</h:p>"),
	HEAD BODY("<h:p><h:a>x</h:a></h:p>"),
	HEAD BODY("<h:p><h:a href=\"javascript:x\">x</h:a></h:p>"),
	HEAD BODY("<h:p><h:a href=\"//a.b\">x</h:a></h:p>"),
	HEAD BODY("<h:p><h:a href=\"https://a b\">x</h:a></h:p>"),
	HEAD BODY("<h:p><h:a href=\"tel:123\">x</h:a></h:p>"),
	HEAD BODY("<h:p><h:a href=\"HTTPS://a.b\">x</h:a></h:p>"),
	HEAD BODY("<h:p><h:br>x</h:br></h:p>"),
	HEAD BODY("<h:p><h:img alt=\"x\"/></h:p>"),
	HEAD BODY("<h:p><h:img src=\"../x.png\"/></h:p>"),
	HEAD BODY("<h:p><h:img src=\"x.bmp\"/></h:p>"),
	HEAD BODY("<h:ol type=\"x\"/>"),
	HEAD BODY("<h:ol start=\"-1\"/>"),
	HEAD BODY("<h:p><m:mi>x</m:mi></h:p>"),
	HEAD BODY("<h:p><m:math><m:maction/></m:math></h:p>"),
	HEAD BODY("<h:p><m:math href=\"x\"/></h:p>"),
	"<head><title>a</title><title>b</title></head>" BODY(P),
	"<head>words</head>" BODY(P),
	"<head><title><h:p>a</h:p></title></head>" BODY(P),
	"<head><title visible=\"maybe\">a</title></head>" BODY(P),
	"<head><lead/></head>" BODY(P),
	"<head><lead>x</lead></head>" BODY(P),
	"<head><issued>3.5.2026</issued></head>" BODY(P),
	"<head><issued>2026-05-03T09:00</issued></head>" BODY(P),
	"<head><embargo>x</embargo></head>" BODY(P),
	"<head><embargo until=\"2026-05-03\">x</embargo></head>" BODY(P),
	"<head><expires>2026-05-03</expires></head>" BODY(P),
	"<head><status>live</status></head>" BODY(P),
	"<head><unknown/></head>" BODY(P),
	"<head><advisory>x</advisory></head>" BODY(P),
	"<head><source format=\"docx\"><property name=\"a\"/></source></head>" BODY(
	    P),
	"<head><source/></head>" BODY(P),
	"<head><contact><tel href=\"tel:x\">1</tel></contact></head>" BODY(P),
	"<head><contact><name>a</name><name>b</name></contact></head>" BODY(P),
	"<head><contact>x</contact></head>" BODY(P),
	"<head><translation id=\"1\"/></head>" BODY(P),
	"<head><publication/></head>" BODY(P),
	HEAD BODY(P) "<notes><note kind=\"footnote\">" P "</note></notes>",
	HEAD BODY(P) "<notes><note id=\"n\" kind=\"side\">" P "</note></notes>",
	HEAD BODY(P) "<notes><note id=\"n\" kind=\"endnote\">x</note></notes>",
	HEAD BODY(P) "<report><message code=\"A\" severity=\"hold\"/></report>",
	HEAD BODY(P) "<report><message code=\"a\" severity=\"bad\"/></report>",
	HEAD BODY(P) "<report><message severity=\"hold\"/></report>",
};

/* What a schema can't say: refused by the program alone. */
static const char *const dangling[] = {
	HEAD BODY("<h:p id=\"a\">x</h:p><h:p id=\"a\">x</h:p>"),
	HEAD BODY("<h:p><h:a href=\"#nowhere\">x</h:a></h:p>"),
	HEAD BODY("<h:p><h:img src=\"p1.png\"/></h:p>"),
};

static xmlDoc *
wrap(const char *inside)
{
	struct buf in;
	xmlDoc *doc;

	buf_init(&in, 1 << 20);
	buf_puts(&in,
	    "<release xmlns=\"" RELEASE_NS "\" xmlns:g=\"" RELEASE_NS
	    "\" xmlns:h=\"" XHTML_NS
	    "\" xmlns:m=\"http://www.w3.org/1998/Math/MathML\" "
	    "xml:lang=\"sv\" lang-why=\"x\" id=\"i\" version=\"1\">");
	buf_puts(&in, inside);
	buf_puts(&in, "</release>");
	doc = xmlReadMemory(buf_str(&in), (int)in.len, NULL, NULL, 0);
	if (doc == NULL)
		fail_msg("%s: not well-formed", inside);
	buf_fini(&in);
	return doc;
}

static void
silent(void *context, const char *format, ...)
{
	(void)context;
	(void)format;
}

static xmlRelaxNG *
load_schema(void)
{
	char *path;
	const char *source;
	xmlRelaxNG *schema;
	xmlRelaxNGParserCtxt *parser;

	source = getenv("GAZETTE_SOURCE");
	path = xasprintf("%s/schema/release.rng",
	    source != NULL ? source : ".");
	parser = xmlRelaxNGNewParserCtxt(path);
	schema = xmlRelaxNGParse(parser);
	xmlRelaxNGFreeParserCtxt(parser);
	free(path);
	assert_non_null(schema);
	return schema;
}

static int
is_valid(xmlRelaxNG *schema, xmlDoc *doc)
{
	int valid;
	xmlRelaxNGValidCtxt *context;

	context = xmlRelaxNGNewValidCtxt(schema);
	xmlRelaxNGSetValidErrors(context, silent, silent, NULL);
	valid = xmlRelaxNGValidateDoc(context, doc) == 0;
	xmlRelaxNGFreeValidCtxt(context);
	return valid;
}

static void
expect(xmlRelaxNG *schema, const char *inside, int by_table, int by_schema)
{
	struct why why;
	xmlDoc *doc;

	doc = wrap(inside);
	why_clear(&why);
	if ((release_check(doc, &why) == V_OK) != by_table)
		fail_msg("table: %s: %s", inside, why.text);
	if (is_valid(schema, doc) != by_schema)
		fail_msg("schema: %s", inside);
	xmlFreeDoc(doc);
}

static void
test_check(void **state)
{
	size_t i;
	xmlRelaxNG *schema;

	(void)state;
	schema = load_schema();
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		expect(schema, good[i], 1, 1);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		expect(schema, bad[i], 0, 0);
	for (i = 0; i < sizeof(dangling) / sizeof(dangling[0]); i++)
		expect(schema, dangling[i], 0, 1);
	xmlRelaxNGFree(schema);
}

/* A head never outgrows its struct, and is cut at a character. */
static void
test_head_bounds(void **state)
{
	char title[4096];
	size_t i;
	struct buf inside;
	struct release_head head;
	struct why why;
	xmlDoc *doc;

	(void)state;
	for (i = 0; i + 2 < sizeof(title); i += 2)
		memcpy(title + i, "å", 2);
	title[i] = '\0';
	buf_init(&inside, 1 << 20);
	buf_printf(&inside, "<head><title>%s</title></head>", title);
	buf_puts(&inside, BODY(P));
	doc = wrap(buf_str(&inside));
	buf_fini(&inside);
	assert_int_equal(release_head_read(doc, &head, &why), V_OK);
	assert_true(strlen(head.title) < sizeof(head.title));
	assert_string_equal(head.title + strlen(head.title) - 3, "…");
	assert_string_equal(head.status, "usable");
	assert_string_equal(head.lang, "sv");
	assert_string_equal(head.id, "i");
	xmlFreeDoc(doc);
}

static void
test_serialise(void **state)
{
	char *one, *two;
	xmlDoc *again, *doc;

	(void)state;
	doc = wrap(
	    "<head><title a=\"&quot;&#10;&lt;\">&lt;&amp;&gt;<h:em>x</h:em>"
	    "</title></head>" BODY(P));
	one = finishing_bytes(doc);
	assert_non_null(strstr(one, "a=\"&quot;&#10;&lt;\">&lt;&amp;&gt;"));
	assert_non_null(strstr(one, "<em xmlns=\"" XHTML_NS "\">x</em>"));
	assert_non_null(strstr(one, "<body xmlns=\"" XHTML_NS "\"><p>x</p>"));
	again = xmlReadMemory(one, (int)strlen(one), NULL, NULL, 0);
	assert_non_null(again);
	two = finishing_bytes(again);
	assert_string_equal(one, two);
	free(one);
	free(two);
	xmlFreeDoc(doc);
	xmlFreeDoc(again);
}

/* A text of n sentences, of which those from changed on are others. */
static void
sketch(int n, int changed, uint64_t ret[RELEASE_SKETCH])
{
	int i;
	struct buf inside;
	struct release_head head;
	struct why why;
	xmlDoc *doc;

	buf_init(&inside, 8 << 20);
	buf_puts(&inside, HEAD "<h:body>");
	for (i = 0; i < n; i++)
		buf_printf(&inside, "<h:p>Staden %d bygger, %s %d!</h:p>",
		    i * 7 + (i >= changed) * 100000,
		    i % 2 == 0 ? "ÄVEN" : "även", i + (i >= changed) * 100000);
	buf_puts(&inside, "</h:body>");
	doc = wrap(buf_str(&inside));
	assert_int_equal(release_head_read(doc, &head, &why), V_OK);
	memcpy(ret, head.sketch, sizeof(head.sketch));
	assert_int_equal(head.words, n * 5 + 1);
	xmlFreeDoc(doc);
	buf_fini(&inside);
}

static void
test_likeness(void **state)
{
	uint64_t a[RELEASE_SKETCH], b[RELEASE_SKETCH];

	(void)state;
	sketch(300, 300, a);
	sketch(300, 300, b);
	assert_true(release_likeness(a, b) > 0.999);
	sketch(300, 290, b);
	assert_true(release_likeness(a, b) > 0.8);
	sketch(300, 0, b);
	assert_true(release_likeness(a, b) < 0.1);
	/* short texts: fewer shingles than a sketch holds */
	sketch(3, 3, a);
	sketch(3, 3, b);
	assert_true(release_likeness(a, b) > 0.999);
	sketch(3, 0, b);
	assert_true(release_likeness(a, b) < 0.5);
}

/* What was found, in the order of the head, bounded, with its why. */
static void
test_values(void **state)
{
	struct release_settings settings;
	struct values values;
	struct why why;
	xmlDoc *doc;

	(void)state;
	finishing_settings(&settings);
	doc = finishing_release("",
	    "<h1 g:why=\"faux:0.86\">Ny skola i Gerby</h1>"
	    "<p>Staden bygger en ny skola för sexhundra elever i år.</p>"
	    "<p>”Bra”, säger rektor Maria Fiktiv.</p>"
	    "<p>Kontakt: Karin Påhittad, tfn 06 765 4321</p>",
	    &settings, &why);
	assert_non_null(doc);
	release_values(doc, &values);
	assert_int_equal(values.count, 5);
	assert_string_equal(values.list[0].field, "title");
	assert_string_equal(values.list[0].why, "faux:0.86");
	assert_string_equal(values.list[1].field, "lead");
	assert_string_equal(values.list[2].field, "lang");
	assert_string_equal(values.list[3].words,
	    "Karin Påhittad, 06 765 4321");
	assert_string_equal(values.list[4].words, "rektor Maria Fiktiv");
	assert_string_equal(values.list[4].why, "phrase:säger");
	values_fini(&values);
	xmlFreeDoc(doc);
	assert_int_equal(values_confidence("faux:0.86"), 86);
	assert_int_equal(values_confidence("faux:7"), 100);
	assert_int_equal(values_confidence("faux:x"), 0);
	assert_int_equal(values_confidence("style:Rubrik 1"), 95);
	assert_int_equal(values_confidence("detected (marked as en-US)"), 80);
	assert_int_equal(values_confidence("marked, detected"), 90);
	assert_int_equal(values_confidence(""), 50);
}

static int
teardown(void **state)
{
	(void)state;
	finishing_end();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_head_bounds),
		cmocka_unit_test(test_serialise),
		cmocka_unit_test(test_likeness),
		cmocka_unit_test(test_values),
	};

	return cmocka_run_group_tests_name("release", tests, NULL, teardown);
}
