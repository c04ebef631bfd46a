/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The same things said in each language.  See speech.h for the contract. */
#include "config.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <unicode/uchar.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/values.h"
#include "base/xalloc.h"
#include "staff/speech.h"

#define PAGES_NS "urn:gazette:pages:1"

enum {
	SAID_MAX = 4096,
	FIELD_SIZE = 1200,
	SURE = 80, /* percent */
	LIKELY = 60,
};

/* Character data or an attribute's value, whatever the bytes are. */
static void
put_text(struct buf *out, const char *text)
{
	char quoted[FIELD_SIZE];

	if (text == NULL)
		return;
	if (text_is_utf8(text, strlen(text))) {
		buf_put_xml(out, text);
		return;
	}
	text_excerpt(quoted, sizeof(quoted), text);
	buf_put_xml(out, quoted);
}

/* What stands before and after an element's words in plain text. */
static const struct {
	const char *element;
	const char *before;
	const char *after;
} plains[] = {
	{ "what", "* ", "\n" },
	{ "quote", "  “", "”\n" },
	{ "do", "  ", "\n" },
	{ "step", "- ", "\n" },
	{ "foot", "-- \n", "\n" }, /* RFC 3676, 4.3 */
	{ NULL, "", "\n\n" },
};

static void
put_plain(struct speech *speech, const char *element, const char *text)
{
	char quoted[FIELD_SIZE];
	char *folded;
	size_t i = 0;

	while (plains[i].element != NULL &&
	    strcmp(plains[i].element, element) != 0)
		i++;
	if (!text_is_utf8(text, strlen(text))) {
		text_excerpt(quoted, sizeof(quoted), text);
		text = quoted;
	}
	folded = text_fold_blanks(text);
	buf_puts(speech->out, plains[i].before);
	buf_puts(speech->out, folded);
	buf_puts(speech->out, plains[i].after);
	free(folded);
}

void
speech_attribute(struct speech *speech, const char *name, const char *value)
{
	buf_printf(speech->out, " %s=\"", name);
	put_text(speech->out, value);
	buf_putc(speech->out, '"');
}

void
speech_put(struct speech *speech, const char *element, const char *text)
{
	if (speech->plain) {
		put_plain(speech, element, text);
		return;
	}
	buf_printf(speech->out, "<%s>", element);
	put_text(speech->out, text);
	buf_printf(speech->out, "</%s>", element);
}

void
speech_set(struct speech *speech, const char *name, const char *value)
{
	size_t i;

	for (i = 0; i < speech->fill_count; i++)
		if (strcmp(speech->fills[i].name, name) == 0)
			break;
	assert(i < SPEECH_FILLS - 1); /* the last is the list's end */
	speech->fills[i].name = name;
	speech->fills[i].value = value;
	if (i == speech->fill_count)
		speech->fill_count++;
}

static void
put_filled(struct speech *speech, const char *element, const char *sentence)
{
	struct buf said;

	buf_init(&said, SAID_MAX);
	words_fill(&said, sentence, speech->fills);
	speech_put(speech, element, buf_str(&said));
	buf_fini(&said);
}

int
speech_try(struct speech *speech, const char *element, const char *key)
{
	const char *sentence;

	sentence = words_find(speech->site->words, speech->lang, key);
	if (sentence == NULL)
		return -1;
	if (*sentence != '\0')
		put_filled(speech, element, sentence);
	return 0;
}

void
speech_say(struct speech *speech, const char *element, const char *key)
{
	put_filled(speech, element,
	    words_get(speech->site->words, speech->lang, key));
}

void
speech_word(const struct speech *speech, char *dst, size_t size,
    const char *key)
{
	const char *sentence;
	struct buf said;

	*dst = '\0';
	sentence = words_find(speech->site->words, speech->lang, key);
	if (sentence == NULL)
		return;
	buf_init(&said, SAID_MAX);
	words_fill(&said, sentence, speech->fills);
	text_excerpt(dst, size, buf_str(&said));
	buf_fini(&said);
}

void
speech_open(struct speech *speech, const char *element, const char *key)
{
	char title[FIELD_SIZE];

	speech_word(speech, title, sizeof(title), key);
	if (speech->plain) {
		buf_printf(speech->out, "%s\n", title);
		return;
	}
	buf_printf(speech->out, "<%s", element);
	speech_attribute(speech, "title", title);
	buf_putc(speech->out, '>');
}

void
speech_close(struct speech *speech, const char *element)
{
	if (speech->plain)
		buf_putc(speech->out, '\n');
	else
		buf_printf(speech->out, "</%s>\n", element);
}

/* The n digits at *s, stepped over; -1 for anything else. */
static int
take_digits(const char **s, int n)
{
	int number = 0;

	for (; n > 0; n--, (*s)++) {
		if (**s < '0' || **s > '9')
			return -1;
		number = 10 * number + (**s - '0');
	}
	return number;
}

static int
take(const char **s, char c)
{
	if (**s != c)
		return -1;
	(*s)++;
	return 0;
}

/* "Z" or "+03:00" as seconds east of Greenwich, which are never odd; -1 for
 * anything else. */
static int
take_offset(const char **s)
{
	int east, hours, minutes;

	if (take(s, 'Z') == 0)
		return 0;
	east = **s == '+';
	if (take(s, east ? '+' : '-') == -1)
		return -1;
	hours = take_digits(s, 2);
	if (hours == -1 || take(s, ':') == -1)
		return -1;
	minutes = take_digits(s, 2);
	if (minutes == -1)
		return -1;
	return (east ? 60 : -60) * (60 * hours + minutes);
}

/* "T09:00:00+03:00" or "T09:00+03:00" into tm and the offset. */
static int
take_hour(const char **s, struct tm *tm, int *ret_offset)
{
	if (take(s, 'T') == -1 || (tm->tm_hour = take_digits(s, 2)) == -1 ||
	    take(s, ':') == -1 || (tm->tm_min = take_digits(s, 2)) == -1)
		return -1;
	if (take(s, ':') == 0 && (tm->tm_sec = take_digits(s, 2)) == -1)
		return -1;
	*ret_offset = take_offset(s);
	return *ret_offset == -1 ? -1 : 0;
}

/* "2026-05-03", or with a time and its offset (RFC 3339), as people write
 * it; -1 for anything else. */
static int
put_date(const struct speech *speech, const char *value, struct buf *out)
{
	int offset = 0;
	int64_t when;
	struct tm tm;

	memset(&tm, 0, sizeof(tm));
	if ((tm.tm_year = take_digits(&value, 4) - 1900) < 0 ||
	    take(&value, '-') == -1 ||
	    (tm.tm_mon = take_digits(&value, 2) - 1) < 0 ||
	    take(&value, '-') == -1 ||
	    (tm.tm_mday = take_digits(&value, 2)) == -1)
		return -1;
	if (*value == '\0') {
		tm.tm_hour = 12;
		when = (int64_t)timegm(&tm);
		words_put_day(speech->site->words, out, speech->lang, "UTC",
		    when);
		return 0;
	}
	if (take_hour(&value, &tm, &offset) == -1 || *value != '\0')
		return -1;
	when = (int64_t)timegm(&tm) - offset;
	words_put_instant(speech->site->words, out, speech->lang,
	    speech->site->timezone, when);
	return 0;
}

static void
put_times(struct speech *speech, unsigned times)
{
	char number[16], word[FIELD_SIZE];

	snprintf(number, sizeof(number), "%u", times);
	speech_set(speech, "count", number);
	speech_word(speech, word, sizeof(word), "staff-times");
	speech_attribute(speech, "times", word);
}

static void
put_quote(struct speech *speech, const char *quote)
{
	if (quote != NULL && *quote != '\0')
		speech_put(speech, "quote", quote);
}

/* Up to put_finding_end() its quotes follow. */
static void
put_finding(struct speech *speech, const struct finding *finding,
    const struct words_message *message, unsigned times)
{
	speech_set(speech, "code", finding->code);
	if (!speech->plain) {
		buf_printf(speech->out, "<finding severity=\"%s\"",
		    severity_name(finding->severity));
		speech_attribute(speech, "code", finding->code);
		if (times > 1)
			put_times(speech, times);
		buf_putc(speech->out, '>');
	}
	put_filled(speech, "what", message->what);
}

static void
put_finding_end(struct speech *speech, const struct words_message *message)
{
	if (*message->todo != '\0')
		put_filled(speech, "do", message->todo);
	if (!speech->plain)
		buf_puts(speech->out, "</finding>\n");
}

static int
quotes_itself(const struct words_message *message)
{
	return strstr(message->what, "{quote}") != NULL;
}

void
speech_finding(struct speech *speech, const struct finding *finding)
{
	struct buf date;
	struct words_message message;

	(void)words_message(speech->site->words, speech->lang, finding->code,
	    &message);
	buf_init(&date, FIELD_SIZE);
	speech_set(speech, "quote", finding->quote);
	if (finding->quote != NULL &&
	    put_date(speech, finding->quote, &date) == 0)
		speech_set(speech, "quote", buf_str(&date));
	put_finding(speech, finding, &message, finding->times);
	if (!quotes_itself(&message))
		put_quote(speech, finding->quote);
	put_finding_end(speech, &message);
	speech_set(speech, "quote", "");
	buf_fini(&date);
}

static int
is_known(const struct words *words, const char *lang)
{
	const char *known;

	known = words_lang_known(words, lang);
	return strncmp(known, lang, strlen(known)) == 0;
}

/* "language-sv" in the words of this speech, else the language's own name. */
static const char *
language_word(const struct speech *speech, const char *lang)
{
	char key[64];
	const char *known, *word;

	known = lang;
	if (is_known(speech->site->words, lang))
		known = words_lang_known(speech->site->words, lang);
	snprintf(key, sizeof(key), "language-%s", known);
	word = words_find(speech->site->words, speech->lang, key);
	return word != NULL ? word : lang;
}

/* The names of languages begin small but in English; a line does not. */
static void
capitalise(char *dst, size_t size, const char *word)
{
	const char *rest;
	long first;
	struct buf out;

	first = text_next(word, &rest);
	buf_init(&out, size - 1);
	text_put(&out, u_totitle((UChar32)first));
	buf_puts(&out, rest);
	snprintf(dst, size, "%s", buf_str(&out));
	buf_fini(&out);
}

static void
put_address(struct speech *speech, const struct staff_address *address)
{
	char label[FIELD_SIZE];

	capitalise(label, sizeof(label), language_word(speech, address->lang));
	if (speech->plain) {
		buf_printf(speech->out, "%s: %s\n", label, address->url);
		return;
	}
	buf_puts(speech->out, "<address");
	speech_attribute(speech, "lang", address->lang);
	speech_attribute(speech, "label", label);
	speech_attribute(speech, "href", address->url);
	buf_putc(speech->out, '>');
	put_text(speech->out, address->title);
	buf_puts(speech->out, "</address>\n");
}

void
speech_live(struct speech *speech)
{
	const struct staff_document *document = speech->document;
	size_t i;

	speech_open(speech, "live", "live-title");
	if (document->live_count == 0)
		speech_say(speech, "p", "live-nothing");
	for (i = 0; i < document->live_count; i++)
		put_address(speech, &document->live[i]);
	speech_close(speech, "live");
}

/* How sure a reason makes, in words: nothing where it is as good as said. */
static const char *
sureness(const char *why)
{
	const unsigned percent = values_confidence(why);

	if (percent >= SURE)
		return NULL;
	return percent >= LIKELY ? "why-likely" : "why-guess";
}

/* The words of a reason such as "style:Title": those of what stands before
 * the colon, with the rest filled in, and how sure it is; a reason without
 * words is left out. */
static void
put_why(struct speech *speech, const char *why)
{
	char key[64], said[FIELD_SIZE], sure[FIELD_SIZE] = "";
	const char *detail;
	size_t len;
	struct buf both;

	len = strcspn(why, ":, (");
	detail = why[len] == ':' ? why + len + 1 : "";
	snprintf(key, sizeof(key), "why-%.*s", (int)(len < 40 ? len : 40), why);
	speech_set(speech, "detail", detail);
	speech_word(speech, said, sizeof(said), key);
	if (*said == '\0')
		return;
	if (sureness(why) != NULL)
		speech_word(speech, sure, sizeof(sure), sureness(why));
	buf_init(&both, 2 * FIELD_SIZE);
	buf_puts(&both, said);
	if (*sure != '\0')
		buf_printf(&both, " (%s)", sure);
	speech_attribute(speech, "why", buf_str(&both));
	buf_fini(&both);
}

static void
put_fact_element(struct speech *speech, const struct staff_value *value,
    const char *label, const char *shown)
{
	buf_puts(speech->out, "<fact");
	speech_attribute(speech, "field", value->field);
	speech_attribute(speech, "label", label);
	if (value->why != NULL)
		put_why(speech, value->why);
	buf_putc(speech->out, '>');
	put_text(speech->out, shown);
	buf_puts(speech->out, "</fact>\n");
}

static void
put_fact(struct speech *speech, const struct staff_value *value)
{
	char key[64], label[FIELD_SIZE], line[2 * FIELD_SIZE];
	const char *shown = value->value;
	struct buf said;

	snprintf(key, sizeof(key), "field-%.40s", value->field);
	speech_word(speech, label, sizeof(label), key);
	if (*label == '\0')
		snprintf(label, sizeof(label), "%s", value->field);
	if (strcmp(value->field, "lang") == 0)
		shown = language_word(speech, value->value);
	buf_init(&said, FIELD_SIZE);
	if (put_date(speech, value->value, &said) == 0)
		shown = buf_str(&said);
	if (speech->plain) {
		snprintf(line, sizeof(line), "%s: %s", label, shown);
		put_plain(speech, "step", line);
	} else {
		put_fact_element(speech, value, label, shown);
	}
	buf_fini(&said);
}

void
speech_facts(struct speech *speech)
{
	const struct staff_document *document = speech->document;
	size_t i;

	if (document->value_count == 0)
		return;
	speech_open(speech, "facts", "facts-title");
	for (i = 0; i < document->value_count; i++)
		if (document->values[i].value != NULL &&
		    *document->values[i].value != '\0')
			put_fact(speech, &document->values[i]);
	speech_close(speech, "facts");
}

static int
is_wanted(const struct finding *finding, unsigned severities, const char *skip)
{
	return (severities & SPEECH_BIT(finding->severity)) != 0 &&
	    (skip == NULL || strcmp(finding->code, skip) != 0);
}

/* Has one with the same code been put before i, together with this one? */
static int
is_grouped(const struct findings *findings, size_t i)
{
	const struct finding *list = findings->list;
	size_t j;

	for (j = 0; j < i; j++)
		if (list[j].severity == list[i].severity &&
		    strcmp(list[j].code, list[i].code) == 0)
			return 1;
	return 0;
}

/* What is said once of all places where it was seen. */
static void
put_group(struct speech *speech, const struct findings *findings, size_t i,
    const struct words_message *message)
{
	const struct finding *list = findings->list;
	size_t j;
	unsigned times = 0;

	for (j = i; j < findings->count; j++)
		if (list[j].severity == list[i].severity &&
		    strcmp(list[j].code, list[i].code) == 0)
			times += list[j].times;
	put_finding(speech, &list[i], message, times);
	for (j = i; j < findings->count; j++)
		if (list[j].severity == list[i].severity &&
		    strcmp(list[j].code, list[i].code) == 0)
			put_quote(speech, list[j].quote);
	put_finding_end(speech, message);
}

static void
put_listed(struct speech *speech, const struct findings *findings, size_t i)
{
	struct words_message message;

	(void)words_message(speech->site->words, speech->lang,
	    findings->list[i].code, &message);
	if (quotes_itself(&message))
		speech_finding(speech, &findings->list[i]);
	else if (!is_grouped(findings, i))
		put_group(speech, findings, i, &message);
}

void
speech_findings(struct speech *speech, const char *key,
    const struct finding *first, unsigned severities, const char *skip)
{
	const struct findings *findings = speech->document->findings;
	int open = first != NULL;
	size_t i;

	if (first != NULL) {
		speech_open(speech, "findings", key);
		speech_finding(speech, first);
	}
	for (i = 0; findings != NULL && i < findings->count; i++) {
		if (!is_wanted(&findings->list[i], severities, skip))
			continue;
		if (!open)
			speech_open(speech, "findings", key);
		open = 1;
		put_listed(speech, findings, i);
	}
	if (open)
		speech_close(speech, "findings");
}

void
speech_left_out(struct speech *speech)
{
	char more[32];
	const struct findings *findings = speech->document->findings;

	if (findings == NULL || findings->left_out == 0)
		return;
	snprintf(more, sizeof(more), "%zu", findings->left_out);
	speech_set(speech, "count", more);
	speech_say(speech, "note", "findings-more");
}

static void
fill_names(struct speech *speech)
{
	const struct staff_document *document = speech->document;
	const struct staff_site *site = speech->site;

	text_excerpt(speech->name, sizeof(speech->name),
	    document != NULL && document->name != NULL ? document->name : "");
	text_excerpt(speech->title, sizeof(speech->title),
	    document != NULL && document->title != NULL &&
		    *document->title != '\0' ?
		document->title :
		speech->name);
	speech_set(speech, "name", speech->name);
	speech_set(speech, "title", speech->title);
	speech_set(speech, "site", site->name);
	speech_set(speech, "approve", site->approve);
	speech_set(speech, "withdraw", site->withdraw);
	speech_set(speech, "done", site->done);
	speech_set(speech, "preview", site->preview);
	speech_set(speech, "embargo", site->embargo);
	speech_set(speech, "failed", site->failed);
	speech_set(speech, "contact", site->contact);
}

/* What the speech is, for whoever wants to choose among them. */
static void
open_speech(struct speech *speech, const char *tone)
{
	char summary[FIELD_SIZE];

	buf_puts(speech->out, "<speech");
	speech_attribute(speech, "lang", speech->lang);
	speech_word(speech, summary, sizeof(summary), "in-this-language");
	speech_attribute(speech, "summary", summary);
	speech_attribute(speech, "tone", tone);
	buf_puts(speech->out, ">\n");
}

static void
put_speech(const struct speech_page *page, const char *lang, int plain,
    struct buf *out)
{
	int64_t when;
	struct buf date, hour;
	struct speech speech;

	memset(&speech, 0, sizeof(speech));
	speech.site = page->site;
	speech.document = page->document;
	speech.lang = lang;
	speech.out = out;
	speech.plain = plain;
	fill_names(&speech);
	buf_init(&date, FIELD_SIZE);
	buf_init(&hour, FIELD_SIZE);
	when = page->when != 0 ? page->when : page->site->now;
	words_put_instant(page->site->words, &date, lang, page->site->timezone,
	    when);
	words_put_time(page->site->words, &hour, lang, page->site->timezone,
	    when);
	speech_set(&speech, "date", buf_str(&date));
	speech_set(&speech, "time", buf_str(&hour));
	if (!plain)
		open_speech(&speech, page->tone);
	page->say(&speech, page->facts);
	speech_say(&speech, "foot",
	    page->site->contact != NULL ? "foot-contact" : "foot");
	if (!plain)
		buf_puts(out, "</speech>\n");
	buf_fini(&date);
	buf_fini(&hour);
}

/* Bears the mark by which intake knows its own, and for a receipt what it
 * is about, so that it can be moved to the folder of withdrawals. */
static void
put_head(const struct speech_page *page, const char *lang, struct buf *out)
{
	const struct staff_document *document = page->document;

	buf_printf(out, "<page xmlns=\"" PAGES_NS "\" kind=\"%s\" lang=\"%s\"",
	    page->kind, lang);
	buf_puts(out, " generator=\"Gazette " PACKAGE_VERSION "\"");
	if (document != NULL && document->id != NULL && *document->id != '\0') {
		buf_puts(out, " about=\"");
		put_text(out, document->id);
		buf_putc(out, ' ');
		put_text(out, document->lang);
		buf_printf(out, " %u", document->version);
		if (document->undo != 0)
			buf_printf(out, " undo=%lld",
			    (long long)document->undo);
		buf_putc(out, '"');
	}
	buf_puts(out, ">\n");
}

/* The document's, if we speak it, else the site's first. */
static const char *
first_language(const struct speech_page *page)
{
	const char *lang = NULL;
	const struct staff_site *site = page->site;

	if (page->document != NULL)
		lang = page->document->lang;
	if (lang == NULL || *lang == '\0' || !is_known(site->words, lang))
		lang = site->langs[0] != NULL ? site->langs[0] : "en";
	return words_lang_known(site->words, lang);
}

/* "sv-FI" and "sv-SE" have the same words: they are said once. */
static int
is_new_language(const struct staff_site *site, const char *first, size_t index)
{
	const char *known;
	size_t i;

	known = words_lang_known(site->words, site->langs[index]);
	if (known == first || !is_known(site->words, site->langs[index]))
		return 0;
	for (i = 0; i < index; i++)
		if (words_lang_known(site->words, site->langs[i]) == known)
			return 0;
	return 1;
}

int
speech_write(const struct speech_page *page, struct buf *out)
{
	const char *lang;
	const struct staff_site *site = page->site;
	size_t i;

	lang = first_language(page);
	put_head(page, lang, out);
	put_speech(page, lang, 0, out);
	for (i = 0; site->langs[i] != NULL; i++)
		if (is_new_language(site, lang, i))
			put_speech(page,
			    words_lang_known(site->words, site->langs[i]), 0,
			    out);
	buf_puts(out, "</page>\n");
	return buf_is_full(out) ? -1 : 0;
}

int
speech_write_plain(const struct speech_page *page, struct buf *out)
{
	put_speech(page, first_language(page), 1, out);
	return buf_is_full(out) ? -1 : 0;
}
