/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Withdrawal: what staff take down by moving it into the folder _withdraw,
 * and what comes back when they move it out again.  For src/newsroom alone.
 *
 * A file is obeyed when it has lain there for a moment (withdraw_after), so
 * that a slip of the mouse that is undone at once is nothing.  A folder within
 * _withdraw bears the reason as its name, unless it is the folder that the
 * release was dropped as, or a month of _done; within the folder "readable" (a
 * setting) the page stays, under a banner.  From then on the file, or the
 * receipt that we put beside it, is the switch: whoever moves one of them out
 * has the release restored; whoever deletes them changes nothing.
 */
#ifndef NEWSROOM_WITHDRAWAL_H
#define NEWSROOM_WITHDRAWAL_H

#include "newsroom/room.h"

/* How a release is taken down. */
struct takedown {
	enum standing to; /* WITHDRAWN, GONE or ERASED */
	const char *reason;
	int readable; /* of WITHDRAWN */
};

/* Take down one release; one that is down already stays as it is, unless it
 * was to come back. */
enum verdict withdrawal_take_down(struct desk *desk, int64_t release,
    const struct takedown *how, struct why *why);

/* Bring a withdrawn one back: it is rendered again, under its address. */
enum verdict withdrawal_restore(struct desk *desk, int64_t release,
    struct why *why);

/* A pass has met an entry of _withdraw. */
enum visit withdrawal_visit(struct desk *desk, const struct candidate *c);

/* A pass begins that looks into _withdraw: note what has left it. */
void withdrawal_begin(struct desk *desk);
/* … and ends: what was deleted is no switch any more. */
void withdrawal_end(struct desk *desk);

/* An entry of the drop folder or of _done that came out of _withdraw: the
 * release is restored; 1 if that is all there is to it. */
int withdrawal_takes_back(struct desk *desk, const struct candidate *c);

/* When a file of _withdraw has lain there long enough: ms, monotonic. */
int64_t withdrawal_next(const struct desk *desk);

/* Does the place lie in _withdraw? */
int withdrawal_is_within(const struct desk *desk, const char *place);

void withdrawal_close(struct desk *desk);

#endif /* NEWSROOM_WITHDRAWAL_H */
