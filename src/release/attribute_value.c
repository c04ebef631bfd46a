/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The forms of values.  See attribute.h and element.h for the contracts. */
#include "config.h"

#include <string.h>

#include "base/hash.h"
#include "release/attribute.h"
#include "release/element.h"

static int
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int
element_is_lang(const char *s)
{
	size_t n = 0;
	int first = 1;

	for (;; s++) {
		if (*s == '-' || *s == '\0') {
			if (n > 8 || n < (first ? 2 : 1))
				return 0;
			if (*s == '\0')
				return 1;
			n = 0;
			first = 0;
		} else if (is_letter(*s) || (!first && is_digit(*s))) {
			n++;
		} else {
			return 0;
		}
	}
}

static int
is_number(const char *s)
{
	size_t n;

	n = strspn(s, "0123456789");
	return n >= 1 && n <= 9 && s[n] == '\0';
}

int
element_is_id(const char *s)
{
	if (!is_letter(*s))
		return 0;
	while (is_letter(*s) || is_digit(*s) || *s == '_' || *s == '.' ||
	    *s == '-')
		s++;
	return *s == '\0';
}

/* s follows the picture of digits ('0') and literals; the end of it. */
static const char *
follow(const char *s, const char *form)
{
	for (; *form != '\0'; form++, s++) {
		if (*form == '0' ? !is_digit(*s) : *s != *form)
			return NULL;
	}
	return s;
}

/* RFC 3339 5.6, to the second, with an offset. */
static int
is_instant(const char *s)
{
	s = follow(s, "0000-00-00T00:00:00");
	if (s == NULL)
		return 0;
	if (strcmp(s, "Z") == 0)
		return 1;
	if (*s != '+' && *s != '-')
		return 0;
	s = follow(s + 1, "00:00");
	return s != NULL && *s == '\0';
}

int
element_is_text(enum element_text text, const char *s)
{
	const char *end;

	switch (text) {
	case TEXT_ANY:
		return 1;
	case TEXT_EMPTY:
		return *s == '\0';
	case TEXT_NONE:
		return s[strspn(s, " \t\n\r")] == '\0';
	case TEXT_STATUS:
		return strcmp(s, "usable") == 0 || strcmp(s, "withheld") == 0 ||
		    strcmp(s, "canceled") == 0;
	case TEXT_DATE:
		end = follow(s, "0000-00-00");
		return (end != NULL && *end == '\0') || is_instant(s);
	case TEXT_INSTANT:
		return is_instant(s);
	default:
		return 0;
	}
}

static int
is_solid(const char *s)
{
	return *s != '\0' && s[strcspn(s, " \t\n\r")] == '\0';
}

static int
is_http(const char *s)
{
	if (strncmp(s, "http", 4) != 0)
		return 0;
	s += s[4] == 's' ? 5 : 4;
	return strncmp(s, "://", 3) == 0 && is_solid(s + 3);
}

static int
is_tel(const char *s)
{
	return strncmp(s, "tel:+", 5) == 0 && s[5] != '\0' &&
	    s[5 + strspn(s + 5, "0123456789")] == '\0';
}

int
element_is_href(const char *s)
{
	if (*s == '#')
		return element_is_id(s + 1);
	return is_http(s) || is_tel(s) ||
	    (strncmp(s, "mailto:", 7) == 0 && is_solid(s + 7));
}

static int
is_picture(const char *s)
{
	const char *dot;

	dot = s + strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789");
	return dot > s &&
	    (strcmp(dot, ".png") == 0 || strcmp(dot, ".jpg") == 0 ||
		strcmp(dot, ".gif") == 0 || strcmp(dot, ".webp") == 0 ||
		strcmp(dot, ".svg") == 0);
}

int
element_is_code(const char *s)
{
	return *s >= 'a' && *s <= 'z' &&
	    s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

int
attribute_is_among(const char *words, const char *s)
{
	size_t n, len;

	len = strlen(s);
	for (; *words != '\0'; words += n + (words[n] == '|')) {
		n = strcspn(words, "|");
		if (n == len && strncmp(words, s, n) == 0)
			return 1;
	}
	return 0;
}

int
attribute_is_value(enum attribute_value value, const char *words, const char *s)
{
	switch (value) {
	case VALUE_LANG:
		return element_is_lang(s);
	case VALUE_NUMBER:
		return is_number(s);
	case VALUE_INSTANT:
		return is_instant(s);
	case VALUE_ID:
		return element_is_id(s);
	case VALUE_SHA256:
		return hash_is_hex(s);
	case VALUE_HREF:
		return element_is_href(s);
	case VALUE_TEL:
		return is_tel(s);
	case VALUE_HTTP:
		return is_http(s);
	case VALUE_PICTURE:
		return is_picture(s);
	case VALUE_CODE:
		return element_is_code(s);
	case VALUE_ENUM:
		return attribute_is_among(words, s);
	case VALUE_ANY:
	default:
		return 1;
	}
}
