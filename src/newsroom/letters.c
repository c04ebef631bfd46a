/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Letters to staff, many at once (steps P7 and P8 of publishing).  What one
 * letter says and does stands in letter.c.
 */
#include "config.h"

#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "newsroom/errand.h"
#include "newsroom/items.h"

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
		/* Items of one file come one after another. */
		if (letter->job.parent != 0 &&
		    (i + 1 == errand->letter_count ||
			letter[1].job.parent != letter->job.parent))
			items_settle(errand->desk, letter->job.parent);
	}
	if (v == V_OK)
		v = catalog_commit(catalog, &why);
	if (v != V_OK)
		newsroom_trouble(errand->desk->newsroom, "noting letters",
		    &why);
}

int
letters_send(struct errand *errand, struct why *why)
{
	enum verdict v;
	int next = 0;
	size_t i;
	struct buf xml;

	if (!errand->desk->post_due && STAILQ_EMPTY(&errand->desk->notes))
		return 0;
	v = gather_letters(errand, why);
	buf_init(&xml, ERRAND_PAGES_SIZE);
	buf_puts(&xml, "<pages xmlns=\"urn:gazette:pages:1\">");
	for (i = 0; i < errand->letter_count && v == V_OK; i++)
		v = letter_write(errand->desk, &errand->letters[i], &xml, &next,
		    why);
	buf_puts(&xml, "</pages>");
	if (v == V_OK && next > 0)
		v = errand_send(errand, &xml, why);
	buf_fini(&xml);
	if (v != V_OK)
		return -1;
	if (next > 0)
		return 1;
	deliver(errand, NULL);
	return 0;
}

enum verdict
letters_done(struct errand *errand, const struct dispatch *dispatch,
    struct why *why)
{
	(void)why;
	deliver(errand, dispatch);
	return V_OK;
}

/*
 * One letter that can't be made must not keep back the others: they go one by
 * one, and the one that fails alone is left out.
 */
void
letters_failed(struct errand *errand)
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
