/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The lists of a DOCX: numbering.xml and its counters (ECMA-376-1, 17.9).
 *
 * Counters belong to the abstract numbering, so that two instances of it
 * count on; a w:startOverride restarts once, at the instance's first
 * paragraph.  Paragraphs are told in document order.
 */
#ifndef READ_DOCX_NUMBERING_H
#define READ_DOCX_NUMBERING_H

#include <libxml/tree.h>

struct docx_styles;

enum docx_list_kind {
	LIST_NONE, /* no marker at all: numFmt none without text */
	LIST_BULLET,
	LIST_ORDERED,
};

enum docx_suffix {
	SUFFIX_TAB,
	SUFFIX_SPACE,
	SUFFIX_NOTHING,
};

struct docx_label {
	enum docx_list_kind kind;
	int level;             /* 0 to 8 */
	int abstract;          /* which abstract numbering: same list or not */
	int value;             /* of this level's counter */
	int start;             /* what this level counts from */
	int restarted;         /* value is the first since a restart */
	const char *fmt;       /* ST_NumberFormat: "decimal", "lowerLetter" */
	const char *html_type; /* "1" "a" "A" "i" "I": <ol type value> says
				* all that the label says; else NULL */
	enum docx_suffix suffix;
	char text[160];     /* the literal label: "1.1", "§ 3", "•" */
	const char *font;   /* of a bullet, or NULL */
	int unknown_symbol; /* a bullet that has no Unicode character; text
			     * is then "•" */
};

struct docx_numbering;

/*
 * Read numbering.xml, which is taken over; NULL is a document without lists.
 * styles is looked into for w:numStyleLink and must outlive the result.
 */
struct docx_numbering *docx_numbering_new(xmlDoc *doc,
    const struct docx_styles *styles);
void docx_numbering_free(struct docx_numbering *numbering);

/* The level whose w:pStyle is that style in num_id, or -1. */
int docx_numbering_level_of_style(const struct docx_numbering *numbering,
    int num_id, const char *style_id);

/*
 * Count the next paragraph of num_id at ilvl (out of 0 to 8: the nearest)
 * and say its label.  lang ("sv", "fi", "en", or NULL) is for numbers in
 * words.  0, or -1 where there is no such list: num_id 0 or unknown.
 */
int docx_numbering_next(struct docx_numbering *numbering, int num_id, int ilvl,
    const char *lang, struct docx_label *ret);

/* The same without counting: what kind of list it would be. */
int docx_numbering_peek(const struct docx_numbering *numbering, int num_id,
    int ilvl, struct docx_label *ret);

/* Indents of the level in twips (start is left, hanging negative); 0, or -1
 * where the level says nothing of them. */
int docx_numbering_indent(const struct docx_numbering *numbering, int num_id,
    int ilvl, int *ret_left, int *ret_first_line);

#endif /* READ_DOCX_NUMBERING_H */
