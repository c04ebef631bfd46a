/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * People to ask.
 *
 * Lines are gathered into one contact each; a contact whose every word is
 * understood gets fields, any other keeps its words as they are.  Sentences
 * stay sentences.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "release/contacts.h"
#include "release/finish.h"
#include "release/person.h"

enum {
	GROUP_LINES = 8,
	LABEL_BYTES = 20, /* of a cell that labels the next one */
};

/* One contact of the lines (paragraphs) from first on. */
static void
write_contact(struct finish *f, xmlNode **lines, size_t count, const char *why)
{
	size_t i;
	struct buf folded, words;
	struct person p;
	xmlNode *br, *contact, *raw;

	buf_init(&words, FINISH_TEXT);
	buf_init(&folded, FINISH_TEXT);
	contact = finish_new_g(f, f->head, "contact");
	finish_set(contact, "why", why);
	raw = finish_new_g(f, NULL, "raw");
	for (i = 0; i < count; i++) {
		if (i > 0) {
			br = finish_new_h(f, "br");
			xmlAddChild(raw, br);
			buf_putc(&words, '\n');
		}
		dom_text(lines[i], &words);
		dom_move_children(lines[i], raw);
		dom_drop(lines[i]);
	}
	text_folded(buf_str(&words), &folded);
	if (person_parse(f, buf_str(&words), buf_str(&folded), &p) == 0)
		person_write(f, contact, &p);
	xmlAddChild(contact, raw);
	buf_fini(&words);
	buf_fini(&folded);
}

/* A list of lines that grows. */
struct lines {
	xmlNode **list;
	size_t count;
};

static void
add_line(struct lines *lines, xmlNode *p)
{
	lines->list = xreallocarray(lines->list, lines->count + 1,
	    sizeof(xmlNode *));
	lines->list[lines->count++] = p;
}

/* Is a line one contact: does it have an address of its own? */
static int
has_address(struct finish *f, xmlNode *p)
{
	(void)finish_text(f, p);
	return person_has_address(f, buf_str(&f->text), buf_str(&f->folded));
}

/* A paragraph of several lines becomes a paragraph for each. */
static void
split_lines(struct finish *f, xmlNode *p, struct lines *lines)
{
	xmlNode *line, *next, *node;

	line = finish_new_h(f, "p");
	xmlAddPrevSibling(p, line);
	for (node = p->children; node != NULL; node = next) {
		next = node->next;
		xmlUnlinkNode(node);
		if (node->type == XML_ELEMENT_NODE &&
		    element_of(node)->id == EL_BR) {
			xmlFreeNode(node);
			add_line(lines, line);
			line = finish_new_h(f, "p");
			xmlAddPrevSibling(p, line);
			continue;
		}
		xmlAddChild(line, node);
	}
	add_line(lines, line);
	dom_drop(p);
}

/* The inline content of an item or a cell, and the paragraphs in it, which
 * move before whole. */
static void
item_lines(struct finish *f, xmlNode *li, xmlNode *whole, struct lines *lines)
{
	xmlNode *next, *node, *p = NULL;

	for (node = li->children; node != NULL; node = next) {
		next = node->next;
		if (node->type == XML_ELEMENT_NODE &&
		    (element_of(node)->is & CLASS_INLINE) == 0) {
			p = NULL;
			xmlUnlinkNode(node);
			xmlAddPrevSibling(whole, node);
			split_lines(f, node, lines);
			continue;
		}
		if (p == NULL) {
			p = finish_new_h(f, "p");
			xmlAddPrevSibling(whole, p);
			add_line(lines, p);
		}
		xmlUnlinkNode(node);
		xmlAddChild(p, node);
	}
}

/* "Telefon" in one cell, the number in the next: one line. */
static void
join_label(struct finish *f, struct lines *lines, size_t first)
{
	const char *s;
	xmlNode *label, *line;

	if (lines->count != first + 2)
		return;
	label = lines->list[first];
	line = lines->list[first + 1];
	s = finish_text(f, label);
	if (strlen(s) > LABEL_BYTES || strpbrk(s, " \n@") != NULL ||
	    !has_address(f, line))
		return;
	xmlAddChild(label, xmlNewDocText(f->doc, XC(" ")));
	dom_move_children(line, label);
	dom_drop(line);
	lines->count--;
}

/* Cells of one line each are the lines of a contact; one of several lines is
 * a contact of its own. */
static void
row_lines(struct finish *f, xmlNode *tr, xmlNode *table, struct lines *lines)
{
	size_t before, first = lines->count;
	xmlNode *blank, *cell;

	for (cell = dom_element(tr->children); cell != NULL;
	     cell = dom_element(cell->next)) {
		before = lines->count;
		item_lines(f, cell, table, lines);
		if (lines->count < before + 2)
			continue;
		blank = finish_new_h(f, "p");
		xmlAddPrevSibling(table, blank);
		add_line(lines, blank);
	}
	join_label(f, lines, first);
}

/* "Namn", "Titel", "Telefon": what the columns hold, which fields say too. */
static int
is_column_names(struct finish *f, xmlNode *tr)
{
	char *name;
	int names = 0, ok = 1;
	xmlNode *cell;

	for (cell = dom_element(tr->children); cell != NULL && ok;
	     cell = dom_element(cell->next)) {
		buf_reset(&f->text);
		dom_all_text(cell, &f->text);
		name = text_fold_blanks(buf_str(&f->text));
		if (*name != '\0') {
			ok = phrases_is(f->phrases, finish_fold(f, name),
			    PHRASE_BIT(PHRASE_COLUMN));
			names++;
		}
		free(name);
	}
	return ok && names > 1;
}

static void
table_lines(struct finish *f, xmlNode *table, struct lines *lines)
{
	xmlNode *rows, *tr;

	for (rows = dom_element(table->children); rows != NULL;
	     rows = dom_element(rows->next)) {
		for (tr = dom_element(rows->children); tr != NULL;
		     tr = dom_element(tr->next)) {
			if (!is_column_names(f, tr))
				row_lines(f, tr, table, lines);
		}
	}
	dom_drop(table);
}

static void
block_lines(struct finish *f, xmlNode *block, struct lines *lines)
{
	xmlNode *li, *next;

	if (element_of(block)->id == EL_TABLE) {
		table_lines(f, block, lines);
		return;
	}
	if (element_of(block)->id != EL_UL && element_of(block)->id != EL_OL) {
		split_lines(f, block, lines);
		return;
	}
	for (li = dom_element(block->children); li != NULL; li = next) {
		next = dom_element(li->next);
		item_lines(f, li, block, lines);
	}
	dom_drop(block);
}

/* Does a line begin with an address or its label, and so belong to the one
 * before it? */
static int
goes_on(struct finish *f, xmlNode *p)
{
	(void)finish_text(f, p);
	return person_starts_with_address(f, buf_str(&f->text),
	    buf_str(&f->folded));
}

static int
is_blank_line(struct finish *f, xmlNode *p)
{
	const char *s;

	s = finish_text(f, p);
	return s[strspn(s, " \n")] == '\0';
}

void
contacts_take(struct finish *f, xmlNode **blocks, size_t count, const char *why)
{
	int complete = 0;
	size_t first = 0, i;
	struct lines lines = { NULL, 0 };

	for (i = 0; i < count; i++)
		block_lines(f, blocks[i], &lines);
	for (i = 0; i < lines.count; i++) {
		if (is_blank_line(f, lines.list[i])) {
			if (i > first)
				write_contact(f, lines.list + first, i - first,
				    why);
			dom_drop(lines.list[i]);
			first = i + 1;
			complete = 0;
			continue;
		}
		/* a line that names somebody anew after an address */
		if (i > first &&
		    ((complete && !goes_on(f, lines.list[i])) ||
			i - first == GROUP_LINES)) {
			write_contact(f, lines.list + first, i - first, why);
			first = i;
			complete = 0;
		}
		complete |= has_address(f, lines.list[i]);
	}
	if (lines.count > first)
		write_contact(f, lines.list + first, lines.count - first, why);
	free(lines.list);
}

/* "Mer information: Karin Exempel, …": what is before the colon is no part of
 * the person. */
static size_t
announcement(struct finish *f)
{
	const char *folded = buf_str(&f->folded);
	const struct phrase *phrase;
	size_t n;

	n = phrases_at(f->phrases, folded, PHRASE_BIT(PHRASE_CONTACT), f->lang,
	    &phrase);
	n += strspn(folded + n, " ");
	return n > 0 && folded[n] == ':' ? n + 1 : 0;
}

/* Fields that the document gave itself. */
static void
link_numbers(struct finish *f, xmlNode *contact)
{
	xmlChar *words;
	xmlNode *part;

	for (part = contact->children; part != NULL; part = part->next) {
		if (!dom_is_g(part, "tel") || dom_attr(part, "href") != NULL)
			continue;
		words = xmlNodeGetContent(part);
		person_link(f, part, (const char *)words);
		xmlFree(words);
	}
}

/* Lines of a contact that is nothing else, as lines of the body would be. */
static void
part_lines(struct finish *f, xmlNode *contact, xmlNode *raw)
{
	char *why;
	xmlNode *p;

	why = xstrdup(dom_attr(contact, "why") != NULL ?
		dom_attr(contact, "why") :
		"meta");
	p = finish_new_h(f, "p");
	xmlAddChild(f->body, p);
	dom_move_children(raw, p);
	dom_drop(contact);
	contacts_take(f, &p, 1, why);
	free(why);
}

static int
has_lines(xmlNode *raw)
{
	xmlNode *node;

	for (node = raw->children; node != NULL; node = node->next) {
		if (node->type == XML_ELEMENT_NODE &&
		    element_of(node)->id == EL_BR)
			return 1;
	}
	return 0;
}

static void
understand(struct finish *f, xmlNode *contact)
{
	size_t n;
	struct person p;
	xmlNode *raw;

	link_numbers(f, contact);
	raw = dom_child_g(contact, "raw");
	if (raw == NULL || raw->prev != NULL || raw->next != NULL)
		return;
	if (has_lines(raw)) {
		part_lines(f, contact, raw);
		return;
	}
	(void)finish_text(f, raw);
	n = announcement(f);
	if (person_parse(f, buf_str(&f->text) + n, buf_str(&f->folded) + n,
		&p) < 0)
		return;
	xmlUnlinkNode(raw);
	person_write(f, contact, &p);
	xmlAddChild(contact, raw);
}

/* Contacts that are made of lines stand at the end, and are understood. */
void
contacts_understand(struct finish *f)
{
	xmlNode *contact, *last, *next;

	last = f->head->last;
	for (contact = f->head->children; contact != NULL; contact = next) {
		next = contact == last ? NULL : contact->next;
		if (dom_is_g(contact, "contact"))
			understand(f, contact);
	}
}
