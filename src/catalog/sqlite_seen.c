/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dropped files that are left alone until they change.  See job.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/sqlite.h"

enum verdict
catalog_seen_put(struct catalog *catalog, int64_t site,
    const struct catalog_seen *seen, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "INSERT INTO seen (site, place, dev, ino, size, ctime_ns, sha256,"
	    " outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
	    " ON CONFLICT (site, place) DO UPDATE SET dev = excluded.dev,"
	    " ino = excluded.ino, size = excluded.size,"
	    " ctime_ns = excluded.ctime_ns, sha256 = excluded.sha256,"
	    " outcome = excluded.outcome");
	query_put_int(&q, site);
	query_put_place(&q, seen->place);
	query_put_int(&q, (int64_t)seen->file.dev);
	query_put_int(&q, (int64_t)seen->file.ino);
	query_put_int(&q, (int64_t)seen->file.size);
	query_put_int(&q, seen->file.ctime_ns);
	query_put_text(&q, seen->sha256);
	query_put_text(&q, seen->outcome);
	return query_run(&q, why);
}

static void
seen_row(struct query *q, struct catalog_seen *ret)
{
	query_get_place(q, ret->place, sizeof(ret->place));
	ret->file.dev = (uint64_t)query_get_int(q);
	ret->file.ino = (uint64_t)query_get_int(q);
	ret->file.size = (uint64_t)query_get_int(q);
	ret->file.ctime_ns = query_get_int(q);
	query_get_text(q, ret->sha256, sizeof(ret->sha256));
	query_get_text(q, ret->outcome, sizeof(ret->outcome));
}

enum verdict
catalog_seen_get(struct catalog *catalog, int64_t site, const char *place,
    struct catalog_seen *ret, struct why *why)
{
	struct query q;

	memset(ret, 0, sizeof(*ret));
	query_begin(&q, catalog,
	    "SELECT place, dev, ino, size, ctime_ns, sha256, outcome"
	    " FROM seen WHERE site = ? AND place = ?");
	query_put_int(&q, site);
	query_put_place(&q, place);
	if (query_next(&q))
		seen_row(&q, ret);
	return query_end(&q, why);
}

enum verdict
catalog_seen_remove(struct catalog *catalog, int64_t site, const char *place,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "DELETE FROM seen WHERE site = ? AND place = ?");
	query_put_int(&q, site);
	query_put_place(&q, place);
	return query_run(&q, why);
}

enum verdict
catalog_seen_list(struct catalog *catalog, int64_t site, const char *after,
    struct catalog_seen_list *ret, struct why *why)
{
	enum verdict v;
	struct catalog_seen_list list = { 0 };
	struct query q;

	query_begin(&q, catalog,
	    "SELECT place, dev, ino, size, ctime_ns, sha256, outcome"
	    " FROM seen WHERE site = ? AND place > ? ORDER BY place"
	    " LIMIT 256");
	query_put_int(&q, site);
	query_put_place(&q, after);
	while (query_next(&q)) {
		list.list = list_grow(list.list, list.count,
		    sizeof(*list.list));
		seen_row(&q, &list.list[list.count++]);
	}
	if ((v = query_end(&q, why)) == V_OK)
		*ret = list;
	else
		catalog_seen_list_fini(&list);
	return v;
}

void
catalog_seen_list_fini(struct catalog_seen_list *list)
{
	free(list->list);
}
