/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Links and their targets.  See docx_links.h for the contract. */
#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/hash.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "read/docx_links.h"
#include "read/docx_node.h"
#include "read/docx_notes.h"
#include "read/docx_walk.h"

struct docx_links {
	xmlHashTable *targets; /* bookmark in lower case: its block */
	xmlHashTable *ids;     /* taken ids: their block */
	struct wrap_slab *wraps;
	unsigned made; /* ids that no name could serve for */
};

struct wrap_slab {
	struct wrap_slab *next;
	struct docx_wrap wrap;
};

struct docx_links *
docx_links_new(void)
{
	struct docx_links *links;

	links = xcalloc(1, sizeof(*links));
	links->targets = xmlHashCreate(64);
	links->ids = xmlHashCreate(64);
	return links;
}

void
docx_links_free(struct docx_links *links)
{
	struct wrap_slab *slab;

	if (links == NULL)
		return;
	xmlHashFree(links->targets, NULL);
	xmlHashFree(links->ids, NULL);
	while ((slab = links->wraps) != NULL) {
		links->wraps = slab->next;
		free(slab);
	}
	free(links);
}

static const struct docx_wrap *
wrap_new(struct docx_flow *flow, enum wrap_kind kind, const char *value)
{
	struct wrap_slab *slab;

	slab = xcalloc(1, sizeof(*slab));
	slab->next = flow->docx->links->wraps;
	flow->docx->links->wraps = slab;
	slab->wrap.up = flow->wrap;
	slab->wrap.kind = kind;
	slab->wrap.value = docx_intern(&flow->docx->nodes, value);
	if (flow->wrap != NULL)
		slab->wrap.depth = flow->wrap->depth + 1;
	return &slab->wrap;
}

int
docx_wrap_is_link(const struct docx_wrap *wrap)
{
	for (; wrap != NULL; wrap = wrap->up) {
		if (wrap->kind == WRAP_LINK)
			return 1;
	}
	return 0;
}

const struct docx_wrap *
docx_links_wrap(struct docx_flow *flow, const char *target)
{
	const struct docx_line *line = &flow->line;
	const struct docx_wrap *last = NULL;

	if (target == NULL || *target == '\0' || docx_wrap_is_link(flow->wrap))
		return flow->wrap;
	if (line->count > 0)
		last = line->list[line->count - 1].look.wrap;
	if (last != NULL && last->kind == WRAP_LINK && last->up == flow->wrap &&
	    strcmp(last->value, target) == 0)
		return last;
	return wrap_new(flow, WRAP_LINK, target);
}

void
docx_links_undo(xmlNode *parent, const char *target)
{
	const char *to;
	xmlNode *node, *next, *child;

	for (node = parent->children; node != NULL; node = next) {
		next = node->next;
		docx_links_undo(node, target);
		if (!docx_node_is(node, "link") ||
		    (to = docx_get(node, "to")) == NULL ||
		    strcmp(to, target) != 0)
			continue;
		while ((child = node->children) != NULL) {
			xmlUnlinkNode(child);
			xmlAddPrevSibling(node, child);
		}
		xmlUnlinkNode(node);
		xmlFreeNode(node);
	}
}

const struct docx_wrap *
docx_links_bidi(struct docx_flow *flow, enum wrap_kind kind, const char *dir)
{
	if (flow->wrap != NULL && flow->wrap->depth > 32)
		return flow->wrap;
	return wrap_new(flow, kind, dir);
}

void
docx_links_bookmark(struct docx_flow *flow, const char *name)
{
	if (name == NULL || *name == '\0' || flow->docx->quiet)
		return;
	buf_add(&flow->targets, name, strlen(name) + 1);
}

/* Bookmarks are compared without case, as Word does. */
static void
fold(struct buf *ret, const char *name)
{
	buf_init(ret, 1024);
	for (; *name != '\0'; name++)
		buf_putc(ret, (char)tolower((unsigned char)*name));
}

void
docx_links_settle(struct docx_flow *flow, xmlNode *block)
{
	const char *name, *end;
	struct buf folded;
	struct docx_links *links = flow->docx->links;

	if (flow->targets.len == 0)
		return;
	name = buf_str(&flow->targets);
	end = name + flow->targets.len;
	for (; name < end; name += strlen(name) + 1) {
		fold(&folded, name);
		xmlHashAddEntry(links->targets,
		    (const xmlChar *)buf_str(&folded), block);
		buf_fini(&folded);
	}
	buf_reset(&flow->targets);
}

/* Is node still in the document, and not in the trash? */
static int
is_kept(const struct docx *docx, const xmlNode *node)
{
	for (; node != NULL; node = node->parent) {
		if (node == docx->nodes.trash)
			return 0;
		if (node->parent == (const xmlNode *)docx->nodes.doc)
			return 1;
	}
	return 0;
}

/* "fn1", "en1": what notes are called. */
static int
is_note_id(const char *id)
{
	return (id[0] == 'f' || id[0] == 'e') && id[1] == 'n' &&
	    isdigit((unsigned char)id[2]);
}

/* The id for the target of a bookmark: its name's ASCII, so that it stays
 * when the document changes elsewhere. */
static void
make_id(struct docx_links *links, const char *name, char *ret, size_t size)
{
	size_t n = 0;

	for (; *name != '\0' && n + 1 < size; name++) {
		if (isalpha((unsigned char)*name) || *name == '_' ||
		    (n > 0 && (isdigit((unsigned char)*name) || *name == '-')))
			ret[n++] = *name;
	}
	ret[n] = '\0';
	if (is_note_id(ret))
		n = 0;
	while (
	    n == 0 || xmlHashLookup(links->ids, (const xmlChar *)ret) != NULL) {
		snprintf(ret, size, "b%u", ++links->made);
		n = 1;
	}
}

const char *
docx_links_id(struct docx *docx, xmlNode *block, const char *name)
{
	char id[64];
	const char *have;

	if ((have = docx_get(block, "id")) != NULL)
		return have;
	make_id(docx->links, name, id, sizeof(id));
	docx_set(block, "id", id);
	xmlHashAddEntry(docx->links->ids, (const xmlChar *)id, block);
	return docx_get(block, "id");
}

/* Point the link at its target's id, or make it no link. */
static void
finish_link(struct docx *docx, xmlNode *link, const char *name)
{
	char to[80];
	struct buf folded;
	xmlNode *block;

	fold(&folded, name);
	block = xmlHashLookup(docx->links->targets,
	    (const xmlChar *)buf_str(&folded));
	buf_fini(&folded);
	if (docx_mark_of(block) != NULL && docx_mark_of(block)->moved != NULL)
		block = docx_mark_of(block)->moved;
	if (block == NULL || !is_kept(docx, block)) {
		xmlUnsetProp(link, (const xmlChar *)"to");
		return;
	}
	snprintf(to, sizeof(to), "#%s", docx_links_id(docx, block, name));
	docx_set(link, "to", to);
}

static void
finish_below(struct docx *docx, xmlNode *parent)
{
	const char *to;
	xmlNode *node;

	for (node = parent->children; node != NULL; node = node->next) {
		if (node->type != XML_ELEMENT_NODE ||
		    node->ns != docx->nodes.ns)
			continue;
		if (docx_node_is(node, "link") &&
		    (to = docx_get(node, "to")) != NULL && *to == '#')
			finish_link(docx, node, to + 1);
		else if (docx_node_is(node, "noteref"))
			docx_note_settle(docx, node);
		finish_below(docx, node);
	}
}

void
docx_links_finish(struct docx *docx)
{
	finish_below(docx, xmlDocGetRootElement(docx->nodes.doc));
}
