/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files and folders of a mirror.  See place.h. */
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
#include "mirror/place.h"

#define STAGE           "release"
#define FILE_ON_ITS_WAY "file"

int
place_has(const struct mirror *m, const struct listed *file)
{
	char sha256[HASH_HEX_SIZE];
	int fd, same;
	struct stat st;

	if ((fd = fs_open_file(m->dir, file->path)) == -1)
		return errno == ENOENT || errno == ENOTDIR || errno == ELOOP ||
			errno == EINVAL ?
		    0 :
		    -1;
	if (fstat(fd, &st) == -1)
		same = -1;
	else if ((uint64_t)st.st_size != file->size)
		same = 0;
	else
		same = hash_fd(fd, sha256) == -1 ?
		    -1 :
		    strcmp(sha256, file->sha256) == 0;
	close(fd);
	return same;
}

/* Split "sv/x/index.html" into its folder, opened and made if missing, and
 * its name. */
static int
open_parent(int dir, const char *path, int make, const char **ret_name)
{
	char parent[PATH_MAX];
	const char *slash;

	slash = strrchr(path, '/');
	*ret_name = slash != NULL ? slash + 1 : path;
	snprintf(parent, sizeof(parent), "%.*s",
	    slash != NULL ? (int)(slash - path) : 0, path);
	return make ? fs_make_dirs(dir, parent) : fs_open_dir(dir, parent);
}

/* The time is the server's, so that our ETag and Last-Modified are too. */
static void
set_time(int fd, int64_t modified)
{
	struct timespec times[2] = { { .tv_sec = (time_t)modified },
		{ .tv_sec = (time_t)modified } };

	if (modified > 0)
		(void)futimens(fd, times);
}

/* Into dir/name, which is not there. */
static enum verdict
fetch_into(struct mirror *m, const struct listed *file, int dir,
    const char *name, struct why *why)
{
	enum verdict v;
	int fd;
	struct fetched got;

	fd = openat(dir, name,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
	if (fd == -1)
		return why_errno(why, "%s", file->path);
	v = fetch_file(m->fetcher, file->path, fd, file->size, &got, why);
	if (v == V_REJECT ||
	    (v == V_OK && strcmp(got.sha256, file->sha256) != 0))
		v = why_set(why, V_DEFER, "mirror-moved",
		    "%s is not what its manifest says", file->path);
	if (v == V_OK) {
		set_time(fd, got.modified);
		m->result.fetched++;
	}
	if (close(fd) == -1 && v == V_OK)
		v = why_errno(why, "%s", file->path);
	return v;
}

enum verdict
place_fetch(struct mirror *m, const struct listed *file, const char *name,
    struct why *why)
{
	if (fs_remove_tree(m->work, name) == -1)
		return why_errno(why, "the work folder");
	return fetch_into(m, file, m->work, name, why);
}

enum verdict
place_rename(struct mirror *m, const char *name, const char *path,
    struct why *why)
{
	const char *base;
	enum verdict v = V_OK;
	int fd;

	if ((fd = open_parent(m->dir, path, 1, &base)) == -1)
		return why_errno(why, "%s", path);
	/* Where a folder was, a file may be now. */
	if (renameat(m->work, name, fd, base) == -1 &&
	    (errno != EISDIR || fs_remove_tree(fd, base) == -1 ||
		renameat(m->work, name, fd, base) == -1))
		v = why_errno(why, "%s", path);
	close(fd);
	return v;
}

enum verdict
place_text(struct mirror *m, const char *path, const void *data, size_t len,
    struct why *why)
{
	int has;
	struct listed file = { .size = len };

	file.path = xstrdup(path);
	hash_of(data, len, file.sha256);
	has = place_has(m, &file);
	free(file.path);
	if (has == 1)
		return V_OK;
	if (fs_remove_tree(m->work, FILE_ON_ITS_WAY) == -1 ||
	    fs_put_file(m->work, FILE_ON_ITS_WAY, data, len, 0644, 1) == -1)
		return why_errno(why, "%s", path);
	return place_rename(m, FILE_ON_ITS_WAY, path, why);
}

static enum verdict
place_file(struct mirror *m, const struct listed *file, struct why *why)
{
	enum verdict v;
	int has;

	if ((has = place_has(m, file)) == -1)
		return why_errno(why, "%s", file->path);
	if (has)
		return V_OK;
	v = place_fetch(m, file, FILE_ON_ITS_WAY, why);
	return v == V_OK ? place_rename(m, FILE_ON_ITS_WAY, file->path, why) :
			   v;
}

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
	    (fd = open_parent(m->dir, file->path, 0, &base)) == -1)
		return -1;
	result = linkat(fd, base, dir, name, 0);
	close(fd);
	return result;
}

static enum verdict
stage_file(struct mirror *m, const struct listed *file, size_t folder,
    struct why *why)
{
	char path[PATH_MAX];
	const char *base;
	enum verdict v = V_OK;
	int fd;

	snprintf(path, sizeof(path), STAGE "/%s", file->path + folder);
	if ((fd = open_parent(m->work, path, 1, &base)) == -1)
		return why_errno(why, "%s", file->path);
	if (link_old(m, file, fd, base) == -1)
		v = fetch_into(m, file, fd, base, why);
	close(fd);
	return v;
}

static enum verdict
install_release(struct mirror *m, const char *path, struct why *why)
{
	const char *base;
	enum verdict v = V_OK;
	int fd;

	if ((fd = open_parent(m->dir, path, 1, &base)) == -1)
		return why_errno(why, "%s", path);
	if (renameat2(m->work, STAGE, fd, base, RENAME_NOREPLACE) == -1 &&
	    (errno != EEXIST ||
		renameat2(m->work, STAGE, fd, base, RENAME_EXCHANGE) == -1))
		v = why_errno(why, "%s", path);
	close(fd);
	if (v == V_OK && fs_remove_tree(m->work, STAGE) == -1)
		v = why_errno(why, "the work folder");
	return v;
}

/* A release appears whole or not at all. */
static enum verdict
place_release(struct mirror *m, const struct listing *old,
    const struct group *group, struct why *why)
{
	char path[PATH_MAX];
	enum verdict v = V_OK;
	int has;
	size_t i;

	if ((has = group_is_in_place(m, old, group)) == -1)
		return why_errno(why, "%s", group->list[0].path);
	if (has)
		return V_OK;
	if (fs_remove_tree(m->work, STAGE) == -1 ||
	    mkdirat(m->work, STAGE, 0755) == -1)
		return why_errno(why, "the work folder");
	for (i = 0; v == V_OK && i < group->count; i++)
		v = stage_file(m, &group->list[i], group->folder, why);
	snprintf(path, sizeof(path), "%.*s", (int)group->folder - 1,
	    group->list[0].path);
	return v == V_OK ? install_release(m, path, why) : v;
}

enum verdict
place_all(struct mirror *m, const struct listing *old,
    const struct listing *now, struct why *why)
{
	const struct listed *was;
	enum verdict v = V_OK;
	size_t i, n;
	struct group group;

	for (i = 0; v == V_OK && i < now->count; i += n) {
		n = group_at(now, i, &group);
		was = listing_find(old, now->list[i].path);
		if (group.folder > 0)
			v = place_release(m, old, &group, why);
		else if (was == NULL || m->settings->check ||
		    strcmp(was->sha256, now->list[i].sha256) != 0 ||
		    journal_has(&m->journal, now->list[i].path))
			v = place_file(m, &now->list[i], why);
	}
	return v;
}

/* Folders over it that have become empty go too. */
static void
remove_parents(const struct mirror *m, const char *path)
{
	char parent[PATH_MAX];
	char *slash;

	snprintf(parent, sizeof(parent), "%s", path);
	while ((slash = strrchr(parent, '/')) != NULL) {
		*slash = '\0';
		if (unlinkat(m->dir, parent, AT_REMOVEDIR) == -1 &&
		    errno != ENOENT)
			return;
	}
}

/* Is it the folder of a release? */
static int
is_release(const char *path)
{
	char inside[PATH_MAX];

	snprintf(inside, sizeof(inside), "%s/", path);
	return release_folder(inside) > 0;
}

/* A release leaves its place at once, and then goes file by file.  Where a
 * file was, a folder with other files may be now. */
static enum verdict
take_away(struct mirror *m, const char *path, int fd, const char *base,
    struct why *why)
{
	if (!is_release(path)) {
		if (unlinkat(fd, base, 0) == 0)
			m->result.removed++;
		else if (errno != ENOENT && errno != EISDIR)
			return why_errno(why, "%s", path);
		return V_OK;
	}
	if (fs_remove_tree(m->work, STAGE) == -1)
		return why_errno(why, "the work folder");
	if (renameat(fd, base, m->work, STAGE) == -1)
		return errno == ENOENT ? V_OK : why_errno(why, "%s", path);
	m->result.removed++;
	if (fs_remove_tree(m->work, STAGE) == -1)
		return why_errno(why, "the work folder");
	return V_OK;
}

static enum verdict
remove_at(struct mirror *m, const char *path, struct why *why)
{
	const char *base;
	enum verdict v = V_OK;
	int fd;

	fd = open_parent(m->dir, path, 0, &base);
	if (fd == -1 && errno != ENOENT && errno != ENOTDIR)
		return why_errno(why, "%s", path);
	if (fd != -1) {
		v = take_away(m, path, fd, base, why);
		close(fd);
	}
	remove_parents(m, path);
	return v;
}

enum verdict
place_remove(struct mirror *m, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;

	for (i = 0; v == V_OK && i < m->journal.count; i++) {
		if (!m->journal.list[i].is_listed)
			v = remove_at(m, m->journal.list[i].path, why);
	}
	return v;
}
