/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Instants as people and feeds read them, by ICU: in a zone, in a language. */
#ifndef PUBLISH_WHEN_H
#define PUBLISH_WHEN_H

#include <stddef.h>
#include <stdint.h>

/* The month in which t falls in the zone.  An unknown zone counts as UTC. */
void when_month(const char *zone, int64_t t, int *ret_year, int *ret_month);

/* "2026-05-03T09:00:00+03:00" (RFC 3339). */
void when_iso(const char *zone, int64_t t, char *dst, size_t size);

/* "2026-05-03T06:00:00Z" (RFC 3339). */
void when_utc(int64_t t, char *dst, size_t size);

/* "Sun, 03 May 2026 06:00:00 GMT" (RFC 822, with the year of RFC 1123). */
void when_rfc822(int64_t t, char *dst, size_t size);

/* A date in words: "3 maj 2026", "3. toukokuuta 2026". */
void when_words(const char *zone, const char *lang, int64_t t, char *dst,
    size_t size);

/* A month in words: "maj 2026". */
void when_month_words(const char *lang, int year, int month, char *dst,
    size_t size);

/* Is the name one of ICU's time zones? */
int when_is_zone(const char *zone);

#endif /* PUBLISH_WHEN_H */
