/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Inside mirror: the manifests of a site, those that the folder has and those
 * that it shall have.  Those that changed wait in the work folder until all
 * that they list is in place.
 */
#ifndef MIRROR_MANIFESTS_H
#define MIRROR_MANIFESTS_H

#include "mirror/place.h"

enum {
	MANIFEST_MAX = 1 << 26, /* bytes of one */
};

/* The manifests, as the folder's index lists them and as the server's. */
struct manifests {
	struct listing before;
	struct listing after;
};

typedef enum verdict manifests_call(struct mirror *m, const struct listing *old,
    const struct listing *now, struct why *why);

/* Read dir/path; empty where there is none, or it is damaged.  key: "files",
 * or "manifests" for the index. */
enum verdict manifests_read(int dir, const char *path, const char *key,
    struct listing *ret, struct why *why);

/* Fetch those that changed. */
enum verdict manifests_fetch(struct mirror *m,
    const struct manifests *manifests, struct why *why);

/* Call for each that was fetched, with what it listed and lists. */
enum verdict manifests_each_changed(struct mirror *m,
    const struct manifests *manifests, manifests_call *call, struct why *why);

/* Write into the journal what will be touched, and mark there what stays. */
enum verdict manifests_note(struct mirror *m, const struct manifests *manifests,
    struct why *why);

/* All that they list is in place: so are they. */
enum verdict manifests_place(struct mirror *m,
    const struct manifests *manifests, struct why *why);

#endif /* MIRROR_MANIFESTS_H */
