/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Playing an EMF: lines, polygons, figures, paths, clips.
 * See picture_emf.h.
 */
#include "config.h"

#include "read/picture_emf.h"

/*
 * Lines and polygons.  Points are 32 bits in the older records and 16 in
 * those that everyone writes.
 */

/* Points in a record. */
struct points {
	const unsigned char *data;
	uint32_t count;
	int wide;
};

static struct point
nth(const struct points *points, size_t n)
{
	const unsigned char *p = points->data + n * (points->wide ? 8 : 4);

	if (points->wide)
		return (struct point){ play_s32(p), play_s32(p + 4) };
	return (struct point){ play_s16(p), play_s16(p + 2) };
}

/* Do that many points lie at that offset? */
static int
have_points(const struct record *r, size_t at, struct points *points)
{
	points->data = r->data + at;
	return at <= r->len &&
	    points->count <= (r->len - at) / (points->wide ? 8 : 4);
}

static void
put_lines(struct canvas *canvas, const struct points *points, size_t first)
{
	size_t i;

	for (i = first; i < points->count; i++)
		canvas_line(canvas, nth(points, i));
}

static void
put_curves(struct canvas *canvas, const struct points *points, size_t first)
{
	size_t i;
	struct point p[3];

	for (i = first; i + 3 <= points->count; i += 3) {
		p[0] = nth(points, i);
		p[1] = nth(points, i + 1);
		p[2] = nth(points, i + 2);
		canvas_curve(canvas, p);
	}
}

enum poly {
	POLY_BEZIER,
	POLY_GON,
	POLY_LINE,
	POLY_BEZIER_TO,
	POLY_LINE_TO,
};

/* PolyBezier to PolyLineTo, 2 to 6 and 85 to 89, which are in one order. */
void
emf_poly(struct player *player, const struct record *r)
{
	int how = CANVAS_STROKE;
	enum poly kind;
	struct canvas *canvas = &player->canvas;
	struct points points = { .wide = emf_number(r, 0) < 80 };

	kind = (enum poly)(emf_number(r, 0) - (points.wide ? 2 : 85));
	points.count = emf_number(r, 24);
	if (!have_points(r, 28, &points) || points.count == 0)
		return;
	canvas_begin(canvas);
	if (kind == POLY_BEZIER_TO || kind == POLY_LINE_TO) {
		if (!canvas->in_path || canvas->path.len == 0)
			canvas_move(canvas, canvas->now.here);
		canvas->now.here = nth(&points, points.count - 1);
	} else {
		canvas_move(canvas, nth(&points, 0));
	}
	switch (kind) {
	case POLY_BEZIER:
		put_curves(canvas, &points, 1);
		break;
	case POLY_BEZIER_TO:
		put_curves(canvas, &points, 0);
		break;
	case POLY_LINE_TO:
		put_lines(canvas, &points, 0);
		break;
	case POLY_GON:
		how |= CANVAS_FILL;
		put_lines(canvas, &points, 1);
		canvas_close(canvas);
		break;
	case POLY_LINE:
		put_lines(canvas, &points, 1);
		break;
	}
	canvas_paint(canvas, how);
}

/* PolyPolyline and PolyPolygon: counts, then all the points. */
void
emf_polypoly(struct player *player, const struct record *r)
{
	uint32_t i, count, type = emf_number(r, 0);
	int gon = type == 8 || type == 91;
	struct canvas *canvas = &player->canvas;
	struct points points = { .wide = type < 80 };
	size_t at;

	count = emf_number(r, 24);
	if (count > (r->len - 32) / 4)
		return;
	at = 32 + (size_t)count * 4;
	canvas_begin(canvas);
	for (i = 0; i < count; i++) {
		points.count = emf_number(r, 32 + (size_t)i * 4);
		if (!have_points(r, at, &points))
			break;
		at += (size_t)points.count * (points.wide ? 8 : 4);
		if (points.count < 2)
			continue;
		canvas_move(canvas, nth(&points, 0));
		put_lines(canvas, &points, 1);
		if (gon)
			canvas_close(canvas);
	}
	canvas_paint(canvas, gon ? CANVAS_STROKE | CANVAS_FILL : CANVAS_STROKE);
}

void
emf_line(struct player *player, const struct record *r)
{
	struct canvas *canvas = &player->canvas;

	if (emf_number(r, 0) == 54) {
		canvas_line_to(canvas, emf_point(r, 8));
		return;
	}
	canvas->now.here = emf_point(r, 8);
	if (canvas->in_path)
		canvas_move(canvas, canvas->now.here);
}

void
emf_figure(struct player *player, const struct record *r)
{
	struct canvas *canvas = &player->canvas;
	const struct point box[2] = { emf_point(r, 8), emf_point(r, 16) };
	const struct point right[2] = { { box[1].x, (box[0].y + box[1].y) / 2 },
		{ box[1].x, (box[0].y + box[1].y) / 2 } };
	int how = CANVAS_STROKE | CANVAS_FILL;

	canvas_begin(canvas);
	switch (emf_number(r, 0)) {
	case 42:
		canvas_arc(canvas, box, right, CANVAS_CHORD);
		break;
	case 43:
		canvas_rectangle(canvas, box[0], box[1]);
		break;
	case 44:
		if (r->len >= 32)
			canvas_round(canvas, box[0], box[1], emf_point(r, 24));
		break;
	}
	canvas_paint(canvas, how);
}

void
emf_arc(struct player *player, const struct record *r)
{
	struct canvas *canvas = &player->canvas;
	const struct point box[2] = { emf_point(r, 8), emf_point(r, 16) };
	const struct point rays[2] = { emf_point(r, 24), emf_point(r, 32) };
	int how = CANVAS_STROKE | CANVAS_FILL;
	enum canvas_arc kind = CANVAS_ARC;

	if (emf_number(r, 0) == 46)
		kind = CANVAS_CHORD;
	else if (emf_number(r, 0) == 47)
		kind = CANVAS_PIE;
	canvas_begin(canvas);
	canvas_arc(canvas, box, rays, kind);
	canvas_paint(canvas, kind == CANVAS_ARC ? CANVAS_STROKE : how);
}

/* SetPixelV. */
void
emf_pixel(struct player *player, const struct record *r)
{
	struct point p = emf_point(r, 8), to = { p.x + 1, p.y + 1 };

	canvas_block(&player->canvas, p, to, emf_number(r, 16));
}

void
emf_path(struct player *player, const struct record *r)
{
	struct canvas *canvas = &player->canvas;

	switch (emf_number(r, 0)) {
	case 59:
		canvas_flush(canvas);
		buf_reset(&canvas->path);
		canvas->in_path = 1;
		break;
	case 60:
		canvas->in_path = 0;
		break;
	case 61:
		canvas_close(canvas);
		break;
	case 62:
		canvas_paint_path(canvas, CANVAS_FILL);
		break;
	case 63:
		canvas_paint_path(canvas, CANVAS_FILL | CANVAS_STROKE);
		break;
	case 64:
		canvas_paint_path(canvas, CANVAS_STROKE);
		break;
	case 68:
		canvas->in_path = 0;
		buf_reset(&canvas->path);
		break;
	}
}

/*
 * Clips.
 */

void
emf_clip_rect(struct player *player, const struct record *r)
{
	canvas_begin(&player->canvas);
	canvas_rectangle(&player->canvas, emf_point(r, 8), emf_point(r, 16));
	canvas_clip(&player->canvas, 1);
}

/* A region is rectangles in pixels of the device (2.2.24, 2.2.25). */
void
emf_clip_region(struct player *player, const struct record *r)
{
	uint32_t i, count, mode = emf_number(r, 12);
	struct canvas *canvas = &player->canvas;
	struct matrix matrix = canvas->now.matrix;

	canvas_flush(canvas);
	if (mode == RGN_COPY && emf_number(r, 8) == 0) {
		canvas->now.clip = 0;
		return;
	}
	if ((mode != RGN_COPY && mode != RGN_AND) || r->len < 16 + 32)
		return;
	count = emf_number(r, 16 + 8);
	if (count > (r->len - 48) / 16)
		return;
	canvas->now.matrix = player->device;
	canvas_begin(canvas);
	for (i = 0; i < count; i++)
		canvas_rectangle(canvas, emf_point(r, 48 + (size_t)i * 16),
		    emf_point(r, 56 + (size_t)i * 16));
	if (count == 0)
		canvas_move(canvas, (struct point){ 0, 0 });
	canvas_clip(canvas, mode == RGN_AND);
	canvas->now.matrix = matrix;
}

void
emf_clip_path(struct player *player, const struct record *r)
{
	uint32_t mode = emf_number(r, 8);

	player->canvas.in_path = 0;
	if (mode == RGN_COPY || mode == RGN_AND)
		canvas_clip(&player->canvas, mode == RGN_AND);
}
