/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Inside mirror: what a run is about to touch.
 *
 * A run that is killed between its first file and its last manifest leaves
 * the folder between two states, and what it put there or took away no
 * manifest in the folder tells.  So the paths are written down before any of
 * them is touched; the next run believes nothing about them, and removes those
 * that no manifest lists any more.
 */
#ifndef MIRROR_JOURNAL_H
#define MIRROR_JOURNAL_H

#include <stddef.h>

#include "base/why.h"
#include "mirror/listing.h"

#define JOURNAL "unfinished" /* its name in the work folder */

/* A file, or a release whole: "sv/2026/05/x". */
struct journalled {
	char *path;
	int is_left;   /* by a run that did not end */
	int is_listed; /* by a manifest as it is now */
};

struct journal {
	struct journalled
	    *list; /* by path, each once, but for what was added */
	size_t count;
	size_t cap;
	size_t sorted; /* how many, from the first, are in order */
	int is_left;   /* the run that wrote it did not end */
};

/* Read what was left in the work folder; nothing if the last run ended. */
enum verdict journal_read(int work, struct journal *ret, struct why *why);
void journal_fini(struct journal *journal);

/* Was that run about to touch the file, or the release that it is in? */
int journal_has(const struct journal *journal, const char *path);

/* Note the path of a file, or its release. */
void journal_add(struct journal *journal, const char *path);

/* Note what the two listings don't have in common. */
void journal_add_changes(struct journal *journal, const struct listing *old,
    const struct listing *now);

/* Put all of it on the disk: after that its paths may be touched. */
enum verdict journal_write(struct journal *journal, int work, struct why *why);

/* Mark what the listing has: it is not left over.  After journal_write(). */
void journal_mark(struct journal *journal, const struct listing *listing);

/* The run has ended. */
enum verdict journal_end(int work, struct why *why);

#endif /* MIRROR_JOURNAL_H */
