/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which pages a site has, and which of them a change touches. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "publish/paging.h"
#include "publish/site.h"
#include "publish/site_page.h"
#include "publish/site_xml.h"

/* Of one site_touched(): so many stubs are rendered in a second, and a month
 * that grows fast is not rendered for each handful. */
enum {
	CHANGES = 2048
};

/* The pages that are being collected, each once: a site may have a hundred
 * thousand of them, so they are found by a hash of their file. */
struct collection {
	const struct site *site;
	const struct catalog_months *months;
	int64_t since; /* the change that is looked at … */
	int is_whole;  /* … or none: every page is wanted */
	struct site_pages pages;
	size_t room;
	size_t *slots; /* index of a page and 1, or 0 */
	size_t slot_count;
};

static size_t
hash_name(const char *s)
{
	size_t h = 5381;

	for (; *s != '\0'; s++)
		h = h * 33 ^ (unsigned char)*s;
	return h;
}

/* Where the page of that file is in slots, or the empty slot for it. */
static size_t *
slot_of(const struct collection *c, const char *file)
{
	size_t i;

	i = hash_name(file) % c->slot_count;
	while (c->slots[i] != 0 &&
	    strcmp(c->pages.list[c->slots[i] - 1].file, file) != 0)
		i = (i + 1) % c->slot_count;
	return &c->slots[i];
}

/* Room for one page more, in the list and, half empty, in the slots. */
static void
grow(struct collection *c)
{
	size_t i;

	if (c->pages.count < c->room)
		return;
	c->room = c->room * 2 + 32;
	c->pages.list = xreallocarray(c->pages.list, c->room,
	    sizeof(*c->pages.list));
	free(c->slots);
	c->slot_count = c->room * 2 + 1;
	c->slots = xcalloc(c->slot_count, sizeof(*c->slots));
	for (i = 0; i < c->pages.count; i++)
		*slot_of(c, c->pages.list[i].file) = i + 1;
}

/* Add the page, if it is not among them yet. */
static void
add(struct collection *c, const struct site_page *page)
{
	size_t *slot;

	grow(c);
	slot = slot_of(c, page->file);
	if (*slot != 0)
		return;
	c->pages.list[c->pages.count++] = *page;
	*slot = c->pages.count;
}

static void
collection_fini(struct collection *c)
{
	free(c->slots);
	site_pages_fini(&c->pages);
}

/* A page of a language; those that the site has given up stay as they
 * are. */
static void
add_of_lang(struct collection *c, enum page_kind kind, const char *lang)
{
	struct site_page page = { .kind = kind };

	if (!site_has_lang(c->site, lang))
		return;
	snprintf(page.lang, sizeof(page.lang), "%s", lang);
	site_page_name(&page);
	add(c, &page);
}

/* Feeds and maps want addresses that are whole (RFC 4287 and all). */
static int
has_url(const struct collection *c)
{
	return c->site->base_url[0] != '\0';
}

static void
add_feeds(struct collection *c, const char *lang)
{
	if (!has_url(c))
		return;
	add_of_lang(c, PAGE_ATOM, lang);
	add_of_lang(c, PAGE_RSS, lang);
	add_of_lang(c, PAGE_JSONFEED, lang);
}

static void
add_numbered(struct collection *c, enum page_kind kind, const char *lang,
    int64_t number)
{
	struct site_page page = { .kind = kind, .number = number };

	if (!site_has_lang(c->site, lang))
		return;
	snprintf(page.lang, sizeof(page.lang), "%s", lang);
	site_page_name(&page);
	add(c, &page);
}

/* A page of a part of a month, where in_month falls. */
static void
add_part(struct collection *c, enum page_kind kind,
    const struct catalog_release *release)
{
	struct site_page page = { .kind = kind,
		.year = release->year,
		.month = release->month,
		.number = (release->in_month - 1) / SITE_PART + 1 };

	if (!has_url(c) || !site_has_lang(c->site, release->lang))
		return;
	snprintf(page.lang, sizeof(page.lang), "%s", release->lang);
	site_page_name(&page);
	add(c, &page);
}

/* A page of which there is one. */
static void
add_single(struct collection *c, enum page_kind kind)
{
	struct site_page page = { .kind = kind };

	if (kind != PAGE_ROOT && kind != PAGE_410 && !has_url(c))
		return;
	snprintf(page.lang, sizeof(page.lang), "%s", c->site->langs[0]);
	site_page_name(&page);
	add(c, &page);
}

static void
add_month(struct collection *c, const char *lang, int year, int month)
{
	struct site_page page = { .kind = PAGE_MONTH,
		.year = year,
		.month = month };

	if (!site_has_lang(c->site, lang))
		return;
	snprintf(page.lang, sizeof(page.lang), "%s", lang);
	site_page_name(&page);
	add(c, &page);
}

static void
add_stub(struct collection *c, const char *work)
{
	struct site_page page = { .kind = PAGE_STUB };

	snprintf(page.lang, sizeof(page.lang), "%s", c->site->langs[0]);
	snprintf(page.work, sizeof(page.work), "%s", work);
	site_page_name(&page);
	add(c, &page);
}

static void
add_of_topic(struct collection *c, enum page_kind kind,
    const struct catalog_topic *topic, int64_t number)
{
	struct site_page page = { .kind = kind, .number = number };

	snprintf(page.lang, sizeof(page.lang), "%s", topic->lang);
	snprintf(page.topic, sizeof(page.topic), "%s", topic->slug);
	site_page_name(&page);
	add(c, &page);
}

/* The numbered pages of a topic, of which there are none before one is full:
 * that of an entry, or all of them. */
static void
add_topic_parts(struct collection *c, const struct catalog_topic *topic,
    int whole)
{
	int64_t k, last;

	if (topic->last < PAGING)
		return;
	k = whole ? 1 : paging_page(topic->ordinal);
	last = whole ? paging_count(topic->last) :
		       k + paging_fills(topic->ordinal);
	for (; k <= last; k++)
		add_of_topic(c, PAGE_TOPIC_PART, topic, k);
}

/* The folder of a topic that has become empty goes last. */
static void
add_topic(struct collection *c, const struct catalog_topic *topic)
{
	int is_changed;

	if (!site_has_lang(c->site, topic->lang))
		return;
	is_changed = topic->changed >= c->since;
	add_topic_parts(c, topic, is_changed && !c->is_whole);
	add_of_topic(c, PAGE_TOPIC, topic, 0);
	if (has_url(c)) {
		add_of_topic(c, PAGE_ATOM, topic, 0);
		add_of_topic(c, PAGE_RSS, topic, 0);
		add_of_topic(c, PAGE_JSONFEED, topic, 0);
	}
	if (!is_changed)
		return;
	add_of_lang(c, PAGE_TOPICS, topic->lang);
	if (has_url(c))
		add_of_lang(c, PAGE_SITEMAP_TOPICS, topic->lang);
}

/* Topics that a release bears, or has just left; only_changed: those alone
 * that it has just come to or left. */
static enum verdict
add_topics_of(struct collection *c, int64_t release, int only_changed,
    struct why *why)
{
	const struct catalog_topic *topic;
	enum verdict v;
	size_t i;
	struct catalog_topics topics;

	v = catalog_topics_of(c->site->catalog, release, &topics, why);
	if (v != V_OK)
		return v;
	for (i = 0; i < topics.count; i++) {
		topic = &topics.list[i];
		if ((topic->is_in && !only_changed) ||
		    topic->entry_changed >= c->since ||
		    topic->changed >= c->since)
			add_topic(c, topic);
	}
	catalog_topics_fini(&topics);
	return V_OK;
}

/* The lists that name a release. */
static enum verdict
add_lists_of(struct collection *c, const struct catalog_release *release,
    struct why *why)
{
	int64_t number;

	number = paging_page(release->ordinal);
	add_of_lang(c, PAGE_FRONT, release->lang);
	add_feeds(c, release->lang);
	add_month(c, release->lang, release->year, release->month);
	add_numbered(c, PAGE_ALL, release->lang, number);
	/* A full page leads to the next, which is there from then on. */
	if (paging_fills(release->ordinal))
		add_numbered(c, PAGE_ALL, release->lang, number + 1);
	add_numbered(c, PAGE_SEARCH_PART, release->lang, number);
	if (number != paging_page(release->ordinal - 1))
		add_of_lang(c, PAGE_SEARCH, release->lang);
	add_of_lang(c, PAGE_LATEST, release->lang);
	add_part(c, PAGE_PAST, release);
	add_part(c, PAGE_SITEMAP_PART, release);
	add_single(c, PAGE_SITEMAP);
	add_single(c, PAGE_SITEMAP_NEWS);
	return add_topics_of(c, release->id, 0, why);
}

/* How many live releases the month has. */
static uint64_t
count_of(const struct catalog_months *months, const char *lang, int year,
    int month)
{
	size_t i;

	for (i = 0; i < months->count; i++) {
		if (months->list[i].year == year &&
		    months->list[i].month == month &&
		    strcmp(months->list[i].lang, lang) == 0)
			return months->list[i].count;
	}
	return 0;
}

/*
 * A month that has just appeared, or gone, is named by its neighbours and by
 * the same month in the other languages.  (By its front page too, which is
 * touched anyhow.)
 */
static void
add_neighbours(struct collection *c, const struct catalog_change *change)
{
	const struct catalog_month *m, *newer = NULL, *older = NULL;
	int at;
	size_t i;

	at = change->year * 12 + change->month;
	for (i = 0; i < c->months->count; i++) {
		m = &c->months->list[i];
		if (m->year == change->year && m->month == change->month)
			add_month(c, m->lang, m->year, m->month);
		if (strcmp(m->lang, change->lang) != 0)
			continue;
		if (m->year * 12 + m->month > at)
			newer = m; /* they come the latest first */
		else if (m->year * 12 + m->month < at && older == NULL)
			older = m;
	}
	if (newer != NULL)
		add_month(c, newer->lang, newer->year, newer->month);
	if (older != NULL)
		add_month(c, older->lang, older->year, older->month);
}

/* Every list with an entry of the work: an entry names the other
 * languages. */
static enum verdict
add_work(struct collection *c, const char *work, struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog_releases all;

	v = catalog_of_work(c->site->catalog, work, &all, why);
	if (v != V_OK)
		return v;
	for (i = 0; v == V_OK && i < all.count; i++)
		v = add_lists_of(c, &all.list[i], why);
	catalog_releases_fini(&all);
	add_stub(c, work);
	return v;
}

static int
compare_parts(const struct catalog_part *part,
    const struct catalog_release *release, int64_t after)
{
	if (part->year != release->year)
		return part->year > release->year ? 1 : -1;
	if (part->month != release->month)
		return part->month > release->month ? 1 : -1;
	return part->after > after ? 1 : part->after < after ? -1 : 0;
}

/*
 * The archived feed after a part of a month that has just appeared, or gone,
 * names another one as the one before it.
 */
static enum verdict
add_later_part(struct collection *c, const struct catalog_release *release,
    struct why *why)
{
	enum verdict v;
	int64_t after;
	size_t i, later;
	struct catalog_parts parts;
	struct catalog_release one = *release;
	struct catalog_select select = { .site = c->site->id,
		.lang = release->lang,
		.limit = SITE_PART };

	after = (release->in_month - 1) / SITE_PART * SITE_PART;
	v = catalog_parts(c->site->catalog, &select, &parts, why);
	if (v != V_OK)
		return v;
	/* They come the latest first. */
	for (i = 0, later = 0; i < parts.count; i++) {
		if (compare_parts(&parts.list[i], release, after) > 0)
			later = i + 1;
	}
	if (later > 0) {
		one.year = parts.list[later - 1].year;
		one.month = parts.list[later - 1].month;
		one.in_month = parts.list[later - 1].after + 1;
		add_part(c, PAGE_PAST, &one);
	}
	catalog_parts_fini(&parts);
	return V_OK;
}

static enum verdict
add_change(struct collection *c, const struct catalog_change *change,
    struct why *why)
{
	enum verdict v;
	struct catalog_release release;

	c->since = change->seq;
	/* The lists do not show how a release is rendered; its topics may have
	 * become known only now. */
	if (change->op == CHANGE_RERENDER)
		return add_topics_of(c, change->release, 1, why);
	v = catalog_release_get(c->site->catalog, change->release, &release,
	    why);
	if (v == V_OK && release.ordinal > 0)
		v = add_lists_of(c, &release, why);
	if (v == V_OK)
		v = add_later_part(c, &release, why);
	if (v != V_OK)
		return v;
	/* One left, or none: it may have appeared or gone just now. */
	if (count_of(c->months, change->lang, change->year, change->month) <= 1)
		add_neighbours(c, change);
	return add_work(c, change->work, why);
}

static enum verdict
add_changes(struct collection *c, struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog_changes changes;
	struct catalog_select select = { .site = c->site->id,
		.after = c->pages.seq,
		.limit = CHANGES };

	v = catalog_changes(c->site->catalog, &select, &changes, why);
	if (v != V_OK)
		return v;
	for (i = 0; v == V_OK && i < changes.count; i++) {
		c->pages.seq = changes.list[i].seq;
		v = add_change(c, &changes.list[i], why);
	}
	c->pages.more = changes.count == CHANGES;
	catalog_changes_fini(&changes);
	return v;
}

/* Pages that every site has from its first day. */
static void
add_standing(struct collection *c)
{
	size_t i;

	add_single(c, PAGE_ROOT);
	add_single(c, PAGE_410);
	add_single(c, PAGE_SITEMAP);
	add_single(c, PAGE_SITEMAP_NEWS);
	for (i = 0; c->site->langs[i] != NULL; i++) {
		add_of_lang(c, PAGE_FRONT, c->site->langs[i]);
		add_feeds(c, c->site->langs[i]);
		add_numbered(c, PAGE_ALL, c->site->langs[i], 1);
		add_of_lang(c, PAGE_SEARCH, c->site->langs[i]);
		add_numbered(c, PAGE_SEARCH_PART, c->site->langs[i], 1);
		add_of_lang(c, PAGE_LATEST, c->site->langs[i]);
	}
}

/* Those of them that were never made. */
static enum verdict
add_missing(struct collection *c, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;
	struct catalog_site_file file;
	struct collection all = { .site = c->site };

	add_standing(&all);
	for (i = 0; v == V_OK && i < all.pages.count; i++) {
		v = catalog_site_file_get(c->site->catalog, c->site->id,
		    all.pages.list[i].file, &file, why);
		if (v == V_OK && file.path[0] == '\0')
			add(c, &all.pages.list[i]);
	}
	collection_fini(&all);
	return v;
}

/* Is there a release left for a part of a month, or a stub? */
static enum verdict
has_release(const struct site *site, const struct site_page *page, int *ret,
    struct why *why)
{
	enum verdict v;
	struct catalog_releases all;

	v = page->kind == PAGE_STUB ?
	    catalog_of_work(site->catalog, page->work, &all, why) :
	    feed_part(site, page, &all, why);
	if (v != V_OK)
		return v;
	*ret = all.count > 0;
	catalog_releases_fini(&all);
	return V_OK;
}

/* Months, their parts, stubs and topics without a live release are to be
 * removed. */
static enum verdict
mark_one(const struct collection *c, struct site_page *page, struct why *why)
{
	enum verdict v = V_OK;
	int has = 1;

	if (page->topic[0] != '\0' || page->kind == PAGE_TOPICS ||
	    page->kind == PAGE_SITEMAP_TOPICS)
		v = topic_is_shown(c->site, page, &has, why);
	else if (page->kind == PAGE_MONTH)
		has = count_of(c->months, page->lang, page->year, page->month) >
		    0;
	else if (page->kind == PAGE_STUB || page->kind == PAGE_PAST ||
	    page->kind == PAGE_SITEMAP_PART)
		v = has_release(c->site, page, &has, why);
	page->empty = !has;
	return v;
}

static enum verdict
mark_empty(struct collection *c, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;

	for (i = 0; v == V_OK && i < c->pages.count; i++)
		v = mark_one(c, &c->pages.list[i], why);
	return v;
}

static enum verdict
find_touched(struct collection *c, struct why *why)
{
	enum verdict v;

	v = catalog_listed(c->site->catalog, c->site->id, &c->pages.seq, why);
	if (v == V_OK && c->pages.seq < 0) {
		c->pages.seq = 0; /* all is to be made anew */
		add_standing(c);
	}
	if (v == V_OK)
		v = add_changes(c, why);
	if (v == V_OK)
		v = add_missing(c, why);
	return v == V_OK ? mark_empty(c, why) : v;
}

/* The stub of every work that has something live, and the lists with it. */
static enum verdict
add_live(void *arg, const struct catalog_release *release, struct why *why)
{
	struct collection *c = arg;

	if (release->standing != STANDING_LIVE)
		return V_OK;
	add_stub(c, release->work);
	return add_lists_of(c, release, why);
}

static enum verdict
find_all(struct collection *c, struct why *why)
{
	const struct catalog_month *m;
	enum verdict v;
	size_t i;
	struct catalog_change last;
	struct catalog_select select = { .site = c->site->id };

	/* What changes from now on is not in these lists. */
	v = catalog_last_change(c->site->catalog, &select, &last, why);
	if (v != V_OK)
		return v;
	c->pages.seq = last.seq;
	c->is_whole = 1;
	for (i = 0; i < c->months->count; i++) {
		m = &c->months->list[i];
		add_month(c, m->lang, m->year, m->month);
	}
	if ((v = catalog_each_installed(c->site->catalog, c->site->id, add_live,
		 c, why)) == V_OK)
		add_standing(c);
	return v;
}

static enum verdict
collect(const struct site *site,
    enum verdict (*find)(struct collection *c, struct why *why),
    struct site_pages *ret, struct why *why)
{
	enum verdict v;
	struct catalog_months months;
	struct collection c = { .site = site, .months = &months };

	v = catalog_months(site->catalog, site->id, NULL, &months, why);
	if (v != V_OK)
		return v;
	v = find(&c, why);
	catalog_months_fini(&months);
	if (v == V_OK) {
		*ret = c.pages;
		c.pages.list = NULL; /* the caller's now */
	}
	collection_fini(&c);
	return v;
}

enum verdict
site_touched(const struct site *site, struct site_pages *ret, struct why *why)
{
	return collect(site, find_touched, ret, why);
}

enum verdict
site_all(const struct site *site, struct site_pages *ret, struct why *why)
{
	return collect(site, find_all, ret, why);
}

void
site_pages_fini(struct site_pages *pages)
{
	free(pages->list);
}

enum verdict
site_notice(const struct site *site, int64_t release, struct site_page *ret,
    struct why *why)
{
	enum verdict v;
	struct catalog_release gone;
	struct site_page page = { .kind = PAGE_GONE };

	v = catalog_release_get(site->catalog, release, &gone, why);
	if (v != V_OK)
		return v;
	if (gone.id == 0)
		return why_set(why, V_FATAL, "internal", "no release %lld",
		    (long long)release);
	page.release = release;
	snprintf(page.lang, sizeof(page.lang), "%s", gone.lang);
	snprintf(page.file, sizeof(page.file), "%.140sindex.html",
	    gone.path + 1);
	catalog_shard_of(&gone, page.shard);
	*ret = page;
	return V_OK;
}

enum verdict
site_former(const struct site *site, const struct catalog_place *place,
    struct site_page *ret, struct why *why)
{
	enum verdict v;

	v = site_notice(site, place->release, ret, why);
	if (v != V_OK)
		return v;
	snprintf(ret->file, sizeof(ret->file), "%.140sindex.html",
	    place->path + 1);
	ret->moved = place->at;
	return V_OK;
}
