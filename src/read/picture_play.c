/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the players of EMF and of WMF share.  See picture_play.h. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <unicode/ucnv.h>

#include "base/text.h"
#include "read/docx_symbols.h"
#include "read/picture_dib.h"
#include "read/picture_play.h"

enum {
	SVG_SIDE = 10000, /* pixels; a drawing scales */
	PATCOPY = 0xf00021,
	BLACKNESS = 0x000042,
	WHITENESS = 0xff0062,
	DSTCOPY = 0xaa0029, /* nothing */
	RASTER = 0xffffff,
	CHARSET_SYMBOL = 2,
	PRIVATE = 0xf000, /* where symbol fonts stand in Unicode */
};

/*
 * Bitmaps.
 */

void
play_bitmap(struct canvas *canvas, const struct play_bitmap *bitmap)
{
	struct buf png;
	struct canvas_bitmap shown = { .raster = bitmap->raster };
	struct dib_size size;
	const struct dib_source source = { bitmap->info, bitmap->info_len,
		bitmap->bits, bitmap->bits_len, bitmap->alpha };

	buf_init(&png, canvas->body.max);
	if (dib_to_png(&source, &png, &size) == -1) {
		canvas->strange = 1;
		buf_fini(&png);
		return;
	}
	shown.png = &png;
	shown.width = size.width;
	shown.height = size.height;
	shown.opacity = bitmap->opacity;
	shown.from = bitmap->source;
	shown.part = bitmap->part;
	if (!(shown.part.x > 0) || !(shown.part.y > 0)) {
		shown.from = (struct point){ 0, 0 };
		shown.part = (struct point){ size.width, size.height };
	}
	if (bitmap->from_below)
		shown.from.y = size.height - shown.from.y - shown.part.y;
	canvas_bitmap(canvas, &shown, bitmap->at, bitmap->size);
	buf_fini(&png);
}

void
play_pattern(struct canvas *canvas, uint32_t raster, struct point at,
    struct point size)
{
	struct point to = { at.x + size.x, at.y + size.y };

	switch (raster & RASTER) {
	case PATCOPY:
		if (!canvas->now.brush.none)
			canvas_block(canvas, at, to, canvas->now.brush.color);
		break;
	case BLACKNESS:
		canvas_block(canvas, at, to, 0);
		break;
	case WHITENESS:
		canvas_block(canvas, at, to, 0xffffff);
		break;
	case DSTCOPY:
		break;
	default:
		canvas->strange = 1;
	}
}

/*
 * Text.
 */

/* The signs of MT Extra, of equations, that are known and stand alone: an
 * accent that is a sign of its own would land beside its letter. */
static long
equation_sign(long c)
{
	size_t i;

	static const struct {
		unsigned char byte;
		long c;
	} signs[] = {
		{ ' ', ' ' },
		{ '&', 0x2d9 },  /* dot above, with no width */
		{ 'K', 0x2026 }, /* ellipses: on the line, */
		{ 'L', 0x22ef }, /* in the middle, */
		{ 'M', 0x22ee }, /* down, */
		{ 'O', 0x22f1 }, /* aslant */
		{ 'h', 0x210f },
		{ 'l', 0x2113 },
		{ 'm', 0x2213 },
	};

	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		if (signs[i].byte == (c & 0xff))
			return signs[i].c;
	}
	return 0;
}

void
play_char(struct buf *out, const struct canvas_font *font, long c)
{
	if (strcmp(font->face, "MT Extra") == 0)
		c = equation_sign(c);
	else if (docx_symbols_is_font(font->face) ||
	    font->charset == CHARSET_SYMBOL || (c & ~0xffL) == PRIVATE)
		c = docx_symbol(font->face, c);
	if (c >= ' ')
		text_put(out, c);
}

/* The code page of a character set (MS-WMF, 2.1.1.5). */
static const char *
code_page(int charset)
{
	size_t i;

	static const struct {
		int charset;
		const char *name;
	} pages[] = {
		{ 77, "macintosh" },
		{ 128, "windows-932" },
		{ 129, "windows-949" },
		{ 134, "windows-936" },
		{ 136, "windows-950" },
		{ 161, "windows-1253" },
		{ 162, "windows-1254" },
		{ 163, "windows-1258" },
		{ 177, "windows-1255" },
		{ 178, "windows-1256" },
		{ 186, "windows-1257" },
		{ 204, "windows-1251" },
		{ 222, "windows-874" },
		{ 238, "windows-1250" },
	};

	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		if (pages[i].charset == charset)
			return pages[i].name;
	}
	return "windows-1252";
}

void
play_bytes(struct buf *out, const struct canvas_font *font,
    const unsigned char *s, size_t len)
{
	size_t i;
	const char *at = (const char *)s, *end = at + len;
	UChar32 c;
	UConverter *converter;
	UErrorCode status = U_ZERO_ERROR;

	if (docx_symbols_is_font(font->face) ||
	    font->charset == CHARSET_SYMBOL) {
		for (i = 0; i < len; i++)
			play_char(out, font, s[i]);
		return;
	}
	converter = ucnv_open(code_page(font->charset), &status);
	while (U_SUCCESS(status) && at < end) {
		c = ucnv_getNextUChar(converter, &at, end, &status);
		if (U_SUCCESS(status))
			play_char(out, font, c);
	}
	ucnv_close(converter);
}

/*
 * The picture.
 */

/* Does the one bitmap cover the picture, as it was, neither turned nor
 * mirrored? */
static int
is_one_bitmap(const struct canvas *canvas, double width, double height)
{
	const struct matrix *m = &canvas->png_place;
	const double slack = .02;

	return canvas->elements == 1 && canvas->png.len > 0 &&
	    fabs(m->b) + fabs(m->c) < 1 && m->e < width * slack &&
	    m->f < height * slack && m->e + m->a > width * (1 - slack) &&
	    m->f + m->d > height * (1 - slack);
}

int
play_finish(struct canvas *canvas, double width, double height, struct buf *out,
    struct metafile_picture *ret)
{
	const unsigned char *png;
	double scale = 1;

	canvas_flush(canvas);
	if (!(width > 0) || !(height > 0) || canvas->strange ||
	    canvas->elements == 0 || buf_is_full(&canvas->body) ||
	    buf_is_full(&canvas->path))
		return -1;
	if (width > SVG_SIDE || height > SVG_SIDE)
		scale = SVG_SIDE / fmax(width, height);
	ret->width = (unsigned)fmax(1, ceil(width * scale - .01));
	ret->height = (unsigned)fmax(1, ceil(height * scale - .01));
	ret->is_png = is_one_bitmap(canvas, width, height);
	if (ret->is_png) {
		/* Its own size, from its header (ISO/IEC 15948, 11.2.2). */
		png = (const unsigned char *)canvas->png.data;
		ret->width = picture_be32(png + 16);
		ret->height = picture_be32(png + 20);
		buf_add(out, canvas->png.data, canvas->png.len);
		return buf_is_full(out) ? -1 : 0;
	}
	buf_printf(out,
	    PICTURE_SVG_START
	    "%u\" "
	    "height=\"%u\" viewBox=\"0 0 %ld.%02ld %ld.%02ld\" "
	    "stroke-linecap=\"round\" stroke-linejoin=\"round\">\n"
	    /* The paper it was drawn for, whatever the page is like. */
	    "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n",
	    ret->width, ret->height, lround(width * 100) / 100,
	    lround(width * 100) % 100, lround(height * 100) / 100,
	    lround(height * 100) % 100);
	buf_add(out, canvas->body.data, canvas->body.len);
	buf_puts(out, "</svg>\n");
	return buf_is_full(out) ? -1 : 0;
}
