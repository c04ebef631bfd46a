/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lists out of numbered paragraphs, quotations and listings out of adjacent
 * ones of a style; and lists that somebody typed.
 */
#ifndef READ_DOCX_LISTS_H
#define READ_DOCX_LISTS_H

#include <libxml/tree.h>

struct docx_nodes;

/*
 * Group the blocks of container: list paragraphs nest by their level, what
 * is indented like an item's text goes on in it, and a list ends at the first
 * other block.
 */
void docx_lists_nest(struct docx_nodes *nodes, xmlNode *container);

/*
 * Two or more adjacent paragraphs that begin with the same typed bullet, with
 * numbers that follow each other, or with a dash that opens no speech, are
 * list paragraphs.
 */
void docx_lists_typed(struct docx_nodes *nodes, xmlNode *container);

#endif /* READ_DOCX_LISTS_H */
