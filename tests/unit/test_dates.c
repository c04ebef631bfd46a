/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dates: what is understood, and what is told to make no sense. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "finishing.h"
#include "release/dates.h"
#include "release/words.h"

/* 2026-03-20 12:00 UTC, a Friday. */
#define REFERENCE 1774008000

static const struct {
	const char *words;
	const char *lang;
	const char *want;
} instants[] = {
	{ "24.3.2026 kl. 9.00", "sv", "2026-03-24T09:00:00+02:00" },
	{ "24.3.2026 kl 09:00", "sv", "2026-03-24T09:00:00+02:00" },
	{ "24.3.2026 klo 9", "fi", "2026-03-24T09:00:00+02:00" },
	{ "24.7.2026 klo 9", "fi", "2026-07-24T09:00:00+03:00" },
	{ "tisdag 24 mars 2026 kl. 9", "sv", "2026-03-24T09:00:00+02:00" },
	{ "tiistaina 24. maaliskuuta 2026 klo 9.30", "fi",
	    "2026-03-24T09:30:00+02:00" },
	{ "ti 24.3. klo 9", "fi", "2026-03-24T09:00:00+02:00" },
	{ "tisdag 24.3 kl. 9", "sv", "2026-03-24T09:00:00+02:00" },
	{ "to 26.3. klo 8.15", "fi", "2026-03-26T08:15:00+02:00" },
	{ "March 24, 2026 at 9 am", "en", "2026-03-24T09:00:00+02:00" },
	{ "24 March 2026 at 3:30 p.m.", "en", "2026-03-24T15:30:00+02:00" },
	{ "9am 24 March 2026", "en", "2026-03-24T09:00:00+02:00" },
	{ "12 pm March 24, 2026", "en", "2026-03-24T12:00:00+02:00" },
	{ "2026-03-24 09:00", "sv", "2026-03-24T09:00:00+02:00" },
	{ "2026-03-24T09:00:00Z", "", "2026-03-24T09:00:00+00:00" },
	{ "2026-03-24T09:00:00.123+01:00", "", "2026-03-24T09:00:00+01:00" },
	{ "20260324T090000+0200", "", "2026-03-24T09:00:00+02:00" },
	{ "20260324T090000", "", "2026-03-24T09:00:00+02:00" },
	{ "20260324T0900Z", "", "2026-03-24T09:00:00+00:00" },
	{ "2026-03-24 09:00:00+00:00", "", "2026-03-24T09:00:00+00:00" },
	{ "22.3.2020 18:29:12 EET", "fi", "2020-03-22T18:29:12+02:00" },
	{ "24.3.2026 kl. 9 svensk tid", "sv", "2026-03-24T09:00:00+01:00" },
	{ "24.7.2026 klo 9 EEST", "fi", "2026-07-24T09:00:00+03:00" },
	{ "24.3.2026 kl. 24.00", "sv", "2026-03-25T00:00:00+02:00" },
	/* the hour that is there twice, and which of the two is said */
	{ "25.10.2026 klo 3.30 EET", "fi", "2026-10-25T03:30:00+02:00" },
	{ "25.10.2026 klo 3.30 EEST", "fi", "2026-10-25T03:30:00+03:00" },
};

static void
test_instants(void **state)
{
	char iso[DATES_ISO];
	int64_t at;
	size_t i;
	struct when when;

	(void)state;
	for (i = 0; i < sizeof(instants) / sizeof(instants[0]); i++) {
		if (when_parse(finishing_words()->phrases, instants[i].words,
			instants[i].lang, &when) < 0)
			fail_msg("%s: not read", instants[i].words);
		if (when_instant(&when, "Europe/Helsinki", REFERENCE, &at,
			iso) != WHEN_OK)
			fail_msg("%s: no instant", instants[i].words);
		assert_string_equal(iso, instants[i].want);
		assert_int_equal(dates_at(iso), at);
	}
}

static const struct {
	const char *words;
	const char *lang;
	enum when_problem want;
} problems[] = {
	{ "24.3.2026", "sv", WHEN_NO_TIME },
	{ "24.3 kl. 9", "sv", WHEN_NO_YEAR },
	/* no near year has this Monday */
	{ "måndag 24.3 kl. 9", "sv", WHEN_NO_YEAR },
	{ "måndag 24.3.2026 kl. 9", "sv", WHEN_WEEKDAY },
	{ "ke 24.3.2026 klo 9", "fi", WHEN_WEEKDAY },
	{ "31.2.2026 kl. 9", "sv", WHEN_NEVER },
	/* the clocks go from 3 to 4 */
	{ "29.3.2026 klo 3.30", "fi", WHEN_NEVER },
	{ "25.10.2026 klo 3.30", "fi", WHEN_TWICE },
	{ "24.7.2026 klo 9 EET", "fi", WHEN_ZONE },
	{ "24.1.2026 klo 9 EEST", "fi", WHEN_ZONE },
	{ "24.3.2026 25.3.2026 kl. 9", "sv", WHEN_CONFLICT },
	{ "24.3.2026 kl. 9 kl. 10", "sv", WHEN_CONFLICT },
};

static void
test_problems(void **state)
{
	char iso[DATES_ISO];
	int64_t at;
	size_t i;
	struct when when;

	(void)state;
	for (i = 0; i < sizeof(problems) / sizeof(problems[0]); i++) {
		if (when_parse(finishing_words()->phrases, problems[i].words,
			problems[i].lang, &when) < 0)
			fail_msg("%s: not read", problems[i].words);
		if (when_instant(&when, "Europe/Helsinki", REFERENCE, &at,
			iso) != problems[i].want)
			fail_msg("%s: another problem", problems[i].words);
	}
}

/* Without a zone, and in one that nobody knows, there is no instant. */
static void
test_no_zone(void **state)
{
	char iso[DATES_ISO];
	int64_t at;
	struct when when;

	(void)state;
	assert_int_equal(when_parse(finishing_words()->phrases,
			     "24.3.2026 kl. 9", "sv", &when),
	    0);
	assert_int_equal(when_instant(&when, "", 0, &at, iso), WHEN_ZONE);
	assert_int_equal(when_instant(&when, "Europe/Vasa", 0, &at, iso),
	    WHEN_ZONE);
}

static const char *const nonsense[] = { "", "snart", "3/5/2026", "24.13.2026",
	"2026", "24.3.2026 eftermiddag", "0.3.2026", "2026-13-01", "maj",
	"YYYYMMDD000000-HHMM", "24.3.2026 kl. 25.00", "24.3.2026 kl. 9.60" };

static void
test_nonsense(void **state)
{
	size_t i;
	struct when when;

	(void)state;
	for (i = 0; i < sizeof(nonsense) / sizeof(nonsense[0]); i++) {
		if (when_parse(finishing_words()->phrases, nonsense[i], "sv",
			&when) == 0)
			fail_msg("%s: read", nonsense[i]);
	}
}

static void
test_date(void **state)
{
	char iso[DATES_ISO];
	struct when when;

	(void)state;
	assert_int_equal(when_parse(finishing_words()->phrases,
			     "3. toukokuuta 2026", "fi", &when),
	    0);
	assert_int_equal(when_date(&when, "Europe/Helsinki", iso), WHEN_OK);
	assert_string_equal(iso, "2026-05-03");
	assert_int_equal(when_parse(finishing_words()->phrases, "3.5.", "fi",
			     &when),
	    0);
	assert_int_equal(when_date(&when, "Europe/Helsinki", iso),
	    WHEN_NO_YEAR);
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
		cmocka_unit_test(test_instants),
		cmocka_unit_test(test_problems),
		cmocka_unit_test(test_no_zone),
		cmocka_unit_test(test_nonsense),
		cmocka_unit_test(test_date),
	};

	return cmocka_run_group_tests_name("dates", tests, NULL, teardown);
}
