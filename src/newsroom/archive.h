/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A state folder in use: its lock, catalogue, store and spool.
 */
#ifndef NEWSROOM_ARCHIVE_H
#define NEWSROOM_ARCHIVE_H

#include "base/why.h"
#include "catalog/catalog.h"
#include "store/spool.h"
#include "store/store.h"

struct archive {
	const char *path; /* of the settings */
	int dir;
	int lock;
	struct catalog *catalog;
	struct catalog_state was;
	struct store *store;
	struct spool *spool;
};

/* Take the lock (V_DEFER "locked" if another process has it) and open all. */
enum verdict archive_open(const char *path, struct archive *ret,
    struct why *why);

/* Open for reading beside the daemon: no lock, no spool. */
enum verdict archive_open_reader(const char *path, struct archive *ret,
    struct why *why);

/* clean: nothing is half done. */
void archive_close(struct archive *archive, int clean);

#endif /* NEWSROOM_ARCHIVE_H */
