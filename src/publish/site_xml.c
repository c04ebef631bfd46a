/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The XML of a site's pages, in the namespace urn:gazette:pages:1: element by
 * element in doc/pages.md.
 */
#include "config.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "publish/paging.h"
#include "publish/site.h"
#include "publish/site_xml.h"
#include "publish/when.h"

/* "/sv/", "/sv/2026/05/". */
void
front_path(const char *lang, char ret[CATALOG_PATH_SIZE])
{
	snprintf(ret, CATALOG_PATH_SIZE, "/%s/", lang);
}

static void
month_path(const char *lang, int year, int month, char ret[CATALOG_PATH_SIZE])
{
	snprintf(ret, CATALOG_PATH_SIZE, "/%s/%04d/%02d/", lang, year, month);
}

static void
put_where(struct buf *out, const struct site *site, const char *path)
{
	xml_href(out, "href", site, path);
	xml_url(out, "url", site, path);
}

void
open_page(struct buf *out, const struct site *site,
    const struct site_page *page, const char *path)
{
	char other[CATALOG_PATH_SIZE];

	buf_printf(out, "<page kind=\"%s\"", page_kind_name(page->kind));
	xml_attribute(out, "lang", page->lang);
	xml_attribute(out, "site", site->name);
	put_where(out, site, path);
	xml_attribute(out, "style", site->style);
	xml_href(out, "root", site, "/");
	front_path(page->lang, other);
	xml_href(out, "home", site, other);
	if (site->base_url[0] != '\0') {
		site_feed_path(PAGE_ATOM, page->lang, page->topic, other);
		xml_href(out, "feed", site, other);
	}
}

void
put_alternate(struct buf *out, const struct site *site, const char *lang,
    const char *path)
{
	buf_puts(out, "<alternate");
	xml_attribute(out, "lang", lang);
	put_where(out, site, path);
	buf_puts(out, "/>");
}

void
put_alternates(struct buf *out, const struct site *site,
    void (*path_of)(const char *lang, char ret[CATALOG_PATH_SIZE]))
{
	char path[CATALOG_PATH_SIZE];
	size_t i;

	for (i = 0; site->langs[i] != NULL; i++) {
		path_of(site->langs[i], path);
		put_alternate(out, site, site->langs[i], path);
	}
}

/* The date that the document gives, if it is one. */
static int
is_day(const char *s)
{
	int i;

	for (i = 0; i < 10; i++) {
		if (i == 4 || i == 7 ? s[i] != '-' :
				       !isdigit((unsigned char)s[i]))
			return 0;
	}
	return 1;
}

void
put_words(struct buf *out, const char *element, const char *words)
{
	buf_printf(out, "<%s>", element);
	buf_put_xml(out, words);
	buf_printf(out, "</%s>", element);
}

/* The other languages of the work, in the site's order. */
static enum verdict
put_translations(struct buf *out, const struct site *site,
    const struct catalog_release *release, struct why *why)
{
	enum verdict v;
	size_t i, j;
	struct catalog_releases all;

	v = catalog_of_work(site->catalog, release->work, &all, why);
	if (v != V_OK)
		return v;
	for (i = 0; site->langs[i] != NULL; i++) {
		for (j = 0; j < all.count; j++) {
			if (all.list[j].id != release->id &&
			    strcmp(all.list[j].lang, site->langs[i]) == 0)
				put_alternate(out, site, site->langs[i],
				    all.list[j].path);
		}
	}
	catalog_releases_fini(&all);
	return V_OK;
}

/* What an entry of a feed says and one of a page does not. */
static enum verdict
put_feed_attributes(struct buf *out, const struct site *site,
    const struct catalog_release *release, struct why *why)
{
	static const char *const kinds[][2] = {
		{ "fragment", "fragment.html" },
		{ "epub", "release.epub" },
		{ "text", "release.txt" },
	};
	char date[40], guid[UUID_SIZE], path[CATALOG_PATH_SIZE + 16];
	enum verdict v;
	size_t i, j;
	struct catalog_files files;

	uuid_of_name(release->work, release->lang, guid);
	xml_attribute(out, "guid", guid);
	when_rfc822(release->first_published, date, sizeof(date));
	xml_attribute(out, "date", date);
	v = catalog_files(site->catalog, release->version.id, 0, &files, why);
	if (v != V_OK)
		return v;
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		for (j = 0; j < files.count; j++) {
			if (strcmp(files.list[j].name, kinds[i][1]) != 0)
				continue;
			snprintf(path, sizeof(path), "%s%s", release->path,
			    kinds[i][1]);
			xml_url(out, kinds[i][0], site, path);
		}
	}
	catalog_files_fini(&files);
	return V_OK;
}

/* The same words for readers who take them for HTML. */
static void
put_as_html(struct buf *out, const char *words)
{
	struct buf html;

	buf_init(&html, 1 << 16);
	buf_put_xml(&html, words);
	put_words(out, "html", buf_str(&html));
	buf_fini(&html);
}

void
entry_put_dates(struct buf *out, const struct site *site,
    const struct catalog_release *release)
{
	char day[11];

	xml_instant(out, "published", site, release->first_published);
	if (!is_day(release->version.issued))
		return;
	snprintf(day, sizeof(day), "%.10s", release->version.issued);
	xml_attribute(out, "day", day);
}

static enum verdict
put_entry(struct buf *out, const struct site *site, int in_feed,
    const struct catalog_release *release, struct why *why)
{
	enum verdict v = V_OK;
	int is_updated;

	is_updated = release->updated > release->first_published;
	buf_puts(out, "<entry");
	xml_attribute(out, "id", release->work);
	xml_attribute(out, "lang", release->lang);
	put_where(out, site, release->path);
	entry_put_dates(out, site, release);
	if (is_updated || in_feed)
		xml_instant(out, "updated", site, release->updated);
	xml_number(out, "version", release->version.number);
	if (in_feed)
		v = put_feed_attributes(out, site, release, why);
	buf_putc(out, '>');
	put_words(out, "title", release->version.title);
	if (release->version.deck[0] != '\0')
		put_words(out, "deck", release->version.deck);
	if (in_feed && release->version.deck[0] != '\0')
		put_as_html(out, release->version.deck);
	if (v == V_OK)
		v = put_translations(out, site, release, why);
	buf_puts(out, "</entry>");
	return v;
}

enum verdict
put_entries(struct buf *out, const struct site *site, int in_feed,
    const struct catalog_releases *releases, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;

	for (i = 0; v == V_OK && i < releases->count; i++)
		v = put_entry(out, site, in_feed, &releases->list[i], why);
	return v;
}

/* <archive>, <older> or <newer>. */
static void
put_month(struct buf *out, const struct site *site, const char *element,
    const struct catalog_month *month)
{
	char name[16], path[CATALOG_PATH_SIZE];

	snprintf(name, sizeof(name), "%04d-%02d", month->year, month->month);
	month_path(month->lang, month->year, month->month, path);
	buf_printf(out, "<%s", element);
	xml_attribute(out, "month", name);
	xml_href(out, "href", site, path);
	if (strcmp(element, "archive") == 0)
		xml_number(out, "count", (int64_t)month->count);
	buf_puts(out, "/>");
}

static enum verdict
put_archive(struct buf *out, const struct site *site, const char *lang,
    struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog_months months;

	v = catalog_months(site->catalog, site->id, lang, &months, why);
	if (v != V_OK)
		return v;
	for (i = 0; i < months.count; i++)
		put_month(out, site, "archive", &months.list[i]);
	catalog_months_fini(&months);
	return V_OK;
}

/* "/sv/all/" */
static void
all_base(const char *lang, char ret[CATALOG_PATH_SIZE])
{
	snprintf(ret, CATALOG_PATH_SIZE, "/%s/all/", lang);
}

void
all_put_link(struct buf *out, const struct site *site, const char *lang,
    int64_t ordinal)
{
	char base[CATALOG_PATH_SIZE];

	all_base(lang, base);
	paging_put_link(out, site, "all", base, paging_page(ordinal));
}

/* All releases, page by page: the page with the latest. */
static enum verdict
put_latest_all(struct buf *out, const struct site *site, const char *lang,
    struct why *why)
{
	enum verdict v;
	int64_t last;
	struct catalog_select select = { .site = site->id, .lang = lang };

	v = catalog_last_ordinal(site->catalog, &select, &last, why);
	if (v == V_OK)
		all_put_link(out, site, lang, last > 0 ? last : 1);
	return v;
}

static enum verdict
put_front(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why)
{
	char path[CATALOG_PATH_SIZE];
	enum verdict v;
	struct catalog_releases latest;
	struct catalog_select select = { .site = site->id,
		.lang = page->lang,
		.limit = SITE_FRONT + 1 };

	v = catalog_latest(site->catalog, &select, &latest, why);
	if (v != V_OK)
		return v;
	front_path(page->lang, path);
	open_page(out, site, page, path);
	if (latest.count > SITE_FRONT) {
		latest.count = SITE_FRONT;
		buf_puts(out, " more=\"yes\"");
	}
	buf_putc(out, '>');
	put_alternates(out, site, front_path);
	v = put_entries(out, site, 0, &latest, why);
	catalog_releases_fini(&latest);
	if (v == V_OK)
		v = put_latest_all(out, site, page->lang, why);
	if (v == V_OK)
		v = topic_put_link(out, site, page->lang, why);
	search_put_link(out, site, page->lang);
	if (v == V_OK)
		v = put_archive(out, site, page->lang, why);
	buf_puts(out, "</page>");
	return v;
}

static int
is_month(const struct catalog_month *m, const struct site_page *page)
{
	return m->year == page->year && m->month == page->month;
}

/* The same month in each language that has it, in the site's order. */
static void
put_month_alternates(struct buf *out, const struct site *site,
    const struct site_page *page, const struct catalog_months *months)
{
	char path[CATALOG_PATH_SIZE];
	size_t i, j;

	for (i = 0; site->langs[i] != NULL; i++) {
		for (j = 0; j < months->count; j++) {
			if (!is_month(&months->list[j], page) ||
			    strcmp(months->list[j].lang, site->langs[i]) != 0)
				continue;
			month_path(site->langs[i], page->year, page->month,
			    path);
			put_alternate(out, site, site->langs[i], path);
		}
	}
}

static void
put_neighbours(struct buf *out, const struct site *site,
    const struct site_page *page, const struct catalog_months *months)
{
	const struct catalog_month *m, *newer = NULL, *older = NULL;
	int at;
	size_t i;

	at = page->year * 12 + page->month;
	for (i = 0; i < months->count; i++) {
		m = &months->list[i];
		if (strcmp(m->lang, page->lang) != 0)
			continue;
		if (m->year * 12 + m->month > at)
			newer = m; /* they come the latest first */
		else if (m->year * 12 + m->month < at && older == NULL)
			older = m;
	}
	if (older != NULL)
		put_month(out, site, "older", older);
	if (newer != NULL)
		put_month(out, site, "newer", newer);
}

/* The latest; where the others are is said by "all". */
static enum verdict
put_month_entries(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why)
{
	enum verdict v;
	int64_t more = 0;
	struct catalog_releases releases;
	struct catalog_select select = { .site = site->id,
		.lang = page->lang,
		.year = page->year,
		.month = page->month,
		.limit = SITE_MONTH + 1 };

	v = catalog_of_month(site->catalog, &select, &releases, why);
	if (v != V_OK)
		return v;
	if (releases.count > SITE_MONTH) {
		more = releases.list[SITE_MONTH].ordinal;
		releases.count = SITE_MONTH;
	}
	v = put_entries(out, site, 0, &releases, why);
	if (more > 0)
		all_put_link(out, site, page->lang, more);
	catalog_releases_fini(&releases);
	return v;
}

static enum verdict
put_month_page(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why)
{
	char name[16], path[CATALOG_PATH_SIZE];
	enum verdict v;
	struct catalog_months months;

	v = catalog_months(site->catalog, site->id, NULL, &months, why);
	if (v != V_OK)
		return v;
	month_path(page->lang, page->year, page->month, path);
	open_page(out, site, page, path);
	snprintf(name, sizeof(name), "%04d-%02d", page->year, page->month);
	xml_attribute(out, "month", name);
	buf_putc(out, '>');
	put_month_alternates(out, site, page, &months);
	v = put_month_entries(out, site, page, why);
	put_neighbours(out, site, page, &months);
	search_put_link(out, site, page->lang);
	buf_puts(out, "</page>");
	catalog_months_fini(&months);
	return v;
}

static enum verdict
put_root(struct buf *out, const struct site *site, const struct site_page *page,
    struct why *why)
{
	(void)why;
	open_page(out, site, page, "/");
	buf_putc(out, '>');
	put_alternates(out, site, front_path);
	buf_puts(out, "</page>");
	return V_OK;
}

enum verdict
put_numbered(struct buf *out, const struct site *site,
    const struct site_page *page, const struct paging *paging,
    const struct catalog_releases *releases, struct why *why)
{
	char path[CATALOG_PATH_SIZE];
	enum verdict v;

	paging_path(paging->base, page->number, path);
	open_page(out, site, page, path);
	xml_number(out, "number", page->number);
	if (paging->topic != NULL)
		topic_put_attributes(out, site, paging->topic);
	buf_putc(out, '>');
	put_alternate(out, site, page->lang, path);
	v = put_entries(out, site, 0, releases, why);
	paging_put_neighbours(out, site, paging);
	search_put_link(out, site, page->lang);
	buf_puts(out, "</page>");
	return v;
}

/* One page of all releases of a language. */
static enum verdict
put_all(struct buf *out, const struct site *site, const struct site_page *page,
    struct why *why)
{
	char base[CATALOG_PATH_SIZE];
	enum verdict v;
	struct catalog_releases releases;
	struct catalog_select select = { .site = site->id, .lang = page->lang };
	struct paging paging = { .base = base, .number = page->number };

	all_base(page->lang, base);
	paging_select(&paging, &select);
	v = catalog_last_ordinal(site->catalog, &select, &paging.last, why);
	if (v == V_OK)
		v = catalog_of_ordinals(site->catalog, &select, &releases, why);
	if (v != V_OK)
		return v;
	v = put_numbered(out, site, page, &paging, &releases, why);
	catalog_releases_fini(&releases);
	return v;
}

/* What a server says of every address that is gone for good. */
static enum verdict
put_410(struct buf *out, const struct site *site, const struct site_page *page,
    struct why *why)
{
	(void)why;
	open_page(out, site, page, "/410.html");
	buf_putc(out, '>');
	put_alternates(out, site, front_path);
	buf_puts(out, "</page>");
	return V_OK;
}

static enum verdict
put_stub(struct buf *out, const struct site *site, const struct site_page *page,
    struct why *why)
{
	char path[CATALOG_PATH_SIZE];
	enum verdict v;
	size_t i, j;
	struct catalog_releases all;

	v = catalog_of_work(site->catalog, page->work, &all, why);
	if (v != V_OK)
		return v;
	snprintf(path, sizeof(path), "/id/%s/", page->work);
	open_page(out, site, page, path);
	buf_putc(out, '>');
	for (i = 0; v == V_OK && site->langs[i] != NULL; i++) {
		for (j = 0; v == V_OK && j < all.count; j++) {
			if (strcmp(all.list[j].lang, site->langs[i]) == 0)
				v = put_entry(out, site, 0, &all.list[j], why);
		}
	}
	buf_puts(out, "</page>");
	catalog_releases_fini(&all);
	return v;
}

/* What stood here is elsewhere now. */
static void
put_former(struct buf *out, const struct site *site,
    const struct site_page *page, const struct catalog_release *release)
{
	/* Its own address is the new one. */
	open_page(out, site, page, release->path);
	xml_attribute(out, "state", "moved");
	xml_instant(out, "since", site, page->moved);
	buf_puts(out, "><target");
	put_where(out, site, release->path);
	buf_puts(out, "/></page>");
}

static enum verdict
put_gone(struct buf *out, const struct site *site, const struct site_page *page,
    struct why *why)
{
	enum verdict v;
	struct catalog_change last;
	struct catalog_release release;

	v = catalog_release_get(site->catalog, page->release, &release, why);
	if (v == V_OK)
		v = catalog_release_change(site->catalog, page->release, &last,
		    why);
	if (v != V_OK)
		return v;
	if (page->moved != 0) {
		put_former(out, site, page, &release);
		return V_OK;
	}
	open_page(out, site, page, release.path);
	xml_attribute(out, "state",
	    release.standing == STANDING_WITHDRAWN ? "withdrawn" : "gone");
	xml_instant(out, "since", site, last.at);
	buf_putc(out, '>');
	put_alternate(out, site, release.lang, release.path);
	v = put_translations(out, site, &release, why);
	if (release.reason[0] != '\0')
		put_words(out, "reason", release.reason);
	buf_puts(out, "</page>");
	return v;
}

static enum verdict (*const writers[PAGE_KINDS])(struct buf *out,
    const struct site *site, const struct site_page *page, struct why *why) = {
	[PAGE_FRONT] = put_front,
	[PAGE_MONTH] = put_month_page,
	[PAGE_ROOT] = put_root,
	[PAGE_STUB] = put_stub,
	[PAGE_ATOM] = feed_put,
	[PAGE_RSS] = feed_put,
	[PAGE_JSONFEED] = feed_put,
	[PAGE_PAST] = feed_put_past,
	[PAGE_ALL] = put_all,
	[PAGE_SITEMAP] = sitemap_put_index,
	[PAGE_SITEMAP_PART] = sitemap_put_part,
	[PAGE_SITEMAP_NEWS] = sitemap_put_news,
	[PAGE_410] = put_410,
	[PAGE_TOPIC] = topic_put,
	[PAGE_TOPIC_PART] = topic_put_part,
	[PAGE_TOPICS] = topic_put_all,
	[PAGE_SITEMAP_TOPICS] = topic_put_sitemap,
	[PAGE_SEARCH] = search_put,
	[PAGE_SEARCH_PART] = search_put_part,
	[PAGE_LATEST] = latest_put,
	[PAGE_GONE] = put_gone,
};

enum verdict
site_xml(const struct site *site, const struct site_page *pages, size_t count,
    struct buf *out, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;

	buf_puts(out, "<pages xmlns=\"urn:gazette:pages:1\">");
	for (i = 0; v == V_OK && i < count; i++)
		v = writers[pages[i].kind](out, site, &pages[i], why);
	buf_puts(out, "</pages>");
	if (v == V_OK && buf_is_full(out))
		v = why_set(why, V_FATAL, "internal",
		    "the lists are larger than %zu bytes", out->max);
	return v;
}
