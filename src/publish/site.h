/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The lists of a site: front pages, month archives, feeds, stubs and the
 * root page, made from the catalogue.
 *
 * Runs in gazetted and gazette.  Lists carry words that others wrote, so
 * this room writes only their XML (doc/pages.md), escaped; workers make
 * pages of it, and site_install() puts them in place.  A page that comes out
 * as it was keeps its bytes and its time.
 */
#ifndef PUBLISH_SITE_H
#define PUBLISH_SITE_H

#include <stddef.h>
#include <stdint.h>

#include "base/why.h"
#include "catalog/catalog.h"
#include "publish/stage.h"

struct buf;

enum {
	SITE_LANGS_MAX = 8,
	SITE_FRONT = 20,  /* entries of a front page */
	SITE_FEED = 50,   /* entries of a feed */
	SITE_MONTH = 100, /* entries of a month: the latest */
	SITE_PART = 100, /* releases of a month in one archived feed, sitemap */
};

/* One site: its folders, and what the settings say of it.  Catalogue and
 * strings are the caller's. */
struct site {
	int64_t id; /* catalog_site() */
	struct catalog *catalog;
	struct web web;
	const char *name; /* for readers: the organisation, or the section */
	const char *base_url; /* "https://press.example.org", no slash at the
			       * end; "" where unknown: then no feeds */
	const char *hub;      /* WebSub hub that feeds name, NULL: none */
	const char *timezone; /* "Europe/Helsinki" */
	const char
	    *langs[SITE_LANGS_MAX + 1]; /* the first: default; NULL ends */
	char style[CATALOG_PATH_SIZE];  /* href of the style: site_static() */
	char script[CATALOG_PATH_SIZE]; /* … and of the search */
};

enum page_kind {
	PAGE_FRONT,          /* /{lang}/index.html */
	PAGE_MONTH,          /* /{lang}/{yyyy}/{mm}/index.html */
	PAGE_ROOT,           /* /index.html */
	PAGE_STUB,           /* /id/{work}/index.html */
	PAGE_ATOM,           /* /feeds/{lang}.atom, {lang}.tag-{slug}.atom */
	PAGE_RSS,            /* /feeds/{lang}.rss, … */
	PAGE_JSONFEED,       /* /feeds/{lang}.json, … */
	PAGE_PAST,           /* /feeds/archive/{lang}/2026-03.atom */
	PAGE_ALL,            /* /{lang}/all/{k}/index.html */
	PAGE_SITEMAP,        /* /sitemap.xml */
	PAGE_SITEMAP_PART,   /* /sitemaps/2026-03.xml */
	PAGE_SITEMAP_NEWS,   /* /sitemap-news.xml */
	PAGE_410,            /* /410.html */
	PAGE_TOPIC,          /* /{lang}/tag/{slug}/: the latest of a topic */
	PAGE_TOPIC_PART,     /* /{lang}/tag/{slug}/{k}/: when there are many */
	PAGE_TOPICS,         /* /{lang}/tag/: every topic */
	PAGE_SITEMAP_TOPICS, /* /sitemaps/tag-{lang}.xml */
	PAGE_SEARCH,         /* /search/{lang}/index.html */
	PAGE_SEARCH_PART, /* /search/{lang}/{k}.json: what it looks through */
	PAGE_LATEST,      /* /embed/{lang}/latest.html */
	PAGE_GONE, /* the notice where a release stood; installed as one */
	PAGE_KINDS
};

/* "front", "month" and so on: page/@kind. */
const char *page_kind_name(enum page_kind kind);

struct site_page {
	enum page_kind kind;
	int empty; /* nothing is left to list: to be removed */
	char lang[CATALOG_LANG_SIZE]; /* of a stub and the root: the default */
	int year, month; /* of PAGE_MONTH, PAGE_PAST, PAGE_SITEMAP_PART … */
	int64_t number;  /* … and which part; of PAGE_ALL, PAGE_TOPIC_PART,
			  * PAGE_SEARCH_PART: k */
	char topic[TOPIC_SLUG_SIZE]; /* of PAGE_TOPIC and its kind, of a feed of
				      * one; "" else */
	char work[CATALOG_WORK_SIZE]; /* of PAGE_STUB */
	int64_t release;              /* of PAGE_GONE */
	int64_t moved;                /* … since when it is elsewhere, or 0 */
	char file[CATALOG_PATH_SIZE]; /* "sv/index.html" */
	char shard[CATALOG_SHARD_SIZE]; /* the manifest that lists it */
};

struct site_pages {
	struct site_page *list;
	size_t count;
	int64_t seq; /* catalog_set_listed() when all are installed */
	int more;    /* site_touched(): call again then, there are more */
};

/* The pages that changes since the last listing touch (some thousand at a time:
 * see more), without notices; none if none.  After catalog_set_listed() to
 * -1 that is every page there is. */
enum verdict site_touched(const struct site *site, struct site_pages *ret,
    struct why *why);
/* Every page of the site at once, without notices.  There may be a hundred
 * thousand; give site_xml() some at a time. */
enum verdict site_all(const struct site *site, struct site_pages *ret,
    struct why *why);
void site_pages_fini(struct site_pages *pages);

/* The path of a feed of that kind (PAGE_ATOM, PAGE_RSS, PAGE_JSONFEED),
 * language and topic ("": all): "/feeds/sv.atom", "/feeds/sv.tag-bro.atom". */
void site_feed_path(enum page_kind kind, const char *lang, const char *topic,
    char ret[CATALOG_PATH_SIZE]);

/* The notice of a release that was taken down. */
enum verdict site_notice(const struct site *site, int64_t release,
    struct site_page *ret, struct why *why);

/* The page at an address that a release had before: it leads to the one that
 * it has. */
enum verdict site_former(const struct site *site,
    const struct catalog_place *place, struct site_page *ret, struct why *why);

/*
 * Append <pages> with these pages, in order: the payload of FRAME_PAGES, whose
 * FRAME_PAGE answers bear the index into pages.  Empty ones must have been
 * left out by the caller.
 */
enum verdict site_xml(const struct site *site, const struct site_page *pages,
    size_t count, struct buf *out, struct why *why);

struct site_blob {
	const void *data;
	size_t len;
};

/*
 * Put rendered pages in place, durably, and record them: blobs[i] is pages[i].
 * All are written, then synced together, then renamed one by one.  What is in
 * place already is left as it is.  In a transaction of the caller's.
 */
enum verdict site_install_all(const struct site *site,
    const struct site_page *pages, const struct site_blob *blobs, size_t count,
    struct why *why);

/* As site_install_all() for one. */
enum verdict site_install(const struct site *site, const struct site_page *page,
    const void *data, size_t len, struct why *why);

/* Remove a page that has become empty, and its record. */
enum verdict site_uninstall(const struct site *site,
    const struct site_page *page, struct why *why);

/* Install xsl_dir/style.css as _static/<hash>.css and search.js likewise, and
 * set site->style and site->script. */
enum verdict site_static(struct site *site, const char *xsl_dir,
    struct why *why);

enum {
	SITE_ATTACHMENTS = 64 /* of one release */
};

/* A file to be downloaded with a release. */
struct site_attachment {
	char file[64]; /* in its folder: "files/bokslut.pdf" */
	char title[128];
	char type[80];
	uint64_t size;
};

struct site_attachments {
	struct site_attachment *list;
	size_t count;
};

/* What stands beside a release in its folder. */
struct site_beside {
	struct site_attachments attachments;
	const struct catalog_releases *older; /* versions, or NULL: none */
};

/*
 * Append the <publication> of a release with .version being the one that is
 * rendered, for FRAME_GO: where it stands and among what (doc/release.md,
 * "Publication").  catalog_release_of_version() gives one that is planned.
 */
enum verdict site_publication(const struct site *site,
    const struct catalog_release *release, const struct site_beside *beside,
    struct buf *out, struct why *why);

/* A version that was replaced, and by what. */
struct site_replaced {
	const struct catalog_release *old; /* .version: the older one */
	const char *path;                  /* of the release */
	const char *title;                 /* of its latest version */
	int64_t at;                        /* when it was replaced */
};

/* Append the <publication> of an older version, which stands in v/<number>/ of
 * its release's folder. */
void site_replaced_publication(const struct site *site,
    const struct site_replaced *replaced,
    const struct site_attachments *attachments, struct buf *out);

#endif /* PUBLISH_SITE_H */
