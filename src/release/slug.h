/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names for addresses, out of words in any script. */
#ifndef RELEASE_SLUG_H
#define RELEASE_SLUG_H

#include <stddef.h>

enum {
	SLUG_MAX = 80
}; /* characters */

/* Open ICU's transliterator, which takes milliseconds, once for the process:
 * 0, or -1 if there is none.  release_warm_up() does it, else slug_make() when
 * it must. */
int slug_open(void);
void slug_close(void);

/*
 * Write the slug of title into dst of size bytes: å ä → a, ö ø → o, æ → ae,
 * other scripts as Latin, lower case, a hyphen for all between; at most
 * SLUG_MAX characters, cut at a hyphen.  "" where nothing is left.
 */
void slug_make(const char *title, char *dst, size_t size);

#endif /* RELEASE_SLUG_H */
