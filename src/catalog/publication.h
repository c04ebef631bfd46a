/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The catalogue's works, releases and versions, and the publications that
 * are planned, installed and committed.  Included by catalog.h, whose
 * conventions hold here.
 *
 * A publication takes three steps: catalog_plan() fixes identity, address and
 * number; catalog_plan_files() fixes the SHA-256 of every file; after the
 * rename catalog_publish() commits.  A crash in between finds the same plan
 * again, and the target holds either exactly the planned files or it does
 * not.
 */
#ifndef CATALOG_PUBLICATION_H
#define CATALOG_PUBLICATION_H

#include "catalog/catalog.h"

/* How a release or a version stands. */
enum standing {
	STANDING_PLANNED,
	STANDING_LIVE,
	STANDING_SUPERSEDED, /* versions only */
	STANDING_WITHDRAWN,  /* a notice in its place */
	STANDING_GONE,       /* 410 */
	STANDING_ERASED,     /* as gone, and nothing of it is kept */
	STANDINGS
};

/* "planned" and so on. */
const char *standing_name(enum standing standing);

/* What a version changes of the one before; of a first one nothing. */
struct catalog_difference {
	unsigned changed; /* lines */
	unsigned added;
	unsigned removed;
	char before[160]; /* the first place that is different, or "" */
	char after[160];
};

struct catalog_version {
	int64_t id;
	unsigned number; /* 1, 2, … within its release */
	enum standing standing;
	int64_t job;
	char title[512];
	char deck[1024];
	char issued[40];
	char format[24];
	char source_sha256[HASH_HEX_SIZE];  /* the original */
	char release_sha256[HASH_HEX_SIZE]; /* release XML; "" before its files
					     */
	uint64_t sketch[CATALOG_SKETCH];
	unsigned words;
	int64_t embargo;   /* 0: none */
	int64_t published; /* the instant it bears, fixed by its plan */
	int minor;         /* moves no date of a feed */
	char note[512];    /* what changed, as a person said it, or "" */
	int correction;    /* it mends what was wrong */
	int64_t revision;  /* as the document's own vocabulary counts, or 0 */
	char beside[HASH_HEX_SIZE]; /* of its job */
	int64_t expires;            /* when it says that it ends, or 0 */
	struct catalog_difference difference;
};

/* A release: one language of one work, with one of its versions. */
struct catalog_release {
	int64_t id;
	int64_t site;
	char work[CATALOG_WORK_SIZE];
	char lang[CATALOG_LANG_SIZE];
	char slug[104];
	char path[CATALOG_PATH_SIZE]; /* "/sv/2026/05/slug/" */
	char guid[128]; /* the id that the document names, or "" */
	enum standing standing;
	int year, month; /* of first publication, in the site's zone */
	int64_t first_published;
	int64_t updated;  /* of the last version that was not minor */
	char reason[256]; /* of a withdrawal */
	/* The how manieth that was ever published in its language, and in its
	 * month in any; 0: not yet. */
	int64_t ordinal;
	int64_t in_month;
	int removal;     /* taken down, and its files still lie there */
	int restoring;   /* withdrawn, and to come back: catalog_restore() */
	int readable;    /* withdrawn, its page kept under a banner */
	int64_t expired; /* since when it says that it is over, or 0 */
	char moving[CATALOG_PATH_SIZE]; /* the path that it is to have, or "" */
	struct catalog_version version; /* the live one unless said otherwise */
};

struct catalog_releases {
	struct catalog_release *list;
	size_t count;
};

void catalog_releases_fini(struct catalog_releases *releases);

/* A file of a release's folder. */
struct catalog_file {
	char name[96]; /* "index.html", "media/p1.png", "v/1/index.html" */
	char sha256[HASH_HEX_SIZE];
	uint64_t size;
	char type[80];   /* of a picture or an attachment (in the store too),
			  * else "" */
	char title[128]; /* of an attachment, else "" */
};

struct catalog_files {
	struct catalog_file *list;
	size_t count;
};

void catalog_files_fini(struct catalog_files *files);

/* What is to be published.  Strings are the caller's; NULL is "". */
struct catalog_publication {
	int64_t job;
	int64_t site;
	int64_t release;  /* a new version of this one; 0: a new release */
	const char *work; /* of a new release: the work it translates, or "" */
	const char *folder; /* where the next version will be looked for … */
	const char *stem;   /* … and under which name: catalog_by_stem() */
	const char *guid;
	const char *lang;
	const char *slug;
	const char *title;
	const char *deck;
	const char *issued;
	const char *format;
	const char *source_sha256;
	const char *note;
	const struct findings *findings; /* of the job; NULL: as they were … */
	const struct values *values;     /* … and as these were */
	const uint64_t *sketch;          /* CATALOG_SKETCH numbers, or NULL */
	unsigned words;
	int64_t embargo;
	int64_t expires;
	int64_t revision; /* as the document's own vocabulary counts, or 0 */
	int minor;
	int correction;  /* the change is called "correct", not "update" */
	int64_t when;    /* the instant of publication … */
	int year, month; /* … and its month in the site's zone */
};

struct catalog_plan {
	char work[CATALOG_WORK_SIZE];
	int64_t release;
	int64_t version;
	unsigned number;
	char path[CATALOG_PATH_SIZE];
	int64_t first_published;
	int64_t published; /* of this version: the plan's, not this call's */
};

/*
 * Plan the publication of a job: make work, release and version as needed.
 * The path is /{lang}/{yyyy}/{mm}/{slug}/; a slug that is taken in that month
 * (whatever became of the release) gets -2, -3 …, an empty one is "release".
 * Of a release that was published before, path and slug stay.
 *
 * A job has one plan: planning again refreshes title and the like and
 * returns the same path, number and instant.  While another job's plan for
 * the same release is open: V_DEFER "publication-busy".
 */
enum verdict catalog_plan(struct catalog *catalog,
    const struct catalog_publication *publication, struct catalog_plan *ret,
    struct why *why);

/* Fix what will be installed; replaces what an earlier call fixed.  Durable
 * before the first rename.  For a live version: it is rendered again. */
enum verdict catalog_plan_files(struct catalog *catalog, int64_t version,
    const char *release_sha256, const struct catalog_files *files,
    struct why *why);

/* Note what a planned version changes; minor: it will move no date of a
 * feed. */
enum verdict catalog_plan_difference(struct catalog *catalog, int64_t version,
    int minor, const struct catalog_difference *difference, struct why *why);

/* Fix the words that a version is found by, as release_search() gives them. */
enum verdict catalog_plan_search(struct catalog *catalog, int64_t version,
    const char *words, struct why *why);

/* The job's plan is not carried out: nothing of it was installed. */
enum verdict catalog_plan_drop(struct catalog *catalog, int64_t job,
    struct why *why);

/* Plans whose files are fixed but which are not committed, with .version
 * being the planned one: for recovery. */
enum verdict catalog_plans(struct catalog *catalog,
    struct catalog_releases *ret, struct why *why);

/*
 * Commit what has been installed: each version becomes live and the one
 * before superseded, their jobs follow, and the change gets its number.  A
 * version that was live already has been rendered again; one that was
 * withdrawn is back.
 */
enum verdict catalog_publish(struct catalog *catalog, const int64_t *versions,
    size_t count, int64_t now, struct why *why);

/* The files of a version as they are installed, or as they are planned. */
enum verdict catalog_files(struct catalog *catalog, int64_t version,
    int planned, struct catalog_files *ret, struct why *why);

/* The pictures of a version, whatever is installed: what rendering needs of
 * the store. */
enum verdict catalog_pictures(struct catalog *catalog, int64_t version,
    struct catalog_files *ret, struct why *why);

enum verdict catalog_release_get(struct catalog *catalog, int64_t release,
    struct catalog_release *ret, struct why *why);
enum verdict catalog_release_by_path(struct catalog *catalog, int64_t site,
    const char *path, struct catalog_release *ret, struct why *why);
/* With .version being that one, whatever its standing. */
enum verdict catalog_release_of_version(struct catalog *catalog,
    int64_t version, struct catalog_release *ret, struct why *why);

/* The versions of a release before number that the public has seen and that
 * no withdrawal came after, in order, each as .version of it. */
enum verdict catalog_versions_before(struct catalog *catalog, int64_t release,
    unsigned number, struct catalog_releases *ret, struct why *why);

/* What documents are recognised by.  folder NULL: in any. */
struct catalog_key {
	int64_t site;
	const char *folder;
	const char *stem;
	const char *source_sha256;
};

/* Releases of a stem, in every language, planned ones and withdrawn ones too
 * (but not erased ones), the newest first: the caller strips the language
 * from folder and stem, and looks at the texts. */
enum verdict catalog_by_stem(struct catalog *catalog,
    const struct catalog_key *key, struct catalog_releases *ret,
    struct why *why);
/* Releases that are public under that title, whatever the case of ASCII
 * letters, the newest first: how people name a release. */
enum verdict catalog_by_title(struct catalog *catalog, int64_t site,
    const char *title, struct catalog_releases *ret, struct why *why);
enum verdict catalog_by_guid(struct catalog *catalog, int64_t site,
    const char *guid, struct catalog_releases *ret, struct why *why);

/* Versions with these bytes as their original, with .version being that
 * one, the newest first: live is a duplicate, superseded asks "back to
 * version 1?", withdrawn asks "publish again?". */
enum verdict catalog_by_source(struct catalog *catalog,
    const struct catalog_key *key, struct catalog_releases *ret,
    struct why *why);

struct catalog_takedown {
	int64_t release;
	enum standing to;   /* STANDING_WITHDRAWN or STANDING_GONE */
	const char *reason; /* NULL is "" */
	int readable; /* WITHDRAWN: no list names it, but its page stays, with a
		       * banner, as soon as its version is rendered again */
};

/*
 * Take a release down: live to withdrawn or gone, withdrawn to gone.  Its
 * version and its job follow, and the change gets its number.  From now on no
 * list names it; when the lists are out, its folder leaves the web root, or
 * gives way to a notice (a stage whose files catalog_plan_files() fixed with
 * release_sha256 ""), and catalog_removed() says so; of what is erased it
 * forgets the address too, but for its month and a hash, and the slug is "".
 * catalog_removals() are those where this is still to be done.
 */
enum verdict catalog_take_down(struct catalog *catalog,
    const struct catalog_takedown *takedown, int64_t now, struct why *why);
enum verdict catalog_removals(struct catalog *catalog,
    struct catalog_releases *ret, struct why *why);
enum verdict catalog_removed(struct catalog *catalog, int64_t release,
    struct why *why);

struct catalog_hashes {
	char (*list)[HASH_HEX_SIZE];
	size_t count;
};

/*
 * As catalog_take_down() to STANDING_ERASED, and forget every word of it:
 * titles, decks, places, quotes, findings, sketches, hashes, of all versions
 * and their jobs; its path stays taken.  *ret lists what the store may drop
 * now: no other version has it.  Call catalog_checkpoint() after the commit.
 */
enum verdict catalog_erase(struct catalog *catalog, int64_t release,
    int64_t now, struct catalog_hashes *ret, struct why *why);
void catalog_hashes_fini(struct catalog_hashes *hashes);

/* Is the blob the original, release XML or picture of any version? */
enum verdict catalog_has_blob(struct catalog *catalog, const char *sha256,
    int *ret, struct why *why);

#include "catalog/life.h"

#endif /* CATALOG_PUBLICATION_H */
