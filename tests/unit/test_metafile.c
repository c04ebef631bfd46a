/* SPDX-License-Identifier: GPL-2.0-or-later */
/* picture: bitmaps and drawings of Windows, made here byte by byte. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <zlib.h>

#include "base/buf.h"
#include "read/picture.h"

static const struct picture_limits limits = { 100, 500000, 4000 };

#define PUT(out, s) buf_add(out, s, sizeof(s) - 1)

static void
put16(struct buf *out, int n)
{
	buf_putc(out, (char)(n & 0xff));
	buf_putc(out, (char)(n >> 8 & 0xff));
}

static void
put32(struct buf *out, long n)
{
	put16(out, (int)(n & 0xffff));
	put16(out, (int)(n >> 16 & 0xffff));
}

static void
put_n32(struct buf *out, const long *n, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		put32(out, n[i]);
}

#define PUT32(out, ...)                                                        \
 put_n32(out, (const long[]){ __VA_ARGS__ },                                   \
     sizeof((const long[]){ __VA_ARGS__ }) / sizeof(long))

/* The picture that in becomes, or NULL; in is empty afterwards. */
static const struct picture *
add(struct pictures *pictures, struct buf *in, struct why *why)
{
	enum verdict v;
	size_t index = 0;

	why_clear(why);
	v = pictures_add(pictures, &limits, in->data, in->len, &index, why);
	buf_reset(in);
	return v == V_OK ? &pictures->list[index] : NULL;
}

/*
 * Metafiles.
 */

/* EMR_HEADER: 254 by 127 hundredths of a millimetre, and a device where one
 * pixel is a tenth of one: 9.6 by 4.8 pixels of a page. */
static void
put_emf_header(struct buf *out)
{
	PUT32(out, 1, 88, 0, 0, 24, 12, 0, 0, 254, 127, 0x464d4520, 0x10000, 0,
	    0, 0, 0, 0, 0, 1000, 1000, 100, 100);
}

static void
put_emf_end(struct buf *out)
{
	PUT32(out, 14, 20, 0, 0, 20);
}

/* ExtTextOutW of count characters, two bytes each, even. */
static void
put_emf_text(struct buf *out, long options, const char *utf16, long count)
{
	PUT32(out, 84, 76 + count * 2, 0, 0, 0, 0, 1, 0, 0, 5, 10, count, 76,
	    options, 0, 0, 0, 0, 0);
	buf_add(out, utf16, (size_t)count * 2);
}

static void
put_emf_font(struct buf *out, const char *face)
{
	size_t i;
	char padded[32] = { 0 };

	memcpy(padded, face, strlen(face));
	PUT32(out, 82, 104, 1, -20, 0, 0, 0, 700, 0, 0);
	for (i = 0; i < sizeof(padded); i++)
		put16(out, padded[i]);
	PUT32(out, 37, 12, 1);
}

/* StretchDIBits over the whole device: two by two pixels of 24 bits. */
static void
put_emf_bitmap(struct buf *out, long width)
{
	PUT32(out, 81, 80 + 40 + 16, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 80, 40, 120,
	    16, 0, 0xcc0020, width, 13);
	PUT32(out, 40, 2, 2, 1 | 24 << 16, 0, 0, 0, 0, 0, 0);
	PUT(out, "\1\2\3\4\5\6\0\0\7\x8\x9\xa\xb\xc\0\0");
}

/* One of ours goes in again, from the store, and stays as it is. */
static void
expect_kept(const struct picture *p, struct buf *in)
{
	struct pictures pictures;
	struct why why;
	const struct picture *again;

	pictures_init(&pictures);
	buf_add(in, p->data, p->len);
	again = add(&pictures, in, &why);
	if (again == NULL)
		fail_msg("refused: %s\n%s", why.text, (const char *)p->data);
	assert_string_equal(again->sha256, p->sha256);
	assert_string_equal(again->type, p->type);
	assert_int_equal(again->width, p->width);
	assert_int_equal(again->height, p->height);
	pictures_fini(&pictures);
}

static void
test_emf(void **state)
{
	const char *svg;
	const struct picture *p;
	struct buf in;
	struct pictures pictures;
	struct why why;

	(void)state;
	pictures_init(&pictures);
	buf_init(&in, 10000);
	put_emf_header(&in);
	PUT32(&in, 38, 28, 1, 1, 2, 0, 0x0000ff); /* a red, dashed pen */
	PUT32(&in, 37, 12, 1);
	PUT32(&in, 27, 16, 0, 0);
	PUT32(&in, 54, 16, 10, 0);
	PUT32(&in, 54, 16, 10, 10);
	PUT32(&in, 39, 24, 2, 0, 0xff0000, 0); /* a blue brush */
	PUT32(&in, 37, 12, 2);
	PUT32(&in, 30, 24, 0, 0, 20, 10); /* a clip */
	PUT32(&in, 43, 24, 1, 2, 3, 4);
	put_emf_font(&in, "\"><script>");
	put_emf_text(&in, 0, "<\0/\0\xe5\0&\0", 4);
	put_emf_end(&in);
	p = add(&pictures, &in, &why);
	assert_non_null(p);
	assert_string_equal(p->name, "p1.svg");
	assert_string_equal(p->type, "image/svg+xml");
	assert_int_equal(p->width, 10);
	assert_int_equal(p->height, 5);
	svg = (const char *)p->data;
	assert_non_null(strstr(svg, "viewBox=\"0 0 9.60 4.80\""));
	assert_non_null(strstr(svg,
	    "<path d=\"M0 0L3.78 0L3.78 3.78\" "
	    "stroke=\"#ff0000\""));
	assert_non_null(strstr(svg, "stroke-dasharray=\""));
	assert_non_null(strstr(svg,
	    "<clipPath id=\"c1\"><path d=\"M0 0L7.56 "
	    "0L7.56 3.78L0 3.78Z\""));
	assert_non_null(strstr(svg, "L0.38 1.51Z\""));
	assert_non_null(strstr(svg, "fill=\"#0000ff\""));
	assert_non_null(strstr(svg, "clip-path=\"url(#c1)\""));
	assert_non_null(strstr(svg, ">&lt;/å&amp;</text>"));
	assert_non_null(strstr(svg, "font-weight=\"bold\""));
	assert_null(strstr(svg, "script"));
	expect_kept(p, &in);
	buf_fini(&in);
	pictures_fini(&pictures);
}

/* The pixels of the PNG at p, their filters undone; the caller frees. */
static unsigned char *
unpack(const struct picture *p, size_t channels)
{
	const unsigned char *idat;
	size_t i, row = p->width * channels, n = (row + 1) * p->height;
	uLongf len = n;
	unsigned char *lines, *pixels;

	idat = memmem(p->data, p->len, "IDAT", 4);
	assert_non_null(idat);
	lines = malloc(n);
	pixels = malloc(row * p->height);
	assert_true(lines != NULL && pixels != NULL);
	assert_int_equal(uncompress(lines, &len, idat + 4,
			     p->len - (size_t)(idat - p->data) - 4),
	    Z_OK);
	assert_int_equal(len, n);
	for (i = 0; i < row * p->height; i++) {
		pixels[i] = lines[i / row * (row + 1) + 1 + i % row];
		if (lines[i / row * (row + 1)] == 1 && i % row >= channels)
			pixels[i] = (unsigned char)(pixels[i] +
			    pixels[i - channels]);
	}
	free(lines);
	return pixels;
}

/* A metafile around one bitmap is that bitmap. */
static void
test_wrapped(void **state)
{
	const struct picture *p;
	struct buf in;
	struct pictures pictures;
	struct why why;
	unsigned char *pixels;

	(void)state;
	pictures_init(&pictures);
	buf_init(&in, 10000);
	put_emf_header(&in);
	put_emf_bitmap(&in, 26);
	put_emf_end(&in);
	p = add(&pictures, &in, &why);
	assert_non_null(p);
	assert_string_equal(p->name, "p1.png");
	assert_int_equal(p->width, 2);
	assert_int_equal(p->height, 2);
	pixels = unpack(p, 3);
	/* from the bottom, and blue first */
	assert_memory_equal(pixels, "\x9\x8\x7\xc\xb\xa\3\2\1\6\5\4", 12);
	free(pixels);
	/* half of the picture is not the picture */
	put_emf_header(&in);
	put_emf_bitmap(&in, 13);
	put_emf_end(&in);
	p = add(&pictures, &in, &why);
	assert_non_null(p);
	assert_string_equal(p->name, "p2.svg");
	assert_non_null(
	    strstr((const char *)p->data, "data:image/png;base64,"));
	expect_kept(p, &in);
	buf_fini(&in);
	pictures_fini(&pictures);
}

static void
expect_refused(struct pictures *pictures, struct buf *in)
{
	struct why why;

	put_emf_end(in);
	assert_null(add(pictures, in, &why));
	assert_string_equal(why.code, "picture-metafile");
}

/* Half a picture would be a false one. */
static void
test_refused(void **state)
{
	struct buf in;
	struct pictures pictures;
	struct why why;

	(void)state;
	pictures_init(&pictures);
	buf_init(&in, 10000);
	put_emf_header(&in); /* draws nothing */
	expect_refused(&pictures, &in);
	put_emf_header(&in);
	put_emf_text(&in, 0x10, "a\0b\0", 2); /* glyphs of a font */
	expect_refused(&pictures, &in);
	put_emf_header(&in);
	put_emf_text(&in, 0, "a\0b\0", 2);
	PUT32(&in, 118, 8); /* GradientFill */
	expect_refused(&pictures, &in);
	put_emf_header(&in);
	PUT32(&in, 70, 32, 20, 0x2b464d45, 0x00004014, 16, 4, 0);
	PUT32(&in, 70, 32, 20, 0x2b464d45, 0x00004014, 16, 4, 0);
	put_emf_text(&in, 0, "a\0b\0", 2); /* EMF+ drew more than that */
	PUT32(&in, 70, 32, 20, 0x2b464d45, 0x00004014, 16, 4, 0);
	expect_refused(&pictures, &in);
	put_emf_header(&in);
	PUT32(&in, 70, 32, 20, 0x2b464d45, 0x00004014, 16, 4, 0);
	put_emf_text(&in, 0, "a\0b\0", 2);
	put_emf_end(&in);
	assert_non_null(add(&pictures, &in, &why));
	buf_fini(&in);
	pictures_fini(&pictures);
}

/* WMF: sizes and parameters in words. */
#define WMF(out, function, ...)                                                \
 do {                                                                          \
  size_t i_;                                                                   \
  const int words_[] = { __VA_ARGS__ };                                        \
  put32(out, 3 + (long)(sizeof(words_) / sizeof(int)));                        \
  put16(out, function);                                                        \
  for (i_ = 0; i_ < sizeof(words_) / sizeof(int); i_++)                        \
   put16(out, words_[i_]);                                                     \
 } while (0)

static void
put_wmf(struct buf *out)
{
	PUT(out, "\xd7\xcd\xc6\x9a\0\0");
	put16(out, 0);
	put16(out, 0);
	put16(out, 200);
	put16(out, 100);
	put16(out, 192); /* units an inch: two are one pixel */
	PUT(out, "\0\0\0\0\0\0");
	PUT(out, "\1\0\x9\0\0\3\0\0\0\0\0\0\0\0\0\0\0\0");
	WMF(out, 0x020b, 0, 0);
	WMF(out, 0x020c, 100, 200);
	WMF(out, 0x02fa, 5, 0, 0, 0, 0); /* no pen */
	WMF(out, 0x02fc, 0, 0x8000, 0, 0);
	WMF(out, 0x012d, 0);
	WMF(out, 0x012d, 1);
	WMF(out, 0x0324, 3, 0, 0, 20, 0, 20, 20);
	WMF(out, 0x02fb, -24, 0, 0, 0, 400, 0, 2 << 8, 0, 0, 'S' | 'y' << 8,
	    'm' | 'b' << 8, 'o' | 'l' << 8, 0);
	WMF(out, 0x01f0, 0);
	WMF(out, 0x02fb, -24, 0, 0, 0, 400, 0, 204 << 8, 0, 0, 'A' | 'r' << 8,
	    'i' | 'a' << 8, 'l', 0); /* where the pen was */
	WMF(out, 0x012d, 2);
	WMF(out, 0x0521, 1, 'a', 30, 10);
	WMF(out, 0x012d, 0);
	WMF(out, 0x0a32, 30, 40, 2, 0, 0xe4 | 0xe0 << 8, 12, 13);
	WMF(out, 0x0418, 20, 20, 0, 0);
	WMF(out, 0, 0);
}

static void
test_wmf(void **state)
{
	const char *svg;
	const struct picture *p;
	struct buf in;
	struct pictures pictures;
	struct why why;

	(void)state;
	pictures_init(&pictures);
	buf_init(&in, 10000);
	put_wmf(&in);
	p = add(&pictures, &in, &why);
	assert_non_null(p);
	assert_string_equal(p->name, "p1.svg");
	assert_int_equal(p->width, 100);
	assert_int_equal(p->height, 50);
	svg = (const char *)p->data;
	assert_non_null(strstr(svg,
	    "<path d=\"M0 0L10 0L10 10Z\" "
	    "fill=\"#008000\""));
	assert_null(strstr(svg, "stroke=\"#"));
	assert_non_null(strstr(svg, "xml:space=\"preserve\">α</text>"));
	assert_non_null(strstr(svg, "textLength=\"12.5\""));
	assert_non_null(strstr(svg, "xml:space=\"preserve\">да</text>"));
	assert_non_null(strstr(svg, "M10 5C")); /* the ellipse */
	expect_kept(p, &in);
	buf_fini(&in);
	pictures_fini(&pictures);
}

/* A stranger's SVG, dressed as one of ours. */
static void
test_dressed(void **state)
{
	static const char *const strangers[] = {
		"<script>x</script>",
		"<g onload=\"x\"/>",
		"<g><a href=\"https://example.org/\"/></g>",
		"<image xlink:href=\"https://example.org/x.png\"/>",
		"<image xlink:href=\"data:image/svg+xml;base64,AAAA\"/>",
		"<rect fill=\"url(https://example.org/#a)\"/>",
		"<rect style=\"fill:url(https://example.org/#a)\"/>",
		"<rect clip-path=\"url(#c1)url(x)\"/>",
		"<rect transform=\"url(x)\"/>",
		"<text>&x;</text>",
		"<text><g/></text",
		"<g></path>",
		"<!-- x -->",
		"<?x y?>",
		"words",
		"</svg><svg>",
	};
	size_t i;
	struct buf in;
	struct pictures pictures;
	struct why why;
	static const char head[] =
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" "
	    "xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"3\" "
	    "height=\"4\">\n";

	(void)state;
	pictures_init(&pictures);
	buf_init(&in, 1000);
	for (i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++) {
		buf_printf(&in, "%s%s</svg>\n", head, strangers[i]);
		if (add(&pictures, &in, &why) != NULL ||
		    strcmp(why.code, "picture-svg") != 0)
			fail_msg("%s: %s", strangers[i], why.code);
	}
	buf_printf(&in, "%s<text x=\"1\">a&lt;b</text>\n</svg>\n", head);
	assert_non_null(add(&pictures, &in, &why));
	assert_int_equal(pictures.list[0].width, 3);
	assert_int_equal(pictures.list[0].height, 4);
	buf_fini(&in);
	pictures_fini(&pictures);
}

/* Cut off anywhere, or with any byte changed, it is drawn or refused. */
static void
test_broken(void **state)
{
	char *copy;
	int drawing;
	size_t at, index, i;
	struct buf in;
	struct pictures pictures;
	struct why why;

	(void)state;
	for (drawing = 0; drawing < 2; drawing++) {
		buf_init(&in, 10000);
		if (drawing == 0) {
			put_wmf(&in);
		} else {
			put_emf_header(&in);
			put_emf_font(&in, "Arial");
			put_emf_text(&in, 0, "a\0b\0", 2);
			put_emf_bitmap(&in, 26);
			put_emf_end(&in);
		}
		for (i = 0; i < 2 * in.len; i++) {
			at = i / 2;
			copy = malloc(i % 2 == 0 ? in.len : at + 1);
			assert_non_null(copy);
			memcpy(copy, in.data, i % 2 == 0 ? in.len : at + 1);
			if (i % 2 == 0)
				copy[at] = (char)~copy[at];
			pictures_init(&pictures);
			why_clear(&why);
			(void)pictures_add(&pictures, &limits, copy,
			    i % 2 == 0 ? in.len : at + 1, &index, &why);
			pictures_fini(&pictures);
			free(copy);
		}
		buf_fini(&in);
	}
}

/*
 * Bitmaps.
 */

/* BITMAPFILEHEADER and BITMAPINFOHEADER; colours and bits follow. */
static void
put_bmp(struct buf *out, long width, long height, long bits, long packing,
    long colors)
{
	PUT(out, "BM\0\0\0\0\0\0\0\0");
	put32(out, 54 + colors * 4);
	PUT32(out, 40, width, height, 1 | bits << 16, packing, 0, 0, 0, colors,
	    0);
}

static void
expect_pixels(struct buf *in, size_t channels, const char *pixels, size_t len)
{
	const struct picture *p;
	struct pictures pictures;
	struct why why;
	unsigned char *got;

	pictures_init(&pictures);
	p = add(&pictures, in, &why);
	assert_non_null(p);
	assert_string_equal(p->type, "image/png");
	assert_int_equal(p->width * p->height * channels, len);
	got = unpack(p, channels);
	assert_memory_equal(got, pixels, len);
	free(got);
	pictures_fini(&pictures);
}

#define EXPECT(in, channels, pixels)                                           \
 expect_pixels(in, channels, pixels, sizeof(pixels) - 1)

static void
test_bmp(void **state)
{
	struct buf in;

	(void)state;
	buf_init(&in, 10000);
	put_bmp(&in, 3, 2, 1, 0, 2);
	PUT(&in, "\0\0\0\0\xff\xff\xff\0\xa0\0\0\0\x40\0\0\0");
	EXPECT(&in, 1, "\0\1\0\1\0\1");
	put_bmp(&in, 3, -1, 4, 0, 3); /* upside up; a colour that is none */
	PUT(&in, "....::::;;;;\x12\xf0\0\0");
	EXPECT(&in, 1, "\1\2\0");
	put_bmp(&in, 2, 1, 8, 0, 2);
	PUT(&in, "....::::\1\0\0\0");
	EXPECT(&in, 1, "\1\0");
	put_bmp(&in, 2, 1, 16, 0, 0);
	PUT(&in, "\x00\x7c\xff\x03");
	EXPECT(&in, 3, "\xff\0\0\0\xff\xff");
	put_bmp(&in, 1, 1, 32, 0, 0);
	PUT(&in, "\1\2\3\0");
	EXPECT(&in, 3, "\3\2\1");
	put_bmp(&in, 1, 1, 16, 3, 0);
	in.data[10] = 66;
	PUT32(&in, 0xf800, 0x07e0, 0x001f);
	PUT(&in, "\xe0\xff\0\0");
	EXPECT(&in, 3, "\xff\xff\0");
	put_bmp(&in, 4, 2, 8, 1, 4); /* runs, a jump, literals, a line's end */
	PUT(&in,
	    "................"
	    "\2\1\0\2\1\0\1\3\0\0\0\3\1\2\3\0\0\1");
	EXPECT(&in, 1, "\1\2\3\0\1\1\0\3");
	put_bmp(&in, 3, 1, 4, 2, 4);
	PUT(&in, "................\3\x12\0\1");
	EXPECT(&in, 1, "\1\2\1");
	buf_fini(&in);
}

static void
test_bmp_refused(void **state)
{
	static const long heads[][4] = {
		{ 30001, 1, 1, 0 },     /* too wide */
		{ 10000, 10000, 1, 0 }, /* too large */
		{ 2, 2, 24, 0 },        /* its bits are missing */
		{ 2, 2, 24, 4 },        /* a JPEG inside */
		{ 2, 2, 5, 0 },
		{ 0, 2, 24, 0 },
		{ 2, -2, 8, 1 }, /* runs go from the bottom */
		{ 2, -2147483647 - 1, 8, 0 },
	};
	size_t i;
	struct buf in;
	struct pictures pictures;
	struct why why;

	(void)state;
	pictures_init(&pictures);
	buf_init(&in, 10000);
	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		put_bmp(&in, heads[i][0], heads[i][1], heads[i][2], heads[i][3],
		    0);
		assert_null(add(&pictures, &in, &why));
		assert_string_equal(why.code, "picture-unknown");
	}
	buf_fini(&in);
	pictures_fini(&pictures);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_emf),
		cmocka_unit_test(test_wrapped),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_wmf),
		cmocka_unit_test(test_dressed),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_bmp),
		cmocka_unit_test(test_bmp_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
