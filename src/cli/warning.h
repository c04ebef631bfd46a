/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Findings in words on a terminal. */
#ifndef CLI_WARNING_H
#define CLI_WARNING_H

struct findings;
struct words;

/* The words are loaded when there is first something to say. */
struct warnings {
	const char *xsl_dir;
	struct words *words;
};

/* The words of xsl_dir/i18n; NULL, and said so, if they can't be read. */
const struct words *warnings_words(struct warnings *warnings);

/* "gazette: FILE: warning: …" on standard error for each finding that warns
 * or would hold. */
void warnings_print(struct warnings *warnings, const char *file,
    const struct findings *findings);
void warnings_fini(struct warnings *warnings);

#endif /* CLI_WARNING_H */
