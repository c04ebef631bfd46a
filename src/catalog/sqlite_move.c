/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Jobs: their moves from state to state, and what goes with them. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/findings.h"
#include "base/xalloc.h"
#include "catalog/sqlite_job.h"

#define BIT(state) (1u << (state))

/* The whole life of a job: to which states each may move (doc/catalogue.md
 * has it as a table). */
static const unsigned moves[JOB_STATES] = {
	[JOB_SEEN] = BIT(JOB_SETTLING) | BIT(JOB_RECEIVED) |
	    BIT(JOB_WITHDRAWN) | BIT(JOB_REJECTED),
	[JOB_SETTLING] = BIT(JOB_RECEIVED) | BIT(JOB_WITHDRAWN) |
	    BIT(JOB_REJECTED),
	[JOB_RECEIVED] = BIT(JOB_RECEIVED) | BIT(JOB_WAITING) | BIT(JOB_HELD) |
	    BIT(JOB_SCHEDULED) | BIT(JOB_PUBLISHED) | BIT(JOB_SUPERSEDED) |
	    BIT(JOB_WITHDRAWN) | BIT(JOB_REJECTED),
	[JOB_WAITING] = BIT(JOB_RECEIVED) | BIT(JOB_WAITING) | BIT(JOB_HELD) |
	    BIT(JOB_SCHEDULED) | BIT(JOB_PUBLISHED) | BIT(JOB_SUPERSEDED) |
	    BIT(JOB_WITHDRAWN) | BIT(JOB_REJECTED),
	[JOB_HELD] = BIT(JOB_RECEIVED) | BIT(JOB_SUPERSEDED) |
	    BIT(JOB_WITHDRAWN) | BIT(JOB_REJECTED) | BIT(JOB_ERASED),
	[JOB_SCHEDULED] = BIT(JOB_RECEIVED) | BIT(JOB_WAITING) | BIT(JOB_HELD) |
	    BIT(JOB_SCHEDULED) | BIT(JOB_PUBLISHED) | BIT(JOB_SUPERSEDED) |
	    BIT(JOB_WITHDRAWN) | BIT(JOB_REJECTED),
	[JOB_PUBLISHED] = BIT(JOB_SUPERSEDED) | BIT(JOB_WITHDRAWN) |
	    BIT(JOB_GONE) | BIT(JOB_ERASED),
	[JOB_SUPERSEDED] = BIT(JOB_WITHDRAWN) | BIT(JOB_GONE) | BIT(JOB_ERASED),
	[JOB_WITHDRAWN] = BIT(JOB_PUBLISHED) | BIT(JOB_GONE) | BIT(JOB_ERASED),
	[JOB_GONE] = BIT(JOB_ERASED),
	[JOB_ERASED] = 0,
	[JOB_REJECTED] = BIT(JOB_RECEIVED) | BIT(JOB_SUPERSEDED) |
	    BIT(JOB_ERASED),
};

enum verdict
job_history_add(struct catalog *catalog, int64_t job,
    const struct catalog_step *step, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "INSERT INTO job_history (job, state, at, code)"
	    " VALUES (?, ?, ?, ?)");
	query_put_int(&q, job);
	query_put_text(&q, job_state_name(step->state));
	query_put_int(&q, step->at);
	query_put_text(&q, step->code);
	return query_run(&q, why);
}

static enum verdict
check_move(struct catalog *catalog, int64_t id, enum job_state to,
    struct catalog_job *ret, struct why *why)
{
	enum verdict v;

	if ((v = catalog_job_get(catalog, id, ret, why)) != V_OK)
		return v;
	if (ret->id == 0)
		return why_set(why, V_FATAL, "internal", "no job %lld",
		    (long long)id);
	if (ret->state >= JOB_STATES || !(moves[ret->state] & BIT(to)))
		return why_set(why, V_FATAL, "internal",
		    "job %s may not go from %s to %s", ret->uid,
		    job_state_name(ret->state), job_state_name(to));
	return V_OK;
}

static enum verdict
write_move(struct catalog *catalog, const struct catalog_job *job,
    const struct catalog_move *move, int64_t now, struct why *why)
{
	struct query q;
	struct why none = { 0 };

	if (move->reason != NULL)
		none = *move->reason;
	query_begin(&q, catalog,
	    "UPDATE jobs SET state = ?, verdict = ?, code = ?, text = ?,"
	    " quote = ?, format = ?, lang = ?, due = ?, attempts = ?,"
	    " approved = ?, changed = ?, version = ?, told = ''"
	    " WHERE id = ?");
	query_put_text(&q, job_state_name(move->to));
	query_put_text(&q, verdict_name(none.verdict));
	query_put_text(&q, none.code);
	query_put_text(&q, none.text);
	query_put_text(&q, none.quote);
	query_put_text(&q, move->format != NULL ? move->format : job->format);
	query_put_text(&q, move->lang != NULL ? move->lang : job->lang);
	query_put_int(&q, move->due);
	query_put_int(&q, move->retry ? job->attempts + 1 : 0);
	/* Another question needs another answer. */
	query_put_int(&q, move->to == JOB_HELD ? 0 : job->approved);
	query_put_int(&q, now);
	query_put_int(&q, move->version != 0 ? move->version : job->version);
	query_put_int(&q, job->id);
	return query_run(&q, why);
}

static enum verdict
move_job(struct catalog *catalog, int64_t id, const struct catalog_move *move,
    int64_t now, struct why *why)
{
	enum verdict v;
	struct catalog_job job;
	struct catalog_step step = { .state = move->to, .at = now };

	if ((v = check_move(catalog, id, move->to, &job, why)) != V_OK)
		return v;
	v = write_move(catalog, &job, move, now, why);
	if (v == V_OK)
		v = job_told(catalog, id, move->findings, move->values, why);
	if (v != V_OK)
		return v;
	if (move->reason != NULL)
		snprintf(step.code, sizeof(step.code), "%s",
		    move->reason->code);
	return job_history_add(catalog, id, &step, why);
}

enum verdict
catalog_job_move(struct catalog *catalog, int64_t id,
    const struct catalog_move *move, int64_t now, struct why *why)
{
	enum verdict v;

	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	v = move_job(catalog, id, move, now, why);
	return scope_end(catalog, v, why);
}

enum verdict
job_follow(struct catalog *catalog, int64_t job, enum job_state to, int64_t now,
    struct why *why)
{
	struct catalog_move move = { .to = to, .due = now };

	return move_job(catalog, job, &move, now, why);
}

enum verdict
catalog_job_set_place(struct catalog *catalog, int64_t id, const char *place,
    const struct catalog_identity *file, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "UPDATE jobs SET place = ?, dev = ?, ino = ?, size = ?,"
	    " ctime_ns = ? WHERE id = ?6 OR (parent = ?6 AND parent <> 0)");
	query_put_place(&q, place);
	query_put_int(&q, (int64_t)file->dev);
	query_put_int(&q, (int64_t)file->ino);
	query_put_int(&q, (int64_t)file->size);
	query_put_int(&q, file->ctime_ns);
	query_put_int(&q, id);
	return query_run(&q, why);
}

static enum verdict
write_approval(struct catalog *catalog, int64_t id,
    const struct catalog_approval *approval, int64_t now, struct why *why)
{
	enum verdict v;
	struct query q;

	query_begin(&q, catalog,
	    "INSERT INTO approvals (job, at, by, place)"
	    " VALUES (?, ?, ?, ?)");
	query_put_int(&q, id);
	query_put_int(&q, now);
	query_put_int(&q, approval->by);
	query_put_place(&q, approval->place);
	if ((v = query_run(&q, why)) != V_OK)
		return v;
	query_begin(&q, catalog, "UPDATE jobs SET approved = 1 WHERE id = ?");
	query_put_int(&q, id);
	return query_run(&q, why);
}

static enum verdict
approve(struct catalog *catalog, int64_t id,
    const struct catalog_approval *approval, int64_t now, struct why *why)
{
	enum verdict v;
	struct catalog_job job;
	struct catalog_move move = { .to = JOB_RECEIVED, .due = now };

	if ((v = catalog_job_get(catalog, id, &job, why)) != V_OK)
		return v;
	if (job.state != JOB_HELD && job.state != JOB_WAITING &&
	    job.state != JOB_SCHEDULED)
		return why_set(why, V_FATAL, "internal",
		    "job %lld is %s, only what waits is approved",
		    (long long)id, job_state_name(job.state));
	v = move_job(catalog, id, &move, now, why);
	if (v == V_OK)
		v = write_approval(catalog, id, approval, now, why);
	if (v == V_OK)
		v = catalog_job_set_place(catalog, id, approval->place,
		    approval->file != NULL ? approval->file : &job.file, why);
	return v;
}

enum verdict
catalog_job_approve(struct catalog *catalog, int64_t id,
    const struct catalog_approval *approval, int64_t now, struct why *why)
{
	enum verdict v;

	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	v = approve(catalog, id, approval, now, why);
	return scope_end(catalog, v, why);
}

enum verdict
catalog_job_history(struct catalog *catalog, int64_t id,
    struct catalog_history *ret, struct why *why)
{
	char name[16];
	enum verdict v;
	struct catalog_history history = { 0 };
	struct catalog_step *step;
	struct query q;

	query_begin(&q, catalog,
	    "SELECT state, at, code FROM job_history WHERE job = ?"
	    " ORDER BY id");
	query_put_int(&q, id);
	while (query_next(&q)) {
		history.list = list_grow(history.list, history.count,
		    sizeof(*history.list));
		step = &history.list[history.count++];
		query_get_text(&q, name, sizeof(name));
		step->state = (enum job_state)job_state_by_name(name);
		step->at = query_get_int(&q);
		query_get_text(&q, step->code, sizeof(step->code));
	}
	if ((v = query_end(&q, why)) == V_OK)
		*ret = history;
	else
		catalog_history_fini(&history);
	return v;
}

void
catalog_history_fini(struct catalog_history *history)
{
	free(history->list);
}

enum verdict
catalog_job_told(struct catalog *catalog, int64_t id, enum job_state state,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog, "UPDATE jobs SET told = ? WHERE id = ?");
	query_put_text(&q, job_state_name(state));
	query_put_int(&q, id);
	return query_run(&q, why);
}
