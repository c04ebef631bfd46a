/* SPDX-License-Identifier: GPL-2.0-or-later */
/* wires: each vocabulary through the reader, its importer and the finish. */
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
#include "base/xalloc.h"
#include "finishing.h"
#include "read/read.h"
#include "transform/xslt.h"

static struct xslt_set *sheets;

/* Read the document bytes, which is called in; one that is an item whole. */
static void
read_bytes(const char *in, const char *bytes, int whole, struct reading *ret)
{
	struct read_limits limits;
	struct why why;

	read_limits_default(&limits);
	limits.whole = whole;
	why_clear(&why);
	if (read_document(in, bytes, strlen(bytes), &limits, ret, &why) != V_OK)
		fail_msg("%s: %s", in, why.text);
}

/* The finished release of the document bytes. */
static xmlDoc *
convert(const char *in, const char *bytes)
{
	char *importer;
	enum verdict v;
	struct reading reading;
	struct release_settings settings;
	struct why why;
	xmlDoc *release = NULL;

	finishing_settings(&settings);
	why_clear(&why);
	read_bytes(in, bytes, 0, &reading);
	assert_int_equal(reading.items.count, 0);
	importer = xasprintf("import/%s", reading.importer);
	v = xslt_apply(xslt_set_find(sheets, importer), reading.tree, NULL,
	    &release, &why);
	free(importer);
	if (v == V_OK)
		v = release_finish(release, &reading, finishing_words(),
		    &settings, &why);
	if (v == V_OK)
		v = release_check(release, &why);
	if (v != V_OK)
		fail_msg("%s: %s", in, why.text);
	reading_fini(&reading);
	return release;
}

static void
check(const char *in)
{
	char *bytes;
	xmlDoc *release;

	bytes = finishing_file(in);
	release = convert(in, bytes);
	free(bytes);
	bytes = finishing_bytes(release);
	/* What runs, and what is for editors alone. */
	assert_null(strstr(bytes, "alert("));
	assert_null(strstr(bytes, "redaktion"));
	finishing_golden(in, bytes);
	free(bytes);
	xmlFreeDoc(release);
}

static void
test_wires(void **state)
{
	(void)state;
	assert_true(finishing_each("tests/golden/wires", check) >= 20);
}

/* Each item is a document that is taken apart no more, and becomes what it says
 * alone. */
static void
check_items(const char *in)
{
	char *bytes;
	const struct read_item *item;
	size_t i;
	struct buf all;
	struct reading reading;
	xmlDoc *release;

	bytes = finishing_file(in);
	read_bytes(in, bytes, 0, &reading);
	free(bytes);
	assert_true(reading.items.count > 1);
	buf_init(&all, 1 << 20);
	buf_puts(&all, "<items>");
	for (i = 0; i < reading.items.count; i++) {
		item = &reading.items.list[i];
		buf_puts(&all, "<title>");
		buf_put_xml(&all, item->title);
		buf_puts(&all, "</title><kin>");
		buf_put_xml(&all, item->kin);
		buf_puts(&all, "</kin>");
		release = convert(in, item->bytes);
		bytes = finishing_bytes(release);
		buf_puts(&all, strstr(bytes, "<release"));
		free(bytes);
		xmlFreeDoc(release);
	}
	buf_puts(&all, "</items>");
	finishing_golden(in, buf_str(&all));
	buf_fini(&all);
	reading_fini(&reading);
}

static void
test_items(void **state)
{
	(void)state;
	assert_true(finishing_each("tests/golden/items", check_items) >= 8);
}

/* An item is what it was, whatever comes before and after it. */
static void
test_same_item(void **state)
{
	static const char entry[] = "<entry><id>urn:x:1</id><title>One</title>"
				    "<content>Words</content></entry>";
	static const char other[] = "<entry><id>urn:x:2</id></entry>";

	char *bytes;
	struct reading first, second;

	(void)state;
	bytes = xasprintf("<feed xmlns='http://www.w3.org/2005/Atom'><updated>"
			  "2026</updated>%s%s</feed>",
	    entry, other);
	read_bytes("a", bytes, 0, &first);
	free(bytes);
	bytes = xasprintf("<feed xmlns='http://www.w3.org/2005/Atom'>%s%s%s"
			  "<updated>2027</updated></feed>",
	    other, entry, other);
	read_bytes("b", bytes, 0, &second);
	assert_int_equal(first.items.count, 2);
	assert_int_equal(second.items.count, 3);
	assert_string_equal(first.items.list[0].bytes,
	    second.items.list[1].bytes);
	reading_fini(&second);
	/* What is an item already is left whole. */
	read_bytes("b", bytes, 1, &second);
	assert_int_equal(second.items.count, 0);
	assert_non_null(second.tree);
	free(bytes);
	reading_fini(&first);
	reading_fini(&second);
}

/* A feed of so many entries, as JSON or as XML. */
static enum verdict
read_many(size_t count, const char *begin, const char *item, const char *end,
    struct why *why)
{
	enum verdict v;
	size_t i;
	struct buf bytes;
	struct read_limits limits;
	struct reading reading;

	read_limits_default(&limits);
	buf_init(&bytes, 1 << 24);
	buf_puts(&bytes, begin);
	for (i = 0; i < count; i++)
		buf_printf(&bytes, "%s%s", i > 0 && item[0] == '{' ? "," : "",
		    item);
	buf_puts(&bytes, end);
	v = read_document("many", buf_str(&bytes), bytes.len, &limits, &reading,
	    why);
	if (v == V_OK) {
		assert_int_equal(reading.items.count, count);
		reading_fini(&reading);
	}
	buf_fini(&bytes);
	return v;
}

static void
test_too_many(void **state)
{
	static const char *const cases[][3] = {
		{ "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry/>",
		    "</feed>" },
		{ "[", "{}", "]" },
		{ "<NewsML>",
		    "<NewsItem><DataContent>x</DataContent></NewsItem>",
		    "</NewsML>" },
		{ "<newsMessage "
		  "xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>",
		    "<newsItem><contentSet><inlineXML/></contentSet>"
		    "</newsItem>",
		    "</itemSet></newsMessage>" },
	};

	size_t i;
	struct why why;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(read_many(ITEMS_MAX, cases[i][0], cases[i][1],
				     cases[i][2], &why),
		    V_OK);
		assert_int_equal(read_many(ITEMS_MAX + 1, cases[i][0],
				     cases[i][1], cases[i][2], &why),
		    V_REJECT);
		assert_string_equal(why.code, "items-too-many");
		assert_string_equal(why.quote, "501");
	}
}

/* As deep as the reader lets it be, no importer gives up. */
static void
test_deep(void **state)
{
	static const struct {
		const char *open;
		const char *start;
		const char *middle;
		const char *end;
		const char *close;
	} cases[] = {
		{ "<html lang='en'><body>", "<div>", "<p>deepest</p>", "</div>",
		    "</body></html>" },
		{ "<article lang='en'>", "<blockquote>", "<para>deepest</para>",
		    "</blockquote>", "</article>" },
		{ "<nitf><body><body.content>", "<bq>", "<p>deepest</p>",
		    "</bq>", "</body.content></body></nitf>" },
	};

	char *bytes;
	int level;
	size_t i;
	struct buf in;
	xmlDoc *release;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_init(&in, 1 << 20);
		buf_puts(&in, cases[i].open);
		for (level = 0; level < 240; level++)
			buf_puts(&in, cases[i].start);
		buf_puts(&in, cases[i].middle);
		for (level = 0; level < 240; level++)
			buf_puts(&in, cases[i].end);
		buf_puts(&in, cases[i].close);
		release = convert(cases[i].start, buf_str(&in));
		buf_fini(&in);
		bytes = finishing_bytes(release);
		assert_non_null(strstr(bytes, "deepest"));
		free(bytes);
		xmlFreeDoc(release);
	}
}

static int
setup(void **state)
{
	char *dir;
	const char *source;
	enum verdict v;
	struct why why;

	(void)state;
	source = getenv("GAZETTE_SOURCE");
	dir = xasprintf("%s/xsl", source != NULL ? source : ".");
	v = xslt_set_load(dir, &sheets, &why);
	free(dir);
	return v == V_OK ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	xslt_set_free(sheets);
	finishing_end();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_wires),
		cmocka_unit_test(test_items), cmocka_unit_test(test_same_item),
		cmocka_unit_test(test_too_many), cmocka_unit_test(test_deep) };

	return cmocka_run_group_tests_name("wires", tests, setup, teardown);
}
