/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What lists, feeds, changes and checks read from the catalogue.  Included
 * by catalog.h, whose conventions hold here.
 */
#ifndef CATALOG_LISTING_H
#define CATALOG_LISTING_H

#include "catalog/catalog.h"

struct catalog_release;
struct catalog_releases;

/* Which releases; only what a function names matters. */
struct catalog_select {
	int64_t site;
	const char *lang;
	int year, month;
	int64_t after;  /* ids or numbers over this: the next page */
	unsigned limit; /* 0: 1000 */
};

/* Live releases of site and lang, the latest first publication first. */
enum verdict catalog_latest(struct catalog *catalog,
    const struct catalog_select *select, struct catalog_releases *ret,
    struct why *why);
/* The same by the last change that was not minor: feeds. */
enum verdict catalog_latest_updated(struct catalog *catalog,
    const struct catalog_select *select, struct catalog_releases *ret,
    struct why *why);
/* Live ones of site, lang, year and month, the latest first; all of them
 * where limit is 0. */
enum verdict catalog_of_month(struct catalog *catalog,
    const struct catalog_select *select, struct catalog_releases *ret,
    struct why *why);
/* Live releases of site and lang that were the after + 1st to after + limit-th
 * to be published there, in this order. */
enum verdict catalog_of_ordinals(struct catalog *catalog,
    const struct catalog_select *select, struct catalog_releases *ret,
    struct why *why);
/* The words that a version is found by; NULL where none are known.  The caller
 * frees. */
enum verdict catalog_search(struct catalog *catalog, int64_t version,
    char **ret, struct why *why);
/* The highest ordinal of site and lang; 0: none. */
enum verdict catalog_last_ordinal(struct catalog *catalog,
    const struct catalog_select *select, int64_t *ret, struct why *why);

/* Live releases of site and lang (NULL: any) that were the after + 1st to
 * after + limit-th of their year and month, in this order. */
enum verdict catalog_of_part(struct catalog *catalog,
    const struct catalog_select *select, struct catalog_releases *ret,
    struct why *why);

/* Part of a month: so many releases at most. */
struct catalog_part {
	int year, month;
	int64_t after; /* 0, 100, … for parts of 100 */
};

struct catalog_parts {
	struct catalog_part *list;
	size_t count;
};

/* The parts of limit releases of site and lang (NULL: any) that have something
 * live, the latest first. */
enum verdict catalog_parts(struct catalog *catalog,
    const struct catalog_select *select, struct catalog_parts *ret,
    struct why *why);
void catalog_parts_fini(struct catalog_parts *parts);

/* Releases of site and lang that were taken down and are not back, the latest
 * change first, each with .updated being that change. */
enum verdict catalog_taken_down(struct catalog *catalog,
    const struct catalog_select *select, struct catalog_releases *ret,
    struct why *why);

/* Releases of site that are gone for good or erased, by path. */
enum verdict catalog_gone(struct catalog *catalog, int64_t site,
    struct catalog_releases *ret, struct why *why);

/* Live releases of a work, one of each language, by language. */
enum verdict catalog_of_work(struct catalog *catalog, const char *work,
    struct catalog_releases *ret, struct why *why);

/* Releases of a work whatever their standing, but for erased ones. */
enum verdict catalog_whole_work(struct catalog *catalog, const char *work,
    struct catalog_releases *ret, struct why *why);

/* Releases of site with ids over after, by id, that have files in the web
 * root: live ones, and withdrawn ones with a notice.  Verify, rebuild. */
enum verdict catalog_installed(struct catalog *catalog,
    const struct catalog_select *select, struct catalog_releases *ret,
    struct why *why);

/* Call for each release that catalog_installed() finds, some at a time, until
 * one is not V_OK. */
enum verdict catalog_each_installed(struct catalog *catalog, int64_t site,
    enum verdict (*call)(void *arg, const struct catalog_release *release,
	struct why *why),
    void *arg, struct why *why);

struct catalog_month {
	char lang[CATALOG_LANG_SIZE];
	int year, month;
	uint64_t count; /* live releases */
};

struct catalog_months {
	struct catalog_month *list;
	size_t count;
};

/* Months of a language (NULL: of every language) that have something live,
 * the latest first. */
enum verdict catalog_months(struct catalog *catalog, int64_t site,
    const char *lang, struct catalog_months *ret, struct why *why);
/* Languages that have something live, with their counts; month is 0. */
enum verdict catalog_langs(struct catalog *catalog, int64_t site,
    struct catalog_months *ret, struct why *why);
void catalog_months_fini(struct catalog_months *months);

enum change_op {
	CHANGE_PUBLISH,
	CHANGE_UPDATE,
	CHANGE_CORRECT,
	CHANGE_TRANSLATE,
	CHANGE_RERENDER,
	CHANGE_WITHDRAW,
	CHANGE_RESTORE,
	CHANGE_EXPIRE,
	CHANGE_MOVE,
	CHANGE_GONE,
	CHANGE_ERASE,
	CHANGE_OPS
};

/* "publish" and so on, as the change lines say. */
const char *change_op_name(enum change_op op);

/* Numbered in the transaction that made it true, without end and, within a
 * site, in order. */
struct catalog_change {
	int64_t seq;
	int64_t at;
	enum change_op op;
	int64_t release;
	int64_t version;
	char work[CATALOG_WORK_SIZE];
	char lang[CATALOG_LANG_SIZE];
	char path[CATALOG_PATH_SIZE];
	unsigned number; /* of the version */
	int64_t line;    /* of the site, from 1: ledger.h */
	int year, month; /* of the release */
};

struct catalog_changes {
	struct catalog_change *list;
	size_t count;
};

/* Changes of site with numbers over after, in order. */
enum verdict catalog_changes(struct catalog *catalog,
    const struct catalog_select *select, struct catalog_changes *ret,
    struct why *why);
/* The latest change of site and lang (NULL: any); ret->seq is 0 where there
 * is none. */
enum verdict catalog_last_change(struct catalog *catalog,
    const struct catalog_select *select, struct catalog_change *ret,
    struct why *why);
/* The latest change of a release. */
enum verdict catalog_release_change(struct catalog *catalog, int64_t release,
    struct catalog_change *ret, struct why *why);
void catalog_changes_fini(struct catalog_changes *changes);

/*
 * The number up to which the lists of a site are installed; changes after it
 * have touched lists that are still to be made, also after a crash.  -1: all
 * lists are to be made anew.
 */
enum verdict catalog_listed(struct catalog *catalog, int64_t site,
    int64_t *ret_seq, struct why *why);
enum verdict catalog_set_listed(struct catalog *catalog, int64_t site,
    int64_t seq, struct why *why);

#endif /* CATALOG_LISTING_H */
