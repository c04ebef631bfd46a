/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Diagrams as lists.  See docx_diagram.h for the contract. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/hash.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "read/docx_diagram.h"
#include "read/docx_drawing.h"
#include "read/docx_walk.h"
#include "read/ooxml.h"
#include "read/package.h"
#include "read/xmldoc.h"

enum {
	MAX_POINTS = 4000,
	MAX_DEPTH = 9,
};

/* That one point stands below another. */
struct edge {
	unsigned from;
	unsigned to;
	int order;
};

struct diagram {
	struct docx_nodes *nodes;
	xmlHashTable *index; /* modelId: number of the point + 1 */
	const xmlNode *points[MAX_POINTS];
	unsigned char shown[MAX_POINTS];
	unsigned count;
	struct edge edges[MAX_POINTS];
	unsigned edge_count;
};

static void
read_points(struct diagram *diagram, const xmlNode *list)
{
	const char *id;
	const xmlNode *pt;

	for (pt = xmldoc_first(list); pt != NULL; pt = xmldoc_next(pt)) {
		id = xmldoc_attr(pt, NULL, "modelId");
		if (!xmldoc_is(pt, DGM_NS, "pt") || id == NULL ||
		    diagram->count == MAX_POINTS)
			continue;
		diagram->points[diagram->count++] = pt;
		xmlHashAddEntry(diagram->index, (const xmlChar *)id,
		    (void *)(uintptr_t)diagram->count);
	}
}

static unsigned
point_of(struct diagram *diagram, const xmlNode *cxn, const char *name)
{
	const char *id;

	if ((id = xmldoc_attr(cxn, NULL, name)) == NULL)
		return 0;
	return (unsigned)(uintptr_t)xmlHashLookup(diagram->index,
	    (const xmlChar *)id);
}

static int
compare(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* dgm:cxn without a type says parent and child (21.4.3.2). */
static void
read_edges(struct diagram *diagram, const xmlNode *list)
{
	const char *type;
	const xmlNode *cxn;
	struct edge *edge;

	for (cxn = xmldoc_first(list); cxn != NULL; cxn = xmldoc_next(cxn)) {
		type = xmldoc_attr(cxn, NULL, "type");
		if ((type != NULL && strcmp(type, "parOf") != 0) ||
		    diagram->edge_count == MAX_POINTS)
			continue;
		edge = &diagram->edges[diagram->edge_count];
		edge->from = point_of(diagram, cxn, "srcId");
		edge->to = point_of(diagram, cxn, "destId");
		edge->order = ooxml_int(xmldoc_attr(cxn, NULL, "srcOrd"), 0);
		if (edge->from != 0 && edge->to != 0)
			diagram->edge_count++;
	}
	qsort(diagram->edges, diagram->edge_count, sizeof(*diagram->edges),
	    compare);
}

/* The first edge that leaves the point. */
static unsigned
first_edge(const struct diagram *diagram, unsigned from)
{
	unsigned low = 0, high = diagram->edge_count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (diagram->edges[middle].from < from)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The item with the words of point n, or NULL if it says nothing. */
static xmlNode *
add_item(struct diagram *diagram, xmlNode *list, unsigned n)
{
	char *folded;
	struct buf words;
	xmlNode *item = NULL, *p;

	buf_init(&words, 64 << 10);
	docx_drawing_words(&words,
	    xmldoc_child(diagram->points[n - 1], DGM_NS, "t"));
	folded = text_fold_blanks(buf_str(&words));
	buf_fini(&words);
	if (*folded != '\0') {
		item = docx_node(diagram->nodes, list, "item");
		p = docx_node(diagram->nodes, item, "p");
		docx_text(diagram->nodes, p, folded, strlen(folded));
	}
	free(folded);
	return item;
}

static void
add_below(struct diagram *diagram, xmlNode *parent, unsigned from, int depth)
{
	unsigned i, to;
	xmlNode *list, *item;

	list = docx_node(diagram->nodes, NULL, "list");
	docx_set(list, "kind", "bullet");
	for (i = first_edge(diagram, from); i < diagram->edge_count &&
	     diagram->edges[i].from == from && depth < MAX_DEPTH;
	     i++) {
		to = diagram->edges[i].to;
		if (diagram->shown[to - 1])
			continue;
		diagram->shown[to - 1] = 1;
		item = add_item(diagram, list, to);
		add_below(diagram, item != NULL ? item : parent, to, depth + 1);
	}
	if (list->children != NULL)
		xmlAddChild(parent, list);
	else
		xmlFreeNode(list);
}

/* What no connection reached is not lost. */
static void
add_others(struct diagram *diagram, xmlNode *aside)
{
	unsigned i;
	xmlNode *list;

	list = docx_node(diagram->nodes, NULL, "list");
	docx_set(list, "kind", "bullet");
	for (i = 0; i < diagram->count; i++) {
		if (!diagram->shown[i])
			add_item(diagram, list, i + 1);
	}
	if (list->children != NULL)
		xmlAddChild(aside, list);
	else
		xmlFreeNode(list);
}

static void
read_model(struct diagram *diagram, const xmlNode *model, xmlNode *aside)
{
	unsigned i;
	const char *type;

	read_points(diagram, xmldoc_child(model, DGM_NS, "ptLst"));
	read_edges(diagram, xmldoc_child(model, DGM_NS, "cxnLst"));
	for (i = 0; i < diagram->count; i++) {
		type = xmldoc_attr(diagram->points[i], NULL, "type");
		if (type != NULL && strcmp(type, "doc") == 0) {
			diagram->shown[i] = 1;
			add_below(diagram, aside, i + 1, 0);
		}
		/* How it is drawn, and what stands on the arrows. */
		if (type != NULL && strcmp(type, "pres") == 0)
			diagram->shown[i] = 1;
	}
	add_others(diagram, aside);
}

xmlNode *
docx_diagram(struct docx_flow *flow, const char *part)
{
	const struct package_rel rel = { .id = "", .type = "", .target = part };
	struct diagram *diagram;
	struct docx_nodes *nodes = &flow->docx->nodes;
	xmlDoc *doc;
	xmlNode *aside;

	if (flow->docx->quiet ||
	    (doc = docx_part_open(flow->docx, &rel)) == NULL)
		return NULL;
	diagram = xcalloc(1, sizeof(*diagram));
	diagram->nodes = nodes;
	diagram->index = xmlHashCreate(64);
	aside = docx_node(nodes, NULL, "aside");
	docx_set(aside, "why", "diagram");
	docx_mark(nodes, aside, BLOCK_ASIDE);
	read_model(diagram, xmlDocGetRootElement(doc), aside);
	xmlHashFree(diagram->index, NULL);
	free(diagram);
	xmlFreeDoc(doc);
	if (aside->children != NULL)
		return aside;
	xmlFreeNode(aside);
	return NULL;
}
