/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fields that keep no result, for Word draws them from their code each time:
 * symbols, quotations, numbers, equations.
 */
#ifndef READ_DOCX_FIELD_SHOW_H
#define READ_DOCX_FIELD_SHOW_H

#include "read/docx_field_code.h"

struct docx_flow;
struct docx_look;

/* Does a field of that kind show what its code says? */
int docx_field_shows(enum field_kind kind);

/* Put what a field with that code shows. */
void docx_field_show(struct docx_flow *flow, const struct docx_look *look,
    const char *code);

#endif /* READ_DOCX_FIELD_SHOW_H */
