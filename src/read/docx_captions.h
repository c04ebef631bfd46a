/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Captions: to which picture or table beside it one belongs. */
#ifndef READ_DOCX_CAPTIONS_H
#define READ_DOCX_CAPTIONS_H

#include <libxml/tree.h>

struct docx_nodes;

/*
 * Give each caption of container to its neighbour: a table's stands above it
 * or below, a picture's below it or above.  One that has no neighbour stays
 * a paragraph of zone "caption".
 */
void docx_captions(struct docx_nodes *nodes, xmlNode *container);

#endif /* READ_DOCX_CAPTIONS_H */
