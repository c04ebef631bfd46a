/* SPDX-License-Identifier: GPL-2.0-or-later */
/* nitf: each field of NITF 3 and its traps, through its importer. */
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
#include "transform/xslt.h"

static struct xslt_set *sheets;

static void
check(const char *in)
{
	char *bytes;
	struct release_settings settings;
	struct why why;
	xmlDoc *doc, *release;

	doc = xmlReadFile(in, NULL, XML_PARSE_NONET);
	assert_non_null(doc);
	finishing_read_settings(doc, &settings);
	why_clear(&why);
	if (xslt_apply(xslt_set_find(sheets, "import/nitf"), doc, NULL,
		&release, &why) != V_OK ||
	    release_finish(release, NULL, finishing_words(), &settings, &why) !=
		V_OK ||
	    release_check(release, &why) != V_OK)
		fail_msg("%s: %s", in, why.text);
	bytes = finishing_bytes(release);
	assert_null(strstr(bytes, "alert("));
	assert_null(strstr(bytes, "redaktion"));
	finishing_golden(in, bytes);
	free(bytes);
	xmlFreeDoc(release);
	xmlFreeDoc(doc);
}

static void
test_nitf(void **state)
{
	(void)state;
	assert_true(finishing_each("tests/golden/nitf", check) >= 4);
}

static int
setup(void **state)
{
	char *dir;
	const char *source;
	enum verdict v;
	struct why why;

	(void)state;
	source = getenv("GAZETTE_SOURCE");
	dir = xasprintf("%s/xsl", source != NULL ? source : ".");
	v = xslt_set_load(dir, &sheets, &why);
	free(dir);
	return v == V_OK ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	xslt_set_free(sheets);
	finishing_end();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_nitf) };

	return cmocka_run_group_tests_name("nitf", tests, setup, teardown);
}
