/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The life of a release after its publication: down, over, moved, erased.
 * For src/newsroom alone; what is asked for by files in the drop folder is
 * withdrawal.h's.
 */
#ifndef NEWSROOM_LIFE_H
#define NEWSROOM_LIFE_H

#include "newsroom/room.h"
#include "newsroom/withdrawal.h"

/* Take the release down as withdrawal_take_down() does. */
enum verdict life_take_down(struct desk *desk,
    const struct catalog_release *release, const struct takedown *how,
    struct why *why);

/* Its version is rendered again, soon. */
enum verdict life_render(struct desk *desk, int64_t version, struct why *why);

/* So are the other languages of its work: their pages name it. */
enum verdict life_render_siblings(struct desk *desk,
    const struct catalog_release *release, struct why *why);

/* What says of itself that it has ended by now gets its banner. */
void life_run(struct newsroom *newsroom);

/* Remove from the drop folder what was dropped for a release and the
 * receipts about it: nothing of it is to be kept anywhere. */
enum verdict erasure_clear(struct desk *desk,
    const struct catalog_release *release, struct why *why);

#endif /* NEWSROOM_LIFE_H */
