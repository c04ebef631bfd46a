/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside the catalogue: rows of releases with one of their versions. */
#ifndef CATALOG_SQLITE_RELEASE_H
#define CATALOG_SQLITE_RELEASE_H

#include "catalog/sqlite.h"

/* The columns of release_row(), of releases r and versions v. */
#define RELEASE_COLUMNS                                                        \
 "r.id, r.site, r.work, r.lang, r.slug, r.path, r.guid, r.standing,"           \
 " r.year, r.month, r.first_published, r.updated, r.reason, r.ordinal,"        \
 " r.in_month, r.restoring, r.readable, r.expired, r.moving, r.removal, v.id," \
 " v.number, v.standing, v.job, v.title, v.deck, v.issued, v.format,"          \
 " v.source_sha256, v.release_sha256, v.sketch, v.words, v.embargo,"           \
 " v.published, v.minor, v.note, v.correction, v.changed, v.added,"            \
 " v.removed, v.before, v.after, v.revision, v.beside, v.expires"

/* With the version that is live, or was the last to be. */
#define RELEASE_LIVE                                                           \
 "SELECT " RELEASE_COLUMNS " FROM releases r JOIN versions v ON v.id = r.live"

/* The same, or with the planned one where none was live yet. */
#define RELEASE_ANY                                                            \
 "SELECT " RELEASE_COLUMNS                                                     \
 " FROM releases r JOIN versions v ON v.id = CASE WHEN r.live <> 0"            \
 " THEN r.live ELSE (SELECT max(id) FROM versions"                             \
 " WHERE release = r.id) END"

enum {
	SKETCH_BYTES = CATALOG_SKETCH * 8
};

void release_row(struct query *q, struct catalog_release *ret);

/* The first row, or zeros; all rows; and the end. */
enum verdict release_one(struct query *q, struct catalog_release *ret,
    struct why *why);
enum verdict release_all(struct query *q, struct catalog_releases *ret,
    struct why *why);

/* A sketch as bytes that every machine reads alike; NULL is all zeros. */
void sketch_pack(const uint64_t *sketch, unsigned char ret[SKETCH_BYTES]);

/* The columns of change_row(), of changes. */
#define CHANGE_COLUMNS                                                         \
 "seq, at, op, release, version, number, work, lang, path, year, month, line"

void change_row(struct query *q, struct catalog_change *ret);

/* The columns path, sha256, size. */
void site_file_row(struct query *q, struct catalog_site_file *ret);

/* Documents of the ledger say something else than the catalogue: that with
 * the line of a change, those with any line of a release, the manifest with
 * the files of a release, that of a shard ("" is none). */
enum verdict ledger_due_line(struct catalog *catalog, int64_t seq,
    struct why *why);
enum verdict ledger_due_lines_of(struct catalog *catalog, int64_t release,
    struct why *why);
enum verdict ledger_due_release(struct catalog *catalog, int64_t release,
    struct why *why);
enum verdict ledger_due_shard(struct catalog *catalog, int64_t site,
    const char *shard, struct why *why);

/* Number a release that is published for the first time, within its language
 * and within its month: for ever. */
enum verdict ledger_number(struct catalog *catalog, int64_t release,
    struct why *why);

/* After change seq of a release: which topics it bears now, and what they are
 * called; and forget those of erased ones with changes up to seq. */
enum verdict topics_follow(struct catalog *catalog, int64_t release,
    int64_t seq, struct why *why);
enum verdict topics_forget(struct catalog *catalog, int64_t seq,
    struct why *why);

/* How many rows at most. */
int64_t select_limit(const struct catalog_select *select);

/* As release_all(), each with .updated being its last change. */
enum verdict release_taken_down(struct query *q, struct catalog_releases *ret,
    struct why *why);

/* Letters, digits and hyphens: what a language or a slug is made of. */
int path_is_plain(const char *s);

/* What is kept of the address of an erased release: its month, and a hash by
 * which it is known again. */
void path_hide(const char *path, char ret[CATALOG_PATH_SIZE]);

/* Has any release of the site that address, had it, or is to have it? */
enum verdict path_is_taken(struct catalog *catalog, int64_t site,
    const char *path, int *ret, struct why *why);

/* A release that moves is where it was to go: ->path too. */
enum verdict release_arrive(struct catalog *catalog,
    struct catalog_release *release, int64_t now, struct why *why);

/* Write the change of what is public, and so number it. */
enum verdict change_add(struct catalog *catalog,
    const struct catalog_release *release, enum change_op op, int64_t now,
    struct why *why);

#endif /* CATALOG_SQLITE_RELEASE_H */
