/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What waits in the drop folder: for its time to think to end, for an embargo,
 * for a person's answer.  For src/newsroom alone.
 *
 * The file itself is the switch.  Before publication a file that is gone calls
 * its job off, one that was saved again starts anew, one that somebody opened
 * waits; and nothing is released but after a whole look at the folder.
 */
#ifndef NEWSROOM_WAITING_H
#define NEWSROOM_WAITING_H

#include "newsroom/room.h"

/* The file of a job that waits, as it lies there now. */
enum waiting_file {
	WAITING_MEANT,   /* as it was read */
	WAITING_GONE,    /* moved or deleted: the next whole pass decides */
	WAITING_CHANGED, /* saved again or touched: the next pass reads it */
	WAITING_LOCKED,  /* open in a word processor */
};

/* What came by the command line is always meant. */
enum waiting_file waiting_look(struct desk *desk,
    const struct catalog_job *job);

/* May this job, whose time has come, be run?  If not, what is to be done
 * about it is begun. */
int waiting_may_go(struct desk *desk, const struct catalog_job *job);

/* May the piece, which is rendered, be shown?  Its file is looked at once
 * more.  0: the piece is to be forgotten, its job waits on or is over. */
int waiting_may_show(struct piece *piece);

/* A pass has met the file of the job as it was read. */
void waiting_visit(struct desk *desk, const struct catalog_job *job,
    int locked);

/* At the end of a whole pass: what waits and is gone is called off. */
void waiting_look_after(struct desk *desk);

/* May what waits at this desk be released at all? */
int waiting_is_known(const struct desk *desk);

#endif /* NEWSROOM_WAITING_H */
