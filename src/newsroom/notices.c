/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What stands where a release was: a dated notice, a tombstone, the page that
 * leads on from a former address, or nothing at all.  They go out when the
 * lists no longer name the release.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "newsroom/errand.h"
#include "publish/ledger.h"
#include "publish/publish.h"
#include "publish/recipe.h"

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
		/* It may have been erased before it had left this one. */
		v = publish_remove(&desk->site.web, p->path, why);
		if (v == V_OK)
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

/* With what is erased its addresses are forgotten, in the log too. */
static enum verdict
forget_addresses(struct desk *desk, const struct catalog_releases *removals,
    struct why *why)
{
	size_t i;

	for (i = 0; i < removals->count; i++)
		if (removals->list[i].standing == STANDING_ERASED)
			return catalog_checkpoint(desk->archive->catalog, why);
	return V_OK;
}

int
notices_send(struct errand *errand, struct why *why)
{
	enum verdict v;
	struct buf xml;
	struct catalog_releases removals;
	struct desk *desk;

	desk = errand->desk;
	memset(&removals, 0, sizeof(removals));
	buf_init(&xml, ERRAND_PAGES_SIZE);
	v = catalog_removals(desk->archive->catalog, &removals, why);
	if (v == V_OK)
		v = gather_notices(errand, &removals, why);
	if (v == V_OK)
		v = gather_former(errand, why);
	if (v == V_OK)
		v = forget_former(errand, why);
	if (v == V_OK)
		v = forget_addresses(desk, &removals, why);
	if (v == V_OK)
		v = gather_old_notices(errand, why);
	if (v == V_OK)
		v = write_recipe(desk, why);
	if (v == V_OK && errand->pages.count > 0)
		v = site_xml(&desk->site, errand->pages.list,
		    errand->pages.count, &xml, why);
	if (v == V_OK && errand->pages.count > 0)
		v = errand_send(errand, &xml, why);
	else if (v == V_OK)
		v = errand_in_transaction(errand, ledger_write, why);
	catalog_releases_fini(&removals);
	buf_fini(&xml);
	if (v != V_OK)
		return -1;
	desk->removals_due = 0;
	return errand->pages.count > 0;
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
note_removed(struct errand *errand, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;

	for (i = 0; i < errand->pages.count && v == V_OK; i++)
		v = gave_way(errand->desk, &errand->pages.list[i], why);
	return v;
}

/* What a rebuild makes anew may have come back while it was made. */
static enum verdict
is_still_down(const struct desk *desk, const struct site_page *page, int *ret,
    struct why *why)
{
	enum verdict v;
	struct catalog_release *release;

	*ret = 1;
	if (page->moved != 0)
		return V_OK;
	release = xcalloc(1, sizeof(*release));
	v = catalog_release_get(desk->archive->catalog, page->release, release,
	    why);
	*ret = release->standing != STANDING_LIVE && !release->readable;
	free(release);
	return v;
}

/* Leave out the pages that are not wanted any more. */
static enum verdict
sift(struct errand *errand, const struct dispatch *dispatch,
    struct dispatch *ret, struct why *why)
{
	enum verdict v = V_OK;
	int is_down;
	size_t i, n = 0;
	struct site_pages *pages = &errand->pages;

	*ret = *dispatch;
	ret->pages = xcalloc(pages->count + 1, sizeof(*ret->pages));
	ret->page_count = 0;
	for (i = 0; i < pages->count && i < dispatch->page_count && v == V_OK;
	     i++) {
		v = is_still_down(errand->desk, &pages->list[i], &is_down, why);
		if (!is_down)
			continue;
		pages->list[n] = pages->list[i];
		ret->pages[n++] = dispatch->pages[i];
	}
	/* What the worker left out is for errand_publish() to miss. */
	if (i == pages->count)
		pages->count = n;
	ret->page_count = n;
	return v;
}

enum verdict
notices_done(struct errand *errand, const struct dispatch *dispatch,
    struct why *why)
{
	enum verdict v;
	struct dispatch left;

	if (dispatch == NULL)
		return errand_publish(errand, NULL, note_removed, why);
	v = sift(errand, dispatch, &left, why);
	if (v == V_OK)
		v = errand_publish(errand, &left, note_removed, why);
	free(left.pages);
	return v;
}

void
notices_failed(struct errand *errand)
{
	errand->desk->removals_due = 1;
}
