/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables of contents.  See docx_contents.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "read/docx_contents.h"
#include "read/docx_links.h"
#include "read/docx_node.h"
#include "read/docx_walk.h"

enum {
	DEPTH = 3,    /* levels that are listed, as Word does */
	LEAST = 2,    /* headings that are worth a list */
	WORDS = 4096, /* bytes of a heading */
	TARGET = 128,
};

/* The list that grows: the item that is open on each level. */
struct contents {
	struct docx *docx;
	const xmlNode *heading; /* of the contents */
	const xmlNode *title;   /* a heading that is the whole document's */
	unsigned count;
	int open; /* levels */
	int level[DEPTH];
	xmlNode *list[DEPTH];
	xmlNode *item[DEPTH];
};

int
docx_contents_heading(struct docx_flow *flow, xmlNode *block)
{
	struct docx *docx = flow->docx;

	if (block == docx->contents)
		return 1;
	if (docx->contents != NULL || flow->up != NULL || docx->quiet)
		return 0;
	docx->contents = block;
	return 1;
}

static int
level_of(const xmlNode *heading)
{
	const char *level = docx_get(heading, "level");

	return level != NULL ? *level - '0' : 1;
}

/* A heading that stands first in the document, or alone on its level before
 * all others, is the title: the page begins with it. */
static const xmlNode *
title_among(const xmlNode *body, const xmlNode *contents)
{
	int opening = 1, others = 0;
	const xmlNode *node, *first = NULL;

	for (node = body->children; node != NULL; node = node->next) {
		if (node == contents)
			continue;
		if (!docx_node_is(node, "heading")) {
			opening &= first != NULL || docx_node_is(node, "hr") ||
			    docx_node_is(node, "figure");
			continue;
		}
		if (first == NULL)
			first = node;
		else if (level_of(node) <= level_of(first))
			others = 1;
	}
	return opening || !others ? first : NULL;
}

/* The words of a heading without its marks of notes. */
static void
put_words(struct buf *words, const xmlNode *parent)
{
	const xmlNode *node;

	for (node = parent->children; node != NULL; node = node->next) {
		if (node->type == XML_TEXT_NODE)
			buf_puts(words, (const char *)node->content);
		else if (docx_node_is(node, "br"))
			buf_putc(words, ' ');
		else if (node->type == XML_ELEMENT_NODE &&
		    !docx_node_is(node, "noteref") && !docx_node_is(node, "rt"))
			put_words(words, node);
	}
}

static void
add_link(struct contents *contents, xmlNode *item, xmlNode *heading)
{
	char *folded, to[TARGET];
	const char *label;
	struct buf words;
	struct docx_nodes *nodes = &contents->docx->nodes;
	xmlNode *link, *p;

	buf_init(&words, WORDS);
	if ((label = docx_get(heading, "label")) != NULL) {
		buf_puts(&words, label);
		buf_putc(&words, ' ');
	}
	put_words(&words, heading);
	folded = text_fold_blanks(buf_str(&words));
	p = docx_node(nodes, item, "p");
	docx_set(p, "lang", docx_get(heading, "lang"));
	link = docx_node(nodes, p, "link");
	snprintf(to, sizeof(to), "#%s",
	    docx_links_id(contents->docx, heading, "contents"));
	docx_set(link, "to", to);
	docx_text(nodes, link, folded, strlen(folded));
	free(folded);
	buf_fini(&words);
}

static void
add_heading(struct contents *contents, xmlNode *aside, xmlNode *heading)
{
	int level, n;
	struct docx_nodes *nodes = &contents->docx->nodes;

	level = level_of(heading);
	n = contents->open;
	while (n > 0 && contents->level[n - 1] > level)
		n--;
	/* what is no deeper than the first of its list belongs to that */
	if (n == 0 && contents->open > 0)
		n = 1;
	if (n == 0 || (contents->level[n - 1] < level && n < DEPTH)) {
		contents->list[n] = docx_node(nodes,
		    n == 0 ? aside : contents->item[n - 1], "list");
		docx_set(contents->list[n], "kind", "bullet");
		n++;
	}
	contents->level[n - 1] = level;
	contents->item[n - 1] = docx_node(nodes, contents->list[n - 1], "item");
	contents->open = n;
	add_link(contents, contents->item[n - 1], heading);
}

/* Does the list name this block? */
static int
is_listed(const struct contents *contents, const xmlNode *node)
{
	return docx_node_is(node, "heading") && node != contents->heading &&
	    node != contents->title && level_of(node) <= DEPTH;
}

static void
build(struct contents *contents, xmlNode *block)
{
	xmlNode *aside, *body = block->parent, *node;
	struct docx_nodes *nodes = &contents->docx->nodes;

	aside = docx_node(nodes, NULL, "aside");
	docx_mark(nodes, aside, BLOCK_ASIDE);
	docx_set(aside, "why", "contents");
	xmlAddNextSibling(block, aside);
	docx_rename(nodes, block, "heading");
	xmlUnsetProp(block, (const xmlChar *)"label");
	docx_set(block, "level", "1");
	docx_set(block, "why", "contents");
	xmlUnlinkNode(block);
	xmlAddChild(aside, block);
	for (node = body->children; node != NULL; node = node->next) {
		if (is_listed(contents, node))
			add_heading(contents, aside, node);
	}
}

void
docx_contents(struct docx *docx, xmlNode *body)
{
	struct contents contents;
	struct buf words;
	const xmlNode *node;
	xmlNode *block = docx->contents;

	if (block == NULL || block->parent != body ||
	    (!docx_node_is(block, "p") && !docx_node_is(block, "heading")))
		return;
	memset(&contents, 0, sizeof(contents));
	contents.docx = docx;
	contents.heading = block;
	contents.title = title_among(body, block);
	for (node = body->children; node != NULL; node = node->next)
		contents.count += is_listed(&contents, node) != 0;
	if (contents.count >= LEAST) {
		build(&contents, block);
		return;
	}
	docx_words(block, &words);
	docx_find(docx, SEVERITY_INFO, "contents-left-out", buf_str(&words));
	buf_fini(&words);
	docx_drop(&docx->nodes, block);
}
