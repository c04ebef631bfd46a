/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of several items.  See items.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "newsroom/editor.h"
#include "newsroom/items.h"

enum {
	BATCH = 64 /* copies that are open at a time */
};

/* How the items of a file stand. */
struct tally {
	size_t held;
	size_t waiting;
	size_t failed;
	size_t fatal;
	size_t good;
};

/* Give a few of the documents their places in the spool. */
static enum verdict
spool_some(struct archive *archive, const struct dispatch_item *items,
    const struct catalog_item *list, size_t count, struct why *why)
{
	const char *uids[BATCH];
	enum verdict v = V_OK;
	int fd;
	size_t i, n;
	struct spool_copy copies[BATCH];

	for (n = 0; n < count && v == V_OK;) {
		fd = fs_memory_file(items[n].document.data,
		    items[n].document.len);
		if (fd == -1)
			v = why_errno(why, "taking a file apart");
		else
			v = spool_copy(archive->spool, fd, UINT64_MAX,
			    &copies[n], why);
		if (fd != -1)
			close(fd);
		uids[n] = list[n].uid;
		n += v == V_OK;
	}
	if (v == V_OK)
		v = spool_link_all(archive->spool, copies, uids, n, why);
	for (i = 0; i < n; i++)
		spool_copy_fini(archive->spool, &copies[i]);
	return v;
}

static enum verdict
spool_all(struct archive *archive, const struct dispatch *said,
    const struct catalog_item *list, struct why *why)
{
	enum verdict v = V_OK;
	size_t at, count;

	for (at = 0; at < said->item_count && v == V_OK; at += count) {
		count = said->item_count - at;
		if (count > BATCH)
			count = BATCH;
		v = spool_some(archive, &said->items[at], &list[at], count,
		    why);
	}
	return v;
}

/* The file as it came is kept once, whatever becomes of its items. */
static enum verdict
keep_original(struct piece *piece, struct why *why)
{
	enum verdict v;
	int fd;
	struct archive *archive;

	archive = piece->desk->archive;
	v = spool_read(archive->spool, piece->job.uid, &fd, why);
	if (v != V_OK)
		return v;
	v = store_put_file(archive->store, fd, piece->job.sha256, why);
	close(fd);
	return v == V_OK ? store_sync(archive->store, why) : v;
}

/* The items are jobs, and the file is due no more, or nothing has happened. */
static enum verdict
put_jobs(struct piece *piece, const struct catalog_job *file,
    struct catalog_item *list, size_t count, struct why *why)
{
	enum verdict v;
	int64_t now;
	struct catalog *catalog;
	struct catalog_move move;

	catalog = piece->desk->archive->catalog;
	now = now_s(piece->desk->newsroom);
	memset(&move, 0, sizeof(move));
	move.to = JOB_RECEIVED;
	move.due = CATALOG_NEVER;
	move.format = piece->format;
	if ((v = catalog_begin(catalog, CATALOG_DURABLE, why)) != V_OK)
		return v;
	v = catalog_items_put(catalog, file, list, count, now, why);
	if (v == V_OK)
		v = catalog_job_move(catalog, file->id, &move, now, why);
	if (v == V_OK)
		return catalog_commit(catalog, why);
	catalog_rollback(catalog);
	return v;
}

/* What was copied for nothing: for items that had their jobs already, or for
 * nobody. */
static void
drop_spare(struct archive *archive, const struct catalog_item *list,
    char (*uids)[CATALOG_UID_SIZE], size_t count, int all)
{
	size_t i;
	struct why why;

	for (i = 0; i < count; i++) {
		if ((all || list[i].uid[0] == '\0') &&
		    spool_remove(archive->spool, uids[i], &why) != V_OK)
			log_warn("spool file left behind job=%s", uids[i]);
	}
}

static enum verdict
make_jobs(struct piece *piece, const struct catalog_job *file,
    const struct dispatch *said, struct why *why)
{
	char(*uids)[CATALOG_UID_SIZE];
	enum verdict v;
	size_t i;
	struct catalog_item *list;

	list = xcalloc(said->item_count, sizeof(*list));
	uids = xcalloc(said->item_count, sizeof(*uids));
	for (i = 0; i < said->item_count; i++) {
		catalog_new_uid(list[i].uid);
		memcpy(uids[i], list[i].uid, sizeof(uids[i]));
		list[i].sha256 = said->items[i].sha256;
		list[i].title = said->items[i].title;
		list[i].kin = said->items[i].kin;
	}
	v = keep_original(piece, why);
	if (v == V_OK)
		v = spool_all(piece->desk->archive, said, list, why);
	if (v == V_OK)
		v = put_jobs(piece, file, list, said->item_count, why);
	drop_spare(piece->desk->archive, list, uids, said->item_count,
	    v != V_OK);
	free(uids);
	free(list);
	return v;
}

static void
refuse(struct piece *piece, const char *code, const char *words,
    const char *quote)
{
	enum verdict v;

	v = why_set(&piece->why, V_REJECT, code, "%s", words);
	(void)v;
	why_quote(&piece->why, quote);
	piece->decision = DECISION_REJECT;
}

/* A sidecar says things about one document, perhaps its embargo: of which item
 * nobody knows. */
static const char *
sidecar_of(const struct catalog_companions *companions)
{
	size_t i;

	for (i = 0; i < companions->count; i++) {
		if (companions->list[i].role == COMPANION_SIDECAR)
			return companions->list[i].name;
	}
	return NULL;
}

static int
is_accepted(struct piece *piece)
{
	const char *sidecar;
	enum verdict v;
	struct catalog_companions companions;
	struct why why;

	memset(&companions, 0, sizeof(companions));
	v = catalog_companions(piece->desk->archive->catalog, piece->job.id,
	    &companions, &why);
	sidecar = sidecar_of(&companions);
	if (v != V_OK) {
		piece->decision = DECISION_DEFER;
		piece->why = why;
	} else if (sidecar != NULL) {
		refuse(piece, "items-sidecar",
		    "what lies beside it is said of one document", sidecar);
	} else if (!config_accepts(reception_folder(piece->desk,
				       piece->job.folder),
		       piece->format)) {
		refuse(piece, "format-not-accepted",
		    "the folder takes other kinds of documents", piece->format);
	}
	catalog_companions_fini(&companions);
	return piece->decision == DECISION_NONE;
}

void
items_split_up(struct piece *piece, const struct dispatch *said)
{
	enum verdict v;
	struct catalog_job *file;
	struct desk *desk;
	struct why why;

	desk = piece->desk;
	snprintf(piece->format, sizeof(piece->format), "%s",
	    dispatch_field(said, FIELD_FORMAT));
	if (!is_accepted(piece)) {
		editor_close(piece);
		return;
	}
	/* Approved since it went to its worker, or saved again? */
	file = xcalloc(1, sizeof(*file));
	v = catalog_job_get(desk->archive->catalog, piece->job.id, file, &why);
	if (v == V_OK && file->state == JOB_RECEIVED)
		v = make_jobs(piece, file, said, &why);
	free(file);
	if (v != V_OK) {
		newsroom_trouble(desk->newsroom, "taking a file apart", &why);
		editor_defer(piece, &why);
		return;
	}
	log_info("job taken apart site=%s job=%s items=%zu", desk->config->name,
	    piece->job.uid, said->item_count);
	items_settle(desk, piece->job.id);
	desk->newsroom->more_jobs = 1;
	piece_free(piece);
	newsroom_stir(desk->newsroom);
}

/* Has every item its fate, of which we have taken note?  Counted in *ret. */
static int
count(const struct catalog_jobs *items, struct tally *ret)
{
	const struct catalog_job *job;
	size_t i;

	memset(ret, 0, sizeof(*ret));
	for (i = 0; i < items->count; i++) {
		job = &items->list[i];
		if (job->state == JOB_RECEIVED ||
		    (job->told != job->state && job->state != JOB_ERASED))
			return 0;
		ret->held += job->state == JOB_HELD;
		ret->waiting += job->state == JOB_WAITING ||
		    job->state == JOB_SCHEDULED;
		ret->failed += job->state == JOB_REJECTED;
		ret->fatal += job->state == JOB_REJECTED &&
		    job->why.verdict == V_FATAL;
		ret->good += job->state == JOB_PUBLISHED;
	}
	return items->count > 0;
}

/* What the file's job becomes, and why. */
static enum job_state
weigh(const struct tally *tally, struct why *ret)
{
	char number[24];
	enum verdict v = V_OK;
	enum job_state to = JOB_PUBLISHED;

	why_clear(ret);
	number[0] = '\0';
	if (tally->held > 0) {
		to = JOB_HELD;
		v = why_set(ret, V_HOLD, "items-held", "some are held");
		snprintf(number, sizeof(number), "%zu", tally->held);
	} else if (tally->waiting > 0) {
		to = JOB_SCHEDULED;
	} else if (tally->failed > 0 && tally->good == 0) {
		to = JOB_REJECTED;
		v = why_set(ret,
		    tally->fatal == tally->failed ? V_FATAL : V_REJECT,
		    "items-failed", "none could be published");
		snprintf(number, sizeof(number), "%zu", tally->failed);
	}
	(void)v;
	why_quote(ret, number);
	return to;
}

static int
is_open(enum job_state state)
{
	return state == JOB_RECEIVED || state == JOB_HELD ||
	    state == JOB_WAITING || state == JOB_SCHEDULED;
}

/* By way of received, so that what staff are told is told anew. */
static enum verdict
take_to(struct desk *desk, const struct catalog_job *file, enum job_state to,
    const struct why *reason, struct why *why)
{
	enum verdict v = V_OK;
	int64_t now;
	struct catalog *catalog;
	struct catalog_move move;

	catalog = desk->archive->catalog;
	now = now_s(desk->newsroom);
	memset(&move, 0, sizeof(move));
	move.due = CATALOG_NEVER;
	move.to = JOB_RECEIVED;
	if (file->state != JOB_RECEIVED)
		v = catalog_job_move(catalog, file->id, &move, now, why);
	move.to = to;
	move.reason = reason->code[0] != '\0' ? reason : NULL;
	if (v == V_OK)
		v = catalog_job_move(catalog, file->id, &move, now, why);
	return v;
}

static enum verdict
settle(struct desk *desk, const struct catalog_job *file,
    const struct catalog_jobs *items, struct why *why)
{
	enum job_state to;
	enum verdict v;
	struct tally tally;
	struct why reason;

	/* One that is due has still to be taken apart (again). */
	if (!is_open(file->state) ||
	    (file->state == JOB_RECEIVED && file->due < CATALOG_NEVER) ||
	    !count(items, &tally))
		return V_OK;
	to = weigh(&tally, &reason);
	v = take_to(desk, file, to, &reason, why);
	if (v != V_OK)
		return v;
	log_info("job %s site=%s job=%s items=%zu held=%zu failed=%zu",
	    job_state_name(to), desk->config->name, file->uid, items->count,
	    tally.held, tally.failed);
	newsroom_ended(desk->newsroom, file->id, reason.verdict, &reason, "");
	return V_OK;
}

void
items_settle(struct desk *desk, int64_t file)
{
	enum verdict v;
	struct catalog_job *job;
	struct catalog_jobs items;
	struct why why;

	memset(&items, 0, sizeof(items));
	job = xcalloc(1, sizeof(*job));
	v = catalog_job_get(desk->archive->catalog, file, job, &why);
	if (v == V_OK)
		v = catalog_items(desk->archive->catalog, file, &items, &why);
	if (v == V_OK)
		v = settle(desk, job, &items, &why);
	if (v != V_OK)
		newsroom_trouble(desk->newsroom, "settling a file", &why);
	catalog_jobs_fini(&items);
	free(job);
	desk->post_due = 1;
	newsroom_stir(desk->newsroom);
}

enum verdict
items_is_twice(struct piece *piece, const struct dispatch *said,
    const struct catalog_release *same, int *ret, struct why *why)
{
	const char *revision;
	enum verdict v;
	struct catalog_job *other;

	*ret = 0;
	revision = dispatch_field(said, FIELD_REVISION);
	if (piece->job.parent == 0 || same->standing != STANDING_LIVE ||
	    strtoll(revision, NULL, 10) > same->version.revision)
		return V_OK;
	other = xcalloc(1, sizeof(*other));
	v = catalog_job_get(piece->desk->archive->catalog, same->version.job,
	    other, why);
	*ret = v == V_OK && other->parent == piece->job.parent &&
	    other->id != piece->job.id;
	free(other);
	return v;
}

enum verdict
items_cancel(struct desk *desk, int64_t file, const struct why *reason,
    struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog *catalog;
	struct catalog_jobs items;
	struct catalog_move move;

	catalog = desk->archive->catalog;
	memset(&items, 0, sizeof(items));
	memset(&move, 0, sizeof(move));
	move.to = JOB_HELD;
	move.reason = reason;
	v = catalog_items(catalog, file, &items, why);
	for (i = 0; i < items.count && v == V_OK; i++) {
		if (items.list[i].state != JOB_SCHEDULED)
			continue;
		v = catalog_plan_drop(catalog, items.list[i].id, why);
		if (v == V_OK)
			v = catalog_job_move(catalog, items.list[i].id, &move,
			    now_s(desk->newsroom), why);
	}
	catalog_jobs_fini(&items);
	return v;
}
