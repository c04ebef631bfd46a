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
#include "mirror/path.h"
#include "mirror/place.h"

/* On their way to a place, and away from one. */
#define COMING "file"
#define GOING  "gone"

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

int
place_parent(int dir, const char *path, int make, const char **ret_name)
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

enum verdict
place_fetch(struct mirror *m, const struct listed *file, int dir,
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
	    (v == V_OK &&
		(got.size != file->size ||
		    strcmp(got.sha256, file->sha256) != 0)))
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
place_rename(struct mirror *m, const char *name, const char *path,
    struct why *why)
{
	const char *base;
	enum verdict v = V_OK;
	int fd;

	if ((fd = place_parent(m->dir, path, 1, &base)) == -1)
		return why_errno(why, "%s", path);
	/* Where a folder was, a file may be now. */
	if (renameat(m->work, name, fd, base) == -1 &&
	    (errno != EISDIR || fs_remove_tree(fd, base) == -1 ||
		renameat(m->work, name, fd, base) == -1))
		v = why_errno(why, "%s", path);
	close(fd);
	return v;
}

int
place_has_text(const struct mirror *m, const char *path, const void *data,
    size_t len)
{
	int has;
	struct listed file = { .size = len };

	file.path = xstrdup(path);
	hash_of(data, len, file.sha256);
	has = place_has(m, &file);
	free(file.path);
	return has == 1;
}

enum verdict
place_text(struct mirror *m, const char *path, const void *data, size_t len,
    struct why *why)
{
	if (place_has_text(m, path, data, len))
		return V_OK;
	if (fs_remove_tree(m->work, COMING) == -1 ||
	    fs_put_file(m->work, COMING, data, len, 0644, 1) == -1)
		return why_errno(why, "%s", path);
	return place_rename(m, COMING, path, why);
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
	if (fs_remove_tree(m->work, GOING) == -1)
		return why_errno(why, "the work folder");
	if (renameat(fd, base, m->work, GOING) == -1)
		return errno == ENOENT ? V_OK : why_errno(why, "%s", path);
	m->result.removed++;
	if (fs_remove_tree(m->work, GOING) == -1)
		return why_errno(why, "the work folder");
	return V_OK;
}

static enum verdict
remove_at(struct mirror *m, const char *path, struct why *why)
{
	const char *base;
	enum verdict v = V_OK;
	int fd;

	fd = place_parent(m->dir, path, 0, &base);
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
