/* SPDX-License-Identifier: GPL-2.0-or-later */
/* catalog: jobs, plans, publications, lists, and what opening finds. */
#include "config.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/findings.h"
#include "base/fsutil.h"
#include "catalog/sqlite.h"
#include "release/release.h"

_Static_assert((int)CATALOG_SKETCH == (int)RELEASE_SKETCH, "one sketch");
_Static_assert((int)CATALOG_LANG_SIZE == (int)RELEASE_LANG_MAX, "one language");

struct house {
	char dir[64];
	struct catalog *catalog;
	struct catalog_state state;
	int64_t site;
	struct why why;
};

#define OK(call)                                                               \
 do {                                                                          \
  enum verdict got_ = (call);                                                  \
  if (got_ != V_OK)                                                            \
   print_error("%s: %s\n", #call, h->why.text);                                \
  assert_int_equal(got_, V_OK);                                                \
 } while (0)

static int
setup(void **state)
{
	struct house *h;

	h = calloc(1, sizeof(*h));
	if (h == NULL)
		return -1;
	snprintf(h->dir, sizeof(h->dir), "/tmp/gazette-catalog-XXXXXX");
	if (mkdtemp(h->dir) == NULL)
		return -1;
	if (catalog_open(h->dir, &h->catalog, &h->state, &h->why) != V_OK ||
	    catalog_site(h->catalog, "press", &h->site, &h->why) != V_OK)
		return -1;
	*state = h;
	return 0;
}

static int
teardown(void **state)
{
	struct house *h = *state;

	catalog_close(h->catalog, 1);
	fs_remove_tree(AT_FDCWD, h->dir);
	free(h);
	return 0;
}

static void
reopen(struct house *h, int clean)
{
	catalog_close(h->catalog, clean);
	h->catalog = NULL;
	OK(catalog_open(h->dir, &h->catalog, &h->state, &h->why));
}

/* A document at place whose SHA-256 is the digit c 64 times. */
static struct catalog_job
document(const struct house *h, const char *place, char c)
{
	struct catalog_job job = { 0 };

	job.site = h->site;
	job.kind = JOB_CONVERT;
	catalog_new_uid(job.uid);
	snprintf(job.place, sizeof(job.place), "%s", place);
	snprintf(job.folder, sizeof(job.folder), ".");
	memset(job.sha256, c, HASH_HEX_SIZE - 1);
	job.owner = 1000;
	job.file.dev = 64;
	job.file.ino = UINT64_MAX - 5; /* btrfs and NFS use all 64 bits */
	job.file.size = 1234;
	job.file.ctime_ns = INT64_C(1777777777123456789);
	job.due = 100;
	return job;
}

static struct catalog_job
accepted(struct house *h, const char *place, char c)
{
	struct catalog_job job, ret;

	job = document(h, place, c);
	OK(catalog_accept(h->catalog, &job, 100, &ret, &h->why));
	assert_string_equal(ret.uid, job.uid);
	return ret;
}

static struct catalog_publication
publication(const struct house *h, const struct catalog_job *job,
    const char *title)
{
	struct catalog_publication pub = { 0 };

	pub.job = job->id;
	pub.site = h->site;
	pub.folder = "";
	pub.stem = title;
	pub.lang = "sv";
	pub.slug = "ny-bro";
	pub.title = title;
	pub.source_sha256 = job->sha256;
	pub.when = 1777777777;
	pub.year = 2026;
	pub.month = 5;
	return pub;
}

static void
plan_some_files(struct house *h, int64_t version, const char *release)
{
	struct catalog_file list[] = {
		{ .name = "index.html", .size = 10 },
		{ .name = "media/p1.png", .size = 20, .type = "image/png" },
	};
	struct catalog_files files = { list, 2 };

	memset(list[0].sha256, 'a', HASH_HEX_SIZE - 1);
	memset(list[1].sha256, 'b', HASH_HEX_SIZE - 1);
	OK(catalog_plan_files(h->catalog, version, release, &files, &h->why));
}

static const char release_hash[] = "cccccccccccccccccccccccccccccccc"
				   "cccccccccccccccccccccccccccccccc";

/* From nothing to published. */
static struct catalog_plan
published(struct house *h, const struct catalog_publication *pub)
{
	struct catalog_plan plan;

	OK(catalog_plan(h->catalog, pub, &plan, &h->why));
	plan_some_files(h, plan.version, release_hash);
	OK(catalog_publish(h->catalog, &plan.version, 1, 200, &h->why));
	return plan;
}

static void
test_open(void **state)
{
	char epoch[64], again[64];
	struct catalog *reader;
	struct house *h = *state;
	int64_t site;

	assert_true(h->state.is_new);
	assert_false(h->state.unclean);
	OK(catalog_meta_get(h->catalog, "epoch", epoch, sizeof(epoch),
	    &h->why));
	assert_int_equal(strlen(epoch), 32);
	reopen(h, 1);
	assert_false(h->state.is_new);
	assert_false(h->state.unclean);
	reopen(h, 0);
	assert_true(h->state.unclean);
	OK(catalog_meta_get(h->catalog, "epoch", again, sizeof(again),
	    &h->why));
	assert_string_equal(epoch, again);
	OK(catalog_site(h->catalog, "press", &site, &h->why));
	assert_int_equal(site, h->site);

	OK(catalog_open_reader(h->dir, &reader, &h->why));
	OK(catalog_site(reader, "press", &site, &h->why));
	assert_int_equal(site, h->site);
	OK(catalog_site(reader, "other", &site, &h->why));
	assert_int_equal(site, 0);
	assert_int_equal(catalog_meta_put(reader, "x", "y", &h->why), V_FATAL);
	catalog_close(reader, 0);
}

/* A page of the database that rots is found after an unclean stop. */
static void
test_damage(void **state)
{
	char path[128], page[4096];
	int i;
	FILE *f;
	struct house *h = *state;

	for (i = 0; i < 200; i++) {
		snprintf(path, sizeof(path), "rapport-%d.docx", i);
		accepted(h, path, 'a');
	}
	OK(catalog_checkpoint(h->catalog, &h->why));
	catalog_close(h->catalog, 0);
	h->catalog = NULL;
	snprintf(path, sizeof(path), "%s/catalogue.db", h->dir);
	f = fopen(path, "r+");
	assert_non_null(f);
	memset(page, 0x5a, sizeof(page));
	for (i = 3; i < 30; i++) {
		fseek(f, (long)i * 4096, SEEK_SET);
		fwrite(page, 1, sizeof(page), f);
	}
	fclose(f);
	assert_int_equal(catalog_open(h->dir, &h->catalog, &h->state, &h->why),
	    V_FATAL);
	assert_string_equal(h->why.code, "catalog-corrupt");
	h->catalog = NULL;
}

static void
test_foreign(void **state)
{
	char path[128];
	sqlite3 *db;
	struct house *h = *state;

	catalog_close(h->catalog, 1);
	h->catalog = NULL;
	snprintf(path, sizeof(path), "%s/catalogue.db", h->dir);
	unlink(path);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_exec(db, "CREATE TABLE theirs (x)", NULL, NULL, NULL);
	sqlite3_close(db);
	assert_int_equal(catalog_open(h->dir, &h->catalog, &h->state, &h->why),
	    V_FATAL);
	assert_string_equal(h->why.code, "catalog-foreign");
}

/* An older schema is taken to the newest in steps, whole or not at all. */
static void
test_migrate(void **state)
{
	static const struct migration broken[] = {
		{ 1, "SELECT 1" },
		{ 2, "CREATE TABLE two (x INTEGER) STRICT" },
		{ 3, "CREATE TABLE three (x INTEGER) STRICT; GARBAGE" },
	};
	static const struct migration good[] = {
		{ 1, "SELECT 1" },
		{ 2, "CREATE TABLE two (x INTEGER) STRICT" },
		{ 3, "ALTER TABLE two ADD COLUMN y TEXT NOT NULL DEFAULT 'z'" },
	};
	int was;
	struct catalog_job job;
	struct house *h = *state;

	job = accepted(h, "a.docx", 'a');
	assert_int_equal(schema_migrate(h->catalog, broken, 3, &was, &h->why),
	    V_FATAL);
	assert_int_equal(sqlite_exec(h->catalog, "SELECT * FROM two", &h->why),
	    V_FATAL);
	OK(schema_migrate(h->catalog, good, 3, &was, &h->why));
	assert_int_equal(was, 1);
	OK(sqlite_exec(h->catalog, "INSERT INTO two (x) VALUES (1)", &h->why));
	OK(schema_migrate(h->catalog, good, 3, &was, &h->why));
	assert_int_equal(was, 3);
	OK(catalog_job_get(h->catalog, job.id, &job, &h->why));
	assert_string_equal(job.place, "a.docx");

	/* Now it is newer than what this program knows. */
	catalog_close(h->catalog, 1);
	assert_int_equal(catalog_open(h->dir, &h->catalog, &h->state, &h->why),
	    V_FATAL);
	assert_string_equal(h->why.code, "catalog-newer");
	h->catalog = NULL;
}

static void
test_accept(void **state)
{
	struct catalog_job job, old, ret;
	struct house *h = *state;

	old = accepted(h, "sv/\xff\xfe.docx", 'a');
	assert_int_equal(old.state, JOB_RECEIVED);
	assert_true(old.file.ino == UINT64_MAX - 5);

	/* The same again is the same job; its file may have been touched. */
	job = document(h, "sv/\xff\xfe.docx", 'a');
	job.file.ctime_ns++;
	OK(catalog_accept(h->catalog, &job, 101, &ret, &h->why));
	assert_string_equal(ret.uid, old.uid);
	OK(catalog_job_get(h->catalog, old.id, &ret, &h->why));
	assert_true(ret.file.ctime_ns == job.file.ctime_ns);

	/* Another content at that place: a later save. */
	job = accepted(h, "sv/\xff\xfe.docx", 'b');
	OK(catalog_job_get(h->catalog, old.id, &ret, &h->why));
	assert_int_equal(ret.state, JOB_SUPERSEDED);
	assert_int_equal(ret.changed, 100);

	/* The same content elsewhere is another job. */
	job = accepted(h, "fi/x.docx", 'b');
	OK(catalog_job_by_uid(h->catalog, job.uid, &ret, &h->why));
	assert_int_equal(ret.id, job.id);
	OK(catalog_job_by_uid(h->catalog, "nobody", &ret, &h->why));
	assert_int_equal(ret.id, 0);
}

/* A finished job is found again for the very same file alone. */
static void
test_accept_finished(void **state)
{
	struct catalog_job job, old, ret;
	struct catalog_publication pub;
	struct house *h = *state;

	old = accepted(h, "bro.docx", 'a');
	pub = publication(h, &old, "Ny bro");
	published(h, &pub);
	job = document(h, "bro.docx", 'a');
	OK(catalog_accept(h->catalog, &job, 300, &ret, &h->why));
	assert_string_equal(ret.uid, old.uid);
	assert_int_equal(ret.state, JOB_PUBLISHED);
	job.file.ctime_ns++;
	OK(catalog_accept(h->catalog, &job, 300, &ret, &h->why));
	assert_string_equal(ret.uid, job.uid);
	assert_int_equal(ret.state, JOB_RECEIVED);
}

static void
test_moves(void **state)
{
	struct catalog_history history;
	struct catalog_job job;
	struct catalog_move move = { .to = JOB_HELD, .format = "docx" };
	struct findings findings, back;
	struct house *h = *state;
	struct why reason;

	job = accepted(h, "bro.docx", 'a');
	findings_init(&findings);
	findings_add(&findings, SEVERITY_HOLD, "comments", "vem sade detta?");
	findings_add(&findings, SEVERITY_WARN, "no-alt", "p1");
	findings_add(&findings, SEVERITY_WARN, "no-alt", "p1");
	(void)!why_set(&reason, V_HOLD, "comments", "there are comments");
	why_quote(&reason, "vem");
	move.reason = &reason;
	move.findings = &findings;
	OK(catalog_job_move(h->catalog, job.id, &move, 150, &h->why));
	findings_fini(&findings);

	OK(catalog_job_get(h->catalog, job.id, &job, &h->why));
	assert_int_equal(job.state, JOB_HELD);
	assert_int_equal(job.why.verdict, V_HOLD);
	assert_string_equal(job.why.code, "comments");
	assert_string_equal(job.why.quote, "vem");
	assert_string_equal(job.format, "docx");
	assert_int_equal(job.changed, 150);
	OK(catalog_job_findings(h->catalog, job.id, &back, &h->why));
	assert_int_equal(back.count, 2);
	assert_string_equal(back.list[0].quote, "vem sade detta?");
	assert_int_equal(back.list[0].severity, SEVERITY_HOLD);
	assert_int_equal(back.list[1].times, 2);
	findings_fini(&back);

	/* The life of a job knows no such step. */
	move.to = JOB_PUBLISHED;
	assert_int_equal(catalog_job_move(h->catalog, job.id, &move, 151,
			     &h->why),
	    V_FATAL);
	OK(catalog_job_history(h->catalog, job.id, &history, &h->why));
	assert_int_equal(history.count, 2);
	assert_int_equal(history.list[0].state, JOB_RECEIVED);
	assert_int_equal(history.list[1].state, JOB_HELD);
	assert_int_equal(history.list[1].at, 150);
	assert_string_equal(history.list[1].code, "comments");
	catalog_history_fini(&history);
}

static void
test_approve(void **state)
{
	struct catalog_approval approval = { 1001, "_approve/bro.docx", NULL };
	struct catalog_filter filter = { .state = JOB_HELD };
	struct catalog_job job, held;
	struct catalog_move move = { .to = JOB_HELD };
	struct house *h = *state;

	job = accepted(h, "bro.docx", 'a');
	assert_int_equal(catalog_job_approve(h->catalog, job.id, &approval, 160,
			     &h->why),
	    V_FATAL);
	OK(catalog_job_move(h->catalog, job.id, &move, 150, &h->why));
	filter.site = h->site;
	filter.sha256 = job.sha256;
	OK(catalog_job_find(h->catalog, &filter, &held, &h->why));
	assert_int_equal(held.id, job.id);
	OK(catalog_job_approve(h->catalog, job.id, &approval, 160, &h->why));
	OK(catalog_job_get(h->catalog, job.id, &job, &h->why));
	assert_int_equal(job.state, JOB_RECEIVED);
	assert_true(job.approved);
	assert_string_equal(job.place, "_approve/bro.docx");
	/* Another question needs another answer. */
	OK(catalog_job_move(h->catalog, job.id, &move, 170, &h->why));
	OK(catalog_job_get(h->catalog, job.id, &job, &h->why));
	assert_false(job.approved);
}

static void
test_due(void **state)
{
	int64_t due;
	struct catalog_filter filter = { .state = JOB_RECEIVED };
	struct catalog_job a, b;
	struct catalog_jobs jobs;
	struct catalog_move later = { .to = JOB_RECEIVED,
		.due = 900,
		.retry = 1 };
	struct house *h = *state;
	uint64_t counts[JOB_STATES];

	OK(catalog_next_due(h->catalog, &due, &h->why));
	assert_true(due == INT64_MAX);
	a = accepted(h, "a.docx", 'a');
	b = accepted(h, "b.docx", 'b');
	OK(catalog_job_move(h->catalog, a.id, &later, 110, &h->why));
	OK(catalog_job_move(h->catalog, a.id, &later, 120, &h->why));
	OK(catalog_next_due(h->catalog, &due, &h->why));
	assert_int_equal(due, 100);
	OK(catalog_jobs_due(h->catalog, &filter, 100, &jobs, &h->why));
	assert_int_equal(jobs.count, 1);
	assert_int_equal(jobs.list[0].id, b.id);
	catalog_jobs_fini(&jobs);
	OK(catalog_jobs_due(h->catalog, &filter, 900, &jobs, &h->why));
	assert_int_equal(jobs.count, 2);
	assert_int_equal(jobs.list[1].attempts, 2);
	catalog_jobs_fini(&jobs);
	OK(catalog_counts(h->catalog, h->site, counts, &h->why));
	assert_int_equal(counts[JOB_RECEIVED], 2);
	assert_int_equal(counts[JOB_HELD], 0);
	filter.limit = 1;
	OK(catalog_jobs(h->catalog, &filter, &jobs, &h->why));
	assert_int_equal(jobs.count, 1);
	assert_int_equal(jobs.list[0].id, b.id);
	filter.before = b.id;
	catalog_jobs_fini(&jobs);
	OK(catalog_jobs(h->catalog, &filter, &jobs, &h->why));
	assert_int_equal(jobs.list[0].id, a.id);
	catalog_jobs_fini(&jobs);
}

static void
test_told(void **state)
{
	struct catalog_job job;
	struct catalog_jobs jobs;
	struct catalog_move hold = { .to = JOB_HELD };
	struct catalog_move again = { .to = JOB_RECEIVED };
	struct house *h = *state;

	job = accepted(h, "a.docx", 'a');
	OK(catalog_jobs_untold(h->catalog, 10, &jobs, &h->why));
	assert_int_equal(jobs.count, 0);
	catalog_jobs_fini(&jobs);
	OK(catalog_job_move(h->catalog, job.id, &hold, 110, &h->why));
	OK(catalog_jobs_untold(h->catalog, 10, &jobs, &h->why));
	assert_int_equal(jobs.count, 1);
	assert_int_equal(jobs.list[0].told, JOB_STATES);
	catalog_jobs_fini(&jobs);
	OK(catalog_job_told(h->catalog, job.id, JOB_HELD, &h->why));
	OK(catalog_jobs_untold(h->catalog, 10, &jobs, &h->why));
	assert_int_equal(jobs.count, 0);
	catalog_jobs_fini(&jobs);
	/* Held once more is news once more. */
	OK(catalog_job_move(h->catalog, job.id, &again, 120, &h->why));
	OK(catalog_job_move(h->catalog, job.id, &hold, 130, &h->why));
	OK(catalog_jobs_untold(h->catalog, 10, &jobs, &h->why));
	assert_int_equal(jobs.count, 1);
	catalog_jobs_fini(&jobs);
}

static void
test_plan(void **state)
{
	struct catalog_job a, b;
	struct catalog_plan again, first, plan;
	struct catalog_publication pub;
	struct house *h = *state;

	a = accepted(h, "a.docx", 'a');
	b = accepted(h, "b.docx", 'b');
	pub = publication(h, &a, "Ny bro");
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
	pub = publication(h, &b, "Ny bro");
	OK(catalog_plan(h->catalog, &pub, &plan, &h->why));
	assert_string_equal(plan.path, "/sv/2026/05/ny-bro-2/");
	assert_string_not_equal(plan.work, first.work);

	/* What was not carried out is forgotten, and its address is free. */
	OK(catalog_plan_drop(h->catalog, a.id, &h->why));
	OK(catalog_plan_drop(h->catalog, a.id, &h->why));
	pub = publication(h, &a, "Ny bro");
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
	struct house *h = *state;

	a = accepted(h, "a.docx", 'a');
	pub = publication(h, &a, "Ny bro");
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
	struct house *h = *state;
	uint64_t sketch[CATALOG_SKETCH];
	int i;

	for (i = 0; i < CATALOG_SKETCH; i++)
		sketch[i] = UINT64_MAX / 7 * (uint64_t)i;
	a = accepted(h, "bro.docx", 'a');
	pub = publication(h, &a, "Ny bro");
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
	plan_some_files(h, plan.version, release_hash);
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
assert_ops(struct house *h, const enum change_op *ops, size_t count)
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
	struct house *h = *state;

	a = accepted(h, "bro.docx", 'a');
	pub = publication(h, &a, "Ny bro");
	one = published(h, &pub);

	/* A second version keeps path and slug, whatever its title says. */
	b = accepted(h, "bro.docx", 'b');
	pub = publication(h, &b, "En helt ny bro");
	pub.release = one.release;
	pub.slug = "en-helt-ny-bro";
	pub.month = 7;
	pub.when = 1777777999;
	OK(catalog_plan(h->catalog, &pub, &plan, &h->why));
	assert_string_equal(plan.path, one.path);
	assert_int_equal(plan.number, 2);
	assert_int_equal(plan.first_published, one.first_published);

	/* One version at a time. */
	c = accepted(h, "bro2.docx", 'c');
	pub.job = c.id;
	assert_int_equal(catalog_plan(h->catalog, &pub, &plan, &h->why),
	    V_DEFER);
	assert_string_equal(h->why.code, "publication-busy");
	pub.job = b.id;
	plan = published(h, &pub);
	OK(catalog_job_get(h->catalog, a.id, &job, &h->why));
	assert_int_equal(job.state, JOB_SUPERSEDED);
	OK(catalog_files(h->catalog, one.version, 0, &files, &h->why));
	assert_int_equal(files.count, 0);
	catalog_files_fini(&files);

	/* A minor correction moves no date. */
	pub = publication(h, &c, "En helt ny bro");
	pub.release = one.release;
	pub.minor = 1;
	pub.correction = 1;
	pub.when = 1777778888;
	plan = published(h, &pub);
	OK(catalog_release_get(h->catalog, one.release, &release, &h->why));
	assert_int_equal(release.version.number, 3);
	assert_int_equal(release.updated, 1777777999);

	/* A translation joins the work, and the first page learns of it. */
	d = accepted(h, "silta.docx", 'd');
	pub = publication(h, &d, "Uusi silta");
	pub.lang = "fi";
	pub.slug = "uusi-silta";
	pub.work = one.work;
	published(h, &pub);
	OK(catalog_of_work(h->catalog, one.work, &work, &h->why));
	assert_int_equal(work.count, 2);
	assert_string_equal(work.list[0].lang, "fi");
	catalog_releases_fini(&work);
	plan_some_files(h, plan.version, release_hash);
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
	struct house *h = *state;

	a = accepted(h, "a.docx", 'a');
	pub = publication(h, &a, "Ny bro");
	one = published(h, &pub);
	b = accepted(h, "b.docx", 'b');
	pub = publication(h, &b, "Ny bro");
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
	struct house *h = *state;

	a = accepted(h, "bro.sv.docx", 'a');
	pub = publication(h, &a, "bro");
	pub.guid = "tag:example.org,2026:1";
	published(h, &pub);
	b = accepted(h, "bro.fi.docx", 'b');
	pub = publication(h, &b, "bro");
	pub.lang = "fi";
	pub.folder = "wire";
	published(h, &pub);

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
	struct house *h = *state;

	select.site = h->site;
	a = accepted(h, "a.docx", 'a');
	pub = publication(h, &a, "Ny bro");
	plan = published(h, &pub);
	down.release = plan.release;
	OK(catalog_take_down(h->catalog, &down, 500, &h->why));
	OK(catalog_latest(h->catalog, &select, &due, &h->why));
	assert_int_equal(due.count, 0);
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

	plan_some_files(h, plan.version, release_hash);
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
	a = accepted(h, "b.docx", 'b');
	pub = publication(h, &a, "Ny bro");
	pub.release = plan.release;
	assert_int_equal(catalog_plan(h->catalog, &pub, &plan, &h->why),
	    V_HOLD);
}

/* Are these bytes anywhere in the files of the catalogue? */
static int
on_disk(const struct house *h, const char *words)
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
	struct house *h = *state;
	struct why reason;

	a = accepted(h, "kanariefagel.docx", 'a');
	pub = publication(h, &a, "Kanariefågeln flög");
	pub.deck = "kanariedeck";
	plan = published(h, &pub);
	/* A twin that was refused keeps words of the document as well. */
	b = accepted(h, "kanarietvilling.docx", 'a');
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
	struct house *h = *state;

	a = accepted(h, "a.docx", 'a');
	pub = publication(h, &a, "Ny bro");
	plan = published(h, &pub);
	b = accepted(h, "b.docx", 'd');
	pub = publication(h, &b, "Annat");
	published(h, &pub); /* with the same picture and release XML */
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
	struct house *h = *state;

	select.site = h->site;
	for (i = 0; i < 6; i++) {
		snprintf(place, sizeof(place), "%d.docx", i);
		job = accepted(h, place, (char)('0' + i));
		pub = publication(h, &job, place);
		pub.month = 3 + i / 2;
		pub.when += i;
		published(h, &pub);
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

static void
test_transaction(void **state)
{
	struct catalog_job a, b, ret;
	struct catalog_move bad = { .to = JOB_ERASED };
	struct house *h = *state;

	OK(catalog_begin(h->catalog, CATALOG_DURABLE, &h->why));
	a = accepted(h, "a.docx", 'a');
	/* A call that fails changes nothing and spoils nothing. */
	assert_int_equal(catalog_job_move(h->catalog, a.id, &bad, 1, &h->why),
	    V_FATAL);
	OK(catalog_commit(h->catalog, &h->why));
	OK(catalog_begin(h->catalog, CATALOG_LAZY, &h->why));
	b = accepted(h, "b.docx", 'b');
	catalog_rollback(h->catalog);
	OK(catalog_job_get(h->catalog, a.id, &ret, &h->why));
	assert_int_equal(ret.id, a.id);
	OK(catalog_job_by_uid(h->catalog, b.uid, &ret, &h->why));
	assert_int_equal(ret.id, 0);
	OK(catalog_begin(h->catalog, CATALOG_LAZY, &h->why));
	b = accepted(h, "b.docx", 'b');
	OK(catalog_commit(h->catalog, &h->why));
	reopen(h, 0);
	OK(catalog_job_by_uid(h->catalog, b.uid, &ret, &h->why));
	assert_int_equal(ret.id, b.id);
}

static void
assert_pragma(struct house *h, const char *sql, const char *want)
{
	sqlite3_stmt *stmt;

	assert_int_equal(sqlite3_prepare_v2(h->catalog->db, sql, -1, &stmt,
			     NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	assert_string_equal(sqlite3_column_text(stmt, 0), want);
	sqlite3_finalize(stmt);
}

/* What the promise rests on. */
static void
test_settings(void **state)
{
	struct house *h = *state;

	assert_pragma(h, "PRAGMA synchronous", "2");
	OK(catalog_begin(h->catalog, CATALOG_LAZY, &h->why));
	assert_pragma(h, "PRAGMA synchronous", "1");
	OK(catalog_commit(h->catalog, &h->why));
	assert_pragma(h, "PRAGMA synchronous", "2");
	OK(catalog_begin(h->catalog, CATALOG_LAZY, &h->why));
	catalog_rollback(h->catalog);
	assert_pragma(h, "PRAGMA synchronous", "2");
	assert_pragma(h, "PRAGMA foreign_keys", "1");
	assert_pragma(h, "PRAGMA secure_delete", "1");
	assert_pragma(h, "PRAGMA journal_mode", "wal");
}

static void
test_small_things(void **state)
{
	struct catalog_letter letter;
	struct catalog_seen seen = { .place = "a/\xe4.doc",
		.outcome = "doc-old" };
	struct catalog_seen got;
	struct catalog_seen_list list;
	struct catalog_site_file file = { .path = "sv/index.html", .size = 7 };
	struct catalog_site_file back;
	struct catalog_site_files files;
	struct house *h = *state;

	OK(catalog_outbox_put(h->catalog, "mail", "{\"to\":\"x\"}", 50,
	    &h->why));
	OK(catalog_outbox_next(h->catalog, 49, &letter, &h->why));
	assert_int_equal(letter.id, 0);
	OK(catalog_outbox_next(h->catalog, 50, &letter, &h->why));
	assert_string_equal(letter.payload, "{\"to\":\"x\"}");
	OK(catalog_outbox_defer(h->catalog, letter.id, 80, &h->why));
	catalog_letter_fini(&letter);
	OK(catalog_outbox_next(h->catalog, 80, &letter, &h->why));
	assert_int_equal(letter.attempts, 1);
	OK(catalog_outbox_done(h->catalog, letter.id, &h->why));
	catalog_letter_fini(&letter);
	OK(catalog_outbox_next(h->catalog, 80, &letter, &h->why));
	assert_int_equal(letter.id, 0);

	seen.file.ino = 7;
	OK(catalog_seen_put(h->catalog, h->site, &seen, &h->why));
	seen.file.ino = 8;
	OK(catalog_seen_put(h->catalog, h->site, &seen, &h->why));
	OK(catalog_seen_get(h->catalog, h->site, seen.place, &got, &h->why));
	assert_memory_equal(&seen, &got, sizeof(seen));
	OK(catalog_seen_list(h->catalog, h->site, "", &list, &h->why));
	assert_int_equal(list.count, 1);
	catalog_seen_list_fini(&list);
	OK(catalog_seen_remove(h->catalog, h->site, seen.place, &h->why));
	OK(catalog_seen_get(h->catalog, h->site, seen.place, &got, &h->why));
	assert_string_equal(got.place, "");

	OK(catalog_site_file_put(h->catalog, h->site, &file, &h->why));
	file.size = 8;
	OK(catalog_site_file_put(h->catalog, h->site, &file, &h->why));
	OK(catalog_site_file_get(h->catalog, h->site, file.path, &back,
	    &h->why));
	assert_int_equal(back.size, 8);
	OK(catalog_site_files(h->catalog, h->site, &files, &h->why));
	assert_int_equal(files.count, 1);
	catalog_site_files_fini(&files);
	OK(catalog_site_file_remove(h->catalog, h->site, file.path, &h->why));
	OK(catalog_site_file_get(h->catalog, h->site, file.path, &back,
	    &h->why));
	assert_string_equal(back.path, "");
}

/* A list must never walk a whole table that grows for ever. */
static void
test_indexes(void **state)
{
	static const char *const queries[] = {
		"SELECT 1 FROM jobs WHERE state = ?1 AND due <= 5 AND state IN"
		" ('received', 'waiting', 'scheduled') ORDER BY due, id",
		"SELECT 1 FROM jobs INDEXED BY jobs_untold WHERE told <> state AND state IN"
		" ('waiting', 'held', 'scheduled', 'published', 'superseded',"
		" 'withdrawn', 'gone', 'rejected') ORDER BY id",
		"SELECT 1 FROM releases WHERE site = ?1 AND lang = 'sv' AND"
		" standing = 'live' ORDER BY first_published DESC, id DESC",
		"SELECT 1 FROM releases WHERE site = ?1 AND lang = 'sv' AND"
		" standing = 'live' ORDER BY updated DESC, id DESC",
		"SELECT version FROM files WHERE pending = 1 AND ?1",
		"SELECT 1 FROM releases WHERE removal = 1 AND ?1",
	};
	char sql[512];
	const char *plan;
	size_t i;
	sqlite3_stmt *stmt;
	struct house *h = *state;

	for (i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		snprintf(sql, sizeof(sql), "EXPLAIN QUERY PLAN %s", queries[i]);
		assert_int_equal(sqlite3_prepare_v2(h->catalog->db, sql, -1,
				     &stmt, NULL),
		    SQLITE_OK);
		while (sqlite3_step(stmt) == SQLITE_ROW) {
			plan = (const char *)sqlite3_column_text(stmt, 3);
			if (strstr(plan, "INDEX") == NULL ||
			    strstr(plan, "TEMP B-TREE") != NULL)
				fail_msg("%s: %s", queries[i], plan);
		}
		sqlite3_finalize(stmt);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_open),
		TEST(test_damage),
		TEST(test_foreign),
		TEST(test_migrate),
		TEST(test_accept),
		TEST(test_accept_finished),
		TEST(test_moves),
		TEST(test_approve),
		TEST(test_due),
		TEST(test_told),
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
		TEST(test_transaction),
		TEST(test_settings),
		TEST(test_small_things),
		TEST(test_indexes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
