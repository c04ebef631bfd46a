/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines for the administrator.  See log.h for the contract. */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"

static enum log_level ceiling = LOG_LEVEL_INFO;
static const char *program = "gazette";
static int has_journal;

void
log_init(const char *ident, enum log_level level)
{
	program = ident;
	ceiling = level;
	has_journal = getenv("JOURNAL_STREAM") != NULL;
}

/* One write a line, so that lines of two processes never mingle. */
__attribute__((format(printf, 2, 0))) static void
put(enum log_level level, const char *fmt, va_list ap)
{
	char line[2048];
	int n;
	size_t len;

	if (level > ceiling)
		return;
	if (has_journal)
		n = snprintf(line, sizeof(line), "<%d>", (int)level);
	else
		n = snprintf(line, sizeof(line), "%s: ", program);
	len = (size_t)n;
	n = vsnprintf(line + len, sizeof(line) - len - 1, fmt, ap);
	if (n < 0)
		return;
	len = strlen(line);
	line[len++] = '\n';
	if (write(STDERR_FILENO, line, len) == -1)
		return; /* nobody listens; there is nowhere to say so */
}

void
log_error(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(LOG_LEVEL_ERROR, fmt, ap);
	va_end(ap);
}

void
log_warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(LOG_LEVEL_WARN, fmt, ap);
	va_end(ap);
}

void
log_info(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(LOG_LEVEL_INFO, fmt, ap);
	va_end(ap);
}

void
log_debug(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(LOG_LEVEL_DEBUG, fmt, ap);
	va_end(ap);
}

const char *
log_quote(char *dst, size_t size, const char *s)
{
	char word[512];
	const char *p;
	size_t len = 0;

	text_excerpt(word, sizeof(word), s);
	if (size < 3) {
		dst[0] = '\0';
		return dst;
	}
	dst[len++] = '"';
	for (p = word; *p != '\0' && len + 3 < size; p++) {
		if (*p == '"' || *p == '\\')
			dst[len++] = '\\';
		dst[len++] = *p;
	}
	dst[len++] = '"';
	dst[len] = '\0';
	return dst;
}
