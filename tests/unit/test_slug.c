/* SPDX-License-Identifier: GPL-2.0-or-later */
/* slug, telephone numbers and addresses: what becomes a link and a name. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "finishing.h"
#include "release/address.h"
#include "release/phone.h"
#include "release/slug.h"
#include "release/words.h"

static const struct {
	const char *title;
	size_t size;
	const char *want;
} slugs[] = {
	{ "Ny skola i Gerby", 96, "ny-skola-i-gerby" },
	{ "Åland, Öja & Ærø: ääkköset", 96, "aland-oja-aero-aakkoset" },
	{ "Vasa – ”Energihuvudstad”!", 96, "vasa-energihuvudstad" },
	{ "§ 3, 70\xc2\xa0"
	  "000 €",
	    96, "3-70-000" },
	{ "../../etc/passwd", 96, "etc-passwd" },
	{ "Здравствуй, мир", 96, "zdravstvuj-mir" },
	{ "Vaasa's day", 96, "vaasas-day" },
	{ "", 96, "" },
	{ "!!! …", 96, "" },
	{ "alpha beta gamma", 13, "alpha-beta" },
	{ "alpha beta gamma", 11, "alpha-beta" },
	{ "onewordonly", 5, "onew" },
	/* eighty characters, cut at a hyphen */
	{ "aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff "
	  "ggggggggg hhhhhhhhh iiiiiiiii jjj",
	    96,
	    "aaaaaaaaa-bbbbbbbbb-ccccccccc-ddddddddd-eeeeeeeee-fffffffff-"
	    "ggggggggg-hhhhhhhhh" },
};

static void
test_slug(void **state)
{
	char got[96];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(slugs) / sizeof(slugs[0]); i++) {
		slug_make(slugs[i].title, got, slugs[i].size);
		assert_string_equal(got, slugs[i].want);
	}
}

/* A title of any length is looked at only so far. */
static void
test_long_slug(void **state)
{
	char got[96], *title;

	(void)state;
	title = malloc(1 << 20);
	assert_non_null(title);
	memset(title, 'x', (1 << 20) - 1);
	title[(1 << 20) - 1] = '\0';
	slug_make(title, got, sizeof(got));
	assert_int_equal(strlen(got), SLUG_MAX);
	free(title);
}

static const struct {
	const char *number;
	const char *region;
	const char *want; /* NULL: no link */
} phones[] = {
	{ "09 7711", "FI", "tel:+35897711" },
	{ "06 325 1111", "FI", "tel:+35863251111" },
	{ "040-123 4567", "FI", "tel:+358401234567" },
	{ "(06) 325 1111", "FI", "tel:+35863251111" },
	{ "040\xc2\xa0"
	  "123\xc2\xa0"
	  "4567",
	    "FI", "tel:+358401234567" },
	{ "+358 6 325 1111", "FI", "tel:+35863251111" },
	{ "+358 (0)6 325 1111", "", "tel:+35863251111" },
	{ "00358 6 325 1111", "FI", "tel:+35863251111" },
	{ "08-123 45 67", "SE", "tel:+4681234567" },
	{ "070-123 45 67", "SE", "tel:+46701234567" },
	{ "22 12 34 56", "NO", "tel:+4722123456" },
	{ "33 12 34 56", "DK", "tel:+4533123456" },
	{ "+46 (0)70-123 45 67", "FI", "tel:+46701234567" },
	/* no country code and no region: whose number is it? */
	{ "06 325 1111", "", NULL },
	{ "06 325 1111", "DE", NULL },
	/* groups as no number of the region has them: of another country */
	{ "01632 960001", "FI", NULL },
	{ "01632 960001", "SE", NULL },
	{ "0171 1234567", "FI", NULL },
	{ "0295 123 456", "FI", "tel:+358295123456" },
	{ "0400 123 456", "FI", "tel:+358400123456" },
	{ "0171-123 45", "SE", "tel:+4617112345" },
	/* an error that no phone forgives */
	{ "+358 040 123 4567", "FI", NULL },
	{ "325 1111", "FI", NULL },
	{ "0800 123 456", "FI", NULL },
	{ "020-12 34 56", "SE", NULL },
	{ "12345", "SE", NULL },
};

static void
test_phones(void **state)
{
	char got[PHONE_MAX];
	int rc;
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof(phones) / sizeof(phones[0]); i++) {
		n = phone_at(phones[i].number);
		assert_int_equal(n, strlen(phones[i].number));
		rc = phone_href(phones[i].number, n, phones[i].region, got);
		if ((rc == 0) != (phones[i].want != NULL))
			fail_msg("%s in %s", phones[i].number,
			    phones[i].region);
		if (rc == 0)
			assert_string_equal(got, phones[i].want);
	}
}

static const struct {
	const char *text;
	size_t want;
} numbers[] = {
	{ "040 123 4567, vasa", 12 },
	{ "040 123 4567.", 12 },
	{ "040 123 4567 – Vasa", 12 },
	{ "1234", 0 },
	{ "3.5.2026", 0 },
	{ "12345.50", 0 },
	{ "12345 %", 5 },
	{ "12345%", 0 },
	{ "2026:123456", 0 },
	{ "1234567890123456789012345", 0 },
};

static void
test_numbers(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		if (phone_at(numbers[i].text) != numbers[i].want)
			fail_msg("%s: %zu", numbers[i].text,
			    phone_at(numbers[i].text));
	}
}

static const struct {
	const char *text;
	size_t want;
} webs[] = {
	{ "https://www.vasa.fi/sv", 22 },
	{ "http://vasa.fi.", 14 },
	{ "www.vasa.fi, och", 11 },
	{ "www.vasa.fi/a_(b)).", 17 },
	{ "https://vasa.fi:8080/x?y=1#z", 28 },
	{ "www.", 0 },
	{ "www.vasa", 0 },
	{ "http://localhost/", 0 },
	{ "https://", 0 },
	{ "hejsan", 0 },
};

static void
test_webs(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(webs) / sizeof(webs[0]); i++) {
		if (address_web_at(webs[i].text) != webs[i].want)
			fail_msg("%s: %zu", webs[i].text,
			    address_web_at(webs[i].text));
	}
}

static const struct {
	const char *text;
	const char *want; /* NULL: none */
	int pattern;
} mails[] = {
	{ "skriv till a.b@vasa.fi.", "a.b@vasa.fi", 0 },
	{ "<anna-maria.x@mail.vasa.fi>", "anna-maria.x@mail.vasa.fi", 0 },
	{ "fornamn.efternamn@vasa.fi", "fornamn.efternamn@vasa.fi", 1 },
	{ "etunimi.sukunimi@vaasa.fi", "etunimi.sukunimi@vaasa.fi", 1 },
	{ "firstname.lastname@vaasa.fi", "firstname.lastname@vaasa.fi", 1 },
	{ "fornamn.x@vasa.fi", "fornamn.x@vasa.fi", 0 },
	{ "åke@vasa.fi", NULL, 0 },
	{ "\xc2\xa0"
	  "ake@vasa.fi",
	    "ake@vasa.fi", 0 },
	{ "a.@vasa.fi", NULL, 0 },
	{ "@vasa", NULL, 0 },
	{ "a@vasa", NULL, 0 },
	{ "a@1.2", NULL, 0 },
};

static void
test_mails(void **state)
{
	const char *end, *start;
	int rc;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(mails) / sizeof(mails[0]); i++) {
		rc = address_mail(mails[i].text, strchr(mails[i].text, '@'),
		    &start, &end);
		if ((rc == 0) != (mails[i].want != NULL))
			fail_msg("%s", mails[i].text);
		if (rc < 0)
			continue;
		assert_int_equal(end - start, strlen(mails[i].want));
		assert_memory_equal(start, mails[i].want,
		    (size_t)(end - start));
		assert_int_equal(address_is_pattern(finishing_words()->phrases,
				     start, end),
		    mails[i].pattern);
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
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slug),
		cmocka_unit_test(test_long_slug),
		cmocka_unit_test(test_phones),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_webs),
		cmocka_unit_test(test_mails),
	};

	return cmocka_run_group_tests_name("slug", tests, NULL, teardown);
}
