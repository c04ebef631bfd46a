/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * TIFF as PNG: what scanners, cameras and Word for Mac write (TIFF 6.0, part
 * 1, and sections 13, 14, 16).  No library, for libtiff is older and larger
 * than what a worker should hold: strips of bilevel, grey, palette, RGB and
 * CMYK pixels, plain or packed by PackBits, LZW or zlib.  Fax codes, JPEG
 * inside and tiles are refused.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "read/picture_inner.h"
#include "read/picture_pngout.h"
#include "read/picture_rights.h"
#include "read/picture_unpack.h"

enum {
	HEADER = 8,
	ENTRY = 12,
	ENTRIES_MAX = 512,
	SIDE_MAX = 65535,
	AREA_MAX = 40000000,   /* pixels, as of a bitmap */
	STRIP_MAX = 128 << 20, /* bytes of one, unpacked */
	PNG_START = 33,        /* signature and IHDR */
	SHORT = 3,             /* types of values (section 2) */
	LONG = 4,
};

enum tag {
	TAG_WIDTH,
	TAG_HEIGHT,
	TAG_BITS,
	TAG_PACKED,
	TAG_COLOURS, /* PhotometricInterpretation */
	TAG_FILL_ORDER,
	TAG_STRIPS,
	TAG_ORIENTATION,
	TAG_SAMPLES,
	TAG_ROWS, /* of a strip */
	TAG_STRIP_SIZES,
	TAG_PLANAR,
	TAG_PREDICTOR,
	TAG_PALETTE,
	TAG_TILES,
	TAG_EXTRA,
	TAG_FORMAT,
	TAG_COUNT
};

enum colours {
	WHITE_IS_ZERO,
	BLACK_IS_ZERO,
	COLOURS_RGB,
	COLOURS_PALETTE,
	COLOURS_CMYK = 5,
};

static const struct {
	unsigned number;
	unsigned otherwise;
} tags[TAG_COUNT] = {
	[TAG_WIDTH] = { 256, 0 },
	[TAG_HEIGHT] = { 257, 0 },
	[TAG_BITS] = { 258, 1 },
	[TAG_PACKED] = { 259, 1 },
	[TAG_COLOURS] = { 262, BLACK_IS_ZERO },
	[TAG_FILL_ORDER] = { 266, 1 },
	[TAG_STRIPS] = { 273, 0 },
	[TAG_ORIENTATION] = { 274, 1 },
	[TAG_SAMPLES] = { 277, 1 },
	[TAG_ROWS] = { 278, 0xffffffff },
	[TAG_STRIP_SIZES] = { 279, 0 },
	[TAG_PLANAR] = { 284, 1 },
	[TAG_PREDICTOR] = { 317, 1 },
	[TAG_PALETTE] = { 320, 0 },
	[TAG_TILES] = { 322, 0 },
	[TAG_EXTRA] = { 338, 0 },
	[TAG_FORMAT] = { 339, 1 },
};

/* The values of one tag. */
struct values {
	unsigned type; /* 0: the tag is not there */
	uint32_t count;
	const unsigned char *at;
};

struct tiff {
	const unsigned char *data;
	size_t len;
	int big; /* most significant byte first */
	struct values values[TAG_COUNT];
	unsigned width;
	unsigned height;
	unsigned bits;
	unsigned samples;
	enum colours colours;
	enum pngout_kind kind;
	size_t row;            /* bytes of one, unpacked */
	unsigned rows;         /* of a strip */
	unsigned char *strip;  /* unpacked, owned */
	unsigned char *pixels; /* a row for the PNG, owned */
	unsigned char palette[256 * 3];
};

static unsigned
get16(const struct tiff *tiff, const unsigned char *p)
{
	return tiff->big ? picture_be16(p) : picture_le16(p);
}

static uint32_t
get32(const struct tiff *tiff, const unsigned char *p)
{
	return tiff->big ? picture_be32(p) : picture_le32(p);
}

/*
 * The directory.
 */

/* Value i of a tag, or what it is if nobody says. */
static uint32_t
value(const struct tiff *tiff, enum tag tag, uint32_t i)
{
	const struct values *values = &tiff->values[tag];

	if (i >= values->count)
		return tags[tag].otherwise;
	return values->type == SHORT ? get16(tiff, values->at + (size_t)i * 2) :
				       get32(tiff, values->at + (size_t)i * 4);
}

static void
read_entry(struct tiff *tiff, const unsigned char *entry)
{
	size_t i, at, size;
	struct values values;

	values.type = get16(tiff, entry + 2);
	values.count = get32(tiff, entry + 4);
	if (values.type != SHORT && values.type != LONG)
		return;
	size = (size_t)values.count * (values.type == SHORT ? 2 : 4);
	at = size <= 4 ? (size_t)(entry + 8 - tiff->data) :
			 get32(tiff, entry + 8);
	if (at > tiff->len || size > tiff->len - at)
		return;
	values.at = tiff->data + at;
	for (i = 0; i < TAG_COUNT; i++) {
		if (tags[i].number == get16(tiff, entry))
			tiff->values[i] = values;
	}
}

static int
read_directory(struct tiff *tiff)
{
	size_t at, i, n;

	if (tiff->len < HEADER)
		return -1;
	tiff->big = *tiff->data == 'M';
	at = get32(tiff, tiff->data + 4);
	if (at > tiff->len || tiff->len - at < 2)
		return -1;
	n = get16(tiff, tiff->data + at);
	at += 2;
	for (i = 0; i < n && i < ENTRIES_MAX && tiff->len - at >= ENTRY; i++) {
		read_entry(tiff, tiff->data + at);
		at += ENTRY;
	}
	return 0;
}

/*
 * What kind of pixels.
 */

static int
has_equal_bits(const struct tiff *tiff)
{
	unsigned i;

	for (i = 1; i < tiff->samples; i++) {
		if (value(tiff, TAG_BITS, i) != tiff->bits &&
		    i < tiff->values[TAG_BITS].count)
			return 0;
	}
	return 1;
}

/* One sample and its alpha, three, or four. */
static int
set_kind(struct tiff *tiff)
{
	int alpha;

	alpha = value(tiff, TAG_EXTRA, 0) != 0;
	switch (tiff->colours) {
	case WHITE_IS_ZERO:
	case BLACK_IS_ZERO:
	case COLOURS_PALETTE:
		tiff->kind = PNGOUT_INDEX;
		return tiff->samples == 1 &&
			(tiff->bits <= 8 || tiff->colours != COLOURS_PALETTE) ?
		    0 :
		    -1;
	case COLOURS_RGB:
		tiff->kind = alpha && tiff->samples == 4 ? PNGOUT_RGBA :
							   PNGOUT_RGB;
		return (tiff->samples == 3 || tiff->samples == 4) &&
			tiff->bits >= 8 ?
		    0 :
		    -1;
	case COLOURS_CMYK:
		tiff->kind = PNGOUT_RGB;
		return tiff->samples == 4 && tiff->bits == 8 ? 0 : -1;
	default:
		return -1;
	}
}

static int
is_known(const struct tiff *tiff)
{
	return tiff->values[TAG_TILES].type == 0 &&
	    value(tiff, TAG_FILL_ORDER, 0) == 1 &&
	    value(tiff, TAG_ORIENTATION, 0) == 1 &&
	    value(tiff, TAG_FORMAT, 0) == 1 &&
	    (value(tiff, TAG_PLANAR, 0) == 1 || tiff->samples == 1) &&
	    (tiff->bits == 1 || tiff->bits == 4 || tiff->bits == 8 ||
		tiff->bits == 16);
}

static int
measure(struct tiff *tiff)
{
	uint32_t rows;

	tiff->width = value(tiff, TAG_WIDTH, 0);
	tiff->height = value(tiff, TAG_HEIGHT, 0);
	tiff->bits = value(tiff, TAG_BITS, 0);
	tiff->samples = value(tiff, TAG_SAMPLES, 0);
	tiff->colours = (enum colours)value(tiff, TAG_COLOURS, 0);
	if (tiff->width < 1 || tiff->width > SIDE_MAX || tiff->height < 1 ||
	    tiff->height > SIDE_MAX || tiff->samples > 4 ||
	    (uint64_t)tiff->width * tiff->height > AREA_MAX ||
	    !is_known(tiff) || !has_equal_bits(tiff))
		return -1;
	tiff->row = ((size_t)tiff->width * tiff->samples * tiff->bits + 7) / 8;
	rows = value(tiff, TAG_ROWS, 0);
	tiff->rows = rows < tiff->height ? rows : tiff->height;
	if (tiff->rows == 0 || tiff->row * tiff->rows > STRIP_MAX)
		return -1;
	return set_kind(tiff);
}

/* Shades of grey, or the document's own colours, in 16 bits each. */
static void
set_palette(struct tiff *tiff)
{
	unsigned i, j, shade;
	const unsigned n = tiff->bits > 8 ? 256 : 1u << tiff->bits;

	for (i = 0; i < n; i++) {
		shade = i * 255 / (n - 1);
		if (tiff->colours == WHITE_IS_ZERO)
			shade = 255 - shade;
		for (j = 0; j < 3; j++)
			tiff->palette[i * 3 + j] =
			    (unsigned char)(tiff->colours == COLOURS_PALETTE ?
				    value(tiff, TAG_PALETTE, j * n + i) >> 8 :
				    shade);
	}
}

/*
 * Rows.
 */

/* Each sample is the difference to the one before (section 14). */
static void
undo_predictor(const struct tiff *tiff, unsigned char *row)
{
	size_t i, step;
	unsigned sum;

	step = (size_t)tiff->samples * tiff->bits / 8;
	if (tiff->bits == 8) {
		for (i = step; i < tiff->row; i++)
			row[i] = (unsigned char)(row[i] + row[i - step]);
		return;
	}
	for (i = step; i + 1 < tiff->row; i += 2) {
		sum = get16(tiff, row + i) + get16(tiff, row + i - step);
		row[i + (tiff->big ? 0 : 1)] = (unsigned char)(sum >> 8 & 0xff);
		row[i + (tiff->big ? 1 : 0)] = (unsigned char)(sum & 0xff);
	}
}

/* Sample n of a row: its most significant 8 bits, or fewer as an index. */
static unsigned
sample(const struct tiff *tiff, const unsigned char *row, size_t n)
{
	switch (tiff->bits) {
	case 1:
		return row[n / 8] >> (7 - n % 8) & 1;
	case 4:
		return row[n / 2] >> (n % 2 == 0 ? 4 : 0) & 15;
	case 16:
		return row[n * 2 + (tiff->big ? 0 : 1)];
	default:
		return row[n];
	}
}

static void
put_row(const struct tiff *tiff, const unsigned char *row)
{
	size_t i, j, n = 0;
	unsigned black;

	for (i = 0; i < tiff->width; i++) {
		black = tiff->colours == COLOURS_CMYK ?
		    255 - sample(tiff, row, i * 4 + 3) :
		    255;
		for (j = 0; j < (size_t)tiff->kind; j++) {
			tiff->pixels[n] = (unsigned char)sample(tiff, row,
			    i * tiff->samples + j);
			if (tiff->colours == COLOURS_CMYK)
				tiff->pixels[n] =
				    (unsigned char)((255u - tiff->pixels[n]) *
					black / 255);
			n++;
		}
	}
}

/* Unpack strip n, which holds so many bytes: 0, or -1. */
static int
read_strip(struct tiff *tiff, unsigned n, size_t want)
{
	size_t at, got, len;
	struct unpack unpack;

	at = value(tiff, TAG_STRIPS, n);
	len = value(tiff, TAG_STRIP_SIZES, n);
	if (at >= tiff->len || len > tiff->len - at)
		return -1;
	unpack = (struct unpack){ tiff->data + at, len, tiff->strip, want };
	switch (value(tiff, TAG_PACKED, 0)) {
	case 1:
		got = len < want ? len : want;
		memcpy(tiff->strip, unpack.in, got);
		break;
	case 5:
		got = unpack_lzw(&unpack);
		break;
	case 8:
	case 32946:
		got = unpack_zlib(&unpack);
		break;
	case 32773:
		got = unpack_packbits(&unpack);
		break;
	default:
		return -1;
	}
	return got == want ? 0 : -1;
}

static int
put_strips(struct tiff *tiff, struct pngout *png)
{
	int predicted;
	unsigned char *row;
	unsigned n, y, rows;

	predicted = value(tiff, TAG_PREDICTOR, 0) == 2;
	if (predicted ? tiff->bits < 8 : value(tiff, TAG_PREDICTOR, 0) != 1)
		return -1;
	for (n = 0, y = 0; y < tiff->height; n++, y += rows) {
		rows = tiff->height - y;
		if (rows > tiff->rows)
			rows = tiff->rows;
		if (read_strip(tiff, n, tiff->row * rows) == -1)
			return -1;
		for (row = tiff->strip; row < tiff->strip + tiff->row * rows;
		     row += tiff->row) {
			if (predicted)
				undo_predictor(tiff, row);
			put_row(tiff, row);
			pngout_row(png, tiff->pixels);
		}
	}
	return 0;
}

/* The picture without a word of whose it is. */
static int
put_png(struct tiff *tiff, struct buf *out)
{
	int ended, failed;
	struct pngout png;
	struct pngout_head head;

	memset(&head, 0, sizeof(head));
	head.width = tiff->width;
	head.height = tiff->height;
	head.kind = tiff->kind;
	set_palette(tiff);
	head.palette = tiff->palette;
	head.colors = tiff->bits > 8 ? 256 : 1u << tiff->bits;
	tiff->strip = xmalloc(tiff->row * tiff->rows);
	tiff->pixels = xmalloc((size_t)tiff->width * 4);
	pngout_begin(&png, out, &head);
	failed = put_strips(tiff, &png);
	ended = pngout_end(&png);
	free(tiff->pixels);
	free(tiff->strip);
	return failed == -1 ? -1 : ended;
}

int
picture_tiff(const unsigned char *data, size_t len, struct buf *out,
    struct picture_size *ret)
{
	int status = -1;
	struct buf png;
	struct picture_rights rights;
	struct tiff tiff;

	memset(&tiff, 0, sizeof(tiff));
	memset(&rights, 0, sizeof(rights));
	tiff.data = data;
	tiff.len = len;
	if (read_directory(&tiff) == -1 || measure(&tiff) == -1)
		return -1;
	buf_init(&png, out->max);
	if (put_png(&tiff, &png) == 0) {
		(void)picture_exif_read(data, len, &rights);
		buf_add(out, png.data, PNG_START);
		picture_png_rights(out, &rights);
		buf_add(out, png.data + PNG_START, png.len - PNG_START);
		ret->width = tiff.width;
		ret->height = tiff.height;
		status = buf_is_full(out) ? -1 : 0;
	}
	buf_fini(&png);
	return status;
}
