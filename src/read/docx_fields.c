/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fields.  See docx_fields.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "read/docx_contents.h"
#include "read/docx_fields.h"
#include "read/docx_line.h"
#include "read/docx_links.h"
#include "read/docx_names.h"
#include "read/docx_node.h"
#include "read/docx_run.h"
#include "read/docx_symbols.h"
#include "read/docx_walk.h"
#include "read/ooxml.h"
#include "read/xmldoc.h"

enum {
	MAX_FIELDS = 64, /* one in another */
	MAX_CODE = 64 << 10,
	MAX_ARG = 2048,
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
	FIELD_SYMBOL,
	FIELD_CHECKBOX,
	FIELD_DROPDOWN,
	FIELD_FORMTEXT,
};

static const struct {
	const char *name;
	enum field_kind kind;
} kinds[] = {
	{ "HYPERLINK", FIELD_LINK },
	{ "REF", FIELD_REF },
	{ "PAGEREF", FIELD_REF },
	{ "NOTEREF", FIELD_REF },
	{ "TOC", FIELD_TOC },
	{ "SEQ", FIELD_SEQ },
	{ "DATE", FIELD_DATE },
	{ "TIME", FIELD_DATE },
	{ "SAVEDATE", FIELD_DATE },
	{ "PRINTDATE", FIELD_DATE },
	{ "CREATEDATE", FIELD_DATE },
	{ "MERGEFIELD", FIELD_MERGE },
	{ "MACROBUTTON", FIELD_PROMPT },
	{ "GOTOBUTTON", FIELD_GOTO },
	{ "SYMBOL", FIELD_SYMBOL },
	{ "FORMCHECKBOX", FIELD_CHECKBOX },
	{ "FORMDROPDOWN", FIELD_DROPDOWN },
	{ "FORMTEXT", FIELD_FORMTEXT },
};

struct docx_field {
	struct docx_field *up;
	enum field_kind kind;
	int result; /* past separate */
	struct buf code;
	struct docx_look look; /* of the begin */
	/* Where the code or the result began: in the open paragraph at that
	 * span, or after that block. */
	int in_line;
	size_t span;
	xmlNode *after;
	const struct docx_wrap *wrap; /* of the flow before the field */
	char form[256]; /* what a form field without result shows, or the
			 * name of one for text */
};

/*
 * The code: a keyword, arguments, switches (17.16.4).
 */

struct code {
	const char *at;
};

/* The next token into ret: 0 at the end, 1 for an argument, 2 for a switch.
 * In quotes a backslash protects quotes and itself. */
static int
code_next(struct code *code, char *ret, size_t size)
{
	int quoted;
	size_t n = 0;
	const char *s = code->at;

	s += strspn(s, " \t\r\n");
	if (*s == '\0')
		return 0;
	if (*s == '\\' && s[1] != '\\') {
		snprintf(ret, size, "%.1s", s + 1);
		code->at = s[1] != '\0' ? s + 2 : s + 1;
		return 2;
	}
	quoted = *s == '"';
	if (quoted)
		s++;
	for (; *s != '\0'; s++) {
		if (quoted ? *s == '"' : strchr(" \t\r\n", *s) != NULL)
			break;
		if (*s == '\\' && (s[1] == '"' || s[1] == '\\'))
			s++;
		if (n + 1 < size)
			ret[n++] = *s;
	}
	ret[n] = '\0';
	code->at = quoted && *s == '"' ? s + 1 : s;
	return 1;
}

static void
code_open(struct code *code, const struct docx_field *field, char *ret,
    size_t size)
{
	code->at = buf_str(&field->code);
	if (code_next(code, ret, size) != 1)
		*ret = '\0';
}

static enum field_kind
kind_of(const char *keyword)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcasecmp(kinds[i].name, keyword) == 0)
			return kinds[i].kind;
	}
	return FIELD_PLAIN;
}

/* HYPERLINK "address" \l "bookmark" \o "tip" \t "frame" (17.16.5.25). */
static void
link_target(const struct docx_field *field, char *ret, size_t size)
{
	int token;
	char arg[MAX_ARG], address[MAX_ARG] = "", anchor[MAX_ARG] = "";
	char option = '\0';
	struct code code;

	code_open(&code, field, arg, sizeof(arg));
	while ((token = code_next(&code, arg, sizeof(arg))) != 0) {
		if (token == 2) {
			option = *arg;
			continue;
		}
		if (option == 'l')
			snprintf(anchor, sizeof(anchor), "%s", arg);
		else if ((option == '\0' || strchr("hnm", option) != NULL) &&
		    *address == '\0')
			snprintf(address, sizeof(address), "%s", arg);
		option = '\0';
	}
	snprintf(ret, size, "%s%s%s", address, *anchor != '\0' ? "#" : "",
	    anchor);
}

static void
ref_target(const struct docx_field *field, char *ret, size_t size)
{
	char arg[MAX_ARG];
	struct code code;

	*ret = '\0';
	code_open(&code, field, arg, sizeof(arg));
	if (code_next(&code, arg, sizeof(arg)) == 1)
		snprintf(ret, size, "#%s", arg);
}

/* What a SEQ counts, by its identifier in the languages of Word. */
static int
seq_counts(const struct docx_field *field, enum caption_of *ret)
{
	size_t i;
	char arg[MAX_ARG];
	struct code code;

	static const struct {
		const char *word;
		enum caption_of of;
	} words[] = {
		{ "tab", CAPTION_TABLE }, /* Table, Tabell, Tabelle */
		{ "taulu", CAPTION_TABLE },
		{ "fig", CAPTION_FIGURE }, /* Figure, Figur, Figura */
		{ "bild", CAPTION_FIGURE },
		{ "kuv", CAPTION_FIGURE }, /* Kuva, Kuvio */
		{ "abb", CAPTION_FIGURE },
		{ "diagram", CAPTION_FIGURE },
		{ "illustration", CAPTION_FIGURE },
		{ "photo", CAPTION_FIGURE },
		{ "foto", CAPTION_FIGURE },
		{ "image", CAPTION_FIGURE },
		{ "chart", CAPTION_FIGURE },
		{ "map", CAPTION_FIGURE },
	};

	code_open(&code, field, arg, sizeof(arg));
	if (code_next(&code, arg, sizeof(arg)) != 1)
		return 0;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strncasecmp(arg, words[i].word, strlen(words[i].word)) ==
		    0) {
			*ret = words[i].of;
			return 1;
		}
	}
	return 0;
}

/*
 * Places in the flow.
 */

static void
mark_place(struct docx_flow *flow, struct docx_field *field)
{
	field->in_line = flow->open;
	field->span = docx_line_seal(&flow->line);
	field->after = flow->into->last;
}

/* Take back all that came after the place. */
static void
take_back(struct docx_flow *flow, struct docx_field *field)
{
	xmlNode *node, *next;

	if (field->in_line) {
		docx_line_cut(&flow->line, &flow->docx->nodes, field->span);
		return;
	}
	docx_line_cut(&flow->line, &flow->docx->nodes, 0);
	node = field->after != NULL ? field->after->next : flow->into->children;
	if (field->after != NULL && field->after->parent != flow->into)
		return; /* the place itself was taken back */
	for (; node != NULL; node = next) {
		next = node->next;
		docx_drop(&flow->docx->nodes, node);
	}
}

/* The words since the place, while it is in the open paragraph. */
static const char *
words_since(struct docx_flow *flow, const struct docx_field *field)
{
	if (!field->in_line || field->span >= flow->line.count)
		return "";
	return buf_str(&flow->line.text) + flow->line.list[field->span].off;
}

/*
 * Beginning, middle, end.
 */

/* What a legacy form field shows (17.16.17 w:ffData). */
static void
read_form(struct docx_field *field, const xmlNode *fld_char)
{
	int on;
	const char *entry = NULL;
	const xmlNode *box, *list, *node;

	node = xmldoc_child(fld_char, W_NS, "ffData");
	if ((entry = ooxml_val(node, "name")) != NULL)
		snprintf(field->form, sizeof(field->form), "%s", entry);
	entry = NULL;
	if ((box = xmldoc_child(node, W_NS, "checkBox")) != NULL) {
		on = xmldoc_child(box, W_NS, "checked") != NULL ?
		    ooxml_has(box, "checked") :
		    ooxml_has(box, "default");
		snprintf(field->form, sizeof(field->form), "%s",
		    on ? "\xe2\x98\x92" : "\xe2\x98\x90"); /* U+2612, U+2610 */
	}
	if ((list = xmldoc_child(node, W_NS, "ddList")) == NULL)
		return;
	on = ooxml_int(ooxml_val(list, "result"), 0);
	for (node = xmldoc_first(list); node != NULL;
	     node = xmldoc_next(node)) {
		if (xmldoc_is(node, W_NS, "listEntry") && on-- == 0)
			entry = ooxml_attr(node, "val");
	}
	snprintf(field->form, sizeof(field->form), "%s",
	    entry != NULL ? entry : "");
}

static void
begin(struct docx_flow *flow, const struct docx_look *look,
    const xmlNode *fld_char)
{
	unsigned depth = 0;
	struct docx_field *field;

	for (field = flow->fields; field != NULL; field = field->up)
		depth++;
	if (depth >= MAX_FIELDS) {
		flow->lost++;
		return;
	}
	field = xcalloc(1, sizeof(*field));
	buf_init(&field->code, MAX_CODE);
	field->look = *look;
	field->wrap = flow->wrap;
	field->up = flow->fields;
	flow->fields = field;
	if (fld_char != NULL)
		read_form(field, fld_char);
	mark_place(flow, field);
}

static void
separate(struct docx_flow *flow)
{
	char text[MAX_ARG * 2];
	struct code code;
	struct docx_field *field = flow->fields;

	if (field == NULL || field->result || flow->lost > 0)
		return;
	take_back(flow, field);
	field->result = 1;
	code_open(&code, field, text, sizeof(text));
	field->kind = kind_of(text);
	mark_place(flow, field);
	if (field->kind == FIELD_LINK)
		link_target(field, text, sizeof(text));
	else if (field->kind == FIELD_REF)
		ref_target(field, text, sizeof(text));
	else
		return;
	flow->wrap = docx_links_wrap(flow, text);
}

/* The rest of the code behind its first n tokens is what the field shows. */
static void
show_code(struct docx_flow *flow, const struct docx_field *field, int n)
{
	char arg[MAX_ARG];
	struct code code;

	code_open(&code, field, arg, sizeof(arg));
	while (n-- > 0)
		(void)code_next(&code, arg, sizeof(arg));
	code.at += strspn(code.at, " ");
	docx_line_text(&flow->line, &field->look, code.at, strlen(code.at));
}

/* SYMBOL 252 \f "Wingdings" (17.16.5.65). */
static void
show_symbol(struct docx_flow *flow, const struct docx_field *field)
{
	int token;
	char arg[MAX_ARG], font[64] = "", option = '\0';
	long c;
	struct buf buf;
	struct code code;

	code_open(&code, field, arg, sizeof(arg));
	if (code_next(&code, arg, sizeof(arg)) != 1)
		return;
	c = strtol(arg, NULL, 0);
	while ((token = code_next(&code, arg, sizeof(arg))) != 0) {
		if (token == 1 && option == 'f')
			snprintf(font, sizeof(font), "%.63s", arg);
		option = token == 2 ? *arg : '\0';
	}
	if ((c = docx_symbol(*font != '\0' ? font : NULL, c)) == 0)
		return;
	buf_init(&buf, 8);
	text_put(&buf, c);
	docx_line_text(&flow->line, &field->look, buf_str(&buf), buf.len);
	buf_fini(&buf);
}

/* A field that ends without a result. */
static void
end_bare(struct docx_flow *flow, struct docx_field *field)
{
	char keyword[MAX_ARG];
	struct code code;

	code_open(&code, field, keyword, sizeof(keyword));
	take_back(flow, field);
	switch (kind_of(keyword)) {
	case FIELD_SYMBOL:
		show_symbol(flow, field);
		break;
	case FIELD_GOTO:
		show_code(flow, field, 1);
		break;
	case FIELD_PROMPT:
		docx_find(flow->docx, SEVERITY_HOLD, "template-field",
		    buf_str(&field->code));
		break;
	case FIELD_CHECKBOX:
	case FIELD_DROPDOWN:
		docx_line_text(&flow->line, &field->look, field->form,
		    strlen(field->form));
		break;
	default:
		break;
	}
}

/* The contents before which this heading stands are gone. */
static void
drop_toc_heading(struct docx_flow *flow, xmlNode *block)
{
	size_t i;
	struct docx_mark *mark = docx_mark_of(block);
	xmlChar *words;
	static const char *const headings[] = { "contents", "table of contents",
		"innehåll", "innehållsförteckning", "sisällys",
		"sisällysluettelo", "indhold", "indholdsfortegnelse", "innhold",
		"innholdsfortegnelse", "inhalt", "inhaltsverzeichnis",
		"sommaire", "table des matières", "toc" };

	if (mark == NULL || mark->letters > 40 ||
	    block == flow->docx->contents || block->parent != flow->into)
		return;
	words = xmlNodeGetContent(block);
	for (i = 0; i < sizeof(headings) / sizeof(headings[0]); i++) {
		if (strcasecmp((char *)words, headings[i]) == 0) {
			if (!docx_contents_heading(flow, block))
				docx_drop(&flow->docx->nodes, block);
			break;
		}
	}
	xmlFree(words);
}

/* «Namn»: nobody merged anything into this. */
static void
check_merge(struct docx_flow *flow, const struct docx_field *field)
{
	const char *words;

	words = words_since(flow, field);
	if (strncmp(words, "\xc2\xab", 2) == 0)
		docx_find(flow->docx, SEVERITY_HOLD, "template-field", words);
}

/* Five blanks are what Word shows where nobody typed anything. */
static void
check_form(struct docx_flow *flow, const struct docx_field *field)
{
	char *words;

	words = text_fold_blanks(words_since(flow, field));
	if (*words == '\0')
		docx_find(flow->docx, SEVERITY_HOLD, "template-field",
		    field->form);
	free(words);
}

static void
end_result(struct docx_flow *flow, struct docx_field *field)
{
	switch (field->kind) {
	case FIELD_TOC:
		take_back(flow, field);
		if (field->after != NULL)
			drop_toc_heading(flow, field->after);
		break;
	case FIELD_SEQ:
		if (seq_counts(field, &flow->seq))
			flow->has_seq = 1;
		break;
	case FIELD_DATE:
		docx_find(flow->docx, SEVERITY_WARN, "field-date",
		    words_since(flow, field));
		break;
	case FIELD_MERGE:
		check_merge(flow, field);
		break;
	case FIELD_PROMPT:
		docx_find(flow->docx, SEVERITY_HOLD, "template-field",
		    words_since(flow, field));
		break;
	case FIELD_FORMTEXT:
		check_form(flow, field);
		break;
	case FIELD_CHECKBOX:
	case FIELD_DROPDOWN:
		/* Word leaves no result; others leave a wrong one. */
		take_back(flow, field);
		docx_line_text(&flow->line, &field->look, field->form,
		    strlen(field->form));
		break;
	default:
		break;
	}
}

static void
end(struct docx_flow *flow)
{
	struct docx_field *field = flow->fields;

	if (flow->lost > 0) {
		flow->lost--;
		return;
	}
	if (field == NULL)
		return;
	if (field->result)
		end_result(flow, field);
	else
		end_bare(flow, field);
	flow->wrap = field->in_line ? field->wrap : NULL;
	flow->fields = field->up;
	buf_fini(&field->code);
	free(field);
}

void
docx_field_char(struct docx_flow *flow, const struct docx_look *look,
    const xmlNode *fld_char)
{
	const char *type;

	if ((type = ooxml_attr(fld_char, "fldCharType")) == NULL)
		return;
	if (strcmp(type, "begin") == 0)
		begin(flow, look, fld_char);
	else if (strcmp(type, "separate") == 0)
		separate(flow);
	else if (strcmp(type, "end") == 0)
		end(flow);
}

void
docx_field_simple(struct docx_flow *flow, xmlNode *fld_simple)
{
	const char *code;
	struct docx_look look;

	code = ooxml_attr(fld_simple, "instr");
	docx_plain_look(flow, &look);
	begin(flow, &look, NULL);
	if (code != NULL)
		docx_field_code(flow, code, strlen(code));
	separate(flow);
	docx_walk_children(flow, fld_simple);
	end(flow);
}

void
docx_field_code(struct docx_flow *flow, const char *s, size_t len)
{
	if (flow->fields != NULL && !flow->fields->result && flow->lost == 0)
		buf_add(&flow->fields->code, s, len);
}

void
docx_field_words(struct docx_flow *flow, const char *s, size_t len)
{
	struct docx_field *field;

	for (field = flow->fields; field != NULL; field = field->up) {
		if (!field->result) {
			buf_add(&field->code, s, len);
			return;
		}
	}
}

/* Is it undecided whether what this field holds will show? */
static int
is_open_question(const struct docx_field *field)
{
	return !field->result || field->kind == FIELD_TOC;
}

size_t
docx_fields_certain(const struct docx_flow *flow)
{
	size_t certain = flow->line.count;
	const struct docx_field *field;

	for (field = flow->fields; field != NULL; field = field->up) {
		if (is_open_question(field) && field->in_line &&
		    field->span < certain)
			certain = field->span;
	}
	return certain;
}

void
docx_fields_paragraph(struct docx_flow *flow)
{
	struct docx_field *field;

	flow->wrap = NULL; /* no link goes beyond its paragraph */
	for (field = flow->fields; field != NULL; field = field->up) {
		if (!field->in_line)
			continue;
		field->in_line = 0;
		field->span = 0;
		field->after = flow->into->last;
	}
}

void
docx_fields_fini(struct docx_flow *flow)
{
	struct docx_field *field;

	while ((field = flow->fields) != NULL) {
		flow->fields = field->up;
		buf_fini(&field->code);
		free(field);
	}
}
