/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Charts of the kinds that came with Office 2016: waterfalls, trees, funnels.
 * Their data stand beside their series.  See docx_chart.h.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "read/docx_chart_inner.h"
#include "read/ooxml.h"
#include "read/xmldoc.h"

/* The points of one cx:lvl. */
static struct points *
read_level(const xmlNode *level)
{
	const xmlNode *pt;
	struct points *points;

	points = xcalloc(1, sizeof(*points));
	points->format = xmldoc_attr(level, NULL, "formatCode");
	for (pt = xmldoc_first(level); pt != NULL; pt = xmldoc_next(pt)) {
		if (xmldoc_is(pt, CX_NS, "pt") && pt->children != NULL)
			chart_point(points, pt,
			    (const char *)pt->children->content);
	}
	if (points->count > 0)
		return points;
	free(points);
	return NULL;
}

/* cx:strDim: the levels of the categories, the innermost first. */
static void
read_categories(struct chart *chart, const xmlNode *dim)
{
	const xmlNode *level;
	struct points *points;

	if (chart->levels > 0)
		return;
	for (level = xmldoc_first(dim); level != NULL;
	     level = xmldoc_next(level)) {
		if (!xmldoc_is(level, CX_NS, "lvl") ||
		    chart->levels == CHART_LEVELS)
			continue;
		points = read_level(level);
		if (points != NULL)
			chart->categories[chart->levels++] = points;
	}
}

/* The cx:data that a series names. */
static const xmlNode *
data_of(const xmlNode *root, const xmlNode *series)
{
	const char *own, *id;
	const xmlNode *data, *of;

	of = xmldoc_child(series, CX_NS, "dataId");
	id = xmldoc_attr(of, NULL, "val");
	data = xmldoc_first(xmldoc_child(root, CX_NS, "chartData"));
	for (; data != NULL && id != NULL; data = xmldoc_next(data)) {
		own = xmldoc_is(data, CX_NS, "data") ?
		    xmldoc_attr(data, NULL, "id") :
		    NULL;
		if (own != NULL && strcmp(own, id) == 0)
			return data;
	}
	return NULL;
}

static void
read_series(struct chart *chart, const xmlNode *root, const xmlNode *node)
{
	const xmlNode *dim, *level;
	struct points *points;
	struct series *series;

	dim = xmldoc_first(data_of(root, node));
	for (; dim != NULL; dim = xmldoc_next(dim)) {
		if (xmldoc_is(dim, CX_NS, "strDim"))
			read_categories(chart, dim);
		if (!xmldoc_is(dim, CX_NS, "numDim") ||
		    chart->count == CHART_SERIES)
			continue;
		level = xmldoc_child(dim, CX_NS, "lvl");
		points = level != NULL ? read_level(level) : NULL;
		if (points == NULL)
			continue;
		series = &chart->series[chart->count++];
		series->points = points;
		series->name = chart_title(node, CX_NS, "tx");
	}
}

void
chart_read_ex(struct chart *chart, const xmlNode *root)
{
	const xmlNode *node, *own;

	own = xmldoc_child(root, CX_NS, "chart");
	chart->title = chart_title(own, CX_NS, "title");
	node = xmldoc_child(xmldoc_child(own, CX_NS, "plotArea"), CX_NS,
	    "plotAreaRegion");
	for (node = xmldoc_first(node); node != NULL;
	     node = xmldoc_next(node)) {
		if (xmldoc_is(node, CX_NS, "series"))
			read_series(chart, root, node);
	}
}
