/* SPDX-License-Identifier: GPL-2.0-or-later */
/* docx_styles: the levels of formatting, toggles, and what styles are for. */
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
#include "read/docx_styles.h"
#include "read/docx_symbols.h"
#include "read/ooxml.h"
#include "read/xmldoc.h"

#define STYLE(type, id, name, more)                                            \
 "<w:style w:type='" type "' w:styleId='" id "'><w:name w:val='" name          \
 "'/>" more "</w:style>"

static xmlDoc *
parse(const char *root, const char *content)
{
	struct buf buf;
	struct why why;
	struct xmldoc_rules rules;
	xmlDoc *doc;

	buf_init(&buf, 4 << 20);
	buf_printf(&buf, "<w:%s xmlns:w='%s'>", root, W_NS);
	buf_puts(&buf, content);
	buf_printf(&buf, "</w:%s>", root);
	xmldoc_rules_init(&rules, XMLDOC_PART, root);
	why_clear(&why);
	assert_int_equal(xmldoc_parse(buf.data, buf.len, &rules, &doc, &why),
	    V_OK);
	buf_fini(&buf);
	return doc;
}

static const char toggles[] =
    "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='22'/>"
    "<w:lang w:val='sv-FI' w:bidi='ar-SA'/><w:caps/></w:rPr></w:rPrDefault>"
    "</w:docDefaults>" STYLE("table", "T", "Grid",
	"<w:rPr><w:b/><w:i/></w:rPr>")
	STYLE("paragraph", "B", "Bold", "<w:rPr><w:b/><w:strike/></w:rPr>")
	    STYLE("paragraph", "B2", "Child",
		"<w:basedOn w:val='B'/><w:rPr><w:strike w:val='0'/></w:rPr>")
		STYLE("character", "C", "Char",
		    "<w:rPr><w:b/><w:sz w:val='30'/></w:rPr>");

/* The run <rpr> in the paragraph <ppr> of those styles. */
static struct docx_run
run_in(const struct docx_styles *styles, const char *ppr, const char *rpr,
    int in_table)
{
	const struct docx_style *table;
	struct docx_para para;
	struct docx_run run;
	xmlDoc *p, *r;

	p = parse("pPr", ppr);
	r = parse("rPr", rpr);
	table = docx_style_find(styles, DOCX_STYLE_TABLE, "T");
	docx_para_resolve(styles, xmlDocGetRootElement(p),
	    in_table ? table : NULL, &para);
	docx_run_resolve(styles, &para, xmlDocGetRootElement(r), &run);
	xmlFreeDoc(p);
	xmlFreeDoc(r);
	return run;
}

static const struct {
	const char *style;
	const char *rpr;
	int table;
	int bold;
} bolds[] = {
	{ "", "", 0, 0 },
	{ "B", "", 0, 1 },
	{ "B2", "", 0, 1 },
	{ "", "<w:rStyle w:val='C'/>", 0, 1 },
	{ "B", "<w:rStyle w:val='C'/>", 0, 0 }, /* two levels */
	{ "B", "", 1, 0 },
	{ "", "", 1, 1 },
	{ "B", "<w:rStyle w:val='C'/>", 1, 1 }, /* three levels */
	{ "B", "<w:rStyle w:val='C'/><w:b/>", 0, 1 },
	{ "B", "<w:b w:val='0'/>", 0, 0 },
	{ "B", "<w:b w:val='false'/>", 0, 0 },
	{ "B", "<w:b w:val='off'/>", 0, 0 },
	{ "", "<w:b w:val='1'/>", 1, 1 },
	/* Complex script has a toggle of its own. */
	{ "", "<w:b/><w:rtl/>", 0, 0 },
	{ "", "<w:bCs/><w:rtl/>", 0, 1 },
};

static void
test_toggles(void **state)
{
	char ppr[80];
	struct docx_run run;
	struct docx_styles *styles;
	size_t i;

	(void)state;
	styles = docx_styles_new(parse("styles", toggles));
	for (i = 0; i < sizeof(bolds) / sizeof(bolds[0]); i++) {
		snprintf(ppr, sizeof(ppr), "<w:pStyle w:val='%s'/>",
		    bolds[i].style);
		run = run_in(styles, ppr, bolds[i].rpr, bolds[i].table);
		if (run.bold != (unsigned)bolds[i].bold)
			fail_msg("case %zu: %s %s", i, bolds[i].style,
			    bolds[i].rpr);
	}
	/* Of a chain the nearest that says something; defaults stay on. */
	assert_true(run_in(styles, "<w:pStyle w:val='B'/>", "", 0).strike);
	assert_false(run_in(styles, "<w:pStyle w:val='B2'/>", "", 0).strike);
	assert_true(run_in(styles, "<w:pStyle w:val='B'/>", "", 0).caps);
	assert_false(run_in(styles, "", "<w:caps w:val='0'/>", 0).caps);
	docx_styles_free(styles);
}

static void
test_run(void **state)
{
	struct docx_para para;
	struct docx_run run;
	struct docx_styles *styles;
	xmlDoc *rpr;

	(void)state;
	styles = docx_styles_new(parse("styles", toggles));
	assert_string_equal(docx_styles_lang(styles), "sv-FI");
	rpr = parse("rPr",
	    "<w:rStyle w:val='C'/><w:lang w:val='fi-FI'/><w:u w:val='none'/>"
	    "<w:vertAlign w:val='superscript'/><w:highlight w:val='yellow'/>"
	    "<w:rFonts w:ascii='Wingdings' w:hAnsiTheme='minorHAnsi'/>"
	    "<w:shd w:val='clear' w:fill='auto'/><w:webHidden/>"
	    "<w:color w:val='FF0000'/><w:position w:val='-4'/>");
	docx_para_resolve(styles, NULL, NULL, &para);
	docx_run_resolve(styles, &para, xmlDocGetRootElement(rpr), &run);
	assert_string_equal(run.lang, "fi-FI");
	assert_string_equal(run.lang_bidi, "ar-SA");
	assert_int_equal(run.size, 30);
	assert_int_equal(para.run.size, 22);
	assert_false(run.underline);
	assert_int_equal(run.vert, VERT_SUPERSCRIPT);
	assert_string_equal(run.highlight, "yellow");
	assert_string_equal(run.font, "Wingdings");
	assert_null(run.font_hansi);
	assert_null(run.shade);
	assert_true(run.web_hidden);
	assert_string_equal(run.color, "FF0000");
	assert_int_equal(run.raised, -4);
	docx_run_resolve(styles, &para, NULL, &run);
	assert_string_equal(run.lang, "sv-FI");
	xmlFreeDoc(rpr);
	docx_styles_free(styles);
}

/* What a paragraph of one style is for, and why. */
static void
check_role(const struct docx_styles *styles, const char *ppr,
    enum docx_role role, int level, const char *why)
{
	struct docx_para para;
	xmlDoc *doc;

	doc = parse("pPr", ppr);
	docx_para_resolve(styles, xmlDocGetRootElement(doc), NULL, &para);
	if (para.role != role || para.level != level ||
	    strcmp(para.why, why) != 0)
		fail_msg("%s: %s %d %s", ppr, docx_role_name(para.role),
		    para.level, para.why);
	xmlFreeDoc(doc);
}

static void
test_roles(void **state)
{
	static const char xml[] =
	    "<w:style w:type='paragraph' w:default='1' w:styleId='Standard'>"
	    "<w:name w:val='Normal'/></w:style>" STYLE("paragraph", "Rubrik2",
		"heading 2",
		"<w:pPr><w:outlineLvl w:val='1'/></w:pPr>") STYLE("paragraph",
		"Own", "Mellanrubrik",
		"<w:basedOn w:val='Rubrik2'/>") STYLE("paragraph", "Toc",
		"Inhalt",
		"<w:basedOn w:val='Rubrik2'/><w:pPr><w:outlineLvl "
		"w:val='9'/></w:pPr>") STYLE("paragraph", "O", "Kapitel",
		"<w:pPr><w:outlineLvl w:val='3'/></w:pPr>") STYLE("paragraph",
		"Otsikko1", "Mine", "") STYLE("paragraph", "X", "Otsikko 3",
		"") "<w:style w:type='paragraph' w:customStyle='1' "
		    "w:styleId='Rubrik3'><w:name w:val='Fakta'/></w:style>";
	struct docx_styles *styles;

	(void)state;
	styles = docx_styles_new(parse("styles", xml));
	check_role(styles, "", ROLE_NORMAL, 0, "style:Normal");
	check_role(styles, "<w:pStyle w:val='Rubrik2'/>", ROLE_HEADING, 2,
	    "style:heading 2");
	check_role(styles, "<w:pStyle w:val='Own'/>", ROLE_HEADING, 2,
	    "based-on:heading 2");
	check_role(styles, "<w:pStyle w:val='Toc'/>", ROLE_NONE, 0, "");
	check_role(styles, "<w:pStyle w:val='O'/>", ROLE_HEADING, 4,
	    "outline:Kapitel");
	check_role(styles, "<w:pStyle w:val='O'/><w:outlineLvl w:val='9'/>",
	    ROLE_NONE, 0, "");
	check_role(styles, "<w:outlineLvl w:val='0'/>", ROLE_HEADING, 1,
	    "outline");
	check_role(styles, "<w:pStyle w:val='X'/>", ROLE_HEADING, 3,
	    "style:Otsikko 3");
	check_role(styles, "<w:pStyle w:val='Otsikko1'/>", ROLE_HEADING, 1,
	    "style-id:Otsikko1");
	check_role(styles, "<w:pStyle w:val='Rubrik3'/>", ROLE_NONE, 0, "");
	/* A style that is not there. */
	check_role(styles, "<w:pStyle w:val='Overskrift4'/>", ROLE_HEADING, 4,
	    "style-id:Overskrift4");
	docx_styles_free(styles);

	styles = docx_styles_new(NULL);
	check_role(styles, "<w:pStyle w:val='berschrift1'/>", ROLE_HEADING, 1,
	    "style-id:berschrift1");
	check_role(styles, "", ROLE_NONE, 0, "");
	docx_styles_free(styles);
}

static void
test_paragraph(void **state)
{
	static const char xml[] = STYLE("paragraph", "L", "Own list",
	    "<w:pPr><w:numPr><w:numId w:val='3'/></w:numPr><w:ind w:left='720' "
	    "w:hanging='360'/><w:jc w:val='both'/><w:pBdr><w:bottom "
	    "w:val='single'/></w:pBdr></w:pPr>");
	struct docx_para para;
	struct docx_styles *styles;
	xmlDoc *ppr;

	(void)state;
	styles = docx_styles_new(parse("styles", xml));
	ppr = parse("pPr",
	    "<w:pStyle w:val='L'/><w:numPr><w:ilvl w:val='2'/>"
	    "</w:numPr><w:ind w:start='1in'/>");
	docx_para_resolve(styles, xmlDocGetRootElement(ppr), NULL, &para);
	assert_int_equal(para.num_id, 3);
	assert_int_equal(para.ilvl, 2);
	assert_string_equal(para.num_style, "L");
	assert_int_equal(para.left, 1440);
	assert_int_equal(para.first_line, -360);
	assert_string_equal(para.jc, "both");
	assert_int_equal(para.borders, BORDER_BOTTOM);
	xmlFreeDoc(ppr);
	ppr = parse("pPr",
	    "<w:pStyle w:val='L'/><w:numPr><w:numId w:val='0'/>"
	    "</w:numPr><w:pBdr><w:bottom w:val='nil'/></w:pBdr>"
	    "<w:framePr w:dropCap='drop'/>");
	docx_para_resolve(styles, xmlDocGetRootElement(ppr), NULL, &para);
	assert_int_equal(para.num_id, 0);
	assert_null(para.num_style);
	assert_int_equal(para.borders, 0);
	assert_true(para.drop_cap);
	assert_false(para.framed);
	xmlFreeDoc(ppr);
	docx_styles_free(styles);
}

/* Cycles end, and a chain of thousands needs no stack. */
static void
test_chains(void **state)
{
	const struct docx_style *style;
	struct buf buf;
	struct docx_styles *styles;
	int i, level;

	(void)state;
	styles = docx_styles_new(parse("styles",
	    STYLE("paragraph", "A", "heading 1", "<w:basedOn w:val='B'/>")
		STYLE("paragraph", "B", "b", "<w:basedOn w:val='C'/>")
		    STYLE("paragraph", "C", "c", "<w:basedOn w:val='A'/>")
			STYLE("paragraph", "D", "d",
			    "<w:basedOn w:val='D'/>")));
	style = docx_style_find(styles, DOCX_STYLE_PARAGRAPH, "A");
	assert_int_equal(docx_style_role(style, &level), ROLE_HEADING);
	for (i = 0; style != NULL; style = docx_style_base(style))
		assert_true(i++ < 4);
	assert_null(docx_style_find(styles, DOCX_STYLE_TABLE, "A"));
	docx_styles_free(styles);

	buf_init(&buf, 4 << 20);
	for (i = 0; i < 19000; i++)
		buf_printf(&buf,
		    STYLE("paragraph", "s%d", "n", "<w:basedOn w:val='s%d'/>"),
		    i, i + 1);
	buf_puts(&buf, STYLE("paragraph", "s19000", "Heading 4", ""));
	styles = docx_styles_new(parse("styles", buf_str(&buf)));
	style = docx_style_find(styles, DOCX_STYLE_PARAGRAPH, "s0");
	assert_int_equal(docx_style_role(style, &level), ROLE_HEADING);
	assert_int_equal(level, 4);
	docx_styles_free(styles);
	buf_fini(&buf);
}

static const struct {
	const char *name;
	int is_id;
	int character;
	enum docx_role role;
	int level;
} names[] = {
	{ "heading 1", 0, 0, ROLE_HEADING, 1 },
	{ "Heading 9", 0, 0, ROLE_HEADING, 9 },
	{ "Heading 10", 0, 0, ROLE_NONE, 0 },
	{ "heading 2,H2", 0, 0, ROLE_HEADING, 2 },
	{ "Überschrift 3", 0, 0, ROLE_HEADING, 3 },
	{ "ÖVERSKRIFT 3", 0, 0, ROLE_NONE, 0 },
	{ "Rubrik", 0, 0, ROLE_TITLE, 0 },
	{ "Rubrik 2", 0, 0, ROLE_HEADING, 2 },
	{ "Titel 2", 0, 0, ROLE_NONE, 0 },
	{ "Alaotsikko", 0, 0, ROLE_SUBTITLE, 0 },
	{ "List Bullet 3", 0, 0, ROLE_LIST, 3 },
	{ "List Paragraph", 0, 0, ROLE_LIST, 1 },
	{ "toc 2", 0, 0, ROLE_TOC, 2 },
	{ "Quote", 0, 0, ROLE_QUOTE, 0 },
	{ "Body Text 2", 0, 0, ROLE_NORMAL, 2 },
	{ "Något eget", 0, 0, ROLE_NONE, 0 },
	{ "Rubrik1", 1, 0, ROLE_HEADING, 1 },
	{ "Otsikko1", 1, 0, ROLE_HEADING, 1 },
	{ "berschrift1", 1, 0, ROLE_HEADING, 1 },
	{ "Ttulo1", 1, 0, ROLE_HEADING, 1 },
	{ "Kop1", 1, 0, ROLE_HEADING, 1 },
	{ "Nagwek2", 1, 0, ROLE_HEADING, 2 },
	{ "Sous-titre", 1, 0, ROLE_SUBTITLE, 0 },
	{ "Brdtext", 1, 0, ROLE_NORMAL, 0 },
	{ "Strong", 0, 1, ROLE_STRONG, 0 },
	{ "Stark", 1, 1, ROLE_STRONG, 0 },
	{ "Hyperlnk", 1, 1, ROLE_HYPERLINK, 0 },
	{ "Heading 1 Char", 0, 1, ROLE_NONE, 0 },
	{ "Placeholder Text", 0, 1, ROLE_PLACEHOLDER, 0 },
	{ "Code", 0, 0, ROLE_CODE, 0 },
	{ "Code", 0, 1, ROLE_CODE_CHAR, 0 },
	{ "", 0, 0, ROLE_NONE, 0 },
	{ "123", 0, 0, ROLE_NONE, 0 },
	{ "<script>alert(1)</script>", 0, 0, ROLE_NONE, 0 },
};

static void
test_names(void **state)
{
	enum docx_role role;
	size_t i;
	int level;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (names[i].is_id)
			role = docx_role_by_id(names[i].name,
			    names[i].character, &level);
		else
			role = docx_role_by_name(names[i].name,
			    names[i].character, &level);
		if (role != names[i].role || level != names[i].level)
			fail_msg("%s: %s %d", names[i].name,
			    docx_role_name(role), level);
	}
}

static const struct {
	const char *font;
	long c;
	long want;
} symbols[] = {
	{ "Symbol", 0xf0b7, 0x2022 },
	{ "symbol", 'a', 0x3b1 },
	{ "Symbol", 0xf061, 0x3b1 },
	{ "Symbol", 0xd2, 0xae },
	{ "Wingdings", 0xf0fc, 0x2714 },
	{ "Wingdings", 0xfc, 0x2714 },
	{ "Wingdings", 0xf0a7, 0x25aa },
	{ "Wingdings", 0xf0d8, 0x27a2 },
	{ "Wingdings", 0xf0fe, 0x2611 },
	{ "Wingdings", 0xf0ff, 0 },
	{ "Wingdings", 0x2013, 0x1f662 }, /* byte 0x96 of windows-1252 */
	{ "Wingdings", ' ', ' ' },
	{ "Wingdings", '\t', '\t' },
	{ "Wingdings", 0xa0, 0xa0 },
	{ "Wingdings", 0x4e00, 0x4e00 },
	{ "Wingdings 2", 0xf052, 0x2611 },
	{ "Wingdings 2", 0xf0f0, 0x2739 },
	{ "Wingdings 2", 0xf0ff, 0 },
	{ "Wingdings 3", 0xf07d, 0x25b6 },
	{ "Webdings", 'a', 0x2714 },
	{ "Arial", 'a', 'a' },
	{ "Arial", 0xf0b7, 0 },
	{ NULL, 0xe000, 0 },
	{ NULL, 'a', 'a' },
};

static void
test_symbols(void **state)
{
	long got;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++) {
		got = docx_symbol(symbols[i].font, symbols[i].c);
		if (got != symbols[i].want)
			fail_msg("%s U+%04lX: U+%04lX", symbols[i].font,
			    (unsigned long)symbols[i].c, (unsigned long)got);
	}
	assert_true(docx_symbols_is_font("Wingdings"));
	assert_false(docx_symbols_is_font("Calibri"));
	assert_false(docx_symbols_is_font(NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_toggles),
		cmocka_unit_test(test_run),
		cmocka_unit_test(test_roles),
		cmocka_unit_test(test_paragraph),
		cmocka_unit_test(test_chains),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_symbols),
	};

	return cmocka_run_group_tests_name("docx_styles", tests, NULL, NULL);
}
