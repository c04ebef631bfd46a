/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Office Math on its way to the importer.  See docx_math.h. */
#include "config.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "read/docx_line.h"
#include "read/docx_math.h"
#include "read/docx_run.h"
#include "read/docx_styles.h"
#include "read/docx_symbols.h"
#include "read/docx_walk.h"
#include "read/ooxml.h"
#include "read/xmldoc.h"

struct settling {
	struct docx_flow *flow;
	int aligned; /* within an equation array: & aligns, # numbers */
	int changed; /* a tracked change was met */
};

static void
remove_node(xmlNode *node)
{
	xmlUnlinkNode(node);
	xmlFreeNode(node);
}

/* Put what stands in from before node, and take node away: the first of what
 * was moved, else what followed node. */
static xmlNode *
unwrap(xmlNode *node, xmlNode *from)
{
	xmlNode *child, *first = node->next;

	if (from != NULL && from->children != NULL)
		first = from->children;
	while (from != NULL && (child = from->children) != NULL) {
		xmlUnlinkNode(child);
		xmlAddPrevSibling(node, child);
	}
	remove_node(node);
	return first;
}

/*
 * Runs.
 */

/* Is the run, by its properties in Word, not there for the reader? */
static int
is_gone(struct settling *in, const xmlNode *r)
{
	const xmlNode *rpr, *node;
	struct docx_run run;

	rpr = xmldoc_child(r, W_NS, "rPr");
	for (node = xmldoc_first(rpr); node != NULL; node = xmldoc_next(node)) {
		if (xmldoc_is(node, W_NS, "ins") ||
		    xmldoc_is(node, W_NS, "moveTo"))
			in->changed = 1;
		if (!xmldoc_is(node, W_NS, "del") &&
		    !xmldoc_is(node, W_NS, "moveFrom"))
			continue;
		in->changed = 1;
		return 1;
	}
	docx_run_resolve(in->flow->docx->styles, &in->flow->para, rpr, &run);
	return run.vanish;
}

static void
add_sym(struct buf *words, const xmlNode *sym)
{
	const char *code;
	long sign;

	if ((code = ooxml_attr(sym, "char")) == NULL)
		return;
	sign = docx_symbol(ooxml_attr(sym, "font"), strtol(code, NULL, 16));
	if (sign != 0)
		text_put(words, sign);
}

/* The words of m:t and w:t, and what stands for words among them. */
static void
add_words(struct buf *words, const xmlNode *r)
{
	const xmlNode *node;

	for (node = xmldoc_first(r); node != NULL; node = xmldoc_next(node)) {
		if (strcmp((const char *)node->name, "t") == 0 &&
		    node->children != NULL)
			buf_puts(words, (const char *)node->children->content);
		else if (xmldoc_is(node, W_NS, "sym"))
			add_sym(words, node);
		else if (xmldoc_is(node, W_NS, "tab") ||
		    xmldoc_is(node, W_NS, "br"))
			buf_putc(words, ' ');
		else if (xmldoc_is(node, W_NS, "noBreakHyphen"))
			buf_puts(words, "\xe2\x80\x91");
		else if (xmldoc_is(node, MC_NS, "AlternateContent"))
			add_words(words, docx_alternate(node));
	}
}

/* In an equation array & is where lines are aligned, and # parts an equation
 * from its number. */
static void
drop_marks(struct buf *ret, const char *words)
{
	for (; *words != '\0'; words++) {
		if (*words == '#')
			buf_puts(ret, "\xe2\x80\x83"); /* U+2003 */
		else if (*words != '&')
			buf_putc(ret, *words);
	}
}

/* One m:t or w:t with all words of the run; a run without words is none. */
static void
settle_run(struct settling *in, xmlNode *r)
{
	struct buf words, shown;
	xmlNode *node, *next, *t;

	buf_init(&words, (size_t)1 << 20);
	buf_init(&shown, (size_t)1 << 20);
	if (!is_gone(in, r))
		add_words(&words, r);
	if (in->aligned)
		drop_marks(&shown, buf_str(&words));
	else
		buf_puts(&shown, buf_str(&words));
	if (shown.len == 0) {
		remove_node(r);
	} else {
		for (node = r->children; node != NULL; node = next) {
			next = node->next;
			if (!xmldoc_is(node, M_NS, "rPr") &&
			    !xmldoc_is(node, W_NS, "rPr"))
				remove_node(node);
		}
		t = xmlNewChild(r, r->ns, (const xmlChar *)"t", NULL);
		xmlAddChild(t, xmlNewDocText(r->doc, (xmlChar *)shown.data));
	}
	buf_fini(&shown);
	buf_fini(&words);
}

/*
 * What holds runs.
 */

/* A phantom without m:show is shown (22.1.2.81). */
static int
is_phantom(const xmlNode *node)
{
	const char *val;
	const xmlNode *show;

	show = xmldoc_child(xmldoc_child(node, M_NS, "phantPr"), M_NS, "show");
	if (!xmldoc_is(node, M_NS, "phant") || show == NULL)
		return 0;
	val = xmldoc_attr(show, M_NS, "val");
	return val != NULL &&
	    (strcmp(val, "0") == 0 || strcmp(val, "off") == 0 ||
		strcmp(val, "false") == 0);
}

static int
is_deletion(const xmlNode *node)
{
	return xmldoc_is(node, W_NS, "del") ||
	    xmldoc_is(node, W_NS, "moveFrom") ||
	    xmldoc_is(node, W14_NS, "conflictDel");
}

static int
is_insertion(const xmlNode *node)
{
	return xmldoc_is(node, W_NS, "ins") ||
	    xmldoc_is(node, W_NS, "moveTo") ||
	    xmldoc_is(node, W14_NS, "conflictIns");
}

/* What is neither of the formula nor a run is no part of it: marks of
 * comments, of bookmarks, of the spelling checker. */
static int
is_wrapper(const xmlNode *node)
{
	return is_insertion(node) || xmldoc_is(node, W_NS, "sdt") ||
	    xmldoc_is(node, W_NS, "hyperlink") ||
	    xmldoc_is(node, W_NS, "fldSimple") ||
	    xmldoc_is(node, W_NS, "smartTag") ||
	    xmldoc_is(node, W_NS, "customXml") ||
	    xmldoc_is(node, MC_NS, "AlternateContent");
}

static void
settle_children(struct settling *in, xmlNode *parent)
{
	int aligned;
	xmlNode *node, *next;

	for (node = xmldoc_first(parent); node != NULL; node = next) {
		next = node->next;
		in->changed |= is_deletion(node) || is_insertion(node);
		if (node->type != XML_ELEMENT_NODE)
			continue;
		if (is_deletion(node) || is_phantom(node) ||
		    docx_is_dropped(in->flow, node)) {
			remove_node(node);
		} else if (is_wrapper(node)) {
			next = unwrap(node, docx_content(node));
		} else if (xmldoc_is(node, M_NS, "r") ||
		    xmldoc_is(node, W_NS, "r")) {
			settle_run(in, node);
		} else if (!xmldoc_is(node, M_NS, (const char *)node->name)) {
			remove_node(node);
		} else {
			aligned = in->aligned;
			in->aligned |= xmldoc_is(node, M_NS, "eqArr");
			settle_children(in, node);
			in->aligned = aligned;
		}
	}
}

/* Is there a run at all? */
static int
has_run(const xmlNode *parent)
{
	const xmlNode *node;

	for (node = xmldoc_first(parent); node != NULL;
	     node = xmldoc_next(node)) {
		if (strcmp((const char *)node->name, "r") == 0 || has_run(node))
			return 1;
	}
	return 0;
}

void
docx_math_put(struct docx_flow *flow, const struct docx_look *look,
    xmlNode *math)
{
	xmlNode *node;

	if (!has_run(math)) {
		xmlFreeNode(math);
		return;
	}
	node = docx_node(&flow->docx->nodes, NULL, "math");
	if (xmldoc_is(math, M_NS, "oMathPara"))
		docx_set(node, "display", "block");
	xmlAddChild(node, math);
	docx_put_node(flow, look, node);
}

void
docx_math(struct docx_flow *flow, xmlNode *math)
{
	struct docx_look look;
	struct settling in = { .flow = flow };
	xmlNode *copy;

	docx_plain_look(flow, &look);
	if ((copy = xmlDocCopyNode(math, flow->docx->nodes.doc, 1)) == NULL)
		return;
	settle_children(&in, copy);
	if (in.changed)
		docx_revision(flow->docx, math);
	docx_math_put(flow, &look, copy);
}
