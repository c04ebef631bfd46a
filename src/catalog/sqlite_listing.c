/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists, months, changes.  See listing.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/sqlite_release.h"

enum {
	SOME = 256 /* releases that are held at a time */
};

static const char *const ops[CHANGE_OPS] = {
	[CHANGE_PUBLISH] = "publish",
	[CHANGE_UPDATE] = "update",
	[CHANGE_CORRECT] = "correct",
	[CHANGE_TRANSLATE] = "translate",
	[CHANGE_RERENDER] = "rerender",
	[CHANGE_WITHDRAW] = "withdraw",
	[CHANGE_RESTORE] = "restore",
	[CHANGE_EXPIRE] = "expire",
	[CHANGE_MOVE] = "move",
	[CHANGE_GONE] = "gone",
	[CHANGE_ERASE] = "erase",
};

const char *
change_op_name(enum change_op op)
{
	return (size_t)op < CHANGE_OPS ? ops[op] : "";
}

int64_t
select_limit(const struct catalog_select *select)
{
	return select->limit != 0 ? select->limit : 1000;
}

enum verdict
catalog_latest(struct catalog *catalog, const struct catalog_select *select,
    struct catalog_releases *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    RELEASE_LIVE " WHERE r.site = ? AND r.lang = ?"
			 " AND r.standing = 'live'"
			 " ORDER BY r.first_published DESC, r.id DESC"
			 " LIMIT ?");
	query_put_int(&q, select->site);
	query_put_text(&q, select->lang);
	query_put_int(&q, select_limit(select));
	return release_all(&q, ret, why);
}

enum verdict
catalog_latest_updated(struct catalog *catalog,
    const struct catalog_select *select, struct catalog_releases *ret,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    RELEASE_LIVE " WHERE r.site = ? AND r.lang = ?"
			 " AND r.standing = 'live'"
			 " ORDER BY r.updated DESC, r.id DESC LIMIT ?");
	query_put_int(&q, select->site);
	query_put_text(&q, select->lang);
	query_put_int(&q, select_limit(select));
	return release_all(&q, ret, why);
}

enum verdict
catalog_of_month(struct catalog *catalog, const struct catalog_select *select,
    struct catalog_releases *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    RELEASE_LIVE " WHERE r.site = ? AND r.lang = ? AND r.year = ?"
			 " AND r.month = ? AND r.standing = 'live'"
			 " ORDER BY r.first_published DESC, r.id DESC"
			 " LIMIT ?");
	query_put_int(&q, select->site);
	query_put_text(&q, select->lang);
	query_put_int(&q, select->year);
	query_put_int(&q, select->month);
	query_put_int(&q, select->limit != 0 ? (int64_t)select->limit : -1);
	return release_all(&q, ret, why);
}

enum verdict
catalog_search(struct catalog *catalog, int64_t version, char **ret,
    struct why *why)
{
	struct query q;

	*ret = NULL;
	query_begin(&q, catalog, "SELECT search FROM versions WHERE id = ?");
	query_put_int(&q, version);
	if (query_next(&q))
		*ret = query_get_string(&q);
	return query_end(&q, why);
}

enum verdict
catalog_of_ordinals(struct catalog *catalog,
    const struct catalog_select *select, struct catalog_releases *ret,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    RELEASE_LIVE " WHERE r.site = ?1 AND r.lang = ?2"
			 " AND r.ordinal > ?3 AND r.ordinal <= ?3 + ?4"
			 " AND r.standing = 'live' ORDER BY r.ordinal");
	query_put_int(&q, select->site);
	query_put_text(&q, select->lang);
	query_put_int(&q, select->after);
	query_put_int(&q, select_limit(select));
	return release_all(&q, ret, why);
}

enum verdict
catalog_last_ordinal(struct catalog *catalog,
    const struct catalog_select *select, int64_t *ret, struct why *why)
{
	struct query q;

	*ret = 0;
	query_begin(&q, catalog,
	    "SELECT coalesce(max(ordinal), 0) FROM releases"
	    " WHERE site = ? AND lang = ?");
	query_put_int(&q, select->site);
	query_put_text(&q, select->lang);
	if (query_next(&q))
		*ret = query_get_int(&q);
	return query_end(&q, why);
}

enum verdict
catalog_of_part(struct catalog *catalog, const struct catalog_select *select,
    struct catalog_releases *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    RELEASE_LIVE " WHERE r.site = ?1 AND r.year = ?2 AND r.month = ?3"
			 " AND r.in_month > ?4 AND r.in_month <= ?4 + ?5"
			 " AND (?6 = '' OR r.lang = ?6)"
			 " AND r.standing = 'live' ORDER BY r.in_month");
	query_put_int(&q, select->site);
	query_put_int(&q, select->year);
	query_put_int(&q, select->month);
	query_put_int(&q, select->after);
	query_put_int(&q, select_limit(select));
	query_put_text(&q, select->lang);
	return release_all(&q, ret, why);
}

enum verdict
catalog_parts(struct catalog *catalog, const struct catalog_select *select,
    struct catalog_parts *ret, struct why *why)
{
	enum verdict v;
	struct catalog_part *part;
	struct catalog_parts parts = { 0 };
	struct query q;

	query_begin(&q, catalog,
	    "SELECT DISTINCT year, month, (in_month - 1) / ?2 * ?2"
	    " FROM releases WHERE site = ?1 AND (?3 = '' OR lang = ?3)"
	    " AND standing = 'live' ORDER BY 1 DESC, 2 DESC, 3 DESC");
	query_put_int(&q, select->site);
	query_put_int(&q, select_limit(select));
	query_put_text(&q, select->lang);
	while (query_next(&q)) {
		parts.list = list_grow(parts.list, parts.count,
		    sizeof(*parts.list));
		part = &parts.list[parts.count++];
		part->year = (int)query_get_int(&q);
		part->month = (int)query_get_int(&q);
		part->after = query_get_int(&q);
	}
	if ((v = query_end(&q, why)) == V_OK)
		*ret = parts;
	else
		catalog_parts_fini(&parts);
	return v;
}

void
catalog_parts_fini(struct catalog_parts *parts)
{
	free(parts->list);
}

enum verdict
release_taken_down(struct query *q, struct catalog_releases *ret,
    struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog_change last;

	if ((v = release_all(q, ret, why)) != V_OK)
		return v;
	for (i = 0; v == V_OK && i < ret->count; i++) {
		v = catalog_release_change(q->catalog, ret->list[i].id, &last,
		    why);
		ret->list[i].updated = last.at;
	}
	if (v != V_OK)
		catalog_releases_fini(ret);
	return v;
}

enum verdict
catalog_taken_down(struct catalog *catalog, const struct catalog_select *select,
    struct catalog_releases *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    RELEASE_LIVE " JOIN (SELECT release, max(seq) AS seq FROM changes"
			 "  WHERE site = ?1 AND lang = ?2 AND op IN"
			 "  ('withdraw', 'gone', 'erase') GROUP BY release"
			 "  ORDER BY 2 DESC LIMIT ?3) AS c ON c.release = r.id"
			 " WHERE r.standing IN ('withdrawn', 'gone', 'erased')"
			 " ORDER BY c.seq DESC");
	query_put_int(&q, select->site);
	query_put_text(&q, select->lang);
	query_put_int(&q, select_limit(select));
	return release_taken_down(&q, ret, why);
}

enum verdict
catalog_gone(struct catalog *catalog, int64_t site,
    struct catalog_releases *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    RELEASE_LIVE " WHERE r.site = ? AND r.standing IN"
			 " ('gone', 'erased') ORDER BY r.path");
	query_put_int(&q, site);
	return release_all(&q, ret, why);
}

enum verdict
catalog_of_work(struct catalog *catalog, const char *work,
    struct catalog_releases *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    RELEASE_LIVE " WHERE r.work = ? AND r.standing = 'live'"
			 " ORDER BY r.lang");
	query_put_text(&q, work);
	return release_all(&q, ret, why);
}

enum verdict
catalog_whole_work(struct catalog *catalog, const char *work,
    struct catalog_releases *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    RELEASE_ANY " WHERE r.work = ? AND r.standing <> 'erased'"
			" ORDER BY r.lang");
	query_put_text(&q, work);
	return release_all(&q, ret, why);
}

enum verdict
catalog_installed(struct catalog *catalog, const struct catalog_select *select,
    struct catalog_releases *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    RELEASE_LIVE " WHERE r.site = ? AND r.id > ?"
			 " AND EXISTS (SELECT 1 FROM files f"
			 "  WHERE f.version = r.live AND f.pending = 0)"
			 " ORDER BY r.id LIMIT ?");
	query_put_int(&q, select->site);
	query_put_int(&q, select->after);
	query_put_int(&q, select_limit(select));
	return release_all(&q, ret, why);
}

enum verdict
catalog_each_installed(struct catalog *catalog, int64_t site,
    enum verdict (*call)(void *arg, const struct catalog_release *release,
	struct why *why),
    void *arg, struct why *why)
{
	enum verdict v;
	size_t found, i;
	struct catalog_releases some;
	struct catalog_select select = { .site = site, .limit = SOME };

	do {
		v = catalog_installed(catalog, &select, &some, why);
		if (v != V_OK)
			return v;
		found = some.count;
		for (i = 0; v == V_OK && i < found; i++) {
			select.after = some.list[i].id;
			v = call(arg, &some.list[i], why);
		}
		catalog_releases_fini(&some);
	} while (v == V_OK && found == SOME);
	return v;
}

static enum verdict
all_months(struct query *q, struct catalog_months *ret, struct why *why)
{
	enum verdict v;
	struct catalog_month *month;
	struct catalog_months months = { 0 };

	while (query_next(q)) {
		months.list = list_grow(months.list, months.count,
		    sizeof(*months.list));
		month = &months.list[months.count++];
		query_get_text(q, month->lang, sizeof(month->lang));
		month->year = (int)query_get_int(q);
		month->month = (int)query_get_int(q);
		month->count = (uint64_t)query_get_int(q);
	}
	if ((v = query_end(q, why)) == V_OK)
		*ret = months;
	else
		catalog_months_fini(&months);
	return v;
}

enum verdict
catalog_months(struct catalog *catalog, int64_t site, const char *lang,
    struct catalog_months *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "SELECT lang, year, month, count(*) FROM releases"
	    " WHERE site = ?1 AND (?2 = '' OR lang = ?2)"
	    " AND standing = 'live' GROUP BY lang, year, month"
	    " ORDER BY lang, year DESC, month DESC");
	query_put_int(&q, site);
	query_put_text(&q, lang);
	return all_months(&q, ret, why);
}

enum verdict
catalog_langs(struct catalog *catalog, int64_t site, struct catalog_months *ret,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "SELECT lang, 0, 0, count(*) FROM releases WHERE site = ?"
	    " AND standing = 'live' GROUP BY lang ORDER BY lang");
	query_put_int(&q, site);
	return all_months(&q, ret, why);
}

void
catalog_months_fini(struct catalog_months *months)
{
	free(months->list);
}

/* What the line of a change says of its files: nothing once they are going.
 * A withdrawn page that stays readable has a second line, with them. */
static int
has_files(const struct catalog_release *release, enum change_op op)
{
	if (op == CHANGE_WITHDRAW && release->readable)
		return 1;
	return op != CHANGE_WITHDRAW && op != CHANGE_GONE && op != CHANGE_ERASE;
}

enum verdict
change_add(struct catalog *catalog, const struct catalog_release *release,
    enum change_op op, int64_t now, struct why *why)
{
	enum verdict v;
	int64_t seq = 0;
	struct query q;

	query_begin(&q, catalog,
	    "INSERT INTO changes (site, at, op, release, version, number,"
	    " work, lang, path, year, month, line, files)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
	    " (SELECT coalesce(max(line), 0) + 1 FROM changes WHERE site = ?1),"
	    " (SELECT coalesce(group_concat(name || ' ' || sha256 || ' '"
	    "  || size, char(10)) || char(10), '') FROM (SELECT * FROM files"
	    "  WHERE version = ?12 AND pending = 0 AND name NOT LIKE '%.gz'"
	    "  ORDER BY name))) RETURNING seq");
	query_put_int(&q, release->site);
	query_put_int(&q, now);
	query_put_text(&q, change_op_name(op));
	query_put_int(&q, release->id);
	query_put_int(&q, release->version.id);
	query_put_int(&q, release->version.number);
	query_put_text(&q, release->work);
	query_put_text(&q, release->lang);
	query_put_text(&q, release->path);
	query_put_int(&q, release->year);
	query_put_int(&q, release->month);
	query_put_int(&q, has_files(release, op) ? release->version.id : 0);
	while (query_next(&q))
		seq = query_get_int(&q);
	v = query_end(&q, why);
	if (v == V_OK)
		v = topics_follow(catalog, release->id, seq, why);
	if (v == V_OK)
		v = ledger_due_line(catalog, seq, why);
	return v == V_OK ? ledger_due_release(catalog, release->id, why) : v;
}

void
change_row(struct query *q, struct catalog_change *ret)
{
	char name[16];
	int i;

	ret->seq = query_get_int(q);
	ret->at = query_get_int(q);
	query_get_text(q, name, sizeof(name));
	for (i = 0; i < CHANGE_OPS - 1; i++) {
		if (strcmp(ops[i], name) == 0)
			break;
	}
	ret->op = (enum change_op)i;
	ret->release = query_get_int(q);
	ret->version = query_get_int(q);
	ret->number = (unsigned)query_get_int(q);
	query_get_text(q, ret->work, sizeof(ret->work));
	query_get_text(q, ret->lang, sizeof(ret->lang));
	query_get_text(q, ret->path, sizeof(ret->path));
	ret->year = (int)query_get_int(q);
	ret->month = (int)query_get_int(q);
	ret->line = query_get_int(q);
}

enum verdict
catalog_changes(struct catalog *catalog, const struct catalog_select *select,
    struct catalog_changes *ret, struct why *why)
{
	enum verdict v;
	struct catalog_changes changes = { 0 };
	struct query q;

	query_begin(&q, catalog,
	    "SELECT " CHANGE_COLUMNS " FROM changes WHERE site = ? AND seq > ?"
	    " ORDER BY seq LIMIT ?");
	query_put_int(&q, select->site);
	query_put_int(&q, select->after);
	query_put_int(&q, select_limit(select));
	while (query_next(&q)) {
		changes.list = list_grow(changes.list, changes.count,
		    sizeof(*changes.list));
		change_row(&q, &changes.list[changes.count++]);
	}
	if ((v = query_end(&q, why)) == V_OK)
		*ret = changes;
	else
		catalog_changes_fini(&changes);
	return v;
}

enum verdict
catalog_last_change(struct catalog *catalog,
    const struct catalog_select *select, struct catalog_change *ret,
    struct why *why)
{
	struct query q;

	memset(ret, 0, sizeof(*ret));
	query_begin(&q, catalog,
	    "SELECT " CHANGE_COLUMNS " FROM changes WHERE site = ?1"
	    " AND (?2 = '' OR lang = ?2) ORDER BY seq DESC LIMIT 1");
	query_put_int(&q, select->site);
	query_put_text(&q, select->lang);
	if (query_next(&q))
		change_row(&q, ret);
	return query_end(&q, why);
}

enum verdict
catalog_release_change(struct catalog *catalog, int64_t release,
    struct catalog_change *ret, struct why *why)
{
	struct query q;

	memset(ret, 0, sizeof(*ret));
	query_begin(&q, catalog,
	    "SELECT " CHANGE_COLUMNS " FROM changes WHERE release = ?"
	    " ORDER BY seq DESC LIMIT 1");
	query_put_int(&q, release);
	if (query_next(&q))
		change_row(&q, ret);
	return query_end(&q, why);
}

void
catalog_changes_fini(struct catalog_changes *changes)
{
	free(changes->list);
}

enum verdict
catalog_listed(struct catalog *catalog, int64_t site, int64_t *ret_seq,
    struct why *why)
{
	struct query q;

	*ret_seq = 0;
	query_begin(&q, catalog, "SELECT listed FROM sites WHERE id = ?");
	query_put_int(&q, site);
	if (query_next(&q))
		*ret_seq = query_get_int(&q);
	return query_end(&q, why);
}

enum verdict
catalog_set_listed(struct catalog *catalog, int64_t site, int64_t seq,
    struct why *why)
{
	enum verdict v;
	struct query q;

	query_begin(&q, catalog, "UPDATE sites SET listed = ? WHERE id = ?");
	query_put_int(&q, seq);
	query_put_int(&q, site);
	v = query_run(&q, why);
	if (v != V_OK)
		return v;
	return seq < 0 ? catalog_all_due(catalog, site, why) :
			 topics_forget(catalog, seq, why);
}
