/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pictures as they leave a document: known by their bytes, never by their
 * name, measured, and without what must not be published.
 *
 * Runs in the worker, on hostile input.  Of what a page can show nothing is
 * decoded: only headers are read, and metadata segments are left out one by
 * one.  Bitmaps and drawings of Windows (BMP, EMF, WMF) are made into PNG and
 * SVG of our own, in which nothing of theirs is copied but numbers and
 * characters; an SVG of somebody else never goes on.
 */
#ifndef READ_PICTURE_H
#define READ_PICTURE_H

#include <stddef.h>

#include "base/hash.h"
#include "base/why.h"

struct picture {
	char name[16];    /* "p1.png": made here, in order of appearance */
	const char *type; /* "image/png", "image/jpeg", "image/gif",
			   * "image/webp", "image/svg+xml" */
	unsigned width;   /* pixels as shown (EXIF orientation applied) */
	unsigned height;
	char sha256[HASH_HEX_SIZE]; /* of data */
	unsigned char *data;        /* owned */
	size_t len;
};

struct pictures {
	struct picture *list;
	size_t count;
};

struct picture_limits {
	size_t max_count;  /* pictures of one document */
	size_t max_size;   /* bytes of one */
	unsigned max_side; /* pixels; a larger claim is no picture */
};

void pictures_init(struct pictures *pictures);

/*
 * Take in the picture in data (copied).  The same bytes twice are one
 * picture.  JPEG loses EXIF, XMP, IPTC and comments (orientation stays), PNG
 * its text and time chunks, GIF its comments, WebP its EXIF and XMP; only who
 * made it, whose it is and whether a machine made it is said again, in XMP.
 * On V_OK *ret_index names it.  V_REJECT with a code is for this picture
 * alone, and the caller turns it into a finding: "picture-unknown" (no type
 * that is known here), "picture-broken", "picture-too-large",
 * "picture-too-many", "picture-svg", "picture-metafile" (one that draws
 * what is not known here), "picture-tiff".
 */
enum verdict pictures_add(struct pictures *pictures,
    const struct picture_limits *limits, const void *data, size_t len,
    size_t *ret_index, struct why *why);

void pictures_fini(struct pictures *pictures);

#endif /* READ_PICTURE_H */
