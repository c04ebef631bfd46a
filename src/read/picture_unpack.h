/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The ways in which older pictures are packed.  All input is hostile, and
 * maybe cut off; what comes out never is more than there is room for.
 * Private to picture.
 */
#ifndef READ_PICTURE_UNPACK_H
#define READ_PICTURE_UNPACK_H

#include <stddef.h>

struct buf;

/* What is packed, and the room for what was. */
struct unpack {
	const unsigned char *in;
	size_t len;
	unsigned char *out;
	size_t size;
};

/* How many bytes were unpacked: PackBits (TIFF 6.0, section 9), LZW
 * (section 13), zlib (RFC 1950). */
size_t unpack_packbits(const struct unpack *unpack);
size_t unpack_lzw(const struct unpack *unpack);
size_t unpack_zlib(const struct unpack *unpack);

/* Is this a gzip file, as .emz and .wmz are (RFC 1952)? */
int unpack_is_gzip(const unsigned char *data, size_t len);

/* Append what it holds to out.  0, or -1 for one that is broken or does not
 * fit. */
int unpack_gzip(const unsigned char *data, size_t len, struct buf *out);

#endif /* READ_PICTURE_UNPACK_H */
