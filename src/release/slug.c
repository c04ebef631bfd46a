/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Slugs.  See slug.h for the contract. */
#include "config.h"

#include <string.h>

#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "release/slug.h"

enum {
	WIDE = 512,      /* UTF-16 units of a title that are looked at */
	ROOM = 4 * WIDE, /* one character may become several */
};

/* Of the process: a title is named in a place that knows no words. */
static UTransliterator *latin;

int
slug_open(void)
{
	static const char rule[] = "Any-Latin; Latin-ASCII; Lower";
	UChar id[sizeof(rule)];
	UErrorCode error = U_ZERO_ERROR;

	if (latin != NULL)
		return 0;
	u_uastrcpy(id, rule);
	latin = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &error);
	return U_SUCCESS(error) ? 0 : -1;
}

void
slug_close(void)
{
	if (latin != NULL)
		utrans_close(latin);
	latin = NULL;
}

/* What ICU's Latin-ASCII makes of U+00C0 to U+00FF, in lower case: a heading
 * of Europe needs no transliterator. */
static const char latin1[64][3] = { "a", "a", "a", "a", "a", "a", "ae", "c",
	"e", "e", "e", "e", "i", "i", "i", "i", "d", "n", "o", "o", "o", "o",
	"o", "*", "o", "u", "u", "u", "u", "y", "th", "ss", "a", "a", "a", "a",
	"a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", "d", "n",
	"o", "o", "o", "o", "o", "/", "o", "u", "u", "u", "u", "y", "th", "y" };

/* As to_ascii() for ASCII, Latin-1 and the marks of U+2010 to U+2026: the
 * bytes written, or 0 where another character stands. */
static size_t
to_ascii_quickly(const char *s, char *dst, size_t size)
{
	const char *more;
	size_t n = 0;
	unsigned char b;

	for (; *s != '\0' && n + 3 < size; s++) {
		b = (unsigned char)s[1];
		if ((unsigned char)*s < 0x80) {
			dst[n++] = *s >= 'A' && *s <= 'Z' ?
			    (char)(*s + ('a' - 'A')) :
			    *s;
		} else if ((unsigned char)*s == 0xc3 && b >= 0x80) {
			for (more = latin1[b - 0x80]; *more != '\0'; more++)
				dst[n++] = *more;
			s++;
		} else if ((unsigned char)*s == 0xe2 && b == 0x80 &&
		    (unsigned char)s[2] >= 0x90 &&
		    (unsigned char)s[2] <= 0xa6) {
			b = (unsigned char)s[2];
			dst[n++] = b == 0x98 || b == 0x99 ? '\'' : ' ';
			s += 2;
		} else {
			return 0;
		}
	}
	dst[n] = '\0';
	return n;
}

/* The words in lower-case ASCII, as far as there is any. */
static size_t
to_ascii(const char *title, char *dst, size_t size)
{
	UChar wide[ROOM];
	UErrorCode error = U_ZERO_ERROR;
	int32_t i, len, limit;
	size_t n = 0;

	if (slug_open() < 0)
		return 0;
	u_strFromUTF8WithSub(wide, WIDE, &len, title, -1, 0xfffd, NULL, &error);
	if (error == U_BUFFER_OVERFLOW_ERROR) {
		error = U_ZERO_ERROR;
		len = WIDE;
	}
	limit = len;
	utrans_transUChars(latin, wide, &len, ROOM, 0, &limit, &error);
	if (U_FAILURE(error))
		return 0;
	for (i = 0; i < len && n + 1 < size; i++)
		dst[n++] = wide[i] < 0x80 ? (char)wide[i] : ' ';
	dst[n] = '\0';
	return n;
}

static int
is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

void
slug_make(const char *title, char *dst, size_t size)
{
	char ascii[ROOM];
	const char *cut = NULL;
	size_t i, max, n = 0, len;

	len = to_ascii_quickly(title, ascii, sizeof(ascii));
	if (len == 0)
		len = to_ascii(title, ascii, sizeof(ascii));
	max = size - 1 < SLUG_MAX ? size - 1 : SLUG_MAX;
	for (i = 0; i < len && n <= max; i++) {
		if (is_alnum(ascii[i])) {
			if (n == max)
				break;
			dst[n++] = ascii[i];
		} else if (ascii[i] == '\'') {
			continue; /* "Vaasa's" is one word */
		} else if (n > 0 && dst[n - 1] != '-') {
			if (n == max)
				break;
			cut = dst + n;
			dst[n++] = '-';
		}
	}
	/* a word that was cut in the middle goes, unless it is the only one */
	if (i < len && is_alnum(ascii[i]) && cut != NULL)
		n = (size_t)(cut - dst);
	while (n > 0 && dst[n - 1] == '-')
		n--;
	dst[n] = '\0';
}
