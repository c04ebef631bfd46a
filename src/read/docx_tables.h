/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tables (ECMA-376-1, 17.4) on a grid of who stands where, so that no cell
 * is lost, whatever the document says about spans.
 */
#ifndef READ_DOCX_TABLES_H
#define READ_DOCX_TABLES_H

#include <libxml/tree.h>

struct docx_flow;

/* w:tbl: a table, or an aside if it has a single cell. */
void docx_table(struct docx_flow *flow, xmlNode *tbl);

#endif /* READ_DOCX_TABLES_H */
