/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pairs: the languages of one work that are to be public in the same moment
 * (the setting pair of a folder), and whom they wait for.  For src/newsroom
 * alone.
 *
 * A document that nobody has to be asked about becomes a member of its family
 * (catalog/pair.h) and waits.  The review looks at whole families: when all
 * languages that are owed are there, all of them fall due at the latest of
 * their instants, under the same pair; when one leaves, the others wait again.
 * company.h keeps the press from showing half a pair.
 */
#ifndef NEWSROOM_PAIR_H
#define NEWSROOM_PAIR_H

#include "newsroom/kin.h"
#include "newsroom/room.h"

/*
 * When the piece may be published is decided: does it wait for other
 * languages, too?  Leaves the decision as it is if not; DECISION_WAIT for the
 * review to carry on; or DECISION_NONE with .pair, whose others are due as
 * well.
 */
enum verdict pair_weigh(struct piece *piece, const struct dispatch *said,
    const struct kin *kin, struct why *why);

/* Does the job wait for other languages? */
int pair_is_waiting(const struct catalog_job *job);

/* The tags of the languages it waits for, with blanks between: of the words
 * that pair_is_waiting() is about.  Within them. */
const char *pair_languages(const struct why *why);

/* A person who was told that the job waits has approved it: it goes alone. */
enum verdict pair_approved(struct desk *desk, const struct catalog_job *job,
    struct why *why);

/* Somebody had the job's file open, so it falls due later. */
enum verdict pair_postpone(struct desk *desk, int64_t job, int64_t due,
    struct why *why);

/* Of a document that is held or refused: note who waits for it. */
void pair_note_waiting(struct piece *piece);

/* What is planned for another of the piece's pair; id 0: nothing is. */
enum verdict pair_planned(const struct piece *piece,
    struct catalog_release *ret, struct why *why);

/* Do the words by which a document names another mean that member? */
int pair_means(const struct desk *desk, const char *words,
    const struct catalog_member *member);

/* May the document wait for what its words mean, if that is not here yet?  Of
 * one whose time to wait is over they are asked about. */
int pair_waits_for_words(const struct piece *piece);

/* The names that the files of these languages would have, with commas. */
void pair_put_expected(const struct desk *desk, const char *place,
    const char *const *langs, struct buf *out);

/* pair_review.c: look at all families of the desk, and let each member wait or
 * fall due.  To be called whenever one has come, gone or changed. */
void pair_review(struct desk *desk);

/* pair_review.c: the languages, in order, that the folder of the member owes
 * and that neither its family nor what is live of its work has; NULL ends. */
enum verdict pair_missing(struct desk *desk,
    const struct catalog_member *member, const struct catalog_members *all,
    const char *ret[RELEASE_LANGS_MAX + 1], struct why *why);

#endif /* NEWSROOM_PAIR_H */
