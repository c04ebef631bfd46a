/* SPDX-License-Identifier: GPL-2.0-or-later */
/* picture: what is taken in, what is left behind, what is refused. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "read/picture.h"
#include "zipmaker.h"

static const struct picture_limits limits = { 3, 5000, 4000 };

/* Bytes written out, their NULs included. */
#define PUT(out, s) buf_add(out, s, sizeof(s) - 1)

static void
put_be(struct buf *out, uint32_t value, int bytes)
{
	while (bytes-- > 0)
		buf_putc(out, (char)(value >> 8 * bytes & 0xff));
}

static void
put_le(struct buf *out, uint32_t value, int bytes)
{
	for (; bytes-- > 0; value >>= 8)
		buf_putc(out, (char)(value & 0xff));
}

static void
put_chunk(struct buf *out, const char *type, const char *data, size_t len)
{
	const size_t at = out->len + 4;

	put_be(out, (uint32_t)len, 4);
	buf_add(out, type, 4);
	buf_add(out, data, len);
	put_be(out, zipmaker_crc(out->data + at, len + 4), 4);
}

/* The XMP of a PNG: a tool that is nobody's business, and rights. */
static const char xmp[] =
    "XML:com.adobe.xmp\0\0\0\0\0"
    "<x:xmpmeta xmlns:x='adobe:ns:meta/'><r:RDF xmlns:r='http://www.w3.org/"
    "1999/02/22-rdf-syntax-ns#'><r:Description xmlns:q='http://purl.org/dc/"
    "elements/1.1/' xmlns:t='http://ns.adobe.com/xap/1.0/' xmlns:i='http://"
    "iptc.org/std/Iptc4xmpExt/2008-02-29/' t:CreatorTool='SECRET' "
    "i:DigitalSourceType='urn:trained'><q:rights><r:Alt><r:li>(c) &amp; "
    "X</r:li><r:li>SECRET</r:li></r:Alt></q:rights><q:creator><r:Seq>"
    "<r:li>Ann</r:li><r:li>Bo</r:li></r:Seq></q:creator></r:Description>"
    "</r:RDF></x:xmpmeta>";

static void
put_png(struct buf *out, uint32_t width, uint32_t height)
{
	struct buf header;

	buf_init(&header, 100);
	put_be(&header, width, 4);
	put_be(&header, height, 4);
	PUT(&header, "\x08\x02\0\0\0");
	PUT(out, "\x89PNG\r\n\x1a\n");
	put_chunk(out, "IHDR", header.data, header.len);
	put_chunk(out, "gAMA", "\0\0\xb1\x8f", 4);
	put_chunk(out, "tEXt", "Author\0SECRET", 13);
	put_chunk(out, "iTXt", xmp, sizeof(xmp) - 1);
	put_chunk(out, "eXIf", "MM\0*SECRET", 10);
	put_chunk(out, "IDAT", "not looked at", 13);
	put_chunk(out, "tIME", "SECRET!", 7);
	put_chunk(out, "IEND", "", 0);
	PUT(out, "SECRET after the end");
	buf_fini(&header);
}

static void
put_segment(struct buf *out, int marker, const char *data, size_t len)
{
	buf_putc(out, (char)0xff);
	buf_putc(out, (char)marker);
	put_be(out, (uint32_t)len + 2, 2);
	buf_add(out, data, len);
}

/* Orientation, a camera, a place far away, and whose it is. */
static void
put_exif(struct buf *out, int orientation)
{
	PUT(out, "Exif\0\0II*\0\x08\0\0\0\x05\0");
	PUT(out, "\x0f\x01\x02\0\x07\0\0\0\x4a\0\0\0"); /* Make */
	PUT(out, "\x12\x01\x03\0\x01\0\0\0");           /* Orientation */
	put_le(out, (uint32_t)orientation, 4);
	PUT(out, "\x3b\x01\x02\0\x03\0\0\0Me\0\0");           /* Artist */
	PUT(out, "\x98\x82\x02\0\x0b\0\0\0\x51\0\0\0");       /* Copyright */
	PUT(out, "\x25\x88\x04\0\x01\0\0\0\xff\xff\xff\x7f"); /* GPS */
	PUT(out, "\0\0\0\0SECRET\0(c) Vasa X\0");
}

static void
put_jpeg(struct buf *out, int orientation)
{
	struct buf exif;

	buf_init(&exif, 1000);
	put_exif(&exif, orientation);
	PUT(out, "\xff\xd8");
	put_segment(out, 0xe0, "JFIF\0\1\1\0\0\1\0\1\0\0", 14);
	put_segment(out, 0xe0, "JFXX\0SECRET", 11);
	put_segment(out, 0xe1, exif.data, exif.len);
	put_segment(out, 0xe1, "http://ns.adobe.com/xap/1.0/\0SECRET", 35);
	put_segment(out, 0xe2, "ICC_PROFILE\0\1\1profile", 21);
	put_segment(out, 0xe2, "MPF\0SECRET", 10);
	put_segment(out, 0xed,
	    "Photoshop 3.0\0"
	    "8BIM\4\x0a\0\0\0\0\0\6SECRET"
	    "8BIM\4\4\3abc\0\0\0\x19\x1c\2\x78\0\6SECRET\x1c\2\x6e\0\x09"
	    "\xc3\x85"
	    "bo Foto\0",
	    72);
	put_segment(out, 0xfe, "SECRET", 6);
	put_segment(out, 0xdb, "table", 5);
	put_segment(out, 0xc0, "\x08\0\x0a\0\x14\1\1\x11\0", 9); /* 20x10 */
	put_segment(out, 0xda, "\1\1\0\0\x3f\0", 6);
	PUT(out, "coded\xff\0more\xff\xd0more");
	put_segment(out, 0xc4, "another", 7);
	put_segment(out, 0xda, "\1\1\0\0\x3f\0", 6);
	PUT(out, "coded\xff\xd9SECRET after the end");
	buf_fini(&exif);
}

static void
put_gif(struct buf *out)
{
	PUT(out, "GIF89a\x03\0\x02\0\x80\0\0\0\0\0\xff\xff\xff");
	PUT(out, "!\xff\x0bNETSCAPE2.0\3\1\0\0\0");
	PUT(out, "!\xfe\6SECRET\0");
	PUT(out, "!\xff\x0bXMP DataXMP\6SECRET\0");
	PUT(out, "!\xf9\4\0\x0a\0\0\0");
	PUT(out, ",\0\0\0\0\3\0\2\0\0\2\3abc\0;SECRET");
}

static void
put_riff(struct buf *out, const char *type, const char *data, size_t len)
{
	buf_add(out, type, 4);
	put_le(out, (uint32_t)len, 4);
	buf_add(out, data, len);
	if (len % 2 != 0)
		buf_putc(out, '\0');
}

static void
put_webp(struct buf *out)
{
	struct buf body;

	buf_init(&body, 1000);
	PUT(&body, "WEBP");
	put_riff(&body, "VP8X", "\x1c\0\0\0\x63\0\0\x31\0\0", 10);
	put_riff(&body, "ICCP", "odd", 3);
	put_riff(&body, "VP8L", "\x2f\x63\x40\x0c\0more", 9);
	put_riff(&body, "EXIF", "SECRET", 6);
	put_riff(&body, "XMP ", "SECRET!", 7);
	PUT(out, "RIFF");
	put_le(out, (uint32_t)body.len, 4);
	buf_add(out, body.data, body.len);
	buf_fini(&body);
}

static int
holds(const struct picture *picture, const char *what)
{
	return memmem(picture->data, picture->len, what, strlen(what)) != NULL;
}

/* Take in the bytes and empty them; the picture, or NULL and the code. */
static const struct picture *
add(struct pictures *pictures, struct buf *bytes, struct why *why)
{
	enum verdict v;
	size_t index;

	why_clear(why);
	v = pictures_add(pictures, &limits, buf_str(bytes), bytes->len, &index,
	    why);
	buf_reset(bytes);
	if (v != V_OK) {
		assert_int_equal(v, V_REJECT);
		return NULL;
	}
	assert_true(index < pictures->count);
	return &pictures->list[index];
}

static void
test_formats(void **state)
{
	const struct picture *p;
	struct buf in;
	struct pictures pictures;
	struct why why;

	(void)state;
	pictures_init(&pictures);
	buf_init(&in, 10000);
	put_png(&in, 30, 20);
	p = add(&pictures, &in, &why);
	assert_non_null(p);
	assert_string_equal(p->name, "p1.png");
	assert_string_equal(p->type, "image/png");
	assert_int_equal(p->width, 30);
	assert_int_equal(p->height, 20);
	assert_false(holds(p, "SECRET"));
	assert_true(holds(p, "gAMA"));
	assert_true(holds(p, "(c) &amp; X</rdf:li>"));
	assert_true(holds(p, "<rdf:li>Ann; Bo</rdf:li>"));
	assert_true(holds(p, "DigitalSourceType>urn:trained<"));
	assert_true(holds(p, "not looked at"));
	assert_memory_equal(p->data + p->len - 8, "IEND\xae\x42\x60\x82", 8);

	put_gif(&in);
	p = add(&pictures, &in, &why);
	assert_non_null(p);
	assert_string_equal(p->name, "p2.gif");
	assert_int_equal(p->width, 3);
	assert_int_equal(p->height, 2);
	assert_false(holds(p, "SECRET"));
	assert_true(holds(p, "NETSCAPE2.0"));
	assert_true(holds(p, "!\xf9\4"));
	assert_int_equal(p->data[p->len - 1], ';');

	put_webp(&in);
	p = add(&pictures, &in, &why);
	assert_non_null(p);
	assert_string_equal(p->type, "image/webp");
	assert_int_equal(p->width, 100);
	assert_int_equal(p->height, 50);
	assert_false(holds(p, "SECRET"));
	assert_true(holds(p, "ICCP"));
	assert_int_equal(p->data[20] & 0x0c, 0);
	assert_int_equal(p->data[4] | p->data[5] << 8, p->len - 8);
	buf_fini(&in);
	pictures_fini(&pictures);
}

static void
test_jpeg(void **state)
{
	const struct picture *p;
	struct buf in;
	struct pictures pictures;
	struct why why;

	(void)state;
	pictures_init(&pictures);
	buf_init(&in, 10000);
	put_jpeg(&in, 6);
	p = add(&pictures, &in, &why);
	assert_non_null(p);
	assert_string_equal(p->name, "p1.jpg");
	/* Shown on its side, so the sides change places. */
	assert_int_equal(p->width, 10);
	assert_int_equal(p->height, 20);
	assert_false(holds(p, "SECRET"));
	assert_true(holds(p, "JFIF"));
	assert_true(holds(p, "profile"));
	assert_true(holds(p, "another"));
	/* The orientation stays, in an EXIF of ours. */
	assert_non_null(memmem(p->data, p->len,
	    "MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\6\0\0", 22));
	assert_true(holds(p, "<dc:creator><rdf:Seq><rdf:li>Me</rdf:li>"));
	assert_true(holds(p, "(c) Vasa X</rdf:li></rdf:Alt></dc:rights>"));
	assert_true(holds(p, "<photoshop:Credit>Åbo Foto<"));

	put_jpeg(&in, 1);
	p = add(&pictures, &in, &why);
	assert_non_null(p);
	assert_int_equal(p->width, 20);
	assert_int_equal(p->height, 10);
	buf_fini(&in);
	pictures_fini(&pictures);
}

static const struct {
	const char *what;
	const char *bytes;
	size_t len;
	const char *code;
} strangers[] = {

#define BYTES(s) s, sizeof(s) - 1
	{ "HTML in a PNG's place", BYTES("<html><script>alert(1)</script>"),
	    "picture-unknown" },
	{ "nothing", BYTES(""), "picture-unknown" },
	{ "SVG", BYTES("<?xml version='1.0'?><svg onload='x'/>"),
	    "picture-svg" },
	{ "WMF", BYTES("\xd7\xcd\xc6\x9a....."), "picture-metafile" },
	{ "EMF",
	    BYTES("\1\0\0\0\x58\0\0\0................................ EMF"),
	    "picture-metafile" },
	{ "TIFF", BYTES("II*\0...."), "picture-tiff" },
	{ "BMP", BYTES("BM......"), "picture-unknown" },
	{ "RIFF that is none", BYTES("RIFF\4\0\0\0WAVE"), "picture-broken" },
	{ "a JPEG of nothing", BYTES("\xff\xd8\xff\xd9"), "picture-broken" },
	{ "a GIF of nothing", BYTES("GIF89a\1\0\1\0\0\0\0;"),
	    "picture-broken" },
};

static void
test_strangers(void **state)
{
	struct buf in;
	struct pictures pictures;
	struct why why;
	size_t i;

	(void)state;
	pictures_init(&pictures);
	for (i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++) {
		buf_init(&in, 1000);
		buf_add(&in, strangers[i].bytes, strangers[i].len);
		if (add(&pictures, &in, &why) != NULL ||
		    strcmp(why.code, strangers[i].code) != 0)
			fail_msg("%s: %s", strangers[i].what, why.code);
		buf_fini(&in);
	}
	assert_int_equal(pictures.count, 0);
	pictures_fini(&pictures);
}

static void
test_limits(void **state)
{
	const struct picture *first;
	struct buf in;
	struct pictures pictures;
	struct why why;

	(void)state;
	pictures_init(&pictures);
	buf_init(&in, 10000);
	put_png(&in, 60000, 60000);
	assert_null(add(&pictures, &in, &why));
	assert_string_equal(why.code, "picture-too-large");
	put_png(&in, 0, 10);
	assert_null(add(&pictures, &in, &why));
	assert_string_equal(why.code, "picture-broken");
	buf_add(&in, "\xff\xd8\xff", 3);
	while (in.len <= limits.max_size)
		buf_puts(&in, "xxxxxxxx");
	assert_null(add(&pictures, &in, &why));
	assert_string_equal(why.code, "picture-too-large");

	put_png(&in, 1, 1);
	first = add(&pictures, &in, &why);
	assert_non_null(first);
	put_png(&in, 1, 1);
	assert_ptr_equal(add(&pictures, &in, &why), first);
	assert_int_equal(pictures.count, 1);
	put_png(&in, 2, 1);
	assert_non_null(add(&pictures, &in, &why));
	put_png(&in, 3, 1);
	assert_non_null(add(&pictures, &in, &why));
	put_png(&in, 4, 1);
	assert_null(add(&pictures, &in, &why));
	assert_string_equal(why.code, "picture-too-many");
	put_png(&in, 3, 1);
	assert_non_null(add(&pictures, &in, &why));
	/* What came out goes in again, and stays as it is. */
	buf_add(&in, pictures.list[0].data, pictures.list[0].len);
	assert_ptr_equal(add(&pictures, &in, &why), &pictures.list[0]);
	buf_fini(&in);
	pictures_fini(&pictures);
}

/* Cut anywhere before its last bytes, a picture is broken; nothing beyond
 * its end is looked at. */
static void
check_cut(const struct buf *whole, const char *end, size_t end_len)
{
	const char *p;
	char *copy;
	struct pictures pictures;
	struct why why;
	size_t i, index, stop;

	p = memmem(whole->data, whole->len, end, end_len);
	assert_non_null(p);
	stop = (size_t)(p - whole->data) + end_len;
	pictures_init(&pictures);
	for (i = 12; i < stop; i++) {
		copy = malloc(i);
		assert_non_null(copy);
		memcpy(copy, whole->data, i);
		why_clear(&why);
		assert_int_equal(pictures_add(&pictures, &limits, copy, i,
				     &index, &why),
		    V_REJECT);
		assert_string_equal(why.code, "picture-broken");
		free(copy);
	}
	pictures_fini(&pictures);
}

/* A PNG cut off within or after its data shows what it has. */
static void
check_mended(const struct buf *whole)
{
	const char *idat;
	struct picture *p;
	struct pictures pictures;
	struct why why;
	size_t i, index;

	idat = memmem(whole->data, whole->len, "IDAT", 4);
	assert_non_null(idat);
	for (i = (size_t)(idat - whole->data) + 8; i < whole->len; i++) {
		pictures_init(&pictures);
		why_clear(&why);
		assert_int_equal(pictures_add(&pictures, &limits, whole->data,
				     i, &index, &why),
		    V_OK);
		p = &pictures.list[index];
		assert_memory_equal(p->data + p->len - 8,
		    "IEND\xae\x42\x60\x82", 8);
		assert_false(holds(p, "SECRET"));
		pictures_fini(&pictures);
	}
}

static void
test_cut(void **state)
{
	struct buf in;

	(void)state;
	buf_init(&in, 10000);
	put_png(&in, 30, 20);
	check_cut(&in, "\0\0\0\x0dIDAT", 8);
	check_mended(&in);
	buf_reset(&in);
	put_jpeg(&in, 6);
	check_cut(&in, "coded\xff\xd9", 7);
	buf_reset(&in);
	put_gif(&in);
	check_cut(&in, "abc\0;", 5);
	buf_reset(&in);
	put_webp(&in);
	check_cut(&in, "SECRET!", 7);
	buf_fini(&in);
}

/* Every byte turned over, one at a time: no crash, and never a secret. */
static void
test_flipped(void **state)
{
	struct buf in;
	struct pictures pictures;
	struct why why;
	size_t i, index;

	(void)state;
	buf_init(&in, 10000);
	put_jpeg(&in, 6);
	for (i = 0; i < in.len; i++) {
		pictures_init(&pictures);
		in.data[i] = (char)~in.data[i];
		why_clear(&why);
		if (pictures_add(&pictures, &limits, in.data, in.len, &index,
			&why) != V_OK)
			assert_true(why.code[0] != '\0');
		in.data[i] = (char)~in.data[i];
		pictures_fini(&pictures);
	}
	buf_fini(&in);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_jpeg),
		cmocka_unit_test(test_strangers),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_flipped),
	};

	return cmocka_run_group_tests_name("picture", tests, NULL, NULL);
}
