/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages on their way to a worker and back.  See errand.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "newsroom/announce.h"
#include "newsroom/errand.h"
#include "publish/ledger.h"

struct errand *
errand_new(struct desk *desk, enum errand_kind kind)
{
	struct errand *errand;

	errand = xcalloc(1, sizeof(*errand));
	errand->desk = desk;
	errand->kind = kind;
	return errand;
}

void
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

enum verdict
errand_send(struct errand *errand, const struct buf *pages, struct why *why)
{
	enum verdict v;
	struct buf frames;
	struct work work;

	buf_init(&frames, 2 * ERRAND_PAGES_SIZE);
	frame_put(&frames, FRAME_PAGES, 0, buf_str(pages), pages->len);
	memset(&work, 0, sizeof(work));
	work.kind = WORK_PAGES;
	v = bureau_send_bytes(errand->desk->newsroom->bureau, &work, &frames,
	    errand, why);
	buf_fini(&frames);
	return v;
}

enum verdict
errand_in_transaction(struct errand *errand,
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

enum verdict
errand_publish(struct errand *errand, const struct dispatch *dispatch,
    enum verdict (*note)(struct errand *errand, struct why *why),
    struct why *why)
{
	enum verdict v;
	struct catalog *catalog;

	catalog = errand->desk->archive->catalog;
	v = catalog_begin(catalog, CATALOG_LAZY, why);
	if (v != V_OK)
		return v;
	if (errand->pages.count > 0)
		v = install_pages(errand, dispatch, why);
	if (v == V_OK)
		v = note(errand, why);
	if (v == V_OK)
		v = catalog_commit(catalog, why);
	else
		catalog_rollback(catalog);
	if (v == V_OK)
		v = errand_in_transaction(errand, ledger_write, why);
	return v == V_OK ? announce_changes(errand->desk, why) : v;
}
