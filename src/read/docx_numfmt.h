/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Numbers as ST_NumberFormat names their forms (ECMA-376-1, 17.18.59).
 */
#ifndef READ_DOCX_NUMFMT_H
#define READ_DOCX_NUMFMT_H

struct buf;

/*
 * Append n in the format fmt to out.  lang ("sv", "fi-FI", … or NULL) is for
 * ordinals and words, English where we don't have a language.  An unknown
 * format, or a number that it can't say, is decimal.
 */
void docx_numfmt_put(struct buf *out, const char *fmt, int n, const char *lang);

/* The type of <ol> that counts as fmt does up to n, or NULL. */
const char *docx_numfmt_html(const char *fmt, int n);

#endif /* READ_DOCX_NUMFMT_H */
