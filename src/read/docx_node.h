/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Nodes of the normal form (doc/normal.md), and what is remembered about a
 * block until its neighbours are known.
 */
#ifndef READ_DOCX_NODE_H
#define READ_DOCX_NODE_H

#include <stddef.h>

#include <libxml/tree.h>

#include "read/docx_numbering.h"

#define NORMAL_NS "urn:gazette:normal:1"

enum block_kind {
	BLOCK_PARA,
	BLOCK_HEADING,
	BLOCK_TITLE, /* and every other paragraph with a zone */
	BLOCK_CAPTION,
	BLOCK_QUOTE,
	BLOCK_CODE,
	BLOCK_FIGURE,
	BLOCK_TABLE,
	BLOCK_ASIDE,
	BLOCK_OTHER,
};

/* What is asked about a caption: which of its neighbours it belongs to. */
enum caption_of {
	CAPTION_ANY,
	CAPTION_TABLE,
	CAPTION_FIGURE,
};

/*
 * What is known of a block besides its node: for grouping lists, captions
 * and faux headings when all blocks of a container are there.  The node's
 * _private points to it.
 */
struct docx_mark {
	enum block_kind kind;
	enum caption_of caption_of;
	enum docx_list_kind list;
	int level;        /* of the list */
	int abstract;     /* which list */
	int value;        /* of an ordered list */
	int restarted;    /* value is the first since a restart */
	int left;         /* indent of its text in twips */
	int size;         /* half points of most letters */
	unsigned letters; /* that is, characters without blanks */
	unsigned bold;    /* how many of them are bold */
	unsigned italic;
	unsigned underlined;
	unsigned tabs;   /* gaps between its words that are tabs */
	unsigned indent; /* tabs before the first word */
	const char *html_type;
	const char *label;   /* where html_type is NULL; interned */
	xmlNode *moved;      /* its words are in this block now, or NULL */
	unsigned gap:1;      /* an empty paragraph stands before it */
	unsigned attached:1; /* belongs to the paragraph before it */
	unsigned keep_next:1;
	unsigned caps:1;
	unsigned centered:1;
	unsigned broken:1; /* a page break stands before it */
	unsigned loose:1;  /* set apart by spacing: more before than after */
};

/* The document under construction: nodes, names, marks. */
struct docx_nodes {
	xmlDoc *doc;
	xmlNs *ns;
	xmlNode *trash; /* holder of what was dropped; never in doc */
	struct docx_mark_slab *slabs;
};

void docx_nodes_init(struct docx_nodes *nodes);

/* Frees everything but doc. */
void docx_nodes_fini(struct docx_nodes *nodes);

/* A copy of s that lives as long as the document; NULL for NULL. */
const char *docx_intern(struct docx_nodes *nodes, const char *s);

/* A new element, the last child of parent unless that is NULL. */
xmlNode *docx_node(struct docx_nodes *nodes, xmlNode *parent, const char *name);

/* Give node a mark of its own; all zero but kind. */
struct docx_mark *docx_mark(struct docx_nodes *nodes, xmlNode *node,
    enum block_kind kind);

/* The mark of node, or NULL. */
struct docx_mark *docx_mark_of(const xmlNode *node);

/* Set an attribute; value NULL or "" is none. */
void docx_set(xmlNode *node, const char *name, const char *value);
void docx_set_int(xmlNode *node, const char *name, int value);

/* An attribute that says all by being there: without a value it costs a third.
 */
void docx_set_flag(xmlNode *node, const char *name);
const char *docx_get(const xmlNode *node, const char *name);

/* Is node an element of that name? */
int docx_node_is(const xmlNode *node, const char *name);

/* Give node another name. */
void docx_rename(struct docx_nodes *nodes, xmlNode *node, const char *name);

/* Append len bytes of text, escaped by nobody. */
void docx_text(struct docx_nodes *nodes, xmlNode *parent, const char *s,
    size_t len);

/* Take node out of the document; it lives on in the trash until
 * docx_nodes_fini(), since others may still point to it. */
void docx_drop(struct docx_nodes *nodes, xmlNode *node);

/* Move all children of from to the end of to. */
void docx_move_children(xmlNode *from, xmlNode *to);

#endif /* READ_DOCX_NODE_H */
