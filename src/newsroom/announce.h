/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who else is told what has changed: webhooks and a WebSub hub, through the
 * outbox.  For src/newsroom alone.
 *
 * They are told when the lists are out, in the transaction that says so: who
 * comes running finds the feed and the list of changes as the letter says.
 * What was told is a number of its own, since lists are also made anew.
 */
#ifndef NEWSROOM_ANNOUNCE_H
#define NEWSROOM_ANNOUNCE_H

#include "newsroom/room.h"

/* A site that never told anybody begins with the next change. */
enum verdict announce_open(struct desk *desk, struct why *why);

/* The lists of pages are out, up to the change pages->seq.  In a transaction
 * of the caller's. */
enum verdict announce_changes(struct desk *desk, const struct site_pages *pages,
    struct why *why);

#endif /* NEWSROOM_ANNOUNCE_H */
