/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fields (ODF 1.3-3, 7) as the fields that Word has: what is told of them,
 * and which of them show nothing, is one thing for both.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/odt_inner.h"

enum field {
	FIELD_WORDS,   /* its text as it stands */
	FIELD_MOMENT,  /* a date or time, that may be fixed */
	FIELD_CODE,    /* a field of Word's, with what it shows */
	FIELD_HIDDEN,  /* shown or not, by a condition */
	FIELD_PROMPT,  /* a placeholder */
	FIELD_COUNTED, /* text:sequence */
	FIELD_LINKED,  /* a reference */
	FIELD_INPUT,   /* what somebody typed, or did not */
	FIELD_SET,     /* text:variable-set, which may show */
	FIELD_FORMULA, /* words that a spreadsheet would compute */
};

static const struct {
	const char *name;
	enum field field;
	const char *code;
} fields[] = {
	{ "date", FIELD_MOMENT, "DATE" },
	{ "time", FIELD_MOMENT, "TIME" },
	{ "modification-date", FIELD_MOMENT, "SAVEDATE" },
	{ "modification-time", FIELD_MOMENT, "SAVEDATE" },
	{ "print-date", FIELD_MOMENT, "PRINTDATE" },
	{ "print-time", FIELD_MOMENT, "PRINTDATE" },
	{ "creation-date", FIELD_MOMENT, "CREATEDATE" },
	{ "creation-time", FIELD_MOMENT, "CREATEDATE" },
	{ "file-name", FIELD_CODE, "FILENAME" },
	{ "template-name", FIELD_CODE, "TEMPLATE" },
	{ "page-number", FIELD_CODE, "PAGE" },
	{ "page-count", FIELD_CODE, "NUMPAGES" },
	{ "database-display", FIELD_CODE, "MERGEFIELD" },
	{ "hidden-text", FIELD_HIDDEN, NULL },
	{ "placeholder", FIELD_PROMPT, NULL },
	{ "text-input", FIELD_INPUT, NULL },
	{ "variable-input", FIELD_SET, NULL },
	{ "user-field-input", FIELD_INPUT, NULL },
	{ "sequence", FIELD_COUNTED, NULL },
	{ "bookmark-ref", FIELD_LINKED, NULL },
	{ "reference-ref", FIELD_LINKED, NULL },
	{ "sequence-ref", FIELD_LINKED, NULL },
	{ "note-ref", FIELD_LINKED, NULL },
	{ "variable-set", FIELD_SET, NULL },
	{ "variable-get", FIELD_SET, NULL },
	{ "user-field-get", FIELD_SET, NULL },
	{ "expression", FIELD_SET, NULL },
	{ "database-next", FIELD_FORMULA, NULL },
	{ "database-row-select", FIELD_FORMULA, NULL },
	{ "page-variable-set", FIELD_FORMULA, NULL },
	{ "execute-macro", FIELD_WORDS, NULL },
};

/* w:fldSimple around what the field shows. */
static void
put_field(struct odt_flow *flow, xmlNode *node, const char *code)
{
	xmlNode *before;

	before = odt_enter(flow, "fldSimple");
	odt_set(flow->odt, flow->at, "instr", code);
	odt_inline(flow, node);
	odt_leave(flow, before);
}

static void
put_moment(struct odt_flow *flow, xmlNode *node, const char *code)
{
	const char *fixed;

	fixed = xmldoc_attr(node, TEXT_NS, "fixed");
	if (fixed != NULL && strcmp(fixed, "true") == 0)
		odt_inline(flow, node);
	else
		put_field(flow, node, code);
}

/* text:placeholder (7.7.2): a prompt that nobody answered. */
void
odt_prompt(struct odt_flow *flow, xmlNode *node)
{
	struct odt *odt = flow->odt;
	xmlNode *before;

	before = odt_enter(flow, "sdt");
	odt_add(odt, odt_add(odt, flow->at, "sdtPr"), "showingPlcHdr");
	(void)odt_enter(flow, "sdtContent");
	odt_inline(flow, node);
	odt_leave(flow, before);
}

/* text:sequence text:name="Illustration" (7.4.13): its number, a target. */
static void
put_counted(struct odt_flow *flow, xmlNode *node)
{
	char code[128];
	const char *name;

	odt_bookmark(flow, xmldoc_attr(node, TEXT_NS, "ref-name"));
	if ((name = xmldoc_attr(node, TEXT_NS, "name")) == NULL)
		name = "";
	snprintf(code, sizeof(code), "SEQ %.64s", name);
	put_field(flow, node, code);
}

static void
put_linked(struct odt_flow *flow, xmlNode *node)
{
	const char *name;
	int in_link = flow->in_link;
	xmlNode *before;

	name = xmldoc_attr(node, TEXT_NS, "ref-name");
	if (name == NULL || in_link) {
		odt_inline(flow, node);
		return;
	}
	before = odt_enter(flow, "hyperlink");
	odt_set(flow->odt, flow->at, "anchor", name);
	flow->in_link = 1;
	odt_inline(flow, node);
	flow->in_link = in_link;
	odt_leave(flow, before);
}

/* A variable that is set without being shown. */
static void
put_set(struct odt_flow *flow, xmlNode *node)
{
	const char *display;

	display = xmldoc_attr(node, TEXT_NS, "display");
	if (display == NULL || strcmp(display, "none") != 0)
		odt_inline(flow, node);
}

/* text:hidden-text (7.7.8): text:is-hidden false shows it. */
static void
put_hidden(struct odt_flow *flow, xmlNode *node)
{
	const char *hidden;

	hidden = xmldoc_attr(node, TEXT_NS, "is-hidden");
	if (hidden != NULL && strcmp(hidden, "false") == 0)
		odt_inline(flow, node);
}

static void
put_kind(struct odt_flow *flow, xmlNode *node, enum field field,
    const char *code)
{
	switch (field) {
	case FIELD_MOMENT:
		put_moment(flow, node, code);
		break;
	case FIELD_CODE:
		put_field(flow, node, code);
		break;
	case FIELD_HIDDEN:
		put_hidden(flow, node);
		break;
	case FIELD_PROMPT:
		odt_prompt(flow, node);
		break;
	case FIELD_COUNTED:
		put_counted(flow, node);
		break;
	case FIELD_LINKED:
		put_linked(flow, node);
		break;
	case FIELD_SET:
		put_set(flow, node);
		break;
	case FIELD_FORMULA:
		break;
	case FIELD_INPUT:
	case FIELD_WORDS:
		odt_inline(flow, node);
		break;
	}
}

int
odt_field(struct odt_flow *flow, xmlNode *node)
{
	size_t i;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (!TXT(node, fields[i].name))
			continue;
		put_kind(flow, node, fields[i].field, fields[i].code);
		flow->blank = 0;
		return 1;
	}
	return 0;
}
