/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Inside the catalogue: SQLite, its statements and what its errors mean.
 *
 * Only src/catalog/sqlite_*.c include this.
 *
 * A query is begun with its SQL, fed its parameters in order, stepped, read
 * column by column, and ended.  Errors stick to it: only query_end() and
 * query_run() tell, so that callers look once.
 */
#ifndef CATALOG_SQLITE_H
#define CATALOG_SQLITE_H

#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include "base/why.h"
#include "catalog/catalog.h"

enum {
	STATEMENTS = 512
}; /* more than there are SQL literals, twice */

struct statement {
	const char *sql; /* the literal itself: compared by address */
	sqlite3_stmt *stmt;
};

struct catalog {
	sqlite3 *db;
	int writable;
	int in_transaction;
	int lazy;  /* of the transaction: see catalog_begin() */
	int lost;  /* SQLite gave up the transaction by itself */
	int scope; /* depth of scope_begin() */
	struct statement statements[STATEMENTS];
};

struct query {
	struct catalog *catalog;
	sqlite3_stmt *stmt;
	int rc;     /* SQLITE_OK, or the first error */
	int bad;    /* a column that does not fit its place */
	int param;  /* the last one given */
	int column; /* the last one read */
};

/* sql must be a literal: the prepared statement is kept under its address. */
void query_begin(struct query *query, struct catalog *catalog, const char *sql);
void query_put_int(struct query *query, int64_t value);
/* NULL is "".  The strings must live until the query ends. */
void query_put_text(struct query *query, const char *value);
void query_put_bytes(struct query *query, const void *value, size_t len);
void query_put_place(struct query *query, const char *place);

/* Is there a row (more)?  0 at the end and after an error. */
int query_next(struct query *query);
int64_t query_get_int(struct query *query);
void query_get_text(struct query *query, char *dst, size_t size);
void query_get_place(struct query *query, char *dst, size_t size);
/* The blob must have exactly that size. */
void query_get_bytes(struct query *query, void *dst, size_t size);
/* A copy that the caller frees. */
char *query_get_string(struct query *query);

/* The statement is free again; its verdict. */
enum verdict query_end(struct query *query, struct why *why);
/* Step through all rows, reading none, and end. */
enum verdict query_run(struct query *query, struct why *why);

/* For the many statements with one number: run it; or read one number of
 * its first row, 0 where there is none. */
enum verdict query_change(struct catalog *catalog, const char *sql, int64_t key,
    struct why *why);
enum verdict query_number(struct catalog *catalog, const char *sql, int64_t key,
    int64_t *ret, struct why *why);

/* What an error of the database means for who waits for it. */
enum verdict sqlite_why(struct catalog *catalog, int rc, struct why *why);

/* Run SQL that is no query. */
enum verdict sqlite_exec(struct catalog *catalog, const char *sql,
    struct why *why);

/*
 * What a changing call of several statements does is done whole or not at
 * all: a transaction, or a savepoint of the one that is open.  scope_end()
 * keeps it if v is V_OK and returns v, or why it could not be kept.
 */
enum verdict scope_begin(struct catalog *catalog, struct why *why);
enum verdict scope_end(struct catalog *catalog, enum verdict v,
    struct why *why);

/* Room for one more in a list of count, grown by doubling. */
void *list_grow(void *list, size_t count, size_t size);

/* Bring the database to the newest schema; *ret_was is what it had. */
enum verdict schema_open(struct catalog *catalog, int *ret_was,
    struct why *why);

/* One step from the version before to the next, for schema_step(). */
struct migration {
	int to;
	const char *sql;
};

/* Take the steps that are over the database's version, in order, in one
 * transaction.  V_FATAL "catalog-newer" if it is over the last of them. */
enum verdict schema_migrate(struct catalog *catalog,
    const struct migration *steps, size_t count, int *ret_was, struct why *why);

/* The first version, made of schema.sql by the makefile. */
extern const char catalog_schema_sql[];

#endif /* CATALOG_SQLITE_H */
