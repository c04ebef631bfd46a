/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Originals that lie in _done: to open one there, mend it and save it is how
 * people correct what is public.  It is answered with a question; when that is
 * approved, the document becomes a correction of the very release that its
 * earlier bytes became.  For src/newsroom alone.
 */
#ifndef NEWSROOM_DONE_H
#define NEWSROOM_DONE_H

#include "newsroom/room.h"

/* The job's original lies at place now: remember it as it is. */
void done_keep(struct desk *desk, const struct catalog_job *job,
    const char *place);

/* A pass has met a file of _done. */
enum visit done_visit(struct desk *desk, const struct candidate *c);

/* The answer to the question was to move it to the arrival's place: remember
 * what it corrects. */
enum verdict done_approved(struct desk *desk, const struct catalog_job *known,
    const struct arrival *a, struct why *why);

/* Is there a question about what lay there?  Then it is not forgotten: the
 * answer may be to move it away. */
int done_is_asked(struct desk *desk, const struct catalog_seen *seen);

/* The release that the piece corrects, by having been in _done; id 0: none. */
enum verdict done_find(const struct piece *piece, struct catalog_release *ret,
    struct why *why);

#endif /* NEWSROOM_DONE_H */
