/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables (ODF 1.3-3, 9).  See odt_inner.h. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/odt_inner.h"

enum {
	ROWS_MAX = 1000, /* of one that is repeated */
};

/* A table that is being written, and the cells that reach into the next
 * row by their first column. */
struct table {
	struct odt_flow *flow;
	xmlNode *node;
	int below[ODT_COLUMNS_MAX];
	int width[ODT_COLUMNS_MAX];
	int header; /* within table:table-header-rows */
};

/* Repetitions may be of anything: they end where much was written. */
static int
is_enough(const struct odt *odt)
{
	return odt->written > ODT_REPEAT_MAX;
}

static int
number(const xmlNode *node, const char *name, int most)
{
	int n;

	n = ooxml_int(xmldoc_attr(node, TABLE_NS, name), 1);
	return n < 1 ? 1 : n > most ? most : n;
}

static void
write_shade(struct odt *odt, xmlNode *tcpr, const xmlNode *cell)
{
	const char *color;
	xmlNode *shade;

	color = odt_style_says(odt_style_find(odt, FAMILY_OTHER,
				   xmldoc_attr(cell, TABLE_NS, "style-name")),
	    "table-cell-properties", FO_NS, "background-color");
	if (color == NULL || *color != '#')
		return;
	shade = odt_add_val(odt, tcpr, "shd", "clear");
	odt_set(odt, shade, "fill", color + 1);
}

static xmlNode *
add_cell(struct table *table, xmlNode *row, int columns)
{
	struct odt *odt = table->flow->odt;
	xmlNode *tc, *tcpr;

	tc = odt_add(odt, row, "tc");
	tcpr = odt_add(odt, tc, "tcPr");
	if (columns > 1)
		odt_add_int(odt, tcpr, "gridSpan", columns);
	return tc;
}

/* A cell from above goes on here; returns the column after it. */
static int
go_on(struct table *table, xmlNode *row, int column)
{
	int width = table->width[column];
	xmlNode *tc;

	tc = add_cell(table, row, width);
	odt_add_val(table->flow->odt, tc->children, "vMerge", "continue");
	table->below[column]--;
	return column + (width > 1 ? width : 1);
}

static void
fill_cell(struct table *table, xmlNode *tc, xmlNode *cell)
{
	struct odt_flow inner;

	write_shade(table->flow->odt, tc->children, cell);
	odt_flow_init(&inner, table->flow->odt, tc);
	odt_blocks(&inner, cell);
	odt_flow_fini(&inner);
}

static int
write_cell(struct table *table, xmlNode *row, xmlNode *cell, int column)
{
	int columns, i, rows;
	xmlNode *tc;

	columns = number(cell, "number-columns-spanned",
	    ODT_COLUMNS_MAX - column);
	rows = number(cell, "number-rows-spanned", 1 << 20);
	tc = add_cell(table, row, columns);
	if (rows > 1)
		odt_add_val(table->flow->odt, tc->children, "vMerge",
		    "restart");
	for (i = column; i < column + columns; i++)
		table->below[i] = 0;
	table->below[column] = rows - 1;
	table->width[column] = columns;
	fill_cell(table, tc, cell);
	return column + columns;
}

/*
 * A covered cell is what one above or before it reaches over (9.1.5): its
 * place is counted, and nothing of it shows.
 */
static void
read_cells(struct table *table, xmlNode *row, xmlNode *from)
{
	int at = 0, column = 0, covered, i, times;
	xmlNode *cell;

	for (cell = xmldoc_first(from); cell != NULL;
	     cell = xmldoc_next(cell)) {
		covered = xmldoc_is(cell, TABLE_NS, "covered-table-cell");
		if (!covered && !xmldoc_is(cell, TABLE_NS, "table-cell"))
			continue;
		times = number(cell, "number-columns-repeated",
		    ODT_COLUMNS_MAX);
		for (i = 0; i < times && at < ODT_COLUMNS_MAX; i++, at++) {
			if (at < column)
				continue; /* reached over from before */
			if (covered && table->below[at] > 0)
				column = go_on(table, row, at);
			else if (covered && add_cell(table, row, 1) != NULL)
				column = at + 1;
			else if (i > 0 && is_enough(table->flow->odt))
				break;
			else
				column = write_cell(table, row, cell, at);
		}
	}
}

static int
is_visible(const xmlNode *row)
{
	const char *visibility;

	visibility = xmldoc_attr(row, TABLE_NS, "visibility");
	return visibility == NULL || strcmp(visibility, "visible") == 0;
}

static void
read_row(struct table *table, xmlNode *row)
{
	int i, times;
	struct odt *odt = table->flow->odt;
	xmlNode *tr;

	if (!is_visible(row))
		return;
	times = number(row, "number-rows-repeated", ROWS_MAX);
	for (i = 0; i < times; i++) {
		if (i > 0 && is_enough(odt))
			return;
		tr = odt_add(odt, table->node, "tr");
		if (table->header)
			odt_add(odt, odt_add(odt, tr, "trPr"), "tblHeader");
		read_cells(table, tr, row);
	}
}

static void
read_rows(struct table *table, xmlNode *parent)
{
	int header = table->header;
	xmlNode *node;

	for (node = xmldoc_first(parent); node != NULL;
	     node = xmldoc_next(node)) {
		if (xmldoc_is(node, TABLE_NS, "table-row")) {
			read_row(table, node);
		} else if (xmldoc_is(node, TABLE_NS, "table-header-rows")) {
			table->header = 1;
			read_rows(table, node);
			table->header = header;
		} else if (xmldoc_is(node, TABLE_NS, "table-rows") ||
		    xmldoc_is(node, TABLE_NS, "table-row-group")) {
			read_rows(table, node);
		}
	}
}

static void
write_words(struct odt *odt, xmlNode *tblpr, const xmlNode *table,
    const char *from, const char *to)
{
	char *words;
	const xmlNode *node;

	if ((node = xmldoc_child(table, TABLE_NS, from)) == NULL)
		return;
	words = odt_words(node);
	odt_add_val(odt, tblpr, to, words);
	free(words);
}

static void
write_look(struct odt *odt, xmlNode *tblpr, const xmlNode *table)
{
	const char *mode;
	xmlNode *look;

	look = odt_add(odt, tblpr, "tblLook");
	if (xmldoc_child(table, TABLE_NS, "table-header-columns") != NULL)
		odt_set(odt, look, "firstColumn", "1");
	mode = odt_style_says(odt_style_find(odt, FAMILY_OTHER,
				  xmldoc_attr(table, TABLE_NS, "style-name")),
	    "table-properties", STYLE_NS, "writing-mode");
	if (mode != NULL && strncmp(mode, "rl", 2) == 0)
		odt_add(odt, tblpr, "bidiVisual");
}

void
odt_table(struct odt_flow *flow, xmlNode *node)
{
	struct odt *odt = flow->odt;
	struct table table;
	xmlNode *tblpr;

	memset(&table, 0, sizeof(table));
	odt_close_paragraph(flow);
	table.flow = flow;
	table.node = odt_add(odt, flow->into, "tbl");
	tblpr = odt_add(odt, table.node, "tblPr");
	write_words(odt, tblpr, node, "title", "tblCaption");
	write_words(odt, tblpr, node, "desc", "tblDescription");
	write_look(odt, tblpr, node);
	read_rows(&table, node);
}
