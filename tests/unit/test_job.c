/* SPDX-License-Identifier: GPL-2.0-or-later */
/* catalog: jobs, accepted once and taken from state to state. */
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

#include "base/findings.h"
#include "cabinet.h"

static void
test_accept(void **state)
{
	struct catalog_job job, old, ret;
	struct cabinet *h = *state;

	old = cabinet_accepted(h, "sv/\xff\xfe.docx", 'a');
	assert_int_equal(old.state, JOB_RECEIVED);
	assert_true(old.file.ino == UINT64_MAX - 5);

	/* The same again is the same job; its file may have been touched. */
	job = cabinet_document(h, "sv/\xff\xfe.docx", 'a');
	job.file.ctime_ns++;
	OK(catalog_accept(h->catalog, &job, 101, &ret, &h->why));
	assert_string_equal(ret.uid, old.uid);
	OK(catalog_job_get(h->catalog, old.id, &ret, &h->why));
	assert_true(ret.file.ctime_ns == job.file.ctime_ns);

	/* Another content at that place: a later save. */
	job = cabinet_accepted(h, "sv/\xff\xfe.docx", 'b');
	OK(catalog_job_get(h->catalog, old.id, &ret, &h->why));
	assert_int_equal(ret.state, JOB_SUPERSEDED);
	assert_int_equal(ret.changed, 100);

	/* The same content elsewhere is another job. */
	job = cabinet_accepted(h, "fi/x.docx", 'b');
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
	struct cabinet *h = *state;

	old = cabinet_accepted(h, "bro.docx", 'a');
	pub = cabinet_publication(h, &old, "Ny bro");
	cabinet_published(h, &pub);
	job = cabinet_document(h, "bro.docx", 'a');
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
	struct cabinet *h = *state;
	struct why reason;

	job = cabinet_accepted(h, "bro.docx", 'a');
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
	struct cabinet *h = *state;

	job = cabinet_accepted(h, "bro.docx", 'a');
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
	struct cabinet *h = *state;
	uint64_t counts[JOB_STATES];

	OK(catalog_next_due(h->catalog, JOB_RECEIVED, 0, &due, &h->why));
	assert_true(due == INT64_MAX);
	a = cabinet_accepted(h, "a.docx", 'a');
	b = cabinet_accepted(h, "b.docx", 'b');
	OK(catalog_job_move(h->catalog, a.id, &later, 110, &h->why));
	OK(catalog_job_move(h->catalog, a.id, &later, 120, &h->why));
	OK(catalog_next_due(h->catalog, JOB_RECEIVED, 0, &due, &h->why));
	assert_int_equal(due, 100);
	OK(catalog_next_due(h->catalog, JOB_RECEIVED, 100, &due, &h->why));
	assert_int_equal(due, 900);
	OK(catalog_next_due(h->catalog, JOB_WAITING, 0, &due, &h->why));
	assert_true(due == INT64_MAX);
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
	struct cabinet *h = *state;

	job = cabinet_accepted(h, "a.docx", 'a');
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

/* A file that is saved again is no further document; another owner's, or a
 * later one, does not count. */
static void
test_pace(void **state)
{
	struct catalog_job job, ret;
	struct catalog_pace pace = { NULL, 50, 100 };
	struct cabinet *h = *state;
	uint64_t days, places;

	(void)cabinet_accepted(h, "a.docx", 'a');
	(void)cabinet_accepted(h, "a.docx", 'b');
	job = cabinet_document(h, "b.docx", 'c');
	job.owner++;
	OK(catalog_accept(h->catalog, &job, 100, &ret, &h->why));
	job = cabinet_accepted(h, "c.docx", 'd');
	(void)cabinet_accepted(h, "d.docx", 'e');
	pace.job = &job;
	OK(catalog_pace(h->catalog, &pace, &places, &days, &h->why));
	assert_int_equal(places, 2);
	assert_int_equal(days, 1);
	pace.after = 100;
	OK(catalog_pace(h->catalog, &pace, &places, &days, &h->why));
	assert_int_equal(places, 0);
}

#define TEST(name)                                                             \
 cmocka_unit_test_setup_teardown(name, cabinet_setup, cabinet_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_accept),
		TEST(test_accept_finished),
		TEST(test_moves),
		TEST(test_approve),
		TEST(test_due),
		TEST(test_pace),
		TEST(test_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
