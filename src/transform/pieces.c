/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Long documents, a piece at a time.  See pieces.h for the contract. */
#include "config.h"

#include <string.h>

#include <libxml/tree.h>

#include "base/xalloc.h"
#include "transform/pieces.h"
#include "transform/xslt.h"

#ifndef PIECES_LEAST
# define PIECES_LEAST 256 /* blocks; a shorter piece saves nothing */
#endif

enum {
	PARTS = 16,
	PREFIXES = 16
};

/* Namespaces of a piece, and what they are called where it goes. */
struct renaming {
	const xmlNs *from[PREFIXES];
	xmlNs *to[PREFIXES];
	size_t count;
};

static void
cut(xmlNode *before, struct pieces *pieces)
{
	pieces->rest = before;
	pieces->rest_last = pieces->body->last;
	pieces->body->last = before->prev;
	before->prev->next = NULL;
	before->prev = NULL;
}

/* Leave as many blocks as a piece has, and more up to a paragraph: what
 * stands in a line of its own may be told by what stands beside it. */
static void
leave_piece(struct pieces *pieces)
{
	size_t n = 0;
	xmlNode *node;

	for (node = pieces->body->children; node != NULL; node = node->next) {
		if (n++ < pieces->blocks || node->type != XML_ELEMENT_NODE ||
		    strcmp((const char *)node->name, "p") != 0)
			continue;
		cut(node, pieces);
		return;
	}
}

static size_t
count(const xmlNode *node)
{
	size_t n = 0;

	for (; node != NULL; node = node->next)
		n++;
	return n;
}

/* What the body holds is done with. */
static void
put_away(struct pieces *pieces)
{
	xmlNode *body = pieces->body;

	if (pieces->spend) {
		xmlFreeNodeList(body->children);
	} else if (body->children != NULL) {
		body->children->prev = pieces->kept_last;
		if (pieces->kept_last != NULL)
			pieces->kept_last->next = body->children;
		else
			pieces->kept = body->children;
		pieces->kept_last = body->last;
	}
	body->children = NULL;
	body->last = NULL;
}

static void
take_rest(struct pieces *pieces)
{
	pieces->body->children = pieces->rest;
	pieces->body->last = pieces->rest_last;
	pieces->rest = NULL;
	pieces->rest_last = NULL;
}

/* With the mark at the end of the body for as long as it takes. */
static enum verdict
apply_first(struct pieces *pieces, xmlDoc **ret, struct why *why)
{
	enum verdict v;
	xmlNode *body = pieces->body;
	xmlNode *mark = NULL;

	if (pieces->rest != NULL) {
		mark = xmlNewDocPI(body->doc, (const xmlChar *)"rest", NULL);
		if (mark == NULL)
			xalloc_die();
		xmlAddChild(body, mark);
	}
	v = xslt_apply_on(pieces->xslt, body->doc, pieces->params,
	    &pieces->spent, ret, why);
	if (mark != NULL) {
		xmlUnlinkNode(mark);
		xmlFreeNode(mark);
	}
	put_away(pieces);
	return v;
}

enum verdict
pieces_begin(struct pieces *pieces, const struct xslt *xslt, xmlNode *body,
    int spend, const char *const *params, xmlDoc **ret, struct why *why)
{
	size_t blocks;

	memset(pieces, 0, sizeof(*pieces));
	pieces->xslt = xslt;
	pieces->params = params;
	pieces->body = body;
	pieces->spend = spend;
	blocks = count(body->children);
	pieces->blocks = blocks / PARTS;
	if (pieces->blocks < PIECES_LEAST)
		pieces->blocks = PIECES_LEAST;
	leave_piece(pieces);
	if (pieces->rest == NULL)
		pieces->spend = 0; /* one piece: who frees it gains nothing */
	return apply_first(pieces, ret, why);
}

enum verdict
pieces_next(struct pieces *pieces, xmlDoc **ret, struct why *why)
{
	enum verdict v;
	xmlNode *root;

	*ret = NULL;
	if (pieces->rest == NULL)
		return V_OK;
	take_rest(pieces);
	leave_piece(pieces);
	root = xmlDocGetRootElement(pieces->body->doc);
	xmlNewProp(root, (const xmlChar *)"piece", (const xmlChar *)"yes");
	v = xslt_apply_on(pieces->xslt, pieces->body->doc, pieces->params,
	    &pieces->spent, ret, why);
	xmlUnsetProp(root, (const xmlChar *)"piece");
	put_away(pieces);
	return v;
}

void
pieces_end(struct pieces *pieces)
{
	while (pieces->rest != NULL) {
		take_rest(pieces);
		put_away(pieces);
	}
	pieces->body->children = pieces->kept;
	pieces->body->last = pieces->kept_last;
}

static xmlNode *
find_mark(xmlNode *parent)
{
	xmlNode *found;
	xmlNode *node;

	for (node = parent->children; node != NULL; node = node->next) {
		if (node->type == XML_PI_NODE)
			return node;
	}
	/* Else in the body, which is the last but the notes. */
	for (node = parent->last; node != NULL; node = node->prev) {
		if (strcmp((const char *)node->name, "body") == 0 &&
		    (found = find_mark(node)) != NULL)
			return found;
	}
	return NULL;
}

xmlNode *
pieces_mark(const xmlDoc *first)
{
	xmlNode *root;

	root = xmlDocGetRootElement(first);
	return root != NULL ? find_mark(root) : NULL;
}

xmlNode *
pieces_blocks(const xmlDoc *piece)
{
	xmlNode *root;
	const xmlNode *only;

	if ((root = xmlDocGetRootElement(piece)) == NULL)
		return NULL;
	only = root->children;
	if (only != NULL && only->next == NULL &&
	    only->type == XML_ELEMENT_NODE &&
	    strcmp((const char *)only->name, "body") == 0)
		return root->children;
	return root;
}

/* The one that is called the same at the mark. */
static void
rename_to(struct renaming *renaming, xmlNode *mark, const xmlNs *from)
{
	xmlNs *to;

	if (renaming->count == PREFIXES)
		return;
	to = xmlSearchNs(mark->doc, mark->parent, from->prefix);
	if (to == NULL || !xmlStrEqual(to->href, from->href))
		to = xmlNewNs(mark->parent, from->href, from->prefix);
	renaming->from[renaming->count] = from;
	renaming->to[renaming->count++] = to;
}

/* What stands above the blocks stays behind, with what it declares; so does
 * the prefix xml, which is the document's. */
static void
look_up(struct renaming *renaming, xmlNode *mark, const xmlNode *parent)
{
	const xmlNs *ns;

	renaming->count = 0;
	for (ns = parent->doc->oldNs; ns != NULL; ns = ns->next)
		rename_to(renaming, mark, ns);
	for (; parent->type == XML_ELEMENT_NODE; parent = parent->parent) {
		for (ns = parent->nsDef; ns != NULL; ns = ns->next)
			rename_to(renaming, mark, ns);
	}
}

static xmlNs *
renamed(const struct renaming *renaming, xmlNs *ns)
{
	size_t i;

	for (i = 0; i < renaming->count; i++) {
		if (renaming->from[i] == ns)
			return renaming->to[i];
	}
	return ns;
}

static void
rename_all(const struct renaming *renaming, xmlNode *node)
{
	xmlAttr *attr;
	xmlNode *child;

	if (node->type != XML_ELEMENT_NODE)
		return;
	node->ns = renamed(renaming, node->ns);
	for (attr = node->properties; attr != NULL; attr = attr->next)
		attr->ns = renamed(renaming, attr->ns);
	for (child = node->children; child != NULL; child = child->next)
		rename_all(renaming, child);
}

/* Both documents have one dictionary. */
static void
hang(xmlNode *mark, const xmlDoc *piece)
{
	struct renaming renaming;
	xmlNode *node;
	xmlNode *parent;

	if ((parent = pieces_blocks(piece)) == NULL)
		return;
	look_up(&renaming, mark, parent);
	while ((node = parent->children) != NULL) {
		xmlUnlinkNode(node);
		rename_all(&renaming, node);
		xmlAddPrevSibling(mark, node);
	}
}

static enum verdict
hang_all(struct pieces *pieces, xmlNode *mark, struct why *why)
{
	enum verdict v;
	xmlDoc *piece;

	while (
	    (v = pieces_next(pieces, &piece, why)) == V_OK && piece != NULL) {
		if (mark != NULL)
			hang(mark, piece);
		xmlFreeDoc(piece);
	}
	if (mark != NULL) {
		xmlUnlinkNode(mark);
		xmlFreeNode(mark);
	}
	return v;
}

enum verdict
pieces_apply(const struct xslt *xslt, xmlNode *body, int spend,
    const char *const *params, xmlDoc **ret, struct why *why)
{
	enum verdict v;
	struct pieces pieces;
	xmlDoc *first = NULL;

	v = pieces_begin(&pieces, xslt, body, spend, params, &first, why);
	if (v == V_OK)
		v = hang_all(&pieces, pieces_mark(first), why);
	pieces_end(&pieces);
	if (v == V_OK)
		*ret = first;
	else
		xmlFreeDoc(first);
	return v;
}
