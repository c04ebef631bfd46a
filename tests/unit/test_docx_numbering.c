/* SPDX-License-Identifier: GPL-2.0-or-later */
/* docx_numbering: labels and counters of ECMA-376-1, 17.9. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "read/docx_numbering.h"
#include "read/docx_numfmt.h"
#include "read/docx_styles.h"
#include "read/ooxml.h"
#include "read/xmldoc.h"

/* w:lvl with a format and a text, and what else it holds. */
#define LVL(i, fmt, text, more)                                                \
 "<w:lvl w:ilvl='" i "'><w:start w:val='1'/><w:numFmt w:val='" fmt "'/>" more  \
 "<w:lvlText w:val='" text "'/></w:lvl>"
#define ABSTRACT(id, levels)                                                   \
 "<w:abstractNum w:abstractNumId='" id "'>" levels "</w:abstractNum>"
#define NUM(id, abstract, more)                                                \
 "<w:num w:numId='" id "'><w:abstractNumId w:val='" abstract "'/>" more        \
 "</w:num>"

static xmlDoc *
parse(const char *root, const char *content)
{
	struct buf buf;
	struct why why;
	struct xmldoc_rules rules;
	xmlDoc *doc;

	buf_init(&buf, 1 << 20);
	buf_printf(&buf, "<w:%s xmlns:w='%s' xmlns:mc='%s'>%s</w:%s>", root,
	    W_NS, MC_NS, content, root);
	xmldoc_rules_init(&rules, XMLDOC_PART, root);
	why_clear(&why);
	assert_int_equal(xmldoc_parse(buf.data, buf.len, &rules, &doc, &why),
	    V_OK);
	buf_fini(&buf);
	return doc;
}

/* Count paragraphs "num:ilvl num:ilvl …"; their labels with '|' between. */
static void
check(const char *numbering_xml, const char *styles_xml, const char *paragraphs,
    const char *want)
{
	const char *p;
	struct buf got;
	struct docx_label label;
	struct docx_numbering *numbering;
	struct docx_styles *styles;
	int ilvl, num, n;

	styles = docx_styles_new(
	    styles_xml == NULL ? NULL : parse("styles", styles_xml));
	numbering = docx_numbering_new(parse("numbering", numbering_xml),
	    styles);
	buf_init(&got, 4096);
	for (p = paragraphs; sscanf(p, "%d:%d%n", &num, &ilvl, &n) == 2;
	     p += n) {
		if (got.len > 0)
			buf_putc(&got, '|');
		if (docx_numbering_next(numbering, num, ilvl, NULL, &label) ==
		    -1)
			buf_puts(&got, "-");
		else
			buf_puts(&got, label.text);
	}
	assert_string_equal(buf_str(&got), want);
	buf_fini(&got);
	docx_numbering_free(numbering);
	docx_styles_free(styles);
}

static const char three[] = ABSTRACT("0",
    LVL("0", "decimal", "%1.", "") LVL("1", "lowerLetter", "%1.%2)", "")
	LVL("2", "lowerRoman", "%1.%2.%3", "")) NUM("1", "0", "")
    NUM("2", "0", "") NUM("3", "0",
	"<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/>"
	"</w:lvlOverride>") NUM("4", "9", "");

static void
test_counters(void **state)
{
	(void)state;
	check(three, NULL, "1:0 1:1 1:1 1:2 1:0 1:1",
	    "1.|1.a)|1.b)|1.b.i|2.|2.a)");
	/* Two instances of one abstract numbering count on. */
	check(three, NULL, "1:0 2:0 1:0", "1.|2.|3.");
	/* An override restarts once, and the other goes on from there. */
	check(three, NULL, "1:0 1:0 3:0 3:0 1:0", "1.|2.|5.|6.|7.");
	/* No such list. */
	check(three, NULL, "0:0 4:0 77:0 1:0", "-|-|-|1.");
	/* A level over one that was skipped. */
	check(three, NULL, "1:1 1:0 1:1", "1.a)|1.|1.a)");
	/* Out of range: the nearest. */
	check(three, NULL, "1:0 1:-3", "1.|2.");
}

static void
test_restart(void **state)
{
	(void)state;
	check(ABSTRACT("0",
		  LVL("0", "decimal", "%1", "") LVL("1", "decimal", "%2",
		      "<w:lvlRestart w:val='0'/>")) NUM("1", "0", ""),
	    NULL, "1:0 1:1 1:1 1:0 1:1", "1|1|2|2|3");
	/* Restart after the first level alone. */
	check(ABSTRACT("0",
		  LVL("0", "decimal", "%1", "") LVL("1", "decimal", "%2", "")
		      LVL("2", "decimal", "%3", "<w:lvlRestart w:val='1'/>"))
		  NUM("1", "0", ""),
	    NULL, "1:0 1:1 1:2 1:1 1:2 1:0 1:1 1:2", "1|1|1|2|2|2|1|1");
}

static void
test_texts(void **state)
{
	(void)state;
	/* Each level in its own format, and all decimal when legal. */
	check(ABSTRACT("0",
		  LVL("0", "upperRoman", "§ %1", "")
		      LVL("1", "decimal", "%1.%2", "") LVL("2", "decimal",
			  "%1.%2.%3", "<w:isLgl/>")) NUM("1", "0", ""),
	    NULL, "1:0 1:0 1:1 1:2", "§ I|§ II|II.1|2.1.1");
	/* A bullet level has no number of its own. */
	check(ABSTRACT("0",
		  LVL("0", "decimal", "%1.", "") LVL("1", "bullet", "–", "")
		      LVL("2", "decimal", "%1.%2%3", "")) NUM("1", "0", ""),
	    NULL, "1:0 1:1 1:2", "1.|–|1.1");
	/* Custom zeros, with what older programs read beside them. */
	check(ABSTRACT("0",
		  "<w:lvl w:ilvl='0'><w:start w:val='7'/>"
		  "<mc:AlternateContent><mc:Choice Requires='w14'><w:numFmt "
		  "w:val='custom' w:format='001, 002, 003'/></mc:Choice>"
		  "<mc:Fallback><w:numFmt w:val='decimal'/></mc:Fallback>"
		  "</mc:AlternateContent><w:lvlText w:val='%1'/></w:lvl>")
		  NUM("1", "0", ""),
	    NULL, "1:0 1:0", "007|008");
	/* A level is overridden whole. */
	check(ABSTRACT("0", LVL("0", "decimal", "%1.", "")) NUM("1", "0",
		  "<w:lvlOverride w:ilvl='0'>" LVL("0", "upperLetter", "(%1)",
		      "") "</w:lvlOverride>"),
	    NULL, "1:0 1:0", "(A)|(B)");
	check(ABSTRACT("0", LVL("0", "none", "", "")) NUM("1", "0", ""), NULL,
	    "1:0", "");
}

static void
test_bullets(void **state)
{
	(void)state;
	check(ABSTRACT("0",
		  LVL("0", "bullet", "\xef\x82\xb7",
		      "<w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr>") LVL("1",
		      "bullet", "o",
		      "<w:rPr><w:rFonts w:ascii='Courier New'/></w:rPr>")
		      LVL("2", "bullet", "\xef\x82\xa7",
			  "<w:rPr><w:rFonts w:ascii='Wingdings'/>"
			  "</w:rPr>") LVL("3", "bullet", "\xef\x82\xa7", ""))
		  NUM("1", "0", ""),
	    NULL, "1:0 1:1 1:2 1:3", "•|◦|▪|•");
}

static void
test_style_links(void **state)
{
	static const char styles[] =
	    "<w:style w:type='numbering' w:styleId='L'><w:pPr><w:numPr>"
	    "<w:numId w:val='1'/></w:numPr></w:pPr></w:style>";

	(void)state;
	check(ABSTRACT("0",
		  "<w:styleLink w:val='L'/>" LVL("0", "upperLetter", "%1.", ""))
		  ABSTRACT("1", "<w:numStyleLink w:val='L'/>") NUM("1", "0", "")
		      NUM("2", "1", ""),
	    styles, "2:0 2:0", "A.|B.");
	/* One that leads to itself ends. */
	check(ABSTRACT("0", "<w:numStyleLink w:val='L'/>")
		  ABSTRACT("1", "<w:numStyleLink w:val='L'/>") NUM("1", "1", "")
		      NUM("2", "0", ""),
	    styles, "1:0 2:0", "-|-");
}

static void
test_label(void **state)
{
	static const char numbering_xml[] = ABSTRACT("0",
	    LVL("0", "lowerLetter", "%1)", "<w:suff w:val='space'/>")
		LVL("1", "decimal", "%1.%2",
		    "<w:pStyle w:val='Sub'/><w:pPr>"
		    "<w:ind w:left='720' w:hanging='360'/>"
		    "</w:pPr>")) NUM("1", "0", "");
	struct docx_label label;
	struct docx_numbering *numbering;
	int first, left;

	(void)state;
	numbering = docx_numbering_new(parse("numbering", numbering_xml), NULL);
	assert_int_equal(docx_numbering_peek(numbering, 1, 0, &label), 0);
	assert_int_equal(label.kind, LIST_ORDERED);
	assert_string_equal(label.html_type, "a");
	assert_string_equal(label.text, "a)");
	assert_int_equal(label.suffix, SUFFIX_SPACE);
	assert_int_equal(docx_numbering_next(numbering, 1, 0, NULL, &label), 0);
	assert_int_equal(label.restarted, 1);
	assert_int_equal(docx_numbering_next(numbering, 1, 0, NULL, &label), 0);
	assert_int_equal(label.restarted, 0);
	assert_int_equal(label.value, 2);
	assert_int_equal(docx_numbering_next(numbering, 1, 1, NULL, &label), 0);
	assert_null(label.html_type);
	assert_string_equal(label.text, "b.1");
	assert_int_equal(docx_numbering_level_of_style(numbering, 1, "Sub"), 1);
	assert_int_equal(docx_numbering_level_of_style(numbering, 1, "x"), -1);
	assert_int_equal(docx_numbering_indent(numbering, 1, 1, &left, &first),
	    0);
	assert_int_equal(left, 720);
	assert_int_equal(first, -360);
	assert_int_equal(docx_numbering_indent(numbering, 1, 0, &left, &first),
	    -1);
	docx_numbering_free(numbering);
	docx_numbering_free(docx_numbering_new(NULL, NULL));
}

static const struct {
	const char *fmt;
	int n;
	const char *lang;
	const char *want;
} formats[] = {
	{ "decimal", 12, NULL, "12" },
	{ "decimalZero", 7, NULL, "07" },
	{ "decimalZero", 112, NULL, "112" },
	{ "lowerLetter", 1, NULL, "a" },
	{ "lowerLetter", 26, NULL, "z" },
	{ "lowerLetter", 27, NULL, "aa" },
	{ "upperLetter", 54, NULL, "BBB" },
	{ "lowerLetter", 0, NULL, "0" },
	{ "upperRoman", 1994, NULL, "MCMXCIV" },
	{ "lowerRoman", 4, NULL, "iv" },
	{ "lowerRoman", 4000, NULL, "4000" },
	{ "ordinal", 1, "en-GB", "1st" },
	{ "ordinal", 12, NULL, "12th" },
	{ "ordinal", 22, NULL, "22nd" },
	{ "ordinal", 112, NULL, "112th" },
	{ "ordinal", 1, "sv-FI", "1:a" },
	{ "ordinal", 12, "sv", "12:e" },
	{ "ordinal", 22, "sv", "22:a" },
	{ "ordinal", 3, "fi", "3." },
	{ "cardinalText", 21, "en", "Twenty-one" },
	{ "cardinalText", 35, "sv", "Trettiofem" },
	{ "cardinalText", 35, "fi", "Kolmekymmentäviisi" },
	{ "cardinalText", 0, "sv", "Noll" },
	{ "cardinalText", 8, "sv", "Åtta" },
	{ "ordinalText", 1, "fi", "Ensimmäinen" },
	{ "ordinalText", 21, "en", "Twenty-first" },
	{ "ordinalText", 21, "sv", "Tjugoförsta" },
	{ "ordinalText", 21, "fi", "Kahdeskymmenesyhdes" },
	{ "ordinalText", 30, "fi", "Kolmaskymmenes" },
	{ "cardinalText", 100, "en", "One hundred" },
	{ "cardinalText", 100, "sv", "Etthundra" },
	{ "cardinalText", 100, "fi", "Sata" },
	{ "cardinalText", 1999, "en", "One thousand nine hundred ninety-nine" },
	{ "cardinalText", 1999, "sv", "Ettusenniohundranittionio" },
	{ "cardinalText", 1999, "fi",
	    "Tuhatyhdeksänsataayhdeksänkymmentäyhdeksän" },
	{ "cardinalText", 21000, "sv", "Tjugoettusen" },
	{ "cardinalText", 11000, "sv", "Elvatusen" },
	{ "cardinalText", 21000, "fi", "Kaksikymmentäyksituhatta" },
	{ "ordinalText", 101, "en", "One hundred first" },
	{ "ordinalText", 100, "en", "One hundredth" },
	{ "ordinalText", 2000, "en", "Two thousandth" },
	{ "ordinalText", 101, "sv", "Etthundraförsta" },
	{ "ordinalText", 100, "sv", "Etthundrade" },
	{ "ordinalText", 1000, "sv", "Ettusende" },
	{ "ordinalText", 123, "fi", "Sadaskahdeskymmeneskolmas" },
	{ "ordinalText", 202, "fi", "Kahdessadaskahdes" },
	{ "ordinalText", 2000, "fi", "Kahdestuhannes" },
	{ "cardinalText", 1000000, "en", "1000000" },
	{ "hebrew1", 15, NULL, "טו" },
	{ "hebrew2", 1, NULL, "א" },
	{ "arabicAbjad", 4, NULL, "د" },
	{ "russianLower", 3, NULL, "в" },
	{ "chicago", 6, NULL, "††" },
	{ "hex", 255, NULL, "FF" },
	{ "japaneseCounting", 11, NULL, "十一" },
	{ "chineseCounting", 203, NULL, "二百○三" },
	{ "ideographDigital", 203, NULL, "二〇三" },
	{ "decimalEnclosedCircle", 20, NULL, "⑳" },
	{ "decimalEnclosedCircle", 21, NULL, "21" },
	{ "numberInDash", 3, NULL, "- 3 -" },
	{ "none", 3, NULL, "" },
	{ "bullet", 3, NULL, "" },
	{ "nobody's", 3, NULL, "3" },
};

static void
test_formats(void **state)
{
	struct buf out;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		buf_init(&out, 200);
		docx_numfmt_put(&out, formats[i].fmt, formats[i].n,
		    formats[i].lang);
		assert_string_equal(buf_str(&out), formats[i].want);
		buf_fini(&out);
	}
	assert_string_equal(docx_numfmt_html("upperRoman", 5), "I");
	assert_null(docx_numfmt_html("lowerLetter", 27));
	assert_null(docx_numfmt_html("ordinal", 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counters),
		cmocka_unit_test(test_restart),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_bullets),
		cmocka_unit_test(test_style_links),
		cmocka_unit_test(test_label),
		cmocka_unit_test(test_formats),
	};

	return cmocka_run_group_tests_name("docx_numbering", tests, NULL, NULL);
}
