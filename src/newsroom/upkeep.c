/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Upkeep: what an administrator asks of a newsroom that runs.  Rebuild,
 * adopt, resume; see newsroom.h for the contracts.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/xalloc.h"
#include "newsroom/inventory.h"
#include "newsroom/room.h"
#include "newsroom/visit.h"
#include "publish/publish.h"
#include "publish/verify.h"

/* What lies in a drop folder and is to be left alone. */
struct adoption {
	struct desk *desk;
	unsigned count;
};

static enum verdict
queue_rebuild(void *arg, const struct catalog_release *release, struct why *why)
{
	struct desk *desk = arg;
	struct piece *piece;

	(void)why;
	if (release->standing != STANDING_LIVE && !release->readable)
		return V_OK;
	piece = piece_new(desk);
	piece->rerender = 1;
	piece->rebuild = 1;
	piece->release = release->id;
	TAILQ_INSERT_TAIL(&desk->newsroom->queued, piece, link);
	desk->newsroom->rebuild_left++;
	return V_OK;
}

/* The page of a release that is withdrawn: /sv/2026/05/slug/index.html. */
static enum verdict
note_withdrawn(struct desk *desk, const char *file, struct why *why)
{
	char path[CATALOG_PATH_SIZE + 1];
	const char *end;
	enum verdict v;
	struct catalog_release *release;

	end = strrchr(file, '/');
	if (end == NULL || strcmp(end, "/index.html") != 0)
		return V_OK;
	snprintf(path, sizeof(path), "/%.*s", (int)(end - file + 1), file);
	release = xcalloc(1, sizeof(*release));
	v = catalog_release_by_path(desk->archive->catalog, desk->site.id, path,
	    release, why);
	if (v == V_OK && release->id != 0 &&
	    (release->standing == STANDING_WITHDRAWN ||
		release->standing == STANDING_GONE)) {
		desk->notices_due = xreallocarray(desk->notices_due,
		    desk->notice_count + 1, sizeof(*desk->notices_due));
		desk->notices_due[desk->notice_count++] = release->id;
	}
	free(release);
	return v;
}

/* Notices stand where releases stood, and are made anew like these. */
static enum verdict
rebuild_notices(struct desk *desk, struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog_site_files files;

	memset(&files, 0, sizeof(files));
	v = catalog_site_files(desk->archive->catalog, desk->site.id, &files,
	    why);
	for (i = 0; i < files.count && v == V_OK; i++)
		v = note_withdrawn(desk, files.list[i].path, why);
	catalog_site_files_fini(&files);
	desk->all_former = 1;
	desk->removals_due = 1;
	return v;
}

static enum verdict
rebuild_desk(struct desk *desk, struct why *why)
{
	enum verdict v;

	v = catalog_each_installed(desk->archive->catalog, desk->site.id,
	    queue_rebuild, desk, why);
	desk->all_lists = 1;
	desk->lists_due = 1;
	return v == V_OK ? rebuild_notices(desk, why) : v;
}

enum verdict
newsroom_rebuild(struct newsroom *newsroom, const struct newsroom_task *task,
    struct why *why)
{
	enum verdict v = V_OK;
	size_t i;

	if (newsroom->rebuild.done != NULL)
		return why_set(why, V_DEFER, "busy",
		    "a rebuild is running already");
	newsroom->rebuild = *task;
	newsroom->rebuild_made = 0;
	why_clear(&newsroom->rebuild_why);
	for (i = 0; i < newsroom->desk_count && v == V_OK; i++)
		v = rebuild_desk(&newsroom->desks[i], why);
	if (v != V_OK)
		newsroom->rebuild.done = NULL;
	newsroom_stir(newsroom);
	return v;
}

/* One difference of the web root: its release, or its list, is made anew.
 * What nobody of ours put there is left alone, but for halves of files. */
static void
mend_one(struct desk *desk, const struct difference *difference)
{
	struct piece *piece;
	struct why why;

	if (difference->kind == DIFFERENCE_SURPLUS) {
		if (publish_is_half(difference->path) &&
		    publish_remove_half(&desk->site.web, difference->path,
			&why) != V_OK)
			newsroom_trouble(desk->newsroom, "sweeping", &why);
		return;
	}
	if (difference->release == 0) {
		desk->all_lists = 1;
		desk->lists_due = 1;
		return;
	}
	TAILQ_FOREACH(piece, &desk->newsroom->queued, link) {
		if (piece->rebuild && piece->desk == desk &&
		    piece->release == difference->release)
			return;
	}
	piece = piece_new(desk);
	piece->rerender = 1;
	piece->rebuild = 1;
	piece->release = difference->release;
	desk->newsroom->rebuild_left++;
	TAILQ_INSERT_TAIL(&desk->newsroom->queued, piece, link);
}

enum verdict
upkeep_mend(struct desk *desk, struct why *why)
{
	enum verdict v;
	size_t i;
	struct differences differences;

	memset(&differences, 0, sizeof(differences));
	v = verify_site(&desk->site, 0, &differences, why);
	if (v == V_OK && differences.count > 0)
		log_warn("web root differs site=%s files=%zu",
		    desk->config->name, differences.count);
	for (i = 0; i < differences.count; i++)
		mend_one(desk, &differences.list[i]);
	differences_fini(&differences);
	return v;
}

void
upkeep_made(struct newsroom *newsroom, const struct why *why)
{
	/* What was taken down meanwhile is not to be made. */
	if (why->verdict == V_OK)
		newsroom->rebuild_made++;
	else if (newsroom->rebuild_why.verdict == V_OK &&
	    strcmp(why->code, "not-live") != 0)
		newsroom->rebuild_why = *why;
	newsroom->rebuild_left--;
}

void
upkeep_run(struct newsroom *newsroom)
{
	struct newsroom_task task;

	if (newsroom->rebuild.done == NULL || newsroom->rebuild_left > 0 ||
	    !post_is_idle(newsroom))
		return;
	task = newsroom->rebuild;
	newsroom->rebuild.done = NULL;
	log_info("rebuilt releases=%u", newsroom->rebuild_made);
	task.done(task.context, newsroom->rebuild_why.verdict,
	    &newsroom->rebuild_why, newsroom->rebuild_made);
}

static enum visit
adopt_one(void *arg, const struct candidate *c)
{
	struct adoption *adoption = arg;

	if (c->kind != KIND_FILE || c->look == LOOK_OWN ||
	    (c->where != WHERE_DROP && c->where != WHERE_LANG))
		return VISIT_IDLE;
	if (visit_leave(adoption->desk, c))
		adoption->count++;
	return VISIT_IDLE;
}

enum verdict
newsroom_adopt(struct newsroom *newsroom, unsigned *ret_count, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;
	struct adoption adoption;
	struct desk *desk;
	unsigned known;

	adoption.count = 0;
	for (i = 0; i < newsroom->desk_count && v == V_OK; i++) {
		desk = &newsroom->desks[i];
		if (desk->scan == NULL)
			return why_set(why, V_DEFER, "world-trouble",
			    "the drop folder %s can't be opened",
			    desk->config->drop);
		adoption.desk = desk;
		scan_begin(desk->scan, SCAN_INTAKE);
		while (scan_step(desk->scan, adopt_one, &adoption) == 1)
			continue;
		desk->scanning = 0;
		v = inventory_close(desk, &known, why);
		adoption.count += known;
	}
	*ret_count = adoption.count;
	return v;
}

enum verdict
newsroom_resume(struct newsroom *newsroom, const char *name,
    unsigned *ret_count, struct why *why)
{
	const struct desk *desk;
	enum verdict v = V_OK;
	size_t i;
	unsigned found;

	*ret_count = 0;
	for (i = 0; i < newsroom->desk_count && v == V_OK; i++) {
		desk = &newsroom->desks[i];
		v = catalog_addressee_reopen(desk->archive->catalog,
		    desk->site.id, name, &found, why);
		*ret_count += found;
	}
	return v;
}
