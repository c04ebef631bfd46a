/* SPDX-License-Identifier: GPL-2.0-or-later */
/* read: which door a document belongs to, and what strangers are told. */
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
#include "read/read.h"
#include "read/xmldoc.h"
#include "zipmaker.h"

#define BYTES(s) s, sizeof(s) - 1

#define DOCUMENT                                                               \
 "<w:document xmlns:w='" W_NS "'><w:body><w:p><w:r><w:t>Hej</w:t>"             \
 "</w:r></w:p></w:body></w:document>"

static const struct {
	const char *what;
	const char *data;
	size_t len;
	const char *want; /* "format importer", or "!code" */
} cases[] = {
	{ "nothing", BYTES(""), "!empty" },
	{ "blanks", BYTES(" \r\n\t"), "!empty" },
	{ "zeros of a copy cut off", BYTES("\0\0\0\0\0\0\0\0"), "!incomplete" },
	{ "a ZIP cut off", BYTES("PK\3\4......................"),
	    "!incomplete" },
	{ "PDF", BYTES("%PDF-1.7\n"), "!pdf" },
	{ "RTF", BYTES("{\\rtf1\\ansi Hej}"), "!rtf" },
	{ "text", BYTES("Hej på dig\n"), "!plain-text" },
	{ "a shortcut", BYTES("[InternetShortcut]\r\nURL=x"), "!shortcut" },
	{ "mail", BYTES("Received: from x\r\n"), "!mail" },
	{ "a web page", BYTES("<!DOCTYPE HTML><p>Hej"), "html html" },
	{ "a web page of capitals", BYTES("<HTML><body>Hej"), "html html" },
	{ "a picture", BYTES("\x89PNG\r\n\x1a\n"), "!picture-alone" },
	{ "gzip", BYTES("\x1f\x8b\x08\0"), "!zip" },
	{ "noise", BYTES("\x01\x02\x03\xff\xfe"), "!not-a-document" },
	{ "NITF", BYTES("<nitf><body/></nitf>"), "nitf nitf" },
	{ "NITF by namespace",
	    BYTES("<n:nitf xmlns:n='http://iptc.org/std/NITF/2006-10-18/'/>"),
	    "nitf nitf" },
	{ "NITF after blanks", BYTES("\r\n <?xml version='1.0'?><nitf/>"),
	    "nitf nitf" },
	{ "NITF with the DTD it names",
	    BYTES("<!DOCTYPE nitf SYSTEM 'nitf-3-4.dtd'><nitf/>"),
	    "nitf nitf" },
	{ "a release", BYTES("<release xmlns='urn:gazette:release:1'/>"),
	    "release release" },
	{ "NITF of a stranger", BYTES("<nitf xmlns='urn:x'/>"),
	    "!format-unknown" },
	{ "NewsML-G2",
	    BYTES("<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'/>"),
	    "newsml-g2 newsml-g2" },
	{ "NewsML 1", BYTES("<NewsML/>"), "newsml-1 newsml-1" },
	{ "a release of a wire", BYTES("<release/>"), "solita solita" },
	{ "Atom", BYTES("<entry xmlns='http://www.w3.org/2005/Atom'/>"),
	    "atom feed" },
	{ "RSS", BYTES("<rss><channel/></rss>"), "rss feed" },
	{ "RSS of a namespace",
	    BYTES("<rss xmlns='http://backend.userland.com/rss2'/>"),
	    "rss feed" },
	{ "ninjs", BYTES("{ \"uri\": \"x\" }"), "ninjs ninjs" },
	{ "JSON cut off", BYTES("{ \"uri\": "), "!json-malformed" },
	{ "DocBook 5",
	    BYTES("<article xmlns='http://docbook.org/ns/docbook'/>"),
	    "docbook docbook" },
	{ "DocBook 4",
	    BYTES("<!DOCTYPE article PUBLIC '-//OASIS//DTD DocBook XML "
		  "V4.5//EN' 'docbookx.dtd'><article><para/></article>"),
	    "docbook docbook" },
	{ "a book of DocBook",
	    BYTES("<book xmlns='http://docbook.org/ns/docbook'/>"),
	    "!format-unknown" },
	{ "JATS by its front", BYTES("<article><front/></article>"),
	    "jats jats" },
	{ "JATS by its body", BYTES("<article><body/></article>"),
	    "jats jats" },
	{ "TEI", BYTES("<TEI xmlns='http://www.tei-c.org/ns/1.0'/>"),
	    "tei tei" },
	{ "TEI P4", BYTES("<TEI.2/>"), "tei tei" },
	{ "a topic", BYTES("<topic/>"), "dita dita" },
	{ "several topics", BYTES("<dita/>"), "dita dita" },
	{ "a map of topics", BYTES("<map/>"), "!format-unknown" },
	{ "XHTML with a DTD",
	    BYTES("<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' "
		  "'xhtml1-strict.dtd'><html "
		  "xmlns='http://www.w3.org/1999/xhtml'/>"),
	    "html html" },
	{ "UTF-16 with a mark", BYTES("\xff\xfe<\0n\0i\0t\0f\0/\0>\0"),
	    "nitf nitf" },
	{ "UTF-16 the other way", BYTES("\xfe\xff\0<\0n\0i\0t\0f\0/\0>"),
	    "nitf nitf" },
	{ "UTF-16 without a mark",
	    BYTES("<\0?\0x\0m\0l\0 \0v\0e\0r\0s\0i\0o\0n\0=\0'\0"
		  "1\0.\0"
		  "0\0'\0?\0>\0<\0n\0i\0t\0f\0/\0>\0"),
	    "nitf nitf" },
	{ "Latin 1 as declared",
	    BYTES("<?xml version='1.0' encoding='iso-8859-1'?>"
		  "<nitf>p\xe5</nitf>"),
	    "nitf nitf" },
	{ "Windows 1252 as declared",
	    BYTES("<?xml version='1.0' encoding='windows-1252'?>"
		  "<nitf>\x93p\xe5\x94</nitf>"),
	    "nitf nitf" },
	{ "Shift JIS as declared",
	    BYTES("<?xml version='1.0' encoding='Shift_JIS'?>"
		  "<nitf>\x93\xfa</nitf>"),
	    "nitf nitf" },
	{ "Latin 1 that is declared UTF-8",
	    BYTES("<?xml version='1.0' encoding='UTF-8'?>"
		  "<nitf>p\xe5 </nitf>"),
	    "!xml-encoding" },
	{ "an encoding of nobody",
	    BYTES("<?xml version='1.0' encoding='x-none'?><nitf/>"),
	    "!xml-encoding" },
	{ "an unknown root", BYTES("<invoice/>"), "!format-unknown" },
	{ "broken XML", BYTES("<nitf><body></nitf>"), "!xml-malformed" },
	{ "an entity bomb",
	    BYTES("<!DOCTYPE nitf [<!ENTITY a 'b'>]><nitf>&a;</nitf>"),
	    "!xml-doctype" },
};

static void
check(const char *what, const void *data, size_t len, const char *want)
{
	char got[120];
	struct read_limits limits;
	struct reading reading;
	struct why why;

	read_limits_default(&limits);
	why_clear(&why);
	if (read_document("x.docx", data, len, &limits, &reading, &why) ==
	    V_OK) {
		assert_non_null(reading.tree);
		snprintf(got, sizeof(got), "%s %s", reading.format,
		    reading.importer);
		reading_fini(&reading);
	} else {
		assert_int_equal(why.verdict, V_REJECT);
		assert_true(strlen(why.text) > 10);
		snprintf(got, sizeof(got), "!%s", why.code);
	}
	if (strcmp(got, want) != 0)
		fail_msg("%s: %s (%s)", what, got, why.text);
}

static void
test_doors(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check(cases[i].what, cases[i].data, cases[i].len,
		    cases[i].want);
}

/* Bytes of another encoding than the declared one are named, with a place. */
static void
test_wrong_encoding(void **state)
{
	static const char text[] = "<?xml version='1.0' encoding='UTF-8'?>\n"
				   "<nitf>p\xe5 </nitf>";

	struct read_limits limits;
	struct reading reading;
	struct why why;

	(void)state;
	read_limits_default(&limits);
	why_clear(&why);
	assert_int_equal(read_document("x.xml", text, sizeof(text) - 1, &limits,
			     &reading, &why),
	    V_REJECT);
	assert_string_equal(why.code, "xml-encoding");
	assert_non_null(strstr(why.text, "line 2"));
	assert_non_null(strstr(why.quote, "p\\xe5"));
}

/* A compound file says by its streams whose it is. */
static void
test_ole(void **state)
{
	static const struct {
		const char *stream;
		const char *want;
	} kinds[] = { { "EncryptedPackage", "!package-encrypted" },
		{ "WordDocument", "!doc-old" }, { "Workbook", "!spreadsheet" },
		{ "PowerPoint Document", "!presentation" },
		{ "__substg1.0_0037001F", "!mail" },
		{ "Anything", "!not-a-document" } };

	const char *p;
	struct buf buf;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		buf_init(&buf, 10000);
		buf_add(&buf, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
		while (buf.len < 600)
			buf_putc(&buf, '\0');
		for (p = kinds[i].stream; *p != '\0'; p++) {
			buf_putc(&buf, *p);
			buf_putc(&buf, '\0');
		}
		while (buf.len < 4096)
			buf_putc(&buf, '\0');
		check(kinds[i].stream, buf.data, buf.len, kinds[i].want);
		buf_fini(&buf);
	}
}

static void
test_word(void **state)
{
	const struct zipmaker_entry entries[] = { { .name = "word/document.xml",
	    .data = DOCUMENT } };
	const struct zipmaker_entry wrong[] = { { .name = "word/document.xml",
	    .data = "<w:document xmlns:w='urn:x'><w:body/></w:document>" } };
	static const char flat[] =
	    "<pkg:package xmlns:pkg='" PKG_NS "'><pkg:part "
	    "pkg:name='/word/document.xml'><pkg:xmlData>" DOCUMENT
	    "</pkg:xmlData></pkg:part></pkg:package>";
	static const char no_word[] =
	    "<pkg:package xmlns:pkg='" PKG_NS "'><pkg:part "
	    "pkg:name='/ppt/presentation.xml'><pkg:xmlData><x/>"
	    "</pkg:xmlData></pkg:part></pkg:package>";
	struct buf zip;

	(void)state;
	buf_init(&zip, 10000);
	zipmaker_put(&zip, entries, 1);
	check("a package", zip.data, zip.len, "docx docx");
	buf_reset(&zip);
	zipmaker_put(&zip, wrong, 1);
	check("another namespace", zip.data, zip.len, "!docx-no-body");
	buf_fini(&zip);
	check("flat OPC", flat, strlen(flat), "flat-opc docx");
	check("flat, no Word", no_word, strlen(no_word), "!presentation");
}

static void
test_too_large(void **state)
{
	struct read_limits limits;
	struct reading reading;
	struct why why;

	(void)state;
	read_limits_default(&limits);
	limits.max_input = 10;
	limits.max_xml_input = 5;
	why_clear(&why);
	assert_int_equal(read_document("x", "<release/>.", 11, &limits,
			     &reading, &why),
	    V_REJECT);
	assert_string_equal(why.code, "too-large");
	assert_int_equal(read_document("x", "<release/>", 10, &limits, &reading,
			     &why),
	    V_REJECT);
	assert_string_equal(why.code, "xml-too-large");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_doors),
		cmocka_unit_test(test_wrong_encoding),
		cmocka_unit_test(test_ole),
		cmocka_unit_test(test_word),
		cmocka_unit_test(test_too_large),
	};

	return cmocka_run_group_tests_name("read", tests, NULL, NULL);
}
