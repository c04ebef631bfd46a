/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a paragraph becomes: a heading, a list's item, a rule, a figure, … */
#ifndef READ_DOCX_BLOCK_H
#define READ_DOCX_BLOCK_H

struct docx_flow;

/*
 * Make blocks of the words of the flow's line and add them to the flow; the
 * line is empty afterwards, the paragraph no longer open.  Its number, if it
 * has one, is counted.
 */
void docx_block_line(struct docx_flow *flow);

#endif /* READ_DOCX_BLOCK_H */
