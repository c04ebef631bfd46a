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

#include <jansson.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/xalloc.h"
#include "mirror/place.h"

#define WORK   ".gazette-mirror"
#define STATE  "state.json"
#define HEAD   "api/v1/head.json"
#define HEALTH "api/v1/health.json"
#define INDEX  "api/v1/manifest/index.json"

enum {
	SMALL = 1 << 16,    /* bytes of a head */
	MANIFEST = 1 << 26, /* bytes of a manifest */
	NAME = 32,
};

/* What the server said last time, when all of it was in place. */
struct state {
	char epoch[64];
	struct validator head;
	struct validator index;
};

/* A visit of the server: the new head and index, each with its text. */
struct visit {
	struct state was;
	struct state now;
	struct buf head;
	struct buf health;
	struct buf index;
	struct listing before; /* the manifests that the folder has */
	struct listing after;  /* … and shall have */
};

static void
get_validator(const json_t *json, const char *key, struct validator *ret)
{
	const char *etag;
	const json_t *of;

	of = json_object_get(json, key);
	etag = json_string_value(json_object_get(of, "etag"));
	snprintf(ret->etag, sizeof(ret->etag), "%s", etag != NULL ? etag : "");
	ret->modified = json_integer_value(json_object_get(of, "modified"));
}

/* A state that is not there or makes no sense, or that a run has gone beyond:
 * nothing is known. */
static void
read_state(const struct mirror *m, struct state *ret)
{
	const char *epoch;
	int fd;
	json_t *json = NULL;
	struct buf text;

	memset(ret, 0, sizeof(*ret));
	buf_init(&text, SMALL);
	if ((fd = fs_open_file(m->work, STATE)) != -1) {
		if (fs_read_all(fd, &text) == 0)
			json = json_loads(buf_str(&text), 0, NULL);
		close(fd);
	}
	epoch = json_string_value(json_object_get(json, "epoch"));
	if (epoch != NULL && !m->settings->check && !m->journal.is_left) {
		snprintf(ret->epoch, sizeof(ret->epoch), "%s", epoch);
		get_validator(json, "head", &ret->head);
		get_validator(json, "index", &ret->index);
	}
	json_decref(json);
	buf_fini(&text);
}

static json_t *
put_validator(const struct validator *v)
{
	return json_pack("{s:s,s:I}", "etag", v->etag, "modified",
	    (json_int_t)v->modified);
}

static enum verdict
write_state(const struct mirror *m, const struct state *state, struct why *why)
{
	char *text;
	enum verdict v = V_OK;
	json_t *json;

	json = json_pack("{s:s,s:o,s:o}", "epoch", state->epoch, "head",
	    put_validator(&state->head), "index", put_validator(&state->index));
	text = json != NULL ? json_dumps(json, JSON_INDENT(1)) : NULL;
	json_decref(json);
	if (text == NULL)
		xalloc_die();
	if (fs_replace_file(m->work, STATE, text, strlen(text)) == -1)
		v = why_errno(why, "the state of the mirror");
	free(text);
	return v;
}

/* Read dir/path as a listing; empty where there is none, or it is damaged. */
static enum verdict
read_listing(int dir, const char *path, const char *key, struct listing *ret,
    struct why *why)
{
	enum verdict v = V_OK;
	int fd;
	struct buf text;

	memset(ret, 0, sizeof(*ret));
	if ((fd = fs_open_file(dir, path)) == -1)
		return V_OK;
	buf_init(&text, MANIFEST);
	if (fs_read_all(fd, &text) == -1)
		v = why_errno(why, "%s", path);
	else
		(void)listing_read(buf_str(&text), text.len, key, ret, why);
	close(fd);
	buf_fini(&text);
	return v;
}

/* Manifests alone may be named by the one of all manifests. */
static enum verdict
check_index(const struct listing *index, struct why *why)
{
	size_t i;

	for (i = 0; i < index->count; i++) {
		if (strncmp(index->list[i].path, "api/v1/manifest/", 16) != 0 ||
		    strcmp(index->list[i].path, INDEX) == 0 ||
		    index->list[i].size > MANIFEST)
			return why_set(why, V_REJECT, "mirror-manifest",
			    "the server names %s as a manifest",
			    index->list[i].path);
	}
	return V_OK;
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
	*ret_changed |= !got.is_unchanged;
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
		return read_listing(m->dir, INDEX, "manifests", &visit->after,
		    why);
	}
	visit->now.index = got.validator;
	*ret_changed = 1;
	v = listing_read(buf_str(&visit->index), visit->index.len, "manifests",
	    &visit->after, why);
	return v == V_OK ? check_index(&visit->after, why) : v;
}

/* Does the folder lack the manifest, or know it otherwise? */
static int
is_changed(const struct mirror *m, const struct listed *manifest)
{
	return m->settings->check || journal_has(&m->journal, manifest->path) ||
	    place_has(m, manifest) != 1;
}

/* What each manifest that changed is called on its way. */
static void
name_of(size_t i, char ret[NAME])
{
	snprintf(ret, NAME, "manifest-%zu", i);
}

static enum verdict
fetch_manifests(struct mirror *m, const struct visit *visit, struct why *why)
{
	char name[NAME];
	enum verdict v = V_OK;
	size_t i;

	for (i = 0; v == V_OK && i < visit->after.count; i++) {
		name_of(i, name);
		if (is_changed(m, &visit->after.list[i]))
			v = place_fetch(m, &visit->after.list[i], name, why);
	}
	return v;
}

/* A manifest as it shall be: on its way if it changed, else in its place. */
static enum verdict
read_manifest(const struct mirror *m, const struct visit *visit, size_t i,
    struct listing *ret, struct why *why)
{
	char name[NAME];
	const char *path;
	enum verdict v;
	int is_new;

	name_of(i, name);
	path = visit->after.list[i].path;
	is_new = faccessat(m->work, name, F_OK, 0) == 0;
	v = read_listing(is_new ? m->work : m->dir, is_new ? name : path,
	    "files", ret, why);
	if (v == V_OK && ret->epoch[0] == '\0')
		v = why_set(why, V_REJECT, "mirror-manifest", "%s is not sound",
		    path);
	return v;
}

/* Call for each manifest that changed, with what it listed and lists. */
static enum verdict
each_changed(struct mirror *m, const struct visit *visit,
    enum verdict (*call)(struct mirror *m, const struct listing *old,
	const struct listing *now, struct why *why),
    struct why *why)
{
	char name[NAME];
	enum verdict v = V_OK;
	size_t i;
	struct listing now, old;

	for (i = 0; v == V_OK && i < visit->after.count; i++) {
		name_of(i, name);
		if (faccessat(m->work, name, F_OK, 0) == -1)
			continue;
		v = read_listing(m->dir, visit->after.list[i].path, "files",
		    &old, why);
		if (v != V_OK)
			return v;
		v = read_manifest(m, visit, i, &now, why);
		if (v == V_OK)
			v = call(m, &old, &now, why);
		listing_fini(&old);
		listing_fini(&now);
	}
	return v;
}

static enum verdict
note_changes(struct mirror *m, const struct listing *old,
    const struct listing *now, struct why *why)
{
	(void)why;
	journal_add_changes(&m->journal, old, now);
	return V_OK;
}

/* What a manifest listed that is no more. */
static enum verdict
note_gone(struct mirror *m, const char *path, struct why *why)
{
	const struct listing none = { 0 };
	enum verdict v;
	struct listing old;

	v = read_listing(m->dir, path, "files", &old, why);
	if (v == V_OK)
		journal_add_changes(&m->journal, &old, &none);
	listing_fini(&old);
	return v;
}

/* Write down what will be touched, and then mark what stays. */
static enum verdict
note_all(struct mirror *m, const struct visit *visit, struct why *why)
{
	enum verdict v;
	size_t i;
	struct listing now;

	journal_add_changes(&m->journal, &visit->before, &visit->after);
	v = each_changed(m, visit, note_changes, why);
	for (i = 0; v == V_OK && i < visit->before.count; i++) {
		if (listing_find(&visit->after, visit->before.list[i].path) ==
		    NULL)
			v = note_gone(m, visit->before.list[i].path, why);
	}
	if (v == V_OK && fs_sync_dir(m->dir) == -1) /* WORK may be new */
		v = why_errno(why, "the mirror");
	if (v == V_OK)
		v = journal_write(&m->journal, m->work, why);
	journal_mark(&m->journal, &visit->after);
	for (i = 0; v == V_OK && i < visit->after.count; i++) {
		v = read_manifest(m, visit, i, &now, why);
		if (v == V_OK)
			journal_mark(&m->journal, &now);
		listing_fini(&now);
	}
	return v;
}

static enum verdict
place_manifests(struct mirror *m, const struct visit *visit, struct why *why)
{
	char name[NAME];
	enum verdict v = V_OK;
	size_t i;

	for (i = 0; v == V_OK && i < visit->after.count; i++) {
		name_of(i, name);
		if (faccessat(m->work, name, F_OK, 0) == 0)
			v = place_rename(m, name, visit->after.list[i].path,
			    why);
	}
	return v;
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

	another = visit->before.count > 0 &&
	    strcmp(visit->before.epoch, visit->after.epoch) != 0;
	if (another)
		v = place_remove(m, why);
	if (v == V_OK)
		v = each_changed(m, visit, place_all, why);
	if (v == V_OK && !another)
		v = place_remove(m, why);
	return v;
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
		v = place_manifests(m, visit, why);
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

	v = read_listing(m->dir, INDEX, "manifests", &visit->before, why);
	if (v == V_OK)
		v = fetch_manifests(m, visit, why);
	if (v == V_OK)
		v = note_all(m, visit, why);
	if (v == V_OK)
		v = change_files(m, visit, why);
	if (v == V_OK)
		v = fetch(m->fetcher, HEALTH, NULL, &visit->health, &got, why);
	if (v == V_OK)
		v = place_answers(m, visit, why);
	snprintf(visit->now.epoch, sizeof(visit->now.epoch), "%s",
	    visit->after.epoch);
	if (v == V_OK)
		v = write_state(m, &visit->now, why);
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
	buf_init(&visit->index, MANIFEST);
	read_state(m, &visit->was);
	v = ask_head(m, visit, &changed, why);
	if (v == V_OK)
		v = ask_index(m, visit, &changed, why);
	if (v == V_OK && changed)
		v = change(m, visit, why);
	buf_fini(&visit->head);
	buf_fini(&visit->health);
	buf_fini(&visit->index);
	listing_fini(&visit->before);
	listing_fini(&visit->after);
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
	journal_fini(&m.journal);
	fetcher_free(m.fetcher);
	*ret = m.result;
	return v;
}
