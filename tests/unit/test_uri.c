/* SPDX-License-Identifier: GPL-2.0-or-later */
/* uri: what may be linked, and where relationships lead. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/uri.h"

static const struct {
	const char *raw;
	enum uri_kind kind;
	const char *clean;
} links[] = {
	{ "https://example.org/a?b=1#c", URI_WEB,
	    "https://example.org/a?b=1#c" },
	{ "  HTTP://Example.org ", URI_WEB, "http://Example.org" },
	{ "https://example.org/\xe2\x80\x8bx", URI_WEB,
	    "https://example.org/x" },
	{ "https://exa\nmple.org/", URI_WEB, "https://example.org/" },
	{ "http:\\\\example.org\\a", URI_WEB, "http://example.org/a" },
	{ "www.example.org/x", URI_WEB, "https://www.example.org/x" },
	{ "https://åland.example/åäö", URI_WEB,
	    "https://xn--land-poa.example/%C3%A5%C3%A4%C3%B6" },
	{ "https://example.org:8080/", URI_WEB, "https://example.org:8080/" },
	{ "https://[::1]/", URI_WEB, "https://[::1]/" },
	{ "http://a/\" onmouseover=\"alert(1)", URI_WEB,
	    "http://a/%22%20onmouseover=%22alert(1)" },
	{ "https://a/<b>'%zz%41", URI_WEB, "https://a/%3Cb%3E%27%25zz%41" },
	{ "mailto:anna@example.org?subject=A b", URI_MAIL,
	    "mailto:anna@example.org?subject=A%20b" },
	{ "MAILTO:anna@example.org", URI_MAIL, "mailto:anna@example.org" },
	{ "tel:+358 (0)9 77 11", URI_TEL, "tel:+35897711" },
	{ "tel:09-7711", URI_TEL, "tel:097711" },
	{ "#_Toc1 å", URI_FRAGMENT, "#_Toc1%20%C3%A5" },
	{ "javascript:alert(1)", URI_REFUSED, "" },
	{ "java\tscript:alert(1)", URI_REFUSED, "" },
	{ "\xe2\x80\x8bjavascript:alert(1)", URI_REFUSED, "" },
	{ "javascript%3Aalert(1)", URI_REFUSED, "" },
	{ "&#106;avascript:alert(1)", URI_REFUSED, "" },
	{ "\x01javascript:alert(1)", URI_REFUSED, "" },
	{ "vbscript:msgbox(1)", URI_REFUSED, "" },
	{ "data:text/html,x", URI_REFUSED, "" },
	{ "file:///etc/passwd", URI_REFUSED, "" },
	{ "\\\\10.0.0.1\\share\\x", URI_REFUSED, "" },
	{ "//example.org/", URI_REFUSED, "" },
	{ "../a.docx", URI_REFUSED, "" },
	{ "C:\\x.docx", URI_REFUSED, "" },
	{ "http:example.org", URI_REFUSED, "" },
	{ "http://", URI_REFUSED, "" },
	{ "https://bank.example@evil.example/", URI_REFUSED, "" },
	{ "https://a\"b/", URI_REFUSED, "" },
	{ "mailto:nobody", URI_REFUSED, "" },
	{ "mailto:a@b.example?subject=x%0d%0aBcc:c@d.example", URI_REFUSED,
	    "" },
	{ "tel:javascript", URI_REFUSED, "" },
	{ "#", URI_REFUSED, "" },
	{ "", URI_REFUSED, "" },
};

static void
test_clean(void **state)
{
	struct buf out;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
		buf_init(&out, 1000);
		assert_int_equal(uri_clean(&out, links[i].raw), links[i].kind);
		assert_string_equal(buf_str(&out), links[i].clean);
		buf_fini(&out);
	}
}

/* A refusal takes nothing of what was there before. */
static void
test_append(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 1000);
	buf_puts(&out, "x ");
	assert_int_equal(uri_clean(&out, "https://a b/"), URI_REFUSED);
	assert_int_equal(uri_clean(&out, "https://a/"), URI_WEB);
	assert_string_equal(buf_str(&out), "x https://a/");
	buf_fini(&out);
}

static const struct {
	const char *source;
	const char *target;
	const char *part; /* NULL: outside, or none */
} parts[] = {
	{ "", "word/document.xml", "word/document.xml" },
	{ "", "/word/document.xml", "word/document.xml" },
	{ "word/document.xml", "styles.xml", "word/styles.xml" },
	{ "word/document.xml", "./media/a.png", "word/media/a.png" },
	{ "word/document.xml", "../media/a.png", "media/a.png" },
	{ "word/document.xml", "/media//a.png", "media/a.png" },
	{ "word/document.xml", "media/a%20b.png", "word/media/a b.png" },
	{ "word/document.xml", "media\\a.png", "word/media/a.png" },
	{ "word/document.xml", "a.xml#frag", "word/a.xml" },
	{ "word/document.xml", "../../a.png", NULL },
	{ "word/document.xml", "%2e%2e/%2e%2e/a.png", NULL },
	{ "word/document.xml", "a%00.png", NULL },
	{ "word/document.xml", "a%2fb.png", NULL },
	{ "word/document.xml", "file:///etc/passwd", NULL },
	{ "word/document.xml", "#x", NULL },
	{ "word/document.xml", "", NULL },
	{ "", "/", NULL },
};

static void
test_resolve(void **state)
{
	char *part;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		part = uri_resolve_part(parts[i].source, parts[i].target);
		if (parts[i].part == NULL)
			assert_null(part);
		else
			assert_string_equal(part, parts[i].part);
		free(part);
	}
}

/* A link to a file beside this page, whatever the file is called. */
static void
test_put_name(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 256);
	uri_put_name(&out, "a-1_2.3~b");
	assert_string_equal(buf_str(&out), "a-1_2.3~b");
	buf_reset(&out);
	uri_put_name(&out, "\xc3\xa5 <\"#?%/:\xff");
	assert_string_equal(buf_str(&out), "%C3%A5%20%3C%22%23%3F%25%2F%3A%FF");
	buf_fini(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clean),
		cmocka_unit_test(test_append),
		cmocka_unit_test(test_put_name),
		cmocka_unit_test(test_resolve),
	};

	return cmocka_run_group_tests_name("uri", tests, NULL, NULL);
}
