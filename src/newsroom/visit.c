/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What becomes of one entry of a drop folder.  See visit.h for the contract.
 *
 * What was looked at and answered is left alone until it changes, also after
 * a restart.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/names.h"
#include "base/xalloc.h"
#include "intake/claim.h"
#include "newsroom/accept.h"
#include "newsroom/beside.h"
#include "newsroom/bundle.h"
#include "newsroom/done.h"
#include "newsroom/inventory.h"
#include "newsroom/visit.h"
#include "newsroom/waiting.h"
#include "newsroom/withdrawal.h"
#include "staff/place.h"

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

void
visit_remember(struct desk *desk, const struct candidate *c,
    const char *outcome)
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
visit_is_known(struct desk *desk, const struct candidate *c)
{
	return was_seen(desk, c, NULL);
}

int
visit_leave(struct desk *desk, const struct candidate *c)
{
	if (was_seen(desk, c, NULL))
		return 0;
	visit_remember(desk, c, "adopted");
	return 1;
}

static int
is_done(enum job_state state)
{
	return state == JOB_PUBLISHED || state == JOB_SUPERSEDED ||
	    state == JOB_GONE || state == JOB_ERASED;
}

/* Has this very file become a job already, with what lies beside it now?  What
 * comes beside it when all is done changes nothing.  If the job waits, a lock
 * beside the file tells that somebody has opened it again. */
static int
is_job(struct desk *desk, const struct candidate *c)
{
	int known = 0;
	struct beside beside;
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
	if (known && !is_done(job->state)) {
		beside_find(desk, c, &beside);
		known = strcmp(job->beside_seen, beside.seen) == 0;
		beside_fini(&beside);
	}
	if (known)
		waiting_visit(desk, job, c->look == LOOK_LOCKED);
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
	visit_remember(desk, c, why->code);
	return VISIT_IDLE;
}

static enum visit
turn_away_kind(struct desk *desk, const struct candidate *c)
{
	enum verdict v;
	struct why why;

	if (c->kind == KIND_FOLDER)
		v = why_set(&why, V_REJECT, "folder-deep",
		    "a folder within the folder of a release");
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
	for (kind = PLACE_FIX; kind <= PLACE_PREVIEW; kind++) {
		n = strlen(place_suffix(kind));
		if (len <= n || strlen(c->name) <= n ||
		    strcmp(c->place + len - n, place_suffix(kind)) != 0)
			continue;
		snprintf(place, sizeof(place), "%.*s", (int)(len - n),
		    c->place);
		if (desk->inventory == INVENTORY_OPEN &&
		    strcmp(place, inventory_name) == 0)
			continue;
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
	visit_remember(desk, c, "open");
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

void
visit_fill_job(struct desk *desk, const struct candidate *c,
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
	struct beside beside;
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
	visit_fill_job(desk, c, &identity, &a->job);
	memcpy(a->job.sha256, a->copy.sha256, sizeof(a->job.sha256));
	a->where = c->where;
	beside_find(desk, c, &beside);
	v = beside_claim(desk, c, &beside, a, &why);
	beside_fini(&beside);
	if (v == V_OK) {
		desk->arrival_count++;
		return VISIT_PENDING;
	}
	spool_copy_fini(desk->archive->spool, &a->copy);
	return v == V_REJECT ? turn_away(desk, c, REPORT_FIX, &why) :
			       VISIT_PENDING;
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

static enum visit
take_in(struct desk *desk, const struct candidate *c)
{
	if (c->crowded)
		return VISIT_PENDING;
	if (desk->arrival_count == RECEPTION_BATCH)
		accept_arrivals(desk);
	return visit_document(desk, c);
}

enum visit
visit_copy(struct desk *desk, const struct candidate *c)
{
	if (was_seen(desk, c, NULL) || is_job(desk, c))
		return VISIT_IDLE;
	return take_in(desk, c);
}

/* Does it lie in the folder of a release? */
static int
is_bundled(const struct desk *desk, const struct candidate *c)
{
	char *folder;
	int result;

	folder = beside_folder(desk, c->place);
	result = folder != NULL;
	free(folder);
	return result;
}

/* A file in the folder of a release that is no part of it. */
static enum visit
visit_stray(struct desk *desk, const struct candidate *c)
{
	enum verdict v;
	struct why why;

	v = why_set(&why, V_REJECT, "beside-left-out",
	    "neither a document nor in the folder of attachments");
	(void)v;
	why_quote(&why, c->name);
	return turn_away(desk, c, REPORT_FIX, &why);
}

/* A sidecar waits for its document; one that nobody comes for is spoken of
 * when a document would have been given up. */
static enum visit
visit_sidecar(struct desk *desk, const struct candidate *c)
{
	enum verdict v;
	int64_t since;
	struct why why;

	since = now_s(desk->newsroom) - c->identity.ctime_ns / 1000000000;
	if (since * 1000 < desk->newsroom->settings.config->incomplete)
		return VISIT_IDLE;
	v = why_set(&why, V_REJECT, "sidecar-alone",
	    "a description without its document");
	(void)v;
	return turn_away(desk, c, REPORT_FIX, &why);
}

static int
is_intake(enum where where)
{
	return where == WHERE_DROP || where == WHERE_LANG ||
	    where == WHERE_APPROVE || where == WHERE_PREVIEW ||
	    where == WHERE_EMBARGO;
}

/* Of the folder of a release that was put away: its documents, and our pages
 * about them. */
static enum visit
visit_put_away(void *arg, const struct candidate *c)
{
	if (c->kind != KIND_FILE ||
	    (c->look != LOOK_OWN && !bundle_is_document(c->name)))
		return VISIT_IDLE;
	return visit_candidate(arg, c);
}

enum visit
visit_candidate(void *arg, const struct candidate *c)
{
	struct desk *desk = arg;

	if (desk->newsroom->draining || desk->newsroom->broken)
		return VISIT_STOP;
	if (c->where == WHERE_WITHDRAW)
		return withdrawal_visit(desk, c);
	if (c->where == WHERE_DONE && c->kind == KIND_FOLDER) {
		(void)scan_bundle(desk->scan, c, visit_put_away, desk);
		return VISIT_IDLE;
	}
	if (c->where == WHERE_DONE)
		return withdrawal_takes_back(desk, c) ? VISIT_IDLE :
							done_visit(desk, c);
	if (!is_intake(c->where))
		return VISIT_IDLE;
	if (withdrawal_takes_back(desk, c))
		return VISIT_IDLE;
	if (c->look == LOOK_OWN)
		return visit_own(desk, c);
	if (inventory_takes(desk, c))
		return VISIT_IDLE;
	if (c->kind == KIND_FOLDER && !is_bundled(desk, c))
		return bundle_visit(desk, c, visit_candidate);
	if (c->kind != KIND_FILE)
		return turn_away_kind(desk, c);
	if (beside_is_sidecar(c->name))
		return visit_sidecar(desk, c);
	if (is_bundled(desk, c) && !bundle_is_document(c->name))
		return visit_stray(desk, c);
	if (was_seen(desk, c, NULL) || is_job(desk, c))
		return VISIT_IDLE;
	if (c->look == LOOK_LOCKED)
		return visit_locked(desk, c);
	if (c->look == LOOK_CONFLICT && c->where != WHERE_APPROVE)
		return visit_conflict(desk, c);
	return take_in(desk, c);
}
