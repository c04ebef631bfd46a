/* SPDX-License-Identifier: GPL-2.0-or-later */
/* package: what is found inside, and what is not let in. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "read/ooxml.h"
#include "read/package.h"
#include "read/read.h"
#include "read/xmldoc.h"
#include "zipmaker.h"

#define DOCX_TYPE                                                              \
 "application/vnd.openxmlformats-officedocument.wordprocessingml."             \
 "document.main+xml"
#define TYPES(part, type)                                                      \
 "<Types xmlns='" CT_NS "'><Default Extension='xml' "                          \
 "ContentType='application/xml'/><Override PartName='" part "' "               \
 "ContentType='" type "'/></Types>"
#define RELS(content)                                                          \
 "<Relationships xmlns='" PR_NS "'>" content "</Relationships>"
#define REL(id, type, target)                                                  \
 "<Relationship Id='" id "' Type='" type "' Target='" target "'/>"
#define DOCUMENT                                                               \
 "<w:document xmlns:w='" W_NS "'><w:body><w:p/><w:p/></w:body>"                \
 "</w:document>"

#define E_TYPES                                                                \
 {                                                                             \
  .name = "[Content_Types].xml",                                               \
  .data = TYPES("/word/document.xml", DOCX_TYPE)                               \
 }
#define E_RELS                                                                 \
 {                                                                             \
  .name = "_rels/.rels", .data = RELS(REL("a", REL_MAIN, "word/document.xml")) \
 }
#define E_DOCUMENT                                                             \
 {                                                                             \
  .name = "word/document.xml", .data = DOCUMENT                                \
 }

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct read_limits limits;

static int
setup(void **state)
{
	(void)state;
	limits.max_input = 32 << 20;
	limits.max_xml_input = 8 << 20;
	limits.max_entries = 20;
	limits.max_part = 100000;
	limits.max_inflated = 150000;
	limits.max_ratio = 1000;
	limits.max_depth = 256;
	return 0;
}

/* The main part of such an archive, or "!code". */
static void
check(const char *what, const struct zipmaker_entry *entries, size_t count,
    const char *want)
{
	char got[200];
	struct buf bytes, zip;
	struct package *package;
	struct why why;
	enum verdict v;

	buf_init(&zip, 1 << 20);
	zipmaker_put(&zip, entries, count);
	why_clear(&why);
	v = package_open(zip.data, zip.len, &limits, &package, &why);
	if (v == V_OK) {
		snprintf(got, sizeof(got), "%s", package_main(package));
		v = package_part(package, package_main(package), &bytes, &why);
		if (v == V_OK)
			buf_fini(&bytes);
		package_close(package);
	}
	if (v != V_OK) {
		assert_int_equal(v, V_REJECT);
		snprintf(got, sizeof(got), "!%s", why.code);
	}
	if (strcmp(got, want) != 0)
		fail_msg("%s: %s (%s), not %s", what, got, why.text, want);
	buf_fini(&zip);
}

#define CHECK(what, want, ...)                                                 \
 do {                                                                          \
  const struct zipmaker_entry list[] = { __VA_ARGS__ };                        \
  check(what, list, COUNT(list), want);                                        \
 } while (0)

static void
test_main_part(void **state)
{
	(void)state;
	CHECK("plain", "word/document.xml", E_TYPES, E_RELS, E_DOCUMENT);
	CHECK("elsewhere, absolute", "foo/bar.xml",
	    { .name = "_rels/.rels",
		.data = RELS(REL("a", REL_MAIN, "/foo/bar.xml")) },
	    { .name = "foo/bar.xml", .data = DOCUMENT });
	CHECK("escaped, in other case", "word/My doc.xml",
	    { .name = "_RELS/.rels",
		.data = RELS(REL("a", REL_MAIN, "WORD/my%20doc.xml")) },
	    { .name = "word/My doc.xml", .data = DOCUMENT });
	CHECK("Strict", "word/document.xml",
	    { .name = "_rels/.rels",
		.data = RELS(REL("a",
		    "http://purl.oclc.org/ooxml/officeDocument/relationships/"
		    "officeDocument",
		    "word/document.xml")) },
	    E_DOCUMENT);
	CHECK("without relationships, by type", "x.xml",
	    { .name = "[Content_Types].xml",
		.data = TYPES("/x.xml", DOCX_TYPE) },
	    { .name = "x.xml", .data = DOCUMENT });
	CHECK("with nothing, by place", "word/document.xml", E_DOCUMENT);
	CHECK("an external main part is not fetched", "word/document.xml",
	    { .name = "_rels/.rels",
		.data = RELS("<Relationship Id='a' Type='" REL_MAIN
			     "' Target='http://127.0.0.1:9/' "
			     "TargetMode='External'/>") },
	    E_DOCUMENT);
	CHECK("old packers", "word/document.xml", E_RELS,
	    { .name = "word\\document.xml", .data = DOCUMENT });
	CHECK("a folder's entry", "word/document.xml", { .name = "word/" },
	    E_RELS, E_DOCUMENT);
}

static void
test_other_kinds(void **state)
{
	(void)state;
	CHECK("a workbook", "!spreadsheet",
	    { .name = "[Content_Types].xml",
		.data = TYPES("/xl/workbook.xml",
		    "application/vnd.openxmlformats-officedocument."
		    "spreadsheetml.sheet.main+xml") },
	    { .name = "_rels/.rels",
		.data = RELS(REL("a", REL_MAIN, "xl/workbook.xml")) },
	    { .name = "xl/workbook.xml", .data = "<x/>" });
	CHECK("OpenDocument", "content.xml",
	    { .name = "mimetype",
		.data = "application/vnd.oasis.opendocument.text" },
	    { .name = "content.xml", .data = "<x/>" });
	CHECK("a template of OpenDocument", "content.xml",
	    { .name = "mimetype",
		.data = "application/vnd.oasis.opendocument.text-template" },
	    { .name = "content.xml", .data = "<x/>" });
	CHECK("OpenDocument, packed anew", "content.xml",
	    { .name = "META-INF/manifest.xml", .data = "<x/>" },
	    { .name = "content.xml", .data = "<x/>" });
	CHECK("a master document", "!odt",
	    { .name = "mimetype",
		.data = "application/vnd.oasis.opendocument.text-master" });
	CHECK("an OpenDocument spreadsheet", "!spreadsheet",
	    { .name = "mimetype",
		.data = "application/vnd.oasis.opendocument.spreadsheet" });
	CHECK("Word with an OpenDocument's name inside", "word/document.xml",
	    { .name = "mimetype",
		.data = "application/vnd.oasis.opendocument.text" },
	    E_RELS, E_DOCUMENT);
	CHECK("EPUB", "!epub",
	    { .name = "mimetype", .data = "application/epub+zip" });
	CHECK("a jar", "!zip", { .name = "META-INF/MANIFEST.MF" });
	CHECK("any ZIP", "!zip", { .name = "report.pdf", .data = "x" });
	CHECK("a package of nothing", "!package-no-main", E_TYPES, E_RELS);
	check("an empty ZIP", NULL, 0, "!zip");
}

static void
test_hostile(void **state)
{
	(void)state;
	CHECK("climbs", "!package-names", E_RELS, E_DOCUMENT,
	    { .name = "../../tmp/x" });
	CHECK("climbs escaped", "!package-names", E_RELS, E_DOCUMENT,
	    { .name = "a/%2e%2e/%2E%2E/x" });
	CHECK("climbs backwards", "!package-names", E_RELS, E_DOCUMENT,
	    { .name = "..\\x" });
	CHECK("a NUL", "!package-names", E_RELS, E_DOCUMENT,
	    { .name = "a\0b", .name_len = 3 });
	CHECK("a link", "!package-names", E_RELS,
	    { .name = "word/document.xml",
		.data = "/etc/passwd",
		.is_link = 1 });
	CHECK("twins", "!package-names", E_RELS, E_DOCUMENT, E_DOCUMENT);
	CHECK("twins in other case", "!package-names", E_RELS, E_DOCUMENT,
	    { .name = "Word/Document.XML", .data = DOCUMENT });
	CHECK("two names", "!package-corrupt", E_RELS, E_DOCUMENT,
	    { .name = "word/a.xml", .local_name = "word/b.xml" });
	CHECK("a wrong sum", "!package-corrupt", E_RELS,
	    { .name = "word/document.xml", .data = DOCUMENT, .wrong_crc = 1 });
	CHECK("less than it claims", "!package-corrupt", E_RELS,
	    { .name = "word/document.xml", .data = DOCUMENT, .size = 5000 });
	CHECK("more than it claims", "!package-corrupt", E_RELS,
	    { .name = "word/document.xml", .data = DOCUMENT, .size = 5 });
	CHECK("one over the other", "!package-corrupt", E_RELS,
	    { .name = "_rels/.rel2",
		.local_name = "_rels/.rels",
		.over_first = 1 },
	    E_DOCUMENT);
	CHECK("locked", "!package-encrypted-zip", E_RELS,
	    { .name = "word/document.xml", .data = DOCUMENT, .flags = 1 });
	CHECK("another packing", "!package-method", E_RELS,
	    { .name = "word/document.xml", .data = DOCUMENT, .method = 12 });
	CHECK("a broken deflate stream", "!package-corrupt", E_RELS,
	    { .name = "word/document.xml", .data = DOCUMENT, .method = 8 });
	CHECK("too large a claim", "!package-part-too-large", E_RELS,
	    { .name = "word/document.xml", .data = DOCUMENT, .size = 100001 });
	CHECK("a DOCTYPE in relationships", "!xml-doctype",
	    { .name = "_rels/.rels", .data = "<!DOCTYPE x><x/>" }, E_DOCUMENT);
}

static void
test_too_many(void **state)
{
	struct zipmaker_entry entries[21];
	char names[21][8];
	size_t i;

	(void)state;
	memset(entries, 0, sizeof(entries));
	for (i = 0; i < COUNT(entries); i++) {
		snprintf(names[i], sizeof(names[i]), "f%zu", i);
		entries[i].name = names[i];
	}
	check("twenty-one", entries, 21, "!package-too-many");
	check("twenty", entries, 20, "!zip");
}

/* Every prefix of a package is incomplete or damaged, and none is read. */
static void
test_cut(void **state)
{
	const struct zipmaker_entry entries[] = { E_TYPES, E_RELS, E_DOCUMENT };
	char *copy;
	struct buf zip;
	struct package *package;
	struct why why;
	size_t i;

	(void)state;
	buf_init(&zip, 1 << 20);
	zipmaker_put(&zip, entries, COUNT(entries));
	for (i = 0; i < zip.len; i++) {
		copy = malloc(i + 1); /* so that a sanitizer sees the end */
		assert_non_null(copy);
		memcpy(copy, zip.data, i);
		why_clear(&why);
		assert_int_equal(package_open(copy, i, &limits, &package, &why),
		    V_REJECT);
		assert_true(why.code[0] != '\0');
		free(copy);
	}
	buf_fini(&zip);
}

/* What stands before or after the archive does not disturb. */
static void
test_junk_around(void **state)
{
	const struct zipmaker_entry entries[] = { E_TYPES, E_RELS, E_DOCUMENT };
	struct buf zip;
	struct package *package;
	struct why why;
	struct buf bytes;

	(void)state;
	buf_init(&zip, 1 << 20);
	buf_puts(&zip, "#!/bin/sh\nexit 1\n");
	zipmaker_put(&zip, entries, COUNT(entries));
	buf_puts(&zip, "\r\n--boundary--");
	why_clear(&why);
	assert_int_equal(package_open(zip.data, zip.len, &limits, &package,
			     &why),
	    V_OK);
	assert_int_equal(package_part(package, "WORD/document.xml", &bytes,
			     &why),
	    V_OK);
	assert_string_equal(buf_str(&bytes), DOCUMENT);
	buf_fini(&bytes);
	package_close(package);
	buf_fini(&zip);
}

/* All parts together have a ceiling, however often one is read. */
static void
test_total(void **state)
{
	static char big[90000];
	const struct zipmaker_entry entries[] = { E_RELS, E_DOCUMENT,
		{ .name = "a.bin", .data = big, .len = sizeof(big) } };
	struct buf bytes, zip;
	struct package *package;
	struct why why;

	(void)state;
	buf_init(&zip, 1 << 20);
	zipmaker_put(&zip, entries, COUNT(entries));
	why_clear(&why);
	assert_int_equal(package_open(zip.data, zip.len, &limits, &package,
			     &why),
	    V_OK);
	assert_int_equal(package_part(package, "a.bin", &bytes, &why), V_OK);
	assert_int_equal(bytes.len, sizeof(big));
	buf_fini(&bytes);
	assert_int_equal(package_part(package, "a.bin", &bytes, &why),
	    V_REJECT);
	assert_string_equal(why.code, "package-too-large");
	assert_int_equal(package_part(package, "b.bin", &bytes, &why),
	    V_REJECT);
	assert_string_equal(why.code, "package-part-missing");
	package_close(package);
	buf_fini(&zip);
}

static void
test_rels(void **state)
{
	const struct zipmaker_entry entries[] = {
		E_TYPES, E_RELS, E_DOCUMENT, { .name = "word/vbaProject.bin" },
		{ .name = "word/_rels/document.xml.rels",
		    .data = RELS(REL("rId2", REL_STYLES,
			"styles.xml") REL("rId1", REL_IMAGE,
			"../media/a%20b.png") REL("x", REL_IMAGE,
			"../../out.png") REL("rId1", REL_IMAGE,
			"second.png") "<Relationship Id='h' Type='" REL_HYPERLINK
				      "' Target='javascript:x' TargetMode='External'/>") }
	};
	const struct package_rel *rel;
	const struct package_rels *again, *rels;
	struct buf zip;
	struct package *package;
	struct why why;

	(void)state;
	buf_init(&zip, 1 << 20);
	zipmaker_put(&zip, entries, COUNT(entries));
	why_clear(&why);
	assert_int_equal(package_open(zip.data, zip.len, &limits, &package,
			     &why),
	    V_OK);
	assert_true(package_has_macros(package));
	assert_string_equal(package_type(package, "word/Document.xml"),
	    DOCX_TYPE);
	assert_string_equal(package_type(package, "a.xml"), "application/xml");
	assert_string_equal(package_type(package, "a.png"), "");
	assert_int_equal(package_rels(package, "word/document.xml", &rels,
			     &why),
	    V_OK);
	assert_int_equal(rels->count, 5);
	rel = package_rel_by_type(rels, REL_STYLES);
	assert_string_equal(rel->target, "word/styles.xml");
	rel = package_rel_by_id(rels, "rId1");
	assert_string_equal(rel->target, "media/a b.png");
	assert_string_equal(package_rel_by_id(rels, "x")->target, "");
	assert_true(package_rel_by_id(rels, "h")->external);
	assert_null(package_rel_by_id(rels, "rId3"));
	assert_null(package_rel_by_id(rels, NULL));
	assert_null(package_rel_by_type(rels, REL_CHART));
	assert_int_equal(package_rels(package, "WORD/document.xml", &again,
			     &why),
	    V_OK);
	assert_ptr_equal(again, rels);
	assert_int_equal(package_rels(package, "none", &rels, &why), V_OK);
	assert_int_equal(rels->count, 0);
	package_close(package);
	buf_fini(&zip);
}

static enum verdict
count_block(void *arg, xmlNode *block, struct why *why)
{
	int *count;

	(void)block;
	(void)why;
	count = arg;
	(*count)++;
	return V_OK;
}

static const char flat[] =
    "<pkg:package xmlns:pkg='" PKG_NS "' xmlns:w='" W_NS "'>"
    "<pkg:part pkg:name='/_rels/.rels' pkg:contentType='application/xml'>"
    "<pkg:xmlData>" RELS(REL("a", REL_MAIN,
	"word/document.xml")) ""
			      "</pkg:xmlData></pkg:part>"
			      "<pkg:part pkg:name='/word/document.xml' pkg:contentType='" DOCX_TYPE
			      "'><pkg:xmlData><w:document><w:body><w:p/></w:body></w:document>"
			      "</pkg:xmlData></pkg:part><pkg:part pkg:name='/a.bin' "
			      "pkg:contentType='image/png'><pkg:binaryData>SGVq\n IQ==\n"
			      "</pkg:binaryData></pkg:part><pkg:part pkg:name='/b.bin'>"
			      "<pkg:binaryData>=%=</pkg:binaryData></pkg:part></pkg:package>";

static void
test_flat(void **state)
{
	int blocks, seen;
	const struct xmldoc_blocks want = { W_NS, "body", 1, count_block,
		&blocks };
	struct buf bytes;
	struct package *package;
	struct why why;
	struct xmldoc_rules rules;
	xmlDoc *doc;

	(void)state;
	why_clear(&why);
	blocks = 0;
	xmldoc_rules_init(&rules, XMLDOC_INPUT, "flat");
	assert_int_equal(xmldoc_parse(flat, strlen(flat), &rules, &doc, &why),
	    V_OK);
	assert_int_equal(package_open_flat(doc, &limits, &package, &why), V_OK);
	assert_string_equal(package_main(package), "word/document.xml");
	assert_int_equal(package_blocks(package, "word/document.xml", &want,
			     &seen, &why),
	    V_OK);
	assert_int_equal(seen, 1);
	assert_int_equal(blocks, 1);
	assert_int_equal(package_part(package, "a.bin", &bytes, &why), V_OK);
	assert_string_equal(buf_str(&bytes), "Hej!");
	buf_fini(&bytes);
	assert_int_equal(package_part(package, "b.bin", &bytes, &why),
	    V_REJECT);
	assert_string_equal(why.code, "package-corrupt");
	package_close(package);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_main_part),
		cmocka_unit_test(test_other_kinds),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_too_many),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_junk_around),
		cmocka_unit_test(test_total),
		cmocka_unit_test(test_rels),
		cmocka_unit_test(test_flat),
	};

	return cmocka_run_group_tests_name("package", tests, setup, NULL);
}
