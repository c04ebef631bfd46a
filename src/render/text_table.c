/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tables of the text edition: columns set side by side where they fit, else
 * one row after the other, each cell after the heading of its column.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "render/lines.h"
#include "render/parts.h"
#include "render/text.h"

enum {
	COLUMNS_MAX = 36, /* with two blanks between, more never fit */
	COLUMN_GAP = 2,
	WORDS_MAX = 1 << 28,
};

struct cell {
	size_t words; /* where its run begins in table.words */
	size_t len;
	size_t width;
	size_t row;
	size_t col;
	size_t colspan;
	int num;
};

struct row {
	int head;
	size_t first; /* its cells: table.cells[first … end) */
	size_t end;
};

struct table {
	struct buf words;
	struct cell *cells;
	size_t cell_count;
	struct row *rows;
	size_t row_count;
	size_t columns;
	int is_grid; /* every cell is one line, and the columns are few */
	size_t down[COLUMNS_MAX];  /* rows that a cell above still takes */
	size_t width[COLUMNS_MAX]; /* of each column */
	const char *under;         /* what rules lines */
};

static size_t
span(const xmlNode *node, const char *name)
{
	long n;

	n = strtol(node_attribute(node, name), NULL, 10);
	return n < 1 ? 1 : n > 1000 ? 1000 : (size_t)n;
}

/* Blocks of a cell, and rows of a table inside of it, follow each other. */
static void
add_cell_words(struct text *text, struct buf *run, const xmlNode *parent)
{
	const xmlNode *end;
	const xmlNode *node;

	for (node = parent->children; node != NULL; node = end) {
		end = node->next;
		if (text_is_inline(node)) {
			while (end != NULL && text_is_inline(end))
				end = end->next;
			text_add_inline(text, run, node, end);
			continue;
		}
		if (run->len > 0 && run->data[run->len - 1] != '\n')
			buf_putc(run, text_is(node, "cell") ? ' ' : '\n');
		add_cell_words(text, run, node);
	}
}

/* The column where the next cell of this row has its place. */
static size_t
free_column(struct table *table, size_t col)
{
	while (col < COLUMNS_MAX && table->down[col] > 0)
		table->down[col++]--;
	return col;
}

static void
take_columns(struct table *table, const struct cell *cell, size_t rowspan)
{
	size_t i;

	for (i = cell->col; i < cell->col + cell->colspan; i++) {
		if (i >= COLUMNS_MAX)
			break;
		table->down[i] = rowspan - 1;
	}
}

static struct cell *
new_cell(struct table *table)
{
	if ((table->cell_count & (table->cell_count - 1)) == 0)
		table->cells = xreallocarray(table->cells,
		    table->cell_count == 0 ? 1 : 2 * table->cell_count,
		    sizeof(*table->cells));
	memset(&table->cells[table->cell_count], 0, sizeof(struct cell));
	return &table->cells[table->cell_count++];
}

static void
add_cell(struct text *text, struct table *table, const xmlNode *node,
    size_t *col)
{
	struct cell *cell;

	cell = new_cell(table);
	*col = free_column(table, *col);
	cell->row = table->row_count;
	cell->col = *col;
	cell->colspan = span(node, "colspan");
	cell->num = strcmp(node_attribute(node, "class"), "num") == 0;
	take_columns(table, cell, span(node, "rowspan"));
	*col += cell->colspan;
	if (*col > table->columns)
		table->columns = *col;
	text_begin_run(text);
	add_cell_words(text, &text->run, node);
	cell->words = table->words.len;
	if (text_end_run(text))
		buf_puts(&table->words, text->run.data);
	cell->len = table->words.len - cell->words;
	buf_putc(&table->words, '\0');
	cell->width = lines_width(table->words.data + cell->words, cell->len);
	if (memchr(table->words.data + cell->words, '\n', cell->len) != NULL)
		table->is_grid = 0;
}

static void
add_row(struct text *text, struct table *table, const xmlNode *node)
{
	const xmlNode *child;
	size_t col = 0;
	struct row *row;

	if ((table->row_count & (table->row_count - 1)) == 0)
		table->rows = xreallocarray(table->rows,
		    table->row_count == 0 ? 1 : 2 * table->row_count,
		    sizeof(*table->rows));
	row = &table->rows[table->row_count];
	row->head = node_attribute(node, "head")[0] != '\0';
	row->first = table->cell_count;
	for (child = node->children; child != NULL; child = child->next) {
		if (text_is(child, "cell"))
			add_cell(text, table, child, &col);
	}
	while (col < COLUMNS_MAX) /* what hangs down beyond the last cell */
		col = free_column(table, col) + 1;
	table->rows[table->row_count].end = table->cell_count;
	table->row_count++;
}

static void
read_table(struct text *text, struct table *table, const xmlNode *node)
{
	const xmlNode *child;

	memset(table, 0, sizeof(*table));
	buf_init(&table->words, WORDS_MAX);
	table->is_grid = 1;
	for (child = node->children; child != NULL; child = child->next) {
		if (text_is(child, "row"))
			add_row(text, table, child);
	}
}

static const char *
words_of(const struct table *table, const struct cell *cell)
{
	return table->words.data + cell->words;
}

/* Room from the cell's column to the end of what it spans. */
static size_t
room_of(const struct table *table, const struct cell *cell)
{
	size_t i;
	size_t room = 0;

	for (i = cell->col; i < cell->col + cell->colspan && i < table->columns;
	     i++)
		room += table->width[i] + (i > cell->col ? COLUMN_GAP : 0);
	return room;
}

/* Columns as wide as their cells, and the last of several as wide as a cell
 * over them needs.  1 if all of it fits into room. */
static int
measure_columns(struct table *table, size_t room)
{
	size_t have;
	size_t i;
	size_t total = 0;
	struct cell *cell;

	if (!table->is_grid || table->columns > COLUMNS_MAX)
		return 0;
	for (i = 0; i < table->cell_count; i++) {
		cell = &table->cells[i];
		if (cell->colspan == 1 && cell->width > table->width[cell->col])
			table->width[cell->col] = cell->width;
	}
	for (i = 0; i < table->cell_count; i++) {
		cell = &table->cells[i];
		have = room_of(table, cell);
		if (cell->colspan > 1 && cell->width > have)
			table->width[cell->col + cell->colspan - 1] +=
			    cell->width - have;
	}
	for (i = 0; i < table->columns; i++)
		total += table->width[i] + (i > 0 ? COLUMN_GAP : 0);
	return total <= room;
}

/* A heading stands as its column's numbers do. */
static void
align_headings(struct table *table)
{
	char column[COLUMNS_MAX] = { 0 };
	size_t i;
	struct cell *cell;

	for (i = 0; i < table->cell_count; i++) {
		cell = &table->cells[i];
		if (cell->num && cell->colspan == 1)
			column[cell->col] = 1;
	}
	for (i = 0; i < table->cell_count; i++) {
		cell = &table->cells[i];
		if (table->rows[cell->row].head && cell->colspan == 1 &&
		    column[cell->col])
			cell->num = 1;
	}
}

static void
add_blanks(struct buf *line, size_t n)
{
	while (n-- > 0)
		buf_putc(line, ' ');
}

static size_t
column_start(const struct table *table, size_t col)
{
	size_t i;
	size_t start = 0;

	for (i = 0; i < col; i++)
		start += table->width[i] + COLUMN_GAP;
	return start;
}

static void
put_grid_row(struct text *text, const struct table *table,
    const struct row *row, struct buf *line)
{
	const struct cell *cell;
	size_t at = 0;
	size_t i;
	size_t start;

	buf_reset(line);
	for (i = row->first; i < row->end; i++) {
		cell = &table->cells[i];
		start = column_start(table, cell->col);
		if (cell->num)
			start += room_of(table, cell) - cell->width;
		add_blanks(line, start - at);
		buf_add(line, words_of(table, cell), cell->len);
		at = start + cell->width;
	}
	lines_put(&text->lines, buf_str(line), line->len);
}

static void
put_rule(struct text *text, const struct table *table, struct buf *line)
{
	size_t i;
	size_t n;

	buf_reset(line);
	for (i = 0; i < table->columns; i++) {
		if (i > 0)
			add_blanks(line, COLUMN_GAP);
		for (n = 0; n < table->width[i]; n++)
			buf_putc(line, '-');
	}
	lines_put(&text->lines, buf_str(line), line->len);
}

static void
put_grid(struct text *text, struct table *table)
{
	int head = 0;
	size_t i;
	struct buf line;

	align_headings(table);
	buf_init(&line, WORDS_MAX);
	for (i = 0; i < table->row_count; i++) {
		if (head && !table->rows[i].head)
			put_rule(text, table, &line);
		head = table->rows[i].head;
		put_grid_row(text, table, &table->rows[i], &line);
	}
	buf_fini(&line);
}

/* What each column is called: the headings above it, row by row. */
struct labels {
	struct buf text[COLUMNS_MAX];
	int said[COLUMNS_MAX];
	size_t columns;
};

static void
add_label(const struct table *table, struct labels *labels,
    const struct cell *cell)
{
	size_t i;

	for (i = cell->col;
	     i < cell->col + cell->colspan && i < labels->columns; i++) {
		if (labels->text[i].len > 0)
			buf_puts(&labels->text[i], ", ");
		buf_add(&labels->text[i], words_of(table, cell), cell->len);
	}
}

static void
find_labels(const struct table *table, struct labels *labels)
{
	const struct cell *cell;
	size_t i;

	memset(labels, 0, sizeof(*labels));
	for (i = 0; i < COLUMNS_MAX; i++)
		buf_init(&labels->text[i], WORDS_MAX);
	labels->columns = table->columns;
	for (i = 0; i < table->cell_count; i++) {
		cell = &table->cells[i];
		if (table->rows[cell->row].head && cell->len > 0)
			add_label(table, labels, cell);
	}
}

/* Lines that go on are set in, so that the labels stand out. */
static void
put_hanging(struct text *text, const char *run)
{
	lines_push(&text->lines, "", "  ", 2);
	lines_fill(&text->lines, run);
	lines_pop(&text->lines);
}

static void
put_labelled(struct text *text, const struct table *table,
    struct labels *labels, const struct cell *cell)
{
	struct buf line;

	buf_init(&line, WORDS_MAX);
	if (cell->col < labels->columns && labels->text[cell->col].len > 0) {
		buf_puts(&line, labels->text[cell->col].data);
		buf_puts(&line, ": ");
		labels->said[cell->col] = 1;
	}
	buf_add(&line, words_of(table, cell), cell->len);
	put_hanging(text, buf_str(&line));
	buf_fini(&line);
}

static void
put_record(struct text *text, const struct table *table, const struct row *row,
    struct labels *labels)
{
	size_t i;

	for (i = row->first; i < row->end; i++) {
		if (table->cells[i].len > 0)
			put_labelled(text, table, labels, &table->cells[i]);
	}
}

/* Headings of columns that are empty all the way down. */
static void
put_unsaid(struct text *text, struct labels *labels)
{
	size_t i;

	for (i = 0; i < COLUMNS_MAX; i++) {
		if (labels->text[i].len > 0 && !labels->said[i])
			put_hanging(text, labels->text[i].data);
		buf_fini(&labels->text[i]);
	}
}

/* Rows of headings stand for themselves where nothing is below them, or too
 * many columns to be called by name. */
static int
says_headings(const struct table *table)
{
	return table->columns > COLUMNS_MAX || table->row_count == 0 ||
	    table->rows[table->row_count - 1].head;
}

/* A table of two columns without headings is a list of labels already. */
static void
put_pair(struct text *text, const struct table *table, const struct row *row)
{
	const struct cell *label = &table->cells[row->first];
	const struct cell *value = &table->cells[row->first + 1];
	struct buf line;

	buf_init(&line, WORDS_MAX);
	buf_add(&line, words_of(table, label), label->len);
	if (label->len > 0 && value->len > 0 && line.data[line.len - 1] != ':')
		buf_putc(&line, ':');
	if (value->len > 0)
		buf_putc(&line, ' ');
	buf_add(&line, words_of(table, value), value->len);
	put_hanging(text, buf_str(&line));
	buf_fini(&line);
}

static void
put_records(struct text *text, const struct table *table)
{
	const struct row *row;
	int pairs = 1;
	size_t i;
	struct labels labels;

	find_labels(table, &labels);
	if (says_headings(table))
		labels.columns = 0;
	for (i = 0; i < labels.columns; i++)
		pairs &= labels.text[i].len == 0;
	for (i = 0; i < table->row_count; i++) {
		row = &table->rows[i];
		if (row->head && labels.columns > 0)
			continue;
		if (pairs && table->columns == 2 &&
		    row->end - row->first == 2) {
			put_pair(text, table, row);
			continue;
		}
		if (row->end - row->first > 1 && i > 0)
			lines_gap(&text->lines);
		put_record(text, table, row, &labels);
	}
	if (labels.columns == 0)
		memset(labels.said, 1, sizeof(labels.said));
	put_unsaid(text, &labels);
}

void
text_put_table(struct text *text, const xmlNode *node)
{
	struct table table;

	read_table(text, &table, node);
	if (measure_columns(&table, lines_room(&text->lines)))
		put_grid(text, &table);
	else
		put_records(text, &table);
	buf_fini(&table.words);
	free(table.cells);
	free(table.rows);
}
