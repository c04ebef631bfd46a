/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A mirror: a folder that is made equal to a site, byte for byte.
 *
 * Runs in gazette-mirror, as whoever serves the copy.  It may be killed at
 * any time: a release changes its place whole, a manifest is put in place when
 * all that it lists is, and what the server said last when everything is; and
 * a journal tells the next run what this one had in hand (journal.h).
 */
#ifndef MIRROR_MIRROR_H
#define MIRROR_MIRROR_H

#include "base/why.h"

struct mirror_settings {
	const char *url;
	const char *folder; /* made if missing */
	int check;          /* hash again what lies there, whatever was noted */
};

struct mirror_result {
	unsigned fetched; /* files */
	unsigned removed; /* files and releases */
};

/*
 * Make the folder equal.  V_DEFER: try again later ("mirror-busy": another
 * process is at it; "mirror-moved": the site changed faster than it could be
 * read); V_REJECT: the server says what it may not.
 */
enum verdict mirror_run(const struct mirror_settings *settings,
    struct mirror_result *ret, struct why *why);

#endif /* MIRROR_MIRROR_H */
