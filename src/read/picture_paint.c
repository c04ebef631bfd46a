/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Figures, text and bitmaps on the canvas of a metafile.
 * See picture_canvas.h for the contract.
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include <nettle/base64.h>

#include "read/picture_canvas.h"
#include "read/picture_canvas_inner.h"

enum {
	/* SetTextAlign (MS-WMF, 2.1.2.3) */
	TA_UPDATECP = 1,
	TA_RIGHT = 2,
	TA_CENTER = 6,
	TA_BOTTOM = 8,
	TA_BASELINE = 24,
	/* PitchAndFamily (2.1.2.1, 2.1.1.9) */
	FAMILY = 0xf0,
	FAMILY_ROMAN = 0x10,
	FAMILY_MODERN = 0x30,
	/* Ternary raster operations (2.1.1.31) */
	SRCCOPY = 0xcc0020,
	SRCAND = 0x8800c6,
	SRCPAINT = 0xee0086,
	SRCINVERT = 0x660046,
	RASTER = 0xffffff, /* the rest is of layered windows */
};

static const double pi = 3.14159265358979;
static const double line_height = 1.17; /* of a font, to its letters' */
static const double ascent = .9;        /* of letters above the base line */
static const double descent = .22;
static const double whole = .98; /* of a picture that is one bitmap */

/*
 * Figures.
 */

void
canvas_rectangle(struct canvas *canvas, struct point from, struct point to)
{
	canvas_move(canvas, from);
	canvas_line(canvas, (struct point){ to.x, from.y });
	canvas_line(canvas, to);
	canvas_line(canvas, (struct point){ from.x, to.y });
	canvas_close(canvas);
}

/* An ellipse as it is usually drawn: its middle and radii. */
struct ellipse {
	struct point middle;
	struct point radius;
};

static struct point
at_angle(const struct ellipse *ellipse, double angle)
{
	return (struct point){
		ellipse->middle.x + ellipse->radius.x * cos(angle),
		ellipse->middle.y + ellipse->radius.y * sin(angle),
	};
}

/* A quarter or less, from where the path is, by one Bezier curve. */
static void
put_quarter(struct canvas *canvas, const struct ellipse *ellipse, double from,
    double sweep)
{
	double k = 4. / 3. * tan(sweep / 4), to = from + sweep;
	struct point p[3];

	p[0] = at_angle(ellipse, from);
	p[0].x -= k * ellipse->radius.x * sin(from);
	p[0].y += k * ellipse->radius.y * cos(from);
	p[2] = at_angle(ellipse, to);
	p[1].x = p[2].x + k * ellipse->radius.x * sin(to);
	p[1].y = p[2].y - k * ellipse->radius.y * cos(to);
	canvas_curve(canvas, p);
}

void
canvas_round(struct canvas *canvas, struct point from, struct point to,
    struct point corner)
{
	int i;
	struct ellipse at;
	struct point p;

	at.radius.x = fmin(fabs(corner.x), fabs(to.x - from.x)) / 2;
	at.radius.y = fmin(fabs(corner.y), fabs(to.y - from.y)) / 2;
	p = from;
	from = (struct point){ fmin(p.x, to.x), fmin(p.y, to.y) };
	to = (struct point){ fmax(p.x, to.x), fmax(p.y, to.y) };
	for (i = 0; i < 4; i++) {
		at.middle.x = i == 1 || i == 2 ? from.x + at.radius.x :
						 to.x - at.radius.x;
		at.middle.y = i < 2 ? to.y - at.radius.y : from.y + at.radius.y;
		p = at_angle(&at, i * pi / 2);
		if (i == 0)
			canvas_move(canvas, p);
		else
			canvas_line(canvas, p);
		put_quarter(canvas, &at, i * pi / 2, pi / 2);
	}
	canvas_close(canvas);
}

/* The angle of the ray through p, on the ellipse made round. */
static double
ray_angle(const struct ellipse *ellipse, struct point p)
{
	if (ellipse->radius.x <= 0 || ellipse->radius.y <= 0)
		return 0;
	return atan2((p.y - ellipse->middle.y) / ellipse->radius.y,
	    (p.x - ellipse->middle.x) / ellipse->radius.x);
}

/* Counterclockwise on the screen, where y goes down, is to lesser angles. */
void
canvas_arc(struct canvas *canvas, const struct point box[2],
    const struct point rays[2], enum canvas_arc kind)
{
	int i;
	double from, sweep;
	struct ellipse at;
	const struct matrix *m = &canvas->now.matrix;

	at.middle.x = (box[0].x + box[1].x) / 2;
	at.middle.y = (box[0].y + box[1].y) / 2;
	at.radius.x = fabs(box[1].x - box[0].x) / 2;
	at.radius.y = fabs(box[1].y - box[0].y) / 2;
	from = ray_angle(&at, rays[0]);
	sweep = ray_angle(&at, rays[1]) - from;
	if (m->a * m->d - m->b * m->c < 0)
		sweep = sweep <= 0 ? sweep + 2 * pi : sweep;
	else
		sweep = sweep >= 0 ? sweep - 2 * pi : sweep;
	canvas_move(canvas, at_angle(&at, from));
	for (i = 0; i < 4; i++, from += sweep / 4)
		put_quarter(canvas, &at, from, sweep / 4);
	if (kind == CANVAS_PIE)
		canvas_line(canvas, at.middle);
	if (kind != CANVAS_ARC)
		canvas_close(canvas);
}

void
canvas_block(struct canvas *canvas, struct point from, struct point to,
    uint32_t color)
{
	struct canvas_brush brush = canvas->now.brush;

	canvas->now.brush = (struct canvas_brush){ .color = color };
	canvas_begin(canvas);
	canvas_rectangle(canvas, from, to);
	canvas_paint(canvas, CANVAS_FILL);
	canvas->now.brush = brush;
}

/*
 * Text.
 */

static void
put_attribute(struct buf *out, const char *name, double n)
{
	buf_printf(out, " %s=\"", name);
	canvas_put_number(out, n);
	buf_putc(out, '"');
}

/* A name that needs no escape, in XML or in CSS. */
static int
is_name(const char *face)
{
	const char *s;

	for (s = face; *s != '\0'; s++) {
		if ((unsigned char)*s < 0x80 && *s != ' ' && *s != '-' &&
		    !(*s >= '0' && *s <= '9') && !(*s >= 'A' && *s <= 'Z') &&
		    !(*s >= 'a' && *s <= 'z'))
			return 0;
	}
	return s > face;
}

static void
put_font(struct buf *out, const struct canvas_font *font)
{
	const char *generic = "sans-serif";

	if ((font->family & FAMILY) == FAMILY_ROMAN ||
	    strncmp(font->face, "Times", 5) == 0)
		generic = "serif";
	else if ((font->family & FAMILY) == FAMILY_MODERN)
		generic = "monospace";
	buf_puts(out, " font-family=\"");
	if (is_name(font->face)) {
		buf_putc(out, '\'');
		buf_put_xml(out, font->face);
		buf_puts(out, "', ");
	}
	buf_printf(out, "%s\"", generic);
	if (font->weight >= 600)
		buf_puts(out, " font-weight=\"bold\"");
	if (font->italic)
		buf_puts(out, " font-style=\"italic\"");
	if (font->underline || font->strike)
		buf_printf(out, " text-decoration=\"%s\"",
		    font->underline ? "underline" : "line-through");
}

/* How far the base line lies below the point that was given. */
static double
below(const struct canvas *canvas, double size)
{
	if ((canvas->now.align & TA_BASELINE) == TA_BASELINE)
		return 0;
	if ((canvas->now.align & TA_BOTTOM) != 0)
		return -size * descent;
	return size * ascent;
}

static void
put_anchor(struct canvas *canvas)
{
	if ((canvas->now.align & TA_CENTER) == TA_CENTER)
		buf_puts(&canvas->body, " text-anchor=\"middle\"");
	else if ((canvas->now.align & TA_RIGHT) != 0)
		buf_puts(&canvas->body, " text-anchor=\"end\"");
}

static double
font_size(const struct canvas *canvas)
{
	double height = canvas->now.font.height, size;

	if (height < 0)
		size = -height;
	else
		size = height / line_height;
	return size * canvas_scale(canvas);
}

void
canvas_text(struct canvas *canvas, struct point p, const char *text,
    double length)
{
	double size, angle;
	struct buf *out = &canvas->body;
	struct point at;
	const struct matrix *m = &canvas->now.matrix;

	canvas_flush(canvas);
	if ((canvas->now.align & TA_UPDATECP) != 0) {
		p = canvas->now.here;
		canvas->now.here.x += length;
	}
	if (text[strspn(text, " ")] == '\0')
		return;
	at = canvas_map(canvas, p);
	size = font_size(canvas);
	angle = -canvas->now.font.angle / 10. + atan2(m->b, m->a) * 180 / pi;
	canvas_start(canvas, "text");
	put_attribute(out, "x", at.x);
	put_attribute(out, "y", at.y + below(canvas, size));
	put_attribute(out, "font-size", size);
	put_font(out, &canvas->now.font);
	put_anchor(canvas);
	if (length > 0 && text[1] != '\0') {
		put_attribute(out, "textLength", length * hypot(m->a, m->b));
		buf_puts(out, " lengthAdjust=\"spacingAndGlyphs\"");
	}
	if (fabs(angle) > .01) {
		buf_puts(out, " transform=\"rotate(");
		canvas_put_number(out, angle);
		buf_putc(out, ' ');
		canvas_put_number(out, at.x);
		buf_putc(out, ' ');
		canvas_put_number(out, at.y);
		buf_puts(out, ")\"");
	}
	buf_printf(out, " fill=\"#%02x%02x%02x\"",
	    canvas->now.text_color & 0xff, canvas->now.text_color >> 8 & 0xff,
	    canvas->now.text_color >> 16 & 0xff);
	canvas_put_clip(canvas);
	buf_puts(out, " xml:space=\"preserve\">");
	buf_put_xml(out, text);
	buf_puts(out, "</text>\n");
}

/*
 * Bitmaps.
 */

/* A mask and then the picture, as GDI's users draw what isn't square: black
 * and white behave alike in both worlds (Compositing Level 1, 5.8). */
static int
put_blend(struct canvas *canvas, uint32_t raster)
{
	const char *mode;

	switch (raster & RASTER) {
	case SRCCOPY:
		return 0;
	case SRCAND:
		mode = "multiply";
		break;
	case SRCPAINT:
		mode = "screen";
		break;
	case SRCINVERT:
		mode = "difference";
		break;
	default:
		return -1;
	}
	buf_printf(&canvas->body, " style=\"mix-blend-mode:%s\"", mode);
	return 0;
}

static void
put_data(struct buf *out, const struct buf *png)
{
	size_t len = BASE64_ENCODE_RAW_LENGTH(png->len);

	buf_puts(out, " xlink:href=\"data:image/png;base64,");
	if (buf_reserve(out, len) == -1)
		return;
	base64_encode_raw(out->data + out->len, png->len,
	    (const uint8_t *)png->data);
	out->len += len;
	out->data[out->len] = '\0';
	buf_putc(out, '"');
}

static void
put_matrix(struct buf *out, const struct matrix *m)
{
	size_t i;
	const double numbers[] = { m->a, m->b, m->c, m->d, m->e, m->f };

	buf_puts(out, " transform=\"matrix(");
	for (i = 0; i < 6; i++) {
		if (i > 0)
			buf_putc(out, ' ');
		canvas_put_number(out, numbers[i]);
	}
	buf_puts(out, ")\"");
}

/* The first bitmap may turn out to be all there is. */
static void
remember(struct canvas *canvas, const struct canvas_bitmap *bitmap,
    const struct matrix *place)
{
	if (canvas->elements > 1 || (bitmap->raster & RASTER) != SRCCOPY ||
	    bitmap->opacity < 1 || bitmap->part.x < bitmap->width * whole ||
	    bitmap->part.y < bitmap->height * whole)
		return;
	buf_reset(&canvas->png);
	buf_add(&canvas->png, bitmap->png->data, bitmap->png->len);
	canvas->png_place = *place;
}

/* One unit is the whole rectangle, and one pixel inside of the inner SVG. */
void
canvas_bitmap(struct canvas *canvas, const struct canvas_bitmap *bitmap,
    struct point p, struct point size)
{
	struct buf *out = &canvas->body;
	struct matrix unit = { size.x, 0, 0, size.y, p.x, p.y }, place;

	canvas_flush(canvas);
	place = matrix_multiply(&unit, &canvas->now.matrix);
	canvas_start(canvas, "g");
	if (put_blend(canvas, bitmap->raster) == -1)
		canvas->strange = 1;
	canvas_put_clip(canvas);
	if (bitmap->opacity < 1)
		put_attribute(out, "opacity", bitmap->opacity);
	/* A clip would move along with a transformation of its own element. */
	buf_puts(out, "><g");
	put_matrix(out, &place);
	buf_puts(out,
	    "><svg width=\"1\" height=\"1\" overflow=\"hidden\""
	    " preserveAspectRatio=\"none\" viewBox=\"");
	canvas_put_number(out, bitmap->from.x);
	buf_putc(out, ' ');
	canvas_put_number(out, bitmap->from.y);
	buf_putc(out, ' ');
	canvas_put_number(out, bitmap->part.x);
	buf_putc(out, ' ');
	canvas_put_number(out, bitmap->part.y);
	buf_puts(out, "\"><image");
	put_attribute(out, "width", bitmap->width);
	put_attribute(out, "height", bitmap->height);
	put_data(out, bitmap->png);
	buf_puts(out, "/></svg></g></g>\n");
	remember(canvas, bitmap, &place);
}
