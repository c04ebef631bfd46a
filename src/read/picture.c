/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pictures as they leave a document.  See picture.h. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "read/picture.h"
#include "read/picture_inner.h"
#include "read/picture_unpack.h"

enum {
	SVG_LOOK = 1024,       /* bytes in which "<svg" is looked for */
	AREA_MAX = 150000000,  /* pixels that a browser must unpack */
	FILTER_GROWTH = 16384, /* a filter may add a little */
	PACKED_MAX = 100,      /* as of any part of a package */
	MADE_MAX = 8,          /* a drawing in words, to its bytes, */
	MADE_GROWTH = 1 << 18, /* and room for zlib */
};

static const struct format {
	const char *start;
	size_t len;
	const char *type;
	const char *suffix;
	picture_filter *filter;
} formats[] = {
	{ "\x89PNG\r\n\x1a\n", 8, "image/png", "png", picture_filter_png },
	{ "\xff\xd8\xff", 3, "image/jpeg", "jpg", picture_filter_jpeg },
	{ "GIF87a", 6, "image/gif", "gif", picture_filter_gif },
	{ "GIF89a", 6, "image/gif", "gif", picture_filter_gif },
	{ "RIFF", 4, "image/webp", "webp", picture_filter_webp },
	{ PICTURE_SVG_START, sizeof(PICTURE_SVG_START) - 1, "image/svg+xml",
	    "svg", picture_filter_svg },
};

/* Formats that are pictures, but none that a page can show. */
static const struct {
	const char *start;
	size_t len;
	const char *code;
	const char *words;
} others[] = {
	{ "II*\0", 4, "picture-tiff", "a TIFF of a rare kind" },
	{ "MM\0*", 4, "picture-tiff", "a TIFF of a rare kind" },
	{ "BM", 2, "picture-unknown", "a BMP of a rare kind" },
};

void
pictures_init(struct pictures *pictures)
{
	memset(pictures, 0, sizeof(*pictures));
}

static const struct format *
find_format(const void *data, size_t len)
{
	size_t i;

	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (len >= formats[i].len &&
		    memcmp(data, formats[i].start, formats[i].len) == 0)
			return &formats[i];
	return NULL;
}

/* An SVG may begin with a declaration, comments, a DOCTYPE. */
static int
is_svg(const void *data, size_t len)
{
	if (len > SVG_LOOK)
		len = SVG_LOOK;
	return len > 0 && memchr(data, '<', len) != NULL &&
	    memmem(data, len, "<svg", 4) != NULL;
}

static enum verdict
say_what_else(const void *data, size_t len, struct why *why)
{
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (len >= others[i].len &&
		    memcmp(data, others[i].start, others[i].len) == 0)
			return why_set(why, V_REJECT, others[i].code,
			    "a picture is %s, which a page can't show",
			    others[i].words);
	if (picture_is_emf(data, len) || picture_is_wmf(data, len))
		return why_set(why, V_REJECT, "picture-metafile",
		    "a picture is a Windows drawing that can't be converted");
	if (is_svg(data, len))
		return why_set(why, V_REJECT, "picture-svg",
		    "a picture is an SVG, which may hold programs");
	return why_set(why, V_REJECT, "picture-unknown",
	    "a picture is not a PNG, JPEG, GIF or WebP");
}

static enum verdict
check_size(const struct picture_limits *limits, const struct picture_size *size,
    struct why *why)
{
	if (size->width == 0 || size->height == 0)
		return why_set(why, V_REJECT, "picture-broken",
		    "a picture has no size");
	if (size->width > limits->max_side || size->height > limits->max_side ||
	    (uint64_t)size->width * size->height > AREA_MAX)
		return why_set(why, V_REJECT, "picture-too-large",
		    "a picture claims to be %u by %u pixels", size->width,
		    size->height);
	return V_OK;
}

/* Take the bytes in out over as a new picture, unless they are known. */
static enum verdict
keep(struct pictures *pictures, const struct picture_limits *limits,
    struct picture *picture, size_t *ret_index, struct why *why)
{
	size_t i;

	for (i = 0; i < pictures->count; i++) {
		if (strcmp(pictures->list[i].sha256, picture->sha256) != 0)
			continue;
		*ret_index = i;
		return V_OK;
	}
	if (pictures->count >= limits->max_count)
		return why_set(why, V_REJECT, "picture-too-many",
		    "the document has more than %zu pictures",
		    limits->max_count);
	pictures->list = xreallocarray(pictures->list, pictures->count + 1,
	    sizeof(*pictures->list));
	pictures->list[pictures->count] = *picture;
	picture->data = NULL;
	*ret_index = pictures->count++;
	return V_OK;
}

/* The bytes in out, as the next picture of that kind. */
static enum verdict
take(struct pictures *pictures, const struct picture_limits *limits,
    struct picture *picture, size_t *ret_index, struct why *why)
{
	enum verdict v;
	const struct picture_size size = { picture->width, picture->height };

	hash_of(picture->data, picture->len, picture->sha256);
	v = check_size(limits, &size, why);
	if (v == V_OK)
		v = keep(pictures, limits, picture, ret_index, why);
	free(picture->data);
	return v;
}

static void
set_type(struct picture *picture, size_t number, const char *type,
    const char *suffix)
{
	picture->type = type;
	snprintf(picture->name, sizeof(picture->name), "p%zu.%s", number,
	    suffix);
}

/* A bitmap or a drawing of Windows. */
static enum verdict
add_made(struct pictures *pictures, const struct picture_limits *limits,
    const struct buf *in, size_t *ret_index, struct why *why)
{
	enum picture_made made;
	size_t max;
	struct buf out;
	struct picture picture;
	struct picture_size size;

	memset(&picture, 0, sizeof(picture));
	memset(&size, 0, sizeof(size));
	max = in->len * MADE_MAX + MADE_GROWTH;
	buf_init(&out, max < limits->max_size ? max : limits->max_size);
	made = picture_convert((const unsigned char *)in->data, in->len, &out,
	    &size);
	if (made == PICTURE_NONE) {
		buf_fini(&out);
		return say_what_else(in->data, in->len, why);
	}
	if (made == PICTURE_PNG)
		set_type(&picture, pictures->count + 1, "image/png", "png");
	else
		set_type(&picture, pictures->count + 1, "image/svg+xml", "svg");
	picture.width = size.width;
	picture.height = size.height;
	picture.data = (unsigned char *)buf_take(&out, &picture.len);
	return take(pictures, limits, &picture, ret_index, why);
}

/* A metafile in gzip, as Word writes it (.emz, .wmz). */
static enum verdict
add_packed(struct pictures *pictures, const struct picture_limits *limits,
    const struct buf *in, size_t *ret_index, struct why *why)
{
	enum verdict v;
	size_t max;
	struct buf out;

	max = in->len * PACKED_MAX + MADE_GROWTH;
	buf_init(&out, max < limits->max_size ? max : limits->max_size);
	if (unpack_gzip((const unsigned char *)in->data, in->len, &out) == -1 ||
	    unpack_is_gzip((const unsigned char *)out.data, out.len))
		v = why_set(why, V_REJECT, "picture-broken",
		    "a packed picture is damaged");
	else
		v = pictures_add(pictures, limits, out.data, out.len, ret_index,
		    why);
	buf_fini(&out);
	return v;
}

enum verdict
pictures_add(struct pictures *pictures, const struct picture_limits *limits,
    const void *data, size_t len, size_t *ret_index, struct why *why)
{
	const struct format *format;
	struct buf out;
	struct picture picture;
	struct picture_size size;
	const struct buf in = { .data = (char *)(uintptr_t)data, .len = len };

	if (len > limits->max_size)
		return why_set(why, V_REJECT, "picture-too-large",
		    "a picture has %zu bytes, the limit is %zu", len,
		    limits->max_size);
	if (unpack_is_gzip(data, len))
		return add_packed(pictures, limits, &in, ret_index, why);
	if ((format = find_format(data, len)) == NULL)
		return add_made(pictures, limits, &in, ret_index, why);
	memset(&picture, 0, sizeof(picture));
	memset(&size, 0, sizeof(size));
	buf_init(&out, len + FILTER_GROWTH);
	if (format->filter(data, len, &out, &size) == -1 || buf_is_full(&out)) {
		buf_fini(&out);
		if (format->filter == picture_filter_svg)
			return say_what_else(data, len, why);
		return why_set(why, V_REJECT, "picture-broken",
		    "a picture of type %s is damaged", format->type);
	}
	set_type(&picture, pictures->count + 1, format->type, format->suffix);
	picture.width = size.width;
	picture.height = size.height;
	picture.data = (unsigned char *)buf_take(&out, &picture.len);
	return take(pictures, limits, &picture, ret_index, why);
}

void
pictures_fini(struct pictures *pictures)
{
	size_t i;

	for (i = 0; i < pictures->count; i++)
		free(pictures->list[i].data);
	free(pictures->list);
	pictures_init(pictures);
}
