/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a picture's description is worth: alternative text (WCAG 1.1.1, F30). */
#ifndef READ_DOCX_ALT_H
#define READ_DOCX_ALT_H

enum docx_alt {
	ALT_WORDS,     /* somebody's; also NULL and "" */
	ALT_FILE,      /* the name of a file, or its path */
	ALT_AUTOMATIC, /* Word's own guess, which says so */
	ALT_NAME,      /* "Picture 3": what a program calls a picture */
};

enum docx_alt docx_alt_kind(const char *alt);

/* What of alt may be published, within alt: of a path the file's name alone,
 * of a picture's number nothing (NULL). */
const char *docx_alt_public(const char *alt);

#endif /* READ_DOCX_ALT_H */
