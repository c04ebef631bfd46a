/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Equations of the time before Office Math: EQ fields (ECMA-376-1,
 * 17.16.5.17), and the guides to pronunciation that East Asian Word writes
 * with them.
 */
#ifndef READ_DOCX_EQUATION_H
#define READ_DOCX_EQUATION_H

struct docx_flow;
struct docx_look;

/* Put what an EQ field shows; code is what follows its keyword. */
void docx_equation(struct docx_flow *flow, const struct docx_look *look,
    const char *code);

#endif /* READ_DOCX_EQUATION_H */
