/* SPDX-License-Identifier: GPL-2.0-or-later */
/* names: languages, families, what lies beside, what a log may show. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/names.h"
#include "base/text.h"

static const struct {
	const char *name;
	const char *stem;
	const char *lang;
	const char *ext;
	int doubtful;
} splits[] = {
	{ "Bokslut 2026.docx", "Bokslut 2026", "", "docx", 0 },
	{ "Bokslut.sv.docx", "Bokslut", "sv", "docx", 0 },
	{ "Bokslut.SV.DOCX", "Bokslut", "sv", "docx", 0 },
	{ "Bokslut-fi.docx", "Bokslut", "fi", "docx", 0 },
	{ "Bokslut_en.xml", "Bokslut", "en", "xml", 0 },
	{ "Bokslut (sv).docx", "Bokslut", "sv", "docx", 0 },
	{ "Bokslut(FI).docx", "Bokslut", "fi", "docx", 0 },
	{ "Bokslut - sv.docx", "Bokslut", "sv", "docx", 0 },
	{ "Bokslut SWE.docx", "Bokslut", "sv", "docx", 0 },
	{ "Bokslut_FIN.docx", "Bokslut", "fi", "docx", 0 },
	{ "Bokslut ENG.docx", "Bokslut", "en", "docx", 0 },
	{ "Bokslut.fin.docx", "Bokslut", "fi", "docx", 0 },
	{ "Bokslut (Swe).docx", "Bokslut", "sv", "docx", 0 },
	{ "Bokslut SV.docx", "Bokslut", "sv", "docx", 0 },
	{ "Bokslut.sv-FI.docx", "Bokslut", "sv", "docx", 0 },
	{ "Bokslut.se.docx", "Bokslut", "se", "docx", 1 },
	{ "Bokslut SE.docx", "Bokslut", "se", "docx", 1 },
	/* no language after a mere blank, in a word, in capitals inside one */
	{ "Den stora en.docx", "Den stora en", "", "docx", 0 },
	{ "Vi bygger ett fin.docx", "Vi bygger ett fin", "", "docx", 0 },
	{ "Gardinsv.docx", "Gardinsv", "", "docx", 0 },
	{ "Bokslut.de.docx", "Bokslut.de", "", "docx", 0 },
	{ "sv.docx", "sv", "", "docx", 0 },
	{ ".sv.docx", ".sv", "", "docx", 0 },
	{ "-rf.docx", "-rf", "", "docx", 0 },
	{ ".docx", ".docx", "", "", 0 },
	{ "Bokslut", "Bokslut", "", "", 0 },
	{ "Bokslut.", "Bokslut.", "", "", 0 },
	{ "v1.2 klar", "v1.2 klar", "", "", 0 },
	{ "a\nb.sv.docx", "a\nb", "sv", "docx", 0 },
	{ "\xff\xfe.fi.docx", "\xff\xfe", "fi", "docx", 0 },
};

static void
test_split(void **state)
{
	size_t i;
	struct name_parts got;

	(void)state;
	for (i = 0; i < sizeof(splits) / sizeof(splits[0]); i++) {
		names_split(splits[i].name, NULL, &got);
		assert_string_equal(got.stem, splits[i].stem);
		assert_string_equal(got.lang, splits[i].lang);
		assert_string_equal(got.ext, splits[i].ext);
		assert_int_equal(got.doubtful, splits[i].doubtful);
	}
}

static void
test_split_by_site(void **state)
{
	static const char *const langs[] = { "sv-FI", "se", "de", NULL };
	struct name_parts got;

	(void)state;
	names_split("a.sv-fi.docx", langs, &got);
	assert_string_equal(got.lang, "sv-FI");
	names_split("a.se.docx", langs, &got);
	assert_string_equal(got.lang, "se");
	assert_false(got.doubtful);
	names_split("a_GER.docx", langs, &got);
	assert_string_equal(got.lang, "de");
	names_split("a.en.docx", langs, &got);
	assert_string_equal(got.lang, "");
}

static void
test_in_language(void **state)
{
	static const struct {
		const char *name;
		const char *fi;
	} names[] = {
		{ "Bokslut.sv.docx", "Bokslut.fi.docx" },
		{ "Bokslut_SWE.DOCX", "Bokslut_FIN.DOCX" },
		{ "Bokslut swe.docx", "Bokslut swe.fi.docx" },
		{ "Bokslut-eng.odt", "Bokslut-fin.odt" },
		{ "Bokslut (SV).docx", "Bokslut (FI).docx" },
		{ "Bokslut (sv-FI).docx", "Bokslut (fi).docx" },
		{ "Bokslut 2026.docx", "Bokslut 2026.fi.docx" },
		{ "sv.docx", "fi.docx" },
		{ "Bokslut", "Bokslut.fi" },
	};

	char *got;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		got = names_in_language(names[i].name, NULL, "fi");
		assert_string_equal(got, names[i].fi);
		free(got);
	}
}

static void
assert_family(const char *a, const char *b, int same)
{
	char *x;
	char *y;

	x = names_family(a, NULL);
	y = names_family(b, NULL);
	assert_int_equal(strcmp(x, y) == 0, same);
	free(x);
	free(y);
}

static void
test_family(void **state)
{
	(void)state;
	assert_family("Möte.sv.docx", "MÖTE (fi).xml", 1);
	assert_family("Möte.sv.docx", "Mo\xcc\x88te-FI.docx", 1);
	assert_family("Möte 1.sv.docx", "Möte 2.sv.docx", 0);
}

static void
test_equal(void **state)
{
	(void)state;
	assert_true(
	    names_equal("sv/Vörå.docx", "sv/Vo\xcc\x88ra\xcc\x8a.docx"));
	assert_false(names_equal("Vörå.docx", "vörå.docx"));
	assert_false(names_equal("a.docx", "b.docx"));
	assert_true(names_equal("\xff", "\xff"));
	assert_false(names_equal("\xff", "\xfe"));
}

static void
test_place(void **state)
{
	char folder[8];

	(void)state;
	assert_string_equal(names_last("sv/a.docx"), "a.docx");
	assert_string_equal(names_last("a.docx"), "a.docx");
	assert_int_equal(names_folder("a/b/c", folder, sizeof(folder)), 0);
	assert_string_equal(folder, "a/b");
	assert_int_equal(names_folder("c", folder, sizeof(folder)), 0);
	assert_string_equal(folder, "");
	assert_int_equal(names_folder("longer/than/x", folder, 8), -1);
}

/* 255 bytes of å: the cut falls between characters, twins stay apart. */
static void
test_beside(void **state)
{
	char got[NAMES_SIZE];
	char name[NAMES_SIZE];
	char twin[NAMES_SIZE];
	size_t i;

	(void)state;
	names_beside("a.docx", ".FIX.html", got);
	assert_string_equal(got, "a.docx.FIX.html");

	for (i = 0; i + 2 < NAMES_SIZE; i += 2)
		memcpy(name + i, "å", 2);
	name[i] = 'x';
	name[i + 1] = '\0';
	assert_int_equal(strlen(name), NAMES_SIZE - 1);
	names_beside(name, ".FIX.html", got);
	assert_true(strlen(got) <= NAMES_SIZE - 1);
	assert_true(strlen(got) >= NAMES_SIZE - 3);
	assert_true(text_is_utf8(got, strlen(got)));
	assert_true(names_end_with(got, ".fix.HTML"));
	assert_true(names_is_beside(got, name, ".FIX.html"));

	memcpy(twin, name, sizeof(twin));
	twin[i] = 'y';
	assert_false(names_is_beside(got, twin, ".FIX.html"));
}

static void
test_conflict(void **state)
{
	static const char *const yes[] = {
		"a.sync-conflict-20260301-101112-ABCDEFG.docx",
		"a (conflicted copy 2026-03-01 101112).docx",
		"a (Annas Conflicted Copy 2026-03-01).docx",
		"a (Annas konfliktkopia 2026-03-01).docx",
		"a (SFConflict anna@example.org 2026-03-01).docx",
		"a-DESKTOP-1A2B3C4.docx",
		"a_Pressi_Mar-01-1011-2026_Conflict.docx",
	};
	static const char *const no[] = {
		"Konflikt.docx",
		"conflict.docx",
		"Ny -DESKTOP-modell.docx",
		"-DESKTOP-1A2B3C4.docx",
		"a 2.docx",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		assert_true(names_is_conflict(yes[i]));
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		assert_false(names_is_conflict(no[i]));
}

static const struct {
	const char *in;
	size_t size;
	const char *want;
} shows[] = {
	{ "Vörå 2.docx", 64, "Vörå 2.docx" },
	{ "a\nb", 64, "a\\u{a}b" },
	{ "a\\nb", 64, "a\\\\nb" },
	{ "\x1b[31m", 64, "\\u{1b}[31m" },
	{ "x\xe2\x80\xae"
	  "cod.exe",
	    64, "x\\u{202e}cod.exe" },
	{ "\xff.docx", 64, "\\xff.docx" },
	{ "\xef\xbf\xbd", 64, "\xef\xbf\xbd" },
	{ "abcdefgh", 8, "abcd…" },
	{ "abcdefg", 8, "abcdefg" },
	{ "abc", 2, "" },
	{ "", 8, "" },
};

static void
test_show(void **state)
{
	char got[64];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(shows) / sizeof(shows[0]); i++)
		assert_string_equal(names_show(got, shows[i].size, shows[i].in),
		    shows[i].want);
}

static void
test_new(void **state)
{
	(void)state;
	assert_true(names_is_new("Nytt Microsoft Word-dokument.docx"));
	assert_true(names_is_new("Nytt Microsoft Word-dokument (2).docx"));
	assert_true(names_is_new("Uusi Microsoft Word -asiakirja.docx"));
	assert_true(names_is_new("New Microsoft Word Document.docx"));
	assert_false(names_is_new("Nytt om simhallen.docx"));
	assert_false(names_is_new("Word.docx"));
	assert_false(names_is_new("Renewed document.docx"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_split_by_site),
		cmocka_unit_test(test_in_language),
		cmocka_unit_test(test_family),
		cmocka_unit_test(test_equal),
		cmocka_unit_test(test_place),
		cmocka_unit_test(test_beside),
		cmocka_unit_test(test_conflict),
		cmocka_unit_test(test_show),
		cmocka_unit_test(test_new),
	};

	return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
