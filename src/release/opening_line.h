/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line before the text: "Vasa stad – Pressmeddelande – 3.5.2026". */
#ifndef RELEASE_OPENING_LINE_H
#define RELEASE_OPENING_LINE_H

#include "release/dates.h"

struct finish;

enum {
	OPENING_LINE = 140 /* bytes: one of date and letterhead is short */
};

/* What a line before the text consists of. */
struct opening_line {
	int letterhead;
	int free;   /* "fritt för publicering": of a date that follows it */
	int places; /* words that may be a place */
	int organisation;
	const char *whose; /* the first organisation */
	const char *whose_end;
	int draft;
	int loud; /* all of the place in capitals */
	int dash; /* ends with one, at end */
	const char *place;
	const char *place_end;
	const char *end;
	struct when when;
	int later; /* "uppdaterad": dates from here on are of no issue */
};

/*
 * Read a line up to its end, or unless it is whole to a dash: 1 if all of it
 * is known.  words and folded are the same text; places in *ret are in folded.
 */
int opening_line(const struct finish *f, const char *words, const char *folded,
    int whole, struct opening_line *ret);

#endif /* RELEASE_OPENING_LINE_H */
