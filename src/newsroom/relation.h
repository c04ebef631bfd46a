/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Relation: which release a person means by a few words.  For src/newsroom
 * alone.
 *
 * People write what they see: the address in the browser, the title, the name
 * of the file; a system writes an id.  All of them are understood; what means
 * no release, or titles that two works share, are not guessed.
 */
#ifndef NEWSROOM_RELATION_H
#define NEWSROOM_RELATION_H

#include "newsroom/room.h"

/*
 * The releases of the work that words mean, in every language; none if they
 * mean none, or more than one.  The caller calls catalog_releases_fini().
 */
enum verdict relation_find(struct desk *desk, const char *words,
    struct catalog_releases *ret, struct why *why);

#endif /* NEWSROOM_RELATION_H */
