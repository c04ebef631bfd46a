/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files of several items.  For src/newsroom alone.
 *
 * A worker takes such a file apart; from then on each item is a job of its
 * own, with its own id, embargo, questions and fate, and none waits for
 * another.  The file's job waits for them: it is received until every item has
 * its fate, and then what they ask of people together: held, scheduled,
 * refused, or done.  Then its one letter tells of each.
 *
 * Whatever is lost between these steps is found again: the file's job is due
 * until its items are jobs, in one transaction, and an item that has its job
 * gets no second.
 */
#ifndef NEWSROOM_ITEMS_H
#define NEWSROOM_ITEMS_H

#include "newsroom/room.h"

/* The worker has taken the piece's document apart: its items become jobs.  The
 * piece is taken over. */
void items_split_up(struct piece *piece, const struct dispatch *said);

/* An item of that file has its fate, and staff are to know of it once all
 * have theirs.  Within a transaction or without. */
void items_settle(struct desk *desk, int64_t file);

/* Has another item of the same file become what this one would be a version
 * of?  Unless it counts its versions, nobody knows which of them is meant. */
enum verdict items_is_twice(struct piece *piece, const struct dispatch *said,
    const struct catalog_release *same, int *ret, struct why *why);

/* The file was dragged out of the folder of embargoes: nothing of it appears by
 * itself any more. */
enum verdict items_cancel(struct desk *desk, int64_t file,
    const struct why *reason, struct why *why);

/* What is told of each item; count is jobs.count, 0 for any other file. */
struct items_told {
	struct catalog_jobs jobs;
	struct staff_item *list;
	char **urls;
	int64_t due; /* of the first that waits, or 0 */
};

/* The caller calls items_told_fini(), in every case. */
enum verdict items_tell(struct desk *desk, int64_t file, struct items_told *ret,
    struct why *why);
void items_told_fini(struct items_told *told);

#endif /* NEWSROOM_ITEMS_H */
