/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a copy to a job.  See accept.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/log.h"
#include "base/xalloc.h"
#include "newsroom/accept.h"
#include "newsroom/visit.h"
#include "staff/place.h"

enum {
	PAUSE = 5000, /* ms, after trouble */
};

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
void
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
