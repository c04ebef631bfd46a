/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PNG (ISO/IEC 15948) chunk by chunk. */
#include "config.h"

#include <string.h>

#include "base/buf.h"
#include "read/picture_inner.h"
#include "read/picture_rights.h"

enum {
	SIGNATURE = 8,
	CHUNK_OVERHEAD = 12, /* length, type, CRC */
	IHDR_SIZE = 13,
	ITXT_HEAD = 5, /* NULs and flags of an iTXt without languages */
};

/* The keyword of XMP (ISO 16684-1, annex A). */
static const char xmp_name[] = "XML:com.adobe.xmp";
static const char copyright_name[] = "Copyright";

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

/* crcs[k][b]: what the byte b becomes with k bytes of zero after it. */
static uint32_t crcs[8][256];

static void
make_crcs(void)
{
	uint32_t c;
	unsigned i, k;

	for (i = 0; i < 256; i++) {
		c = i;
		for (k = 0; k < 8; k++)
			c = (c & 1) != 0 ? 0xedb88320U ^ (c >> 1) : c >> 1;
		crcs[0][i] = c;
	}
	for (k = 1; k < 8; k++) {
		for (i = 0; i < 256; i++) {
			c = crcs[k - 1][i];
			crcs[k][i] = crcs[0][c & 0xff] ^ (c >> 8);
		}
	}
}

/* CRC-32 of annex D, eight bytes at a time: pictures are most of the bytes of
 * most documents. */
static uint32_t
crc(const unsigned char *p, size_t len)
{
	uint32_t c = 0xffffffffU;
	unsigned k;

	if (crcs[0][1] == 0)
		make_crcs();
	for (; len >= 8; len -= 8, p += 8) {
		c ^= (uint32_t)p[0] | (uint32_t)p[1] << 8 |
		    (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
		c = crcs[7][c & 0xff] ^ crcs[6][c >> 8 & 0xff] ^
		    crcs[5][c >> 16 & 0xff] ^ crcs[4][c >> 24] ^ crcs[3][p[4]] ^
		    crcs[2][p[5]] ^ crcs[1][p[6]] ^ crcs[0][p[7]];
	}
	for (k = 0; k < len; k++)
		c = crcs[0][(c ^ p[k]) & 0xff] ^ (c >> 8);
	return c ^ 0xffffffffU;
}

static void
put_chunk(struct buf *out, const char *type, const struct buf *body)
{
	unsigned char number[4];
	const size_t at = out->len + sizeof(number);

	put_be32(number, (uint32_t)body->len);
	buf_add(out, number, sizeof(number));
	buf_add(out, type, 4);
	buf_add(out, body->data, body->len);
	if (buf_is_full(out))
		return;
	put_be32(number,
	    crc((const unsigned char *)out->data + at, body->len + 4));
	buf_add(out, number, sizeof(number));
}

/* Look into the chunks that are left out for whose the picture is. */
static void
read_rights(struct picture_rights *rights, const unsigned char *chunk,
    size_t size)
{
	const unsigned char *body;
	const size_t head = sizeof(xmp_name) - 1 + ITXT_HEAD;

	body = chunk + 8;
	if (memcmp(chunk + 4, "iTXt", 4) == 0 && size > head &&
	    memcmp(body, xmp_name, sizeof(xmp_name)) == 0 &&
	    memcmp(body + sizeof(xmp_name), "\0\0\0\0", 4) == 0)
		picture_rights_read_xmp(rights, body + head, size - head);
	else if (memcmp(chunk + 4, "tEXt", 4) == 0 &&
	    size > sizeof(copyright_name) &&
	    memcmp(body, copyright_name, sizeof(copyright_name)) == 0)
		picture_rights_set(rights, RIGHT_COPYRIGHT,
		    body + sizeof(copyright_name),
		    size - sizeof(copyright_name));
}

void
picture_png_rights(struct buf *out, const struct picture_rights *rights)
{
	struct buf body;

	buf_init(&body, 1 << 16);
	buf_add(&body, xmp_name, sizeof(xmp_name));
	buf_add(&body, "\0\0\0", 4);
	if (picture_rights_put(&body, rights) && !buf_is_full(&body))
		put_chunk(out, "iTXt", &body);
	buf_fini(&body);
}

/* Of a chunk that is left out nobody reads the checksum. */
static int
is_damaged(const unsigned char *chunk, size_t len)
{
	size_t size;

	size = picture_be32(chunk);
	return size > len - CHUNK_OVERHEAD ||
	    (is_kept(chunk + 4) &&
		crc(chunk + 4, size + 4) != picture_be32(chunk + 8 + size));
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

/* Go over all chunks for whose the picture is: text may come last. */
static void
find_rights(const unsigned char *data, size_t len,
    struct picture_rights *rights)
{
	size_t at, size;

	memset(rights, 0, sizeof(*rights));
	for (at = SIGNATURE; len - at >= CHUNK_OVERHEAD;
	     at += size + CHUNK_OVERHEAD) {
		size = picture_be32(data + at);
		if (size > len - at - CHUNK_OVERHEAD)
			return;
		read_rights(rights, data + at, size);
	}
}

static int
is_type(const unsigned char *chunk, const char *type)
{
	return memcmp(chunk + 4, type, 4) == 0;
}

/* The first chunk must be the header (5.6). */
static int
read_header(const unsigned char *chunk, size_t size, struct picture_size *ret)
{
	if (!is_type(chunk, "IHDR") || size != IHDR_SIZE)
		return -1;
	ret->width = picture_be32(chunk + 8);
	ret->height = picture_be32(chunk + 12);
	return 0;
}

int
picture_filter_png(const unsigned char *data, size_t len, struct buf *out,
    struct picture_size *ret)
{
	const unsigned char *p;
	struct picture_rights rights;
	size_t at, size;
	int has_data;

	find_rights(data, len, &rights);
	buf_add(out, data, SIGNATURE);
	has_data = 0;
	for (at = SIGNATURE; len - at >= CHUNK_OVERHEAD;
	     at += size + CHUNK_OVERHEAD) {
		p = data + at;
		size = picture_be32(p);
		if (is_damaged(p, len - at)) {
			if (at > SIGNATURE && is_type(p, "IDAT"))
				return mend(p, len - at, out);
			break;
		}
		if (at == SIGNATURE && read_header(p, size, ret) == -1)
			return -1;
		if (!is_kept(p + 4) && is_critical(p + 4))
			return -1;
		if (is_kept(p + 4))
			buf_add(out, p, size + CHUNK_OVERHEAD);
		if (at == SIGNATURE)
			picture_png_rights(out, &rights);
		has_data |= is_type(p, "IDAT");
		if (is_type(p, "IEND"))
			return has_data ? 0 : -1;
	}
	/* Cut off after its data, or between two chunks of them. */
	if (has_data)
		put_end(out);
	return has_data ? 0 : -1;
}
