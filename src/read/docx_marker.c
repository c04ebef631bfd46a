/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a typed line begins with.  See docx_marker.h for the contract. */
#include "config.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include <unicode/uchar.h>

#include "base/buf.h"
#include "base/text.h"
#include "read/docx_marker.h"
#include "read/docx_numfmt.h"

enum {
	NUMBER_MAX = 64 /* bytes of a number and its brackets */
};

/* Bullets as they are typed, besides those of fonts. */
static const long bullets[] = { 0x2022, 0xb7, 0x25aa, 0x25ab, 0x25a0, 0x25a1,
	0x25e6, 0x25cf, 0x25cb, 0x2023, 0x2043, 0x2219, 0x27a2, 0x27a4, 0x2794,
	0x25ba, 0x25b8, 0x25b6, 0x25b7, 0x25c6, 0x25c7, 0x2666, 0x2756, 0x2192,
	0x21d2, 0x27a1, 0x2713, 0x2714, 0x2605, 0x2606, 0x2751, 0x274f, 0xf0b7,
	0xf0a7, 0xf0d8, 0x2705, 0x1f449, 0x1f4cc, 0x1f538, 0x1f539 };

/* How a number stands in its line. */
static const struct {
	const char *open;
	const char *close;
} brackets[] = { { "", ".)" }, { "", "." }, { "", ")" }, { "(", ")" },
	{ "[", "]" } };

/* In the order in which they are tried: "i" begins a list in Roman. */
static const char *const formats[] = { "decimal", "lowerRoman", "upperRoman",
	"lowerLetter", "upperLetter" };

static size_t
skip_blanks(const char *s)
{
	const char *p = s, *next;

	for (; *p != '\0' && text_is_blank(text_next(p, &next)); p = next)
		continue;
	return (size_t)(p - s);
}

/* A dash, a bullet: a bullet is one without a blank as well. */
static size_t
read_sign(const char *s, struct docx_marker *ret)
{
	size_t i, blanks;
	long c;
	const char *next;

	memset(ret, 0, sizeof(*ret));
	c = text_next(s, &next);
	if (strncmp(next, "\xef\xb8\x8f", 3) == 0) /* drawn as a picture */
		next += 3;
	blanks = skip_blanks(next);
	ret->sign = c;
	for (i = 0; i < sizeof(bullets) / sizeof(bullets[0]); i++) {
		if (c != bullets[i])
			continue;
		ret->kind = MARKER_BULLET;
		return (size_t)(next - s) + blanks;
	}
	/* Word itself types an "o" where it has no circle. */
	ret->kind = c == 'o' ? MARKER_BULLET : MARKER_DASH;
	if (c != '-' && c != '*' && c != '+' && c != 'o' && c != 0x2013 &&
	    c != 0x2014)
		return 0;
	if (blanks == 0 && *next != '\0')
		return 0;
	return (size_t)(next - s) + blanks;
}

/* "toukokuuta", but not "takuu". */
static int
is_finnish_month(const char *s, size_t n)
{
	size_t i, len;
	static const char *const months[] = { "tammi", "helmi", "maalis",
		"huhti", "touko", "kesä", "heinä", "elo", "syys", "loka",
		"marras", "joulu" };

	for (i = 0; i < sizeof(months) / sizeof(months[0]); i++) {
		len = strlen(months[i]);
		if (n >= len + 3 && strncasecmp(s, months[i], len) == 0 &&
		    strncmp(s + len, "kuu", 3) == 0)
			return 1;
	}
	return 0;
}

/* "1. maj", "1. toukokuuta": a day. */
static int
is_month(const char *s)
{
	size_t i, n;
	static const char *const months[] = { "januar", "februar", "mars",
		"marts", "märz", "april", "mai", "maj", "juni", "juli",
		"august", "september", "oktober", "november", "december",
		"desember", "dezember" };

	for (n = 0; (unsigned char)s[n] >= 0x80 || isalpha((unsigned char)s[n]);
	     n++)
		continue;
	for (i = 0; i < sizeof(months) / sizeof(months[0]); i++) {
		if (n >= strlen(months[i]) && n <= strlen(months[i]) + 2 &&
		    strncasecmp(s, months[i], strlen(months[i])) == 0)
			return 1;
	}
	return is_finnish_month(s, n);
}

/* Is the number value, in these brackets, what s begins with? */
static size_t
read_number(const char *s, const struct docx_marker *marker, int value)
{
	size_t len, blanks;
	struct buf buf;

	buf_init(&buf, NUMBER_MAX);
	buf_puts(&buf, marker->open);
	docx_numfmt_put(&buf, marker->fmt, value, NULL);
	buf_puts(&buf, marker->close);
	len = strncmp(s, buf_str(&buf), buf.len) == 0 ? buf.len : 0;
	buf_fini(&buf);
	if (len == 0)
		return 0;
	blanks = skip_blanks(s + len);
	if (blanks == 0 && s[len] != '\0')
		return 0;
	if (strcmp(marker->close, ".") == 0 && is_month(s + len + blanks))
		return 0;
	return len + blanks;
}

static size_t
read_first_number(const char *s, struct docx_marker *ret)
{
	size_t i, k, len;

	memset(ret, 0, sizeof(*ret));
	ret->kind = MARKER_NUMBER;
	ret->value = 1;
	for (i = 0; i < sizeof(brackets) / sizeof(brackets[0]); i++) {
		for (k = 0; k < sizeof(formats) / sizeof(formats[0]); k++) {
			ret->open = brackets[i].open;
			ret->close = brackets[i].close;
			ret->fmt = formats[k];
			if ((len = read_number(s, ret, 1)) > 0)
				return len;
		}
	}
	return 0;
}

/* Could s begin with the first number of any format, which is one character
 * in all of them?  To write them all out in all brackets for every paragraph
 * that begins with "A" was a thirtieth of a conversion. */
static int
is_first_number(const char *s)
{
	if (*s == '(' || *s == '[')
		s++;
	return *s != '\0' && strchr("1aAiI", *s) != NULL && s[1] != '\0' &&
	    strchr(".)]", s[1]) != NULL;
}

size_t
docx_marker_first(const char *s, struct docx_marker *ret)
{
	size_t len;

	if (is_first_number(s))
		return read_first_number(s, ret);
	len = read_sign(s, ret);
	return len;
}

size_t
docx_marker_next(const struct docx_marker *marker, int value, const char *s)
{
	size_t len;
	struct docx_marker other;

	if (marker->kind == MARKER_NUMBER)
		return read_number(s, marker, value);
	len = read_sign(s, &other);
	return other.sign == marker->sign ? len : 0;
}

int
docx_marker_is_initial(const struct docx_marker *marker)
{
	return marker->kind == MARKER_NUMBER && *marker->open == '\0' &&
	    strcmp(marker->close, ".") == 0 &&
	    strcmp(marker->fmt, "upperLetter") == 0;
}

/*
 * Speech: "– Vi bygger nu, säger Anna Ek." is a quotation, not an item.
 */

static int
has_word(const char *s, const char *word)
{
	size_t n = strlen(word);
	const char *at = s;

	while ((at = strstr(at, word)) != NULL) {
		if ((at == s || at[-1] == ' ') &&
		    (at[n] == '\0' || strchr(" .,:;!?", at[n]) != NULL))
			return 1;
		at += n;
	}
	return 0;
}

static int
names_speaker(const char *s)
{
	size_t i;
	static const char *const verbs[] = { "säger", "sade", "sa", "berättar",
		"konstaterar", "förklarar", "påpekar", "menar", "fortsätter",
		"sanoo", "sanoi", "kertoo", "toteaa", "iloitsee", "jatkaa",
		"kiittää", "korostaa", "says", "said", "explains", "notes",
		"adds", "siger", "sier" };

	for (i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (has_word(s, verbs[i]))
			return 1;
	}
	return 0;
}

/* A whole sentence: a capital at its beginning, a full stop at its end. */
static int
is_sentence(const char *s)
{
	long first;
	size_t n = strlen(s);
	const char *next;

	first = text_next(s, &next);
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '"'))
		n--;
	if (n >= 3 && strncmp(s + n - 3, "\xe2\x80\x9d", 3) == 0)
		n -= 3;
	return u_isupper((UChar32)first) && n > 0 &&
	    strchr(".?!", s[n - 1]) != NULL;
}

int
docx_marker_is_speech(const char *line)
{
	size_t len;
	struct docx_marker marker;

	len = read_sign(line, &marker);
	if (len == 0 || marker.kind != MARKER_DASH)
		return 0;
	return names_speaker(line + len) || is_sentence(line + len);
}
