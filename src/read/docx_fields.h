/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fields (ECMA-376-1, 17.16): code that never shows, and the result that
 * Word left behind.
 *
 * Fields nest in one another's code and result.  Nothing is computed: dates
 * stay as they were, nothing is fetched.  Words that turn out to be code are
 * taken back when the field says so; the words of a field that never ends
 * are kept.
 */
#ifndef READ_DOCX_FIELDS_H
#define READ_DOCX_FIELDS_H

#include <stddef.h>

#include <libxml/tree.h>

struct docx_flow;
struct docx_look;

/* w:fldChar: begin, separate or end.  look is that of its run. */
void docx_field_char(struct docx_flow *flow, const struct docx_look *look,
    const xmlNode *fld_char);

/* w:fldSimple. */
void docx_field_simple(struct docx_flow *flow, xmlNode *fld_simple);

/* w:instrText. */
void docx_field_code(struct docx_flow *flow, const char *s, size_t len);

/* Words of the flow: the result of a field in another's code is code too. */
void docx_field_words(struct docx_flow *flow, const char *s, size_t len);

/*
 * A paragraph of the flow is about to end: returns how many of the line's
 * spans certainly belong to it.  Those after them may be taken back: they
 * become a paragraph of their own.
 */
size_t docx_fields_certain(const struct docx_flow *flow);

/* The paragraph has ended; what was begun in it goes on in later blocks. */
void docx_fields_paragraph(struct docx_flow *flow);

/* Forget the fields of the flow that never ended. */
void docx_fields_fini(struct docx_flow *flow);

#endif /* READ_DOCX_FIELDS_H */
