/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is in a document besides what its readers see: properties, headers
 * and footers, watermarks, comments.  It goes into <meta> of the normal form
 * for the zones and the holds of the release, and no edition shows it.
 */
#ifndef READ_DOCX_META_H
#define READ_DOCX_META_H

#include <libxml/tree.h>

struct docx;

/* Core properties (ECMA-376-2, 11) without the people among them. */
void docx_meta_properties(struct docx *docx, xmlNode *meta);

/* The words of headers and footers, and watermarks in them. */
void docx_meta_furniture(struct docx *docx, xmlNode *meta);

/*
 * Comments: a finding "comments" for each open one, which holds, and
 * "comments-resolved" for each that is done (MS-DOCX, 2.5.3.x
 * commentsExtended); their words as furniture.
 */
void docx_meta_comments(struct docx *docx, xmlNode *meta);

/* Words that Word does not show, as furniture: they may say what the others
 * do not, and are never published. */
void docx_meta_hidden(struct docx *docx, xmlNode *meta);

#endif /* READ_DOCX_META_H */
