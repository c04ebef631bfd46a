/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing a PNG (ISO/IEC 15948) row by row: of indices into a palette, of
 * RGB or of RGBA, eight bits each.  Private to picture.
 */
#ifndef READ_PICTURE_PNGOUT_H
#define READ_PICTURE_PNGOUT_H

#include <stddef.h>

#include <zlib.h>

struct buf;

enum pngout_kind {
	PNGOUT_INDEX = 1, /* the value is the number of bytes of a pixel */
	PNGOUT_RGB = 3,
	PNGOUT_RGBA = 4,
};

struct pngout {
	struct buf *out; /* borrowed */
	z_stream z;
	size_t chunk; /* where IDAT begins in out */
	size_t row;   /* bytes of one */
	enum pngout_kind kind;
	unsigned char *line; /* one filtered row, owned */
	int failed;
};

struct pngout_head {
	unsigned width; /* 1 to 65535 each */
	unsigned height;
	enum pngout_kind kind;
	const unsigned char *palette; /* RGB triples, for PNGOUT_INDEX */
	unsigned colors;              /* 1 to 256 */
};

/* Begin a picture at the end of out, which stays the caller's. */
void pngout_begin(struct pngout *png, struct buf *out,
    const struct pngout_head *head);

/* The next row: width pixels. */
void pngout_row(struct pngout *png, const unsigned char *pixels);

/* Finish, after height rows, and release what png holds.  0, or -1: then
 * out is full or zlib failed, and its new bytes are no picture. */
int pngout_end(struct pngout *png);

#endif /* READ_PICTURE_PNGOUT_H */
