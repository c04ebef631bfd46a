/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Accepting: from a copy to a job that survives anything (steps I3 and I4 of
 * publishing).  For src/newsroom alone.
 */
#ifndef NEWSROOM_ACCEPT_H
#define NEWSROOM_ACCEPT_H

#include "newsroom/room.h"

/* Accept the desk's arrivals in one transaction.  On trouble they are
 * dropped, and the next pass finds their files again. */
void accept_arrivals(struct desk *desk);

/* Accept the open file fd from anywhere, for the command line. */
enum verdict accept_file(struct desk *desk, int fd, const char *name,
    int64_t *ret_job, struct why *why);

#endif /* NEWSROOM_ACCEPT_H */
