/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Has a file arrived whole?
 *
 * "The size is stable" proves nothing: Explorer sets the full size first and
 * fills it afterwards.  So content proves it: a ZIP whose end record agrees
 * with the size, an XML that ends with its root's end tag, are whole at once.
 * What looks like one of them and is not finished waits, up to 10 minutes.
 * What has no end to look for is whole after 2 quiet seconds: neither size
 * nor inode nor ctime changed (never the mtime alone).
 */
#ifndef INTAKE_SETTLE_H
#define INTAKE_SETTLE_H

#include <stddef.h>
#include <stdint.h>

#include "intake/scan.h"

struct settle_limits {
	int64_t quiet;      /* ms without change, 2,000 */
	int64_t incomplete; /* ms from the last change to giving up, 600,000 */
	int64_t max_size;   /* of a document; a larger one is not looked into */
	size_t max_tracked; /* files that are waited for at once, 20,000 */
};

enum settled {
	SETTLE_WAIT,       /* not yet: settle_next() says when to look again */
	SETTLE_WHOLE,      /* take it */
	SETTLE_INCOMPLETE, /* given up until it changes: tell its sender */
	SETTLE_EMPTY,      /* so too, and it has no byte at all */
	SETTLE_GONE,       /* it is not what was seen any more: scan again */
};

struct settle;

/* Files by place and folder: keep one table for each drop folder. */
struct settle *settle_new(const struct settle_limits *limits);
void settle_free(struct settle *settle);

/*
 * Look at a candidate (KIND_FILE) of the drop folder drop.  now is monotonic,
 * in ms.  An answer other than SETTLE_WAIT is remembered until the file
 * changes, so that a held file is not read at every scan.  A full table makes
 * nobody starve: a file that content proves needs no place in it, and answers
 * give way to files that wait.
 */
enum settled settle_look(struct settle *settle, int drop,
    const struct candidate *candidate, int64_t now);

/*
 * The worker found a hole in what seemed whole ("incomplete").  Clients write
 * in any order, and the last piece may have come after the copy was made: so
 * the file is offered again after 2, 4, 8 … seconds, at once when it changes,
 * and is SETTLE_INCOMPLETE 10 minutes after the first doubt.
 */
void settle_doubt(struct settle *settle, const char *place, int64_t now);

/* When the next file should be looked at again, or -1 if none waits. */
int64_t settle_next(struct settle *settle);

/* Forget a place: it was taken away, or taken.  Doubts are kept until it
 * changes or is swept. */
void settle_forget(struct settle *settle, const char *place);

/* After a whole pass over all folders: forget what was not looked at since
 * the last call. */
void settle_sweep(struct settle *settle);

/* Files in the table, and of these: waiting. */
size_t settle_tracked(const struct settle *settle, size_t *ret_waiting);

#endif /* INTAKE_SETTLE_H */
