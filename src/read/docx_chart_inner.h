/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What both kinds of charts are read into.  For docx_chart*.c alone. */
#ifndef READ_DOCX_CHART_INNER_H
#define READ_DOCX_CHART_INNER_H

#include <libxml/tree.h>

struct buf;
struct docx_nodes;

enum {
	CHART_SERIES = 64,
	CHART_POINTS = 2000,
	CHART_LEVELS = 4, /* of categories: "Q1" of "2026" */
};

/* One column of values: c:cat, c:val, c:xVal and so on. */
struct points {
	const char *list[CHART_POINTS]; /* into the tree; NULL: no value */
	unsigned count;
	const char *format; /* c:formatCode, or NULL */
};

struct series {
	char *name; /* or NULL */
	struct points *points;
};

struct chart {
	struct docx_nodes *nodes;
	char *title;         /* or NULL */
	char *of_categories; /* title of their axis, or NULL */
	char *of_values;     /* the same */
	/* of the first series that has them, the innermost level first */
	struct points *categories[CHART_LEVELS];
	unsigned levels;
	struct series series[CHART_SERIES];
	unsigned count;
};

/* Put value, in the tree, where idx of the point says (21.2.2.149). */
void chart_point(struct points *points, const xmlNode *pt, const char *value);

/* All words of the title name of parent, in the namespace ns, for the caller to
 * free; NULL if there are none. */
char *chart_title(const xmlNode *parent, const char *ns, const char *name);

/* Read a cx:chartSpace ([MS-ODRAWXML] 2.24). */
void chart_read_ex(struct chart *chart, const xmlNode *root);

#endif /* READ_DOCX_CHART_INNER_H */
