/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One paragraph.  See docx_paragraph.h for the contract. */
#include "config.h"

#include "read/docx_block.h"
#include "read/docx_fields.h"
#include "read/docx_paragraph.h"
#include "read/docx_styles.h"
#include "read/docx_walk.h"
#include "read/ooxml.h"
#include "read/xmldoc.h"

static void
set_base_lang(struct docx_flow *flow)
{
	flow->base_lang = flow->para.run.lang != NULL ?
	    docx_intern(&flow->docx->nodes, flow->para.run.lang) :
	    flow->docx->lang;
}

void
docx_paragraph_open(struct docx_flow *flow)
{
	if (flow->open)
		return;
	docx_para_resolve(flow->docx->styles, NULL, flow->table, &flow->para);
	flow->ilvl = -1;
	set_base_lang(flow);
	flow->open = 1;
}

/*
 * The end of a paragraph in the document: is it one for the reader?
 */

static int
is_mark_deleted(struct docx_flow *flow, const xmlNode *rpr)
{
	const xmlNode *node;

	for (node = xmldoc_first(rpr); node != NULL; node = xmldoc_next(node)) {
		if (xmldoc_is(node, W_NS, "del") ||
		    xmldoc_is(node, W_NS, "moveFrom")) {
			docx_revision(flow->docx, rpr);
			return 1;
		}
		if (xmldoc_is(node, W_NS, "ins") ||
		    xmldoc_is(node, W_NS, "moveTo") ||
		    xmldoc_is(node, W_NS, "rPrChange"))
			docx_revision(flow->docx, rpr);
	}
	return 0;
}

/* A dropped initial of n spans looks like the word that it begins. */
static void
join_initial(struct docx_line *line, size_t n)
{
	size_t i;

	if (n >= line->count || line->list[n].kind != SPAN_TEXT)
		return;
	for (i = 0; i < n; i++)
		line->list[i].look = line->list[n].look;
}

void
docx_paragraph(struct docx_flow *flow, xmlNode *p)
{
	size_t initial;
	const char *ilvl;
	const xmlNode *ppr, *rpr;

	if (flow->open && !flow->carry)
		docx_paragraph_end(flow);
	initial = flow->carry && flow->para.drop_cap ?
	    docx_line_seal(&flow->line) :
	    0;
	ppr = xmldoc_child(p, W_NS, "pPr");
	rpr = xmldoc_child(ppr, W_NS, "rPr");
	docx_para_resolve(flow->docx->styles, ppr, flow->table, &flow->para);
	ilvl = ooxml_val(xmldoc_child(ppr, W_NS, "numPr"), "ilvl");
	flow->ilvl = ooxml_int(ilvl, -1);
	set_base_lang(flow);
	flow->open = 1;
	flow->carry = 0;
	docx_walk_children(flow, p);
	if (!flow->open)
		return; /* a paragraph inside of this one ended both */
	join_initial(&flow->line, initial);
	if (flow->line.count == 0 &&
	    (ooxml_has(rpr, "vanish") || flow->para.run.vanish))
		flow->para.num_id = 0; /* nobody sees its number either */
	if (xmldoc_child(ppr, W_NS, "pPrChange") != NULL)
		docx_revision(flow->docx, p);
	if (is_mark_deleted(flow, rpr) || flow->para.drop_cap) {
		flow->carry = 1;
		/* These point into the block, which is freed. */
		flow->para.style_id = NULL;
		flow->para.jc = NULL;
		return;
	}
	docx_paragraph_end(flow);
}

/* Blocks that stood in the paragraph come after it; if it had words, they
 * are its own. */
static void
add_late(struct docx_flow *flow, int attached)
{
	struct docx_mark *mark;
	xmlNode *node, *next;

	for (node = flow->late->children; node != NULL; node = next) {
		next = node->next;
		xmlUnlinkNode(node);
		docx_flow_add(flow, node);
		if ((mark = docx_mark_of(node)) != NULL)
			mark->attached = attached != 0;
	}
}

/* Leave the line's first n spans in it and move the others to tail. */
static void
split_line(struct docx_line *line, size_t n, struct docx_line *tail)
{
	size_t i;
	const struct docx_span *span;

	docx_line_init(tail);
	for (i = n; i < line->count; i++) {
		span = &line->list[i];
		if (span->kind == SPAN_TEXT)
			docx_line_text(tail, &span->look,
			    buf_str(&line->text) + span->off, span->len);
		else
			docx_line_add(tail, &span->look, span->kind,
			    span->node);
	}
	line->count = n;
}

void
docx_paragraph_end(struct docx_flow *flow)
{
	int had_words;
	size_t certain;
	struct docx_line tail;
	const xmlNode *last = flow->into->last;

	certain = docx_fields_certain(flow);
	if (certain < flow->line.count) {
		split_line(&flow->line, certain, &tail);
		if (certain > 0) {
			docx_block_line(flow);
			flow->para.num_id = 0; /* it was counted */
		}
		docx_fields_paragraph(flow);
		docx_line_fini(&flow->line);
		flow->line = tail;
		docx_block_line(flow);
	} else {
		docx_block_line(flow);
		docx_fields_paragraph(flow);
	}
	had_words = flow->into->last != last;
	add_late(flow, had_words);
	flow->carry = 0;
	flow->has_seq = 0;
	flow->seq = CAPTION_ANY;
}
