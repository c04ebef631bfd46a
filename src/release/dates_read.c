/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pieces of dates and times in a text.  See dates.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "release/dates.h"
#include "release/phrases.h"

enum {
	TEXT_CEILING = 4096
};

/* One to max digits at s: their end, or NULL. */
static const char *
digits(const char *s, int max, int *ret)
{
	int n = 0;

	*ret = 0;
	while (n < max && *s >= '0' && *s <= '9') {
		*ret = *ret * 10 + (*s++ - '0');
		n++;
	}
	return n > 0 && (*s < '0' || *s > '9') ? s : NULL;
}

static const char *
spaces(const char *s)
{
	return s + strspn(s, " ");
}

/* A word or a number must not go on here. */
static int
is_end(const char *s)
{
	const char *next;

	return !text_is_word(text_next(s, &next));
}

static void
put_day(struct when *when, int year, int month, int day)
{
	if (when->day != 0 &&
	    (when->day != day || when->month != month ||
		(when->year != year && year != 0)))
		when->conflict = 1;
	when->day = day;
	when->month = month;
	if (year != 0)
		when->year = year < 100 ? 2000 + year : year;
}

static void
put_time(struct when *when, int hour, int minute, int second)
{
	if (when->hour >= 0 && (when->hour != hour || when->minute != minute))
		when->conflict = 1;
	when->hour = hour;
	when->minute = minute;
	when->second = second;
}

static int
is_time(int hour, int minute, int second)
{
	return (hour < 24 && minute < 60 && second < 60) ||
	    (hour == 24 && minute == 0 && second == 0);
}

/* hh[:.]mm[[:.]ss] or hh alone into hms, its parts counted.  A separator
 * that two digits don't follow is not of the time: "kl. 9." */
static const char *
read_hms(const char *s, int hms[3], int *ret_parts)
{
	const char *end, *p;
	int i;

	hms[1] = hms[2] = 0;
	end = digits(s, 2, &hms[0]);
	for (i = 1; end != NULL && i < 3 && (*end == ':' || *end == '.'); i++) {
		p = digits(end + 1, 2, &hms[i]);
		if (p != end + 3) {
			hms[i] = 0;
			break;
		}
		end = p;
	}
	*ret_parts = i;
	return end != NULL && is_time(hms[0], hms[1], hms[2]) ? end : NULL;
}

/* A time; the hour alone only where bare is allowed. */
static const char *
read_time(const char *s, int bare, struct when *when)
{
	const char *end;
	int hms[3], parts;

	end = read_hms(s, hms, &parts);
	if (end == NULL || (parts == 1 && !bare) || !is_end(end))
		return NULL;
	put_time(when, hms[0], hms[1], hms[2]);
	return end;
}

/* "Z", "+02:00", "+0200", "+02" right after an ISO time. */
static const char *
read_offset(const char *s, struct when *when)
{
	const char *p;
	int h, m = 0, sign;

	if (*s == 'z' && is_end(s + 1)) {
		when->has_offset = 1;
		when->offset = 0;
		return s + 1;
	}
	if (*s != '+' && *s != '-')
		return s;
	sign = *s == '-' ? -1 : 1;
	p = digits(s + 1, 4, &h);
	if (p == NULL || (p != s + 3 && p != s + 5))
		return s;
	if (p == s + 5) {
		m = h % 100;
		h /= 100;
	} else if (*p == ':') {
		p = digits(p + 1, 2, &m);
	}
	if (p == NULL || h > 14 || m > 59)
		return s;
	when->has_offset = 1;
	when->offset = sign * (h * 60 + m);
	return p;
}

/* The time of an ISO date, after "t": 090000, 0900 or 09:00[:00]. */
static const char *
read_iso_time(const char *s, struct when *when)
{
	const char *p;
	int hms[3], n, parts;

	p = digits(s, 6, &n);
	if (p == s + 4)
		n *= 100;
	if (p == s + 4 || p == s + 6) {
		hms[0] = n / 10000;
		hms[1] = n / 100 % 100;
		hms[2] = n % 100;
	} else {
		p = read_hms(s, hms, &parts);
		if (p == NULL || parts == 1)
			return NULL;
	}
	if (!is_time(hms[0], hms[1], hms[2]))
		return NULL;
	put_time(when, hms[0], hms[1], hms[2]);
	if (*p == '.' || *p == ',') /* fractions of a second */
		p += 1 + strspn(p + 1, "0123456789");
	return read_offset(p, when);
}

/* 2026-05-03, 20260503, each with or without a time. */
static const char *
read_iso(const char *s, struct when *when)
{
	const char *p, *t;
	int d, m, y;

	p = digits(s, 8, &y);
	if (p == s + 8) {
		d = y % 100;
		m = y / 100 % 100;
		y /= 10000;
	} else if (p == s + 4 && *p == '-') {
		p = digits(p + 1, 2, &m);
		if (p == NULL || *p != '-')
			return NULL;
		p = digits(p + 1, 2, &d);
	} else {
		return NULL;
	}
	if (p == NULL || y < 1900 || y > 2199 || m < 1 || m > 12 || d < 1 ||
	    d > 31)
		return NULL;
	if (*p == 't') {
		t = read_iso_time(p + 1, when);
		if (t == NULL)
			return NULL;
		p = t;
	}
	if (!is_end(p))
		return NULL;
	put_day(when, y, m, d);
	return p;
}

/* 3.5.2026, 3.5., 3.5, 3. 5. 2026, 3/5/2026 if it can only be one day. */
static const char *
read_numeric(const char *s, struct when *when)
{
	char sep;
	const char *end, *p;
	int d, m, y = 0;

	p = digits(s, 2, &d);
	if (p == NULL || (*p != '.' && *p != '/'))
		return NULL;
	sep = *p;
	end = digits(spaces(p + 1), 2, &m);
	if (end == NULL || d < 1 || d > 31 || m < 1)
		return NULL;
	if (*end == sep) {
		end++;
		p = digits(spaces(end), 4, &y);
		/* "24.3. 9.00": what follows is a time */
		if (p != NULL && p - spaces(end) != 3 && y > 0 &&
		    (p == spaces(end) + 4 ||
			(p == end + 2 && *p != '.' && *p != ':')))
			end = p;
		else
			y = 0;
	}
	if (sep == '/' && (y == 0 || (d <= 12 && m <= 12 && d != m)))
		return NULL;
	if (sep == '/' && m > 12 && d <= 12) {
		int swap = d;

		d = m;
		m = swap;
	}
	if (m > 12 || !is_end(end))
		return NULL;
	put_day(when, y, m, d);
	return end;
}

/* The year after a day and month in words: ", 2026" or " 2026". */
static const char *
read_year(const char *s, int *ret_year)
{
	const char *p, *end;

	p = spaces(*s == ',' || *s == '.' ? s + 1 : s);
	end = digits(p, 4, ret_year);
	if (end == NULL || end != p + 4 || *ret_year < 1900 ||
	    *ret_year > 2199 || !is_end(end)) {
		*ret_year = 0;
		return s;
	}
	return end;
}

static size_t
month_at(const struct phrases *phrases, const char *s, const char *lang,
    int *ret_month)
{
	const struct phrase *phrase;
	size_t n;

	n = phrases_at(phrases, s, PHRASE_BIT(PHRASE_MONTH), lang, &phrase);
	if (n > 0)
		*ret_month = (int)strtol(phrase->value, NULL, 10);
	return n;
}

/* "3 maj 2026", "3. toukokuuta", "3rd of May, 2026". */
static const char *
read_day_month(const struct phrases *phrases, const char *s, const char *lang,
    struct when *when)
{
	const char *p;
	int d, m = 0, y;
	size_t n;

	d = (int)strspn(s, "0123456789");
	if (d < 1 || d > 2)
		return NULL;
	p = s + d;
	d = (int)strtol(s, NULL, 10);
	if (*p == '.' || *p == ':')
		p++;
	else if (strncmp(p, "st", 2) == 0 || strncmp(p, "nd", 2) == 0 ||
	    strncmp(p, "rd", 2) == 0 || strncmp(p, "th", 2) == 0)
		p += 2;
	p = spaces(p);
	if (strncmp(p, "of ", 3) == 0)
		p = spaces(p + 3);
	n = month_at(phrases, p, lang, &m);
	if (n == 0 || d < 1 || d > 31)
		return NULL;
	p = read_year(p + n, &y);
	put_day(when, y, m, d);
	return p;
}

/* "May 3, 2026"; only English writes so, and only with the year is it no
 * other thing. */
/* "3rd", "1st" after the figures; s where there is nothing of the kind. */
static const char *
ordinal_end(const char *s)
{
	static const char *const ends[] = { "st", "nd", "rd", "th" };
	const char *next;
	size_t i;

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		if (strncmp(s, ends[i], 2) == 0 &&
		    !text_is_word(text_next(s + 2, &next)))
			return s + 2;
	}
	return s;
}

static const char *
read_month_day(const struct phrases *phrases, const char *s, const char *lang,
    struct when *when)
{
	const char *p;
	int d, m = 0, y;
	size_t n;

	n = month_at(phrases, s, lang, &m);
	if (n == 0)
		return NULL;
	p = digits(spaces(s + n + (s[n] == '.')), 2, &d);
	if (p == NULL || d < 1 || d > 31)
		return NULL;
	p = read_year(ordinal_end(p), &y);
	if (!is_end(p) || (y == 0 && when->weekday == 0))
		return NULL;
	put_day(when, y, m, d);
	return p;
}

/* A weekday, with the full stop of an abbreviation.  "to" and "on" are words
 * of other languages too: they count before a number alone. */
static const char *
read_weekday(const struct phrases *phrases, const char *s, const char *lang,
    struct when *when)
{
	const char *p;
	const struct phrase *other, *phrase;
	int weekday;
	size_t n;

	n = phrases_at(phrases, s, PHRASE_BIT(PHRASE_WEEKDAY), lang, &phrase);
	if (n == 0)
		return NULL;
	p = s + n + (s[n] == '.');
	if (n <= 3 &&
	    phrases_at(phrases, s,
		PHRASE_BIT(PHRASE_EMBARGO_GLUE) | PHRASE_BIT(PHRASE_CLOCK),
		lang, &other) > 0 &&
	    (strcmp(phrase->lang, lang) != 0 ||
		spaces(p)[strspn(spaces(p), "0123456789")] != '.'))
		return NULL;
	if (n <= 2 && (*spaces(p) < '0' || *spaces(p) > '9'))
		return NULL;
	weekday = (int)strtol(phrase->value, NULL, 10);
	if (when->weekday != 0 && when->weekday != weekday)
		when->conflict = 1;
	when->weekday = weekday;
	return p;
}

static const char *
read_clock(const struct phrases *phrases, const char *s, const char *lang,
    struct when *when)
{
	const struct phrase *phrase;
	size_t n;

	n = phrases_at(phrases, s, PHRASE_BIT(PHRASE_CLOCK), lang, &phrase);
	if (n == 0)
		return NULL;
	s += n;
	if (*s == '.')
		s++;
	return read_time(spaces(s), 1, when);
}

/* "9 am", "9.30 p.m.": the hour was read, or is read here. */
static const char *
read_half_day(const struct phrases *phrases, const char *s, struct when *when)
{
	const char *p = s;
	const struct phrase *phrase;
	int hour;
	size_t n;
	struct when time;

	when_init(&time);
	if (*s >= '0' && *s <= '9') {
		hour = (int)strspn(s, "0123456789.:");
		/* "9am" is one word to read_time() */
		p = digits(s, 2, &hour);
		if (p != NULL && (*p == '.' || *p == ':')) {
			p = digits(p + 1, 2, &time.minute);
		}
		if (p == NULL || hour < 1 || hour > 12)
			return NULL;
		time.hour = hour;
		p = spaces(p);
	} else if (when->hour >= 1 && when->hour <= 12) {
		time = *when;
		when->hour = -1;
	} else {
		return NULL;
	}
	n = phrases_at(phrases, p, PHRASE_BIT(PHRASE_HALF_DAY), NULL, &phrase);
	if (n == 0 || time.minute > 59) {
		if (p == s)
			when->hour = time.hour;
		return NULL;
	}
	put_time(when, time.hour % 12 + (int)strtol(phrase->value, NULL, 10),
	    time.minute, time.second);
	p += n;
	return *p == '.' ? p + 1 : p;
}

static const char *
read_zone(const struct phrases *phrases, const char *s, const char *lang,
    struct when *when)
{
	const char *sign;
	const struct phrase *phrase;
	size_t n;

	n = phrases_at(phrases, s, PHRASE_BIT(PHRASE_ZONE), lang, &phrase);
	if (n == 0)
		return NULL;
	sign = strpbrk(phrase->value, "+-");
	if (when->zone[0] != '\0')
		when->conflict = 1;
	memset(when->zone, 0, sizeof(when->zone));
	memcpy(when->zone, phrase->value,
	    sign != NULL ? (size_t)(sign - phrase->value) :
			   strlen(phrase->value));
	if (sign != NULL)
		(void)read_offset(sign, when);
	return s + n;
}

size_t
when_take(const struct phrases *phrases, const char *s, const char *lang,
    struct when *when)
{
	const char *end = NULL;

	if (lang == NULL)
		lang = "";
	if (*s >= '0' && *s <= '9') {
		end = read_half_day(phrases, s, when);
		if (end == NULL)
			end = read_iso(s, when);
		if (end == NULL)
			end = read_day_month(phrases, s, lang, when);
		/* "9.00" is a time after a date and no date before one */
		if (end == NULL && when->day != 0 && when->hour < 0) {
			end = read_time(s, 0, when);
			/* "09:00:00+00:00"; "9:00-10:00" is a span */
			if (end != NULL && *end == '+')
				end = read_offset(end, when);
		}
		if (end == NULL)
			end = read_numeric(s, when);
		if (end == NULL &&
		    strchr(s, ':') == s + strspn(s, "0123456789"))
			end = read_time(s, 0, when);
		return end != NULL ? (size_t)(end - s) : 0;
	}
	end = read_clock(phrases, s, lang, when);
	if (end == NULL)
		end = read_half_day(phrases, s, when);
	if (end == NULL)
		end = read_month_day(phrases, s, lang, when);
	if (end == NULL)
		end = read_weekday(phrases, s, lang, when);
	if (end == NULL)
		end = read_zone(phrases, s, lang, when);
	return end != NULL ? (size_t)(end - s) : 0;
}

int
when_parse(const struct phrases *phrases, const char *s, const char *lang,
    struct when *when)
{
	const char *p;
	int ok = 1;
	size_t n;
	struct buf folded;

	when_init(when);
	buf_init(&folded, TEXT_CEILING);
	text_folded(s, &folded);
	for (p = buf_str(&folded); ok; p += n) {
		p += strspn(p, " \n,");
		if (*p == '\0')
			break;
		n = when_take(phrases, p, lang, when);
		ok = n > 0;
	}
	buf_fini(&folded);
	return ok && when->day != 0 ? 0 : -1;
}
