/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * zones: whole releases, as an importer delivers them, finished.
 *
 * Each tests/golden/zones/NAME.in.xml has settings in an instruction before
 * its root; what becomes of it is NAME.out.xml, a line for each element.
 * GAZETTE_GOLDEN=write writes them anew: the difference is read as prose.
 */
#include "config.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/parser.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "finishing.h"

/* The value of name="…" in the words of an instruction. */
static void
get(const char *words, const char *name, char *dst, size_t size)
{
	char key[32];
	const char *s;

	snprintf(key, sizeof(key), "%s=\"", name);
	s = strstr(words, key);
	if (s == NULL)
		return;
	s += strlen(key);
	snprintf(dst, size, "%.*s", (int)strcspn(s, "\""), s);
}

static void
read_settings(xmlDoc *doc, struct release_settings *settings)
{
	char now[24] = "0";
	const char *words;
	const xmlNode *node;

	finishing_settings(settings);
	for (node = doc->children; node != NULL; node = node->next) {
		if (node->type != XML_PI_NODE)
			continue;
		words = (const char *)node->content;
		get(words, "name", settings->name, sizeof(settings->name));
		get(words, "organisation", settings->organisation,
		    sizeof(settings->organisation));
		get(words, "now", now, sizeof(now));
		settings->now = strtoll(now, NULL, 10);
	}
}

/* A line for each element, so that a difference can be read. */
static char *
lines(const char *bytes)
{
	struct buf out;

	buf_init(&out, 1 << 24);
	for (; *bytes != '\0'; bytes++) {
		buf_putc(&out, *bytes);
		if (bytes[0] == '>' && bytes[1] == '<')
			buf_putc(&out, '\n');
	}
	return buf_take(&out, NULL);
}

static char *
read_file(const char *path)
{
	FILE *in;
	char chunk[4096];
	size_t n;
	struct buf buf;

	in = fopen(path, "re");
	if (in == NULL)
		return xstrdup("");
	buf_init(&buf, 1 << 24);
	while ((n = fread(chunk, 1, sizeof(chunk), in)) > 0)
		buf_add(&buf, chunk, n);
	fclose(in);
	return buf_take(&buf, NULL);
}

static void
write_file(const char *path, const char *bytes)
{
	FILE *out;

	out = fopen(path, "we");
	assert_non_null(out);
	fputs(bytes, out);
	fclose(out);
}

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
	read_settings(doc, &settings);
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
check(const char *dir, const char *name)
{
	char *bytes, *got, *in, *out, *want;

	in = xasprintf("%s/%s", dir, name);
	out = xasprintf("%s/%.*s.out.xml", dir, (int)strlen(name) - 7, name);
	bytes = finish(in);
	check_again(in, bytes);
	got = lines(bytes);
	if (getenv("GAZETTE_GOLDEN") != NULL)
		write_file(out, got);
	want = read_file(out);
	if (strcmp(got, want) != 0)
		fail_msg("%s:\n%s\n--- wanted:\n%s", in, got, want);
	free(want);
	free(got);
	free(bytes);
	free(out);
	free(in);
}

static void
test_zones(void **state)
{
	char *dir;
	const char *name, *source;
	int checked = 0, i, n;
	struct dirent **entries;

	(void)state;
	source = getenv("GAZETTE_SOURCE");
	dir = xasprintf("%s/tests/golden/zones", source != NULL ? source : ".");
	n = scandir(dir, &entries, NULL, alphasort);
	assert_true(n > 0);
	for (i = 0; i < n; i++) {
		name = entries[i]->d_name;
		if (strlen(name) > 7 &&
		    strcmp(name + strlen(name) - 7, ".in.xml") == 0) {
			check(dir, name);
			checked++;
		}
		free(entries[i]);
	}
	free(entries);
	free(dir);
	assert_true(checked >= 10);
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
