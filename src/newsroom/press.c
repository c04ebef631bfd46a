/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The press: publishes what was rendered and staged (steps P2 to P5 of
 * publishing), many at once: they share their syncs and transactions.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/xalloc.h"
#include "newsroom/company.h"
#include "newsroom/editor.h"
#include "newsroom/pair.h"
#include "newsroom/room.h"
#include "newsroom/waiting.h"
#include "publish/publish.h"

/* The publications of one desk that go out together. */
struct batch {
	struct desk *desk;
	struct piece *pieces[PRESS_BATCH];
	size_t count;
};

/* Whatever became of a piece of the batch, it is not in it any more. */
static void
drop(struct batch *batch, size_t i)
{
	batch->pieces[i] = batch->pieces[--batch->count];
}

/* What is at its address already leaves it again. */
static void
retract(struct piece *piece)
{
	struct why why;

	if (piece->pair[0] == '\0' || !piece->is_installed)
		return;
	piece->is_installed = 0;
	if (publish_retract(&piece->staged, piece->plan.path, &why) != V_OK)
		newsroom_trouble(piece->desk->newsroom, "taking back", &why);
}

/* One piece, and with it all of its pair: none of them is published alone. */
static void
defer_pair(struct batch *batch, size_t i, const struct why *why)
{
	const struct piece first = *batch->pieces[i];
	size_t k;
	struct piece *piece;

	newsroom_trouble(batch->desk->newsroom, "publishing", why);
	for (k = batch->count; k-- > 0;) {
		piece = batch->pieces[k];
		if (k != i && !company_is_of(&first, piece))
			continue;
		retract(piece);
		drop(batch, k);
		editor_defer(piece, why);
	}
}

static void
defer_all(struct batch *batch, const struct why *why)
{
	while (batch->count > 0)
		defer_pair(batch, batch->count - 1, why);
}

static int
same_files(const struct catalog_files *a, const struct catalog_files *b)
{
	size_t i, j;

	if (a->count != b->count)
		return 0;
	for (i = 0; i < a->count; i++) {
		for (j = 0; j < b->count; j++) {
			if (strcmp(a->list[i].name, b->list[j].name) == 0)
				break;
		}
		if (j == b->count ||
		    strcmp(a->list[i].sha256, b->list[j].sha256) != 0)
			return 0;
	}
	return 1;
}

/*
 * A rendering that came out as it was before needs no new plan and makes no
 * change; it is installed again only where the web root lost it.
 */
static enum verdict
is_as_before(struct piece *piece, int *ret, struct why *why)
{
	enum verdict v;
	struct catalog_files files;

	*ret = 0;
	if (!piece->rerender || piece->changes_kin)
		return V_OK;
	memset(&files, 0, sizeof(files));
	v = catalog_files(piece->desk->archive->catalog, piece->plan.version, 0,
	    &files, why);
	if (v == V_OK)
		*ret = same_files(&files, &piece->staged.files);
	catalog_files_fini(&files);
	return v;
}

static enum verdict
sync_all(struct batch *batch, struct why *why)
{
	enum verdict v;
	size_t i;
	struct staged *staged[PRESS_BATCH];

	for (i = 0; i < batch->count; i++)
		staged[i] = &batch->pieces[i]->staged;
	v = stage_sync(staged, batch->count, why);
	if (v == V_OK)
		v = store_sync_beside(batch->desk->archive->store,
		    batch->desk->site.web.stage, why);
	else
		store_forget(batch->desk->archive->store);
	return v;
}

static enum verdict
plan_files(struct catalog *catalog, const struct piece *piece, struct why *why)
{
	enum verdict v;

	v = catalog_plan_files(catalog, piece->plan.version,
	    piece->release_sha256, &piece->staged.files, why);
	if (v == V_OK)
		v = catalog_plan_topics(catalog, piece->plan.version,
		    &piece->topics, why);
	if (v == V_OK && piece->search != NULL)
		v = catalog_plan_search(catalog, piece->plan.version,
		    piece->search, why);
	return v;
}

/* Fix what will be installed; only then may a rename show it. */
static enum verdict
fix_files(struct batch *batch, struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog *catalog;
	struct piece *piece;

	catalog = batch->desk->archive->catalog;
	v = catalog_begin(catalog, CATALOG_DURABLE, why);
	if (v != V_OK)
		return v;
	for (i = 0; i < batch->count && v == V_OK; i++) {
		piece = batch->pieces[i];
		v = is_as_before(piece, &piece->is_as_before, why);
		if (v == V_OK && piece->before != 0)
			v = catalog_plan_difference(catalog,
			    piece->plan.version, piece->minor,
			    &piece->difference, why);
		if (v == V_OK && !piece->is_as_before)
			v = plan_files(catalog, piece, why);
	}
	if (v == V_OK)
		return catalog_commit(catalog, why);
	catalog_rollback(catalog);
	return v;
}

/* Files that are right already keep their time, and so their ETag. */
static enum verdict
install(struct piece *piece, struct why *why)
{
	enum installed installed = INSTALLED_NONE;
	enum verdict v = V_OK;

	if (piece->is_as_before)
		v = publish_check(&piece->desk->site.web, piece->plan.path,
		    &piece->staged.files, &installed, why);
	if (v != V_OK || installed == INSTALLED_SAME)
		return v;
	return publish_install(&piece->staged, piece->plan.path, why);
}

static void
install_all(struct batch *batch)
{
	size_t i;
	struct why why;

	for (i = 0; i < batch->count;) {
		if (!batch->pieces[i]->is_installed &&
		    install(batch->pieces[i], &why) != V_OK) {
			defer_pair(batch, i, &why);
			i = 0; /* those that are left have moved */
			continue;
		}
		batch->pieces[i++]->is_installed = 1;
	}
}

static enum verdict
settle_all(struct batch *batch, struct why *why)
{
	const char *paths[PRESS_BATCH];
	size_t i;

	for (i = 0; i < batch->count; i++)
		paths[i] = batch->pieces[i]->plan.path;
	return publish_settle(&batch->desk->site.web, paths, batch->count, why);
}

/* "Published" is said only of what was read back under its address. */
static void
read_back(struct batch *batch)
{
	enum installed installed;
	enum verdict v;
	size_t i;
	struct piece *piece;
	struct why why;

	for (i = 0; i < batch->count;) {
		piece = batch->pieces[i];
		v = publish_check(&batch->desk->site.web, piece->plan.path,
		    &piece->staged.files, &installed, &why);
		if (v == V_OK && installed != INSTALLED_SAME)
			v = why_set(&why, V_DEFER, "world-trouble",
			    "what was published reads back as something else");
		if (v != V_OK)
			defer_pair(batch, i, &why);
		i = v == V_OK ? i + 1 : 0;
	}
}

/* Its translations name it, so they are rendered again; and so is it, since
 * one of them may have come out after it was rendered. */
static enum verdict
call_siblings(struct piece *piece, struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog *catalog;
	struct catalog_job *job;
	struct catalog_releases work;

	if (piece->rerender && !piece->changes_kin)
		return V_OK;
	catalog = piece->desk->archive->catalog;
	memset(&work, 0, sizeof(work));
	job = xcalloc(2, sizeof(*job));
	v = catalog_of_work(catalog, piece->plan.work, &work, why);
	for (i = 0; i < work.count && work.count > 1 && v == V_OK; i++) {
		memset(job, 0, sizeof(*job));
		catalog_new_uid(job->uid);
		job->site = piece->desk->site.id;
		job->kind = JOB_RENDER;
		job->version = work.list[i].version.id;
		job->due = now_s(piece->desk->newsroom);
		v = catalog_accept(catalog, job, job->due, job + 1, why);
	}
	catalog_releases_fini(&work);
	free(job);
	return v;
}

/* The whole work was called for another of its pair. */
static int
has_called(const struct batch *batch, size_t at)
{
	size_t i;

	for (i = 0; i < at; i++) {
		if (company_is_of(batch->pieces[i], batch->pieces[at]))
			return 1;
	}
	return 0;
}

/* Close the job of a rendering; a document's job follows its version. */
static enum verdict
close_rendering(struct piece *piece, struct why *why)
{
	struct catalog_move move;

	if (!piece->rerender || piece->rebuild)
		return V_OK;
	memset(&move, 0, sizeof(move));
	move.to = JOB_SUPERSEDED;
	return catalog_job_move(piece->desk->archive->catalog, piece->job.id,
	    &move, now_s(piece->desk->newsroom), why);
}

static enum verdict
commit_within(struct batch *batch, struct why *why)
{
	enum verdict v = V_OK;
	int64_t versions[PRESS_BATCH];
	size_t count = 0;
	size_t i;
	struct piece *piece;

	for (i = 0; i < batch->count; i++) {
		piece = batch->pieces[i];
		if (!piece->is_as_before)
			versions[count++] = piece->plan.version;
	}
	if (count > 0)
		v = catalog_publish(batch->desk->archive->catalog, versions,
		    count, now_s(batch->desk->newsroom), why);
	for (i = 0; i < batch->count && v == V_OK; i++) {
		if (!has_called(batch, i))
			v = call_siblings(batch->pieces[i], why);
	}
	for (i = 0; i < batch->count && v == V_OK; i++)
		v = close_rendering(batch->pieces[i], why);
	return v;
}

static enum verdict
commit(struct batch *batch, struct why *why)
{
	enum verdict v;
	struct catalog *catalog;

	catalog = batch->desk->archive->catalog;
	v = catalog_begin(catalog, CATALOG_DURABLE, why);
	if (v != V_OK)
		return v;
	v = commit_within(batch, why);
	if (v == V_OK)
		return catalog_commit(catalog, why);
	catalog_rollback(catalog);
	return v;
}

static void
tell(struct piece *piece)
{
	struct desk *desk;
	struct why ok;
	char *url;

	desk = piece->desk;
	why_clear(&ok);
	if (piece->rebuild) {
		upkeep_made(desk->newsroom, &ok);
		return;
	}
	/* Never the path: a slug is made of the title. */
	log_info("job %s site=%s job=%s work=%s lang=%s version=%u",
	    piece->rerender ? "rendered" : "published", desk->config->name,
	    piece->job.uid, piece->plan.work, piece->lang, piece->plan.number);
	url = xasprintf("%s%s", desk->site.base_url, piece->plan.path);
	newsroom_ended(desk->newsroom, piece->job.id, V_OK, &ok, url);
	free(url);
}

static int
all_fixed(const struct batch *batch)
{
	size_t i;

	for (i = 0; i < batch->count; i++) {
		if (!batch->pieces[i]->is_fixed)
			return 0;
	}
	return 1;
}

static enum verdict
sync_and_fix(struct batch *batch, struct why *why)
{
	enum verdict v;

	v = sync_all(batch, why);
	return v == V_OK ? fix_files(batch, why) : v;
}

static void
publish(struct batch *batch)
{
	enum verdict v;
	size_t i;
	struct why why;

	v = all_fixed(batch) ? V_OK : sync_and_fix(batch, &why);
	if (v == V_OK) {
		install_all(batch);
		v = settle_all(batch, &why);
	}
	if (v == V_OK) {
		read_back(batch);
		v = commit(batch, &why);
	}
	if (v != V_OK) {
		defer_all(batch, &why);
		return;
	}
	for (i = 0; i < batch->count; i++) {
		tell(batch->pieces[i]);
		piece_free(batch->pieces[i]);
	}
	pair_review(batch->desk);
	batch->desk->lists_due = 1;
	batch->desk->removals_due = 1;
	batch->desk->post_due = 1;
	batch->desk->newsroom->more_jobs = 1;
	newsroom_stir(batch->desk->newsroom);
}

/* Its instant has not come, or it waits for others of its pair. */
static int
is_early(const struct piece *piece, int64_t now)
{
	return piece->not_before > now || company_of(piece) != COMPANY_HERE;
}

/* The first that is ready and may be seen, or NULL. */
static struct piece *
first_of(const struct newsroom *newsroom, int64_t now)
{
	struct piece *piece;

	TAILQ_FOREACH(piece, &newsroom->ready, link) {
		if (!is_early(piece, now))
			return piece;
	}
	return NULL;
}

int64_t
press_next(struct newsroom *newsroom)
{
	struct piece *first;

	if ((first = first_of(newsroom, now_s(newsroom))) == NULL)
		return INT64_MAX;
	if (TAILQ_EMPTY(&newsroom->out) && TAILQ_EMPTY(&newsroom->queued))
		return 0; /* nobody else will come soon */
	/* With more waiting than workers, company costs nobody time: the
	 * queue is served all the same, and the syncs are shared. */
	if (!TAILQ_EMPTY(&newsroom->queued))
		return first->ready_at + PRESS_PATIENCE_BUSY;
	return first->ready_at + PRESS_PATIENCE;
}

static void
take(struct newsroom *newsroom, struct piece *piece)
{
	TAILQ_REMOVE(&newsroom->ready, piece, link);
	newsroom->ready_count--;
}

/* A rendering of what was taken down meanwhile, or is to stand elsewhere. */
static int
is_superseded(struct piece *piece)
{
	struct why why;

	if (piece_is_wanted(piece, &why))
		return 0;
	piece->decision = DECISION_SUPERSEDED;
	(void)why_set(&piece->why, V_HOLD, "not-live", "no longer live");
	editor_close(piece);
	return 1;
}

/* Two that go to one address go one after another: what was published last
 * decides whether the other is still wanted. */
static int
has_address(const struct batch *batch, const struct piece *piece)
{
	size_t i;

	for (i = 0; i < batch->count; i++) {
		if (strcmp(batch->pieces[i]->plan.path, piece->plan.path) == 0)
			return 1;
	}
	return 0;
}

/* The next of the desk that goes out with others, or NULL. */
static struct piece *
next_pair(struct newsroom *newsroom, const struct desk *desk, int64_t now)
{
	struct piece *piece;

	TAILQ_FOREACH(piece, &newsroom->ready, link) {
		if (piece->desk == desk && piece->pair[0] != '\0' &&
		    !is_early(piece, now))
			return piece;
	}
	return NULL;
}

/* As many of one desk as go together: whole pairs first, then others; what is
 * not meant any more is forgotten. */
static void
gather(struct newsroom *newsroom, struct desk *desk, int64_t now,
    struct batch *ret)
{
	struct piece *next, *piece;

	ret->count = 0;
	ret->desk = desk;
	while (ret->count + RELEASE_LANGS_MAX <= PRESS_BATCH &&
	    (piece = next_pair(newsroom, desk, now)) != NULL)
		ret->count += company_take(piece, ret->pieces + ret->count);
	for (piece = TAILQ_FIRST(&newsroom->ready);
	     piece != NULL && ret->count < PRESS_BATCH; piece = next) {
		next = TAILQ_NEXT(piece, link);
		if (piece->desk != ret->desk || piece->pair[0] != '\0' ||
		    is_early(piece, now) || has_address(ret, piece))
			continue;
		take(newsroom, piece);
		if (is_superseded(piece))
			continue;
		if (waiting_may_show(piece))
			ret->pieces[ret->count++] = piece;
		else
			piece_free(piece);
	}
}

/* What is to be shown at its second is synced and planned before, so that
 * nothing but the rename is left to do then. */
static void
fix_early(struct newsroom *newsroom, int64_t now)
{
	enum verdict v;
	struct batch batch;
	struct piece *next, *piece;
	struct why why;

	for (piece = TAILQ_FIRST(&newsroom->ready); piece != NULL;
	     piece = next) {
		next = TAILQ_NEXT(piece, link);
		if (piece->not_before <= now || piece->is_fixed)
			continue;
		batch.desk = piece->desk;
		batch.count = 1;
		batch.pieces[0] = piece;
		v = sync_and_fix(&batch, &why);
		piece->is_fixed = v == V_OK;
		if (v == V_OK)
			continue;
		take(newsroom, piece);
		defer_all(&batch, &why);
	}
}

void
press_run(struct newsroom *newsroom)
{
	int64_t now;
	size_t count;
	struct batch batch;
	struct piece *first, *piece;

	now = now_s(newsroom);
	company_sweep(newsroom);
	fix_early(newsroom, now);
	while ((first = first_of(newsroom, now)) != NULL) {
		count = 0;
		TAILQ_FOREACH(piece, &newsroom->ready, link)
			count += !is_early(piece, now);
		if (count < PRESS_BATCH &&
		    now_ms(newsroom) < press_next(newsroom))
			break;
		gather(newsroom, first->desk, now, &batch);
		if (batch.count > 0)
			publish(&batch);
	}
}

int
press_is_idle(struct newsroom *newsroom)
{
	return first_of(newsroom, now_s(newsroom)) == NULL;
}

void
press_forget_early(struct newsroom *newsroom)
{
	int64_t now;
	struct piece *next, *piece;

	now = now_s(newsroom);
	for (piece = TAILQ_FIRST(&newsroom->ready); piece != NULL;
	     piece = next) {
		next = TAILQ_NEXT(piece, link);
		if (!is_early(piece, now))
			continue;
		take(newsroom, piece);
		piece_free(piece);
	}
}
