/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parts of finish_tidy(): lines of text, and places for what stands in a
 * wrong one.  Private to it.
 */
#ifndef RELEASE_TIDY_H
#define RELEASE_TIDY_H

#include "release/finish.h"

enum {
	TIDY_BREAKS = 2 /* line breaks kept of a run of them */
};

/* One line of text within a block, across its inline elements. */
struct tidy_line {
	int begun;     /* something stands in it */
	int blank;     /* its last character is one */
	xmlNode *last; /* the text that it ends with */
	xmlNode *breaks[TIDY_BREAKS];
	int break_count; /* with nothing after them yet */
};

struct tidy {
	struct finish *f;
	struct tidy_line line;
	size_t tally; /* of the language here */
	int verbatim; /* inside of pre */
};

/* Is it text, or a CDATA section? */
int tidy_is_text(const xmlNode *node);

/* Fold the blanks of a text into its line, and count its words; 1 if words are
 * left, else the text is gone. */
int tidy_text(struct tidy *t, xmlNode *node);

/* A line break begins a line, or goes.  Always 0: it is nothing to see. */
int tidy_break(struct tidy *t, xmlNode *node);

/* The block ends here: no blanks, no line breaks at its end. */
void tidy_line_end(struct tidy *t);

/* Give node another name of XHTML. */
void tidy_rename(struct finish *f, xmlNode *node, const char *name);

/*
 * Make a place for child in parent, or dissolve it.  Returns the node to go
 * on with, which is child, or what stands in its place; NULL at the end.
 */
xmlNode *tidy_fit(struct tidy *t, xmlNode *parent, xmlNode *child);

#endif /* RELEASE_TIDY_H */
