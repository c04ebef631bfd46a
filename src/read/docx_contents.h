/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tables of contents, built anew.
 *
 * What Word keeps of one is lines with page numbers, as old as its last
 * update.  Where it had a heading, links to the headings of the document
 * follow that.
 */
#ifndef READ_DOCX_CONTENTS_H
#define READ_DOCX_CONTENTS_H

#include <libxml/tree.h>

struct docx;
struct docx_flow;

/*
 * The contents below this block are gone.  The first such heading of the
 * body is kept for docx_contents(): 1; any other is to be dropped: 0.
 */
int docx_contents_heading(struct docx_flow *flow, xmlNode *block);

/*
 * When blocks have their shape and links their targets: put the heading into
 * an aside with a list of links, or drop it where there is nothing to list.
 */
void docx_contents(struct docx *docx, xmlNode *body);

#endif /* READ_DOCX_CONTENTS_H */
