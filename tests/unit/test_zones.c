/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * zones: whole releases, as an importer delivers them, finished.
 *
 * Each tests/golden/zones/NAME.in.xml has settings in an instruction before
 * its root; what becomes of it is NAME.out.xml, a line for each element.
 * GAZETTE_GOLDEN=write writes them anew: the difference is read as prose.
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/parser.h>

#include "base/xalloc.h"
#include "finishing.h"

/* The bytes of the finished release, which must be one by the table. */
static char *
finish(const char *path)
{
	char *bytes;
	enum verdict v;
	struct release_settings settings;
	struct why why;
	xmlDoc *doc;

	doc = xmlReadFile(path, NULL, XML_PARSE_NONET);
	assert_non_null(doc);
	finishing_read_settings(doc, &settings);
	why_clear(&why);
	v = release_finish(doc, NULL, finishing_words(), &settings, &why);
	if (v == V_OK)
		v = release_check(doc, &why);
	if (v != V_OK)
		fail_msg("%s: %s", path, why.text);
	bytes = finishing_bytes(doc);
	xmlFreeDoc(doc);
	return bytes;
}

/* From the body to the report, whose lines come from elsewhere too. */
static char *
text_of(const char *bytes)
{
	const char *body, *end;

	body = strstr(bytes, "<body");
	assert_non_null(body);
	end = strstr(body, "<report>");
	return xstrndup(body,
	    end != NULL ? (size_t)(end - body) : strlen(body));
}

/* What is finished stays as it is when it comes in again: the native door. */
static void
check_again(const char *path, const char *bytes)
{
	char *again, *one, *two;
	enum verdict v;
	struct release_settings settings;
	struct why why;
	xmlDoc *doc;

	doc = xmlReadMemory(bytes, (int)strlen(bytes), NULL, NULL, 0);
	assert_non_null(doc);
	finishing_settings(&settings);
	why_clear(&why);
	v = release_finish(doc, NULL, finishing_words(), &settings, &why);
	if (v == V_OK)
		v = release_check(doc, &why);
	if (v != V_OK)
		fail_msg("%s again: %s", path, why.text);
	again = finishing_bytes(doc);
	one = text_of(bytes);
	two = text_of(again);
	if (strcmp(one, two) != 0)
		fail_msg("%s: not the same again:\n%s\n%s", path, one, two);
	free(one);
	free(two);
	free(again);
	xmlFreeDoc(doc);
}

static void
check(const char *in)
{
	char *bytes;

	bytes = finish(in);
	check_again(in, bytes);
	finishing_golden(in, bytes);
	free(bytes);
}

static void
test_zones(void **state)
{
	(void)state;
	assert_true(finishing_each("tests/golden/zones", check) >= 10);
}

static int
teardown(void **state)
{
	(void)state;
	finishing_end();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_zones) };

	return cmocka_run_group_tests_name("zones", tests, NULL, teardown);
}
