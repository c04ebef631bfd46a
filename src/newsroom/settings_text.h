/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text of a settings file before libconfuse reads it.
 *
 * Version 3.3 counts a line with a comment twice, so every line it names
 * would be wrong; takes a file that ends within a section for whole; and lets
 * the second of two settings of one name win without a word.
 */
#ifndef NEWSROOM_SETTINGS_TEXT_H
#define NEWSROOM_SETTINGS_TEXT_H

#include <stddef.h>

struct text_fault {
	int line;
	char what[200];
};

/*
 * Blank out the comments of text, in place (# and // to the end of the line,
 * and the C kind).  0, or -1 and *ret for a section, list, string or comment
 * that does not end, or a setting that stands twice.
 */
int settings_text_prepare(char *text, struct text_fault *ret);

#endif /* NEWSROOM_SETTINGS_TEXT_H */
