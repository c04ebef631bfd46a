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

#include "base/buf.h"
#include "base/xalloc.h"
#include "finishing.h"
#include "read/read.h"
#include "transform/xslt.h"

static struct xslt_set *sheets;

/* The finished release of the document bytes, which is called in. */
static xmlDoc *
convert(const char *in, const char *bytes)
{
	char *importer;
	enum verdict v;
	struct read_limits limits;
	struct reading reading;
	struct release_settings settings;
	struct why why;
	xmlDoc *release = NULL;

	finishing_settings(&settings);
	read_limits_default(&limits);
	why_clear(&why);
	v = read_document(in, bytes, strlen(bytes), &limits, &reading, &why);
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

	bytes = finishing_file(in);
	release = convert(in, bytes);
	free(bytes);
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

/* As deep as the reader lets it be, no importer gives up. */
static void
test_deep(void **state)
{
	static const struct {
		const char *open;
		const char *start;
		const char *middle;
		const char *end;
		const char *close;
	} cases[] = {
		{ "<html lang='en'><body>", "<div>", "<p>deepest</p>", "</div>",
		    "</body></html>" },
		{ "<article lang='en'>", "<blockquote>", "<para>deepest</para>",
		    "</blockquote>", "</article>" },
		{ "<nitf><body><body.content>", "<bq>", "<p>deepest</p>",
		    "</bq>", "</body.content></body></nitf>" },
	};

	char *bytes;
	int level;
	size_t i;
	struct buf in;
	xmlDoc *release;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_init(&in, 1 << 20);
		buf_puts(&in, cases[i].open);
		for (level = 0; level < 240; level++)
			buf_puts(&in, cases[i].start);
		buf_puts(&in, cases[i].middle);
		for (level = 0; level < 240; level++)
			buf_puts(&in, cases[i].end);
		buf_puts(&in, cases[i].close);
		release = convert(cases[i].start, buf_str(&in));
		buf_fini(&in);
		bytes = finishing_bytes(release);
		assert_non_null(strstr(bytes, "deepest"));
		free(bytes);
		xmlFreeDoc(release);
	}
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
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_wires),
		cmocka_unit_test(test_deep) };

	return cmocka_run_group_tests_name("wires", tests, setup, teardown);
}
