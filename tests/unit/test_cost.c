/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cost: finishing takes as long as its input is long, whatever it holds.
 *
 * Each sample once drove some stage into looking at everything for every
 * piece.  Eight times as much would take sixty-four times as long.
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "finishing.h"

enum {
	SMALL = 40000, /* bytes, about */
	TIMES = 8,
	FACTOR = 24, /* quadratic is 64; caches and the heap take a share */
	ENOUGH = 20, /* milliseconds that prove nothing */
	TRIES = 5,
};

static const struct {
	const char *what;
	const char *before;
	const char *piece;
	const char *after;
} samples[] = {
	{ "paragraphs", "", "<p>Staden bygger en ny skola i Gerby.</p>", "" },
	{ "spans of two regions", "<p>",
	    "<span lang=\"sv-FI\">ett </span><span lang=\"sv-SE\">två </span>",
	    "</p>" },
	{ "unknown elements", "<p>", "<font>x</font>", "</p>" },
	{ "words in the body", "", "<font>x</font> ", "" },
	{ "equal headings", "", "<h2>Rubrik</h2>", "" },
	{ "line breaks", "<p>", "x<br/>", "</p>" },
	{ "anchors", "<p>", "<a id=\"x\"/><a href=\"#x\">x</a>", "</p>" },
	{ "brackets", "<p>Embargo ", "(", "</p>" },
	{ "sentences", "<p>Embargo ", ". A", "</p>" },
	{ "embargoes", "", "<p>Embargo 24.3.2026 kl. 9.00</p>", "" },
	{ "release phrases", "<p>", "Julkaisuvapaa. ", "</p>" },
	{ "dates", "<p>", "24.3.2026 ", "</p>" },
	{ "labels", "<p>Kontakt ", "web mail p t ", "</p>" },
	{ "contacts", "<h2>Kontakt</h2>",
	    "<p>Karin Exempel, tfn 040 123 4567</p>", "" },
	{ "tags", "<p>Etiketter: ", "a, ", "</p>" },
	{ "addresses", "<p>", "www.a.fi ", "</p>" },
	{ "parts of addresses", "<p>", "www.", "</p>" },
	{ "ats", "<p>", "@a", "</p>" },
	{ "numbers", "<p>", "040 123 4567 ", "</p>" },
	{ "leftovers", "<p>", "XX [ ] «x» TBC ”", "</p>" },
	{ "items", "<ul>", "<li>Etusivu</li>", "</ul>" },
	{ "cells", "<table><tr>", "<td>1</td>", "</tr></table>" },
};

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Milliseconds of CPU for about size bytes of sample i, parsing included. */
static double
cost(size_t i, size_t size)
{
	double before, took;
	struct buf body;
	struct release_settings settings;
	struct why why;
	xmlDoc *doc;

	finishing_settings(&settings);
	buf_init(&body, 64 << 20);
	buf_puts(&body, "<h1>Ny skola</h1>");
	buf_puts(&body, samples[i].before);
	while (body.len < size)
		buf_puts(&body, samples[i].piece);
	buf_puts(&body, samples[i].after);
	before = now_ms();
	doc = finishing_release("", buf_str(&body), &settings, &why);
	took = now_ms() - before;
	if (doc == NULL)
		fail_msg("%s: %s", samples[i].what, why.text);
	xmlFreeDoc(doc);
	buf_fini(&body);
	return took;
}

/* The least of three: others use the machine too. */
static double
least(size_t i, size_t size)
{
	double best, again;
	int n;

	best = cost(i, size);
	for (n = 0; n < 2; n++) {
		again = cost(i, size);
		best = again < best ? again : best;
	}
	return best;
}

/* Whatever others do meanwhile, one that grows by the square is slow each
 * time. */
static void
test_cost(void **state)
{
	double large, small;
	size_t i;
	int n;

	(void)state;
	(void)finishing_words();
	for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		large = small = 0;
		for (n = 0; n < TRIES; n++) {
			large = least(i, (size_t)TIMES * SMALL);
			small = least(i, SMALL);
			if (large < ENOUGH || large <= FACTOR * small)
				break;
		}
		if (n == TRIES)
			fail_msg("%s: %.1f ms, eight times as much %.1f ms",
			    samples[i].what, small, large);
	}
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
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_cost) };

	return cmocka_run_group_tests_name("cost", tests, NULL, teardown);
}
