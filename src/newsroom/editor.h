/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The editor: decides what becomes of a document.  For src/newsroom alone.
 *
 * A press office forgives a late release, never a wrong one: whatever is not
 * surely meant for publication is held, with its question.
 */
#ifndef NEWSROOM_EDITOR_H
#define NEWSROOM_EDITOR_H

#include "newsroom/room.h"

/* Before it is read: are its bytes known?  A duplicate of what is live in its
 * language and from its folder needs no worker: 1, and the piece is to be
 * closed. */
int editor_glance(struct piece *piece);

/* The worker has said what the document is: answer it. */
void editor_ask(struct piece *piece, struct assignment *assignment);

/* The worker has ended: a piece to be published is staged and goes to the
 * press, any other's job to its state.  The piece is taken over. */
void editor_end(struct piece *piece, struct assignment *assignment,
    enum verdict v, const struct why *why);

/* It could not be carried out: try again later.  The piece is taken over. */
void editor_defer(struct piece *piece, const struct why *why);

#endif /* NEWSROOM_EDITOR_H */
