/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents that wait for their other languages.  See pair.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/sqlite_release.h"

#define MEMBER_COLUMNS                                                         \
 "m.job, m.family, m.lang, m.title, m.partner, m.work, m.due, m.embargo,"      \
 " m.alone, m.pair, j.state, j.place"

static void
member_row(struct query *q, struct catalog_member *ret)
{
	char name[16];
	int state;

	ret->job = query_get_int(q);
	query_get_place(q, ret->family, sizeof(ret->family));
	query_get_text(q, ret->lang, sizeof(ret->lang));
	query_get_text(q, ret->title, sizeof(ret->title));
	query_get_text(q, ret->partner, sizeof(ret->partner));
	query_get_text(q, ret->work, sizeof(ret->work));
	ret->due = query_get_int(q);
	ret->embargo = (int)query_get_int(q);
	ret->alone = query_get_int(q);
	query_get_text(q, ret->pair, sizeof(ret->pair));
	query_get_text(q, name, sizeof(name));
	state = job_state_by_name(name);
	ret->state = state == -1 ? JOB_STATES : (enum job_state)state;
	query_get_place(q, ret->place, sizeof(ret->place));
}

static enum verdict
all_members(struct query *q, struct catalog_members *ret, struct why *why)
{
	enum verdict v;
	struct catalog_members found = { 0 };

	while (query_next(q)) {
		found.list = list_grow(found.list, found.count,
		    sizeof(*found.list));
		member_row(q, &found.list[found.count++]);
	}
	if ((v = query_end(q, why)) == V_OK)
		*ret = found;
	else
		catalog_members_fini(&found);
	return v;
}

void
catalog_members_fini(struct catalog_members *members)
{
	free(members->list);
	members->list = NULL;
	members->count = 0;
}

enum verdict
catalog_member_put(struct catalog *catalog, const struct catalog_member *member,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "INSERT OR REPLACE INTO members (job, family, lang, title, partner,"
	    " work, due, embargo, alone, pair)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	query_put_int(&q, member->job);
	query_put_place(&q, member->family);
	query_put_text(&q, member->lang);
	query_put_text(&q, member->title);
	query_put_text(&q, member->partner);
	query_put_text(&q, member->work);
	query_put_int(&q, member->due);
	query_put_int(&q, member->embargo);
	query_put_int(&q, member->alone);
	query_put_text(&q, member->pair);
	return query_run(&q, why);
}

enum verdict
catalog_member_remove(struct catalog *catalog, int64_t job, struct why *why)
{
	return query_change(catalog, "DELETE FROM members WHERE job = ?", job,
	    why);
}

enum verdict
catalog_member(struct catalog *catalog, int64_t job, struct catalog_member *ret,
    struct why *why)
{
	struct query q;

	memset(ret, 0, sizeof(*ret));
	query_begin(&q, catalog,
	    "SELECT " MEMBER_COLUMNS " FROM members m"
	    " JOIN jobs j ON j.id = m.job WHERE m.job = ?");
	query_put_int(&q, job);
	if (query_next(&q))
		member_row(&q, ret);
	return query_end(&q, why);
}

/* What was published, held or called off is none any more.  Its title goes
 * with it: what was called off leaves no word. */
static enum verdict
forget_others(struct catalog *catalog, struct why *why)
{
	return query_change(catalog,
	    "DELETE FROM members WHERE ?1 = 0 AND job NOT IN (SELECT id"
	    " FROM jobs WHERE state IN ('received', 'waiting', 'scheduled'))",
	    0, why);
}

enum verdict
catalog_members(struct catalog *catalog, int64_t site,
    struct catalog_members *ret, struct why *why)
{
	enum verdict v;
	struct query q;

	memset(ret, 0, sizeof(*ret));
	if ((v = forget_others(catalog, why)) != V_OK)
		return v;
	query_begin(&q, catalog,
	    "SELECT " MEMBER_COLUMNS " FROM members m"
	    " JOIN jobs j ON j.id = m.job WHERE j.site = ?"
	    " AND j.state IN ('waiting', 'scheduled') ORDER BY m.job");
	query_put_int(&q, site);
	return all_members(&q, ret, why);
}

enum verdict
catalog_members_of(struct catalog *catalog, const char *pair,
    struct catalog_members *ret, struct why *why)
{
	struct query q;

	memset(ret, 0, sizeof(*ret));
	query_begin(&q, catalog,
	    "SELECT " MEMBER_COLUMNS " FROM members m"
	    " JOIN jobs j ON j.id = m.job WHERE m.pair = ? AND m.pair <> ''"
	    " ORDER BY m.job");
	query_put_text(&q, pair);
	return all_members(&q, ret, why);
}

enum verdict
catalog_planned_for(struct catalog *catalog, int64_t job,
    struct catalog_release *ret, struct why *why)
{
	enum verdict v;
	int64_t version;

	memset(ret, 0, sizeof(*ret));
	v = query_number(catalog,
	    "SELECT id FROM versions WHERE job = ? AND standing = 'planned'",
	    job, &version, why);
	if (v != V_OK || version == 0)
		return v;
	return catalog_release_of_version(catalog, version, ret, why);
}
