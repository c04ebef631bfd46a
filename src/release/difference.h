/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a new version of a release changes.
 *
 * Readers of the first version, and the websites that carry it, are told
 * what is different; the sender reads it in the receipt.  A change that is
 * minor (retouch.h) moves no date of a feed.
 */
#ifndef RELEASE_DIFFERENCE_H
#define RELEASE_DIFFERENCE_H

#include <libxml/tree.h>

struct release_words;

enum {
	DIFFERENCE_QUOTE = 160
};

struct text_difference {
	unsigned added; /* lines: paragraphs, items, cells, headings */
	unsigned removed;
	unsigned changed;
	int minor; /* slips of the pen alone; also if nothing is different */
	/* The first that is different, cut to where it is; "" where there is
	 * nothing: before of a line that was added. */
	char before[DIFFERENCE_QUOTE];
	char after[DIFFERENCE_QUOTE];
};

/*
 * Compare two finished releases.  Takes time in proportion to their length,
 * whatever they hold: where they differ in more than some thousand lines the
 * lines are counted, not aligned.
 */
void difference_of(xmlDoc *before, xmlDoc *after,
    const struct release_words *words, struct text_difference *ret);

#endif /* RELEASE_DIFFERENCE_H */
