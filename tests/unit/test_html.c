/* SPDX-License-Identifier: GPL-2.0-or-later */
/* html: what comes out of the last step to bytes, and what never does. */
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
#include <libxml/tree.h>

#include "base/buf.h"
#include "read/picture.h"
#include "render/html.h"
#include "render/html_table.h"

#define ROOT                                                                   \
 "<div xmlns='http://www.w3.org/1999/xhtml' "                                  \
 "xmlns:m='http://www.w3.org/1998/Math/MathML' "                               \
 "xmlns:r='urn:gazette:render:1' xmlns:x='urn:x' "                             \
 "xmlns:epub='http://www.idpf.org/2007/ops'>"

static const struct {
	const char *what;
	const char *in;
	const char *html;
	const char *xhtml; /* NULL: the same */
} cases[] = {
	{ "void elements have no end", "a<br/>b<img src='p1.png' alt=''/>",
	    "a<br>\nb<img src=\"m/p1.png\" alt=\"\">",
	    "a<br/>\nb<img src=\"m/p1.png\" alt=\"\"/>" },
	{ "words don't run into lists", "<li>a<ul><li>b</li></ul></li>",
	    "<li>a\n<ul><li>b</li>\n</ul>\n</li>\n",
	    "<li>a\n<ul><li>b</li>\n</ul>\n</li>\n" },
	{ "empty elements have one", "<p/><td/>", "<p></p>\n<td></td>\n",
	    NULL },
	{ "text and attributes are escaped",
	    "<a href='http://e/?a=1&amp;b=&quot;&lt;'>&lt;b&gt; &amp;amp; "
	    "\"</a>",
	    "<a href=\"http://e/?a=1&amp;b=&quot;&lt;\">&lt;b&gt; &amp;amp; "
	    "&quot;</a>",
	    NULL },
	{ "scripts leave nothing",
	    "a<script>alert(1)</script><style>b</style><iframe>c</iframe>"
	    "<template>d</template><object>e</object><SCRIPT>f</SCRIPT>",
	    "af", NULL },
	{ "unknown elements leave their words",
	    "<blink>a</blink><x:y>b</x:y><form>c<input value='d'/></form>",
	    "abc", NULL },
	{ "nothing is executed",
	    "<p onclick='a()' style='b' x:lang='c' srcdoc='d'>e</p>",
	    "<p>e</p>\n", NULL },
	{ "no scheme but those of the house",
	    "<a href='javascript:a'>a</a><a href=' jAvascript:a'>b</a>"
	    "<a href='java&#9;script:a'>c</a><a href='data:text/html,a'>d</a>"
	    "<a href='HTTPS://e/'>e</a><a href='../f:g'>f</a>"
	    "<a href='#a:b'>g</a>",
	    "<a>a</a><a>b</a><a>c</a><a>d</a><a href=\"HTTPS://e/\">e</a>"
	    "<a href=\"../f:g\">f</a><a href=\"#a:b\">g</a>",
	    NULL },
	{ "what belongs to a head stays there",
	    "<meta http-equiv='refresh' content='0;url=http://e/'/>"
	    "<link rel='stylesheet' href='http://e/'/><title>t</title>"
	    "<head><meta http-equiv='refresh' content='a'/></head>",
	    "t<head><meta content=\"a\">\n</head>\n",
	    "t<head><meta content=\"a\"/>\n</head>\n" },
	{ "a page goes on by itself within its site alone",
	    "<head><meta http-equiv='refresh' content='0; url=/a/'/>"
	    "<meta http-equiv='refresh' content='0; url=//e/'/></head>",
	    "<head><meta http-equiv=\"refresh\" content=\"0; url=/a/\">\n"
	    "<meta content=\"0; url=//e/\">\n</head>\n",
	    "<head><meta http-equiv=\"refresh\" content=\"0; url=/a/\"/>\n"
	    "<meta content=\"0; url=//e/\"/>\n</head>\n" },
	{ "two names of a language", "<p lang='sv'>a</p>",
	    "<p lang=\"sv\">a</p>\n",
	    "<p lang=\"sv\" xml:lang=\"sv\">a</p>\n" },
	{ "two names of a role", "<a role='doc-noteref' href='#n1'>1</a>",
	    "<a role=\"doc-noteref\" href=\"#n1\">1</a>",
	    "<a role=\"doc-noteref\" epub:type=\"noteref\" "
	    "href=\"#n1\">1</a>" },
	{ "EPUB's own names", "<nav epub:type='toc'>a</nav>", "<nav>a</nav>\n",
	    "<nav epub:type=\"toc\">a</nav>\n" },
	{ "MathML",
	    "<m:math display='block' onclick='a'><m:mi href='b'>x</m:mi>"
	    "<m:annotation-xml>c</m:annotation-xml><m:script>d</m:script>"
	    "</m:math>",
	    "<math display=\"block\"><mi>x</mi>d</math>",
	    "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" "
	    "display=\"block\"><mi>x</mi>d</math>" },
	{ "a first newline is kept", "<pre>\na</pre>", "<pre>\n\na</pre>\n",
	    "<pre>\na</pre>\n" },
	{ "a picture that isn't there leaves its words",
	    "<img src='p9.png' alt='a &lt; b'/><img src='p8.png'/>", "a &lt; b",
	    NULL },
	{ "comments and instructions go", "a<!-- b --><?php c ?>d", "ad",
	    NULL },
	{ "characters that HTML forbids",
	    "a\xc2\x85"
	    "b\xef\xb7\x90"
	    "c\x7f"
	    "d\xf0\x9f\xbf\xbe"
	    "e&#13;f\xf0\x9f\x98\x80\xc2\xa0\xc3\xa5",
	    "abcde\nf\xf0\x9f\x98\x80\xc2\xa0\xc3\xa5", NULL },
	{ "slots",
	    "<r:slot name='article'/><r:slot name='style'/>"
	    "<r:slot name='json-ld'/><r:slot name='other'/><r:slot/>",
	    "<i>article</i><style>\np{}</style>\n"
	    "<script type=\"application/ld+json\">{}</script>\n",
	    NULL },
};

static xmlDoc *
parse(const char *body)
{
	char text[2048];
	xmlDoc *doc;

	snprintf(text, sizeof(text), "%s%s</div>", ROOT, body);
	doc = xmlReadMemory(text, (int)strlen(text), NULL, "UTF-8", 0);
	assert_non_null(doc);
	return doc;
}

static void
check(size_t i, enum html_syntax syntax, const char *want)
{
	char full[2048];
	struct buf out;
	struct html_options options = { .syntax = syntax,
		.picture_base = "m/",
		.style = "p{}",
		.json_ld = "{}" };
	struct picture picture = { .name = "p1.png", .type = "image/png" };
	struct pictures pictures = { &picture, 1 };
	xmlDoc *article;
	xmlDoc *doc;

	options.pictures = &pictures;
	article = parse("<i>article</i>");
	options.article = xmlDocGetRootElement(article)->children;
	doc = parse(cases[i].in);
	buf_init(&out, 1 << 16);
	html_put(&out, xmlDocGetRootElement(doc), &options);
	snprintf(full, sizeof(full), "<div>%s</div>\n", want);
	if (strcmp(buf_str(&out), full) != 0)
		fail_msg("%s: %s", cases[i].what, buf_str(&out));
	buf_fini(&out);
	xmlFreeDoc(doc);
	xmlFreeDoc(article);
}

static void
test_cases(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		check(i, HTML_SYNTAX, cases[i].html);
		check(i, XHTML_SYNTAX,
		    cases[i].xhtml != NULL ? cases[i].xhtml : cases[i].html);
	}
}

static void
test_data_uri(void **state)
{
	unsigned char bytes[] = { 0xff, 0x00, 0x10, 0x80 };
	struct buf out;
	struct html_options options = { .syntax = HTML_SYNTAX, .embed = 1 };
	struct picture picture = { .name = "p1.png", .type = "image/png" };
	struct pictures pictures = { &picture, 1 };
	xmlDoc *doc;

	(void)state;
	picture.data = bytes;
	picture.len = sizeof(bytes);
	options.pictures = &pictures;
	doc = parse("<img src='p1.png' alt='a'/>");
	buf_init(&out, 1 << 16);
	html_put(&out, xmlDocGetRootElement(doc)->children, &options);
	assert_string_equal(buf_str(&out),
	    "<img src=\"data:image/png;base64,/wAQgA==\" alt=\"a\">");
	buf_fini(&out);
	xmlFreeDoc(doc);
}

/* A form is for a page with a script of ours, whose address the house says. */
static void
test_form(void **state)
{
	struct buf out;
	struct html_options options = { .syntax = HTML_SYNTAX,
		.script = "/_static/0.js" };
	xmlDoc *doc;

	(void)state;
	doc = parse("<form hidden='hidden' data-parts='2' onsubmit='a'>"
		    "<input name='q'/></form><script>b</script>"
		    "<slot xmlns='urn:gazette:render:1' name='script'/>");
	buf_init(&out, 1 << 16);
	html_put(&out, xmlDocGetRootElement(doc), &options);
	assert_string_equal(buf_str(&out),
	    "<div><form hidden=\"hidden\" data-parts=\"2\">"
	    "<input name=\"q\"></form>\n"
	    "<script src=\"/_static/0.js\"></script>\n</div>\n");
	buf_fini(&out);
	xmlFreeDoc(doc);
}

static void
test_page(void **state)
{
	struct buf out;
	struct html_options options = { .syntax = XHTML_SYNTAX };
	xmlDoc *doc;

	(void)state;
	doc = parse("<html lang='fi'/>");
	buf_init(&out, 1 << 16);
	html_put_page(&out, xmlDocGetRootElement(doc)->children, &options);
	assert_string_equal(buf_str(&out),
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
	    "<html xmlns=\"http://www.w3.org/1999/xhtml\" "
	    "xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"fi\" "
	    "xml:lang=\"fi\"></html>\n");
	buf_reset(&out);
	options.syntax = HTML_SYNTAX;
	html_put_page(&out, xmlDocGetRootElement(doc)->children, &options);
	assert_string_equal(buf_str(&out),
	    "<!DOCTYPE html>\n<html lang=\"fi\"></html>\n");
	buf_fini(&out);
	xmlFreeDoc(doc);
}

/* A search by halves needs tables in the order of their names. */
static void
test_tables(void **state)
{
	(void)state;
	assert_int_equal(html_element("a"), ELEMENT_KNOWN);
	assert_int_equal(html_element("wbr"), ELEMENT_KNOWN | ELEMENT_VOID);
	assert_int_equal(html_element("A"), 0);
	assert_int_equal(html_element("svg"), 0);
	assert_int_equal(html_math_element("semantics"), ELEMENT_KNOWN);
	assert_int_equal(html_attribute("alt"), ATTRIBUTE_PLAIN);
	assert_int_equal(html_attribute("width"), ATTRIBUTE_PLAIN);
	assert_int_equal(html_attribute("onclick"), ATTRIBUTE_UNKNOWN);
	assert_true(html_tables_are_sorted());
}

/* A full buffer ends the work, it is no crash. */
static void
test_full(void **state)
{
	struct buf out;
	struct html_options options = { .syntax = HTML_SYNTAX };
	xmlDoc *doc;

	(void)state;
	doc = parse("<p>abcdefghijklmnopqrstuvwxyz</p>");
	buf_init(&out, 12);
	html_put(&out, xmlDocGetRootElement(doc), &options);
	assert_true(buf_is_full(&out));
	assert_true(out.len <= 12);
	buf_fini(&out);
	xmlFreeDoc(doc);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_data_uri),
		cmocka_unit_test(test_form),
		cmocka_unit_test(test_page),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
