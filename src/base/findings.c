/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines of a report.  See findings.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/findings.h"
#include "base/text.h"
#include "base/why.h"
#include "base/xalloc.h"

enum {
	CEILING = 200
};

static const char *const names[] = {
	[SEVERITY_INFO] = "info",
	[SEVERITY_WARN] = "warn",
	[SEVERITY_HOLD] = "hold",
};

void
findings_init(struct findings *findings)
{
	memset(findings, 0, sizeof(*findings));
}

static struct finding *
find(const struct findings *findings, const char *code, const char *quote)
{
	size_t i;
	struct finding *f;

	for (i = 0; i < findings->count; i++) {
		f = &findings->list[i];
		if (strcmp(f->code, code) == 0 && strcmp(f->quote, quote) == 0)
			return f;
	}
	return NULL;
}

void
findings_add(struct findings *findings, enum severity severity,
    const char *code, const char *quote)
{
	char words[WHY_QUOTE_MAX];
	struct finding *f;

	text_excerpt(words, sizeof(words), quote != NULL ? quote : "");
	if ((f = find(findings, code, words)) != NULL) {
		f->times++;
		return;
	}
	/* A hold is never the line that is left out. */
	if (findings->count >= CEILING && severity != SEVERITY_HOLD) {
		findings->left_out++;
		return;
	}
	findings->list = xreallocarray(findings->list, findings->count + 1,
	    sizeof(*findings->list));
	f = &findings->list[findings->count++];
	f->severity = severity;
	f->code = xstrdup(code);
	f->quote = xstrdup(words);
	f->times = 1;
}

int
findings_has(const struct findings *findings, const char *code)
{
	size_t i;

	for (i = 0; i < findings->count; i++) {
		if (strcmp(findings->list[i].code, code) == 0)
			return 1;
	}
	return 0;
}

void
findings_fini(struct findings *findings)
{
	size_t i;

	for (i = 0; i < findings->count; i++) {
		free(findings->list[i].code);
		free(findings->list[i].quote);
	}
	free(findings->list);
	findings_init(findings);
}

const char *
severity_name(enum severity severity)
{
	return names[severity];
}

enum severity
severity_by_name(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(name, names[i]) == 0)
			return (enum severity)i;
	}
	return SEVERITY_WARN;
}
