/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The XML of topics: doc/pages.md.  A topic's own page has the latest of its
 * releases; when there are more than fit, numbered pages have them all.
 */
#include "config.h"

#include <stdio.h>

#include "base/buf.h"
#include "publish/paging.h"
#include "publish/site.h"
#include "publish/site_xml.h"

enum {
	MANY = 50000 /* topics: as many addresses as a sitemap may have */
};

void
topic_path(const char *lang, const char *slug, char ret[CATALOG_PATH_SIZE])
{
	snprintf(ret, CATALOG_PATH_SIZE, "/%s/tag/%s%s", lang, slug,
	    slug[0] != '\0' ? "/" : "");
}

void
topic_put_attributes(struct buf *out, const struct site *site,
    const struct catalog_topic *topic)
{
	char path[CATALOG_PATH_SIZE];

	xml_attribute(out, "topic", topic->name);
	topic_path(topic->lang, topic->slug, path);
	xml_href(out, "latest", site, path);
	topic_path(topic->lang, "", path);
	xml_href(out, "topics", site, path);
}

static enum verdict
list_topics(const struct site *site, const char *lang, unsigned limit,
    struct catalog_topics *ret, struct why *why)
{
	struct catalog_select select = { .site = site->id,
		.lang = lang,
		.limit = limit };

	return catalog_topics(site->catalog, &select, ret, why);
}

/* Has the language any? */
static enum verdict
has_topics(const struct site *site, const char *lang, int *ret, struct why *why)
{
	enum verdict v;
	struct catalog_topics topics;

	v = list_topics(site, lang, 1, &topics, why);
	if (v != V_OK)
		return v;
	*ret = topics.count > 0;
	catalog_topics_fini(&topics);
	return V_OK;
}

enum verdict
topic_put_link(struct buf *out, const struct site *site, const char *lang,
    struct why *why)
{
	char path[CATALOG_PATH_SIZE];
	enum verdict v;
	int has;

	v = has_topics(site, lang, &has, why);
	if (v != V_OK || !has)
		return v;
	topic_path(lang, "", path);
	buf_puts(out, "<topics");
	xml_href(out, "href", site, path);
	buf_puts(out, "/>");
	return V_OK;
}

static enum verdict
topic_of(const struct site *site, const struct site_page *page,
    struct catalog_topic *ret, struct why *why)
{
	return catalog_topic(site->catalog, site->id, page->lang, page->topic,
	    ret, why);
}

enum verdict
topic_is_shown(const struct site *site, const struct site_page *page, int *ret,
    struct why *why)
{
	enum verdict v;
	struct catalog_topic topic;

	if (page->topic[0] == '\0')
		return has_topics(site, page->lang, ret, why);
	v = topic_of(site, page, &topic, why);
	*ret = topic.shown;
	return v;
}

/* The other kinds of its feed. */
static void
put_feeds(struct buf *out, const struct site *site,
    const struct site_page *page)
{
	char path[CATALOG_PATH_SIZE];

	if (site->base_url[0] == '\0')
		return;
	site_feed_path(PAGE_RSS, page->lang, page->topic, path);
	xml_href(out, "rss", site, path);
	site_feed_path(PAGE_JSONFEED, page->lang, page->topic, path);
	xml_href(out, "jsonfeed", site, path);
}

enum verdict
topic_put(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why)
{
	char path[CATALOG_PATH_SIZE];
	enum verdict v;
	struct catalog_releases latest;
	struct catalog_select select = { .limit = PAGING };
	struct catalog_topic topic;

	v = topic_of(site, page, &topic, why);
	if (v == V_OK)
		v = catalog_topic_latest(site->catalog, topic.id, &select,
		    &latest, why);
	if (v != V_OK)
		return v;
	topic_path(page->lang, page->topic, path);
	open_page(out, site, page, path);
	topic_put_attributes(out, site, &topic);
	put_feeds(out, site, page);
	buf_putc(out, '>');
	put_alternate(out, site, page->lang, path);
	v = put_entries(out, site, 0, &latest, why);
	if (topic.last >= PAGING)
		paging_put_link(out, site, "all", path,
		    paging_page(topic.last));
	buf_puts(out, "</page>");
	catalog_releases_fini(&latest);
	return v;
}

enum verdict
topic_put_part(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why)
{
	char base[CATALOG_PATH_SIZE];
	enum verdict v;
	struct catalog_releases releases;
	struct catalog_select select = { .site = site->id };
	struct catalog_topic topic;
	struct paging paging = { .base = base,
		.number = page->number,
		.topic = &topic };

	v = topic_of(site, page, &topic, why);
	paging.last = topic.last;
	paging_select(&paging, &select);
	if (v == V_OK)
		v = catalog_topic_ordinals(site->catalog, topic.id, &select,
		    &releases, why);
	if (v != V_OK)
		return v;
	topic_path(page->lang, page->topic, base);
	v = put_numbered(out, site, page, &paging, &releases, why);
	catalog_releases_fini(&releases);
	return v;
}

enum verdict
topic_put_all(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why)
{
	char path[CATALOG_PATH_SIZE];
	enum verdict v;
	size_t i;
	struct catalog_topics topics;

	v = list_topics(site, page->lang, MANY, &topics, why);
	if (v != V_OK)
		return v;
	topic_path(page->lang, "", path);
	open_page(out, site, page, path);
	buf_putc(out, '>');
	put_alternate(out, site, page->lang, path);
	for (i = 0; i < topics.count; i++) {
		topic_path(page->lang, topics.list[i].slug, path);
		buf_puts(out, "<topic");
		xml_attribute(out, "slug", topics.list[i].slug);
		xml_href(out, "href", site, path);
		buf_putc(out, '>');
		buf_put_xml(out, topics.list[i].name);
		buf_puts(out, "</topic>");
	}
	buf_puts(out, "</page>");
	catalog_topics_fini(&topics);
	return V_OK;
}

static void
put_address(struct buf *out, const struct site *site, const char *lang,
    const char *slug)
{
	char path[CATALOG_PATH_SIZE];

	topic_path(lang, slug, path);
	buf_puts(out, "<entry");
	xml_url(out, "url", site, path);
	buf_puts(out, "/>");
}

enum verdict
topic_put_sitemap(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog_topics topics;

	v = list_topics(site, page->lang, MANY - 1, &topics, why);
	if (v != V_OK)
		return v;
	buf_puts(out, "<page kind=\"sitemap-topics\">");
	put_address(out, site, page->lang, "");
	for (i = 0; i < topics.count; i++)
		put_address(out, site, page->lang, topics.list[i].slug);
	buf_puts(out, "</page>");
	catalog_topics_fini(&topics);
	return V_OK;
}
