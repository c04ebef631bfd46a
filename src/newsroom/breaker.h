/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The breaker: an unusual number of documents is nobody's intention.  A folder
 * that was copied, a program that ran wild, a synchronisation that began anew:
 * whatever is over the usual is held.  For src/newsroom alone.
 */
#ifndef NEWSROOM_BREAKER_H
#define NEWSROOM_BREAKER_H

#include "newsroom/room.h"

/* *ret is 1 if the piece's owner has dropped too many of late.  Folders that
 * publish at once are for machines and have no breaker. */
enum verdict breaker_trips(const struct piece *piece, int *ret,
    struct why *why);

#endif /* NEWSROOM_BREAKER_H */
