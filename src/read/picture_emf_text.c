/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Playing an EMF: states, pens, brushes, fonts, text, bitmaps.
 * See picture_emf.h.
 */
#include "config.h"

#include <string.h>

#include "base/text.h"
#include "read/picture_emf.h"

enum {
	STOCK = 0x7fffffff, /* the bits of a handle that name a stock object */
	PEN_STYLE = 15,     /* MS-EMF, 2.1.25 */
	PEN_NULL = 5,
	PEN_CAPS = 0xf00,
	PEN_GEOMETRIC = 0x10000, /* else its width is one pixel */
	ETO_OPAQUE = 2,          /* 2.1.11 */
	ETO_GLYPHS = 0x10,
	ETO_PDY = 0x2000,
	TEXT_SMALL_NO_RECT = 0x100,
	TEXT_SMALL_BYTES = 0x200,
	AC_SRC_ALPHA = 1,
	LOGFONT_FACE = 28, /* its offset (2.2.13) */
	SRCCOPY = 0xcc0020,
};

/*
 * States and objects.
 */

void
emf_state(struct player *player, const struct record *r)
{
	struct canvas *canvas = &player->canvas;
	uint32_t value = emf_number(r, 8);

	switch (emf_number(r, 0)) {
	case 18:
		canvas->now.back_opaque = value == 2;
		break;
	case 19:
		canvas->now.winding = value == 2;
		break;
	case 22:
		canvas->now.align = value;
		break;
	case 24:
		canvas->now.text_color = value;
		break;
	case 25:
		canvas->now.back_color = value;
		break;
	case 34:
		canvas_restore(canvas, (int32_t)value);
		break;
	case 37:
		if (value > STOCK)
			canvas_select_stock(canvas, value & STOCK);
		else
			canvas_select(canvas, value);
		break;
	case 40:
		canvas_delete(canvas, value);
		break;
	}
}

void
emf_save(struct player *player, const struct record *r)
{
	(void)r;
	canvas_save(&player->canvas);
}

static void
set_pen(struct canvas_pen *pen, uint32_t style, double width, uint32_t color)
{
	pen->none = (style & PEN_STYLE) == PEN_NULL;
	pen->dash = (style & PEN_STYLE) < PEN_NULL ? (int)(style & PEN_STYLE) :
						     0;
	pen->flat = (style & PEN_CAPS) != 0;
	pen->width = width;
	pen->color = color;
}

/* CreatePen, CreateBrushIndirect, ExtCreatePen, and brushes of bitmaps,
 * which are drawn grey. */
void
emf_object(struct player *player, const struct record *r)
{
	uint32_t style;
	struct canvas_object *object;

	object = canvas_slot(&player->canvas, emf_number(r, 8));
	if (object == NULL) {
		player->canvas.strange = 1;
		return;
	}
	style = emf_number(r, 12);
	switch (emf_number(r, 0)) {
	case 38:
		object->kind = CANVAS_PEN;
		set_pen(&object->u.pen, style, play_s32(r->data + 16),
		    emf_number(r, 24));
		break;
	case 39:
		object->kind = CANVAS_BRUSH;
		object->u.brush.none = style == 1;
		object->u.brush.hatched = style == 2;
		object->u.brush.color = emf_number(r, 16);
		break;
	case 93:
	case 94:
		object->kind = CANVAS_BRUSH;
		object->u.brush.hatched = 1;
		object->u.brush.color = 0x808080;
		break;
	case 95:
		if (r->len < 44)
			break;
		object->kind = CANVAS_PEN;
		style = emf_number(r, 28);
		set_pen(&object->u.pen, style,
		    (style & PEN_GEOMETRIC) != 0 ? play_s32(r->data + 32) : 0,
		    emf_number(r, 40));
		break;
	}
}

/* Append UTF-16LE as UTF-8, to a NUL or its end. */
static void
put_utf16(struct buf *out, const struct canvas_font *font,
    const unsigned char *s, size_t count)
{
	size_t i;
	long c;

	for (i = 0; i < count; i++) {
		c = picture_le16(s + i * 2);
		if (c == 0)
			return;
		if (c >= 0xd800 && c < 0xdc00 && i + 1 < count) {
			i++;
			c = 0x10000 + ((c - 0xd800) << 10) +
			    ((long)picture_le16(s + i * 2) - 0xdc00);
		}
		if (font != NULL)
			play_char(out, font, c);
		else
			text_put(out, c);
	}
}

void
emf_font(struct player *player, const struct record *r)
{
	struct buf face;
	struct canvas_font *font;
	struct canvas_object *object;
	const unsigned char *logfont = r->data + 12;

	object = canvas_slot(&player->canvas, emf_number(r, 8));
	if (object == NULL) {
		player->canvas.strange = 1;
		return;
	}
	object->kind = CANVAS_FONT;
	font = &object->u.font;
	font->height = play_s32(logfont);
	font->angle = (int)play_s32(logfont + 8);
	font->weight = (int)play_s32(logfont + 16);
	font->italic = logfont[20];
	font->underline = logfont[21];
	font->strike = logfont[22];
	font->charset = logfont[23];
	font->family = logfont[27];
	buf_init(&face, sizeof(font->face) - 1);
	put_utf16(&face, NULL, logfont + LOGFONT_FACE, 32);
	memcpy(font->face, buf_str(&face), face.len);
	font->face[face.len] = '\0';
	buf_fini(&face);
}

/*
 * Text.
 */

/* The sum of the widths of count characters at offset, or 0. */
static double
text_length(const struct record *r, uint32_t at, uint32_t count)
{
	uint32_t i;
	double sum = 0;

	if (at < 8 || at > r->len || count > (r->len - at) / 4)
		return 0;
	for (i = 0; i < count; i++)
		sum += play_s32(r->data + at + (size_t)i * 4);
	return sum;
}

void
emf_text(struct player *player, const struct record *r)
{
	uint32_t count = emf_number(r, 44), at = emf_number(r, 48);
	uint32_t options = emf_number(r, 52);
	int wide = emf_number(r, 0) == 84;
	struct buf text;
	struct canvas *canvas = &player->canvas;
	double length;

	if ((options & ETO_OPAQUE) != 0)
		canvas_block(canvas, emf_point(r, 56), emf_point(r, 64),
		    canvas->now.back_color);
	if (count == 0)
		return;
	if ((options & ETO_GLYPHS) != 0 || at < 8 || at > r->len ||
	    count > (r->len - at) / (wide ? 2 : 1)) {
		canvas->strange = 1;
		return;
	}
	buf_init(&text, r->len * 4);
	if (wide)
		put_utf16(&text, &canvas->now.font, r->data + at, count);
	else
		play_bytes(&text, &canvas->now.font, r->data + at, count);
	length = (options & ETO_PDY) != 0 ?
	    0 :
	    text_length(r, emf_number(r, 72), count);
	canvas_text(canvas, emf_point(r, 36), buf_str(&text), length);
	buf_fini(&text);
}

/* SmallTextOut (2.3.5.37): no widths, and maybe no rectangle. */
void
emf_small_text(struct player *player, const struct record *r)
{
	uint32_t count = emf_number(r, 16), options = emf_number(r, 20);
	size_t at = (options & TEXT_SMALL_NO_RECT) != 0 ? 36 : 52;
	int bytes = (options & TEXT_SMALL_BYTES) != 0;
	struct buf text;
	struct canvas *canvas = &player->canvas;

	if ((options & ETO_GLYPHS) != 0 || at > r->len ||
	    count > (r->len - at) / (bytes ? 1 : 2)) {
		canvas->strange = 1;
		return;
	}
	buf_init(&text, r->len * 4);
	if (bytes)
		play_bytes(&text, &canvas->now.font, r->data + at, count);
	else
		put_utf16(&text, &canvas->now.font, r->data + at, count);
	canvas_text(canvas, emf_point(r, 8), buf_str(&text), 0);
	buf_fini(&text);
}

/*
 * Bitmaps.
 */

/* Find header and bits, whose offsets and sizes are four numbers at "at". */
static int
find_bitmap(const struct record *r, size_t at, struct play_bitmap *bitmap)
{
	uint32_t info = emf_number(r, at), info_len = emf_number(r, at + 4);
	uint32_t bits = emf_number(r, at + 8),
		 bits_len = emf_number(r, at + 12);

	if (info > r->len || info_len > r->len - info || bits > r->len ||
	    bits_len > r->len - bits)
		return -1;
	bitmap->info = r->data + info;
	bitmap->info_len = info_len;
	bitmap->bits = r->data + bits;
	bitmap->bits_len = bits_len;
	return 0;
}

/* BitBlt, StretchBlt, AlphaBlend (2.3.1): without a source they fill. */
void
emf_blit(struct player *player, const struct record *r)
{
	uint32_t type = emf_number(r, 0), raster = emf_number(r, 40);
	struct canvas *canvas = &player->canvas;
	struct play_bitmap bitmap = { .raster = raster, .opacity = 1 };

	bitmap.at = emf_point(r, 24);
	bitmap.size = emf_point(r, 32);
	if (emf_number(r, 88) == 0 || emf_number(r, 96) == 0) {
		play_pattern(canvas, raster, bitmap.at, bitmap.size);
		return;
	}
	bitmap.source = emf_point(r, 44);
	bitmap.part = type == 76 ? bitmap.size : (struct point){ 0, 0 };
	if (type != 76 && r->len >= 108)
		bitmap.part = emf_point(r, 100);
	if (type == 114) {
		bitmap.alpha = (raster >> 24 & AC_SRC_ALPHA) != 0;
		bitmap.opacity = (raster >> 16 & 0xff) / 255.;
		bitmap.raster = SRCCOPY;
	}
	if (find_bitmap(r, 84, &bitmap) == -1)
		canvas->strange = 1;
	else
		play_bitmap(canvas, &bitmap);
}

/* StretchDIBits (2.3.1.7): its source counts from the bottom. */
void
emf_stretch(struct player *player, const struct record *r)
{
	struct canvas *canvas = &player->canvas;
	struct play_bitmap bitmap = { .opacity = 1, .from_below = 1 };

	bitmap.raster = emf_number(r, 68);
	bitmap.at = emf_point(r, 24);
	bitmap.source = emf_point(r, 32);
	bitmap.part = emf_point(r, 40);
	bitmap.size = emf_point(r, 72);
	if (find_bitmap(r, 48, &bitmap) == -1)
		canvas->strange = 1;
	else if (bitmap.info_len == 0)
		play_pattern(canvas, bitmap.raster, bitmap.at, bitmap.size);
	else
		play_bitmap(canvas, &bitmap);
}

/* SetDIBitsToDevice (2.3.1.5): one pixel is one unit. */
void
emf_set_bits(struct player *player, const struct record *r)
{
	struct canvas *canvas = &player->canvas;
	struct play_bitmap bitmap = { .opacity = 1, .from_below = 1 };

	bitmap.raster = SRCCOPY;
	bitmap.at = emf_point(r, 24);
	bitmap.source = emf_point(r, 32);
	bitmap.part = bitmap.size = emf_point(r, 40);
	if (find_bitmap(r, 48, &bitmap) == -1)
		canvas->strange = 1;
	else
		play_bitmap(canvas, &bitmap);
}
