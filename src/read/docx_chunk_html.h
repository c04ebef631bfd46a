/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML inside of a document, through an allow-list. */
#ifndef READ_DOCX_CHUNK_HTML_H
#define READ_DOCX_CHUNK_HTML_H

struct buf;
struct docx_flow;

/*
 * The blocks of the HTML in bytes.  Script, style, templates, forms and
 * frames lose their content; an element that is not known gives its words;
 * pictures are reported, since they stand outside of the package.
 */
void docx_chunk_html(struct docx_flow *flow, const struct buf *bytes);

#endif /* READ_DOCX_CHUNK_HTML_H */
