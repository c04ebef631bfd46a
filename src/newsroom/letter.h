/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A letter: what staff are told about one job, and what is done in the drop
 * folder along with it.  For src/newsroom alone.
 */
#ifndef NEWSROOM_LETTER_H
#define NEWSROOM_LETTER_H

#include "newsroom/room.h"

struct buf;
struct mailing;

struct letter {
	struct catalog_job job;  /* id 0: a note about a file without a job */
	struct note *note;       /* owned; NULL for a job */
	int page;                /* index of its page, -1 if there is none */
	struct mailing *mailing; /* owned; NULL: nobody gets it by mail */
	char *kept; /* where the original lies now, once it was moved; owned */
};

/*
 * Move the original to where it is kept, and append the page of the letter to
 * out, if it has one (letter->page is set to *next, which is counted on).
 */
enum verdict letter_write(struct desk *desk, struct letter *letter,
    struct buf *out, int *next, struct why *why);

/*
 * Deliver it: the page beside the original, the job told, its spool file
 * freed.  page has data NULL where there is none.
 */
void letter_deliver(struct desk *desk, struct letter *letter,
    const struct blob *page);

void letter_fini(struct letter *letter);

/* What all pages of a desk have in common. */
void letter_site(struct desk *desk, struct staff_site *ret);

#endif /* NEWSROOM_LETTER_H */
