/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A letter to staff.  See letter.h for the contract. */
#include "config.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/findings.h"
#include "base/log.h"
#include "base/names.h"
#include "base/values.h"
#include "base/xalloc.h"
#include "newsroom/attach.h"
#include "newsroom/done.h"
#include "newsroom/items.h"
#include "newsroom/letter.h"
#include "newsroom/mailing.h"
#include "newsroom/pair.h"
#include "newsroom/preview.h"
#include "newsroom/withdrawal.h"
#include "staff/place.h"

enum {
	MAIL_TEXT = 1 << 20
};

/* What a letter needs to know, kept together for as long as it is written. */
struct facts {
	struct catalog_release release; /* id 0: it has none */
	struct catalog_releases work;   /* what is live of it */
	struct findings findings;
	struct staff_address live[SITE_LANGS_MAX];
	char *urls[SITE_LANGS_MAX];
	struct values found; /* in the document, and why */
	struct staff_value values[VALUES_MAX];
	struct receipt_change change;
	int is_back;                /* restored by the last move of its job */
	struct items_told items;    /* of a file of several */
	struct receipt_file *files; /* that are downloaded with it */
	size_t file_count;
	struct catalog_files kept;
};

static void
facts_fini(struct facts *facts)
{
	size_t i;

	for (i = 0; i < SITE_LANGS_MAX; i++)
		free(facts->urls[i]);
	for (i = 0; i < facts->file_count; i++)
		free((char *)(uintptr_t)facts->files[i].url);
	free(facts->files);
	catalog_files_fini(&facts->kept);
	catalog_releases_fini(&facts->work);
	findings_fini(&facts->findings);
	values_fini(&facts->found);
	items_told_fini(&facts->items);
	free(facts);
}

/* The release of the job: its own version's, or what it is a duplicate of. */
static enum verdict
find_release(struct desk *desk, const struct catalog_job *job,
    struct facts *facts, struct why *why)
{
	enum verdict v;
	struct catalog_key key;
	struct catalog_releases known;

	if (job->version != 0)
		return catalog_release_of_version(desk->archive->catalog,
		    job->version, &facts->release, why);
	if (job->sha256[0] == '\0')
		return V_OK;
	memset(&key, 0, sizeof(key));
	memset(&known, 0, sizeof(known));
	key.site = desk->site.id;
	key.source_sha256 = job->sha256;
	v = catalog_by_source(desk->archive->catalog, &key, &known, why);
	if (v == V_OK && known.count > 0)
		facts->release = known.list[0];
	catalog_releases_fini(&known);
	return v;
}

static void
fill_live(struct desk *desk, struct facts *facts)
{
	const struct catalog_release *r;
	size_t i;

	for (i = 0; i < facts->work.count && i < SITE_LANGS_MAX; i++) {
		r = &facts->work.list[i];
		facts->urls[i] = xasprintf("%s%s", desk->site.base_url,
		    r->path);
		facts->live[i].lang = r->lang;
		facts->live[i].url = facts->urls[i];
		facts->live[i].title = r->version.title;
	}
}

/* Was it withdrawn before it became public (again)? */
static enum verdict
find_return(struct desk *desk, const struct catalog_job *job,
    struct facts *facts, struct why *why)
{
	const struct catalog_step *before;
	enum verdict v;
	struct catalog_history history;

	memset(&history, 0, sizeof(history));
	v = catalog_job_history(desk->archive->catalog, job->id, &history, why);
	if (v == V_OK && history.count > 1) {
		before = &history.list[history.count - 2];
		facts->is_back = job->state == JOB_PUBLISHED &&
		    before->state == JOB_WITHDRAWN;
	}
	catalog_history_fini(&history);
	return v;
}

static enum verdict
collect(struct desk *desk, const struct letter *letter, struct facts *facts,
    struct why *why)
{
	enum verdict v;

	if (letter->job.id == 0)
		return V_OK;
	v = find_release(desk, &letter->job, facts, why);
	if (v == V_OK && facts->release.id != 0)
		v = catalog_of_work(desk->archive->catalog, facts->release.work,
		    &facts->work, why);
	if (v == V_OK)
		v = catalog_job_findings(desk->archive->catalog, letter->job.id,
		    &facts->findings, why);
	if (v == V_OK)
		v = catalog_job_values(desk->archive->catalog, letter->job.id,
		    &facts->found, why);
	if (v == V_OK)
		v = items_tell(desk, letter->job.id, &facts->items, why);
	if (v == V_OK)
		v = find_return(desk, &letter->job, facts, why);
	fill_live(desk, facts);
	return v;
}

static void
add_value(struct staff_document *document, struct facts *facts,
    const char *field, const char *value, const char *why)
{
	struct staff_value *slot;

	if (value[0] == '\0' || document->value_count == VALUES_MAX)
		return;
	slot = &facts->values[document->value_count++];
	slot->field = field;
	slot->value = value;
	slot->why = why;
	document->values = facts->values;
}

/* Does it wait for a time, or for one that can be read?  Until then its title
 * is said nowhere. */
static int
is_embargoed(const struct letter *letter, const struct facts *facts)
{
	static const char prefix[] = "embargo-";

	size_t i;

	if (letter->job.state == JOB_SCHEDULED ||
	    strncmp(letter->job.why.code, prefix, sizeof(prefix) - 1) == 0)
		return 1;
	for (i = 0; i < facts->findings.count; i++)
		if (facts->findings.list[i].severity == SEVERITY_HOLD &&
		    strncmp(facts->findings.list[i].code, prefix,
			sizeof(prefix) - 1) == 0)
			return 1;
	return 0;
}

static int
may_be_said(const struct value_found *found, int embargoed)
{
	return !embargoed || strcmp(found->field, "lang") == 0 ||
	    strcmp(found->field, "embargo") == 0;
}

/* Whoever is asked sees what was understood of his document. */
static void
add_found(struct staff_document *document, struct facts *facts, int embargoed)
{
	const struct value_found *found;
	size_t i;

	for (i = 0; i < facts->found.count; i++) {
		found = &facts->found.list[i];
		if (may_be_said(found, embargoed))
			add_value(document, facts, found->field, found->words,
			    found->why[0] != '\0' ? found->why : NULL);
	}
}

/* All that was found and why; of a version that another job made, what the
 * catalogue keeps of it. */
static void
add_values(struct staff_document *document, struct facts *facts)
{
	const struct catalog_version *version = &facts->release.version;

	add_found(document, facts, 0);
	if (facts->found.count > 0)
		return;
	add_value(document, facts, "title", version->title, NULL);
	add_value(document, facts, "deck", version->deck, NULL);
	add_value(document, facts, "issued", version->issued, NULL);
	add_value(document, facts, "lang", facts->release.lang, NULL);
}

static int
is_receipt(const struct letter *letter)
{
	return letter->note == NULL &&
	    (letter->job.state == JOB_PUBLISHED ||
		letter->job.state == JOB_WITHDRAWN);
}

static void
fill_document(const struct letter *letter, struct facts *facts,
    struct staff_document *ret)
{
	memset(ret, 0, sizeof(*ret));
	ret->name = names_last(
	    letter->note != NULL ? letter->note->place : letter->job.place);
	ret->lang = letter->job.lang;
	ret->findings = &facts->findings;
	ret->items = facts->items.list;
	ret->item_count = facts->items.jobs.count;
	ret->live = facts->live;
	ret->live_count = facts->work.count < SITE_LANGS_MAX ?
	    facts->work.count :
	    SITE_LANGS_MAX;
	if (!is_receipt(letter))
		add_found(ret, facts, is_embargoed(letter, facts));
	if (facts->release.id == 0)
		return;
	ret->lang = facts->release.lang;
	ret->id = facts->release.work;
	ret->version = facts->release.version.number;
	if (!is_receipt(letter))
		return;
	ret->title = facts->release.version.title;
	add_values(ret, facts);
}

static enum receipt_outcome
outcome(const struct catalog_job *job, const struct facts *facts)
{
	if (job->state == JOB_WITHDRAWN ||
	    strcmp(job->why.code, "wire-withdrawn") == 0)
		return RECEIPT_WITHDRAWN;
	if (strcmp(job->why.code, "wire-late") == 0)
		return RECEIPT_SUPERSEDED;
	if (facts->items.jobs.count > 0)
		return RECEIPT_ITEMS;
	if (facts->release.version.job != job->id)
		return RECEIPT_UNCHANGED;
	if (facts->is_back)
		return RECEIPT_RESTORED;
	if (facts->release.version.number > 1)
		return RECEIPT_UPDATED;
	return facts->work.count > 1 ? RECEIPT_TRANSLATED : RECEIPT_PUBLISHED;
}

void
letter_site(struct desk *desk, struct staff_site *ret)
{
	memset(ret, 0, sizeof(*ret));
	ret->words = desk->newsroom->words;
	ret->name = desk->config->title;
	ret->langs = (const char *const *)desk->config->languages;
	ret->timezone = desk->config->timezone;
	ret->approve = desk->config->approve;
	ret->withdraw = desk->config->withdraw;
	ret->preview = desk->config->preview;
	ret->embargo = desk->config->embargo;
	ret->done = desk->config->done;
	ret->failed = desk->config->failed;
	ret->now = now_s(desk->newsroom);
}

static void
fill_change(struct facts *facts, struct receipt *receipt)
{
	const struct catalog_version *version;

	version = &facts->release.version;
	if (receipt->outcome != RECEIPT_UPDATED)
		return;
	facts->change.changed = version->difference.changed;
	facts->change.added = version->difference.added;
	facts->change.removed = version->difference.removed;
	facts->change.minor = version->minor;
	facts->change.before = version->difference.before;
	facts->change.after = version->difference.after;
	receipt->change = &facts->change;
}

/* What was never live has no word of it in a subject. */
static int
was_public(const struct facts *facts)
{
	return facts->release.id != 0 &&
	    facts->release.standing != STANDING_PLANNED &&
	    facts->release.version.standing != STANDING_PLANNED;
}

/* Whose the document says that it is, or "". */
static const char *
publisher(const struct facts *facts)
{
	size_t i;

	for (i = 0; i < facts->found.count; i++)
		if (strcmp(facts->found.list[i].field, "publisher") == 0)
			return facts->found.list[i].words;
	return "";
}

/* The same words by mail, if anybody gets them. */
static void
compose(struct desk *desk, struct letter *letter, const struct facts *facts,
    const struct staff_document *document, const struct buf *text)
{
	letter->mailing = mailing_new(desk, mailing_about(letter),
	    document->lang, buf_str(text),
	    is_receipt(letter) && was_public(facts));
	letter->mailing->organisation = xstrdup(publisher(facts));
	letter->mailing->release = facts->release.id;
}

/* The withdrawal that is undone by moving this receipt. */
static int64_t
undo_of(struct desk *desk, const struct facts *facts)
{
	int64_t seq = 0;
	struct why why;

	if (catalog_withdrawal(desk->archive->catalog, facts->release.id, &seq,
		&why) != V_OK)
		newsroom_trouble(desk->newsroom, "writing a receipt", &why);
	return seq;
}

/* What can be downloaded beside the page, as long as that can be read. */
static void
fill_files(struct desk *desk, struct facts *facts, struct receipt *receipt)
{
	const struct catalog_file *f;
	size_t i;
	struct receipt_file *file;
	struct why why;

	if (receipt->outcome == RECEIPT_WITHDRAWN && !receipt->readable)
		return;
	if (catalog_files(desk->archive->catalog, facts->release.version.id, 0,
		&facts->kept, &why) != V_OK) {
		newsroom_trouble(desk->newsroom, "writing a receipt", &why);
		return;
	}
	facts->files = xcalloc(facts->kept.count + 1, sizeof(*facts->files));
	for (i = 0; i < facts->kept.count; i++) {
		f = &facts->kept.list[i];
		if (strncmp(f->name, "files/", 6) != 0 || f->type[0] == '\0')
			continue;
		file = &facts->files[facts->file_count++];
		file->title = f->title;
		file->size = f->size;
		file->url = xasprintf("%s%s%s", desk->site.base_url,
		    facts->release.path, f->name);
	}
	receipt->files = facts->files;
	receipt->file_count = facts->file_count;
}

static int
write_receipt(struct desk *desk, struct letter *letter, struct facts *facts,
    struct buf *out)
{
	struct buf text;
	struct receipt receipt;
	struct staff_site site;

	letter_site(desk, &site);
	memset(&receipt, 0, sizeof(receipt));
	receipt.outcome = outcome(&letter->job, facts);
	fill_document(letter, facts, &receipt.document);
	receipt.published = facts->release.version.published;
	receipt.sha256 = letter->job.sha256;
	receipt.kept = letter->kept;
	if (letter->job.state == JOB_WITHDRAWN && letter->kept != NULL &&
	    withdrawal_is_within(desk, letter->kept))
		receipt.document.undo = undo_of(desk, facts);
	receipt.reason = facts->release.reason;
	receipt.readable = facts->release.readable;
	fill_change(facts, &receipt);
	fill_files(desk, facts, &receipt);
	if (mailing_is_wanted(desk, letter, publisher(facts))) {
		buf_init(&text, MAIL_TEXT);
		(void)receipt_write_plain(&site, &receipt, &text);
		compose(desk, letter, facts, &receipt.document, &text);
		buf_fini(&text);
	}
	return receipt_write(&site, &receipt, out);
}

/* Why does it wait: for somebody to close it, for us, or for its time? */
static enum report_kind
waiting_kind(const struct catalog_job *job)
{
	if (strcmp(job->why.code, "open-elsewhere") == 0)
		return REPORT_OPEN;
	if (pair_is_waiting(job))
		return REPORT_PAIR;
	if (job->why.verdict == V_DEFER)
		return REPORT_OURS;
	return job->state == JOB_WAITING ? REPORT_WAITING : REPORT_SCHEDULED;
}

static enum report_kind
report_kind(const struct letter *letter)
{
	if (letter->note != NULL)
		return letter->note->kind;
	switch (letter->job.state) {
	case JOB_HELD:
		return strcmp(letter->job.why.code, "preview-only") == 0 ?
		    REPORT_PREVIEW :
		    REPORT_HOLD;
	case JOB_WAITING:
	case JOB_SCHEDULED:
		return waiting_kind(&letter->job);
	default:
		break;
	}
	return letter->job.why.verdict == V_FATAL ? REPORT_FAILED : REPORT_FIX;
}

/* For whom it waits, how long, and what is to be done not to wait. */
static void
fill_pair(const struct desk *desk, const struct letter *letter,
    struct report *report)
{
	report->langs = pair_languages(&letter->job.why);
	report->is_approved = desk_is_within(desk, &letter->job, WHERE_APPROVE);
	if (report->when == CATALOG_NEVER)
		report->when = 0;
	/* Under an embargo nothing of it is quoted. */
	if (letter->job.state == JOB_SCHEDULED)
		report->document.findings = NULL;
}

static int
write_report(struct desk *desk, struct letter *letter, struct facts *facts,
    struct buf *out)
{
	char preview[NAMES_SIZE] = "";
	struct buf text;
	struct report report;
	struct staff_site site;

	letter_site(desk, &site);
	memset(&report, 0, sizeof(report));
	report.kind = report_kind(letter);
	fill_document(letter, facts, &report.document);
	report.why = letter->note != NULL ? &letter->note->why :
					    &letter->job.why;
	report.moved = report.kind == REPORT_FAILED;
	report.when = letter->job.due;
	if (facts->items.due != 0)
		report.when = facts->items.due;
	if (report.kind == REPORT_PAIR)
		fill_pair(desk, letter, &report);
	if (letter->note == NULL)
		preview_name(desk, &letter->job, preview, sizeof(preview));
	report.preview = preview;
	if (mailing_is_wanted(desk, letter, publisher(facts))) {
		buf_init(&text, MAIL_TEXT);
		(void)report_write_plain(&site, &report, &text);
		compose(desk, letter, facts, &report.document, &text);
		buf_fini(&text);
	}
	return report_write(&site, &report, out);
}

/* Its document is read again from the spool when its time has come. */
static int
is_waiting(const struct catalog_job *job)
{
	return job->state == JOB_HELD || job->state == JOB_WAITING ||
	    job->state == JOB_SCHEDULED;
}

/* What came by the command line is answered there. */
static int
has_page(const struct letter *letter)
{
	const struct catalog_job *job;

	job = &letter->job;
	if (letter->note != NULL)
		return 1;
	/* … and of an item the letter about its file tells. */
	if (job->place[0] == '/' || job->item != 0)
		return 0;
	return job->state == JOB_PUBLISHED || is_waiting(job) ||
	    job->state == JOB_REJECTED ||
	    (job->state == JOB_WITHDRAWN && job->version != 0);
}

/* What is unsafe or beyond mending does not stay among people's files. */
static int
is_failure(const struct letter *letter)
{
	return letter->note == NULL && letter->job.state == JOB_REJECTED &&
	    letter->job.why.verdict == V_FATAL;
}

/*
 * P7: the original leaves the drop folder only if it is still the file that
 * was published.  One that can't be moved is published all the same.
 */
static void
move_original(struct desk *desk, struct letter *letter, const char *folder)
{
	char kept[PLACE_PATH_MAX] = "";
	char *to;
	const struct catalog_job *job;
	struct place_seen seen;
	struct why why;

	job = &letter->job;
	to = attach_folder(desk, job, folder);
	seen.ino = (ino_t)job->file.ino;
	seen.ctime.tv_sec = (time_t)(job->file.ctime_ns / 1000000000);
	seen.ctime.tv_nsec = (long)(job->file.ctime_ns % 1000000000);
	seen.folder = to;
	if (place_move(scan_dir(desk->scan), job->place, &seen, kept, &why) !=
	    V_OK)
		log_warn("original stays site=%s job=%s code=%s: %s",
		    desk->config->name, job->uid, why.code, why.text);
	if (place_clear_beside(scan_dir(desk->scan), job->place, &why) != V_OK)
		log_warn("page stays site=%s job=%s code=%s: %s",
		    desk->config->name, job->uid, why.code, why.text);
	/* Gone, or moved before a crash: its receipt lies there all the same.
	 */
	letter->kept = kept[0] != '\0' ?
	    xstrdup(kept) :
	    xasprintf("%s/%s", to, names_last(job->place));
	attach_put_away(desk, job, to);
	free(to);
}

static void
put_away(struct desk *desk, struct letter *letter)
{
	char folder[PATH_MAX];

	if (desk->scan == NULL)
		return;
	if (is_failure(letter)) {
		move_original(desk, letter, desk->config->failed);
		return;
	}
	if (!is_receipt(letter))
		return;
	place_month_folder(folder, sizeof(folder), desk->config->done,
	    desk->config->timezone, now_s(desk->newsroom));
	if (desk_is_within(desk, &letter->job, WHERE_DONE) &&
	    letter->job.state == JOB_PUBLISHED) /* somebody has put it there */
		letter->kept = xstrdup(letter->job.place);
	else if (withdrawal_is_within(desk, letter->job.place) &&
	    letter->job.state == JOB_WITHDRAWN)
		letter->kept = xstrdup(letter->job.place);
	else if (letter->job.state == JOB_PUBLISHED)
		move_original(desk, letter, folder);
	else /* withdrawn: it was put away when it was published */
		letter->kept = xasprintf("%s/%s", folder,
		    names_last(letter->job.place));
}

enum verdict
letter_write(struct desk *desk, struct letter *letter, struct buf *out,
    int *next, struct why *why)
{
	enum verdict v;
	int result;
	struct facts *facts;

	letter->page = -1;
	if (!has_page(letter))
		return V_OK;
	put_away(desk, letter);
	facts = xcalloc(1, sizeof(*facts));
	v = collect(desk, letter, facts, why);
	if (v == V_OK) {
		result = is_receipt(letter) ?
		    write_receipt(desk, letter, facts, out) :
		    write_report(desk, letter, facts, out);
		if (result == -1)
			v = why_set(why, V_FATAL, "internal",
			    "a letter is too long");
		else
			letter->page = (*next)++;
	}
	facts_fini(facts);
	return v;
}

static enum place_kind
place_for(enum report_kind kind)
{
	switch (kind) {
	case REPORT_HOLD:
		return PLACE_QUESTION;
	case REPORT_OPEN:
	case REPORT_OURS:
	case REPORT_WAITING:
	case REPORT_SCHEDULED:
	case REPORT_PAIR:
	case REPORT_ARRIVING:
	case REPORT_PREVIEW:
	case REPORT_INVENTORY:
		return PLACE_NOTICE;
	default:
		return PLACE_FIX;
	}
}

static enum place_kind
page_kind(const struct letter *letter)
{
	return is_receipt(letter) ? PLACE_RECEIPT :
				    place_for(report_kind(letter));
}

static void
put(struct desk *desk, const struct letter *letter, const struct blob *page)
{
	const char *place;
	struct place_page beside = { page_kind(letter), page->data, page->len };
	struct why why;

	if (page->data == NULL || desk->scan == NULL)
		return;
	place = letter->note != NULL ? letter->note->place : letter->job.place;
	if (letter->kept != NULL)
		place = letter->kept;
	if (place_put_beside(scan_dir(desk->scan), place, &beside, &why) !=
	    V_OK)
		log_warn("page not delivered site=%s code=%s: %s",
		    desk->config->name, why.code, why.text);
}

void
letter_deliver(struct desk *desk, struct letter *letter,
    const struct blob *page)
{
	struct why why;

	if (has_page(letter))
		put(desk, letter, page);
	if (letter->mailing != NULL &&
	    mailing_put(desk, letter, page->data, &why) != V_OK)
		newsroom_trouble(desk->newsroom, "noting a letter", &why);
	if (letter->note != NULL)
		return;
	if (catalog_job_told(desk->archive->catalog, letter->job.id,
		letter->job.state, &why) != V_OK)
		newsroom_trouble(desk->newsroom, "noting a letter", &why);
	if (letter->kept != NULL && letter->job.state == JOB_PUBLISHED)
		done_keep(desk, &letter->job, letter->kept);
	if (!is_waiting(&letter->job) &&
	    spool_remove(desk->archive->spool, letter->job.uid, &why) != V_OK)
		newsroom_trouble(desk->newsroom, "freeing the spool", &why);
}

void
letter_fini(struct letter *letter)
{
	free(letter->kept);
	letter->kept = NULL;
	mailing_free(letter->mailing);
	letter->mailing = NULL;
	if (letter->note == NULL)
		return;
	free(letter->note->place);
	free(letter->note);
	letter->note = NULL;
}
