/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Mail of a letter: to whom the site's mail sections send it, and what it
 * says.  For src/newsroom alone.
 *
 * A mailing is composed along with the letter's page, from the same facts,
 * and put into the outbox in the transaction that notes the letter as told.
 */
#ifndef NEWSROOM_MAILING_H
#define NEWSROOM_MAILING_H

#include "newsroom/room.h"

struct letter;

struct mailing {
	unsigned about; /* of enum config_about */
	char *subject;  /* names nothing that is not public */
	char *text;     /* plain, in lang */
	char lang[CATALOG_LANG_SIZE];
	char *organisation;
	int64_t release; /* erased with it; or 0 */
};

/* What the letter is about; 0 if it is nothing that is mailed. */
unsigned mailing_about(const struct letter *letter);

/* Does anybody get it?  organisation is the publisher that the document
 * names, or "": then it is the site's. */
int mailing_is_wanted(const struct desk *desk, const struct letter *letter,
    const char *organisation);

/*
 * The words of a mailing: the subject is the first line of text (which names
 * the document) where is_public, else a sentence that names nothing.  The
 * caller calls mailing_free().
 */
struct mailing *mailing_new(const struct desk *desk, unsigned about,
    const char *lang, const char *text, int is_public);
void mailing_free(struct mailing *mailing);

/* Put it into the outbox, once for each who gets it, with the page as its
 * other form (NULL: none). */
enum verdict mailing_put(struct desk *desk, const struct letter *letter,
    const char *page, struct why *why);

#endif /* NEWSROOM_MAILING_H */
