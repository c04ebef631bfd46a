/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The code of a field (ECMA-376-1, 17.16.4): a keyword, arguments, switches.
 */
#ifndef READ_DOCX_FIELD_CODE_H
#define READ_DOCX_FIELD_CODE_H

#include <stddef.h>

#include "read/docx_node.h"

enum {
	FIELD_ARG = 2048, /* bytes of an argument, its NUL included */
};

enum field_kind {
	FIELD_PLAIN, /* its result as it stands */
	FIELD_LINK,  /* HYPERLINK */
	FIELD_REF,   /* REF, PAGEREF, NOTEREF: a link to a bookmark */
	FIELD_TOC,   /* its result is dropped */
	FIELD_SEQ,
	FIELD_DATE,
	FIELD_MERGE,  /* a placeholder of a mail merge */
	FIELD_PROMPT, /* MACROBUTTON: its display text is a prompt */
	FIELD_GOTO,   /* GOTOBUTTON: display text in its code */
	FIELD_QUOTE,  /* its text is in its code */
	FIELD_SILENT, /* SET, ASK: what it holds shows nowhere */
	FIELD_PATH,   /* where a file lies on somebody's disk */
	FIELD_NUMBER, /* AUTONUM, LISTNUM: counted when shown */
	FIELD_EQUATION,
	FIELD_SYMBOL,
	FIELD_BARCODE, /* drawn when shown */
	FIELD_CHECKBOX,
	FIELD_DROPDOWN,
	FIELD_FORMTEXT,
};

/* What is left of a code. */
struct field_code {
	const char *at;
};

/* Begin to read a code, and put its keyword into ret. */
void field_code_open(struct field_code *code, const char *s, char *ret,
    size_t size);

/*
 * The next token into ret: 0 at the end, 1 for an argument, 2 for a switch.
 * In quotes a backslash protects quotes and itself.
 */
int field_code_next(struct field_code *code, char *ret, size_t size);

enum field_kind field_kind_of(const char *keyword);

/* The argument of the switch that begins with that letter: 1, or 0. */
int field_code_switch(const char *s, char letter, char *ret, size_t size);

/* HYPERLINK "address" \\l "bookmark" \\o "tip" \\t "frame" (17.16.5.25). */
void field_code_link(const char *s, char *ret, size_t size);

/* REF bookmark: "#bookmark", or "". */
void field_code_ref(const char *s, char *ret, size_t size);

/* What a SEQ counts, by its identifier in the languages of Word: 1, or 0. */
int field_code_counts(const char *s, enum caption_of *ret);

#endif /* READ_DOCX_FIELD_CODE_H */
