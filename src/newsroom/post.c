/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The post: lists for the public and letters to staff (steps P6 to P8 of
 * publishing).  Both carry words that others wrote, so workers make them; one
 * such errand is out at a time, and takes along all that has come together
 * meanwhile.  Lists go before letters: a receipt never says what can't be
 * seen yet.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "newsroom/announce.h"
#include "newsroom/letter.h"
#include "newsroom/room.h"
#include "newsroom/status.h"
#include "publish/ledger.h"
#include "publish/publish.h"
#include "publish/recipe.h"

enum {
	PAGES_SIZE = 64 << 20,
	RETRY = 5000
};

struct errand;

static enum verdict lists_out(struct errand *errand,
    const struct dispatch *dispatch, struct why *why);

struct errand {
	struct desk *desk;
	struct site_pages pages; /* lists or notices, or … */
	int notices;
	int status;
	struct letter *letters; /* … letters */
	size_t letter_count;
};

static void
errand_free(struct errand *errand)
{
	size_t i;

	if (errand == NULL)
		return;
	site_pages_fini(&errand->pages);
	for (i = 0; i < errand->letter_count; i++)
		letter_fini(&errand->letters[i]);
	free(errand->letters);
	free(errand);
}

void
post_note(struct desk *desk, enum report_kind kind, const char *place,
    const struct why *why)
{
	struct note *note;

	note = xcalloc(1, sizeof(*note));
	note->kind = kind;
	note->place = xstrdup(place);
	note->why = *why;
	STAILQ_INSERT_TAIL(&desk->notes, note, link);
	newsroom_stir(desk->newsroom);
}

static enum verdict
send_pages(struct errand *errand, const struct buf *xml, struct why *why)
{
	enum verdict v;
	struct buf frames;
	struct work work;

	buf_init(&frames, 2 * PAGES_SIZE);
	frame_put(&frames, FRAME_PAGES, 0, buf_str(xml), xml->len);
	memset(&work, 0, sizeof(work));
	work.kind = WORK_PAGES;
	v = bureau_send_bytes(errand->desk->newsroom->bureau, &work, &frames,
	    errand, why);
	buf_fini(&frames);
	return v;
}

/* Take out what has become empty; the rest is to be rendered. */
static enum verdict
remove_empty(struct errand *errand, struct why *why)
{
	enum verdict v = V_OK;
	size_t i, kept = 0;
	struct site_page *page;

	for (i = 0; i < errand->pages.count && v == V_OK; i++) {
		page = &errand->pages.list[i];
		if (page->empty)
			v = site_uninstall(&errand->desk->site, page, why);
		else
			errand->pages.list[kept++] = *page;
	}
	if (v == V_OK)
		errand->pages.count = kept;
	return v;
}

/* In a transaction of its own; what it writes for can be found out again. */
static enum verdict
in_transaction(struct errand *errand,
    enum verdict (*call)(const struct site *site, struct why *why),
    struct why *why)
{
	enum verdict v;
	struct catalog *catalog;

	catalog = errand->desk->archive->catalog;
	v = catalog_begin(catalog, CATALOG_LAZY, why);
	if (v != V_OK)
		return v;
	v = call(&errand->desk->site, why);
	if (v == V_OK)
		return catalog_commit(catalog, why);
	catalog_rollback(catalog);
	return v;
}

/* Ask what there is to list, from the first change on after a crash. */
static enum verdict
find_lists(struct errand *errand, struct why *why)
{
	enum verdict v = V_OK;
	struct site *site;

	site = &errand->desk->site;
	if (errand->desk->all_lists)
		v = catalog_set_listed(site->catalog, site->id, -1, why);
	if (v != V_OK)
		return v;
	errand->desk->all_lists = 0;
	v = in_transaction(errand, ledger_forewarn, why);
	if (v == V_OK)
		v = site_touched(site, &errand->pages, why);
	return v == V_OK ? remove_empty(errand, why) : v;
}

/* 1 if an errand went out, 0 if no list is to be made, -1 on trouble. */
static int
send_lists(struct errand *errand, struct why *why)
{
	enum verdict v;
	struct buf xml;
	struct site *site;

	site = &errand->desk->site;
	errand->desk->listed_before = now_s(errand->desk->newsroom);
	buf_init(&xml, PAGES_SIZE);
	v = find_lists(errand, why);
	if (v == V_OK && errand->pages.count > 0)
		v = site_xml(site, errand->pages.list, errand->pages.count,
		    &xml, why);
	if (v == V_OK && errand->pages.count > 0)
		v = send_pages(errand, &xml, why);
	buf_fini(&xml);
	if (v == V_OK && errand->pages.count == 0) /* no list shows it */
		v = lists_out(errand, NULL, why);
	if (v != V_OK)
		return -1;
	if (errand->pages.count > 0)
		errand->desk->lists_due = 0;
	return errand->pages.count > 0;
}

/* Nothing of it is said: not even a notice stays, nor the record of one. */
static enum verdict
remove_for_good(struct desk *desk, const struct catalog_release *release,
    struct why *why)
{
	enum verdict v;
	struct site_page notice;

	memset(&notice, 0, sizeof(notice));
	notice.kind = PAGE_GONE;
	notice.release = release->id;
	snprintf(notice.file, sizeof(notice.file), "%.*sindex.html",
	    (int)(sizeof(notice.file) - sizeof("index.html")),
	    release->path + strspn(release->path, "/"));
	v = site_uninstall(&desk->site, &notice, why);
	if (v == V_OK)
		v = catalog_removed(desk->archive->catalog, release->id, why);
	return v;
}

/*
 * When the lists no longer name them: what was taken down gives way to a
 * notice, what is gone to a tombstone, what is erased to nothing.
 */
static enum verdict
gather_notices(struct errand *errand, const struct catalog_releases *removals,
    struct why *why)
{
	const struct catalog_release *r;
	enum verdict v = V_OK;
	size_t i;
	struct desk *desk;

	desk = errand->desk;
	errand->pages.list = xcalloc(removals->count,
	    sizeof(*errand->pages.list));
	for (i = 0; i < removals->count && v == V_OK; i++) {
		r = &removals->list[i];
		if (r->site != desk->site.id)
			continue;
		v = publish_remove(&desk->site.web, r->path, why);
		if (v == V_OK && r->standing != STANDING_ERASED)
			v = site_notice(&desk->site, r->id,
			    &errand->pages.list[errand->pages.count++], why);
		else if (v == V_OK)
			v = remove_for_good(desk, r, why);
	}
	return v;
}

/* Addresses that releases had: a page there leads to where they are; of what
 * is erased not even that stays. */
static enum verdict
gather_former(struct errand *errand, struct why *why)
{
	const struct catalog_place *p;
	enum verdict v;
	size_t i;
	struct catalog_places places;
	struct desk *desk;
	struct site_pages *pages;

	desk = errand->desk;
	pages = &errand->pages;
	memset(&places, 0, sizeof(places));
	v = catalog_moves(desk->archive->catalog, desk->site.id, &places, why);
	pages->list = xreallocarray(pages->list,
	    pages->count + places.count + 1, sizeof(*pages->list));
	for (i = 0; i < places.count && v == V_OK; i++) {
		p = &places.list[i];
		if (!p->due && !desk->all_former)
			continue;
		if (p->due)
			v = publish_remove(&desk->site.web, p->path, why);
		if (v == V_OK)
			v = site_former(&desk->site, p,
			    &pages->list[pages->count++], why);
	}
	catalog_places_fini(&places);
	desk->all_former = 0;
	return v;
}

static enum verdict
forget_former(struct errand *errand, struct why *why)
{
	const struct catalog_place *p;
	enum verdict v;
	size_t i;
	struct catalog_places places;
	struct desk *desk;
	struct site_page page;

	desk = errand->desk;
	memset(&places, 0, sizeof(places));
	v = catalog_erased_moves(desk->archive->catalog, desk->site.id, &places,
	    why);
	for (i = 0; i < places.count && v == V_OK; i++) {
		p = &places.list[i];
		v = site_former(&desk->site, p, &page, why);
		if (v == V_OK)
			v = site_uninstall(&desk->site, &page, why);
		if (v == V_OK)
			v = catalog_moved(desk->archive->catalog, desk->site.id,
			    p->path, why);
	}
	catalog_places_fini(&places);
	return v;
}

/* And of those that were withdrawn before, what a rebuild makes anew. */
static enum verdict
gather_old_notices(struct errand *errand, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;
	struct desk *desk;
	struct site_pages *pages;

	desk = errand->desk;
	pages = &errand->pages;
	pages->list = xreallocarray(pages->list,
	    pages->count + desk->notice_count + 1, sizeof(*pages->list));
	for (i = 0; i < desk->notice_count && v == V_OK; i++)
		v = site_notice(&desk->site, desk->notices_due[i],
		    &pages->list[pages->count++], why);
	desk->notice_count = 0;
	return v;
}

/* What the web server should know: beside what only we read. */
static enum verdict
write_recipe(const struct desk *desk, struct why *why)
{
	char name[64];

	snprintf(name, sizeof(name), "nginx-%lld.conf",
	    (long long)desk->site.id);
	return recipe_write(&desk->site, desk->archive->dir, name, why);
}

static int
send_notices(struct errand *errand, struct why *why)
{
	enum verdict v;
	struct buf xml;
	struct catalog_releases removals;
	struct desk *desk;

	desk = errand->desk;
	memset(&removals, 0, sizeof(removals));
	buf_init(&xml, PAGES_SIZE);
	v = catalog_removals(desk->archive->catalog, &removals, why);
	if (v == V_OK)
		v = gather_notices(errand, &removals, why);
	if (v == V_OK)
		v = gather_former(errand, why);
	if (v == V_OK)
		v = forget_former(errand, why);
	if (v == V_OK)
		v = gather_old_notices(errand, why);
	if (v == V_OK)
		v = write_recipe(desk, why);
	if (v == V_OK && errand->pages.count > 0)
		v = site_xml(&desk->site, errand->pages.list,
		    errand->pages.count, &xml, why);
	if (v == V_OK && errand->pages.count > 0)
		v = send_pages(errand, &xml, why);
	else if (v == V_OK)
		v = in_transaction(errand, ledger_write, why);
	catalog_releases_fini(&removals);
	buf_fini(&xml);
	if (v != V_OK)
		return -1;
	desk->removals_due = 0;
	errand->notices = 1;
	return errand->pages.count > 0;
}

static void
add_letter(struct errand *errand, const struct catalog_job *job,
    struct note *note)
{
	struct letter *letter;

	letter = &errand->letters[errand->letter_count++];
	memset(letter, 0, sizeof(*letter));
	if (job != NULL)
		letter->job = *job;
	letter->note = note;
}

/* A receipt never says what no list shows yet. */
static int
is_listed(const struct desk *desk, const struct catalog_job *job)
{
	return !desk->lists_due || job->state != JOB_PUBLISHED ||
	    job->changed < desk->listed_before;
}

static enum verdict
gather_letters(struct errand *errand, struct why *why)
{
	enum verdict v;
	size_t i;
	int later = 0;
	struct catalog_jobs jobs;
	size_t limit = POST_BATCH;
	struct desk *desk;
	struct note *note;

	desk = errand->desk;
	if (desk->one_by_one > 0) {
		desk->one_by_one--;
		limit = 1;
	}
	errand->letters = xcalloc(POST_BATCH, sizeof(*errand->letters));
	while (errand->letter_count < (limit + 1) / 2 &&
	    (note = STAILQ_FIRST(&desk->notes)) != NULL) {
		STAILQ_REMOVE_HEAD(&desk->notes, link);
		add_letter(errand, NULL, note);
	}
	memset(&jobs, 0, sizeof(jobs));
	if (errand->letter_count == limit)
		return V_OK;
	v = catalog_jobs_untold(desk->archive->catalog,
	    (unsigned)(limit - errand->letter_count), &jobs, why);
	for (i = 0; i < jobs.count; i++) {
		if (jobs.list[i].site != desk->site.id)
			continue;
		if (is_listed(desk, &jobs.list[i]))
			add_letter(errand, &jobs.list[i], NULL);
		else
			later = 1;
	}
	/* A full batch: there may be more behind it. */
	desk->post_due = later ||
	    (jobs.count > 0 && errand->letter_count >= limit);
	catalog_jobs_fini(&jobs);
	return v;
}

static void
deliver(struct errand *errand, const struct dispatch *dispatch)
{
	const struct blob none = { NULL, 0 };
	const struct blob *page;
	enum verdict v;
	size_t i;
	struct catalog *catalog;
	struct letter *letter;
	struct why why;

	catalog = errand->desk->archive->catalog;
	/* Told twice after a crash is harmless; so no sync of its own. */
	v = catalog_begin(catalog, CATALOG_LAZY, &why);
	for (i = 0; i < errand->letter_count && v == V_OK; i++) {
		letter = &errand->letters[i];
		page = &none;
		if (dispatch != NULL && letter->page >= 0 &&
		    (size_t)letter->page < dispatch->page_count)
			page = &dispatch->pages[letter->page];
		letter_deliver(errand->desk, letter, page);
	}
	if (v == V_OK)
		v = catalog_commit(catalog, &why);
	if (v != V_OK)
		newsroom_trouble(errand->desk->newsroom, "noting letters",
		    &why);
}

static int
send_letters(struct errand *errand, struct why *why)
{
	enum verdict v;
	int next = 0;
	size_t i;
	struct buf xml;

	if (!errand->desk->post_due && STAILQ_EMPTY(&errand->desk->notes))
		return 0;
	v = gather_letters(errand, why);
	buf_init(&xml, PAGES_SIZE);
	buf_puts(&xml, "<pages xmlns=\"urn:gazette:pages:1\">");
	for (i = 0; i < errand->letter_count && v == V_OK; i++)
		v = letter_write(errand->desk, &errand->letters[i], &xml, &next,
		    why);
	buf_puts(&xml, "</pages>");
	if (v == V_OK && next > 0)
		v = send_pages(errand, &xml, why);
	buf_fini(&xml);
	if (v != V_OK)
		return -1;
	if (next > 0)
		return 1;
	deliver(errand, NULL);
	return 0;
}

/* More documents wait than there are workers. */
static int
is_busy(const struct newsroom *newsroom)
{
	return !TAILQ_EMPTY(&newsroom->queued);
}

/* When the desk's next errand may go, ms, monotonic; INT64_MAX if none is to.
 * While many documents wait, lists and letters take many along. */
static int64_t
due_at(const struct newsroom *newsroom, const struct desk *desk)
{
	int64_t at;

	at = desk->post_not_before;
	if (desk->removals_due || !STAILQ_EMPTY(&desk->notes))
		return at;
	if (!desk->lists_due && !desk->post_due)
		return INT64_MAX;
	if (is_busy(newsroom) && !desk->letters_turn &&
	    desk->post_patience > at)
		at = desk->post_patience;
	return at;
}

static int
send_errand(struct newsroom *newsroom, struct desk *desk)
{
	int sent = 0, was_turn;
	struct errand *errand;
	struct why why;

	errand = xcalloc(1, sizeof(*errand));
	errand->desk = desk;
	was_turn = desk->letters_turn;
	if (desk->lists_due && !was_turn)
		sent = send_lists(errand, &why);
	desk->letters_turn = sent == 1 && is_busy(newsroom);
	if (sent == 0 && desk->removals_due)
		sent = send_notices(errand, &why);
	if (sent == 0) {
		sent = send_letters(errand, &why);
		desk->post_patience = now_ms(newsroom) + POST_PATIENCE_BUSY;
	}
	if (sent == 1) {
		newsroom->errand = errand;
		return 1;
	}
	if (sent == -1) {
		newsroom_trouble(newsroom, "making pages", &why);
		desk->post_not_before = now_ms(newsroom) + RETRY;
		desk->post_due = 1;
	}
	/* There was no letter after all: the lists need not wait for one. */
	if (sent == 0 && was_turn)
		newsroom_stir(newsroom);
	errand_free(errand);
	return 0;
}

void
post_run(struct newsroom *newsroom)
{
	size_t i;
	struct desk *desk;

	for (i = 0; i < newsroom->desk_count && newsroom->errand == NULL; i++) {
		desk = &newsroom->desks[i];
		if (due_at(newsroom, desk) <= now_ms(newsroom))
			send_errand(newsroom, desk);
	}
}

static void
send_status(struct newsroom *newsroom, struct desk *desk)
{
	enum verdict v;
	struct buf xml;
	struct errand *errand;
	struct why why;

	errand = xcalloc(1, sizeof(*errand));
	errand->desk = desk;
	errand->status = 1;
	buf_init(&xml, PAGES_SIZE);
	buf_puts(&xml, "<pages xmlns=\"urn:gazette:pages:1\">");
	v = status_pages(desk, &xml, &why);
	buf_puts(&xml, "</pages>");
	if (v == V_OK)
		v = send_pages(errand, &xml, &why);
	buf_fini(&xml);
	if (v == V_OK) {
		newsroom->errand = errand;
		return;
	}
	newsroom_trouble(newsroom, "making the status page", &why);
	status_failed(desk);
	errand_free(errand);
}

void
post_status(struct newsroom *newsroom, int idle)
{
	size_t i;

	for (i = 0; i < newsroom->desk_count && newsroom->errand == NULL; i++) {
		if (status_is_due(&newsroom->desks[i], idle))
			send_status(newsroom, &newsroom->desks[i]);
	}
}

/* All of them at once: they share their syncs. */
static enum verdict
install_pages(struct errand *errand, const struct dispatch *dispatch,
    struct why *why)
{
	enum verdict v;
	size_t i;
	struct site_blob *blobs;

	blobs = xcalloc(errand->pages.count, sizeof(*blobs));
	for (i = 0; i < errand->pages.count; i++) {
		if (i >= dispatch->page_count ||
		    dispatch->pages[i].data == NULL)
			break;
		blobs[i].data = dispatch->pages[i].data;
		blobs[i].len = dispatch->pages[i].len;
	}
	v = i < errand->pages.count ?
	    why_set(why, V_FATAL, "internal", "the worker left out a page") :
	    site_install_all(&errand->desk->site, errand->pages.list, blobs,
		errand->pages.count, why);
	free(blobs);
	return v;
}

static enum verdict
gave_way(struct desk *desk, const struct site_page *page, struct why *why)
{
	char path[CATALOG_PATH_SIZE];

	if (page->moved == 0)
		return catalog_removed(desk->archive->catalog, page->release,
		    why);
	snprintf(path, sizeof(path), "/%.*s",
	    (int)(strlen(page->file) - strlen("index.html")), page->file);
	return catalog_moved(desk->archive->catalog, desk->site.id, path, why);
}

static enum verdict
install_lists(struct errand *errand, const struct dispatch *dispatch,
    struct why *why)
{
	enum verdict v;
	size_t i;
	struct desk *desk;

	desk = errand->desk;
	v = errand->pages.count > 0 ? install_pages(errand, dispatch, why) :
				      V_OK;
	for (i = 0; i < errand->pages.count && v == V_OK && errand->notices;
	     i++)
		v = gave_way(desk, &errand->pages.list[i], why);
	if (v == V_OK && !errand->notices)
		v = catalog_set_listed(desk->archive->catalog, desk->site.id,
		    errand->pages.seq, why);
	return v;
}

/* The records of all lists in one transaction, after the lists. */
static enum verdict
lists_out(struct errand *errand, const struct dispatch *dispatch,
    struct why *why)
{
	enum verdict v;
	struct catalog *catalog;

	catalog = errand->desk->archive->catalog;
	v = catalog_begin(catalog, CATALOG_LAZY, why);
	if (v != V_OK)
		return v;
	v = install_lists(errand, dispatch, why);
	if (v == V_OK)
		v = catalog_commit(catalog, why);
	else
		catalog_rollback(catalog);
	if (v == V_OK)
		v = in_transaction(errand, ledger_write, why);
	if (v == V_OK)
		v = announce_changes(errand->desk, why);
	if (v == V_OK && !errand->notices)
		errand->desk->lists_due = errand->pages.more ||
		    (dispatch != NULL && errand->desk->lists_due);
	return v;
}

/*
 * One letter that can't be made must not keep back the others: they go one by
 * one, and the one that fails alone is left out.
 */
static void
undelivered(struct errand *errand)
{
	struct desk *desk;

	desk = errand->desk;
	desk->post_due = 1;
	if (errand->letter_count > 1) {
		desk->one_by_one = (unsigned)errand->letter_count;
		return;
	}
	deliver(errand, NULL);
}

void
post_end(struct newsroom *newsroom, struct assignment *assignment,
    enum verdict v, const struct why *why)
{
	struct desk *desk;
	struct errand *errand;
	struct why trouble;

	errand = newsroom->errand;
	desk = errand->desk;
	newsroom->errand = NULL;
	trouble = *why;
	if (errand->status && v == V_OK) {
		status_deliver(desk, assignment_dispatch(assignment));
	} else if (errand->status) {
		status_failed(desk);
	} else if (errand->pages.count > 0) {
		if (v == V_OK)
			v = lists_out(errand, assignment_dispatch(assignment),
			    &trouble);
		if (v != V_OK && errand->notices)
			desk->removals_due = 1;
		else if (v != V_OK)
			desk->lists_due = 1;
	} else if (v == V_OK) {
		deliver(errand, assignment_dispatch(assignment));
	} else {
		undelivered(errand);
	}
	if (v != V_OK && !errand->status) {
		log_error("making pages site=%s code=%s: %s",
		    desk->config->name, trouble.code, trouble.text);
		desk->post_not_before = now_ms(newsroom) + RETRY;
	}
	errand_free(errand);
}

int64_t
post_next(struct newsroom *newsroom)
{
	int64_t next = INT64_MAX;
	size_t i;
	struct desk *desk;

	for (i = 0; i < newsroom->desk_count; i++) {
		desk = &newsroom->desks[i];
		if (due_at(newsroom, desk) > now_ms(newsroom) &&
		    due_at(newsroom, desk) < next)
			next = due_at(newsroom, desk);
		if (newsroom->errand == NULL && status_next(desk) < next)
			next = status_next(desk);
	}
	return next;
}

int
post_is_idle(const struct newsroom *newsroom)
{
	const struct desk *desk;
	size_t i;

	if (newsroom->errand != NULL)
		return 0;
	for (i = 0; i < newsroom->desk_count; i++) {
		desk = &newsroom->desks[i];
		if (desk->lists_due || desk->removals_due || desk->post_due ||
		    !STAILQ_EMPTY(&desk->notes))
			return 0;
	}
	return 1;
}

void
post_close(struct newsroom *newsroom)
{
	size_t i;
	struct note *note;

	errand_free(newsroom->errand);
	newsroom->errand = NULL;
	for (i = 0; i < newsroom->desk_count; i++) {
		while (
		    (note = STAILQ_FIRST(&newsroom->desks[i].notes)) != NULL) {
			STAILQ_REMOVE_HEAD(&newsroom->desks[i].notes, link);
			free(note->place);
			free(note);
		}
	}
}
