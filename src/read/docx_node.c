/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nodes of the normal form.  See docx_node.h for the contract. */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>

#include "base/xalloc.h"
#include "read/docx_node.h"

enum {
	SLAB_MARKS = 256
};

/* Marks come by the hundred and go all at once. */
struct docx_mark_slab {
	struct docx_mark_slab *next;
	size_t used;
	struct docx_mark marks[SLAB_MARKS];
};

void
docx_nodes_init(struct docx_nodes *nodes)
{
	xmlNode *root;

	memset(nodes, 0, sizeof(*nodes));
	nodes->doc = xmlNewDoc((const xmlChar *)"1.0");
	nodes->doc->dict = xmlDictCreate();
	root = xmlNewDocNode(nodes->doc, NULL, (const xmlChar *)"document",
	    NULL);
	xmlDocSetRootElement(nodes->doc, root);
	nodes->ns = xmlNewNs(root, (const xmlChar *)NORMAL_NS, NULL);
	xmlSetNs(root, nodes->ns);
	nodes->trash = docx_node(nodes, NULL, "trash");
}

void
docx_nodes_fini(struct docx_nodes *nodes)
{
	struct docx_mark_slab *slab;

	xmlFreeNode(nodes->trash);
	while ((slab = nodes->slabs) != NULL) {
		nodes->slabs = slab->next;
		free(slab);
	}
}

const char *
docx_intern(struct docx_nodes *nodes, const char *s)
{
	if (s == NULL)
		return NULL;
	return (const char *)xmlDictLookup(nodes->doc->dict, (const xmlChar *)s,
	    -1);
}

/* Names are shared in the document's dictionary: an element costs one
 * allocation. */
xmlNode *
docx_node(struct docx_nodes *nodes, xmlNode *parent, const char *name)
{
	const xmlChar *shared;
	xmlNode *node;

	shared = xmlDictLookup(nodes->doc->dict, (const xmlChar *)name, -1);
	node = xmlNewDocNodeEatName(nodes->doc, nodes->ns,
	    (xmlChar *)(uintptr_t)shared, NULL);
	if (parent != NULL)
		xmlAddChild(parent, node);
	return node;
}

struct docx_mark *
docx_mark(struct docx_nodes *nodes, xmlNode *node, enum block_kind kind)
{
	struct docx_mark_slab *slab = nodes->slabs;
	struct docx_mark *mark;

	if (slab == NULL || slab->used == SLAB_MARKS) {
		slab = xcalloc(1, sizeof(*slab));
		slab->next = nodes->slabs;
		nodes->slabs = slab;
	}
	mark = &slab->marks[slab->used++];
	mark->kind = kind;
	node->_private = mark;
	return mark;
}

struct docx_mark *
docx_mark_of(const xmlNode *node)
{
	if (node == NULL || node->type != XML_ELEMENT_NODE)
		return NULL;
	return node->_private;
}

void
docx_set(xmlNode *node, const char *name, const char *value)
{
	if (value != NULL && *value != '\0')
		xmlSetProp(node, (const xmlChar *)name, (const xmlChar *)value);
}

void
docx_set_int(xmlNode *node, const char *name, int value)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%d", value);
	docx_set(node, name, digits);
}

const char *
docx_get(const xmlNode *node, const char *name)
{
	const xmlAttr *attr;

	for (attr = node->properties; attr != NULL; attr = attr->next) {
		if (strcmp((const char *)attr->name, name) == 0)
			return attr->children != NULL ?
			    (const char *)attr->children->content :
			    "";
	}
	return NULL;
}

void
docx_set_flag(xmlNode *node, const char *name)
{
	if (docx_get(node, name) == NULL)
		xmlNewProp(node, (const xmlChar *)name, NULL);
}

int
docx_node_is(const xmlNode *node, const char *name)
{
	return node != NULL && node->type == XML_ELEMENT_NODE &&
	    strcmp((const char *)node->name, name) == 0;
}

void
docx_rename(struct docx_nodes *nodes, xmlNode *node, const char *name)
{
	node->name = xmlDictLookup(nodes->doc->dict, (const xmlChar *)name, -1);
}

void
docx_text(struct docx_nodes *nodes, xmlNode *parent, const char *s, size_t len)
{
	xmlNode *text;

	if (len == 0)
		return;
	text = xmlNewDocTextLen(nodes->doc, (const xmlChar *)s, (int)len);
	xmlAddChild(parent, text);
}

void
docx_drop(struct docx_nodes *nodes, xmlNode *node)
{
	xmlUnlinkNode(node);
	xmlAddChild(nodes->trash, node);
}

void
docx_move_children(xmlNode *from, xmlNode *to)
{
	xmlNode *node, *next;

	for (node = from->children; node != NULL; node = next) {
		next = node->next;
		xmlUnlinkNode(node);
		xmlAddChild(to, node);
	}
}
