/* SPDX-License-Identifier: GPL-2.0-or-later */
/* transform/pieces: what comes in pieces is what comes whole. */
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
#include "base/xalloc.h"
#include "transform/pieces.h"
#include "transform/xslt.h"

enum {
	SECTIONS = 400,
	LIMIT = 1 << 22
};

static struct xslt_set *stylesheets;
static const struct xslt *import;

static int
setup(void **state)
{
	char *dir;
	const char *source;
	struct why why;

	(void)state;
	source = getenv("GAZETTE_SOURCE");
	dir = xasprintf("%s/xsl", source != NULL ? source : ".");
	assert_int_equal(xslt_set_load(dir, &stylesheets, &why), V_OK);
	free(dir);
	import = xslt_set_find(stylesheets, "import/docx");
	assert_non_null(import);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	xslt_set_free(stylesheets);
	return 0;
}

/* A normal form (doc/normal.md) of that many sections of four blocks. */
static xmlDoc *
normal(size_t sections)
{
	size_t i;
	struct buf in;
	xmlDoc *doc;

	buf_init(&in, LIMIT);
	buf_puts(&in,
	    "<document xmlns='urn:gazette:normal:1' format='docx' lang='fi'>"
	    "<meta><property name='title'>Otsikko</property></meta><body>");
	for (i = 0; i < sections; i++)
		buf_printf(&in,
		    "<heading level='2' why='style'>Luku %zu</heading>"
		    "<p lang='sv' zone='lead'>Ord <em>nu</em>"
		    "<noteref to='n1'>1</noteref><noteref to='n9'>9</noteref>"
		    "</p><table why='grid'><row><cell number='yes'><p>%zu</p>"
		    "</cell></row></table><list kind='bullet'><item label='*'>"
		    "<p>yksi</p></item></list>",
		    i, i);
	buf_puts(&in,
	    "</body><notes><note id='n1' kind='footnote' label='1'><p>Viite"
	    "</p></note></notes></document>");
	doc = xmlReadMemory(in.data, (int)in.len, NULL, NULL, 0);
	buf_fini(&in);
	assert_non_null(doc);
	return doc;
}

static xmlNode *
body_of(const xmlDoc *doc)
{
	xmlNode *node;

	node = xmlDocGetRootElement(doc)->children;
	while (strcmp((const char *)node->name, "body") != 0)
		node = node->next;
	return node;
}

/* The bytes of the document, which is freed; the caller frees. */
static char *
bytes_of(xmlDoc *doc)
{
	int len;
	xmlChar *bytes;

	xmlDocDumpMemoryEnc(doc, &bytes, &len, "UTF-8");
	xmlFreeDoc(doc);
	return (char *)bytes;
}

static char *
apply_whole(size_t sections)
{
	struct why why;
	xmlDoc *in;
	xmlDoc *out;

	in = normal(sections);
	assert_int_equal(xslt_apply(import, in, NULL, &out, &why), V_OK);
	xmlFreeDoc(in);
	return bytes_of(out);
}

static void
check_same(size_t sections, int spend)
{
	char *after;
	char *before;
	char *pieces;
	char *whole;
	struct why why;
	xmlDoc *in;
	xmlDoc *out;

	whole = apply_whole(sections);
	before = bytes_of(normal(sections));
	in = normal(sections);
	assert_int_equal(pieces_apply(import, body_of(in), spend, NULL, &out,
			     &why),
	    V_OK);
	pieces = bytes_of(out);
	assert_string_equal(pieces, whole);
	if (spend && sections == SECTIONS)
		assert_null(body_of(in)->children);
	after = bytes_of(in);
	if (!spend)
		assert_string_equal(after, before);
	xmlFree(after);
	xmlFree(before);
	xmlFree(pieces);
	xmlFree(whole);
}

static void
test_same(void **state)
{
	(void)state;
	check_same(0, 0);
	check_same(0, 1);
	check_same(1, 1);
	check_same(SECTIONS, 0);
	check_same(SECTIONS, 1);
}

/* Taken one by one there are several, and together they are all. */
static void
test_one_by_one(void **state)
{
	size_t count = 0;
	size_t tables = 0;
	struct pieces pieces;
	struct why why;
	xmlDoc *first;
	xmlDoc *in;
	xmlDoc *out;
	const xmlNode *node;

	(void)state;
	in = normal(SECTIONS);
	assert_int_equal(pieces_begin(&pieces, import, body_of(in), 0, NULL,
			     &first, &why),
	    V_OK);
	assert_non_null(pieces_mark(first));
	node = body_of(first)->children;
	for (out = first; out != NULL;) {
		for (; node != NULL; node = node->next)
			tables += strcmp((const char *)node->name, "table") ==
			    0;
		count++;
		if (out != first)
			xmlFreeDoc(out);
		assert_int_equal(pieces_next(&pieces, &out, &why), V_OK);
		node = out != NULL ? pieces_blocks(out)->children : NULL;
	}
	pieces_end(&pieces);
	xmlFreeDoc(first);
	assert_true(count > 2);
	assert_int_equal(tables, SECTIONS);
	assert_non_null(body_of(in)->children);
	xmlFreeDoc(in);
}

/* What is too much for one is too much in pieces, and the body comes back. */
static void
test_limits(void **state)
{
	char *before;
	char *after;
	struct why why;
	struct xslt_limits limits;
	struct xslt_spent spent = { 0 };
	xmlDoc *in;
	xmlDoc *out;

	(void)state;
	in = normal(SECTIONS);
	assert_int_equal(xslt_apply_on(import, in, NULL, &spent, &out, &why),
	    V_OK);
	xmlFreeDoc(out);
	before = bytes_of(in);
	xslt_limits_default(&limits);
	limits.max_ops = spent.ops - spent.ops / 8;
	xslt_set_limit(stylesheets, &limits);
	in = normal(SECTIONS);
	assert_int_equal(pieces_apply(import, body_of(in), 0, NULL, &out, &why),
	    V_REJECT);
	assert_string_equal(why.code, "too-complex");
	after = bytes_of(in);
	assert_string_equal(after, before);
	xmlFree(after);
	xmlFree(before);
	xslt_limits_default(&limits);
	xslt_set_limit(stylesheets, &limits);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_one_by_one),
		cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
