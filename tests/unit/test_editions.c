/* SPDX-License-Identifier: GPL-2.0-or-later */
/* editions: the releases of tests/golden/render, byte by byte. */
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
#include "edition.h"
#include "render/render.h"
#include "transform/xslt.h"

enum {
	LIMIT = 1 << 22
};

static const struct {
	const char *name;
	int published;
} cases[] = {
	{ "sv", 1 },
	{ "sv", 0 },
	{ "fi", 0 },
	{ "en", 0 },
};

/* The style is no part of what a page of its own is compared by. */
static void
cut_style(struct buf *page)
{
	char *end;
	char *start;

	start = strstr(page->data, "<style>\n");
	assert_non_null(start);
	start += strlen("<style>\n");
	end = strstr(start, "</style>");
	assert_non_null(end);
	memmove(start, end, strlen(end) + 1);
	page->len = strlen(page->data);
}

static void
check_edition(struct rendering *rendering, const char *name,
    enum edition edition, const char *file)
{
	struct buf out;

	buf_init(&out, LIMIT);
	edition_render(rendering, edition, &out);
	if (edition == EDITION_HTML && rendering->publication == NULL)
		cut_style(&out);
	edition_golden(name, file, buf_str(&out), out.len);
	buf_fini(&out);
}

static void
check_book(struct rendering *rendering, const char *name, const char *file)
{
	char *bytes;
	char *path;
	size_t len;
	struct buf out;

	buf_init(&out, LIMIT);
	edition_render(rendering, EDITION_EPUB, &out);
	path = xasprintf("EPUB/%s", file);
	bytes = edition_unzip(&out, path, &len);
	edition_golden(name, file, bytes, len);
	free(bytes);
	free(path);
	buf_fini(&out);
}

static void
test_golden(void **state)
{
	const char *name;
	int published;
	size_t i;
	struct rendering r;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		name = cases[i].name;
		published = cases[i].published;
		edition_open(&r, name, published);
		if (published) {
			check_edition(&r, name, EDITION_HTML, "index.html");
			check_edition(&r, name, EDITION_FRAGMENT,
			    "fragment.html");
			check_edition(&r, name, EDITION_JSON, "release.json");
			check_edition(&r, name, EDITION_NINJS,
			    "release.ninjs.json");
			check_edition(&r, name, EDITION_NITF,
			    "release.nitf.xml");
			check_book(&r, name, "content.xhtml");
			check_book(&r, name, "nav.xhtml");
		} else {
			check_edition(&r, name, EDITION_HTML, "alone.html");
			check_edition(&r, name, EDITION_TEXT, "release.txt");
			check_book(&r, name, "package.opf");
		}
		edition_close(&r);
	}
}

#define PUBLICATION                                                            \
 "<publication xmlns='urn:gazette:release:1' base='https://a.example'"         \
 " url='https://a.example/x/2026/05/y/' path='/x/2026/05/y/' site='A'"         \
 " published='2026-05-03T09:00:00+03:00' id='0b0c5c1e-58a5-4f0e-9c43-"         \
 "0d1f5a7e2b11' style='/s.css' topics='/x/tag/'"

/* What stands above an article, by what is to be said there. */
static const char *const banners[] = {
	PUBLICATION " updated='2026-05-03T09:00:00+03:00' version='1'/>",
	PUBLICATION " updated='2026-05-03T09:00:00+03:00' version='2'/>",
	PUBLICATION " updated='2026-05-04T09:00:00+03:00' version='2'"
		    " changed='2' added='1' removed='3'/>",
	PUBLICATION " updated='2026-05-04T09:00:00+03:00' version='3'"
		    " change='correction' note='7 &lt; 8'/>",
	PUBLICATION " updated='2026-05-04T09:00:00+03:00' version='2'"
		    " expired='2026-06-01T00:00:00+03:00'/>",
	PUBLICATION
	" updated='2026-05-03T09:00:00+03:00' version='1'"
	" withdrawn='2026-06-01T00:00:00+03:00' reason='A &amp; B'/>",
	PUBLICATION " updated='2026-05-04T09:00:00+03:00' version='2'>"
		    "<older number='1'/></publication>",
	PUBLICATION " updated='2026-05-03T09:00:00+03:00' version='1'"
		    " replaced='2026-05-04T09:00:00+03:00'"
		    " current='/x/2026/05/y/' title='Y &lt;now&gt;'/>",
};

/* Append what stands before the article's own words. */
static void
add_above(struct buf *out, const char *text, const char *from, const char *to)
{
	const char *end;

	if (from[0] != '\0')
		text = strstr(text, from);
	assert_non_null(text);
	end = strstr(text, to);
	assert_non_null(end);
	buf_add(out, text, (size_t)(end - text));
	buf_putc(out, '\n');
}

static void
put_banners(struct rendering *rendering, const char *title, struct buf *out)
{
	char *bytes;
	struct buf edition;

	buf_init(&edition, LIMIT);
	edition_render(rendering, EDITION_TEXT, &edition);
	add_above(out, buf_str(&edition), "", title);
	buf_reset(&edition);
	edition_render(rendering, EDITION_FRAGMENT, &edition);
	add_above(out, buf_str(&edition), "<article", "<header>");
	buf_reset(&edition);
	edition_render(rendering, EDITION_EPUB, &edition);
	bytes = edition_unzip(&edition, "EPUB/content.xhtml", NULL);
	add_above(out, bytes, "<article", "<header>");
	free(bytes);
	buf_reset(&edition);
	edition_render(rendering, EDITION_HTML, &edition);
	add_above(out, buf_str(&edition), "<article", "<header>");
	buf_fini(&edition);
}

/* The page, the fragment, the book and the text say the same above an
 * article. */
static void
test_banners(void **state)
{
	static const char *const langs[][2] = { { "sv", "Hamnen i" },
		{ "fi", "Merivirran" }, { "en", "Sunday" } };
	size_t i, j;
	struct buf out;
	struct rendering r;

	(void)state;
	for (i = 0; i < sizeof(langs) / sizeof(langs[0]); i++) {
		buf_init(&out, LIMIT);
		for (j = 0; j < sizeof(banners) / sizeof(banners[0]); j++) {
			edition_open(&r, langs[i][0], 0);
			r.publication = xmlReadMemory(banners[j],
			    (int)strlen(banners[j]), NULL, NULL, 0);
			assert_non_null(r.publication);
			buf_printf(&out, "%zu\n", j + 1);
			put_banners(&r, langs[i][1], &out);
			edition_close(&r);
		}
		edition_golden(langs[i][0], "banners.txt", buf_str(&out),
		    out.len);
		buf_fini(&out);
	}
}

/* Every edition twice, in another order, from one release: the same bytes,
 * and the release as it was. */
static void
test_pure(void **state)
{
	int e;
	int len[2];
	struct buf again;
	struct buf first[EDITION_COUNT];
	struct rendering r;
	xmlChar *before[2];

	(void)state;
	edition_open(&r, "sv", 1);
	xmlDocDumpMemory(r.release, &before[0], &len[0]);
	for (e = 0; e < EDITION_COUNT; e++) {
		buf_init(&first[e], LIMIT);
		edition_render(&r, (enum edition)e, &first[e]);
	}
	rendering_fini(&r);
	buf_init(&again, LIMIT);
	for (e = EDITION_COUNT - 1; e >= 0; e--) {
		buf_reset(&again);
		edition_render(&r, (enum edition)e, &again);
		assert_int_equal(again.len, first[e].len);
		assert_memory_equal(again.data, first[e].data, again.len);
		buf_fini(&first[e]);
	}
	buf_fini(&again);
	xmlDocDumpMemory(r.release, &before[1], &len[1]);
	assert_int_equal(len[0], len[1]);
	assert_memory_equal(before[0], before[1], len[0]);
	xmlFree(before[0]);
	xmlFree(before[1]);
	edition_close(&r);
}

/* The body many times over. */
static void
lengthen(const xmlDoc *release, size_t times)
{
	size_t i;
	xmlNode *body;
	xmlNode *last;
	xmlNode *node;

	body = xmlDocGetRootElement(release)->children;
	while (strcmp((const char *)body->name, "body") != 0)
		body = body->next;
	last = body->last;
	for (i = 0; i < times; i++) {
		for (node = body->children;; node = node->next) {
			xmlAddChild(body, xmlCopyNode(node, 1));
			if (node == last)
				break;
		}
	}
}

static size_t
count_words(const struct buf *out, const char *words)
{
	const char *p;
	size_t n = 0;

	for (p = buf_str(out); (p = strstr(p, words)) != NULL; p++)
		n++;
	return n;
}

/* A long release that is used up as the article comes: the same bytes. */
static void
test_long(void **state)
{
	enum {
		TIMES = 100
	};

	int e, pass;
	struct buf again;
	struct buf first[EDITION_COUNT];
	struct rendering r;
	unsigned of_release;

	(void)state;
	edition_open(&r, "sv", 1);
	lengthen(r.release, TIMES);
	for (e = 0; e < EDITION_COUNT; e++) {
		buf_init(&first[e], (size_t)LIMIT * 4);
		edition_render(&r, (enum edition)e, &first[e]);
	}
	assert_true(count_words(&first[EDITION_TEXT], "Tidtabell") >= TIMES);
	rendering_fini(&r);
	buf_init(&again, (size_t)LIMIT * 4);
	of_release = render_of_release();
	r.to_come = EDITION_BIT(EDITION_COUNT) - 1;
	for (pass = 0; pass < 2; pass++) {
		for (e = 0; e < EDITION_COUNT; e++) {
			if (((of_release & EDITION_BIT(e)) == 0) != pass)
				continue;
			buf_reset(&again);
			edition_render(&r, (enum edition)e, &again);
			r.to_come &= ~EDITION_BIT(e);
			assert_int_equal(again.len, first[e].len);
			assert_memory_equal(again.data, first[e].data,
			    again.len);
			buf_fini(&first[e]);
		}
	}
	buf_fini(&again);
	edition_close(&r);
}

/* What staff and provenance have is in no edition; the embargo is on a page
 * that stands alone, and on no published one. */
static void
test_private(void **state)
{
	int e;
	int published;
	struct buf out;
	struct rendering r;

	(void)state;
	for (published = 0; published < 2; published++) {
		edition_open(&r, "sv", published);
		for (e = 0; e < EDITION_COUNT; e++) {
			buf_init(&out, LIMIT);
			edition_render(&r, (enum edition)e, &out);
			assert_null(strstr(buf_str(&out), "HEMLIG RAPPORT"));
			assert_null(strstr(buf_str(&out), "tfn 06 123 4567"));
			if (e == EDITION_HTML || e == EDITION_TEXT)
				assert_int_equal(strstr(buf_str(&out),
						     "Fritt för") == NULL,
				    published);
			buf_fini(&out);
		}
		edition_close(&r);
	}
}

/* A page links to the editions that stand beside it. */
static void
test_links(void **state)
{
	struct buf out;
	struct rendering r;

	(void)state;
	edition_open(&r, "sv", 1);
	r.editions = EDITION_BIT(EDITION_HTML) | EDITION_BIT(EDITION_TEXT);
	buf_init(&out, LIMIT);
	edition_render(&r, EDITION_HTML, &out);
	assert_non_null(strstr(buf_str(&out), "release.txt"));
	assert_null(strstr(buf_str(&out), "release.epub"));
	assert_null(strstr(buf_str(&out), "release.json"));
	buf_fini(&out);
	edition_close(&r);
}

static void
test_limit(void **state)
{
	int e;
	struct buf out;
	struct rendering r;
	struct why why;

	(void)state;
	edition_open(&r, "sv", 0);
	for (e = 0; e < EDITION_COUNT; e++) {
		buf_init(&out, 500);
		assert_int_equal(render(&r, (enum edition)e, &out, &why),
		    V_REJECT);
		assert_string_equal(why.code, "too-large");
		buf_fini(&out);
	}
	edition_close(&r);
}

static void
test_names(void **state)
{
	int e;

	(void)state;
	for (e = 0; e < EDITION_COUNT; e++)
		assert_int_equal(edition_by_name(edition_name((enum edition)e)),
		    e);
	assert_int_equal(edition_by_name("pdf"), -1);
	assert_string_equal(edition_file(EDITION_HTML), "index.html");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden),
		cmocka_unit_test(test_banners),
		cmocka_unit_test(test_pure),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_private),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, edition_setup, edition_teardown);
}
