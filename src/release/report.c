/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is not published goes, what was noticed becomes the report. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "read/read.h"
#include "release/finish.h"

/* What an importer or an earlier finish said. */
static void
take_messages(struct finish *f, xmlNode *report)
{
	const char *code, *severity;
	long times;
	xmlNode *node;

	for (node = report->children; node != NULL; node = node->next) {
		if (!dom_is_g(node, "message"))
			continue;
		code = dom_attr(node, "code");
		severity = dom_attr(node, "severity");
		times = dom_attr(node, "times") != NULL ?
		    strtol(dom_attr(node, "times"), NULL, 10) :
		    1;
		if (code == NULL || !element_is_code(code))
			continue;
		for (times = times > 1000 ? 1000 : times; times > 0; times--)
			findings_add(f->findings,
			    severity_by_name(severity != NULL ? severity : ""),
			    code, dom_attr(node, "quote"));
	}
}

static int
by_severity(const void *a, const void *b)
{
	const struct finding *x = *(const struct finding *const *)a;
	const struct finding *y = *(const struct finding *const *)b;

	if (x->severity != y->severity)
		return x->severity < y->severity ? 1 : -1;
	return x < y ? -1 : x > y;
}

static void
add_message(struct finish *f, xmlNode *report, const struct finding *line)
{
	char times[16];
	xmlNode *node;

	node = finish_new_g(f, report, "message");
	finish_set(node, "code", line->code);
	finish_set(node, "severity", severity_name(line->severity));
	if (line->quote[0] != '\0')
		finish_set(node, "quote", line->quote);
	if (line->times > 1) {
		snprintf(times, sizeof(times), "%u", line->times);
		finish_set(node, "times", times);
	}
}

/* Holds first: a person reads from the top. */
static void
write_report(struct finish *f)
{
	const struct finding **lines;
	size_t i, n;
	xmlNode *report;

	n = f->findings->count;
	if (n == 0)
		return;
	lines = xcalloc(n, sizeof(*lines));
	for (i = 0; i < n; i++)
		lines[i] = &f->findings->list[i];
	qsort(lines, n, sizeof(*lines), by_severity);
	report = finish_new_g(f, f->root, "report");
	for (i = 0; i < n; i++)
		add_message(f, report, lines[i]);
	free(lines);
}

/* notes, boilerplate and report in their order, whatever an importer did. */
static void
order(struct finish *f)
{
	static const char *const names[] = { "notes", "boilerplate" };
	size_t i;
	xmlNode *next, *node, *last;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		last = f->root->last;
		for (node = f->body->next; node != NULL; node = next) {
			next = node == last ? NULL : node->next;
			if (!dom_is_g(node, names[i]))
				continue;
			xmlUnlinkNode(node);
			xmlAddChild(f->root, node);
		}
	}
}

void
finish_report(struct finish *f)
{
	xmlNode *next, *node, *source;

	for (node = f->head->children; node != NULL; node = next) {
		next = node->next;
		if (dom_is_g(node, "advisory") || dom_is_g(node, "publication"))
			dom_drop(node);
	}
	source = dom_child_g(f->head, "source");
	while (source != NULL && source->children != NULL)
		dom_drop(source->children);
	if (source == NULL && f->reading != NULL &&
	    f->reading->format != NULL) {
		source = finish_new_g(f, f->head, "source");
		finish_set(source, "format", f->reading->format);
	}
	for (node = f->root->children; node != NULL; node = next) {
		next = node->next;
		if (dom_is_g(node, "report")) {
			take_messages(f, node);
			dom_drop(node);
		}
	}
	order(f);
	write_report(f);
}
