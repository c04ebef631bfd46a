/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Putting things into a drop folder that belongs to other people.
 *
 * They rename, replace and link while we look: so everything goes by
 * descriptors of folders, no link is ever followed, nothing of theirs is
 * ever overwritten or deleted, and what does not succeed is reported but
 * changes nothing about the publication.  Paths are bytes, relative to the
 * descriptor drop of the drop folder.
 */
#ifndef STAFF_PLACE_H
#define STAFF_PLACE_H

#include <sys/stat.h>

#include <stddef.h>
#include <stdint.h>

#include "base/why.h"

enum {
	PLACE_PATH_MAX = 4096
};

/* What lies beside a document, told apart by its suffix. */
enum place_kind {
	PLACE_FIX,      /* <name>.FIX.html */
	PLACE_QUESTION, /* <name>.QUESTION.html: held */
	PLACE_NOTICE,   /* <name>.NOTICE.html: waits, open, our trouble */
	PLACE_PREVIEW,  /* <name>.PREVIEW.html: the page as it will be */
	PLACE_RECEIPT,  /* <name>.receipt.html */
	PLACE_KIND_COUNT
};

/* ".FIX.html" and so on. */
const char *place_suffix(enum place_kind kind);

struct place_page {
	enum place_kind kind;
	const void *data;
	size_t len;
};

/*
 * Put a page beside the document at path, whole: a temporary name that
 * intake ignores, then a rename.  A page that is there already with the same
 * bytes keeps its time.  An older one of ours (junk_is_own) is replaced, and
 * the other kinds but the preview are taken away, since a document has one
 * state.  Where a file that is not ours bears the name, a "-2" is added.  A
 * preview is given our mark.  All but receipts are synced: an empty file
 * after a power cut would not be known as ours.  V_DEFER when the folder is
 * gone or full.
 */
enum verdict place_put_beside(int drop, const char *path,
    const struct place_page *page, struct why *why);

/* Take away every page of ours beside path but receipts, by which a release
 * can still be taken down; not being there is success. */
enum verdict place_clear_beside(int drop, const char *path, struct why *why);

/*
 * Put a page of the folder itself, such as "_status.html", whole.  Not ours
 * under that name: V_HOLD "name-taken".
 */
enum verdict place_put(int drop, const char *path, const void *data, size_t len,
    struct why *why);

/* What an original was when it was taken in, and where it goes. */
struct place_seen {
	ino_t ino;
	struct timespec ctime;
	const char *folder; /* "_done/2026-05" */
};

/* All but the folder. */
void place_seen_from(struct place_seen *seen, const struct stat *st);

/*
 * Move the original at path to seen->folder, which is made when missing, only
 * if it is still the file that was seen; "-2" and so on where the name
 * is taken, and a copy, synced before the original goes, where the folder is
 * on another file system.  ret_path is where it lies now, relative to drop.
 * V_HOLD "original-changed" if it is another file now (it is left alone and
 * will be taken in again), V_OK and ret_path "" if it is gone, V_DEFER if it
 * can't be moved: it is published all the same.
 */
enum verdict place_move(int drop, const char *path,
    const struct place_seen *seen, char ret_path[PLACE_PATH_MAX],
    struct why *why);

/* "_done/2026-05" for an instant in the zone; done is the setting. */
void place_month_folder(char *dst, size_t size, const char *done,
    const char *zone, int64_t when);

#endif /* STAFF_PLACE_H */
