/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The walk over a document's blocks.  See docx_walk.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "read/docx_chunk.h"
#include "read/docx_drawing.h"
#include "read/docx_fields.h"
#include "read/docx_links.h"
#include "read/docx_math.h"
#include "read/docx_notes.h"
#include "read/docx_paragraph.h"
#include "read/docx_run.h"
#include "read/docx_tables.h"
#include "read/docx_walk.h"
#include "read/ooxml.h"
#include "read/package.h"
#include "read/read.h"
#include "read/xmldoc.h"

enum {
	MAX_TARGETS = 1 << 20
};

void
docx_find(struct docx *docx, enum severity severity, const char *code,
    const char *quote)
{
	if (!docx->quiet)
		findings_add(&docx->reading->findings, severity, code, quote);
}

void
docx_words(const xmlNode *node, struct buf *ret)
{
	xmlChar *words;

	buf_init(ret, (size_t)64 << 20);
	if ((words = xmlNodeGetContent(node)) == NULL)
		return;
	buf_puts(ret, (char *)words);
	xmlFree(words);
}

void
docx_revision(struct docx *docx, const xmlNode *change)
{
	struct buf words;

	if (docx->quiet || docx->revisions++ > 0)
		return;
	docx_words(change, &words);
	docx_find(docx, SEVERITY_HOLD, "revisions-open", buf_str(&words));
	buf_fini(&words);
}

void
docx_flow_init(struct docx_flow *flow, struct docx *docx, struct docx_flow *up,
    xmlNode *into)
{
	memset(flow, 0, sizeof(*flow));
	flow->docx = docx;
	flow->up = up;
	flow->into = into;
	docx_line_init(&flow->line);
	flow->late = docx_node(&docx->nodes, NULL, "late");
	buf_init(&flow->targets, MAX_TARGETS);
	if (up != NULL) {
		flow->table = up->table;
		flow->note = up->note;
	}
}

void
docx_flow_end(struct docx_flow *flow)
{
	if (flow->open)
		docx_paragraph_end(flow);
}

void
docx_flow_fini(struct docx_flow *flow)
{
	docx_flow_end(flow);
	docx_fields_fini(flow);
	docx_links_settle(flow,
	    flow->into->last != NULL ? flow->into->last : flow->into);
	docx_line_fini(&flow->line);
	xmlFreeNode(flow->late);
	buf_fini(&flow->targets);
}

void
docx_flow_add(struct docx_flow *flow, xmlNode *block)
{
	struct docx_mark *mark = docx_mark_of(block);

	if (flow->open) {
		if (mark != NULL)
			mark->attached = 1;
		xmlAddChild(flow->late, block);
		return;
	}
	if (mark != NULL)
		mark->gap = flow->gap;
	flow->gap = 0;
	xmlAddChild(flow->into, block);
	docx_links_settle(flow, block);
}

xmlDoc *
docx_part_open(struct docx *docx, const struct package_rel *rel)
{
	struct why why;
	xmlDoc *doc;

	if (rel == NULL || rel->external || *rel->target == '\0')
		return NULL;
	if (package_xml(docx->package, rel->target, &doc, &why) != V_OK) {
		docx_find(docx, SEVERITY_WARN, "part-broken", rel->target);
		return NULL;
	}
	return doc;
}

enum verdict
docx_part_blocks(struct docx *docx, const char *part,
    const struct xmldoc_blocks *blocks, struct why *why)
{
	int seen;
	enum verdict v;
	const struct package_rels *before = docx->rels;

	v = package_rels(docx->package, part, &docx->rels, why);
	if (v == V_OK)
		v = package_blocks(docx->package, part, blocks, &seen, why);
	docx->rels = before;
	return v;
}

/*
 * Wrappers.
 */

/* Namespaces that a Choice may require (ECMA-376-3, 10.2). */
static int
is_understood(const char *ns)
{
	size_t i;
	static const char *const understood[] = {
		WPS_NS,
		WPG_NS,
		WPC_NS,
		W14_NS,
		W15_NS,
		WP_NS,
		ADEC_NS,
		ASVG_NS,
		M_NS,
		V_NS,
		"http://schemas.microsoft.com/office/word/2010/"
		"wordprocessingDrawing",
		"http://schemas.microsoft.com/office/word/2012/"
		"wordprocessingDrawing",
		"http://schemas.microsoft.com/office/drawing/2010/main",
		CX_NS,
		"http://schemas.microsoft.com/office/drawing/2015/9/8/chartex",
		"http://schemas.microsoft.com/office/drawing/2015/10/21/"
		"chartex",
		"http://schemas.microsoft.com/office/drawing/2016/5/10/chartex",
		"http://schemas.microsoft.com/office/drawing/2007/8/2/chart",
		"http://schemas.microsoft.com/office/word/2015/wordml/symex",
	};

	for (i = 0; i < sizeof(understood) / sizeof(understood[0]); i++) {
		if (strcmp(ns, understood[i]) == 0)
			return 1;
	}
	return 0;
}

static int
all_understood(xmlNode *choice, const char *prefixes)
{
	char prefix[64];
	size_t n;
	const xmlNs *ns;

	for (;;) {
		prefixes += strspn(prefixes, " \t\r\n");
		if ((n = strcspn(prefixes, " \t\r\n")) == 0)
			return 1;
		if (n >= sizeof(prefix))
			return 0;
		memcpy(prefix, prefixes, n);
		prefix[n] = '\0';
		ns = xmlSearchNs(choice->doc, choice, (const xmlChar *)prefix);
		if (ns == NULL || !is_understood((const char *)ns->href))
			return 0;
		prefixes += n;
	}
}

xmlNode *
docx_alternate(const xmlNode *alternate)
{
	const char *requires;
	xmlNode *node;

	for (node = xmldoc_first(alternate); node != NULL;
	     node = xmldoc_next(node)) {
		if (xmldoc_is(node, MC_NS, "Fallback"))
			return node;
		if (!xmldoc_is(node, MC_NS, "Choice"))
			continue;
		requires = xmldoc_attr(node, NULL, "Requires");
		if (requires != NULL && all_understood(node, requires))
			return node;
	}
	return NULL;
}

/* Is every run below that holds words styled as a prompt?  ret_runs counts
 * them. */
static int
is_all_prompt(const struct docx *docx, const xmlNode *parent,
    unsigned *ret_runs)
{
	const xmlNode *node;

	for (node = xmldoc_first(parent); node != NULL;
	     node = xmldoc_next(node)) {
		if (!xmldoc_is(node, W_NS, "r")) {
			if (!is_all_prompt(docx, node, ret_runs))
				return 0;
			continue;
		}
		if (xmldoc_child(node, W_NS, "t") == NULL)
			continue;
		if (docx_run_role(docx->styles,
			xmldoc_child(node, W_NS, "rPr")) != ROLE_PLACEHOLDER)
			return 0;
		++*ret_runs;
	}
	return 1;
}

/* A control that still shows its prompt has nothing to say.  Not everybody
 * says so; Word takes the style of a prompt away when somebody types. */
static int
is_prompt(struct docx_flow *flow, const xmlNode *sdt)
{
	unsigned runs = 0;
	const xmlNode *pr, *content;
	struct buf words;

	pr = xmldoc_child(sdt, W_NS, "sdtPr");
	content = xmldoc_child(sdt, W_NS, "sdtContent");
	if (!ooxml_has(pr, "showingPlcHdr") &&
	    (!is_all_prompt(flow->docx, content, &runs) || runs == 0))
		return 0;
	docx_words(content, &words);
	if (words.len > 0)
		docx_find(flow->docx, SEVERITY_HOLD, "template-field",
		    buf_str(&words));
	buf_fini(&words);
	return 1;
}

int
docx_is_dropped(struct docx_flow *flow, const xmlNode *wrapper)
{
	if (xmldoc_is(wrapper, W_NS, "sdt"))
		return is_prompt(flow, wrapper);
	if (xmldoc_is(wrapper, W_NS, "del") ||
	    xmldoc_is(wrapper, W_NS, "moveFrom") ||
	    xmldoc_is(wrapper, W14_NS, "conflictDel")) {
		docx_revision(flow->docx, wrapper);
		return 1;
	}
	return 0;
}

xmlNode *
docx_content(xmlNode *wrapper)
{
	if (xmldoc_is(wrapper, W_NS, "sdt"))
		return xmldoc_child(wrapper, W_NS, "sdtContent");
	if (xmldoc_is(wrapper, MC_NS, "AlternateContent"))
		return docx_alternate(wrapper);
	return wrapper;
}

static void
walk_dropped(struct docx_flow *flow, xmlNode *node)
{
	(void)docx_is_dropped(flow, node);
}

static void
walk_changed(struct docx_flow *flow, xmlNode *node)
{
	docx_revision(flow->docx, node);
	docx_walk_children(flow, node);
}

static void
walk_alternate(struct docx_flow *flow, xmlNode *node)
{
	xmlNode *chosen;

	if ((chosen = docx_alternate(node)) != NULL)
		docx_walk_children(flow, chosen);
}

/* What the control is for, if its name says so. */
static const char *
zone_of(const xmlNode *pr)
{
	size_t i;
	const char *name;
	static const char *const zones[][2] = {
		{ "title", "title" },
		{ "rubrik", "title" },
		{ "otsikko", "title" },
		{ "subtitle", "deck" },
		{ "ingress", "lead" },
		{ "lead", "lead" },
		{ "ingressi", "lead" },
	};

	if ((name = ooxml_val(pr, "alias")) == NULL)
		name = ooxml_val(pr, "tag");
	for (i = 0; name != NULL && i < sizeof(zones) / sizeof(zones[0]); i++) {
		if (xmlStrcasecmp((const xmlChar *)name,
			(const xmlChar *)zones[i][0]) == 0)
			return zones[i][1];
	}
	return NULL;
}

static void
walk_sdt(struct docx_flow *flow, xmlNode *sdt)
{
	unsigned toc;
	const char *gallery, *zone = flow->zone;
	xmlNode *content, *part, *pr;

	if (docx_is_dropped(flow, sdt))
		return;
	toc = flow->toc;
	pr = xmldoc_child(sdt, W_NS, "sdtPr");
	part = xmldoc_child(pr, W_NS, "docPartObj");
	gallery = ooxml_val(part, "docPartGallery");
	if (gallery != NULL && strcmp(gallery, "Table of Contents") == 0)
		flow->toc = 1;
	if (flow->zone == NULL)
		flow->zone = zone_of(pr);
	if ((content = xmldoc_child(sdt, W_NS, "sdtContent")) != NULL)
		docx_walk_children(flow, content);
	flow->toc = toc & 1;
	flow->zone = zone;
}

static void
walk_bookmark(struct docx_flow *flow, xmlNode *node)
{
	docx_links_bookmark(flow, ooxml_attr(node, "name"));
}

static void
walk_chunk(struct docx_flow *flow, xmlNode *node)
{
	docx_chunk(flow, node);
}

/* w:sectPr shows nowhere, but may have been changed (17.13.5.33), and may say
 * how notes are counted. */
static void
walk_section(struct docx_flow *flow, xmlNode *node)
{
	if (xmldoc_child(node, W_NS, "sectPrChange") != NULL)
		docx_revision(flow->docx, node);
	docx_notes_format(flow->docx, node);
}

/* w:subDoc: its words are in a file elsewhere (17.17.2.1). */
static void
walk_subdocument(struct docx_flow *flow, xmlNode *node)
{
	(void)node;
	docx_find(flow->docx, SEVERITY_WARN, "chunk-refused", NULL);
}

static void
walk_drawing(struct docx_flow *flow, xmlNode *node)
{
	struct docx_look look;

	docx_plain_look(flow, &look);
	docx_drawing(flow, &look, node);
}

/*
 * Elements by name.  handler NULL: nothing of it shows.
 */
struct element {
	const char *name;
	void (*handler)(struct docx_flow *, xmlNode *);
};

static const struct element elements[] = {
	{ "altChunk", walk_chunk },
	{ "annotationRef", NULL },
	{ "bdo", docx_bidi },
	{ "bookmarkEnd", NULL },
	{ "bookmarkStart", walk_bookmark },
	{ "commentRangeEnd", NULL },
	{ "commentRangeStart", NULL },
	{ "commentReference", NULL },
	{ "continuationSeparator", NULL },
	{ "control", NULL },
	{ "customXml", docx_walk_children },
	{ "customXmlDelRangeEnd", NULL },
	{ "customXmlDelRangeStart", NULL },
	{ "customXmlInsRangeEnd", NULL },
	{ "customXmlInsRangeStart", NULL },
	{ "customXmlMoveFromRangeEnd", NULL },
	{ "customXmlMoveFromRangeStart", NULL },
	{ "customXmlMoveToRangeEnd", NULL },
	{ "customXmlMoveToRangeStart", NULL },
	{ "customXmlPr", NULL },
	{ "dayLong", NULL },
	{ "dayShort", NULL },
	{ "del", walk_dropped },
	{ "delInstrText", NULL },
	{ "delText", NULL },
	{ "dir", docx_bidi },
	{ "drawing", walk_drawing },
	{ "endnoteRef", NULL },
	{ "fldData", NULL },
	{ "fldSimple", docx_field_simple },
	{ "footnoteRef", NULL },
	{ "hyperlink", docx_hyperlink },
	{ "ins", walk_changed },
	{ "instrText", NULL },
	{ "lastRenderedPageBreak", NULL },
	{ "monthLong", NULL },
	{ "monthShort", NULL },
	{ "moveFrom", walk_dropped },
	{ "moveFromRangeEnd", NULL },
	{ "moveFromRangeStart", NULL },
	{ "moveTo", walk_changed },
	{ "moveToRangeEnd", NULL },
	{ "moveToRangeStart", NULL },
	{ "object", walk_drawing },
	{ "p", docx_paragraph },
	{ "pPr", NULL },
	{ "permEnd", NULL },
	{ "permStart", NULL },
	{ "pgNum", NULL },
	{ "pict", walk_drawing },
	{ "proofErr", NULL },
	{ "r", docx_run },
	{ "rPr", NULL },
	{ "rt", docx_walk_children },
	{ "rubyBase", docx_walk_children },
	{ "rubyPr", NULL },
	{ "sdt", walk_sdt },
	{ "sdtContent", docx_walk_children },
	{ "sdtEndPr", NULL },
	{ "sdtPr", NULL },
	{ "sectPr", walk_section },
	{ "separator", NULL },
	{ "smartTag", docx_walk_children },
	{ "smartTagPr", NULL },
	{ "subDoc", walk_subdocument },
	{ "tbl", docx_table },
	{ "tblGrid", NULL },
	{ "tblPr", NULL },
	{ "tblPrEx", NULL },
	{ "tc", docx_walk_children },
	{ "tcPr", NULL },
	{ "tr", docx_walk_children },
	{ "trPr", NULL },
	{ "txbxContent", docx_walk_children },
	{ "yearLong", NULL },
	{ "yearShort", NULL },
};

static int
compare(const void *key, const void *element)
{
	return strcmp(key, ((const struct element *)element)->name);
}

/* No reader of the page ever sees what stands in these (HTML). */
static int
is_active(const xmlNode *node)
{
	return strcasecmp((const char *)node->name, "script") == 0 ||
	    strcasecmp((const char *)node->name, "style") == 0 ||
	    strcasecmp((const char *)node->name, "template") == 0;
}

/* Nobody told us of this element, so its words are kept. */
static void
walk_unknown(struct docx_flow *flow, xmlNode *parent)
{
	size_t len;
	xmlNode *node, *next;

	if (is_active(parent))
		return;
	for (node = parent->children; node != NULL; node = next) {
		next = node->next;
		if (node->type == XML_ELEMENT_NODE) {
			docx_walk(flow, node);
		} else if (node->type == XML_TEXT_NODE &&
		    !xmlIsBlankNode(node)) {
			len = strlen((const char *)node->content);
			docx_put_words(flow, (const char *)node->content, len);
			docx_find(flow->docx, SEVERITY_WARN, "unknown-element",
			    (const char *)node->content);
		}
	}
}

/* Two who wrote at once: what either did is a tracked change (MS-DOCX,
 * 2.6.1.2). */
static void
walk_w14(struct docx_flow *flow, xmlNode *node)
{
	if (xmldoc_is(node, W14_NS, "conflictDel"))
		walk_dropped(flow, node);
	else if (xmldoc_is(node, W14_NS, "conflictIns"))
		walk_changed(flow, node);
	else
		walk_unknown(flow, node);
}

void
docx_walk(struct docx_flow *flow, xmlNode *node)
{
	const char *ns;
	const struct element *element;

	if (node->type != XML_ELEMENT_NODE)
		return;
	ns = node->ns != NULL ? (const char *)node->ns->href : "";
	if (strcmp(ns, W_NS) == 0) {
		element = bsearch(node->name, elements,
		    sizeof(elements) / sizeof(elements[0]), sizeof(elements[0]),
		    compare);
		if (element == NULL)
			walk_unknown(flow, node);
		else if (element->handler != NULL)
			element->handler(flow, node);
	} else if (strcmp(ns, MC_NS) == 0) {
		if (xmldoc_is(node, MC_NS, "AlternateContent"))
			walk_alternate(flow, node);
	} else if (strcmp(ns, M_NS) == 0) {
		docx_math(flow, node);
	} else if (strcmp(ns, W14_NS) == 0) {
		walk_w14(flow, node);
	} else {
		walk_unknown(flow, node);
	}
}

void
docx_walk_children(struct docx_flow *flow, xmlNode *parent)
{
	xmlNode *node, *next;

	for (node = parent->children; node != NULL; node = next) {
		next = node->next;
		docx_walk(flow, node);
	}
}
