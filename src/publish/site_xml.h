/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside publish: addresses and names that pages and publications share. */
#ifndef PUBLISH_SITE_XML_H
#define PUBLISH_SITE_XML_H

#include <stddef.h>
#include <stdint.h>

#include "publish/site.h"

struct buf;
struct paging;

enum {
	UUID_SIZE = 37
};

/* The path part of base_url without a slash at its end: "" or "/press". */
const char *site_prefix(const struct site *site);

/* Is it one of the site's languages? */
int site_has_lang(const struct site *site, const char *lang);

/* Append ' name="value"' with the value escaped. */
void xml_attribute(struct buf *out, const char *name, const char *value);
void xml_number(struct buf *out, const char *name, int64_t value);
/* Append ' name="…"', an instant in the site's zone. */
void xml_instant(struct buf *out, const char *name, const struct site *site,
    int64_t t);
/* Append ' name="…"', the href of a path; and ' url="…"' where the site has
 * a base_url. */
void xml_href(struct buf *out, const char *name, const struct site *site,
    const char *path);
void xml_url(struct buf *out, const char *name, const struct site *site,
    const char *path);

/* "/sv/". */
void front_path(const char *lang, char ret[CATALOG_PATH_SIZE]);

/* Append <alternate lang href url/>, an element with words, entries of a page
 * or a feed. */
void put_alternate(struct buf *out, const struct site *site, const char *lang,
    const char *path);
/* One for each language, in the site's order, at the path that it has. */
void put_alternates(struct buf *out, const struct site *site,
    void (*path_of)(const char *lang, char ret[CATALOG_PATH_SIZE]));
void put_words(struct buf *out, const char *element, const char *words);
enum verdict put_entries(struct buf *out, const struct site *site, int in_feed,
    const struct catalog_releases *releases, struct why *why);

/* The start tag of a web page at that path up to what its kind adds; left
 * open. */
void open_page(struct buf *out, const struct site *site,
    const struct site_page *page, const char *path);

/* When it was published, and the date that the document gives. */
void entry_put_dates(struct buf *out, const struct site *site,
    const struct catalog_release *release);
/* <all number href/>: the archive page that has the ordinal-th release. */
void all_put_link(struct buf *out, const struct site *site, const char *lang,
    int64_t ordinal);

/* Append one page of a list that is cut into pages (paging.h): page->number is
 * paging->number. */
enum verdict put_numbered(struct buf *out, const struct site *site,
    const struct site_page *page, const struct paging *paging,
    const struct catalog_releases *releases, struct why *why);

/* What a page of a topic says in its start tag. */
void topic_put_attributes(struct buf *out, const struct site *site,
    const struct catalog_topic *topic);
/* <topics href/>, where the language has any. */
enum verdict topic_put_link(struct buf *out, const struct site *site,
    const char *lang, struct why *why);
/* "/sv/tag/bro/"; "/sv/tag/" for "". */
void topic_path(const char *lang, const char *slug,
    char ret[CATALOG_PATH_SIZE]);
/* Has the topic of a page, or any of its language, a release that is public? */
enum verdict topic_is_shown(const struct site *site,
    const struct site_page *page, int *ret, struct why *why);

/* Append one page: of a topic, the same numbered, of all topics, and their
 * sitemap. */
enum verdict topic_put(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why);
enum verdict topic_put_part(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why);
enum verdict topic_put_all(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why);
enum verdict topic_put_sitemap(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why);

/* Append one page: the search, a part of what it looks through, and the latest
 * releases for other sites.  <search href/> leads to the first. */
enum verdict search_put(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why);
enum verdict search_put_part(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why);
enum verdict latest_put(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why);
void search_put_link(struct buf *out, const struct site *site,
    const char *lang);

/* Append one page: of a feed, of an archived one, of sitemaps. */
enum verdict feed_put(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why);
enum verdict feed_put_past(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why);
enum verdict sitemap_put_index(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why);
enum verdict sitemap_put_part(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why);
enum verdict sitemap_put_news(struct buf *out, const struct site *site,
    const struct site_page *page, struct why *why);

/* The releases of a page that is part of a month. */
enum verdict feed_part(const struct site *site, const struct site_page *page,
    struct catalog_releases *ret, struct why *why);

/* The UUID that belongs to name within the space of another UUID (RFC 4122,
 * 4.3, version 5). */
void uuid_of_name(const char *space, const char *name, char ret[UUID_SIZE]);

#endif /* PUBLISH_SITE_XML_H */
