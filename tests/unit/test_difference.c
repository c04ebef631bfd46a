/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * difference: what a new version changes is counted and quoted, and only a
 * slip of the pen is minor.
 */
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
#include "finishing.h"
#include "release/difference.h"

static xmlDoc *
release(const char *body)
{
	char text[8192];
	struct release_settings settings;
	struct why why;
	xmlDoc *doc;

	finishing_settings(&settings);
	snprintf(settings.lang, sizeof(settings.lang), "sv");
	snprintf(text, sizeof(text),
	    "<h2>Biblioteket öppnar igen</h2>"
	    "<p>Biblioteket vid torget har varit stängt hela våren.</p>%s"
	    "<p>Hela huset har fått nya golv och nya lampor.</p>",
	    body);
	doc = finishing_release("", text, &settings, &why);
	assert_non_null(doc);
	return doc;
}

static void
compare(const char *before, const char *after, struct text_difference *ret)
{
	xmlDoc *a, *b;

	a = release(before);
	b = release(after);
	difference_of(a, b, finishing_words(), ret);
	xmlFreeDoc(a);
	xmlFreeDoc(b);
}

/* One paragraph against another. */
static const struct {
	const char *before;
	const char *after;
	int minor;
} changes[] = {
	{ "<p>Alla är välkomna.</p>", "<p>Alla är välkomna.</p>", 1 },
	{ "<p>Alla är välkommna.</p>", "<p>Alla är välkomna.</p>", 1 },
	{ "<p>Alla är vlkomna.</p>", "<p>Alla är välkomna.</p>", 1 },
	{ "<p>Alla är vläkomna.</p>", "<p>Alla är välkomna.</p>", 1 },
	{ "<p>Alla, är välkomna</p>", "<p>Alla är välkomna.</p>", 1 },
	{ "<p>Vi är till baka.</p>", "<p>Vi är tillbaka.</p>", 1 },
	{ "<p>Vi är e-bok nära.</p>", "<p>Vi är ebok nära.</p>", 1 },
	{ "<p>Alla är <b>välkomna</b>.</p>", "<p>Alla är välkomna.</p>", 1 },
	/* digits, names, negations, other words */
	{ "<p>Det kostar 12 euro.</p>", "<p>Det kostar 13 euro.</p>", 0 },
	{ "<p>Det kostar 1 000 euro.</p>", "<p>Det kostar 1000 euro.</p>", 0 },
	{ "<p>Det sade Anders Ek.</p>", "<p>Det sade Anderz Ek.</p>", 0 },
	{ "<p>De vill inte komma.</p>", "<p>De vill inne komma.</p>", 0 },
	{ "<p>De vill inte komma.</p>", "<p>De vill komma.</p>", 0 },
	{ "<p>Det är lagligt.</p>", "<p>Det är olagligt.</p>", 0 },
	{ "<p>Dörren öppnas.</p>", "<p>Dörren stängs.</p>", 0 },
	{ "<p>Alla är välkomna.</p>", "<p>Alla barn är välkomna.</p>", 0 },
	{ "<p>Det är sol.</p>", "<p>Det är son.</p>", 0 },
	/* links, quotations, contacts */
	{ "<p>Se <a href=\"https://a.example/x\">hit</a>.</p>",
	    "<p>Se <a href=\"https://a.example/y\">hit</a>.</p>", 0 },
	{ "<p>”Alla är välkommna”, säger hon.</p>",
	    "<p>”Alla är välkomna”, säger hon.</p>", 0 },
	{ "<p>– Alla är välkommna, säger hon.</p>",
	    "<p>– Alla är välkomna, säger hon.</p>", 0 },
	{ "<blockquote><p>alla är välkommna</p></blockquote>",
	    "<blockquote><p>alla är välkomna</p></blockquote>", 0 },
	{ "<p>Kontakt: anna.holm@example.org</p>",
	    "<p>Kontakt: anna.holms@example.org</p>", 0 },
	/* whole paragraphs */
	{ "", "<p>Alla är välkomna.</p>", 0 },
	{ "<p>Alla är välkomna.</p>", "", 0 },
	{ "<p>Alla är här.</p><p>Kom du också.</p>",
	    "<p>Kom du också.</p><p>Alla är här.</p>", 0 },
};

static void
test_minor(void **state)
{
	size_t i;
	struct text_difference d;

	(void)state;
	for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		compare(changes[i].before, changes[i].after, &d);
		if (d.minor != changes[i].minor)
			print_error("%s => %s: minor is %d\n",
			    changes[i].before, changes[i].after, d.minor);
		assert_int_equal(d.minor, changes[i].minor);
	}
}

static void
test_counted(void **state)
{
	struct text_difference d;

	(void)state;
	compare("<p>Ett.</p><p>Två.</p><p>Tre gånger tre är mycket.</p>",
	    "<p>Ett.</p><p>Tre gånger fyra är mer.</p><p>Fem.</p><ul><li>sex"
	    "</li><li>sju</li></ul>",
	    &d);
	assert_int_equal(d.changed, 2);
	assert_int_equal(d.added, 2);
	assert_int_equal(d.removed, 0);
	assert_string_equal(d.before, "Två.");
	assert_string_equal(d.after, "Tre gånger fyra är mer.");
}

static void
test_quoted_where_it_is(void **state)
{
	struct text_difference d;

	(void)state;
	compare("<p>Den som vill delta i mötet ska anmäla sig till kansliet "
		"senast kl. 9 på fredag.</p>",
	    "<p>Den som vill delta i mötet ska anmäla sig till kansliet "
	    "senast kl. 8 på fredag.</p>",
	    &d);
	assert_int_equal(d.changed, 1);
	assert_string_equal(d.before,
	    "… anmäla sig till kansliet senast kl. 9 på fredag.");
	assert_string_equal(d.after,
	    "… anmäla sig till kansliet senast kl. 8 på fredag.");
}

/* So many lines are counted: the time must not grow with their square. */
static void
test_long(void **state)
{
	int i;
	struct buf a, b;
	struct text_difference d;
	struct release_settings settings;
	struct why why;
	xmlDoc *before, *after;

	(void)state;
	finishing_settings(&settings);
	buf_init(&a, 1 << 24);
	buf_init(&b, 1 << 24);
	buf_puts(&a, "<h2>Rubrik</h2>");
	buf_puts(&b, "<h2>Rubrik</h2>");
	for (i = 0; i < 20000; i++) {
		buf_printf(&a, "<p>Stycke nummer %d i boken.</p>", i);
		buf_printf(&b, "<p>Annat stycke %d i boken.</p>", i);
	}
	buf_puts(&b, "<p>Slutord som är nytt.</p>");
	before = finishing_release("", buf_str(&a), &settings, &why);
	after = finishing_release("", buf_str(&b), &settings, &why);
	assert_non_null(before);
	assert_non_null(after);
	difference_of(before, after, finishing_words(), &d);
	assert_int_equal(d.changed, 20000);
	assert_int_equal(d.added, 1);
	assert_int_equal(d.minor, 0);
	xmlFreeDoc(before);
	xmlFreeDoc(after);
	buf_fini(&a);
	buf_fini(&b);
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
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_minor),
		cmocka_unit_test(test_counted),
		cmocka_unit_test(test_quoted_where_it_is),
		cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
