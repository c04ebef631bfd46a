/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML inside of a document.  See docx_chunk_html.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/HTMLparser.h>

#include "base/text.h"
#include "read/docx_chunk_html.h"
#include "read/docx_grid.h"
#include "read/docx_links.h"
#include "read/docx_paragraph.h"
#include "read/docx_run.h"
#include "read/docx_walk.h"
#include "read/xmldoc.h"

enum {
	MAX_HTML = 8 << 20,
	MAX_DEPTH = 100,
};

/* Where in the HTML we are. */
struct html {
	struct docx_flow *flow;
	unsigned format;     /* set of enum line_format */
	enum docx_role role; /* of paragraphs */
	int level;
	int depth;
};

enum html_kind {
	HTML_THROUGH, /* unknown: its words */
	HTML_DROP,
	HTML_BLOCK,
	HTML_HEADING,
	HTML_QUOTE,
	HTML_PRE,
	HTML_FORMAT,
	HTML_LINK,
	HTML_BREAK,
	HTML_RULE,
	HTML_PICTURE,
	HTML_LIST,
	HTML_TABLE,
};

static const struct {
	const char *name;
	enum html_kind kind;
	int value; /* a format, a level */
} elements[] = {
	{ "script", HTML_DROP, 0 },
	{ "style", HTML_DROP, 0 },
	{ "template", HTML_DROP, 0 },
	{ "head", HTML_DROP, 0 },
	{ "iframe", HTML_DROP, 0 },
	{ "object", HTML_DROP, 0 },
	{ "embed", HTML_DROP, 0 },
	{ "select", HTML_DROP, 0 },
	{ "textarea", HTML_DROP, 0 },
	{ "svg", HTML_DROP, 0 },
	{ "p", HTML_BLOCK, 0 },
	{ "div", HTML_BLOCK, 0 },
	{ "section", HTML_BLOCK, 0 },
	{ "article", HTML_BLOCK, 0 },
	{ "header", HTML_BLOCK, 0 },
	{ "footer", HTML_BLOCK, 0 },
	{ "main", HTML_BLOCK, 0 },
	{ "nav", HTML_BLOCK, 0 },
	{ "aside", HTML_BLOCK, 0 },
	{ "figure", HTML_BLOCK, 0 },
	{ "figcaption", HTML_BLOCK, 0 },
	{ "address", HTML_BLOCK, 0 },
	{ "dl", HTML_BLOCK, 0 },
	{ "dt", HTML_BLOCK, 0 },
	{ "dd", HTML_BLOCK, 0 },
	{ "center", HTML_BLOCK, 0 },
	{ "body", HTML_BLOCK, 0 },
	{ "h1", HTML_HEADING, 1 },
	{ "h2", HTML_HEADING, 2 },
	{ "h3", HTML_HEADING, 3 },
	{ "h4", HTML_HEADING, 4 },
	{ "h5", HTML_HEADING, 5 },
	{ "h6", HTML_HEADING, 6 },
	{ "blockquote", HTML_QUOTE, 0 },
	{ "pre", HTML_PRE, 0 },
	{ "b", HTML_FORMAT, LINE_STRONG | LINE_BOLD },
	{ "strong", HTML_FORMAT, LINE_STRONG | LINE_BOLD },
	{ "i", HTML_FORMAT, LINE_EM },
	{ "em", HTML_FORMAT, LINE_EM },
	{ "u", HTML_FORMAT, LINE_U | LINE_UNDERLINED },
	{ "s", HTML_FORMAT, LINE_S },
	{ "strike", HTML_FORMAT, LINE_S },
	{ "del", HTML_FORMAT, LINE_S },
	{ "sub", HTML_FORMAT, LINE_SUB },
	{ "sup", HTML_FORMAT, LINE_SUP },
	{ "code", HTML_FORMAT, LINE_CODE },
	{ "kbd", HTML_FORMAT, LINE_CODE },
	{ "tt", HTML_FORMAT, LINE_CODE },
	{ "a", HTML_LINK, 0 },
	{ "br", HTML_BREAK, 0 },
	{ "hr", HTML_RULE, 0 },
	{ "img", HTML_PICTURE, 0 },
	{ "ul", HTML_LIST, 0 },
	{ "ol", HTML_LIST, 1 },
	{ "table", HTML_TABLE, 0 },
};

static void walk(const struct html *html, xmlNode *node);

static enum html_kind
kind_of(const xmlNode *node, int *ret_value)
{
	size_t i;

	for (i = 0; i < sizeof(elements) / sizeof(elements[0]); i++) {
		if (strcmp((const char *)node->name, elements[i].name) == 0) {
			*ret_value = elements[i].value;
			return elements[i].kind;
		}
	}
	return HTML_THROUGH;
}

static void
walk_children(const struct html *outer, const xmlNode *parent)
{
	struct html html = *outer;
	xmlNode *node;

	html.depth++;
	for (node = parent->children; node != NULL; node = node->next)
		walk(&html, node);
}

/* The paragraph that the next words open is of this role. */
static void
open_paragraph(const struct html *html)
{
	struct docx_flow *flow = html->flow;

	if (flow->open)
		return;
	docx_paragraph_open(flow);
	if (html->role == ROLE_NONE)
		return;
	flow->para.role = html->role;
	flow->para.level = html->level;
	memcpy(flow->para.why, "html", sizeof("html"));
}

static void
put_text(const struct html *html, const char *s)
{
	struct docx_look look;

	if (!html->flow->open && s[strspn(s, " \t\r\n")] == '\0')
		return;
	open_paragraph(html);
	docx_plain_look(html->flow, &look);
	look.format = html->format;
	docx_line_text(&html->flow->line, &look, s, strlen(s));
}

static void
walk_block(const struct html *html, const xmlNode *node)
{
	docx_flow_end(html->flow);
	walk_children(html, node);
	docx_flow_end(html->flow);
}

static void
walk_as(const struct html *outer, const xmlNode *node, enum docx_role role,
    int level)
{
	struct html html = *outer;

	html.role = role;
	html.level = level;
	walk_block(&html, node);
}

static const char *
html_attr(const xmlNode *node, const char *name)
{
	return xmldoc_attr(node, NULL, name);
}

static void
walk_link(const struct html *html, const xmlNode *node)
{
	const char *href;
	const struct docx_wrap *before = html->flow->wrap;

	href = html_attr(node, "href");
	open_paragraph(html);
	html->flow->wrap = docx_links_wrap(html->flow, href);
	walk_children(html, node);
	html->flow->wrap = before;
}

static void
put_break(const struct html *html)
{
	struct docx_look look;

	open_paragraph(html);
	docx_plain_look(html->flow, &look);
	docx_line_add(&html->flow->line, &look, SPAN_BREAK, NULL);
}

static void
put_rule(const struct html *html)
{
	struct docx_nodes *nodes = &html->flow->docx->nodes;
	xmlNode *hr;

	docx_flow_end(html->flow);
	hr = docx_node(nodes, NULL, "hr");
	docx_mark(nodes, hr, BLOCK_OTHER);
	docx_flow_add(html->flow, hr);
}

/* Walk node's content into a container of its own. */
static void
walk_into(const struct html *outer, const xmlNode *node, xmlNode *into)
{
	struct docx_flow flow;
	struct html html = *outer;

	docx_flow_init(&flow, outer->flow->docx, outer->flow, into);
	flow.plain = 1;
	html.flow = &flow;
	html.role = ROLE_NONE;
	html.format = 0;
	walk_children(&html, node);
	docx_flow_fini(&flow);
}

static void
walk_list(const struct html *html, const xmlNode *node, int ordered)
{
	struct docx_nodes *nodes = &html->flow->docx->nodes;
	xmlNode *list, *child;

	docx_flow_end(html->flow);
	list = docx_node(nodes, NULL, "list");
	docx_mark(nodes, list, BLOCK_OTHER);
	docx_set(list, "kind", ordered ? "ordered" : "bullet");
	for (child = node->children; child != NULL; child = child->next) {
		if (child->type == XML_ELEMENT_NODE)
			walk_into(html, child, docx_node(nodes, list, "item"));
	}
	docx_flow_add(html->flow, list);
}

/* Nothing but <th>. */
static int
is_header_row(const xmlNode *row)
{
	int cells = 0;
	const xmlNode *node;

	for (node = row->children; node != NULL; node = node->next) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		if (strcmp((const char *)node->name, "th") != 0)
			return 0;
		cells++;
	}
	return cells > 0;
}

static void
walk_rows(const struct html *html, struct docx_grid *grid,
    const xmlNode *parent, xmlNode *holder)
{
	int col;
	const char *span;
	struct grid_cell *cell;
	struct docx_nodes *nodes = &html->flow->docx->nodes;
	xmlNode *row, *node;

	for (row = parent->children; row != NULL; row = row->next) {
		if (strcmp((const char *)row->name, "tr") != 0) {
			if (row->type == XML_ELEMENT_NODE)
				walk_rows(html, grid, row, holder);
			continue;
		}
		docx_grid_row(grid)->header = is_header_row(row);
		col = 0;
		for (node = row->children; node != NULL; node = node->next) {
			if (node->type != XML_ELEMENT_NODE)
				continue;
			span = html_attr(node, "colspan");
			cell = docx_grid_add(grid, col,
			    span != NULL ? (int)strtol(span, NULL, 10) : 1);
			cell->node = docx_node(nodes, holder, "cell");
			col += cell->cols;
			walk_into(html, node, cell->node);
		}
		if (col == 0)
			docx_grid_drop_row(grid);
	}
}

static void
walk_table(const struct html *html, const xmlNode *node)
{
	struct docx_grid grid;
	struct docx_nodes *nodes = &html->flow->docx->nodes;
	xmlNode *table, *holder;

	docx_flow_end(html->flow);
	docx_grid_init(&grid);
	holder = docx_node(nodes, NULL, "table");
	table = docx_node(nodes, NULL, "table");
	docx_mark(nodes, table, BLOCK_TABLE);
	walk_rows(html, &grid, node, holder);
	docx_grid_build(&grid, nodes, table, 0);
	docx_grid_fini(&grid);
	xmlAddChild(nodes->trash, holder);
	if (table->children != NULL)
		docx_flow_add(html->flow, table);
	else
		xmlAddChild(nodes->trash, table);
}

static void
walk_format(const struct html *outer, const xmlNode *node, int format)
{
	struct html html = *outer;

	html.format |= (unsigned)format;
	walk_children(&html, node);
}

static void
walk_element(const struct html *html, xmlNode *node)
{
	int value = 0;

	switch (kind_of(node, &value)) {
	case HTML_DROP:
		break;
	case HTML_BLOCK:
		walk_block(html, node);
		break;
	case HTML_HEADING:
		walk_as(html, node, ROLE_HEADING, value);
		break;
	case HTML_QUOTE:
		walk_as(html, node, ROLE_QUOTE, 0);
		break;
	case HTML_PRE:
		walk_as(html, node, ROLE_CODE, 0);
		break;
	case HTML_FORMAT:
		walk_format(html, node, value);
		break;
	case HTML_LINK:
		walk_link(html, node);
		break;
	case HTML_BREAK:
		put_break(html);
		break;
	case HTML_RULE:
		put_rule(html);
		break;
	case HTML_PICTURE:
		docx_find(html->flow->docx, SEVERITY_WARN, "picture-external",
		    html_attr(node, "alt"));
		break;
	case HTML_LIST:
		walk_list(html, node, value);
		break;
	case HTML_TABLE:
		walk_table(html, node);
		break;
	case HTML_THROUGH:
		walk_children(html, node);
		break;
	}
}

static void
walk(const struct html *html, xmlNode *node)
{
	xmlChar *words;

	if (node->type == XML_TEXT_NODE) {
		put_text(html, (const char *)node->content);
	} else if (node->type == XML_ELEMENT_NODE && html->depth < MAX_DEPTH) {
		walk_element(html, node);
	} else if (node->type == XML_ELEMENT_NODE) {
		words = xmlNodeGetContent(node);
		put_text(html, words != NULL ? (const char *)words : "");
		xmlFree(words);
	}
}

void
docx_chunk_html(struct docx_flow *flow, const struct buf *bytes)
{
	const char *encoding = NULL;
	htmlDocPtr doc;
	struct html html = { .flow = flow };

	if (bytes->len == 0 || bytes->len > MAX_HTML) {
		docx_find(flow->docx, SEVERITY_WARN, "chunk-refused",
		    "text/html");
		return;
	}
	if (text_is_utf8(buf_str(bytes), bytes->len))
		encoding = "UTF-8";
	doc = htmlReadMemory(bytes->data, (int)bytes->len, NULL, encoding,
	    HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
		HTML_PARSE_RECOVER | HTML_PARSE_NODEFDTD);
	if (doc == NULL)
		return;
	if (xmlDocGetRootElement(doc) != NULL)
		walk_block(&html, xmlDocGetRootElement(doc));
	xmlFreeDoc(doc);
}
