/* SPDX-License-Identifier: GPL-2.0-or-later */
/* text: what is quoted, folded and measured. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/text.h"

static const struct {
	const char *what;
	const char *in;
	size_t size;
	const char *want;
} excerpts[] = {
	{ "blanks fold", "  a \n\t b\xc2\xa0 c ", 32, "a b c" },
	{ "controls go", "a\x1b[31mb", 32, "a[31mb" },
	{ "bidi overrides go", "gnp\xe2\x80\xae.exe", 32, "gnp.exe" },
	{ "bad bytes are shown", "a\xff.docx", 32, "a\\xff.docx" },
	{ "cut at a character", "åååååååå", 12, "åååå…" },
	{ "what fits is whole", "abcdefgh", 9, "abcdefgh" },
	{ "nothing", "", 4, "" },
};

static void
test_excerpt(void **state)
{
	char got[64];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(excerpts) / sizeof(excerpts[0]); i++) {
		text_excerpt(got, excerpts[i].size, excerpts[i].in);
		assert_string_equal(got, excerpts[i].want);
	}
}

static void
test_width(void **state)
{
	(void)state;
	assert_int_equal(text_width("Vörå"), 4);
	assert_int_equal(text_width("o\xcc\x88"), 1);
	assert_int_equal(text_width("漢字"), 4);
}

static void
test_fold_blanks(void **state)
{
	char *got;

	(void)state;
	got = text_fold_blanks(" \xef\xbb\xbf"
			       "a \xe2\x80\xaf b\n");
	assert_string_equal(got, "a b");
	free(got);
}

static void
test_nfc(void **state)
{
	char *got;

	(void)state;
	got = text_nfc("Vo\xcc\x88ra\xcc\x8a.docx");
	assert_string_equal(got, "Vörå.docx");
	free(got);
}

static void
test_utf8(void **state)
{
	(void)state;
	assert_true(text_is_utf8("å", 2));
	assert_false(text_is_utf8("\xc0\x80", 2));
	assert_false(text_is_utf8("a\0b", 3));
	assert_false(text_is_utf8("\xed\xa0\x80", 3));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_excerpt),
		cmocka_unit_test(test_width),
		cmocka_unit_test(test_fold_blanks),
		cmocka_unit_test(test_nfc),
		cmocka_unit_test(test_utf8),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
