/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Verdicts and their reasons.  See why.h for the contract. */
#include "config.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/text.h"
#include "base/why.h"

static const struct {
	const char *name;
	int status;
} verdicts[] = {
	[V_OK] = { "ok", EX_OK },
	[V_HOLD] = { "hold", EX_TEMPFAIL },
	[V_DEFER] = { "defer", EX_TEMPFAIL },
	[V_REJECT] = { "reject", EX_DATAERR },
	[V_FATAL] = { "fatal", EX_SOFTWARE },
};

enum {
	VERDICTS = sizeof(verdicts) / sizeof(verdicts[0])
};

void
why_clear(struct why *why)
{
	memset(why, 0, sizeof(*why));
}

/* Printable and whole: a reason is read in logs, terminals and pages. */
static void
set_text(struct why *why, const char *fmt, va_list ap)
{
	char raw[2 * WHY_TEXT_MAX];

	vsnprintf(raw, sizeof(raw), fmt, ap);
	text_excerpt(why->text, sizeof(why->text), raw);
}

enum verdict
why_set(struct why *why, enum verdict v, const char *code, const char *fmt, ...)
{
	va_list ap;

	why_clear(why);
	why->verdict = v;
	snprintf(why->code, sizeof(why->code), "%s", code);
	va_start(ap, fmt);
	set_text(why, fmt, ap);
	va_end(ap);
	return v;
}

/* What running the program cannot cause without a mistake of ours. */
static int
is_our_fault(int error)
{
	return error == EBADF || error == EFAULT || error == EINVAL;
}

static const char *
world_code(int error)
{
	switch (error) {
	case ENOSPC:
	case EDQUOT:
		return "world-disk-full";
	case EACCES:
	case EPERM:
	case EROFS:
		return "world-no-permission";
	default:
		return "world-trouble";
	}
}

enum verdict
why_errno(struct why *why, const char *fmt, ...)
{
	int error = errno;
	char what[WHY_TEXT_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	if (is_our_fault(error))
		return why_set(why, V_FATAL, "internal", "%s: %s", what,
		    strerror(error));
	return why_set(why, V_DEFER, world_code(error), "%s: %s", what,
	    strerror(error));
}

void
why_quote(struct why *why, const char *words)
{
	text_excerpt(why->quote, sizeof(why->quote), words);
}

const char *
verdict_name(enum verdict v)
{
	return (size_t)v < VERDICTS ? verdicts[v].name : "fatal";
}

enum verdict
verdict_by_name(const char *name)
{
	size_t i;

	for (i = 0; i < VERDICTS; i++) {
		if (strcmp(name, verdicts[i].name) == 0)
			return (enum verdict)i;
	}
	return V_FATAL;
}

int
verdict_exit(enum verdict v)
{
	return (size_t)v < VERDICTS ? verdicts[v].status : EX_SOFTWARE;
}
