/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Allocation that cannot fail: on exhaustion the process says so and exits
 * with 71 (EX_OSERR), which for a worker is its document's verdict.
 *
 * For small things only.  What a document sizes goes through a struct buf,
 * which has a ceiling, or through libxml2, whose allocator is capped.
 */
#ifndef BASE_XALLOC_H
#define BASE_XALLOC_H

#include <stddef.h>

void *xmalloc(size_t size) __attribute__((malloc, returns_nonnull));
void *xcalloc(size_t n, size_t size) __attribute__((malloc, returns_nonnull));
void *xreallocarray(void *p, size_t n, size_t size)
    __attribute__((returns_nonnull));
char *xstrdup(const char *s) __attribute__((malloc, returns_nonnull));
char *xstrndup(const char *s, size_t n)
    __attribute__((malloc, returns_nonnull));
char *xasprintf(const char *fmt, ...)
    __attribute__((malloc, returns_nonnull, format(printf, 1, 2)));

/* Say "out of memory" on standard error and _exit(EX_OSERR). */
_Noreturn void xalloc_die(void);

#endif /* BASE_XALLOC_H */
