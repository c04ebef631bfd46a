/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What only neighbours tell.  See docx_shape.h for the contract. */
#include "config.h"

#include <string.h>

#include "read/docx_captions.h"
#include "read/docx_columns.h"
#include "read/docx_faux.h"
#include "read/docx_lists.h"
#include "read/docx_shape.h"
#include "read/docx_walk.h"

static void shape(struct docx *docx, xmlNode *container, int body_size);

/* A box around nothing but a figure, or its caption, is no aside. */
static void
unbox(xmlNode *aside)
{
	xmlNode *only = aside->children;
	const struct docx_mark *mark = docx_mark_of(only);

	if (only == NULL || only->next != NULL || mark == NULL ||
	    (mark->kind != BLOCK_FIGURE && mark->kind != BLOCK_CAPTION))
		return;
	xmlUnlinkNode(only);
	xmlAddPrevSibling(aside, only);
}

static void
shape_children(struct docx *docx, xmlNode *parent, int body_size)
{
	xmlNode *node, *next;

	for (node = parent->children; node != NULL; node = next) {
		next = node->next;
		if (docx_node_is(node, "table") || docx_node_is(node, "row")) {
			shape_children(docx, node, body_size);
		} else if (docx_node_is(node, "cell") ||
		    docx_node_is(node, "note")) {
			shape(docx, node, body_size);
		} else if (docx_node_is(node, "aside")) {
			shape(docx, node, body_size);
			unbox(node);
			if (node->children == NULL)
				docx_drop(&docx->nodes, node);
		}
	}
}

/* A grid in which nothing stands: only its caption would say what for. */
static int
is_blank(const xmlNode *table)
{
	const xmlNode *row, *cell;

	for (row = table->children; row != NULL; row = row->next) {
		if (!docx_node_is(row, "row"))
			return 0;
		for (cell = row->children; cell != NULL; cell = cell->next) {
			if (cell->children != NULL)
				return 0;
		}
	}
	return 1;
}

static void
drop_blank_tables(struct docx *docx, xmlNode *container)
{
	xmlNode *node, *next;

	for (node = container->children; node != NULL; node = next) {
		next = node->next;
		if (docx_node_is(node, "table") && is_blank(node))
			docx_drop(&docx->nodes, node);
	}
}

static void
shape(struct docx *docx, xmlNode *container, int body_size)
{
	const int flows = docx_node_is(container, "body") ||
	    docx_node_is(container, "aside");

	shape_children(docx, container, body_size);
	docx_broken_lines(&docx->nodes, container);
	docx_lists_typed(&docx->nodes, container);
	docx_columns(&docx->nodes, container, !flows);
	if (flows)
		docx_faux_headings(&docx->nodes, container, body_size);
	docx_captions(&docx->nodes, container);
	drop_blank_tables(docx, container);
	docx_lists_nest(&docx->nodes, container);
}

void
docx_shape(struct docx *docx, xmlNode *root)
{
	int body_size;
	xmlNode *node;

	body_size = docx_faux_body_size(root);
	for (node = root->children; node != NULL; node = node->next) {
		if (docx_node_is(node, "body"))
			shape(docx, node, body_size);
		else if (docx_node_is(node, "notes"))
			shape_children(docx, node, body_size);
	}
}
