/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lines of plain text, filled to a width, with margins within margins.
 *
 * A width is what a fixed-width page shows (UAX #11), never bytes.  Text
 * that is to be filled is a run: blanks folded, '\n' for a forced break, and
 * LINES_GLUE for a blank at which a line must not end.
 */
#ifndef RENDER_LINES_H
#define RENDER_LINES_H

#include <stddef.h>

#include "base/buf.h"

enum {
	LINES_WIDTH = 72,
	LINES_MARGINS = 32, /* deeper ones add nothing: there's no room */
	LINES_LABEL = 80,   /* bytes of the first line's margin */
	LINES_GLUE = '\x01',
};

struct margin {
	char label[LINES_LABEL]; /* stands before the first line only */
	char rest[8];            /* stands before the other ones */
	size_t width;            /* of both, in columns */
	int used;                /* the first line is written */
};

struct lines {
	struct buf *out;
	struct margin margins[LINES_MARGINS];
	size_t depth; /* may pass LINES_MARGINS */
	int gap;      /* a blank line comes before the next line */
};

void lines_init(struct lines *lines, struct buf *out);

/* Columns that are left for text within the margins. */
size_t lines_room(const struct lines *lines);

/* A margin: label (with its blank) before the first line of what follows, then
 * rest.  A label is cut to LINES_LABEL bytes; where there is no room the other
 * lines have no margin. */
void lines_push(struct lines *lines, const char *label, const char *rest,
    size_t width);
void lines_pop(struct lines *lines);

/* Ask for a blank line before the next line; at the start there is none. */
void lines_gap(struct lines *lines);

/* One line of len bytes as it is, within the margins. */
void lines_put(struct lines *lines, const char *text, size_t len);

/* A run, filled.  Returns the width of its longest line. */
size_t lines_fill(struct lines *lines, const char *run);

/* Turn those blanks of the run to glue at which no reader wants a break:
 * "70 000", "kl. 9.00", "§ 3", " –". */
void lines_glue(char *run);

/* The width of a run, and its bytes with glue as blanks. */
size_t lines_width(const char *run, size_t len);

#endif /* RENDER_LINES_H */
