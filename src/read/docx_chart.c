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
#include "read/docx_chart_inner.h"
#include "read/docx_walk.h"
#include "read/ooxml.h"
#include "read/package.h"
#include "read/read.h"
#include "read/xmldoc.h"

void
chart_point(struct points *points, const xmlNode *pt, const char *value)
{
	int index;

	index = ooxml_int(xmldoc_attr(pt, NULL, "idx"), -1);
	if (index < 0 || index >= CHART_POINTS || points->list[index] != NULL)
		return;
	points->list[index] = value;
	if ((unsigned)index >= points->count)
		points->count = (unsigned)index + 1;
}

/* The cached values below node: c:strCache, c:numCache, or literals. */
static void
read_points(const xmlNode *node, struct points *points)
{
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
		v = xmldoc_child(child, C_NS, "v");
		if (v != NULL && v->children != NULL)
			chart_point(points, child,
			    (const char *)v->children->content);
	}
}

static struct points *
points_below(const xmlNode *node)
{
	struct points *points;

	if (node == NULL)
		return NULL;
	points = xcalloc(1, sizeof(*points));
	read_points(node, points);
	if (points->count > 0)
		return points;
	free(points);
	return NULL;
}

static struct points *
points_of(const xmlNode *series, const char *name, const char *other)
{
	const xmlNode *node;

	if ((node = xmldoc_child(series, C_NS, name)) == NULL)
		node = xmldoc_child(series, C_NS, other);
	return points_below(node);
}

/* All words of a title: a:t of rich text, or the cache of a reference. */
static void
put_title(struct buf *words, const xmlNode *node)
{
	const xmlNode *child;

	for (child = xmldoc_first(node); child != NULL;
	     child = xmldoc_next(child)) {
		if (xmldoc_is(child, A_NS, "t") ||
		    xmldoc_is(child, C_NS, "v") ||
		    xmldoc_is(child, CX_NS, "v")) {
			if (child->children != NULL)
				buf_puts(words,
				    (const char *)child->children->content);
		} else if (!xmldoc_is(child, C_NS, "f") &&
		    !xmldoc_is(child, CX_NS, "f")) {
			put_title(words, child);
		}
	}
	if (xmldoc_is(node, A_NS, "p"))
		buf_putc(words, ' ');
}

char *
chart_title(const xmlNode *parent, const char *ns, const char *name)
{
	char *title;
	const xmlNode *node;
	struct buf words;

	if ((node = xmldoc_child(parent, ns, name)) == NULL)
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

/* The categories of a series: one level, or several, of which the outer ones
 * say where each begins (c:multiLvlStrCache, 21.2.2.115). */
static void
read_categories(struct chart *chart, const xmlNode *series)
{
	const xmlNode *cache, *level;
	struct points *points;

	cache = xmldoc_child(xmldoc_child(xmldoc_child(series, C_NS, "cat"),
				 C_NS, "multiLvlStrRef"),
	    C_NS, "multiLvlStrCache");
	if (cache == NULL) {
		points = points_of(series, "cat", "xVal");
		if (points != NULL)
			chart->categories[chart->levels++] = points;
		return;
	}
	for (level = xmldoc_first(cache);
	     level != NULL && chart->levels < CHART_LEVELS;
	     level = xmldoc_next(level)) {
		points = xmldoc_is(level, C_NS, "lvl") ? points_below(level) :
							 NULL;
		if (points != NULL)
			chart->categories[chart->levels++] = points;
	}
}

/* A column of values, which take the series' name. */
static void
add_series(struct chart *chart, const xmlNode *node, struct points *points)
{
	struct series *series;

	if (points == NULL)
		return;
	if (chart->count == CHART_SERIES) {
		free(points);
		return;
	}
	series = &chart->series[chart->count++];
	series->points = points;
	series->name = chart_title(node, C_NS, "tx");
}

static void
read_series(struct chart *chart, const xmlNode *node)
{
	if (chart->levels == 0)
		read_categories(chart, node);
	add_series(chart, node, points_of(node, "val", "yVal"));
	add_series(chart, node,
	    points_below(xmldoc_child(node, C_NS, "bubbleSize")));
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
			*title = chart_title(node, C_NS, "title");
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
	for (i = 0; i < chart->levels; i++)
		free(chart->categories[i]);
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

/* Is any column called anything? */
static int
has_head(const struct chart *chart)
{
	unsigned i;

	for (i = 0; i < chart->count; i++) {
		if (chart->series[i].name != NULL)
			return 1;
	}
	return chart->levels > 0 && chart->of_categories != NULL;
}

static void
add_head(struct chart *chart, xmlNode *table)
{
	unsigned i;
	xmlNode *row;

	row = docx_node(chart->nodes, table, "row");
	docx_set_flag(row, "header");
	for (i = chart->levels; i-- > 1;)
		add_cell(chart, row, NULL, NULL);
	if (chart->levels > 0)
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

/* The rows of all columns. */
static unsigned
height_of(const struct chart *chart)
{
	unsigned height, i;

	height = chart->levels > 0 ? chart->categories[0]->count : 0;
	for (i = 0; i < chart->count; i++) {
		if (chart->series[i].points->count > height)
			height = chart->series[i].points->count;
	}
	return height;
}

/* What the categories of row k are called; that of an outer level is said
 * again in every row, for a row may be heard alone.  at holds the row where
 * each began. */
static void
add_categories(struct chart *chart, xmlNode *row, unsigned k,
    unsigned at[CHART_LEVELS])
{
	char number[32];
	unsigned i;
	const struct points *level;

	for (i = chart->levels; i-- > 0;) {
		level = chart->categories[i];
		if (i == 0 || level->list[k] != NULL)
			at[i] = k;
		add_cell(chart, row,
		    shown(level, at[i], number, sizeof(number)), "row");
	}
}

static void
add_rows(struct chart *chart, xmlNode *table)
{
	char number[32];
	unsigned at[CHART_LEVELS] = { 0 }, height, i, k;
	const struct points *points;
	xmlNode *row, *cell;

	height = height_of(chart);
	for (k = 0; k < height; k++) {
		row = docx_node(chart->nodes, table, "row");
		add_categories(chart, row, k, at);
		for (i = 0; i < chart->count; i++) {
			points = chart->series[i].points;
			cell = add_cell(chart, row,
			    shown(points, k, number, sizeof(number)), NULL);
			docx_set_flag(cell, "number");
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
		if (has_head(chart))
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
	if (doc != NULL &&
	    xmldoc_is(xmlDocGetRootElement(doc), CX_NS, "chartSpace")) {
		chart_read_ex(chart, xmlDocGetRootElement(doc));
	} else if (doc != NULL) {
		node = xmldoc_child(xmlDocGetRootElement(doc), C_NS, "chart");
		chart->title = chart_title(node, C_NS, "title");
		read_plots(chart, xmldoc_child(node, C_NS, "plotArea"));
		read_axes(chart, xmldoc_child(node, C_NS, "plotArea"));
	}
	figure = build_chart(chart, alt);
	chart_fini(chart);
	free(chart);
	xmlFreeDoc(doc);
	return figure;
}
