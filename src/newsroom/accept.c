/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a copy to a job.  See accept.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/log.h"
#include "base/xalloc.h"
#include "newsroom/accept.h"
#include "newsroom/beside.h"
#include "newsroom/done.h"
#include "newsroom/items.h"
#include "newsroom/pair.h"
#include "newsroom/visit.h"
#include "newsroom/waiting.h"
#include "staff/place.h"

enum {
	PAUSE = 5000, /* ms, after trouble */
};

/* The job in one of these states that waits with the arrival's bytes; id 0 if
 * none does. */
static enum verdict
find_waiting(struct desk *desk, const struct arrival *a, enum job_state state,
    struct catalog_job *ret, struct why *why)
{
	struct catalog_filter filter;

	memset(&filter, 0, sizeof(filter));
	filter.site = desk->site.id;
	filter.state = state;
	filter.sha256 = a->job.sha256;
	return catalog_job_find(desk->archive->catalog, &filter, ret, why);
}

/*
 * A document that waits and turns up in _approve/ is known by its bytes.  One
 * that was there already and is only touched (Samba sets attributes after it
 * has moved a file) is no new answer.
 */
static enum verdict
find_approved(struct desk *desk, const struct arrival *a,
    struct catalog_job *ret, struct why *why)
{
	static const enum job_state states[] = { JOB_HELD, JOB_WAITING,
		JOB_SCHEDULED };

	enum verdict v = V_OK;
	size_t i;

	for (i = 0; i < 3 && v == V_OK && ret->id == 0; i++) {
		v = find_waiting(desk, a, states[i], ret, why);
		if (ret->id != 0 && strcmp(ret->place, a->job.place) == 0)
			ret->id = 0;
	}
	return v;
}

static enum verdict
approve(struct desk *desk, const struct arrival *a,
    const struct catalog_job *known, struct why *why)
{
	enum verdict v;
	struct catalog_approval approval;

	approval.by = a->job.owner;
	approval.place = a->job.place;
	approval.file = &a->job.file;
	v = catalog_job_approve(desk->archive->catalog, known->id, &approval,
	    now_s(desk->newsroom), why);
	if (v == V_OK)
		v = pair_approved(desk, known, why);
	if (v == V_OK)
		v = done_approved(desk, known, a, why);
	if (v == V_OK)
		v = place_clear_beside(scan_dir(desk->scan), known->place, why);
	log_info("job approved site=%s job=%s by=%lld", desk->config->name,
	    known->uid, (long long)approval.by);
	return v;
}

/* Who drags a document out of _embargo/ has called it off; whether it is
 * meant for another time nobody knows. */
static enum verdict
find_cancelled(struct desk *desk, const struct arrival *a,
    struct catalog_job *ret, struct why *why)
{
	enum verdict v;

	v = find_waiting(desk, a, JOB_SCHEDULED, ret, why);
	if (v == V_OK && ret->id != 0 &&
	    (!desk_is_within(desk, ret, WHERE_EMBARGO) ||
		waiting_look(desk, ret) != WAITING_GONE))
		ret->id = 0;
	return v;
}

static enum verdict
cancel(struct desk *desk, const struct arrival *a,
    const struct catalog_job *known, struct why *why)
{
	enum verdict v;
	struct catalog *catalog;
	struct catalog_move move;
	struct why reason;

	catalog = desk->archive->catalog;
	memset(&move, 0, sizeof(move));
	move.to = JOB_HELD;
	move.reason = &reason;
	v = why_set(&reason, V_HOLD, "embargo-cancelled",
	    "it was taken out of the folder of embargoes");
	v = catalog_plan_drop(catalog, known->id, why);
	if (v == V_OK)
		v = items_cancel(desk, known->id, &reason, why);
	if (v == V_OK)
		v = catalog_job_move(catalog, known->id, &move,
		    now_s(desk->newsroom), why);
	if (v == V_OK)
		v = catalog_job_set_place(catalog, known->id, a->job.place,
		    &a->job.file, why);
	if (v == V_OK)
		v = place_clear_beside(scan_dir(desk->scan), known->place, why);
	desk->post_due = 1;
	log_info("job cancelled site=%s job=%s", desk->config->name,
	    known->uid);
	return v;
}

static enum verdict
keep_companions(struct catalog *catalog, int64_t job, const struct arrival *a,
    struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog_companion *rows;

	if (a->companion_count == 0)
		return V_OK;
	rows = xcalloc(a->companion_count, sizeof(*rows));
	for (i = 0; i < a->companion_count; i++)
		rows[i] = a->companions[i].row;
	v = catalog_companions_put(catalog, job, rows, a->companion_count, why);
	free(rows);
	return v;
}

static enum verdict
accept_job(struct desk *desk, struct arrival *a, struct catalog_job *known,
    int *ret_spare, struct why *why)
{
	enum verdict v;

	v = catalog_accept(desk->archive->catalog, &a->job,
	    now_s(desk->newsroom), known, why);
	*ret_spare = v == V_OK && strcmp(known->uid, a->job.uid) != 0;
	if (v == V_OK && !*ret_spare)
		v = keep_companions(desk->archive->catalog, known->id, a, why);
	if (v == V_OK && !*ret_spare)
		log_info("job accepted site=%s job=%s size=%llu",
		    desk->config->name, a->job.uid,
		    (unsigned long long)a->job.file.size);
	return v;
}

/*
 * Accept one arrival within the transaction.  *ret_spare: its copy is not
 * needed, since the document is known.
 */
static enum verdict
accept_one(struct desk *desk, struct arrival *a, int *ret_spare,
    struct why *why)
{
	enum verdict v = V_OK;
	struct catalog_job *known;

	known = xcalloc(1, sizeof(*known));
	*ret_spare = 1;
	if (a->where == WHERE_APPROVE)
		v = find_approved(desk, a, known, why);
	else if (a->where == WHERE_DROP || a->where == WHERE_LANG)
		v = find_cancelled(desk, a, known, why);
	if (v == V_OK && known->id == 0)
		v = accept_job(desk, a, known, ret_spare, why);
	else if (v == V_OK && a->where == WHERE_APPROVE)
		v = approve(desk, a, known, why);
	else if (v == V_OK)
		v = cancel(desk, a, known, why);
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

/* The documents and what lay beside them, with one sync. */
static enum verdict
link_all(struct desk *desk, struct why *why)
{
	char(*names)[SPOOL_NAME];
	const char **uids;
	enum verdict v;
	size_t count = 0, i, j;
	struct arrival *a;
	struct spool_copy *copies;

	for (i = 0; i < desk->arrival_count; i++)
		count += 1 + desk->arrivals[i].companion_count;
	names = xcalloc(count, sizeof(*names));
	uids = xcalloc(count, sizeof(*uids));
	copies = xcalloc(count, sizeof(*copies));
	for (count = 0, i = 0; i < desk->arrival_count; i++) {
		a = &desk->arrivals[i];
		snprintf(names[count], SPOOL_NAME, "%s", a->job.uid);
		copies[count++] = a->copy;
		for (j = 0; j < a->companion_count; j++) {
			spool_companion(names[count], a->job.uid, (unsigned)j);
			copies[count++] = a->companions[j].copy;
		}
	}
	for (i = 0; i < count; i++)
		uids[i] = names[i];
	v = spool_link_all(desk->archive->spool, copies, uids, count, why);
	free(names);
	free(uids);
	free(copies);
	return v;
}

/* Bytes and names first, then the catalogue: from then on it is accepted. */
void
accept_arrivals(struct desk *desk)
{
	const char *uid;
	enum verdict v;
	int spare[RECEPTION_BATCH] = { 0 };
	size_t i;
	struct spool *spool;
	struct why why, ignored;

	if (desk->arrival_count == 0)
		return;
	spool = desk->archive->spool;
	v = link_all(desk, &why);
	if (v == V_OK)
		v = accept_all(desk, spare, &why);
	for (i = 0; i < desk->arrival_count; i++) {
		uid = desk->arrivals[i].job.uid;
		if ((v != V_OK || spare[i]) &&
		    spool_remove(spool, uid, &ignored) != V_OK)
			log_warn("spool file left behind job=%s", uid);
		spool_copy_fini(spool, &desk->arrivals[i].copy);
		beside_drop(desk, &desk->arrivals[i]);
		if (v == V_OK)
			settle_forget(desk->settle,
			    desk->arrivals[i].job.place);
	}
	if (v != V_OK) {
		newsroom_trouble(desk->newsroom, "accepting documents", &why);
		desk->look |= SCAN_INTAKE;
		desk->scan_not_before = now_ms(desk->newsroom) + PAUSE;
	}
	desk->arrival_count = 0;
	desk->newsroom->more_jobs = 1;
	newsroom_stir(desk->newsroom);
}

enum verdict
accept_file(struct desk *desk, int fd, const char *name, int64_t *ret_job,
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
	visit_fill_job(desk, &c, &identity, &a->job);
	memcpy(a->job.sha256, a->copy.sha256, sizeof(a->job.sha256));
	a->companions = NULL;
	a->companion_count = 0;
	a->where = WHERE_DROP;
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
