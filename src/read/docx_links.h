/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Links and their targets.  A bookmark becomes the id of the block that it
 * stands in, and only if something refers to it.
 */
#ifndef READ_DOCX_LINKS_H
#define READ_DOCX_LINKS_H

#include <libxml/tree.h>

#include "read/docx_line.h"

struct docx;
struct docx_flow;
struct docx_links;
struct docx_nodes;

struct docx_links *docx_links_new(void);
void docx_links_free(struct docx_links *links);

/*
 * The wrap for words to come that link to target ("#name" is a bookmark), or
 * flow->wrap where they stand in a link already.  A link that goes on to the
 * same target is the same wrap.
 */
const struct docx_wrap *docx_links_wrap(struct docx_flow *flow,
    const char *target);

/* Below parent, links to target become their words. */
void docx_links_undo(xmlNode *parent, const char *target);

/* The wrap for words in direction dir ("rtl", "ltr"). */
const struct docx_wrap *docx_links_bidi(struct docx_flow *flow,
    enum wrap_kind kind, const char *dir);

/* Does wrap, or one around it, link? */
int docx_wrap_is_link(const struct docx_wrap *wrap);

/* w:bookmarkStart: the next block of the flow is its target. */
void docx_links_bookmark(struct docx_flow *flow, const char *name);

/* block is the target of the bookmarks that wait in the flow. */
void docx_links_settle(struct docx_flow *flow, xmlNode *block);

/* The id of a block, made of name unless it has one. */
const char *docx_links_id(struct docx *docx, xmlNode *block, const char *name);

/* At the end of the document: give ids to targets, and let links without
 * a target be their words. */
void docx_links_finish(struct docx *docx);

#endif /* READ_DOCX_LINKS_H */
