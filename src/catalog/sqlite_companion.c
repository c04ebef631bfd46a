/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lay beside the documents on their way.  See job.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/sqlite.h"

static const char *const roles[COMPANION_ROLES] = {
	[COMPANION_SIDECAR] = "sidecar",
	[COMPANION_PICTURE] = "picture",
	[COMPANION_ATTACHMENT] = "attachment",
};

static enum companion_role
role_by_name(const char *name)
{
	int i;

	for (i = 0; i < COMPANION_ROLES - 1; i++) {
		if (strcmp(roles[i], name) == 0)
			break;
	}
	return (enum companion_role)i;
}

static enum verdict
put(struct catalog *catalog, int64_t job, int64_t n,
    const struct catalog_companion *companion, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "INSERT INTO companions (job, n, role, name, place, sha256, ino,"
	    " size, ctime_ns) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
	query_put_int(&q, job);
	query_put_int(&q, n);
	query_put_text(&q, roles[companion->role]);
	query_put_place(&q, companion->name);
	query_put_place(&q, companion->place);
	query_put_text(&q, companion->sha256);
	query_put_int(&q, (int64_t)companion->file.ino);
	query_put_int(&q, (int64_t)companion->file.size);
	query_put_int(&q, companion->file.ctime_ns);
	return query_run(&q, why);
}

enum verdict
catalog_companions_put(struct catalog *catalog, int64_t job,
    const struct catalog_companion *list, size_t count, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;

	for (i = 0; i < count && v == V_OK; i++)
		v = put(catalog, job, (int64_t)i, &list[i], why);
	return v;
}

static void
companion_row(struct query *q, struct catalog_companion *ret)
{
	char role[16];

	query_get_text(q, role, sizeof(role));
	ret->role = role_by_name(role);
	query_get_place(q, ret->name, sizeof(ret->name));
	query_get_place(q, ret->place, sizeof(ret->place));
	query_get_text(q, ret->sha256, sizeof(ret->sha256));
	ret->file.dev = 0;
	ret->file.ino = (uint64_t)query_get_int(q);
	ret->file.size = (uint64_t)query_get_int(q);
	ret->file.ctime_ns = query_get_int(q);
}

enum verdict
catalog_companions(struct catalog *catalog, int64_t job,
    struct catalog_companions *ret, struct why *why)
{
	enum verdict v;
	struct catalog_companions found = { 0 };
	struct query q;

	query_begin(&q, catalog,
	    "SELECT role, name, place, sha256, ino, size, ctime_ns"
	    " FROM companions WHERE job = ? ORDER BY n");
	query_put_int(&q, job);
	while (query_next(&q)) {
		found.list = list_grow(found.list, found.count,
		    sizeof(*found.list));
		companion_row(&q, &found.list[found.count++]);
	}
	if ((v = query_end(&q, why)) == V_OK)
		*ret = found;
	else
		catalog_companions_fini(&found);
	return v;
}

void
catalog_companions_fini(struct catalog_companions *companions)
{
	free(companions->list);
}
