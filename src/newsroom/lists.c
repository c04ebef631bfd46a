/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lists for the public: front pages, archives, feeds, sitemaps (step P6 of
 * publishing).  One errand takes along all that has come together.
 */
#include "config.h"

#include "base/buf.h"
#include "newsroom/errand.h"
#include "publish/ledger.h"

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
	v = errand_in_transaction(errand, ledger_forewarn, why);
	if (v == V_OK)
		v = site_touched(site, &errand->pages, why);
	return v == V_OK ? remove_empty(errand, why) : v;
}

int
lists_send(struct errand *errand, struct why *why)
{
	enum verdict v;
	struct buf xml;
	struct site *site;

	site = &errand->desk->site;
	errand->desk->listed_before = now_s(errand->desk->newsroom);
	buf_init(&xml, ERRAND_PAGES_SIZE);
	v = find_lists(errand, why);
	if (v == V_OK && errand->pages.count > 0)
		v = site_xml(site, errand->pages.list, errand->pages.count,
		    &xml, why);
	if (v == V_OK && errand->pages.count > 0)
		v = errand_send(errand, &xml, why);
	buf_fini(&xml);
	if (v == V_OK && errand->pages.count == 0) /* no list shows it */
		v = lists_done(errand, NULL, why);
	if (v != V_OK)
		return -1;
	if (errand->pages.count > 0)
		errand->desk->lists_due = 0;
	return errand->pages.count > 0;
}

/* Whatever happened up to there is in the lists now. */
static enum verdict
note_listed(struct errand *errand, struct why *why)
{
	return catalog_set_listed(errand->desk->archive->catalog,
	    errand->desk->site.id, errand->pages.seq, why);
}

enum verdict
lists_done(struct errand *errand, const struct dispatch *dispatch,
    struct why *why)
{
	enum verdict v;

	v = errand_publish(errand, dispatch, note_listed, why);
	if (v == V_OK)
		errand->desk->lists_due = errand->pages.more ||
		    (dispatch != NULL && errand->desk->lists_due);
	return v;
}

void
lists_failed(struct errand *errand)
{
	errand->desk->lists_due = 1;
}
