/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Why an operation did not succeed, and what must become of its document.
 *
 * The verdict is the control flow: each is one transition of a job, so no
 * caller guesses from errno, and the compiler reports a verdict that nobody
 * looked at.  The code names the message that staff read in their language
 * (xsl/i18n); the text is its English for logs and the command line.
 */
#ifndef BASE_WHY_H
#define BASE_WHY_H

#ifdef __clang__ /* the linters; clang 14 reads no [[...]] in C11 */
# define MUST_CHECK
#else
# define MUST_CHECK [[nodiscard]]
#endif

enum MUST_CHECK verdict {
	V_OK = 0, /* go on */
	V_HOLD,   /* a person must answer first */
	V_DEFER,  /* the world's fault: disk full, EIO; try again later */
	V_REJECT, /* the document's fault: tell the sender */
	V_FATAL,  /* our fault: a broken stylesheet, a dead worker */
};

enum {
	WHY_CODE_MAX = 40,
	WHY_TEXT_MAX = 320,
	WHY_QUOTE_MAX = 200,
};

struct why {
	enum verdict verdict;
	char code[WHY_CODE_MAX];   /* names the message in xsl/i18n */
	char text[WHY_TEXT_MAX];   /* one English sentence, no full stop */
	char quote[WHY_QUOTE_MAX]; /* the place, in the document's words */
};

/* Forget what was recorded: V_OK and empty strings. */
void why_clear(struct why *why);

/*
 * Record a failure and return its verdict, for "return why_set(...)".
 * code is a literal such as "package-encrypted"; text is cut to fit, at a
 * character, and control characters in it become spaces.
 */
enum verdict why_set(struct why *why, enum verdict v, const char *code,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/*
 * As why_set(), choosing the verdict from errno and appending its words:
 * what an administrator can mend is V_DEFER (code "world-…"), EFAULT and
 * its like are ours and V_FATAL.
 */
enum verdict why_errno(struct why *why, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Quote the place in the document: escaped, blanks folded, cut with "…". */
void why_quote(struct why *why, const char *words);

/* "ok", "hold", "defer", "reject", "fatal"; and back, V_FATAL if unknown. */
const char *verdict_name(enum verdict v);
enum verdict verdict_by_name(const char *name);

/* The exit status of sysexits(3) that the commands document: 0 65 70 75. */
int verdict_exit(enum verdict v);

#endif /* BASE_WHY_H */
