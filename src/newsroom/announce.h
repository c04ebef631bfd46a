/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who else is told what has changed: webhooks and a WebSub hub, through the
 * outbox.  For src/newsroom alone.
 *
 * They are told when the lists are out, and the lines of changes after them:
 * who comes running finds the feed and the line as the letter says.  What was
 * told is a number of its own, since lists are also made anew; letters and
 * number are one transaction, so a crash before it tells later, none twice.
 */
#ifndef NEWSROOM_ANNOUNCE_H
#define NEWSROOM_ANNOUNCE_H

#include "newsroom/room.h"

/* A site that never told anybody begins with the next change. */
enum verdict announce_open(struct desk *desk, struct why *why);

/* Tell of every change whose lists are out and that was not told yet.
 * Outside of transactions. */
enum verdict announce_changes(struct desk *desk, struct why *why);

#endif /* NEWSROOM_ANNOUNCE_H */
