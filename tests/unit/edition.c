/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See edition.h. */
#include "config.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <libxml/parser.h>
#include <zip.h>

#include "base/fsutil.h"
#include "base/xalloc.h"
#include "edition.h"
#include "read/picture.h"
#include "transform/xslt.h"

/* One grey pixel. */
static unsigned char png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0,
	0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0,
	0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, 'I', 'D', 'A', 'T', 0x78, 0x9c,
	0x63, 0x68, 0, 0, 0, 0x82, 0, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0, 0, 0, 0,
	'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82 };

static struct picture list[] = {
	{ .name = "p1.png",
	    .type = "image/png",
	    .width = 640,
	    .height = 320,
	    .data = png,
	    .len = sizeof(png) },
	{ .name = "p2.png",
	    .type = "image/png",
	    .width = 32,
	    .height = 32,
	    .data = png,
	    .len = sizeof(png) },
};

static const struct pictures pictures = { list, 2 };
static struct xslt_set *stylesheets;

static char *
source_path(const char *path)
{
	const char *source;

	source = getenv("GAZETTE_SOURCE");
	return xasprintf("%s/%s", source != NULL ? source : ".", path);
}

int
edition_setup(void **state)
{
	char *dir;
	enum verdict v;
	struct why why;

	(void)state;
	dir = source_path("xsl");
	v = xslt_set_load(dir, &stylesheets, &why);
	if (v != V_OK)
		fprintf(stderr, "%s\n", why.text);
	free(dir);
	return v == V_OK ? 0 : -1;
}

int
edition_teardown(void **state)
{
	(void)state;
	xslt_set_free(stylesheets);
	return 0;
}

static xmlDoc *
read_case(const char *name, const char *file)
{
	char *path;
	char *relative;
	xmlDoc *doc;

	relative = xasprintf("tests/golden/render/%s/%s", name, file);
	path = source_path(relative);
	doc = xmlReadFile(path, NULL, XML_PARSE_NONET);
	assert_non_null(doc);
	free(path);
	free(relative);
	return doc;
}

/* A kept release holds no blanks between its parts. */
static void
drop_blanks(xmlNode *parent)
{
	xmlNode *next;
	xmlNode *node;

	for (node = parent->children; node != NULL; node = next) {
		next = node->next;
		if (node->type == XML_TEXT_NODE) {
			xmlUnlinkNode(node);
			xmlFreeNode(node);
		}
	}
}

void
edition_open(struct rendering *rendering, const char *name, int published)
{
	memset(rendering, 0, sizeof(*rendering));
	rendering->release = read_case(name, "release.xml");
	drop_blanks(xmlDocGetRootElement(rendering->release));
	rendering->pictures = &pictures;
	rendering->stylesheets = stylesheets;
	if (published)
		rendering->publication = read_case(name, "publication.xml");
}

void
edition_close(struct rendering *rendering)
{
	rendering_fini(rendering);
	xmlFreeDoc(rendering->release);
	xmlFreeDoc(rendering->publication);
}

void
edition_render(struct rendering *rendering, enum edition edition,
    struct buf *out)
{
	struct why why;

	if (render(rendering, edition, out, &why) != V_OK)
		fail_msg("%s: %s", edition_name(edition), why.text);
}

static zip_t *
open_archive(const struct buf *out)
{
	zip_source_t *source;
	zip_t *zip;

	source = zip_source_buffer_create(out->data, out->len, 0, NULL);
	assert_non_null(source);
	zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
	assert_non_null(zip);
	return zip;
}

char *
edition_unzip(const struct buf *out, const char *name, size_t *ret_len)
{
	char *bytes;
	zip_file_t *file;
	zip_stat_t stat;
	zip_t *zip;

	zip = open_archive(out);
	assert_int_equal(zip_stat(zip, name, 0, &stat), 0);
	bytes = xcalloc(1, stat.size + 1);
	file = zip_fopen(zip, name, 0);
	assert_non_null(file);
	assert_int_equal(zip_fread(file, bytes, stat.size), stat.size);
	zip_fclose(file);
	zip_discard(zip);
	if (ret_len != NULL)
		*ret_len = stat.size;
	return bytes;
}

static int
is_writing(void)
{
	const char *mode;

	mode = getenv("GOLDEN");
	return mode != NULL && strcmp(mode, "write") == 0;
}

/* Where two texts part, in lines. */
static void
tell_difference(const char *path, const char *want, const char *got)
{
	int line = 1;

	for (; *want != '\0' && *want == *got; want++, got++)
		line += *want == '\n';
	fail_msg("%s: line %d:\n  %.60s\nwas to be\n  %.60s", path, line, got,
	    want);
}

void
edition_golden(const char *name, const char *file, const char *bytes,
    size_t len)
{
	char *path;
	char *relative;
	int fd;
	struct buf want;

	relative = xasprintf("tests/golden/render/%s/%s", name, file);
	path = source_path(relative);
	buf_init(&want, 1 << 22);
	if (is_writing())
		assert_int_equal(fs_replace_file(AT_FDCWD, relative, bytes,
				     len),
		    0);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	assert_true(fd != -1);
	assert_int_equal(fs_read_all(fd, &want), 0);
	close(fd);
	if (want.len != len || memcmp(buf_str(&want), bytes, len) != 0)
		tell_difference(relative, buf_str(&want), bytes);
	buf_fini(&want);
	free(path);
	free(relative);
}
