/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside mirror: what the server said last time, when all of it was in place.
 */
#ifndef MIRROR_STATE_H
#define MIRROR_STATE_H

#include "mirror/place.h"

#define STATE "state.json" /* its name in the work folder */

struct state {
	char epoch[64];
	struct validator head;
	struct validator index;
};

/* A state that is not there or makes no sense, or that a run has gone beyond:
 * nothing is known. */
void state_read(const struct mirror *m, struct state *ret);
enum verdict state_write(const struct mirror *m, const struct state *state,
    struct why *why);

#endif /* MIRROR_STATE_H */
