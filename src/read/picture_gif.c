/* SPDX-License-Identifier: GPL-2.0-or-later */
/* GIF89a block by block. */
#include "config.h"

#include <string.h>

#include "base/buf.h"
#include "read/picture_inner.h"

enum {
	HEADER = 13,     /* signature and logical screen (17, 18) */
	DESCRIPTOR = 10, /* of an image, with its separator (20) */
	EXTENSION = '!',
	IMAGE = ',',
	TRAILER = ';',
	CONTROL = 0xf9,     /* graphic control (23) */
	APPLICATION = 0xff, /* 26 */
	APPLICATION_NAME = 11,
};

/* Bytes of a color table as its flags say (19, 21). */
static size_t
table_size(unsigned flags)
{
	return (flags & 0x80) != 0 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

/* Where the sub-blocks at at end, after their terminator; 0 if cut off. */
static size_t
skip_blocks(const unsigned char *data, size_t len, size_t at)
{
	while (at < len && data[at] != 0)
		at += (size_t)data[at] + 1;
	return at < len ? at + 1 : 0;
}

/* Timing, and how often to repeat; no comments, no programs' own. */
static int
is_kept(const unsigned char *p, size_t len)
{
	if (p[1] == CONTROL)
		return 1;
	return p[1] == APPLICATION && len >= 3 + APPLICATION_NAME &&
	    p[2] == APPLICATION_NAME &&
	    (memcmp(p + 3, "NETSCAPE2.0", APPLICATION_NAME) == 0 ||
		memcmp(p + 3, "ANIMEXTS1.0", APPLICATION_NAME) == 0);
}

/* One block at at; where the next begins, or 0. */
static size_t
copy_block(const unsigned char *data, size_t len, size_t at, struct buf *out)
{
	size_t next;

	if (data[at] == EXTENSION && len - at >= 3) {
		next = skip_blocks(data, len, at + 2);
		if (next != 0 && is_kept(data + at, len - at))
			buf_add(out, data + at, next - at);
		return next;
	}
	if (data[at] != IMAGE || len - at < DESCRIPTOR)
		return 0;
	next = at + DESCRIPTOR + table_size(data[at + 9]) + 1;
	if (next >= len || (next = skip_blocks(data, len, next)) == 0)
		return 0;
	buf_add(out, data + at, next - at);
	return next;
}

int
picture_filter_gif(const unsigned char *data, size_t len, struct buf *out,
    struct picture_size *ret)
{
	size_t at;
	int images;

	if (len < HEADER)
		return -1;
	ret->width = picture_le16(data + 6);
	ret->height = picture_le16(data + 8);
	at = HEADER + table_size(data[10]);
	if (at > len)
		return -1;
	buf_add(out, data, at);
	images = 0;
	while (at < len && data[at] != TRAILER) {
		images += data[at] == IMAGE;
		if ((at = copy_block(data, len, at, out)) == 0)
			return -1;
	}
	if (at >= len || images == 0)
		return -1;
	buf_putc(out, TRAILER);
	return 0;
}
