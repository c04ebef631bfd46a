/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables: rows and cells onto the grid.  See docx_tables.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "read/docx_grid.h"
#include "read/docx_links.h"
#include "read/docx_styles.h"
#include "read/docx_tables.h"
#include "read/docx_walk.h"
#include "read/ooxml.h"
#include "read/xmldoc.h"

/* One table being read. */
struct table {
	struct docx_flow *flow;
	struct docx_grid grid;
	const struct docx_style *style;
	unsigned look;   /* set of enum grid_look */
	int has_look;    /* w:tblLook is there */
	xmlNode *holder; /* of cells until the table is built */
	/* The row that is being read. */
	int col;                /* where its next cell begins */
	struct grid_cell *last; /* its last cell, for w:hMerge */
	unsigned mute;          /* cells stay empty */
	unsigned own;           /* its cells that are not merged into others */
};

/*
 * Cells.
 */

static void
note_changes(struct docx_flow *flow, const xmlNode *pr)
{
	size_t i;
	const xmlNode *node;
	static const char *const changes[] = { "ins", "tcPrChange",
		"trPrChange", "tblPrChange", "cellIns", "cellMerge" };

	for (node = xmldoc_first(pr); node != NULL; node = xmldoc_next(node)) {
		for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
			if (xmldoc_is(node, W_NS, changes[i]))
				docx_revision(flow->docx, pr->parent);
		}
	}
}

/* w:vMerge, w:hMerge: no merge, the first of several, or one more. */
enum merge {
	MERGE_NONE,
	MERGE_FIRST,
	MERGE_MORE,
};

static enum merge
merge_of(const xmlNode *tcpr, const char *name)
{
	const char *val;
	const xmlNode *merge;

	/* A merge that is tracked (17.13.5.5) is accepted. */
	merge = xmldoc_child(tcpr, W_NS, "cellMerge");
	val = merge != NULL ? ooxml_attr(merge, name) : NULL;
	if (val != NULL)
		return strcmp(val, "rest") == 0 ? MERGE_FIRST : MERGE_MORE;
	if ((merge = xmldoc_child(tcpr, W_NS, name)) == NULL)
		return MERGE_NONE;
	val = ooxml_attr(merge, "val");
	return val != NULL && strcmp(val, "restart") == 0 ? MERGE_FIRST :
							    MERGE_MORE;
}

static void
fill_cell(struct table *table, xmlNode *into, xmlNode *tc)
{
	struct docx_flow flow;

	docx_flow_init(&flow, table->flow->docx, table->flow, into);
	flow.table = table->style;
	flow.plain = 1;
	docx_walk_children(&flow, tc);
	docx_flow_fini(&flow);
}

/* Where the content of this cell goes: one of its own, or the one that it
 * is merged into.  Words in a merged cell are kept with it. */
static struct grid_cell *
place_cell(struct table *table, const xmlNode *tcpr)
{
	int cols;
	enum merge vertical;
	struct grid_cell *cell;

	cols = ooxml_int(ooxml_val(tcpr, "gridSpan"), 1);
	if (merge_of(tcpr, "hMerge") == MERGE_MORE && table->last != NULL) {
		docx_grid_widen(&table->grid, table->last, cols);
		table->col += cols > 0 ? cols : 1;
		return table->last;
	}
	vertical = merge_of(tcpr, "vMerge");
	cell = NULL;
	if (vertical == MERGE_MORE)
		cell = docx_grid_lengthen(&table->grid, table->col, cols);
	if (cell == NULL) {
		cell = docx_grid_add(&table->grid, table->col, cols);
		cell->node = docx_node(&table->flow->docx->nodes, table->holder,
		    "cell");
		cell->merges = vertical != MERGE_NONE;
		table->own++;
	}
	table->col += cell->cols;
	table->last = cell;
	return cell;
}

/* Is the cell painted by hand, and not white? */
static int
is_shaded(const xmlNode *tcpr)
{
	const char *fill;
	const xmlNode *shd;

	if ((shd = xmldoc_child(tcpr, W_NS, "shd")) == NULL)
		return 0;
	fill = ooxml_attr(shd, "fill");
	return ooxml_attr(shd, "themeFill") != NULL ||
	    (fill != NULL && strcmp(fill, "auto") != 0 &&
		xmlStrcasecmp((const xmlChar *)fill,
		    (const xmlChar *)"FFFFFF") != 0);
}

static void
read_cell(struct table *table, xmlNode *tc)
{
	const xmlNode *tcpr;
	struct grid_cell *cell;

	tcpr = xmldoc_child(tc, W_NS, "tcPr");
	if (xmldoc_child(tcpr, W_NS, "cellDel") != NULL) {
		docx_revision(table->flow->docx, tc);
		return;
	}
	note_changes(table->flow, tcpr);
	cell = place_cell(table, tcpr);
	cell->shaded |= is_shaded(tcpr);
	if (!table->mute)
		fill_cell(table, cell->node, tc);
}

static void read_wrapped_cells(struct table *table, xmlNode *wrapper);

static void
read_cells(struct table *table, xmlNode *parent)
{
	xmlNode *node, *next;

	for (node = xmldoc_first(parent); node != NULL; node = next) {
		next = xmldoc_next(node);
		if (xmldoc_is(node, W_NS, "tc"))
			read_cell(table, node);
		else if (xmldoc_is(node, W_NS, "bookmarkStart"))
			docx_links_bookmark(table->flow,
			    ooxml_attr(node, "name"));
		else
			read_wrapped_cells(table, node);
	}
}

/* The prompt of an unfilled control goes, but its cell holds its place. */
static void
read_wrapped_cells(struct table *table, xmlNode *wrapper)
{
	unsigned mute = table->mute;
	xmlNode *content;

	if ((content = docx_content(wrapper)) == NULL)
		return;
	if (docx_is_dropped(table->flow, wrapper)) {
		if (!xmldoc_is(wrapper, W_NS, "sdt"))
			return;
		table->mute = 1;
	}
	read_cells(table, content);
	table->mute = mute;
}

/*
 * Rows.
 */

static unsigned
look_bit(const xmlNode *look, const char *name, unsigned value, unsigned bit)
{
	const char *said;

	if ((said = ooxml_attr(look, name)) != NULL)
		return *said == '1' || *said == 't' || *said == 'o';
	return (value & bit) != 0;
}

/* w:tblLook (17.4.56): attributes, or the older bits of w:val. */
static unsigned
read_look(const xmlNode *tblpr)
{
	const char *val;
	const xmlNode *look;
	unsigned value = 0, ret = 0;

	if ((look = xmldoc_child(tblpr, W_NS, "tblLook")) == NULL)
		return 0;
	if ((val = ooxml_attr(look, "val")) != NULL)
		value = (unsigned)strtoul(val, NULL, 16);
	if (look_bit(look, "firstRow", value, 0x20))
		ret |= GRID_FIRST_ROW;
	if (look_bit(look, "firstColumn", value, 0x80))
		ret |= GRID_FIRST_COLUMN;
	return ret;
}

/* Word notes which row it has painted as the first (17.3.1.8): that tells
 * where w:tblLook is missing. */
static void
note_painted_row(struct table *table, const xmlNode *trpr)
{
	const char *val;
	const xmlNode *cnf;

	if (table->has_look || table->grid.height != 1 ||
	    (cnf = xmldoc_child(trpr, W_NS, "cnfStyle")) == NULL)
		return;
	val = ooxml_attr(cnf, "val");
	if (look_bit(cnf, "firstRow", val != NULL && *val == '1' ? 1 : 0, 1))
		table->look |= GRID_FIRST_ROW;
}

/* w:gridBefore, w:gridAfter: columns where the row has no cell. */
static void
skip_columns(struct table *table, const xmlNode *trpr, const char *name)
{
	int cols;
	struct grid_cell *cell;

	cols = ooxml_int(ooxml_val(trpr, name), 0);
	if (cols <= 0)
		return;
	cell = docx_grid_add(&table->grid, table->col, cols);
	cell->node = docx_node(&table->flow->docx->nodes, table->holder,
	    "cell");
	table->col += cell->cols;
}

static int
is_row_dropped(struct table *table, const xmlNode *tr, const xmlNode *trpr)
{
	if (xmldoc_child(trpr, W_NS, "del") != NULL) {
		docx_revision(table->flow->docx, tr);
		return 1;
	}
	return ooxml_has(trpr, "hidden");
}

static void
read_row(struct table *table, xmlNode *tr)
{
	const xmlNode *trpr;
	struct grid_row *row;

	trpr = xmldoc_child(tr, W_NS, "trPr");
	if (is_row_dropped(table, tr, trpr))
		return;
	note_changes(table->flow, trpr);
	row = docx_grid_row(&table->grid);
	row->header = ooxml_has(trpr, "tblHeader");
	note_painted_row(table, trpr);
	table->col = 0;
	table->last = NULL;
	table->own = 0;
	skip_columns(table, trpr, "gridBefore");
	read_cells(table, tr);
	skip_columns(table, trpr, "gridAfter");
	if (table->own == 0)
		docx_grid_drop_row(&table->grid);
}

static void
read_rows(struct table *table, xmlNode *parent)
{
	xmlNode *node, *next;

	for (node = xmldoc_first(parent); node != NULL; node = next) {
		next = xmldoc_next(node);
		if (xmldoc_is(node, W_NS, "tr"))
			read_row(table, node);
		else if (xmldoc_is(node, W_NS, "bookmarkStart"))
			docx_links_bookmark(table->flow,
			    ooxml_attr(node, "name"));
		else if (xmldoc_is(node, W_NS, "p") ||
		    xmldoc_is(node, W_NS, "tbl"))
			docx_walk(table->flow, node); /* not legal, but words */
		else if (!xmldoc_is(node, W_NS, "tblPr") &&
		    !xmldoc_is(node, W_NS, "tblGrid") &&
		    docx_content(node) != NULL &&
		    !docx_is_dropped(table->flow, node))
			read_rows(table, docx_content(node));
	}
}

/*
 * The table as a whole.
 */

/* Does the style, or one that it is based on, paint its first column? */
static int
paints_column(const struct docx_style *style)
{
	const char *type;
	const xmlNode *node;

	for (; style != NULL; style = docx_style_base(style)) {
		node = xmldoc_first(docx_style_node(style));
		for (; node != NULL; node = xmldoc_next(node)) {
			type = ooxml_attr(node, "type");
			if (xmldoc_is(node, W_NS, "tblStylePr") &&
			    type != NULL && strcmp(type, "firstCol") == 0)
				return 1;
		}
	}
	return 0;
}

static void
add_blocks(struct table *table, xmlNode *cell)
{
	xmlNode *node, *next;

	for (node = cell->children; node != NULL; node = next) {
		next = node->next;
		xmlUnlinkNode(node);
		docx_flow_add(table->flow, node);
	}
}

/* A single cell is no table: it frames what it holds. */
static void
add_frame(struct table *table, xmlNode *cell)
{
	struct docx_flow *flow = table->flow;
	struct docx_mark *mark;
	xmlNode *aside;

	mark = docx_mark_of(cell->children);
	if (cell->children == NULL)
		return;
	if (!flow->plain &&
	    (cell->children->next != NULL || mark == NULL ||
		(mark->kind != BLOCK_FIGURE && mark->kind != BLOCK_TITLE &&
		    mark->kind != BLOCK_HEADING &&
		    mark->kind != BLOCK_TABLE))) {
		aside = docx_node(&flow->docx->nodes, NULL, "aside");
		docx_set(aside, "why", "table:1");
		docx_mark(&flow->docx->nodes, aside, BLOCK_ASIDE);
		docx_move_children(cell, aside);
		docx_flow_add(flow, aside);
		return;
	}
	add_blocks(table, cell);
}

static void
add_table(struct table *table, const xmlNode *tblpr)
{
	struct docx_nodes *nodes = &table->flow->docx->nodes;
	xmlNode *node;

	if (table->grid.count == 0)
		return;
	if (table->grid.count == 1) {
		add_frame(table, table->grid.cells[0]->node);
		return;
	}
	node = docx_node(nodes, NULL, "table");
	docx_mark(nodes, node, BLOCK_TABLE);
	docx_set(node, "title", ooxml_val(tblpr, "tblCaption"));
	docx_set(node, "summary", ooxml_val(tblpr, "tblDescription"));
	if (ooxml_has(tblpr, "bidiVisual"))
		docx_set(node, "dir", "rtl");
	docx_grid_build(&table->grid, nodes, node, table->look);
	if (node->children != NULL)
		docx_flow_add(table->flow, node);
	else
		xmlAddChild(nodes->trash, node);
}

void
docx_table(struct docx_flow *flow, xmlNode *tbl)
{
	const xmlNode *tblpr;
	struct table table;
	struct docx *docx = flow->docx;

	docx_flow_end(flow);
	memset(&table, 0, sizeof(table));
	table.flow = flow;
	table.holder = docx_node(&docx->nodes, NULL, "table");
	docx_grid_init(&table.grid);
	tblpr = xmldoc_child(tbl, W_NS, "tblPr");
	note_changes(flow, tblpr);
	table.style = docx_style_find(docx->styles, DOCX_STYLE_TABLE,
	    ooxml_val(tblpr, "tblStyle"));
	if (table.style == NULL)
		table.style = docx_style_default(docx->styles,
		    DOCX_STYLE_TABLE);
	table.look = read_look(tblpr);
	table.has_look = xmldoc_child(tblpr, W_NS, "tblLook") != NULL;
	if (paints_column(table.style))
		table.look |= GRID_PAINTED_COLUMN;
	if (xmldoc_child(tblpr, W_NS, "tblStyle") == NULL)
		table.look |= GRID_NO_STYLE;
	read_rows(&table, tbl);
	add_table(&table, tblpr);
	docx_grid_fini(&table.grid);
	/* Bookmarks may point to cells that became part of others. */
	xmlAddChild(docx->nodes.trash, table.holder);
}
