/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ledger, twin: what is told to machines, and in which order. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/buf.h"
#include "publish/ledger.h"
#include "publish/twin.h"
#include "web.h"

static const struct sample bridge = { "sv", "ny-bro", "Ny bro", NULL, 0,
	1777777777, 2026, 5 };
static const struct sample ferry = { "fi", "lautta", "Lautta", NULL, 0,
	1777777778, 2026, 6 };

/* All lists are out. */
static void
list_all(struct house *h)
{
	struct catalog_change last;
	struct catalog_select select = { .site = h->site.id };

	OK(catalog_last_change(h->site.catalog, &select, &last, &h->why));
	OK(catalog_set_listed(h->site.catalog, h->site.id, last.seq, &h->why));
}

static json_t *
read_json(const struct house *h, const char *path)
{
	char *text;
	json_t *json;

	text = house_read(h, path);
	assert_non_null(text);
	json = json_loads(text, 0, NULL);
	assert_non_null(json);
	free(text);
	return json;
}

static int64_t
head_seq(const struct house *h)
{
	int64_t seq;
	json_t *head;

	head = read_json(h, "api/v1/head.json");
	seq = json_integer_value(json_object_get(head, "seq"));
	json_decref(head);
	return seq;
}

static int
count_lines(const struct house *h)
{
	char *at, *text;
	int n = 0;

	text = house_read(h, "api/v1/changes/0000000.jsonl");
	for (at = text; at != NULL && (at = strchr(at, '\n')) != NULL; at++)
		n++;
	free(text);
	return n;
}

/* A publication is told when its lists are out, and not before. */
static void
test_publication_last(void **state)
{
	char *text;
	struct catalog_plan plan;
	struct house *h = *state;

	house_publish(h, &bridge, &plan);
	OK(ledger_forewarn(&h->site, &h->why));
	OK(ledger_write(&h->site, &h->why));
	assert_int_equal(head_seq(h), 0);
	list_all(h);
	OK(ledger_write(&h->site, &h->why));
	assert_int_equal(head_seq(h), 1);
	text = house_read(h, "api/v1/changes/0000000.jsonl");
	assert_non_null(
	    strstr(text, "\"url\":\"/sv/2026/05/ny-bro/\",\"files\":[{\"p\":"));
	free(text);
	/* It is kept back also when a segment has been written before. */
	house_publish(h, &ferry, &plan);
	OK(ledger_write(&h->site, &h->why));
	assert_int_equal(count_lines(h), 1);
	list_all(h);
	OK(ledger_write(&h->site, &h->why));
	assert_int_equal(count_lines(h), 2);
	assert_int_equal(head_seq(h), 2);
}

/* A withdrawal is told first. */
static void
test_withdrawal_first(void **state)
{
	char *page;
	struct catalog_plan plan;
	struct catalog_takedown down = { .to = STANDING_WITHDRAWN };
	struct house *h = *state;

	house_publish(h, &bridge, &plan);
	list_all(h);
	OK(ledger_write(&h->site, &h->why));
	down.release = plan.release;
	OK(catalog_take_down(h->site.catalog, &down, 1777777999, &h->why));
	OK(ledger_forewarn(&h->site, &h->why));
	assert_int_equal(head_seq(h), 2);
	page = house_read(h, "sv/2026/05/ny-bro/index.html");
	assert_non_null(page);
	free(page);
	/* But never over the head of a publication that waits for its lists. */
	house_publish(h, &ferry, &plan);
	down.release = plan.release;
	OK(catalog_take_down(h->site.catalog, &down, 1777777999, &h->why));
	OK(ledger_forewarn(&h->site, &h->why));
	assert_int_equal(head_seq(h), 2);
	list_all(h);
	OK(ledger_write(&h->site, &h->why));
	assert_int_equal(head_seq(h), 4);
}

/* Erasing takes the words out of the lines that were told long ago. */
static void
test_erasure(void **state)
{
	char *text;
	struct catalog_hashes hashes;
	struct catalog_plan plan;
	struct house *h = *state;

	house_publish(h, &bridge, &plan);
	list_all(h);
	OK(ledger_write(&h->site, &h->why));
	OK(catalog_erase(h->site.catalog, plan.release, 1777777999, &hashes,
	    &h->why));
	catalog_hashes_fini(&hashes);
	OK(ledger_forewarn(&h->site, &h->why));
	text = house_read(h, "api/v1/changes/0000000.jsonl");
	assert_null(strstr(text, "ny-bro"));
	assert_non_null(strstr(text, "\"op\":\"erase\""));
	assert_int_equal(count_lines(h), 2);
	free(text);
}

/* A manifest of a month, and the one of all manifests. */
static void
test_manifests(void **state)
{
	struct catalog_plan plan;
	struct house *h = *state;
	json_t *files, *index, *month;

	house_publish(h, &bridge, &plan);
	house_publish(h, &ferry, &plan);
	list_all(h);
	OK(ledger_write(&h->site, &h->why));
	month = read_json(h, "api/v1/manifest/2026-05.json");
	files = json_object_get(month, "files");
	assert_int_equal(json_array_size(files), 2);
	assert_string_equal(json_string_value(
				json_object_get(json_array_get(files, 0), "p")),
	    "sv/2026/05/ny-bro/index.html");
	json_decref(month);
	index = read_json(h, "api/v1/manifest/index.json");
	files = json_object_get(index, "manifests");
	/* two months and the site, which has the segment */
	assert_int_equal(json_array_size(files), 3);
	json_decref(index);
}

static void
test_twin(void **state)
{
	char words[400];
	struct buf a, b;

	(void)state;
	memset(words, 'x', sizeof(words));
	buf_init(&a, 1 << 20);
	buf_init(&b, 1 << 20);
	assert_int_equal(twin_make(words, sizeof(words), &a), 1);
	assert_int_equal(twin_make(words, sizeof(words), &b), 1);
	assert_int_equal(a.len, b.len);
	assert_memory_equal(a.data, b.data, a.len);
	assert_true(a.len < 40);
	/* RFC 1952, 2.3: no name (FLG 0), no time */
	assert_memory_equal(a.data, "\x1f\x8b\x08\0\0\0\0\0", 8);
	buf_reset(&a);
	assert_int_equal(twin_make(words, 20, &a), 0);
	assert_int_equal(a.len, 0);
	buf_fini(&a);
	buf_fini(&b);
	assert_true(twin_is_wanted("sv/index.html"));
	assert_true(twin_is_wanted("release.json"));
	assert_false(twin_is_wanted("release.epub"));
	assert_false(twin_is_wanted("api/v1/head.json"));
	assert_false(twin_is_wanted("media/p1.png"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_publication_last,
		    house_setup, house_teardown),
		cmocka_unit_test_setup_teardown(test_withdrawal_first,
		    house_setup, house_teardown),
		cmocka_unit_test_setup_teardown(test_erasure, house_setup,
		    house_teardown),
		cmocka_unit_test_setup_teardown(test_manifests, house_setup,
		    house_teardown),
		cmocka_unit_test(test_twin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
