/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What pages are called, and which manifests list them.  See site_page.h. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>

#include "publish/site.h"
#include "publish/site_page.h"

static const char *const kinds[PAGE_KINDS] = {
	[PAGE_FRONT] = "front",
	[PAGE_MONTH] = "month",
	[PAGE_ROOT] = "root",
	[PAGE_STUB] = "stub",
	[PAGE_ATOM] = "atom",
	[PAGE_RSS] = "rss",
	[PAGE_JSONFEED] = "jsonfeed",
	[PAGE_PAST] = "past",
	[PAGE_ALL] = "all",
	[PAGE_SITEMAP] = "sitemap",
	[PAGE_SITEMAP_PART] = "sitemap-part",
	[PAGE_SITEMAP_NEWS] = "sitemap-news",
	[PAGE_410] = "410",
	[PAGE_TOPIC] = "topic",
	[PAGE_TOPIC_PART] = "topic-part",
	[PAGE_TOPICS] = "topics",
	[PAGE_SITEMAP_TOPICS] = "sitemap-topics",
	[PAGE_SEARCH] = "search",
	[PAGE_SEARCH_PART] = "search-part",
	[PAGE_LATEST] = "latest",
	[PAGE_GONE] = "gone",
};

const char *
page_kind_name(enum page_kind kind)
{
	return (size_t)kind < PAGE_KINDS ? kinds[kind] : "";
}

void
site_part_name(int year, int month, int part, char ret[CATALOG_SHARD_SIZE])
{
	int n;

	n = snprintf(ret, CATALOG_SHARD_SIZE, "%04d-%02d", year, month);
	if (part > 1)
		snprintf(ret + n, CATALOG_SHARD_SIZE - (size_t)n, ".%d", part);
}

/* One of 256, for a topic: there may be many. */
static unsigned
topic_digits(const char *slug)
{
	unsigned h = 0;

	for (; *slug != '\0'; slug++)
		h = h * 31 + (unsigned char)*slug;
	return h % 256;
}

static void
name_shard(struct site_page *page)
{
	if (page->topic[0] != '\0') {
		snprintf(page->shard, sizeof(page->shard), "tag-%.15s-%02x-%d",
		    page->lang, topic_digits(page->topic),
		    (int)(page->number / 100 % 1000000));
		return;
	}
	switch (page->kind) {
	case PAGE_MONTH:
	case PAGE_PAST:
	case PAGE_SITEMAP_PART:
		site_part_name(page->year, page->month, 1, page->shard);
		break;
	case PAGE_STUB:
		snprintf(page->shard, sizeof(page->shard), "id-%.2s",
		    page->work);
		break;
	case PAGE_ALL:
		snprintf(page->shard, sizeof(page->shard), "all-%s-%d",
		    page->lang, (int)(page->number / 100));
		break;
	case PAGE_SEARCH_PART:
		snprintf(page->shard, sizeof(page->shard), "search-%s-%d",
		    page->lang, (int)(page->number / 100));
		break;
	default:
		snprintf(page->shard, sizeof(page->shard), "site");
		break;
	}
}

void
site_page_name(struct site_page *page)
{
	char part[CATALOG_SHARD_SIZE], path[CATALOG_PATH_SIZE];
	char *file = page->file;
	const size_t size = sizeof(page->file);

	site_part_name(page->year, page->month, (int)page->number, part);
	switch (page->kind) {
	case PAGE_FRONT:
		snprintf(file, size, "%s/index.html", page->lang);
		break;
	case PAGE_MONTH:
		snprintf(file, size, "%s/%04d/%02d/index.html", page->lang,
		    page->year, page->month);
		break;
	case PAGE_STUB:
		snprintf(file, size, "id/%s/index.html", page->work);
		break;
	case PAGE_ATOM:
	case PAGE_RSS:
	case PAGE_JSONFEED:
		site_feed_path(page->kind, page->lang, page->topic, path);
		snprintf(file, size, "%s", path + 1);
		break;
	case PAGE_TOPIC:
		snprintf(file, size, "%s/tag/%s/index.html", page->lang,
		    page->topic);
		break;
	case PAGE_TOPIC_PART:
		snprintf(file, size, "%s/tag/%s/%" PRId64 "/index.html",
		    page->lang, page->topic, page->number);
		break;
	case PAGE_TOPICS:
		snprintf(file, size, "%s/tag/index.html", page->lang);
		break;
	case PAGE_SITEMAP_TOPICS:
		snprintf(file, size, "sitemaps/tag-%s.xml", page->lang);
		break;
	case PAGE_PAST:
		snprintf(file, size, "feeds/archive/%s/%s.atom", page->lang,
		    part);
		break;
	case PAGE_ALL:
		snprintf(file, size, "%s/all/%" PRId64 "/index.html",
		    page->lang, page->number);
		break;
	case PAGE_SEARCH:
		snprintf(file, size, "search/%s/index.html", page->lang);
		break;
	case PAGE_SEARCH_PART:
		snprintf(file, size, "search/%s/%" PRId64 ".json", page->lang,
		    page->number);
		break;
	case PAGE_LATEST:
		snprintf(file, size, "embed/%s/latest.html", page->lang);
		break;
	case PAGE_SITEMAP:
		snprintf(file, size, "sitemap.xml");
		break;
	case PAGE_SITEMAP_PART:
		snprintf(file, size, "sitemaps/%s.xml", part);
		break;
	case PAGE_SITEMAP_NEWS:
		snprintf(file, size, "sitemap-news.xml");
		break;
	case PAGE_410:
		snprintf(file, size, "410.html");
		break;
	default:
		snprintf(file, size, "index.html");
		break;
	}
	name_shard(page);
}
