/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Unpacking.  See picture_unpack.h for the contract. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "read/picture_unpack.h"

enum {
	NO_RUN = 128, /* of PackBits: nothing */
	CODE_CLEAR = 256,
	CODE_END = 257,
	CODE_FIRST = 258,
	CODES = 4096,
	WIDTH_MIN = 9,
	WIDTH_MAX = 12,
	STEP = 65536, /* bytes that zlib may write at once */
	GZIP = 16,    /* told to zlib beside the size of its window */
};

size_t
unpack_packbits(const struct unpack *unpack)
{
	size_t i = 0, n, got = 0;
	const unsigned char *in = unpack->in;

	while (i < unpack->len && got < unpack->size) {
		n = in[i++];
		if (n == NO_RUN)
			continue;
		if (n < NO_RUN) {
			n++;
			if (n > unpack->len - i)
				n = unpack->len - i;
			if (n > unpack->size - got)
				n = unpack->size - got;
			memcpy(unpack->out + got, in + i, n);
			i += n;
		} else {
			if (i == unpack->len)
				break;
			n = 257 - n;
			if (n > unpack->size - got)
				n = unpack->size - got;
			memset(unpack->out + got, in[i++], n);
		}
		got += n;
	}
	return got;
}

/*
 * LZW: each code is a string that is another code's and one byte more.
 */
struct lzw {
	const struct unpack *unpack;
	size_t at; /* bits */
	size_t got;
	unsigned width;
	unsigned next; /* code to be given */
	int before;    /* the code before, or -1 */
	uint16_t prefix[CODES];
	uint16_t length[CODES];
	unsigned char first[CODES];
	unsigned char last[CODES];
};

/* The next code, CODE_END where there is none. */
static unsigned
next_code(struct lzw *lzw)
{
	size_t byte = lzw->at / 8, i;
	uint32_t bits = 0;

	if (lzw->at + lzw->width > lzw->unpack->len * 8)
		return CODE_END;
	for (i = 0; i < 3; i++) {
		bits <<= 8;
		if (byte + i < lzw->unpack->len)
			bits |= lzw->unpack->in[byte + i];
	}
	bits = bits << (8 + lzw->at % 8);
	lzw->at += lzw->width;
	return bits >> (32 - lzw->width);
}

static void
put_string(struct lzw *lzw, unsigned code)
{
	size_t n = lzw->length[code], i;
	unsigned char *out = lzw->unpack->out + lzw->got;
	const size_t room = lzw->unpack->size - lzw->got;

	for (i = n; i-- > 0; code = lzw->prefix[code]) {
		if (i < room)
			out[i] = lzw->last[code];
	}
	lzw->got += n < room ? n : room;
}

/* The string of the code before and the first byte of this one's is new.
 * Codes grow one early (TIFF 6.0, page 60). */
static void
learn(struct lzw *lzw, unsigned code)
{
	unsigned before = (unsigned)lzw->before;

	if (lzw->next == CODES)
		return;
	lzw->prefix[lzw->next] = (uint16_t)before;
	lzw->length[lzw->next] = (uint16_t)(lzw->length[before] + 1);
	lzw->first[lzw->next] = lzw->first[before];
	lzw->last[lzw->next] = lzw->first[code < lzw->next ? code : before];
	lzw->next++;
	if (lzw->next >= (1u << lzw->width) - 1 && lzw->width < WIDTH_MAX)
		lzw->width++;
}

static void
clear(struct lzw *lzw)
{
	lzw->width = WIDTH_MIN;
	lzw->next = CODE_FIRST;
	lzw->before = -1;
}

size_t
unpack_lzw(const struct unpack *unpack)
{
	size_t got;
	struct lzw *lzw;
	unsigned code, i;

	lzw = xcalloc(1, sizeof(*lzw));
	lzw->unpack = unpack;
	for (i = 0; i < CODE_CLEAR; i++) {
		lzw->length[i] = 1;
		lzw->first[i] = lzw->last[i] = (unsigned char)i;
	}
	clear(lzw);
	while (lzw->got < unpack->size && (code = next_code(lzw)) != CODE_END) {
		if (code == CODE_CLEAR) {
			clear(lzw);
			continue;
		}
		if (code > lzw->next || (lzw->before == -1 && code > 255) ||
		    (code == lzw->next && code == CODES))
			break;
		if (lzw->before != -1)
			learn(lzw, code);
		put_string(lzw, code);
		lzw->before = (int)code;
	}
	got = lzw->got;
	free(lzw);
	return got;
}

size_t
unpack_zlib(const struct unpack *unpack)
{
	size_t got;
	z_stream z;

	memset(&z, 0, sizeof(z));
	if (inflateInit(&z) != Z_OK)
		return 0;
	z.next_in = (Bytef *)(uintptr_t)unpack->in;
	z.avail_in = (uInt)unpack->len;
	z.next_out = unpack->out;
	z.avail_out = (uInt)unpack->size;
	(void)inflate(&z, Z_FINISH);
	got = unpack->size - z.avail_out;
	inflateEnd(&z);
	return got;
}

int
unpack_is_gzip(const unsigned char *data, size_t len)
{
	return len > 2 && data[0] == 0x1f && data[1] == 0x8b;
}

int
unpack_gzip(const unsigned char *data, size_t len, struct buf *out)
{
	int status;
	z_stream z;

	memset(&z, 0, sizeof(z));
	if (inflateInit2(&z, MAX_WBITS + GZIP) != Z_OK)
		return -1;
	z.next_in = (Bytef *)(uintptr_t)data;
	z.avail_in = (uInt)len;
	do {
		if (buf_reserve(out, STEP) == -1) {
			status = Z_BUF_ERROR;
			break;
		}
		z.next_out = (Bytef *)out->data + out->len;
		z.avail_out = STEP;
		status = inflate(&z, Z_NO_FLUSH);
		out->len += STEP - z.avail_out;
		out->data[out->len] = '\0';
	} while (status == Z_OK);
	inflateEnd(&z);
	return status == Z_STREAM_END ? 0 : -1;
}
