/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Device-independent bitmaps.  See picture_dib.h for the contract. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "read/picture_dib.h"
#include "read/picture_inner.h"
#include "read/picture_pngout.h"

enum {
	CORE_SIZE = 12, /* BITMAPCOREHEADER */
	INFO_SIZE = 40, /* BITMAPINFOHEADER */
	MASK_SIZE = 52, /* the first header that has masks of its own */
	SIDE_MAX = 30000,
	AREA_MAX = 40000000,
	COLORS_MAX = 256,
	/* MS-WMF, 2.1.1.7 */
	BI_RGB = 0,
	BI_RLE8 = 1,
	BI_RLE4 = 2,
	BI_BITFIELDS = 3,
};

/* Where one colour sits in a pixel. */
struct channel {
	uint32_t mask;
	int shift;
	uint32_t max; /* the mask, shifted */
};

struct dib {
	unsigned width;
	unsigned height;
	int upside; /* the first row is the top one */
	unsigned bits;
	uint32_t packing;
	size_t info_len;
	struct channel channels[3];
	unsigned char palette[COLORS_MAX * 3];
	unsigned colors;
};

/*
 * The header.
 */

static void
set_channel(struct channel *channel, uint32_t mask)
{
	channel->mask = mask;
	channel->shift = 0;
	while (mask != 0 && (mask & 1) == 0) {
		mask >>= 1;
		channel->shift++;
	}
	channel->max = mask;
}

static void
read_masks(struct dib *dib, const unsigned char *masks)
{
	int i;
	static const uint32_t usual[2][3] = {
		{ 0x7c00, 0x03e0, 0x001f },
		{ 0xff0000, 0x00ff00, 0x0000ff },
	};

	for (i = 0; i < 3; i++)
		set_channel(&dib->channels[i],
		    masks != NULL ? picture_le32(masks + (size_t)i * 4) :
				    usual[dib->bits == 32][i]);
}

/* Colours are blue, green, red, and in all but the oldest kind a nought. */
static int
read_palette(struct dib *dib, const struct dib_source *source, size_t at,
    unsigned step)
{
	unsigned i;
	const unsigned char *p;

	if (dib->colors > (source->info_len - at) / step)
		return -1;
	for (i = 0; i < dib->colors && i < COLORS_MAX; i++) {
		p = source->info + at + (size_t)i * step;
		dib->palette[i * 3] = p[2];
		dib->palette[i * 3 + 1] = p[1];
		dib->palette[i * 3 + 2] = p[0];
	}
	dib->info_len = at + (size_t)dib->colors * step;
	return 0;
}

static int
read_core(struct dib *dib, const struct dib_source *source)
{
	dib->width = picture_le16(source->info + 4);
	dib->height = picture_le16(source->info + 6);
	dib->bits = picture_le16(source->info + 10);
	dib->packing = BI_RGB;
	if (dib->bits == 16 || dib->bits == 32)
		return -1;
	dib->colors = dib->bits <= 8 ? 1u << dib->bits : 0;
	return read_palette(dib, source, CORE_SIZE, 3);
}

static int
read_info(struct dib *dib, const struct dib_source *source, uint32_t size)
{
	uint32_t height, used;
	size_t at = size;
	const unsigned char *info = source->info;

	dib->width = picture_le32(info + 4);
	height = picture_le32(info + 8);
	dib->upside = (height & 0x80000000u) != 0;
	dib->height = dib->upside ? 0u - height : height;
	dib->bits = picture_le16(info + 14);
	dib->packing = picture_le32(info + 16);
	used = picture_le32(info + 32);
	if (dib->packing == BI_BITFIELDS && size < MASK_SIZE) {
		if (source->info_len < INFO_SIZE + 12)
			return -1;
		read_masks(dib, info + INFO_SIZE);
		at += 12;
	} else {
		read_masks(dib,
		    dib->packing == BI_BITFIELDS ? info + INFO_SIZE : NULL);
	}
	if (at > source->info_len)
		return -1;
	if (dib->bits <= 8 && (used == 0 || used > 1u << dib->bits))
		used = 1u << dib->bits;
	dib->colors = used;
	return read_palette(dib, source, at, 4);
}

static int
is_packing_known(const struct dib *dib)
{
	switch (dib->packing) {
	case BI_RGB:
		return 1;
	case BI_RLE8:
		return dib->bits == 8 && !dib->upside;
	case BI_RLE4:
		return dib->bits == 4 && !dib->upside;
	case BI_BITFIELDS:
		return dib->bits == 16 || dib->bits == 32;
	default:
		return 0;
	}
}

static int
read_header(struct dib *dib, const struct dib_source *source)
{
	uint32_t size;

	memset(dib, 0, sizeof(*dib));
	if (source->info_len < CORE_SIZE)
		return -1;
	size = picture_le32(source->info);
	if (size != CORE_SIZE && (size < INFO_SIZE || size > source->info_len))
		return -1;
	if ((size == CORE_SIZE ? read_core(dib, source) :
				 read_info(dib, source, size)) == -1)
		return -1;
	if (dib->bits != 1 && dib->bits != 4 && dib->bits != 8 &&
	    dib->bits != 16 && dib->bits != 24 && dib->bits != 32)
		return -1;
	if (dib->width == 0 || dib->height == 0 || dib->width > SIDE_MAX ||
	    dib->height > SIDE_MAX ||
	    (size_t)dib->width * dib->height > AREA_MAX)
		return -1;
	return is_packing_known(dib) ? 0 : -1;
}

size_t
dib_info_size(const unsigned char *info, size_t len)
{
	struct dib dib;
	struct dib_source source = { .info = info, .info_len = len };

	return read_header(&dib, &source) == 0 ? dib.info_len : 0;
}

/*
 * Rows.
 */

/* An index without a colour would be an error in a PNG (11.2.3). */
static unsigned char
index_of(const struct dib *dib, unsigned index)
{
	return (unsigned char)(index < dib->colors ? index : 0);
}

static void
unpack_indices(const struct dib *dib, const unsigned char *bits,
    unsigned char *row)
{
	unsigned i, shift, per = 8 / dib->bits;
	const unsigned mask = (1u << dib->bits) - 1;

	for (i = 0; i < dib->width; i++) {
		shift = (per - 1 - i % per) * dib->bits;
		row[i] = index_of(dib, bits[i / per] >> shift & mask);
	}
}

static unsigned char
level(const struct channel *channel, uint32_t pixel)
{
	uint64_t n;

	if (channel->max == 0)
		return 0;
	n = (pixel & channel->mask) >> channel->shift;
	return (unsigned char)(n * 255 / channel->max);
}

static void
unpack_masked(const struct dib *dib, const unsigned char *bits,
    unsigned char *row)
{
	unsigned i, k;
	uint32_t pixel;

	for (i = 0; i < dib->width; i++) {
		pixel = dib->bits == 16 ? picture_le16(bits + (size_t)i * 2) :
					  picture_le32(bits + (size_t)i * 4);
		for (k = 0; k < 3; k++)
			*row++ = level(&dib->channels[k], pixel);
	}
}

static void
unpack_bgr(const struct dib *dib, const unsigned char *bits, unsigned char *row)
{
	unsigned i;

	for (i = 0; i < dib->width; i++, bits += 3) {
		*row++ = bits[2];
		*row++ = bits[1];
		*row++ = bits[0];
	}
}

/* PNG's alpha is not premultiplied (ISO/IEC 15948, 6.2). */
static void
unpack_alpha(const struct dib *dib, const unsigned char *bits,
    unsigned char *row)
{
	unsigned i, k, n;
	const unsigned order[3] = { 2, 1, 0 };

	for (i = 0; i < dib->width; i++, bits += 4, row += 4) {
		for (k = 0; k < 3; k++) {
			n = bits[3] > 0 ? bits[order[k]] * 255u / bits[3] : 0;
			row[k] = (unsigned char)(n > 255 ? 255 : n);
		}
		row[3] = bits[3];
	}
}

static void
unpack(const struct dib *dib, enum pngout_kind kind, const unsigned char *bits,
    unsigned char *row)
{
	if (kind == PNGOUT_INDEX)
		unpack_indices(dib, bits, row);
	else if (kind == PNGOUT_RGBA)
		unpack_alpha(dib, bits, row);
	else if (dib->bits == 24)
		unpack_bgr(dib, bits, row);
	else
		unpack_masked(dib, bits, row);
}

/* Rows are padded to four bytes and stand from the bottom to the top. */
static int
put_rows(const struct dib *dib, const struct dib_source *source,
    struct pngout *png)
{
	size_t stride;
	unsigned i, from;
	unsigned char *row;

	stride = ((size_t)dib->width * dib->bits + 31) / 32 * 4;
	if (source->bits_len / stride < dib->height)
		return -1;
	row = xmalloc((size_t)dib->width * PNGOUT_RGBA);
	for (i = 0; i < dib->height; i++) {
		from = dib->upside ? i : dib->height - 1 - i;
		unpack(dib, png->kind, source->bits + stride * from, row);
		pngout_row(png, row);
	}
	free(row);
	return 0;
}

/*
 * Run lengths (MS-WMF, 3.1.6).
 */

struct rle {
	const struct dib *dib;
	unsigned char *pixels; /* one byte each, from the top */
	unsigned x;
	unsigned y; /* from the bottom */
};

static void
put_pixel(struct rle *rle, unsigned index)
{
	const struct dib *dib = rle->dib;
	size_t row;

	if (rle->x < dib->width && rle->y < dib->height) {
		row = dib->height - 1 - rle->y;
		rle->pixels[row * dib->width + rle->x] = index_of(dib, index);
	}
	rle->x++;
}

static void
put_run(struct rle *rle, unsigned count, unsigned value)
{
	unsigned i;

	for (i = 0; i < count; i++) {
		if (rle->dib->bits == 8)
			put_pixel(rle, value);
		else
			put_pixel(rle, i % 2 == 0 ? value >> 4 : value & 15);
	}
}

/* Pixels one by one, padded to two bytes.  How many bytes, or 0. */
static size_t
put_literal(struct rle *rle, unsigned count, const unsigned char *p, size_t len)
{
	unsigned i;
	size_t bytes;

	bytes = rle->dib->bits == 8 ? count : (count + 1) / 2;
	if (bytes > len)
		return 0;
	for (i = 0; i < count; i++) {
		if (rle->dib->bits == 8)
			put_pixel(rle, p[i]);
		else
			put_pixel(rle,
			    i % 2 == 0 ? p[i / 2] >> 4 : p[i / 2] & 15);
	}
	return (bytes + 1) & ~(size_t)1;
}

/* What is cut off stays as it was begun: the first colour. */
static void
unpack_runs(struct rle *rle, const unsigned char *p, size_t len)
{
	size_t at = 0, n;

	while (at + 2 <= len && rle->y < rle->dib->height) {
		at += 2;
		if (p[at - 2] > 0) {
			put_run(rle, p[at - 2], p[at - 1]);
		} else if (p[at - 1] == 0) {
			rle->x = 0;
			rle->y++;
		} else if (p[at - 1] == 1) {
			return;
		} else if (p[at - 1] == 2) {
			if (at + 2 > len)
				return;
			rle->x += p[at];
			rle->y += p[at + 1];
			at += 2;
		} else {
			n = put_literal(rle, p[at - 1], p + at, len - at);
			if (n == 0)
				return;
			at += n;
		}
	}
}

static void
put_runs(const struct dib *dib, const struct dib_source *source,
    struct pngout *png)
{
	unsigned i;
	struct rle rle = { .dib = dib };

	rle.pixels = xcalloc(dib->height, dib->width);
	unpack_runs(&rle, source->bits, source->bits_len);
	for (i = 0; i < dib->height; i++)
		pngout_row(png, rle.pixels + (size_t)i * dib->width);
	free(rle.pixels);
}

int
dib_to_png(const struct dib_source *source, struct buf *out,
    struct dib_size *ret)
{
	int failed = 0;
	struct dib dib;
	struct pngout png;
	struct pngout_head head;

	if (read_header(&dib, source) == -1)
		return -1;
	ret->width = head.width = dib.width;
	ret->height = head.height = dib.height;
	head.palette = dib.palette;
	head.colors = dib.colors;
	head.kind = dib.bits <= 8           ? PNGOUT_INDEX :
	    source->alpha && dib.bits == 32 ? PNGOUT_RGBA :
					      PNGOUT_RGB;
	pngout_begin(&png, out, &head);
	if (dib.packing == BI_RLE8 || dib.packing == BI_RLE4)
		put_runs(&dib, source, &png);
	else
		failed = put_rows(&dib, source, &png);
	if (pngout_end(&png) == -1)
		failed = -1;
	return failed;
}
