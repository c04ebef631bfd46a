/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What one level of formatting says of characters and paragraphs, and what
 * it leaves open.  Private to docx_styles.
 */
#ifndef READ_DOCX_PROPS_H
#define READ_DOCX_PROPS_H

#include <limits.h>

#include <libxml/tree.h>

#include "read/docx_styles.h"

enum {
	PROP_UNSET = INT_MIN,
};

/* The toggle properties (ECMA-376-1, 17.7.3), a bit each. */
enum docx_toggle {
	TOGGLE_BOLD = 1,
	TOGGLE_BOLD_CS = 2,
	TOGGLE_ITALIC = 4,
	TOGGLE_ITALIC_CS = 8,
	TOGGLE_STRIKE = 16,
	TOGGLE_DSTRIKE = 32,
	TOGGLE_VANISH = 64,
	TOGGLE_CAPS = 128,
	TOGGLE_SMALL_CAPS = 256,
};

/* A w:rPr.  Strings: NULL is unset, "" is "none" or "as the theme says". */
struct docx_run_props {
	unsigned toggles_set;
	unsigned toggles_on;
	int web_hidden;
	int spec_vanish;
	int rtl;
	int complex;
	int underline;
	int vert;
	int raised;
	int size;
	int size_cs;
	const char *lang;
	const char *lang_east_asia;
	const char *lang_bidi;
	const char *font;
	const char *font_hansi;
	const char *font_cs;
	const char *font_east_asia;
	const char *color;
	const char *highlight;
	const char *shade;
};

/* A w:pPr. */
struct docx_para_props {
	int outline; /* 0 to 9, as written */
	int num_id;
	int ilvl;
	const char *num_style;
	const char *jc;
	int bidi;
	int left;
	int right;
	int first_line;
	unsigned borders_set;
	unsigned borders;
	int page_break_before;
	int keep_next;
	int drop_cap;
	int framed;
	int contextual;
	int before;
	int after;
};

/* Read an element, NULL for none; strings point into it. */
void docx_run_props_read(struct docx_run_props *props, const xmlNode *rpr);
void docx_para_props_read(struct docx_para_props *props, const xmlNode *ppr);

/* Let what upper says decide, and stay what it leaves open. */
void docx_run_props_over(struct docx_run_props *props,
    const struct docx_run_props *upper);
void docx_para_props_over(struct docx_para_props *props,
    const struct docx_para_props *upper);

#endif /* READ_DOCX_PROPS_H */
