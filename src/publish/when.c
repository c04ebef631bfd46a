/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Instants by ICU.  See when.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

#include "base/xalloc.h"
#include "publish/when.h"

enum {
	WORDS = 128
};

static void
to_units(const char *s, UChar *dst, int size)
{
	UErrorCode error = U_ZERO_ERROR;

	u_strFromUTF8(dst, size, NULL, s, -1, &error);
	if (U_FAILURE(error))
		dst[0] = 0;
}

static UCalendar *
open_calendar(const char *zone)
{
	UCalendar *cal;
	UChar id[WORDS];
	UErrorCode error = U_ZERO_ERROR;

	to_units(zone, id, WORDS);
	cal = ucal_open(id, -1, "en", UCAL_GREGORIAN, &error);
	if (U_FAILURE(error))
		return NULL;
	/* Dates before 1582 would be Julian; RFC 3339 knows no such. */
	ucal_setGregorianChange(cal, -1e18, &error);
	return cal;
}

/* A calendar of the zone at t, until the next call.  NULL if ICU has none at
 * all.  The last one is kept: a list asks for a hundred of one zone, and to
 * open it takes twenty times as long as to read it. */
static UCalendar *
calendar(const char *zone, int64_t t)
{
	static UCalendar *cal;
	static char *of;
	UErrorCode error = U_ZERO_ERROR;

	if (of == NULL || strcmp(of, zone) != 0) {
		if (cal != NULL)
			ucal_close(cal);
		free(of);
		of = xstrdup(zone);
		cal = open_calendar(zone);
	}
	if (cal != NULL)
		ucal_setMillis(cal, (double)t * 1000, &error);
	return cal;
}

static int
part(UCalendar *cal, UCalendarDateFields field)
{
	UErrorCode error = U_ZERO_ERROR;

	return ucal_get(cal, field, &error);
}

void
when_month(const char *zone, int64_t t, int *ret_year, int *ret_month)
{
	UCalendar *cal;

	*ret_year = 1970;
	*ret_month = 1;
	if ((cal = calendar(zone, t)) == NULL)
		return;
	*ret_year = part(cal, UCAL_YEAR);
	*ret_month = part(cal, UCAL_MONTH) + 1;
}

void
when_iso(const char *zone, int64_t t, char *dst, size_t size)
{
	UCalendar *cal;
	int minutes;

	dst[0] = '\0';
	if ((cal = calendar(zone, t)) == NULL)
		return;
	minutes = (part(cal, UCAL_ZONE_OFFSET) + part(cal, UCAL_DST_OFFSET)) /
	    60000;
	snprintf(dst, size, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d",
	    part(cal, UCAL_YEAR), part(cal, UCAL_MONTH) + 1,
	    part(cal, UCAL_DATE), part(cal, UCAL_HOUR_OF_DAY),
	    part(cal, UCAL_MINUTE), part(cal, UCAL_SECOND),
	    minutes < 0 ? '-' : '+', abs(minutes) / 60, abs(minutes) % 60);
}

void
when_utc(int64_t t, char *dst, size_t size)
{
	struct tm tm;
	time_t seconds = (time_t)t;

	if (gmtime_r(&seconds, &tm) == NULL ||
	    strftime(dst, size, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		dst[0] = '\0';
}

void
when_rfc822(int64_t t, char *dst, size_t size)
{
	static const char days[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu",
		"Fri", "Sat" };
	static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	struct tm tm;
	time_t seconds = (time_t)t;

	dst[0] = '\0';
	if (gmtime_r(&seconds, &tm) == NULL)
		return;
	snprintf(dst, size, "%s, %02d %s %04d %02d:%02d:%02d GMT",
	    days[tm.tm_wday], tm.tm_mday, months[tm.tm_mon], tm.tm_year + 1900,
	    tm.tm_hour, tm.tm_min, tm.tm_sec);
}

static void
format(UDateFormat *f, int64_t t, char *dst, size_t size)
{
	UChar words[WORDS];
	UErrorCode error = U_ZERO_ERROR;

	udat_format(f, (double)t * 1000, words, WORDS, NULL, &error);
	u_strToUTF8(dst, (int32_t)size, NULL, words, -1, &error);
	if (U_FAILURE(error))
		dst[0] = '\0';
}

static void
words(const char *const where[2], UDateFormatStyle time, int64_t t, char *dst,
    size_t size)
{
	UChar id[WORDS];
	UDateFormat *f;
	UErrorCode error = U_ZERO_ERROR;

	dst[0] = '\0';
	to_units(where[0], id, WORDS);
	f = udat_open(time, UDAT_LONG, where[1], id, -1, NULL, 0, &error);
	if (U_FAILURE(error))
		return;
	format(f, t, dst, size);
	udat_close(f);
}

void
when_words(const char *zone, const char *lang, int64_t t, char *dst,
    size_t size)
{
	const char *where[2] = { zone, lang };

	words(where, UDAT_NONE, t, dst, size);
}

void
when_month_words(const char *lang, int year, int month, char *dst, size_t size)
{
	UCalendar *cal;
	UChar id[WORDS], pattern[WORDS];
	UDateFormat *f;
	UErrorCode error = U_ZERO_ERROR;
	double t;

	dst[0] = '\0';
	to_units("UTC", id, WORDS);
	/* LLLL: the month as it stands alone, in Finnish "toukokuu". */
	to_units("LLLL y", pattern, WORDS);
	if ((cal = calendar("UTC", 0)) == NULL)
		return;
	ucal_setDate(cal, year, month - 1, 1, &error);
	t = ucal_getMillis(cal, &error);
	f = udat_open(UDAT_PATTERN, UDAT_PATTERN, lang, id, -1, pattern, -1,
	    &error);
	if (U_FAILURE(error))
		return;
	format(f, (int64_t)(t / 1000), dst, size);
	udat_close(f);
}

int
when_is_zone(const char *zone)
{
	UChar canonical[WORDS], id[WORDS];
	UErrorCode error = U_ZERO_ERROR;

	to_units(zone, id, WORDS);
	if (id[0] == 0)
		return 0;
	ucal_getCanonicalTimeZoneID(id, -1, canonical, WORDS, NULL, &error);
	return U_SUCCESS(error);
}
