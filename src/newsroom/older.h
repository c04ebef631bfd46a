/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The older versions of a release, where a site shows them
 * (public_versions): rendered together with the latest one, and installed in
 * the same folder, so that they come, change and go with it.
 *
 * Runs in gazetted and gazette.
 */
#ifndef NEWSROOM_OLDER_H
#define NEWSROOM_OLDER_H

#include "base/why.h"

struct buf;
struct catalog_release;
struct catalog_releases;
struct dispatch;
struct piece;

/*
 * Which versions stand beside the release that the piece is rendered to: none
 * where the site shows none, or where it is down; the oldest are left out
 * where a worker could not take them all.  Append to frames what tells the
 * worker of them.
 */
enum verdict older_tell(struct piece *piece,
    const struct catalog_release *release, struct buf *frames,
    struct catalog_releases *ret, struct why *why);

/* Put the pages that the worker made of them on the stage, with their pictures
 * and attachments out of the store. */
enum verdict older_stage(struct piece *piece, const struct dispatch *dispatch,
    struct why *why);

#endif /* NEWSROOM_OLDER_H */
