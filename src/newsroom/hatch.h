/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The hatch: where gazetted hands letters of the outbox to the courier, which
 * has a network and sees neither catalogue nor folders.
 *
 * A socket (SOCK_SEQPACKET) in a folder of its own; one courier at a time,
 * known by its user.  It asks, gazetted answers, one packet each:
 *
 *	next				letter UID KIND SITE ADDRESSEE, and a
 *					descriptor of the payload; not before
 *					one is due
 *	sent UID			ok
 *	defer UID letter|all CODE [SECONDS]
 *					ok: it is tried again, not before so
 *					long (at most a day), or given up when
 *					it has been tried for too long; all:
 *					nothing of this addressee can be sent
 *	drop UID CODE			ok: never
 *	close UID CODE			ok: never anything to this addressee
 *
 * Anything else, and a second courier, is answered "no CODE" and hung up on.
 * A letter is handed out again until something has been said about it: who
 * dies in between sends it twice under one name, never not at all.
 */
#ifndef NEWSROOM_HATCH_H
#define NEWSROOM_HATCH_H

#include <systemd/sd-event.h>

#include "base/why.h"

struct hatch;
struct newsroom;

enum {
	HATCH_PACKET = 512, /* bytes of any packet */
	HATCH_PAUSE = 86400 /* seconds that a letter may be put off for */
};

/* Listen where the settings say.  V_DEFER if that can't be. */
enum verdict hatch_open(sd_event *event, struct newsroom *newsroom,
    struct hatch **ret, struct why *why);
void hatch_close(struct hatch *hatch);

#endif /* NEWSROOM_HATCH_H */
