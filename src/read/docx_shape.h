/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What only neighbours tell: lists, quotations, captions, headings that are
 * no more than bold, lists typed by hand.
 */
#ifndef READ_DOCX_SHAPE_H
#define READ_DOCX_SHAPE_H

#include <libxml/tree.h>

struct docx;

/* Shape every container below root, once, when all blocks are there. */
void docx_shape(struct docx *docx, xmlNode *root);

#endif /* READ_DOCX_SHAPE_H */
