/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Documents within the document (w:altChunk, ECMA-376-1, 17.17.2): text,
 * HTML and DOCX through their own allow-lists, anything else reported.
 */
#ifndef READ_DOCX_CHUNK_H
#define READ_DOCX_CHUNK_H

#include <libxml/tree.h>

struct docx_flow;

/* w:altChunk: its blocks go to the flow. */
void docx_chunk(struct docx_flow *flow, const xmlNode *alt_chunk);

#endif /* READ_DOCX_CHUNK_H */
