/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What comes into a mirror, many at a time.  See stage.h. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/xalloc.h"
#include "mirror/path.h"
#include "mirror/stage.h"

enum {
	NAME = 32,
	PATIENCE = 100, /* files that are not as listed, before it gives up */
};

/* The files of one release: list[0] and on. */
struct group {
	const struct listed *list;
	size_t count;
	size_t folder; /* bytes of the path that are the folder's */
};

static size_t
group_at(const struct listing *listing, size_t i, struct group *ret)
{
	const struct listed *list = listing->list;
	size_t n;

	ret->list = &list[i];
	ret->folder = release_folder(list[i].path);
	for (n = 1; ret->folder > 0 && i + n < listing->count; n++) {
		if (strncmp(list[i + n].path, list[i].path, ret->folder) != 0)
			break;
	}
	ret->count = n;
	return n;
}

/* How many files of that folder the listing has. */
static size_t
count_in(const struct listing *listing, const struct group *group)
{
	size_t high, i, low, n = 0;

	low = 0;
	high = listing->count;
	while (low < high) { /* the first that is not before the folder */
		i = (low + high) / 2;
		if (strncmp(listing->list[i].path, group->list[0].path,
			group->folder) < 0)
			low = i + 1;
		else
			high = i;
	}
	while (low + n < listing->count &&
	    strncmp(listing->list[low + n].path, group->list[0].path,
		group->folder) == 0)
		n++;
	return n;
}

/* 1 if the folder is as it should be, as far as files go. */
static int
group_is_in_place(const struct mirror *m, const struct listing *old,
    const struct group *group)
{
	const struct listed *was;
	int has;
	size_t i;

	if (count_in(old, group) > group->count ||
	    journal_has(&m->journal, group->list[0].path))
		return 0;
	for (i = 0; i < group->count; i++) {
		was = listing_find(old, group->list[i].path);
		if (was != NULL && !m->settings->check &&
		    strcmp(was->sha256, group->list[i].sha256) == 0)
			continue;
		if ((has = place_has(m, &group->list[i])) != 1)
			return has;
	}
	return 1;
}

/* A file that did not change keeps its bytes and its time. */
static int
link_old(const struct mirror *m, const struct listed *file, int dir,
    const char *name)
{
	const char *base;
	int fd, result;

	if (place_has(m, file) != 1 ||
	    (fd = place_parent(m->dir, file->path, 0, &base)) == -1)
		return -1;
	result = linkat(fd, base, dir, name, 0);
	close(fd);
	return result;
}

/* What the next is called on its way. */
static void
name_of(size_t i, char ret[NAME])
{
	snprintf(ret, NAME, "new-%zu", i);
}

static enum verdict
install_release(struct mirror *m, const char *name, const char *path,
    struct why *why)
{
	const char *base;
	enum verdict v = V_OK;
	int fd;

	if ((fd = place_parent(m->dir, path, 1, &base)) == -1)
		return why_errno(why, "%s", path);
	if (renameat2(m->work, name, fd, base, RENAME_NOREPLACE) == -1 &&
	    (errno != EEXIST ||
		renameat2(m->work, name, fd, base, RENAME_EXCHANGE) == -1))
		v = why_errno(why, "%s", path);
	close(fd);
	if (v == V_OK && fs_remove_tree(m->work, name) == -1)
		v = why_errno(why, "the work folder");
	return v;
}

static enum verdict
install(struct mirror *m, const char *name, const struct staged *staged,
    struct why *why)
{
	return staged->is_release ?
	    install_release(m, name, staged->path, why) :
	    place_rename(m, name, staged->path, why);
}

enum verdict
stage_install(struct mirror *m, struct why *why)
{
	char name[NAME];
	enum verdict v = V_OK;
	size_t i;
	struct stage *stage = &m->stage;

	if (stage->count > 0 && syncfs(m->work) == -1)
		return why_errno(why, "the mirror");
	for (i = 0; v == V_OK && i < stage->count; i++) {
		name_of(i, name);
		v = install(m, name, &stage->list[i], why);
	}
	stage_fini(stage);
	return v;
}

void
stage_fini(struct stage *stage)
{
	size_t i;

	for (i = 0; i < stage->count; i++)
		free(stage->list[i].path);
	stage->count = 0;
}

/* What was made under the next name goes to path; a site that has moved on
 * meanwhile is no reason to leave the rest as it was. */
static enum verdict
take(struct mirror *m, enum verdict made, const char *path, int is_release,
    struct why *why)
{
	char name[NAME];
	struct stage *stage = &m->stage;

	name_of(stage->count, name);
	if (made == V_OK) {
		stage->list[stage->count].path = xstrdup(path);
		stage->list[stage->count].is_release = is_release;
		stage->count++;
		return stage->count == STAGE_MAX ? stage_install(m, why) : V_OK;
	}
	if (strcmp(why->code, "mirror-moved") != 0 || stage->moved == PATIENCE)
		return made;
	if (stage->moved++ == 0)
		stage->why = *why;
	return fs_remove_tree(m->work, name) == -1 ?
	    why_errno(why, "the work folder") :
	    V_OK;
}

static enum verdict
stage_one(struct mirror *m, const struct listed *file, struct why *why)
{
	char name[NAME];
	int has;

	if ((has = place_has(m, file)) == -1)
		return why_errno(why, "%s", file->path);
	if (has)
		return V_OK;
	name_of(m->stage.count, name);
	return take(m, place_fetch(m, file, m->work, name, why), file->path, 0,
	    why);
}

/* One file of a release, below the folder name. */
static enum verdict
stage_member(struct mirror *m, const struct listed *file, const char *name,
    size_t folder, struct why *why)
{
	char path[PATH_MAX];
	const char *base;
	enum verdict v = V_OK;
	int fd;

	snprintf(path, sizeof(path), "%s/%s", name, file->path + folder);
	if ((fd = place_parent(m->work, path, 1, &base)) == -1)
		return why_errno(why, "%s", file->path);
	if (link_old(m, file, fd, base) == -1)
		v = place_fetch(m, file, fd, base, why);
	close(fd);
	return v;
}

/* A release appears whole or not at all. */
static enum verdict
stage_release(struct mirror *m, const struct listing *old,
    const struct group *group, struct why *why)
{
	char name[NAME], path[PATH_MAX];
	enum verdict v = V_OK;
	int has;
	size_t i;

	if ((has = group_is_in_place(m, old, group)) == -1)
		return why_errno(why, "%s", group->list[0].path);
	if (has)
		return V_OK;
	name_of(m->stage.count, name);
	if (mkdirat(m->work, name, 0755) == -1)
		return why_errno(why, "the work folder");
	for (i = 0; v == V_OK && i < group->count; i++)
		v = stage_member(m, &group->list[i], name, group->folder, why);
	snprintf(path, sizeof(path), "%.*s", (int)group->folder - 1,
	    group->list[0].path);
	return take(m, v, path, 1, why);
}

/* May a single file have changed since the old listing? */
static int
is_doubtful(const struct mirror *m, const struct listing *old,
    const struct listed *file)
{
	const struct listed *was;

	was = listing_find(old, file->path);
	return was == NULL || m->settings->check ||
	    strcmp(was->sha256, file->sha256) != 0 ||
	    journal_has(&m->journal, file->path);
}

enum verdict
stage_all(struct mirror *m, const struct listing *old,
    const struct listing *now, struct why *why)
{
	enum verdict v = V_OK;
	size_t i, n;
	struct group group;

	for (i = 0; v == V_OK && i < now->count; i += n) {
		n = group_at(now, i, &group);
		if (group.folder > 0)
			v = stage_release(m, old, &group, why);
		else if (is_doubtful(m, old, &now->list[i]))
			v = stage_one(m, &now->list[i], why);
	}
	return v;
}
