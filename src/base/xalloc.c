/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Allocation that cannot fail.  See xalloc.h for the contract. */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/xalloc.h"

_Noreturn void
xalloc_die(void)
{
	static const char words[] = "out of memory\n";

	if (write(STDERR_FILENO, words, sizeof(words) - 1) == -1)
		_exit(EX_OSERR);
	_exit(EX_OSERR);
}

void *
xmalloc(size_t size)
{
	void *p;

	if ((p = malloc(size > 0 ? size : 1)) == NULL)
		xalloc_die();
	return p;
}

void *
xcalloc(size_t n, size_t size)
{
	void *p;

	if ((p = calloc(n > 0 ? n : 1, size > 0 ? size : 1)) == NULL)
		xalloc_die();
	return p;
}

void *
xreallocarray(void *p, size_t n, size_t size)
{
	void *q;

	q = reallocarray(p, n > 0 ? n : 1, size > 0 ? size : 1);
	if (q == NULL)
		xalloc_die();
	return q;
}

char *
xstrdup(const char *s)
{
	return xstrndup(s, strlen(s));
}

char *
xstrndup(const char *s, size_t n)
{
	char *p;
	size_t len;

	len = strnlen(s, n);
	p = xmalloc(len + 1);
	memcpy(p, s, len);
	p[len] = '\0';
	return p;
}

char *
xasprintf(const char *fmt, ...)
{
	char *p = NULL;
	int n;
	va_list ap;

	va_start(ap, fmt);
	n = vasprintf(&p, fmt, ap);
	va_end(ap);
	if (n == -1 || p == NULL)
		xalloc_die();
	return p;
}
