/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the drawings' reader share.  Private to them. */
#ifndef READ_DOCX_DRAWING_INNER_H
#define READ_DOCX_DRAWING_INNER_H

#include <libxml/tree.h>

struct docx_flow;
struct docx_look;

/* What is known on the way down to what shows. */
struct drawing {
	struct docx_flow *flow;
	const struct docx_look *look;
	const char *alt;  /* NULL: nobody said; "": a decoration */
	const char *link; /* r:id of a hyperlink, or NULL */
	int floating;
	int *drawn; /* set when something shows */
};

/* a:blip, with the frame and the crop around it. */
void drawing_blip(struct drawing *drawing, const xmlNode *blip);

/* v:imagedata, or a v:fill that is a picture. */
void drawing_imagedata(struct drawing *outer, const xmlNode *data);

/* A drawing is at its end: if nothing of it shows, its description does. */
void drawing_check(struct drawing *drawing);

/* Does the style of a shape of VML say so?  Blanks and case are nobody's
 * promise; what is in lower case. */
int drawing_style_has(const xmlNode *shape, const char *what);

#endif /* READ_DOCX_DRAWING_INNER_H */
