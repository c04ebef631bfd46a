/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A leading table of two columns that describes the release: "Rubrik | …",
 * "Embargo | …", "Etiketter | …".
 *
 * Only a table whose every row is known is one; it leaves the body.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "release/finish.h"

#define NAMES (PHRASE_BIT(PHRASE_FIELD) | PHRASE_BIT(PHRASE_EMBARGO))

enum {
	ROWS_MAX = 20
};

struct row {
	char field[40];
	char *name;
	char *value;
	xmlNode *cell;
};

static char *
words_of(struct finish *f, xmlNode *cell)
{
	buf_reset(&f->text);
	dom_all_text(cell, &f->text);
	return text_fold_blanks(buf_str(&f->text));
}

/* The field that a cell names: "" if none. */
static void
field_of(struct finish *f, const char *name, char field[40])
{
	const char *folded;
	const struct phrase *phrase;
	size_t n;

	field[0] = '\0';
	folded = finish_fold(f, name);
	n = phrases_at(f->phrases, folded, NAMES, f->lang, &phrase);
	if (n == 0 || folded[n + strspn(folded + n, " :")] != '\0')
		return;
	snprintf(field, 40, "%s",
	    phrase->kind == PHRASE_EMBARGO ? "embargo" : phrase->value);
}

/* tr as a row of a field and its value: 0, or -1. */
static int
read_row(struct finish *f, xmlNode *tr, struct row *row)
{
	xmlNode *first, *second;

	memset(row, 0, sizeof(*row));
	first = dom_element(tr->children);
	second = first != NULL ? dom_element(first->next) : NULL;
	if (second == NULL || dom_element(second->next) != NULL)
		return -1;
	row->name = words_of(f, first);
	row->value = words_of(f, second);
	row->cell = second;
	field_of(f, row->name, row->field);
	return row->field[0] != '\0' ? 0 : -1;
}

/* What the newsroom asks the catalogue about, or tells the readers of it. */
static int
is_relation(const char *field)
{
	return strcmp(field, "translation-of") == 0 ||
	    strcmp(field, "change") == 0 || strcmp(field, "correction") == 0;
}

/* Fields that no table for readers has in a row of its own: a table of one row
 * is for us if it names one of them. */
static int
is_for_us(const char *field)
{
	return is_relation(field) || strcmp(field, "replaces") == 0 ||
	    strcmp(field, "embargo") == 0 || strcmp(field, "publish") == 0 ||
	    strcmp(field, "language") == 0;
}

/* The rows of the table: how many, or 0 if one is not known. */
static size_t
read_table(struct finish *f, xmlNode *table, struct row rows[ROWS_MAX])
{
	int bad = 0;
	size_t n = 0;
	xmlNode *node;

	for (node = table->children; node != NULL && !bad;
	     node = dom_next(node, table)) {
		if (node->type != XML_ELEMENT_NODE ||
		    element_of(node)->id != EL_TR)
			continue;
		if (n == ROWS_MAX)
			bad = 1;
		else
			bad = read_row(f, node, &rows[n++]) < 0;
	}
	if (!bad && (n >= 2 || (n == 1 && is_for_us(rows[0].field))))
		return n;
	while (n-- > 0) {
		free(rows[n].name);
		free(rows[n].value);
	}
	return 0;
}

static xmlNode *
add(struct finish *f, const char *name, const char *words)
{
	xmlNode *node;

	node = finish_new_g(f, f->head, name);
	xmlNodeAddContent(node, XC(words));
	return node;
}

static void
add_tags(struct finish *f, char *words)
{
	char *end, *tag;

	for (; words != NULL; words = end) {
		end = strpbrk(words, ",;|");
		if (end != NULL)
			*end++ = '\0';
		tag = text_fold_blanks(words);
		if (*tag != '\0')
			finish_set(add(f, "subject", tag), "why", "table");
		free(tag);
	}
}

static void
set_language(struct finish *f, const char *words)
{
	const char *folded;
	const struct phrase *phrase;

	folded = finish_fold(f, words);
	if (phrases_at(f->phrases, folded, PHRASE_BIT(PHRASE_LANGUAGE), NULL,
		&phrase) > 0)
		finish_language_said(f, phrase->value, "table");
	else if (element_is_lang(folded))
		finish_language_said(f, folded, "table");
}

/* The inline content of a cell, which may hold it in a paragraph. */
static void
move_words(struct finish *f, const struct row *row, const char *name)
{
	xmlNode *node;

	if (dom_child_g(f->head, name) != NULL)
		return;
	node = add(f, name, row->value);
	finish_set(node, "why", "table");
}

static void
add_lead(struct finish *f, const struct row *row)
{
	xmlNode *lead, *p;

	lead = add(f, "lead", "");
	finish_set(lead, "why", "table");
	p = finish_new_h(f, "p");
	xmlNodeAddContent(p, XC(row->value));
	xmlAddChild(lead, p);
}

static void
take_row(struct finish *f, struct row *row)
{
	const char *field = row->field;
	char *line;
	size_t before;

	if (row->value[0] == '\0')
		return;
	if (strcmp(field, "title") == 0 || strcmp(field, "deck") == 0) {
		move_words(f, row, field);
		f->title_in_text |= strcmp(field, "title") == 0;
	} else if (strcmp(field, "lead") == 0) {
		add_lead(f, row);
	} else if (strcmp(field, "tags") == 0) {
		add_tags(f, row->value);
	} else if (strcmp(field, "language") == 0) {
		set_language(f, row->value);
	} else if (strcmp(field, "replaces") == 0) {
		(void)add(f, "replaces", row->value);
	} else if (is_relation(field)) {
		move_words(f, row, field);
	} else {
		/* scheduling is read as an embargo is, and waits like one */
		before = f->statement_count;
		line = xasprintf("Embargo %s", row->value);
		finish_embargo_words(f, line, "table");
		free(line);
		for (; before < f->statement_count; before++)
			f->statements[before].schedule = strcmp(field,
							     "publish") == 0;
	}
}

void
finish_table(struct finish *f)
{
	size_t i, n;
	struct row rows[ROWS_MAX];
	xmlNode *block;

	block = dom_element(f->body->children);
	while (block != NULL && element_of(block)->id == EL_FIGURE)
		block = dom_element(block->next);
	if (block == NULL || element_of(block)->id != EL_TABLE)
		return;
	n = read_table(f, block, rows);
	if (n == 0)
		return;
	dom_drop(block);
	for (i = 0; i < n; i++) {
		take_row(f, &rows[i]);
		free(rows[i].name);
		free(rows[i].value);
	}
}
