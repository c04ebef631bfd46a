/* SPDX-License-Identifier: GPL-2.0-or-later */
/* site, when, verify: lists of what is live, and the web root as it is. */
#include "config.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "publish/site_xml.h"
#include "publish/verify.h"
#include "publish/when.h"
#include "web.h"

static const struct sample bridge = { "sv", "ny-bro", "Ny \"bro\" <&>", NULL, 0,
	1777777777, 2026, 5 };

enum {
	/* root, 410, two maps; front, three feeds, the first fifty and their
	 * words, the search and the latest of two languages */
	STANDING = 4 + 2 * 8,
	/* front, feeds, fifty, month, its feed and map, the map of maps, that
	 * of news, stub, words, the latest */
	OF_ONE = 1 + 3 + 1 + 1 + 2 + 1 + 1 + 1 + 2,
};

static int
has_page(const struct site_pages *pages, const char *file)
{
	size_t i;

	for (i = 0; i < pages->count; i++) {
		if (strcmp(pages->list[i].file, file) == 0)
			return 1;
	}
	return 0;
}

/* All touched pages are made: each holds its own name. */
static void
list_all(struct house *h)
{
	size_t i;
	struct site_page *page;
	struct site_pages pages;

	OK(site_touched(&h->site, &pages, &h->why));
	for (i = 0; i < pages.count; i++) {
		page = &pages.list[i];
		if (page->empty)
			OK(site_uninstall(&h->site, page, &h->why));
		else
			OK(site_install(&h->site, page, page->file,
			    strlen(page->file), &h->why));
	}
	OK(catalog_set_listed(h->site.catalog, h->site.id, pages.seq, &h->why));
	site_pages_fini(&pages);
}

static void
test_when(void **state)
{
	char s[64];
	int month, year;

	(void)state;
	/* The last second of April in Helsinki is not yet that of UTC. */
	when_month("Europe/Helsinki", 1777582799, &year, &month);
	assert_int_equal(year, 2026);
	assert_int_equal(month, 4);
	when_month("Europe/Helsinki", 1777582800, &year, &month);
	assert_int_equal(month, 5);
	when_month("UTC", 1777582800, &year, &month);
	assert_int_equal(month, 4);
	when_iso("Europe/Helsinki", 1777777777, s, sizeof(s));
	assert_string_equal(s, "2026-05-03T06:09:37+03:00");
	when_iso("Europe/Helsinki", 1767225600, s, sizeof(s));
	assert_string_equal(s, "2026-01-01T02:00:00+02:00");
	when_iso("America/St_Johns", 1767225600, s, sizeof(s));
	assert_string_equal(s, "2025-12-31T20:30:00-03:30");
	when_words("Europe/Helsinki", "fi", 1777777777, s, sizeof(s));
	assert_string_equal(s, "3. toukokuuta 2026");
	when_words("Europe/Helsinki", "sv", 1777777777, s, sizeof(s));
	assert_string_equal(s, "3 maj 2026");
	when_month_words("fi", 2026, 5, s, sizeof(s));
	assert_string_equal(s, "toukokuu 2026");
	assert_true(when_is_zone("Europe/Helsinki"));
	assert_false(when_is_zone("Europe/Helsingfors"));
	assert_false(when_is_zone(""));
}

static void
test_uuid(void **state)
{
	char uuid[UUID_SIZE];

	(void)state;
	/* The example of RFC 4122, appendix B (with erratum 1352). */
	uuid_of_name("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com",
	    uuid);
	assert_string_equal(uuid, "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

static void
test_touched(void **state)
{
	struct catalog_plan first, plan;
	struct house *h = *state;
	struct sample one = bridge;
	struct site_pages pages;

	/* A new site has its standing pages. */
	OK(site_touched(&h->site, &pages, &h->why));
	assert_int_equal(pages.count, STANDING);
	assert_true(has_page(&pages, "index.html"));
	assert_true(has_page(&pages, "410.html"));
	assert_true(has_page(&pages, "fi/index.html"));
	assert_true(has_page(&pages, "feeds/sv.atom"));
	site_pages_fini(&pages);
	list_all(h);
	OK(site_touched(&h->site, &pages, &h->why));
	assert_int_equal(pages.count, 0);
	site_pages_fini(&pages);

	/* A release: so many lists, whatever else there is. */
	house_publish(h, &one, &first);
	OK(site_touched(&h->site, &pages, &h->why));
	assert_int_equal(pages.count, OF_ONE);
	assert_true(has_page(&pages, "sv/2026/05/index.html"));
	assert_true(has_page(&pages, "sv/all/1/index.html"));
	assert_true(has_page(&pages, "feeds/sv.rss"));
	assert_true(has_page(&pages, "feeds/sv.json"));
	assert_true(has_page(&pages, "feeds/archive/sv/2026-05.atom"));
	assert_true(has_page(&pages, "sitemap.xml"));
	assert_true(has_page(&pages, "sitemaps/2026-05.xml"));
	assert_true(has_page(&pages, "sitemap-news.xml"));
	site_pages_fini(&pages);
	list_all(h);
	one.slug = "annan";
	house_publish(h, &one, &plan);
	OK(site_touched(&h->site, &pages, &h->why));
	assert_int_equal(pages.count, OF_ONE);
	site_pages_fini(&pages);
	list_all(h);

	/* The first of another month: its neighbour learns of it. */
	one.month = 7;
	house_publish(h, &one, &plan);
	OK(site_touched(&h->site, &pages, &h->why));
	assert_true(has_page(&pages, "sv/2026/05/index.html"));
	assert_true(has_page(&pages, "sv/2026/07/index.html"));
	assert_int_equal(pages.count, OF_ONE + 1);
	site_pages_fini(&pages);
	list_all(h);

	/* A translation touches the lists of both languages. */
	one.lang = "fi";
	one.work = first.work;
	house_publish(h, &one, &plan);
	OK(site_touched(&h->site, &pages, &h->why));
	assert_true(has_page(&pages, "sv/2026/05/index.html"));
	assert_true(has_page(&pages, "fi/2026/07/index.html"));
	assert_true(has_page(&pages, "feeds/fi.atom"));
	assert_true(has_page(&pages, "sv/index.html"));
	site_pages_fini(&pages);
}

static void
test_taken_down(void **state)
{
	char *got;
	struct catalog_plan plan;
	struct catalog_takedown down = { .to = STANDING_WITHDRAWN };
	struct house *h = *state;
	struct site_pages pages;
	struct stat st;

	house_publish(h, &bridge, &plan);
	list_all(h);
	got = house_read(h, "sv/2026/05/index.html");
	assert_non_null(got);
	free(got);
	down.release = plan.release;
	OK(catalog_take_down(h->site.catalog, &down, 9, &h->why));
	OK(publish_remove(&h->site.web, plan.path, &h->why));
	OK(site_touched(&h->site, &pages, &h->why));
	assert_int_equal(pages.count, OF_ONE);
	site_pages_fini(&pages);
	list_all(h);
	/* A month of nothing is gone with its folder, the front stays. */
	assert_int_equal(fstatat(h->site.web.root, "sv/2026/05", &st, 0), -1);
	got = house_read(h, "sv/index.html");
	assert_non_null(got);
	free(got);
}

static void
test_all(void **state)
{
	struct catalog_plan plan;
	struct house *h = *state;
	struct sample one = bridge;
	struct site_pages pages;
	char slug[16];
	int i;

	for (i = 0; i < 70; i++) {
		snprintf(slug, sizeof(slug), "nr-%d", i);
		one.slug = slug;
		one.month = 1 + i % 12;
		house_publish(h, &one, &plan);
	}
	OK(site_all(&h->site, &pages, &h->why));
	/* months, their feeds and maps; stubs; the second fifty and its words
	 */
	assert_int_equal(pages.count, STANDING + 3 * 12 + 70 + 2);
	assert_int_equal(pages.seq, 70);
	site_pages_fini(&pages);
}

/* A long backlog comes in portions. */
static void
test_more(void **state)
{
	char slug[16];
	int i;
	struct catalog_plan plan;
	struct house *h = *state;
	struct sample one = bridge;
	struct site_pages pages;

	house_publish(h, &one, &plan);
	OK(catalog_begin(h->site.catalog, CATALOG_LAZY, &h->why));
	for (i = 0; i < 2049; i++) {
		snprintf(slug, sizeof(slug), "nr-%d", i);
		one.slug = slug;
		house_commit(h, &one, &plan);
	}
	OK(catalog_commit(h->site.catalog, &h->why));
	OK(site_touched(&h->site, &pages, &h->why));
	assert_true(pages.more);
	assert_int_equal(pages.seq, 2048);
	OK(catalog_set_listed(h->site.catalog, h->site.id, pages.seq, &h->why));
	site_pages_fini(&pages);
	OK(site_touched(&h->site, &pages, &h->why));
	assert_false(pages.more);
	assert_int_equal(pages.seq, 2050);
	/* the month, its last feed and map, two pages of fifty, the words of
	 * one, two stubs */
	assert_int_equal(pages.count, STANDING + 1 + 2 + 2 + 1 + 2);
	site_pages_fini(&pages);
	/* To begin again is to make every page. */
	OK(catalog_set_listed(h->site.catalog, h->site.id, -1, &h->why));
	OK(site_touched(&h->site, &pages, &h->why));
	/* 21 parts of a hundred; 41 pages of fifty, and their words, but the
	 * first */
	assert_int_equal(pages.count, STANDING + 1 + 2048 + 2 * 21 + 2 * 40);
	site_pages_fini(&pages);
}

static void
assert_xpath(xmlDoc *doc, const char *expression, const char *want)
{
	xmlChar *got;
	xmlXPathContext *context;
	xmlXPathObject *object;

	context = xmlXPathNewContext(doc);
	xmlXPathRegisterNs(context, (const xmlChar *)"p",
	    (const xmlChar *)"urn:gazette:pages:1");
	xmlXPathRegisterNs(context, (const xmlChar *)"r",
	    (const xmlChar *)"urn:gazette:release:1");
	object = xmlXPathEvalExpression((const xmlChar *)expression, context);
	assert_non_null(object);
	got = xmlXPathCastToString(object);
	if (strcmp((const char *)got, want) != 0)
		fail_msg("%s is \"%s\", not \"%s\"", expression, got, want);
	xmlFree(got);
	xmlXPathFreeObject(object);
	xmlXPathFreeContext(context);
}

static xmlDoc *
pages_xml(struct house *h, const struct site_page *pages, size_t count)
{
	struct buf xml;
	xmlDoc *doc;

	buf_init(&xml, 1 << 22);
	OK(site_xml(&h->site, pages, count, &xml, &h->why));
	doc = xmlReadMemory(xml.data, (int)xml.len, "x.xml", NULL,
	    XML_PARSE_NONET);
	assert_non_null(doc);
	buf_fini(&xml);
	return doc;
}

static void
test_xml(void **state)
{
	static const struct {
		const char *xpath;
		const char *want;
	} wants[] = {
		{ "count(/p:pages/p:page)", "28" },
		{ "//p:page[@kind='front'][1]/@href", "/sv/" },
		{ "//p:page[@kind='front'][1]/@url",
		    "https://press.example.org/sv/" },
		{ "//p:page[@kind='front'][1]/@site", "Staden & Co" },
		{ "//p:page[@kind='front'][1]/@style", "/_static/x.css" },
		{ "//p:page[@kind='front'][1]/@root", "/" },
		{ "//p:page[@kind='front'][1]/@feed", "/feeds/sv.atom" },
		{ "count(//p:page[@kind='front'][1]/@more)", "0" },
		{ "count(//p:page[@kind='front'][1]/p:alternate)", "2" },
		{ "//p:page[@kind='front'][1]/p:entry/p:title",
		    "Ny \"bro\" <&>" },
		{ "//p:page[@kind='front'][1]/p:entry/p:deck",
		    "En \"liten\" <ingress>" },
		{ "//p:page[@kind='front'][1]/p:entry/@published",
		    "2026-05-03T06:09:37+03:00" },
		{ "count(//p:page[@kind='front'][1]/p:entry/@updated)", "0" },
		{ "//p:page[@kind='front'][1]/p:entry/@day", "2026-05-03" },
		{ "//p:page[@kind='front'][1]/p:entry/@version", "1" },
		{ "//p:page[@kind='front'][1]/p:entry/p:alternate/@href",
		    "/fi/2026/06/silta/" },
		{ "//p:page[@kind='front'][1]/p:archive/@month", "2026-05" },
		{ "//p:page[@kind='front'][1]/p:archive/@count", "1" },
		{ "//p:page[@kind='month'][@lang='fi']/@month", "2026-06" },
		{ "count(//p:page[@kind='month'][@lang='fi']/p:alternate)",
		    "1" },
		{ "count(//p:page[@kind='root']/p:alternate)", "2" },
		{ "count(//p:page[@kind='stub']/p:entry)", "2" },
		{ "//p:page[@kind='stub']/p:entry[1]/@lang", "sv" },
		{ "//p:page[@kind='atom'][@lang='sv']/p:entry/@updated",
		    "2026-05-03T06:09:37+03:00" },
		{ "//p:page[@kind='atom'][@lang='sv']/@updated",
		    "2026-05-03T06:09:37+03:00" },
		{ "//p:page[@kind='atom'][@lang='sv']/@url",
		    "https://press.example.org/feeds/sv.atom" },
		{ "string-length(//p:page[@kind='atom'][1]/@id)", "36" },
		{ "count(//p:page[@kind='atom'][1]/p:entry/@fragment)", "0" },
		{ "//p:page[@kind='atom'][@lang='sv']/@id ="
		  " //p:page[@kind='atom'][@lang='fi']/@id",
		    "false" },
		{ "count(//p:page[@kind='atom'][@lang='sv']/p:deleted)", "1" },
		{ "//p:page[@kind='atom'][@lang='sv']/p:deleted/@when",
		    "1970-01-01T02:00:09+02:00" },
		{ "//p:page[@kind='atom'][@lang='sv']/@previous",
		    "https://press.example.org/feeds/archive/sv/"
		    "2026-05.atom" },
		{ "count(//p:page[@kind='past'])", "2" },
		{ "count(//p:page[@kind='past']/@previous)", "0" },
		{ "//p:page[@kind='past'][@lang='sv']/@current",
		    "https://press.example.org/feeds/sv.atom" },
		{ "//p:page[@kind='rss'][@lang='sv']/p:entry/@date",
		    "Sun, 03 May 2026 03:09:37 GMT" },
		{ "//p:page[@kind='rss'][@lang='sv']/p:entry/p:html",
		    "En &quot;liten&quot; &lt;ingress&gt;" },
		{ "count(//p:page[@kind='sitemap']/p:entry)", "2" },
		{ "count(//p:page[@kind='sitemap-news']/p:entry)", "2" },
		{ "count(//p:page[@kind='all'][@lang='sv'])", "1" },
		{ "count(//p:page[@kind='all'][@lang='sv']/p:entry)", "1" },
		{ "count(//p:page[@kind='all']/p:newer)", "0" },
		{ "//p:page[@kind='front'][@lang='sv']/p:all/@href",
		    "/sv/all/1/" },
		{ "//p:page[@kind='gone']/@state", "withdrawn" },
		{ "//p:page[@kind='gone']/@since",
		    "1970-01-01T02:00:09+02:00" },
		{ "//p:page[@kind='gone']/p:reason", "fel" },
	};

	size_t i;
	struct catalog_plan plan, gone;
	struct catalog_takedown down = { .to = STANDING_WITHDRAWN,
		.reason = "fel" };
	struct house *h = *state;
	struct sample other = bridge;
	struct site_page *last;
	struct site_pages pages;
	size_t n;
	xmlDoc *doc;

	house_publish(h, &bridge, &plan);
	other.slug = "bort";
	house_publish(h, &other, &gone);
	down.release = gone.release;
	OK(catalog_take_down(h->site.catalog, &down, 9, &h->why));
	other.lang = "fi";
	other.slug = "silta";
	other.month = 6;
	other.work = plan.work;
	house_publish(h, &other, &plan);
	OK(site_all(&h->site, &pages, &h->why));
	/* two months with their feeds and maps, one stub, one notice */
	n = STANDING + 2 * 3 + 1 + 1;
	assert_int_equal(pages.count, n - 1);
	pages.list = realloc(pages.list, n * sizeof(*pages.list));
	assert_non_null(pages.list);
	last = &pages.list[n - 1];
	OK(site_notice(&h->site, gone.release, last, &h->why));
	assert_string_equal(last->file, "sv/2026/05/bort/index.html");
	doc = pages_xml(h, pages.list, n);
	for (i = 0; i < sizeof(wants) / sizeof(wants[0]); i++)
		assert_xpath(doc, wants[i].xpath, wants[i].want);
	xmlFreeDoc(doc);
	site_pages_fini(&pages);
}

/* The k-th fifty stays the k-th fifty, whatever is taken down; a full page
 * leads to the next, which is there. */
static void
test_fifties(void **state)
{
	char slug[16];
	int i;
	struct catalog_plan plan, third = { 0 };
	struct catalog_takedown down = { .to = STANDING_WITHDRAWN };
	struct house *h = *state;
	struct sample one = bridge;
	struct site_page page = { .kind = PAGE_ALL, .lang = "sv", .number = 1 };
	struct site_pages pages;
	xmlDoc *doc;

	for (i = 1; i <= 50; i++) {
		if (i == 50)
			list_all(h);
		snprintf(slug, sizeof(slug), "nr-%d", i);
		one.slug = slug;
		house_publish(h, &one, &plan);
		if (i == 3)
			third = plan;
	}
	OK(site_touched(&h->site, &pages, &h->why));
	assert_true(has_page(&pages, "sv/all/1/index.html"));
	assert_true(has_page(&pages, "sv/all/2/index.html"));
	site_pages_fini(&pages);
	list_all(h);
	one.slug = "nr-51";
	house_publish(h, &one, &plan);
	OK(site_touched(&h->site, &pages, &h->why));
	assert_false(has_page(&pages, "sv/all/1/index.html"));
	assert_true(has_page(&pages, "sv/all/2/index.html"));
	site_pages_fini(&pages);
	list_all(h);
	down.release = third.release;
	OK(catalog_take_down(h->site.catalog, &down, 9, &h->why));
	OK(site_touched(&h->site, &pages, &h->why));
	assert_true(has_page(&pages, "sv/all/1/index.html"));
	assert_false(has_page(&pages, "sv/all/2/index.html"));
	site_pages_fini(&pages);
	doc = pages_xml(h, &page, 1);
	assert_xpath(doc, "count(//p:entry)", "49");
	assert_xpath(doc, "//p:entry[1]/@href", "/sv/2026/05/nr-1/");
	assert_xpath(doc, "//p:newer/@href", "/sv/all/2/");
	xmlFreeDoc(doc);
}

/* A site under a path of its host, or without any address. */
static void
test_addresses(void **state)
{
	struct catalog_plan plan;
	struct house *h = *state;
	struct site_pages pages;
	xmlDoc *doc;

	h->site.base_url = "https://www.example.org/press";
	house_publish(h, &bridge, &plan);
	OK(site_all(&h->site, &pages, &h->why));
	doc = pages_xml(h, pages.list, pages.count);
	assert_xpath(doc, "//p:page[@kind='front'][1]/p:entry/@href",
	    "/press/sv/2026/05/ny-bro/");
	assert_xpath(doc, "//p:page[@kind='front'][1]/p:entry/@url",
	    "https://www.example.org/press/sv/2026/05/ny-bro/");
	xmlFreeDoc(doc);
	site_pages_fini(&pages);
	h->site.base_url = "";
	OK(site_all(&h->site, &pages, &h->why));
	assert_false(has_page(&pages, "feeds/sv.atom"));
	doc = pages_xml(h, pages.list, pages.count);
	assert_xpath(doc, "count(//@url | //@feed)", "0");
	xmlFreeDoc(doc);
	site_pages_fini(&pages);
}

static void
test_publication(void **state)
{
	struct buf xml;
	struct catalog_plan plan;
	struct catalog_release release;
	struct house *h = *state;
	struct sample other = bridge;
	const struct site_beside none = { .older = NULL };
	xmlDoc *doc;

	house_publish(h, &bridge, &plan);
	other.lang = "fi";
	other.work = plan.work;
	other.when += 3600;
	house_plan(h, &other, &plan);
	OK(catalog_release_of_version(h->site.catalog, plan.version, &release,
	    &h->why));
	buf_init(&xml, 1 << 16);
	OK(site_publication(&h->site, &release, &none, &xml, &h->why));
	doc = xmlReadMemory(xml.data, (int)xml.len, "x.xml", NULL,
	    XML_PARSE_NONET);
	assert_non_null(doc);
	assert_xpath(doc, "/r:publication/@url",
	    "https://press.example.org/fi/2026/05/ny-bro/");
	assert_xpath(doc, "/r:publication/@path", "/fi/2026/05/ny-bro/");
	assert_xpath(doc, "/r:publication/@published",
	    "2026-05-03T07:09:37+03:00");
	assert_xpath(doc, "/r:publication/@version", "1");
	assert_xpath(doc, "/r:publication/@id", plan.work);
	assert_xpath(doc, "count(/r:publication/r:alternate)", "1");
	assert_xpath(doc, "/r:publication/r:alternate/@lang", "sv");
	assert_xpath(doc, "/r:publication/r:alternate/@title",
	    "Ny \"bro\" <&>");
	xmlFreeDoc(doc);
	buf_fini(&xml);
}

/* What comes out as it was keeps its time. */
static void
test_install(void **state)
{
	struct catalog_site_file file;
	struct house *h = *state;
	struct site_page page = { .kind = PAGE_FRONT,
		.lang = "sv",
		.file = "sv/index.html" };
	struct stat a, b;

	umask(077);
	OK(site_install(&h->site, &page, "hej", 3, &h->why));
	umask(022);
	assert_int_equal(fstatat(h->site.web.root, "sv", &a, 0), 0);
	assert_int_equal(a.st_mode & 07777, 0755);
	assert_int_equal(fstatat(h->site.web.root, page.file, &a, 0), 0);
	assert_int_equal(a.st_mode & 07777, 0644);
	OK(site_install(&h->site, &page, "hej", 3, &h->why));
	assert_int_equal(fstatat(h->site.web.root, page.file, &b, 0), 0);
	assert_int_equal(a.st_ino, b.st_ino);
	OK(site_install(&h->site, &page, "hopp", 4, &h->why));
	assert_int_equal(fstatat(h->site.web.root, page.file, &b, 0), 0);
	assert_int_not_equal(a.st_ino, b.st_ino);
	OK(catalog_site_file_get(h->site.catalog, h->site.id, page.file, &file,
	    &h->why));
	assert_int_equal(file.size, 4);
}

static void
put_file(const struct house *h, const char *name, const char *words)
{
	char path[128];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", h->dir, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(words, f);
	fclose(f);
}

static void
test_static(void **state)
{
	char *got;
	struct house *h = *state;

	put_file(h, "style.css", "body{}");
	put_file(h, "search.js", "\"use strict\";");
	h->site.base_url = "https://www.example.org/press";
	OK(site_static(&h->site, h->dir, &h->why));
	assert_string_equal(h->site.style,
	    "/press/_static/7c98040a54165758.css");
	got = house_read(h, h->site.style + strlen("/press/"));
	assert_string_equal(got, "body{}");
	free(got);
	got = house_read(h, h->site.script + strlen("/press/"));
	assert_string_equal(got, "\"use strict\";");
	free(got);
}

static void
test_verify(void **state)
{
	struct catalog_plan plan;
	struct differences d;
	struct house *h = *state;
	int root;

	root = h->site.web.root;
	house_publish(h, &bridge, &plan);
	list_all(h);
	OK(verify_site(&h->site, 1, &d, &h->why));
	assert_int_equal(d.count, 0);
	differences_fini(&d);

	assert_int_equal(fs_replace_file(root, "sv/index.html", "x", 1), 0);
	assert_int_equal(fs_replace_file(root, "sv/2026/05/ny-bro/index.html",
			     "ny \"bro\" <&>", 12),
	    0);
	assert_int_equal(unlinkat(root, "sv/2026/05/ny-bro/media/p1.png", 0),
	    0);
	assert_int_equal(fs_replace_file(root, "wp-login.php", "x", 1), 0);
	OK(verify_site(&h->site, 0, &d, &h->why));
	assert_int_equal(d.count, 3); /* the same size passes unread */
	differences_fini(&d);
	OK(verify_site(&h->site, 1, &d, &h->why));
	assert_int_equal(d.count, 4);
	assert_int_equal(d.list[3].kind, DIFFERENCE_MISSING);
	assert_int_equal(d.list[3].release, plan.release);
	assert_string_equal(d.list[3].path, "sv/2026/05/ny-bro/media/p1.png");
	differences_fini(&d);
}

#define TEST(name)                                                             \
 cmocka_unit_test_setup_teardown(name, house_setup, house_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_when),
		cmocka_unit_test(test_uuid),
		TEST(test_touched),
		TEST(test_taken_down),
		TEST(test_all),
		TEST(test_fifties),
		TEST(test_more),
		TEST(test_xml),
		TEST(test_addresses),
		TEST(test_publication),
		TEST(test_install),
		TEST(test_static),
		TEST(test_verify),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
