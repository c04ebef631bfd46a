/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How the whole folder stands, and the help page.  See receipt.h. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "staff/receipt.h"
#include "staff/speech.h"
#include "staff/words.h"

enum {
	CELL_SIZE = 512
};

static const struct {
	const char *name;
	const char *tone;
	const char *group; /* "status-todo": waits for a person, and so on */
} states[] = {
	[STATUS_RECEIVED] = { "received", "wait", "status-coming" },
	[STATUS_WAITING] = { "waiting", "wait", "status-coming" },
	[STATUS_PAIR] = { "pair", "wait", "status-coming" },
	[STATUS_HELD] = { "held", "ask", "status-todo" },
	[STATUS_SCHEDULED] = { "scheduled", "wait", "status-coming" },
	[STATUS_PUBLISHED] = { "published", "good", "status-latest" },
	[STATUS_WITHDRAWN] = { "withdrawn", "wait", "status-latest" },
	[STATUS_REJECTED] = { "rejected", "stop", "status-todo" },
	[STATUS_TROUBLE] = { "trouble-line", "wait", "status-coming" },
};

/* The first sentence of the message tells why it is held or refused. */
static void
put_reason(struct speech *speech, const char *code, const char *quote)
{
	struct words_fill fills[] = { { "quote", quote != NULL ? quote : "" },
		{ "code", code }, { "text", "" }, { NULL, NULL } };
	struct words_message message;
	struct buf said;

	if (words_message(speech->site->words, speech->lang, code, &message) ==
	    -1)
		return;
	buf_init(&said, CELL_SIZE);
	words_fill(&said, message.what, fills);
	speech_put(speech, "reason", buf_str(&said));
	buf_fini(&said);
}

static void
put_line(struct speech *speech, const struct status_line *line)
{
	char key[64], word[CELL_SIZE];
	struct buf when;

	snprintf(key, sizeof(key), "status-%s", states[line->state].name);
	speech_word(speech, word, sizeof(word), key);
	buf_init(&when, CELL_SIZE);
	words_put_instant(speech->site->words, &when, speech->lang,
	    speech->site->timezone, line->when);
	buf_printf(speech->out, "<line tone=\"%s\"", states[line->state].tone);
	speech_attribute(speech, "state", word);
	speech_attribute(speech, "when", buf_str(&when));
	if (line->url != NULL)
		speech_attribute(speech, "href", line->url);
	buf_putc(speech->out, '>');
	text_excerpt(word, sizeof(word), line->name);
	speech_put(speech, "name", word);
	if (line->title != NULL && line->state != STATUS_SCHEDULED)
		speech_put(speech, "title", line->title);
	if (line->code != NULL)
		put_reason(speech, line->code, line->quote);
	if (line->state == STATUS_WITHDRAWN)
		speech_say(speech, "reason", "status-undo");
	buf_puts(speech->out, "</line>\n");
	buf_fini(&when);
}

static void
put_group(struct speech *speech, const struct status *status, const char *group)
{
	int open = 0;
	size_t i;

	for (i = 0; i < status->count; i++) {
		if (strcmp(states[status->lines[i].state].group, group) != 0)
			continue;
		if (!open)
			speech_open(speech, "lines", group);
		open = 1;
		put_line(speech, &status->lines[i]);
	}
	if (open)
		speech_close(speech, "lines");
}

static void
say_trouble(struct speech *speech, const char *code)
{
	char code_copy[WHY_CODE_MAX], none[] = "";
	struct finding finding;

	snprintf(code_copy, sizeof(code_copy), "%s", code);
	memset(&finding, 0, sizeof(finding));
	finding.code = code_copy;
	finding.quote = none;
	finding.times = 1;
	finding.severity = SEVERITY_WARN;
	speech_open(speech, "findings", "status-trouble");
	speech_finding(speech, &finding);
	speech_close(speech, "findings");
}

static void
say_status(struct speech *speech, const void *facts)
{
	char minutes[16];
	const struct status *status = facts;

	snprintf(minutes, sizeof(minutes), "%u",
	    (status->beat_every + 59) / 60);
	speech_set(speech, "count", minutes);
	speech_say(speech, "title", "status-title");
	speech_say(speech, "state",
	    status->trouble != NULL ? "status-trouble" : "status-beat-state");
	speech_say(speech, "p", "status-beat");
	if (status->trouble != NULL)
		say_trouble(speech, status->trouble);
	if (status->count == 0)
		speech_say(speech, "p", "status-empty");
	put_group(speech, status, "status-todo");
	put_group(speech, status, "status-coming");
	put_group(speech, status, "status-latest");
}

int
status_write(const struct staff_site *site, const struct status *status,
    struct buf *out)
{
	struct speech_page page;

	memset(&page, 0, sizeof(page));
	page.kind = "status";
	page.tone = status->trouble != NULL ? "stop" : "good";
	page.site = site;
	page.when = status->beat;
	page.say = say_status;
	page.facts = status;
	return speech_write(&page, out);
}

static const char *const help_parts[] = { "drop", "after", "held", "preview",
	"correct", "languages", "embargo", "withdraw" };

static void
say_help(struct speech *speech, const void *facts)
{
	char key[64];
	size_t i, step;

	(void)facts;
	speech_say(speech, "title", "help-title");
	speech_say(speech, "p", "help-intro");
	for (i = 0; i < sizeof(help_parts) / sizeof(help_parts[0]); i++) {
		snprintf(key, sizeof(key), "help-%s", help_parts[i]);
		speech_open(speech, "steps", key);
		for (step = 1; step < 10; step++) {
			snprintf(key, sizeof(key), "help-%s-%zu", help_parts[i],
			    step);
			if (speech_try(speech, "step", key) == -1)
				break;
		}
		speech_close(speech, "steps");
	}
}

int
help_write(const struct staff_site *site, struct buf *out)
{
	struct speech_page page;

	memset(&page, 0, sizeof(page));
	page.kind = "notice";
	page.tone = "help";
	page.site = site;
	page.say = say_help;
	return speech_write(&page, out);
}
