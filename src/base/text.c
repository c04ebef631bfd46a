/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-8 text.  See text.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"

enum {
	REPLACEMENT = 0xfffd
};

/* At most four bytes are looked at, and none past a NUL. */
static long
decode(const char *s, size_t *ret_len, int *ret_bad)
{
	UChar32 c;
	int32_t i = 0;
	int32_t n;

	n = (int32_t)strnlen(s, U8_MAX_LENGTH);
	U8_NEXT((const uint8_t *)s, i, n, c);
	*ret_bad = c < 0;
	*ret_len = c < 0 ? 1 : (size_t)i;
	return c < 0 ? REPLACEMENT : c;
}

long
text_next(const char *s, const char **ret_next)
{
	int bad;
	long c;
	size_t len;

	if ((unsigned char)*s < 0x80) { /* nearly all text of Europe */
		*ret_next = *s != '\0' ? s + 1 : s;
		return *s;
	}
	c = decode(s, &len, &bad);
	*ret_next = s + len;
	return c;
}

void
text_put(struct buf *buf, long c)
{
	UBool error = 0;
	char bytes[U8_MAX_LENGTH];
	int32_t n = 0;

	U8_APPEND((uint8_t *)bytes, n, U8_MAX_LENGTH, (UChar32)c, error);
	if (!error)
		buf_add(buf, bytes, (size_t)n);
}

int
text_is_utf8(const char *s, size_t len)
{
	UChar32 c;
	size_t i = 0;

	while (i < len) {
		U8_NEXT((const uint8_t *)s, i, len, c);
		if (c <= 0)
			return 0;
	}
	return 1;
}

int
text_is_xml_char(long c)
{
	if (c < 0x20)
		return c == '\t' || c == '\n' || c == '\r';
	return c <= 0xd7ff || (c >= 0xe000 && c <= 0xfffd) ||
	    (c >= 0x10000 && c <= 0x10ffff);
}

int
text_is_blank(long c)
{
	if (c < 0x80)
		return c == ' ' || (c >= '\t' && c <= '\r');
	return c == 0x200b || c == 0xfeff || u_isUWhiteSpace((UChar32)c);
}

int
text_char_width(long c)
{
	int wide;

	if (c < 0x300)
		return c >= 0x20 && (c < 0x7f || c >= 0xa0) && c != 0xad;
	switch (u_charType((UChar32)c)) {
	case U_NON_SPACING_MARK:
	case U_ENCLOSING_MARK:
	case U_FORMAT_CHAR:
	case U_CONTROL_CHAR:
		return 0;
	default:
		break;
	}
	wide = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
	return wide == U_EA_FULLWIDTH || wide == U_EA_WIDE ? 2 : 1;
}

size_t
text_width(const char *s)
{
	const char *next;
	long c;
	size_t width = 0;

	for (; *s != '\0'; s = next) {
		c = text_next(s, &next);
		width += (size_t)text_char_width(c);
	}
	return width;
}

char *
text_fold_blanks(const char *s)
{
	const char *next;
	int gap = 0;
	long c;
	struct buf out;

	buf_init(&out, strlen(s) + 1);
	for (; *s != '\0'; s = next) {
		c = text_next(s, &next);
		if (text_is_blank(c)) {
			gap = out.len > 0;
			continue;
		}
		if (gap)
			buf_putc(&out, ' ');
		gap = 0;
		buf_add(&out, s, (size_t)(next - s));
	}
	return buf_take(&out, NULL);
}

char *
text_fold_case(const char *s)
{
	const char *next;
	struct buf out;

	buf_init(&out, 4 * strlen(s) + 1);
	for (; *s != '\0'; s = next)
		text_put(&out,
		    u_foldCase((UChar32)text_next(s, &next),
			U_FOLD_CASE_DEFAULT));
	return buf_take(&out, NULL);
}

/* Through UTF-16, which is what ICU 72's C interface normalises. */
static char *
normalise(const UNormalizer2 *nfc, const char *s, size_t len)
{
	UErrorCode error = U_ZERO_ERROR;
	UChar *wide;
	UChar *norm;
	char *out;
	int32_t n;

	wide = xcalloc(len + 1, sizeof(*wide));
	norm = xcalloc(3 * len + 1, sizeof(*norm));
	out = xcalloc(9 * len + 1, 1);
	u_strFromUTF8(wide, (int32_t)len + 1, &n, s, (int32_t)len, &error);
	n = unorm2_normalize(nfc, wide, n, norm, (int32_t)(3 * len + 1),
	    &error);
	u_strToUTF8(out, (int32_t)(9 * len + 1), NULL, norm, n, &error);
	free(wide);
	free(norm);
	if (U_FAILURE(error)) {
		free(out);
		return NULL;
	}
	return out;
}

char *
text_nfc(const char *s)
{
	UErrorCode error = U_ZERO_ERROR;
	char *out = NULL;
	const UNormalizer2 *nfc;
	size_t len;

	len = strlen(s);
	nfc = unorm2_getNFCInstance(&error);
	if (U_SUCCESS(error) && len < 65536 && text_is_utf8(s, len))
		out = normalise(nfc, s, len);
	return out != NULL ? out : xstrdup(s);
}

/* Marks that reorder what follows: a quoted name must not turn a page. */
static int
is_unquotable(long c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) ||
	    (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
	    c == 0x200e || c == 0x200f || c == 0x061c;
}

void
text_excerpt(char *dst, size_t size, const char *s)
{
	static const char more[] = "…";
	char piece[8];
	const char *add;
	int bad, gap = 0;
	long c;
	size_t fit = 0, len = 0, n, width;

	for (; *s != '\0'; s += n) {
		c = decode(s, &n, &bad);
		if (text_is_blank(c)) {
			gap = len > 0;
			continue;
		}
		if (!bad && is_unquotable(c))
			continue;
		add = s;
		width = n;
		if (bad) {
			width = 4;
			snprintf(piece, sizeof(piece), "\\x%02x",
			    (unsigned char)*s);
			add = piece;
		}
		if (len + (size_t)gap + width >= size) {
			len = fit;
			memcpy(dst + len, more, sizeof(more) - 1);
			len += sizeof(more) - 1;
			break;
		}
		if (gap)
			dst[len++] = ' ';
		gap = 0;
		memcpy(dst + len, add, width);
		len += width;
		if (len + sizeof(more) <= size)
			fit = len;
	}
	dst[len] = '\0';
}
