/* SPDX-License-Identifier: GPL-2.0-or-later */
/* report, receipt: what is said, in which language, and what never is. */
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
#include "staff/receipt.h"
#include "staff/report.h"
#include "staff/words.h"

static const char *const langs[] = { "sv", "fi", "en", "sv-FI", NULL };
static struct words *words;
static struct staff_site site;

static int
set_up(void **state)
{
	char path[4096];
	const char *source;
	struct why why;

	(void)state;
	source = getenv("GAZETTE_SOURCE");
	snprintf(path, sizeof(path), "%s/xsl/i18n",
	    source != NULL ? source : ".");
	if (words_load(path, &words, &why) != V_OK)
		return -1;
	site.words = words;
	site.name = "Staden <&> Exempel";
	site.langs = langs;
	site.timezone = "Europe/Helsinki";
	site.approve = "_approve";
	site.withdraw = "_withdraw";
	site.preview = "_preview";
	site.embargo = "_embargo";
	site.done = "_done";
	site.failed = "_failed";
	site.now = 1777797120;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	words_free(words);
	return 0;
}

/* The page must be XML, whatever stood in the document. */
static xmlNode *
parse(const struct buf *out, xmlDoc **ret)
{
	*ret = xmlReadMemory(buf_str(out), (int)out->len, NULL, NULL,
	    XML_PARSE_NONET);
	assert_non_null(*ret);
	return xmlDocGetRootElement(*ret);
}

static const char *
lang_of_speech(const xmlNode *page, unsigned index, char *dst, size_t size)
{
	const xmlNode *node;
	xmlChar *lang;

	*dst = '\0';
	for (node = page->children; node != NULL; node = node->next) {
		if (node->type != XML_ELEMENT_NODE || index-- > 0)
			continue;
		lang = xmlGetNoNsProp(node, (const xmlChar *)"lang");
		snprintf(dst, size, "%s", (const char *)lang);
		xmlFree(lang);
		break;
	}
	return dst;
}

static void
fill_report(struct report *report, enum report_kind kind, const char *lang)
{
	memset(report, 0, sizeof(*report));
	report->kind = kind;
	report->document.name = "a<b>&\"c\".docx";
	report->document.lang = lang;
	report->document.title = "Hemlig rubrik";
}

/* The document's language first, then the site's, each once. */
static void
test_order_of_languages(void **state)
{
	static const struct {
		const char *lang;
		const char *want[4];
	} cases[] = {
		{ "fi", { "fi", "sv", "en", "" } },
		{ "sv-FI", { "sv", "fi", "en", "" } },
		{ "de", { "sv", "fi", "en", "" } },
		{ NULL, { "sv", "fi", "en", "" } },
	};

	char lang[16];
	size_t i;
	struct buf out;
	struct report report;
	unsigned j;
	xmlDoc *doc;
	xmlNode *page;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_init(&out, 1 << 20);
		fill_report(&report, REPORT_FIX, cases[i].lang);
		assert_int_equal(report_write(&site, &report, &out), 0);
		page = parse(&out, &doc);
		for (j = 0; j < 4; j++)
			assert_string_equal(lang_of_speech(page, j, lang,
						sizeof(lang)),
			    cases[i].want[j]);
		xmlFreeDoc(doc);
		buf_fini(&out);
	}
}

/* Bytes that are not UTF-8, markup, braces, controls: all arrive as text. */
static void
test_hostile_words(void **state)
{
	struct buf out;
	struct report report;
	struct staff_value value = { "ti\"tle", "\xff{name}</fact>",
		"style:\"><x>" };
	struct why why;
	xmlDoc *doc;

	(void)state;
	buf_init(&out, 1 << 20);
	fill_report(&report, REPORT_HOLD, "sv");
	report.document.name = "\xfe\xff\n{quote}<script>.docx";
	report.document.title = "]]></title>\x01{code}";
	report.document.values = &value;
	report.document.value_count = 1;
	why_clear(&why);
	(void)why_set(&why, V_HOLD, "no-such-code", "x");
	why_quote(&why, "<b>{name}\xff</quote>");
	report.why = &why;
	assert_int_equal(report_write(&site, &report, &out), 0);
	parse(&out, &doc);
	xmlFreeDoc(doc);
	assert_null(strstr(buf_str(&out), "<script"));
	assert_null(strstr(buf_str(&out), "<x>"));
	assert_non_null(strstr(buf_str(&out), "no-such-code"));
	assert_non_null(strstr(buf_str(&out), "\\xfe\\xff"));
	buf_fini(&out);
}

/* An embargoed title is not said; the file, which lies there, is. */
static void
test_embargo_is_silent(void **state)
{
	struct buf out;
	struct report report;
	struct staff_value value = { "title", "Hemlig rubrik", NULL };
	struct status status;
	struct status_line line = { STATUS_SCHEDULED, "a.docx", "Hemlig rubrik",
		NULL, NULL, NULL, 1777797120 };

	(void)state;
	buf_init(&out, 1 << 20);
	fill_report(&report, REPORT_SCHEDULED, "sv");
	report.document.values = &value;
	report.document.value_count = 1;
	report.when = 1777797120;
	assert_int_equal(report_write(&site, &report, &out), 0);
	memset(&status, 0, sizeof(status));
	status.lines = &line;
	status.count = 1;
	status.beat_every = 60;
	assert_int_equal(status_write(&site, &status, &out), 0);
	assert_null(strstr(buf_str(&out), "Hemlig"));
	assert_non_null(strstr(buf_str(&out),
	    "3 maj 2026 kl.\xc2\xa0"
	    "11.32"));
	buf_fini(&out);
}

/* Every report says what is public right now. */
static void
test_what_is_live(void **state)
{
	enum report_kind kind;
	struct buf out;
	struct report report;
	struct staff_address address = { "sv", "https://example.org/sv/a/",
		"Rubrik" };

	(void)state;
	for (kind = REPORT_FIX; kind <= REPORT_PREVIEW; kind++) {
		buf_init(&out, 1 << 20);
		fill_report(&report, kind, "en");
		assert_int_equal(report_write(&site, &report, &out), 0);
		assert_non_null(
		    strstr(buf_str(&out), "Nothing of this document."));
		buf_reset(&out);
		report.document.live = &address;
		report.document.live_count = 1;
		assert_int_equal(report_write(&site, &report, &out), 0);
		assert_non_null(
		    strstr(buf_str(&out), "https://example.org/sv/a/"));
		assert_null(strstr(buf_str(&out), "Nothing of this document"));
		buf_fini(&out);
	}
}

/* "New, or a new version?" has answers of its own. */
static void
test_answers(void **state)
{
	struct buf out;
	struct report report;
	struct why why;

	(void)state;
	buf_init(&out, 1 << 20);
	fill_report(&report, REPORT_HOLD, "en");
	why_clear(&why);
	(void)why_set(&why, V_HOLD, "same-name-other-text", "x");
	report.why = &why;
	assert_int_equal(report_write(&site, &report, &out), 0);
	assert_non_null(strstr(buf_str(&out), "give the file another name"));
	assert_null(strstr(buf_str(&out), "If all is as you want it"));
	buf_reset(&out);
	(void)why_set(&why, V_HOLD, "comments", "x");
	assert_int_equal(report_write(&site, &report, &out), 0);
	assert_non_null(strstr(buf_str(&out), "If all is as you want it"));
	buf_fini(&out);
}

/* Full buffers are told of. */
static void
test_too_long(void **state)
{
	struct buf out;
	struct report report;

	(void)state;
	buf_init(&out, 200);
	fill_report(&report, REPORT_FIX, "en");
	assert_int_equal(report_write(&site, &report, &out), -1);
	buf_fini(&out);
}

static void
test_receipt(void **state)
{
	struct buf out;
	struct receipt receipt;
	struct staff_value value = { "issued", "2026-05-03T22:30:00Z", "meta" };

	(void)state;
	buf_init(&out, 1 << 20);
	memset(&receipt, 0, sizeof(receipt));
	receipt.outcome = RECEIPT_PUBLISHED;
	receipt.document.name = "a.docx";
	receipt.document.lang = "sv";
	receipt.document.id = "0b0c5c1e-5a51-4e0e-8f53-3c1c5ad0a001";
	receipt.document.version = 1;
	receipt.document.values = &value;
	receipt.document.value_count = 1;
	receipt.published = 1777797120;
	assert_int_equal(receipt_write(&site, &receipt, &out), 0);
	assert_non_null(strstr(buf_str(&out),
	    "about=\"0b0c5c1e-5a51-4e0e-8f53-3c1c5ad0a001 sv 1\""));
	assert_non_null(strstr(buf_str(&out),
	    "4 maj 2026 kl.\xc2\xa0"
	    "1.30")); /* in the site's zone */
	buf_fini(&out);
}

static void
test_text(void **state)
{
	struct buf out;
	struct findings findings;
	struct report report;
	struct why why;

	(void)state;
	buf_init(&out, 1 << 16);
	findings_init(&findings);
	findings_add(&findings, SEVERITY_HOLD, "comments", "Really?");
	fill_report(&report, REPORT_FIX, "en");
	report.document.findings = &findings;
	why_clear(&why);
	(void)why_set(&why, V_REJECT, "no-such-code",
	    "in plain English, line 3");
	report.why = &why;
	report_write_text(words, "en", &report, &out);
	assert_non_null(
	    strstr(buf_str(&out), "reject: in plain English, line 3\n"));
	assert_non_null(strstr(buf_str(&out),
	    "hold: The document has comments that are not resolved.\n"
	    "      “Really?”\n"));
	findings_fini(&findings);
	buf_fini(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order_of_languages),
		cmocka_unit_test(test_hostile_words),
		cmocka_unit_test(test_embargo_is_silent),
		cmocka_unit_test(test_what_is_live),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_receipt),
		cmocka_unit_test(test_text),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
