/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Changes for webhooks and hubs.  See announce.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <jansson.h>

#include "base/xalloc.h"
#include "newsroom/announce.h"

enum {
	PORTION = 200 /* changes that are held in memory */
};

/* What is told in one go. */
struct round {
	struct catalog_select select;
	int64_t last; /* the lists of no later change are out */
	char langs[SITE_LANGS_MAX][CATALOG_LANG_SIZE]; /* whose feeds were */
	size_t lang_count;
};

/* Standard Webhooks, "Event types": a noun, a full stop, what became of it. */
static const char *const types[CHANGE_OPS] = {
	[CHANGE_PUBLISH] = "release.published",
	[CHANGE_UPDATE] = "release.updated",
	[CHANGE_CORRECT] = "release.corrected",
	[CHANGE_TRANSLATE] = "release.translated",
	[CHANGE_RERENDER] = "release.rendered",
	[CHANGE_WITHDRAW] = "release.withdrawn",
	[CHANGE_RESTORE] = "release.restored",
	[CHANGE_EXPIRE] = "release.expired",
	[CHANGE_MOVE] = "release.moved",
	[CHANGE_GONE] = "release.gone",
	[CHANGE_ERASE] = "release.erased",
};

static int64_t
last_change(struct desk *desk, enum verdict *ret, struct why *why)
{
	struct catalog_change change;
	struct catalog_select select;

	memset(&select, 0, sizeof(select));
	memset(&change, 0, sizeof(change));
	select.site = desk->site.id;
	*ret = catalog_last_change(desk->archive->catalog, &select, &change,
	    why);
	return change.seq;
}

enum verdict
announce_open(struct desk *desk, struct why *why)
{
	enum verdict v;
	int64_t seq;

	v = catalog_announced(desk->archive->catalog, desk->site.id, &seq, why);
	if (v != V_OK || seq != -1)
		return v;
	seq = last_change(desk, &v, why);
	if (v == V_OK)
		v = catalog_set_announced(desk->archive->catalog, desk->site.id,
		    seq, why);
	return v;
}

/* Thin: what happened to which release; all else is to be fetched. */
static char *
body_of(const struct desk *desk, const struct catalog_change *change)
{
	char at[32], *body, *url;
	json_t *object;
	struct tm tm;
	time_t t;

	t = (time_t)change->at;
	gmtime_r(&t, &tm);
	strftime(at, sizeof(at), "%Y-%m-%dT%H:%M:%SZ", &tm);
	/* As in the line: a slug is words of what is to be forgotten. */
	url = change->op == CHANGE_ERASE ?
	    xstrdup("") :
	    xasprintf("%s%s", desk->site.base_url, change->path);
	object = json_pack("{s:s, s:s, s:{s:s, s:s, s:s, s:i, s:s, s:I}}",
	    "type", types[change->op], "timestamp", at, "data", "op",
	    change_op_name(change->op), "id", change->work, "lang",
	    change->lang, "v", (int)change->number, "url", url, "seq",
	    (json_int_t)change->line);
	body = json_dumps(object, JSON_COMPACT);
	json_decref(object);
	free(url);
	return body;
}

static char *
payload_of(const struct desk *desk, const struct catalog_change *change,
    const char *id)
{
	char *body, *payload;
	json_t *object;

	body = body_of(desk, change);
	object = json_pack("{s:s, s:s}", "id", id, "body", body);
	payload = json_dumps(object, JSON_COMPACT);
	json_decref(object);
	free(body);
	return payload;
}

static enum verdict
put(struct desk *desk, struct catalog_letter *letter, const char *kind,
    const char *addressee, struct why *why)
{
	enum verdict v;

	letter->site = desk->site.id;
	snprintf(letter->kind, sizeof(letter->kind), "%s", kind);
	snprintf(letter->addressee, sizeof(letter->addressee), "%s", addressee);
	if (letter->payload == NULL)
		return why_set(why, V_FATAL, "internal",
		    "a change can't be told of");
	v = catalog_outbox_put(desk->archive->catalog, letter,
	    now_s(desk->newsroom), why);
	free(letter->payload);
	return v;
}

/* The number of a change means nothing without the epoch of its catalogue. */
static enum verdict
tell_webhooks(struct desk *desk, const struct catalog_change *change,
    struct why *why)
{
	char epoch[CATALOG_UID_SIZE] = "", id[96];
	const struct config_webhook *hook;
	enum verdict v;
	size_t i;
	struct catalog_letter letter;

	v = catalog_meta_get(desk->archive->catalog, "epoch", epoch,
	    sizeof(epoch), why);
	snprintf(id, sizeof(id), "msg_%s_%lld", epoch, (long long)change->seq);
	for (i = 0; i < desk->config->webhook_count && v == V_OK; i++) {
		hook = &desk->config->webhooks[i];
		memset(&letter, 0, sizeof(letter));
		snprintf(letter.uid, sizeof(letter.uid), "%s-%s", id,
		    hook->name);
		letter.release = change->release;
		letter.payload = payload_of(desk, change, id);
		v = put(desk, &letter, "webhook", hook->name, why);
	}
	return v;
}

/* A feed of that language has changed. */
static enum verdict
ping_hub(struct desk *desk, enum page_kind feed, const char *lang,
    struct why *why)
{
	char path[CATALOG_PATH_SIZE], uid[CATALOG_UID_SIZE];
	char *topic;
	json_t *object;
	struct catalog_letter letter;

	memset(&letter, 0, sizeof(letter));
	catalog_new_uid(uid);
	snprintf(letter.uid, sizeof(letter.uid), "ping-%s", uid);
	site_feed_path(feed, lang, "", path);
	topic = xasprintf("%s%s", desk->site.base_url, path);
	object = json_pack("{s:s}", "topic", topic);
	letter.payload = json_dumps(object, JSON_COMPACT);
	json_decref(object);
	free(topic);
	return put(desk, &letter, "websub", "hub", why);
}

/* One ping of each feed is enough for all changes of a language. */
static enum verdict
tell_hub(struct desk *desk, const struct catalog_change *change,
    struct round *round, struct why *why)
{
	static const enum page_kind feeds[] = { PAGE_ATOM, PAGE_RSS,
		PAGE_JSONFEED };
	enum verdict v = V_OK;
	size_t i;

	for (i = 0; i < round->lang_count; i++)
		if (strcmp(round->langs[i], change->lang) == 0)
			return V_OK;
	if (desk->config->websub.hub[0] == '\0')
		return V_OK;
	if (round->lang_count < SITE_LANGS_MAX)
		snprintf(round->langs[round->lang_count++],
		    sizeof(round->langs[0]), "%s", change->lang);
	for (i = 0; i < sizeof(feeds) / sizeof(feeds[0]) && v == V_OK; i++)
		v = ping_hub(desk, feeds[i], change->lang, why);
	return v;
}

/* One portion of the changes after the last that was told. */
static enum verdict
tell_portion(struct desk *desk, struct round *round, size_t *ret_told,
    struct why *why)
{
	const struct catalog_change *change;
	enum verdict v;
	size_t i;
	struct catalog_changes changes;

	*ret_told = 0;
	memset(&changes, 0, sizeof(changes));
	v = catalog_changes(desk->archive->catalog, &round->select, &changes,
	    why);
	for (i = 0; i < changes.count && v == V_OK; i++) {
		change = &changes.list[i];
		if (change->seq > round->last)
			break;
		v = tell_webhooks(desk, change, why);
		if (v == V_OK)
			v = tell_hub(desk, change, round, why);
		round->select.after = change->seq;
		(*ret_told)++;
	}
	catalog_changes_fini(&changes);
	return v;
}

static enum verdict
tell_all(struct desk *desk, struct why *why)
{
	enum verdict v;
	size_t told = 0;
	struct catalog *catalog;
	struct round round;

	catalog = desk->archive->catalog;
	memset(&round, 0, sizeof(round));
	round.select.site = desk->site.id;
	round.select.limit = PORTION;
	v = catalog_announced(catalog, desk->site.id, &round.select.after, why);
	if (v == V_OK)
		v = catalog_listed(catalog, desk->site.id, &round.last, why);
	if (v != V_OK || round.select.after >= round.last)
		return v;
	do {
		v = tell_portion(desk, &round, &told, why);
	} while (v == V_OK && told == PORTION);
	if (v == V_OK)
		v = catalog_set_announced(catalog, desk->site.id, round.last,
		    why);
	return v;
}

enum verdict
announce_changes(struct desk *desk, struct why *why)
{
	enum verdict v;
	struct catalog *catalog;

	catalog = desk->archive->catalog;
	v = catalog_begin(catalog, CATALOG_LAZY, why);
	if (v != V_OK)
		return v;
	v = tell_all(desk, why);
	if (v == V_OK)
		return catalog_commit(catalog, why);
	catalog_rollback(catalog);
	return v;
}
