/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The first start on a folder that is not empty: an inventory only.  What lay
 * there before Gazette came was not meant for it, so nothing is published from
 * folders with people in them until `gazette adopt`.  For src/newsroom alone.
 */
#ifndef NEWSROOM_INVENTORY_H
#define NEWSROOM_INVENTORY_H

#include "newsroom/room.h"

/* Is this the site's first start, or is its inventory still open? */
enum verdict inventory_open(struct desk *desk, struct why *why);

/* Is the candidate part of it?  Then it is left alone. */
int inventory_takes(struct desk *desk, const struct candidate *c);

/* A whole pass has ended. */
void inventory_pass(struct desk *desk);

/* An administrator has seen it; *ret_count is how many files it had. */
enum verdict inventory_close(struct desk *desk, unsigned *ret_count,
    struct why *why);

/* The name that the page of the inventory lies beside. */
extern const char inventory_name[];

#endif /* NEWSROOM_INVENTORY_H */
