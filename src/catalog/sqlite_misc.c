/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sites, small facts, the files of a site, and names out of
 * chance.  See catalog.h.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/xalloc.h"
#include "catalog/sqlite_release.h"

static void
draw(unsigned char dst[16])
{
	/* Never short for 16 bytes, and fails only without the system call. */
	if (getrandom(dst, 16, 0) != 16)
		abort();
}

static void
to_hex(const unsigned char src[16], char ret[CATALOG_UID_SIZE])
{
	size_t i;

	for (i = 0; i < 16; i++)
		snprintf(ret + 2 * i, 3, "%02x", src[i]);
}

void
catalog_new_uid(char ret[CATALOG_UID_SIZE])
{
	unsigned char bytes[16];

	draw(bytes);
	to_hex(bytes, ret);
}

void
catalog_new_work(char ret[CATALOG_WORK_SIZE])
{
	char hex[CATALOG_UID_SIZE];
	unsigned char bytes[16];

	draw(bytes);
	bytes[6] = (unsigned char)((bytes[6] & 0x0f) |
	    0x40); /* RFC 4122, 4.4 */
	bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80);
	to_hex(bytes, hex);
	snprintf(ret, CATALOG_WORK_SIZE, "%.8s-%.4s-%.4s-%.4s-%.12s", hex,
	    hex + 8, hex + 12, hex + 16, hex + 20);
}

static enum verdict
site_find(struct catalog *catalog, const char *name, int64_t *ret,
    struct why *why)
{
	struct query q;

	*ret = 0;
	query_begin(&q, catalog, "SELECT id FROM sites WHERE name = ?");
	query_put_text(&q, name);
	if (query_next(&q))
		*ret = query_get_int(&q);
	return query_end(&q, why);
}

enum verdict
catalog_site(struct catalog *catalog, const char *name, int64_t *ret,
    struct why *why)
{
	enum verdict v;
	struct query q;

	v = site_find(catalog, name, ret, why);
	if (v != V_OK || *ret != 0 || !catalog->writable)
		return v;
	query_begin(&q, catalog, "INSERT INTO sites (name) VALUES (?)");
	query_put_text(&q, name);
	if ((v = query_run(&q, why)) == V_OK)
		*ret = sqlite3_last_insert_rowid(catalog->db);
	return v;
}

enum verdict
catalog_meta_get(struct catalog *catalog, const char *name, char *ret,
    size_t size, struct why *why)
{
	struct query q;

	ret[0] = '\0';
	query_begin(&q, catalog, "SELECT value FROM meta WHERE name = ?");
	query_put_text(&q, name);
	if (query_next(&q))
		query_get_text(&q, ret, size);
	return query_end(&q, why);
}

enum verdict
catalog_meta_put(struct catalog *catalog, const char *name, const char *value,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "INSERT INTO meta (name, value) VALUES (?, ?)"
	    " ON CONFLICT (name) DO UPDATE SET value = excluded.value");
	query_put_text(&q, name);
	query_put_text(&q, value);
	return query_run(&q, why);
}

enum verdict
catalog_checkpoint(struct catalog *catalog, struct why *why)
{
	int rc;

	rc = sqlite3_wal_checkpoint_v2(catalog->db, NULL,
	    SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	return rc == SQLITE_OK ? V_OK : sqlite_why(catalog, rc, why);
}

static enum verdict
put_site_file(struct catalog *catalog, int64_t site,
    const struct catalog_site_file *file, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "INSERT INTO site_files (site, path, sha256, size, shard)"
	    " VALUES (?, ?, ?, ?, ?) ON CONFLICT (site, path) DO UPDATE"
	    " SET sha256 = excluded.sha256, size = excluded.size,"
	    " shard = excluded.shard");
	query_put_int(&q, site);
	query_put_text(&q, file->path);
	query_put_text(&q, file->sha256);
	query_put_int(&q, (int64_t)file->size);
	query_put_text(&q, file->shard);
	return query_run(&q, why);
}

/* The manifest that lists the file now says something else. */
static enum verdict
due_of_file(struct catalog *catalog, int64_t site, const char *path,
    struct why *why)
{
	enum verdict v;
	struct catalog_site_file file;

	v = catalog_site_file_get(catalog, site, path, &file, why);
	return v == V_OK ? ledger_due_shard(catalog, site, file.shard, why) : v;
}

enum verdict
catalog_site_file_put(struct catalog *catalog, int64_t site,
    const struct catalog_site_file *file, struct why *why)
{
	enum verdict v;

	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	v = due_of_file(catalog, site, file->path, why);
	if (v == V_OK)
		v = put_site_file(catalog, site, file, why);
	if (v == V_OK)
		v = ledger_due_shard(catalog, site, file->shard, why);
	return scope_end(catalog, v, why);
}

void
site_file_row(struct query *q, struct catalog_site_file *ret)
{
	query_get_text(q, ret->path, sizeof(ret->path));
	query_get_text(q, ret->sha256, sizeof(ret->sha256));
	ret->size = (uint64_t)query_get_int(q);
	ret->shard[0] = '\0';
}

enum verdict
catalog_site_file_get(struct catalog *catalog, int64_t site, const char *path,
    struct catalog_site_file *ret, struct why *why)
{
	struct query q;

	memset(ret, 0, sizeof(*ret));
	query_begin(&q, catalog,
	    "SELECT path, sha256, size, shard FROM site_files"
	    " WHERE site = ? AND path = ?");
	query_put_int(&q, site);
	query_put_text(&q, path);
	if (query_next(&q)) {
		site_file_row(&q, ret);
		query_get_text(&q, ret->shard, sizeof(ret->shard));
	}
	return query_end(&q, why);
}

static enum verdict
remove_site_file(struct catalog *catalog, int64_t site, const char *path,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "DELETE FROM site_files WHERE site = ? AND path = ?");
	query_put_int(&q, site);
	query_put_text(&q, path);
	return query_run(&q, why);
}

enum verdict
catalog_site_file_remove(struct catalog *catalog, int64_t site,
    const char *path, struct why *why)
{
	enum verdict v;

	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	v = due_of_file(catalog, site, path, why);
	if (v == V_OK)
		v = remove_site_file(catalog, site, path, why);
	return scope_end(catalog, v, why);
}

enum verdict
catalog_site_files(struct catalog *catalog, int64_t site,
    struct catalog_site_files *ret, struct why *why)
{
	enum verdict v;
	struct catalog_site_files files = { 0 };
	struct query q;

	query_begin(&q, catalog,
	    "SELECT path, sha256, size FROM site_files WHERE site = ?"
	    " ORDER BY path");
	query_put_int(&q, site);
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

void
catalog_site_files_fini(struct catalog_site_files *files)
{
	free(files->list);
}
