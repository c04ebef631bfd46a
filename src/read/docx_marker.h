/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a typed line begins with: "– ", "• ", "1. ", "b) ", "(iv) ".
 */
#ifndef READ_DOCX_MARKER_H
#define READ_DOCX_MARKER_H

#include <stddef.h>

enum docx_marker_kind {
	MARKER_DASH, /* may as well open speech */
	MARKER_BULLET,
	MARKER_NUMBER,
};

struct docx_marker {
	enum docx_marker_kind kind;
	long sign;       /* of a dash or bullet */
	const char *fmt; /* of a number: its ST_NumberFormat */
	const char *open;
	const char *close;
	int value;
};

/*
 * The marker of a list's first item that s begins with: numbers begin at 1, a,
 * A, i or I, and a day of a month is none.  The bytes that it takes with the
 * blanks after it, or 0.
 */
size_t docx_marker_first(const char *s, struct docx_marker *ret);

/* The same for an item of that marker's list, whose number is to be value. */
size_t docx_marker_next(const struct docx_marker *marker, int value,
    const char *s);

/* Is it a capital and a full stop, as an initial is? */
int docx_marker_is_initial(const struct docx_marker *marker);

/* Is the line speech, if a dash opens it: a verb of saying, or a sentence
 * with capital and full stop? */
int docx_marker_is_speech(const char *line);

#endif /* READ_DOCX_MARKER_H */
