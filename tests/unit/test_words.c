/* SPDX-License-Identifier: GPL-2.0-or-later */
/* words: sentences by code and language, filled in. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "staff/words.h"

static const char english[] =
    "<language xmlns='urn:gazette:i18n:1' lang='en' name='English'><words>"
    "<w key='a'>one\n  two</w><w key='only'>only here</w>"
    "<w key='message-unknown'>? {code}</w>"
    "<w key='pattern-instant'>d MMMM y 'at' H:mm</w>"
    "<w key='pattern-day'>d MMMM y</w></words><messages>"
    "<message code='m'><what>what</what><do>do</do></message>"
    "<message code='n'><what>no more</what></message>"
    "</messages></language>";
static const char finnish[] =
    "<language xmlns='urn:gazette:i18n:1' lang='fi' name='suomi'><words>"
    "<w key='a'>yksi&#160;kaksi</w>"
    "<w key='pattern-day'>d. MMMM y</w></words><messages>"
    "<message code='m'><what>mitä</what><do>tee</do></message>"
    "</messages></language>";

static char dir[64];

static void
put_file(const char *name, const char *text)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void
remove_file(const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	unlink(path);
}

static int
set_up(void **state)
{
	struct words *words = NULL;
	struct why why;

	snprintf(dir, sizeof(dir), "/tmp/test-words-XXXXXX");
	if (mkdtemp(dir) == NULL)
		return -1;
	put_file("fi.xml", finnish);
	put_file("en.xml", english);
	put_file("README", "not a file of words");
	if (words_load(dir, &words, &why) != V_OK)
		return -1;
	*state = words;
	return 0;
}

static int
tear_down(void **state)
{
	words_free(*state);
	remove_file("fi.xml");
	remove_file("en.xml");
	remove_file("README");
	return rmdir(dir);
}

static void
test_languages(void **state)
{
	const struct words *words = *state;

	assert_string_equal(words_lang(words, 0), "en");
	assert_string_equal(words_lang(words, 1), "fi");
	assert_null(words_lang(words, 2));
	assert_string_equal(words_lang_name(words, "fi"), "suomi");
	assert_string_equal(words_lang_name(words, "de"), "de");
	assert_string_equal(words_lang_known(words, "fi-FI"), "fi");
	assert_string_equal(words_lang_known(words, "fil"), "en");
	assert_string_equal(words_lang_known(words, ""), "en");
}

static void
test_get(void **state)
{
	const struct words *words = *state;

	assert_string_equal(words_get(words, "en", "a"), "one two");
	assert_string_equal(words_get(words, "fi", "a"),
	    "yksi\xc2\xa0kaksi"); /* a no-break space stays one */
	assert_string_equal(words_get(words, "fi", "only"), "only here");
	assert_string_equal(words_get(words, "fi", "none"), "none");
	assert_null(words_find(words, "fi", "none"));
}

static void
test_message(void **state)
{
	const struct words *words = *state;
	struct words_message message;

	assert_int_equal(words_message(words, "fi", "m", &message), 0);
	assert_string_equal(message.what, "mitä");
	assert_string_equal(message.todo, "tee");
	assert_int_equal(words_message(words, "fi", "n", &message), 0);
	assert_string_equal(message.what, "no more");
	assert_string_equal(message.todo, "");
	assert_int_equal(words_message(words, "fi", "x", &message), -1);
	assert_string_equal(message.what, "? {code}");
}

static const struct {
	const char *what;
	const char *sentence;
	const char *want;
} fillings[] = {
	{ "plain", "nothing to fill", "nothing to fill" },
	{ "one", "({name})", "(a.docx)" },
	{ "values are not read again", "{quote}", "{name} & <b>" },
	{ "none is empty", "[{none}]", "[]" },
	{ "an unknown name stays", "{other} {name}", "{other} a.docx" },
	{ "an open brace stays", "a { b", "a { b" },
	{ "twice", "{name}{name}", "a.docxa.docx" },
	{ "at the end", "x{", "x{" },
};

static void
test_fill(void **state)
{
	const struct words_fill fills[] = { { "name", "a.docx" },
		{ "quote", "{name} & <b>" }, { "none", NULL }, { NULL, NULL } };
	size_t i;
	struct buf out;

	(void)state;
	buf_init(&out, 256);
	for (i = 0; i < sizeof(fillings) / sizeof(fillings[0]); i++) {
		buf_reset(&out);
		words_fill(&out, fillings[i].sentence, fills);
		assert_string_equal(buf_str(&out), fillings[i].want);
	}
	buf_reset(&out);
	words_fill(&out, "{name}", NULL);
	assert_string_equal(buf_str(&out), "{name}");
	buf_fini(&out);
}

/* Half an hour before midnight in Helsinki, and on both sides of the hour
 * that summer time takes (29 March 2026, 3:00 becomes 4:00). */
static void
test_dates(void **state)
{
	const struct words *words = *state;
	struct buf out;

	buf_init(&out, 256);
	words_put_day(words, &out, "fi", "Europe/Helsinki", 1777840200);
	assert_string_equal(buf_str(&out), "3. toukokuuta 2026");
	buf_reset(&out);
	words_put_day(words, &out, "en", "UTC", 1777840200);
	assert_string_equal(buf_str(&out), "3 May 2026");
	buf_reset(&out);
	words_put_instant(words, &out, "en", "Europe/Helsinki", 1774745999);
	assert_string_equal(buf_str(&out), "29 March 2026 at 2:59");
	buf_reset(&out);
	words_put_instant(words, &out, "en", "Europe/Helsinki", 1774746000);
	assert_string_equal(buf_str(&out), "29 March 2026 at 4:00");
	buf_fini(&out);
}

static void
test_faults(void **state)
{
	struct words *words = NULL;
	struct why why;

	(void)state;
	assert_int_equal(words_load("/nowhere", &words, &why), V_FATAL);
	put_file("sv.xml", "<language");
	assert_int_equal(words_load(dir, &words, &why), V_FATAL);
	assert_non_null(strstr(why.text, "sv.xml"));
	remove_file("sv.xml");
	remove_file("en.xml");
	assert_int_equal(words_load(dir, &words, &why), V_FATAL);
	put_file("en.xml", english);
	assert_null(words);
}

/* The words of the house: no hole that nobody fills, no language that says
 * less than the others. */
static void
test_house(void **state)
{
	char path[4096];
	const char *source;
	struct why why;
	struct words *words = NULL;
	struct words_message message;

	(void)state;
	source = getenv("GAZETTE_SOURCE");
	if (source == NULL)
		skip();
	snprintf(path, sizeof(path), "%s/xsl/i18n", source);
	assert_int_equal(words_load(path, &words, &why), V_OK);
	assert_string_equal(words_lang_name(words, "sv"), "svenska");
	assert_int_equal(words_message(words, "sv", "comments", &message), 0);
	assert_non_null(strstr(message.what, "kommentarer"));
	words_free(words);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_languages, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_get, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_message, set_up,
		    tear_down),
		cmocka_unit_test(test_fill),
		cmocka_unit_test_setup_teardown(test_dates, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_faults, set_up, tear_down),
		cmocka_unit_test(test_house),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
