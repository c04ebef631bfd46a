/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Drawings: pictures, text boxes, charts, diagrams, WordArt, in DrawingML
 * (ECMA-376-1, 20) and VML (ECMA-376-4, 19).
 */
#ifndef READ_DOCX_DRAWING_H
#define READ_DOCX_DRAWING_H

#include <libxml/tree.h>

struct buf;
struct docx_flow;
struct docx_look;

/*
 * w:drawing, w:pict, w:object: pictures in line with the text go among the
 * words; text boxes, charts and floating pictures follow the paragraph.
 */
void docx_drawing(struct docx_flow *flow, const struct docx_look *look,
    xmlNode *drawing);

/* Append the words of DrawingML below node; breaks and paragraphs part them. */
void docx_drawing_words(struct buf *words, const xmlNode *node);

#endif /* READ_DOCX_DRAWING_H */
