/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One OpenDocument text on its way into a Word package: what all modules of
 * the door share.  Private to read/odt*.
 */
#ifndef READ_ODT_INNER_H
#define READ_ODT_INNER_H

#include <limits.h>
#include <stddef.h>

#include <libxml/hash.h>
#include <libxml/tree.h>

#include "base/buf.h"
#include "read/odf.h"
#include "read/ooxml.h"
#include "read/package.h"
#include "read/xmldoc.h"

enum {
	ODT_UNSET = INT_MIN,
	ODT_LEVELS = 9,            /* of a list in Open XML */
	ODT_BLANKS_MAX = 256,      /* of one text:s */
	ODT_COLUMNS_MAX = 256,     /* of a table */
	ODT_OBJECTS_MAX = 2000000, /* written, before objects are pictures */
	ODT_REPEAT_MAX = 200000,   /* written, before nothing is repeated */
};

/* Looks of letters; ODT_UNSET and NULL: not said. */
struct odt_look {
	int bold;
	int italic;
	int strike;
	int underline;
	int vert; /* 1: above, -1: below */
	int caps;
	int small_caps;
	int hidden;
	int size;  /* half points */
	int scale; /* percent of what it is based on, where size is unset */
	const char *color; /* "#rrggbb" */
	const char *shade; /* "#rrggbb", "transparent" */
	const char *lang;  /* fo:language */
	const char *country;
	const char *font;
};

/* A style:style, or a style:default-style. */
struct odt_style {
	const xmlNode *node;
	const xmlNode *paragraph; /* its style:paragraph-properties, or NULL */
	const char *name;         /* style:name, as it is referred to */
	char *id;                 /* of its w:style, or NULL: automatic */
	char *display;            /* what people call it */
	const struct odt_style *parent;
	const struct odt_style *common; /* itself, or the first that is no
					 * automatic one, or NULL */
	struct odt_look own;
	struct odt_look all;    /* with all that it is based on */
	struct odt_look direct; /* what automatic ones say, to common */
	int resolving;
	int resolved;
};

enum odt_family {
	FAMILY_PARAGRAPH,
	FAMILY_TEXT,
	FAMILY_OTHER, /* tables, cells, sections, graphics */
	FAMILIES,
};

/* Automatic styles of one file, before those that are everybody's. */
struct odt_scope {
	xmlHashTable *styles[FAMILIES];
	xmlHashTable *lists; /* text:list-style by name */
};

struct odt_lists;

/* The package under construction. */
struct odt {
	xmlDoc *doc;
	xmlNode *root; /* pkg:package */
	xmlNs *w, *r, *pkg, *pr, *m, *a, *pic, *wp, *adec, *w14, *w15;
	xmlNode *main_rels;    /* Relationships of the main part */
	xmlNode *rels;         /* of the part that is being written */
	xmlNode *note_rels[2]; /* of both kinds of notes, or NULL */
	xmlNode *notes[2];     /* w:footnotes, w:endnotes, or NULL */
	xmlNode *comments;     /* w:comments, or NULL */
	xmlNode *comments_ex;  /* w15:commentsEx, or NULL */
	unsigned count;        /* names and ids given so far */
	struct package *zip;   /* NULL: flat */
	const xmlNode *content;
	const xmlNode *styles;
	xmlDoc *owned[3];
	struct odt_scope common;
	struct odt_scope automatic[2]; /* of the text, of master pages */
	struct odt_scope *scope;
	struct odt_style *defaults; /* of paragraphs, or NULL */
	struct odt_style **all_styles;
	size_t n_styles;
	struct odt_lists *lists;
	xmlHashTable *changes;  /* text:changed-region by id */
	xmlHashTable *controls; /* of forms, by id */
	xmlHashTable *fonts;    /* families by style:font-face */
	xmlHashTable *objects;  /* embedded ones that were read, by name */
	int embedded;           /* within one: it embeds no others */
	unsigned changed;       /* marks of changes met */
	unsigned inserting;     /* open text:change-start */
	unsigned furniture;     /* within a header or footer */
	size_t written;         /* elements, and a share of their words */
};

/* A sequence of blocks, and the paragraph that is open in it. */
struct odt_flow {
	struct odt *odt;
	xmlNode *into; /* w:body, w:tc, w:footnote, … */
	xmlNode *late; /* holder of blocks that follow the paragraph */
	xmlNode *at;   /* what runs go into: w:p, w:hyperlink, … */
	xmlNode *run;  /* the last one, while nothing changed */
	struct odt_look look;
	const struct odt_style *span; /* the innermost with a name */
	int blank; /* the last character was one that folds */
	int in_link;
	int above;             /* pictures stand in a paragraph of their own */
	const char *link_to;   /* what the drawings to come link to, or NULL */
	int level;             /* of the list around; -1: none */
	int numbered;          /* its next paragraph carries the number */
	struct odt_list *open; /* innermost list */
};

/*
 * Building (odt_build.c).
 */

void odt_build_start(struct odt *odt);

/* A new element w:name, the last child of parent unless that is NULL. */
xmlNode *odt_add(struct odt *odt, xmlNode *parent, const char *name);
/* An attribute w:name; NULL is none. */
void odt_set(struct odt *odt, xmlNode *node, const char *name,
    const char *value);
void odt_set_int(struct odt *odt, xmlNode *node, const char *name, int value);
/* A new element w:name with w:val. */
xmlNode *odt_add_val(struct odt *odt, xmlNode *parent, const char *name,
    const char *value);
xmlNode *odt_add_int(struct odt *odt, xmlNode *parent, const char *name,
    int value);

/* The pkg:xmlData or pkg:binaryData of a new part. */
xmlNode *odt_part(struct odt *odt, const char *name, const char *type,
    const char *data);
xmlNode *odt_rels_part(struct odt *odt, const char *name);

/* Returns the id, valid until the next call. */
const char *odt_rel(struct odt *odt, xmlNode *rels, const char *type,
    const char *target, int external);

/* A part with a root w:name, which the main part refers to. */
xmlNode *odt_helper(struct odt *odt, const char *name, const char *file,
    const char *type);

void odt_move_children(xmlNode *from, xmlNode *to);

/* All words below node, folded; the caller frees. */
char *odt_words(const xmlNode *node);

/*
 * Styles (odt_styles.c, odt_looks.c).
 */

void odt_styles_read(struct odt *odt);
void odt_styles_write(struct odt *odt);
void odt_styles_free(struct odt *odt);

/* The style of that name in the scope that is open, or NULL. */
const struct odt_style *odt_style_find(const struct odt *odt,
    enum odt_family family, const char *name);

/* What a style itself or one that it is based on says: the attribute ns:name of
 * its properties element, or NULL. */
const char *odt_style_says(const struct odt_style *style,
    const char *properties, const char *ns, const char *name);

/* An attribute of style:style itself, here or where it is based on. */
const char *odt_style_attr(const struct odt_style *style, const char *name);

/* What a style:font-face is called by others; NULL for NULL. */
const char *odt_font(const struct odt *odt, const char *name);

void odt_look_init(struct odt_look *look);
void odt_look_read(struct odt_look *look, const xmlNode *style);
/* Let what upper says decide. */
void odt_look_over(struct odt_look *look, const struct odt_look *upper);
/* As w:rPr, the last child of parent. */
xmlNode *odt_look_write(struct odt *odt, xmlNode *parent,
    const struct odt_look *look);

/* What a paragraph's style says beyond its letters, into ppr; list is set
 * where indents are the list's. */
void odt_ppr_write(struct odt *odt, xmlNode *ppr, const xmlNode *properties,
    int list);

/*
 * Lists (odt_lists.c).
 */

struct odt_list;

void odt_lists_start(struct odt *odt);
void odt_lists_free(struct odt *odt);

/* text:list, text:numbered-paragraph: its content as paragraphs. */
void odt_list(struct odt_flow *flow, xmlNode *list);
void odt_numbered(struct odt_flow *flow, xmlNode *paragraph);

/* w:numPr or indents of a paragraph of the list that is open; of a heading by
 * text:outline-style with its level (from 0), or -1. */
void odt_list_ppr(struct odt_flow *flow, xmlNode *ppr, int outline);

/*
 * Text (odt_text.c, odt_inline.c, odt_fields.c).
 */

void odt_flow_init(struct odt_flow *flow, struct odt *odt, xmlNode *into);
void odt_flow_fini(struct odt_flow *flow);

/* Blocks below parent, a block, what stands in a paragraph. */
void odt_blocks(struct odt_flow *flow, xmlNode *parent);
void odt_block(struct odt_flow *flow, xmlNode *node);
void odt_inline(struct odt_flow *flow, xmlNode *parent);
int odt_field(struct odt_flow *flow, xmlNode *node);
/* What nobody answered: as a control that still shows its prompt. */
void odt_prompt(struct odt_flow *flow, xmlNode *node);

/* A paragraph for what stands between paragraphs: 1 if it was opened here,
 * and is to be closed. */
int odt_open_paragraph(struct odt_flow *flow);
void odt_close_paragraph(struct odt_flow *flow);

/* The run that words go into, and words in it. */
xmlNode *odt_run(struct odt_flow *flow);
void odt_put(struct odt_flow *flow, const char *s);
/* What follows looks or stands differently. */
void odt_cut(struct odt_flow *flow);

/* Open an element that holds runs, and close it. */
xmlNode *odt_enter(struct odt_flow *flow, const char *name);
void odt_leave(struct odt_flow *flow, xmlNode *before);

void odt_bookmark(struct odt_flow *flow, const char *name);
int odt_is_hidden(const xmlNode *node);

/*
 * The others.
 */

void odt_table(struct odt_flow *flow, xmlNode *table);
void odt_note(struct odt_flow *flow, xmlNode *note);
void odt_annotation(struct odt_flow *flow, xmlNode *annotation);
void odt_index(struct odt_flow *flow, xmlNode *index);
/* Anything of the drawing namespace: 1, or 0 where it is not. */
int odt_draw(struct odt_flow *flow, xmlNode *node);
void odt_math(struct odt_flow *flow, const xmlNode *math);
/* The form controls below text by their ids; what one of them shows. */
void odt_controls_read(struct odt *odt, xmlNode *text);
void odt_control(struct odt_flow *flow, const xmlNode *control);
void odt_changes_read(struct odt *odt, xmlNode *text);
void odt_change(struct odt_flow *flow, xmlNode *mark);
void odt_meta(struct odt *odt, const xmlNode *meta, xmlNode *rels);
void odt_furniture(struct odt *odt);

/* Shorthands. */
#define TXT(node, name) xmldoc_is(node, TEXT_NS, name)

#endif /* READ_ODT_INNER_H */
