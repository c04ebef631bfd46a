/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The reception: sees what lies in a drop folder, copies what is whole, and
 * has the catalogue accept it (steps I1 to I4 of publishing).
 *
 * Events are hints, a pass over the folder is the truth.  What was looked at
 * and answered is left alone until it changes, also after a restart.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/names.h"
#include "base/xalloc.h"
#include "intake/claim.h"
#include "intake/watch.h"
#include "newsroom/room.h"
#include "staff/place.h"

enum {
	MIN_PAUSE = 10,   /* ms between two passes */
	PAUSE_FACTOR = 2, /* … or this many times the last one's length */
	REOPEN = 5000,    /* ms until a drop folder is tried again */
	HELD_PAGE = 500,
};

const struct config_folder *
reception_folder(const struct desk *desk, const char *folder)
{
	char place[PATH_MAX];

	snprintf(place, sizeof(place), "%s%sx", folder,
	    folder[0] != '\0' ? "/" : "");
	return config_folder_for(desk->config, place);
}

static void
identity_to_file(const struct identity *identity, struct catalog_identity *ret)
{
	ret->dev = identity->dev;
	ret->ino = identity->ino;
	ret->size = (uint64_t)identity->size;
	ret->ctime_ns = identity->ctime_ns;
}

static int
is_same_file(const struct catalog_identity *file,
    const struct identity *identity)
{
	/* Not the device, whose number may change with every mount. */
	return file->ino == identity->ino &&
	    file->size == (uint64_t)identity->size &&
	    file->ctime_ns == identity->ctime_ns;
}

/* Leave the file alone until it changes. */
static void
remember(struct desk *desk, const struct candidate *c, const char *outcome)
{
	struct catalog_seen *seen;
	struct why why;

	seen = xcalloc(1, sizeof(*seen));
	snprintf(seen->place, sizeof(seen->place), "%s", c->place);
	identity_to_file(&c->identity, &seen->file);
	snprintf(seen->outcome, sizeof(seen->outcome), "%s", outcome);
	if (catalog_seen_put(desk->archive->catalog, desk->site.id, seen,
		&why) != V_OK)
		newsroom_trouble(desk->newsroom, "remembering a file", &why);
	free(seen);
}

/* Was this very file answered with that outcome (NULL: any but "open")? */
static int
was_seen(struct desk *desk, const struct candidate *c, const char *outcome)
{
	int known = 0;
	struct catalog_seen *seen;
	struct why why;

	seen = xcalloc(1, sizeof(*seen));
	if (catalog_seen_get(desk->archive->catalog, desk->site.id, c->place,
		seen, &why) != V_OK)
		newsroom_trouble(desk->newsroom, "looking up a file", &why);
	else if (seen->place[0] != '\0' &&
	    is_same_file(&seen->file, &c->identity))
		known = outcome != NULL ? strcmp(seen->outcome, outcome) == 0 :
					  strcmp(seen->outcome, "open") != 0;
	free(seen);
	return known;
}

int
reception_leave(struct desk *desk, const struct candidate *c)
{
	if (was_seen(desk, c, NULL))
		return 0;
	remember(desk, c, "adopted");
	return 1;
}

/* Has this very file become a job already? */
static int
is_job(struct desk *desk, const struct candidate *c)
{
	int known = 0;
	struct catalog_filter filter;
	struct catalog_job *job;
	struct why why;

	memset(&filter, 0, sizeof(filter));
	filter.site = desk->site.id;
	filter.state = JOB_STATES;
	filter.place = c->place;
	job = xcalloc(1, sizeof(*job));
	if (catalog_job_find(desk->archive->catalog, &filter, job, &why) !=
	    V_OK)
		newsroom_trouble(desk->newsroom, "looking up a file", &why);
	else
		known = job->id != 0 && job->state != JOB_WITHDRAWN &&
		    is_same_file(&job->file, &c->identity);
	free(job);
	return known;
}

/* A file that never becomes a job still gets its sentence, once. */
static enum visit
turn_away(struct desk *desk, const struct candidate *c, enum report_kind kind,
    const struct why *why)
{
	if (was_seen(desk, c, why->code))
		return VISIT_IDLE;
	post_note(desk, kind, c->place, why);
	remember(desk, c, why->code);
	return VISIT_IDLE;
}

static enum visit
turn_away_kind(struct desk *desk, const struct candidate *c)
{
	enum verdict v;
	struct why why;

	if (c->kind == KIND_FOLDER)
		v = why_set(&why, V_REJECT, "folder-release",
		    "folders are not published yet, only files");
	else
		v = why_set(&why, V_REJECT, "not-a-file",
		    "not a file of its own");
	(void)v;
	why_quote(&why, c->name);
	return turn_away(desk, c, REPORT_FIX, &why);
}

/* Our page about a document that is not there any more says nothing now. */
static enum visit
visit_own(struct desk *desk, const struct candidate *c)
{
	char place[PATH_MAX];
	enum place_kind kind;
	size_t len, n;
	struct stat st;
	struct why why;

	len = strlen(c->place);
	for (kind = PLACE_FIX; kind <= PLACE_NOTICE; kind++) {
		n = strlen(place_suffix(kind));
		if (len <= n || strlen(c->name) <= n ||
		    strcmp(c->place + len - n, place_suffix(kind)) != 0)
			continue;
		snprintf(place, sizeof(place), "%.*s", (int)(len - n),
		    c->place);
		/* A name that was cut to fit tells nothing of its document. */
		if (strlen(c->name) + 8 >= NAMES_SIZE)
			continue;
		if (fstatat(scan_dir(desk->scan), place, &st,
			AT_SYMLINK_NOFOLLOW) == -1 &&
		    errno == ENOENT &&
		    place_clear_beside(scan_dir(desk->scan), place, &why) !=
			V_OK)
			newsroom_trouble(desk->newsroom, "removing a page",
			    &why);
	}
	return VISIT_IDLE;
}

/* The release of the receipt or the document that was moved here, 0 if none
 * is live. */
static enum verdict
find_release(struct desk *desk, const struct candidate *c, int64_t *ret,
    struct why *why)
{
	enum verdict v;
	int fd;
	struct catalog_key key;
	struct catalog_releases releases;
	struct spool_copy copy;

	v = claim_open(scan_dir(desk->scan), c->place, &c->identity, &fd, NULL,
	    why);
	if (v != V_OK)
		return v;
	if (c->look == LOOK_OWN) {
		v = upkeep_read_receipt(desk, fd, ret, why);
		close(fd);
		return v;
	}
	v = spool_copy(desk->archive->spool, fd,
	    desk->newsroom->settings.config->limits.read.max_input, &copy, why);
	close(fd);
	if (v != V_OK)
		return v;
	memset(&key, 0, sizeof(key));
	memset(&releases, 0, sizeof(releases));
	key.site = desk->site.id;
	key.source_sha256 = copy.sha256;
	v = catalog_by_source(desk->archive->catalog, &key, &releases, why);
	if (v == V_OK && releases.count > 0)
		*ret = releases.list[0].id;
	catalog_releases_fini(&releases);
	spool_copy_fini(desk->archive->spool, &copy);
	return v;
}

static enum visit
visit_withdraw(struct desk *desk, const struct candidate *c)
{
	enum verdict v;
	int64_t release = 0;
	struct why why;

	if (c->kind != KIND_FILE || was_seen(desk, c, NULL))
		return VISIT_IDLE;
	v = find_release(desk, c, &release, &why);
	/* Our other pages lie here too: a page about a page would never end. */
	if (v == V_OK && release == 0 && c->look == LOOK_OWN)
		return visit_own(desk, c);
	if (v == V_OK && release == 0)
		v = why_set(&why, V_REJECT, "withdraw-unknown",
		    "nothing that is published came from this file");
	if (v == V_OK)
		v = upkeep_take_down(desk, release, &why);
	if (v == V_DEFER)
		return VISIT_PENDING;
	if (v != V_OK)
		post_note(desk, REPORT_FIX, c->place, &why);
	remember(desk, c, v == V_OK ? "withdrawn" : why.code);
	return VISIT_IDLE;
}

static enum visit
visit_locked(struct desk *desk, const struct candidate *c)
{
	enum verdict v;
	struct why why;

	if (was_seen(desk, c, "open"))
		return VISIT_IDLE;
	v = why_set(&why, V_DEFER, "open-elsewhere",
	    "open in a word processor; published when it is closed");
	(void)v;
	post_note(desk, REPORT_OPEN, c->place, &why);
	remember(desk, c, "open");
	return VISIT_IDLE;
}

static enum visit
visit_conflict(struct desk *desk, const struct candidate *c)
{
	enum verdict v;
	struct why why;

	v = why_set(&why, V_HOLD, "conflict-copy",
	    "two people saved at the same time");
	(void)v;
	why_quote(&why, c->name);
	return turn_away(desk, c, REPORT_HOLD, &why);
}

static enum visit
visit_stuck(struct desk *desk, const struct candidate *c, int empty)
{
	enum verdict v;
	struct why why;

	if (empty)
		v = why_set(&why, V_REJECT, "empty", "the file is empty");
	else
		v = why_set(&why, V_REJECT, "incomplete",
		    "the file arrived incomplete");
	(void)v;
	return turn_away(desk, c, REPORT_FIX, &why);
}

static void
fill_job(struct desk *desk, const struct candidate *c,
    const struct identity *identity, struct catalog_job *job)
{
	memset(job, 0, sizeof(*job));
	catalog_new_uid(job->uid);
	job->site = desk->site.id;
	job->kind = JOB_CONVERT;
	snprintf(job->place, sizeof(job->place), "%s", c->place);
	/* What lies in _approve/ came from somewhere; here it is the root. */
	if (c->where == WHERE_DROP || c->where == WHERE_LANG)
		snprintf(job->folder, sizeof(job->folder), "%s", c->folder);
	job->owner = identity->uid;
	identity_to_file(identity, &job->file);
	job->due = now_s(desk->newsroom);
}

/* Copy it by descriptor: from here on nobody else can change it. */
static enum visit
claim(struct desk *desk, const struct candidate *c)
{
	enum verdict v;
	int fd;
	struct arrival *a;
	struct identity identity;
	struct why why;

	v = claim_open(scan_dir(desk->scan), c->place, &c->identity, &fd,
	    &identity, &why);
	if (v == V_REJECT)
		return turn_away(desk, c, REPORT_FIX, &why);
	if (v != V_OK)
		return VISIT_PENDING; /* it moves: the next pass sees more */
	a = &desk->arrivals[desk->arrival_count];
	v = spool_copy(desk->archive->spool, fd,
	    desk->newsroom->settings.config->limits.read.max_input, &a->copy,
	    &why);
	close(fd);
	if (v == V_REJECT)
		return turn_away(desk, c, REPORT_FIX, &why);
	if (v != V_OK) {
		newsroom_trouble(desk->newsroom, "taking in a document", &why);
		return VISIT_PENDING;
	}
	fill_job(desk, c, &identity, &a->job);
	memcpy(a->job.sha256, a->copy.sha256, sizeof(a->job.sha256));
	a->approve = c->where == WHERE_APPROVE;
	desk->arrival_count++;
	return VISIT_PENDING;
}

static enum visit
visit_document(struct desk *desk, const struct candidate *c)
{
	int64_t now;

	now = now_ms(desk->newsroom);
	switch (settle_look(desk->settle, scan_dir(desk->scan), c, now)) {
	case SETTLE_WHOLE:
		return claim(desk, c);
	case SETTLE_INCOMPLETE:
		return visit_stuck(desk, c, 0);
	case SETTLE_EMPTY:
		return visit_stuck(desk, c, 1);
	case SETTLE_GONE:
		desk->look |= SCAN_BIT(c->where);
		return VISIT_IDLE;
	case SETTLE_WAIT:
	default:
		return VISIT_PENDING;
	}
}

static int
is_intake(enum where where)
{
	return where == WHERE_DROP || where == WHERE_LANG ||
	    where == WHERE_APPROVE;
}

static void accept_arrivals(struct desk *desk);

static enum visit
visit(void *arg, const struct candidate *c)
{
	struct desk *desk = arg;

	if (desk->newsroom->draining || desk->newsroom->broken)
		return VISIT_STOP;
	if (c->where == WHERE_WITHDRAW)
		return visit_withdraw(desk, c);
	if (!is_intake(c->where))
		return VISIT_IDLE;
	if (c->look == LOOK_OWN)
		return visit_own(desk, c);
	if (c->kind != KIND_FILE)
		return turn_away_kind(desk, c);
	if (was_seen(desk, c, NULL) || is_job(desk, c))
		return VISIT_IDLE;
	if (c->look == LOOK_LOCKED)
		return visit_locked(desk, c);
	if (c->look == LOOK_CONFLICT && c->where != WHERE_APPROVE)
		return visit_conflict(desk, c);
	if (c->crowded)
		return VISIT_PENDING;
	if (desk->arrival_count == RECEPTION_BATCH)
		accept_arrivals(desk);
	return visit_document(desk, c);
}

/*
 * Accept one arrival within the transaction.  *ret_spare: its copy is not
 * needed, since the document is known.
 */
static enum verdict
accept_one(struct desk *desk, struct arrival *a, int *ret_spare,
    struct why *why)
{
	enum verdict v;
	int64_t now;
	struct catalog *catalog;
	struct catalog_approval approval;
	struct catalog_filter filter;
	struct catalog_job *known;

	catalog = desk->archive->catalog;
	now = now_s(desk->newsroom);
	known = xcalloc(1, sizeof(*known));
	v = V_OK;
	if (a->approve) {
		/* A held document that turns up here is known by its bytes. */
		memset(&filter, 0, sizeof(filter));
		filter.site = desk->site.id;
		filter.state = JOB_HELD;
		filter.sha256 = a->job.sha256;
		v = catalog_job_find(catalog, &filter, known, why);
	}
	if (v == V_OK && known->id != 0) {
		*ret_spare = 1;
		approval.by = a->job.owner;
		approval.place = a->job.place;
		approval.file = &a->job.file;
		v = catalog_job_approve(catalog, known->id, &approval, now,
		    why);
		if (v == V_OK)
			v = place_clear_beside(scan_dir(desk->scan),
			    known->place, why);
		log_info("job approved site=%s job=%s by=%lld",
		    desk->config->name, known->uid, (long long)approval.by);
	} else if (v == V_OK) {
		v = catalog_accept(catalog, &a->job, now, known, why);
		*ret_spare = v == V_OK && strcmp(known->uid, a->job.uid) != 0;
		if (v == V_OK && !*ret_spare)
			log_info("job accepted site=%s job=%s size=%llu",
			    desk->config->name, a->job.uid,
			    (unsigned long long)a->job.file.size);
	}
	free(known);
	return v;
}

static enum verdict
accept_all(struct desk *desk, int spare[RECEPTION_BATCH], struct why *why)
{
	enum verdict v;
	size_t i;

	v = catalog_begin(desk->archive->catalog, CATALOG_DURABLE, why);
	if (v != V_OK)
		return v;
	for (i = 0; i < desk->arrival_count && v == V_OK; i++)
		v = accept_one(desk, &desk->arrivals[i], &spare[i], why);
	if (v == V_OK)
		return catalog_commit(desk->archive->catalog, why);
	catalog_rollback(desk->archive->catalog);
	return v;
}

/* Bytes and names first, then the catalogue: from then on it is accepted. */
static void
accept_arrivals(struct desk *desk)
{
	const char *uids[RECEPTION_BATCH];
	enum verdict v;
	int spare[RECEPTION_BATCH] = { 0 };
	size_t i;
	struct spool *spool;
	struct spool_copy copies[RECEPTION_BATCH];
	struct why why, ignored;

	if (desk->arrival_count == 0)
		return;
	spool = desk->archive->spool;
	for (i = 0; i < desk->arrival_count; i++) {
		copies[i] = desk->arrivals[i].copy;
		uids[i] = desk->arrivals[i].job.uid;
	}
	v = spool_link_all(spool, copies, uids, desk->arrival_count, &why);
	if (v == V_OK)
		v = accept_all(desk, spare, &why);
	for (i = 0; i < desk->arrival_count; i++) {
		if ((v != V_OK || spare[i]) &&
		    spool_remove(spool, uids[i], &ignored) != V_OK)
			log_warn("spool file left behind job=%s", uids[i]);
		spool_copy_fini(spool, &copies[i]);
		if (v == V_OK)
			settle_forget(desk->settle,
			    desk->arrivals[i].job.place);
	}
	if (v != V_OK) {
		newsroom_trouble(desk->newsroom, "accepting documents", &why);
		desk->look |= SCAN_INTAKE;
		desk->scan_not_before = now_ms(desk->newsroom) + REOPEN;
	}
	desk->arrival_count = 0;
	desk->newsroom->more_jobs = 1;
	newsroom_stir(desk->newsroom);
}

enum verdict
reception_take(struct desk *desk, int fd, const char *name, int64_t *ret_job,
    struct why *why)
{
	enum verdict v;
	struct arrival *a;
	struct candidate c;
	struct catalog_filter filter;
	struct catalog_job *job;
	struct identity identity;
	struct stat st;

	accept_arrivals(desk);
	if (fstat(fd, &st) == -1)
		return why_errno(why, "%s", name);
	identity_of(&st, &identity);
	a = &desk->arrivals[0];
	v = spool_copy(desk->archive->spool, fd,
	    desk->newsroom->settings.config->limits.read.max_input, &a->copy,
	    why);
	if (v != V_OK)
		return v;
	memset(&c, 0, sizeof(c));
	/* No file of a drop folder can have this place. */
	c.place = xasprintf("//command/%s", name);
	c.where = WHERE_DROP;
	c.folder = "";
	fill_job(desk, &c, &identity, &a->job);
	memcpy(a->job.sha256, a->copy.sha256, sizeof(a->job.sha256));
	a->approve = 0;
	desk->arrival_count = 1;
	accept_arrivals(desk);
	job = xcalloc(1, sizeof(*job));
	memset(&filter, 0, sizeof(filter));
	filter.site = desk->site.id;
	filter.state = JOB_STATES;
	filter.place = c.place;
	v = catalog_job_find(desk->archive->catalog, &filter, job, why);
	*ret_job = job->id;
	if (v == V_OK && job->id == 0)
		v = why_set(why, V_DEFER, "world-trouble",
		    "the document could not be accepted");
	free(job);
	free((void *)(uintptr_t)c.place);
	return v;
}

/* A question about a file that is gone is answered: it is called off. */
static void
call_off(struct desk *desk, const struct catalog_job *job)
{
	struct catalog_move move;
	struct why why;

	memset(&move, 0, sizeof(move));
	move.to = JOB_WITHDRAWN;
	if (catalog_job_move(desk->archive->catalog, job->id, &move,
		now_s(desk->newsroom), &why) != V_OK ||
	    catalog_job_told(desk->archive->catalog, job->id, JOB_WITHDRAWN,
		&why) != V_OK ||
	    spool_remove(desk->archive->spool, job->uid, &why) != V_OK ||
	    place_clear_beside(scan_dir(desk->scan), job->place, &why) != V_OK)
		newsroom_trouble(desk->newsroom, "calling off a job", &why);
	log_info("job called off site=%s job=%s", desk->config->name, job->uid);
}

static void
look_after_held(struct desk *desk)
{
	size_t i;
	struct catalog_filter filter;
	struct catalog_job *job;
	struct catalog_jobs jobs;
	struct stat st;
	struct why why;

	memset(&filter, 0, sizeof(filter));
	memset(&jobs, 0, sizeof(jobs));
	filter.site = desk->site.id;
	filter.state = JOB_HELD;
	filter.limit = HELD_PAGE;
	if (catalog_jobs(desk->archive->catalog, &filter, &jobs, &why) != V_OK)
		newsroom_trouble(desk->newsroom, "looking after the held",
		    &why);
	for (i = 0; i < jobs.count; i++) {
		job = &jobs.list[i];
		if (job->place[0] != '/' &&
		    fstatat(scan_dir(desk->scan), job->place, &st,
			AT_SYMLINK_NOFOLLOW) == -1 &&
		    errno == ENOENT)
			call_off(desk, job);
	}
	catalog_jobs_fini(&jobs);
}

/* What was remembered of files that are gone is forgotten, a page at a pass. */
static void
forget_gone(struct desk *desk)
{
	size_t i;
	struct catalog_seen_list seen;
	struct stat st;
	struct why why;

	memset(&seen, 0, sizeof(seen));
	if (catalog_seen_list(desk->archive->catalog, desk->site.id,
		desk->seen_after, &seen, &why) != V_OK)
		newsroom_trouble(desk->newsroom, "forgetting files", &why);
	for (i = 0; i < seen.count; i++) {
		if (fstatat(scan_dir(desk->scan), seen.list[i].place, &st,
			AT_SYMLINK_NOFOLLOW) == -1 &&
		    errno == ENOENT &&
		    catalog_seen_remove(desk->archive->catalog, desk->site.id,
			seen.list[i].place, &why) != V_OK)
			newsroom_trouble(desk->newsroom, "forgetting files",
			    &why);
	}
	snprintf(desk->seen_after, sizeof(desk->seen_after), "%s",
	    seen.count > 0 ? seen.list[seen.count - 1].place : "");
	catalog_seen_list_fini(&seen);
}

static void
make_folders(struct desk *desk)
{
	const char *names[4];
	size_t i;

	names[0] = desk->config->approve;
	names[1] = desk->config->done;
	names[2] = desk->config->failed;
	names[3] = desk->config->withdraw;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (mkdirat(scan_dir(desk->scan), names[i], 02775) == -1 &&
		    errno != EEXIST)
			log_warn("folder missing site=%s folder=%s: %s",
			    desk->config->name, names[i], strerror(errno));
	}
}

void
reception_open(struct desk *desk)
{
	struct why why;

	if (desk->arrivals == NULL)
		desk->arrivals = xcalloc(RECEPTION_BATCH,
		    sizeof(*desk->arrivals));
	if (scan_open(&desk->scan_settings, &desk->scan, &why) != V_OK) {
		desk->scan = NULL;
		if (!desk->drop_said)
			log_error("drop folder unreachable site=%s: %s",
			    desk->config->name, why.text);
		desk->drop_said = 1;
		desk->scan_not_before = now_ms(desk->newsroom) + REOPEN;
		return;
	}
	if (desk->drop_said)
		log_info("drop folder back site=%s", desk->config->name);
	desk->drop_said = 0;
	desk->look = SCAN_INTAKE;
	make_folders(desk);
}

void
reception_close(struct desk *desk)
{
	if (desk->scan != NULL)
		scan_close(desk->scan);
	desk->scan = NULL;
	settle_free(desk->settle);
	free(desk->arrivals);
}

/* Before each pass: what is watched when the pass begins can't be missed. */
static void
add_watches(struct desk *desk)
{
	struct why why;

	if (!desk->newsroom->settings.watch || watch_fd() == -1 ||
	    scan_watch(desk->scan, desk->number, &why) == V_OK)
		return;
	if (!desk->watches_said)
		log_warn("scanning without hints site=%s: %s",
		    desk->config->name, why.text);
	desk->watches_said = 1;
}

static int
begin_pass(struct desk *desk, int64_t now)
{
	if (desk->newsroom->settings.watch)
		desk->look |= watch_changed(desk->number);
	if (now >= desk->scan_at)
		desk->look |= SCAN_INTAKE;
	if (settle_next(desk->settle) != -1 && settle_next(desk->settle) <= now)
		desk->look |= SCAN_INTAKE;
	if (desk->look == 0 || now < desk->scan_not_before)
		return 0;
	add_watches(desk);
	scan_begin(desk->scan, desk->look);
	desk->scanning = 1;
	desk->scanning_all = (desk->look & SCAN_INTAKE) == SCAN_INTAKE;
	desk->scan_began = now;
	desk->look = 0;
	return 1;
}

static void
end_pass(struct desk *desk)
{
	int64_t now, every, took;
	const struct config *config;

	accept_arrivals(desk);
	config = desk->newsroom->settings.config;
	now = now_ms(desk->newsroom);
	took = now - desk->scan_began;
	desk->scanning = 0;
	desk->scan_not_before = now +
	    (took * PAUSE_FACTOR > MIN_PAUSE ? took * PAUSE_FACTOR : MIN_PAUSE);
	if (scan_summary(desk->scan)->crowded > 0)
		desk->look |= SCAN_INTAKE;
	if (!desk->scanning_all)
		return;
	settle_sweep(desk->settle);
	look_after_held(desk);
	forget_gone(desk);
	every = scan_is_remote(desk->scan) ? config->rescan_remote :
					     config->rescan;
	desk->scan_at = now + every;
	if (desk->newsroom->settings.scanned != NULL)
		desk->newsroom->settings.scanned(
		    desk->newsroom->settings.context);
}

void
reception_run(struct desk *desk)
{
	int64_t now;
	int more;

	now = now_ms(desk->newsroom);
	if (desk->scan != NULL && !scan_is_current(desk->scan)) {
		scan_close(desk->scan);
		desk->scan = NULL;
		desk->scanning = 0;
	}
	if (desk->scan == NULL && now >= desk->scan_not_before)
		reception_open(desk);
	if (desk->scan == NULL)
		return;
	if (!desk->scanning && !begin_pass(desk, now))
		return;
	more = scan_step(desk->scan, visit, desk);
	if (more == 0) {
		end_pass(desk);
	} else if (more == -1) {
		desk->scanning = 0;
		desk->look |= SCAN_INTAKE;
		desk->scan_not_before = now + REOPEN;
	}
	newsroom_stir(desk->newsroom);
}

int64_t
reception_next(struct desk *desk)
{
	int64_t next;

	if (desk->scan == NULL)
		return desk->scan_not_before;
	if (desk->scanning)
		return 0;
	next = desk->scan_at;
	if (settle_next(desk->settle) != -1 && settle_next(desk->settle) < next)
		next = settle_next(desk->settle);
	if (desk->look != 0)
		next = 0;
	return next > desk->scan_not_before ? next : desk->scan_not_before;
}
