/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Manifests as a mirror reads them (doc/downstream.md): what should lie
 * where, with its hash.  They come from a stranger: sizes are bounded, and a
 * path that could lead out of the folder, or into ours, is refused.
 */
#ifndef MIRROR_LISTING_H
#define MIRROR_LISTING_H

#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/why.h"

struct listed {
	char *path;
	char sha256[HASH_HEX_SIZE];
	uint64_t size;
};

struct listing {
	char epoch[64];
	struct listed *list; /* by path, each once */
	size_t count;
};

/* key: "files" or "manifests".  V_REJECT "mirror-manifest". */
enum verdict listing_read(const char *text, size_t len, const char *key,
    struct listing *ret, struct why *why);
void listing_fini(struct listing *listing);

/* NULL if the path is not in it. */
const struct listed *listing_find(const struct listing *listing,
    const char *path);

#endif /* MIRROR_LISTING_H */
