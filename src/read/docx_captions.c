/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Captions.  See docx_captions.h for the contract. */
#include "config.h"

#include <string.h>
#include <strings.h>

#include "read/docx_captions.h"
#include "read/docx_node.h"

enum {
	CAPTION_LETTERS = 300
};

static int
is_kind(const xmlNode *block, enum block_kind kind)
{
	const struct docx_mark *mark = docx_mark_of(block);

	return mark != NULL && mark->kind == kind;
}

/* Is block a picture or a table that has no caption yet? */
static int
is_free(const xmlNode *block, enum block_kind kind)
{
	const xmlNode *node;

	if (block == NULL || !is_kind(block, kind))
		return 0;
	for (node = block->children; node != NULL; node = node->next) {
		if (docx_node_is(node, "caption"))
			return 0;
	}
	return 1;
}

/* By the word that it begins with, where no field told. */
static enum caption_of
caption_of(xmlNode *block)
{
	size_t i;
	enum caption_of of;
	xmlChar *words;

	static const struct {
		const char *word;
		enum caption_of of;
	} labels[] = {
		{ "tab", CAPTION_TABLE },
		{ "taulu", CAPTION_TABLE },
		{ "fig", CAPTION_FIGURE },
		{ "bild", CAPTION_FIGURE },
		{ "kuv", CAPTION_FIGURE },
		{ "foto", CAPTION_FIGURE },
		{ "abb", CAPTION_FIGURE },
		{ "photo", CAPTION_FIGURE },
		{ "image", CAPTION_FIGURE },
	};

	if (docx_mark_of(block)->caption_of != CAPTION_ANY)
		return docx_mark_of(block)->caption_of;
	if ((words = xmlNodeGetContent(block)) == NULL)
		return CAPTION_ANY;
	of = CAPTION_ANY;
	for (i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
		if (strncasecmp((const char *)words, labels[i].word,
			strlen(labels[i].word)) == 0) {
			of = labels[i].of;
			break;
		}
	}
	xmlFree(words);
	return of;
}

/* Whose caption is it? */
static xmlNode *
owner_of(xmlNode *block)
{
	enum caption_of of;
	xmlNode *prev = block->prev, *next = block->next;

	of = caption_of(block);
	if (of != CAPTION_TABLE && is_free(prev, BLOCK_FIGURE))
		return prev;
	if (of != CAPTION_FIGURE && is_free(next, BLOCK_TABLE))
		return next;
	if (of != CAPTION_FIGURE && is_free(prev, BLOCK_TABLE))
		return prev;
	if (of != CAPTION_TABLE && is_free(next, BLOCK_FIGURE))
		return next;
	return NULL;
}

/* A picture and its caption in one paragraph part. */
static void
part_pictures(struct docx_nodes *nodes, xmlNode *block)
{
	xmlNode *figure = NULL, *node, *next;

	for (node = block->children; node != NULL; node = next) {
		next = node->next;
		if (!docx_node_is(node, "picture"))
			continue;
		if (figure == NULL) {
			figure = docx_node(nodes, NULL, "figure");
			docx_mark(nodes, figure, BLOCK_FIGURE);
			xmlAddPrevSibling(block, figure);
		}
		xmlUnlinkNode(node);
		xmlAddChild(figure, node);
	}
	if (figure == NULL)
		return;
	while (docx_node_is(block->children, "br")) {
		node = block->children;
		xmlUnlinkNode(node);
		xmlFreeNode(node);
	}
	node = block->children;
	if (node != NULL && node->type == XML_TEXT_NODE &&
	    *node->content == ' ')
		memmove(node->content, node->content + 1,
		    strlen((char *)node->content));
}

static void
attach(struct docx_nodes *nodes, xmlNode *block, xmlNode *owner)
{
	docx_rename(nodes, block, "caption");
	xmlUnlinkNode(block);
	if (is_kind(owner, BLOCK_TABLE) && owner->children != NULL)
		xmlAddPrevSibling(owner->children, block);
	else
		xmlAddChild(owner, block);
}

/* "Tabell 1. Priser", "Kuva 2: Satama" beside a table or a picture is its
 * caption in any style: a label, a number, a stop. */
static int
reads_like_caption(xmlNode *block)
{
	int ret = 0;
	size_t i, n;
	const char *s;
	const struct docx_mark *mark = docx_mark_of(block);
	xmlChar *words;
	static const char *const labels[] = { "tabell", "table", "taulukko",
		"tabelle", "figur", "figure", "fig.", "bild", "kuva", "kuvio",
		"abbildung" };

	if ((!is_kind(block, BLOCK_PARA) && !is_kind(block, BLOCK_HEADING)) ||
	    mark->list != LIST_NONE || mark->letters > CAPTION_LETTERS ||
	    mark->tabs > 0)
		return 0;
	/* A heading by its name is one. */
	if (is_kind(block, BLOCK_HEADING) &&
	    strncmp(docx_get(block, "why"), "faux", 4) != 0)
		return 0;
	if ((words = xmlNodeGetContent(block)) == NULL)
		return 0;
	for (i = 0; i < sizeof(labels) / sizeof(labels[0]) && !ret; i++) {
		n = strlen(labels[i]);
		s = (const char *)words + n;
		if (strncasecmp((const char *)words, labels[i], n) != 0 ||
		    *s != ' ')
			continue;
		n = strspn(s + 1, "0123456789");
		ret = n > 0 && n < 4 && strchr(".:", s[1 + n]) != NULL;
	}
	xmlFree(words);
	return ret;
}

void
docx_captions(struct docx_nodes *nodes, xmlNode *container)
{
	xmlNode *block, *next, *owner;

	for (block = container->children; block != NULL; block = next) {
		next = block->next;
		if (!is_kind(block, BLOCK_CAPTION)) {
			if ((is_free(block->prev, BLOCK_FIGURE) ||
				is_free(block->prev, BLOCK_TABLE) ||
				is_free(next, BLOCK_TABLE) ||
				is_free(next, BLOCK_FIGURE)) &&
			    reads_like_caption(block) &&
			    (owner = owner_of(block)) != NULL)
				attach(nodes, block, owner);
			continue;
		}
		part_pictures(nodes, block);
		if ((owner = owner_of(block)) != NULL)
			attach(nodes, block, owner);
		else
			docx_set(block, "zone", "caption");
	}
}
