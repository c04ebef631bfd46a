/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What becomes of a release after its publication, and what an administrator
 * asks for about it.  See life.h and newsroom.h for the contracts.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/xalloc.h"
#include "newsroom/life.h"

/* What is to be done with each release of a work that it concerns. */
struct errand_of_life {
	int (*concerns)(const struct catalog_release *release); /* NULL: all */
	enum verdict (*act)(struct desk *desk,
	    const struct catalog_release *release, const void *how,
	    struct why *why);
	const void *how;
};

enum verdict
life_render(struct desk *desk, int64_t version, struct why *why)
{
	enum verdict v;
	struct catalog_job *job;

	job = xcalloc(2, sizeof(*job));
	catalog_new_uid(job->uid);
	job->site = desk->site.id;
	job->kind = JOB_RENDER;
	job->version = version;
	job->due = now_s(desk->newsroom);
	v = catalog_accept(desk->archive->catalog, job, job->due, job + 1, why);
	free(job);
	desk->newsroom->more_jobs = 1;
	return v;
}

enum verdict
life_render_siblings(struct desk *desk, const struct catalog_release *release,
    struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog_releases work;

	memset(&work, 0, sizeof(work));
	v = catalog_of_work(desk->archive->catalog, release->work, &work, why);
	for (i = 0; i < work.count && v == V_OK; i++) {
		if (work.list[i].id != release->id &&
		    work.list[i].site == desk->site.id)
			v = life_render(desk, work.list[i].version.id, why);
	}
	catalog_releases_fini(&work);
	return v;
}

/* The store forgets what nobody else has. */
static enum verdict
erase(struct desk *desk, const struct catalog_release *release, struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog_hashes hashes;

	memset(&hashes, 0, sizeof(hashes));
	v = erasure_clear(desk, release, why);
	if (v == V_OK)
		v = catalog_erase(desk->archive->catalog, release->id,
		    now_s(desk->newsroom), &hashes, why);
	for (i = 0; i < hashes.count && v == V_OK; i++)
		v = store_remove(desk->archive->store, hashes.list[i], why);
	catalog_hashes_fini(&hashes);
	if (v == V_OK)
		v = catalog_checkpoint(desk->archive->catalog, why);
	return v;
}

/* Does the release change by being taken down so?  What was to come back and
 * is taken down once more does; so does a page that was left readable. */
static int
is_lowered(const struct catalog_release *release, const struct takedown *how)
{
	if (release->standing == STANDING_WITHDRAWN &&
	    how->to == STANDING_WITHDRAWN)
		return release->readable && !how->readable;
	return release->standing == STANDING_LIVE ||
	    (release->standing == STANDING_WITHDRAWN &&
		how->to > release->standing);
}

static enum verdict
lower(struct desk *desk, const struct catalog_release *release,
    const struct takedown *how, struct why *why)
{
	enum verdict v;
	struct catalog_takedown takedown;

	memset(&takedown, 0, sizeof(takedown));
	takedown.release = release->id;
	takedown.to = how->to;
	takedown.reason = how->reason;
	takedown.readable = how->readable;
	v = catalog_take_down(desk->archive->catalog, &takedown,
	    now_s(desk->newsroom), why);
	if (v == V_OK && how->readable)
		v = life_render(desk, release->version.id, why);
	return v;
}

enum verdict
life_take_down(struct desk *desk, const struct catalog_release *release,
    const struct takedown *how, struct why *why)
{
	enum verdict v = V_OK;

	if (how->to == STANDING_ERASED)
		v = erase(desk, release, why);
	else if (is_lowered(release, how))
		v = lower(desk, release, how, why);
	else
		v = catalog_restore(desk->archive->catalog, release->id, 0,
		    why);
	if (v == V_OK && release->standing == STANDING_LIVE)
		v = life_render_siblings(desk, release, why);
	if (v == V_OK)
		log_info("%s site=%s release=%lld", standing_name(how->to),
		    desk->config->name, (long long)release->id);
	desk->lists_due = 1;
	desk->removals_due = 1;
	desk->post_due = 1;
	return v;
}

static enum verdict
for_work(struct newsroom *newsroom, const char *work,
    const struct errand_of_life *errand, unsigned *ret_count, struct why *why)
{
	enum standing standing = STANDING_LIVE;
	enum verdict v = V_OK;
	int others = 0;
	size_t i, k;
	struct catalog_releases releases;
	struct desk *desk;

	*ret_count = 0;
	for (i = 0; i < newsroom->desk_count && v == V_OK; i++) {
		desk = &newsroom->desks[i];
		memset(&releases, 0, sizeof(releases));
		v = catalog_whole_work(desk->archive->catalog, work, &releases,
		    why);
		for (k = 0; k < releases.count && v == V_OK; k++) {
			if (releases.list[k].site != desk->site.id)
				continue;
			if (errand->concerns != NULL &&
			    !errand->concerns(&releases.list[k])) {
				standing = releases.list[k].standing;
				others = 1;
				continue;
			}
			v = errand->act(desk, &releases.list[k], errand->how,
			    why);
			(*ret_count)++;
		}
		catalog_releases_fini(&releases);
	}
	if (v == V_OK && *ret_count == 0 && others)
		v = why_set(why, V_REJECT, "not-withdrawn",
		    "it is not withdrawn, but %s", standing_name(standing));
	else if (v == V_OK && *ret_count == 0)
		v = why_set(why, V_REJECT, "no-such-release",
		    "no release has the id %s", work);
	newsroom_stir(newsroom);
	return v;
}

static enum verdict
act_take_down(struct desk *desk, const struct catalog_release *release,
    const void *how, struct why *why)
{
	/* What never was public has nothing to take down. */
	if (release->standing == STANDING_PLANNED)
		return V_OK;
	return life_take_down(desk, release, how, why);
}

static int
is_withdrawn(const struct catalog_release *release)
{
	return release->standing == STANDING_WITHDRAWN;
}

static enum verdict
act_restore(struct desk *desk, const struct catalog_release *release,
    const void *how, struct why *why)
{
	(void)how;
	return withdrawal_restore(desk, release->id, why);
}

/* Where it is to go, in which language. */
struct destination {
	const char *lang; /* "": the only one */
	const char *slug;
};

static enum verdict
act_move(struct desk *desk, const struct catalog_release *release,
    const void *how, struct why *why)
{
	const struct destination *to = how;
	enum verdict v;

	if (release->standing != STANDING_LIVE ||
	    (to->lang[0] != '\0' && strcmp(to->lang, release->lang) != 0))
		return V_OK;
	v = catalog_move(desk->archive->catalog, release->id, to->slug, why);
	if (v == V_OK)
		v = life_render(desk, release->version.id, why);
	return v;
}

/* Several languages may not get one slug by a word too few. */
static enum verdict
check_language(struct newsroom *newsroom, const char *work,
    const struct destination *to, struct why *why)
{
	enum verdict v = V_OK;
	size_t count = 0, i, k;
	struct catalog_releases live;

	for (i = 0; i < newsroom->archive_count && v == V_OK; i++) {
		memset(&live, 0, sizeof(live));
		v = catalog_of_work(newsroom->archives[i].catalog, work, &live,
		    why);
		for (k = 0; k < live.count; k++)
			count += to->lang[0] == '\0' ||
			    strcmp(live.list[k].lang, to->lang) == 0;
		catalog_releases_fini(&live);
	}
	if (v == V_OK && count == 0)
		v = why_set(why, V_REJECT, "no-such-release",
		    "nothing public has the id %s", work);
	else if (v == V_OK && count > 1)
		v = why_set(why, V_REJECT, "usage",
		    "it has several languages: say which (%s/sv)", work);
	return v;
}

static enum verdict
life_move(struct newsroom *newsroom, const char *work, const char *argument,
    unsigned *ret_count, struct why *why)
{
	char lang[CATALOG_LANG_SIZE] = "", slug[104];
	enum verdict v;
	struct destination to;
	struct errand_of_life errand;

	if (sscanf(argument, "/%15[A-Za-z0-9-] %96s", lang, slug) != 2 &&
	    sscanf(argument, " %96s", slug) != 1)
		return why_set(why, V_REJECT, "usage", "move where to?");
	to.lang = lang;
	to.slug = slug;
	v = check_language(newsroom, work, &to, why);
	if (v != V_OK)
		return v;
	errand.concerns = NULL;
	errand.act = act_move;
	errand.how = &to;
	return for_work(newsroom, work, &errand, ret_count, why);
}

/* " notice REASON", or nothing. */
static void
read_how(const char *argument, struct takedown *ret)
{
	char how[16] = "";
	int at = 0;

	if (sscanf(argument, " %15s %n", how, &at) == 1 && at > 0)
		ret->reason = argument + at;
	ret->readable = strcmp(how, "readable") == 0;
}

static int
standing_for(const char *act, enum standing *ret)
{
	if (strcmp(act, "withdraw") == 0)
		*ret = STANDING_WITHDRAWN;
	else if (strcmp(act, "gone") == 0)
		*ret = STANDING_GONE;
	else if (strcmp(act, "erase") == 0)
		*ret = STANDING_ERASED;
	else
		return 0;
	return 1;
}

enum verdict
newsroom_life(struct newsroom *newsroom, const char *act, const char *argument,
    unsigned *ret_count, struct why *why)
{
	char work[CATALOG_WORK_SIZE];
	struct errand_of_life errand;
	struct takedown how = { STANDING_WITHDRAWN, "", 0 };

	*ret_count = 0;
	if (sscanf(argument, "%36[0-9a-f-]", work) != 1)
		return why_set(why, V_REJECT, "usage", "unknown request");
	argument += strlen(work);
	if (strcmp(act, "move") == 0)
		return life_move(newsroom, work, argument, ret_count, why);
	errand.concerns = NULL;
	errand.act = act_take_down;
	errand.how = &how;
	if (strcmp(act, "restore") == 0) {
		errand.concerns = is_withdrawn;
		errand.act = act_restore;
	} else if (standing_for(act, &how.to)) {
		read_how(argument, &how);
		how.readable &= how.to == STANDING_WITHDRAWN;
	} else {
		return why_set(why, V_REJECT, "usage", "unknown request");
	}
	return for_work(newsroom, work, &errand, ret_count, why);
}

static void
expire(struct desk *desk, int64_t now)
{
	enum verdict v;
	size_t i;
	struct catalog_releases over;
	struct why why;

	memset(&over, 0, sizeof(over));
	v = catalog_begin(desk->archive->catalog, CATALOG_DURABLE, &why);
	if (v != V_OK) {
		newsroom_trouble(desk->newsroom, "ending releases", &why);
		return;
	}
	v = catalog_expire(desk->archive->catalog, desk->site.id, now, &over,
	    &why);
	for (i = 0; i < over.count && v == V_OK; i++)
		v = life_render(desk, over.list[i].version.id, &why);
	if (v == V_OK)
		v = catalog_commit(desk->archive->catalog, &why);
	else
		catalog_rollback(desk->archive->catalog);
	if (v != V_OK)
		newsroom_trouble(desk->newsroom, "ending releases", &why);
	catalog_releases_fini(&over);
}

void
life_run(struct newsroom *newsroom)
{
	int64_t next, now;
	size_t i;
	struct desk *desk;
	struct why why;

	if (newsroom->draining)
		return;
	now = now_s(newsroom);
	for (i = 0; i < newsroom->desk_count; i++) {
		desk = &newsroom->desks[i];
		if (catalog_next_expiry(desk->archive->catalog, &next, &why) ==
			V_OK &&
		    next <= now)
			expire(desk, now);
	}
}
