/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Committing publications, taking down, erasing.  See publication.h. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/sqlite_job.h"
#include "catalog/sqlite_release.h"

/* The planned files are the installed ones now. */
static enum verdict
promote_files(struct catalog *catalog, int64_t version, struct why *why)
{
	enum verdict v;

	v = query_change(catalog,
	    "DELETE FROM files WHERE version = ? AND pending = 0", version,
	    why);
	if (v != V_OK)
		return v;
	return query_change(catalog,
	    "UPDATE files SET pending = 0 WHERE version = ? AND pending = 1",
	    version, why);
}

static enum verdict
set_standing(struct catalog *catalog, const struct catalog_release *release,
    enum standing standing, struct why *why)
{
	enum verdict v;
	struct query q;

	query_begin(&q, catalog,
	    "UPDATE versions SET standing = ? WHERE id = ?");
	query_put_text(&q, standing_name(standing));
	query_put_int(&q, release->version.id);
	if ((v = query_run(&q, why)) != V_OK)
		return v;
	query_begin(&q, catalog,
	    "UPDATE releases SET expired = CASE WHEN live = ?2 THEN expired"
	    " ELSE 0 END, standing = ?1, live = ?2, restoring = 0,"
	    " readable = 0 WHERE id = ?3");
	query_put_text(&q, standing_name(standing));
	query_put_int(&q, release->version.id);
	query_put_int(&q, release->id);
	return query_run(&q, why);
}

/* The version that was live steps back. */
static enum verdict
supersede(struct catalog *catalog, int64_t version, int64_t now,
    struct why *why)
{
	enum verdict v;
	struct catalog_release old;

	v = catalog_release_of_version(catalog, version, &old, why);
	if (v != V_OK || old.version.id == 0)
		return v;
	v = query_change(catalog, "DELETE FROM files WHERE version = ?",
	    version, why);
	if (v != V_OK || old.version.standing != STANDING_LIVE)
		return v;
	v = query_change(catalog,
	    "UPDATE versions SET standing = 'superseded' WHERE id = ?", version,
	    why);
	if (v != V_OK)
		return v;
	return job_follow(catalog, old.version.job, JOB_SUPERSEDED, now, why);
}

/* What the publication of this planned version is called. */
static enum verdict
choose_op(struct catalog *catalog, const struct catalog_release *release,
    enum change_op *ret, struct why *why)
{
	enum verdict v;
	int64_t correction = 0, others = 0;

	v = query_number(catalog,
	    "SELECT count(*) FROM releases WHERE live <> 0"
	    " AND work = (SELECT work FROM releases WHERE id = ?1)"
	    " AND id <> ?1",
	    release->id, &others, why);
	if (v == V_OK)
		v = query_number(catalog,
		    "SELECT correction FROM versions WHERE id = ?",
		    release->version.id, &correction, why);
	if (v != V_OK)
		return v;
	if (release->standing == STANDING_PLANNED)
		*ret = others > 0 ? CHANGE_TRANSLATE : CHANGE_PUBLISH;
	else if (release->standing == STANDING_WITHDRAWN)
		*ret = CHANGE_RESTORE;
	else
		*ret = correction ? CHANGE_CORRECT : CHANGE_UPDATE;
	return V_OK;
}

static enum verdict
set_updated(struct catalog *catalog, const struct catalog_release *release,
    struct why *why)
{
	struct query q;

	if (release->version.minor && release->standing == STANDING_LIVE)
		return V_OK;
	query_begin(&q, catalog,
	    "UPDATE releases SET updated = ? WHERE id = ?");
	query_put_int(&q, release->version.published);
	query_put_int(&q, release->id);
	return query_run(&q, why);
}

static enum verdict
publish_planned(struct catalog *catalog, const struct catalog_release *release,
    enum change_op *ret_op, int64_t now, struct why *why)
{
	enum verdict v;
	int64_t before;

	if ((v = choose_op(catalog, release, ret_op, why)) != V_OK)
		return v;
	v = query_number(catalog, "SELECT live FROM releases WHERE id = ?",
	    release->id, &before, why);
	if (v == V_OK && before != 0)
		v = supersede(catalog, before, now, why);
	if (v == V_OK)
		v = set_updated(catalog, release, why);
	if (v == V_OK)
		v = ledger_number(catalog, release->id, why);
	if (v == V_OK)
		v = set_standing(catalog, release, STANDING_LIVE, why);
	if (v != V_OK)
		return v;
	return job_follow(catalog, release->version.job, JOB_PUBLISHED, now,
	    why);
}

/* The notice gave way to the release. */
static enum verdict
drop_notice(struct catalog *catalog, const struct catalog_release *release,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "DELETE FROM site_files WHERE site = ?1"
	    " AND path IN (substr(?2, 2) || 'index.html',"
	    " substr(?2, 2) || 'index.html.gz')");
	query_put_int(&q, release->site);
	query_put_text(&q, release->path);
	return query_run(&q, why);
}

static enum verdict
restore(struct catalog *catalog, const struct catalog_release *release,
    int64_t now, struct why *why)
{
	enum verdict v;

	v = set_standing(catalog, release, STANDING_LIVE, why);
	if (v == V_OK)
		v = query_change(catalog,
		    "UPDATE releases SET reason = '', expired = 0 WHERE id = ?",
		    release->id, why);
	if (v != V_OK)
		return v;
	return job_follow(catalog, release->version.job, JOB_PUBLISHED, now,
	    why);
}

/* Files must have been planned: nothing is published blindly. */
static enum verdict
load_plan(struct catalog *catalog, int64_t version, struct catalog_release *ret,
    struct why *why)
{
	enum verdict v;
	int64_t files = 0;

	v = catalog_release_of_version(catalog, version, ret, why);
	if (v == V_OK)
		v = query_number(catalog,
		    "SELECT count(*) FROM files WHERE version = ?"
		    " AND pending = 1",
		    version, &files, why);
	if (v == V_OK && (ret->id == 0 || files == 0))
		v = why_set(why, V_FATAL, "internal",
		    "version %lld was not planned", (long long)version);
	return v;
}

/* A version that is rendered because it has ended says so, once; one that
 * moves is at its new address now. */
static enum verdict
choose_rendering(struct catalog *catalog, struct catalog_release *release,
    enum change_op *op, int64_t now, struct why *why)
{
	enum verdict v;
	int64_t said = 0;

	if (release->moving[0] != '\0') {
		*op = CHANGE_MOVE;
		return release_arrive(catalog, release, now, why);
	}
	if (release->expired == 0)
		return V_OK;
	v = query_number(catalog,
	    "SELECT count(*) FROM changes WHERE op = 'expire' AND version = ?",
	    release->version.id, &said, why);
	if (v == V_OK && said == 0)
		*op = CHANGE_EXPIRE;
	return v;
}

static enum verdict
publish_one(struct catalog *catalog, int64_t version, int64_t now,
    struct why *why)
{
	enum change_op op = CHANGE_RERENDER;
	enum verdict v;
	struct catalog_release release;

	if ((v = load_plan(catalog, version, &release, why)) != V_OK)
		return v;
	if (release.version.standing == STANDING_PLANNED) {
		v = publish_planned(catalog, &release, &op, now, why);
	} else if (release.version.standing == STANDING_WITHDRAWN &&
	    release.readable && !release.restoring) {
		op = CHANGE_WITHDRAW; /* once more, with its banner */
	} else if (release.version.standing == STANDING_WITHDRAWN) {
		op = CHANGE_RESTORE;
		v = restore(catalog, &release, now, why);
	} else if (release.version.standing != STANDING_LIVE) {
		v = why_set(why, V_FATAL, "internal",
		    "version %lld is %s and can't be published",
		    (long long)version,
		    standing_name(release.version.standing));
	} else {
		v = choose_rendering(catalog, &release, &op, now, why);
	}
	if (v == V_OK && op == CHANGE_RESTORE)
		v = drop_notice(catalog, &release, why);
	if (v == V_OK)
		v = promote_files(catalog, version, why);
	return v == V_OK ? change_add(catalog, &release, op, now, why) : v;
}

enum verdict
catalog_publish(struct catalog *catalog, const int64_t *versions, size_t count,
    int64_t now, struct why *why)
{
	enum verdict v;
	size_t i;

	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	for (i = 0; v == V_OK && i < count; i++)
		v = publish_one(catalog, versions[i], now, why);
	return scope_end(catalog, v, why);
}

/* How job and change follow a release that is taken down. */
static const struct {
	enum job_state job;
	enum change_op op;
} downs[STANDINGS] = {
	[STANDING_WITHDRAWN] = { JOB_WITHDRAWN, CHANGE_WITHDRAW },
	[STANDING_GONE] = { JOB_GONE, CHANGE_GONE },
	[STANDING_ERASED] = { JOB_ERASED, CHANGE_ERASE },
};

static enum verdict
check_takedown(struct catalog *catalog, int64_t id, enum standing to,
    struct catalog_release *ret, struct why *why)
{
	enum verdict v;
	int64_t busy;

	if ((v = catalog_release_get(catalog, id, ret, why)) != V_OK)
		return v;
	if (ret->id == 0 || ret->standing == STANDING_PLANNED ||
	    (ret->standing >= to && !(ret->standing == to && ret->readable)) ||
	    downs[to].op == CHANGE_PUBLISH)
		return why_set(why, V_FATAL, "internal",
		    "release %lld may not become %s", (long long)id,
		    standing_name(to));
	v = query_number(catalog,
	    "SELECT count(*) FROM versions WHERE release = ?"
	    " AND standing = 'planned'",
	    id, &busy, why);
	if (v == V_OK && busy)
		v = why_set(why, V_DEFER, "publication-busy",
		    "another version of this release is being published");
	return v;
}

static enum verdict
mark_removal(struct catalog *catalog, const struct catalog_takedown *takedown,
    int64_t now, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "UPDATE releases SET removal = ?1 = 0, readable = ?1, reason = ?2,"
	    " moving = '', expired = CASE WHEN ?1 THEN ?3 ELSE expired END"
	    " WHERE id = ?4");
	query_put_int(&q, takedown->readable != 0);
	query_put_text(&q, takedown->reason);
	query_put_int(&q, now);
	query_put_int(&q, takedown->release);
	return query_run(&q, why);
}

static enum verdict
take_down(struct catalog *catalog, const struct catalog_takedown *takedown,
    int64_t now, struct why *why)
{
	enum verdict v;
	struct catalog_release release;

	v = check_takedown(catalog, takedown->release, takedown->to, &release,
	    why);
	if (v == V_OK)
		v = set_standing(catalog, &release, takedown->to, why);
	if (v == V_OK)
		v = mark_removal(catalog, takedown, now, why);
	if (v == V_OK)
		v = query_change(catalog,
		    "DELETE FROM files WHERE version = ? AND pending = 1",
		    release.version.id, why);
	if (v == V_OK && release.standing != takedown->to)
		v = job_follow(catalog, release.version.job,
		    downs[takedown->to].job, now, why);
	if (v != V_OK)
		return v;
	release.readable = 0; /* of this line: see change_add() */
	return change_add(catalog, &release, downs[takedown->to].op, now, why);
}

enum verdict
catalog_take_down(struct catalog *catalog,
    const struct catalog_takedown *takedown, int64_t now, struct why *why)
{
	enum verdict v;

	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	v = take_down(catalog, takedown, now, why);
	return scope_end(catalog, v, why);
}

/* The address of what is erased is made of its title: a hash is enough to
 * know it again, so that nothing else is ever published there. */
static enum verdict
forget_address(struct catalog *catalog, int64_t id, struct why *why)
{
	char hidden[CATALOG_PATH_SIZE];
	enum verdict v;
	struct catalog_release release;
	struct query q;

	v = catalog_release_get(catalog, id, &release, why);
	if (v != V_OK || release.standing != STANDING_ERASED ||
	    release.slug[0] == '\0')
		return v;
	path_hide(release.path, hidden);
	query_begin(&q, catalog,
	    "UPDATE releases SET path = ?, slug = '' WHERE id = ?");
	query_put_text(&q, hidden);
	query_put_int(&q, id);
	return query_run(&q, why);
}

enum verdict
catalog_removed(struct catalog *catalog, int64_t release, struct why *why)
{
	enum verdict v;
	int64_t version;

	v = query_number(catalog, "SELECT live FROM releases WHERE id = ?",
	    release, &version, why);
	if (v != V_OK)
		return v;
	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	v = promote_files(catalog, version, why);
	if (v == V_OK)
		v = query_change(catalog,
		    "UPDATE releases SET removal = 0 WHERE id = ?", release,
		    why);
	if (v == V_OK)
		v = ledger_due_release(catalog, release, why);
	if (v == V_OK)
		v = forget_address(catalog, release, why);
	return scope_end(catalog, v, why);
}
