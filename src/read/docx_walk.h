/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One walk over a document's blocks: the state that all modules of the DOCX
 * reader share, and the walk itself.
 *
 * A flow is a sequence of blocks that fills one container of the normal
 * form: the body, a cell, a text box, a note.  Flows nest.
 */
#ifndef READ_DOCX_WALK_H
#define READ_DOCX_WALK_H

#include <libxml/hash.h>
#include <libxml/tree.h>

#include "base/buf.h"
#include "base/findings.h"
#include "base/why.h"
#include "read/docx_line.h"
#include "read/docx_node.h"
#include "read/docx_styles.h"

struct docx_field;
struct docx_links;
struct docx_media;
struct docx_notes;
struct package;
struct package_rel;
struct package_rels;
struct read_limits;
struct reading;
struct xmldoc_blocks;

enum {
	DOCX_COUNTERS = 9,   /* levels */
	DOCX_HIDDEN = 16384, /* bytes of hidden words that are looked at */
};

/* One document. */
struct docx {
	struct package *package;
	const struct read_limits *limits;
	struct reading *reading;
	struct docx_nodes nodes;
	struct docx_styles *styles;
	struct docx_numbering *numbering;
	struct docx_notes *notes;
	struct docx_links *links;
	struct docx_media *media;
	const char *part;                /* the part that is being read */
	const struct package_rels *rels; /* its relationships */
	const char *lang;   /* of the document defaults, interned, or NULL */
	unsigned revisions; /* tracked changes met so far */
	xmlNode *contents;  /* the heading above them, or NULL */
	int quiet;          /* furniture: no pictures, no findings */
	int chunks;         /* documents within documents */
	struct buf hidden;  /* words that Word does not show; quietly cut */
	const xmlNode *hidden_in; /* the paragraph of the last of them */
	/* Of the numbers that fields count. */
	unsigned counters[DOCX_COUNTERS];
};

struct docx_flow {
	struct docx *docx;
	struct docx_flow *up;
	xmlNode *into;                  /* blocks go here */
	const struct docx_style *table; /* style of the table around, or NULL */
	struct docx_para para;          /* the paragraph that is open */
	struct docx_line line;          /* its words */
	const struct docx_wrap *wrap;   /* around the words to come */
	struct docx_field *fields;      /* the innermost that is open */
	xmlNode *late;      /* holder of blocks that follow the paragraph */
	struct buf targets; /* bookmarks that wait for a block, each name with
			     * its NUL */
	const char *base_lang; /* of the paragraph's style, interned */
	const char *zone;      /* what a content control says of its words */
	const char *mark;      /* words at the start of a note to leave out */
	enum caption_of seq;   /* what a SEQ field of the paragraph counts */
	unsigned has_seq:1;
	unsigned open:1;   /* a paragraph is open */
	unsigned carry:1;  /* its mark is gone: the next one goes on with it */
	unsigned gap:1;    /* an empty paragraph was left out */
	unsigned plain:1;  /* a lone picture makes no figure: a cell */
	unsigned note:1;   /* no notes within notes */
	unsigned hidden:1; /* the run that is read is */
	unsigned toc:1;    /* within the control of a table of contents */
	int ilvl;          /* what the open paragraph itself says, or -1 */
	size_t unmarked;   /* the note whose mark is to follow, or 0 */
	unsigned lost;     /* fields too deep to be followed */
};

/* Set up a flow that fills into, inside of up (or NULL), and end it: what
 * is still open becomes a last paragraph. */
void docx_flow_init(struct docx_flow *flow, struct docx *docx,
    struct docx_flow *up, xmlNode *into);
void docx_flow_fini(struct docx_flow *flow);

/* Walk an element, block or inline: w:p, w:tbl, w:r, wrappers, anything. */
void docx_walk(struct docx_flow *flow, xmlNode *node);

/* Walk the children of parent. */
void docx_walk_children(struct docx_flow *flow, xmlNode *parent);

/* End the paragraph that is open, if one is. */
void docx_flow_end(struct docx_flow *flow);

/*
 * Add a block to the flow: at once between paragraphs, else after the
 * paragraph that is open.
 */
void docx_flow_add(struct docx_flow *flow, xmlNode *block);

/* A finding of the body; none while furniture is read. */
void docx_find(struct docx *docx, enum severity severity, const char *code,
    const char *quote);

/* A tracked change: counted, and quoted once. */
void docx_revision(struct docx *docx, const xmlNode *change);

/*
 * The children of an mc:AlternateContent that count: the first mc:Choice
 * whose Requires are understood, else mc:Fallback (ECMA-376-3, 10.2), or
 * NULL.
 */
xmlNode *docx_alternate(const xmlNode *alternate);

/* Does this wrapper of content hide or drop what it holds?  w:del,
 * w:moveFrom, an unfilled control. */
int docx_is_dropped(struct docx_flow *flow, const xmlNode *wrapper);

/* Where the content of a wrapper is: w:sdtContent of w:sdt, else itself. */
xmlNode *docx_content(xmlNode *wrapper);

/*
 * A part that the text can do without, whole: NULL if rel is NULL or leads
 * nowhere, or with a finding "part-broken".
 */
xmlDoc *docx_part_open(struct docx *docx, const struct package_rel *rel);

/*
 * Read another part block by block, its relationships being docx->rels
 * meanwhile.
 */
enum verdict docx_part_blocks(struct docx *docx, const char *part,
    const struct xmldoc_blocks *blocks, struct why *why);

/* All text below node, as a new buffer's string; the caller buf_fini()s. */
void docx_words(const xmlNode *node, struct buf *ret);

#endif /* READ_DOCX_WALK_H */
