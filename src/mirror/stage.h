/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Inside mirror: what comes.  Whole releases and single files are made in the
 * work folder, put on the disk together, and then renamed into their places:
 * so not even a loss of power shows a part of one.
 */
#ifndef MIRROR_STAGE_H
#define MIRROR_STAGE_H

#include "mirror/place.h"

/* Make what the listing has and the folder has not, installing whenever the
 * stage is full; old is what the folder held.  What the journal has left is
 * looked at again.  What is no longer as listed is left out and counted in
 * m->stage.moved. */
enum verdict stage_all(struct mirror *m, const struct listing *old,
    const struct listing *now, struct why *why);

/* Put in place what is made. */
enum verdict stage_install(struct mirror *m, struct why *why);

void stage_fini(struct stage *stage);

#endif /* MIRROR_STAGE_H */
