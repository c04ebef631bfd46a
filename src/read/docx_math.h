/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Office Math (ECMA-376-1, 22.1), kept as the document has it for the
 * importer, but only what shows of it: nothing hidden or deleted, no prompts,
 * no codes of fields.
 */
#ifndef READ_DOCX_MATH_H
#define READ_DOCX_MATH_H

#include <libxml/tree.h>

struct docx_flow;
struct docx_look;

/* m:oMath, m:oMathPara. */
void docx_math(struct docx_flow *flow, xmlNode *math);

/* A formula of our own, which the flow owns then. */
void docx_math_put(struct docx_flow *flow, const struct docx_look *look,
    xmlNode *math);

#endif /* READ_DOCX_MATH_H */
