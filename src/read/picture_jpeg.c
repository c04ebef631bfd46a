/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JPEG (ITU-T T.81) segment by segment. */
#include "config.h"

#include <string.h>

#include "base/buf.h"
#include "read/picture_inner.h"

/* T.81, table B.1. */
enum {
	M_SOF0 = 0xc0,
	M_DHT = 0xc4,
	M_JPG = 0xc8,
	M_DAC = 0xcc,
	M_SOF15 = 0xcf,
	M_RST0 = 0xd0,
	M_RST7 = 0xd7,
	M_SOI = 0xd8,
	M_EOI = 0xd9,
	M_SOS = 0xda,
	M_APP0 = 0xe0,
	M_APP1 = 0xe1,
	M_APP2 = 0xe2,
	M_APP14 = 0xee,
	M_APP15 = 0xef,
	M_JPG0 = 0xf0,
	M_COM = 0xfe,
	M_TEM = 0x01,
	EXIF_NAME = 6, /* "Exif\0\0" */
};

struct jpeg {
	const unsigned char *data;
	size_t len;
	struct buf *out;
	struct picture_size size;
	int scans;
	int rotated; /* by EXIF, so that the sides change places */
	int exif_seen;
};

static int
begins(const unsigned char *p, size_t len, const char *name, size_t n)
{
	return len >= n && memcmp(p, name, n) == 0;
}

/* Is this segment needed to show the picture as it was meant? */
static int
is_kept(int marker, const unsigned char *body, size_t len)
{
	switch (marker) {
	case M_APP0:
		return begins(body, len, "JFIF", 5);
	case M_APP2:
		return begins(body, len, "ICC_PROFILE", 12);
	case M_APP14:
		return begins(body, len, "Adobe", 5);
	case M_COM:
		return 0;
	default:
		return (marker < M_APP0 || marker > M_APP15) && marker < M_JPG0;
	}
}

/* Put a small EXIF in the place of a large one. */
static void
replace_exif(struct jpeg *jpeg, const unsigned char *tiff, size_t len)
{
	struct buf block;
	struct picture_exif exif;

	picture_exif_read(tiff, len, &exif);
	jpeg->rotated = exif.orientation > 4;
	jpeg->exif_seen = 1;
	buf_init(&block, 60000); /* a segment holds 65,533 bytes */
	buf_add(&block, "Exif\0", EXIF_NAME);
	if (picture_exif_put(&block, tiff, &exif) && !buf_is_full(&block)) {
		buf_putc(jpeg->out, (char)0xff);
		buf_putc(jpeg->out, (char)M_APP1);
		buf_putc(jpeg->out, (char)((block.len + 2) >> 8));
		buf_putc(jpeg->out, (char)(block.len + 2));
		buf_add(jpeg->out, block.data, block.len);
	}
	buf_fini(&block);
}

static int
is_frame(int marker)
{
	return marker >= M_SOF0 && marker <= M_SOF15 && marker != M_DHT &&
	    marker != M_JPG && marker != M_DAC;
}

/* One segment with a length; where it ends, or 0. */
static size_t
copy_segment(struct jpeg *jpeg, int marker, size_t at)
{
	const unsigned char *body;
	size_t len;

	if (jpeg->len - at < 2)
		return 0;
	len = picture_be16(jpeg->data + at);
	if (len < 2 || len > jpeg->len - at)
		return 0;
	body = jpeg->data + at + 2;
	if (is_frame(marker)) {
		if (len < 8)
			return 0;
		jpeg->size.height = picture_be16(body + 1);
		jpeg->size.width = picture_be16(body + 3);
	}
	if (marker == M_APP1 && !jpeg->exif_seen &&
	    begins(body, len - 2, "Exif\0", EXIF_NAME)) {
		replace_exif(jpeg, body + EXIF_NAME, len - 2 - EXIF_NAME);
	} else if (is_kept(marker, body, len - 2)) {
		buf_putc(jpeg->out, (char)0xff);
		buf_putc(jpeg->out, (char)marker);
		buf_add(jpeg->out, jpeg->data + at, len);
	}
	return at + len;
}

/* The coded data of a scan up to the next marker that ends it (B.1.1.2). */
static size_t
copy_scan(struct jpeg *jpeg, size_t at)
{
	const unsigned char *p;
	size_t i;

	for (i = at; i + 1 < jpeg->len; i++) {
		p = memchr(jpeg->data + i, 0xff, jpeg->len - i - 1);
		if (p == NULL)
			return 0;
		i = (size_t)(p - jpeg->data);
		if (p[1] != 0 && p[1] != 0xff &&
		    (p[1] < M_RST0 || p[1] > M_RST7)) {
			buf_add(jpeg->out, jpeg->data + at, i - at);
			return i;
		}
	}
	return 0;
}

/* The marker at at, over fill bytes; where it ends, or 0. */
static size_t
read_marker(const struct jpeg *jpeg, size_t at, int *ret_marker)
{
	if (at >= jpeg->len || jpeg->data[at] != 0xff)
		return 0;
	while (at < jpeg->len && jpeg->data[at] == 0xff)
		at++;
	if (at == jpeg->len)
		return 0;
	*ret_marker = jpeg->data[at];
	return at + 1;
}

int
picture_filter_jpeg(const unsigned char *data, size_t len, struct buf *out,
    struct picture_size *ret)
{
	struct jpeg jpeg;
	size_t at;
	int marker;

	memset(&jpeg, 0, sizeof(jpeg));
	jpeg.data = data;
	jpeg.len = len;
	jpeg.out = out;
	buf_add(out, data, 2); /* SOI */
	at = 2;
	while ((at = read_marker(&jpeg, at, &marker)) != 0) {
		if (marker == M_EOI)
			break;
		if (marker == M_TEM || marker == 0 || marker == M_SOI ||
		    (marker >= M_RST0 && marker <= M_RST7))
			return -1;
		if ((at = copy_segment(&jpeg, marker, at)) == 0)
			return -1;
		if (marker != M_SOS)
			continue;
		jpeg.scans++;
		if ((at = copy_scan(&jpeg, at)) == 0)
			return -1;
	}
	if (at == 0 || jpeg.scans == 0)
		return -1;
	buf_putc(out, (char)0xff);
	buf_putc(out, (char)M_EOI);
	ret->width = jpeg.rotated ? jpeg.size.height : jpeg.size.width;
	ret->height = jpeg.rotated ? jpeg.size.width : jpeg.size.height;
	return 0;
}
