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
