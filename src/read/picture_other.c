/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pictures that no page shows as they are: TIFFs, Windows bitmaps and
 * metafiles, made into PNG and SVG of our own.
 */
#include "config.h"

#include <string.h>

#include "base/buf.h"
#include "read/picture_dib.h"
#include "read/picture_inner.h"
#include "read/picture_metafile.h"

enum {
	BMP_HEAD = 14,      /* BITMAPFILEHEADER */
	BMP_BITS = 10,      /* where it says where the bits begin */
	EMF_SIGNATURE = 40, /* its offset (MS-EMF, 2.3.4.2) */
};

int
picture_is_emf(const unsigned char *data, size_t len)
{
	return len >= EMF_SIGNATURE + 4 && picture_le32(data) == 1 &&
	    memcmp(data + EMF_SIGNATURE, " EMF", 4) == 0;
}

/* Placeable, or a standard header in memory or on a disk (MS-WMF, 2.3.2). */
int
picture_is_wmf(const unsigned char *data, size_t len)
{
	static const unsigned char starts[3][6] = {
		{ 0xd7, 0xcd, 0xc6, 0x9a, 0, 0 },
		{ 1, 0, 9, 0, 0, 3 },
		{ 2, 0, 9, 0, 0, 3 },
	};

	return (len >= 4 && memcmp(data, starts[0], 4) == 0) ||
	    (len >= 6 &&
		(memcmp(data, starts[1], 6) == 0 ||
		    memcmp(data, starts[2], 6) == 0));
}

static int
convert_bmp(const unsigned char *data, size_t len, struct buf *out,
    struct picture_size *ret)
{
	size_t at;
	struct dib_size size;
	struct dib_source source;

	if (len < BMP_HEAD || (at = picture_le32(data + BMP_BITS)) > len)
		return -1;
	memset(&source, 0, sizeof(source));
	source.info = data + BMP_HEAD;
	source.info_len = len - BMP_HEAD;
	source.bits = data + at;
	source.bits_len = len - at;
	if (dib_to_png(&source, out, &size) == -1)
		return -1;
	ret->width = size.width;
	ret->height = size.height;
	return 0;
}

int
picture_is_tiff(const unsigned char *data, size_t len)
{
	return len >= 4 &&
	    (memcmp(data, "II*\0", 4) == 0 || memcmp(data, "MM\0*", 4) == 0);
}

enum picture_made
picture_convert(const unsigned char *data, size_t len, struct buf *out,
    struct picture_size *ret)
{
	int failed;
	struct metafile_picture made;

	if (len >= 2 && memcmp(data, "BM", 2) == 0)
		return convert_bmp(data, len, out, ret) == 0 ? PICTURE_PNG :
							       PICTURE_NONE;
	if (picture_is_tiff(data, len))
		return picture_tiff(data, len, out, ret) == 0 ? PICTURE_PNG :
								PICTURE_NONE;
	memset(&made, 0, sizeof(made));
	if (picture_is_emf(data, len))
		failed = metafile_emf(data, len, out, &made);
	else if (picture_is_wmf(data, len))
		failed = metafile_wmf(data, len, out, &made);
	else
		return PICTURE_NONE;
	ret->width = made.width;
	ret->height = made.height;
	if (failed == -1)
		return PICTURE_NONE;
	return made.is_png ? PICTURE_PNG : PICTURE_SVG;
}
