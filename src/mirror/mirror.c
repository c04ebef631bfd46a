/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Making a folder equal to a site.  See mirror.h. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/xalloc.h"
#include "mirror/manifests.h"
#include "mirror/stage.h"
#include "mirror/state.h"

#define WORK   ".gazette-mirror"
#define HEAD   "api/v1/head.json"
#define HEALTH "api/v1/health.json"
#define INDEX  "api/v1/manifest/index.json"

enum {
	SMALL = 1 << 16, /* bytes of a head */
};

/* A visit of the server: the new head and index, each with its text. */
struct visit {
	struct state was;
	struct state now;
	struct buf head;
	struct buf health;
	struct buf index;
	struct manifests manifests;
};

/* Manifests alone may be named by the one of all manifests. */
static enum verdict
check_index(const struct listing *index, struct why *why)
{
	size_t i;

	for (i = 0; i < index->count; i++) {
		if (strncmp(index->list[i].path, "api/v1/manifest/", 16) != 0 ||
		    strcmp(index->list[i].path, INDEX) == 0 ||
		    index->list[i].size > MANIFEST_MAX)
			return why_set(why, V_REJECT, "mirror-manifest",
			    "the server names %s as a manifest",
			    index->list[i].path);
	}
	return V_OK;
}

/* Is the answer another than last time? */
static int
is_news(const struct mirror *m, const char *path, const struct buf *text,
    const struct fetched *got)
{
	return !got->is_unchanged &&
	    (m->settings->check || m->journal.is_left ||
		!place_has_text(m, path, buf_str(text), text->len));
}

static enum verdict
ask_head(struct mirror *m, struct visit *visit, int *ret_changed,
    struct why *why)
{
	enum verdict v;
	struct fetched got;

	v = fetch(m->fetcher, HEAD, &visit->was.head, &visit->head, &got, why);
	if (v != V_OK)
		return v;
	visit->now.head = got.is_unchanged ? visit->was.head : got.validator;
	*ret_changed |= is_news(m, HEAD, &visit->head, &got);
	return V_OK;
}

static enum verdict
ask_index(struct mirror *m, struct visit *visit, int *ret_changed,
    struct why *why)
{
	enum verdict v;
	struct fetched got;

	v = fetch(m->fetcher, INDEX, &visit->was.index, &visit->index, &got,
	    why);
	if (v != V_OK)
		return v;
	if (got.is_unchanged) {
		visit->now.index = visit->was.index;
		return manifests_read(m->dir, INDEX, "manifests",
		    &visit->manifests.after, why);
	}
	visit->now.index = got.validator;
	*ret_changed |= is_news(m, INDEX, &visit->index, &got);
	v = listing_read(buf_str(&visit->index), visit->index.len, "manifests",
	    &visit->manifests.after, why);
	return v == V_OK ? check_index(&visit->manifests.after, why) : v;
}

/* Unless the server said that it did not change. */
static enum verdict
place_answer(struct mirror *m, const char *path, const struct buf *text,
    struct why *why)
{
	return text->len > 0 ? place_text(m, path, text->data, text->len, why) :
			       V_OK;
}

/* The same site: what is new first, so that no list leads nowhere.  Another
 * one: what is old first, since it may stand where something new comes. */
static enum verdict
change_files(struct mirror *m, const struct visit *visit, struct why *why)
{
	enum verdict v = V_OK;
	int another;

	another = visit->manifests.before.count > 0 &&
	    strcmp(visit->manifests.before.epoch,
		visit->manifests.after.epoch) != 0;
	if (another)
		v = place_remove(m, why);
	if (v == V_OK)
		v = manifests_each_changed(m, &visit->manifests, stage_all,
		    why);
	if (v == V_OK)
		v = stage_install(m, why);
	if (v == V_OK && !another)
		v = place_remove(m, why);
	if (v != V_OK || m->stage.moved == 0)
		return v;
	*why = m->stage.why;
	return why->verdict;
}

/* What the disk does not have yet is not there. */
static enum verdict
sync_all(const struct mirror *m, struct why *why)
{
	return syncfs(m->dir) == -1 ? why_errno(why, "the mirror") : V_OK;
}

static enum verdict
place_answers(struct mirror *m, const struct visit *visit, struct why *why)
{
	enum verdict v;

	v = sync_all(m, why);
	if (v == V_OK)
		v = manifests_place(m, &visit->manifests, why);
	if (v == V_OK)
		v = place_answer(m, INDEX, &visit->index, why);
	if (v == V_OK)
		v = place_answer(m, HEALTH, &visit->health, why);
	if (v == V_OK)
		v = place_answer(m, HEAD, &visit->head, why);
	return v == V_OK ? sync_all(m, why) : v;
}

static enum verdict
change(struct mirror *m, struct visit *visit, struct why *why)
{
	enum verdict v;
	struct fetched got;

	v = manifests_read(m->dir, INDEX, "manifests", &visit->manifests.before,
	    why);
	if (v == V_OK)
		v = manifests_fetch(m, &visit->manifests, why);
	if (v == V_OK)
		v = manifests_note(m, &visit->manifests, why);
	if (v == V_OK)
		v = change_files(m, visit, why);
	if (v == V_OK)
		v = fetch(m->fetcher, HEALTH, NULL, &visit->health, &got, why);
	if (v == V_OK)
		v = place_answers(m, visit, why);
	if (v == V_OK)
		v = state_write(m, &visit->now, why);
	return v == V_OK ? journal_end(m->work, why) : v;
}

static enum verdict
visit_once(struct mirror *m, struct why *why)
{
	enum verdict v;
	int changed = 0;
	struct visit *visit;

	visit = xcalloc(1, sizeof(*visit));
	buf_init(&visit->head, SMALL);
	buf_init(&visit->health, SMALL);
	buf_init(&visit->index, MANIFEST_MAX);
	state_read(m, &visit->was);
	v = ask_head(m, visit, &changed, why);
	if (v == V_OK)
		v = ask_index(m, visit, &changed, why);
	snprintf(visit->now.epoch, sizeof(visit->now.epoch), "%s",
	    visit->manifests.after.epoch);
	if (v == V_OK)
		v = changed ? change(m, visit, why) :
			      state_write(m, &visit->now, why);
	buf_fini(&visit->head);
	buf_fini(&visit->health);
	buf_fini(&visit->index);
	listing_fini(&visit->manifests.before);
	listing_fini(&visit->manifests.after);
	free(visit);
	return v;
}

/* What a run that was killed left on its way. */
static enum verdict
sweep(const struct mirror *m, struct why *why)
{
	DIR *d;
	const struct dirent *e;
	enum verdict v = V_OK;
	int fd;

	if ((fd = fs_open_dir(m->work, "")) == -1 ||
	    (d = fdopendir(fd)) == NULL)
		return why_errno(why, "the work folder");
	while (v == V_OK && (e = readdir(d)) != NULL) {
		if (strcmp(e->d_name, ".") != 0 &&
		    strcmp(e->d_name, "..") != 0 &&
		    strcmp(e->d_name, STATE) != 0 &&
		    strcmp(e->d_name, JOURNAL) != 0 &&
		    fs_remove_tree(m->work, e->d_name) == -1)
			v = why_errno(why, "the work folder");
	}
	closedir(d);
	return v;
}

static enum verdict
open_folder(struct mirror *m, struct why *why)
{
	enum verdict v;

	if (mkdir(m->settings->folder, 0755) == -1 && errno != EEXIST)
		return why_errno(why, "%s", m->settings->folder);
	m->dir = open(m->settings->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (m->dir == -1)
		return why_errno(why, "%s", m->settings->folder);
	if ((m->work = fs_make_dirs(m->dir, WORK)) == -1)
		return why_errno(why, "%s/" WORK, m->settings->folder);
	if (flock(m->work, LOCK_EX | LOCK_NB) == -1)
		return why_set(why, V_DEFER, "mirror-busy",
		    "another process makes this mirror");
	if ((v = sweep(m, why)) != V_OK)
		return v;
	return journal_read(m->work, &m->journal, why);
}

enum verdict
mirror_run(const struct mirror_settings *settings, struct mirror_result *ret,
    struct why *why)
{
	enum verdict v;
	struct mirror m = { .settings = settings, .dir = -1, .work = -1 };

	v = fetcher_new(settings->url, &m.fetcher, why);
	if (v == V_OK)
		v = open_folder(&m, why);
	if (v == V_OK)
		v = visit_once(&m, why);
	if (m.work != -1)
		close(m.work);
	if (m.dir != -1)
		close(m.dir);
	stage_fini(&m.stage);
	journal_fini(&m.journal);
	fetcher_free(m.fetcher);
	*ret = m.result;
	return v;
}
