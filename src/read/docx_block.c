/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a paragraph becomes.  See docx_block.h for the contract. */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include <unicode/uchar.h>

#include "base/text.h"
#include "read/docx_block.h"
#include "read/docx_contents.h"
#include "read/docx_numbering.h"
#include "read/docx_styles.h"
#include "read/docx_walk.h"

enum {
	MAX_LEVEL = 6,      /* of headings in HTML */
	MAX_OUTLINED = 200, /* letters of a heading by outline level alone */
	MAX_CAPTION = 300,  /* letters of a caption by its field alone */
	MOST = 95,          /* percent of the letters that count as all */
	RULE_SIGNS = 3,
};

/* A paragraph on its way to become blocks. */
struct finish {
	struct docx_flow *flow;
	const struct docx_para *para;
	struct docx_line_sum sum;
	struct docx_label label;
	int has_label;
	enum block_kind kind;
	unsigned ignore; /* formats that the whole block has anyway */
	unsigned blocks; /* how many it became */
};

/*
 * Lists.
 */

static int
list_level(const struct docx_flow *flow)
{
	int level;
	const struct docx_para *para = &flow->para;

	if (flow->ilvl >= 0)
		return flow->ilvl;
	if (para->num_style != NULL) {
		level = docx_numbering_level_of_style(flow->docx->numbering,
		    para->num_id, para->num_style);
		if (level >= 0)
			return level;
	}
	return para->ilvl >= 0 ? para->ilvl : 0;
}

static void
count_label(struct finish *finish)
{
	struct docx_flow *flow = finish->flow;

	if (flow->para.num_id == 0 || flow->docx->numbering == NULL)
		return;
	finish->has_label = docx_numbering_next(flow->docx->numbering,
				flow->para.num_id, list_level(flow),
				finish->sum.lang, &finish->label) == 0;
}

/* Where the text of a list item begins: by its own indent, or its level's. */
static int
text_indent(const struct finish *finish)
{
	int left, first;
	const struct docx_flow *flow = finish->flow;

	if (finish->has_label && flow->para.left == 0 &&
	    docx_numbering_indent(flow->docx->numbering, flow->para.num_id,
		finish->label.level, &left, &first) == 0)
		return left;
	return flow->para.left;
}

static void
mark_list(struct finish *finish, struct docx_mark *mark)
{
	const struct docx_label *label = &finish->label;
	struct docx_nodes *nodes = &finish->flow->docx->nodes;

	if (!finish->has_label || label->kind == LIST_NONE)
		return;
	mark->list = label->kind;
	mark->level = label->level;
	mark->abstract = label->abstract;
	mark->value = label->value;
	mark->restarted = label->restarted;
	mark->html_type = label->html_type;
	if (label->kind == LIST_BULLET && label->unknown_symbol)
		docx_find(finish->flow->docx, SEVERITY_INFO, "symbol-unknown",
		    label->font);
	if (label->html_type == NULL && label->kind == LIST_ORDERED)
		mark->label = docx_intern(nodes, label->text);
}

/*
 * Blocks.
 */

static int
is_most(unsigned part, unsigned all)
{
	return all > 0 && (size_t)part * 100 >= (size_t)all * MOST;
}

/* Is it called a heading, or does nothing but an outline level say so? */
static int
is_named_heading(const struct docx_para *para)
{
	int level;
	const char *colon;

	if (strncmp(para->why, "outline", 7) == 0)
		return 0;
	if (strncmp(para->why, "based-on:", 9) != 0)
		return 1;
	colon = strchr(para->why, ':');
	return docx_role_by_name(colon + 1, 0, &level) == ROLE_HEADING;
}

/* Is there more than signs: a letter, a figure, a formula? */
static int
has_word(const struct docx_line *line)
{
	size_t i;
	const char *s;

	for (i = 0; i < line->count; i++) {
		if (line->list[i].kind == SPAN_NODE)
			return 1;
	}
	for (s = buf_str(&line->text); *s != '\0';) {
		if (u_isalnum((UChar32)text_next(s, &s)))
			return 1;
	}
	return 0;
}

/* Numbered clauses have outline levels too, and are text; "* * *" is no
 * heading in any style. */
static int
is_heading(const struct finish *finish)
{
	const struct docx_para *para = finish->para;
	const struct docx_line_sum *sum = &finish->sum;

	if (!has_word(&finish->flow->line))
		return 0;
	if (is_named_heading(para))
		return 1;
	if (sum->letters > MAX_OUTLINED || finish->flow->plain)
		return 0; /* nor is a label in a table a heading */
	return !finish->has_label || finish->label.kind == LIST_NONE ||
	    is_most(sum->bold, sum->letters) || para->keep_next;
}

static enum block_kind
kind_of(const struct finish *finish)
{
	const struct docx_flow *flow = finish->flow;

	switch (flow->para.role) {
	case ROLE_HEADING:
		return is_heading(finish) ? BLOCK_HEADING : BLOCK_PARA;
	case ROLE_TITLE:
	case ROLE_SUBTITLE:
		return BLOCK_TITLE;
	case ROLE_QUOTE:
		return BLOCK_QUOTE;
	case ROLE_CAPTION:
		return BLOCK_CAPTION;
	case ROLE_CODE:
		return BLOCK_CODE;
	default:
		return flow->zone != NULL ? BLOCK_TITLE : BLOCK_PARA;
	}
}

/* An entry of a table of contents outside of its field ends in a page. */
static int
is_toc_entry(const struct docx_flow *flow)
{
	const struct docx_line *line = &flow->line;
	const struct docx_span *last;
	const char *text;

	if (flow->para.role != ROLE_TOC)
		return 0;
	if (flow->toc)
		return 1;
	if (flow->para.level == 0 || line->count == 0)
		return 0;
	last = &line->list[line->count - 1];
	text = buf_str(&line->text);
	return last->kind == SPAN_TEXT && last->len > 0 &&
	    isdigit((unsigned char)text[last->off + last->len - 1]);
}

/* The heading of contents in their control. */
static int
is_toc_heading(const struct docx_flow *flow)
{
	return flow->toc && flow->para.role == ROLE_TOC &&
	    flow->para.level == 0 && flow->up == NULL &&
	    flow->docx->contents == NULL && !flow->docx->quiet;
}

/* Formats that say nothing where everything looks so. */
static unsigned
ignored_formats(const struct finish *finish)
{
	unsigned ignore = 0;

	if (finish->kind == BLOCK_HEADING || finish->kind == BLOCK_TITLE)
		ignore |= LINE_STRONG | LINE_U | LINE_CODE;
	if (is_most(finish->sum.underlined, finish->sum.letters))
		ignore |= LINE_U;
	if (finish->kind == BLOCK_CODE)
		ignore |= LINE_CODE;
	return ignore;
}

static void
set_zone(const struct docx_flow *flow, xmlNode *node)
{
	if (flow->para.role == ROLE_TITLE || flow->para.role == ROLE_SUBTITLE) {
		docx_set(node, "zone",
		    flow->para.role == ROLE_TITLE ? "title" : "deck");
		docx_set(node, "why", flow->para.why);
		return;
	}
	docx_set(node, "zone", flow->zone);
	docx_set(node, "why", "control");
}

static void
set_heading(const struct finish *finish, xmlNode *node)
{
	int level = finish->para->level;

	if (level < 1)
		level = 1;
	docx_set_int(node, "level", level > MAX_LEVEL ? MAX_LEVEL : level);
	docx_set(node, "why", finish->para->why);
	if (finish->has_label && finish->label.kind == LIST_ORDERED)
		docx_set(node, "label", finish->label.text);
}

static void
fill_mark(struct finish *finish, struct docx_mark *mark)
{
	const struct docx_para *para = finish->para;

	mark->left = text_indent(finish);
	mark->size = finish->sum.size;
	mark->letters = finish->sum.letters;
	mark->bold = finish->sum.bold;
	mark->italic = finish->sum.italic;
	mark->underlined = finish->sum.underlined;
	mark->tabs = finish->sum.tabs;
	mark->indent = finish->sum.indent;
	mark->caps = is_most(finish->sum.caps, finish->sum.letters) ? 1 : 0;
	mark->keep_next = para->keep_next != 0;
	mark->centered = para->jc != NULL && strcmp(para->jc, "center") == 0;
	mark->broken = para->page_break_before != 0;
	mark->loose = para->before > para->after;
	mark->caption_of = finish->flow->seq;
}

/* A box as a bullet says whether something is done: that is a word. */
static void
put_box(const struct finish *finish, xmlNode *node)
{
	size_t i;
	const char *text = finish->label.text;
	static const char *const boxes[] = { "\xe2\x98\x90", "\xe2\x98\x91",
		"\xe2\x98\x92" }; /* U+2610 to U+2612 */

	if (!finish->has_label || finish->label.kind != LIST_BULLET)
		return;
	for (i = 0; i < sizeof(boxes) / sizeof(boxes[0]); i++) {
		if (strcmp(text, boxes[i]) == 0) {
			docx_text(&finish->flow->docx->nodes, node, boxes[i],
			    3);
			docx_text(&finish->flow->docx->nodes, node, " ", 1);
		}
	}
}

/* One block of the paragraph's spans first to end. */
static void
add_block(struct finish *finish, size_t first, size_t end)
{
	struct docx_flow *flow = finish->flow;
	struct docx_line_part part;
	struct docx_mark *mark;
	xmlNode *node;

	node = docx_node(&flow->docx->nodes, NULL,
	    finish->kind == BLOCK_HEADING ? "heading" : "p");
	mark = docx_mark(&flow->docx->nodes, node, finish->kind);
	fill_mark(finish, mark);
	if (finish->kind == BLOCK_HEADING)
		set_heading(finish, node);
	else if (finish->kind == BLOCK_TITLE)
		set_zone(flow, node);
	else if (finish->blocks == 0)
		mark_list(finish, mark);
	docx_set(node, "lang", finish->sum.lang);
	if (finish->para->bidi)
		docx_set(node, "dir", "rtl");
	if (finish->blocks == 0)
		put_box(finish, node);
	part.first = first;
	part.end = end;
	part.ignore = finish->ignore;
	part.lang = finish->sum.lang;
	docx_line_emit(&flow->line, &flow->docx->nodes, node, &part);
	docx_flow_add(flow, node);
	mark->attached = finish->blocks > 0 ? 1 : 0;
	finish->blocks++;
}

/* Nothing but pictures: a figure, and no paragraph. */
static void
add_figure(struct finish *finish)
{
	size_t i;
	struct docx_flow *flow = finish->flow;
	struct docx_line_part part;
	struct docx_mark *mark;
	xmlNode *node;

	node = docx_node(&flow->docx->nodes, NULL, "figure");
	mark = docx_mark(&flow->docx->nodes, node, BLOCK_FIGURE);
	fill_mark(finish, mark);
	mark_list(finish, mark);
	memset(&part, 0, sizeof(part));
	part.ignore = ~0u;
	for (i = 0; i < flow->line.count; i++) {
		if (flow->line.list[i].kind != SPAN_NODE)
			continue;
		part.first = i;
		part.end = i + 1;
		docx_line_emit(&flow->line, &flow->docx->nodes, node, &part);
	}
	docx_flow_add(flow, node);
	finish->blocks++;
}

/* A page break or an empty line inside of running text parts it. */
static void
add_parts(struct finish *finish)
{
	size_t i, first = 0;
	const struct docx_line *line = &finish->flow->line;

	if (finish->kind == BLOCK_PARA || finish->kind == BLOCK_QUOTE) {
		for (i = 0; i < line->count; i++) {
			if (line->list[i].kind != SPAN_PAGE)
				continue;
			add_block(finish, first, i);
			first = i + 1;
		}
	}
	add_block(finish, first, line->count);
}

static void
add_hr(struct docx_flow *flow)
{
	xmlNode *node;

	if (docx_node_is(flow->into->last, "hr"))
		return;
	node = docx_node(&flow->docx->nodes, NULL, "hr");
	docx_mark(&flow->docx->nodes, node, BLOCK_OTHER);
	docx_flow_add(flow, node);
}

/* "* * *", "- - -": a rule that was typed; "____" is for a name. */
static int
is_typed_rule(const struct finish *finish)
{
	size_t i;
	long c, sign = 0;
	unsigned n = 0;
	const char *s;
	const struct docx_line *line = &finish->flow->line;

	for (i = 0; i < line->count; i++) {
		if (line->list[i].kind != SPAN_TEXT)
			return 0;
	}
	for (s = buf_str(&line->text); *s != '\0';) {
		c = text_next(s, &s);
		if (text_is_blank(c))
			continue;
		if (sign != 0 && c != sign)
			return 0;
		sign = c;
		n++;
	}
	return n >= RULE_SIGNS && n == finish->sum.letters &&
	    ((sign < 0x80 && strchr("-*=~", (int)sign) != NULL) ||
		sign == 0x2013 || sign == 0x2014 || sign == 0x2500);
}

/* An empty paragraph with a border above or below is a rule. */
static void
add_rule(struct docx_flow *flow)
{
	flow->gap = 1;
	if ((flow->para.borders & (BORDER_TOP | BORDER_BOTTOM)) == 0 ||
	    (flow->para.borders & (BORDER_LEFT | BORDER_RIGHT)) != 0 ||
	    flow->plain)
		return;
	add_hr(flow);
}

/* The mark that a note's text begins with is known from its reference. */
static void
drop_mark(struct docx_flow *flow)
{
	size_t len;
	struct docx_span *span = flow->line.list;
	const char *text = buf_str(&flow->line.text);

	if (flow->mark == NULL || flow->line.count == 0)
		return;
	len = strlen(flow->mark);
	if (span->kind == SPAN_TEXT && span->len >= len && len > 0 &&
	    strncmp(text + span->off, flow->mark, len) == 0) {
		span->off += len;
		span->len -= len;
		while (span->len > 0 && text[span->off] == ' ') {
			span->off++;
			span->len--;
		}
		if (span->len == 0 && flow->line.count > 1 &&
		    span[1].kind == SPAN_TEXT && text[span[1].off] == ' ') {
			span[1].off++;
			span[1].len--;
		}
	}
	flow->mark = NULL;
}

/* Tabs may be columns in a paragraph of its own; anywhere else they are
 * blanks. */
static void
settle_tabs(struct finish *finish)
{
	const struct docx_flow *flow = finish->flow;

	if (finish->sum.tabs == 0 ||
	    (finish->kind == BLOCK_PARA && !finish->has_label && !flow->note &&
		!flow->docx->quiet && flow->para.role != ROLE_TOC))
		return;
	docx_line_untab(&finish->flow->line);
	finish->sum.tabs = 0;
}

void
docx_block_line(struct docx_flow *flow)
{
	struct finish finish;

	memset(&finish, 0, sizeof(finish));
	finish.flow = flow;
	finish.para = &flow->para;
	docx_line_settle(&flow->line,
	    flow->para.role == ROLE_CODE ? LINE_KEEP_ALL : LINE_KEEP_TABS,
	    flow->base_lang, &finish.sum);
	flow->open = 0;
	count_label(&finish);
	finish.kind = kind_of(&finish);
	settle_tabs(&finish);
	if (flow->line.count == 0) {
		add_rule(flow);
	} else if (is_toc_heading(flow)) {
		add_block(&finish, 0, flow->line.count);
		(void)docx_contents_heading(flow, flow->into->last);
	} else if (!is_toc_entry(flow)) {
		drop_mark(flow);
		finish.ignore = ignored_formats(&finish);
		if (finish.kind == BLOCK_PARA && !finish.has_label &&
		    !flow->plain && !flow->note && !flow->docx->quiet &&
		    is_typed_rule(&finish)) {
			add_hr(flow);
			docx_line_reset(&flow->line);
			return;
		}
		if (finish.kind == BLOCK_PARA && flow->has_seq &&
		    finish.sum.letters <= MAX_CAPTION) {
			finish.kind = BLOCK_CAPTION;
			settle_tabs(&finish);
		}
		if (finish.sum.letters == 0 && !flow->plain &&
		    finish.sum.nodes == finish.sum.pictures)
			add_figure(&finish);
		else
			add_parts(&finish);
	}
	docx_line_reset(&flow->line);
}
