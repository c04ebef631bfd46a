/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Our own SVG, as picture_play.c writes it, when it comes back from the
 * store to be rendered again.
 *
 * It is known by its form alone: a few elements and attributes, numbers,
 * colours, PNG in data: URIs.  A stranger's SVG that has this form can do no
 * more than one of ours; any other is refused.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "read/picture_inner.h"

enum {
	DEPTH_MAX = 8,
};

static const char start[] = PICTURE_SVG_START;
static const char data_uri[] = "data:image/png;base64,";

static const char digits[] = "0123456789";
static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
			      "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/* What is being read; a NUL stands behind it. */
struct scan {
	const char *at;
	const char *open[DEPTH_MAX]; /* names of elements, in this file */
	size_t depth;
};

/* Elements, and whether they hold text. */
static const struct {
	const char *name;
	int text;
} elements[] = {
	{ "clipPath", 0 },
	{ "g", 0 },
	{ "image", 0 },
	{ "path", 0 },
	{ "rect", 0 },
	{ "svg", 0 },
	{ "text", 1 },
};

/* Attributes whose value is what it is: no address is among them. */
static const char *const plain[] = { "d", "fill", "fill-opacity", "fill-rule",
	"clip-rule", "font-family", "font-size", "font-style", "font-weight",
	"height", "id", "lengthAdjust", "opacity", "overflow",
	"preserveAspectRatio", "stroke", "stroke-dasharray", "stroke-linecap",
	"stroke-linejoin", "stroke-width", "text-anchor", "text-decoration",
	"textLength", "viewBox", "width", "x", "xml:space", "y" };

/* Attributes whose value is one of few. */
static const struct {
	const char *name;
	const char *value;
} fixed[] = {
	{ "style", "mix-blend-mode:multiply" },
	{ "style", "mix-blend-mode:screen" },
	{ "style", "mix-blend-mode:difference" },
	{ "xmlns", "http://www.w3.org/2000/svg" },
	{ "xmlns:xlink", "http://www.w3.org/1999/xlink" },
};

static int
skip(struct scan *scan, const char *what)
{
	size_t len;

	len = strlen(what);
	if (strncmp(scan->at, what, len) != 0)
		return 0;
	scan->at += len;
	return 1;
}

static int
is(const char *s, size_t len, const char *word)
{
	return strlen(word) == len && memcmp(s, word, len) == 0;
}

/* "url(#c12)", which leads nowhere else. */
static int
is_clip(const char *s, size_t len)
{
	const size_t begin = 6;

	return len > begin + 1 && memcmp(s, "url(#c", begin) == 0 &&
	    strspn(s + begin, digits) == len - begin - 1 && s[len - 1] == ')';
}

/* "matrix(1 0 0 1 0 0)", "rotate(90 1 1)". */
static int
is_transform(const char *s, size_t len)
{
	const char *begin = memchr(s, '(', len);

	return begin != NULL && len > 1 && s[len - 1] == ')' &&
	    (is(s, (size_t)(begin - s), "matrix") ||
		is(s, (size_t)(begin - s), "rotate")) &&
	    begin + 1 + strspn(begin + 1, "-.0123456789 ") == s + len - 1;
}

static int
is_png(const char *s, size_t len)
{
	const char *end = s + len;

	if (len < sizeof(data_uri) ||
	    memcmp(s, data_uri, sizeof(data_uri) - 1) != 0)
		return 0;
	for (s += sizeof(data_uri) - 1; s < end; s++) {
		if (strchr(letters, *s) == NULL && strchr(digits, *s) == NULL &&
		    strchr("+/=", *s) == NULL)
			return 0;
	}
	return 1;
}

static int
is_plain(const char *s, size_t len)
{
	return memchr(s, '&', len) == NULL && memchr(s, ':', len) == NULL &&
	    memchr(s, '(', len) == NULL && memchr(s, '\\', len) == NULL;
}

static int
is_allowed(const char *name, size_t len, const char *value, size_t value_len)
{
	size_t i;

	if (is(name, len, "clip-path"))
		return is_clip(value, value_len);
	if (is(name, len, "transform"))
		return is_transform(value, value_len);
	if (is(name, len, "xlink:href"))
		return is_png(value, value_len);
	for (i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		if (is(name, len, plain[i]))
			return is_plain(value, value_len);
	}
	for (i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++) {
		if (is(name, len, fixed[i].name) &&
		    is(value, value_len, fixed[i].value))
			return 1;
	}
	return 0;
}

static int
read_attribute(struct scan *scan)
{
	const char *name, *value;
	size_t len, value_len;

	name = scan->at;
	len = strcspn(name, "=\"'<>/ ");
	scan->at += len;
	if (!skip(scan, "=\""))
		return -1;
	value = scan->at;
	value_len = strcspn(value, "\"<>");
	scan->at += value_len;
	if (!skip(scan, "\""))
		return -1;
	return is_allowed(name, len, value, value_len) ? 0 : -1;
}

static const char *
read_name(struct scan *scan, int *ret_text)
{
	size_t i, len;

	len = strspn(scan->at, letters);
	for (i = 0; i < sizeof(elements) / sizeof(elements[0]); i++) {
		if (!is(scan->at, len, elements[i].name))
			continue;
		scan->at += len;
		*ret_text = elements[i].text;
		return elements[i].name;
	}
	return NULL;
}

/* The characters of a text, with the four entities that we write. */
static int
read_text(struct scan *scan)
{
	for (;;) {
		scan->at += strcspn(scan->at, "<>&");
		if (*scan->at != '&')
			return *scan->at == '<' ? 0 : -1;
		if (!skip(scan, "&amp;") && !skip(scan, "&lt;") &&
		    !skip(scan, "&gt;") && !skip(scan, "&quot;"))
			return -1;
	}
}

static int
read_start(struct scan *scan)
{
	int text = 0;
	const char *name;

	if ((name = read_name(scan, &text)) == NULL)
		return -1;
	while (skip(scan, " ")) {
		if (read_attribute(scan) == -1)
			return -1;
	}
	if (skip(scan, "/>"))
		return 0;
	if (!skip(scan, ">") || scan->depth == DEPTH_MAX)
		return -1;
	scan->open[scan->depth++] = name;
	return text ? read_text(scan) : 0;
}

static int
read_end(struct scan *scan)
{
	int text;
	const char *name;

	name = read_name(scan, &text);
	if (name == NULL || scan->depth == 0 ||
	    strcmp(name, scan->open[scan->depth - 1]) != 0)
		return -1;
	scan->depth--;
	return skip(scan, ">") ? 0 : -1;
}

/* One element after another, and line feeds between them. */
static int
read_all(struct scan *scan)
{
	do {
		while (skip(scan, "\n"))
			;
		if (skip(scan, "</")) {
			if (read_end(scan) == -1)
				return -1;
		} else if (!skip(scan, "<") || read_start(scan) == -1) {
			return -1;
		}
	} while (scan->depth > 0);
	return skip(scan, "\n") && *scan->at == '\0' ? 0 : -1;
}

int
picture_filter_svg(const unsigned char *data, size_t len, struct buf *out,
    struct picture_size *ret)
{
	char *end;
	const char *height = "\" height=\"";
	struct scan scan = { .at = NULL };
	unsigned long side[2];

	buf_add(out, data, len);
	if (buf_is_full(out) || memchr(data, '\0', len) != NULL)
		return -1;
	scan.at = buf_str(out);
	if (strncmp(scan.at, start, sizeof(start) - 1) != 0 ||
	    read_all(&scan) == -1)
		return -1;
	side[0] = strtoul(buf_str(out) + sizeof(start) - 1, &end, 10);
	if (strncmp(end, height, strlen(height)) != 0)
		return -1;
	side[1] = strtoul(end + strlen(height), &end, 10);
	if (side[0] > UINT16_MAX || side[1] > UINT16_MAX)
		return -1;
	ret->width = (unsigned)side[0];
	ret->height = (unsigned)side[1];
	return 0;
}
