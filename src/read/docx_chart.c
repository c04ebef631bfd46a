/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Charts as tables.  See docx_chart.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "read/docx_chart.h"
#include "read/docx_walk.h"
#include "read/ooxml.h"
#include "read/package.h"
#include "read/read.h"
#include "read/xmldoc.h"

enum {
	MAX_SERIES = 64,
	MAX_POINTS = 2000,
};

/* One column of values: c:cat, c:val, c:xVal and so on. */
struct points {
	const char *list[MAX_POINTS]; /* into the tree; NULL: no value */
	unsigned count;
	const char *format; /* c:formatCode, or NULL */
};

struct series {
	char *name; /* or NULL */
	struct points *points;
};

struct chart {
	struct docx_nodes *nodes;
	char *title;               /* or NULL */
	char *of_categories;       /* title of their axis, or NULL */
	char *of_values;           /* the same */
	struct points *categories; /* of the first series that has them */
	struct series series[MAX_SERIES];
	unsigned count;
};

/* The cached values below node: c:strCache, c:numCache, c:multiLvlStrCache,
 * or literals; each point says where it stands (21.2.2.149). */
static void
read_points(const xmlNode *node, struct points *points)
{
	int index;
	const xmlNode *child, *v;

	for (child = xmldoc_first(node); child != NULL;
	     child = xmldoc_next(child)) {
		if (xmldoc_is(child, C_NS, "formatCode") &&
		    child->children != NULL)
			points->format = (const char *)child->children->content;
		if (!xmldoc_is(child, C_NS, "pt")) {
			if (!xmldoc_is(child, C_NS, "f"))
				read_points(child, points);
			continue;
		}
		index = ooxml_int(xmldoc_attr(child, NULL, "idx"), -1);
		v = xmldoc_child(child, C_NS, "v");
		if (index < 0 || index >= MAX_POINTS || v == NULL ||
		    v->children == NULL || points->list[index] != NULL)
			continue;
		points->list[index] = (const char *)v->children->content;
		if ((unsigned)index >= points->count)
			points->count = (unsigned)index + 1;
	}
}

static struct points *
points_of(const xmlNode *series, const char *name, const char *other)
{
	const xmlNode *node;
	struct points *points;

	if ((node = xmldoc_child(series, C_NS, name)) == NULL)
		node = xmldoc_child(series, C_NS, other);
	if (node == NULL)
		return NULL;
	points = xcalloc(1, sizeof(*points));
	read_points(node, points);
	if (points->count > 0)
		return points;
	free(points);
	return NULL;
}

/* All words of a title: a:t of rich text, or the cache of a reference. */
static void
put_title(struct buf *words, const xmlNode *node)
{
	const xmlNode *child;

	for (child = xmldoc_first(node); child != NULL;
	     child = xmldoc_next(child)) {
		if (xmldoc_is(child, A_NS, "t") ||
		    xmldoc_is(child, C_NS, "v")) {
			if (child->children != NULL)
				buf_puts(words,
				    (const char *)child->children->content);
		} else if (!xmldoc_is(child, C_NS, "f")) {
			put_title(words, child);
		}
	}
	if (xmldoc_is(node, A_NS, "p"))
		buf_putc(words, ' ');
}

static char *
title_of(const xmlNode *parent, const char *name)
{
	char *title;
	const xmlNode *node;
	struct buf words;

	if ((node = xmldoc_child(parent, C_NS, name)) == NULL)
		return NULL;
	buf_init(&words, 4096);
	put_title(&words, node);
	title = text_fold_blanks(buf_str(&words));
	buf_fini(&words);
	if (*title != '\0')
		return title;
	free(title);
	return NULL;
}

static void
read_series(struct chart *chart, const xmlNode *node)
{
	struct points *categories;
	struct series *series;

	if (chart->count == MAX_SERIES)
		return;
	series = &chart->series[chart->count];
	if ((series->points = points_of(node, "val", "yVal")) == NULL)
		return;
	series->name = title_of(node, "tx");
	chart->count++;
	categories = points_of(node, "cat", "xVal");
	if (chart->categories == NULL)
		chart->categories = categories;
	else
		free(categories);
}

/* Every c:ser of every plot of the chart. */
static void
read_plots(struct chart *chart, const xmlNode *plot_area)
{
	const xmlNode *plot, *node;

	for (plot = xmldoc_first(plot_area); plot != NULL;
	     plot = xmldoc_next(plot)) {
		for (node = xmldoc_first(plot); node != NULL;
		     node = xmldoc_next(node)) {
			if (xmldoc_is(node, C_NS, "ser"))
				read_series(chart, node);
		}
	}
}

/* What axes are called (21.2.2.211): the first that is called anything. */
static void
read_axes(struct chart *chart, const xmlNode *plot_area)
{
	int values;
	char **title;
	const xmlNode *node;

	for (node = xmldoc_first(plot_area); node != NULL;
	     node = xmldoc_next(node)) {
		values = xmldoc_is(node, C_NS, "valAx");
		if (!values && !xmldoc_is(node, C_NS, "catAx") &&
		    !xmldoc_is(node, C_NS, "dateAx"))
			continue;
		title = values ? &chart->of_values : &chart->of_categories;
		if (*title == NULL)
			*title = title_of(node, "title");
	}
}

static void
chart_fini(struct chart *chart)
{
	unsigned i;

	for (i = 0; i < chart->count; i++) {
		free(chart->series[i].name);
		free(chart->series[i].points);
	}
	free(chart->categories);
	free(chart->of_categories);
	free(chart->of_values);
	free(chart->title);
}

/*
 * The table.
 */

static xmlNode *
add_cell(struct chart *chart, xmlNode *row, const char *words,
    const char *header)
{
	xmlNode *cell, *p;

	cell = docx_node(chart->nodes, row, "cell");
	docx_set(cell, "header", header);
	if (words == NULL || *words == '\0')
		return cell;
	p = docx_node(chart->nodes, cell, "p");
	docx_text(chart->nodes, p, words, strlen(words));
	return cell;
}

static void
add_head(struct chart *chart, xmlNode *table)
{
	unsigned i;
	xmlNode *row;

	row = docx_node(chart->nodes, table, "row");
	docx_set(row, "header", "yes");
	if (chart->categories != NULL)
		add_cell(chart, row, chart->of_categories,
		    chart->of_categories != NULL ? "col" : NULL);
	for (i = 0; i < chart->count; i++)
		add_cell(chart, row, chart->series[i].name, "col");
}

/* Day n of a spreadsheet, day 1 being the first of 1900 and that year a leap
 * year (18.17.4.1), as an ISO date. */
static void
show_date(double n, char *ret, size_t size)
{
	time_t seconds;
	struct tm tm;

	seconds = (time_t)((n - 25569) * 86400);
	if (gmtime_r(&seconds, &tm) == NULL ||
	    strftime(ret, size, "%Y-%m-%d", &tm) == 0)
		*ret = '\0';
}

/* What the chart shows of a value: "0.30000000000000004" is only what a
 * spreadsheet keeps. */
static const char *
shown(const struct points *points, unsigned k, char *ret, size_t size)
{
	char *end;
	double number;
	const char *value = points->list[k], *format = points->format;

	if (value == NULL || *value == '\0')
		return NULL;
	number = strtod(value, &end);
	if (*end != '\0')
		return value;
	if (format != NULL && strchr(format, '%') != NULL)
		snprintf(ret, size, "%.4g %%", number * 100);
	else if (format != NULL && strstr(format, "yy") != NULL && number > 1 &&
	    number < 300000)
		show_date(number, ret, size);
	else if (strlen(value) >= 12 && strchr(value, '.') != NULL)
		snprintf(ret, size, "%.10g", number);
	else
		return value;
	return ret;
}

static void
add_rows(struct chart *chart, xmlNode *table)
{
	char number[32];
	unsigned i, k, height;
	const struct points *points;
	xmlNode *row, *cell;

	height = chart->categories != NULL ? chart->categories->count : 0;
	for (i = 0; i < chart->count; i++) {
		if (chart->series[i].points->count > height)
			height = chart->series[i].points->count;
	}
	for (k = 0; k < height; k++) {
		row = docx_node(chart->nodes, table, "row");
		if (chart->categories != NULL)
			add_cell(chart, row,
			    shown(chart->categories, k, number, sizeof(number)),
			    "row");
		for (i = 0; i < chart->count; i++) {
			points = chart->series[i].points;
			cell = add_cell(chart, row,
			    shown(points, k, number, sizeof(number)), NULL);
			docx_set(cell, "number", "yes");
		}
	}
}

/* The chart's title, and in what its values are. */
static void
add_caption(struct chart *chart, xmlNode *table)
{
	xmlNode *p;
	const char *title = chart->title, *values = chart->of_values;

	if (title == NULL && values == NULL)
		return;
	p = docx_node(chart->nodes, table, "caption");
	if (title != NULL)
		docx_text(chart->nodes, p, title, strlen(title));
	if (title != NULL && values != NULL)
		docx_text(chart->nodes, p, " (", 2);
	if (values != NULL)
		docx_text(chart->nodes, p, values, strlen(values));
	if (title != NULL && values != NULL)
		docx_text(chart->nodes, p, ")", 1);
}

/* The chart's title is its caption; a description says what it shows. */
static xmlNode *
build_chart(struct chart *chart, const char *alt)
{
	xmlNode *figure, *table, *p;
	struct docx_nodes *nodes = chart->nodes;

	if (chart->count == 0 && chart->title == NULL &&
	    (alt == NULL || *alt == '\0'))
		return NULL;
	figure = docx_node(nodes, NULL, "figure");
	docx_mark(nodes, figure, BLOCK_FIGURE);
	docx_set(figure, "why", "chart");
	if (chart->count > 0) {
		table = docx_node(nodes, figure, "table");
		docx_set(table, "summary", alt);
		add_caption(chart, table);
		add_head(chart, table);
		add_rows(chart, table);
		return figure;
	}
	p = docx_node(nodes, figure, "p");
	if (chart->title == NULL)
		docx_text(nodes, p, alt, strlen(alt));
	else
		docx_text(nodes, p, chart->title, strlen(chart->title));
	return figure;
}

xmlNode *
docx_chart(struct docx_flow *flow, const char *part, const char *alt)
{
	const struct package_rel rel = { .id = "", .type = "", .target = part };
	const xmlNode *node;
	struct chart *chart;
	xmlDoc *doc;
	xmlNode *figure;

	if (flow->docx->quiet)
		return NULL;
	chart = xcalloc(1, sizeof(*chart));
	chart->nodes = &flow->docx->nodes;
	doc = docx_part_open(flow->docx, &rel);
	if (doc != NULL) {
		node = xmldoc_child(xmlDocGetRootElement(doc), C_NS, "chart");
		chart->title = title_of(node, "title");
		read_plots(chart, xmldoc_child(node, C_NS, "plotArea"));
		read_axes(chart, xmldoc_child(node, C_NS, "plotArea"));
	}
	figure = build_chart(chart, alt);
	chart_fini(chart);
	free(chart);
	xmlFreeDoc(doc);
	return figure;
}
