/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What was found in a document, and what each find rests on.
 *
 * The receipt can quote every inference (title, language, contacts …): its
 * field, its words, and why it was made, as in the release XML
 * ("style:Title", "phrase:Embargo", "faux:0.86").  Bounded in number and
 * length, whatever the document holds.
 */
#ifndef BASE_VALUES_H
#define BASE_VALUES_H

#include <stddef.h>

enum {
	VALUES_MAX = 40,        /* more are left out */
	VALUE_FIELD_SIZE = 24,  /* bytes with the NUL … */
	VALUE_WORDS_SIZE = 240, /* … a longer text is cut, and ends in "…" */
	VALUE_WHY_SIZE = 96,
};

struct value_found {
	char field[VALUE_FIELD_SIZE];
	char words[VALUE_WORDS_SIZE];
	char why[VALUE_WHY_SIZE]; /* or "" */
};

struct values {
	struct value_found *list;
	size_t count;
};

void values_init(struct values *values);

/* Add one; without words it is none.  why may be NULL. */
void values_add(struct values *values, const char *field, const char *words,
    const char *why);
void values_fini(struct values *values);

/*
 * How sure a reason makes, in percent: 100 where the document itself or a
 * person says it, less where a style, a phrase, a look or nothing but a
 * place does.  A reason that is not known is worth 50.
 */
unsigned values_confidence(const char *why);

#endif /* BASE_VALUES_H */
