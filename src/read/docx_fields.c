/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fields.  See docx_fields.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "read/docx_contents.h"
#include "read/docx_field_code.h"
#include "read/docx_field_show.h"
#include "read/docx_fields.h"
#include "read/docx_line.h"
#include "read/docx_links.h"
#include "read/docx_node.h"
#include "read/docx_run.h"
#include "read/docx_walk.h"
#include "read/ooxml.h"
#include "read/xmldoc.h"

enum {
	MAX_FIELDS = 64, /* one in another */
	MAX_CODE = 64 << 10,
};

struct docx_field {
	struct docx_field *up;
	enum field_kind kind;
	int result; /* past separate */
	int hidden; /* it begins so */
	struct buf code;
	struct docx_look look; /* of the begin */
	/* Where the code or the result began: in the open paragraph at that
	 * span, or after that block. */
	int in_line;
	size_t span;
	xmlNode *after;
	const struct docx_wrap *wrap; /* of the flow before the field */
	const char *target;           /* of a link, interned, or NULL */
	char form[256]; /* what a form field without result shows, or the
			 * name of one for text */
};

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
	on = ooxml_int(ooxml_val(list, "result"),
	    ooxml_int(ooxml_val(list, "default"), 0));
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
	field->hidden = flow->hidden;
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
	char text[FIELD_ARG * 2];
	const char *s;
	struct docx_field *field = flow->fields;
	struct field_code code;

	if (field == NULL || field->result || flow->lost > 0)
		return;
	take_back(flow, field);
	field->result = 1;
	s = buf_str(&field->code);
	field_code_open(&code, s, text, sizeof(text));
	field->kind = field_kind_of(text);
	mark_place(flow, field);
	if (field->kind == FIELD_LINK)
		field_code_link(s, text, sizeof(text));
	else if (field->kind == FIELD_REF)
		field_code_ref(s, text, sizeof(text));
	else
		return;
	field->target = docx_intern(&flow->docx->nodes, text);
	flow->wrap = docx_links_wrap(flow, text);
}

static void
show_form(struct docx_flow *flow, const struct docx_field *field)
{
	docx_line_text(&flow->line, &field->look, field->form,
	    strlen(field->form));
}

/* A field that ends without a result. */
static void
end_bare(struct docx_flow *flow, struct docx_field *field)
{
	char keyword[FIELD_ARG];
	struct field_code code;

	field_code_open(&code, buf_str(&field->code), keyword, sizeof(keyword));
	take_back(flow, field);
	if (field->hidden || flow->hidden)
		return;
	switch (field_kind_of(keyword)) {
	case FIELD_PROMPT:
		docx_find(flow->docx, SEVERITY_HOLD, "template-field",
		    buf_str(&field->code));
		break;
	case FIELD_FORMTEXT:
		docx_find(flow->docx, SEVERITY_HOLD, "template-field",
		    field->form);
		break;
	case FIELD_CHECKBOX:
	case FIELD_DROPDOWN:
		show_form(flow, field);
		break;
	default:
		flow->fields = field->up; /* whose code it may be part of */
		docx_field_show(flow, &field->look, buf_str(&field->code));
		flow->fields = field;
		break;
	}
}

/* What stands above contents, and above lists of other things, in the
 * languages of Word; a list of pages is no use on a page without any. */
static int
is_list_heading(const char *words, int *ret_contents)
{
	size_t i;
	char *folded;
	static const char *const headings[] = { "contents", "table of contents",
		"innehåll", "innehållsförteckning", "sisällys",
		"sisällysluettelo", "indhold", "indholdsfortegnelse", "innhold",
		"innholdsfortegnelse", "inhalt", "inhaltsverzeichnis",
		"sommaire", "table des matières", "toc", NULL, "figurer",
		"tabeller", "figurförteckning", "tabellförteckning",
		"bildförteckning", "formelförteckning", "ekvationsförteckning",
		"kuvat", "taulukot", "kuvaluettelo", "kuvioluettelo",
		"taulukkoluettelo", "kaavaluettelo", "figures", "tables",
		"list of figures", "list of tables", "list of equations",
		"table of figures", "figurliste", "tabelliste", "figuroversigt",
		"abbildungsverzeichnis", "tabellenverzeichnis",
		"table des illustrations" };

	*ret_contents = 1;
	folded = text_fold_case(words);
	for (i = 0; i < sizeof(headings) / sizeof(headings[0]); i++) {
		if (headings[i] == NULL)
			*ret_contents = 0;
		else if (strcmp(folded, headings[i]) == 0)
			break;
	}
	free(folded);
	return i < sizeof(headings) / sizeof(headings[0]);
}

/* The list before which this heading stands is gone.  The heading of contents
 * is built upon; what stands above a list of figures is told. */
static void
drop_list_heading(struct docx_flow *flow, xmlNode *block)
{
	int contents, listed;
	struct docx_mark *mark = docx_mark_of(block);
	xmlChar *words;

	if (mark == NULL || mark->letters > 40 ||
	    block == flow->docx->contents || block->parent != flow->into)
		return;
	words = xmlNodeGetContent(block);
	listed = is_list_heading((char *)words, &contents);
	if (listed && !contents)
		docx_find(flow->docx, SEVERITY_INFO, "index-left-out",
		    (char *)words);
	else if (listed && !docx_contents_heading(flow, block))
		docx_drop(&flow->docx->nodes, block);
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

/* "Error! Reference source not found.", bold and in the language of Word. */
static void
check_error(struct docx_flow *flow, const struct docx_field *field)
{
	size_t i;
	const char *words;
	static const char *const errors[] = { "Error!", "Fel!", "Virhe.",
		"Virhe!", "Feil!", "Fejl!", "Fehler!", "Erreur\xc2\xa0!",
		"Erreur !" };

	words = words_since(flow, field);
	for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		if (strncmp(words, errors[i], strlen(errors[i])) == 0)
			docx_find(flow->docx, SEVERITY_HOLD, "field-error",
			    words);
	}
}

/* Of a path nothing but the name of the file is anybody's business. */
static void
cut_path(struct docx_flow *flow, struct docx_field *field)
{
	const char *words, *name;
	struct buf last;

	words = words_since(flow, field);
	if ((name = strrchr(words, '\\')) == NULL &&
	    (name = strrchr(words, '/')) == NULL)
		return;
	buf_init(&last, FIELD_ARG);
	buf_puts(&last, name + 1);
	take_back(flow, field);
	docx_line_text(&flow->line, &field->look, buf_str(&last), last.len);
	buf_fini(&last);
}

static void
end_list(struct docx_flow *flow, struct docx_field *field)
{
	take_back(flow, field);
	if (field->after != NULL)
		drop_list_heading(flow, field->after);
}

static void
end_result(struct docx_flow *flow, struct docx_field *field)
{
	check_error(flow, field);
	switch (field->kind) {
	case FIELD_TOC:
		end_list(flow, field);
		break;
	case FIELD_SILENT:
		take_back(flow, field);
		break;
	case FIELD_PATH:
		cut_path(flow, field);
		break;
	case FIELD_SEQ:
		if (field_code_counts(buf_str(&field->code), &flow->seq))
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
		show_form(flow, field);
		break;
	default:
		break;
	}
}

/* Has the field a result, and if only one that says nothing? */
static int
has_result(const struct docx_flow *flow, const struct docx_field *field)
{
	return field->result &&
	    (!docx_field_shows(field->kind) || !field->in_line ||
		field->span < flow->line.count);
}

/* Go on after a paragraph, or a field in it: a link that ends in another one
 * is one in each.  The outermost counts. */
static void
resume_link(struct docx_flow *flow, const struct docx_field *field)
{
	const char *target = NULL;

	for (; field != NULL; field = field->up) {
		if (field->target != NULL)
			target = field->target;
	}
	flow->wrap = NULL;
	flow->wrap = docx_links_wrap(flow, target);
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
	if (has_result(flow, field))
		end_result(flow, field);
	else
		end_bare(flow, field);
	if (field->in_line)
		flow->wrap = field->wrap;
	else
		resume_link(flow, field->up);
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
	return !field->result || field->kind == FIELD_TOC ||
	    field->kind == FIELD_SILENT;
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

	for (field = flow->fields; field != NULL; field = field->up) {
		if (!field->in_line)
			continue;
		field->in_line = 0;
		field->span = 0;
		field->after = flow->into->last;
	}
	resume_link(flow, flow->fields);
}

/* A link that never ended was none beyond its paragraph. */
static void
unlink_rest(struct docx_flow *flow, const struct docx_field *field)
{
	xmlNode *node;

	if (field->target == NULL || field->in_line ||
	    (field->after != NULL && field->after->parent != flow->into))
		return;
	node = field->after != NULL ? field->after->next : flow->into->children;
	for (; node != NULL; node = node->next)
		docx_links_undo(node, field->target);
}

void
docx_fields_fini(struct docx_flow *flow)
{
	struct docx_field *field;

	while ((field = flow->fields) != NULL) {
		unlink_rest(flow, field);
		flow->fields = field->up;
		buf_fini(&field->code);
		free(field);
	}
}
