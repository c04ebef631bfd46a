/* SPDX-License-Identifier: GPL-2.0-or-later */
/* catalog: what opening finds, transactions, small things, indexes. */
#include "config.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cabinet.h"
#include "catalog/sqlite.h"
#include "release/release.h"

_Static_assert((int)CATALOG_SKETCH == (int)RELEASE_SKETCH, "one sketch");
_Static_assert((int)CATALOG_LANG_SIZE == (int)RELEASE_LANG_MAX, "one language");

static void
reopen(struct cabinet *h, int clean)
{
	catalog_close(h->catalog, clean);
	h->catalog = NULL;
	OK(catalog_open(h->dir, &h->catalog, &h->state, &h->why));
}

static void
test_open(void **state)
{
	char epoch[64], again[64];
	struct catalog *reader;
	struct cabinet *h = *state;
	int64_t site;

	assert_true(h->state.is_new);
	assert_false(h->state.unclean);
	OK(catalog_meta_get(h->catalog, "epoch", epoch, sizeof(epoch),
	    &h->why));
	assert_int_equal(strlen(epoch), 32);
	reopen(h, 1);
	assert_false(h->state.is_new);
	assert_false(h->state.unclean);
	reopen(h, 0);
	assert_true(h->state.unclean);
	OK(catalog_meta_get(h->catalog, "epoch", again, sizeof(again),
	    &h->why));
	assert_string_equal(epoch, again);
	OK(catalog_site(h->catalog, "press", &site, &h->why));
	assert_int_equal(site, h->site);

	OK(catalog_open_reader(h->dir, &reader, &h->why));
	OK(catalog_site(reader, "press", &site, &h->why));
	assert_int_equal(site, h->site);
	OK(catalog_site(reader, "other", &site, &h->why));
	assert_int_equal(site, 0);
	assert_int_equal(catalog_meta_put(reader, "x", "y", &h->why), V_FATAL);
	catalog_close(reader, 0);
}

/* A page of the database that rots is found after an unclean stop. */
static void
test_damage(void **state)
{
	char path[128], page[4096];
	int i;
	FILE *f;
	struct cabinet *h = *state;

	for (i = 0; i < 200; i++) {
		snprintf(path, sizeof(path), "rapport-%d.docx", i);
		cabinet_accepted(h, path, 'a');
	}
	OK(catalog_checkpoint(h->catalog, &h->why));
	catalog_close(h->catalog, 0);
	h->catalog = NULL;
	snprintf(path, sizeof(path), "%s/catalogue.db", h->dir);
	f = fopen(path, "r+");
	assert_non_null(f);
	memset(page, 0x5a, sizeof(page));
	for (i = 3; i < 30; i++) {
		fseek(f, (long)i * 4096, SEEK_SET);
		fwrite(page, 1, sizeof(page), f);
	}
	fclose(f);
	assert_int_equal(catalog_open(h->dir, &h->catalog, &h->state, &h->why),
	    V_FATAL);
	assert_string_equal(h->why.code, "catalog-corrupt");
	h->catalog = NULL;
}

static void
test_foreign(void **state)
{
	char path[128];
	sqlite3 *db;
	struct cabinet *h = *state;

	catalog_close(h->catalog, 1);
	h->catalog = NULL;
	snprintf(path, sizeof(path), "%s/catalogue.db", h->dir);
	unlink(path);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_exec(db, "CREATE TABLE theirs (x)", NULL, NULL, NULL);
	sqlite3_close(db);
	assert_int_equal(catalog_open(h->dir, &h->catalog, &h->state, &h->why),
	    V_FATAL);
	assert_string_equal(h->why.code, "catalog-foreign");
}

/* An older schema is taken to the newest in steps, whole or not at all. */
static void
test_migrate(void **state)
{
	static const struct migration broken[] = {
		{ 101, "SELECT 1" },
		{ 102, "CREATE TABLE two (x INTEGER) STRICT" },
		{ 103, "CREATE TABLE three (x INTEGER) STRICT; GARBAGE" },
	};
	static const struct migration good[] = {
		{ 101, "SELECT 1" },
		{ 102, "CREATE TABLE two (x INTEGER) STRICT" },
		{ 103,
		    "ALTER TABLE two ADD COLUMN y TEXT NOT NULL DEFAULT 'z'" },
	};
	int was;
	struct catalog_job job;
	struct cabinet *h = *state;

	job = cabinet_accepted(h, "a.docx", 'a');
	assert_int_equal(schema_migrate(h->catalog, broken, 3, &was, &h->why),
	    V_FATAL);
	assert_int_equal(sqlite_exec(h->catalog, "SELECT * FROM two", &h->why),
	    V_FATAL);
	OK(schema_migrate(h->catalog, good, 3, &was, &h->why));
	assert_in_range(was, 1, 100);
	OK(sqlite_exec(h->catalog, "INSERT INTO two (x) VALUES (1)", &h->why));
	OK(schema_migrate(h->catalog, good, 3, &was, &h->why));
	assert_int_equal(was, 103);
	OK(catalog_job_get(h->catalog, job.id, &job, &h->why));
	assert_string_equal(job.place, "a.docx");

	/* Now it is newer than what this program knows. */
	catalog_close(h->catalog, 1);
	assert_int_equal(catalog_open(h->dir, &h->catalog, &h->state, &h->why),
	    V_FATAL);
	assert_string_equal(h->why.code, "catalog-newer");
	h->catalog = NULL;
}

static void
test_transaction(void **state)
{
	struct catalog_job a, b, ret;
	struct catalog_move bad = { .to = JOB_ERASED };
	struct cabinet *h = *state;

	OK(catalog_begin(h->catalog, CATALOG_DURABLE, &h->why));
	a = cabinet_accepted(h, "a.docx", 'a');
	/* A call that fails changes nothing and spoils nothing. */
	assert_int_equal(catalog_job_move(h->catalog, a.id, &bad, 1, &h->why),
	    V_FATAL);
	OK(catalog_commit(h->catalog, &h->why));
	OK(catalog_begin(h->catalog, CATALOG_LAZY, &h->why));
	b = cabinet_accepted(h, "b.docx", 'b');
	catalog_rollback(h->catalog);
	OK(catalog_job_get(h->catalog, a.id, &ret, &h->why));
	assert_int_equal(ret.id, a.id);
	OK(catalog_job_by_uid(h->catalog, b.uid, &ret, &h->why));
	assert_int_equal(ret.id, 0);
	OK(catalog_begin(h->catalog, CATALOG_LAZY, &h->why));
	b = cabinet_accepted(h, "b.docx", 'b');
	OK(catalog_commit(h->catalog, &h->why));
	reopen(h, 0);
	OK(catalog_job_by_uid(h->catalog, b.uid, &ret, &h->why));
	assert_int_equal(ret.id, b.id);
}

static void
assert_pragma(struct cabinet *h, const char *sql, const char *want)
{
	sqlite3_stmt *stmt;

	assert_int_equal(sqlite3_prepare_v2(h->catalog->db, sql, -1, &stmt,
			     NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	assert_string_equal(sqlite3_column_text(stmt, 0), want);
	sqlite3_finalize(stmt);
}

/* What the promise rests on. */
static void
test_settings(void **state)
{
	struct cabinet *h = *state;

	assert_pragma(h, "PRAGMA synchronous", "2");
	OK(catalog_begin(h->catalog, CATALOG_LAZY, &h->why));
	assert_pragma(h, "PRAGMA synchronous", "1");
	OK(catalog_commit(h->catalog, &h->why));
	assert_pragma(h, "PRAGMA synchronous", "2");
	OK(catalog_begin(h->catalog, CATALOG_LAZY, &h->why));
	catalog_rollback(h->catalog);
	assert_pragma(h, "PRAGMA synchronous", "2");
	assert_pragma(h, "PRAGMA foreign_keys", "1");
	assert_pragma(h, "PRAGMA secure_delete", "1");
	assert_pragma(h, "PRAGMA journal_mode", "wal");
}

static void
test_small_things(void **state)
{
	struct catalog_seen seen = { .place = "a/\xe4.doc",
		.outcome = "doc-old" };
	struct catalog_seen got;
	struct catalog_seen_list list;
	struct catalog_site_file file = { .path = "sv/index.html", .size = 7 };
	struct catalog_site_file back;
	struct catalog_site_files files;
	struct cabinet *h = *state;

	seen.file.ino = 7;
	OK(catalog_seen_put(h->catalog, h->site, &seen, &h->why));
	seen.file.ino = 8;
	OK(catalog_seen_put(h->catalog, h->site, &seen, &h->why));
	OK(catalog_seen_get(h->catalog, h->site, seen.place, &got, &h->why));
	assert_memory_equal(&seen, &got, sizeof(seen));
	OK(catalog_seen_list(h->catalog, h->site, "", &list, &h->why));
	assert_int_equal(list.count, 1);
	catalog_seen_list_fini(&list);
	OK(catalog_seen_remove(h->catalog, h->site, seen.place, &h->why));
	OK(catalog_seen_get(h->catalog, h->site, seen.place, &got, &h->why));
	assert_string_equal(got.place, "");

	OK(catalog_site_file_put(h->catalog, h->site, &file, &h->why));
	file.size = 8;
	OK(catalog_site_file_put(h->catalog, h->site, &file, &h->why));
	OK(catalog_site_file_get(h->catalog, h->site, file.path, &back,
	    &h->why));
	assert_int_equal(back.size, 8);
	OK(catalog_site_files(h->catalog, h->site, &files, &h->why));
	assert_int_equal(files.count, 1);
	catalog_site_files_fini(&files);
	OK(catalog_site_file_remove(h->catalog, h->site, file.path, &h->why));
	OK(catalog_site_file_get(h->catalog, h->site, file.path, &back,
	    &h->why));
	assert_string_equal(back.path, "");
}

/* A list must never walk a whole table that grows for ever. */
static void
test_indexes(void **state)
{
	static const char *const queries[] = {
		"SELECT 1 FROM jobs WHERE state = ?1 AND due <= 5 AND state IN"
		" ('received', 'waiting', 'scheduled') ORDER BY due, id",
		"SELECT 1 FROM jobs INDEXED BY jobs_untold WHERE told <> state AND state IN"
		" ('waiting', 'held', 'scheduled', 'published', 'superseded',"
		" 'withdrawn', 'gone', 'rejected') ORDER BY id",
		"SELECT 1 FROM releases WHERE site = ?1 AND lang = 'sv' AND"
		" standing = 'live' ORDER BY first_published DESC, id DESC",
		"SELECT 1 FROM releases WHERE site = ?1 AND lang = 'sv' AND"
		" standing = 'live' ORDER BY updated DESC, id DESC",
		"SELECT version FROM files WHERE pending = 1 AND ?1",
		"SELECT 1 FROM releases WHERE removal = 1 AND ?1",
	};
	char sql[512];
	const char *plan;
	size_t i;
	sqlite3_stmt *stmt;
	struct cabinet *h = *state;

	for (i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		snprintf(sql, sizeof(sql), "EXPLAIN QUERY PLAN %s", queries[i]);
		assert_int_equal(sqlite3_prepare_v2(h->catalog->db, sql, -1,
				     &stmt, NULL),
		    SQLITE_OK);
		while (sqlite3_step(stmt) == SQLITE_ROW) {
			plan = (const char *)sqlite3_column_text(stmt, 3);
			if (strstr(plan, "INDEX") == NULL ||
			    strstr(plan, "TEMP B-TREE") != NULL)
				fail_msg("%s: %s", queries[i], plan);
		}
		sqlite3_finalize(stmt);
	}
}

/* integrity_check of SQLite 3.40 would find NULLs that there are none of. */
static void
test_keys_come_first(void **state)
{
	static const char misplaced[] =
	    "SELECT count(*) FROM sqlite_master AS m,"
	    " pragma_table_info(m.name) AS c WHERE m.sql LIKE '%WITHOUT ROWID'"
	    " AND c.pk > 0 AND c.pk <> c.cid + 1";
	static const char row[] =
	    "PRAGMA foreign_keys = OFF;"
	    "INSERT INTO stems (release, folder, stem) VALUES (1, x'', x'41')";
	struct cabinet *h = *state;

	assert_pragma(h, misplaced, "0");
	assert_int_equal(sqlite3_exec(h->catalog->db, row, NULL, NULL, NULL),
	    SQLITE_OK);
	reopen(h, 0);
	assert_true(h->state.unclean);
}

#define TEST(name)                                                             \
 cmocka_unit_test_setup_teardown(name, cabinet_setup, cabinet_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_open),
		TEST(test_damage),
		TEST(test_foreign),
		TEST(test_migrate),
		TEST(test_transaction),
		TEST(test_settings),
		TEST(test_small_things),
		TEST(test_indexes),
		TEST(test_keys_come_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
