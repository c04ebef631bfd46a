/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the players of EMF and of WMF share.  Private to them. */
#ifndef READ_PICTURE_PLAY_H
#define READ_PICTURE_PLAY_H

#include "read/picture_canvas.h"
#include "read/picture_inner.h"
#include "read/picture_metafile.h"

static inline int
play_s16(const unsigned char *p)
{
	return (int16_t)picture_le16(p);
}

static inline double
play_s32(const unsigned char *p)
{
	return (int32_t)picture_le32(p);
}

/* A bitmap in a record. */
struct play_bitmap {
	const unsigned char *info; /* within the record */
	size_t info_len;
	const unsigned char *bits;
	size_t bits_len;
	uint32_t raster;
	int alpha;
	double opacity;
	struct point source; /* the part of it that shows, from the top */
	struct point part;   /* 0: all */
	struct point at;     /* logical */
	struct point size;
	int from_below; /* source counts from the bottom */
};

/* Put it on the canvas; one that is broken is strange. */
void play_bitmap(struct canvas *canvas, const struct play_bitmap *bitmap);

/* A raster operation without a source: a block of brush, black or white. */
void play_pattern(struct canvas *canvas, uint32_t raster, struct point at,
    struct point size);

/* Append the character c of that font as UTF-8; symbol fonts become Unicode,
 * and a sign that nobody knows is left out. */
void play_char(struct buf *out, const struct canvas_font *font, long c);

/* Characters of eight bits, in the font's character set. */
void play_bytes(struct buf *out, const struct canvas_font *font,
    const unsigned char *s, size_t len);

/* Take what the canvas holds as a picture of these pixels. */
int play_finish(struct canvas *canvas, double width, double height,
    struct buf *out, struct metafile_picture *ret);

#endif /* READ_PICTURE_PLAY_H */
