/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The edition epub: EPUB 3.3, one content document, the same bytes for the
 * same release.
 *
 * libzip writes into memory.  A source that zip_file_add() took belongs to
 * the archive, which frees it even when it is discarded; what the sources
 * point to must live until zip_close().
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>
#include <zip.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/why.h"
#include "base/xalloc.h"
#include "read/picture.h"
#include "release/release.h"
#include "render/book.h"
#include "render/epub_deflate.h"
#include "render/html.h"
#include "render/parts.h"
#include "render/render.h"
#include "transform/xslt.h"

/*
 * zlib's own default for a document that somebody reads, and for one that
 * fills a shelf a third of the time for a tenth more bytes.  That of libzip
 * is 9, which is slow for nothing.
 */
enum {
	LEVEL = 6,
	LEVEL_LARGE = 4,
	LARGE = 1 << 18, /* bytes */
	SMALL = 4096,    /* saves less than it costs */
};

/* 1980-01-01 00:00:00, the first moment of MS-DOS: no clock, no zone. */
enum {
	DOS_TIME = 0,
	DOS_DATE = 1 << 5 | 1
};

static const char container[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<container version=\"1.0\" "
    "xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
    "<rootfiles><rootfile full-path=\"EPUB/package.opf\" "
    "media-type=\"application/oebps-package+xml\"/></rootfiles>\n"
    "</container>\n";

/* The parts that are made here, until the archive is closed. */
struct parts {
	struct buf package;
	struct buf nav;
	struct buf content;
};

/* What a stylesheet is told. */
struct input {
	xmlDoc *book;
	const char *part; /* "nav", "content", "" */
};

static enum verdict
apply_sheet(struct rendering *rendering, const char *stylesheet,
    const struct input *input, xmlDoc **ret, struct why *why)
{
	const char *const params[] = { "part", input->part, NULL };
	const struct xslt *xslt;

	xslt = xslt_set_find(rendering->stylesheets, stylesheet);
	if (xslt == NULL)
		return why_set(why, V_FATAL, "stylesheet",
		    "there is no stylesheet %s", stylesheet);
	return xslt_apply(xslt, input->book, params, ret, why);
}

static enum verdict
make_package(struct rendering *rendering, xmlDoc *book, struct buf *out,
    struct why *why)
{
	const struct input input = { book, "" };
	enum verdict v;
	int len;
	xmlChar *bytes;
	xmlDoc *doc;

	v = apply_sheet(rendering, "render/package", &input, &doc, why);
	if (v != V_OK)
		return v;
	xmlDocDumpFormatMemoryEnc(doc, &bytes, &len, "UTF-8", 0);
	buf_add(out, bytes, (size_t)len);
	xmlFree(bytes);
	xmlFreeDoc(doc);
	return V_OK;
}

static enum verdict
make_page(struct rendering *rendering, xmlDoc *book, const char *part,
    struct buf *out, struct why *why)
{
	const struct input input = { book, part };
	enum verdict v;
	struct html_options options = {
		.syntax = XHTML_SYNTAX,
		.pictures = rendering->pictures,
		.picture_base = "pictures/",
	};
	xmlDoc *doc;

	v = apply_sheet(rendering, "render/epub", &input, &doc, why);
	if (v != V_OK)
		return v;
	options.article = xmlDocGetRootElement(rendering->cache->article);
	html_put_page(out, xmlDocGetRootElement(doc), &options);
	xmlFreeDoc(doc);
	return V_OK;
}

static enum verdict
make_parts(struct rendering *rendering, xmlDoc *book, struct parts *parts,
    struct why *why)
{
	enum verdict v;

	v = make_package(rendering, book, &parts->package, why);
	if (v == V_OK)
		v = make_page(rendering, book, "nav", &parts->nav, why);
	if (v == V_OK)
		v = make_page(rendering, book, "content", &parts->content, why);
	return v;
}

/* The archive takes the source.  -1 on failure. */
static int
add_source(zip_t *zip, const char *name, zip_source_t *source,
    zip_int32_t method)
{
	zip_int64_t index;

	if (source == NULL)
		return -1;
	index = zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8);
	if (index < 0) {
		zip_source_free(source);
		return -1;
	}
	if (zip_set_file_compression(zip, (zip_uint64_t)index, method, 0) == -1)
		return -1;
	return zip_file_set_dostime(zip, (zip_uint64_t)index, DOS_TIME,
	    DOS_DATE, 0);
}

/* As it is; data must live until the archive is closed. */
static int
add_stored(zip_t *zip, const char *name, const void *data, size_t len)
{
	return add_source(zip, name, zip_source_buffer(zip, data, len, 0),
	    ZIP_CM_STORE);
}

static int
add_text(zip_t *zip, const char *name, const char *text, size_t len)
{
	int level;

	if (len < SMALL)
		return add_stored(zip, name, text, len);
	level = len < LARGE ? LEVEL : LEVEL_LARGE;
	return add_source(zip, name, deflated_source(zip, text, len, level),
	    ZIP_CM_DEFLATE);
}

static int
add_buf(zip_t *zip, const char *name, const struct buf *buf)
{
	return add_text(zip, name, buf_str(buf), buf->len);
}

static int
add_pictures(zip_t *zip, const struct pictures *pictures)
{
	char name[64];
	const struct picture *picture;
	size_t i;

	for (i = 0; pictures != NULL && i < pictures->count; i++) {
		picture = &pictures->list[i];
		snprintf(name, sizeof(name), "EPUB/pictures/%s", picture->name);
		if (add_stored(zip, name, picture->data, picture->len) == -1)
			return -1;
	}
	return 0;
}

/* EPUB 3.3, 4.2.1.3: mimetype comes first and is stored. */
static int
add_entries(zip_t *zip, const struct rendering *rendering,
    const struct parts *parts)
{
	const char *style;
	static const char mimetype[] = "application/epub+zip";

	style = xslt_set_style(rendering->stylesheets, "epub.css");
	if (add_stored(zip, "mimetype", mimetype, sizeof(mimetype) - 1) == -1 ||
	    add_text(zip, "META-INF/container.xml", container,
		sizeof(container) - 1) == -1 ||
	    add_buf(zip, "EPUB/package.opf", &parts->package) == -1 ||
	    add_buf(zip, "EPUB/nav.xhtml", &parts->nav) == -1 ||
	    add_buf(zip, "EPUB/content.xhtml", &parts->content) == -1 ||
	    add_text(zip, "EPUB/style.css", style, strlen(style)) == -1)
		return -1;
	return add_pictures(zip, rendering->pictures);
}

/* The bytes of the closed archive. */
static int
read_source(zip_source_t *source, struct buf *out)
{
	zip_int64_t n;
	zip_stat_t stat;

	if (zip_source_stat(source, &stat) == -1 ||
	    zip_source_open(source) == -1)
		return -1;
	if (buf_reserve(out, stat.size) == -1) {
		zip_source_close(source);
		return 0; /* render() sees that it is full */
	}
	n = zip_source_read(source, out->data + out->len, stat.size);
	zip_source_close(source);
	if (n < 0 || (zip_uint64_t)n != stat.size)
		return -1;
	out->len += (size_t)n;
	out->data[out->len] = '\0';
	return 0;
}

static int
write_archive(zip_source_t *source, const struct rendering *rendering,
    const struct parts *parts, struct buf *out)
{
	zip_t *zip;

	zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
	if (zip == NULL)
		return -1;
	zip_source_keep(source); /* the archive gives up its own at the end */
	if (add_entries(zip, rendering, parts) == -1 || zip_close(zip) == -1) {
		zip_discard(zip);
		return -1;
	}
	return read_source(source, out);
}

static enum verdict
zip_parts(const struct rendering *rendering, const struct parts *parts,
    struct buf *out, struct why *why)
{
	int result;
	zip_source_t *source;

	source = zip_source_buffer_create(NULL, 0, 0, NULL);
	if (source == NULL)
		xalloc_die();
	result = write_archive(source, rendering, parts, out);
	zip_source_free(source);
	if (result == -1)
		return why_set(why, V_FATAL, "internal",
		    "the EPUB can't be written");
	return V_OK;
}

enum verdict
epub_render(struct rendering *rendering, struct buf *out, struct why *why)
{
	enum verdict v;
	struct parts parts;
	xmlDoc *book;

	v = article_make(rendering, why);
	if (v != V_OK)
		return v;
	buf_init(&parts.package, out->max);
	buf_init(&parts.nav, out->max);
	buf_init(&parts.content, out->max);
	book = book_make(rendering);
	v = make_parts(rendering, book, &parts, why);
	if (buf_is_full(&parts.package) || buf_is_full(&parts.nav) ||
	    buf_is_full(&parts.content))
		out->full = 1;
	else if (v == V_OK)
		v = zip_parts(rendering, &parts, out, why);
	xmlFreeDoc(book);
	buf_fini(&parts.package);
	buf_fini(&parts.nav);
	buf_fini(&parts.content);
	return v;
}
