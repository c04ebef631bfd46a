/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a style is for, by what it is called.
 *
 * Word writes the built-in names in English ("heading 1") and the ids in the
 * language of the program ("Rubrik1"); other producers write names in the
 * language of theirs.  Both are facts, kept here as tables.
 */
#ifndef READ_DOCX_NAMES_H
#define READ_DOCX_NAMES_H

enum docx_role {
	ROLE_NONE,   /* nothing known */
	ROLE_NORMAL, /* body text */
	ROLE_TITLE,
	ROLE_SUBTITLE,
	ROLE_HEADING, /* level 1 to 9 */
	ROLE_QUOTE,
	ROLE_CAPTION,
	ROLE_LIST, /* list paragraph, List Bullet 2: level 1 to 5 */
	ROLE_TOC,  /* an entry or the heading of a table of contents */
	ROLE_HEADER,
	ROLE_FOOTER,
	ROLE_NOTE, /* the text of a foot- or endnote */
	ROLE_CODE,
	ROLE_BYLINE, /* signature, closing */
	ROLE_DATE,
	ROLE_COMMENT, /* annotation text, balloon text */
	/* of character styles */
	ROLE_STRONG,
	ROLE_EMPHASIS,
	ROLE_HYPERLINK,
	ROLE_CODE_CHAR,
	ROLE_QUOTE_CHAR,
	ROLE_NOTE_REF,    /* the mark of a foot- or endnote */
	ROLE_PLACEHOLDER, /* prompt of an unfilled content control */
};

/*
 * By w:name, without case, blanks and punctuation: *ret_level is the number
 * at its end, or 1 for a heading or list without one, else 0.  A character
 * style is asked for the roles of characters, any other for those of
 * paragraphs.
 */
enum docx_role docx_role_by_name(const char *name, int character,
    int *ret_level);

/* By w:styleId, as localised programs write it: the name without blanks and
 * without letters that are not of ASCII. */
enum docx_role docx_role_by_id(const char *id, int character, int *ret_level);

/* "heading", "list", …; "" for ROLE_NONE. */
const char *docx_role_name(enum docx_role role);

#endif /* READ_DOCX_NAMES_H */
