/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Search, and the latest releases for other sites' pages.
 *
 * Readers' browsers search: part k of what they look through holds the words
 * of the k-th fifty releases of a language, and never changes when it is full
 * but for a change of its own (paging.h).  So a release writes one part,
 * however large the archive is.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "publish/paging.h"
#include "publish/site.h"
#include "publish/site_xml.h"

enum {
	LATEST = 10 /* entries of the latest for other sites */
};

/* "/search/sv/" */
static void
search_path(const char *lang, char ret[CATALOG_PATH_SIZE])
{
	snprintf(ret, CATALOG_PATH_SIZE, "/search/%s/", lang);
}

void
search_put_link(struct buf *out, const struct site *site, const char *lang)
{
	char path[CATALOG_PATH_SIZE];

	search_path(lang, path);
	buf_puts(out, "<search");
	xml_href(out, "href", site, path);
	buf_puts(out, "/>");
}

enum verdict
search_put(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why)
{
	char path[CATALOG_PATH_SIZE];
	enum verdict v;
	int64_t last;
	struct catalog_select select = { .site = site->id, .lang = page->lang };

	v = catalog_last_ordinal(site->catalog, &select, &last, why);
	if (v != V_OK)
		return v;
	search_path(page->lang, path);
	open_page(out, site, page, path);
	xml_attribute(out, "script", site->script);
	xml_number(out, "parts", paging_page(last > 0 ? last : 1));
	buf_putc(out, '>');
	put_alternates(out, site, search_path);
	all_put_link(out, site, page->lang, last > 0 ? last : 1);
	buf_puts(out, "</page>");
	return V_OK;
}

static enum verdict
put_found(struct buf *out, const struct site *site,
    const struct catalog_release *release, struct why *why)
{
	char *words;
	enum verdict v;

	v = catalog_search(site->catalog, release->version.id, &words, why);
	if (v != V_OK)
		return v;
	buf_puts(out, "<entry");
	xml_href(out, "href", site, release->path);
	entry_put_dates(out, site, release);
	buf_putc(out, '>');
	put_words(out, "title", release->version.title);
	if (release->version.deck[0] != '\0')
		put_words(out, "deck", release->version.deck);
	put_words(out, "words", words != NULL ? words : "");
	buf_puts(out, "</entry>");
	free(words);
	return V_OK;
}

enum verdict
search_put_part(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog_releases releases;
	struct catalog_select select = { .site = site->id, .lang = page->lang };
	struct paging paging = { .number = page->number };

	paging_select(&paging, &select);
	v = catalog_of_ordinals(site->catalog, &select, &releases, why);
	if (v != V_OK)
		return v;
	buf_puts(out, "<page kind=\"search-part\"");
	xml_attribute(out, "lang", page->lang);
	buf_putc(out, '>');
	for (i = 0; v == V_OK && i < releases.count; i++)
		v = put_found(out, site, &releases.list[i], why);
	buf_puts(out, "</page>");
	catalog_releases_fini(&releases);
	return v;
}

enum verdict
latest_put(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why)
{
	char path[CATALOG_PATH_SIZE];
	enum verdict v;
	struct catalog_releases latest;
	struct catalog_select select = { .site = site->id,
		.lang = page->lang,
		.limit = LATEST };

	v = catalog_latest(site->catalog, &select, &latest, why);
	if (v != V_OK)
		return v;
	snprintf(path, sizeof(path), "/embed/%s/latest.html", page->lang);
	open_page(out, site, page, path);
	buf_putc(out, '>');
	v = put_entries(out, site, 0, &latest, why);
	buf_puts(out, "</page>");
	catalog_releases_fini(&latest);
	return v;
}
