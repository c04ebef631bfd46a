/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns set with tabs.  See docx_columns.h for the contract. */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "read/docx_columns.h"
#include "read/docx_grid.h"
#include "read/docx_line.h"
#include "read/docx_marker.h"
#include "read/docx_node.h"

enum {
	CELLS = 8,
	LABEL_BYTES = 100, /* of the first cell */
	CELL_BYTES = 400,
	PHONE_DIGITS = 6,
	PHONE_LETTERS = 9, /* of a label before it */
};

/* What is known of a paragraph with tabs. */
struct row {
	unsigned cells;
	unsigned tabs; /* all of them, as typed */
	unsigned indent;
	size_t bytes; /* of the last cell */
	int fits;     /* short enough, and no typed list */
};

static int
is_tab(char c)
{
	return c >= LINE_TAB && c <= LINE_TABS;
}

/*
 * Measuring.
 */

static void
measure_text(struct row *row, const char *s)
{
	for (; *s != '\0'; s++) {
		row->bytes++;
		if (row->bytes > (row->cells == 1 ? LABEL_BYTES : CELL_BYTES))
			row->fits = 0;
		if (!is_tab(*s))
			continue;
		row->cells++;
		row->tabs += (unsigned)(*s - LINE_TAB) + 1;
		row->bytes = 0;
	}
}

static void
measure_below(struct row *row, const xmlNode *parent)
{
	const xmlNode *node;

	for (node = parent->children; node != NULL; node = node->next) {
		if (node->type == XML_TEXT_NODE)
			measure_text(row, (const char *)node->content);
		else
			measure_below(row, node);
		if (docx_node_is(node, "br"))
			row->fits = 0;
	}
}

/* A bullet or a number and a tab are a list's, even if it is none. */
static int
is_typed(const xmlNode *block)
{
	size_t len;
	const char *s;
	const xmlNode *node = block->children;
	struct docx_marker marker;

	while (node != NULL && node->type == XML_ELEMENT_NODE)
		node = node->children;
	if (node == NULL || node->type != XML_TEXT_NODE)
		return 0;
	s = (const char *)node->content;
	len = docx_marker_first(s, &marker);
	return len > 0 && is_tab(s[len - 1]);
}

static int
measure(struct row *row, const xmlNode *block)
{
	const struct docx_mark *mark = docx_mark_of(block);

	memset(row, 0, sizeof(*row));
	if (mark == NULL || mark->tabs == 0 || mark->kind != BLOCK_PARA ||
	    mark->list != LIST_NONE)
		return 0;
	row->cells = row->fits = 1;
	row->indent = mark->indent;
	row->tabs = mark->indent;
	measure_below(row, block);
	return row->fits && row->cells > 1 && row->cells <= CELLS &&
	    !is_typed(block);
}

/*
 * Cells.
 */

static void
fold_tabs(xmlNode *parent)
{
	char *s;
	xmlNode *node;

	for (node = parent->children; node != NULL; node = node->next) {
		if (node->type != XML_TEXT_NODE) {
			fold_tabs(node);
			continue;
		}
		for (s = (char *)node->content; *s != '\0'; s++) {
			if (is_tab(*s))
				*s = ' ';
		}
	}
}

/* The text below parent with its first tab, or NULL. */
static xmlNode *
find_tab(xmlNode *parent, size_t *ret_at)
{
	const char *s;
	xmlNode *node, *found;

	for (node = parent->children; node != NULL; node = node->next) {
		if (node->type != XML_TEXT_NODE) {
			if ((found = find_tab(node, ret_at)) != NULL)
				return found;
			continue;
		}
		s = (const char *)node->content;
		*ret_at = strcspn(s, "\t\n\v\f\r");
		if (s[*ret_at] != '\0')
			return node;
	}
	return NULL;
}

static unsigned
count_letters(const xmlNode *parent)
{
	unsigned n = 0;
	const char *s;
	const xmlNode *node;

	for (node = parent->children; node != NULL; node = node->next) {
		if (node->type != XML_TEXT_NODE) {
			n += count_letters(node);
			continue;
		}
		for (s = (const char *)node->content; *s != '\0';)
			n += !text_is_blank(text_next(s, &s));
	}
	return n;
}

/* Everything after node moves to the end of into. */
static void
move_rest(xmlNode *node, xmlNode *into)
{
	xmlNode *next;

	while ((next = node->next) != NULL) {
		xmlUnlinkNode(next);
		xmlAddChild(into, next);
	}
}

static void
copy_looks(xmlNode *from, xmlNode *to)
{
	const xmlAttr *attr;

	for (attr = from->properties; attr != NULL; attr = attr->next) {
		if (strcmp((const char *)attr->name, "id") != 0 &&
		    attr->children != NULL)
			docx_set(to, (const char *)attr->name,
			    (const char *)attr->children->content);
	}
}

/* What stands after byte at of text, which is somewhere within block, becomes
 * a block of its own, in like elements. */
static xmlNode *
split(struct docx_nodes *nodes, xmlNode *block, xmlNode *text, size_t at)
{
	char *s = (char *)text->content;
	xmlNode *node, *twin, *inner = NULL;

	for (node = text; node != block; node = node->parent) {
		twin = docx_node(nodes, NULL, (const char *)node->parent->name);
		copy_looks(node->parent, twin);
		if (inner != NULL)
			xmlAddChild(twin, inner);
		else
			docx_text(nodes, twin, s + at + 1, strlen(s + at + 1));
		move_rest(node, twin);
		inner = twin;
	}
	s[at] = '\0';
	if (at == 0) {
		xmlUnlinkNode(text);
		xmlFreeNode(text);
	}
	return inner;
}

/* Its mark: what counts of a cell is how long it is, and whether bold. */
static void
mark_cell(struct docx_nodes *nodes, xmlNode *cell, int all_bold)
{
	struct docx_mark *mark;

	if ((mark = docx_mark_of(cell)) == NULL)
		mark = docx_mark(nodes, cell, BLOCK_PARA);
	mark->tabs = mark->indent = 0;
	mark->letters = count_letters(cell);
	mark->bold = all_bold ||
		(docx_node_is(cell->children, "strong") &&
		    cell->children->next == NULL) ?
	    mark->letters :
	    0;
}

/* Part the row: its cells in ret, and how many tabs stood before each. */
static unsigned
part(struct docx_nodes *nodes, xmlNode *block, xmlNode *ret[CELLS],
    unsigned tabs[CELLS])
{
	int all_bold;
	size_t at;
	unsigned n = 0;
	const struct docx_mark *mark = docx_mark_of(block);
	xmlNode *text;

	all_bold = mark->bold >= mark->letters;
	tabs[0] = mark->indent;
	ret[n++] = block;
	while (n < CELLS && (text = find_tab(block, &at)) != NULL) {
		tabs[n] = (unsigned)(text->content[at] - LINE_TAB) + 1;
		block = split(nodes, block, text, at);
		ret[n++] = block;
	}
	for (at = 0; at < n; at++)
		mark_cell(nodes, ret[at], all_bold);
	return n;
}

/*
 * Tables.
 */

enum kind {
	KIND_PLAIN, /* a gap is a gap, however many tabs it took */
	KIND_TYPED, /* each tab is a column */
};

struct columns {
	struct docx_nodes *nodes;
	xmlNode *first;
	xmlNode *end;
	unsigned rows;
	enum kind kind;
	int headed; /* the first row has nothing above the first column */
};

static unsigned
plain_rows(xmlNode *first, const struct row *model, xmlNode **ret_end)
{
	unsigned n = 0;
	struct row row;
	xmlNode *node;

	for (node = first; node != NULL && measure(&row, node) &&
	     row.cells == model->cells && !row.indent == !model->indent;
	     node = node->next)
		n++;
	*ret_end = node;
	return n;
}

static unsigned
typed_rows(xmlNode *first, const struct row *model, xmlNode **ret_end)
{
	unsigned n = 0;
	struct row row;
	xmlNode *node;

	for (node = first;
	     node != NULL && measure(&row, node) && row.tabs == model->tabs;
	     node = node->next)
		n++;
	*ret_end = node;
	return n;
}

/* How many rows of one table begin with columns->first? */
static void
find_rows(struct columns *columns)
{
	unsigned n;
	struct row row, next;
	xmlNode *end;

	if (!measure(&row, columns->first)) {
		columns->end = columns->first->next;
		return;
	}
	columns->rows = plain_rows(columns->first, &row, &columns->end);
	n = typed_rows(columns->first, &row, &end);
	if (n > columns->rows && row.tabs < CELLS) {
		columns->kind = KIND_TYPED;
		columns->headed = row.indent > 0;
		columns->rows = n;
		columns->end = end;
	}
	if (columns->rows == 1 && row.indent > 0 && columns->end != NULL &&
	    measure(&next, columns->end) && next.indent == 0 &&
	    next.cells == row.cells + 1) {
		columns->headed = 1;
		columns->rows += plain_rows(columns->end, &next, &columns->end);
	}
}

static void
add_cell(struct columns *columns, struct docx_grid *grid, int col,
    xmlNode *block)
{
	struct grid_cell *cell;

	cell = docx_grid_add(grid, col, 1);
	cell->node = docx_node(columns->nodes, NULL, "cell");
	if (block == NULL)
		return;
	xmlUnlinkNode(block);
	if (block->children != NULL)
		xmlAddChild(cell->node, block);
	else
		docx_drop(columns->nodes, block);
}

static void
add_row(struct columns *columns, struct docx_grid *grid, xmlNode *block)
{
	int col = 0;
	unsigned i, k, n, tabs[CELLS];
	xmlNode *cells[CELLS];

	(void)docx_grid_row(grid);
	if (columns->headed && columns->kind == KIND_PLAIN &&
	    block == columns->first)
		add_cell(columns, grid, col++, NULL);
	n = part(columns->nodes, block, cells, tabs);
	for (i = 0; i < n; i++) {
		for (k = i > 0; columns->kind == KIND_TYPED && k < tabs[i]; k++)
			add_cell(columns, grid, col++, NULL);
		add_cell(columns, grid, col++, cells[i]);
	}
}

static void
make_table(struct columns *columns)
{
	struct docx_grid grid;
	struct docx_mark *mark;
	xmlNode *node, *next, *table;

	table = docx_node(columns->nodes, NULL, "table");
	docx_set(table, "why", "tabs");
	mark = docx_mark(columns->nodes, table, BLOCK_TABLE);
	mark->gap = docx_mark_of(columns->first)->gap & 1;
	xmlAddPrevSibling(columns->first, table);
	docx_grid_init(&grid);
	for (node = columns->first; node != columns->end; node = next) {
		next = node->next;
		add_row(columns, &grid, node);
	}
	docx_grid_build(&grid, columns->nodes, table,
	    GRID_FIRST_COLUMN | GRID_NO_STYLE |
		(columns->headed ? GRID_FIRST_ROW : 0));
	docx_grid_fini(&grid);
}

/*
 * People beside each other.
 */

/* Is the text an address of mail, or a number to dial, by its first sign? */
static int
is_address(const char *s)
{
	unsigned digits = 0, letters = 0;

	if (strchr(s, '@') != NULL)
		return 1;
	for (; isalpha((unsigned char)*s) || strchr(" .:(", *s) != NULL; s++) {
		if (*s == '\0' || ++letters > PHONE_LETTERS)
			return 0;
	}
	if (*s != '0' && *s != '+')
		return 0;
	for (; *s != '\0'; s++)
		digits += isdigit((unsigned char)*s) != 0;
	return digits >= PHONE_DIGITS;
}

/* How many cells of the row are addresses? */
static unsigned
count_addresses(const xmlNode *block)
{
	unsigned n = 0;
	char *cell, *rest;
	xmlChar *words;

	if ((words = xmlNodeGetContent(block)) == NULL)
		return 0;
	for (rest = (char *)words; rest != NULL;) {
		cell = rest;
		if ((rest = strpbrk(cell, "\t\n\v\f\r")) != NULL)
			*rest++ = '\0';
		n += is_address(cell) != 0;
	}
	xmlFree(words);
	return n;
}

/* Are the columns people: their names, and below these their addresses? */
static int
are_people(const struct columns *columns)
{
	unsigned n, all = 0;
	const xmlNode *node;
	struct row row;

	if (columns->kind == KIND_TYPED || columns->headed ||
	    !measure(&row, columns->first) ||
	    count_addresses(columns->first) > 0)
		return 0;
	for (node = columns->first; node != columns->end; node = node->next) {
		n = count_addresses(node);
		if (n > 0 && n < row.cells)
			return 0;
		all += n > 0;
	}
	return all > 0;
}

/* Each column's lines follow each other. */
static void
make_people(struct columns *columns)
{
	unsigned i, n, tabs[CELLS];
	xmlNode *cells[CELLS], *last[CELLS] = { NULL }, *node, *next;

	for (node = columns->first; node != columns->end; node = next) {
		next = node->next;
		n = part(columns->nodes, node, cells, tabs);
		for (i = 0; i < n; i++) {
			if (i == 0 && last[i] == NULL) {
				last[i] = node;
				continue;
			}
			xmlUnlinkNode(cells[i]);
			xmlAddNextSibling(last[i] != NULL ? last[i] :
							    last[i - 1],
			    cells[i]);
			last[i] = cells[i];
		}
	}
}

void
docx_columns(struct docx_nodes *nodes, xmlNode *container, int fold)
{
	struct columns columns;
	struct docx_mark *mark;
	xmlNode *block;

	for (block = container->children; block != NULL; block = columns.end) {
		memset(&columns, 0, sizeof(columns));
		columns.nodes = nodes;
		columns.first = block;
		columns.end = block->next;
		if ((mark = docx_mark_of(block)) == NULL || mark->tabs == 0)
			continue;
		if (!fold)
			find_rows(&columns);
		if (columns.rows > 1 && are_people(&columns)) {
			make_people(&columns);
		} else if (columns.rows > 1) {
			make_table(&columns);
		} else {
			fold_tabs(block);
			mark->tabs = 0;
			columns.end = block->next;
		}
	}
}
