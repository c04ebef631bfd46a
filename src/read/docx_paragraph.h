/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One paragraph: where it begins and ends, and which block it becomes. */
#ifndef READ_DOCX_PARAGRAPH_H
#define READ_DOCX_PARAGRAPH_H

#include <libxml/tree.h>

struct docx_flow;

/*
 * w:p.  A paragraph whose mark is deleted, and a drop cap, stay open: the next
 * one goes on with their words.  A hidden mark does not join paragraphs: words
 * would be glued.
 */
void docx_paragraph(struct docx_flow *flow, xmlNode *p);

/* Words that stand outside of any paragraph open one. */
void docx_paragraph_open(struct docx_flow *flow);

/* Make blocks of the paragraph that is open, and of what waits for it. */
void docx_paragraph_end(struct docx_flow *flow);

#endif /* READ_DOCX_PARAGRAPH_H */
