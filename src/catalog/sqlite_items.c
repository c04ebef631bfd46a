/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The items of a file that holds several.  See job.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "catalog/sqlite_job.h"

static enum verdict
find(struct catalog *catalog, int64_t file, unsigned item, int64_t *ret_id,
    enum job_state *ret_state, struct why *why)
{
	char name[16];
	struct query q;

	*ret_id = 0;
	query_begin(&q, catalog,
	    "SELECT id, state FROM jobs WHERE parent = ? AND parent <> 0"
	    " AND item = ?");
	query_put_int(&q, file);
	query_put_int(&q, item);
	if (query_next(&q)) {
		*ret_id = query_get_int(&q);
		query_get_text(&q, name, sizeof(name));
		*ret_state = (enum job_state)job_state_by_name(name);
	}
	return query_end(&q, why);
}

static enum verdict
insert(struct catalog *catalog, const struct catalog_job *file, unsigned number,
    const struct catalog_item *item, int64_t now, struct why *why)
{
	enum verdict v;
	struct catalog_step step = { .state = JOB_RECEIVED, .at = now };
	struct query q;

	query_begin(&q, catalog,
	    "INSERT INTO jobs (uid, site, kind, state, place, folder, owner,"
	    " sha256, dev, ino, size, ctime_ns, due, created, changed,"
	    " beside_seen, approved, parent, item, item_title, kin)"
	    " SELECT ?1, site, kind, 'received', place, folder, owner, ?2,"
	    " dev, ino, size, ctime_ns, ?3, created, ?3, beside_seen,"
	    " approved, id, ?4, ?5, ?6 FROM jobs WHERE id = ?7");
	query_put_text(&q, item->uid);
	query_put_text(&q, item->sha256);
	query_put_int(&q, now);
	query_put_int(&q, number);
	query_put_text(&q, item->title);
	query_put_text(&q, item->kin);
	query_put_int(&q, file->id);
	if ((v = query_run(&q, why)) != V_OK)
		return v;
	return job_history_add(catalog, sqlite3_last_insert_rowid(catalog->db),
	    &step, why);
}

/* It waited for the answer that its file has got. */
static enum verdict
approve(struct catalog *catalog, int64_t id, int64_t now, struct why *why)
{
	enum verdict v;
	struct query q;

	if ((v = job_follow(catalog, id, JOB_RECEIVED, now, why)) != V_OK)
		return v;
	query_begin(&q, catalog, "UPDATE jobs SET approved = 1 WHERE id = ?");
	query_put_int(&q, id);
	return query_run(&q, why);
}

static enum verdict
put(struct catalog *catalog, const struct catalog_job *file, unsigned number,
    struct catalog_item *item, int64_t now, struct why *why)
{
	enum job_state state = JOB_STATES;
	enum verdict v;
	int64_t id;

	v = find(catalog, file->id, number, &id, &state, why);
	if (v == V_OK && id == 0)
		return insert(catalog, file, number, item, now, why);
	item->uid[0] = '\0';
	if (v == V_OK && file->approved &&
	    (state == JOB_HELD || state == JOB_WAITING ||
		state == JOB_SCHEDULED))
		return approve(catalog, id, now, why);
	return v;
}

enum verdict
catalog_items_put(struct catalog *catalog, const struct catalog_job *file,
    struct catalog_item *list, size_t count, int64_t now, struct why *why)
{
	enum verdict v;
	size_t i;

	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	for (i = 0; i < count && v == V_OK; i++)
		v = put(catalog, file, (unsigned)i + 1, &list[i], now, why);
	return scope_end(catalog, v, why);
}

enum verdict
catalog_item_kin(struct catalog *catalog, int64_t item, char **ret,
    struct why *why)
{
	char kin[4096] = "";
	struct query q;

	query_begin(&q, catalog, "SELECT kin FROM jobs WHERE id = ?");
	query_put_int(&q, item);
	if (query_next(&q))
		query_get_text(&q, kin, sizeof(kin));
	*ret = xstrdup(kin);
	return query_end(&q, why);
}
