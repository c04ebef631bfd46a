/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of changes, manifests and which of them are due.  See ledger.h. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/sqlite_release.h"

/* The documents of the ledger by their names; column is the one that has the
 * number of a line, and the row that of a release. */
#define SEGMENT_OF(column) "printf('changes/%07d', (" column " - 1) / 1000)"
#define MANIFEST_OF_RELEASE                                                    \
 "printf('manifest/%04d-%02d', year, month) || CASE WHEN in_month <= 1000"     \
 " THEN '' ELSE '.' || ((in_month - 1) / 1000 + 1) END"

_Static_assert(CATALOG_SEGMENT == 1000 && CATALOG_PART == 1000,
    "the statements above say 1000");

enum verdict
ledger_due_line(struct catalog *catalog, int64_t seq, struct why *why)
{
	return query_change(catalog,
	    "INSERT OR IGNORE INTO ledger_due (site, name)"
	    " SELECT site, " SEGMENT_OF("line") " FROM changes WHERE seq = ?",
	    seq, why);
}

enum verdict
ledger_due_lines_of(struct catalog *catalog, int64_t release, struct why *why)
{
	return query_change(catalog,
	    "INSERT OR IGNORE INTO ledger_due (site, name)"
	    " SELECT DISTINCT site, " SEGMENT_OF("line") " FROM changes"
							 " WHERE release = ?",
	    release, why);
}

enum verdict
ledger_due_release(struct catalog *catalog, int64_t release, struct why *why)
{
	return query_change(catalog,
	    "INSERT OR IGNORE INTO ledger_due (site, name)"
	    " SELECT site, " MANIFEST_OF_RELEASE " FROM releases WHERE id = ?",
	    release, why);
}

enum verdict
ledger_due_shard(struct catalog *catalog, int64_t site, const char *shard,
    struct why *why)
{
	struct query q;

	/* That of the manifests is written with every head. */
	if (shard[0] == '\0' || strcmp(shard, "index") == 0)
		return V_OK;
	query_begin(&q, catalog,
	    "INSERT OR IGNORE INTO ledger_due (site, name)"
	    " VALUES (?, 'manifest/' || ?)");
	query_put_int(&q, site);
	query_put_text(&q, shard);
	return query_run(&q, why);
}

enum verdict
ledger_number(struct catalog *catalog, int64_t release, struct why *why)
{
	return query_change(catalog,
	    "UPDATE releases SET"
	    " ordinal = (SELECT coalesce(max(o.ordinal), 0) + 1"
	    "  FROM releases o WHERE o.site = releases.site"
	    "  AND o.lang = releases.lang),"
	    " in_month = (SELECT coalesce(max(o.in_month), 0) + 1"
	    "  FROM releases o WHERE o.site = releases.site"
	    "  AND o.year = releases.year AND o.month = releases.month)"
	    " WHERE id = ? AND ordinal = 0",
	    release, why);
}

enum verdict
catalog_lines(struct catalog *catalog, const struct catalog_select *select,
    struct catalog_lines *ret, struct why *why)
{
	enum verdict v;
	struct catalog_lines lines = { 0 };
	struct query q;

	query_begin(&q, catalog,
	    "SELECT " CHANGE_COLUMNS ", files FROM changes"
	    " WHERE site = ? AND line > ? ORDER BY line LIMIT ?");
	query_put_int(&q, select->site);
	query_put_int(&q, select->after);
	query_put_int(&q, select->limit != 0 ? select->limit : 1000);
	while (query_next(&q)) {
		lines.list = list_grow(lines.list, lines.count,
		    sizeof(*lines.list));
		change_row(&q, &lines.list[lines.count].change);
		lines.list[lines.count].files = query_get_string(&q);
		lines.count++;
	}
	if ((v = query_end(&q, why)) == V_OK)
		*ret = lines;
	else
		catalog_lines_fini(&lines);
	return v;
}

void
catalog_lines_fini(struct catalog_lines *lines)
{
	size_t i;

	for (i = 0; i < lines->count; i++)
		free(lines->list[i].files);
	free(lines->list);
}

enum verdict
catalog_line_at(struct catalog *catalog, int64_t site, int64_t seq,
    int64_t *ret, struct why *why)
{
	struct query q;

	*ret = 0;
	query_begin(&q, catalog,
	    "SELECT line FROM changes WHERE site = ? AND seq <= ?"
	    " ORDER BY seq DESC LIMIT 1");
	query_put_int(&q, site);
	query_put_int(&q, seq);
	if (query_next(&q))
		*ret = query_get_int(&q);
	return query_end(&q, why);
}

enum verdict
catalog_told(struct catalog *catalog, int64_t site, int64_t *ret,
    struct why *why)
{
	return query_number(catalog, "SELECT told FROM sites WHERE id = ?",
	    site, ret, why);
}

enum verdict
catalog_set_told(struct catalog *catalog, int64_t site, int64_t line,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog, "UPDATE sites SET told = ? WHERE id = ?");
	query_put_int(&q, line);
	query_put_int(&q, site);
	return query_run(&q, why);
}

enum verdict
catalog_dues(struct catalog *catalog, int64_t site, struct catalog_dues *ret,
    struct why *why)
{
	enum verdict v;
	struct catalog_dues dues = { 0 };
	struct query q;

	query_begin(&q, catalog,
	    "SELECT name FROM ledger_due WHERE site = ? ORDER BY name");
	query_put_int(&q, site);
	while (query_next(&q)) {
		dues.list = list_grow(dues.list, dues.count,
		    sizeof(*dues.list));
		query_get_text(&q, dues.list[dues.count++],
		    CATALOG_LEDGER_SIZE);
	}
	if ((v = query_end(&q, why)) == V_OK)
		*ret = dues;
	else
		catalog_dues_fini(&dues);
	return v;
}

void
catalog_dues_fini(struct catalog_dues *dues)
{
	free(dues->list);
}

enum verdict
catalog_all_due(struct catalog *catalog, int64_t site, struct why *why)
{
	static const char *const statements[] = {
		"INSERT OR IGNORE INTO ledger_due (site, name)"
		" SELECT DISTINCT site, " SEGMENT_OF("line") " FROM changes"
							     " WHERE site = ?",
		"INSERT OR IGNORE INTO ledger_due (site, name)"
		" SELECT DISTINCT site, " MANIFEST_OF_RELEASE " FROM releases"
		" WHERE site = ? AND in_month > 0",
		"INSERT OR IGNORE INTO ledger_due (site, name)"
		" SELECT DISTINCT site, 'manifest/' || shard FROM site_files"
		" WHERE site = ? AND shard NOT IN ('', 'index')",
	};
	enum verdict v = V_OK;
	size_t i;

	for (i = 0; v == V_OK && i < sizeof(statements) / sizeof(*statements);
	     i++)
		v = query_change(catalog, statements[i], site, why);
	return v;
}

enum verdict
catalog_due_done(struct catalog *catalog, int64_t site, const char *name,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "DELETE FROM ledger_due WHERE site = ? AND name = ?");
	query_put_int(&q, site);
	query_put_text(&q, name);
	return query_run(&q, why);
}

void
catalog_shard_of(const struct catalog_release *release,
    char ret[CATALOG_SHARD_SIZE])
{
	int n, part;

	part = (int)((release->in_month - 1) / CATALOG_PART + 1);
	n = snprintf(ret, CATALOG_SHARD_SIZE, "%04d-%02d", release->year,
	    release->month);
	if (part > 1)
		snprintf(ret + n, CATALOG_SHARD_SIZE - (size_t)n, ".%d", part);
}

/* The month of "2026-03" or "2026-03.2", and which of its releases: none of
 * any other shard. */
static void
part_of(const char *shard, struct catalog_select *ret)
{
	unsigned part = 1;

	memset(ret, 0, sizeof(*ret));
	if (sscanf(shard, "%4d-%2d.%u", &ret->year, &ret->month, &part) < 2)
		ret->year = 0;
	ret->after = (int64_t)(part - 1) * CATALOG_PART;
}

enum verdict
catalog_shard(struct catalog *catalog, int64_t site, const char *shard,
    struct catalog_site_files *ret, struct why *why)
{
	enum verdict v;
	struct catalog_select part;
	struct catalog_site_files files = { 0 };
	struct query q;

	part_of(shard, &part);
	query_begin(&q, catalog,
	    "SELECT path AS p, sha256, size FROM site_files"
	    " WHERE site = ?1 AND shard = ?2 UNION ALL"
	    " SELECT substr(r.path, 2) || f.name, f.sha256, f.size"
	    " FROM releases r JOIN files f ON f.version = r.live"
	    " AND f.pending = 0 WHERE r.site = ?1 AND r.year = ?3"
	    " AND r.month = ?4 AND r.in_month > ?5 AND r.in_month <= ?6"
	    " ORDER BY p");
	query_put_int(&q, site);
	query_put_text(&q, shard);
	query_put_int(&q, part.year);
	query_put_int(&q, part.month);
	query_put_int(&q, part.after);
	query_put_int(&q, part.after + CATALOG_PART);
	while (query_next(&q)) {
		files.list = list_grow(files.list, files.count,
		    sizeof(*files.list));
		site_file_row(&q, &files.list[files.count++]);
	}
	if ((v = query_end(&q, why)) == V_OK)
		*ret = files;
	else
		catalog_site_files_fini(&files);
	return v;
}
