/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every page that staff can get, as XML: "staff_pages <i18n> <name>" prints
 * one, "staff_pages <i18n>" the names.  The runner renders them and holds
 * them against what lies beside it.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "staff/receipt.h"
#include "staff/report.h"
#include "staff/words.h"

enum {
	OUT_MAX = 1 << 20
};

/* 2026-05-03 11:32 in Helsinki. */
static const int64_t noon = 1777797120;

static const char *const langs[] = { "sv", "fi", "en", NULL };

static const struct staff_address addresses[] = {
	{ "sv", "https://www.example.org/sv/2026/05/simhallen-oppnar/",
	    "Simhallen öppnar på måndag" },
	{ "fi", "https://www.example.org/fi/2026/05/uimahalli-avautuu/",
	    "Uimahalli avautuu maanantaina" },
};

static const struct staff_value values[] = {
	{ "title", "Simhallen öppnar på måndag", "style:Title" },
	{ "deck", "Nya bassänger för barn & <unga>", "position" },
	{ "issued", "2026-05-03", "phrase:VASA 3.5.2026" },
	{ "lang", "sv", "name:.sv" },
	{ "contact", "Maja Exempel", "a-reason-without-words" },
};

static struct findings findings;

static void
fill_document(struct staff_document *document, const char *lang)
{
	memset(document, 0, sizeof(*document));
	document->name = "Simhallen öppnar.sv.docx";
	document->lang = lang;
	document->title = "Simhallen öppnar på måndag";
	document->values = values;
	document->value_count = sizeof(values) / sizeof(values[0]);
	document->findings = &findings;
}

static const struct receipt_file files[] = {
	{ "Priser <2026>",
	    "https://press.norrvik.example/sv/2026/05/"
	    "simhallen/files/priser-2026.pdf",
	    24001 },
	{ "Ritningar",
	    "https://press.norrvik.example/sv/2026/05/simhallen/"
	    "files/ritningar.xlsx",
	    1549999 },
};

static const struct receipt_change change = { 2, 1, 0, 0,
	"Simhallen öppnar kl. 8.", "Simhallen öppnar kl. 7." };

/* It lies in _withdraw, and is the switch. */
static void
make_switch(struct receipt *receipt)
{
	receipt->document.undo = 7;
	receipt->reason = "Siffrorna var fel";
	receipt->readable = 1;
	receipt->kept = "_withdraw/Siffrorna var fel/Simhallen öppnar.sv.docx";
}

static void
write_receipt(const struct staff_site *site, const char *name,
    enum receipt_outcome outcome, const char *lang, struct buf *out)
{
	struct receipt receipt;

	memset(&receipt, 0, sizeof(receipt));
	fill_document(&receipt.document, lang);
	receipt.outcome = outcome;
	receipt.document.id = "0b0c5c1e-5a51-4e0e-8f53-3c1c5ad0a001";
	receipt.document.version = outcome == RECEIPT_PUBLISHED ? 1 : 2;
	receipt.published = noon;
	receipt.sha256 = "9f86d081884c7d659a2feaa0c55ad015"
			 "a3bf4f1b2b0b822cd15d6c15b0f00a08";
	if (outcome == RECEIPT_UPDATED)
		receipt.change = &change;
	if (outcome != RECEIPT_WITHDRAWN) {
		receipt.document.live = addresses;
		receipt.document.live_count = 2;
	}
	if (outcome != RECEIPT_UNCHANGED)
		receipt.kept = "_done/2026-05/Simhallen öppnar.sv.docx";
	if (outcome == RECEIPT_UPDATED) {
		receipt.files = files;
		receipt.file_count = 2;
	}
	if (strcmp(name, "receipt-readable") == 0)
		make_switch(&receipt);
	(void)receipt_write(site, &receipt, out);
}

static void
write_report(const struct staff_site *site, enum report_kind kind,
    const char *code, const char *lang, struct buf *out)
{
	struct report report;
	struct why why;

	memset(&report, 0, sizeof(report));
	fill_document(&report.document, lang);
	report.kind = kind;
	why_clear(&why);
	if (code != NULL) {
		(void)why_set(&why, kind == REPORT_HOLD ? V_HOLD : V_REJECT,
		    code, "said");
		why_quote(&why,
		    strcmp(code, "embargo-future") == 0 ?
			"2026-05-04T09:00:00+03:00" :
			"Simhallen <öppnar> XX.XX & ”stänger”");
		report.why = &why;
	}
	if (kind == REPORT_HOLD) { /* a new version of what is public */
		report.document.live = addresses;
		report.document.live_count = 1;
	}
	report.moved = 1;
	if (kind == REPORT_WAITING || kind == REPORT_SCHEDULED)
		report.when = noon + 180;
	if (kind == REPORT_PAIR)
		report.langs = "fi en";
	if (code != NULL && strcmp(code, "waits-pair-asked") == 0) {
		report.when = noon + 180;
		report.is_approved = 1;
	}
	if (kind == REPORT_OPEN)
		report.detail = "Maja Exempel";
	(void)report_write(site, &report, out);
}

static void
write_status(const struct staff_site *site, size_t count, const char *trouble,
    struct buf *out)
{
	static const struct status_line lines[] = {
		{ STATUS_RECEIVED, "ny.docx", NULL, NULL, NULL, NULL, noon },
		{ STATUS_WAITING, "strax.docx", "Strax ute", NULL, NULL, NULL,
		    noon + 180 },
		{ STATUS_PAIR, "par.sv.docx", NULL, NULL, "waits-pair",
		    "par.fi.docx", noon },
		{ STATUS_HELD, "fråga.docx", "En fråga", NULL, "comments", NULL,
		    noon },
		{ STATUS_SCHEDULED, "hemlig.docx", "Visas aldrig", NULL, NULL,
		    NULL, noon + 86400 },
		{ STATUS_PUBLISHED, "ute <1>.docx", "Ute & klart",
		    "https://www.example.org/sv/2026/05/ute/", NULL, NULL,
		    noon },
		{ STATUS_WITHDRAWN, "borta.docx", "Borta", NULL, NULL, NULL,
		    noon },
		{ STATUS_REJECTED, "gammal\xff.doc", NULL, NULL, "doc-old",
		    NULL, noon },
		{ STATUS_TROUBLE, "tur.docx", NULL, NULL, NULL, NULL, noon },
	};
	struct status status;

	memset(&status, 0, sizeof(status));
	status.lines = lines;
	status.count = count;
	status.beat = noon;
	status.beat_every = 120;
	status.trouble = trouble;
	(void)status_write(site, &status, out);
}

static const struct {
	const char *name;
	enum receipt_outcome outcome;
} receipts[] = {
	{ "receipt-published", RECEIPT_PUBLISHED },
	{ "receipt-updated", RECEIPT_UPDATED },
	{ "receipt-translated", RECEIPT_TRANSLATED },
	{ "receipt-unchanged", RECEIPT_UNCHANGED },
	{ "receipt-superseded", RECEIPT_SUPERSEDED },
	{ "receipt-withdrawn", RECEIPT_WITHDRAWN },
	{ "receipt-readable", RECEIPT_WITHDRAWN },
	{ "receipt-restored", RECEIPT_RESTORED },
};

static const struct {
	const char *name;
	enum report_kind kind;
	const char *code;
} reports[] = {
	{ "fix", REPORT_FIX, "xml-malformed" },
	{ "hold", REPORT_HOLD, NULL },
	{ "hold-told", REPORT_HOLD, "comments" },
	{ "hold-name", REPORT_HOLD, "same-name-other-text" },
	{ "hold-embargo", REPORT_HOLD, "embargo-future" },
	{ "hold-forbidden", REPORT_HOLD, "status-not-usable" },
	{ "failed", REPORT_FAILED, "package-bomb" },
	{ "ours", REPORT_OURS, "world-disk-full" },
	{ "waiting", REPORT_WAITING, NULL },
	{ "scheduled", REPORT_SCHEDULED, NULL },
	{ "pair", REPORT_PAIR, "waits-pair" },
	{ "pair-until", REPORT_PAIR, "waits-pair-asked" },
	{ "open", REPORT_OPEN, NULL },
	{ "arriving", REPORT_ARRIVING, NULL },
	{ "inventory", REPORT_INVENTORY, NULL },
	{ "preview", REPORT_PREVIEW, "preview-only" },
};

static void
list_names(void)
{
	size_t i;

	for (i = 0; i < sizeof(receipts) / sizeof(receipts[0]); i++)
		puts(receipts[i].name);
	for (i = 0; i < sizeof(reports) / sizeof(reports[0]); i++)
		puts(reports[i].name);
	puts("status");
	puts("status-empty");
	puts("help");
}

static void
write_page(const struct staff_site *site, const char *name, const char *lang,
    struct buf *out)
{
	size_t i;

	for (i = 0; i < sizeof(receipts) / sizeof(receipts[0]); i++)
		if (strcmp(name, receipts[i].name) == 0)
			write_receipt(site, name, receipts[i].outcome, lang,
			    out);
	for (i = 0; i < sizeof(reports) / sizeof(reports[0]); i++)
		if (strcmp(name, reports[i].name) == 0)
			write_report(site, reports[i].kind, reports[i].code,
			    lang, out);
	if (strcmp(name, "status") == 0)
		write_status(site, 9, NULL, out);
	else if (strcmp(name, "status-empty") == 0)
		write_status(site, 0, "world-disk-full", out);
	else if (strcmp(name, "help") == 0)
		(void)help_write(site, out);
}

static void
fill_site(struct staff_site *site, const struct words *words)
{
	memset(site, 0, sizeof(*site));
	site->words = words;
	site->name = "Staden Exempel";
	site->langs = langs;
	site->timezone = "Europe/Helsinki";
	site->approve = "_approve";
	site->withdraw = "_withdraw";
	site->preview = "_preview";
	site->embargo = "_embargo";
	site->done = "_done";
	site->failed = "_failed";
	site->now = noon;
}

int
main(int argc, char *argv[])
{
	struct buf out;
	struct staff_site site;
	struct why why;
	struct words *words = NULL;

	if (argc < 3) {
		list_names();
		return 0;
	}
	if (words_load(argv[1], &words, &why) != V_OK) {
		fprintf(stderr, "%s\n", why.text);
		return 1;
	}
	findings_init(&findings);
	findings_add(&findings, SEVERITY_HOLD, "comments", "Stämmer det här?");
	findings_add(&findings, SEVERITY_HOLD, "template-field", "[datum]");
	findings_add(&findings, SEVERITY_HOLD, "template-field", "[datum]");
	findings_add(&findings, SEVERITY_HOLD, "comments", "Och det här?");
	findings_add(&findings, SEVERITY_WARN, "alt-missing", "p1.png");
	findings_add(&findings, SEVERITY_INFO, "comments-resolved", NULL);
	buf_init(&out, OUT_MAX);
	fill_site(&site, words);
	write_page(&site, argv[2], argc > 3 ? argv[3] : "sv", &out);
	fputs(buf_str(&out), stdout);
	buf_fini(&out);
	findings_fini(&findings);
	words_free(words);
	return 0;
}
