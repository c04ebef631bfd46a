/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Paragraphs whose lines are meant as paragraphs.  See docx_columns.h for
 * the contract.
 */
#include "config.h"

#include <string.h>

#include "base/buf.h"
#include "read/docx_columns.h"
#include "read/docx_line.h"
#include "read/docx_marker.h"
#include "read/docx_node.h"

enum {
	LINE_BYTES = 4096 /* what is looked at of a line */
};

/* The lines of one paragraph, one by one. */
struct lines {
	xmlNode *first; /* the first node of the items, or NULL */
	unsigned items; /* lines of the list that ends the paragraph */
	unsigned count;
	unsigned tabbed;
	int value;
	struct docx_marker marker;
};

/* A line is whole: does it begin a list, or go on with one? */
static void
look_at(struct lines *lines, xmlNode *node, const char *s)
{
	lines->count++;
	lines->tabbed += strpbrk(s, "\t\n\v\f\r") != NULL;
	if (docx_marker_is_speech(s)) {
		lines->items = 0;
		return;
	}
	if (lines->items > 0 &&
	    docx_marker_next(&lines->marker, lines->value + 1, s) > 0) {
		lines->items++;
		lines->value++;
		return;
	}
	lines->items = docx_marker_first(s, &lines->marker) > 0;
	lines->value = lines->marker.value;
	lines->first = node;
}

static void
add_words(struct buf *words, xmlNode *node)
{
	xmlChar *text;

	if ((text = xmlNodeGetContent(node)) == NULL)
		return;
	buf_puts(words, (const char *)text);
	xmlFree(text);
}

static void
read_lines(struct lines *lines, xmlNode *block)
{
	struct buf words;
	xmlNode *first = block->children, *node;

	memset(lines, 0, sizeof(*lines));
	buf_init(&words, LINE_BYTES);
	for (node = first; node != NULL; node = node->next) {
		if (!docx_node_is(node, "br")) {
			add_words(&words, node);
			continue;
		}
		look_at(lines, first, buf_str(&words));
		buf_reset(&words);
		first = node->next;
	}
	look_at(lines, first, buf_str(&words));
	buf_fini(&words);
}

/* An empty paragraph like block after it. */
static xmlNode *
add_after(struct docx_nodes *nodes, xmlNode *block)
{
	const char *lang;
	struct docx_mark *mark;
	xmlNode *node;

	node = docx_node(nodes, NULL, "p");
	if ((lang = docx_get(block, "lang")) != NULL)
		docx_set(node, "lang", lang);
	mark = docx_mark(nodes, node, BLOCK_PARA);
	*mark = *docx_mark_of(block);
	mark->gap = 0;
	mark->indent = 0;
	xmlAddNextSibling(block, node);
	return node;
}

/* Part block at all breaks from the one before first on. */
static void
part_lines(struct docx_nodes *nodes, xmlNode *block, const xmlNode *first)
{
	int reached = 0;
	xmlNode *into = block, *node, *next;

	for (node = block->children; node != NULL; node = next) {
		next = node->next;
		reached |= node == first || next == first;
		if (reached && docx_node_is(node, "br")) {
			into = add_after(nodes, into);
			xmlUnlinkNode(node);
			xmlFreeNode(node);
		} else if (into != block) {
			xmlUnlinkNode(node);
			xmlAddChild(into, node);
		}
	}
}

void
docx_broken_lines(struct docx_nodes *nodes, xmlNode *container)
{
	struct lines lines;
	const struct docx_mark *mark;
	xmlNode *block, *node, *next;

	for (block = container->children; block != NULL; block = next) {
		next = block->next;
		mark = docx_mark_of(block);
		if (mark == NULL || mark->kind != BLOCK_PARA ||
		    mark->list != LIST_NONE)
			continue;
		for (node = block->children;
		     node != NULL && !docx_node_is(node, "br");
		     node = node->next)
			continue;
		if (node == NULL)
			continue;
		read_lines(&lines, block);
		if (lines.tabbed == lines.count)
			part_lines(nodes, block, block->children);
		else if (lines.items > 1)
			part_lines(nodes, block, lines.first);
	}
}
