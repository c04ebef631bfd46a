/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was found, and why.  See values.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/values.h"
#include "base/xalloc.h"

enum {
	UNKNOWN = 50
};

/* By what stands before the colon. */
static const struct {
	const char *kind;
	unsigned percent;
} reasons[] = {
	{ "meta", 100 },    /* an element of the vocabulary */
	{ "said", 100 },    /* a person's word */
	{ "table", 100 },   /* a row of the leading table */
	{ "control", 100 }, /* a control of Word's, by its title */
	{ "style", 95 },    /* Title, Heading 1 */
	{ "style-id", 90 }, /* known by its id alone */
	{ "name", 95 },     /* "….sv.docx" */
	{ "outline", 90 },  /* a level without a style */
	{ "phrase", 90 },   /* words that announce it */
	{ "folder", 90 },   /* sv/ */
	{ "marked", 90 },   /* Word's mark of the language */
	{ "header", 80 },   /* the page's header */
	{ "dateline", 80 }, /* within the line of place and date */
	{ "heading", 80 },  /* the first one */
	{ "letterhead", 80 }, { "detected", 80 }, /* by the look of the words */
	{ "site", 60 },     /* the first language of the site */
	{ "position", 60 }, /* nothing but the place */
	{ "property", 40 }, /* templates leave old ones behind */
};

void
values_init(struct values *values)
{
	memset(values, 0, sizeof(*values));
}

void
values_add(struct values *values, const char *field, const char *words,
    const char *why)
{
	struct value_found *v;

	if (words == NULL || words[strspn(words, " \n")] == '\0' ||
	    values->count == VALUES_MAX)
		return;
	values->list = xreallocarray(values->list, values->count + 1,
	    sizeof(*values->list));
	v = &values->list[values->count++];
	text_excerpt(v->field, sizeof(v->field), field);
	text_excerpt(v->words, sizeof(v->words), words);
	text_excerpt(v->why, sizeof(v->why), why != NULL ? why : "");
}

void
values_fini(struct values *values)
{
	free(values->list);
	values_init(values);
}

/* "faux:0.86": the score is the confidence. */
static unsigned
score(const char *digits)
{
	double is;

	is = strtod(digits, NULL);
	if (!(is > 0))
		return 0;
	return is < 1 ? (unsigned)(is * 100 + 0.5) : 100;
}

unsigned
values_confidence(const char *why)
{
	size_t i, n;

	n = strcspn(why, ":, (");
	if (n == 4 && strncmp(why, "faux", 4) == 0 && why[n] == ':')
		return score(why + n + 1);
	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		if (strlen(reasons[i].kind) == n &&
		    strncmp(reasons[i].kind, why, n) == 0)
			return reasons[i].percent;
	}
	return UNKNOWN;
}
