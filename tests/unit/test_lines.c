/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lines: where a line of plain text may end, and what stands before it. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "render/lines.h"

/* 66 columns, so that what follows stands where a line ends. */
#define TO66                                                                   \
 "abcdefghij bcdefghij bcdefghij bcdefghij bcdefghij bcdefghij bcdef"

static const struct {
	const char *what;
	const char *run;
	const char *want;
} cases[] = {
	{ "one line", "abc  def", "abc def\n" },
	{ "nothing", "", "" },
	{ "a forced break", "a\nb", "a\nb\n" },
	{ "72 columns and no more", TO66 " abcde fgh", TO66 " abcde\nfgh\n" },
	{ "thousands", TO66 " 70 000 x", TO66 "\n70 000 x\n" },
	{ "a clock", TO66 " kl. 9.00 x", TO66 "\nkl. 9.00 x\n" },
	{ "a clock in Finnish", TO66 " klo 9.00 x", TO66 "\nklo 9.00 x\n" },
	{ "a paragraph sign", TO66 " § 3333 x", TO66 "\n§ 3333 x\n" },
	{ "a unit", TO66 " 1234 %, x", TO66 "\n1234 %, x\n" },
	{ "a date", TO66 " den 3 maj x", TO66 " den\n3 maj x\n" },
	{ "a date in Finnish", TO66 " a 3. toukokuuta x",
	    TO66 " a\n3. toukokuuta x\n" },
	{ "a dash", TO66 " abcde – x", TO66 "\nabcde – x\n" },
	{ "a no-break space",
	    TO66 " ab\xc2\xa0"
		 "cdef x",
	    TO66 "\nab\xc2\xa0"
		 "cdef x\n" },
	{ "words that aren't numbers", TO66 " kl. abc x",
	    TO66 " kl.\nabc x\n" },
	{ "an address is never broken",
	    "x https://www.example.org/"
	    "012345678901234567890123456789012345678901234567890123456789 "
	    "y",
	    "x\nhttps://www.example.org/"
	    "012345678901234567890123456789012345678901234567890123456789\n"
	    "y\n" },
	{ "numbers that fill more than a line are broken",
	    "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 "
	    "1 1 1 1 1 1 1 1",
	    "1 1 1 1\n1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 "
	    "1 1 1 1 1 1 1 1\n" },
	{ "wide characters are two columns, and a stop begins no line",
	    "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字"
	    "漢字漢字。漢字",
	    "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字"
	    "漢字漢\n字。漢字\n" },
};

static void
test_fill(void **state)
{
	char run[512];
	size_t i;
	struct buf out;
	struct lines lines;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_init(&out, 4096);
		lines_init(&lines, &out);
		snprintf(run, sizeof(run), "%s", cases[i].run);
		lines_glue(run);
		lines_fill(&lines, run);
		if (strcmp(buf_str(&out), cases[i].want) != 0)
			fail_msg("%s:\n%s", cases[i].what, buf_str(&out));
		buf_fini(&out);
	}
}

static void
test_margins(void **state)
{
	struct buf out;
	struct lines lines;

	(void)state;
	buf_init(&out, 4096);
	lines_init(&lines, &out);
	lines_gap(&lines); /* nothing stands above */
	lines_push(&lines, "1. ", "", 3);
	lines_push(&lines, "| ", "| ", 2);
	assert_int_equal(lines_room(&lines), 67);
	lines_fill(&lines, "a");
	lines_gap(&lines);
	lines_fill(&lines, "b");
	lines_pop(&lines);
	lines_push(&lines, "", "  ", 2);
	lines_fill(&lines, TO66 " abcd");
	lines_pop(&lines);
	lines_pop(&lines);
	lines_gap(&lines);
	lines_gap(&lines);
	lines_put(&lines, "c  d", 4);
	assert_string_equal(buf_str(&out),
	    "1. | a\n   |\n   | b\n   " TO66 "\n     abcd\n\nc  d\n");
	buf_fini(&out);
}

/* Margins stop where no room would be left for words. */
static void
test_deep(void **state)
{
	int i;
	struct buf out;
	struct lines lines;

	(void)state;
	buf_init(&out, 1 << 16);
	lines_init(&lines, &out);
	for (i = 0; i < 1000; i++)
		lines_push(&lines, "", "", 4);
	assert_true(lines_room(&lines) >= 24);
	lines_fill(&lines, "a b");
	for (i = 0; i < 1000; i++)
		lines_pop(&lines);
	lines_fill(&lines, "c");
	assert_non_null(strstr(buf_str(&out), "a b\nc\n"));
	buf_fini(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fill),
		cmocka_unit_test(test_margins),
		cmocka_unit_test(test_deep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
