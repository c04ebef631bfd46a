/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PNG (ISO/IEC 15948) chunk by chunk. */
#include "config.h"

#include <string.h>

#include "base/buf.h"
#include "read/picture_inner.h"

enum {
	SIGNATURE = 8,
	CHUNK_OVERHEAD = 12, /* length, type, CRC */
	IHDR_SIZE = 13,
};

/* Whatever is not here is text, time, somebody's name, or unknown. */
static const char *const kept[] = { "IHDR", "PLTE", "IDAT", "IEND", "tRNS",
	"gAMA", "cHRM", "sRGB", "iCCP", "cICP", "pHYs", "sBIT", "bKGD", "acTL",
	"fcTL", "fdAT" };

static int
is_kept(const unsigned char *type)
{
	size_t i;

	for (i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		if (memcmp(type, kept[i], 4) == 0)
			return 1;
	return 0;
}

/* Upper case in the first letter: a decoder must know it (5.4). */
static int
is_critical(const unsigned char *type)
{
	return (type[0] & 0x20) == 0;
}

static void
put_be32(unsigned char *p, uint32_t n)
{
	p[0] = (unsigned char)(n >> 24);
	p[1] = (unsigned char)(n >> 16);
	p[2] = (unsigned char)(n >> 8);
	p[3] = (unsigned char)n;
}

/* CRC-32 of annex D. */
static uint32_t
crc(const unsigned char *p, size_t len)
{
	static uint32_t table[256];
	uint32_t c;
	size_t i;
	int k;

	if (table[1] == 0) {
		for (i = 0; i < 256; i++) {
			c = (uint32_t)i;
			for (k = 0; k < 8; k++)
				c = (c & 1) != 0 ? 0xedb88320U ^ (c >> 1) :
						   c >> 1;
			table[i] = c;
		}
	}
	c = 0xffffffffU;
	for (i = 0; i < len; i++)
		c = table[(c ^ p[i]) & 0xff] ^ (c >> 8);
	return c ^ 0xffffffffU;
}

static int
is_damaged(const unsigned char *chunk, size_t len)
{
	size_t size;

	size = picture_be32(chunk);
	return size > len - CHUNK_OVERHEAD ||
	    crc(chunk + 4, size + 4) != picture_be32(chunk + 8 + size);
}

static void
put_end(struct buf *out)
{
	static const unsigned char end[] = { 0, 0, 0, 0, 'I', 'E', 'N', 'D',
		0xae, 0x42, 0x60, 0x82 };

	buf_add(out, end, sizeof(end));
}

/*
 * The picture's data end in a damaged chunk.  Decoders show what they can of
 * it, and so does Word: keep it, with a checksum that agrees, and end there.
 */
static int
mend(const unsigned char *chunk, size_t len, struct buf *out)
{
	unsigned char number[4];
	size_t size;
	uint32_t sum;

	size = picture_be32(chunk);
	if (size > len - CHUNK_OVERHEAD)
		size = len - CHUNK_OVERHEAD;
	put_be32(number, (uint32_t)size);
	buf_add(out, number, sizeof(number));
	buf_add(out, chunk + 4, size + 4);
	sum = crc(chunk + 4, size + 4);
	put_be32(number, sum);
	buf_add(out, number, sizeof(number));
	put_end(out);
	return 0;
}

int
picture_filter_png(const unsigned char *data, size_t len, struct buf *out,
    struct picture_size *ret)
{
	const unsigned char *p;
	size_t at, size;
	int has_data;

	buf_add(out, data, SIGNATURE);
	has_data = 0;
	for (at = SIGNATURE; len - at >= CHUNK_OVERHEAD;
	     at += size + CHUNK_OVERHEAD) {
		p = data + at;
		size = picture_be32(p);
		if (at > SIGNATURE && memcmp(p + 4, "IDAT", 4) == 0 &&
		    is_damaged(p, len - at))
			return mend(p, len - at, out);
		if (size > len - at - CHUNK_OVERHEAD)
			break;
		if (!is_kept(p + 4)) {
			if (is_critical(p + 4))
				return -1;
			continue;
		}
		if (crc(p + 4, size + 4) != picture_be32(p + 8 + size))
			break;
		if (at == SIGNATURE) {
			if (memcmp(p + 4, "IHDR", 4) != 0 || size != IHDR_SIZE)
				return -1;
			ret->width = picture_be32(p + 8);
			ret->height = picture_be32(p + 12);
		}
		buf_add(out, p, size + CHUNK_OVERHEAD);
		if (memcmp(p + 4, "IDAT", 4) == 0)
			has_data = 1;
		if (memcmp(p + 4, "IEND", 4) == 0)
			return has_data ? 0 : -1;
	}
	/* Cut off after its data, or between two chunks of them. */
	if (has_data)
		put_end(out);
	return has_data ? 0 : -1;
}
