/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reports to the sender.  See report.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/uri.h"
#include "staff/report.h"
#include "staff/speech.h"
#include "staff/words.h"

enum {
	HREF_MAX = 1024
};

/* Of each kind: its page, its colour, and the middle of its words' keys. */
static const struct {
	const char *page;
	const char *tone;
	const char *key;
} kinds[] = {
	[REPORT_FIX] = { "fix", "stop", "fix" },
	[REPORT_HOLD] = { "hold", "ask", "hold" },
	[REPORT_FAILED] = { "failed", "stop", "failed" },
	[REPORT_OURS] = { "notice", "wait", "ours" },
	[REPORT_WAITING] = { "notice", "wait", "waiting" },
	[REPORT_SCHEDULED] = { "notice", "wait", "scheduled" },
	[REPORT_PAIR] = { "notice", "wait", "pair" },
	[REPORT_OPEN] = { "notice", "wait", "open" },
	[REPORT_ARRIVING] = { "notice", "wait", "arriving" },
	[REPORT_INVENTORY] = { "notice", "ask", "inventory" },
	[REPORT_PREVIEW] = { "notice", "wait", "preview" },
};

/* "intro-" and "hold" make the key "intro-hold". */
static void
say(struct speech *speech, const char *element, const char *what,
    const char *key)
{
	char whole[96];

	snprintf(whole, sizeof(whole), "%s-%s", what, key);
	speech_say(speech, element, whole);
}

static int
try(struct speech *speech, const char *element, const char *what,
    const char *key)
{
	char whole[96];

	snprintf(whole, sizeof(whole), "%s-%s", what, key);
	return speech_try(speech, element, whole);
}

/* Is the verdict's reason one of the findings, and told with them? */
static int
is_told(const struct report *report)
{
	return report->document.findings != NULL &&
	    (report->kind == REPORT_HOLD || report->kind == REPORT_WAITING) &&
	    findings_has(report->document.findings, report->why->code);
}

/* What was told already and is not repeated. */
static const char *
code_of(const struct report *report)
{
	if (report->why == NULL || is_told(report))
		return NULL;
	return report->why->code;
}

/* What stands above the reason. */
static const char *
reason_key(const struct report *report)
{
	switch (report->kind) {
	case REPORT_HOLD:
		return "ask";
	case REPORT_PAIR:
	case REPORT_WAITING:
	case REPORT_SCHEDULED:
		return "waits";
	default:
		return "reason";
	}
}

/* What is wrong, or what is asked: the verdict's own message, before all
 * other questions. */
static void
put_reason(struct speech *speech, const struct report *report)
{
	char quote[WHY_QUOTE_MAX], code[WHY_CODE_MAX];
	const struct finding *first = NULL;
	char key[32];
	int asks;
	struct finding finding;

	asks = report->kind == REPORT_HOLD;
	if (report->why != NULL && report->why->code[0] != '\0' &&
	    !is_told(report)) {
		memcpy(code, report->why->code, sizeof(code));
		memcpy(quote, report->why->quote, sizeof(quote));
		memset(&finding, 0, sizeof(finding));
		finding.code = code;
		finding.quote = quote;
		finding.times = 1;
		finding.severity = asks ? SEVERITY_HOLD : SEVERITY_WARN;
		speech_set(speech, "text", report->why->text);
		first = &finding;
	}
	snprintf(key, sizeof(key), "findings-%s", reason_key(report));
	speech_findings(speech, key, first,
	    asks ? SPEECH_BIT(SEVERITY_HOLD) : 0, code_of(report));
}

/* The code that the steps are about: the verdict's, or for a hold without
 * one the first question. */
static const char *
main_code(const struct report *report)
{
	const struct findings *findings = report->document.findings;
	size_t i;

	if (report->why != NULL && report->why->code[0] != '\0' &&
	    strcmp(report->why->code, "hold") != 0)
		return report->why->code;
	for (i = 0; findings != NULL && i < findings->count; i++)
		if (findings->list[i].severity == SEVERITY_HOLD)
			return findings->list[i].code;
	return "";
}

int
report_is_answered_by_approval(const char *code)
{
	static const char *const unclear[] = { "embargo-unclear",
		"embargo-no-time", "embargo-no-year", "embargo-weekday",
		"embargo-never", "embargo-zone", "embargo-two" };

	size_t i;

	for (i = 0; i < sizeof(unclear) / sizeof(unclear[0]); i++)
		if (strcmp(code, unclear[i]) == 0)
			return 0;
	return 1;
}

static int
forbids_approval(const struct findings *findings)
{
	size_t i;

	for (i = 0; findings != NULL && i < findings->count; i++)
		if (findings->list[i].severity == SEVERITY_HOLD &&
		    !report_is_answered_by_approval(findings->list[i].code))
			return 1;
	return 0;
}

/* Some questions have an answer of their own ("new, or a new version?"), and
 * an embargo that nobody can read has none here.  An empty word is no answer:
 * what its sender forbids nobody here approves. */
static void
put_approval(struct speech *speech, const struct report *report,
    const char *code)
{
	if (try(speech, "step", "approve", code) == 0)
		return;
	if (!report_is_answered_by_approval(code) ||
	    forbids_approval(report->document.findings))
		speech_say(speech, "step", "approve-embargo");
	else
		speech_say(speech, "step", "approve-hold");
}

static void
put_steps(struct speech *speech, const struct report *report)
{
	const char *code, *key = kinds[report->kind].key;

	code = main_code(report);
	speech_open(speech, "steps", "steps-title");
	if (try(speech, "step", "mend", code) == -1)
		(void)try(speech, "step", "mend", key);
	if (report->kind == REPORT_HOLD)
		put_approval(speech, report, code);
	if (report->kind == REPORT_PAIR)
		say(speech, "step", "approve",
		    report->is_approved ? "pair-again" : "pair");
	(void)try(speech, "step", "stop", key);
	speech_close(speech, "steps");
}

static void
put_state(struct speech *speech, const struct report *report)
{
	const char *key = kinds[report->kind].key;

	if (try(speech, "state", "state", key) == 0)
		return;
	speech_say(speech, "state",
	    report->document.live_count > 0 ? "state-nothing-new" :
					      "state-nothing");
}

/* What can be mended on the way; a question that the folder does not ask is
 * advice too. */
static void
put_advice(struct speech *speech, const struct report *report)
{
	unsigned severities = SPEECH_BIT(SEVERITY_WARN);

	if (report->kind != REPORT_HOLD)
		severities |= SPEECH_BIT(SEVERITY_HOLD);
	speech_findings(speech, "findings-warn", NULL, severities,
	    code_of(report));
	speech_findings(speech, "findings-info", NULL,
	    SPEECH_BIT(SEVERITY_INFO), code_of(report));
	speech_left_out(speech);
}

static void
put_preview(struct speech *speech, const struct report *report)
{
	struct buf href;

	if (report->preview == NULL || report->preview[0] == '\0')
		return;
	buf_init(&href, HREF_MAX);
	uri_put_name(&href, report->preview);
	buf_puts(speech->out, "<see");
	speech_attribute(speech, "href", buf_str(&href));
	buf_putc(speech->out, '>');
	speech_say(speech, "p", "see-preview");
	buf_puts(speech->out, "</see>\n");
	buf_fini(&href);
}

/* In UTC, with its day only where that is another one. */
static void
put_utc(struct speech *speech, int64_t when, struct buf *utc)
{
	const struct staff_site *site = speech->site;
	struct buf here;

	buf_init(&here, HREF_MAX);
	words_put_day(site->words, &here, speech->lang, site->timezone, when);
	words_put_day(site->words, utc, speech->lang, "UTC", when);
	if (strcmp(buf_str(&here), buf_str(utc)) == 0) {
		buf_reset(utc);
		words_put_time(site->words, utc, speech->lang, "UTC", when);
	} else {
		buf_reset(utc);
		words_put_instant(site->words, utc, speech->lang, "UTC", when);
	}
	buf_fini(&here);
}

/* An instant is written as the clock on the wall shows it, and in UTC, which
 * no change of clocks moves. */
static void
put_intro(struct speech *speech, const struct report *report)
{
	const char *key = kinds[report->kind].key;
	struct buf utc;

	if (report->kind == REPORT_FAILED && report->moved)
		key = "failed-moved";
	if (report->kind == REPORT_PAIR && report->when != 0)
		key = "pair-until";
	buf_init(&utc, HREF_MAX);
	put_utc(speech, report->when, &utc);
	speech_set(speech, "utc", buf_str(&utc));
	say(speech, "p", "intro", key);
	speech_set(speech, "utc", "");
	buf_fini(&utc);
}

/* "Finnish, English": the languages of tags with blanks between. */
static void
put_languages(const struct speech *speech, const char *tags, struct buf *out)
{
	char key[32], word[64];
	int first = 1;
	size_t len;

	while (*tags != '\0') {
		len = strcspn(tags, " ");
		snprintf(key, sizeof(key), "language-%.*s", (int)len, tags);
		speech_word(speech, word, sizeof(word), key);
		buf_puts(out, first ? "" : ", ");
		if (word[0] != '\0')
			buf_puts(out, word);
		else
			buf_printf(out, "%.*s", (int)len, tags);
		first = 0;
		tags += len + (tags[len] != '\0');
	}
}

static void
say_report(struct speech *speech, const void *facts)
{
	const char *key;
	const struct report *report = facts;
	struct buf languages;

	key = kinds[report->kind].key;
	buf_init(&languages, HREF_MAX);
	if (report->langs != NULL)
		put_languages(speech, report->langs, &languages);
	speech_set(speech, "languages", buf_str(&languages));
	if (report->kind == REPORT_OPEN && report->detail != NULL) {
		speech_set(speech, "detail", report->detail);
		key = "open-at";
	}
	say(speech, "title", "title", key);
	put_state(speech, report);
	put_intro(speech, report);
	put_preview(speech, report);
	if (report->kind != REPORT_OURS && report->kind != REPORT_PREVIEW)
		put_reason(speech, report);
	speech_items(speech);
	put_steps(speech, report);
	speech_live(speech);
	if (report->kind != REPORT_SCHEDULED) {
		put_advice(speech, report);
		/* A letter by mail goes where nobody here can see. */
		if (!speech->plain)
			speech_facts(speech);
	}
	speech_set(speech, "languages", "");
	buf_fini(&languages);
}

static int
write_as(const struct staff_site *site, const struct report *report,
    int (*write)(const struct speech_page *page, struct buf *out),
    struct buf *out)
{
	struct speech_page page;

	memset(&page, 0, sizeof(page));
	page.kind = kinds[report->kind].page;
	page.tone = kinds[report->kind].tone;
	page.site = site;
	page.document = &report->document;
	page.when = report->when;
	page.say = say_report;
	page.facts = report;
	return write(&page, out);
}

int
report_write(const struct staff_site *site, const struct report *report,
    struct buf *out)
{
	return write_as(site, report, speech_write, out);
}

int
report_write_plain(const struct staff_site *site, const struct report *report,
    struct buf *out)
{
	return write_as(site, report, speech_write_plain, out);
}

/* One finding as a line and what belongs to it, indented. */
static void
put_line(const struct words *words, const char *lang,
    const struct finding *finding, struct buf *out)
{
	struct words_fill fills[] = { { "quote", finding->quote },
		{ "code", finding->code }, { NULL, NULL } };
	struct words_message message;

	(void)words_message(words, lang, finding->code, &message);
	buf_printf(out, "%s: ", severity_name(finding->severity));
	words_fill(out, message.what, fills);
	if (finding->times > 1)
		buf_printf(out, " (%u)", finding->times);
	buf_putc(out, '\n');
	if (*finding->quote != '\0' && strstr(message.what, "{quote}") == NULL)
		buf_printf(out, "      “%s”\n", finding->quote);
	if (*message.todo == '\0')
		return;
	buf_puts(out, "      ");
	words_fill(out, message.todo, fills);
	buf_putc(out, '\n');
}

/* The verdict has a line of its own only when it is a refusal: a hold's
 * reasons are the findings. */
static void
put_verdict_line(const struct words *words, const char *lang,
    const struct why *why, struct buf *out)
{
	struct words_fill fills[] = { { "quote", why->quote },
		{ "code", why->code }, { "text", why->text }, { NULL, NULL } };
	struct words_message message;

	buf_printf(out, "%s: ", verdict_name(why->verdict));
	if (words_message(words, lang, why->code, &message) == -1)
		message.what = why->text;
	words_fill(out, message.what, fills);
	buf_putc(out, '\n');
	if (why->quote[0] != '\0' && strstr(message.what, "{quote}") == NULL)
		buf_printf(out, "      “%s”\n", why->quote);
	if (*message.todo == '\0')
		return;
	buf_puts(out, "      ");
	words_fill(out, message.todo, fills);
	buf_putc(out, '\n');
}

void
report_write_text(const struct words *words, const char *lang,
    const struct report *report, struct buf *out)
{
	const struct findings *findings = report->document.findings;
	size_t i;

	if (report->why != NULL && report->why->code[0] != '\0')
		put_verdict_line(words, lang, report->why, out);
	for (i = 0; findings != NULL && i < findings->count; i++)
		put_line(words, lang, &findings->list[i], out);
}
