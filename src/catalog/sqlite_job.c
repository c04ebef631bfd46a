/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Jobs: accepting and finding them.  See job.h. */
#include "config.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/sqlite_job.h"

static const char *const states[JOB_STATES] = {
	[JOB_SEEN] = "seen",
	[JOB_SETTLING] = "settling",
	[JOB_RECEIVED] = "received",
	[JOB_WAITING] = "waiting",
	[JOB_HELD] = "held",
	[JOB_SCHEDULED] = "scheduled",
	[JOB_PUBLISHED] = "published",
	[JOB_SUPERSEDED] = "superseded",
	[JOB_WITHDRAWN] = "withdrawn",
	[JOB_GONE] = "gone",
	[JOB_ERASED] = "erased",
	[JOB_REJECTED] = "rejected",
};

static const char *const kinds[] = {
	[JOB_CONVERT] = "convert",
	[JOB_RENDER] = "render",
	[JOB_LISTS] = "lists",
};

enum {
	KINDS = sizeof(kinds) / sizeof(kinds[0])
};

#define JOB_COLUMNS                                                            \
 "id, uid, site, kind, state, place, folder, owner, sha256, dev, ino,"         \
 " size, ctime_ns, format, lang, verdict, code, text, quote, version,"         \
 " approved, due, attempts, created, changed, told, beside_seen, beside,"      \
 " parent, item, item_title"

const char *
job_state_name(enum job_state state)
{
	return (size_t)state < JOB_STATES ? states[state] : "";
}

int
job_state_by_name(const char *name)
{
	int i;

	for (i = 0; i < JOB_STATES; i++) {
		if (strcmp(states[i], name) == 0)
			return i;
	}
	return -1;
}

static enum job_kind
kind_by_name(const char *name)
{
	int i;

	for (i = 0; i < KINDS - 1; i++) {
		if (strcmp(kinds[i], name) == 0)
			break;
	}
	return (enum job_kind)i;
}

static void
state_column(struct query *q, enum job_state *ret)
{
	char name[16];
	int state;

	query_get_text(q, name, sizeof(name));
	state = job_state_by_name(name);
	*ret = state == -1 ? JOB_STATES : (enum job_state)state;
}

static void
why_columns(struct query *q, struct why *ret)
{
	char name[16];

	query_get_text(q, name, sizeof(name));
	ret->verdict = verdict_by_name(name);
	query_get_text(q, ret->code, sizeof(ret->code));
	query_get_text(q, ret->text, sizeof(ret->text));
	query_get_text(q, ret->quote, sizeof(ret->quote));
}

static void
identity_columns(struct query *q, struct catalog_identity *ret)
{
	ret->dev = (uint64_t)query_get_int(q);
	ret->ino = (uint64_t)query_get_int(q);
	ret->size = (uint64_t)query_get_int(q);
	ret->ctime_ns = query_get_int(q);
}

static void
job_row(struct query *q, struct catalog_job *ret)
{
	char kind[16];

	ret->id = query_get_int(q);
	query_get_text(q, ret->uid, sizeof(ret->uid));
	ret->site = query_get_int(q);
	query_get_text(q, kind, sizeof(kind));
	ret->kind = kind_by_name(kind);
	state_column(q, &ret->state);
	query_get_place(q, ret->place, sizeof(ret->place));
	query_get_place(q, ret->folder, sizeof(ret->folder));
	ret->owner = query_get_int(q);
	query_get_text(q, ret->sha256, sizeof(ret->sha256));
	identity_columns(q, &ret->file);
	query_get_text(q, ret->format, sizeof(ret->format));
	query_get_text(q, ret->lang, sizeof(ret->lang));
	why_columns(q, &ret->why);
	ret->version = query_get_int(q);
	ret->approved = (int)query_get_int(q);
	ret->due = query_get_int(q);
	ret->attempts = (unsigned)query_get_int(q);
	ret->created = query_get_int(q);
	ret->changed = query_get_int(q);
	state_column(q, &ret->told);
	query_get_text(q, ret->beside_seen, sizeof(ret->beside_seen));
	query_get_text(q, ret->beside, sizeof(ret->beside));
	ret->parent = query_get_int(q);
	ret->item = (unsigned)query_get_int(q);
	query_get_text(q, ret->item_title, sizeof(ret->item_title));
}

/* The first row, or zeros, and the end. */
static enum verdict
one_job(struct query *q, struct catalog_job *ret, struct why *why)
{
	memset(ret, 0, sizeof(*ret));
	if (query_next(q))
		job_row(q, ret);
	return query_end(q, why);
}

static enum verdict
all_jobs(struct query *q, struct catalog_jobs *ret, struct why *why)
{
	enum verdict v;
	struct catalog_jobs jobs = { 0 };

	while (query_next(q)) {
		jobs.list = list_grow(jobs.list, jobs.count,
		    sizeof(*jobs.list));
		job_row(q, &jobs.list[jobs.count++]);
	}
	if ((v = query_end(q, why)) == V_OK)
		*ret = jobs;
	else
		catalog_jobs_fini(&jobs);
	return v;
}

void
catalog_jobs_fini(struct catalog_jobs *jobs)
{
	free(jobs->list);
}

enum verdict
catalog_job_get(struct catalog *catalog, int64_t id, struct catalog_job *ret,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "SELECT " JOB_COLUMNS " FROM jobs WHERE id = ?");
	query_put_int(&q, id);
	return one_job(&q, ret, why);
}

enum verdict
catalog_job_by_uid(struct catalog *catalog, const char *uid,
    struct catalog_job *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "SELECT " JOB_COLUMNS " FROM jobs WHERE uid = ?");
	query_put_text(&q, uid);
	return one_job(&q, ret, why);
}

/* What accepting this job again would find.  The newest is enough: an
 * unfinished one is newer than all finished ones of its place. */
static enum verdict
find_same(struct catalog *catalog, const struct catalog_job *job,
    struct catalog_job *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "SELECT " JOB_COLUMNS " FROM jobs"
	    " WHERE site = ? AND place = ? AND sha256 = ? AND beside = ?"
	    " AND kind = ? AND parent = 0"
	    " AND (state IN ('received', 'waiting', 'held', 'scheduled')"
	    "  OR (kind = 'convert' AND ino = ? AND size = ?"
	    "   AND ctime_ns = ?))"
	    " ORDER BY id DESC LIMIT 1");
	query_put_int(&q, job->site);
	query_put_place(&q, job->place);
	query_put_text(&q, job->sha256);
	query_put_text(&q, job->beside);
	query_put_text(&q, kinds[job->kind]);
	/* Not the device: btrfs, NFS and loop mounts number theirs anew. */
	query_put_int(&q, (int64_t)job->file.ino);
	query_put_int(&q, (int64_t)job->file.size);
	query_put_int(&q, job->file.ctime_ns);
	return one_job(&q, ret, why);
}

/* A later save of the same place: what was begun for the earlier one and
 * has no plan yet is over. */
static enum verdict
supersede(struct catalog *catalog, const struct catalog_job *job, int64_t now,
    struct why *why)
{
	enum verdict v;
	struct query q;

	query_begin(&q, catalog,
	    "INSERT INTO job_history (job, state, at, code)"
	    " SELECT id, 'superseded', ?, 'saved-again' FROM jobs"
	    " WHERE site = ? AND place = ? AND kind = 'convert'"
	    " AND version = 0"
	    " AND state IN ('received', 'waiting', 'held', 'scheduled')");
	query_put_int(&q, now);
	query_put_int(&q, job->site);
	query_put_place(&q, job->place);
	if ((v = query_run(&q, why)) != V_OK)
		return v;
	query_begin(&q, catalog,
	    "UPDATE jobs SET state = 'superseded', changed = ?"
	    " WHERE site = ? AND place = ? AND kind = 'convert'"
	    " AND version = 0"
	    " AND state IN ('received', 'waiting', 'held', 'scheduled')");
	query_put_int(&q, now);
	query_put_int(&q, job->site);
	query_put_place(&q, job->place);
	return query_run(&q, why);
}

static enum verdict
insert(struct catalog *catalog, const struct catalog_job *job, int64_t now,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "INSERT INTO jobs (uid, site, kind, state, place, folder, owner,"
	    " sha256, dev, ino, size, ctime_ns, version, due, created,"
	    " changed, beside_seen, beside) VALUES (?1, ?2, ?3, 'received',"
	    " ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?14, ?15,"
	    " ?16)");
	query_put_text(&q, job->uid);
	query_put_int(&q, job->site);
	query_put_text(&q, kinds[job->kind]);
	query_put_place(&q, job->place);
	query_put_place(&q, job->folder);
	query_put_int(&q, job->owner);
	query_put_text(&q, job->sha256);
	query_put_int(&q, (int64_t)job->file.dev);
	query_put_int(&q, (int64_t)job->file.ino);
	query_put_int(&q, (int64_t)job->file.size);
	query_put_int(&q, job->file.ctime_ns);
	query_put_int(&q, job->kind == JOB_RENDER ? job->version : 0);
	query_put_int(&q, job->due);
	query_put_int(&q, now);
	query_put_text(&q, job->beside_seen);
	query_put_text(&q, job->beside);
	return query_run(&q, why);
}

static enum verdict
accept_new(struct catalog *catalog, const struct catalog_job *job, int64_t now,
    struct catalog_job *ret, struct why *why)
{
	enum verdict v = V_OK;
	int64_t id;
	struct catalog_step step = { .state = JOB_RECEIVED, .at = now };

	if (job->kind == JOB_CONVERT)
		v = supersede(catalog, job, now, why);
	if (v == V_OK)
		v = insert(catalog, job, now, why);
	if (v != V_OK)
		return v;
	id = sqlite3_last_insert_rowid(catalog->db);
	v = job_history_add(catalog, id, &step, why);
	return v == V_OK ? catalog_job_get(catalog, id, ret, why) : v;
}

static enum verdict
accept(struct catalog *catalog, const struct catalog_job *job, int64_t now,
    struct catalog_job *ret, struct why *why)
{
	enum verdict v = V_OK;

	/* A rendering that has begun does not know what has changed since: it
	 * stands for no other. */
	memset(ret, 0, sizeof(*ret));
	if (job->kind != JOB_RENDER)
		v = find_same(catalog, job, ret, why);
	if (v != V_OK)
		return v;
	if (ret->id == 0)
		return accept_new(catalog, job, now, ret, why);
	if (memcmp(&ret->file, &job->file, sizeof(job->file)) == 0)
		return V_OK;
	ret->file = job->file;
	return catalog_job_set_place(catalog, ret->id, job->place, &job->file,
	    why);
}

enum verdict
catalog_accept(struct catalog *catalog, const struct catalog_job *job,
    int64_t now, struct catalog_job *ret, struct why *why)
{
	enum verdict v;

	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	v = accept(catalog, job, now, ret, why);
	return scope_end(catalog, v, why);
}

/* One statement for every filter: NULL parameters do not matter.  SQLite
 * takes the index of what is given. */
static const char *
filter_sql(const struct catalog_filter *filter)
{
#define FILTER(first)                                                          \
 "SELECT " JOB_COLUMNS " FROM jobs WHERE " first                               \
 " AND (?1 = 0 OR site = ?1) AND (?2 = '' OR state = ?2)"                      \
 " AND (?3 = x'' OR place = ?3) AND (?4 = '' OR sha256 = ?4)"                  \
 " AND parent = 0 AND id < ?5 ORDER BY id DESC LIMIT ?6"
	if (filter->site != 0 && filter->place != NULL)
		return FILTER("site = ?1 AND place = ?3");
	if (filter->site != 0 && filter->sha256 != NULL)
		return FILTER("site = ?1 AND sha256 = ?4");
	if (filter->state != JOB_STATES)
		return FILTER("state = ?2");
	return FILTER("TRUE");
#undef FILTER
}

static void
filter_begin(struct query *q, struct catalog *catalog,
    const struct catalog_filter *filter)
{
	query_begin(q, catalog, filter_sql(filter));
	query_put_int(q, filter->site);
	query_put_text(q, job_state_name(filter->state));
	query_put_place(q, filter->place);
	query_put_text(q, filter->sha256);
	query_put_int(q, filter->before != 0 ? filter->before : INT64_MAX);
}

enum verdict
catalog_jobs(struct catalog *catalog, const struct catalog_filter *filter,
    struct catalog_jobs *ret, struct why *why)
{
	struct query q;

	filter_begin(&q, catalog, filter);
	query_put_int(&q, filter->limit != 0 ? filter->limit : 1000);
	return all_jobs(&q, ret, why);
}

enum verdict
catalog_job_find(struct catalog *catalog, const struct catalog_filter *filter,
    struct catalog_job *ret, struct why *why)
{
	struct query q;

	filter_begin(&q, catalog, filter);
	query_put_int(&q, 1);
	return one_job(&q, ret, why);
}

enum verdict
catalog_jobs_due(struct catalog *catalog, const struct catalog_filter *filter,
    int64_t now, struct catalog_jobs *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "SELECT " JOB_COLUMNS " FROM jobs WHERE state = ? AND due <= ?"
	    " AND (?3 = 0 OR site = ?3)"
	    " AND state IN ('received', 'waiting', 'scheduled')"
	    " ORDER BY due, id LIMIT ?");
	query_put_text(&q, job_state_name(filter->state));
	query_put_int(&q, now);
	query_put_int(&q, filter->site);
	query_put_int(&q, filter->limit != 0 ? filter->limit : 1000);
	return all_jobs(&q, ret, why);
}

enum verdict
catalog_items(struct catalog *catalog, int64_t file, struct catalog_jobs *ret,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "SELECT " JOB_COLUMNS " FROM jobs WHERE parent = ?"
	    " AND parent <> 0 ORDER BY item");
	query_put_int(&q, file);
	return all_jobs(&q, ret, why);
}

enum verdict
catalog_next_due(struct catalog *catalog, enum job_state state, int64_t after,
    int64_t *ret, struct why *why)
{
	struct query q;

	*ret = INT64_MAX;
	query_begin(&q, catalog,
	    "SELECT min(due) FROM jobs WHERE state = ? AND due > ?"
	    " AND state IN ('received', 'waiting', 'scheduled')"
	    " HAVING count(*) > 0");
	query_put_text(&q, job_state_name(state));
	query_put_int(&q, after);
	if (query_next(&q))
		*ret = query_get_int(&q);
	return query_end(&q, why);
}

enum verdict
catalog_counts(struct catalog *catalog, int64_t site, uint64_t ret[JOB_STATES],
    struct why *why)
{
	enum job_state state;
	struct query q;

	memset(ret, 0, JOB_STATES * sizeof(*ret));
	query_begin(&q, catalog,
	    "SELECT state, count(*) FROM jobs WHERE (?1 = 0 OR site = ?1)"
	    " GROUP BY state");
	query_put_int(&q, site);
	while (query_next(&q)) {
		state_column(&q, &state);
		if (state < JOB_STATES)
			ret[state] = (uint64_t)query_get_int(&q);
	}
	return query_end(&q, why);
}

enum verdict
catalog_withdrawn_within(struct catalog *catalog, int64_t site,
    const char *folder, struct catalog_jobs *ret, struct why *why)
{
	char from[CATALOG_PLACE_SIZE], to[CATALOG_PLACE_SIZE];
	struct query q;

	/* '0' is what comes after '/'. */
	snprintf(from, sizeof(from), "%s/", folder);
	snprintf(to, sizeof(to), "%s0", folder);
	query_begin(&q, catalog,
	    "SELECT " JOB_COLUMNS " FROM jobs WHERE site = ? AND place >= ?"
	    " AND place < ? AND state = 'withdrawn' AND version <> 0"
	    " ORDER BY id");
	query_put_int(&q, site);
	query_put_place(&q, from);
	query_put_place(&q, to);
	return all_jobs(&q, ret, why);
}

enum verdict
catalog_jobs_untold(struct catalog *catalog, unsigned limit,
    struct catalog_jobs *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "SELECT " JOB_COLUMNS " FROM jobs INDEXED BY jobs_untold"
	    " WHERE told <> state AND state IN ('waiting', 'held',"
	    " 'scheduled', 'published', 'superseded', 'withdrawn', 'gone',"
	    " 'rejected')"
	    " ORDER BY id LIMIT ?");
	query_put_int(&q, limit);
	return all_jobs(&q, ret, why);
}
