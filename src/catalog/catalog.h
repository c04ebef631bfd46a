/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The catalogue: every job, work, release, version, file and change of every
 * site, and what is owed to whom.  What it holds after a commit survives a
 * loss of power; everything under a web root can be made again from it and
 * the store.
 *
 * Runs in gazetted, which alone writes, and in gazette.  No SQL and no type of
 * SQLite passes this interface; doc/catalogue.md tells what lies behind it.
 * job.h, publication.h, listing.h and outbox.h are its other pages; all of
 * them come with this one.
 *
 * Conventions.  Time is told by the caller, in seconds since 1970.  Lists are
 * owned by the caller and end with their _fini().  "None" is V_OK with an id
 * of 0.  A text too long for its array is V_FATAL, never cut.  Verdicts: the
 * disk is full, busy or failing is V_DEFER ("world-…"); a damaged, foreign or
 * newer database is V_FATAL ("catalog-…"), as is a broken rule ("internal").
 */
#ifndef CATALOG_CATALOG_H
#define CATALOG_CATALOG_H

#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/why.h"

struct catalog;

enum {
	CATALOG_UID_SIZE = 33,     /* 32 hex digits: a job, the epoch */
	CATALOG_WORK_SIZE = 37,    /* a UUID (RFC 4122) */
	CATALOG_LANG_SIZE = 16,    /* RELEASE_LANG_MAX */
	CATALOG_PATH_SIZE = 160,   /* "/sv/2026/05/" and a slug */
	CATALOG_PLACE_SIZE = 4096, /* PATH_MAX: bytes, not always UTF-8 */
	CATALOG_SKETCH = 64,       /* RELEASE_SKETCH */
	CATALOG_CODE_SIZE = 40,
};

/* What opening found out. */
struct catalog_state {
	int is_new;  /* the database was made just now */
	int unclean; /* the last owner did not close it: verify the web root */
	int was_version; /* schema version before opening; differs if migrated
			  */
};

/*
 * Open dir/catalogue.db as its only writer, or make it.  An older schema is
 * migrated, in one transaction; after an unclean stop its integrity is
 * checked (V_FATAL "catalog-corrupt").  The caller holds the lock of the
 * state folder.
 */
enum verdict catalog_open(const char *dir, struct catalog **ret,
    struct catalog_state *ret_state, struct why *why);

/* Open for reading beside a writer; every changing call is V_FATAL. */
enum verdict catalog_open_reader(const char *dir, struct catalog **ret,
    struct why *why);

/* Close; clean: all that was begun is finished, so the next start need not
 * verify.  An open transaction is rolled back.  NULL is accepted. */
void catalog_close(struct catalog *catalog, int clean);

enum catalog_durability {
	CATALOG_DURABLE, /* commit returns when the disk has it */
	CATALOG_LAZY,    /* whole or not at all, but a loss of power may take it
			  * until the next durable commit, which keeps both */
};

/*
 * One transaction at a time.  A changing call outside of one is a durable
 * transaction of its own.  A call that failed has changed nothing, and the
 * transaction around it goes on, unless the failure took all of it along:
 * then its commit says so.  A failed commit has been rolled back.
 */
enum verdict catalog_begin(struct catalog *catalog,
    enum catalog_durability durability, struct why *why);
enum verdict catalog_commit(struct catalog *catalog, struct why *why);
void catalog_rollback(struct catalog *catalog);

/* A fresh random name: for a job, for a work. */
void catalog_new_uid(char ret[CATALOG_UID_SIZE]);
void catalog_new_work(char ret[CATALOG_WORK_SIZE]);

/* The site of that name, made on its first mention (not by a reader, for whom
 * it is 0). */
enum verdict catalog_site(struct catalog *catalog, const char *name,
    int64_t *ret, struct why *why);

/* Small facts by name; "" where there is none.  "epoch" is made with the
 * database: consumers of changes who know another one start anew. */
enum verdict catalog_meta_get(struct catalog *catalog, const char *name,
    char *ret, size_t size, struct why *why);
enum verdict catalog_meta_put(struct catalog *catalog, const char *name,
    const char *value, struct why *why);

/* Move what the log holds into the database and truncate the log, so that
 * nothing erased is left in it.  Between transactions. */
enum verdict catalog_checkpoint(struct catalog *catalog, struct why *why);

/* Files of a web root that belong to no release: lists, feeds, stubs, style.
 * path has no leading slash. */
struct catalog_site_file {
	char path[CATALOG_PATH_SIZE];
	char sha256[HASH_HEX_SIZE];
	uint64_t size;
	char shard[32]; /* the manifest that lists it (ledger.h); "": none.
			 * Only put() and get() know it */
};

struct catalog_site_files {
	struct catalog_site_file *list;
	size_t count;
};

enum verdict catalog_site_file_put(struct catalog *catalog, int64_t site,
    const struct catalog_site_file *file, struct why *why);
/* ret->path is "" where there is none. */
enum verdict catalog_site_file_get(struct catalog *catalog, int64_t site,
    const char *path, struct catalog_site_file *ret, struct why *why);
enum verdict catalog_site_file_remove(struct catalog *catalog, int64_t site,
    const char *path, struct why *why);
/* All, by path. */
enum verdict catalog_site_files(struct catalog *catalog, int64_t site,
    struct catalog_site_files *ret, struct why *why);
void catalog_site_files_fini(struct catalog_site_files *files);

#include "catalog/job.h"
#include "catalog/ledger.h"
#include "catalog/listing.h"
#include "catalog/outbox.h"
#include "catalog/pair.h"
#include "catalog/publication.h"
#include "catalog/topic.h"

#endif /* CATALOG_CATALOG_H */
