/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Telephone numbers as people write them.
 *
 * Only a number that is certain gets a link: with a country code, or a
 * national one in a region whose plan is known here (FI, SE, NO, DK).
 */
#ifndef RELEASE_PHONE_H
#define RELEASE_PHONE_H

#include <stddef.h>

enum {
	PHONE_MAX = 32
}; /* "tel:+" and fifteen digits (E.164) and a NUL */

/*
 * The bytes of text at s that look like a number: digits in groups, "+",
 * brackets, hyphens, blanks (no-break ones too), at least five digits.  0 if
 * there is none.  Dates and times are none.
 */
size_t phone_at(const char *s);

/*
 * The address of the number in the len bytes at s, as it is dialled from
 * everywhere: 0, or -1 where the plan of region ("FI", or "") leaves doubt.
 */
int phone_href(const char *s, size_t len, const char *region,
    char ret[PHONE_MAX]);

/* May a number stand for itself, without a label before it: it has a country
 * code, or is a mobile one of the region. */
int phone_is_plain(const char *s, size_t len, const char *region);

#endif /* RELEASE_PHONE_H */
