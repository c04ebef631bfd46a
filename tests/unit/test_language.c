/* SPDX-License-Identifier: GPL-2.0-or-later */
/* language: whose word counts, and that words belie a template's marks. */
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

#define SV                                                                     \
 "Stadsstyrelsen beslutade på måndagen att bygga en ny skola för "          \
 "sexhundra elever, och byggandet inleds redan nästa höst."
#define FI                                                                     \
 "Kaupunginhallitus päätti maanantaina rakentaa uuden koulun "               \
 "kuudellesadalle oppilaalle, ja rakentaminen alkaa ensi syksynä."
#define EN                                                                     \
 "The city board decided on Monday to build a new school for six "             \
 "hundred pupils, and the building begins as early as next autumn."

static const struct {
	const char *what;
	const char *said;
	const char *name;
	const char *folder;
	const char *lang; /* of the text's marks, or NULL */
	const char *text;
	const char *want;
	const char *why;
} cases[] = {
	{ "a person's word", "fi", "x.sv.docx", "en", "sv-FI", SV, "fi",
	    "said" },
	{ "the name", "", "Skola.sv.docx", "fi", "fi-FI", FI, "sv", "name:sv" },
	{ "the name with a hyphen", "", "Skola-fi.docx", "", NULL, SV, "fi",
	    "name:fi" },
	{ "the name with brackets", "", "Skola (en).docx", "", NULL, SV, "en",
	    "name:en" },
	{ "three letters", "", "TIEDOTE_FIN.docx", "", NULL, SV, "fi",
	    "name:FIN" },
	{ "a folder before the name", "", "sv/Skola_SWE.docx", "", NULL, FI,
	    "sv", "name:SWE" },
	{ "no suffix", "", "Invasiven.docx", "", NULL, SV, "sv", "detected" },
	{ "nothing but a suffix", "", "fi.docx", "", NULL, SV, "sv",
	    "detected" },
	{ "marks and words agree", "", "", "fi", "sv-FI", SV, "sv",
	    "marked, detected" },
	{ "a template's marks", "", "", "", "en-US", SV, "sv",
	    "detected (marked as en-US)" },
	{ "no marks", "", "", "sv", NULL, FI, "fi", "detected" },
	{ "English", "", "", "", "en-GB", EN, "en", "marked, detected" },
	{ "marks of a short text", "", "", "", "fi-FI", "Hei", "fi", "marked" },
	{ "the folder", "", "", "en", NULL, "2026", "en", "folder" },
	{ "the site", "", "", "", NULL, "2026", "sv", "site" },
};

static void
check(size_t i)
{
	char body[1024], want[128];
	char *bytes;
	struct release_head head;
	struct release_settings settings;
	struct why why;
	xmlDoc *doc;

	finishing_settings(&settings);
	snprintf(settings.lang, sizeof(settings.lang), "%s", cases[i].said);
	snprintf(settings.name, sizeof(settings.name), "%s", cases[i].name);
	snprintf(settings.folder_lang, sizeof(settings.folder_lang), "%s",
	    cases[i].folder);
	snprintf(body, sizeof(body), "<p lang=\"%s\">%s</p>",
	    cases[i].lang != NULL ? cases[i].lang : "", cases[i].text);
	doc = finishing_release("", body, &settings, &why);
	assert_non_null(doc);
	assert_int_equal(release_head_read(doc, &head, &why), V_OK);
	bytes = finishing_bytes(doc);
	snprintf(want, sizeof(want), "lang-why=\"%s\"", cases[i].why);
	if (strcmp(head.lang, cases[i].want) != 0 ||
	    strstr(bytes, want) == NULL)
		fail_msg("%s: %s, %.200s", cases[i].what, head.lang, bytes);
	/* no mark of a lying template is left */
	assert_null(strstr(bytes, "lang=\"en-US\""));
	free(bytes);
	xmlFreeDoc(doc);
}

static void
test_choice(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check(i);
}

static char *
finish(const char *body, const struct release_settings *settings)
{
	char *bytes;
	struct why why;
	xmlDoc *doc;

	doc = finishing_release("", body, settings, &why);
	assert_non_null(doc);
	bytes = finishing_bytes(doc);
	xmlFreeDoc(doc);
	return bytes;
}

/* Words of another language stay marked, those of the release don't, also
 * where they come back inside. */
static void
test_marks(void **state)
{
	char *bytes;
	struct release_settings settings;

	(void)state;
	finishing_settings(&settings);
	bytes = finish("<p lang=\"sv-FI\">" SV " <span lang=\"fi-FI\">suomeksi"
		       "</span> och <span lang=\"sv-SE\">svenska</span></p>"
		       "<blockquote lang=\"fi-FI\"><p lang=\"fi\">" FI
		       " <span lang=\"sv\">tillbaka</span></p></blockquote>",
	    &settings);
	assert_non_null(strstr(bytes, "<span lang=\"fi-FI\">suomeksi</span>"));
	assert_non_null(strstr(bytes, " och svenska</p>"));
	assert_non_null(strstr(bytes, "<blockquote lang=\"fi-FI\"><p>"));
	assert_non_null(strstr(bytes, "<span lang=\"sv\">tillbaka</span>"));
	free(bytes);
}

static int
has_hold(const char *name, const char *lang, const char *code)
{
	int has;
	struct release_settings settings;
	struct why why;
	xmlDoc *doc;

	finishing_settings(&settings);
	snprintf(settings.name, sizeof(settings.name), "%s", name);
	snprintf(settings.lang, sizeof(settings.lang), "%s", lang);
	doc = finishing_release("", "<h1>X</h1><p>" SV "</p>", &settings, &why);
	assert_non_null(doc);
	has = finishing_has(doc, SEVERITY_HOLD, code);
	xmlFreeDoc(doc);
	return has;
}

/* ".se" is Northern Sámi, and hardly ever meant. */
static void
test_questions(void **state)
{
	(void)state;
	assert_true(has_hold("Skola.se.docx", "", "language-se"));
	assert_false(has_hold("Skola.sv.docx", "", "language-se"));
	assert_true(has_hold("x.docx", "de", "language-unknown"));
	assert_false(has_hold("x.docx", "sv", "language-unknown"));
}

/* A site of other languages than those that words are known of. */
static void
test_other_site(void **state)
{
	char *bytes;
	struct release_settings settings;

	(void)state;
	finishing_settings(&settings);
	memset(settings.site_langs, 0, sizeof(settings.site_langs));
	memcpy(settings.site_langs[0], "de-AT", 6);
	bytes = finish("<p lang=\"de-DE\">Die Stadt baut eine Schule.</p>",
	    &settings);
	assert_non_null(strstr(bytes, "xml:lang=\"de-AT\""));
	free(bytes);
	/* no site at all: the document's own */
	memset(settings.site_langs, 0, sizeof(settings.site_langs));
	bytes = finish("<p lang=\"de-DE\">Die Stadt baut eine Schule.</p>",
	    &settings);
	assert_non_null(strstr(bytes, "xml:lang=\"de-DE\""));
	free(bytes);
	bytes = finish("<p>2026</p>", &settings);
	assert_non_null(strstr(bytes, "xml:lang=\"und\""));
	free(bytes);
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
		cmocka_unit_test(test_choice),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_questions),
		cmocka_unit_test(test_other_site),
	};

	return cmocka_run_group_tests_name("language", tests, NULL, teardown);
}
