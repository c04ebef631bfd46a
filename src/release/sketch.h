/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How alike two texts are: see release_likeness(). */
#ifndef RELEASE_SKETCH_H
#define RELEASE_SKETCH_H

#include <libxml/tree.h>

#include "release/release.h"

/*
 * The sketch of the title and the text: the RELEASE_SKETCH smallest hashes of
 * its runs of three words (case, marks and blanks don't count), in order,
 * UINT64_MAX after the last of a short text.  *ret_words counts the words.
 */
void sketch_of(xmlDoc *release, uint64_t ret_sketch[RELEASE_SKETCH],
    unsigned *ret_words);

#endif /* RELEASE_SKETCH_H */
