/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Is a change of a line no more than a slip of the pen?
 *
 * A word may be spelt better by one letter, words may be put together or
 * apart, a comma may come or go.  A change that touches a digit, a name, a
 * negation, a link, a quotation or a contact is never that little: readers
 * who saw the first version must learn of it.
 */
#ifndef RELEASE_RETOUCH_H
#define RELEASE_RETOUCH_H

#include "release/flatten.h"

struct release_words;

/* 1 if before and after say the same but for a slip, else 0. */
int retouch_is_slip(const struct release_words *words,
    const struct flat_line *before, const struct flat_line *after);

#endif /* RELEASE_RETOUCH_H */
