/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A likely partner: a release of the same day in another language that shares
 * contacts or pictures with a document.  It is only ever suggested; two texts
 * are joined by a person, never by likeness.  For src/newsroom alone.
 */
#ifndef NEWSROOM_LIKELY_H
#define NEWSROOM_LIKELY_H

#include "newsroom/kin.h"
#include "newsroom/room.h"

/* Of a document without kin that may be published: note which release it seems
 * to be in another language, for its notice and its receipt. */
enum verdict likely_note(struct piece *piece, const struct dispatch *said,
    const struct kin *kin, struct why *why);

#endif /* NEWSROOM_LIKELY_H */
