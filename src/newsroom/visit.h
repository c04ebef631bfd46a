/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A visit: what becomes of one entry that a pass over the drop folder meets.
 * For src/newsroom alone.
 */
#ifndef NEWSROOM_VISIT_H
#define NEWSROOM_VISIT_H

#include "newsroom/room.h"

/* The scan_visit of a pass; arg is the desk.  Documents that are whole are
 * copied into the desk's arrivals. */
enum visit visit_candidate(void *arg, const struct candidate *c);

/* Was this very file looked at and left alone? */
int visit_is_known(struct desk *desk, const struct candidate *c);

/* Leave the candidate alone until it changes; 0 if it is left alone already. */
int visit_leave(struct desk *desk, const struct candidate *c);

/* The same, with the reason why. */
void visit_remember(struct desk *desk, const struct candidate *c,
    const char *outcome);

/* Copy the candidate into the desk's arrivals, if it is whole and not known
 * as it is. */
enum visit visit_copy(struct desk *desk, const struct candidate *c);

/* The job that the candidate, as claimed, is to become. */
void visit_fill_job(struct desk *desk, const struct candidate *c,
    const struct identity *identity, struct catalog_job *job);

#endif /* NEWSROOM_VISIT_H */
