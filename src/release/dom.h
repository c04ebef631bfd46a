/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Working on the tree of a release.
 *
 * The text of a block is what stands in it line by line: its text nodes, a
 * line break for each br, nothing for pictures, formulas and references to
 * notes, and nothing of blocks inside of it.  dom_cut() counts as dom_text()
 * does, so that what was found in the text can be taken out of the tree.
 */
#ifndef RELEASE_DOM_H
#define RELEASE_DOM_H

#include <stddef.h>

#include <libxml/tree.h>

struct buf;

/* libxml2's bytes of a string. */
#define XC(s) ((const xmlChar *)(s))

/* The node after node in document order within root, or NULL. */
xmlNode *dom_next(xmlNode *node, const xmlNode *root);

/* As dom_next(), but past all that is inside of node. */
xmlNode *dom_skip(xmlNode *node, const xmlNode *root);

/* The first element from node on among its siblings, or NULL. */
xmlNode *dom_element(xmlNode *node);

/* Is it an element of that local name in the release's namespace? */
int dom_is_g(const xmlNode *node, const char *name);

/* The child of parent with that name in the release's namespace, or NULL. */
xmlNode *dom_child_g(xmlNode *parent, const char *name);

/* The value of an attribute, of no namespace or of the release's, or NULL;
 * it belongs to the tree. */
const char *dom_attr(const xmlNode *node, const char *name);
const char *dom_attr_g(const xmlNode *node, const char *name);
void dom_drop_attr_g(xmlNode *node, const char *name);

/* Append the text of the block (or inline element) node to buf. */
void dom_text(xmlNode *node, struct buf *buf);

/* As dom_text(), until buf holds max bytes. */
void dom_text_start(xmlNode *node, struct buf *buf, size_t max);

/* Append all text below node, words of blocks kept apart by a line. */
void dom_all_text(xmlNode *node, struct buf *buf);

/* Take the bytes from (included) to (not) out of the text of node, and every
 * inline element that is left with nothing. */
void dom_cut(xmlNode *node, size_t from, size_t to);

/* Blanks at either edge of the text of node go. */
void dom_trim(xmlNode *node);

/* Put the lone node before the sibling at.  Unlike xmlAddPrevSibling() it
 * merges no texts. */
void dom_insert(xmlNode *at, xmlNode *node);

/* Put the lone node after the last child of parent. */
void dom_append(xmlNode *parent, xmlNode *node);

/* Unlink and free node with all that is in it. */
void dom_drop(xmlNode *node);

/* Put the children of node in its place, and free it. */
void dom_unwrap(xmlNode *node);

/* Move all children of from to the end of to. */
void dom_move_children(xmlNode *from, xmlNode *to);

/* Is there a word, a picture, a formula or a line in it? */
int dom_has_content(xmlNode *node);

#endif /* RELEASE_DOM_H */
