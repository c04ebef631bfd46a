/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands in a paragraph (ODF 1.3-3, 6).  See odt_inner.h. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/uri.h>

#include "read/odt_inner.h"

/*
 * Runs.
 */

void
odt_cut(struct odt_flow *flow)
{
	flow->run = NULL;
}

/* What was inserted while changes were recorded says so run by run. */
xmlNode *
odt_run(struct odt_flow *flow)
{
	struct odt *odt = flow->odt;
	struct odt_look look = flow->look;
	xmlNode *into = flow->at, *rpr;

	if (flow->run != NULL && flow->at->last == flow->run)
		return flow->run;
	if (odt->inserting > 0)
		into = odt_add(odt, into, "ins");
	if (flow->in_link) {
		look.underline = ODT_UNSET;
		look.color = NULL;
	}
	flow->run = odt_add(odt, into, "r");
	rpr = odt_look_write(odt, flow->run, &look);
	if (flow->span != NULL)
		odt_add_val(odt, rpr, "rStyle", flow->span->id);
	if (into != flow->at) {
		rpr = flow->run;
		flow->run = NULL;
		return rpr;
	}
	return flow->run;
}

/* Words as they are. */
void
odt_put(struct odt_flow *flow, const char *s)
{
	xmlNode *t;

	if (*s == '\0')
		return;
	t = odt_add(flow->odt, odt_run(flow), "t");
	flow->odt->written += strlen(s) / 16;
	xmlAddChild(t, xmlNewDocText(flow->odt->doc, (const xmlChar *)s));
}

/* Blanks fold across elements, and none begins a paragraph (6.1.2). */
static void
put_text(struct odt_flow *flow, const char *s)
{
	struct buf out;

	buf_init(&out, (size_t)64 << 20);
	for (; *s != '\0'; s++) {
		if (strchr(" \t\r\n", *s) == NULL) {
			buf_putc(&out, *s);
			flow->blank = 0;
		} else if (!flow->blank) {
			buf_putc(&out, ' ');
			flow->blank = 1;
		}
	}
	odt_put(flow, buf_str(&out));
	buf_fini(&out);
}

xmlNode *
odt_enter(struct odt_flow *flow, const char *name)
{
	xmlNode *before = flow->at;

	flow->at = odt_add(flow->odt, before, name);
	flow->run = NULL;
	return before;
}

void
odt_leave(struct odt_flow *flow, xmlNode *before)
{
	flow->at = before;
	flow->run = NULL;
}

void
odt_bookmark(struct odt_flow *flow, const char *name)
{
	xmlNode *node;

	if (name == NULL || *name == '\0')
		return;
	node = odt_add(flow->odt, flow->at, "bookmarkStart");
	odt_set(flow->odt, node, "name", name);
	flow->run = NULL;
}

/*
 * Elements.
 */

static void
read_blanks(struct odt_flow *flow, xmlNode *node)
{
	char blanks[ODT_BLANKS_MAX + 1];
	int n;

	n = ooxml_int(xmldoc_attr(node, TEXT_NS, "c"), 1);
	if (n < 1)
		return;
	if (n > ODT_BLANKS_MAX)
		n = ODT_BLANKS_MAX;
	memset(blanks, ' ', (size_t)n);
	blanks[n] = '\0';
	odt_put(flow, blanks);
	flow->blank = 0;
}

static void
read_tab(struct odt_flow *flow, xmlNode *node)
{
	(void)node;
	odt_add(flow->odt, odt_run(flow), "tab");
	flow->blank = 0;
}

static void
read_break(struct odt_flow *flow, xmlNode *node)
{
	(void)node;
	odt_add(flow->odt, odt_run(flow), "br");
	flow->blank = 1;
}

static void
read_span(struct odt_flow *flow, xmlNode *node)
{
	const struct odt_style *style, *span = flow->span;
	struct odt_look before = flow->look;

	style = odt_style_find(flow->odt, FAMILY_TEXT,
	    xmldoc_attr(node, TEXT_NS, "style-name"));
	if (style != NULL) {
		odt_look_over(&flow->look, &style->all);
		if (style->common != NULL)
			flow->span = style->common;
	}
	odt_cut(flow);
	odt_inline(flow, node);
	odt_cut(flow);
	flow->look = before;
	flow->span = span;
}

/* A place in the document: a name, or a heading's number and words, as
 * LibreOffice says them. */
static void
set_anchor(struct odt_flow *flow, const char *name)
{
	char *decoded;
	size_t n;

	decoded = xmlURIUnescapeString(name, 0, NULL);
	if (decoded == NULL)
		return;
	name = decoded;
	n = strlen(name);
	if (n > 8 && strcmp(name + n - 8, "|outline") == 0)
		name += strspn(name, "0123456789.");
	odt_set(flow->odt, flow->at, "anchor", name);
	xmlFree(decoded);
}

static void
read_link(struct odt_flow *flow, xmlNode *node)
{
	const char *href;
	int in_link = flow->in_link;
	struct odt *odt = flow->odt;
	xmlNode *before;

	href = xmldoc_attr(node, XLINK_NS, "href");
	if (href == NULL || *href == '\0') {
		odt_inline(flow, node);
		return;
	}
	before = odt_enter(flow, "hyperlink");
	if (*href == '#')
		set_anchor(flow, href + 1);
	else
		xmlSetNsProp(flow->at, odt->r, (const xmlChar *)"id",
		    (const xmlChar *)odt_rel(odt, odt->rels, REL_HYPERLINK,
			href, 1));
	flow->in_link = 1;
	odt_inline(flow, node);
	flow->in_link = in_link;
	odt_leave(flow, before);
}

static void
read_bookmark(struct odt_flow *flow, xmlNode *node)
{
	odt_bookmark(flow, xmldoc_attr(node, TEXT_NS, "name"));
}

static void
read_half_ruby(struct odt_flow *flow, xmlNode *ruby, const char *from,
    const char *to)
{
	struct odt_flow inner;
	xmlNode *part;

	if ((part = xmldoc_child(ruby, TEXT_NS, from)) == NULL)
		return;
	odt_flow_init(&inner, flow->odt, NULL);
	inner.at = odt_add(flow->odt, flow->run, to);
	inner.look = flow->look;
	odt_inline(&inner, part);
	odt_move_children(inner.late, flow->late);
	xmlFreeNode(inner.late);
}

/* text:ruby of text:ruby-base and text:ruby-text (6.4). */
static void
read_ruby(struct odt_flow *flow, xmlNode *node)
{
	xmlNode *run;

	odt_cut(flow);
	run = odt_run(flow);
	flow->run = odt_add(flow->odt, run, "ruby");
	read_half_ruby(flow, node, "ruby-text", "rt");
	read_half_ruby(flow, node, "ruby-base", "rubyBase");
	odt_cut(flow);
	flow->blank = 0;
}

static void
read_nothing(struct odt_flow *flow, xmlNode *node)
{
	(void)flow;
	(void)node;
}

static const struct {
	const char *name;
	void (*handler)(struct odt_flow *, xmlNode *);
} elements[] = {
	{ "span", read_span },
	{ "s", read_blanks },
	{ "tab", read_tab },
	{ "line-break", read_break },
	{ "soft-page-break", read_nothing },
	{ "a", read_link },
	{ "bookmark", read_bookmark },
	{ "bookmark-start", read_bookmark },
	{ "bookmark-end", read_nothing },
	{ "reference-mark", read_bookmark },
	{ "reference-mark-start", read_bookmark },
	{ "reference-mark-end", read_nothing },
	{ "note", odt_note },
	{ "ruby", read_ruby },
	{ "change", odt_change },
	{ "change-start", odt_change },
	{ "change-end", odt_change },
	{ "toc-mark", read_nothing },
	{ "toc-mark-start", read_nothing },
	{ "toc-mark-end", read_nothing },
	{ "user-index-mark", read_nothing },
	{ "user-index-mark-start", read_nothing },
	{ "user-index-mark-end", read_nothing },
	{ "alphabetical-index-mark", read_nothing },
	{ "alphabetical-index-mark-start", read_nothing },
	{ "alphabetical-index-mark-end", read_nothing },
	{ "hidden-paragraph", read_nothing },
	{ "number", read_nothing },
	{ "script", read_nothing },
};

static int
read_text_element(struct odt_flow *flow, xmlNode *node)
{
	size_t i;

	for (i = 0; i < sizeof(elements) / sizeof(elements[0]); i++) {
		if (TXT(node, elements[i].name)) {
			elements[i].handler(flow, node);
			return 1;
		}
	}
	return odt_field(flow, node);
}

/* loext:content-control: LibreOffice's own content control. */
static int
is_prompt(const xmlNode *node)
{
	const char *shows;

	if (!xmldoc_is(node, LOEXT_NS, "content-control"))
		return 0;
	shows = xmldoc_attr(node, LOEXT_NS, "showing-place-holder");
	return shows != NULL && strcmp(shows, "true") == 0;
}

static void
read_element(struct odt_flow *flow, xmlNode *node)
{
	if (xmldoc_is(node, OFFICE_NS, "annotation"))
		odt_annotation(flow, node);
	else if (xmldoc_is(node, OFFICE_NS, "annotation-end"))
		return;
	else if (is_prompt(node))
		odt_prompt(flow, node);
	else if (!odt_draw(flow, node) && !read_text_element(flow, node))
		odt_inline(flow, node);
}

void
odt_inline(struct odt_flow *flow, xmlNode *parent)
{
	xmlNode *node, *next;

	for (node = parent->children; node != NULL; node = next) {
		next = node->next;
		if (node->type == XML_TEXT_NODE && node->content != NULL)
			put_text(flow, (const char *)node->content);
		else if (node->type == XML_ELEMENT_NODE)
			read_element(flow, node);
	}
}
