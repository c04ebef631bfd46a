/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * odt: flat texts through the door, by what stands in the normal form and what
 * must never stand there.  What whole documents come to, tests/golden/odt says.
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

#include "base/buf.h"
#include "read/odf.h"
#include "read/read.h"

#define SECRET "zqsecretqz"

#define BEFORE                                                                 \
 "<office:document xmlns:office='" OFFICE_NS "' xmlns:text='" TEXT_NS          \
 "' xmlns:table='" TABLE_NS "' xmlns:style='" STYLE_NS                         \
 "' xmlns:draw='" DRAW_NS "' xmlns:form='" FORM_NS                             \
 "' xmlns:meta='" ODF_META_NS "' xmlns:fo='" FO_NS "' xmlns:xlink='" XLINK_NS  \
 "' xmlns:loext='" LOEXT_NS                                                    \
 "' xmlns:dc='http://purl.org/dc/elements/1.1/' office:mimetype='" ODT_TYPE    \
 "'>"                                                                          \
 "<office:meta><dc:creator>" SECRET "</dc:creator>"                            \
 "<meta:initial-creator>" SECRET "</meta:initial-creator>"                     \
 "<meta:printed-by>" SECRET "</meta:printed-by>"                               \
 "<meta:template xlink:href='../" SECRET "/" SECRET                            \
 ".ott' xlink:title='" SECRET "'/><meta:user-defined meta:name='x'>" SECRET    \
 "</meta:user-defined></office:meta>"                                          \
 "<office:automatic-styles>"                                                   \
 "<style:style style:name='H' style:family='text'>"                            \
 "<style:text-properties text:display='none'/></style:style>"                  \
 "<style:style style:name='HP' style:family='paragraph'>"                      \
 "<style:text-properties text:display='none'/></style:style>"                  \
 "<text:list-style style:name='L'><text:list-level-style-number "              \
 "text:level='1' style:num-format='1' style:num-suffix='.'/>"                  \
 "<text:list-level-style-number text:level='2' style:num-format='1' "          \
 "text:display-levels='2' style:num-suffix='.'/></text:list-style>"            \
 "<text:list-style style:name='M'><text:list-level-style-number "              \
 "text:level='1' style:num-format='A' style:num-suffix='.'/>"                  \
 "</text:list-style></office:automatic-styles>"                                \
 "<office:body><office:text>"

#define AFTER "</office:text></office:body></office:document>"

#define LIST        "<text:list text:style-name='L'>"
#define OVERRIDE    "<text:list-item text:style-override='M'>"
#define END_NOTE    "</text:note-body></text:note>"
#define CELL        "<table:table><table:table-row><table:table-cell>"
#define END_CELL    "</table:table-cell></table:table-row></table:table>"
#define P(words)    "<text:p>" words "</text:p>"
#define ITEM(words) "<text:list-item>" P(words) "</text:list-item>"

/* The normal form of a text, or "!" and the code of its refusal. */
static char *
read_body(const char *body)
{
	char *ret;
	enum verdict v;
	int len;
	struct buf in;
	struct read_limits limits;
	struct reading reading;
	struct why why;
	xmlChar *bytes;

	buf_init(&in, (size_t)16 << 20);
	buf_printf(&in, "%s%s%s", BEFORE, body, AFTER);
	read_limits_default(&limits);
	why_clear(&why);
	v = read_document("a.fodt", buf_str(&in), in.len, &limits, &reading,
	    &why);
	buf_fini(&in);
	if (v != V_OK) {
		buf_init(&in, 256);
		buf_printf(&in, "!%s", why.code);
		ret = strdup(buf_str(&in));
		buf_fini(&in);
		return ret;
	}
	xmlDocDumpMemory(reading.tree, &bytes, &len);
	ret = strdup((const char *)bytes);
	xmlFree(bytes);
	reading_fini(&reading);
	return ret;
}

static const struct {
	const char *what;
	const char *body;
	const char *wants[4]; /* in the normal form, in this order */
} shows[] = {
	{ "words", P("one <text:span>two</text:span>"), { "one two" } },
	{ "a list counts through what looks differently",
	    LIST ITEM("a")
		OVERRIDE P("b") "</text:list-item>" ITEM("c") "</text:list>",
	    { ">a<", "start=\"2\"", ">b<", "start=\"3\"" } },
	{ "a label of two levels",
	    "<text:list text:style-name='L'><text:list-item>" P(
		"a") "<text:list>" ITEM("b") "</text:list></text:list-item>"
					     "</text:list>",
	    { ">a<", "1.1", ">b<" } },
	{ "a number of its own",
	    "<text:list text:style-name='L'><text:list-item "
	    "text:start-value='7'>" P("a") "</text:list-item></text:list>",
	    { "start=\"7\"", ">a<" } },
	{ "a link in a note",
	    P("a<text:note text:note-class='footnote'><text:note-citation>1"
	      "</text:note-citation><text:note-body>" P(
		  "<text:a xlink:href='https://example.org/x'>b</text:a>")
		    END_NOTE),
	    { "noteref", "https://example.org/x", ">b<" } },
	{ "an own mark of a note",
	    P("a<text:note text:note-class='footnote'><text:note-citation "
	      "text:label='*'>*</text:note-citation><text:note-body>" P("b")
		    END_NOTE),
	    { "label=\"*\"", ">b<" } },
	{ "a control of a form",
	    "<office:forms><form:form><form:checkbox form:id='c' "
	    "form:label='yes' form:current-state='checked'/></form:form>"
	    "</office:forms>" P("a <draw:control draw:control='c'/>"),
	    { "a &#x2612; yes" } },
	{ "a shown section, whatever its condition",
	    "<text:section text:display='condition' text:is-hidden='false'>" P(
		"a") "</text:section>",
	    { ">a<" } },
	{ "hidden text that is shown",
	    P("<text:hidden-text text:is-hidden='false'>a</text:hidden-text>"),
	    { ">a<" } },
	{ "ruby",
	    P("<text:ruby><text:ruby-base>a</text:ruby-base><text:ruby-text>b"
	      "</text:ruby-text></text:ruby>"),
	    { "<base>a</base>", "<rt>b</rt>" } },
	{ "a text box",
	    P("a<draw:frame><draw:text-box>" P(
		"b") "</draw:text-box></draw:frame>"),
	    { ">a<", "<aside", ">b<" } },
	{ "words of a shape",
	    P("a<draw:custom-shape>" P("b") "</draw:custom-shape>"),
	    { ">a<", ">b<" } },
	{ "what nobody knows gives its words",
	    P("a <text:nobody>b</text:nobody>"), { "a b" } },
	{ "a cell that is covered is counted",
	    "<table:table><table:table-row><table:table-cell "
	    "table:number-rows-spanned='2'>" P(
		"a") "</table:table-cell>"
		     "<table:table-cell>" P(
			 "b") "</table:table-cell></table:table-row>"
			      "<table:table-row><table:covered-table-cell/><table:table-cell>" P(
				  "c") "</table:table-cell></table:table-row></table:table>",
	    { "rows=\"2\"", ">b<", ">c<" } },
};

static void
test_shows(void **state)
{
	char *got;
	const char *at;
	int bad = 0;
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof(shows) / sizeof(shows[0]); i++) {
		got = read_body(shows[i].body);
		at = got;
		for (j = 0; j < 4 && at != NULL && shows[i].wants[j] != NULL;
		     j++)
			at = strstr(at, shows[i].wants[j]);
		if (at == NULL) {
			print_error("%s: no %s in\n%s\n", shows[i].what,
			    shows[i].wants[j - 1], got);
			bad++;
		}
		free(got);
	}
	assert_int_equal(bad, 0);
}

/* Where words hide; around each stands what shows. */
static const char *const hides[] = {
	P("<text:span text:style-name='H'>" SECRET "</text:span>"),
	"<text:p text:style-name='HP'>" SECRET "</text:p>",
	"<text:section text:display='none'>" P(SECRET) "</text:section>",
	"<text:section text:display='condition' text:is-hidden='true'>" P(
	    SECRET) "</text:section>",
	P("<text:hidden-paragraph text:is-hidden='true'/>" SECRET),
	P("<text:hidden-text text:is-hidden='true'>" SECRET
	  "</text:hidden-text>"),
	"<text:tracked-changes><text:changed-region text:id='c'>"
	"<text:deletion><office:change-info><dc:creator>" SECRET
	"</dc:creator></office:change-info>" P(SECRET) CELL P(SECRET) END_CELL
	"</text:deletion></text:changed-region></text:tracked-changes>" P(
	    "a<text:change text:change-id='c'/>"),
	P("<office:annotation><dc:creator>" SECRET
	  "</dc:creator>" P(SECRET) "</office:annotation>"),
	"<office:forms><form:form><form:hidden form:id='c' form:value='" SECRET
	"'/><form:password form:id='d' form:value='" SECRET "'/></form:form>"
	"</office:forms>" P("<draw:control draw:control='c'/>"
			    "<draw:control draw:control='d'/>"),
	P("<text:variable-set text:display='none' text:formula='" SECRET
	  "'>" SECRET "</text:variable-set>"),
	P("<text:script>" SECRET "</text:script>"),
	P("<text:database-display text:database-name='" SECRET
	  "' text:table-name='" SECRET "'>a</text:database-display>"),
	P("<text:template-name text:display='full'>/home/" SECRET
	  "/x.ott</text:template-name>"),
	P("<text:conditional-text text:string-value-if-true='" SECRET "' "
	  "text:condition='" SECRET "'>a</text:conditional-text>"),
	P("<text:placeholder text:description='" SECRET "' "
	  "text:placeholder-type='text'>a</text:placeholder>"),
	P("<draw:frame draw:name='" SECRET
	  "'><draw:image xlink:href='file:///" SECRET "/a.png'/></draw:frame>"),
	"<table:table table:name='" SECRET "'><table:table-row "
	"table:visibility='collapse'><table:table-cell>" P(
	    SECRET) "</table:table-cell></table:table-row><table:table-row>"
		    "<table:table-cell>" P(
			"a") "</table:table-cell></table:table-row>"
			     "</table:table>",
	P("<text:bookmark text:name='" SECRET "'/>a"),
};

/* What was hidden by looks, and comments, are told by their words: in the meta
 * alone, which the importer looks at and drops. */
static int
is_clean(char *got)
{
	char *body;

	body = strstr(got, "<body>");
	if (body == NULL || strstr(body, SECRET) != NULL)
		return 0;
	*body = '\0';
	return strstr(got, SECRET) == NULL ||
	    strstr(got, "<furniture kind=\"hidden\">" SECRET) != NULL ||
	    strstr(got, "<furniture kind=\"comment\">" SECRET) != NULL;
}

static void
test_hides(void **state)
{
	char *got;
	int bad = 0;
	size_t i;
	struct buf body;

	(void)state;
	for (i = 0; i < sizeof(hides) / sizeof(hides[0]); i++) {
		buf_init(&body, 1 << 20);
		buf_printf(&body, "%s%s%s", P("before"), hides[i], P("after"));
		got = read_body(buf_str(&body));
		buf_fini(&body);
		if (strstr(got, "before") == NULL ||
		    strstr(got, "after") == NULL || !is_clean(got)) {
			print_error("%s:\n%s\n", hides[i], got);
			bad++;
		}
		free(got);
	}
	assert_int_equal(bad, 0);
}

static void
check_many(const char *open, const char *close, int n, const char *want)
{
	char *got;
	int i;
	struct buf body;

	buf_init(&body, (size_t)8 << 20);
	for (i = 0; i < n; i++)
		buf_puts(&body, open);
	buf_puts(&body, P("deep"));
	for (i = 0; i < n; i++)
		buf_puts(&body, close);
	got = read_body(buf_str(&body));
	buf_fini(&body);
	if (strstr(got, want) == NULL)
		fail_msg("%s: %.300s", open, got);
	free(got);
}

/* What is deep is refused or read; what claims to be many is limited. */
static void
test_hostile(void **state)
{
	(void)state;
	check_many("<text:section>", "</text:section>", 200, "deep");
	check_many("<text:section>", "</text:section>", 300, "!xml-too-deep");
	check_many("<text:list><text:list-item>",
	    "</text:list-item></text:list>", 100, "deep");
	check_many("<text:list text:style-name='L'><text:list-item "
		   "text:style-override='M'>",
	    "</text:list-item></text:list>", 100, "deep");
	check_many("<text:p><draw:frame><draw:text-box>",
	    "</draw:text-box></draw:frame></text:p>", 60, "deep");
	check_many("<table:table><table:table-row "
		   "table:number-rows-repeated='1000000'><table:table-cell "
		   "table:number-columns-repeated='1000000'>",
	    "</table:table-cell></table:table-row></table:table>", 3, "deep");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shows),
		cmocka_unit_test(test_hides),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
