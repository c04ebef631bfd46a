/* SPDX-License-Identifier: GPL-2.0-or-later */
/* topics: what bears a tag, under which number, and what it is called. */
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

#include "base/buf.h"
#include "publish/paging.h"
#include "publish/site_xml.h"
#include "web.h"

/* Publish it with these tags, "slug Name|slug Name". */
static void
publish(struct house *h, const struct sample *sample, const char *tags,
    struct catalog_plan *ret)
{
	char *copy, *one, *rest, *space;
	struct catalog_file file = { .name = "index.html" };
	struct catalog_files files = { &file, 1 };
	struct topics topics = { .count = 0 };

	house_plan(h, sample, ret);
	OK(catalog_plan_files(h->site.catalog, ret->version, "x", &files,
	    &h->why));
	copy = strdup(tags);
	for (rest = copy; (one = strsep(&rest, "|")) != NULL;) {
		space = strchr(one, ' ');
		*space = '\0';
		topics_add(&topics, one, space + 1);
	}
	free(copy);
	OK(catalog_plan_topics(h->site.catalog, ret->version, &topics,
	    &h->why));
	OK(catalog_publish(h->site.catalog, &ret->version, 1, sample->when,
	    &h->why));
}

static void
publish_new(struct house *h, const char *tags, struct catalog_plan *ret)
{
	struct sample sample = { "sv", "ny-bro", "Ny bro", NULL, 0, 1777777777,
		2026, 5 };

	sample.when += h->jobs;
	publish(h, &sample, tags, ret);
}

static struct catalog_topic
topic(struct house *h, const char *slug)
{
	struct catalog_topic found;

	OK(catalog_topic(h->site.catalog, h->site.id, "sv", slug, &found,
	    &h->why));
	return found;
}

/* The files that are touched, one a line, "-" before empty ones; all lists are
 * out after it. */
static char *
touched(struct house *h)
{
	size_t i;
	struct buf list;
	struct site_pages pages;

	buf_init(&list, 1 << 16);
	OK(site_touched(&h->site, &pages, &h->why));
	for (i = 0; i < pages.count; i++)
		buf_printf(&list, "%s%s\n", pages.list[i].empty ? "-" : "",
		    pages.list[i].file);
	OK(catalog_set_listed(h->site.catalog, h->site.id, pages.seq, &h->why));
	site_pages_fini(&pages);
	return list.data;
}

static void
has(char *list, const char *file, int wanted)
{
	char line[200];

	snprintf(line, sizeof(line), "\n%s\n", file);
	if ((strstr(list, line) != NULL) != wanted)
		fail_msg("%s is %stouched:\n%s", file, wanted ? "not " : "",
		    list);
}

static void
test_add(void **state)
{
	char slug[TOPIC_SLUG_SIZE + 1];
	int i;
	struct topics topics = { .count = 0 };

	(void)state;
	topics_add(&topics, "bro", "Bro");
	topics_add(&topics, "bro", "BRO");
	topics_add(&topics, "", "!");
	topics_add(&topics, "../bro", "Bro");
	topics_add(&topics, "Bro", "Bro");
	topics_add(&topics, "-bro", "Bro");
	topics_add(&topics, "hus", "");
	assert_int_equal(topics.count, 1);
	assert_string_equal(topics.list[0].name, "Bro");
	memset(slug, 'a', sizeof(slug));
	slug[TOPIC_SLUG_SIZE] = '\0';
	topics_add(&topics, slug, "too long");
	assert_int_equal(topics.count, 1);
	for (i = 0; i < 2 * TOPICS_MAX; i++) {
		snprintf(slug, sizeof(slug), "t%d", i);
		topics_add(&topics, slug, slug);
	}
	assert_int_equal(topics.count, TOPICS_MAX);
}

static void
test_paging(void **state)
{
	(void)state;
	assert_int_equal(paging_page(1), 1);
	assert_int_equal(paging_page(PAGING), 1);
	assert_int_equal(paging_page(PAGING + 1), 2);
	assert_int_equal(paging_count(0), 1);
	assert_int_equal(paging_count(PAGING - 1), 1);
	assert_int_equal(paging_count(PAGING), 2);
	assert_true(paging_fills(PAGING));
	assert_false(paging_fills(PAGING + 1));
	assert_false(paging_fills(0));
}

/* The first public one names it; all of its pages learn of a new name. */
static void
test_name(void **state)
{
	char *list;
	struct catalog_hashes hashes;
	struct catalog_plan first, second;
	struct catalog_takedown down = { .to = STANDING_WITHDRAWN };
	struct house *h = *state;

	publish_new(h, "oppna-data \xc3\x96ppna data", &first);
	publish_new(h, "oppna-data OPPNA DATA", &second);
	assert_string_equal(topic(h, "oppna-data").name, "\xc3\x96ppna data");
	assert_int_equal(topic(h, "oppna-data").last, 2);
	free(touched(h));
	down.release = first.release;
	OK(catalog_take_down(h->site.catalog, &down, 1777779999, &h->why));
	assert_string_equal(topic(h, "oppna-data").name, "OPPNA DATA");
	list = touched(h);
	has(list, "sv/tag/index.html", 1);
	has(list, "sv/tag/oppna-data/index.html", 1);
	free(list);
	OK(catalog_erase(h->site.catalog, second.release, 1777779999, &hashes,
	    &h->why));
	catalog_hashes_fini(&hashes);
	assert_string_equal(topic(h, "oppna-data").name, "oppna-data");
	assert_false(topic(h, "oppna-data").shown);
	list = touched(h);
	has(list, "-sv/tag/oppna-data/index.html", 1);
	has(list, "-feeds/sv.tag-oppna-data.atom", 1);
	has(list, "-sv/tag/index.html", 1);
	has(list, "-sitemaps/tag-sv.xml", 1);
	free(list);
	/* The withdrawn one may come back to it; of two erased none is left. */
	assert_int_not_equal(topic(h, "oppna-data").id, 0);
	OK(catalog_erase(h->site.catalog, first.release, 1777779999, &hashes,
	    &h->why));
	catalog_hashes_fini(&hashes);
	free(touched(h));
	assert_int_equal(topic(h, "oppna-data").id, 0);
}

/* Numbers are given once, whatever a release drops and takes up again. */
static void
test_numbers(void **state)
{
	char *list;
	struct catalog_plan first, second;
	struct catalog_select select = { .limit = 10 };
	struct catalog_releases in;
	struct house *h = *state;
	struct sample again = { "sv", "ny-bro", "Ny bro", NULL, 0, 1777780000,
		2026, 5 };

	publish_new(h, "bro Bro|is Is", &first);
	publish_new(h, "bro Bro", &second);
	free(touched(h));
	again.release = first.release;
	publish(h, &again, "is Is", &first);
	list = touched(h);
	has(list, "sv/tag/bro/index.html", 1);
	has(list, "sv/tag/is/index.html", 1);
	has(list, "sv/tag/index.html", 0);
	free(list);
	/* The topic that it left is not its own any more. */
	publish(h, &again, "is Is", &first);
	list = touched(h);
	has(list, "sv/tag/bro/index.html", 0);
	free(list);
	publish(h, &again, "is Is|bro Bro", &first);
	OK(catalog_topic_ordinals(h->site.catalog, topic(h, "bro").id, &select,
	    &in, &h->why));
	assert_int_equal(in.count, 2);
	assert_int_equal(in.list[0].id, first.release);
	catalog_releases_fini(&in);
	assert_int_equal(topic(h, "bro").last, 2);
}

/* Pages are numbered from the moment on when one is full; what is full is left
 * alone. */
static void
test_parts(void **state)
{
	char *list;
	int i;
	struct buf xml;
	struct catalog_plan plan;
	struct house *h = *state;
	struct site_page page = { .kind = PAGE_TOPIC_PART,
		.lang = "sv",
		.topic = "bro",
		.number = 1 };
	xmlDoc *doc;

	for (i = 1; i < PAGING; i++)
		publish_new(h, "bro Bro", &plan);
	list = touched(h);
	has(list, "sv/tag/bro/index.html", 1);
	has(list, "sv/tag/bro/1/index.html", 0);
	free(list);
	publish_new(h, "bro Bro", &plan);
	list = touched(h);
	has(list, "sv/tag/bro/1/index.html", 1);
	has(list, "sv/tag/bro/2/index.html", 1);
	has(list, "sv/tag/index.html", 0);
	free(list);
	publish_new(h, "bro Bro", &plan);
	list = touched(h);
	has(list, "sv/tag/bro/1/index.html", 0);
	has(list, "sv/tag/bro/2/index.html", 1);
	free(list);
	buf_init(&xml, 1 << 20);
	OK(site_xml(&h->site, &page, 1, &xml, &h->why));
	doc = xmlReadMemory(xml.data, (int)xml.len, NULL, NULL, 0);
	assert_non_null(doc);
	xmlFreeDoc(doc);
	assert_non_null(strstr(xml.data, "<newer number=\"2\""));
	assert_non_null(strstr(xml.data, "latest=\"/sv/tag/bro/\""));
	assert_null(strstr(xml.data, "<older"));
	buf_fini(&xml);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, house_setup, house_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_paging),
		TEST(test_name),
		TEST(test_numbers),
		TEST(test_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
