/* SPDX-License-Identifier: GPL-2.0-or-later */
/* epub: what the container must be, and what a book says of itself. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <libxml/tree.h>

#include "base/buf.h"
#include "edition.h"
#include "render/parts.h"
#include "render/render.h"

enum {
	LIMIT = 1 << 22
};

/* The release without its notes: then the one of en has no heading at all. */
static void
drop_notes(struct rendering *r)
{
	xmlNode *node;

	node = xmlFirstElementChild(xmlDocGetRootElement(r->release));
	while (node != NULL && strcmp((const char *)node->name, "notes") != 0)
		node = xmlNextElementSibling(node);
	assert_non_null(node);
	xmlUnlinkNode(node);
	xmlFreeNode(node);
}

static char *
make_part(const char *name, const char *part)
{
	char *text;
	struct buf out;
	struct rendering r;

	edition_open(&r, name, 0);
	drop_notes(&r);
	buf_init(&out, LIMIT);
	edition_render(&r, EDITION_EPUB, &out);
	text = edition_unzip(&out, part, NULL);
	buf_fini(&out);
	edition_close(&r);
	return text;
}

static char *
make_package(const char *name, int published)
{
	char *package;
	struct buf out;
	struct rendering r;

	edition_open(&r, name, published);
	buf_init(&out, LIMIT);
	edition_render(&r, EDITION_EPUB, &out);
	package = edition_unzip(&out, "EPUB/package.opf", NULL);
	buf_fini(&out);
	edition_close(&r);
	return package;
}

/* EPUB 3.3, 4.2: the first entry is mimetype, neither packed nor with extra
 * fields, so that its words stand at byte 38. */
static void
test_container(void **state)
{
	struct buf out;
	struct rendering r;

	(void)state;
	edition_open(&r, "sv", 1);
	buf_init(&out, LIMIT);
	edition_render(&r, EDITION_EPUB, &out);
	assert_memory_equal(out.data, "PK\x03\x04", 4);
	assert_memory_equal(out.data + 8, "\0\0", 2); /* stored */
	/* 1980-01-01 00:00, whatever the clock and the zone */
	assert_memory_equal(out.data + 10, "\0\0\x21\0", 4);
	assert_memory_equal(out.data + 30, "mimetypeapplication/epub+zip", 28);
	buf_fini(&out);
	edition_close(&r);
}

/* "alternativeText" only where every picture has it. */
static void
test_accessibility(void **state)
{
	char *package;

	(void)state;
	package = make_package("sv", 1);
	assert_non_null(strstr(package, ">alternativeText<"));
	assert_non_null(strstr(package, ">MathML<"));
	assert_non_null(strstr(package, "properties=\"mathml\""));
	assert_non_null(strstr(package, ">visual<"));
	assert_null(strstr(package, "conformsTo"));
	free(package);
	package = make_part("en", "EPUB/package.opf");
	assert_null(strstr(package, "alternativeText"));
	assert_null(strstr(package, "MathML"));
	assert_null(strstr(package, "structuralNavigation"));
	assert_non_null(strstr(package,
	    "<meta property=\"schema:accessModeSufficient\">textual,visual<"));
	free(package);
	package = make_package("fi", 0);
	assert_null(strstr(package, "alternativeText"));
	assert_null(strstr(package, ">visual<"));
	free(package);
}

static void
test_identity(void **state)
{
	char *package;

	(void)state;
	package = make_package("sv", 1);
	assert_non_null(
	    strstr(package, ">urn:uuid:0b0c5c1e-58a5-4f0e-9c43-0d1f5a7e2b11<"));
	assert_non_null(strstr(package, ">2026-05-04T07:30:00Z<"));
	assert_non_null(strstr(package, "<dc:language>sv-FI<"));
	free(package);
	/* The SHA-256 of the source as a UUID of version 8. */
	package = make_package("sv", 0);
	assert_non_null(
	    strstr(package, ">urn:uuid:8f434346-648f-8b96-9f89-dda901c5176b<"));
	assert_non_null(strstr(package, ">2026-05-03T00:00:00Z<"));
	free(package);
	package = make_package("fi", 0);
	assert_non_null(
	    strstr(package, ">urn:newsml:sjovik.example:20260503:satama<"));
	assert_non_null(strstr(package, ">2026-05-03T06:00:00Z<"));
	free(package);
}

/* Contents are never empty: EPUB 3.3, 7. */
static void
test_contents(void **state)
{
	char *nav;

	(void)state;
	nav = make_part("en", "EPUB/nav.xhtml");
	assert_non_null(strstr(nav,
	    "<li><a href=\"content.xhtml\">"
	    "Minutes “draft” &lt;3&gt;</a></li>"));
	free(nav);
}

static const struct {
	const char *iso;
	const char *utc; /* or NULL */
} instants[] = {
	{ "2026-05-03", "2026-05-03T00:00:00Z" },
	{ "2026-05-03T09:00:00+03:00", "2026-05-03T06:00:00Z" },
	{ "2026-12-31T20:30:00-05:30", "2027-01-01T02:00:00Z" },
	{ "2026-05-03T09:00:00.123Z", "2026-05-03T09:00:00Z" },
	{ "2026-05-03T09:00", "2026-05-03T09:00:00Z" },
	{ "3.5.2026", NULL },
	{ "", NULL },
};

static void
test_instants(void **state)
{
	char got[INSTANT_SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(instants) / sizeof(instants[0]); i++) {
		assert_int_equal(instant_utc(got, instants[i].iso),
		    instants[i].utc != NULL);
		if (instants[i].utc != NULL)
			assert_string_equal(got, instants[i].utc);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_container),
		cmocka_unit_test(test_accessibility),
		cmocka_unit_test(test_identity),
		cmocka_unit_test(test_contents),
		cmocka_unit_test(test_instants),
	};

	return cmocka_run_group_tests(tests, edition_setup, edition_teardown);
}
