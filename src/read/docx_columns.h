/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lines of paragraphs that are meant as lists or tables, and columns that
 * were set with tabs.
 */
#ifndef READ_DOCX_COLUMNS_H
#define READ_DOCX_COLUMNS_H

#include <libxml/tree.h>

struct docx_nodes;

/*
 * Part the paragraphs of container at their line breaks where every line, or
 * every line after the first ones, begins with a typed marker, or where every
 * line has a tab.
 */
void docx_broken_lines(struct docx_nodes *nodes, xmlNode *container);

/*
 * Two or more adjacent paragraphs of container with the same columns are a
 * table (why="tabs"); if the columns are people with their addresses, their
 * lines follow each other.  All other tabs become blanks, and those of all
 * paragraphs if fold is set.
 */
void docx_columns(struct docx_nodes *nodes, xmlNode *container, int fold);

#endif /* READ_DOCX_COLUMNS_H */
