/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing a PNG.  See picture_pngout.h for the contract. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "read/picture_pngout.h"

enum {
	OUT_STEP = 65536, /* bytes that zlib may write at once */
	CHUNK_HEAD = 8,   /* its length and type (5.3) */
	COLOR_RGB = 2,    /* colour types (11.2.2) */
	COLOR_INDEX = 3,
	COLOR_RGBA = 6,
	FILTER_NONE = 0, /* filter types (9.2) */
	FILTER_SUB = 1,
};

static void
put_be32(unsigned char *p, uint32_t n)
{
	p[0] = (unsigned char)(n >> 24);
	p[1] = (unsigned char)(n >> 16 & 0xff);
	p[2] = (unsigned char)(n >> 8 & 0xff);
	p[3] = (unsigned char)(n & 0xff);
}

static void
begin_chunk(struct pngout *png, const char *type)
{
	png->chunk = png->out->len;
	buf_add(png->out, "\0\0\0\0", 4);
	buf_add(png->out, type, 4);
}

/* Its length is known only now; the CRC is of type and data (5.3). */
static void
end_chunk(struct pngout *png)
{
	unsigned char crc[4];
	unsigned char *chunk;
	size_t len;

	if (buf_is_full(png->out))
		return;
	chunk = (unsigned char *)png->out->data + png->chunk;
	len = png->out->len - png->chunk - CHUNK_HEAD;
	put_be32(chunk, (uint32_t)len);
	put_be32(crc, (uint32_t)crc32(0, chunk + 4, (uInt)(len + 4)));
	buf_add(png->out, crc, sizeof(crc));
}

static void
put_header(struct pngout *png, const struct pngout_head *head)
{
	unsigned char ihdr[13] = { 0 };

	put_be32(ihdr, head->width);
	put_be32(ihdr + 4, head->height);
	ihdr[8] = 8;
	ihdr[9] = head->kind == PNGOUT_RGBA ? COLOR_RGBA :
	    head->kind == PNGOUT_RGB        ? COLOR_RGB :
					      COLOR_INDEX;
	begin_chunk(png, "IHDR");
	buf_add(png->out, ihdr, sizeof(ihdr));
	end_chunk(png);
	if (head->kind != PNGOUT_INDEX)
		return;
	begin_chunk(png, "PLTE");
	buf_add(png->out, head->palette, (size_t)head->colors * 3);
	end_chunk(png);
}

void
pngout_begin(struct pngout *png, struct buf *out,
    const struct pngout_head *head)
{
	memset(png, 0, sizeof(*png));
	png->out = out;
	png->kind = head->kind;
	png->row = (size_t)head->width * head->kind;
	png->line = xmalloc(png->row + 1);
	buf_add(out, "\x89PNG\r\n\x1a\n", 8);
	put_header(png, head);
	begin_chunk(png, "IDAT");
	png->failed = deflateInit(&png->z, Z_DEFAULT_COMPRESSION) != Z_OK;
}

/* Compress what waits; at the end, all of it. */
static void
press(struct pngout *png, int flush)
{
	int status;

	do {
		if (buf_reserve(png->out, OUT_STEP) == -1) {
			png->failed = 1;
			return;
		}
		png->z.next_out = (Bytef *)png->out->data + png->out->len;
		png->z.avail_out = OUT_STEP;
		status = deflate(&png->z, flush);
		png->out->len += OUT_STEP - png->z.avail_out;
		png->out->data[png->out->len] = '\0';
		if (status == Z_STREAM_ERROR) {
			png->failed = 1;
			return;
		}
	} while (png->z.avail_out == 0);
}

void
pngout_row(struct pngout *png, const unsigned char *pixels)
{
	size_t i, step = png->kind;

	if (png->failed)
		return;
	png->line[0] = png->kind == PNGOUT_INDEX ? FILTER_NONE : FILTER_SUB;
	memcpy(png->line + 1, pixels, png->row);
	if (png->kind != PNGOUT_INDEX) {
		for (i = step; i < png->row; i++)
			png->line[i + 1] = (unsigned char)(pixels[i] -
			    pixels[i - step]);
	}
	png->z.next_in = png->line;
	png->z.avail_in = (uInt)(png->row + 1);
	press(png, Z_NO_FLUSH);
}

int
pngout_end(struct pngout *png)
{
	if (!png->failed)
		press(png, Z_FINISH);
	deflateEnd(&png->z);
	free(png->line);
	png->line = NULL;
	if (png->failed)
		return -1;
	end_chunk(png);
	begin_chunk(png, "IEND");
	end_chunk(png);
	return buf_is_full(png->out) ? -1 : 0;
}
