/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A release as a list of lines, for comparing two of them.
 *
 * Every block is a line: blanks folded, marks of emphasis forgotten, links
 * and pictures as lines of their own behind the words that they stand in.
 * What is not published (embargo, source, status) gives none.
 */
#ifndef RELEASE_FLATTEN_H
#define RELEASE_FLATTEN_H

#include <stddef.h>
#include <stdint.h>

#include <libxml/tree.h>

enum flat_kind {
	FLAT_TEXT,
	FLAT_TITLE,   /* title and deck */
	FLAT_FACT,    /* the rest of the head: dates, tags, who */
	FLAT_CONTACT, /* contacts and their headings */
	FLAT_QUOTE,   /* in a blockquote, or begun by a mark of speech */
	FLAT_LINK,    /* the address of a link */
	FLAT_PICTURE, /* the SHA-256 of a picture, or its alternative text */
};

struct flat_line {
	enum flat_kind kind;
	const char *text; /* in the flat's memory */
	uint64_t hash;    /* of kind and text */
};

struct flat {
	struct flat_line *lines;
	size_t count;
	char *text; /* what the lines point into */
};

/* Flatten a finished release; the caller calls flat_fini(). */
void flat_of(xmlDoc *release, struct flat *ret);
void flat_fini(struct flat *flat);

#endif /* RELEASE_FLATTEN_H */
