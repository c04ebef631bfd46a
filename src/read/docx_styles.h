/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The styles of a DOCX, and what a paragraph or a run looks like at last:
 * document defaults, table, paragraph and character style, direct
 * formatting (ECMA-376-1, 17.7.2).
 *
 * Each style's chain of w:basedOn is followed once; a cycle ends where it
 * closes.  Strings point into the trees they were read from.
 */
#ifndef READ_DOCX_STYLES_H
#define READ_DOCX_STYLES_H

#include <libxml/tree.h>

#include "read/docx_names.h"

enum docx_style_kind {
	DOCX_STYLE_PARAGRAPH,
	DOCX_STYLE_CHARACTER,
	DOCX_STYLE_TABLE,
	DOCX_STYLE_NUMBERING,
};

enum docx_vert {
	VERT_BASELINE,
	VERT_SUPERSCRIPT,
	VERT_SUBSCRIPT,
};

/* Looks of characters.  Strings are NULL where nothing is said. */
struct docx_run {
	/* The toggle properties of 17.7.3. */
	unsigned bold:1;
	unsigned italic:1;
	unsigned strike:1; /* w:strike or w:dstrike */
	unsigned vanish:1;
	unsigned caps:1;
	unsigned small_caps:1;
	/* The others. */
	unsigned web_hidden:1;
	unsigned spec_vanish:1; /* style separator: only a hidden mark */
	unsigned rtl:1;
	unsigned complex:1;   /* w:cs: as complex script */
	unsigned underline:1; /* any w:u but none */
	enum docx_vert vert;
	int raised;       /* w:position, half points, down is negative */
	int size;         /* w:sz, half points; 20 if nobody says */
	const char *lang; /* w:lang w:val */
	const char *lang_east_asia;
	const char *lang_bidi;
	const char *font; /* w:ascii */
	const char *font_hansi;
	const char *font_cs;
	const char *font_east_asia;
	const char *color;     /* "FF0000", "auto" */
	const char *highlight; /* "yellow"; "none" is NULL */
	const char *shade;     /* w:shd w:fill; "auto" is NULL */
};

enum docx_border {
	BORDER_TOP = 1,
	BORDER_BOTTOM = 2,
	BORDER_LEFT = 4,
	BORDER_RIGHT = 8,
	BORDER_BETWEEN = 16,
};

struct docx_style;

/* Looks of a paragraph. */
struct docx_para {
	const struct docx_style *style; /* NULL: none, and no default */
	const char *style_id;           /* as the paragraph names it, or NULL */
	enum docx_role role;   /* of the style, or by outline: ROLE_HEADING */
	int level;             /* of the role: 1 to 9, or 0 */
	char why[96];          /* "style:heading 2", "style-id:Rubrik1",
				* "based-on:heading 2", "outline", "" */
	int outline;           /* 0 to 8; -1: body text */
	int num_id;            /* 0: no list */
	int ilvl;              /* 0 to 8; -1: nobody says */
	const char *num_style; /* id of the style that says num_id; NULL:
				* the paragraph itself does */
	const char *jc;        /* "left", "center", "both", … or NULL */
	int bidi;
	int left; /* indents in twips; start is left */
	int right;
	int first_line;   /* hanging is negative */
	unsigned borders; /* set of enum docx_border */
	int page_break_before;
	int keep_next;
	int drop_cap;   /* w:framePr w:dropCap drop or margin */
	int framed;     /* any other w:framePr */
	int contextual; /* w:contextualSpacing */
	int before;     /* spacing in twips */
	int after;
	struct docx_run run; /* its text before any character style */
	/* Private to docx_run_resolve(). */
	unsigned style_toggles;
	const struct docx_style *style_table;
};

struct docx_styles;

/*
 * Read styles.xml, which is taken over; NULL is a document without styles:
 * then roles come from ids alone.  Never fails: what it does not understand
 * is not there.
 */
struct docx_styles *docx_styles_new(xmlDoc *doc);
void docx_styles_free(struct docx_styles *styles);

/* The style of that kind and id, or NULL; id may be NULL. */
const struct docx_style *docx_style_find(const struct docx_styles *styles,
    enum docx_style_kind kind, const char *id);

/* The default style of that kind (w:default), or NULL. */
const struct docx_style *docx_style_default(const struct docx_styles *styles,
    enum docx_style_kind kind);

/* The role and its level, through w:basedOn; ret_level may be NULL. */
enum docx_role docx_style_role(const struct docx_style *style, int *ret_level);
/* The element w:style, for what is not in these structures (w:tblPr,
 * w:tblStylePr). */
const xmlNode *docx_style_node(const struct docx_style *style);
/* What it is based on, or NULL; never round in a cycle. */
const struct docx_style *docx_style_base(const struct docx_style *style);

/* w:numId of a numbering style (w:styleLink), or 0. */
int docx_style_num_id(const struct docx_style *style);

/* The language of the document defaults, or NULL. */
const char *docx_styles_lang(const struct docx_styles *styles);

/*
 * The paragraph with these direct properties (w:pPr or NULL), in a table of
 * that style (or NULL).
 */
void docx_para_resolve(const struct docx_styles *styles, const xmlNode *ppr,
    const struct docx_style *table, struct docx_para *ret);

/*
 * A run with these direct properties (w:rPr or NULL) in that paragraph:
 * toggles are XORed across the style levels, direct formatting decides last
 * (17.7.3).  To tell "strong" from a bold style, compare with para->run.
 */
void docx_run_resolve(const struct docx_styles *styles,
    const struct docx_para *para, const xmlNode *rpr, struct docx_run *ret);

/* The role of a run by its character style, ROLE_NONE without one. */
enum docx_role docx_run_role(const struct docx_styles *styles,
    const xmlNode *rpr);

#endif /* READ_DOCX_STYLES_H */
