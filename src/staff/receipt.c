/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Receipts.  See receipt.h for the contract. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "staff/receipt.h"
#include "staff/speech.h"

enum {
	VALUES_MAX = 32,
	FILE_SIZE = 32,
};

static const char *const outcomes[] = {
	[RECEIPT_PUBLISHED] = "published",
	[RECEIPT_UPDATED] = "updated",
	[RECEIPT_TRANSLATED] = "translated",
	[RECEIPT_UNCHANGED] = "unchanged",
	[RECEIPT_SUPERSEDED] = "superseded",
	[RECEIPT_WITHDRAWN] = "withdrawn",
	[RECEIPT_RESTORED] = "restored",
	[RECEIPT_ITEMS] = "items",
};

static void
say(struct speech *speech, const char *element, const char *what,
    enum receipt_outcome outcome)
{
	char key[64];

	snprintf(key, sizeof(key), "%s-%s", what, outcomes[outcome]);
	speech_say(speech, element, key);
}

/* What can still be done about it: correct, translate, take down. */
static void
put_next(struct speech *speech, const struct receipt *receipt)
{
	speech_open(speech, "steps", "next-title");
	if (receipt->outcome == RECEIPT_ITEMS) {
		speech_say(speech, "step", "next-items");
		speech_say(speech, "step", "next-items-withdraw");
	} else if (receipt->outcome == RECEIPT_WITHDRAWN) {
		speech_say(speech, "step",
		    receipt->document.undo != 0 ? "next-undo" :
						  "next-republish");
	} else {
		speech_say(speech, "step",
		    receipt->kept != NULL ? "next-correct" :
					    "next-correct-in-place");
		speech_say(speech, "step", "next-translate");
		speech_say(speech, "step", "next-withdraw");
	}
	speech_close(speech, "steps");
}

/* Numbers as words, for as long as they are spoken of. */
struct counts {
	char changed[16];
	char added[16];
	char removed[16];
};

static void
set_count(struct speech *speech, const char *name, char words[16],
    unsigned count)
{
	snprintf(words, 16, "%u", count);
	speech_set(speech, name, words);
}

/* Whoever saved the wrong file sees it here. */
static void
put_change(struct speech *speech, const struct receipt_change *change,
    struct counts *counts)
{
	if (change == NULL)
		return;
	set_count(speech, "changed", counts->changed, change->changed);
	set_count(speech, "added", counts->added, change->added);
	set_count(speech, "removed", counts->removed, change->removed);
	speech_set(speech, "before", change->before);
	speech_set(speech, "after", change->after);
	if (change->changed + change->added + change->removed == 0) {
		speech_say(speech, "p", "change-none");
		return;
	}
	speech_say(speech, "p", "change-count");
	if (change->before[0] != '\0' && change->after[0] != '\0')
		speech_say(speech, "p", "change-first");
	else if (change->after[0] != '\0')
		speech_say(speech, "p", "change-first-added");
	else if (change->before[0] != '\0')
		speech_say(speech, "p", "change-first-removed");
	if (change->minor)
		speech_say(speech, "p", "change-minor");
}

/* "24 kB", "1,5 MB": as the page of the release says it. */
static void
size_words(struct speech *speech, uint64_t size, char ret[FILE_SIZE])
{
	char comma[8];
	uint64_t tenths;

	if (size < 1000000) {
		snprintf(ret, FILE_SIZE, "%" PRIu64 "\xc2\xa0kB",
		    (size + 999) / 1000);
		return;
	}
	speech_word(speech, comma, sizeof(comma), "article-comma");
	tenths = (size + 50000) / 100000;
	snprintf(ret, FILE_SIZE, "%" PRIu64 "%s%" PRIu64 "\xc2\xa0MB",
	    tenths / 10, comma, tenths % 10);
}

/* "PDF, 24 kB": the kind by which people know a file. */
static void
file_words(struct speech *speech, const struct receipt_file *file,
    char ret[2 * FILE_SIZE])
{
	char kind[FILE_SIZE] = "", size[FILE_SIZE];
	const char *dot;
	size_t i;

	size_words(speech, file->size, size);
	if ((dot = strrchr(file->url, '.')) != NULL &&
	    strchr(dot, '/') == NULL) {
		for (i = 0; dot[i + 1] != '\0' && i + 1 < sizeof(kind); i++)
			kind[i] = (char)(dot[i + 1] >= 'a' &&
				    dot[i + 1] <= 'z' ?
				dot[i + 1] - ('a' - 'A') :
				dot[i + 1]);
		kind[i] = '\0';
	}
	snprintf(ret, (size_t)2 * FILE_SIZE, "%s%s%s", kind,
	    kind[0] != '\0' ? ", " : "", size);
}

static void
put_file(struct speech *speech, const struct receipt_file *file)
{
	char words[2 * FILE_SIZE];

	file_words(speech, file, words);
	if (speech->plain) {
		buf_printf(speech->out, "%s (%s): %s\n", file->title, words,
		    file->url);
		return;
	}
	buf_puts(speech->out, "<file");
	speech_attribute(speech, "href", file->url);
	speech_attribute(speech, "is", words);
	buf_putc(speech->out, '>');
	buf_put_xml(speech->out, file->title);
	buf_puts(speech->out, "</file>\n");
}

static void
put_files(struct speech *speech, const struct receipt *receipt)
{
	size_t i;

	if (receipt->file_count == 0)
		return;
	speech_open(speech, "files", "files-title");
	for (i = 0; i < receipt->file_count; i++)
		put_file(speech, &receipt->files[i]);
	speech_close(speech, "files");
}

/* What can be mended the next time. */
static void
put_advice(struct speech *speech)
{
	speech_findings(speech, "findings-warn", NULL,
	    SPEECH_BIT(SEVERITY_HOLD) | SPEECH_BIT(SEVERITY_WARN), NULL);
	speech_findings(speech, "findings-info", NULL,
	    SPEECH_BIT(SEVERITY_INFO), NULL);
	speech_left_out(speech);
}

/* Readers see it: whoever named the folder should know. */
static void
put_reason(struct speech *speech, const struct receipt *receipt)
{
	if (receipt->outcome != RECEIPT_WITHDRAWN || receipt->reason == NULL ||
	    receipt->reason[0] == '\0')
		return;
	speech_set(speech, "reason", receipt->reason);
	speech_say(speech, "p", "withdrawn-reason");
}

/* {good} of {count} items are public. */
static void
count_items(struct speech *speech, const struct staff_document *document,
    struct counts *counts)
{
	size_t i;
	unsigned good = 0;

	for (i = 0; i < document->item_count; i++)
		good += document->items[i].fate <= FATE_UNCHANGED;
	set_count(speech, "good", counts->added, good);
	set_count(speech, "count", counts->changed,
	    (unsigned)document->item_count);
}

static int
has_failure(const struct staff_document *document)
{
	size_t i;

	for (i = 0; i < document->item_count; i++) {
		if (document->items[i].fate == FATE_FAILED)
			return 1;
	}
	return 0;
}

static void
say_receipt(struct speech *speech, const void *facts)
{
	char version[16];
	const struct receipt *receipt = facts;
	struct counts counts;
	struct counts totals;

	snprintf(version, sizeof(version), "%u", receipt->document.version);
	speech_set(speech, "version", version);
	speech_set(speech, "kept", receipt->kept);
	count_items(speech, &receipt->document, &totals);
	say(speech, "title", "title", receipt->outcome);
	say(speech, "state", "state", receipt->outcome);
	if (receipt->outcome == RECEIPT_WITHDRAWN && receipt->readable)
		speech_say(speech, "p", "intro-withdrawn-readable");
	else
		say(speech, "p", "intro", receipt->outcome);
	put_reason(speech, receipt);
	put_change(speech, receipt->change, &counts);
	speech_items(speech);
	/* A page that stays is not live, and can be read all the same. */
	if (!receipt->readable || receipt->document.live_count > 0)
		speech_live(speech);
	put_files(speech, receipt);
	if (receipt->outcome != RECEIPT_WITHDRAWN)
		put_advice(speech);
	put_next(speech, receipt);
	speech_facts(speech);
	if (receipt->kept != NULL)
		speech_say(speech, "note", "next-original");
}

static void
add_value(struct staff_value *values, size_t *count, const char *field,
    const char *value)
{
	if (value == NULL || *value == '\0' || *count == VALUES_MAX)
		return;
	values[*count].field = field;
	values[*count].value = value;
	values[*count].why = NULL;
	(*count)++;
}

/* The document's own values, and what only a receipt knows after them. */
static size_t
gather_values(const struct receipt *receipt, const char *version,
    struct staff_value values[VALUES_MAX])
{
	const struct staff_document *document = &receipt->document;
	size_t count = 0, i;

	add_value(values, &count, "name", document->name);
	for (i = 0; i < document->value_count && count < VALUES_MAX; i++)
		values[count++] = document->values[i];
	if (document->version > 0)
		add_value(values, &count, "version", version);
	add_value(values, &count, "id", document->id);
	add_value(values, &count, "sha256", receipt->sha256);
	return count;
}

static int
write_as(const struct staff_site *site, const struct receipt *receipt,
    int (*write)(const struct speech_page *page, struct buf *out),
    struct buf *out)
{
	char version[16];
	struct receipt whole = *receipt;
	struct speech_page page;
	struct staff_value values[VALUES_MAX];

	snprintf(version, sizeof(version), "%u", receipt->document.version);
	whole.document.value_count = gather_values(receipt, version, values);
	whole.document.values = values;
	memset(&page, 0, sizeof(page));
	page.kind = "receipt";
	page.tone = receipt->outcome == RECEIPT_WITHDRAWN ? "wait" : "good";
	if (has_failure(&receipt->document))
		page.tone = "ask";
	page.site = site;
	page.document = &whole.document;
	page.when = receipt->published;
	page.say = say_receipt;
	page.facts = &whole;
	return write(&page, out);
}

int
receipt_write(const struct staff_site *site, const struct receipt *receipt,
    struct buf *out)
{
	return write_as(site, receipt, speech_write, out);
}

int
receipt_write_plain(const struct staff_site *site,
    const struct receipt *receipt, struct buf *out)
{
	return write_as(site, receipt, speech_write_plain, out);
}
