/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The catalogue's topics: the tags of a language, and which releases bear
 * them.  Included by catalog.h, whose conventions hold here.
 *
 * A topic is known by its slug, so that all spellings of a tag are one.  It is
 * called as the first of its releases that is public spells it, which seldom
 * changes.  A release has a number in each topic that it ever bore, given
 * once, for ever: lists are cut by it (publish/paging.h).
 */
#ifndef CATALOG_TOPIC_H
#define CATALOG_TOPIC_H

#include "base/topics.h"
#include "catalog/catalog.h"

struct catalog_releases;
struct catalog_select;

struct catalog_topic {
	int64_t id; /* 0: none */
	char lang[CATALOG_LANG_SIZE];
	char slug[TOPIC_SLUG_SIZE];
	char name[TOPIC_NAME_SIZE];
	int64_t last;    /* the highest number of a release in it */
	int shown;       /* it has something public */
	int64_t changed; /* number of the change that called it so, or with
			  * which it appeared or emptied */
	/* Of catalog_topics_of(): that release in it. */
	int64_t ordinal;
	int is_in;             /* it bears the topic, and is public */
	int64_t entry_changed; /* … since this change */
};

struct catalog_topics {
	struct catalog_topic *list;
	size_t count;
};

/* Fix the topics of a version; they are its release's when it is published, or
 * rendered again.  Replaces what an earlier call fixed. */
enum verdict catalog_plan_topics(struct catalog *catalog, int64_t version,
    const struct topics *topics, struct why *why);

/* The topic of site and lang with that slug. */
enum verdict catalog_topic(struct catalog *catalog, int64_t site,
    const char *lang, const char *slug, struct catalog_topic *ret,
    struct why *why);
/* Topics of site and lang that have something public, by slug. */
enum verdict catalog_topics(struct catalog *catalog,
    const struct catalog_select *select, struct catalog_topics *ret,
    struct why *why);
/* Every topic that a release bears or bore; an erased one's are forgotten when
 * lists without it are out (catalog_set_listed()). */
enum verdict catalog_topics_of(struct catalog *catalog, int64_t release,
    struct catalog_topics *ret, struct why *why);
void catalog_topics_fini(struct catalog_topics *topics);

/* Releases of a topic that are public: the latest limit of them, the highest
 * number first; the latest limit by the last change that was not minor; those
 * numbered after + 1 to after + limit, in this order. */
enum verdict catalog_topic_latest(struct catalog *catalog, int64_t topic,
    const struct catalog_select *select, struct catalog_releases *ret,
    struct why *why);
enum verdict catalog_topic_updated(struct catalog *catalog, int64_t topic,
    const struct catalog_select *select, struct catalog_releases *ret,
    struct why *why);
enum verdict catalog_topic_ordinals(struct catalog *catalog, int64_t topic,
    const struct catalog_select *select, struct catalog_releases *ret,
    struct why *why);

/* As catalog_taken_down(), of a topic, but for erased ones. */
enum verdict catalog_topic_taken_down(struct catalog *catalog, int64_t topic,
    const struct catalog_select *select, struct catalog_releases *ret,
    struct why *why);

#endif /* CATALOG_TOPIC_H */
