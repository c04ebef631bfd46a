/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gazette check: what staff would be told about a document, before it is
 * dropped.
 */
#include "config.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/findings.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "cli/batch.h"
#include "cli/cli.h"
#include "cli/warning.h"
#include "newsroom/bureau.h"
#include "staff/report.h"
#include "staff/words.h"
#include "worker/stylesheets.h"

static const char usage[] =
    "usage: gazette check [--json] [--phrases FILE] FILE…\n"
    "\n"
    "Says what staff would be told about each document if it were dropped\n"
    "into a folder with strict rules; about each item of a file of several.\n"
    "FILE may be - for standard input.\n"
    "\n"
    "  --json          one JSON object a line and document\n"
    "  --phrases FILE  words to look for beside our own: gazette.conf(5)\n"
    "\n"
    "Exit status: 0 it can be published, perhaps after a question; 64 usage;\n"
    "65 a document is at fault; 66 no such file; 70 our fault; 75 try again\n"
    "later.\n";

enum {
	REPORT_MAX = 1 << 20,
	NAME_SIZE = 1024
};

/* What is said of one document, or one item of it. */
struct said {
	size_t index;
	unsigned item;
	char *words;
};

struct check {
	int json;
	const char *phrases; /* or NULL */
	char **paths;
	size_t count;
	struct said *reports; /* in the order in which they end */
	size_t report_count;
	struct warnings warnings;
	int status; /* the gravest so far */
};

/* "ok", "hold", "reject" … as the drop folder would decide. */
static const char *
outcome(const struct batch_end *end)
{
	const struct findings *findings;
	size_t i;

	if (end->status != EX_OK)
		return verdict_name(end->why->verdict);
	findings = &end->dispatch->findings;
	for (i = 0; i < findings->count; i++) {
		if (findings->list[i].severity == SEVERITY_HOLD)
			return verdict_name(V_HOLD);
	}
	return verdict_name(V_OK);
}

/* Strings are what documents hold: never anything but UTF-8. */
static void
set_string(json_t *object, const char *key, const char *value)
{
	if (value != NULL && value[0] != '\0')
		json_object_set_new(object, key, json_string(value));
}

static void
set_sentence(json_t *object, const char *key, const char *sentence,
    const struct finding *finding)
{
	struct buf said;
	const struct words_fill fills[] = {
		{ "quote", finding->quote },
		{ "code", finding->code },
		{ NULL, NULL },
	};

	buf_init(&said, REPORT_MAX);
	words_fill(&said, sentence, fills);
	set_string(object, key, buf_str(&said));
	buf_fini(&said);
}

static json_t *
finding_json(const struct words *words, const struct finding *finding)
{
	json_t *object;
	struct words_message message;

	object = json_object();
	set_string(object, "code", finding->code);
	set_string(object, "severity", severity_name(finding->severity));
	set_string(object, "quote", finding->quote);
	if (words_message(words, "en", finding->code, &message) == 0) {
		set_sentence(object, "what", message.what, finding);
		set_sentence(object, "do", message.todo, finding);
	}
	return object;
}

/* What was found, what it rests on, and how sure that is. */
static json_t *
values_json(const struct values *values)
{
	const struct value_found *found;
	json_t *list, *object;
	size_t i;

	list = json_array();
	for (i = 0; i < values->count; i++) {
		found = &values->list[i];
		object = json_object();
		set_string(object, "field", found->field);
		set_string(object, "words", found->words);
		set_string(object, "why", found->why);
		if (found->why[0] != '\0')
			json_object_set_new(object, "confidence",
			    json_integer(values_confidence(found->why)));
		json_array_append_new(list, object);
	}
	return list;
}

static void
set_facts(json_t *object, const struct words *words,
    const struct dispatch *dispatch)
{
	static const struct {
		const char *key;
		enum field field;
	} facts[] = {
		{ "format", FIELD_FORMAT },
		{ "title", FIELD_TITLE },
		{ "deck", FIELD_DECK },
		{ "lang", FIELD_LANG },
		{ "slug", FIELD_SLUG },
		{ "id", FIELD_ID },
		{ "issued", FIELD_ISSUED },
		{ "embargo", FIELD_EMBARGO },
		{ "status", FIELD_STATUS },
	};

	json_t *list;
	size_t i;

	for (i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		set_string(object, facts[i].key,
		    dispatch_field(dispatch, facts[i].field));
	list = json_array();
	for (i = 0; i < dispatch->findings.count; i++)
		json_array_append_new(list,
		    finding_json(words, &dispatch->findings.list[i]));
	json_object_set_new(object, "findings", list);
	json_object_set_new(object, "values", values_json(&dispatch->values));
}

static char *
report_json(const struct words *words, const char *file,
    const struct batch_end *end)
{
	char *line, *text;
	json_t *object;

	object = json_object();
	set_string(object, "file", file);
	if (end->item != 0)
		json_object_set_new(object, "item", json_integer(end->item));
	set_string(object, "verdict", outcome(end));
	if (end->status != EX_OK) {
		set_string(object, "code", end->why->code);
		set_string(object, "text", end->why->text);
		set_string(object, "quote", end->why->quote);
	}
	if (end->dispatch != NULL)
		set_facts(object, words, end->dispatch);
	text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(object);
	line = xasprintf("%s\n", text != NULL ? text : "{}");
	free(text);
	return line;
}

static void
put_fact(struct buf *out, const char *name, const char *value)
{
	char shown[NAME_SIZE];

	text_excerpt(shown, sizeof(shown), value);
	if (shown[0] != '\0')
		buf_printf(out, "  %s: %s\n", name, shown);
}

static char *
report_text(const struct words *words, const char *file,
    const struct batch_end *end)
{
	struct buf out;
	struct report report;

	memset(&report, 0, sizeof(report));
	report.kind = end->status == EX_OK ? REPORT_HOLD : REPORT_FIX;
	report.document.name = file;
	report.why = end->status == EX_OK ? NULL : end->why;
	buf_init(&out, REPORT_MAX);
	buf_puts(&out, file);
	if (end->item != 0)
		buf_printf(&out, " (item %u of %u)", end->item, end->items);
	buf_printf(&out, ": %s\n", outcome(end));
	if (end->dispatch != NULL) {
		report.document.findings = &end->dispatch->findings;
		put_fact(&out, "title",
		    dispatch_field(end->dispatch, FIELD_TITLE));
		put_fact(&out, "language",
		    dispatch_field(end->dispatch, FIELD_LANG));
		put_fact(&out, "issued",
		    dispatch_field(end->dispatch, FIELD_ISSUED));
		put_fact(&out, "embargo",
		    dispatch_field(end->dispatch, FIELD_EMBARGO));
	}
	report_write_text(words, "en", &report, &out);
	return buf_take(&out, NULL);
}

static void
on_end(const struct batch_end *end, void *context)
{
	char file[NAME_SIZE];
	const struct words *words;
	struct check *c = context;
	struct said *said;

	if (end->status > c->status)
		c->status = end->status;
	if ((words = warnings_words(&c->warnings)) == NULL) {
		c->status = EX_SOFTWARE;
		return;
	}
	text_excerpt(file, sizeof(file), c->paths[end->index]);
	c->reports = xreallocarray(c->reports, c->report_count + 1,
	    sizeof(*c->reports));
	said = &c->reports[c->report_count++];
	said->index = end->index;
	said->item = end->item;
	said->words = c->json ? report_json(words, file, end) :
				report_text(words, file, end);
	/* A file that isn't there has no report: it is said as an error. */
	if (end->status == EX_NOINPUT)
		cli_say_why(file, end->why);
}

static int
compare(const void *left, const void *right)
{
	const struct said *a = left;
	const struct said *b = right;

	if (a->index != b->index)
		return a->index < b->index ? -1 : 1;
	return a->item < b->item ? -1 : a->item > b->item;
}

static int
parse_arguments(struct check *c, int argc, char *argv[])
{
	static const struct option options[] = {
		{ "help", no_argument, NULL, 'h' },
		{ "json", no_argument, NULL, 'j' },
		{ "phrases", required_argument, NULL, 'p' },
		{ NULL, 0, NULL, 0 },
	};
	int o;

	while ((o = getopt_long(argc, argv, ":h", options, NULL)) != -1) {
		if (o == 'h')
			return cli_help(usage);
		if (o == 'p')
			c->phrases = optarg;
		else if (o != 'j')
			return cli_bad_option(argv, o);
		c->json |= o == 'j';
	}
	if (optind == argc)
		return cli_usage("check", "which document?");
	c->paths = argv + optind;
	c->count = (size_t)(argc - optind);
	return -1;
}

static enum verdict
check_all(struct check *c, struct why *why)
{
	char *xsl_dir;
	enum verdict v;
	struct batch batch;

	xsl_dir = stylesheets_dir();
	c->warnings.xsl_dir = xsl_dir;
	memset(&batch, 0, sizeof(batch));
	batch.paths = c->paths;
	batch.count = c->count;
	batch.lang = "";
	batch.xsl_dir = xsl_dir;
	batch.phrases = c->phrases;
	batch.end = on_end;
	batch.context = c;
	v = batch_run(&batch, why);
	warnings_fini(&c->warnings);
	free(xsl_dir);
	return v;
}

int
cmd_check(int argc, char *argv[])
{
	int status;
	size_t i;
	struct check c;
	struct why why;

	memset(&c, 0, sizeof(c));
	if ((status = parse_arguments(&c, argc, argv)) != -1)
		return status;
	if (check_all(&c, &why) != V_OK) {
		cli_say_why(NULL, &why);
		c.status = EX_SOFTWARE;
	}
	/* In the order asked for, whichever ended first. */
	if (c.report_count > 0)
		qsort(c.reports, c.report_count, sizeof(*c.reports), compare);
	for (i = 0; i < c.report_count; i++) {
		fputs(c.reports[i].words, stdout);
		free(c.reports[i].words);
	}
	free(c.reports);
	status = cli_end_output();
	return c.status > status ? c.status : status;
}
