/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Diagrams (SmartArt; ECMA-376-1, 21.4) as nested lists of their words. */
#ifndef READ_DOCX_DIAGRAM_H
#define READ_DOCX_DIAGRAM_H

#include <libxml/tree.h>

struct docx_flow;

/* The words of the diagram whose data model is in part, as an aside with a
 * list; NULL where there are none. */
xmlNode *docx_diagram(struct docx_flow *flow, const char *part);

#endif /* READ_DOCX_DIAGRAM_H */
