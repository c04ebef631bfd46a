/* SPDX-License-Identifier: GPL-2.0-or-later */
/* wires: each vocabulary through the reader, its importer and the finish. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/xalloc.h"
#include "finishing.h"
#include "read/read.h"
#include "transform/xslt.h"

static struct xslt_set *sheets;

/* The finished release of the document in. */
static xmlDoc *
convert(const char *in)
{
	char *bytes, *importer;
	enum verdict v;
	struct read_limits limits;
	struct reading reading;
	struct release_settings settings;
	struct why why;
	xmlDoc *release = NULL;

	finishing_settings(&settings);
	read_limits_default(&limits);
	why_clear(&why);
	bytes = finishing_file(in);
	v = read_document(in, bytes, strlen(bytes), &limits, &reading, &why);
	free(bytes);
	if (v != V_OK)
		fail_msg("%s: %s", in, why.text);
	importer = xasprintf("import/%s", reading.importer);
	v = xslt_apply(xslt_set_find(sheets, importer), reading.tree, NULL,
	    &release, &why);
	free(importer);
	if (v == V_OK)
		v = release_finish(release, &reading, finishing_words(),
		    &settings, &why);
	if (v == V_OK)
		v = release_check(release, &why);
	if (v != V_OK)
		fail_msg("%s: %s", in, why.text);
	reading_fini(&reading);
	return release;
}

static void
check(const char *in)
{
	char *bytes;
	xmlDoc *release;

	release = convert(in);
	bytes = finishing_bytes(release);
	/* What runs, and what is for editors alone. */
	assert_null(strstr(bytes, "alert("));
	assert_null(strstr(bytes, "redaktion"));
	finishing_golden(in, bytes);
	free(bytes);
	xmlFreeDoc(release);
}

static void
test_wires(void **state)
{
	(void)state;
	assert_true(finishing_each("tests/golden/wires", check) >= 20);
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
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_wires) };

	return cmocka_run_group_tests_name("wires", tests, setup, teardown);
}
