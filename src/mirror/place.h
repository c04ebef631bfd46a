/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside mirror: putting what was fetched in place, and taking away. */
#ifndef MIRROR_PLACE_H
#define MIRROR_PLACE_H

#include "mirror/fetch.h"
#include "mirror/journal.h"
#include "mirror/listing.h"
#include "mirror/mirror.h"

/* A mirror at work. */
struct mirror {
	const struct mirror_settings *settings;
	struct fetcher *fetcher;
	int dir;  /* the folder */
	int work; /* its .gazette-mirror: what is on its way, and the state */
	struct journal journal;
	struct mirror_result result;
};

/* Is the file in place, with this hash?  1, 0, or -1 and errno. */
int place_has(const struct mirror *m, const struct listed *file);

/* Make the folder hold what the listing says; old is what it held, for the
 * folders of releases, which change whole.  What the journal has left is
 * looked at again. */
enum verdict place_all(struct mirror *m, const struct listing *old,
    const struct listing *now, struct why *why);

/* Take away what the journal notes and no manifest lists, and the folders that
 * become empty. */
enum verdict place_remove(struct mirror *m, struct why *why);

/* Fetch one file that is known by its hash into work/name. */
enum verdict place_fetch(struct mirror *m, const struct listed *file,
    const char *name, struct why *why);

/* Put the bytes at path, unless it holds them already.  They are on the disk
 * before they are in place. */
enum verdict place_text(struct mirror *m, const char *path, const void *data,
    size_t len, struct why *why);

/* Rename work/name to path, making its folders. */
enum verdict place_rename(struct mirror *m, const char *name, const char *path,
    struct why *why);

#endif /* MIRROR_PLACE_H */
