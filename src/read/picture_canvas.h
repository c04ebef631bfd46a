/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a Windows metafile draws on: the device context of GDI, which writes
 * an SVG of our own.  Private to picture.
 *
 * Nothing of the metafile is copied but numbers, characters (escaped) and
 * bitmaps (as PNG), so the SVG holds no script, no link, no style sheet.
 * Every number is finite and short.  Logical coordinates become pixels of
 * the picture through the matrix that the player sets.
 */
#ifndef READ_PICTURE_CANVAS_H
#define READ_PICTURE_CANVAS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* x' = a x + c y + e, y' = b x + d y + f, as in SVG. */
struct matrix {
	double a, b, c, d, e, f;
};

struct point {
	double x, y;
};

struct canvas_pen {
	int none;
	uint32_t color; /* 0xbbggrr, as in a COLORREF */
	double width;   /* logical; 0: one pixel of the device */
	int dash;       /* PS_SOLID to PS_DASHDOTDOT (MS-WMF, 2.1.1.23) */
	int flat;       /* ends without caps */
};

struct canvas_brush {
	int none;
	int hatched;
	uint32_t color;
};

struct canvas_font {
	double height; /* logical; negative: of the letters, not the line */
	int angle;     /* tenths of a degree, counterclockwise */
	int weight;
	int italic;
	int underline;
	int strike;
	int charset;
	int family;    /* PitchAndFamily (MS-WMF, 2.2.1.2) */
	char face[64]; /* UTF-8 */
};

enum canvas_kind {
	CANVAS_NOTHING, /* also for palettes, regions and such */
	CANVAS_PEN,
	CANVAS_BRUSH,
	CANVAS_FONT,
};

/* What a record creates and another selects. */
struct canvas_object {
	enum canvas_kind kind;
	int used; /* the slot is taken, if only by a palette */

	union {
		struct canvas_pen pen;
		struct canvas_brush brush;
		struct canvas_font font;
	} u;
};

/* What GDI saves and restores. */
struct canvas_state {
	struct matrix matrix;
	struct canvas_pen pen;
	struct canvas_brush brush;
	struct canvas_font font;
	uint32_t text_color;
	uint32_t back_color;
	int back_opaque;
	int winding; /* of polygons, else alternate */
	unsigned align;
	unsigned clip;        /* number of its clipPath, 0: none */
	struct point here;    /* logical */
	struct point win_org; /* for the players: SetWindowOrg and so on */
	struct point win_ext;
	struct point view_org;
	struct point view_ext;
	struct matrix world;
	int map_mode;
};

enum {
	CANVAS_SAVED = 64,     /* states */
	CANVAS_OBJECTS = 4096, /* slots */
	CANVAS_STROKE = 1,     /* what canvas_paint does */
	CANVAS_FILL = 2,
};

struct canvas {
	struct canvas_state now;
	struct canvas_state saved[CANVAS_SAVED];
	size_t depth;
	struct canvas_object *objects; /* owned */
	size_t slots;
	double hairline;      /* pixels of the picture */
	struct buf body;      /* elements */
	struct buf path;      /* the one that is drawn now */
	struct point last;    /* its end, in pixels; valid while lines is set */
	int lines;            /* path is of lines that are not painted yet */
	int in_path;          /* between BeginPath and EndPath */
	struct buf clip_path; /* the text of the last clipPath, for reuse */
	unsigned clip_under;  /* the clip that it lies in */
	unsigned clips;
	unsigned elements;       /* that paint */
	int strange;             /* something was asked for that we can't do */
	struct buf png;          /* the first bitmap, if it is whole */
	struct matrix png_place; /* of the unit square */
};

void canvas_init(struct canvas *canvas, size_t max);
void canvas_fini(struct canvas *canvas);

/* Objects.  canvas_slot gives a fresh object in slot, or NULL where there
 * are no so many; canvas_free_slot is where WMF puts the next one. */
struct canvas_object *canvas_slot(struct canvas *canvas, size_t slot);
size_t canvas_free_slot(const struct canvas *canvas);
void canvas_select(struct canvas *canvas, size_t slot);
void canvas_select_stock(struct canvas *canvas, unsigned stock);
void canvas_delete(struct canvas *canvas, size_t slot);

void canvas_save(struct canvas *canvas);
/* n: from the first, or if negative from the last. */
void canvas_restore(struct canvas *canvas, long n);

struct matrix matrix_multiply(const struct matrix *first,
    const struct matrix *then);

/* Paths.  Points are logical.  canvas_line_to begins at now.here, and moves
 * it. */
void canvas_begin(struct canvas *canvas);
void canvas_move(struct canvas *canvas, struct point p);
void canvas_line(struct canvas *canvas, struct point p);
void canvas_curve(struct canvas *canvas, const struct point p[3]);
void canvas_close(struct canvas *canvas);
void canvas_line_to(struct canvas *canvas, struct point p);
/* Paint the path with pen and brush (CANVAS_STROKE, CANVAS_FILL), unless it
 * is part of a larger one. */
void canvas_paint(struct canvas *canvas, int how);
/* The same for one made between BeginPath and EndPath. */
void canvas_paint_path(struct canvas *canvas, int how);

/* Closed figures; the arcs go counterclockwise from one ray to another. */
void canvas_rectangle(struct canvas *canvas, struct point from,
    struct point to);
void canvas_round(struct canvas *canvas, struct point from, struct point to,
    struct point corner);

enum canvas_arc {
	CANVAS_ARC,
	CANVAS_CHORD,
	CANVAS_PIE,
};

/* box: two corners; rays: points on the first and the last ray. */
void canvas_arc(struct canvas *canvas, const struct point box[2],
    const struct point rays[2], enum canvas_arc kind);

/* A rectangle in one colour, without a line. */
void canvas_block(struct canvas *canvas, struct point from, struct point to,
    uint32_t color);

/* The path that was begun with canvas_begin becomes the clip: inside of the
 * one that is, or instead of it. */
void canvas_clip(struct canvas *canvas, int inside);

/* Text at p: UTF-8, already out of its symbol font; length is its width,
 * logical, or 0. */
void canvas_text(struct canvas *canvas, struct point p, const char *text,
    double length);

/* A bitmap over the logical rectangle from p, with the sides of size (which
 * may be negative). */
struct canvas_bitmap {
	const struct buf *png;
	unsigned width; /* pixels */
	unsigned height;
	struct point from; /* what of it is shown */
	struct point part;
	uint32_t raster; /* SRCCOPY, or one that masks are made with */
	double opacity;
};

void canvas_bitmap(struct canvas *canvas, const struct canvas_bitmap *bitmap,
    struct point p, struct point size);

/* Paint what waits. */
void canvas_flush(struct canvas *canvas);

#endif /* READ_PICTURE_CANVAS_H */
