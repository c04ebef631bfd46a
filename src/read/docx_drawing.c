/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Drawings.  See docx_drawing.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "read/docx_chart.h"
#include "read/docx_diagram.h"
#include "read/docx_drawing.h"
#include "read/docx_drawing_inner.h"
#include "read/docx_walk.h"
#include "read/ooxml.h"
#include "read/package.h"
#include "read/xmldoc.h"

static void draw(struct drawing *drawing, xmlNode *node);

static void
draw_children(struct drawing *drawing, xmlNode *parent)
{
	xmlNode *node, *next;

	for (node = xmldoc_first(parent); node != NULL; node = next) {
		next = xmldoc_next(node);
		draw(drawing, node);
	}
}

/*
 * Descriptions.
 */

/* adec:decorative val="1" somewhere in the extensions of a non-visual
 * property (MS-ODRAWXML, 2.21). */
static int
is_decorative(const xmlNode *properties)
{
	const char *val;
	const xmlNode *ext, *mark;

	ext = xmldoc_first(xmldoc_child(properties, A_NS, "extLst"));
	for (; ext != NULL; ext = xmldoc_next(ext)) {
		mark = xmldoc_child(ext, ADEC_NS, "decorative");
		if (mark == NULL)
			continue;
		val = xmldoc_attr(mark, NULL, "val");
		return val != NULL && (*val == '1' || *val == 't');
	}
	return 0;
}

/* wp:docPr, pic:cNvPr: the description, else the title. */
static void
read_properties(struct drawing *drawing, const xmlNode *properties)
{
	const char *words, *link;

	if (properties == NULL)
		return;
	if ((words = xmldoc_attr(properties, NULL, "descr")) == NULL ||
	    *words == '\0')
		words = xmldoc_attr(properties, NULL, "title");
	if (words != NULL && *words != '\0' &&
	    (drawing->alt == NULL || *drawing->alt == '\0'))
		drawing->alt = words;
	if (is_decorative(properties))
		drawing->alt = "";
	link = xmldoc_attr(xmldoc_child(properties, A_NS, "hlinkClick"), R_NS,
	    "id");
	if (link != NULL)
		drawing->link = link;
}

static int
is_hidden(const xmlNode *properties)
{
	const char *hidden;

	hidden = xmldoc_attr(properties, NULL, "hidden");
	return hidden != NULL && (*hidden == '1' || *hidden == 't');
}

/* pic:pic (20.2.2.5). */
static void
draw_pic(struct drawing *outer, xmlNode *pic)
{
	struct drawing drawing = *outer;
	const xmlNode *properties;

	properties = xmldoc_child(xmldoc_child(pic, PIC_NS, "nvPicPr"), PIC_NS,
	    "cNvPr");
	read_properties(&drawing, properties);
	draw_children(&drawing, pic);
}

/*
 * Words in drawings.
 */

/* Is there anything in the box but pictures? */
static int
has_words(const xmlNode *box)
{
	const xmlNode *node;

	for (node = box->children; node != NULL; node = node->next) {
		if (!docx_node_is(node, "figure"))
			return 1;
	}
	return 0;
}

/* Pictures in a frame are pictures; words in one are an aside. */
static void
add_box(struct docx_flow *flow, xmlNode *box)
{
	xmlNode *node, *next;

	if (has_words(box)) {
		docx_mark(&flow->docx->nodes, box, BLOCK_ASIDE);
		docx_flow_add(flow, box);
		return;
	}
	for (node = box->children; node != NULL; node = next) {
		next = node->next;
		xmlUnlinkNode(node);
		docx_flow_add(flow, node);
	}
	/* Bookmarks may still point to it. */
	xmlAddChild(flow->docx->nodes.trash, box);
}

static void
draw_text_box(struct drawing *drawing, xmlNode *content)
{
	struct docx_flow flow;
	xmlNode *box;

	box = docx_node(&drawing->flow->docx->nodes, NULL, "aside");
	docx_set(box, "why", "textbox");
	docx_flow_init(&flow, drawing->flow->docx, drawing->flow, box);
	flow.table = NULL;
	docx_walk_children(&flow, content);
	docx_flow_fini(&flow);
	*drawing->drawn |= box->children != NULL;
	add_box(drawing->flow, box);
}

void
docx_drawing_words(struct buf *words, const xmlNode *node)
{
	const xmlNode *child;

	for (child = xmldoc_first(node); child != NULL;
	     child = xmldoc_next(child)) {
		if (xmldoc_is(child, A_NS, "t") && child->children != NULL)
			buf_puts(words, (const char *)child->children->content);
		else if (xmldoc_is(child, A_NS, "br"))
			buf_putc(words, ' ');
		else
			docx_drawing_words(words, child);
	}
	if (xmldoc_is(node, A_NS, "p"))
		buf_putc(words, ' ');
}

/* a:txBody of a shape on a locked canvas: DrawingML's own paragraphs. */
static void
draw_paragraph(struct drawing *drawing, const xmlNode *p)
{
	char *folded;
	struct buf words;
	struct docx_nodes *nodes = &drawing->flow->docx->nodes;
	xmlNode *node;

	buf_init(&words, (size_t)1 << 20);
	docx_drawing_words(&words, p);
	folded = text_fold_blanks(buf_str(&words));
	buf_fini(&words);
	if (*folded != '\0') {
		*drawing->drawn = 1;
		node = docx_node(nodes, NULL, "p");
		docx_mark(nodes, node, BLOCK_PARA);
		docx_text(nodes, node, folded, strlen(folded));
		docx_flow_add(drawing->flow, node);
	}
	free(folded);
}

/* v:textpath string="…": WordArt. */
static void
draw_textpath(struct drawing *drawing, const xmlNode *path)
{
	const char *words;
	struct docx_nodes *nodes = &drawing->flow->docx->nodes;
	xmlNode *node;

	words = xmldoc_attr(path, NULL, "string");
	if (words == NULL || *words == '\0')
		return;
	*drawing->drawn = 1;
	node = docx_node(nodes, NULL, "p");
	docx_mark(nodes, node, BLOCK_PARA)->letters = (unsigned)strlen(words);
	docx_set(node, "why", "wordart");
	docx_text(nodes, node, words, strlen(words));
	docx_flow_add(drawing->flow, node);
}

static void
add_block(struct drawing *drawing, xmlNode *block)
{
	if (block == NULL)
		return;
	*drawing->drawn = 1;
	docx_flow_add(drawing->flow, block);
}

/* The part of a chart or a diagram, or NULL. */
static const char *
part_of(struct drawing *drawing, const char *id)
{
	const struct package_rel *rel;

	rel = package_rel_by_id(drawing->flow->docx->rels, id);
	if (rel != NULL && !rel->external && *rel->target != '\0')
		return rel->target;
	docx_find(drawing->flow->docx, SEVERITY_WARN, "part-broken",
	    drawing->alt);
	return NULL;
}

static void
draw_chart(struct drawing *drawing, const xmlNode *chart)
{
	const char *part;

	part = part_of(drawing, xmldoc_attr(chart, R_NS, "id"));
	if (part != NULL)
		add_block(drawing,
		    docx_chart(drawing->flow, part, drawing->alt));
}

static void
draw_diagram(struct drawing *drawing, const xmlNode *ids)
{
	const char *part;

	part = part_of(drawing, xmldoc_attr(ids, R_NS, "dm"));
	if (part != NULL)
		add_block(drawing, docx_diagram(drawing->flow, part));
}

/*
 * Containers.
 */

/* wp:inline, wp:anchor (20.4.2.8, 20.4.2.3). */
static void
draw_frame(struct drawing *outer, xmlNode *frame)
{
	struct drawing drawing = *outer;
	const xmlNode *properties;

	properties = xmldoc_child(frame, WP_NS, "docPr");
	if (is_hidden(properties))
		return;
	read_properties(&drawing, properties);
	drawing.floating = xmldoc_is(frame, WP_NS, "anchor");
	draw_children(&drawing, frame);
	drawing_check(&drawing);
}

/* v:shape and its kin; o:hr is Word's own rule (ECMA-376-4, 19.2.2.16). */
static void
draw_shape(struct drawing *outer, xmlNode *shape)
{
	const char *words, *hr;
	struct drawing drawing = *outer;
	struct docx_nodes *nodes = &outer->flow->docx->nodes;
	xmlNode *node;

	if (drawing_style_has(shape, "visibility:hidden"))
		return;
	hr = xmldoc_attr(shape, O_NS, "hr");
	if (hr != NULL && (*hr == 't' || *hr == '1') &&
	    xmldoc_child(shape, V_NS, "imagedata") == NULL) {
		node = docx_node(nodes, NULL, "hr");
		docx_mark(nodes, node, BLOCK_OTHER);
		docx_flow_add(outer->flow, node);
		*outer->drawn = 1;
		return;
	}
	words = xmldoc_attr(shape, NULL, "alt");
	if (words != NULL && *words != '\0')
		drawing.alt = words;
	if (drawing_style_has(shape, "position:absolute"))
		drawing.floating = 1;
	draw_children(&drawing, shape);
	drawing_check(&drawing);
}

/*
 * Elements by name.
 */

enum drawn {
	DRAWN_FRAME,
	DRAWN_PIC,
	DRAWN_BLIP,
	DRAWN_CONTENT,
	DRAWN_CHART,
	DRAWN_DIAGRAM,
	DRAWN_SHAPE,
	DRAWN_IMAGEDATA,
	DRAWN_FILL,
	DRAWN_TEXTPATH,
	DRAWN_PARAGRAPH,
	DRAWN_ALTERNATE,
	DRAWN_NOTHING,
	DRAWN_INSIDE, /* what shows is further down */
};

static const struct {
	const char *ns;
	const char *name;
	enum drawn drawn;
} drawn_elements[] = {
	{ WP_NS, "inline", DRAWN_FRAME },
	{ WP_NS, "anchor", DRAWN_FRAME },
	{ PIC_NS, "pic", DRAWN_PIC },
	{ A_NS, "blip", DRAWN_BLIP },
	{ W_NS, "txbxContent", DRAWN_CONTENT },
	{ C_NS, "chart", DRAWN_CHART },
	{ CX_NS, "chart", DRAWN_CHART },
	{ DGM_NS, "relIds", DRAWN_DIAGRAM },
	{ V_NS, "shape", DRAWN_SHAPE },
	{ V_NS, "rect", DRAWN_SHAPE },
	{ V_NS, "roundrect", DRAWN_SHAPE },
	{ V_NS, "oval", DRAWN_SHAPE },
	{ V_NS, "group", DRAWN_SHAPE },
	{ V_NS, "shapetype", DRAWN_NOTHING },
	{ V_NS, "imagedata", DRAWN_IMAGEDATA },
	{ V_NS, "fill", DRAWN_FILL },
	{ V_NS, "textpath", DRAWN_TEXTPATH },
	{ A_NS, "p", DRAWN_PARAGRAPH },
	{ A_NS, "extLst", DRAWN_NOTHING },
	{ WP_NS, "docPr", DRAWN_NOTHING },
	{ MC_NS, "AlternateContent", DRAWN_ALTERNATE },
};

/* Text boxes are called differently by those who write them: wne:txbxContent
 * of Strict documents.  What holds paragraphs is one. */
static int
has_paragraphs(const xmlNode *node)
{
	const xmlNode *child;

	for (child = xmldoc_first(node); child != NULL;
	     child = xmldoc_next(child)) {
		if (xmldoc_is(child, W_NS, "p") ||
		    xmldoc_is(child, W_NS, "tbl") ||
		    xmldoc_is(child, W_NS, "sdt"))
			return 1;
	}
	return 0;
}

static enum drawn
drawn_by(const xmlNode *node)
{
	size_t i;

	for (i = 0; i < sizeof(drawn_elements) / sizeof(drawn_elements[0]);
	     i++) {
		if (xmldoc_is(node, drawn_elements[i].ns,
			drawn_elements[i].name))
			return drawn_elements[i].drawn;
	}
	return has_paragraphs(node) ? DRAWN_CONTENT : DRAWN_INSIDE;
}

static void
draw(struct drawing *drawing, xmlNode *node)
{
	const char *type;
	xmlNode *chosen;

	switch (drawn_by(node)) {
	case DRAWN_FRAME:
		draw_frame(drawing, node);
		break;
	case DRAWN_PIC:
		draw_pic(drawing, node);
		break;
	case DRAWN_BLIP:
		drawing_blip(drawing, node);
		break;
	case DRAWN_CONTENT:
		draw_text_box(drawing, node);
		break;
	case DRAWN_CHART:
		draw_chart(drawing, node);
		break;
	case DRAWN_DIAGRAM:
		draw_diagram(drawing, node);
		break;
	case DRAWN_SHAPE:
		draw_shape(drawing, node);
		break;
	case DRAWN_IMAGEDATA:
		drawing_imagedata(drawing, node);
		break;
	case DRAWN_FILL:
		type = xmldoc_attr(node, NULL, "type");
		if (type != NULL && strcmp(type, "frame") == 0)
			drawing_imagedata(drawing, node);
		break;
	case DRAWN_TEXTPATH:
		draw_textpath(drawing, node);
		break;
	case DRAWN_PARAGRAPH:
		draw_paragraph(drawing, node);
		break;
	case DRAWN_ALTERNATE:
		if ((chosen = docx_alternate(node)) != NULL)
			draw_children(drawing, chosen);
		break;
	case DRAWN_NOTHING:
		break;
	case DRAWN_INSIDE:
		draw_children(drawing, node);
		break;
	}
}

void
docx_drawing(struct docx_flow *flow, const struct docx_look *look,
    xmlNode *node)
{
	int drawn = 0;
	struct drawing drawing = { .flow = flow,
		.look = look,
		.drawn = &drawn };

	draw_children(&drawing, node);
}
