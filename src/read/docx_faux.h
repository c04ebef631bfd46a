/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Headings that are no more than bold or large: short paragraphs of their
 * own, scored.  Words are never lost over it.
 */
#ifndef READ_DOCX_FAUX_H
#define READ_DOCX_FAUX_H

#include <libxml/tree.h>

struct docx_nodes;

/* The size, in half points, that most of the body's letters have; 0 if
 * nothing tells. */
int docx_faux_body_size(const xmlNode *root);

/* Make headings of the paragraphs of container that score enough, with
 * why="faux:0.86". */
void docx_faux_headings(struct docx_nodes *nodes, xmlNode *container,
    int body_size);

#endif /* READ_DOCX_FAUX_H */
