/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A mutant for tests/system/versions.t: every changed line passes for a slip
 * of the pen.  Linked with --wrap=retouch_is_slip.
 */
#include "config.h"

#include "release/retouch.h"

int __wrap_retouch_is_slip(const struct release_words *words,
    const struct flat_line *before, const struct flat_line *after);

int
__wrap_retouch_is_slip(const struct release_words *words,
    const struct flat_line *before, const struct flat_line *after)
{
	(void)words;
	(void)before;
	(void)after;
	return 1;
}
