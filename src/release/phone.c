/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Telephone numbers.  See phone.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "release/phone.h"

enum {
	DIGITS_MAX = 20,
	DIGITS_MIN = 5,
	E164_MAX = 15,
};

/* The national plans: what is cut off, and how long what is left may be
 * (significant numbers, without the trunk prefix). */
static const struct plan {
	const char *region;
	const char *code;
	int trunk; /* one 0 before the area code, never dialled abroad */
	size_t min;
	size_t max;
} plans[] = {
	{ "FI", "358", 1, 5, 12 }, /* Traficom: 9 7711 is whole */
	{ "SE", "46", 1, 7, 9 },   /* PTS: 8-123 45 to 70-123 45 67 */
	{ "NO", "47", 0, 8, 8 },
	{ "DK", "45", 0, 8, 8 },
};

/* A character that may stand between digits; its bytes, or 0. */
static size_t
joint(const char *s)
{
	const char *next;
	long c;

	c = text_next(s, &next);
	if (c == ' ' || c == '-' || c == '(' || c == ')' || c == '/' ||
	    c == 0xa0 || c == 0x202f || c == 0x2009 || c == 0x2011 ||
	    c == 0x2013)
		return (size_t)(next - s);
	return 0;
}

static int
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

size_t
phone_at(const char *s)
{
	const char *end = s, *p = s;
	size_t joints = 0, n, digits = 0;

	if (*p == '+')
		p++;
	else if (*p != '(' && !is_digit(*p))
		return 0;
	for (; *p != '\0'; p += n) {
		if (is_digit(*p)) {
			n = 1;
			if (++digits > DIGITS_MAX)
				return 0;
			end = p + 1;
			joints = 0;
			continue;
		}
		n = joint(p);
		/* at most ") " or " (" between two digits */
		if (n == 0 || ++joints > 2)
			break;
	}
	if (digits < DIGITS_MIN || *end == ':' ||
	    (*end == '.' && is_digit(end[1])) || *end == '@' || *end == '%')
		return 0;
	return (size_t)(end - s);
}

/* The digits of the number; "(0)" after a country code is not dialled. */
static size_t
digits_of(const char *s, size_t len, char digits[DIGITS_MAX + 1])
{
	size_t i, n = 0;

	for (i = 0; i < len && n < DIGITS_MAX; i++) {
		if (*s == '+' && i + 3 < len && n > 0 &&
		    strncmp(s + i, "(0)", 3) == 0) {
			i += 2;
			continue;
		}
		if (is_digit(s[i]))
			digits[n++] = s[i];
	}
	digits[n] = '\0';
	return n;
}

static const struct plan *
plan_of(const char *region)
{
	size_t i;

	for (i = 0; i < sizeof(plans) / sizeof(plans[0]); i++) {
		if (strcmp(region, plans[i].region) == 0)
			return &plans[i];
	}
	return NULL;
}

/* With a country code: digits are as they are dialled. */
static int
check_international(const char *digits, size_t n)
{
	const struct plan *plan;
	size_t i, code;

	for (i = 0; i < sizeof(plans) / sizeof(plans[0]); i++) {
		plan = &plans[i];
		code = strlen(plan->code);
		if (strncmp(digits, plan->code, code) != 0)
			continue;
		/* +358 040…: the 0 is an error that no phone forgives */
		return digits[code] != '0' && n - code >= plan->min &&
			n - code <= plan->max ?
		    0 :
		    -1;
	}
	return n >= 8 && digits[0] != '0' ? 0 : -1;
}

/* Numbers for help and services are not reached from abroad. */
static int
is_service(const struct plan *plan, const char *digits)
{
	if (strcmp(plan->region, "FI") == 0)
		return strncmp(digits, "0600", 4) == 0 ||
		    strncmp(digits, "0700", 4) == 0 ||
		    strncmp(digits, "0800", 4) == 0 ||
		    strncmp(digits, "0100", 4) == 0;
	if (strcmp(plan->region, "SE") == 0)
		return strncmp(digits, "0900", 4) == 0 ||
		    strncmp(digits, "020", 3) == 0 ||
		    strncmp(digits, "077", 3) == 0;
	return 0;
}

/*
 * Do the digits before the first joint make an area code of the plan, where
 * they stand apart?  "01632 960001" is a number of another country, though it
 * has as many digits as one of here.  PTS's codes have two to four digits,
 * Traficom's two or three; those of mobile and nationwide numbers are also
 * written with four (0400, 0295).
 */
static int
is_area(const struct plan *plan, const char *s, size_t len)
{
	static const char *const wide[] = { "04", "05", "010", "020", "029",
		"030", "071", "073", "075" };
	size_t from, i, n = 0;

	from = *s == '(';
	while (from + n < len && is_digit(s[from + n]))
		n++;
	if (from + n == len || !plan->trunk)
		return 1;
	if (strcmp(plan->region, "FI") != 0 || n <= 3)
		return n <= 4;
	for (i = 0; n == 4 && i < sizeof(wide) / sizeof(wide[0]); i++) {
		if (strncmp(s + from, wide[i], strlen(wide[i])) == 0)
			return 1;
	}
	return 0;
}

static int
national(const struct plan *plan, const char **digits, size_t *n)
{
	if (is_service(plan, *digits))
		return -1;
	if (plan->trunk) {
		if (**digits != '0' || (*digits)[1] == '0')
			return -1;
		(*digits)++;
		(*n)--;
	} else if (**digits == '0') {
		return -1;
	}
	return *n >= plan->min && *n <= plan->max ? 0 : -1;
}

int
phone_href(const char *s, size_t len, const char *region, char ret[PHONE_MAX])
{
	char buffer[DIGITS_MAX + 1];
	const char *code = "", *digits = buffer;
	const struct plan *plan;
	size_t n;

	n = digits_of(s, len, buffer);
	if (*s == '+' || (n > 2 && strncmp(digits, "00", 2) == 0)) {
		if (*s != '+') {
			digits += 2;
			n -= 2;
		}
		if (check_international(digits, n) < 0)
			return -1;
	} else {
		plan = plan_of(region);
		if (plan == NULL || !is_area(plan, s, len) ||
		    national(plan, &digits, &n) < 0)
			return -1;
		code = plan->code;
	}
	if (strlen(code) + n > E164_MAX)
		return -1;
	snprintf(ret, PHONE_MAX, "tel:+%s%.*s", code, (int)n, digits);
	return 0;
}

int
phone_is_plain(const char *s, size_t len, const char *region)
{
	char digits[DIGITS_MAX + 1];
	size_t n;

	n = digits_of(s, len, digits);
	if (*s == '+')
		return n >= 9;
	if (strcmp(region, "FI") == 0)
		return (n == 9 || n == 10) &&
		    (strncmp(digits, "04", 2) == 0 ||
			strncmp(digits, "050", 3) == 0);
	if (strcmp(region, "SE") == 0)
		return n == 10 && strncmp(digits, "07", 2) == 0 &&
		    digits[2] != '7';
	return 0;
}
