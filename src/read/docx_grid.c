/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The grid of a table.  See docx_grid.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "read/docx_grid.h"
#include "read/docx_node.h"

enum {
	MAX_HEADING = 100, /* letters of a heading's cell */
	MAX_NUMBER = 32,   /* and of a number's */
	LOOK_ROWS = 2,     /* of a heading that nobody declared */
};

void
docx_grid_init(struct docx_grid *grid)
{
	memset(grid, 0, sizeof(*grid));
}

void
docx_grid_fini(struct docx_grid *grid)
{
	size_t i;

	for (i = 0; i < grid->count; i++)
		free(grid->cells[i]);
	free(grid->cells);
	free(grid->rows);
}

/* Room for one more: arrays grow at powers of two. */
static void *
grow(void *list, size_t count, size_t size)
{
	if ((count & (count - 1)) != 0)
		return list;
	return xreallocarray(list, count > 0 ? count * 2 : 1, size);
}

struct grid_row *
docx_grid_row(struct docx_grid *grid)
{
	struct grid_row *row;

	grid->rows = grow(grid->rows, (size_t)grid->height,
	    sizeof(*grid->rows));
	row = &grid->rows[grid->height++];
	row->header = 0;
	row->first = grid->count;
	return row;
}

static int
clamp(int col, int cols)
{
	if (cols < 1)
		cols = 1;
	if (cols > GRID_COLUMNS - col)
		cols = GRID_COLUMNS - col;
	return cols;
}

static void
occupy(struct docx_grid *grid, struct grid_cell *cell, int col, int cols)
{
	int i;

	for (i = col; i < col + cols; i++)
		grid->above[i] = cell;
	if (col + cols > grid->width)
		grid->width = col + cols;
}

struct grid_cell *
docx_grid_add(struct docx_grid *grid, int col, int cols)
{
	struct grid_cell *cell;

	if (col > GRID_COLUMNS - 1)
		col = GRID_COLUMNS - 1;
	grid->cells = grow(grid->cells, grid->count, sizeof(*grid->cells));
	cell = xcalloc(1, sizeof(*cell));
	grid->cells[grid->count++] = cell;
	cell->row = grid->height - 1;
	cell->col = col;
	cell->rows = 1;
	cell->cols = clamp(col, cols);
	occupy(grid, cell, col, cell->cols);
	return cell;
}

void
docx_grid_widen(struct docx_grid *grid, struct grid_cell *cell, int cols)
{
	int end = cell->col + cell->cols;

	if (end >= GRID_COLUMNS)
		return;
	cols = clamp(end, cols);
	cell->cols += cols;
	occupy(grid, cell, end, cols);
}

struct grid_cell *
docx_grid_lengthen(struct docx_grid *grid, int col, int cols)
{
	struct grid_cell *cell;

	if (col >= GRID_COLUMNS || (cell = grid->above[col]) == NULL)
		return NULL;
	if (!cell->merges || cell->col != col ||
	    cell->cols != clamp(col, cols) ||
	    cell->row + cell->rows != grid->height - 1)
		return NULL;
	cell->rows++;
	return cell;
}

void
docx_grid_drop_row(struct docx_grid *grid)
{
	int i;
	size_t first;
	struct grid_cell *cell;

	for (i = 0; i < grid->width; i += cell != NULL ? cell->cols : 1) {
		cell = grid->above[i];
		if (cell != NULL && cell->row + cell->rows == grid->height)
			cell->rows--;
	}
	grid->height--;
	/* What is left of it only filled up. */
	first = grid->rows[grid->height].first;
	for (i = 0; i < grid->width; i++) {
		if (grid->above[i] != NULL && grid->above[i]->rows == 0)
			grid->above[i] = NULL;
	}
	while (grid->count > first)
		free(grid->cells[--grid->count]);
}

/*
 * Building.
 */

/* What is known of a column or a row when its cells were looked at. */
struct line {
	unsigned cells;
	unsigned blank;
	unsigned numbers;
	unsigned years; /* among the numbers: they head columns as well */
	unsigned longish;
	unsigned bold; /* cells that are bold throughout */
};

struct builder {
	struct docx_grid *grid;
	struct docx_nodes *nodes;
	unsigned look;
	int columns[GRID_COLUMNS + 1]; /* number of the column that begins */
	int headers;                   /* rows at the top */
	int row_headers;               /* the first column */
	struct line cols[GRID_COLUMNS + 1];
};

static void
number_columns(struct builder *builder)
{
	int i, n = 0;
	size_t k;
	const struct grid_cell *cell;
	char begins[GRID_COLUMNS + 1] = { 0 };

	for (k = 0; k < builder->grid->count; k++) {
		cell = builder->grid->cells[k];
		begins[cell->col] = 1;
		begins[cell->col + cell->cols] = 1;
	}
	for (i = 0; i <= GRID_COLUMNS; i++) {
		builder->columns[i] = n;
		if (i > 0 && begins[i])
			builder->columns[i] = ++n;
	}
}

/* Signs that stand in numbers, and currencies. */
static int
is_number_sign(long c)
{
	return c == '-' || c == '.' || c == ',' || c == ':' || c == '%' ||
	    c == '(' || c == ')' || c == '+' || c == '/' || c == 0x2013 ||
	    c == 0x2212 || c == 0x20ac || c == 0xb1;
}

/* A number, with its unit or currency, and no telephone number: those have
 * many digits behind a nought or a plus. */
static int
is_number(const char *s)
{
	int dialled;
	long c;
	unsigned digits = 0, letters = 0;

	while (*s == ' ')
		s++;
	dialled = *s == '+' || (*s == '0' && s[1] >= '0' && s[1] <= '9');
	while (*s != '\0') {
		c = text_next(s, &s);
		if (c >= '0' && c <= '9')
			digits++;
		else if (!text_is_blank(c) && !is_number_sign(c))
			letters++;
	}
	if (dialled && digits > 5)
		return 0;
	return digits > 0 && letters <= 3 && letters < digits;
}

static int
is_year(const char *s)
{
	return strlen(s) == 4 && strspn(s, "0123456789") == 4 &&
	    (strncmp(s, "19", 2) == 0 || strncmp(s, "20", 2) == 0);
}

/* "–" or ".." stands where a number is missing. */
static int
is_dash(const char *s)
{
	long c;

	while (*s != '\0') {
		c = text_next(s, &s);
		if (!is_number_sign(c) && !text_is_blank(c))
			return 0;
	}
	return 1;
}

static void
look_at_cell(struct line *line, const struct grid_cell *cell)
{
	unsigned letters = 0, bold = 0;
	const struct docx_mark *mark;
	const xmlNode *node;
	xmlChar *words;

	line->cells++;
	for (node = cell->node->children; node != NULL; node = node->next) {
		if ((mark = docx_mark_of(node)) == NULL)
			continue;
		letters += mark->letters;
		bold += mark->bold;
	}
	if (cell->node->children == NULL) {
		line->blank++;
		return;
	}
	/* a table within, a list, a picture: more than a name */
	if (letters > MAX_HEADING || cell->node->children->next != NULL ||
	    (!docx_node_is(cell->node->children, "p") &&
		!docx_node_is(cell->node->children, "heading")))
		line->longish++;
	if (letters > 0 && bold == letters)
		line->bold++;
	if (letters > MAX_NUMBER)
		return;
	if ((words = xmlNodeGetContent(cell->node)) == NULL)
		return;
	if (is_number((char *)words))
		line->numbers++;
	else if (is_dash((char *)words))
		line->blank++;
	if (is_year((char *)words))
		line->years++;
	xmlFree(words);
}

/* How many rows at the top hold the cells that begin in the first rows: a
 * cell can't reach from a header into the body (HTML, 4.9.12.1). */
static int
spanned(const struct docx_grid *grid, int rows)
{
	size_t k;
	const struct grid_cell *cell;

	for (k = 0; k < grid->count && grid->cells[k]->row < rows; k++) {
		cell = grid->cells[k];
		if (cell->row + cell->rows > rows)
			rows = cell->row + cell->rows;
	}
	return rows;
}

/* Do the first rows read like headings? */
static int
first_rows_read(const struct builder *builder, int rows)
{
	size_t k;
	struct line row = { 0 };
	const struct docx_grid *grid = builder->grid;

	if (grid->height <= rows)
		return 0;
	for (k = 0; k < grid->count && grid->cells[k]->row < rows; k++)
		look_at_cell(&row, grid->cells[k]);
	return row.cells > 1 && row.blank <= (unsigned)rows &&
	    row.longish == 0 && (row.numbers - row.years) * 2 <= row.cells;
}

/* Does a cell stand out: bold throughout, or painted? */
static int
stands_out(const struct grid_cell *cell)
{
	struct line line = { 0 };

	look_at_cell(&line, cell);
	return cell->shaded || line.bold > 0;
}

/* Do the first rows stand out, and the next one not, but for what names it? */
static int
first_rows_stand_out(const struct builder *builder, int rows)
{
	size_t k;
	unsigned head = 0, cells = 0;
	const struct docx_grid *grid = builder->grid;
	const struct grid_cell *cell;

	for (k = 0; k < grid->count && grid->cells[k]->row <= rows; k++) {
		cell = grid->cells[k];
		if (cell->row < rows && cell->node->children != NULL) {
			if (!stands_out(cell))
				return 0;
			head++;
		} else if (cell->row == rows && cell->col > 0) {
			if (stands_out(cell))
				return 0;
			cells++;
		}
	}
	return head > 1 && cells > 0;
}

static void
find_headers(struct builder *builder)
{
	int i;
	const struct docx_grid *grid = builder->grid;

	for (i = 0; i < grid->height && grid->rows[i].header; i++)
		;
	i = spanned(grid, i);
	/* A table that is all heading has none. */
	builder->headers = i < grid->height ? i : 0;
	if (builder->headers > 0)
		return;
	/* A cell that names many rows makes no heading of them. */
	i = spanned(grid, 1);
	if (i <= LOOK_ROWS && first_rows_read(builder, i) &&
	    ((builder->look & GRID_FIRST_ROW) != 0 ||
		first_rows_stand_out(builder, i)))
		builder->headers = i;
}

/* Look at the body's columns: numbers, and a first one that names rows. */
static void
find_columns(struct builder *builder)
{
	size_t k;
	const struct line *first = &builder->cols[0];
	const struct grid_cell *cell;

	for (k = 0; k < builder->grid->count; k++) {
		cell = builder->grid->cells[k];
		if (cell->row < builder->headers ||
		    builder->columns[cell->col + cell->cols] -
			    builder->columns[cell->col] !=
			1)
			continue;
		look_at_cell(&builder->cols[builder->columns[cell->col]], cell);
	}
	builder->row_headers = (builder->look & GRID_FIRST_COLUMN) != 0 &&
	    first->cells > 0 && first->blank == 0 && first->longish == 0 &&
	    first->numbers == 0 &&
	    ((builder->look & GRID_PAINTED_COLUMN) != 0 ||
		first->bold == first->cells ||
		((builder->look & GRID_NO_STYLE) != 0 && builder->headers > 0));
}

static int
is_numeric(const struct line *col)
{
	return col->numbers > 1 && col->numbers + col->blank == col->cells;
}

static void
finish_cell(const struct builder *builder, const struct grid_cell *cell)
{
	int col, cols;

	col = builder->columns[cell->col];
	cols = builder->columns[cell->col + cell->cols] - col;
	if (cols > 1)
		docx_set_int(cell->node, "cols", cols);
	if (cell->rows > 1)
		docx_set_int(cell->node, "rows", cell->rows);
	if (cell->row < builder->headers && cell->node->children != NULL)
		docx_set(cell->node, "header", "col");
	else if (col == 0 && builder->row_headers &&
	    cell->row >= builder->headers)
		docx_set(cell->node, "header", "row");
	if (cols == 1 && is_numeric(&builder->cols[col]))
		docx_set_flag(cell->node, "number");
}

/* Where the last cell of this row, or one of a row above, ends. */
static int
row_end(const struct docx_grid *grid, int row, int before)
{
	int end = before;
	size_t k, last;

	last = row + 1 < grid->height ? grid->rows[row + 1].first : grid->count;
	for (k = grid->rows[row].first; k < last; k++) {
		if (grid->cells[k]->col + grid->cells[k]->cols > end)
			end = grid->cells[k]->col + grid->cells[k]->cols;
	}
	return end;
}

/* How far cells of the rows above reach into each row at the right. */
static int *
hanging_ends(const struct docx_grid *grid)
{
	int i, *ends;
	size_t k;
	const struct grid_cell *cell;

	ends = xcalloc((size_t)grid->height, sizeof(*ends));
	for (k = 0; k < grid->count; k++) {
		cell = grid->cells[k];
		for (i = cell->row + 1; i < cell->row + cell->rows; i++) {
			if (cell->col + cell->cols > ends[i])
				ends[i] = cell->col + cell->cols;
		}
	}
	return ends;
}

static void
build_row(struct builder *builder, xmlNode *table, int i, int hanging)
{
	int end, missing;
	size_t k, last;
	struct docx_grid *grid = builder->grid;
	xmlNode *row, *cell;

	row = docx_node(builder->nodes, table, "row");
	if (i < builder->headers)
		docx_set_flag(row, "header");
	last = i + 1 < grid->height ? grid->rows[i + 1].first : grid->count;
	for (k = grid->rows[i].first; k < last; k++) {
		finish_cell(builder, grid->cells[k]);
		xmlUnlinkNode(grid->cells[k]->node);
		xmlAddChild(row, grid->cells[k]->node);
	}
	end = row_end(grid, i, hanging);
	missing = builder->columns[grid->width] - builder->columns[end];
	if (missing > 0) {
		cell = docx_node(builder->nodes, row, "cell");
		if (missing > 1)
			docx_set_int(cell, "cols", missing);
	}
}

void
docx_grid_build(struct docx_grid *grid, struct docx_nodes *nodes,
    xmlNode *table, unsigned look)
{
	int i, *hanging;
	struct builder builder;

	memset(&builder, 0, sizeof(builder));
	builder.grid = grid;
	builder.nodes = nodes;
	builder.look = look;
	number_columns(&builder);
	find_headers(&builder);
	find_columns(&builder);
	hanging = hanging_ends(grid);
	for (i = 0; i < grid->height; i++)
		build_row(&builder, table, i, hanging[i]);
	free(hanging);
}
