/* SPDX-License-Identifier: GPL-2.0-or-later */
/* WebP (RFC 9649) chunk by chunk. */
#include "config.h"

#include <string.h>

#include "base/buf.h"
#include "read/picture_inner.h"
#include "read/picture_rights.h"

enum {
	HEADER = 12, /* "RIFF", size, "WEBP" */
	CHUNK_HEADER = 8,
	FLAG_EXIF = 0x08, /* of VP8X */
	FLAG_XMP = 0x04,
	VP8X_SIZE = 10,
	VP8_SIZE = 10,
	VP8L_SIZE = 5,
};

static int
is_kept(const unsigned char *type)
{
	static const char *const kept[] = { "VP8 ", "VP8L", "VP8X", "ALPH",
		"ANIM", "ANMF", "ICCP" };
	size_t i;

	for (i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		if (memcmp(type, kept[i], 4) == 0)
			return 1;
	return 0;
}

/* The first chunk that knows tells the size: VP8X, or the one frame. */
static int
measure(const unsigned char *p, size_t size, struct picture_size *ret)
{
	const unsigned char *body;
	uint32_t bits;

	body = p + CHUNK_HEADER;
	if (ret->width != 0)
		return 0;
	if (memcmp(p, "VP8X", 4) == 0) {
		if (size < VP8X_SIZE)
			return -1;
		ret->width = 1 +
		    (picture_le16(body + 4) | (unsigned)body[6] << 16);
		ret->height = 1 +
		    (picture_le16(body + 7) | (unsigned)body[9] << 16);
	} else if (memcmp(p, "VP8 ", 4) == 0) {
		if (size < VP8_SIZE || memcmp(body + 3, "\x9d\x01\x2a", 3) != 0)
			return -1;
		ret->width = picture_le16(body + 6) & 0x3fff;
		ret->height = picture_le16(body + 8) & 0x3fff;
	} else if (memcmp(p, "VP8L", 4) == 0) {
		if (size < VP8L_SIZE || body[0] != 0x2f)
			return -1;
		bits = picture_le32(body + 1);
		ret->width = 1 + (bits & 0x3fff);
		ret->height = 1 + (bits >> 14 & 0x3fff);
	}
	return 0;
}

static void
copy_chunk(const unsigned char *p, size_t size, struct buf *out)
{
	size_t at;

	at = out->len;
	buf_add(out, p, CHUNK_HEADER + size);
	if ((size & 1) != 0)
		buf_putc(out, '\0');
	if (memcmp(p, "VP8X", 4) == 0 && !buf_is_full(out) && size > 0)
		out->data[at + CHUNK_HEADER] = (char)(p[CHUNK_HEADER] &
		    ~(FLAG_EXIF | FLAG_XMP));
}

/*
 * Whose it is stands in an XMP chunk at the end, if VP8X announces one
 * (2.7.1).
 */
static void
put_rights(struct buf *out, const struct picture_rights *rights)
{
	struct buf body;
	size_t i;

	if (out->len < HEADER + CHUNK_HEADER + VP8X_SIZE ||
	    memcmp(out->data + HEADER, "VP8X", 4) != 0)
		return;
	buf_init(&body, 1 << 16);
	if (picture_rights_put(&body, rights) && !buf_is_full(&body)) {
		buf_puts(out, "XMP ");
		for (i = 0; i < 4; i++)
			buf_putc(out, (char)(body.len >> 8 * i & 0xff));
		buf_add(out, body.data, body.len);
		if ((body.len & 1) != 0)
			buf_putc(out, '\0');
		out->data[HEADER + CHUNK_HEADER] |= FLAG_XMP;
	}
	buf_fini(&body);
}

int
picture_filter_webp(const unsigned char *data, size_t len, struct buf *out,
    struct picture_size *ret)
{
	const unsigned char *p;
	struct picture_rights rights;
	size_t at, end, i, size;
	int frames;

	if (len < HEADER || memcmp(data + 8, "WEBP", 4) != 0)
		return -1;
	size = picture_le32(data + 4);
	if (size < 4 || size > len - 8)
		return -1;
	end = size + 8;
	memset(&rights, 0, sizeof(rights));
	buf_add(out, data, HEADER);
	frames = 0;
	for (at = HEADER; end - at >= CHUNK_HEADER;
	     at += CHUNK_HEADER + size + (size & 1)) {
		p = data + at;
		size = picture_le32(p + 4);
		if (size > end - at - CHUNK_HEADER ||
		    measure(p, size, ret) == -1)
			return -1;
		if (is_kept(p))
			copy_chunk(p, size, out);
		else if (memcmp(p, "XMP ", 4) == 0)
			picture_rights_read_xmp(&rights, p + CHUNK_HEADER,
			    size);
		frames += memcmp(p, "VP8 ", 4) == 0 ||
		    memcmp(p, "VP8L", 4) == 0 || memcmp(p, "ANMF", 4) == 0;
		if (size + (size & 1) > end - at - CHUNK_HEADER)
			break;
	}
	put_rights(out, &rights);
	if (frames == 0 || buf_is_full(out))
		return -1;
	for (i = 0; i < 4; i++)
		out->data[4 + i] = (char)((out->len - 8) >> 8 * i & 0xff);
	return 0;
}
