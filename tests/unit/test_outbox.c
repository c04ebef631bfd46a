/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The outbox: letters wait, are sent once, share their addressee's fate. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cabinet.h"
#include "catalog/catalog.h"

static char payload[] = "{\"x\":1}";

static struct catalog_letter
make(const struct cabinet *h, const char *kind, const char *to, const char *uid)
{
	struct catalog_letter letter;

	memset(&letter, 0, sizeof(letter));
	letter.site = h->site;
	snprintf(letter.kind, sizeof(letter.kind), "%s", kind);
	snprintf(letter.addressee, sizeof(letter.addressee), "%s", to);
	snprintf(letter.uid, sizeof(letter.uid), "%s", uid);
	letter.payload = payload;
	return letter;
}

static void
put(struct cabinet *h, const char *kind, const char *to, const char *uid)
{
	struct catalog_letter letter;

	letter = make(h, kind, to, uid);
	OK(catalog_outbox_put(h->catalog, &letter, 50, &h->why));
}

/* The next at that time must be uid ("" is none). */
static struct catalog_letter
next_is(struct cabinet *h, int64_t now, const char *uid)
{
	struct catalog_letter letter;

	OK(catalog_outbox_next(h->catalog, now, &letter, &h->why));
	assert_string_equal(letter.uid, uid);
	if (letter.id != 0)
		assert_string_equal(letter.payload, payload);
	catalog_letter_fini(&letter);
	return letter;
}

static void
defer(struct cabinet *h, const struct catalog_letter *letter, int64_t due,
    int all)
{
	struct catalog_setback setback = { due, all, "refused" };

	OK(catalog_outbox_defer(h->catalog, letter, &setback, 60, &h->why));
}

static void
test_order(void **state)
{
	int64_t due;
	struct cabinet *h = *state;
	struct catalog_letter letter;

	OK(catalog_outbox_due(h->catalog, &due, &h->why));
	assert_true(due == INT64_MAX);
	put(h, "mail", "mail", "one");
	put(h, "mail", "mail", "two");
	put(h, "mail", "mail", "one"); /* a replay */
	next_is(h, 49, "");
	letter = next_is(h, 50, "one");
	assert_int_equal(letter.site, h->site);
	assert_int_equal(letter.created, 50);
	OK(catalog_outbox_sent(h->catalog, &letter, &h->why));
	OK(catalog_outbox_sent(h->catalog, &letter, &h->why)); /* again */
	OK(catalog_outbox_get(h->catalog, "one", &letter, &h->why));
	assert_int_equal(letter.id, 0);
	OK(catalog_outbox_get(h->catalog, "two", &letter, &h->why));
	OK(catalog_outbox_drop(h->catalog, &letter, &h->why));
	next_is(h, 99, "");
}

/* One letter that fails keeps nobody waiting; an addressee that fails does,
 * but nobody else's. */
static void
test_setbacks(void **state)
{
	struct cabinet *h = *state;
	struct catalog_addressee to;
	struct catalog_letter letter;

	put(h, "webhook", "cms", "a");
	put(h, "webhook", "cms", "b");
	put(h, "webhook", "other", "c");
	letter = next_is(h, 50, "a");
	defer(h, &letter, 70, 0);
	letter = next_is(h, 50, "b");
	defer(h, &letter, 80, 1);
	next_is(h, 79, "c");
	put(h, "webhook", "cms", "d"); /* waits with the others */
	letter = next_is(h, 79, "c");
	OK(catalog_outbox_sent(h->catalog, &letter, &h->why));
	next_is(h, 79, "");
	letter = next_is(h, 80, "a");
	assert_int_equal(letter.attempts, 1);
	OK(catalog_addressee_get(h->catalog, &letter, &to, &h->why));
	assert_int_equal(to.failures, 2);
	assert_int_equal(to.failing, 60);
	assert_int_equal(to.until, 80);
	assert_string_equal(to.code, "refused");
	OK(catalog_outbox_sent(h->catalog, &letter, &h->why));
	OK(catalog_addressee_get(h->catalog, &letter, &to, &h->why));
	assert_string_equal(to.name, "");
}

static void
test_closed(void **state)
{
	struct cabinet *h = *state;
	struct catalog_addressees all;
	struct catalog_letter letter;
	unsigned count;

	put(h, "webhook", "cms", "a");
	put(h, "webhook", "cms", "b");
	put(h, "mail", "mail", "m");
	letter = next_is(h, 50, "a");
	OK(catalog_addressee_close(h->catalog, &letter, "gone", 60, &h->why));
	put(h, "webhook", "cms", "c");
	letter = next_is(h, 99, "m");
	OK(catalog_addressees(h->catalog, h->site, &all, &h->why));
	assert_int_equal(all.count, 2);
	assert_string_equal(all.list[0].kind, "mail");
	assert_int_equal(all.list[0].letters, 1);
	assert_string_equal(all.list[1].name, "cms");
	assert_int_equal(all.list[1].closed, 60);
	assert_int_equal(all.list[1].letters, 0);
	catalog_addressees_fini(&all);
	OK(catalog_outbox_sent(h->catalog, &letter, &h->why));
	OK(catalog_addressee_reopen(h->catalog, h->site, "cms", &count,
	    &h->why));
	assert_int_equal(count, 1);
	put(h, "webhook", "cms", "d");
	next_is(h, 99, "d");
}

/* Ten changes of a feed are one ping; and one that is on its way does not
 * count for a change after it. */
static void
test_pings(void **state)
{
	struct cabinet *h = *state;
	struct catalog_letter letter;

	put(h, "websub", "hub", "1");
	letter = next_is(h, 50, "1");
	put(h, "websub", "hub", "2");
	OK(catalog_outbox_sent(h->catalog, &letter, &h->why));
	letter = next_is(h, 50, "2");
	OK(catalog_outbox_sent(h->catalog, &letter, &h->why));
	next_is(h, 50, "");
}

static void
test_erased(void **state)
{
	int64_t seq;
	struct cabinet *h = *state;
	struct catalog_hashes hashes;
	struct catalog_job job;
	struct catalog_letter letter;
	struct catalog_plan plan;
	struct catalog_publication pub;

	OK(catalog_announced(h->catalog, h->site, &seq, &h->why));
	assert_int_equal(seq, -1);
	OK(catalog_set_announced(h->catalog, h->site, 7, &h->why));
	OK(catalog_announced(h->catalog, h->site, &seq, &h->why));
	assert_int_equal(seq, 7);
	job = cabinet_accepted(h, "a.docx", 'a');
	pub = cabinet_publication(h, &job, "Ny bro");
	plan = cabinet_published(h, &pub);
	letter = make(h, "mail", "mail", "about it");
	letter.release = plan.release;
	OK(catalog_outbox_put(h->catalog, &letter, 50, &h->why));
	put(h, "mail", "mail", "about another");
	OK(catalog_erase(h->catalog, plan.release, 300, &hashes, &h->why));
	catalog_hashes_fini(&hashes);
	next_is(h, 999, "about another");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_order, cabinet_setup,
		    cabinet_teardown),
		cmocka_unit_test_setup_teardown(test_setbacks, cabinet_setup,
		    cabinet_teardown),
		cmocka_unit_test_setup_teardown(test_closed, cabinet_setup,
		    cabinet_teardown),
		cmocka_unit_test_setup_teardown(test_pings, cabinet_setup,
		    cabinet_teardown),
		cmocka_unit_test_setup_teardown(test_erased, cabinet_setup,
		    cabinet_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
