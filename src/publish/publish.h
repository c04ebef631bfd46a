/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Installing releases: from the stage to their address by one rename.
 *
 * Runs in gazetted and gazette.  The order of a batch: stage_sync(),
 * catalog_plan_files() durably, publish_install() each, publish_settle(),
 * publish_check() each, catalog_publish(), stage_end() each.  Every step may
 * be repeated after a crash.  Paths are the catalogue's: "/sv/2026/05/slug/".
 */
#ifndef PUBLISH_PUBLISH_H
#define PUBLISH_PUBLISH_H

#include <stddef.h>

#include "base/why.h"
#include "catalog/catalog.h"
#include "publish/stage.h"

struct site;

/*
 * Rename the staged release to its path: a first publication takes an empty
 * place, an update changes places with what is there, which then lies on the
 * stage until stage_end().  staged has been synced.  Not durable before
 * publish_settle().
 */
enum verdict publish_install(struct staged *staged, const char *path,
    struct why *why);

/*
 * Take an installation back before it is committed: what was there before, or
 * nothing, is at path again, and the release on the stage.  Not durable before
 * publish_settle(); what is not installed stays as it is.
 */
enum verdict publish_retract(struct staged *staged, const char *path,
    struct why *why);

/* Make renames to (and removals from) these paths durable, each folder
 * once. */
enum verdict publish_settle(const struct web *web, const char *const *paths,
    size_t count, struct why *why);

enum installed {
	INSTALLED_NONE,  /* nothing is there */
	INSTALLED_SAME,  /* exactly these files with these hashes */
	INSTALLED_OTHER, /* something else: the version before, or a stranger */
};

/* Read back what lies at path and compare it with files. */
enum verdict publish_check(const struct web *web, const char *path,
    const struct catalog_files *files, enum installed *ret, struct why *why);

/*
 * Recovery: for each plan whose target holds exactly the planned files,
 * settle and catalog_publish(); the others' jobs run again.  Of a pair
 * (catalog/pair.h) that was installed in part nothing is committed.  A
 * rendering of a live version that never reached its target is left for its
 * job.  *ret_committed counts.
 */
enum verdict publish_recover(const struct site *site, int64_t now,
    unsigned *ret_committed, struct why *why);

/* Is it what a crash leaves of a file that was being written, such as
 * "id/x/.index.html.new"? */
int publish_is_half(const char *path);

/* Remove such a file, and the folders over it that are then empty. */
enum verdict publish_remove_half(const struct web *web, const char *path,
    struct why *why);

/* Take the folder at path out of the web root, durably; not being there is
 * success. */
enum verdict publish_remove(const struct web *web, const char *path,
    struct why *why);

#endif /* PUBLISH_PUBLISH_H */
