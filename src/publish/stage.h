/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The web root and the stage beside it: where a release is put together
 * before a visitor can see it.
 *
 * Runs in gazetted and gazette, the only writers of both.  The stage lies on
 * the web root's file system, so that one rename shows a release whole.
 */
#ifndef PUBLISH_STAGE_H
#define PUBLISH_STAGE_H

#include <stddef.h>

#include "base/why.h"
#include "catalog/catalog.h"

struct folders;

/* The folders of one site. */
struct web {
	int root;
	int stage;
	int sync_whole;          /* see web_open() */
	struct folders *durable; /* in root: known to publish_settle() */
};

/*
 * Open both, making the stage (and the web root) if missing.  V_FATAL "stage"
 * if they lie on two file systems, if a rename between them is refused all
 * the same (two mounts of one), or if two folders can't change places there.
 *
 * On btrfs all syncs are of the whole file system: its log of single fsyncs
 * can't tell of a folder that moved from one parent to another, and a power
 * cut after that leaves a file system that Linux 6.18 will not mount
 * ("invalid nlink … for dir"; tests/system/powercut.t found it).
 * web_close() accepts what web_init() made.
 */
void web_init(struct web *web);
enum verdict web_open(const char *root, const char *stage, struct web *ret,
    struct why *why);
/* The web root alone, which must be there: gazette verify. */
enum verdict web_open_reader(const char *root, struct web *ret,
    struct why *why);
void web_close(struct web *web);

/* A release folder on the stage. */
struct staged {
	const struct web *web;
	char name[CATALOG_UID_SIZE]; /* of stage/<name>: the job's uid */
	int dir;
	int synced;
	struct catalog_files files; /* what was put, for catalog_plan_files() */
};

/* Begin stage/<uid>, empty, whatever an earlier attempt left there. */
enum verdict stage_begin(const struct web *web, const char *uid,
    struct staged *ret, struct why *why);

struct stage_file {
	const char *name;  /* "index.html", "media/p1.png" */
	const char *type;  /* as in struct catalog_file: of a picture or an
			    * attachment, else "" */
	const char *title; /* of an attachment, or NULL */
	const void *data;
	size_t len;
};

/* Put a file, and beside it its compressed twin where it has one (twin.h),
 * which is a file like any other.  Its mode is 0644 whatever the umask:
 * visitors' servers read it. */
enum verdict stage_put(struct staged *staged, const struct stage_file *file,
    struct why *why);

/* Make everything of these stages durable by one syncfs of their file system,
 * and with it what the store has there (store_sync_beside()).  After a failure
 * they are to be begun again: the kernel may take for clean what it could not
 * write. */
enum verdict stage_sync(struct staged *const *staged, size_t count,
    struct why *why);

/* Remove stage/<name> with all that lies in it (after an update: the old
 * release), and free what staged holds. */
void stage_end(struct staged *staged);

/* At start: nothing on the stage is worth keeping. */
enum verdict stage_sweep(const struct web *web, unsigned *ret_removed,
    struct why *why);

#endif /* PUBLISH_STAGE_H */
