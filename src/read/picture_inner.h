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

/*
 * EXIF as far as a page needs it: the orientation (1 to 8), and the rights
 * that nobody may take away (Artist, Copyright: offset and length in the
 * block, 0 where there are none).
 */
struct picture_exif {
	int orientation;
	size_t artist;
	size_t artist_len;
	size_t copyright;
	size_t copyright_len;
};

/* Read the TIFF block at data; what is not understood is not there. */
void picture_exif_read(const unsigned char *data, size_t len,
    struct picture_exif *ret);

/* Append a TIFF block with nothing but that; 0 if there is nothing to say. */
int picture_exif_put(struct buf *out, const unsigned char *data,
    const struct picture_exif *exif);

#endif /* READ_PICTURE_INNER_H */
