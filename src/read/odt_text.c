/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks and paragraphs (ODF 1.3-3, 5).  See odt_inner.h. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "read/odt_inner.h"

void
odt_flow_init(struct odt_flow *flow, struct odt *odt, xmlNode *into)
{
	memset(flow, 0, sizeof(*flow));
	flow->odt = odt;
	flow->into = into;
	flow->level = -1;
	odt_look_init(&flow->look);
	flow->late = odt_add(odt, NULL, "late");
}

void
odt_flow_fini(struct odt_flow *flow)
{
	odt_close_paragraph(flow);
	xmlFreeNode(flow->late);
}

int
odt_open_paragraph(struct odt_flow *flow)
{
	if (flow->at != NULL)
		return 0;
	flow->at = odt_add(flow->odt, flow->into, "p");
	flow->run = NULL;
	flow->blank = 1;
	odt_look_init(&flow->look);
	flow->span = NULL;
	return 1;
}

void
odt_close_paragraph(struct odt_flow *flow)
{
	if (flow->at == NULL)
		return;
	flow->at = NULL;
	flow->run = NULL;
	odt_move_children(flow->late, flow->into);
}

/* text:is-hidden says what a condition came to when the file was saved. */
int
odt_is_hidden(const xmlNode *node)
{
	const char *display, *hidden;

	display = xmldoc_attr(node, TEXT_NS, "display");
	if (display != NULL && strcmp(display, "none") == 0)
		return 1;
	hidden = xmldoc_attr(node, TEXT_NS, "is-hidden");
	return hidden != NULL && strcmp(hidden, "true") == 0 &&
	    (display == NULL || strcmp(display, "condition") == 0);
}

/* text:hidden-paragraph hides the one that it stands in (7.7.9). */
static int
hides_itself(const xmlNode *paragraph)
{
	const xmlNode *node;

	for (node = xmldoc_first(paragraph); node != NULL;
	     node = xmldoc_next(node)) {
		if (TXT(node, "hidden-paragraph") && odt_is_hidden(node))
			return 1;
	}
	return 0;
}

/* The level of a heading from 0, or -1. */
static int
outline_of(const xmlNode *node)
{
	int level;

	if (!TXT(node, "h"))
		return -1;
	level = ooxml_int(xmldoc_attr(node, TEXT_NS, "outline-level"), 1);
	return level < 1 ? 0 : level > ODT_LEVELS ? ODT_LEVELS - 1 : level - 1;
}

/* A heading's number is the outline's, unless it or its style says no. */
static int
is_numbered(const xmlNode *node, const struct odt_style *style)
{
	const char *list, *header;

	header = xmldoc_attr(node, TEXT_NS, "is-list-header");
	if (header != NULL && strcmp(header, "true") == 0)
		return 0;
	list = odt_style_attr(style, "list-style-name");
	return list == NULL || *list != '\0';
}

static void
write_ppr(struct odt_flow *flow, xmlNode *p, const xmlNode *node,
    const struct odt_style *style)
{
	int outline;
	struct odt *odt = flow->odt;
	xmlNode *ppr;

	outline = outline_of(node);
	ppr = odt_add(odt, p, "pPr");
	if (style != NULL && style->common != NULL)
		odt_add_val(odt, ppr, "pStyle", style->common->id);
	if (outline >= 0)
		odt_add_int(odt, ppr, "outlineLvl", outline);
	if (style != NULL && style->id == NULL && style->paragraph != NULL)
		odt_ppr_write(odt, ppr, style->paragraph, flow->open != NULL);
	odt_list_ppr(flow, ppr,
	    outline >= 0 && is_numbered(node, style) ? outline : -1);
}

/* LibreOffice links to a heading by its words: "#Words|outline". */
static void
name_heading(struct odt_flow *flow, const xmlNode *node)
{
	char *name, *words;

	words = odt_words(node);
	name = xasprintf("%s|outline", words);
	odt_bookmark(flow, name);
	free(name);
	free(words);
}

static void
read_paragraph(struct odt_flow *flow, xmlNode *node)
{
	const char *name;
	const struct odt_style *style;
	struct odt *odt = flow->odt;

	odt_close_paragraph(flow);
	if (hides_itself(node))
		return;
	if ((name = xmldoc_attr(node, TEXT_NS, "style-name")) == NULL)
		name = "Standard";
	style = odt_style_find(odt, FAMILY_PARAGRAPH, name);
	odt_open_paragraph(flow);
	write_ppr(flow, flow->at, node, style);
	if (style != NULL && style->id == NULL)
		flow->look = style->direct;
	if (TXT(node, "h") && !flow->odt->furniture)
		name_heading(flow, node);
	odt_inline(flow, node);
	odt_close_paragraph(flow);
}

/* text:section (5.4): what it hides is not there; what it takes from
 * elsewhere is as it was last seen. */
static void
read_section(struct odt_flow *flow, xmlNode *section)
{
	if (!odt_is_hidden(section))
		odt_blocks(flow, section);
}

/*
 * Indices.
 */

static void
put_mark(struct odt_flow *flow, const char *type)
{
	odt_set(flow->odt, odt_add(flow->odt, odt_run(flow), "fldChar"),
	    "fldCharType", type);
	odt_cut(flow);
}

/* A list of figures or the like, or contents below a paragraph that names
 * them: a field of Word's, after its heading. */
static void
put_list(struct odt_flow *flow, xmlNode *body, xmlNode *title,
    const char *instruction)
{
	xmlNode *code, *node;

	if (title != NULL)
		odt_blocks(flow, title);
	odt_open_paragraph(flow);
	put_mark(flow, "begin");
	code = odt_add(flow->odt, odt_run(flow), "instrText");
	xmlNodeSetContent(code, (const xmlChar *)instruction);
	put_mark(flow, "separate");
	odt_close_paragraph(flow);
	for (node = xmldoc_first(body); node != NULL; node = xmldoc_next(node))
		if (node != title)
			odt_block(flow, node);
	odt_open_paragraph(flow);
	put_mark(flow, "end");
	odt_close_paragraph(flow);
}

/* What was made from the document's own words is made anew or left out: its
 * title alone goes on.  A bibliography has words of its own. */
void
odt_index(struct odt_flow *flow, xmlNode *index)
{
	struct odt *odt = flow->odt;
	struct odt_flow inner;
	xmlNode *body, *content, *part, *sdt, *title;

	body = xmldoc_child(index, TEXT_NS, "index-body");
	if (body == NULL)
		return;
	if (TXT(index, "bibliography")) {
		odt_blocks(flow, body);
		return;
	}
	title = xmldoc_child(body, TEXT_NS, "index-title");
	if (title == NULL || !TXT(index, "table-of-content")) {
		put_list(flow, body, title,
		    TXT(index, "table-of-content") ? "TOC" : "TOC \\c");
		return;
	}
	sdt = odt_add(odt, flow->into, "sdt");
	part = odt_add(odt, odt_add(odt, sdt, "sdtPr"), "docPartObj");
	odt_add_val(odt, part, "docPartGallery", "Table of Contents");
	content = odt_add(odt, sdt, "sdtContent");
	odt_flow_init(&inner, odt, content);
	odt_blocks(&inner, title);
	odt_flow_fini(&inner);
}

/*
 * Blocks by name.
 */

enum block {
	BLOCK_P,
	BLOCK_LIST,
	BLOCK_NUMBERED,
	BLOCK_TABLE,
	BLOCK_SECTION,
	BLOCK_INDEX,
	BLOCK_INSIDE,
	BLOCK_CHANGE,
	BLOCK_NOTHING,
};

static const struct {
	const char *ns;
	const char *name;
	enum block block;
} blocks[] = {
	{ TEXT_NS, "p", BLOCK_P },
	{ TEXT_NS, "h", BLOCK_P },
	{ TEXT_NS, "list", BLOCK_LIST },
	{ TABLE_NS, "table", BLOCK_TABLE },
	{ TEXT_NS, "section", BLOCK_SECTION },
	{ TEXT_NS, "soft-page-break", BLOCK_NOTHING },
	{ TEXT_NS, "sequence-decls", BLOCK_NOTHING },
	{ TEXT_NS, "variable-decls", BLOCK_NOTHING },
	{ TEXT_NS, "user-field-decls", BLOCK_NOTHING },
	{ TEXT_NS, "dde-connection-decls", BLOCK_NOTHING },
	{ TEXT_NS, "alphabetical-index-auto-mark-file", BLOCK_NOTHING },
	{ TEXT_NS, "tracked-changes", BLOCK_NOTHING },
	{ TEXT_NS, "section-source", BLOCK_NOTHING },
	{ TEXT_NS, "numbered-paragraph", BLOCK_NUMBERED },
	{ TEXT_NS, "number", BLOCK_NOTHING },
	{ TEXT_NS, "table-of-content", BLOCK_INDEX },
	{ TEXT_NS, "illustration-index", BLOCK_INDEX },
	{ TEXT_NS, "table-index", BLOCK_INDEX },
	{ TEXT_NS, "object-index", BLOCK_INDEX },
	{ TEXT_NS, "user-index", BLOCK_INDEX },
	{ TEXT_NS, "alphabetical-index", BLOCK_INDEX },
	{ TEXT_NS, "bibliography", BLOCK_INDEX },
	{ TEXT_NS, "index-title", BLOCK_INSIDE },
	{ TEXT_NS, "change", BLOCK_CHANGE },
	{ TEXT_NS, "change-start", BLOCK_CHANGE },
	{ TEXT_NS, "change-end", BLOCK_CHANGE },
	{ OFFICE_NS, "forms", BLOCK_NOTHING },
	{ OFFICE_NS, "dde-source", BLOCK_NOTHING },
	{ OFFICE_NS, "event-listeners", BLOCK_NOTHING },
	{ TABLE_NS, "calculation-settings", BLOCK_NOTHING },
	{ TABLE_NS, "content-validations", BLOCK_NOTHING },
	{ TABLE_NS, "named-expressions", BLOCK_NOTHING },
	{ TABLE_NS, "title", BLOCK_NOTHING },
	{ TABLE_NS, "desc", BLOCK_NOTHING },
};

static enum block
block_of(const xmlNode *node)
{
	size_t i;

	for (i = 0; i < sizeof(blocks) / sizeof(blocks[0]); i++) {
		if (xmldoc_is(node, blocks[i].ns, blocks[i].name))
			return blocks[i].block;
	}
	return BLOCK_INSIDE;
}

/* Drawings and changes between paragraphs stand in one of their own. */
static void
read_between(struct odt_flow *flow, xmlNode *node)
{
	int opened;

	opened = odt_open_paragraph(flow);
	if (block_of(node) == BLOCK_CHANGE)
		odt_change(flow, node);
	else if (!odt_draw(flow, node))
		odt_blocks(flow, node);
	if (opened)
		odt_close_paragraph(flow);
}

void
odt_block(struct odt_flow *flow, xmlNode *node)
{
	switch (block_of(node)) {
	case BLOCK_P:
		read_paragraph(flow, node);
		break;
	case BLOCK_LIST:
		odt_list(flow, node);
		break;
	case BLOCK_NUMBERED:
		odt_numbered(flow, node);
		break;
	case BLOCK_TABLE:
		odt_table(flow, node);
		break;
	case BLOCK_SECTION:
		read_section(flow, node);
		break;
	case BLOCK_INDEX:
		odt_index(flow, node);
		break;
	case BLOCK_CHANGE:
		read_between(flow, node);
		break;
	case BLOCK_NOTHING:
		break;
	case BLOCK_INSIDE:
		if (node->ns != NULL &&
		    xmlStrEqual(node->ns->href, (const xmlChar *)DRAW_NS))
			read_between(flow, node);
		else
			odt_blocks(flow, node);
		break;
	}
}

void
odt_blocks(struct odt_flow *flow, xmlNode *parent)
{
	xmlNode *node, *next;

	for (node = xmldoc_first(parent); node != NULL; node = next) {
		next = xmldoc_next(node);
		odt_block(flow, node);
	}
}
