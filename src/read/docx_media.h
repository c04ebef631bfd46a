/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The picture parts of a document, each taken in once. */
#ifndef READ_DOCX_MEDIA_H
#define READ_DOCX_MEDIA_H

#include <libxml/tree.h>

struct docx;
struct docx_media;

struct docx_media *docx_media_new(void);
void docx_media_free(struct docx_media *media);

/*
 * A <picture> of the normal form for the picture behind relationship id of
 * the part being read, or NULL: what stands in its way is a finding.  alt is
 * its description: NULL if nobody gave one, "" for a decoration.
 */
xmlNode *docx_media_picture(struct docx *docx, const char *id, const char *alt);

#endif /* READ_DOCX_MEDIA_H */
