/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Topics.  See topic.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/sqlite_release.h"

/* The columns of topic_row(), of topics p. */
#define TOPIC_COLUMNS "p.id, p.lang, p.slug, p.name, p.last, p.shown, p.changed"

/* The public releases of topic ?1, as entries e. */
#define RELEASE_OF_TOPIC                                                       \
 RELEASE_LIVE " JOIN topic_entries e ON e.release = r.id"                      \
	      " WHERE e.topic = ?1 AND e.shown = 1"

enum verdict
catalog_plan_topics(struct catalog *catalog, int64_t version,
    const struct topics *topics, struct why *why)
{
	enum verdict v;
	size_t i;
	struct query q;

	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	v = query_change(catalog,
	    "DELETE FROM version_topics WHERE version = ?", version, why);
	for (i = 0; v == V_OK && i < topics->count; i++) {
		query_begin(&q, catalog,
		    "INSERT INTO version_topics (version, slug, name)"
		    " VALUES (?, ?, ?)");
		query_put_int(&q, version);
		query_put_text(&q, topics->list[i].slug);
		query_put_text(&q, topics->list[i].name);
		v = query_run(&q, why);
	}
	return scope_end(catalog, v, why);
}

/* Is the release ?1 public, with that topic? */
#define IS_IN(slug)                                                            \
 "EXISTS (SELECT 1 FROM releases r"                                            \
 " JOIN version_topics t ON t.version = r.live"                                \
 " WHERE r.id = ?1 AND r.standing = 'live' AND t.slug = " slug ")"

/* How the first public release of topic p spells it. */
#define SPELLING                                                               \
 "(SELECT t.name FROM topic_entries e JOIN releases r ON r.id = e.release"     \
 " JOIN version_topics t ON t.version = r.live AND t.slug = p.slug"            \
 " WHERE e.topic = p.id AND e.shown = 1 ORDER BY e.ordinal LIMIT 1)"

/*
 * After a change ?2 of release ?1, in this order: its new topics are made, and
 * it gets a number in them; then every topic that it ever bore learns whether
 * it still does.
 */
static const char *const follows[] = {
	"INSERT OR IGNORE INTO topics (site, lang, slug, name, changed)"
	" SELECT r.site, r.lang, t.slug, t.name, ?2 FROM releases r"
	" JOIN version_topics t ON t.version = r.live"
	" WHERE r.id = ?1 AND r.standing = 'live'",
	"UPDATE topics SET last = last + 1 WHERE (site, lang, slug) IN"
	" (SELECT r.site, r.lang, t.slug FROM releases r"
	"  JOIN version_topics t ON t.version = r.live"
	"  WHERE r.id = ?1 AND r.standing = 'live') AND NOT EXISTS"
	" (SELECT 1 FROM topic_entries WHERE topic = topics.id"
	"  AND release = ?1) AND ?2",
	"INSERT OR IGNORE INTO topic_entries (topic, release, ordinal)"
	" SELECT p.id, r.id, p.last FROM releases r"
	" JOIN version_topics t ON t.version = r.live"
	" JOIN topics p ON p.site = r.site AND p.lang = r.lang"
	" AND p.slug = t.slug WHERE r.id = ?1 AND r.standing = 'live' AND ?2",
	"UPDATE topic_entries SET shown = 1 - shown, changed = ?2"
	" WHERE release = ?1 AND shown <> " IS_IN(
	    "(SELECT slug FROM topics WHERE id = topic)"),
	"UPDATE topic_entries SET updated = r.updated, erased ="
	" r.standing = 'erased' FROM releases r WHERE r.id = ?1"
	" AND topic_entries.release = ?1 AND ?2",
	"UPDATE topics SET shown = 1 - shown, changed = ?2 WHERE id IN"
	" (SELECT topic FROM topic_entries WHERE release = ?1) AND shown <>"
	" EXISTS (SELECT 1 FROM topic_entries WHERE topic = topics.id"
	"  AND shown = 1)",
	"UPDATE topics SET name = n.name, changed = ?2 FROM"
	" (SELECT p.id AS id, " SPELLING " AS name FROM topics p"
	"  WHERE p.id IN (SELECT topic FROM topic_entries"
	"  WHERE release = ?1)) AS n"
	" WHERE n.id = topics.id AND n.name <> topics.name",
	/* Nobody spells it any more: it may be a word of what is erased. */
	"UPDATE topics SET name = slug WHERE shown = 0 AND id IN"
	" (SELECT topic FROM topic_entries WHERE release = ?1) AND ?2",
};

enum verdict
topics_follow(struct catalog *catalog, int64_t release, int64_t seq,
    struct why *why)
{
	enum verdict v = V_OK;
	size_t i;
	struct query q;

	for (i = 0; v == V_OK && i < sizeof(follows) / sizeof(follows[0]);
	     i++) {
		query_begin(&q, catalog, follows[i]);
		query_put_int(&q, release);
		query_put_int(&q, seq);
		v = query_run(&q, why);
	}
	return v;
}

enum verdict
topics_forget(struct catalog *catalog, int64_t seq, struct why *why)
{
	enum verdict v;

	v = query_change(catalog,
	    "DELETE FROM topics WHERE id IN"
	    " (SELECT topic FROM topic_entries WHERE erased = 1"
	    "  AND changed <= ?1) AND NOT EXISTS (SELECT 1 FROM topic_entries"
	    " WHERE topic = topics.id AND (erased = 0 OR changed > ?1))",
	    seq, why);
	if (v != V_OK)
		return v;
	return query_change(catalog,
	    "DELETE FROM topic_entries WHERE erased = 1 AND changed <= ?", seq,
	    why);
}

static void
topic_row(struct query *q, struct catalog_topic *ret)
{
	memset(ret, 0, sizeof(*ret));
	ret->id = query_get_int(q);
	query_get_text(q, ret->lang, sizeof(ret->lang));
	query_get_text(q, ret->slug, sizeof(ret->slug));
	query_get_text(q, ret->name, sizeof(ret->name));
	ret->last = query_get_int(q);
	ret->shown = (int)query_get_int(q);
	ret->changed = query_get_int(q);
}

enum verdict
catalog_topic(struct catalog *catalog, int64_t site, const char *lang,
    const char *slug, struct catalog_topic *ret, struct why *why)
{
	struct query q;

	memset(ret, 0, sizeof(*ret));
	query_begin(&q, catalog,
	    "SELECT " TOPIC_COLUMNS " FROM topics p"
	    " WHERE p.site = ? AND p.lang = ? AND p.slug = ?");
	query_put_int(&q, site);
	query_put_text(&q, lang);
	query_put_text(&q, slug);
	if (query_next(&q))
		topic_row(&q, ret);
	return query_end(&q, why);
}

/* All rows, with or without the columns of an entry, and the end. */
static enum verdict
topic_all(struct query *q, int entries, struct catalog_topics *ret,
    struct why *why)
{
	enum verdict v;
	struct catalog_topic *topic;
	struct catalog_topics topics = { 0 };

	while (query_next(q)) {
		topics.list = list_grow(topics.list, topics.count,
		    sizeof(*topics.list));
		topic = &topics.list[topics.count++];
		topic_row(q, topic);
		if (!entries)
			continue;
		topic->ordinal = query_get_int(q);
		topic->is_in = (int)query_get_int(q);
		topic->entry_changed = query_get_int(q);
	}
	if ((v = query_end(q, why)) == V_OK)
		*ret = topics;
	else
		catalog_topics_fini(&topics);
	return v;
}

enum verdict
catalog_topics(struct catalog *catalog, const struct catalog_select *select,
    struct catalog_topics *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "SELECT " TOPIC_COLUMNS " FROM topics p WHERE p.site = ?"
	    " AND p.lang = ? AND p.shown = 1 ORDER BY p.slug LIMIT ?");
	query_put_int(&q, select->site);
	query_put_text(&q, select->lang);
	query_put_int(&q, select_limit(select));
	return topic_all(&q, 0, ret, why);
}

enum verdict
catalog_topics_of(struct catalog *catalog, int64_t release,
    struct catalog_topics *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "SELECT " TOPIC_COLUMNS ", e.ordinal, e.shown, e.changed"
	    " FROM topic_entries e JOIN topics p ON p.id = e.topic"
	    " WHERE e.release = ? ORDER BY p.id");
	query_put_int(&q, release);
	return topic_all(&q, 1, ret, why);
}

void
catalog_topics_fini(struct catalog_topics *topics)
{
	free(topics->list);
}

enum verdict
catalog_topic_latest(struct catalog *catalog, int64_t topic,
    const struct catalog_select *select, struct catalog_releases *ret,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    RELEASE_OF_TOPIC " ORDER BY e.ordinal DESC LIMIT ?2");
	query_put_int(&q, topic);
	query_put_int(&q, select_limit(select));
	return release_all(&q, ret, why);
}

enum verdict
catalog_topic_updated(struct catalog *catalog, int64_t topic,
    const struct catalog_select *select, struct catalog_releases *ret,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    RELEASE_OF_TOPIC " ORDER BY e.updated DESC, r.id DESC LIMIT ?2");
	query_put_int(&q, topic);
	query_put_int(&q, select_limit(select));
	return release_all(&q, ret, why);
}

enum verdict
catalog_topic_ordinals(struct catalog *catalog, int64_t topic,
    const struct catalog_select *select, struct catalog_releases *ret,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    RELEASE_OF_TOPIC " AND e.ordinal > ?2 AND e.ordinal <= ?2 + ?3"
			     " ORDER BY e.ordinal");
	query_put_int(&q, topic);
	query_put_int(&q, select->after);
	query_put_int(&q, select_limit(select));
	return release_all(&q, ret, why);
}

enum verdict
catalog_topic_taken_down(struct catalog *catalog, int64_t topic,
    const struct catalog_select *select, struct catalog_releases *ret,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    RELEASE_LIVE " JOIN topic_entries e ON e.release = r.id"
			 " WHERE e.topic = ?1 AND e.shown = 0"
			 " AND r.standing IN ('withdrawn', 'gone')"
			 " ORDER BY e.changed DESC LIMIT ?2");
	query_put_int(&q, topic);
	query_put_int(&q, select_limit(select));
	return release_taken_down(&q, ret, why);
}
