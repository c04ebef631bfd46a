/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Embargoes: what is understood waits, what is not holds, and nothing that
 * speaks of one gets through.
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
#include <libxml/parser.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "finishing.h"

/* 2026-03-20 12:00 UTC, a Friday. */
#define NOW      1774008000
#define H1       "<h1>Ny skola i Gerby</h1>"
#define TEXT_SV  "<p>Staden bygger en ny skola för sexhundra elever.</p>"
#define UNTIL_24 "2026-03-24T09:00:00+02:00"

struct want {
	const char *body;
	const char *until; /* or NULL */
	const char *code;  /* of a hold, or NULL */
};

static const struct want understood[] = {
	{ "<p>Embargo till 24.3.2026 kl. 9.00</p>" H1 TEXT_SV, UNTIL_24, NULL },
	{ "<p>EMBARGO: 24.3.2026 kl. 9</p>" H1 TEXT_SV, UNTIL_24, NULL },
	{ "<p>Embargo t.o.m. tisdag 24.3.2026 kl. 09.00!</p>" H1 TEXT_SV,
	    UNTIL_24, NULL },
	{ "<p>Fritt för publicering tisdag 24.3 kl. 9</p>" H1 TEXT_SV, UNTIL_24,
	    NULL },
	{ "<p>Får inte publiceras före den 24 mars 2026 kl. 9.00.</p>" H1
		TEXT_SV,
	    UNTIL_24, NULL },
	{ "<p>Får publiceras 24.3.2026 klockan 9</p>" H1 TEXT_SV, UNTIL_24,
	    NULL },
	{ "<p>Julkaisuvapaa ti 24.3. klo 9</p>" H1 TEXT_SV, UNTIL_24, NULL },
	{ "<p>Julkaistavissa 24.3.2026 klo 9.00 alkaen</p>" H1 TEXT_SV,
	    UNTIL_24, NULL },
	{ "<p>EI SAA JULKAISTA ENNEN 24.3.2026 KLO 9.00</p>" H1 TEXT_SV,
	    UNTIL_24, NULL },
	{ "<p>Embargo 24.3.2026 klo 9 asti</p>" H1 TEXT_SV, UNTIL_24, NULL },
	{ "<p>Ei julki ennen tiistaita 24.3.2026 klo 9</p>" H1 TEXT_SV,
	    UNTIL_24, NULL },
	{ "<p>Embargoed until 9 am on 24 March 2026</p>" H1 TEXT_SV, UNTIL_24,
	    NULL },
	{ "<p>NOT FOR PUBLICATION BEFORE 24 March 2026 at 9:00</p>" H1 TEXT_SV,
	    UNTIL_24, NULL },
	{ "<p>STRICTLY EMBARGOED: 9 a.m. EET, Tuesday, March 24, 2026</p>" H1
		TEXT_SV,
	    UNTIL_24, NULL },
	/* the word and its time on lines and in blocks of their own */
	{ "<p>EMBARGO<br/>24.3.2026 kl. 9.00</p>" H1 TEXT_SV, UNTIL_24, NULL },
	{ "<p><strong>EMBARGO</strong></p>"
	  "<p>Får publiceras 24.3.2026 kl. 9.00</p>" H1 TEXT_SV,
	    UNTIL_24, NULL },
	/* at the start of the text, and after it */
	{ H1 "<p>Embargo till 24.3.2026 kl. 9.00. Staden bygger en skola.</p>",
	    UNTIL_24, NULL },
	{ H1 "<p>(Embargo till 24.3.2026 kl. 9.00)</p>" TEXT_SV, UNTIL_24,
	    NULL },
	{ H1 TEXT_SV "<p>Embargo till 24.3.2026 kl. 9.00</p>", UNTIL_24, NULL },
	/* said twice, and the same */
	{ "<p>Embargo till 24.3.2026 kl. 9.00</p>" H1 TEXT_SV
	  "<p>Får publiceras tisdag 24.3.2026 kl. 9</p>",
	    UNTIL_24, NULL },
	/* the other forms that people write */
	{ "<p>Fritt för publicering: 24.3.2026 kl. 09.00</p>" H1 TEXT_SV,
	    UNTIL_24, NULL },
	{ "<p>FÅR EJ PUBLICERAS FÖRE 24.3.2026 KL. 9.00</p>" H1 TEXT_SV,
	    UNTIL_24, NULL },
	{ "<p>Får inte publiceras före tisdag 24.3 kl. 9.00</p>" H1 TEXT_SV,
	    UNTIL_24, NULL },
	{ "<p>Embargo tills tisdagen den 24 mars 2026 klockan 9.00</p>" H1
		TEXT_SV,
	    UNTIL_24, NULL },
	{ "<p>Embargo till 24.3.2026 kl. 8.00 svensk tid</p>" H1 TEXT_SV,
	    "2026-03-24T08:00:00+01:00", NULL },
	{ "<p>Embargo 2026-03-24 09:00</p>" H1 TEXT_SV, UNTIL_24, NULL },
	{ "<p>Vapaa julkaistavaksi 24.3.2026 klo 9.00</p>" H1 TEXT_SV, UNTIL_24,
	    NULL },
	{ "<p>JULKAISUVAPAA TIISTAINA 24.3.2026 KELLO 9.00</p>" H1 TEXT_SV,
	    UNTIL_24, NULL },
	{ "<p>Embargo tiistaihin 24.3.2026 klo 9.00 saakka</p>" H1 TEXT_SV,
	    UNTIL_24, NULL },
	{ "<p>Ei julkisuuteen ennen 24. maaliskuuta 2026 klo 9.00</p>" H1
		TEXT_SV,
	    UNTIL_24, NULL },
	{ "<p>Not for release until 9:00 am, 24 March 2026</p>" H1 TEXT_SV,
	    UNTIL_24, NULL },
	{ "<p>EMBARGO: 24 March 2026, 07:00 GMT</p>" H1 TEXT_SV,
	    "2026-03-24T07:00:00+00:00", NULL },
	{ "<p>EMBARGO 24.3.2026\xc2\xa0kl.\xe2\x80\xaf"
	  "9.00</p>" H1 TEXT_SV,
	    UNTIL_24, NULL },
	/* scheduling waits as an embargo does, on a line of its own */
	{ "<p>Publiceras: 24.3.2026 kl. 9.00</p>" H1 TEXT_SV, UNTIL_24, NULL },
	{ "<p>Julkaistaan ti 24.3.2026 klo 9</p>" H1 TEXT_SV, UNTIL_24, NULL },
	{ H1 TEXT_SV "<p>Julkaistaan syksyllä kirjana.</p>", NULL, NULL },
	/* the press has it before it appears */
	{ "<p>Embargo till 24.3.2026 kl. 7</p><p>Publiceras: 24.3.2026 kl. "
	  "9.00</p>" H1 TEXT_SV,
	    UNTIL_24, NULL },
	/* no embargo */
	{ "<p>FOR IMMEDIATE RELEASE</p>" H1 TEXT_SV, NULL, NULL },
	{ "<p>Heti</p>" H1 TEXT_SV, NULL, NULL },
	{ "<p>Julkaisuvapaa heti</p>" H1 TEXT_SV, NULL, NULL },
	{ "<p>Fritt för publicering</p>" H1 TEXT_SV, NULL, NULL },
	{ "<p>Embargo: nej</p>" H1 TEXT_SV, NULL, NULL },
	{ H1 TEXT_SV "<p>Vapenembargot gäller inte matleveranser.</p>", NULL,
	    NULL },
	{ H1 TEXT_SV "<p>Rapporten publiceras 24.3.2026 kl. 9.</p>", NULL,
	    NULL },
	{ H1 TEXT_SV "<p>Heti kun koulu valmistuu, muutto alkaa.</p>", NULL,
	    NULL },
	{ H1 TEXT_SV "<p>”Heti!” ropade rektorn.</p>", NULL, NULL },
};

static const struct want unclear[] = {
	{ "<p>Embargo</p>" H1 TEXT_SV, NULL, "embargo-unclear" },
	{ "<p>Embargo till tisdag</p>" H1 TEXT_SV, NULL, "embargo-unclear" },
	{ "<p>Embargo till tisdag morgon</p>" H1 TEXT_SV, NULL,
	    "embargo-unclear" },
	{ "<p>Embargo till 24.3.2026</p>" H1 TEXT_SV, NULL, "embargo-no-time" },
	{ "<p>Embargo till 24.3 kl. 9</p>" H1 TEXT_SV, NULL,
	    "embargo-no-year" },
	{ "<p>Embargo till måndag 24.3.2026 kl. 9</p>" H1 TEXT_SV, NULL,
	    "embargo-weekday" },
	{ "<p>Embargo till 24.7.2026 kl. 9 EET</p>" H1 TEXT_SV, NULL,
	    "embargo-zone" },
	{ "<p>Embargo till 29.3.2026 kl. 3.30</p>" H1 TEXT_SV, NULL,
	    "embargo-never" },
	{ "<p>Embargo till 24.3.2026 kl. 9</p>" H1 TEXT_SV
	  "<p>Embargo till 25.3.2026 kl. 9</p>",
	    "2026-03-25T09:00:00+02:00", "embargo-two" },
	{ "<p>FOR IMMEDIATE RELEASE</p>"
	  "<p>Embargo till 24.3.2026 kl. 9</p>" H1 TEXT_SV,
	    UNTIL_24, "embargo-two" },
	/* it can't appear while the press must be silent */
	{ "<p>Embargo till 24.3.2026 kl. 9</p><p>Publiceras: 24.3.2026 kl. "
	  "7.00</p>" H1 TEXT_SV,
	    UNTIL_24, "embargo-two" },
	{ "<p>Embargo till 24.3.2026 kl. 9 efter presskonferensen</p>" H1
		TEXT_SV,
	    NULL, "embargo-unclear" },
	{ "<p>Får publiceras när mötet är slut</p>" H1 TEXT_SV, NULL,
	    "embargo-unclear" },
	{ H1 TEXT_SV "<p>Materialet är under embargo.</p>", NULL,
	    "embargo-unclear" },
	{ H1 TEXT_SV "<ul><li>bilder (embargo)</li></ul>", NULL,
	    "embargo-unclear" },
	{ H1 TEXT_SV "<table><tbody><tr><td>Embargot</td><td>se ovan</td></tr>"
		     "</tbody></table>",
	    NULL, "embargo-unclear" },
	{ H1 TEXT_SV "<aside><p>Ei saa julkaista!</p></aside>", NULL,
	    "embargo-unclear" },
	{ H1 TEXT_SV "<p>Tiedote on luottamuksellinen eikä sitä "
		     "ei saa julkaista ennen kokousta.</p>",
	    NULL, "embargo-unclear" },
	{ "<p>Publiceras: på tisdag</p>" H1 TEXT_SV, NULL, "embargo-unclear" },
	{ "<p>Ei saa julkaista ennen torstaita</p>" H1 TEXT_SV, NULL,
	    "embargo-unclear" },
	{ "<p>Julkaisuvapaa ti 24.3.</p>" H1 TEXT_SV, NULL, "embargo-no-time" },
	{ "<p>Julkaisuvapaa ke 24.3.2026 klo 9</p>" H1 TEXT_SV, NULL,
	    "embargo-weekday" },
	{ "<p>Embargoed until further notice</p>" H1 TEXT_SV, NULL,
	    "embargo-unclear" },
	{ "<p>Embargoed until 9 am tomorrow</p>" H1 TEXT_SV, NULL,
	    "embargo-unclear" },
	{ "<p>Embargo till 31.2.2026 kl. 9</p>" H1 TEXT_SV, NULL,
	    "embargo-never" },
	{ "<p>Embargo till 24.3.2026 kl. 25.00</p>" H1 TEXT_SV, NULL,
	    "embargo-unclear" },
	{ "<p>Embargo till 25.10.2026 kl. 3.30</p>" H1 TEXT_SV, NULL,
	    "embargo-never" },
	{ "<p>Fritt för publicering 24.3 och 25.3.2026 kl. 9</p>" H1 TEXT_SV,
	    NULL, "embargo-unclear" },
	{ H1 "<p>Staden bygger en skola. Embargo gäller till mötets slut.</p>",
	    NULL, "embargo-unclear" },
	/* last month's file */
	{ "<p>Embargo till 24.2.2026 kl. 9</p>" H1 TEXT_SV,
	    "2026-02-24T09:00:00+02:00", "embargo-past" },
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
check(const struct want *want, const struct release_settings *settings,
    const char *head)
{
	struct release_head got;
	struct why why;
	xmlDoc *doc;

	doc = finishing_release(head, want->body, settings, &why);
	if (doc == NULL)
		fail_msg("%s: %s", want->body, why.text);
	assert_int_equal(release_head_read(doc, &got, &why), V_OK);
	if (strcmp(got.embargo, want->until != NULL ? want->until : "") != 0)
		fail_msg("%s: until %s", want->body, got.embargo);
	if (want->code != NULL &&
	    !finishing_has(doc, SEVERITY_HOLD, want->code))
		fail_msg("%s: no %s", want->body, want->code);
	if (want->code == NULL && has_hold(doc))
		fail_msg("%s: held", want->body);
	assert_string_equal(got.title, "Ny skola i Gerby");
	xmlFreeDoc(doc);
}

static void
test_understood(void **state)
{
	size_t i;
	struct release_settings settings;

	(void)state;
	finishing_settings(&settings);
	settings.now = NOW;
	for (i = 0; i < sizeof(understood) / sizeof(understood[0]); i++)
		check(&understood[i], &settings, "");
}

static void
test_unclear(void **state)
{
	size_t i;
	struct release_settings settings;

	(void)state;
	finishing_settings(&settings);
	settings.now = NOW;
	for (i = 0; i < sizeof(unclear) / sizeof(unclear[0]); i++)
		check(&unclear[i], &settings, "");
}

/* What becomes of a line that holds words of an embargo. */
static void
judge(const char *line, int *ret_until, int *ret_hold)
{
	char *body;
	struct release_head got;
	struct release_settings settings;
	struct why why;
	xmlDoc *doc;

	finishing_settings(&settings);
	settings.now = NOW;
	body = xasprintf("<p>%s</p>" H1 TEXT_SV, line);
	doc = finishing_release("", body, &settings, &why);
	if (doc == NULL)
		fail_msg("%s: %s", line, why.text);
	assert_int_equal(release_head_read(doc, &got, &why), V_OK);
	*ret_until = got.embargo[0] != '\0';
	*ret_hold = has_hold(doc);
	xmlFreeDoc(doc);
	free(body);
}

/* With a time it waits; alone, with a time that is none, or in a sentence, it
 * never gets through unasked. */
static void
check_phrase(const char *phrase, int strong)
{
	static const char *const around[][2] = { { "", "" },
		{ "", " på onsdag eller så" }, { "Vi ber er minnas: ", "!" },
		{ "", " 24.3.2026 kl. 9 eller 10" } };
	char line[256];
	int hold, until;
	size_t i;

	snprintf(line, sizeof(line), "%s 24.3.2026 kl. 9.00", phrase);
	judge(line, &until, &hold);
	if (!until || hold)
		fail_msg("%s: not understood", line);
	/* "Fritt för publicering" alone is no embargo */
	for (i = strong ? 0 : 3; i < sizeof(around) / sizeof(around[0]); i++) {
		snprintf(line, sizeof(line), "%s%s%s", around[i][0], phrase,
		    around[i][1]);
		judge(line, &until, &hold);
		if (!hold)
			fail_msg("%s: got through", line);
	}
}

/* Every phrase of a kind in a language's file. */
static size_t
check_lines(xmlNode *phrases, int strong)
{
	char *line, *rest;
	size_t n = 0;
	xmlChar *lines;

	lines = xmlNodeGetContent(phrases);
	rest = (char *)lines;
	while ((line = strsep(&rest, "\n")) != NULL) {
		line[strcspn(line, "*")] = '\0';
		if (*line == '\0')
			continue;
		check_phrase(line, strong);
		n++;
	}
	xmlFree(lines);
	return n;
}

static size_t
check_file(const char *lang)
{
	char *path;
	const char *source;
	size_t n = 0;
	xmlChar *kind;
	xmlDoc *doc;
	xmlNode *node, *zones;

	source = getenv("GAZETTE_SOURCE");
	path = xasprintf("%s/xsl/i18n/%s.xml", source != NULL ? source : ".",
	    lang);
	doc = xmlReadFile(path, NULL, 0);
	assert_non_null(doc);
	zones = xmlGetLastChild(xmlDocGetRootElement(doc));
	while (!xmlStrEqual(zones->name, (const xmlChar *)"zones"))
		zones = zones->prev;
	for (node = zones->children; node != NULL; node = node->next) {
		kind = xmlGetProp(node, (const xmlChar *)"for");
		if (xmlStrEqual(kind, (const xmlChar *)"embargo"))
			n += check_lines(node, 1);
		else if (xmlStrEqual(kind, (const xmlChar *)"release"))
			n += check_lines(node, 0);
		xmlFree(kind);
	}
	xmlFreeDoc(doc);
	free(path);
	return n;
}

/* No phrase of an embargo that is known gets through without its time. */
static void
test_phrases(void **state)
{
	(void)state;
	assert_true(check_file("sv") > 15);
	assert_true(check_file("fi") > 15);
	assert_true(check_file("en") > 15);
}

/* The words leave the text when they were understood, and only then. */
static void
test_line_leaves(void **state)
{
	char *bytes;
	struct release_settings settings;
	struct why why;
	xmlDoc *doc;

	(void)state;
	finishing_settings(&settings);
	doc = finishing_release("",
	    H1 "<p>Embargo till 24.3.2026 kl. 9.00. Staden bygger.</p>" TEXT_SV,
	    &settings, &why);
	assert_non_null(doc);
	bytes = finishing_bytes(doc);
	assert_non_null(strstr(bytes, ">Staden bygger.</p>"));
	assert_null(strstr(bytes, "9.00. Staden"));
	free(bytes);
	xmlFreeDoc(doc);
	doc = finishing_release("",
	    "<p>Embargo till tisdag</p>" H1 TEXT_SV TEXT_SV, &settings, &why);
	assert_non_null(doc);
	bytes = finishing_bytes(doc);
	assert_non_null(strstr(bytes, "<p>Embargo till tisdag</p>"));
	free(bytes);
	xmlFreeDoc(doc);
}

/* In words that are never published: a header, a comment, a property, a note
 * to editors. */
static void
test_unpublished(void **state)
{
	static const char *const heads[] = {
		"<source format=\"docx\"><furniture kind=\"header\">Embargo till "
		"24.3.2026 kl. 9.00</furniture></source>",
		"<source format=\"docx\"><furniture kind=\"comment\">embargo!"
		"</furniture></source>",
		"<source format=\"docx\"><property name=\"keywords\">Embargo"
		"</property></source>",
		"<advisory>Not for publication before the meeting</advisory>",
	};
	static const struct want wants[] = {
		{ H1 TEXT_SV, UNTIL_24, NULL },
		{ H1 TEXT_SV, NULL, "embargo-unclear" },
		{ H1 TEXT_SV, NULL, "embargo-unclear" },
		{ H1 TEXT_SV, NULL, "embargo-unclear" },
	};
	size_t i;
	struct release_settings settings;

	(void)state;
	finishing_settings(&settings);
	settings.now = NOW;
	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		check(&wants[i], &settings, heads[i]);
}

/* The name of the file alone holds; with the time in the text it is clear. */
static void
test_name(void **state)
{
	static const struct want bare = { H1 TEXT_SV, NULL, "embargo-unclear" };
	static const struct want day = { H1 TEXT_SV, NULL, "embargo-no-time" };
	static const struct want both = {
		"<p>Embargo till 24.3.2026 kl. 9</p>" H1 TEXT_SV, UNTIL_24, NULL
	};
	struct release_settings settings;

	(void)state;
	finishing_settings(&settings);
	settings.now = NOW;
	memcpy(settings.name, "Skola_EMBARGO.docx",
	    sizeof("Skola_EMBARGO.docx"));
	check(&bare, &settings, "");
	check(&both, &settings, "");
	memcpy(settings.name, "Embargo 24.3.2026 skola.docx",
	    sizeof("Embargo 24.3.2026 skola.docx"));
	check(&day, &settings, "");
	memcpy(settings.name, "Embargo 24.3.2026.docx",
	    sizeof("Embargo 24.3.2026.docx"));
	check(&day, &settings, "");
	check(&both, &settings, "");
}

/* A vocabulary's own element, in its forms. */
static void
test_meta(void **state)
{
	static const struct want clear = { H1 TEXT_SV, UNTIL_24, NULL };
	static const struct want wrong = { H1 TEXT_SV, NULL,
		"embargo-unclear" };
	static const struct want none = { H1 TEXT_SV, NULL, NULL };
	struct release_settings settings;

	(void)state;
	finishing_settings(&settings);
	check(&clear, &settings, "<embargo>20260324T090000+0200</embargo>");
	check(&clear, &settings, "<embargo until=\"" UNTIL_24 "\">x</embargo>");
	check(&wrong, &settings, "<embargo>efter mötet</embargo>");
	check(&wrong, &settings, "<embargo/>");
	/* NITF: released when it is issued */
	check(&none, &settings,
	    "<issued>20260324T090000+0200</issued>"
	    "<embargo>20260324T090000+0200</embargo>");
	check(&clear, &settings,
	    "<issued>20260323T090000+0200</issued>"
	    "<embargo>20260324T090000+0200</embargo>");
}

/* A leading table: scheduling waits as an embargo does. */
static void
test_table(void **state)
{
	static const struct want wants[] = {
		{ "<table><tbody><tr><td>Rubrik</td><td>Ny skola i Gerby</td></tr>"
		  "<tr><td>Embargo</td><td>24.3.2026 kl. 9.00</td></tr></tbody>"
		  "</table>" TEXT_SV,
		    UNTIL_24, NULL },
		{ "<table><tbody><tr><td>Otsikko</td><td>Ny skola i Gerby</td></tr>"
		  "<tr><td>Julkaistaan</td><td>24.3.2026 klo 9</td></tr></tbody>"
		  "</table>" TEXT_SV,
		    UNTIL_24, NULL },
		{ "<table><tbody><tr><td>Title</td><td>Ny skola i Gerby</td></tr>"
		  "<tr><td>Embargo:</td><td>soon</td></tr></tbody></table>" TEXT_SV,
		    NULL, "embargo-unclear" },
	};
	size_t i;
	struct release_settings settings;

	(void)state;
	finishing_settings(&settings);
	settings.now = NOW;
	for (i = 0; i < sizeof(wants) / sizeof(wants[0]); i++)
		check(&wants[i], &settings, "");
}

/* Thousands of sentences about embargoes cost no more than their length. */
static void
test_many(void **state)
{
	char *body;
	int i;
	struct buf buf;
	struct release_settings settings;
	struct why why;
	xmlDoc *doc;

	(void)state;
	finishing_settings(&settings);
	buf_init(&buf, 8 << 20);
	buf_puts(&buf, H1 "<p>");
	for (i = 0; i < 100000; i++)
		buf_puts(&buf, "Embargo till den 24.3. ");
	buf_puts(&buf, "</p>");
	body = buf_take(&buf, NULL);
	doc = finishing_release("", body, &settings, &why);
	assert_non_null(doc);
	assert_true(finishing_has(doc, SEVERITY_HOLD, "embargo-unclear"));
	xmlFreeDoc(doc);
	free(body);
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
		cmocka_unit_test(test_understood),
		cmocka_unit_test(test_unclear),
		cmocka_unit_test(test_phrases),
		cmocka_unit_test(test_line_leaves),
		cmocka_unit_test(test_unpublished),
		cmocka_unit_test(test_name),
		cmocka_unit_test(test_meta),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_many),
	};

	return cmocka_run_group_tests_name("embargo", tests, NULL, teardown);
}
