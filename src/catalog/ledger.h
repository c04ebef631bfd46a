/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The ledger: what downstream websites follow.  Lines of changes, and the
 * manifests that name every public file with its hash; doc/downstream.md says
 * what they look like.  Included by catalog.h, whose conventions hold here.
 *
 * The catalogue notes which documents of the ledger (a segment of lines, a
 * manifest) say something else than it does: they are due.
 */
#ifndef CATALOG_LEDGER_H
#define CATALOG_LEDGER_H

#include "catalog/catalog.h"
#include "catalog/listing.h"
#include "catalog/publication.h"

enum {
	CATALOG_SEGMENT = 1000,   /* lines of a segment */
	CATALOG_PART = 1000,      /* releases of one manifest of a month */
	CATALOG_SHARD_SIZE = 32,  /* "2026-03", "2026-03.2", "site" */
	CATALOG_LEDGER_SIZE = 48, /* "manifest/2026-03", "changes/0000017" */
};

/* A change as its line tells it.  Lines are numbered from 1 within a site,
 * without gaps. */
struct catalog_line {
	struct catalog_change change;
	char *files; /* "name sha256 size\n" each, by name; "" where nothing of
		      * it is left, and of all lines of an erased release, whose
		      * .change.path is "" too */
};

struct catalog_lines {
	struct catalog_line *list;
	size_t count;
};

/* Lines of site with numbers over after, in order. */
enum verdict catalog_lines(struct catalog *catalog,
    const struct catalog_select *select, struct catalog_lines *ret,
    struct why *why);
void catalog_lines_fini(struct catalog_lines *lines);

/* The number of the last line that belongs to a change up to seq; 0: none. */
enum verdict catalog_line_at(struct catalog *catalog, int64_t site, int64_t seq,
    int64_t *ret, struct why *why);

/* The number up to which lines are public. */
enum verdict catalog_told(struct catalog *catalog, int64_t site, int64_t *ret,
    struct why *why);
enum verdict catalog_set_told(struct catalog *catalog, int64_t site,
    int64_t line, struct why *why);

struct catalog_dues {
	char (*list)[CATALOG_LEDGER_SIZE];
	size_t count;
};

/* The documents that are due, by name: segments before manifests. */
enum verdict catalog_dues(struct catalog *catalog, int64_t site,
    struct catalog_dues *ret, struct why *why);
/* All that there can be are due. */
enum verdict catalog_all_due(struct catalog *catalog, int64_t site,
    struct why *why);
enum verdict catalog_due_done(struct catalog *catalog, int64_t site,
    const char *name, struct why *why);
void catalog_dues_fini(struct catalog_dues *dues);

/* The manifest that lists the files of a release: that of its month, or one
 * of several of a month with very many. */
void catalog_shard_of(const struct catalog_release *release,
    char ret[CATALOG_SHARD_SIZE]);

/* Every public file that the manifest lists, by path: those of releases, and
 * those of the site with that shard. */
enum verdict catalog_shard(struct catalog *catalog, int64_t site,
    const char *shard, struct catalog_site_files *ret, struct why *why);

#endif /* CATALOG_LEDGER_H */
