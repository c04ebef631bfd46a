/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lines for the administrator: "event key=value …" on standard error.
 *
 * Under systemd each line carries its priority for the journal.  info: a
 * state changed; warn: degraded but going on; error: a person is needed.
 * Foreign text goes in through log_quote().  No release title, no word of a
 * document is ever logged: the journal outlives an erased release.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stddef.h>

enum log_level {
	LOG_LEVEL_ERROR = 3, /* the priorities of syslog(3) */
	LOG_LEVEL_WARN = 4,
	LOG_LEVEL_INFO = 6,
	LOG_LEVEL_DEBUG = 7,
};

/* ident is the program's name; lines below level are left out.  Priorities
 * are printed where JOURNAL_STREAM says that the journal listens. */
void log_init(const char *ident, enum log_level level);

void log_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_debug(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* "s" quoted and escaped into dst of size bytes; returns dst. */
const char *log_quote(char *dst, size_t size, const char *s);

#endif /* BASE_LOG_H */
