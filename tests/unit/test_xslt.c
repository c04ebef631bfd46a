/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xslt: what stylesheets are allowed, what they cost, how they fail. */
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

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "base/fsutil.h"
#include "base/why.h"
#include "base/xalloc.h"
#include "transform/xslt.h"

#define HEAD                                                                   \
 "<xsl:stylesheet version='1.0' "                                              \
 "xmlns:xsl='http://www.w3.org/1999/XSL/Transform' "                           \
 "xmlns:exsl='http://exslt.org/common' "                                       \
 "xmlns:str='http://exslt.org/strings' "                                       \
 "extension-element-prefixes='exsl'>"
#define FOOT "</xsl:stylesheet>"

/* A folder of stylesheets with a blank and a letter of Åbo in its name. */
static char dir[256];

static void
put(const char *path, const char *text)
{
	char full[512];
	FILE *file;

	snprintf(full, sizeof(full), "%s/%s", dir, path);
	file = fopen(full, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void
make_dir(const char *path)
{
	char full[512];

	snprintf(full, sizeof(full), "%s/%s", dir, path);
	assert_int_equal(mkdir(full, 0755), 0);
}

static int
setup(void **state)
{
	char root[] = "/tmp/gazette-xslt-XXXXXX";

	(void)state;
	assert_non_null(mkdtemp(root));
	snprintf(dir, sizeof(dir), "%s/å b", root);
	assert_int_equal(mkdir(dir, 0755), 0);
	make_dir("render");
	make_dir("lib");
	make_dir("i18n");
	put("secret.xml", "<s>SECRET</s>");
	put("../outside.xsl", HEAD FOOT);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	*strrchr(dir, '/') = '\0';
	return fs_remove_tree(-1, dir);
}

/* Load the set with text as its only stylesheet. */
static enum verdict
load(const char *text, struct xslt_set **set, struct why *why)
{
	put("render/x.xsl", text);
	return xslt_set_load(dir, set, why);
}

/* What the stylesheet makes of <r>…</r>, as text; the caller frees. */
static enum verdict
run(struct xslt_set *set, const char *in, const char *const *params, char **ret,
    struct why *why)
{
	enum verdict v;
	xmlDoc *doc;
	xmlDoc *out = NULL;

	doc = xmlReadMemory(in, (int)strlen(in), NULL, NULL, 0);
	assert_non_null(doc);
	v = xslt_apply(xslt_set_find(set, "render/x"), doc, params, &out, why);
	if (v == V_OK) {
		*ret = (char *)xmlNodeGetContent((xmlNode *)out);
		xmlFreeDoc(out);
	}
	xmlFreeDoc(doc);
	return v;
}

static const struct {
	const char *what;
	const char *sheet;
	enum verdict want;
	const char *code; /* or, for V_OK, the text that must come */
} cases[] = {
	{ "a result",
	    "<xsl:template match='/'><o><xsl:value-of "
	    "select='r'/></o></xsl:template>",
	    V_OK, "in" },
	{ "document() reads nothing",
	    "<xsl:template match='/'><o><xsl:value-of "
	    "select=\"document('../secret.xml')\"/></o></xsl:template>",
	    V_FATAL, "stylesheet" },
	{ "exsl:document writes nothing",
	    "<xsl:template match='/'><exsl:document "
	    "href='written.xml'><x/></exsl:document></xsl:template>",
	    V_FATAL, "stylesheet" },
	{ "recursion without end",
	    "<xsl:template match='/' name='x'><xsl:call-template "
	    "name='x'/></xsl:template>",
	    V_REJECT, "too-complex" },
	{ "too many operations",
	    "<xsl:template match='/'><xsl:for-each "
	    "select='str:tokenize(str:padding(1000, \"a \"))'><xsl:for-each "
	    "select='str:tokenize(str:padding(1000, \"a \"))'><xsl:value-of "
	    "select='.'/></xsl:for-each></xsl:for-each></xsl:template>",
	    V_REJECT, "too-complex" },
	{ "too much XPath",
	    "<xsl:template match='/'><xsl:value-of "
	    "select='count(str:tokenize(str:padding(2000, \"a "
	    "\"))[count(//node()[count(str:tokenize(str:padding(2000, "
	    "\"a \"))[. = 1]) = 1]) = 1])'/></xsl:template>",
	    V_REJECT, "too-complex" },
	{ "a message that ends it",
	    "<xsl:template match='/'><xsl:message terminate='yes'>no such "
	    "thing</xsl:message></xsl:template>",
	    V_FATAL, "stylesheet" },
	{ "a message that doesn't",
	    "<xsl:template match='/'><xsl:message>hm</xsl:message>"
	    "<o>on</o></xsl:template>",
	    V_OK, "on" },
	{ "a mistake that shows when it is run",
	    "<xsl:template match='/'><xsl:value-of "
	    "select='unknown(1)'/></xsl:template>",
	    V_FATAL, "stylesheet" },
};

static void
test_apply(void **state)
{
	char *got = NULL;
	char path[512];
	enum verdict v;
	size_t i;
	struct why why;
	struct xslt_limits limits = { 50000, 1000000, 500 };
	struct xslt_set *set;
	char *sheet;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		sheet = xasprintf(HEAD "%s" FOOT, cases[i].sheet);
		assert_int_equal(load(sheet, &set, &why), V_OK);
		xslt_set_limit(set, &limits);
		v = run(set, "<r>in</r>", NULL, &got, &why);
		if (v != cases[i].want)
			fail_msg("%s: %s", cases[i].what, why.text);
		if (v == V_OK) {
			assert_string_equal(got, cases[i].code);
			xmlFree(got);
		} else {
			assert_string_equal(why.code, cases[i].code);
			assert_true(why.text[0] != '\0');
		}
		xslt_set_free(set);
		free(sheet);
	}
	snprintf(path, sizeof(path), "%s/render/written.xml", dir);
	assert_int_equal(access(path, F_OK), -1);
	assert_int_equal(access("written.xml", F_OK), -1);
}

static void
test_message_is_told(void **state)
{
	char *got;
	struct why why;
	struct xslt_set *set;

	(void)state;
	assert_int_equal(load(HEAD "<xsl:template match='/'><xsl:message "
				   "terminate='yes'>no such thing</xsl:message>"
				   "</xsl:template>" FOOT,
			     &set, &why),
	    V_OK);
	assert_int_equal(run(set, "<r/>", NULL, &got, &why), V_FATAL);
	assert_non_null(strstr(why.text, "no such thing"));
	assert_non_null(strstr(why.text, "render/x"));
	xslt_set_free(set);
}

static void
test_parameters(void **state)
{
	static const char *const params[] = { "a", "it's \"so\" <&> ]]>", "b",
		"", NULL };
	char *got;
	struct why why;
	struct xslt_set *set;

	(void)state;
	assert_int_equal(load(HEAD
			     "<xsl:param name='a'/><xsl:param name='b' "
			     "select='\"unset\"'/><xsl:template match='/'><o>"
			     "<xsl:value-of select='concat($a, \"|\", $b)'/>"
			     "</o></xsl:template>" FOOT,
			     &set, &why),
	    V_OK);
	assert_int_equal(run(set, "<r/>", params, &got, &why), V_OK);
	assert_string_equal(got, "it's \"so\" <&> ]]>|");
	xmlFree(got);
	xslt_set_free(set);
}

static void
test_broken_sheet(void **state)
{
	struct why why;
	struct xslt_set *set;

	(void)state;
	assert_int_equal(load(HEAD "\n<xsl:template match='/'>\n<a>\n"
				   "</xsl:template>" FOOT,
			     &set, &why),
	    V_FATAL);
	assert_string_equal(why.code, "stylesheet");
	assert_non_null(strstr(why.text, "render/x.xsl:4"));
	assert_int_equal(load(HEAD "\n\n<xsl:template match='//['/>" FOOT, &set,
			     &why),
	    V_FATAL);
	assert_non_null(strstr(why.text, "line 3"));
	assert_int_equal(load(HEAD "<xsl:template match='/'>"
				   "<xsl:value-of selekt='.'/>"
				   "</xsl:template>" FOOT,
			     &set, &why),
	    V_FATAL);
}

static void
test_includes(void **state)
{
	char *got;
	struct why why;
	struct xslt_set *set;

	(void)state;
	put("lib/l.xsl",
	    HEAD "<xsl:template match='r'>lib</xsl:template>" FOOT);
	assert_int_equal(load(HEAD "<xsl:include href='../lib/l.xsl'/>" FOOT,
			     &set, &why),
	    V_OK);
	assert_null(xslt_set_find(set, "lib/l"));
	assert_int_equal(run(set, "<r/>", NULL, &got, &why), V_OK);
	assert_string_equal(got, "lib");
	xmlFree(got);
	xslt_set_free(set);
	assert_int_equal(load(HEAD "<xsl:include "
				   "href='../../outside.xsl'/>" FOOT,
			     &set, &why),
	    V_FATAL);
	assert_int_equal(load(HEAD "<xsl:import href='/etc/passwd'/>" FOOT,
			     &set, &why),
	    V_FATAL);
}

static void
test_languages(void **state)
{
	struct why why;
	struct xslt_set *set;
	xmlChar *lang;

	(void)state;
	put("i18n/en.xml", "<language xmlns='urn:gazette:i18n:1' lang='en'/>");
	put("i18n/sv.xml", "<language xmlns='urn:gazette:i18n:1' lang='sv'/>");
	assert_int_equal(load(HEAD FOOT, &set, &why), V_OK);
	lang = xmlGetNoNsProp(xslt_set_language(set, "sv-FI"),
	    (const xmlChar *)"lang");
	assert_string_equal((const char *)lang, "sv");
	xmlFree(lang);
	lang = xmlGetNoNsProp(xslt_set_language(set, "s"),
	    (const xmlChar *)"lang");
	assert_string_equal((const char *)lang, "en");
	xmlFree(lang);
	xslt_set_free(set);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_apply),
		cmocka_unit_test(test_message_is_told),
		cmocka_unit_test(test_parameters),
		cmocka_unit_test(test_broken_sheet),
		cmocka_unit_test(test_includes),
		cmocka_unit_test(test_languages),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
