/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside mirror: putting what was fetched in place, and taking away. */
#ifndef MIRROR_PLACE_H
#define MIRROR_PLACE_H

#include "mirror/fetch.h"
#include "mirror/listing.h"
#include "mirror/mirror.h"

/* A mirror at work. */
struct mirror {
	const struct mirror_settings *settings;
	struct fetcher *fetcher;
	int dir;  /* the folder */
	int work; /* its .gazette-mirror: what is on its way, and the state */
	struct mirror_result result;
};

/* Is the file in place, with this hash?  1, 0, or -1 and errno. */
int place_has(const struct mirror *m, const struct listed *file);

/* Make the folder hold what the listing says; old is what it held, for the
 * folders of releases, which change whole. */
enum verdict place_all(struct mirror *m, const struct listing *old,
    const struct listing *now, struct why *why);

/* Take away what old lists and now does not. */
enum verdict place_remove(struct mirror *m, const struct listing *old,
    const struct listing *now, struct why *why);

/* Fetch one file that is known by its hash into work/name. */
enum verdict place_fetch(struct mirror *m, const struct listed *file,
    const char *name, struct why *why);

/* Rename work/name to path, making its folders. */
enum verdict place_rename(struct mirror *m, const char *name, const char *path,
    struct why *why);

#endif /* MIRROR_PLACE_H */
