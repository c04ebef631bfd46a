/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Frames, pictures, shapes, objects (ODF 1.3-3, 10.3, 10.4).  See
 * odt_inner.h.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/xalloc.h"
#include "read/docx_names.h"
#include "read/odt_inner.h"

enum {
	STYLES_MAX = 16, /* that one is based on, and that are asked */
};

static const xmlChar *
x(const char *s)
{
	return (const xmlChar *)s;
}

static xmlNode *
add_in(xmlNode *parent, xmlNs *ns, const char *name)
{
	return xmlNewChild(parent, ns, x(name), NULL);
}

static int
is_drawn(const xmlNode *node)
{
	return node->ns != NULL && xmlStrEqual(node->ns->href, x(DRAW_NS));
}

/*
 * The frame of a drawing in Open XML.
 */

/* svg:desc, else svg:title (10.3.17): LibreOffice calls them description and
 * title, Word's description is either. */
static void
write_words(const xmlNode *node, xmlNode *properties, const char *from,
    const char *to)
{
	char *words;
	const xmlNode *child;

	child = xmldoc_child(node, ODF_SVG_NS, from);
	if (child == NULL)
		return;
	words = odt_words(child);
	if (*words != '\0')
		xmlNewProp(properties, x(to), x(words));
	free(words);
}

static void
write_decorative(const struct odt *odt, const xmlNode *node,
    xmlNode *properties)
{
	const char *value;
	xmlNode *ext;

	if ((value = xmldoc_attr(node, LOEXT_NS, "decorative")) == NULL)
		value = xmldoc_attr(node, DRAW_NS, "decorative");
	if (value == NULL || strcmp(value, "true") != 0)
		return;
	ext = add_in(add_in(properties, odt->a, "extLst"), odt->a, "ext");
	xmlNewProp(add_in(ext, odt->adec, "decorative"), x("val"), x("1"));
}

static void
write_properties(struct odt_flow *flow, const xmlNode *node, xmlNode *frame)
{
	struct odt *odt = flow->odt;
	xmlNode *click, *properties;

	properties = add_in(frame, odt->wp, "docPr");
	write_words(node, properties, "desc", "descr");
	write_words(node, properties, "title", "title");
	write_decorative(odt, node, properties);
	if (flow->link_to == NULL)
		return;
	click = add_in(properties, odt->a, "hlinkClick");
	xmlSetNsProp(click, odt->r, x("id"),
	    x(odt_rel(odt, odt->rels, REL_HYPERLINK, flow->link_to, 1)));
}

static int
is_inline(const xmlNode *node)
{
	const char *anchor;

	anchor = xmldoc_attr(node, TEXT_NS, "anchor-type");
	return anchor != NULL && strcmp(anchor, "as-char") == 0;
}

/* wp:inline or wp:anchor in a run: of this paragraph, or of one above. */
static xmlNode *
open_frame(struct odt_flow *flow, const xmlNode *node, int in_line)
{
	struct odt *odt = flow->odt;
	xmlNode *frame, *p, *run;

	if (flow->above) {
		p = odt_add(odt, NULL, "p");
		run = odt_add(odt, p, "r");
		for (frame = flow->at; !xmldoc_is(frame, W_NS, "p");)
			frame = frame->parent;
		xmlAddPrevSibling(frame, p);
	} else {
		run = odt_run(flow);
		odt_cut(flow);
		flow->blank = in_line ? 0 : flow->blank;
	}
	frame = add_in(odt_add(odt, run, "drawing"), odt->wp,
	    in_line ? "inline" : "anchor");
	write_properties(flow, node, frame);
	return frame;
}

/*
 * Pictures.
 */

/* What lies beside the document or on the net is never opened. */
static int
is_elsewhere(const char *href)
{
	return strncmp(href, "../", 3) == 0 || *href == '/' ||
	    href[strcspn(href, ":/")] == ':';
}

/* Put what stands in a flat document into a part; its name is the caller's
 * to free. */
static char *
write_binary(struct odt *odt, xmlNode *data)
{
	char *name;
	xmlNode *binary;

	name = xasprintf("/word/media/%u", ++odt->count);
	binary = odt_part(odt, name, "application/octet-stream", "binaryData");
	xmlAddChildList(binary, xmlDocCopyNodeList(odt->doc, data->children));
	return name;
}

static const char *
picture_rel(struct odt *odt, xmlNode *image)
{
	char *name;
	const char *href, *id;
	xmlNode *binary;

	binary = xmldoc_child(image, OFFICE_NS, "binary-data");
	href = xmldoc_attr(image, XLINK_NS, "href");
	if (binary != NULL) {
		name = write_binary(odt, binary);
		id = odt_rel(odt, odt->rels, REL_IMAGE, name, 0);
		free(name);
		return id;
	}
	if (href == NULL || *href == '\0')
		return NULL;
	if (is_elsewhere(href))
		return odt_rel(odt, odt->rels, REL_IMAGE, href, 1);
	if (strncmp(href, "./", 2) == 0)
		href += 2;
	name = xasprintf("/%s", href);
	id = odt_rel(odt, odt->rels, REL_IMAGE, name, 0);
	free(name);
	return id;
}

/* fo:clip="rect(0cm, 1cm, 0cm, 0cm)": any figure but 0 cuts. */
static int
is_cropped(const struct odt_style *style)
{
	const char *clip;

	clip = odt_style_says(style, "graphic-properties", FO_NS, "clip");
	return clip != NULL && strncmp(clip, "rect(", 5) == 0 &&
	    strpbrk(clip, "123456789") != NULL;
}

static int
is_turned(const xmlNode *frame)
{
	const char *transform;

	transform = xmldoc_attr(frame, DRAW_NS, "transform");
	if (transform == NULL ||
	    (transform = strstr(transform, "rotate")) == NULL)
		return 0;
	transform += strcspn(transform, ".0123456789)");
	return strspn(transform, "0. ") < strcspn(transform, ")");
}

static void
put_picture(struct odt_flow *flow, const xmlNode *node, xmlNode *image)
{
	const char *id;
	struct odt *odt = flow->odt;
	const struct odt_style *style;
	xmlNode *blip, *fill, *frame, *pic;

	if ((id = picture_rel(odt, image)) == NULL)
		return;
	/* The name is valid until the frame has a link. */
	pic = xmlNewDocNode(odt->doc, odt->pic, x("pic"), NULL);
	fill = add_in(pic, odt->pic, "blipFill");
	blip = add_in(fill, odt->a, "blip");
	xmlSetNsProp(blip, odt->r, x("embed"), x(id));
	style = odt_style_find(odt, FAMILY_OTHER,
	    xmldoc_attr(node, DRAW_NS, "style-name"));
	if (is_cropped(style))
		xmlNewProp(add_in(fill, odt->a, "srcRect"), x("l"), x("1000"));
	if (is_turned(node))
		xmlNewProp(add_in(add_in(pic, odt->pic, "spPr"), odt->a,
			       "xfrm"),
		    x("rot"), x("1"));
	frame = open_frame(flow, node, is_inline(node));
	xmlAddChild(frame, pic);
}

/* LibreOffice keeps a drawing, and a picture of it for others: the first that
 * is a format of the web. */
static xmlNode *
best_image(const xmlNode *frame)
{
	const char *dot, *href;
	size_t i;
	xmlNode *first = NULL, *node;
	static const char *const endings[] = { ".png", ".jpg", ".jpeg", ".gif",
		".webp", ".svg" };

	for (node = xmldoc_first(frame); node != NULL;
	     node = xmldoc_next(node)) {
		if (!xmldoc_is(node, DRAW_NS, "image"))
			continue;
		if (first == NULL)
			first = node;
		href = xmldoc_attr(node, XLINK_NS, "href");
		dot = href != NULL ? strrchr(href, '.') : NULL;
		for (i = 0;
		     dot != NULL && i < sizeof(endings) / sizeof(endings[0]);
		     i++)
			if (strcasecmp(dot, endings[i]) == 0)
				return node;
	}
	return first;
}

/*
 * Words in drawings.
 */

/* Is there an element of that name below, nowhere deeper than it is worth? */
static int
has_below(const xmlNode *node, const char *ns, const char *name)
{
	const xmlNode *child;

	for (child = xmldoc_first(node); child != NULL;
	     child = xmldoc_next(child)) {
		if (xmldoc_is(child, ns, name))
			return 1;
		/* What stands in a frame of its own is asked there. */
		if (!xmldoc_is(child, DRAW_NS, "text-box") &&
		    has_below(child, ns, name))
			return 1;
	}
	return 0;
}

/* Is there a paragraph in a style of captions? */
static int
has_caption(const struct odt *odt, const xmlNode *box)
{
	int i, level;
	const struct odt_style *style;
	const xmlNode *node;

	for (node = xmldoc_first(box); node != NULL; node = xmldoc_next(node)) {
		style = odt_style_find(odt, FAMILY_PARAGRAPH,
		    xmldoc_attr(node, TEXT_NS, "style-name"));
		for (i = 0; style != NULL && i < STYLES_MAX;
		     i++, style = style->parent) {
			if (docx_role_by_name(style->display, 0, &level) ==
			    ROLE_CAPTION)
				return 1;
		}
	}
	return 0;
}

/* A frame that LibreOffice puts around a picture or a table to hold its
 * caption. */
static int
is_captioned(const struct odt *odt, const xmlNode *box)
{
	return (has_below(box, TEXT_NS, "sequence") || has_caption(odt, box)) &&
	    (has_below(box, DRAW_NS, "image") ||
		has_below(box, TABLE_NS, "table"));
}

static void
put_box(struct odt_flow *flow, const xmlNode *node, xmlNode *box)
{
	struct odt_flow inner;
	xmlNode *content;

	if (is_captioned(flow->odt, box)) {
		odt_flow_init(&inner, flow->odt, flow->late);
		inner.above = 1;
		odt_blocks(&inner, box);
		odt_flow_fini(&inner);
		return;
	}
	content = odt_add(flow->odt, open_frame(flow, node, 0), "txbxContent");
	odt_flow_init(&inner, flow->odt, content);
	odt_blocks(&inner, box);
	odt_flow_fini(&inner);
}

/*
 * Objects.
 */

/* The numbers that a chart was drawn of, under its title, as of a chart in Word
 * (ODF 1.3-3, 11.2): what LibreOffice drew is in a format of its own. */
static int
put_chart(struct odt_flow *flow, const xmlNode *root)
{
	char *title;
	struct odt *odt = flow->odt;
	struct odt_flow inner;
	const xmlNode *chart;
	xmlNode *p, *table;

	chart = xmldoc_child(xmldoc_child(root, OFFICE_NS, "body"), OFFICE_NS,
	    "chart");
	chart = xmldoc_child(chart, CHART_NS, "chart");
	table = xmldoc_child(chart, TABLE_NS, "table");
	if (table == NULL)
		return 0;
	odt_flow_init(&inner, odt, flow->late);
	if (xmldoc_child(chart, CHART_NS, "title") != NULL) {
		p = odt_add(odt, flow->late, "p");
		odt_add_val(odt, odt_add(odt, p, "pPr"), "pStyle", "Caption");
		inner.at = p;
		title = odt_words(xmldoc_child(chart, CHART_NS, "title"));
		odt_put(&inner, title);
		free(title);
	}
	odt->embedded++;
	odt_table(&inner, table);
	odt->embedded--;
	odt_flow_fini(&inner);
	return 1;
}

/* The formula or the chart of an embedded object: 1, or 0 where it is something
 * else. */
static int
put_embedded(struct odt_flow *flow, const xmlNode *object)
{
	char *name;
	const char *href;
	enum verdict v;
	int put = 0;
	struct why why;
	xmlDoc *doc = NULL;
	xmlNode *root;

	href = xmldoc_attr(object, XLINK_NS, "href");
	if (href == NULL || flow->odt->zip == NULL || is_elsewhere(href))
		return 0;
	if (strncmp(href, "./", 2) == 0)
		href += 2;
	/* Each is of one frame, and holds no frames. */
	if (flow->odt->embedded || flow->odt->written > ODT_OBJECTS_MAX ||
	    xmlHashAddEntry(flow->odt->objects, x(href), flow->odt) != 0)
		return 0;
	name = xasprintf("%s/content.xml", href);
	v = package_xml(flow->odt->zip, name, &doc, &why);
	free(name);
	if (v != V_OK)
		return 0;
	root = xmlDocGetRootElement(doc);
	if (xmldoc_is(root, MATHML_NS, "math")) {
		odt_math(flow, root);
		put = 1;
	} else {
		put = put_chart(flow, root);
	}
	xmlFreeDoc(doc);
	return put;
}

static int
put_object(struct odt_flow *flow, const xmlNode *object)
{
	const xmlNode *math;

	if (object == NULL)
		return 0;
	if ((math = xmldoc_child(object, MATHML_NS, "math")) != NULL) {
		odt_math(flow, math);
		return 1;
	}
	if (put_chart(flow, xmldoc_child(object, OFFICE_NS, "document")))
		return 1;
	return put_embedded(flow, object);
}

static void
put_frame(struct odt_flow *flow, xmlNode *node)
{
	xmlNode *box, *image;

	if (put_object(flow, xmldoc_child(node, DRAW_NS, "object")))
		return;
	if ((box = xmldoc_child(node, DRAW_NS, "text-box")) != NULL)
		put_box(flow, node, box);
	else if ((image = best_image(node)) != NULL)
		put_picture(flow, node, image);
	else
		(void)open_frame(flow, node, 0);
}

/*
 * Shapes.
 */

static void
draw_children(struct odt_flow *flow, xmlNode *parent)
{
	xmlNode *node;

	for (node = xmldoc_first(parent); node != NULL;
	     node = xmldoc_next(node))
		(void)odt_draw(flow, node);
}

static void
put_link(struct odt_flow *flow, xmlNode *node)
{
	const char *before = flow->link_to;

	flow->link_to = xmldoc_attr(node, XLINK_NS, "href");
	draw_children(flow, node);
	flow->link_to = before;
}

/* A group's description is that of its drawing as a whole. */
static void
put_group(struct odt_flow *flow, xmlNode *node)
{
	if (!has_below(node, TEXT_NS, "p") &&
	    !has_below(node, DRAW_NS, "image"))
		(void)open_frame(flow, node, 0);
	else
		draw_children(flow, node);
}

int
odt_draw(struct odt_flow *flow, xmlNode *node)
{
	static const char *const silent[] = { "page-thumbnail", "glue-point",
		"image-map", "layer-set" };
	size_t i;

	if (!is_drawn(node))
		return 0;
	for (i = 0; i < sizeof(silent) / sizeof(silent[0]); i++) {
		if (xmldoc_is(node, DRAW_NS, silent[i]))
			return 1;
	}
	if (xmldoc_is(node, DRAW_NS, "frame"))
		put_frame(flow, node);
	else if (xmldoc_is(node, DRAW_NS, "a"))
		put_link(flow, node);
	else if (xmldoc_is(node, DRAW_NS, "control"))
		odt_control(flow, node);
	else if (xmldoc_is(node, DRAW_NS, "g"))
		put_group(flow, node);
	else if (has_below(node, TEXT_NS, "p"))
		put_box(flow, node, node);
	else
		(void)open_frame(flow, node, 0);
	return 1;
}
