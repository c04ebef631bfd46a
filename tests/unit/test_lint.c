/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lint: what makes a person look, and the words that must not. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "finishing.h"

#define H1   "<h1>Ny skola i Gerby</h1>"
#define TEXT "<p>Staden bygger en ny skola för sexhundra elever.</p>"

struct sample {
	const char *name;
	const char *head;
	const char *body;
	const char *code; /* NULL: no hold at all */
};

static const struct sample samples[] = {
	/* drafts: in the name */
	{ "Utkast skola.docx", "", H1 TEXT, "draft-mark" },
	{ "skola_LUONNOS.docx", "", H1 TEXT, "draft-mark" },
	{ "skola-draft.docx", "", H1 TEXT, "draft-mark" },
	{ "tiedote kesken.docx", "", H1 TEXT, "draft-mark" },
	{ "Luonnonsuojelu.docx", "", H1 TEXT, NULL },
	{ "Drafthaus.docx", "", H1 TEXT, NULL },
	/* where nobody looks */
	{ "",
	    "<source format=\"docx\"><furniture kind=\"watermark\">UTKAST"
	    "</furniture></source>",
	    H1 TEXT, "draft-mark" },
	{ "",
	    "<source format=\"docx\"><furniture kind=\"header\">Vasa stad – "
	    "luottamuksellinen</furniture></source>",
	    H1 TEXT, "draft-mark" },
	{ "",
	    "<source format=\"docx\"><property name=\"status\">Draft"
	    "</property></source>",
	    H1 TEXT, "draft-mark" },
	{ "",
	    "<source format=\"docx\"><property name=\"subject\">draft"
	    "</property></source>",
	    H1 TEXT, NULL },
	/* in the first lines */
	{ "", "", "<p>UTKAST</p>" H1 TEXT, "draft-mark" },
	{ "", "", "<p>Utkast 2.5.2026, version 3</p>" H1 TEXT, "draft-mark" },
	{ "", "", "<p>LUONNOS: ei jaettavaksi</p>" H1 TEXT, "draft-mark" },
	{ "", "", "<h1>Utkast: Ny skola</h1>" TEXT, "draft-mark" },
	{ "", "", "<h1>Ny skola (utkast)</h1>" TEXT, "draft-mark" },
	{ "", "", H1 "<p>KONFIDENTIELLT</p>" TEXT, "draft-mark" },
	{ "", "", H1 "<p>Kesken</p>" TEXT, "draft-mark" },
	/* and as words of the text */
	{ "", "", "<h1>Utkast till ny stadga läggs fram</h1>" TEXT, NULL },
	{ "", "", "<h1>Luonnos talousarvioksi valmistui</h1>" TEXT, NULL },
	{ "", "",
	    H1 TEXT "<p>Nämnden behandlade ett utkast, som är "
		    "konfidentiellt.</p>",
	    NULL },
	{ "", "", H1 TEXT "<p>Työ on kesken.</p>", NULL },
	{ "", "", H1 TEXT "<p>The draft budget is not final.</p>", NULL },
	/* corrections: of what? */
	{ "skola_korjattu.docx", "", H1 TEXT, "correction-unclear" },
	{ "skola_v2.docx", "", H1 TEXT, "correction-unclear" },
	{ "skola ver3.docx", "", H1 TEXT, "correction-unclear" },
	{ "skola_v1.docx", "", H1 TEXT, NULL },
	{ "gatan 2.docx", "", H1 TEXT, NULL },
	{ "skola_v2.docx", "<replaces>Ny skola</replaces>", H1 TEXT, NULL },
	{ "", "", "<h1>Rättelse: Ny skola</h1>" TEXT, "correction-unclear" },
	{ "", "", "<h1>Oikaisu – uusi koulu</h1>" TEXT, "correction-unclear" },
	{ "", "", "<h1>Korjaus</h1>" TEXT, "correction-unclear" },
	{ "", "", "<h1>Korjaus maksaa miljoonan</h1>" TEXT, NULL },
	/* what a template leaves */
	{ "", "", H1 "<p>Skolan öppnas den XX augusti.</p>", "template-field" },
	{ "", "", H1 "<p>Ring [ ] för mer.</p>", "template-field" },
	{ "", "", H1 "<p>Priset är TBC.</p>", "template-field" },
	{ "", "", H1 "<p>Bästa «Förnamn»!</p>", "template-field" },
	{ "", "", H1 "<p>Klicka här för att ange text.</p>", "template-field" },
	{ "", "", H1 "<p>[Infoga rubrik]</p>", "template-field" },
	{ "", "", H1 "<p>Lorem ipsum dolor sit amet.</p>", "template-field" },
	{ "", "",
	    H1 "<p>”Vi […] bygger”, säger hon. Storlek XXL, MAXX, XXIV.</p>",
	    NULL },
	{ "", "", H1 "<p>«Vi bygger», sade hon.</p>", NULL },
	/* the title */
	{ "", "", TEXT TEXT, "no-title" },
	{ "", "", "<p>Staden bygger. Det blir bra.</p>" TEXT, "title-unsure" },
	{ "", "", "<figure><img src=\"x.png\"/></figure>" H1 TEXT, NULL },
	{ "", "", "<p>PRESSMEDDELANDE</p><p>Vasa 3.5.2026</p>" H1 TEXT, NULL },
	{ "", "", TEXT H1, "no-title" },
	/* pasted pages */
	{ "", "", H1 TEXT "<p>Hem</p><p>Sök</p><p>Nyheter</p>",
	    "furniture-passage" },
	{ "", "", H1 TEXT "<p>Hem</p>" TEXT "<p>Sök</p>" TEXT "<p>Nyheter</p>",
	    NULL },
	/* the newsroom knows what withheld means, and nobody what "live" does
	 */
	{ "", "<status>withheld</status>", H1 TEXT, NULL },
	{ "", "<status>Canceled</status>", H1 TEXT, NULL },
	{ "", "<status>live</status>", H1 TEXT, "status-unknown" },
	{ "", "<status>Usable</status>", H1 TEXT, NULL },
};

static int
has_hold(xmlDoc *doc)
{
	int hold = 0;
	size_t i;
	struct findings findings;

	release_findings(doc, &findings);
	for (i = 0; i < findings.count; i++)
		hold |= findings.list[i].severity == SEVERITY_HOLD;
	findings_fini(&findings);
	return hold;
}

static void
test_holds(void **state)
{
	const struct sample *s;
	size_t i;
	struct release_settings settings;
	struct why why;
	xmlDoc *doc;

	(void)state;
	for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		s = &samples[i];
		finishing_settings(&settings);
		snprintf(settings.name, sizeof(settings.name), "%s", s->name);
		doc = finishing_release(s->head, s->body, &settings, &why);
		if (doc == NULL)
			fail_msg("%s: %s", s->body, why.text);
		if (s->code != NULL &&
		    !finishing_has(doc, SEVERITY_HOLD, s->code))
			fail_msg("%s %s %s: no %s", s->name, s->head, s->body,
			    s->code);
		if (s->code == NULL && has_hold(doc))
			fail_msg("%s %s %s: held", s->name, s->head, s->body);
		xmlFreeDoc(doc);
	}
}

static int
warns(const char *body, const char *code)
{
	int has;
	struct release_settings settings;
	struct why why;
	xmlDoc *doc;

	finishing_settings(&settings);
	doc = finishing_release("", body, &settings, &why);
	assert_non_null(doc);
	has = finishing_has(doc, SEVERITY_WARN, code);
	xmlFreeDoc(doc);
	return has;
}

static void
test_warnings(void **state)
{
	(void)state;
	assert_true(
	    warns(H1 "<p>”Vi bygger, sade hon.</p>", "quotes-unbalanced"));
	assert_false(
	    warns(H1 "<p>”Vi bygger”, sade hon.</p>", "quotes-unbalanced"));
	assert_true(
	    warns(H1 "<p>“We build, she said.</p>", "quotes-unbalanced"));
	assert_false(
	    warns(H1 "<p>“We build”, she said.</p>", "quotes-unbalanced"));
	assert_true(warns("<h1>En mycket lång rubrik som aldrig tar slut "
			  "utan går vidare rad efter rad tills ingen läsare "
			  "längre minns hur den började</h1>" TEXT,
	    "title-long"));
	assert_false(warns(H1 TEXT, "title-long"));
	assert_true(
	    warns(H1 "<p><a href=\"javascript:x\">x</a></p>", "link-dropped"));
	assert_true(warns(H1 "<p>tfn 06 123 4567Ring</p>", "address-glued"));
}

/* Nothing to see is the sender's fault; a picture alone is a question. */
static void
test_nothing(void **state)
{
	struct release_settings settings;
	struct why why;
	xmlDoc *doc;

	(void)state;
	finishing_settings(&settings);
	assert_null(finishing_release("", "<p> </p><p>\xc2\xa0</p><br/>",
	    &settings, &why));
	assert_int_equal(why.verdict, V_REJECT);
	assert_string_equal(why.code, "no-text");
	/* marks alone are nothing to read, but something to see */
	doc = finishing_release("", "<p>– …</p>", &settings, &why);
	assert_non_null(doc);
	assert_true(finishing_has(doc, SEVERITY_HOLD, "no-text"));
	xmlFreeDoc(doc);
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
		cmocka_unit_test(test_holds),
		cmocka_unit_test(test_warnings),
		cmocka_unit_test(test_nothing),
	};

	return cmocka_run_group_tests_name("lint", tests, NULL, teardown);
}
