/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Kin: what a document would be a version or a translation of.  For
 * src/newsroom alone.
 *
 * Kinship is by an id that the document names, else by its file's name
 * without the language: two texts on one topic are never joined by likeness.
 */
#ifndef NEWSROOM_KIN_H
#define NEWSROOM_KIN_H

#include "newsroom/room.h"

struct kin {
	struct catalog_release same;  /* in its language; id 0: none */
	struct catalog_release other; /* in another one; id 0: none */
	int named;           /* found by what the document itself says */
	const char *unknown; /* what it says, if that means no release; it
			      * belongs to the dispatch */
};

/* The name under which a document is looked for, whatever its language, which
 * the caller frees.  All documents of a release's folder are one work, whatever
 * their names; the items of a file are as many, and only their titles tell
 * them apart. */
char *kin_family(const struct desk *desk, const struct catalog_job *job);

/* Is this finding answered by the kin?  A correction that has the name of what
 * it corrects does not need to say so again. */
int kin_answers(const struct kin *kin, const char *code);

/* A later revision than the document's own is live: 1; the document's
 * vocabulary counts them. */
int kin_is_late(const struct kin *kin, const struct dispatch *said);

enum verdict kin_find(struct piece *piece, const struct dispatch *said,
    struct kin *ret, struct why *why);

/* The code of the question that the kin raises, or NULL; *ret_quote is the
 * title of the release that is meant. */
const char *kin_question(const struct piece *piece, const struct dispatch *said,
    const struct kin *kin, const char **ret_quote);

/* Plan the publication of the piece among its kin. */
enum verdict kin_plan(struct piece *piece, const struct dispatch *said,
    const struct kin *kin, struct why *why);

#endif /* NEWSROOM_KIN_H */
