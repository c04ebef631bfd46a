/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the letter about a file of several items says of each.  See items.h. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "newsroom/items.h"

static enum staff_fate
fate_of(const struct catalog_job *job, const struct catalog_release *release)
{
	switch (job->state) {
	case JOB_HELD:
		return FATE_HELD;
	case JOB_RECEIVED:
	case JOB_WAITING:
		return FATE_WAITING;
	case JOB_SCHEDULED:
		return FATE_SCHEDULED;
	case JOB_REJECTED:
		return FATE_FAILED;
	case JOB_PUBLISHED:
		break;
	default:
		return FATE_GONE;
	}
	if (strcmp(job->why.code, "wire-withdrawn") == 0)
		return FATE_WITHDRAWN;
	if (strcmp(job->why.code, "wire-late") == 0)
		return FATE_LATE;
	if (release->version.job != job->id)
		return FATE_UNCHANGED;
	return release->version.number > 1 ? FATE_UPDATED : FATE_PUBLISHED;
}

/* The release that the item became, or that it is already. */
static enum verdict
find_release(struct desk *desk, const struct catalog_job *job,
    struct catalog_release *ret, struct why *why)
{
	enum verdict v;
	struct catalog_key key;
	struct catalog_releases known;

	memset(ret, 0, sizeof(*ret));
	if (job->state != JOB_PUBLISHED)
		return V_OK;
	if (job->version != 0)
		return catalog_release_of_version(desk->archive->catalog,
		    job->version, ret, why);
	memset(&key, 0, sizeof(key));
	memset(&known, 0, sizeof(known));
	key.site = desk->site.id;
	key.source_sha256 = job->sha256;
	v = catalog_by_source(desk->archive->catalog, &key, &known, why);
	if (v == V_OK && known.count > 0)
		*ret = known.list[0];
	catalog_releases_fini(&known);
	return v;
}

/* What is public has its title as readers see it. */
static enum verdict
tell(struct desk *desk, struct catalog_job *job, struct staff_item *ret,
    char **ret_url, struct why *why)
{
	enum verdict v;
	struct catalog_release *release;

	release = xcalloc(1, sizeof(*release));
	v = find_release(desk, job, release, why);
	if (release->id != 0 && release->standing == STANDING_LIVE)
		text_excerpt(job->item_title, sizeof(job->item_title),
		    release->version.title);
	ret->number = job->item;
	ret->title = job->item_title;
	ret->fate = fate_of(job, release);
	ret->when = job->due;
	if (ret->fate == FATE_HELD || ret->fate == FATE_FAILED)
		ret->why = &job->why;
	*ret_url = release->id != 0 && release->standing == STANDING_LIVE ?
	    xasprintf("%s%s", desk->site.base_url, release->path) :
	    xstrdup("");
	ret->url = *ret_url;
	free(release);
	return v;
}

enum verdict
items_tell(struct desk *desk, int64_t file, struct items_told *ret,
    struct why *why)
{
	enum verdict v;
	size_t i;
	const struct staff_item *item;

	memset(ret, 0, sizeof(*ret));
	v = catalog_items(desk->archive->catalog, file, &ret->jobs, why);
	if (v != V_OK || ret->jobs.count == 0)
		return v;
	ret->list = xcalloc(ret->jobs.count, sizeof(*ret->list));
	ret->urls = xcalloc(ret->jobs.count, sizeof(*ret->urls));
	for (i = 0; i < ret->jobs.count && v == V_OK; i++) {
		v = tell(desk, &ret->jobs.list[i], &ret->list[i], &ret->urls[i],
		    why);
		item = &ret->list[i];
		if ((item->fate == FATE_WAITING ||
			item->fate == FATE_SCHEDULED) &&
		    (ret->due == 0 || item->when < ret->due))
			ret->due = item->when;
	}
	return v;
}

void
items_told_fini(struct items_told *told)
{
	size_t i;

	for (i = 0; told->urls != NULL && i < told->jobs.count; i++)
		free(told->urls[i]);
	free(told->urls);
	free(told->list);
	catalog_jobs_fini(&told->jobs);
}
