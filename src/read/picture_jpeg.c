/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JPEG (ITU-T T.81) segment by segment. */
#include "config.h"

#include <string.h>

#include "base/buf.h"
#include "read/picture_inner.h"
#include "read/picture_rights.h"

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
	M_APP13 = 0xed,
	M_APP14 = 0xee,
	M_APP15 = 0xef,
	M_JPG0 = 0xf0,
	M_COM = 0xfe,
	M_TEM = 0x01,
	SEGMENT_MAX = 65533,
};

/* What segments are called, with the NULs that end it. */
static const char exif_name[] = "Exif\0",
		  xmp_name[] = "http://ns.adobe.com/xap/1.0/",
		  photoshop_name[] = "Photoshop 3.0";

struct jpeg {
	const unsigned char *data;
	size_t len;
	struct buf *out;
	struct picture_size size;
	int scans;
	int orientation; /* of EXIF; 0: none seen yet */
	int described;   /* the metadata are written */
	struct picture_rights rights;
};

static int
begins(const unsigned char *p, size_t len, const char *name, size_t n)
{
	return len >= n && memcmp(p, name, n) == 0;
}

static int
is_application(int marker)
{
	return (marker >= M_APP0 && marker <= M_APP15) || marker == M_COM;
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
		return !is_application(marker) && marker < M_JPG0;
	}
}

static void
put_segment(struct jpeg *jpeg, int marker, const struct buf *body)
{
	buf_putc(jpeg->out, (char)0xff);
	buf_putc(jpeg->out, (char)marker);
	buf_putc(jpeg->out, (char)((body->len + 2) >> 8));
	buf_putc(jpeg->out, (char)(body->len + 2));
	buf_add(jpeg->out, body->data, body->len);
}

/* All that is said of the picture stands before its tables and frames; what
 * may be said of it goes there too. */
static void
put_metadata(struct jpeg *jpeg)
{
	struct buf body;

	jpeg->described = 1;
	buf_init(&body, SEGMENT_MAX);
	if (jpeg->orientation > 1) {
		buf_add(&body, exif_name, sizeof(exif_name));
		picture_exif_put(&body, jpeg->orientation);
		put_segment(jpeg, M_APP1, &body);
		buf_reset(&body);
	}
	buf_add(&body, xmp_name, sizeof(xmp_name));
	if (picture_rights_put(&body, &jpeg->rights) && !buf_is_full(&body))
		put_segment(jpeg, M_APP1, &body);
	buf_fini(&body);
}

/* Look into the segments that are left out for what may be said. */
static void
read_metadata(struct jpeg *jpeg, int marker, const unsigned char *body,
    size_t len)
{
	struct picture_rights *rights;

	rights = &jpeg->rights;
	if (marker == M_APP1 && jpeg->orientation == 0 &&
	    begins(body, len, exif_name, sizeof(exif_name)))
		jpeg->orientation = picture_exif_read(body + sizeof(exif_name),
		    len - sizeof(exif_name), rights);
	else if (marker == M_APP1 &&
	    begins(body, len, xmp_name, sizeof(xmp_name)))
		picture_rights_read_xmp(rights, body + sizeof(xmp_name),
		    len - sizeof(xmp_name));
	else if (marker == M_APP13 &&
	    begins(body, len, photoshop_name, sizeof(photoshop_name)))
		picture_rights_read_iim(rights, body + sizeof(photoshop_name),
		    len - sizeof(photoshop_name));
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
	if (!jpeg->described && !is_application(marker))
		put_metadata(jpeg);
	if (!jpeg->described)
		read_metadata(jpeg, marker, body, len - 2);
	if (is_kept(marker, body, len - 2)) {
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
	int marker = 0;

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
	/* From 5 on it is shown on its side. */
	ret->width = jpeg.size.width;
	ret->height = jpeg.size.height;
	if (jpeg.orientation > 4) {
		ret->width = jpeg.size.height;
		ret->height = jpeg.size.width;
	}
	return 0;
}
