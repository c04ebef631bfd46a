/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Dates and times as people write them, in pieces.
 *
 * "tisdag 24.3 kl. 9.00 finsk tid" is a weekday, a date without a year, a
 * time and a zone.  Pieces are collected one by one into a struct when; only
 * when_instant() and when_date() decide whether they make sense together.
 * Nothing is guessed: what does not agree is told as a problem.
 */
#ifndef RELEASE_DATES_H
#define RELEASE_DATES_H

#include <stddef.h>
#include <stdint.h>

struct phrases;

enum {
	DATES_ISO = 32
}; /* "2026-05-03T09:00:00+03:00" and a NUL */

struct when {
	int year; /* 0 where not said, as are month, day, weekday */
	int month;
	int day;
	int weekday; /* 1 is Monday */
	int hour;    /* -1 where no time is said; 24 is midnight's end */
	int minute;
	int second;
	char zone[48];  /* "Europe/Helsinki", "local" or "" */
	int has_offset; /* said in numbers, or by a name such as EET */
	int offset;     /* minutes east of UTC */
	int conflict;   /* two dates, two times */
};

enum when_problem {
	WHEN_OK,
	WHEN_NO_DATE,
	WHEN_NO_TIME,
	WHEN_NO_YEAR, /* and none that the weekday agrees with */
	WHEN_WEEKDAY, /* contradicts the date */
	WHEN_NEVER,   /* 31.2, or an hour that the clocks leave out */
	WHEN_TWICE,   /* an hour that the clocks repeat */
	WHEN_ZONE,    /* EET in July, or no zone at all */
	WHEN_CONFLICT,
};

void when_init(struct when *when);

/* Has it a day; a day with its year? */
int when_has_day(const struct when *when);
int when_has_date(const struct when *when);

/*
 * Take the piece that begins at s, a place in folded text where a word or a
 * number begins; lang is the language that is preferred.  Returns the bytes
 * of it, or 0 where there is none.  A second date or time sets conflict.
 */
size_t when_take(const struct phrases *phrases, const char *s, const char *lang,
    struct when *when);

/*
 * The whole of s, in any of the forms above or as ISO 8601 in its basic form
 * (20260503T090000+0200, NITF): 0, or -1 if anything is left over.
 */
int when_parse(const struct phrases *phrases, const char *s, const char *lang,
    struct when *when);

/*
 * The instant that all pieces name, as seconds since 1970 and in ISO 8601
 * with the offset of that place.  timezone is where a time without a zone is
 * meant; reference (0 for none) chooses the year where the text has none.
 */
enum when_problem when_instant(const struct when *when, const char *timezone,
    int64_t reference, int64_t *ret_at, char ret_iso[DATES_ISO]);

/* As when_instant(), or the date alone where there is no time. */
enum when_problem when_date(const struct when *when, const char *timezone,
    char ret_iso[DATES_ISO]);

/* The instant of what when_instant() or when_date() wrote (a date is its
 * noon in UTC); 0 if it is neither. */
int64_t dates_at(const char *iso);

/* Load what ICU loads late.  Before the sandbox. */
void dates_warm_up(void);

#endif /* RELEASE_DATES_H */
