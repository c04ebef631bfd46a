/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What readers don't see.  See docx_meta.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/hash.h>

#include "base/text.h"
#include "read/docx_meta.h"
#include "read/docx_walk.h"
#include "read/ooxml.h"
#include "read/package.h"
#include "read/read.h"
#include "read/xmldoc.h"

/*
 * Properties.
 */

static const struct {
	const char *ns;
	const char *element;
	const char *name;
} properties[] = {
	{ DC_NS, "title", "title" },
	{ DC_NS, "subject", "subject" },
	{ CP_NS, "keywords", "keywords" },
	{ DC_NS, "description", "description" },
	{ CP_NS, "category", "category" },
	{ CP_NS, "contentStatus", "status" },
	{ DC_NS, "language", "language" },
	{ DCT_NS, "created", "created" },
};

static void
add_property(struct docx *docx, xmlNode *meta, const xmlNode *element,
    const char *name)
{
	char *words;
	struct buf text;
	xmlNode *node;

	docx_words(element, &text);
	words = text_fold_blanks(buf_str(&text));
	if (*words != '\0') {
		node = docx_node(&docx->nodes, meta, "property");
		docx_set(node, "name", name);
		docx_text(&docx->nodes, node, words, strlen(words));
	}
	free(words);
	buf_fini(&text);
}

void
docx_meta_properties(struct docx *docx, xmlNode *meta)
{
	size_t i;
	const struct package_rels *rels;
	const xmlNode *element;
	struct why why;
	xmlDoc *doc;

	if (package_rels(docx->package, "", &rels, &why) != V_OK)
		return;
	doc = docx_part_open(docx, package_rel_by_type(rels, REL_CORE));
	if (doc == NULL)
		return;
	for (i = 0; i < sizeof(properties) / sizeof(properties[0]); i++) {
		element = xmldoc_child(xmlDocGetRootElement(doc),
		    properties[i].ns, properties[i].element);
		if (element != NULL)
			add_property(docx, meta, element, properties[i].name);
	}
	xmlFreeDoc(doc);
}

/*
 * Headers and footers.
 */

static void
add_furniture(struct docx *docx, xmlNode *meta, const char *kind,
    const struct buf *words)
{
	char *folded;
	xmlNode *node;

	folded = text_fold_blanks(buf_str(words));
	if (*folded != '\0') {
		node = docx_node(&docx->nodes, meta, "furniture");
		docx_set(node, "kind", kind);
		docx_text(&docx->nodes, node, folded, strlen(folded));
	}
	free(folded);
}

/* The words below node, a line for each block. */
static void
put_words(struct buf *words, const xmlNode *node)
{
	const xmlNode *child;

	for (child = node->children; child != NULL; child = child->next) {
		if (child->type == XML_TEXT_NODE)
			buf_puts(words, (const char *)child->content);
		else if (child->type == XML_ELEMENT_NODE)
			put_words(words, child);
	}
	if (docx_mark_of(node) != NULL || docx_node_is(node, "cell") ||
	    docx_node_is(node, "br"))
		buf_putc(words, '\n');
}

static const char *
furniture_kind(const xmlNode *block, const char *kind)
{
	const char *why;

	why = docx_get(block, "why");
	if (why != NULL && strcmp(why, "wordart") == 0)
		return "watermark";
	if (docx_node_is(block, "aside") && strcmp(kind, "header") == 0)
		return "textbox-header";
	return kind;
}

/* One element for what stands in the part, and one for each of its text
 * boxes and watermarks. */
static void
sort_furniture(struct docx *docx, xmlNode *meta, const char *kind,
    const xmlNode *blocks)
{
	const char *own;
	const xmlNode *block;
	struct buf all, words;

	buf_init(&all, 64 << 10);
	for (block = blocks->children; block != NULL; block = block->next) {
		own = furniture_kind(block, kind);
		if (strcmp(own, kind) == 0) {
			put_words(&all, block);
			continue;
		}
		buf_init(&words, 64 << 10);
		put_words(&words, block);
		add_furniture(docx, meta, own, &words);
		buf_fini(&words);
	}
	add_furniture(docx, meta, kind, &all);
	buf_fini(&all);
}

/* Walk a part as if it were text, without a trace in lists, findings or
 * pictures; the blocks are the caller's to drop. */
static xmlNode *
walk_apart(struct docx *docx, xmlNode *root)
{
	int quiet = docx->quiet;
	struct docx_flow flow;
	struct docx_numbering *numbering = docx->numbering;
	xmlNode *blocks;

	docx->quiet = 1;
	docx->numbering = NULL;
	blocks = docx_node(&docx->nodes, NULL, "blocks");
	docx_flow_init(&flow, docx, NULL, blocks);
	docx_walk_children(&flow, root);
	docx_flow_fini(&flow);
	docx->numbering = numbering;
	docx->quiet = quiet;
	return blocks;
}

static void
read_furniture(struct docx *docx, xmlNode *meta, const char *kind,
    const struct package_rel *rel)
{
	const struct package_rels *rels = docx->rels;
	struct why why;
	xmlDoc *doc;
	xmlNode *blocks;

	if ((doc = docx_part_open(docx, rel)) == NULL)
		return;
	if (package_rels(docx->package, rel->target, &docx->rels, &why) ==
	    V_OK) {
		blocks = walk_apart(docx, xmlDocGetRootElement(doc));
		sort_furniture(docx, meta, kind, blocks);
		xmlAddChild(docx->nodes.trash, blocks);
	}
	docx->rels = rels;
	xmlFreeDoc(doc);
}

void
docx_meta_furniture(struct docx *docx, xmlNode *meta)
{
	size_t i;
	const struct package_rel *rel;

	enum {
		MOST = 64
	};

	for (i = 0; i < docx->rels->count && i < MOST; i++) {
		rel = &docx->rels->list[i];
		if (strcmp(rel->type, REL_HEADER) == 0)
			read_furniture(docx, meta, "header", rel);
		else if (strcmp(rel->type, REL_FOOTER) == 0)
			read_furniture(docx, meta, "footer", rel);
	}
}

/*
 * Comments.
 */

/* w15:commentEx by its paragraph. */
static xmlHashTable *
index_extended(const xmlDoc *extended)
{
	const char *id;
	xmlHashTable *index;
	xmlNode *node;

	index = xmlHashCreate(32);
	node = xmldoc_first(xmlDocGetRootElement(extended));
	for (; node != NULL; node = xmldoc_next(node)) {
		if ((id = xmldoc_attr(node, W15_NS, "paraId")) != NULL)
			xmlHashAddEntry(index, (const xmlChar *)id, node);
	}
	return index;
}

static int
is_done(const xmlNode *entry)
{
	const char *done;

	done = xmldoc_attr(entry, W15_NS, "done");
	return done != NULL && (*done == '1' || *done == 't');
}

/* A comment is known by its last paragraph; an answer is done with what it
 * answers. */
static int
is_resolved(xmlHashTable *index, const xmlNode *comment)
{
	const char *id = NULL, *parent;
	const xmlNode *entry, *p;

	for (p = xmldoc_first(comment); p != NULL; p = xmldoc_next(p)) {
		if (xmldoc_is(p, W_NS, "p"))
			id = xmldoc_attr(p, W14_NS, "paraId");
	}
	if (id == NULL ||
	    (entry = xmlHashLookup(index, (const xmlChar *)id)) == NULL)
		return 0;
	parent = xmldoc_attr(entry, W15_NS, "paraIdParent");
	return is_done(entry) ||
	    (parent != NULL &&
		is_done(xmlHashLookup(index, (const xmlChar *)parent)));
}

static void
read_comments(struct docx *docx, xmlNode *meta, const xmlDoc *comments,
    xmlHashTable *index)
{
	struct buf words;
	xmlNode *node, *blocks;

	node = xmldoc_first(xmlDocGetRootElement(comments));
	for (; node != NULL; node = xmldoc_next(node)) {
		if (!xmldoc_is(node, W_NS, "comment"))
			continue;
		if (is_resolved(index, node))
			docx_find(docx, SEVERITY_WARN, "comments-resolved",
			    NULL);
		else
			docx_find(docx, SEVERITY_HOLD, "comments", NULL);
		blocks = walk_apart(docx, node);
		buf_init(&words, 64 << 10);
		put_words(&words, blocks);
		add_furniture(docx, meta, "comment", &words);
		buf_fini(&words);
		xmlAddChild(docx->nodes.trash, blocks);
	}
}

void
docx_meta_hidden(struct docx *docx, xmlNode *meta)
{
	add_furniture(docx, meta, "hidden", &docx->hidden);
}

void
docx_meta_comments(struct docx *docx, xmlNode *meta)
{
	xmlDoc *comments, *extended;
	xmlHashTable *index;

	comments = docx_part_open(docx,
	    package_rel_by_type(docx->rels, REL_COMMENTS));
	if (comments == NULL)
		return;
	extended = docx_part_open(docx,
	    package_rel_by_type(docx->rels, REL_COMMENTS_EX));
	index = index_extended(extended);
	read_comments(docx, meta, comments, index);
	xmlHashFree(index, NULL);
	xmlFreeDoc(extended);
	xmlFreeDoc(comments);
}
