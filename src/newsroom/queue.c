/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The queue: jobs that are due go from the catalogue to workers, the oldest
 * first, as many at once as there are workers.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "newsroom/editor.h"
#include "newsroom/room.h"
#include "newsroom/waiting.h"

/* Jobs taken from the catalogue at a time. */
enum {
	QUEUE = 64
};

/*
 * Is the piece on its way with this job, or with another rendering of the same
 * version?  Two of these may not be out together: the later job waits, and so
 * it knows what has changed since the earlier one began.
 */
static int
is_about(const struct piece *piece, const struct catalog_job *job)
{
	if (!piece->rebuild && piece->job.id == job->id)
		return 1;
	return job->kind == JOB_RENDER && piece->rerender &&
	    (piece->job.version == job->version ||
		piece->plan.version == job->version);
}

int
queue_has(const struct desk *desk, const struct catalog_job *job)
{
	const struct newsroom *newsroom;
	const struct piece *piece;
	const struct pieces *lists[3];
	size_t i;

	newsroom = desk->newsroom;
	lists[0] = &newsroom->queued;
	lists[1] = &newsroom->out;
	lists[2] = &newsroom->ready;
	for (i = 0; i < 3; i++) {
		TAILQ_FOREACH(piece, lists[i], link) {
			if (piece->desk == desk && is_about(piece, job))
				return 1;
		}
	}
	return 0;
}

/* Put a job whose time has come into the queue, unless it is on its way
 * already. */
static void
queue_job(struct newsroom *newsroom, struct desk *desk,
    const struct catalog_job *job)
{
	struct piece *piece;

	if (queue_has(desk, job))
		return;
	if (job->state != JOB_RECEIVED && !waiting_may_go(desk, job))
		return;
	piece = piece_new(desk);
	piece->job = *job;
	piece->rerender = job->kind == JOB_RENDER;
	TAILQ_INSERT_TAIL(&newsroom->queued, piece, link);
}

static void
queue_state(struct newsroom *newsroom, struct desk *desk, enum job_state state,
    int64_t now)
{
	size_t i;
	struct catalog_filter filter;
	struct catalog_jobs jobs;
	struct why why;

	memset(&filter, 0, sizeof(filter));
	memset(&jobs, 0, sizeof(jobs));
	filter.site = desk->site.id;
	filter.state = state;
	/* Of what waits, any number may be locked and stay due. */
	if (state == JOB_RECEIVED)
		filter.limit = QUEUE + (unsigned)newsroom->ready_count +
		    newsroom->workers;
	if (catalog_jobs_due(desk->archive->catalog, &filter, now, &jobs,
		&why) != V_OK)
		newsroom_trouble(newsroom, "looking for jobs", &why);
	for (i = 0; i < jobs.count; i++)
		queue_job(newsroom, desk, &jobs.list[i]);
	catalog_jobs_fini(&jobs);
}

/* What waits in the drop folder is released after a look at all of it: who
 * has moved a file away while nobody looked has called it off. */
static void
queue_desk(struct newsroom *newsroom, struct desk *desk)
{
	int64_t now;

	now = now_s(newsroom);
	queue_state(newsroom, desk, JOB_RECEIVED, now);
	if (!waiting_is_known(desk))
		return;
	queue_state(newsroom, desk, JOB_WAITING, now);
	queue_state(newsroom, desk, JOB_SCHEDULED, now + CLOCK_LEAD);
}

static void
fill_queue(struct newsroom *newsroom)
{
	size_t i;

	if (!TAILQ_EMPTY(&newsroom->queued) || !newsroom->more_jobs ||
	    newsroom->draining)
		return;
	newsroom->more_jobs = 0;
	for (i = 0; i < newsroom->desk_count; i++)
		queue_desk(newsroom, &newsroom->desks[i]);
	/* There may be more behind these. */
	if (!TAILQ_EMPTY(&newsroom->queued))
		newsroom->more_jobs = 1;
}

/* The release that a render job is about. */
static enum verdict
find_release(struct piece *piece, struct why *why)
{
	enum verdict v;
	struct catalog_release *release;

	if (!piece->rerender || piece->release != 0)
		return V_OK;
	release = xcalloc(1, sizeof(*release));
	v = catalog_release_of_version(piece->desk->archive->catalog,
	    piece->job.version, release, why);
	piece->release = release->id;
	free(release);
	return v;
}

/*
 * While it waited here, a later save or an erasure may have ended the job:
 * then its copy in the spool is gone, and nobody wants it any more.
 */
static int
is_overtaken(struct newsroom *newsroom, struct piece *piece)
{
	int result = 0;
	struct catalog_job *job;
	struct why why;

	if (piece->rebuild)
		return 0;
	job = xcalloc(1, sizeof(*job));
	if (catalog_job_get(piece->desk->archive->catalog, piece->job.id, job,
		&why) != V_OK)
		newsroom_trouble(newsroom, "looking up a job", &why);
	else
		result = job->id == 0 ||
		    (job->state != JOB_RECEIVED && job->state != JOB_WAITING &&
			job->state != JOB_SCHEDULED);
	free(job);
	return result;
}

static void
start(struct newsroom *newsroom, struct piece *piece)
{
	enum verdict v;
	struct why why;

	if (is_overtaken(newsroom, piece)) {
		piece_free(piece);
		return;
	}
	if (editor_glance(piece)) {
		editor_close(piece);
		return;
	}
	v = find_release(piece, &why);
	if (v == V_OK)
		v = piece_send(piece, &why);
	if (v == V_OK) {
		piece->stage = PIECE_OUT;
		newsroom->out_count++;
		TAILQ_INSERT_TAIL(&newsroom->out, piece, link);
		return;
	}
	if (v == V_HOLD) { /* no longer live: nothing to render */
		piece->decision = DECISION_SUPERSEDED;
		piece->why = why;
		editor_close(piece);
		return;
	}
	newsroom_trouble(newsroom, "starting a job", &why);
	editor_defer(piece, &why);
}

/* Is another rendering of the release out?  The later one waits, or it might
 * be done first and know less. */
static int
is_rendered(const struct newsroom *newsroom, const struct piece *piece)
{
	const struct piece *other;
	const struct pieces *lists[] = { &newsroom->out, &newsroom->ready };
	size_t i;

	for (i = 0; piece->rebuild && i < 2; i++) {
		TAILQ_FOREACH(other, lists[i], link) {
			if (other->desk == piece->desk && other->rerender &&
			    other->plan.release == piece->release)
				return 1;
		}
	}
	return 0;
}

/* Is the release just giving way to a notice?  What brings it back would be
 * put there before that. */
static int
is_going(const struct newsroom *newsroom, struct piece *piece)
{
	int result = 0;
	struct catalog_release *release;
	struct why why;

	if (!piece->rerender ||
	    (!piece->desk->removals_due && newsroom->errand == NULL) ||
	    find_release(piece, &why) != V_OK)
		return 0;
	release = xcalloc(1, sizeof(*release));
	if (catalog_release_get(piece->desk->archive->catalog, piece->release,
		release, &why) == V_OK)
		result = release->removal;
	free(release);
	return result;
}

/* The first that may begin; the others are looked at again when something
 * has ended. */
static struct piece *
next(const struct newsroom *newsroom)
{
	struct piece *piece;

	TAILQ_FOREACH(piece, &newsroom->queued, link) {
		if (!is_rendered(newsroom, piece) && !is_going(newsroom, piece))
			break;
	}
	return piece;
}

void
queue_run(struct newsroom *newsroom)
{
	struct piece *piece;

	fill_queue(newsroom);
	while (!newsroom->broken && !newsroom->draining &&
	    newsroom->out_count < newsroom->workers &&
	    (piece = next(newsroom)) != NULL) {
		TAILQ_REMOVE(&newsroom->queued, piece, link);
		start(newsroom, piece);
		fill_queue(newsroom);
	}
}
