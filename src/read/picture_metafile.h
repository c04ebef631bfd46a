/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Windows metafiles, EMF and WMF, as pictures that a page can show: an SVG
 * of our own, or a PNG where the metafile only wraps one bitmap.  Private to
 * picture.
 */
#ifndef READ_PICTURE_METAFILE_H
#define READ_PICTURE_METAFILE_H

#include <stddef.h>

struct buf;

struct metafile_picture {
	int is_png;
	unsigned width; /* pixels; of an SVG at 96 to the inch */
	unsigned height;
};

/*
 * Append the picture that the metafile at data draws to out.  0, or -1 for
 * one that is broken, draws nothing, or draws what is not known here: half a
 * picture would be a false one.
 */
int metafile_emf(const unsigned char *data, size_t len, struct buf *out,
    struct metafile_picture *ret);
int metafile_wmf(const unsigned char *data, size_t len, struct buf *out,
    struct metafile_picture *ret);

#endif /* READ_PICTURE_METAFILE_H */
