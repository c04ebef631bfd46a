/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * UTF-8 text: characters, blanks, width, and words fit to be quoted.
 *
 * Every function accepts any bytes: what is not UTF-8 counts as one U+FFFD a
 * byte.  Unicode's own tables come from ICU.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stddef.h>

struct buf;

/* The character at s and where the next begins; at the NUL, 0 and s. */
long text_next(const char *s, const char **ret_next);

/* Append the character c to buf as UTF-8. */
void text_put(struct buf *buf, long c);

/* Are these len bytes well-formed UTF-8 (RFC 3629) without a NUL? */
int text_is_utf8(const char *s, size_t len);

/* XML 1.0 (2.2) Char, without U+FFFE and U+FFFF; U+FFFD is allowed. */
int text_is_xml_char(long c);

/* White space for a reader: Unicode White_Space, ZWSP, BOM. */
int text_is_blank(long c);

/* Columns of a terminal or a fixed-width page: 0, 1 or 2 a character
 * (UAX #11: wide and fullwidth are 2, marks and formats are 0). */
int text_char_width(long c);
size_t text_width(const char *s);

/* Collapse each run of blanks to one space and trim; the caller frees. */
char *text_fold_blanks(const char *s);

/* Simple case folding of ICU, for comparing words; the caller frees. */
char *text_fold_case(const char *s);

/* The form NFC of s, for comparing names; the caller frees.  Bytes that are
 * not UTF-8 are returned as they are. */
char *text_nfc(const char *s);

/*
 * Copy s into dst of size bytes fit to be quoted in a log, a terminal or a
 * page: blanks folded, controls and bidi overrides left out, bytes that are
 * not UTF-8 as \xNN, cut at a character with "…" when too long.
 */
void text_excerpt(char *dst, size_t size, const char *s);

#endif /* BASE_TEXT_H */
