/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The XML of feeds (Atom, RSS, JSON Feed, and archives as RFC 5005 has them)
 * and of sitemaps: doc/pages.md.
 */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "publish/site.h"
#include "publish/site_page.h"
#include "publish/site_xml.h"
#include "publish/when.h"

enum {
	TOMBSTONES = 20,
	NEWS = 2 * 86400, /* seconds: what a sitemap of news may hold */
	NEWS_EACH = 50,   /* releases of it in one language */
};

void
site_feed_path(enum page_kind kind, const char *lang, const char *topic,
    char ret[CATALOG_PATH_SIZE])
{
	const char *suffix = "atom";

	if (kind == PAGE_RSS)
		suffix = "rss";
	else if (kind == PAGE_JSONFEED)
		suffix = "json";
	snprintf(ret, CATALOG_PATH_SIZE, "/feeds/%s%s%s.%s", lang,
	    topic[0] != '\0' ? ".tag-" : "", topic, suffix);
}

/* "/feeds/archive/sv/2026-03.atom", "….2.atom" */
static void
past_path(const struct site_page *page, const struct catalog_part *part,
    char ret[CATALOG_PATH_SIZE])
{
	char name[CATALOG_SHARD_SIZE];

	site_part_name(part->year, part->month,
	    (int)(part->after / SITE_PART) + 1, name);
	snprintf(ret, CATALOG_PATH_SIZE, "/feeds/archive/%s/%s.atom",
	    page->lang, name);
}

/* When the feed last changed in a way that counts; where it is empty, when
 * it became so, and 1970 if it always was. */
static enum verdict
feed_updated(const struct site *site, const char *lang,
    const struct catalog_releases *entries, int64_t *ret, struct why *why)
{
	enum verdict v;
	struct catalog_change last;
	struct catalog_select select = { .site = site->id, .lang = lang };

	if (entries->count > 0) {
		*ret = entries->list[0].updated;
		return V_OK;
	}
	v = catalog_last_change(site->catalog, &select, &last, why);
	*ret = last.at;
	return v;
}

/* The name of the site for machines, for ever: made with its first feed. */
static enum verdict
site_uuid(const struct site *site, char ret[UUID_SIZE], struct why *why)
{
	char name[40];
	enum verdict v;

	snprintf(name, sizeof(name), "site-%lld", (long long)site->id);
	v = catalog_meta_get(site->catalog, name, ret, UUID_SIZE, why);
	if (v != V_OK || ret[0] != '\0')
		return v;
	catalog_new_work(ret);
	return catalog_meta_put(site->catalog, name, ret, why);
}

static void
put_feed_alternates(struct buf *out, const struct site *site,
    const struct site_page *page)
{
	char path[CATALOG_PATH_SIZE];
	size_t i;

	if (page->topic[0] != '\0')
		return; /* a tag has no translation */
	for (i = 0; site->langs[i] != NULL; i++) {
		if (strcmp(site->langs[i], page->lang) == 0)
			continue;
		site_feed_path(page->kind, site->langs[i], "", path);
		put_alternate(out, site, site->langs[i], path);
	}
}

/* The start tag up to what its kind adds; left open.  Its id is made of where
 * the list of its releases lies: "sv", "sv/tag/bro". */
static enum verdict
open_feed(struct buf *out, const struct site *site,
    const struct site_page *page, const char *path, struct why *why)
{
	char front[CATALOG_PATH_SIZE], uuid[UUID_SIZE], feed[UUID_SIZE];
	char name[CATALOG_PATH_SIZE];
	enum verdict v;

	if ((v = site_uuid(site, uuid, why)) != V_OK)
		return v;
	snprintf(name, sizeof(name), "%s%s%s", page->lang,
	    page->topic[0] != '\0' ? "/tag/" : "", page->topic);
	uuid_of_name(uuid, name, feed);
	buf_printf(out, "<page kind=\"%s\"", page_kind_name(page->kind));
	xml_attribute(out, "lang", page->lang);
	xml_attribute(out, "site", site->name);
	xml_attribute(out, "id", feed);
	xml_url(out, "url", site, path);
	if (page->topic[0] != '\0')
		topic_path(page->lang, page->topic, front);
	else
		front_path(page->lang, front);
	xml_url(out, "home", site, front);
	return V_OK;
}

static void
put_updated(struct buf *out, const struct site *site, int64_t updated)
{
	char date[40];

	xml_instant(out, "updated", site, updated);
	when_rfc822(updated, date, sizeof(date));
	xml_attribute(out, "date", date);
}

/* The part of a month before that of which, or before none: the latest. */
static enum verdict
part_before(const struct site *site, const struct site_page *page, int is_past,
    struct catalog_part *ret, struct why *why)
{
	enum verdict v;
	int found = !is_past;
	size_t i;
	struct catalog_parts parts;
	struct catalog_select select = { .site = site->id,
		.lang = page->lang,
		.limit = SITE_PART };

	memset(ret, 0, sizeof(*ret));
	v = catalog_parts(site->catalog, &select, &parts, why);
	if (v != V_OK)
		return v;
	for (i = 0; i < parts.count; i++) {
		if (found) {
			*ret = parts.list[i];
			break;
		}
		found = parts.list[i].year == page->year &&
		    parts.list[i].month == page->month &&
		    parts.list[i].after / SITE_PART + 1 == page->number;
	}
	catalog_parts_fini(&parts);
	return V_OK;
}

/* RFC 5005, 4: where the entries before these are. */
static enum verdict
put_previous(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why)
{
	char path[CATALOG_PATH_SIZE];
	enum verdict v;
	struct catalog_part part;

	if (page->topic[0] != '\0' ||
	    (page->kind != PAGE_ATOM && page->kind != PAGE_PAST))
		return V_OK;
	v = part_before(site, page, page->kind == PAGE_PAST, &part, why);
	if (v == V_OK && part.year != 0) {
		past_path(page, &part, path);
		xml_url(out, "previous", site, path);
	}
	return v;
}

/* RFC 6721: entries that readers should forget. */
static enum verdict
put_tombstones(struct buf *out, const struct site *site,
    const struct site_page *page, int64_t topic, struct why *why)
{
	char guid[UUID_SIZE];
	enum verdict v;
	size_t i;
	struct catalog_releases gone;
	struct catalog_select select = { .site = site->id,
		.lang = page->lang,
		.limit = TOMBSTONES };

	if (page->kind != PAGE_ATOM)
		return V_OK;
	v = topic != 0 ? catalog_topic_taken_down(site->catalog, topic, &select,
			     &gone, why) :
			 catalog_taken_down(site->catalog, &select, &gone, why);
	if (v != V_OK)
		return v;
	for (i = 0; i < gone.count; i++) {
		uuid_of_name(gone.list[i].work, gone.list[i].lang, guid);
		buf_puts(out, "<deleted");
		xml_attribute(out, "guid", guid);
		xml_instant(out, "when", site, gone.list[i].updated);
		buf_puts(out, "/>");
	}
	catalog_releases_fini(&gone);
	return V_OK;
}

static enum verdict
put_feed(struct buf *out, const struct site *site, const struct site_page *page,
    const struct catalog_topic *topic, const struct catalog_releases *entries,
    struct why *why)
{
	char path[CATALOG_PATH_SIZE];
	enum verdict v;
	int64_t updated;

	site_feed_path(page->kind, page->lang, page->topic, path);
	v = feed_updated(site, page->lang, entries, &updated, why);
	if (v == V_OK)
		v = open_feed(out, site, page, path, why);
	if (v != V_OK)
		return v;
	put_updated(out, site, updated);
	if (topic->id != 0)
		xml_attribute(out, "topic", topic->name);
	else if (site->hub != NULL) /* who pings it names the others alone */
		xml_attribute(out, "hub", site->hub);
	v = put_previous(out, site, page, why);
	buf_putc(out, '>');
	put_feed_alternates(out, site, page);
	if (v == V_OK)
		v = put_tombstones(out, site, page, topic->id, why);
	if (v == V_OK)
		v = put_entries(out, site, 1, entries, why);
	buf_puts(out, "</page>");
	return v;
}

enum verdict
feed_put(struct buf *out, const struct site *site, const struct site_page *page,
    struct why *why)
{
	enum verdict v;
	struct catalog_releases entries;
	struct catalog_select select = { .site = site->id,
		.lang = page->lang,
		.limit = SITE_FEED };
	struct catalog_topic topic = { .id = 0 };

	if (page->topic[0] == '\0') {
		v = catalog_latest_updated(site->catalog, &select, &entries,
		    why);
	} else {
		v = catalog_topic(site->catalog, site->id, page->lang,
		    page->topic, &topic, why);
		if (v == V_OK)
			v = catalog_topic_updated(site->catalog, topic.id,
			    &select, &entries, why);
	}
	if (v != V_OK)
		return v;
	v = put_feed(out, site, page, &topic, &entries, why);
	catalog_releases_fini(&entries);
	return v;
}

static void
select_part(const struct site *site, const struct site_page *page,
    struct catalog_select *ret)
{
	memset(ret, 0, sizeof(*ret));
	ret->site = site->id;
	ret->lang = page->kind == PAGE_PAST ? page->lang : "";
	ret->year = page->year;
	ret->month = page->month;
	ret->after = (page->number - 1) * SITE_PART;
	ret->limit = SITE_PART;
}

enum verdict
feed_part(const struct site *site, const struct site_page *page,
    struct catalog_releases *ret, struct why *why)
{
	struct catalog_select select;

	select_part(site, page, &select);
	return catalog_of_part(site->catalog, &select, ret, why);
}

static int64_t
latest_of(const struct catalog_releases *entries)
{
	int64_t latest = 0;
	size_t i;

	for (i = 0; i < entries->count; i++) {
		if (entries->list[i].updated > latest)
			latest = entries->list[i].updated;
	}
	return latest;
}

enum verdict
feed_put_past(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why)
{
	char current[CATALOG_PATH_SIZE], path[CATALOG_PATH_SIZE + 1];
	enum verdict v;
	struct catalog_releases entries;

	if ((v = feed_part(site, page, &entries, why)) != V_OK)
		return v;
	snprintf(path, sizeof(path), "/%s", page->file);
	v = open_feed(out, site, page, path, why);
	if (v == V_OK) {
		put_updated(out, site, latest_of(&entries));
		site_feed_path(page->kind, page->lang, "", current);
		xml_url(out, "current", site, current);
		v = put_previous(out, site, page, why);
		buf_putc(out, '>');
	}
	if (v == V_OK) {
		v = put_entries(out, site, 1, &entries, why);
		buf_puts(out, "</page>");
	}
	catalog_releases_fini(&entries);
	return v;
}

static void
put_map(struct buf *out, const struct site *site,
    const struct catalog_release *release)
{
	buf_puts(out, "<entry");
	xml_url(out, "url", site, release->path);
	xml_instant(out, "updated", site, release->version.published);
	buf_puts(out, "/>");
}

enum verdict
sitemap_put_part(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog_releases entries;

	if ((v = feed_part(site, page, &entries, why)) != V_OK)
		return v;
	buf_puts(out, "<page kind=\"sitemap-part\">");
	for (i = 0; i < entries.count; i++)
		put_map(out, site, &entries.list[i]);
	buf_puts(out, "</page>");
	catalog_releases_fini(&entries);
	return V_OK;
}

static void
put_map_of_map(struct buf *out, const struct site *site, const char *path)
{
	buf_puts(out, "<entry");
	xml_url(out, "url", site, path);
	buf_puts(out, "/>");
}

static enum verdict
put_map_of_topics(struct buf *out, const struct site *site, const char *lang,
    struct why *why)
{
	char path[CATALOG_PATH_SIZE];
	enum verdict v;
	int has;
	struct site_page page = { .kind = PAGE_SITEMAP_TOPICS };

	snprintf(page.lang, sizeof(page.lang), "%s", lang);
	v = topic_is_shown(site, &page, &has, why);
	if (v != V_OK || !has)
		return v;
	site_page_name(&page);
	snprintf(path, sizeof(path), "/%.150s", page.file);
	put_map_of_map(out, site, path);
	return V_OK;
}

enum verdict
sitemap_put_index(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why)
{
	char name[CATALOG_SHARD_SIZE], path[CATALOG_PATH_SIZE];
	enum verdict v;
	size_t i;
	struct catalog_parts parts;
	struct catalog_select select = { .site = site->id, .limit = SITE_PART };

	(void)page;
	v = catalog_parts(site->catalog, &select, &parts, why);
	if (v != V_OK)
		return v;
	buf_puts(out, "<page kind=\"sitemap\">");
	for (i = 0; i < parts.count; i++) {
		site_part_name(parts.list[i].year, parts.list[i].month,
		    (int)(parts.list[i].after / SITE_PART) + 1, name);
		snprintf(path, sizeof(path), "/sitemaps/%s.xml", name);
		put_map_of_map(out, site, path);
	}
	catalog_parts_fini(&parts);
	for (i = 0; v == V_OK && site->langs[i] != NULL; i++)
		v = put_map_of_topics(out, site, site->langs[i], why);
	buf_puts(out, "</page>");
	return v;
}

/* The latest of a language that are not older than two days before *at, or
 * before the first of them where that is 0. */
static enum verdict
put_news(struct buf *out, const struct site *site, const char *lang,
    int64_t *at, struct why *why)
{
	const struct catalog_release *r;
	enum verdict v;
	size_t i;
	struct catalog_releases latest;
	struct catalog_select select = { .site = site->id,
		.lang = lang,
		.limit = NEWS_EACH };

	v = catalog_latest(site->catalog, &select, &latest, why);
	for (i = 0; v == V_OK && i < latest.count; i++) {
		r = &latest.list[i];
		if (r->first_published < *at - NEWS)
			continue;
		buf_puts(out, "<entry");
		xml_attribute(out, "lang", r->lang);
		xml_url(out, "url", site, r->path);
		xml_instant(out, "published", site, r->first_published);
		buf_putc(out, '>');
		put_words(out, "title", r->version.title);
		buf_puts(out, "</entry>");
	}
	if (v == V_OK)
		catalog_releases_fini(&latest);
	return v;
}

/* "Now" is the latest publication: a file must not change by waiting. */
static enum verdict
news_time(const struct site *site, int64_t *ret, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;
	struct catalog_releases latest;
	struct catalog_select select = { .site = site->id, .limit = 1 };

	*ret = 0;
	for (i = 0; v == V_OK && site->langs[i] != NULL; i++) {
		select.lang = site->langs[i];
		v = catalog_latest(site->catalog, &select, &latest, why);
		if (v != V_OK)
			return v;
		if (latest.count > 0 && latest.list[0].first_published > *ret)
			*ret = latest.list[0].first_published;
		catalog_releases_fini(&latest);
	}
	return v;
}

enum verdict
sitemap_put_news(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why)
{
	enum verdict v;
	int64_t at;
	size_t i;

	(void)page;
	v = news_time(site, &at, why);
	buf_puts(out, "<page kind=\"sitemap-news\"");
	xml_attribute(out, "site", site->name);
	buf_putc(out, '>');
	for (i = 0; v == V_OK && site->langs[i] != NULL; i++)
		v = put_news(out, site, site->langs[i], &at, why);
	buf_puts(out, "</page>");
	return v;
}
