/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside mirror: putting what was fetched in place, and taking away. */
#ifndef MIRROR_PLACE_H
#define MIRROR_PLACE_H

#include "mirror/fetch.h"
#include "mirror/journal.h"
#include "mirror/listing.h"
#include "mirror/mirror.h"

enum {
	STAGE_MAX = 64, /* releases and files that share one sync */
};

/* What is made and not yet in place; see stage.h. */
struct staged {
	char *path;
	int is_release;
};

struct stage {
	struct staged list[STAGE_MAX];
	size_t count;
	unsigned moved; /* files that are not as they were listed … */
	struct why why; /* … and what was said of the first */
};

/* A mirror at work. */
struct mirror {
	const struct mirror_settings *settings;
	struct fetcher *fetcher;
	int dir;  /* the folder */
	int work; /* its .gazette-mirror: what is on its way, and the state */
	struct journal journal;
	struct stage stage;
	struct mirror_result result;
};

/* Is the file in place, with this hash?  1, 0, or -1 and errno. */
int place_has(const struct mirror *m, const struct listed *file);

/* Does the file at path hold exactly the bytes? */
int place_has_text(const struct mirror *m, const char *path, const void *data,
    size_t len);

/* Open the folder that path is in, making it if asked to: a descriptor, or -1
 * and errno.  What follows is the name in it. */
int place_parent(int dir, const char *path, int make, const char **ret_name);

/* Take away what the journal notes and no manifest lists, and the folders that
 * become empty. */
enum verdict place_remove(struct mirror *m, struct why *why);

/* Fetch one file that is known by its hash into dir/name, which is not there.
 * V_DEFER "mirror-moved" if it is another. */
enum verdict place_fetch(struct mirror *m, const struct listed *file, int dir,
    const char *name, struct why *why);

/* Put the bytes at path, unless it holds them already.  They are on the disk
 * before they are in place. */
enum verdict place_text(struct mirror *m, const char *path, const void *data,
    size_t len, struct why *why);

/* Rename work/name to path, making its folders. */
enum verdict place_rename(struct mirror *m, const char *name, const char *path,
    struct why *why);

#endif /* MIRROR_PLACE_H */
