/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What waits in the drop folder.  See waiting.h for the contract. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/log.h"
#include "base/names.h"
#include "base/xalloc.h"
#include "intake/junk.h"
#include "newsroom/pair.h"
#include "newsroom/waiting.h"
#include "staff/place.h"

enum {
	PAGE = 500,
	AGAIN = 1000, /* ms until what could not be released is tried again */
};

static int
is_locked(int drop, const char *place)
{
	char folder[PATH_MAX];
	int dir, locked;

	if (names_folder(place, folder, sizeof(folder)) == -1)
		return 1;
	dir = fs_open_dir(drop, folder);
	if (dir == -1)
		return 1; /* what can't be seen is not known to be closed */
	locked = junk_is_locked(dir, names_last(place));
	close(dir);
	return locked;
}

enum waiting_file
waiting_look(struct desk *desk, const struct catalog_job *job)
{
	int64_t ctime_ns;
	struct stat st;

	if (job->place[0] == '/')
		return WAITING_MEANT;
	if (desk->scan == NULL)
		return WAITING_CHANGED; /* a share that is not there now */
	if (fstatat(scan_dir(desk->scan), job->place, &st,
		AT_SYMLINK_NOFOLLOW) == -1)
		return errno == ENOENT ? WAITING_GONE : WAITING_CHANGED;
	ctime_ns = (int64_t)st.st_ctim.tv_sec * 1000000000 + st.st_ctim.tv_nsec;
	if (!S_ISREG(st.st_mode) || st.st_ino != job->file.ino ||
	    (uint64_t)st.st_size != job->file.size ||
	    ctime_ns != job->file.ctime_ns)
		return WAITING_CHANGED;
	return is_locked(scan_dir(desk->scan), job->place) ? WAITING_LOCKED :
							     WAITING_MEANT;
}

static int
is_open(const struct catalog_job *job)
{
	return strcmp(job->why.code, "open-elsewhere") == 0;
}

/* The job stays in its state, for another reason or at another time. */
static void
wait_on(struct desk *desk, const struct catalog_job *job,
    const struct why *reason, int64_t due)
{
	struct catalog_move move;
	struct why why;

	memset(&move, 0, sizeof(move));
	move.to = job->state;
	move.reason = reason;
	move.due = due;
	if (catalog_job_move(desk->archive->catalog, job->id, &move,
		now_s(desk->newsroom), &why) != V_OK)
		newsroom_trouble(desk->newsroom, "keeping a job waiting", &why);
	desk->post_due = 1;
	desk->newsroom->more_jobs = 1;
	newsroom_stir(desk->newsroom);
}

static void
opened(struct desk *desk, const struct catalog_job *job)
{
	enum verdict v;
	struct why why;

	if (is_open(job))
		return;
	v = why_set(&why, V_DEFER, "open-elsewhere",
	    "open in a word processor; published when it is closed");
	(void)v;
	log_info("job is open site=%s job=%s", desk->config->name, job->uid);
	wait_on(desk, job, &why, job->due);
}

/* Who looked at it again has his time to think; an embargo has its own. */
static void
closed(struct desk *desk, const struct catalog_job *job)
{
	int64_t due, now;
	struct why why;

	now = now_s(desk->newsroom);
	due = job->due;
	if (job->state == JOB_WAITING && due <= now)
		due = now + 1 +
		    reception_folder(desk, job->folder)->after / 1000;
	if (pair_postpone(desk, job->id, due, &why) != V_OK)
		newsroom_trouble(desk->newsroom, "keeping a job waiting", &why);
	wait_on(desk, job, NULL, due);
	pair_review(desk);
}

void
waiting_visit(struct desk *desk, const struct catalog_job *job, int locked)
{
	if (job->state != JOB_WAITING && job->state != JOB_SCHEDULED)
		return;
	if (locked)
		opened(desk, job);
	else if (is_open(job))
		closed(desk, job);
}

static void
try_again(struct desk *desk)
{
	desk->release_at = now_ms(desk->newsroom) + AGAIN;
	desk->look |= SCAN_INTAKE;
}

int
waiting_is_known(const struct desk *desk)
{
	return desk->seen_all && desk->scan != NULL &&
	    now_ms(desk->newsroom) >= desk->release_at;
}

/* Was it saved again, and taken in anew, while it had its plan already?  Then
 * the catalogue could not know that the earlier job is over. */
static int
is_overtaken(struct desk *desk, const struct catalog_job *job)
{
	int overtaken;
	struct catalog_filter filter;
	struct catalog_job *newest;
	struct why why;

	memset(&filter, 0, sizeof(filter));
	filter.site = desk->site.id;
	filter.state = JOB_STATES;
	filter.place = job->place;
	newest = xcalloc(1, sizeof(*newest));
	overtaken = catalog_job_find(desk->archive->catalog, &filter, newest,
			&why) == V_OK &&
	    newest->id > job->id;
	free(newest);
	return overtaken;
}

static void
supersede(struct desk *desk, const struct catalog_job *job)
{
	enum verdict v;
	struct catalog_move move;
	struct why why;

	memset(&move, 0, sizeof(move));
	move.to = JOB_SUPERSEDED;
	v = catalog_plan_drop(desk->archive->catalog, job->id, &why);
	if (v == V_OK)
		v = catalog_job_move(desk->archive->catalog, job->id, &move,
		    now_s(desk->newsroom), &why);
	if (v != V_OK)
		newsroom_trouble(desk->newsroom, "superseding a job", &why);
	desk->post_due = 1;
}

int
waiting_may_go(struct desk *desk, const struct catalog_job *job)
{
	switch (waiting_look(desk, job)) {
	case WAITING_MEANT:
		if (!is_open(job))
			return 1;
		closed(desk, job);
		return 0;
	case WAITING_LOCKED:
		opened(desk, job);
		return 0;
	case WAITING_GONE:
	case WAITING_CHANGED:
	default:
		if (is_overtaken(desk, job))
			supersede(desk, job);
		else
			try_again(desk);
		return 0;
	}
}

int
waiting_may_show(struct piece *piece)
{
	enum verdict v;
	int meant;
	struct catalog_job *job;
	struct desk *desk;
	struct why why;

	if (piece->rerender)
		return 1;
	desk = piece->desk;
	job = xcalloc(1, sizeof(*job));
	v = catalog_job_get(desk->archive->catalog, piece->job.id, job, &why);
	/* Approved meanwhile, it needs no more waiting. */
	meant = v == V_OK && job->state == JOB_RECEIVED;
	if (v == V_OK &&
	    (job->state == JOB_WAITING || job->state == JOB_SCHEDULED))
		meant = waiting_may_go(desk, job);
	if (!meant && v == V_OK)
		v = catalog_plan_drop(desk->archive->catalog, piece->job.id,
		    &why);
	if (v != V_OK)
		newsroom_trouble(desk->newsroom, "looking at a job again",
		    &why);
	free(job);
	return meant;
}

static void call_off(struct desk *desk, const struct catalog_job *job);

/* What waits of a file of several items goes with it. */
static enum verdict
call_off_items(struct desk *desk, const struct catalog_job *file,
    struct why *why)
{
	enum job_state state;
	enum verdict v;
	size_t i;
	struct catalog_jobs items;

	memset(&items, 0, sizeof(items));
	if (file->item != 0)
		return V_OK;
	v = catalog_items(desk->archive->catalog, file->id, &items, why);
	for (i = 0; i < items.count && v == V_OK; i++) {
		state = items.list[i].state;
		if (state == JOB_HELD || state == JOB_WAITING ||
		    state == JOB_SCHEDULED)
			call_off(desk, &items.list[i]);
	}
	catalog_jobs_fini(&items);
	return v;
}

/* Nothing of it was public: it is as if it had not come. */
static void
call_off(struct desk *desk, const struct catalog_job *job)
{
	enum verdict v;
	struct catalog *catalog;
	struct catalog_move move;
	struct why why;

	catalog = desk->archive->catalog;
	memset(&move, 0, sizeof(move));
	move.to = JOB_WITHDRAWN;
	v = catalog_plan_drop(catalog, job->id, &why);
	if (v == V_OK)
		v = catalog_job_move(catalog, job->id, &move,
		    now_s(desk->newsroom), &why);
	if (v == V_OK)
		v = catalog_job_told(catalog, job->id, JOB_WITHDRAWN, &why);
	if (v == V_OK)
		v = spool_remove(desk->archive->spool, job->uid, &why);
	if (v == V_OK)
		v = call_off_items(desk, job, &why);
	if (v == V_OK)
		v = place_clear_beside(scan_dir(desk->scan), job->place, &why);
	if (v != V_OK)
		newsroom_trouble(desk->newsroom, "calling off a job", &why);
	log_info("job called off site=%s job=%s", desk->config->name, job->uid);
}

static int
is_missed(const struct missing *missing, int64_t job)
{
	size_t i;

	for (i = 0; i < missing->count; i++) {
		if (missing->list[i] == job)
			return 1;
	}
	return 0;
}

static void
miss(struct missing *missing, int64_t job)
{
	missing->list = xreallocarray(missing->list, missing->count + 1,
	    sizeof(*missing->list));
	missing->list[missing->count++] = job;
}

/*
 * A file that moves while a pass is under way may be seen in neither folder.
 * So a job is called off when two passes have missed its file: if it only
 * moved, the second has found it.
 */
static void
look_after_page(struct desk *desk, const struct catalog_jobs *jobs,
    struct missing *now_missing)
{
	const struct catalog_job *job;
	size_t i;

	for (i = 0; i < jobs->count; i++) {
		job = &jobs->list[i];
		if (waiting_look(desk, job) != WAITING_GONE ||
		    queue_has(desk, job))
			continue;
		if (is_missed(&desk->missing, job->id)) {
			call_off(desk, job);
			continue;
		}
		miss(now_missing, job->id);
		desk->look |= SCAN_INTAKE;
	}
}

static void
look_after_state(struct desk *desk, enum job_state state,
    struct missing *now_missing)
{
	enum verdict v;
	size_t found;
	struct catalog_filter filter;
	struct catalog_jobs jobs;
	struct why why;

	memset(&filter, 0, sizeof(filter));
	filter.site = desk->site.id;
	filter.state = state;
	filter.limit = PAGE;
	do {
		memset(&jobs, 0, sizeof(jobs));
		v = catalog_jobs(desk->archive->catalog, &filter, &jobs, &why);
		if (v != V_OK)
			newsroom_trouble(desk->newsroom,
			    "looking after what waits", &why);
		look_after_page(desk, &jobs, now_missing);
		found = jobs.count;
		if (found > 0)
			filter.before = jobs.list[found - 1].id;
		catalog_jobs_fini(&jobs);
	} while (v == V_OK && found == PAGE);
}

void
waiting_look_after(struct desk *desk)
{
	struct missing now_missing;

	memset(&now_missing, 0, sizeof(now_missing));
	look_after_state(desk, JOB_HELD, &now_missing);
	look_after_state(desk, JOB_WAITING, &now_missing);
	look_after_state(desk, JOB_SCHEDULED, &now_missing);
	free(desk->missing.list);
	desk->missing = now_missing;
	pair_review(desk);
}
