/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An errand: one set of pages that a worker makes, for the public or for
 * staff.  For the post (post.c) and its kinds alone.
 *
 * Each kind gathers what has come together, sends it out, and puts what came
 * back in place; when one goes and what follows another is the post's affair.
 */
#ifndef NEWSROOM_ERRAND_H
#define NEWSROOM_ERRAND_H

#include <stddef.h>

#include "newsroom/letter.h"
#include "newsroom/room.h"
#include "publish/site.h"

struct buf;

enum errand_kind {
	ERRAND_LISTS,   /* what leads to releases: lists.c */
	ERRAND_NOTICES, /* what stands where one was: notices.c */
	ERRAND_LETTERS, /* words for staff: letters.c */
	ERRAND_STATUS,  /* the status page and the help: status.c */
};

struct errand {
	struct desk *desk;
	enum errand_kind kind;
	struct site_pages pages; /* of lists and notices */
	struct letter *letters;
	size_t letter_count;
};

enum {
	ERRAND_PAGES_SIZE = 64 << 20 /* bytes of what a worker is sent */
};

/* The desk outlives it. */
struct errand *errand_new(struct desk *desk, enum errand_kind kind);
/* NULL is accepted. */
void errand_free(struct errand *errand);

/* Send it to a worker; pages is XML (doc/pages.md). */
enum verdict errand_send(struct errand *errand, const struct buf *pages,
    struct why *why);

/* Call with the desk's site in a transaction of its own; what it writes for
 * can be found out again after a power cut. */
enum verdict errand_in_transaction(struct errand *errand,
    enum verdict (*call)(const struct site *site, struct why *why),
    struct why *why);

/*
 * Install the pages that a worker made (NULL if there was none to make), call
 * note for what the catalogue then knows, in one transaction, write the
 * ledger and tell whoever follows the site.
 */
enum verdict errand_publish(struct errand *errand,
    const struct dispatch *dispatch,
    enum verdict (*note)(struct errand *errand, struct why *why),
    struct why *why);

/*
 * For each kind: gather and send, 1 if it went out, 0 if there is nothing to
 * be made, -1 on trouble; put what the worker made in place; and keep in mind
 * what is to be done again, when either failed.
 */
int lists_send(struct errand *errand, struct why *why);
enum verdict lists_done(struct errand *errand, const struct dispatch *dispatch,
    struct why *why);
void lists_failed(struct errand *errand);

int notices_send(struct errand *errand, struct why *why);
enum verdict notices_done(struct errand *errand,
    const struct dispatch *dispatch, struct why *why);
void notices_failed(struct errand *errand);

int letters_send(struct errand *errand, struct why *why);
enum verdict letters_done(struct errand *errand,
    const struct dispatch *dispatch, struct why *why);
void letters_failed(struct errand *errand);

#endif /* NEWSROOM_ERRAND_H */
