/* SPDX-License-Identifier: GPL-2.0-or-later */
/* catalog: releases after their publication: back again, over, moved. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cabinet.h"

static enum change_op
last_op(struct cabinet *h, int64_t release)
{
	struct catalog_change change;

	OK(catalog_release_change(h->catalog, release, &change, &h->why));
	return change.op;
}

static struct catalog_release
look(struct cabinet *h, int64_t id)
{
	struct catalog_release release;

	OK(catalog_release_get(h->catalog, id, &release, &h->why));
	return release;
}

/* Wanted back, taken down once more, left readable, taken down for good. */
static void
test_restore(void **state)
{
	struct catalog_job a;
	struct catalog_plan plan;
	struct catalog_publication pub;
	struct catalog_takedown down = { .to = STANDING_WITHDRAWN };
	struct cabinet *h = *state;

	a = cabinet_accepted(h, "a.docx", 'a');
	pub = cabinet_publication(h, &a, "Ny bro");
	plan = cabinet_published(h, &pub);
	OK(catalog_restore(h->catalog, plan.release, 1, &h->why));
	assert_int_equal(look(h, plan.release).restoring, 0);
	down.release = plan.release;
	down.readable = 1;
	down.reason = "fel siffra";
	OK(catalog_take_down(h->catalog, &down, 500, &h->why));
	assert_int_equal(look(h, plan.release).readable, 1);
	assert_int_equal(look(h, plan.release).expired, 500);
	/* With its banner it is withdrawn all the same. */
	cabinet_plan_files(h, plan.version, release_hash);
	OK(catalog_publish(h->catalog, &plan.version, 1, 510, &h->why));
	assert_int_equal(look(h, plan.release).standing, STANDING_WITHDRAWN);
	assert_int_equal(last_op(h, plan.release), CHANGE_WITHDRAW);
	OK(catalog_restore(h->catalog, plan.release, 1, &h->why));
	assert_int_equal(look(h, plan.release).restoring, 1);
	OK(catalog_restore(h->catalog, plan.release, 0, &h->why));
	assert_int_equal(look(h, plan.release).restoring, 0);
	OK(catalog_restore(h->catalog, plan.release, 1, &h->why));
	cabinet_plan_files(h, plan.version, release_hash);
	OK(catalog_publish(h->catalog, &plan.version, 1, 520, &h->why));
	assert_int_equal(look(h, plan.release).standing, STANDING_LIVE);
	assert_int_equal(look(h, plan.release).readable, 0);
	assert_int_equal(look(h, plan.release).expired, 0);
	assert_int_equal(last_op(h, plan.release), CHANGE_RESTORE);
}

static void
test_expire(void **state)
{
	int64_t next;
	struct catalog_job a;
	struct catalog_plan plan;
	struct catalog_publication pub;
	struct catalog_releases over;
	struct cabinet *h = *state;

	a = cabinet_accepted(h, "a.docx", 'a');
	pub = cabinet_publication(h, &a, "Ny bro");
	pub.expires = 1000;
	plan = cabinet_published(h, &pub);
	OK(catalog_next_expiry(h->catalog, &next, &h->why));
	assert_int_equal(next, 1000);
	OK(catalog_expire(h->catalog, h->site, 999, &over, &h->why));
	assert_int_equal(over.count, 0);
	catalog_releases_fini(&over);
	OK(catalog_expire(h->catalog, h->site, 2000, &over, &h->why));
	assert_int_equal(over.count, 1);
	catalog_releases_fini(&over);
	OK(catalog_expire(h->catalog, h->site, 3000, &over, &h->why));
	assert_int_equal(over.count, 0);
	catalog_releases_fini(&over);
	OK(catalog_next_expiry(h->catalog, &next, &h->why));
	assert_true(next == INT64_MAX);
	cabinet_plan_files(h, plan.version, release_hash);
	OK(catalog_publish(h->catalog, &plan.version, 1, 2001, &h->why));
	assert_int_equal(last_op(h, plan.release), CHANGE_EXPIRE);
	assert_int_equal(look(h, plan.release).standing, STANDING_LIVE);
	/* Said once. */
	cabinet_plan_files(h, plan.version, release_hash);
	OK(catalog_publish(h->catalog, &plan.version, 1, 2002, &h->why));
	assert_int_equal(last_op(h, plan.release), CHANGE_RERENDER);
}

static void
test_move(void **state)
{
	char was[CATALOG_PATH_SIZE];
	struct catalog_job a;
	struct catalog_places places;
	struct catalog_plan plan;
	struct catalog_publication pub;
	struct catalog_release release;
	struct cabinet *h = *state;

	a = cabinet_accepted(h, "a.docx", 'a');
	pub = cabinet_publication(h, &a, "Ny bro");
	plan = cabinet_published(h, &pub);
	memcpy(was, plan.path, sizeof(was));
	assert_int_equal(catalog_move(h->catalog, plan.release, "../x",
			     &h->why),
	    V_REJECT);
	assert_int_equal(catalog_move(h->catalog, plan.release,
			     look(h, plan.release).slug, &h->why),
	    V_REJECT);
	OK(catalog_move(h->catalog, plan.release, "gammal-bro", &h->why));
	release = look(h, plan.release);
	assert_string_equal(release.path, was);
	cabinet_plan_files(h, plan.version, release_hash);
	OK(catalog_publish(h->catalog, &plan.version, 1, 600, &h->why));
	release = look(h, plan.release);
	assert_string_equal(release.slug, "gammal-bro");
	assert_non_null(strstr(release.path, "/gammal-bro/"));
	assert_string_equal(release.moving, "");
	assert_int_equal(last_op(h, plan.release), CHANGE_MOVE);
	OK(catalog_moves(h->catalog, h->site, &places, &h->why));
	assert_int_equal(places.count, 1);
	assert_string_equal(places.list[0].path, was);
	assert_string_equal(places.list[0].target, release.path);
	assert_int_equal(places.list[0].due, 1);
	catalog_places_fini(&places);
	OK(catalog_moved(h->catalog, h->site, was, &h->why));
	/* Nobody else gets the address that it had. */
	a = cabinet_accepted(h, "b.docx", 'b');
	pub = cabinet_publication(h, &a, "Ny bro");
	OK(catalog_plan(h->catalog, &pub, &plan, &h->why));
	assert_string_not_equal(plan.path, was);
}

#define TEST(name)                                                             \
 cmocka_unit_test_setup_teardown(name, cabinet_setup, cabinet_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_restore),
		TEST(test_expire),
		TEST(test_move),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
