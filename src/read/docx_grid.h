/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The grid of a table: which cell stands where, which rows and columns are
 * headings, which columns are numbers.
 */
#ifndef READ_DOCX_GRID_H
#define READ_DOCX_GRID_H

#include <stddef.h>

#include <libxml/tree.h>

struct docx_nodes;

enum grid_look {
	GRID_FIRST_ROW = 1, /* w:tblLook: the first row is a heading */
	GRID_FIRST_COLUMN = 2,
	GRID_PAINTED_COLUMN = 4, /* and the style shows it */
	GRID_NO_STYLE = 8,       /* or there is none to show it */
};

/* How wide a table may claim to be: Word allows 63. */
enum {
	GRID_COLUMNS = 256
};

struct grid_cell {
	xmlNode *node; /* <cell> */
	int row;       /* where it begins */
	int col;
	int rows;
	int cols;
	int merges; /* cells below may be part of it */
	int shaded; /* it is painted by hand */
};

struct grid_row {
	int header;   /* repeated on each page */
	size_t first; /* its first own cell; they go on to the next row's */
};

struct docx_grid {
	struct grid_cell **cells; /* in the order of rows and columns */
	size_t count;
	struct grid_row *rows;
	int height;
	int width;
	struct grid_cell *above[GRID_COLUMNS]; /* who reaches the last row */
};

void docx_grid_init(struct docx_grid *grid);
void docx_grid_fini(struct docx_grid *grid);

/* Begin a row; valid until the next one begins. */
struct grid_row *docx_grid_row(struct docx_grid *grid);

/* A cell of the last row; cols below 1 is 1, columns past the ceiling share
 * the last one. */
struct grid_cell *docx_grid_add(struct docx_grid *grid, int col, int cols);

/* One more cell of the row is part of cell. */
void docx_grid_widen(struct docx_grid *grid, struct grid_cell *cell, int cols);

/* The cell of the rows above that goes on at col, one row longer now; NULL
 * if there is none that begins there. */
struct grid_cell *docx_grid_lengthen(struct docx_grid *grid, int col, int cols);

/* The last row has no cell of its own: forget it. */
void docx_grid_drop_row(struct docx_grid *grid);

/*
 * Fill table with rows of cells, whose nodes move there.  Columns in which
 * no cell begins are left out, short rows are filled up.
 */
void docx_grid_build(struct docx_grid *grid, struct docx_nodes *nodes,
    xmlNode *table, unsigned look);

#endif /* READ_DOCX_GRID_H */
