/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The device context of a metafile: objects, states, paths, clips.  What
 * stands in the middle of a page, texts and bitmaps, is in picture_paint.c.
 * See picture_canvas.h for the contract.
 */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "read/picture_canvas.h"
#include "read/picture_canvas_inner.h"

enum {
	FAR = 1000000, /* pixels; what lies farther away is not seen */
};

static const struct canvas_pen black_pen = { .color = 0 };
static const struct canvas_brush white_brush = { .color = 0xffffff };
static const struct canvas_font stock_font = { .height = -12, .weight = 400 };

void
canvas_init(struct canvas *canvas, size_t max)
{
	memset(canvas, 0, sizeof(*canvas));
	buf_init(&canvas->body, max);
	buf_init(&canvas->path, max);
	buf_init(&canvas->clip_path, max);
	buf_init(&canvas->png, max);
	canvas->now.matrix = (struct matrix){ 1, 0, 0, 1, 0, 0 };
	canvas->now.world = canvas->now.matrix;
	canvas->now.pen = black_pen;
	canvas->now.brush = white_brush;
	canvas->now.font = stock_font;
	canvas->now.back_color = 0xffffff;
	canvas->now.back_opaque = 1;
	canvas->now.win_ext = (struct point){ 1, 1 };
	canvas->now.view_ext = (struct point){ 1, 1 };
	canvas->now.map_mode = 1;
	canvas->hairline = 1;
}

void
canvas_fini(struct canvas *canvas)
{
	buf_fini(&canvas->body);
	buf_fini(&canvas->path);
	buf_fini(&canvas->clip_path);
	buf_fini(&canvas->png);
	free(canvas->objects);
}

/*
 * Objects.
 */

struct canvas_object *
canvas_slot(struct canvas *canvas, size_t slot)
{
	size_t slots;

	if (slot >= CANVAS_OBJECTS)
		return NULL;
	if (slot >= canvas->slots) {
		slots = slot + 16;
		canvas->objects = xreallocarray(canvas->objects, slots,
		    sizeof(*canvas->objects));
		memset(canvas->objects + canvas->slots, 0,
		    (slots - canvas->slots) * sizeof(*canvas->objects));
		canvas->slots = slots;
	}
	memset(&canvas->objects[slot], 0, sizeof(*canvas->objects));
	canvas->objects[slot].used = 1;
	return &canvas->objects[slot];
}

size_t
canvas_free_slot(const struct canvas *canvas)
{
	size_t i;

	for (i = 0; i < canvas->slots && canvas->objects[i].used; i++)
		;
	return i;
}

void
canvas_select(struct canvas *canvas, size_t slot)
{
	const struct canvas_object *object;

	canvas_flush(canvas);
	if (slot >= canvas->slots)
		return;
	object = &canvas->objects[slot];
	if (object->kind == CANVAS_PEN)
		canvas->now.pen = object->u.pen;
	else if (object->kind == CANVAS_BRUSH)
		canvas->now.brush = object->u.brush;
	else if (object->kind == CANVAS_FONT)
		canvas->now.font = object->u.font;
}

/* MS-EMF, 2.1.31: white, three greys, black, no brush; white, black, no
 * pen; then fonts. */
void
canvas_select_stock(struct canvas *canvas, unsigned stock)
{
	static const uint32_t brushes[] = { 0xffffff, 0xc0c0c0, 0x808080,
		0x404040, 0, 0 };

	canvas_flush(canvas);
	if (stock <= 5) {
		canvas->now.brush = white_brush;
		canvas->now.brush.color = brushes[stock];
		canvas->now.brush.none = stock == 5;
	} else if (stock <= 8) {
		canvas->now.pen = black_pen;
		canvas->now.pen.color = stock == 6 ? 0xffffff : 0;
		canvas->now.pen.none = stock == 8;
	} else if (stock >= 10 && stock <= 17 && stock != 15) {
		canvas->now.font = stock_font;
	}
}

void
canvas_delete(struct canvas *canvas, size_t slot)
{
	if (slot < canvas->slots)
		canvas->objects[slot].used = 0;
}

/*
 * States.
 */

void
canvas_save(struct canvas *canvas)
{
	canvas_flush(canvas);
	if (canvas->depth < CANVAS_SAVED)
		canvas->saved[canvas->depth++] = canvas->now;
	else
		canvas->strange = 1;
}

void
canvas_restore(struct canvas *canvas, long n)
{
	long to = n < 0 ? (long)canvas->depth + n : n - 1;

	canvas_flush(canvas);
	if (to < 0 || to >= (long)canvas->depth)
		return;
	canvas->now = canvas->saved[to];
	canvas->depth = (size_t)to;
}

struct matrix
matrix_multiply(const struct matrix *first, const struct matrix *then)
{
	struct matrix m;

	m.a = first->a * then->a + first->b * then->c;
	m.b = first->a * then->b + first->b * then->d;
	m.c = first->c * then->a + first->d * then->c;
	m.d = first->c * then->b + first->d * then->d;
	m.e = first->e * then->a + first->f * then->c + then->e;
	m.f = first->e * then->b + first->f * then->d + then->f;
	return m;
}

/*
 * Numbers.
 */

/* Hundredths are enough, and no locale writes a comma. */
void
canvas_put_number(struct buf *out, double n)
{
	char digits[32];
	long hundredths;
	size_t len;

	if (!(n > -FAR))
		n = -FAR;
	if (n > FAR)
		n = FAR;
	hundredths = lround(n * 100);
	if (hundredths < 0)
		buf_putc(out, '-');
	hundredths = labs(hundredths);
	snprintf(digits, sizeof(digits), "%ld.%02ld", hundredths / 100,
	    hundredths % 100);
	len = strlen(digits);
	while (digits[len - 1] == '0')
		len--;
	if (digits[len - 1] == '.')
		len--;
	buf_add(out, digits, len);
}

struct point
canvas_map(const struct canvas *canvas, struct point p)
{
	struct point q;
	const struct matrix *m = &canvas->now.matrix;

	q.x = m->a * p.x + m->c * p.y + m->e;
	q.y = m->b * p.x + m->d * p.y + m->f;
	return q;
}

/* How much longer a line becomes, whatever its direction. */
double
canvas_scale(const struct canvas *canvas)
{
	const struct matrix *m = &canvas->now.matrix;

	return sqrt(fabs(m->a * m->d - m->b * m->c));
}

/*
 * Paths.
 */

static void
put_point(struct canvas *canvas, char command, struct point p)
{
	p = canvas_map(canvas, p);
	buf_putc(&canvas->path, command);
	canvas_put_number(&canvas->path, p.x);
	buf_putc(&canvas->path, ' ');
	canvas_put_number(&canvas->path, p.y);
	canvas->last = p;
}

void
canvas_begin(struct canvas *canvas)
{
	canvas_flush(canvas);
	if (!canvas->in_path)
		buf_reset(&canvas->path);
}

void
canvas_move(struct canvas *canvas, struct point p)
{
	put_point(canvas, 'M', p);
}

void
canvas_line(struct canvas *canvas, struct point p)
{
	put_point(canvas, 'L', p);
}

void
canvas_curve(struct canvas *canvas, const struct point p[3])
{
	put_point(canvas, 'C', p[0]);
	put_point(canvas, ' ', p[1]);
	put_point(canvas, ' ', p[2]);
}

void
canvas_close(struct canvas *canvas)
{
	buf_putc(&canvas->path, 'Z');
}

/* Lines one after another are one path, which GDI's users rarely make. */
void
canvas_line_to(struct canvas *canvas, struct point p)
{
	struct point here;

	here = canvas_map(canvas, canvas->now.here);
	if (!canvas->lines && !canvas->in_path)
		buf_reset(&canvas->path);
	if ((!canvas->lines && !canvas->in_path) || canvas->path.len == 0 ||
	    fabs(here.x - canvas->last.x) + fabs(here.y - canvas->last.y) > .01)
		canvas_move(canvas, canvas->now.here);
	canvas_line(canvas, p);
	canvas->now.here = p;
	canvas->lines = !canvas->in_path;
}

static void
put_color(struct buf *out, const char *name, uint32_t color)
{
	buf_printf(out, " %s=\"#%02x%02x%02x\"", name, color & 0xff,
	    color >> 8 & 0xff, color >> 16 & 0xff);
}

static void
put_dashes(struct buf *out, int dash, double width)
{
	int i;
	static const int dashes[5][7] = {
		{ 0 },
		{ 3, 2, 0 },
		{ 1, 2, 0 },
		{ 3, 2, 1, 2, 0 },
		{ 3, 2, 1, 2, 1, 2, 0 },
	};

	if (dash < 1 || dash > 4)
		return;
	buf_puts(out, " stroke-dasharray=\"");
	for (i = 0; dashes[dash][i] != 0; i++) {
		if (i > 0)
			buf_putc(out, ' ');
		canvas_put_number(out, dashes[dash][i] * width);
	}
	buf_putc(out, '"');
}

static void
put_stroke(struct canvas *canvas)
{
	double width;
	const struct canvas_pen *pen = &canvas->now.pen;

	put_color(&canvas->body, "stroke", pen->color);
	width = pen->width * canvas_scale(canvas);
	if (width < canvas->hairline)
		width = canvas->hairline;
	if (fabs(width - 1) > .005) {
		buf_puts(&canvas->body, " stroke-width=\"");
		canvas_put_number(&canvas->body, width);
		buf_putc(&canvas->body, '"');
	}
	put_dashes(&canvas->body, pen->dash, width);
	if (pen->flat || pen->dash != 0)
		buf_puts(&canvas->body, " stroke-linecap=\"butt\"");
}

void
canvas_put_clip(struct canvas *canvas)
{
	if (canvas->now.clip > 0)
		buf_printf(&canvas->body, " clip-path=\"url(#c%u)\"",
		    canvas->now.clip);
}

/* An element begins: everything that paints passes here. */
void
canvas_start(struct canvas *canvas, const char *name)
{
	canvas->elements++;
	buf_putc(&canvas->body, '<');
	buf_puts(&canvas->body, name);
}

static void
put_path(struct canvas *canvas, int how)
{
	const struct canvas_state *now = &canvas->now;
	int stroke, fill;

	stroke = (how & CANVAS_STROKE) != 0 && !now->pen.none;
	fill = (how & CANVAS_FILL) != 0 && !now->brush.none;
	if ((!stroke && !fill) || canvas->path.len == 0)
		return;
	canvas_start(canvas, "path d=\"");
	buf_puts(&canvas->body, buf_str(&canvas->path));
	buf_putc(&canvas->body, '"');
	if (stroke)
		put_stroke(canvas);
	if (!fill)
		buf_puts(&canvas->body, " fill=\"none\"");
	else
		put_color(&canvas->body, "fill", now->brush.color);
	if (fill && !now->winding)
		buf_puts(&canvas->body, " fill-rule=\"evenodd\"");
	if (fill && now->brush.hatched)
		buf_puts(&canvas->body, " fill-opacity=\".4\"");
	canvas_put_clip(canvas);
	buf_puts(&canvas->body, "/>\n");
}

void
canvas_flush(struct canvas *canvas)
{
	if (!canvas->lines)
		return;
	canvas->lines = 0;
	put_path(canvas, CANVAS_STROKE);
}

void
canvas_paint(struct canvas *canvas, int how)
{
	if (canvas->in_path)
		return;
	put_path(canvas, how);
	buf_reset(&canvas->path);
}

void
canvas_paint_path(struct canvas *canvas, int how)
{
	canvas->in_path = 0;
	canvas_paint(canvas, how);
}

/*
 * Clips.
 */

/* Most clips are set again and again: the last one is remembered. */
void
canvas_clip(struct canvas *canvas, int inside)
{
	unsigned under = inside ? canvas->now.clip : 0;

	if (canvas->path.len == 0 || canvas->in_path)
		return;
	if (canvas->clips > 0 && canvas->clip_under == under &&
	    strcmp(buf_str(&canvas->path), buf_str(&canvas->clip_path)) == 0) {
		canvas->now.clip = canvas->clips;
		buf_reset(&canvas->path);
		return;
	}
	buf_reset(&canvas->clip_path);
	buf_puts(&canvas->clip_path, buf_str(&canvas->path));
	canvas->clip_under = under;
	canvas->clips++;
	buf_printf(&canvas->body, "<clipPath id=\"c%u\"><path d=\"%s\"",
	    canvas->clips, buf_str(&canvas->path));
	if (under > 0)
		buf_printf(&canvas->body, " clip-path=\"url(#c%u)\"", under);
	buf_puts(&canvas->body, " clip-rule=\"evenodd\"/></clipPath>\n");
	canvas->now.clip = canvas->clips;
	buf_reset(&canvas->path);
}
