/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What became of each item of a file of several.  See speech.h. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "staff/speech.h"

enum {
	SAID_SIZE = 1200
};

/* Numbers of items are written after one another: "3." */
static void
say_item(struct speech *speech, const struct staff_item *item)
{
	static const char *const fates[FATES] = {
		[FATE_PUBLISHED] = "item-published",
		[FATE_UPDATED] = "item-updated",
		[FATE_UNCHANGED] = "item-unchanged",
		[FATE_HELD] = "item-held",
		[FATE_WAITING] = "item-waiting",
		[FATE_SCHEDULED] = "item-scheduled",
		[FATE_WITHDRAWN] = "item-withdrawn",
		[FATE_LATE] = "item-late",
		[FATE_FAILED] = "item-failed",
		[FATE_GONE] = "item-gone",
	};
	char number[16], title[SAID_SIZE];
	struct buf when;

	snprintf(number, sizeof(number), "%u", item->number);
	text_excerpt(title, sizeof(title), item->title);
	if (title[0] == '\0')
		speech_word(speech, title, sizeof(title), "item-untitled");
	buf_init(&when, SAID_SIZE);
	words_put_instant(speech->site->words, &when, speech->lang,
	    speech->site->timezone, item->when);
	speech_set(speech, "item", number);
	speech_set(speech, "item-title", title);
	speech_set(speech, "item-url", item->url);
	speech_set(speech, "item-when", buf_str(&when));
	speech_say(speech, "what", fates[item->fate]);
	speech_set(speech, "item", "");
	speech_set(speech, "item-title", "");
	speech_set(speech, "item-url", "");
	speech_set(speech, "item-when", "");
	buf_fini(&when);
}

static void
put_item(struct speech *speech, const struct staff_item *item)
{
	static const char *const severities[FATES] = {
		[FATE_HELD] = "hold",
		[FATE_FAILED] = "warn",
	};
	struct finding finding;

	if (!speech->plain) {
		buf_puts(speech->out, "<finding");
		speech_attribute(speech, "severity",
		    severities[item->fate] != NULL ? severities[item->fate] :
						     "info");
		buf_putc(speech->out, '>');
	}
	say_item(speech, item);
	if (!speech->plain)
		buf_puts(speech->out, "</finding>\n");
	if (item->why == NULL || item->why->code[0] == '\0')
		return;
	memset(&finding, 0, sizeof(finding));
	finding.code = (char *)(uintptr_t)item->why->code;
	finding.quote = (char *)(uintptr_t)item->why->quote;
	finding.times = 1;
	finding.severity = item->fate == FATE_HELD ? SEVERITY_HOLD :
						     SEVERITY_WARN;
	speech_set(speech, "text", item->why->text);
	speech_finding(speech, &finding);
	speech_set(speech, "text", "");
}

void
speech_items(struct speech *speech)
{
	const struct staff_document *document = speech->document;
	size_t i;

	if (document == NULL || document->item_count == 0)
		return;
	speech_open(speech, "findings", "items-title");
	for (i = 0; i < document->item_count; i++)
		put_item(speech, &document->items[i]);
	speech_close(speech, "findings");
}
