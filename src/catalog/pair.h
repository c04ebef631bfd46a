/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The catalogue's pairs: documents that were read, that nobody has to be
 * asked about, and that wait for their other languages or go out with them.
 * Included by catalog.h, whose conventions hold here.
 *
 * A member is a job that waits (waiting or scheduled; received while a person
 * has just approved it).  Members of one family are languages of one work;
 * those with the same pair are published in the same moment.
 */
#ifndef CATALOG_PAIR_H
#define CATALOG_PAIR_H

#include "catalog/catalog.h"

struct catalog_member {
	int64_t job;
	char family[CATALOG_PLACE_SIZE]; /* as releases.stem: names_family() */
	char lang[CATALOG_LANG_SIZE];
	char title[512];
	char partner[256]; /* the words that name what it translates, or "" */
	char work[CATALOG_WORK_SIZE]; /* what is live of its work, or "" */
	int64_t due;   /* its own instant: it may not be seen before … */
	int embargo;   /* … because of its words, not of a time to think */
	int64_t alone; /* when it goes without the others; CATALOG_NEVER */
	char pair[CATALOG_UID_SIZE]; /* of those that go together, or "" */
	/* Of its job, and only read. */
	enum job_state state;
	char place[CATALOG_PLACE_SIZE];
};

struct catalog_members {
	struct catalog_member *list;
	size_t count;
};

void catalog_members_fini(struct catalog_members *members);

/* A job is a member from now on, or is known better. */
enum verdict catalog_member_put(struct catalog *catalog,
    const struct catalog_member *member, struct why *why);

/* It is none (any more). */
enum verdict catalog_member_remove(struct catalog *catalog, int64_t job,
    struct why *why);

/* The member that the job is, whatever its state; job 0: it is none. */
enum verdict catalog_member(struct catalog *catalog, int64_t job,
    struct catalog_member *ret, struct why *why);

/* All of a site whose job still waits, the oldest first; others are
 * forgotten. */
enum verdict catalog_members(struct catalog *catalog, int64_t site,
    struct catalog_members *ret, struct why *why);

/* Of one pair, with those whose job does not wait any more. */
enum verdict catalog_members_of(struct catalog *catalog, const char *pair,
    struct catalog_members *ret, struct why *why);

/* The release that is planned for a job; id 0: none is. */
enum verdict catalog_planned_for(struct catalog *catalog, int64_t job,
    struct catalog_release *ret, struct why *why);

#endif /* CATALOG_PAIR_H */
