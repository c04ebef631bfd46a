/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pictures in drawings.  See docx_drawing_inner.h for the contract. */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "read/docx_alt.h"
#include "read/docx_drawing_inner.h"
#include "read/docx_links.h"
#include "read/docx_media.h"
#include "read/docx_run.h"
#include "read/docx_walk.h"
#include "read/ooxml.h"
#include "read/package.h"
#include "read/xmldoc.h"

static const char *
link_target(const struct drawing *drawing)
{
	const struct package_rel *rel;

	rel = package_rel_by_id(drawing->flow->docx->rels, drawing->link);
	return rel != NULL && rel->external ? rel->target : NULL;
}

/* Where a picture can't be shown, its description stands in its place, in the
 * brackets that a text without pictures has. */
static void
put_description(struct drawing *drawing)
{
	const char *alt;
	char *words;
	struct docx_nodes *nodes = &drawing->flow->docx->nodes;
	xmlNode *figure, *p;

	alt = docx_alt_public(drawing->alt);
	if (alt == NULL || *alt == '\0' || drawing->flow->docx->quiet ||
	    docx_alt_kind(alt) == ALT_FILE)
		return;
	figure = docx_node(nodes, NULL, "figure");
	docx_mark(nodes, figure, BLOCK_FIGURE);
	p = docx_node(nodes, figure, "p");
	words = xasprintf("[%s]", alt);
	docx_mark(nodes, p, BLOCK_PARA)->letters = (unsigned)strlen(words);
	docx_text(nodes, p, words, strlen(words));
	free(words);
	docx_flow_add(drawing->flow, figure);
}

/* A drawing of lines and shapes, of which nothing shows here: a line is no
 * loss, but what somebody took the trouble to describe is one. */
void
drawing_check(struct drawing *drawing)
{
	if (*drawing->drawn || drawing->alt == NULL || *drawing->alt == '\0')
		return;
	*drawing->drawn = 1;
	docx_find(drawing->flow->docx, SEVERITY_WARN, "drawing-lost",
	    drawing->alt);
	put_description(drawing);
}

static void
put_picture(struct drawing *drawing, const char *id)
{
	const char *target;
	struct docx_flow *flow = drawing->flow;
	struct docx_look look = *drawing->look;
	struct docx_nodes *nodes = &flow->docx->nodes;
	xmlNode *picture, *figure, *link;

	*drawing->drawn = 1;
	picture = docx_media_picture(flow->docx, id, drawing->alt);
	if (picture == NULL) {
		put_description(drawing);
		return;
	}
	target = link_target(drawing);
	if (!drawing->floating) {
		look.wrap = docx_links_wrap(flow, target);
		docx_put_node(flow, &look, picture);
		return;
	}
	figure = docx_node(nodes, NULL, "figure");
	docx_mark(nodes, figure, BLOCK_FIGURE);
	if (target != NULL) {
		link = docx_node(nodes, figure, "link");
		docx_set(link, "to", target);
		xmlAddChild(link, picture);
	} else {
		xmlAddChild(figure, picture);
	}
	docx_flow_add(flow, figure);
}

/* What was cropped away in Word is still in the file, and would be public. */
static void
check_crop(struct drawing *drawing, const xmlNode *fill)
{
	size_t i;
	const xmlNode *rect;
	static const char *const sides[] = { "l", "t", "r", "b" };

	if ((rect = xmldoc_child(fill, A_NS, "srcRect")) == NULL)
		return;
	for (i = 0; i < 4; i++) {
		if (ooxml_int(xmldoc_attr(rect, NULL, sides[i]), 0) <= 0)
			continue;
		docx_find(drawing->flow->docx, SEVERITY_WARN, "picture-cropped",
		    drawing->alt);
		return;
	}
}

/* Word turns the picture, a page does not (a:xfrm, 20.1.7.6). */
static void
check_turn(struct drawing *drawing, const xmlNode *fill)
{
	const xmlNode *properties, *frame;

	properties = xmldoc_child(fill != NULL ? fill->parent : NULL, PIC_NS,
	    "spPr");
	frame = xmldoc_child(properties, A_NS, "xfrm");
	if (ooxml_int(xmldoc_attr(frame, NULL, "rot"), 0) != 0)
		docx_find(drawing->flow->docx, SEVERITY_WARN, "picture-turned",
		    drawing->alt);
}

void
drawing_blip(struct drawing *drawing, const xmlNode *blip)
{
	const char *id;

	if ((id = xmldoc_attr(blip, R_NS, "embed")) == NULL || *id == '\0')
		id = xmldoc_attr(blip, R_NS, "link");
	check_crop(drawing, blip->parent);
	check_turn(drawing, blip->parent);
	put_picture(drawing, id);
}

/* Does the style of a shape say so?  Blanks and case are nobody's promise. */
int
drawing_style_has(const xmlNode *shape, const char *what)
{
	const char *style, *want = what;

	if ((style = xmldoc_attr(shape, NULL, "style")) == NULL)
		return 0;
	for (; *style != '\0' && *want != '\0'; style++) {
		if (*style == ' ')
			continue;
		if (tolower((unsigned char)*style) == *want)
			want++;
		else
			want = tolower((unsigned char)*style) == *what ?
			    what + 1 :
			    what;
	}
	return *want == '\0';
}

/* The same in VML: fractions of a side, degrees (ECMA-376-4, 19.1.2.11). */
static void
check_vml(struct drawing *drawing, const xmlNode *data)
{
	const char *crop;
	size_t i;
	static const char *const sides[] = { "cropleft", "croptop", "cropright",
		"cropbottom" };

	if (drawing_style_has(data->parent, "rotation:"))
		docx_find(drawing->flow->docx, SEVERITY_WARN, "picture-turned",
		    drawing->alt);
	for (i = 0; i < 4; i++) {
		/* 6554f is a tenth, and so is .1; a minus adds a border. */
		crop = xmldoc_attr(data, NULL, sides[i]);
		if (crop == NULL || *crop == '-' ||
		    strpbrk(crop, "123456789") == NULL)
			continue;
		docx_find(drawing->flow->docx, SEVERITY_WARN, "picture-cropped",
		    drawing->alt);
		return;
	}
}

/* v:imagedata, or a v:fill that is a picture, in a v:shape, whose alt is the
 * description.  Its own o:title is what the file was called. */
void
drawing_imagedata(struct drawing *outer, const xmlNode *data)
{
	const char *id;
	struct drawing drawing = *outer;

	if (drawing.alt != NULL && *drawing.alt == '\0')
		drawing.alt = NULL; /* VML has no decorations */
	check_vml(&drawing, data);
	if ((id = xmldoc_attr(data, R_NS, "id")) == NULL)
		id = xmldoc_attr(data, O_NS, "relid");
	if (id == NULL)
		id = xmldoc_attr(data, R_NS, "href");
	put_picture(&drawing, id);
}
