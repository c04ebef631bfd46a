/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Device-independent bitmaps, as in BMP files and in metafiles, as PNG
 * (MS-WMF, 2.2.2.9 and 2.2.2.3 to 2.2.2.5).  Private to picture.
 */
#ifndef READ_PICTURE_DIB_H
#define READ_PICTURE_DIB_H

#include <stddef.h>

struct buf;

/* Where a bitmap lies.  All is borrowed, hostile, and maybe cut off. */
struct dib_source {
	const unsigned char *info; /* header, masks and colours */
	size_t info_len;
	const unsigned char *bits;
	size_t bits_len;
	int alpha; /* 32 bits hold premultiplied alpha (MS-EMF, 2.3.1.1) */
};

struct dib_size {
	unsigned width;
	unsigned height;
};

/*
 * Append the bitmap as a PNG to out.  A negative height stands upside up.
 * 0, or -1 for one that is broken, larger than 40 million pixels, or of a
 * kind that is not known (JPEG and PNG inside, CMYK).
 */
int dib_to_png(const struct dib_source *source, struct buf *out,
    struct dib_size *ret);

/* The bytes that the header, the masks and the colours at info take, so that
 * bits may follow; 0 if they are broken. */
size_t dib_info_size(const unsigned char *info, size_t len);

#endif /* READ_PICTURE_DIB_H */
