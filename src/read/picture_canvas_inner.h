/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the two files of the canvas share.  Private to them. */
#ifndef READ_PICTURE_CANVAS_INNER_H
#define READ_PICTURE_CANVAS_INNER_H

#include "read/picture_canvas.h"

/* A number with at most two decimals, at most a million away from nought. */
void canvas_put_number(struct buf *out, double n);

/* A logical point in pixels of the picture, and how lengths change. */
struct point canvas_map(const struct canvas *canvas, struct point p);
double canvas_scale(const struct canvas *canvas);

/* Begin an element that paints; its attribute for the clip. */
void canvas_start(struct canvas *canvas, const char *name);
void canvas_put_clip(struct canvas *canvas);

#endif /* READ_PICTURE_CANVAS_INNER_H */
