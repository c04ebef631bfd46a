/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From pieces to an instant.  See dates.h for the contract. */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ucal.h>
#include <unicode/ustring.h>

#include "release/dates.h"

enum {
	DAY = 86400,
	NEAR = 200, /* days: how far a year may be chosen from */
	ZONE_MAX = 64,
};

/* Days since 1970-01-01 of a Gregorian date, and back. */
static int64_t
days_of(int y, int m, int d)
{
	int64_t era, doe, yoe, doy;

	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

static int
year_of(int64_t at)
{
	int y;

	y = 1970 + (int)(at / DAY * 400 / 146097);
	while (days_of(y, 1, 1) * DAY > at)
		y--;
	while (days_of(y + 1, 1, 1) * DAY <= at)
		y++;
	return y;
}

/* 1 is Monday; 1970-01-01 was a Thursday. */
static int
weekday_of(int y, int m, int d)
{
	int64_t n;

	n = (days_of(y, m, d) + 3) % 7;
	return (int)(n < 0 ? n + 7 : n) + 1;
}

static int
is_date(int y, int m, int d)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	int leap;

	if (y < 1900 || y > 2199 || m < 1 || m > 12 || d < 1)
		return 0;
	leap = m == 2 && y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
	return d <= days[m - 1] + leap;
}

void
when_init(struct when *when)
{
	memset(when, 0, sizeof(*when));
	when->hour = -1;
}

int
when_has_day(const struct when *when)
{
	return when->day != 0;
}

int
when_has_date(const struct when *when)
{
	return when->day != 0 && when->year != 0;
}

/* The year of a date that has none: the one near the reference in which it
 * falls on its weekday.  Without a weekday nothing proves the year. */
static int
choose_year(const struct when *when, int64_t reference)
{
	int64_t far, best_far = (int64_t)NEAR * DAY;
	int best = 0, y;

	if (reference == 0 || when->weekday == 0)
		return 0;
	for (y = year_of(reference) - 1; y <= year_of(reference) + 1; y++) {
		if (!is_date(y, when->month, when->day) ||
		    weekday_of(y, when->month, when->day) != when->weekday)
			continue;
		far = llabs(
		    days_of(y, when->month, when->day) * DAY - reference);
		if (far < best_far) {
			best = y;
			best_far = far;
		}
	}
	return best;
}

static enum when_problem
settle_day(const struct when *when, int64_t reference, int *ret_year)
{
	int y;

	if (when->conflict)
		return WHEN_CONFLICT;
	if (when->day == 0)
		return WHEN_NO_DATE;
	y = when->year != 0 ? when->year : choose_year(when, reference);
	if (y == 0)
		return WHEN_NO_YEAR;
	if (!is_date(y, when->month, when->day))
		return WHEN_NEVER;
	if (when->weekday != 0 &&
	    weekday_of(y, when->month, when->day) != when->weekday)
		return WHEN_WEEKDAY;
	*ret_year = y;
	return WHEN_OK;
}

/* A calendar of that zone, or NULL if ICU knows no such zone: ucal_open()
 * alone would take UTC. */
static UCalendar *
open_calendar(const char *zone)
{
	UBool system;
	UChar canonical[ZONE_MAX], id[ZONE_MAX];
	UErrorCode error = U_ZERO_ERROR;
	int32_t n;

	if (*zone == '\0' || strlen(zone) >= ZONE_MAX)
		return NULL;
	u_uastrcpy(id, zone);
	n = ucal_getCanonicalTimeZoneID(id, -1, canonical, ZONE_MAX, &system,
	    &error);
	if (U_FAILURE(error) || n == 0)
		return NULL;
	return ucal_open(id, -1, "en", UCAL_GREGORIAN, &error);
}

static UDate
millis_of(UCalendar *calendar, const struct when *when, int year, int walltime)
{
	UErrorCode error = U_ZERO_ERROR;

	ucal_setAttribute(calendar, UCAL_REPEATED_WALL_TIME, walltime);
	ucal_clear(calendar);
	ucal_setDateTime(calendar, year, when->month - 1, when->day, when->hour,
	    when->minute, when->second, &error);
	return ucal_getMillis(calendar, &error);
}

static int
offset_of(UCalendar *calendar)
{
	UErrorCode error = U_ZERO_ERROR;

	return (ucal_get(calendar, UCAL_ZONE_OFFSET, &error) +
		   ucal_get(calendar, UCAL_DST_OFFSET, &error)) /
	    60000;
}

/* Seconds since 1970 of the wall time, and how far the zone is from UTC. */
static enum when_problem
settle_zone(const struct when *when, int year, const char *zone,
    int64_t *ret_at, int *ret_offset)
{
	UCalendar *calendar;
	UDate first, last;
	UErrorCode error = U_ZERO_ERROR;
	enum when_problem problem = WHEN_OK;

	calendar = open_calendar(zone);
	if (calendar == NULL)
		return WHEN_ZONE;
	last = millis_of(calendar, when, year, UCAL_WALLTIME_LAST);
	first = millis_of(calendar, when, year, UCAL_WALLTIME_FIRST);
	*ret_at = (int64_t)(first / 1000);
	*ret_offset = offset_of(calendar);
	if (when->hour < 24 &&
	    ucal_get(calendar, UCAL_HOUR_OF_DAY, &error) != when->hour)
		problem = WHEN_NEVER;
	else if (first < last || last < first)
		problem = WHEN_TWICE;
	ucal_close(calendar);
	return problem;
}

static void
write_iso(int64_t at, int offset, char iso[DATES_ISO])
{
	int64_t local, days, secs;
	int d, m, y;
	unsigned east;

	local = at + (int64_t)offset * 60;
	days = local / DAY - (local % DAY < 0);
	secs = local - days * DAY;
	y = year_of(local);
	for (m = 12; m > 1 && days_of(y, m, 1) > days; m--)
		continue;
	d = (int)(days - days_of(y, m, 1)) + 1;
	east = (unsigned)abs(offset);
	/* 4 + 2 + … + 2 digits: the remainders say so to the compiler */
	snprintf(iso, DATES_ISO, "%04u-%02u-%02uT%02u:%02u:%02u%c%02u:%02u",
	    (unsigned)y % 10000, (unsigned)m % 100, (unsigned)d % 100,
	    (unsigned)(secs / 3600) % 100, (unsigned)(secs / 60 % 60) % 100,
	    (unsigned)(secs % 60) % 100, offset < 0 ? '-' : '+',
	    east / 60 % 100, east % 60);
}

enum when_problem
when_instant(const struct when *when, const char *timezone, int64_t reference,
    int64_t *ret_at, char ret_iso[DATES_ISO])
{
	const char *zone;
	enum when_problem problem;
	int64_t at = 0;
	int offset = 0, y = 0;

	problem = settle_day(when, reference, &y);
	if (problem != WHEN_OK)
		return problem;
	if (when->hour < 0)
		return WHEN_NO_TIME;
	zone = when->zone[0] == '\0' || strcmp(when->zone, "local") == 0 ?
	    timezone :
	    when->zone;
	if (when->has_offset && when->zone[0] == '\0') {
		offset = when->offset;
		at = days_of(y, when->month, when->day) * DAY +
		    when->hour * 3600 + when->minute * 60 + when->second -
		    (int64_t)offset * 60;
	} else {
		problem = settle_zone(when, y, zone, &at, &offset);
		/* "EEST" chooses one of two equal hours */
		if (problem == WHEN_TWICE && when->has_offset) {
			at -= (int64_t)(when->offset - offset) * 60;
			offset = when->offset;
			problem = WHEN_OK;
		}
		if (problem != WHEN_OK)
			return problem;
		if (when->has_offset && offset != when->offset)
			return WHEN_ZONE;
	}
	*ret_at = at;
	write_iso(at, offset, ret_iso);
	return WHEN_OK;
}

enum when_problem
when_date(const struct when *when, const char *timezone,
    char ret_iso[DATES_ISO])
{
	char iso[DATES_ISO];
	enum when_problem problem;
	int y = 0;
	int64_t at;

	problem = settle_day(when, 0, &y);
	if (problem != WHEN_OK)
		return problem;
	if (when->hour >= 0 &&
	    when_instant(when, timezone, 0, &at, iso) == WHEN_OK)
		memcpy(ret_iso, iso, DATES_ISO);
	else
		snprintf(ret_iso, DATES_ISO, "%04u-%02u-%02u",
		    (unsigned)y % 10000, (unsigned)when->month % 100,
		    (unsigned)when->day % 100);
	return WHEN_OK;
}

int64_t
dates_at(const char *iso)
{
	char sign = 'Z';
	int d, m, y, hh = 12, mm = 0, ss = 0, oh = 0, om = 0, n;
	int64_t at;

	n = sscanf(iso, "%4d-%2d-%2dT%2d:%2d:%2d%c%2d:%2d", &y, &m, &d, &hh,
	    &mm, &ss, &sign, &oh, &om);
	if (n < 3 || !is_date(y, m, d))
		return 0;
	at = days_of(y, m, d) * DAY + hh * 3600 + mm * 60 + ss;
	if (sign == '+' || sign == '-')
		at += (oh * 3600 + om * 60) * (sign == '+' ? -1 : 1);
	return at;
}

void
dates_warm_up(void)
{
	UCalendar *calendar;

	calendar = open_calendar("Europe/Helsinki");
	if (calendar != NULL)
		ucal_close(calendar);
}
