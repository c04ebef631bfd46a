/* SPDX-License-Identifier: GPL-2.0-or-later */
/* catalog: plans, publications, taking down, erasing, lists. */
#include "config.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cabinet.h"

static void
reopen(struct cabinet *h, int clean)
{
	catalog_close(h->catalog, clean);
	h->catalog = NULL;
	OK(catalog_open(h->dir, &h->catalog, &h->state, &h->why));
}

static void
test_plan(void **state)
{
	struct catalog_job a, b;
	struct catalog_plan again, first, plan;
	struct catalog_publication pub;
	struct cabinet *h = *state;

	a = cabinet_accepted(h, "a.docx", 'a');
	b = cabinet_accepted(h, "b.docx", 'b');
	pub = cabinet_publication(h, &a, "Ny bro");
	OK(catalog_plan(h->catalog, &pub, &first, &h->why));
	assert_string_equal(first.path, "/sv/2026/05/ny-bro/");
	assert_int_equal(first.number, 1);

	/* The same job again, later and after a crash: the same plan. */
	reopen(h, 0);
	pub.when += 9999999;
	pub.month = 8;
	pub.slug = "annat";
	pub.title = "Ny bro i Vasa";
	OK(catalog_plan(h->catalog, &pub, &again, &h->why));
	assert_memory_equal(&first, &again, sizeof(first));

	/* Another release of the same month and slug. */
	pub = cabinet_publication(h, &b, "Ny bro");
	OK(catalog_plan(h->catalog, &pub, &plan, &h->why));
	assert_string_equal(plan.path, "/sv/2026/05/ny-bro-2/");
	assert_string_not_equal(plan.work, first.work);

	/* What was not carried out is forgotten, and its address is free. */
	OK(catalog_plan_drop(h->catalog, a.id, &h->why));
	OK(catalog_plan_drop(h->catalog, a.id, &h->why));
	pub = cabinet_publication(h, &a, "Ny bro");
	OK(catalog_plan(h->catalog, &pub, &plan, &h->why));
	assert_string_equal(plan.path, "/sv/2026/05/ny-bro/");
	assert_string_not_equal(plan.work, first.work);
}

static void
test_plan_refuses(void **state)
{
	struct catalog_job a;
	struct catalog_move over = { .to = JOB_WITHDRAWN };
	struct catalog_plan plan;
	struct catalog_publication pub;
	struct cabinet *h = *state;

	a = cabinet_accepted(h, "a.docx", 'a');
	pub = cabinet_publication(h, &a, "Ny bro");
	pub.slug = "../../etc";
	assert_int_equal(catalog_plan(h->catalog, &pub, &plan, &h->why),
	    V_FATAL);
	pub.slug = "";
	pub.lang = "sv/..";
	assert_int_equal(catalog_plan(h->catalog, &pub, &plan, &h->why),
	    V_FATAL);
	pub.lang = "sv";
	OK(catalog_plan(h->catalog, &pub, &plan, &h->why));
	assert_string_equal(plan.path, "/sv/2026/05/release/");
	OK(catalog_plan_drop(h->catalog, a.id, &h->why));
	OK(catalog_job_move(h->catalog, a.id, &over, 150, &h->why));
	assert_int_equal(catalog_plan(h->catalog, &pub, &plan, &h->why),
	    V_DEFER);
	assert_string_equal(h->why.code, "publication-over");
}

static void
test_publish(void **state)
{
	struct catalog_files files;
	struct catalog_job a, job;
	struct catalog_plan plan;
	struct catalog_publication pub;
	struct catalog_release release;
	struct catalog_releases open;
	struct cabinet *h = *state;
	uint64_t sketch[CATALOG_SKETCH];
	int i;

	for (i = 0; i < CATALOG_SKETCH; i++)
		sketch[i] = UINT64_MAX / 7 * (uint64_t)i;
	a = cabinet_accepted(h, "bro.docx", 'a');
	pub = cabinet_publication(h, &a, "Ny bro");
	pub.sketch = sketch;
	pub.deck = "Över ån";
	pub.words = 321;
	OK(catalog_plan(h->catalog, &pub, &plan, &h->why));
	/* Nothing is published blindly. */
	assert_int_equal(catalog_publish(h->catalog, &plan.version, 1, 200,
			     &h->why),
	    V_FATAL);
	OK(catalog_plans(h->catalog, &open, &h->why));
	assert_int_equal(open.count, 0);
	catalog_releases_fini(&open);
	cabinet_plan_files(h, plan.version, release_hash);
	OK(catalog_plans(h->catalog, &open, &h->why));
	assert_int_equal(open.count, 1);
	assert_int_equal(open.list[0].version.id, plan.version);
	catalog_releases_fini(&open);
	OK(catalog_publish(h->catalog, &plan.version, 1, 200, &h->why));
	OK(catalog_plans(h->catalog, &open, &h->why));
	assert_int_equal(open.count, 0);
	catalog_releases_fini(&open);

	OK(catalog_release_by_path(h->catalog, h->site, plan.path, &release,
	    &h->why));
	assert_int_equal(release.standing, STANDING_LIVE);
	assert_int_equal(release.version.standing, STANDING_LIVE);
	assert_int_equal(release.first_published, pub.when);
	assert_int_equal(release.updated, pub.when);
	assert_string_equal(release.version.title, "Ny bro");
	assert_string_equal(release.version.deck, "Över ån");
	assert_string_equal(release.version.release_sha256, release_hash);
	assert_int_equal(release.version.words, 321);
	assert_memory_equal(release.version.sketch, sketch, sizeof(sketch));
	OK(catalog_files(h->catalog, plan.version, 0, &files, &h->why));
	assert_int_equal(files.count, 2);
	assert_string_equal(files.list[1].name, "media/p1.png");
	assert_string_equal(files.list[1].type, "image/png");
	catalog_files_fini(&files);
	OK(catalog_files(h->catalog, plan.version, 1, &files, &h->why));
	assert_int_equal(files.count, 0);
	catalog_files_fini(&files);
	OK(catalog_pictures(h->catalog, plan.version, &files, &h->why));
	assert_int_equal(files.count, 1);
	catalog_files_fini(&files);
	OK(catalog_job_get(h->catalog, a.id, &job, &h->why));
	assert_int_equal(job.state, JOB_PUBLISHED);
	assert_int_equal(job.version, plan.version);
}

static void
assert_ops(struct cabinet *h, const enum change_op *ops, size_t count)
{
	int64_t last = 0;
	size_t i;
	struct catalog_changes changes;
	struct catalog_select select = { .site = h->site };

	OK(catalog_changes(h->catalog, &select, &changes, &h->why));
	assert_int_equal(changes.count, count);
	for (i = 0; i < count; i++) {
		assert_int_equal(changes.list[i].op, ops[i]);
		assert_true(changes.list[i].seq > last);
		last = changes.list[i].seq;
	}
	catalog_changes_fini(&changes);
}

static void
test_versions(void **state)
{
	static const enum change_op ops[] = { CHANGE_PUBLISH, CHANGE_UPDATE,
		CHANGE_CORRECT, CHANGE_TRANSLATE, CHANGE_RERENDER };
	struct catalog_files files;
	struct catalog_job a, b, c, d, job;
	struct catalog_plan one, plan;
	struct catalog_publication pub;
	struct catalog_release release;
	struct catalog_releases work;
	struct cabinet *h = *state;

	a = cabinet_accepted(h, "bro.docx", 'a');
	pub = cabinet_publication(h, &a, "Ny bro");
	one = cabinet_published(h, &pub);

	/* A second version keeps path and slug, whatever its title says. */
	b = cabinet_accepted(h, "bro.docx", 'b');
	pub = cabinet_publication(h, &b, "En helt ny bro");
	pub.release = one.release;
	pub.slug = "en-helt-ny-bro";
	pub.month = 7;
	pub.when = 1777777999;
	OK(catalog_plan(h->catalog, &pub, &plan, &h->why));
	assert_string_equal(plan.path, one.path);
	assert_int_equal(plan.number, 2);
	assert_int_equal(plan.first_published, one.first_published);

	/* One version at a time. */
	c = cabinet_accepted(h, "bro2.docx", 'c');
	pub.job = c.id;
	assert_int_equal(catalog_plan(h->catalog, &pub, &plan, &h->why),
	    V_DEFER);
	assert_string_equal(h->why.code, "publication-busy");
	pub.job = b.id;
	plan = cabinet_published(h, &pub);
	OK(catalog_job_get(h->catalog, a.id, &job, &h->why));
	assert_int_equal(job.state, JOB_SUPERSEDED);
	OK(catalog_files(h->catalog, one.version, 0, &files, &h->why));
	assert_int_equal(files.count, 0);
	catalog_files_fini(&files);

	/* A minor correction moves no date. */
	pub = cabinet_publication(h, &c, "En helt ny bro");
	pub.release = one.release;
	pub.minor = 1;
	pub.correction = 1;
	pub.when = 1777778888;
	plan = cabinet_published(h, &pub);
	OK(catalog_release_get(h->catalog, one.release, &release, &h->why));
	assert_int_equal(release.version.number, 3);
	assert_int_equal(release.updated, 1777777999);

	/* A translation joins the work, and the first page learns of it. */
	d = cabinet_accepted(h, "silta.docx", 'd');
	pub = cabinet_publication(h, &d, "Uusi silta");
	pub.lang = "fi";
	pub.slug = "uusi-silta";
	pub.work = one.work;
	cabinet_published(h, &pub);
	OK(catalog_of_work(h->catalog, one.work, &work, &h->why));
	assert_int_equal(work.count, 2);
	assert_string_equal(work.list[0].lang, "fi");
	catalog_releases_fini(&work);
	cabinet_plan_files(h, plan.version, release_hash);
	OK(catalog_publish(h->catalog, &plan.version, 1, 400, &h->why));
	assert_ops(h, ops, 5);
}

/* The same work and language without a release means a new version. */
static void
test_join_by_work(void **state)
{
	struct catalog_job a, b;
	struct catalog_plan one, plan;
	struct catalog_publication pub;
	struct cabinet *h = *state;

	a = cabinet_accepted(h, "a.docx", 'a');
	pub = cabinet_publication(h, &a, "Ny bro");
	one = cabinet_published(h, &pub);
	b = cabinet_accepted(h, "b.docx", 'b');
	pub = cabinet_publication(h, &b, "Ny bro");
	pub.work = one.work;
	OK(catalog_plan(h->catalog, &pub, &plan, &h->why));
	assert_int_equal(plan.release, one.release);
	assert_int_equal(plan.number, 2);
	OK(catalog_plan_drop(h->catalog, b.id, &h->why));
	pub.work = "00000000-0000-4000-8000-000000000000";
	assert_int_equal(catalog_plan(h->catalog, &pub, &plan, &h->why),
	    V_FATAL);
}

static void
test_lookups(void **state)
{
	struct catalog_job a, b;
	struct catalog_key key = { 0 };
	struct catalog_publication pub;
	struct catalog_releases found;
	struct cabinet *h = *state;

	a = cabinet_accepted(h, "bro.sv.docx", 'a');
	pub = cabinet_publication(h, &a, "bro");
	pub.guid = "tag:example.org,2026:1";
	cabinet_published(h, &pub);
	b = cabinet_accepted(h, "bro.fi.docx", 'b');
	pub = cabinet_publication(h, &b, "bro");
	pub.lang = "fi";
	pub.folder = "wire";
	cabinet_published(h, &pub);

	key.site = h->site;
	key.stem = "bro";
	OK(catalog_by_stem(h->catalog, &key, &found, &h->why));
	assert_int_equal(found.count, 2);
	assert_string_equal(found.list[0].lang, "fi");
	catalog_releases_fini(&found);
	key.folder = "";
	OK(catalog_by_stem(h->catalog, &key, &found, &h->why));
	assert_int_equal(found.count, 1);
	catalog_releases_fini(&found);
	OK(catalog_by_guid(h->catalog, h->site, "tag:example.org,2026:1",
	    &found, &h->why));
	assert_int_equal(found.count, 1);
	catalog_releases_fini(&found);
	OK(catalog_by_guid(h->catalog, h->site, "", &found, &h->why));
	assert_int_equal(found.count, 0);
	catalog_releases_fini(&found);
	key.folder = NULL;
	key.source_sha256 = b.sha256;
	OK(catalog_by_source(h->catalog, &key, &found, &h->why));
	assert_int_equal(found.count, 1);
	assert_int_equal(found.list[0].version.standing, STANDING_LIVE);
	catalog_releases_fini(&found);
	key.folder = "elsewhere";
	OK(catalog_by_source(h->catalog, &key, &found, &h->why));
	assert_int_equal(found.count, 0);
	catalog_releases_fini(&found);
}

static void
test_take_down(void **state)
{
	static const enum change_op ops[] = { CHANGE_PUBLISH, CHANGE_WITHDRAW,
		CHANGE_RESTORE, CHANGE_GONE };
	struct catalog_files none = { 0 };
	struct catalog_job a, job;
	struct catalog_plan plan;
	struct catalog_publication pub;
	struct catalog_release release;
	struct catalog_releases due;
	struct catalog_select select = { .lang = "sv" };
	struct catalog_takedown down = { .to = STANDING_WITHDRAWN,
		.reason = "fel siffra" };
	struct cabinet *h = *state;

	select.site = h->site;
	a = cabinet_accepted(h, "a.docx", 'a');
	pub = cabinet_publication(h, &a, "Ny bro");
	plan = cabinet_published(h, &pub);
	down.release = plan.release;
	OK(catalog_take_down(h->catalog, &down, 500, &h->why));
	OK(catalog_latest(h->catalog, &select, &due, &h->why));
	assert_int_equal(due.count, 0);
	catalog_releases_fini(&due);
	OK(catalog_of_work(h->catalog, plan.work, &due, &h->why));
	assert_int_equal(due.count, 0);
	catalog_releases_fini(&due);
	OK(catalog_whole_work(h->catalog, plan.work, &due, &h->why));
	assert_int_equal(due.count, 1);
	catalog_releases_fini(&due);
	OK(catalog_removals(h->catalog, &due, &h->why));
	assert_int_equal(due.count, 1);
	assert_string_equal(due.list[0].reason, "fel siffra");
	catalog_releases_fini(&due);
	/* No coming back before it is down. */
	assert_int_equal(catalog_plan_files(h->catalog, plan.version,
			     release_hash, &none, &h->why),
	    V_DEFER);
	OK(catalog_plan_files(h->catalog, plan.version, "", &none, &h->why));
	OK(catalog_removed(h->catalog, plan.release, &h->why));
	OK(catalog_removals(h->catalog, &due, &h->why));
	assert_int_equal(due.count, 0);
	catalog_releases_fini(&due);
	OK(catalog_job_get(h->catalog, a.id, &job, &h->why));
	assert_int_equal(job.state, JOB_WITHDRAWN);
	/* What rendering it again needs is still known. */
	OK(catalog_pictures(h->catalog, plan.version, &none, &h->why));
	assert_int_equal(none.count, 1);
	catalog_files_fini(&none);

	cabinet_plan_files(h, plan.version, release_hash);
	OK(catalog_publish(h->catalog, &plan.version, 1, 600, &h->why));
	OK(catalog_release_get(h->catalog, plan.release, &release, &h->why));
	assert_int_equal(release.standing, STANDING_LIVE);
	assert_string_equal(release.reason, "");
	down.to = STANDING_GONE;
	OK(catalog_take_down(h->catalog, &down, 700, &h->why));
	down.to = STANDING_WITHDRAWN;
	assert_int_equal(catalog_take_down(h->catalog, &down, 800, &h->why),
	    V_FATAL);
	assert_ops(h, ops, 4);
	/* Gone is for good: a new version of it asks. */
	a = cabinet_accepted(h, "b.docx", 'b');
	pub = cabinet_publication(h, &a, "Ny bro");
	pub.release = plan.release;
	assert_int_equal(catalog_plan(h->catalog, &pub, &plan, &h->why),
	    V_HOLD);
}

/* Are these bytes anywhere in the files of the catalogue? */
static int
on_disk(const struct cabinet *h, const char *words)
{
	static const char *const names[] = { "catalogue.db",
		"catalogue.db-wal" };
	char *data, path[128];
	FILE *f;
	int found = 0;
	size_t i, len;

	for (i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%s/%s", h->dir, names[i]);
		if ((f = fopen(path, "r")) == NULL)
			continue;
		data = malloc(1 << 22);
		assert_non_null(data);
		len = fread(data, 1, 1 << 22, f);
		assert_true(len < 1 << 22);
		if (memmem(data, len, words, strlen(words)) != NULL)
			found = 1;
		free(data);
		fclose(f);
	}
	return found;
}

static void
test_erase(void **state)
{
	struct catalog_hashes unused;
	struct catalog_job a, b, job;
	struct catalog_move hold = { .to = JOB_REJECTED };
	struct catalog_plan plan;
	struct catalog_publication pub;
	struct catalog_release release;
	struct cabinet *h = *state;
	struct why reason;

	a = cabinet_accepted(h, "kanariefagel.docx", 'a');
	pub = cabinet_publication(h, &a, "Kanariefågeln flög");
	pub.deck = "kanariedeck";
	plan = cabinet_published(h, &pub);
	/* A twin that was refused keeps words of the document as well. */
	b = cabinet_accepted(h, "kanarietvilling.docx", 'a');
	(void)!why_set(&reason, V_REJECT, "x", "kanarietext");
	why_quote(&reason, "kanariecitat");
	hold.reason = &reason;
	OK(catalog_job_move(h->catalog, b.id, &hold, 150, &h->why));
	OK(catalog_checkpoint(h->catalog, &h->why));
	assert_true(on_disk(h, "kanarie"));

	OK(catalog_erase(h->catalog, plan.release, 900, &unused, &h->why));
	assert_int_equal(unused.count, 3); /* original, release, picture */
	catalog_hashes_fini(&unused);
	OK(catalog_checkpoint(h->catalog, &h->why));
	assert_false(on_disk(h, "kanarie"));
	assert_false(on_disk(h, "Kanarie"));
	OK(catalog_release_get(h->catalog, plan.release, &release, &h->why));
	assert_int_equal(release.standing, STANDING_ERASED);
	assert_string_equal(release.path, plan.path);
	OK(catalog_job_get(h->catalog, a.id, &job, &h->why));
	assert_int_equal(job.state, JOB_ERASED);
	OK(catalog_job_get(h->catalog, b.id, &job, &h->why));
	assert_int_equal(job.state, JOB_ERASED);
	assert_string_equal(job.place, "");
	assert_int_equal(catalog_erase(h->catalog, plan.release, 901, &unused,
			     &h->why),
	    V_FATAL);
}

/* Blobs that another release has as well stay. */
static void
test_erase_shared(void **state)
{
	int has;
	struct catalog_hashes unused;
	struct catalog_job a, b;
	struct catalog_plan plan;
	struct catalog_publication pub;
	struct cabinet *h = *state;

	a = cabinet_accepted(h, "a.docx", 'a');
	pub = cabinet_publication(h, &a, "Ny bro");
	plan = cabinet_published(h, &pub);
	b = cabinet_accepted(h, "b.docx", 'd');
	pub = cabinet_publication(h, &b, "Annat");
	cabinet_published(h, &pub); /* with the same picture and release XML */
	OK(catalog_erase(h->catalog, plan.release, 900, &unused, &h->why));
	assert_int_equal(unused.count, 1);
	assert_string_equal(unused.list[0], a.sha256);
	catalog_hashes_fini(&unused);
	OK(catalog_has_blob(h->catalog, release_hash, &has, &h->why));
	assert_true(has);
	OK(catalog_has_blob(h->catalog, a.sha256, &has, &h->why));
	assert_false(has);
}

static void
test_lists(void **state)
{
	char place[16];
	int i;
	int64_t seq;
	struct catalog_job job;
	struct catalog_months months;
	struct catalog_publication pub;
	struct catalog_releases list;
	struct catalog_select select = { .lang = "sv", .limit = 3 };
	struct cabinet *h = *state;

	select.site = h->site;
	for (i = 0; i < 6; i++) {
		snprintf(place, sizeof(place), "%d.docx", i);
		job = cabinet_accepted(h, place, (char)('0' + i));
		pub = cabinet_publication(h, &job, place);
		pub.month = 3 + i / 2;
		pub.when += i;
		cabinet_published(h, &pub);
	}
	OK(catalog_latest(h->catalog, &select, &list, &h->why));
	assert_int_equal(list.count, 3);
	assert_string_equal(list.list[0].version.title, "5.docx");
	catalog_releases_fini(&list);
	select.year = 2026;
	select.month = 4;
	OK(catalog_of_month(h->catalog, &select, &list, &h->why));
	assert_int_equal(list.count, 2);
	assert_string_equal(list.list[0].version.title, "3.docx");
	catalog_releases_fini(&list);
	OK(catalog_months(h->catalog, h->site, "sv", &months, &h->why));
	assert_int_equal(months.count, 3);
	assert_int_equal(months.list[0].month, 5);
	assert_int_equal(months.list[0].count, 2);
	catalog_months_fini(&months);
	OK(catalog_langs(h->catalog, h->site, &months, &h->why));
	assert_int_equal(months.count, 1);
	assert_int_equal(months.list[0].count, 6);
	catalog_months_fini(&months);
	select.after = 0;
	OK(catalog_installed(h->catalog, &select, &list, &h->why));
	assert_int_equal(list.count, 3);
	select.after = list.list[2].id;
	catalog_releases_fini(&list);
	OK(catalog_installed(h->catalog, &select, &list, &h->why));
	assert_int_equal(list.count, 3);
	assert_true(list.list[0].id > select.after);
	catalog_releases_fini(&list);
	OK(catalog_listed(h->catalog, h->site, &seq, &h->why));
	assert_int_equal(seq, 0);
	OK(catalog_set_listed(h->catalog, h->site, 6, &h->why));
	OK(catalog_listed(h->catalog, h->site, &seq, &h->why));
	assert_int_equal(seq, 6);
}

#define TEST(name)                                                             \
 cmocka_unit_test_setup_teardown(name, cabinet_setup, cabinet_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_plan),
		TEST(test_plan_refuses),
		TEST(test_publish),
		TEST(test_versions),
		TEST(test_join_by_work),
		TEST(test_lookups),
		TEST(test_take_down),
		TEST(test_erase),
		TEST(test_erase_shared),
		TEST(test_lists),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
