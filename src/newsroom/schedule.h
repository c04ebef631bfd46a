/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * When a document may be published that nobody has to be asked about: at once,
 * after a time to think, or at the instant of its embargo.  For src/newsroom
 * alone.
 */
#ifndef NEWSROOM_SCHEDULE_H
#define NEWSROOM_SCHEDULE_H

#include "newsroom/room.h"

/*
 * Decide that the piece waits (DECISION_WAIT, DECISION_SCHEDULE, with .due),
 * or that a person must be asked about its time; or leave the decision open:
 * it may be rendered now, and be shown from .not_before on.
 */
void schedule_weigh(struct piece *piece, const struct dispatch *said,
    int approved);

#endif /* NEWSROOM_SCHEDULE_H */
