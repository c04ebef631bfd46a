/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What was noticed about a document that is not a failure: the lines of the
 * report.  Readers, zones and lint add; the release XML carries them in its
 * <report>, the newsroom decides by them whether a person must be asked.
 */
#ifndef BASE_FINDINGS_H
#define BASE_FINDINGS_H

#include <stddef.h>

enum severity {
	SEVERITY_INFO, /* worth knowing */
	SEVERITY_WARN, /* worth mending */
	SEVERITY_HOLD, /* in a drop folder a person must answer first */
};

struct finding {
	enum severity severity;
	char *code;     /* names the message in xsl/i18n, such as "comments" */
	char *quote;    /* the place in the document's words, or "" */
	unsigned times; /* one line each: the same code and quote is counted */
};

struct findings {
	struct finding *list;
	size_t count;
	size_t left_out; /* past the ceiling of 200 lines */
};

void findings_init(struct findings *findings);

/* quote may be NULL; it is made fit to be quoted (text_excerpt). */
void findings_add(struct findings *findings, enum severity severity,
    const char *code, const char *quote);

/* Is there a line with this code? */
int findings_has(const struct findings *findings, const char *code);
void findings_fini(struct findings *findings);

/* "info", "warn", "hold"; and back, SEVERITY_WARN if unknown. */
const char *severity_name(enum severity severity);
enum severity severity_by_name(const char *name);

#endif /* BASE_FINDINGS_H */
