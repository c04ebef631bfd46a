/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Charts (ECMA-376-1, 21.2) as tables, which everybody can read, from the
 * values that Word left in the document.
 */
#ifndef READ_DOCX_CHART_H
#define READ_DOCX_CHART_H

#include <libxml/tree.h>

struct docx_flow;

/*
 * The chart in part as a figure with a table: its categories in the first
 * column, one column a series.  alt is its description, or NULL.  NULL where
 * there is nothing to show.
 */
xmlNode *docx_chart(struct docx_flow *flow, const char *part, const char *alt);

#endif /* READ_DOCX_CHART_H */
