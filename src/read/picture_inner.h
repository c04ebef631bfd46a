/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One picture format at a time: measured, and copied without what must not
 * be published.  Private to picture.
 */
#ifndef READ_PICTURE_INNER_H
#define READ_PICTURE_INNER_H

#include <stddef.h>
#include <stdint.h>

struct buf;

/* What a filter found out; sides are as shown. */
struct picture_size {
	unsigned width;
	unsigned height;
};

/*
 * Copy the picture at data into out, leaving out metadata, and measure it.
 * 0, or -1 for one that is broken: cut off, or not what it begins as.
 */
typedef int picture_filter(const unsigned char *data, size_t len,
    struct buf *out, struct picture_size *ret);

picture_filter picture_filter_gif;
picture_filter picture_filter_jpeg;
picture_filter picture_filter_png;
picture_filter picture_filter_webp;
picture_filter picture_filter_svg; /* our own and no other */

/* How every SVG of ours begins; its width follows. */
#define PICTURE_SVG_START                                                      \
 "<svg xmlns=\"http://www.w3.org/2000/svg\" "                                  \
 "xmlns:xlink=\"http://www.w3.org/1999/xlink\" "                               \
 "width=\""

/* What a picture was made into. */
enum picture_made {
	PICTURE_NONE,
	PICTURE_PNG,
	PICTURE_SVG,
};

/*
 * Append a BMP or a TIFF as PNG, an EMF or a WMF as SVG (PNG if it wraps one
 * bitmap) to out, and say how large it shows.  PICTURE_NONE for anything else,
 * and for one that is broken or beyond us.
 */
enum picture_made picture_convert(const unsigned char *data, size_t len,
    struct buf *out, struct picture_size *ret);

/* Append a TIFF as PNG.  0, or -1 for one that is broken or packed in a way
 * that is not known here. */
int picture_tiff(const unsigned char *data, size_t len, struct buf *out,
    struct picture_size *ret);

int picture_is_tiff(const unsigned char *data, size_t len);
int picture_is_emf(const unsigned char *data, size_t len);
int picture_is_wmf(const unsigned char *data, size_t len);

/* Numbers in network order and in Intel's. */
static inline unsigned
picture_be16(const unsigned char *p)
{
	return (unsigned)p[0] << 8 | p[1];
}

static inline uint32_t
picture_be32(const unsigned char *p)
{
	return (uint32_t)picture_be16(p) << 16 | picture_be16(p + 2);
}

static inline unsigned
picture_le16(const unsigned char *p)
{
	return (unsigned)p[1] << 8 | p[0];
}

static inline uint32_t
picture_le32(const unsigned char *p)
{
	return (uint32_t)picture_le16(p + 2) << 16 | picture_le16(p);
}

struct picture_rights;

/* Append the chunk of a PNG that says whose it is; none if nobody says. */
void picture_png_rights(struct buf *out, const struct picture_rights *rights);

/*
 * The orientation (1 to 8) in the TIFF block of EXIF at data; its Artist and
 * Copyright go into rights.  What is not understood is not there.
 */
int picture_exif_read(const unsigned char *data, size_t len,
    struct picture_rights *rights);

/* Append a TIFF block that says the orientation and nothing else. */
void picture_exif_put(struct buf *out, int orientation);

#endif /* READ_PICTURE_INNER_H */
