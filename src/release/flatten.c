/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A release as a list of lines.  See flatten.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "release/dom.h"
#include "release/element.h"
#include "release/flatten.h"

enum {
	CEILING = 1 << 30,
	LONGEST = 0x2015, /* the dashes that begin speech: U+2013 to U+2015 */
};

#define FNV_START 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u

struct flattener {
	struct flat *flat;
	struct buf text; /* lines, a NUL after each */
	struct buf line; /* the one that is being collected */
	size_t cap;
	enum flat_kind part;  /* of the head's element, or FLAT_TEXT */
	const xmlNode *block; /* whose words the line has */
	int quoted;
};

static uint64_t
hash_of_line(enum flat_kind kind, const char *text)
{
	uint64_t hash;

	hash = (FNV_START ^ (uint64_t)kind) * FNV_PRIME;
	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * FNV_PRIME;
	return hash;
}

/* Texts move while they grow: until the end a line knows its place alone. */
static void
put_line(struct flattener *f, enum flat_kind kind, const char *text)
{
	struct flat_line *line;

	if (f->flat->count == f->cap) {
		f->cap = f->cap * 2 + 64;
		f->flat->lines = xreallocarray(f->flat->lines, f->cap,
		    sizeof(*f->flat->lines));
	}
	line = &f->flat->lines[f->flat->count++];
	line->kind = kind;
	line->hash = hash_of_line(kind, text);
	buf_add(&f->text, text, strlen(text) + 1);
}

/* "– Vi är glada", and any line with quotation marks in it. */
static int
has_speech(const char *text)
{
	const char *next, *s;
	long c;

	for (s = text; (c = text_next(s, &next)) != 0; s = next) {
		if (s == text && c >= 0x2013 && c <= LONGEST)
			return 1;
		if (c == '"' || c == 0xab || c == 0xbb ||
		    (c >= 0x201c && c <= 0x201f))
			return 1;
	}
	return 0;
}

static void
end_line(struct flattener *f)
{
	char *text;
	enum flat_kind kind;

	if (f->line.len == 0)
		return;
	text = text_fold_blanks(buf_str(&f->line));
	kind = f->part;
	if (kind == FLAT_TEXT && (f->quoted || has_speech(text)))
		kind = FLAT_QUOTE;
	if (text[0] != '\0')
		put_line(f, kind, text);
	free(text);
	buf_reset(&f->line);
}

static int
is_block(xmlNode *node)
{
	return (element_of(node)->is & CLASS_INLINE) == 0;
}

static int
is_in_quote(xmlNode *node)
{
	for (; node != NULL && node->type == XML_ELEMENT_NODE;
	     node = node->parent) {
		if (element_of(node)->id == EL_BLOCKQUOTE)
			return 1;
	}
	return 0;
}

/* Words of another block than the last ones begin a line. */
static void
take_text(struct flattener *f, xmlNode *node)
{
	xmlNode *block;

	for (block = node->parent; !is_block(block); block = block->parent)
		continue;
	if (block != f->block) {
		end_line(f);
		f->block = block;
		f->quoted = is_in_quote(block);
	}
	buf_puts(&f->line, (const char *)node->content);
}

static void
take_element(struct flattener *f, xmlNode *node)
{
	const char *value;

	if (element_of(node)->id == EL_BR)
		buf_putc(&f->line, ' ');
	if (element_of(node)->id == EL_A &&
	    (value = dom_attr(node, "href")) != NULL && value[0] != '#')
		put_line(f, FLAT_LINK, value);
	if (element_of(node)->id == EL_IMG &&
	    (value = dom_attr(node, "alt")) != NULL)
		put_line(f, FLAT_PICTURE, value);
	if (dom_is_g(node, "picture") &&
	    (value = dom_attr(node, "sha256")) != NULL)
		put_line(f, FLAT_PICTURE, value);
}

static void
take_tree(struct flattener *f, xmlNode *root, enum flat_kind part)
{
	xmlNode *node;

	f->part = part;
	for (node = root; node != NULL; node = dom_next(node, root)) {
		if (node->type == XML_ELEMENT_NODE)
			take_element(f, node);
		else if (node->type == XML_TEXT_NODE ||
		    node->type == XML_CDATA_SECTION_NODE)
			take_text(f, node);
	}
	end_line(f);
	f->block = NULL;
}

static enum flat_kind
part_of(xmlNode *node)
{
	switch (element_of(node)->id) {
	case EL_TITLE:
	case EL_DECK:
		return FLAT_TITLE;
	case EL_LEAD:
		return FLAT_TEXT;
	case EL_CONTACT:
		return FLAT_CONTACT;
	default:
		return strcmp((const char *)node->name, "contact-title") == 0 ?
		    FLAT_CONTACT :
		    FLAT_FACT;
	}
}

static int
is_published(xmlNode *node)
{
	switch (element_of(node)->id) {
	case EL_EMBARGO:
	case EL_STATUS:
	case EL_REPLACES:
	case EL_TRANSLATION_OF:
	case EL_CHANGE:
	case EL_CORRECTION:
	case EL_SOURCE:
	case EL_PUBLICATION:
	case EL_REPORT:
		return 0;
	default:
		return 1;
	}
}

static void
take_children(struct flattener *f, xmlNode *parent, int head)
{
	xmlNode *node;

	for (node = parent->children; node != NULL; node = node->next) {
		if (node->type != XML_ELEMENT_NODE || !is_published(node))
			continue;
		if (element_of(node)->id == EL_HEAD)
			take_children(f, node, 1);
		else
			take_tree(f, node, head ? part_of(node) : FLAT_TEXT);
	}
}

void
flat_of(xmlDoc *release, struct flat *ret)
{
	const char *text;
	size_t i;
	struct flattener f;

	memset(ret, 0, sizeof(*ret));
	memset(&f, 0, sizeof(f));
	f.flat = ret;
	buf_init(&f.text, CEILING);
	buf_init(&f.line, CEILING);
	take_children(&f, xmlDocGetRootElement(release), 0);
	ret->text = buf_take(&f.text, NULL);
	text = ret->text;
	for (i = 0; i < ret->count; i++) {
		ret->lines[i].text = text;
		text += strlen(text) + 1;
	}
	buf_fini(&f.line);
}

void
flat_fini(struct flat *flat)
{
	free(flat->lines);
	free(flat->text);
	memset(flat, 0, sizeof(*flat));
}
