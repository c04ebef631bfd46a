/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands inside of a paragraph: runs, links, marks and signs. */
#ifndef READ_DOCX_RUN_H
#define READ_DOCX_RUN_H

#include <stddef.h>

#include <libxml/tree.h>

#include "read/docx_line.h"

struct docx_flow;

/* w:r: its words in the look that its properties give. */
void docx_run(struct docx_flow *flow, xmlNode *r);

/* w:hyperlink (ECMA-376-1, 17.16.22). */
void docx_hyperlink(struct docx_flow *flow, xmlNode *link);

/* w:dir, w:bdo (17.3.2.8, 17.3.2.3). */
void docx_bidi(struct docx_flow *flow, xmlNode *wrapper);

/* Words without a look of their own, such as those of unknown elements. */
void docx_put_words(struct docx_flow *flow, const char *s, size_t len);

/* The look of words to come, without a run's properties. */
void docx_plain_look(const struct docx_flow *flow, struct docx_look *ret);

/* An element among the words, which the flow owns then. */
void docx_put_node(struct docx_flow *flow, const struct docx_look *look,
    xmlNode *node);

#endif /* READ_DOCX_RUN_H */
