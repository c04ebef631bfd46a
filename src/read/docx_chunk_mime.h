/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A web page saved as one file (RFC 2557), as a chunk of a document. */
#ifndef READ_DOCX_CHUNK_MIME_H
#define READ_DOCX_CHUNK_MIME_H

struct buf;

/*
 * The HTML in the message of bytes, decoded, into ret, which the caller has
 * begun: the first part that says so, whatever stands around it.  0, or -1
 * where there is none or it is more than ret may hold.
 */
int docx_mime_html(const struct buf *bytes, struct buf *ret);

#endif /* READ_DOCX_CHUNK_MIME_H */
