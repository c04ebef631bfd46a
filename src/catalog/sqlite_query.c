/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statements, their parameters, columns and errors.  See sqlite.h. */
#include "config.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "catalog/sqlite.h"

static int
is_disk_full(struct catalog *catalog, int rc)
{
	int error;

	if ((rc & 0xff) == SQLITE_FULL)
		return 1;
	if ((rc & 0xff) != SQLITE_IOERR)
		return 0;
	error = sqlite3_system_errno(catalog->db);
	return error == ENOSPC || error == EDQUOT;
}

static int
is_damage(int rc)
{
	return (rc & 0xff) == SQLITE_CORRUPT || (rc & 0xff) == SQLITE_NOTADB ||
	    rc == SQLITE_IOERR_CORRUPTFS || rc == SQLITE_IOERR_DATA;
}

/* The world's fault: it passes, or an administrator mends it. */
static const char *
world_code(struct catalog *catalog, int rc)
{
	if (is_disk_full(catalog, rc))
		return "world-disk-full";
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
	case SQLITE_NOMEM:
	case SQLITE_PROTOCOL:
	case SQLITE_INTERRUPT:
	case SQLITE_NOLFS:
		return "world-trouble";
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return "world-no-permission";
	case SQLITE_READONLY:
		/* A reader that writes is a mistake of ours. */
		return catalog->writable ? "world-no-permission" : NULL;
	default:
		return NULL;
	}
}

enum verdict
sqlite_why(struct catalog *catalog, int rc, struct why *why)
{
	const char *code;

	if (is_damage(rc))
		return why_set(why, V_FATAL, "catalog-corrupt",
		    "the catalogue is damaged: %s",
		    sqlite3_errmsg(catalog->db));
	if ((code = world_code(catalog, rc)) != NULL)
		return why_set(why, V_DEFER, code, "catalogue: %s",
		    sqlite3_errmsg(catalog->db));
	return why_set(why, V_FATAL, "internal", "catalogue: %s (%d)",
	    sqlite3_errmsg(catalog->db), rc);
}

/* Where sql is kept, or the empty slot where it will be. */
static struct statement *
slot_of(struct catalog *catalog, const char *sql)
{
	size_t i, n;
	struct statement *slot;

	n = ((uintptr_t)sql >> 3) % STATEMENTS;
	for (i = 0; i < STATEMENTS; i++) {
		slot = &catalog->statements[(n + i) % STATEMENTS];
		if (slot->sql == sql || slot->sql == NULL)
			return slot;
	}
	assert(!"more SQL literals than slots");
	return NULL;
}

void
query_begin(struct query *query, struct catalog *catalog, const char *sql)
{
	struct statement *slot;

	memset(query, 0, sizeof(*query));
	query->catalog = catalog;
	slot = slot_of(catalog, sql);
	if (slot->sql == NULL) {
		query->rc = sqlite3_prepare_v3(catalog->db, sql, -1,
		    SQLITE_PREPARE_PERSISTENT, &slot->stmt, NULL);
		if (query->rc != SQLITE_OK)
			return;
		slot->sql = sql;
	}
	assert(!sqlite3_stmt_busy(slot->stmt));
	query->stmt = slot->stmt;
}

static void
keep_error(struct query *query, int rc)
{
	if (query->rc == SQLITE_OK)
		query->rc = rc;
}

void
query_put_int(struct query *query, int64_t value)
{
	query->param++;
	if (query->rc == SQLITE_OK)
		keep_error(query,
		    sqlite3_bind_int64(query->stmt, query->param, value));
}

void
query_put_text(struct query *query, const char *value)
{
	query->param++;
	if (query->rc == SQLITE_OK)
		keep_error(query,
		    sqlite3_bind_text(query->stmt, query->param,
			value != NULL ? value : "", -1, SQLITE_STATIC));
}

void
query_put_bytes(struct query *query, const void *value, size_t len)
{
	query->param++;
	if (query->rc == SQLITE_OK)
		keep_error(query,
		    sqlite3_bind_blob64(query->stmt, query->param,
			len > 0 ? value : "", len, SQLITE_STATIC));
}

void
query_put_place(struct query *query, const char *place)
{
	query_put_bytes(query, place, place != NULL ? strlen(place) : 0);
}

int
query_next(struct query *query)
{
	int rc;

	if (query->rc != SQLITE_OK)
		return 0;
	query->column = 0;
	rc = sqlite3_step(query->stmt);
	if (rc == SQLITE_ROW)
		return 1;
	if (rc != SQLITE_DONE)
		keep_error(query, rc);
	return 0;
}

int64_t
query_get_int(struct query *query)
{
	return sqlite3_column_int64(query->stmt, query->column++);
}

static void
get(struct query *query, const void *data, char *dst, size_t size)
{
	size_t len;

	len = (size_t)sqlite3_column_bytes(query->stmt, query->column++);
	if (len >= size) {
		query->bad = 1;
		len = 0;
	}
	if (len > 0)
		memcpy(dst, data, len);
	dst[len] = '\0';
}

void
query_get_text(struct query *query, char *dst, size_t size)
{
	const void *data;

	data = sqlite3_column_text(query->stmt, query->column);
	get(query, data, dst, size);
}

void
query_get_place(struct query *query, char *dst, size_t size)
{
	const void *data;

	data = sqlite3_column_blob(query->stmt, query->column);
	get(query, data, dst, size);
}

void
query_get_bytes(struct query *query, void *dst, size_t size)
{
	const void *data;

	data = sqlite3_column_blob(query->stmt, query->column);
	if ((size_t)sqlite3_column_bytes(query->stmt, query->column) != size)
		query->bad = 1;
	else
		memcpy(dst, data, size);
	query->column++;
}

char *
query_get_string(struct query *query)
{
	const unsigned char *s;

	s = sqlite3_column_text(query->stmt, query->column++);
	return xstrdup(s != NULL ? (const char *)s : "");
}

enum verdict
query_end(struct query *query, struct why *why)
{
	enum verdict v = V_OK;
	struct catalog *catalog = query->catalog;

	if (query->rc != SQLITE_OK)
		v = sqlite_why(catalog, query->rc, why);
	else if (query->bad)
		v = why_set(why, V_FATAL, "internal",
		    "catalogue: a value does not fit its place");
	if (query->stmt != NULL) {
		sqlite3_reset(query->stmt);
		sqlite3_clear_bindings(query->stmt);
	}
	/* On a full disk and the like SQLite rolls back by itself. */
	if ((catalog->in_transaction || catalog->scope > 0) &&
	    sqlite3_get_autocommit(catalog->db))
		catalog->lost = 1;
	return v;
}

enum verdict
query_run(struct query *query, struct why *why)
{
	while (query_next(query))
		continue;
	return query_end(query, why);
}

enum verdict
query_change(struct catalog *catalog, const char *sql, int64_t key,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog, sql);
	query_put_int(&q, key);
	return query_run(&q, why);
}

enum verdict
query_number(struct catalog *catalog, const char *sql, int64_t key,
    int64_t *ret, struct why *why)
{
	struct query q;

	*ret = 0;
	query_begin(&q, catalog, sql);
	query_put_int(&q, key);
	if (query_next(&q))
		*ret = query_get_int(&q);
	return query_end(&q, why);
}

enum verdict
sqlite_exec(struct catalog *catalog, const char *sql, struct why *why)
{
	int rc;

	rc = sqlite3_exec(catalog->db, sql, NULL, NULL, NULL);
	return rc == SQLITE_OK ? V_OK : sqlite_why(catalog, rc, why);
}

void *
list_grow(void *list, size_t count, size_t size)
{
	/* Full at 0, 4, 8, 16 …: whenever count is such a number. */
	if (count == 0)
		return xreallocarray(list, 4, size);
	if (count >= 4 && (count & (count - 1)) == 0)
		return xreallocarray(list, count * 2, size);
	return list;
}
