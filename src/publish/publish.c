/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Installing releases.  See publish.h for the contract. */
#include "config.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "publish/folders.h"
#include "publish/publish.h"
#include "publish/site.h"

/* "/sv/2026/05/slug/" as the folder "sv/2026/05" and the name "slug" in it;
 * 0, or -1 for what is no such path. */
static int
split_path(const char *path, char parent[CATALOG_PATH_SIZE],
    char name[CATALOG_PATH_SIZE])
{
	char *slash;
	size_t len;

	len = strlen(path);
	if (len < 3 || len >= CATALOG_PATH_SIZE || path[0] != '/' ||
	    path[len - 1] != '/' || strstr(path, "/.") != NULL)
		return -1;
	snprintf(parent, CATALOG_PATH_SIZE, "%.*s", (int)len - 2, path + 1);
	if ((slash = strrchr(parent, '/')) == NULL) {
		snprintf(name, CATALOG_PATH_SIZE, "%s", parent);
		parent[0] = '\0';
		return 0;
	}
	snprintf(name, CATALOG_PATH_SIZE, "%s", slash + 1);
	*slash = '\0';
	return 0;
}

/* A first publication never overwrites, an update never leaves a moment
 * without one of the two. */
static int
swap_in(const struct staged *staged, int parent, const char *name)
{
	int stage = staged->web->stage;

	if (renameat2(stage, staged->name, parent, name, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EEXIST)
		return -1;
	return renameat2(stage, staged->name, parent, name, RENAME_EXCHANGE);
}

enum verdict
publish_install(struct staged *staged, const char *path, struct why *why)
{
	char name[CATALOG_PATH_SIZE], parent[CATALOG_PATH_SIZE];
	enum verdict v = V_OK;
	int fd;

	assert(staged->synced);
	if (split_path(path, parent, name) == -1)
		return why_set(why, V_FATAL, "internal", "no path: %s", path);
	if ((fd = folders_make(staged->web->root, parent)) == -1)
		return why_errno(why, "the web root");
	if (swap_in(staged, fd, name) == -1)
		v = why_errno(why, "the web root");
	close(fd);
	return v;
}

enum verdict
publish_retract(struct staged *staged, const char *path, struct why *why)
{
	char name[CATALOG_PATH_SIZE], parent[CATALOG_PATH_SIZE];
	enum verdict v = V_OK;
	int fd, stage = staged->web->stage;

	if (split_path(path, parent, name) == -1)
		return why_set(why, V_FATAL, "internal", "no path: %s", path);
	if ((fd = fs_open_dir(staged->web->root, parent)) == -1)
		return why_errno(why, "the web root");
	if (renameat2(fd, name, stage, staged->name, RENAME_NOREPLACE) == -1 &&
	    (errno != EEXIST ||
		renameat2(fd, name, stage, staged->name, RENAME_EXCHANGE) ==
		    -1))
		v = why_errno(why, "the web root");
	close(fd);
	return v;
}

/*
 * fsync the folder that a path was renamed into or out of; the first time
 * also those over it, which may be as new.  One that is not there needs none.
 */
static int
sync_parent(const struct web *web, const char *parent)
{
	int fd, result;

	if (!folders_has(web->durable, parent)) {
		if (fs_sync_path(web->root, parent) == -1)
			return errno == ENOENT ? 0 : -1;
		folders_add(web->durable, parent);
		return 0;
	}
	if ((fd = fs_open_dir(web->root, parent)) == -1)
		return errno == ENOENT ? 0 : -1;
	result = fsync(fd);
	close(fd);
	return result;
}

/* Does an earlier path have the same parent? */
static int
is_synced(const char *const *paths, size_t n, const char *parent)
{
	char name[CATALOG_PATH_SIZE], other[CATALOG_PATH_SIZE];
	size_t i;

	for (i = 0; i < n; i++) {
		if (split_path(paths[i], other, name) == 0 &&
		    strcmp(other, parent) == 0)
			return 1;
	}
	return 0;
}

/* Both ends of the renames. */
static int
sync_ends(const struct web *web, const char *const *paths, size_t count)
{
	char name[CATALOG_PATH_SIZE], parent[CATALOG_PATH_SIZE];
	size_t i;

	for (i = 0; i < count; i++) {
		if (split_path(paths[i], parent, name) == -1 ||
		    is_synced(paths, i, parent))
			continue;
		if (sync_parent(web, parent) == -1)
			return -1;
	}
	return fs_sync_dir(web->stage);
}

enum verdict
publish_settle(const struct web *web, const char *const *paths, size_t count,
    struct why *why)
{
	int result;

	result = web->sync_whole ? syncfs(web->root) :
				   sync_ends(web, paths, count);
	return result == 0 ? V_OK : why_errno(why, "the web root");
}

/* Is dir/file->name the file?  1, 0, or -1 and errno. */
static int
is_file(int dir, const struct catalog_file *file)
{
	char sha256[HASH_HEX_SIZE];
	int fd, same = 0;
	struct stat st;

	if ((fd = fs_open_file(dir, file->name)) == -1)
		return errno == ENOENT || errno == ENOTDIR || errno == ELOOP ||
			errno == EINVAL ?
		    0 :
		    -1;
	if (fstat(fd, &st) == -1)
		same = -1;
	else if ((uint64_t)st.st_size == file->size)
		same = hash_fd(fd, sha256) == -1 ?
		    -1 :
		    strcmp(sha256, file->sha256) == 0;
	close(fd);
	return same;
}

/* How many files lie in the tree fd, which is closed; -1 and errno. */
static long
count_files(int fd)
{
	DIR *d;
	int sub;
	long inside, n = 0;
	struct dirent *e;

	if ((d = fdopendir(fd)) == NULL) {
		close(fd);
		return -1;
	}
	while (n != -1 && (e = readdir(d)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		sub = openat(dirfd(d), e->d_name,
		    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (sub == -1 && errno != ENOTDIR && errno != ELOOP) {
			n = -1;
			break;
		}
		inside = sub != -1 ? count_files(sub) : 1;
		n = inside == -1 ? -1 : n + inside;
	}
	closedir(d);
	return n;
}

static int
compare_folder(int dir, const struct catalog_files *files, enum installed *ret)
{
	int fd, same;
	long count;
	size_t i;

	*ret = INSTALLED_OTHER;
	for (i = 0; i < files->count; i++) {
		if ((same = is_file(dir, &files->list[i])) != 1)
			return same;
	}
	if ((fd = fs_open_dir(dir, "")) == -1)
		return -1;
	if ((count = count_files(fd)) == -1)
		return -1;
	if ((size_t)count == files->count)
		*ret = INSTALLED_SAME;
	return 0;
}

enum verdict
publish_check(const struct web *web, const char *path,
    const struct catalog_files *files, enum installed *ret, struct why *why)
{
	enum verdict v = V_OK;
	int dir;

	*ret = INSTALLED_OTHER;
	if ((dir = fs_open_dir(web->root, path)) == -1) {
		if (errno == ENOENT)
			*ret = INSTALLED_NONE;
		else if (errno != ENOTDIR && errno != ELOOP)
			v = why_errno(why, "the web root");
		return v;
	}
	if (compare_folder(dir, files, ret) == -1)
		v = why_errno(why, "the web root");
	close(dir);
	return v;
}

static const char *
target(const struct catalog_release *plan)
{
	return plan->moving[0] != '\0' ? plan->moving : plan->path;
}

/* Is the target of a plan as planned? */
static enum verdict
look_at(const struct site *site, const struct catalog_release *plan,
    enum installed *ret, struct why *why)
{
	enum verdict v;
	struct catalog_files files;

	*ret = INSTALLED_NONE;
	v = catalog_files(site->catalog, plan->version.id, 1, &files, why);
	if (v != V_OK)
		return v;
	v = publish_check(&site->web, target(plan), &files, ret, why);
	catalog_files_fini(&files);
	return v;
}

/* What was found of the plans of a site. */
struct recovery {
	const struct site *site;
	struct catalog_releases plans;
	enum installed *found;
};

/* Is what the job is to become installed as well? */
static int
is_installed(const struct recovery *r, int64_t job)
{
	size_t i;

	for (i = 0; i < r->plans.count; i++)
		if (r->plans.list[i].version.job == job)
			return r->found[i] == INSTALLED_SAME;
	return 0;
}

static int
is_unfinished(enum job_state state)
{
	return state == JOB_RECEIVED || state == JOB_WAITING ||
	    state == JOB_SCHEDULED;
}

/* Is it of a pair of which something was not installed?  Then it would be
 * public alone. */
static enum verdict
is_half(const struct recovery *r, int64_t job, int *ret, struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog_member *own;
	struct catalog_members pair;

	*ret = 0;
	memset(&pair, 0, sizeof(pair));
	own = xcalloc(1, sizeof(*own));
	v = catalog_member(r->site->catalog, job, own, why);
	if (v == V_OK && own->pair[0] != '\0')
		v = catalog_members_of(r->site->catalog, own->pair, &pair, why);
	for (i = 0; i < pair.count && v == V_OK; i++)
		*ret |= is_unfinished(pair.list[i].state) &&
		    !is_installed(r, pair.list[i].job);
	catalog_members_fini(&pair);
	free(own);
	return v;
}

/* One plan whose target is as planned is committed; half of a pair is taken
 * away again, if nothing was there before. */
static enum verdict
recover_one(const struct recovery *r, const struct catalog_release *plan,
    int64_t now, unsigned *committed, struct why *why)
{
	const char *path = target(plan);
	enum verdict v;
	int half;

	if ((v = is_half(r, plan->version.job, &half, why)) != V_OK)
		return v;
	if (half)
		return plan->standing == STANDING_PLANNED ?
		    publish_remove(&r->site->web, path, why) :
		    V_OK;
	/* The rename may have been seen before it was durable. */
	if ((v = publish_settle(&r->site->web, &path, 1, why)) != V_OK)
		return v;
	v = catalog_publish(r->site->catalog, &plan->version.id, 1, now, why);
	if (v == V_OK)
		(*committed)++;
	return v;
}

enum verdict
publish_recover(const struct site *site, int64_t now, unsigned *ret_committed,
    struct why *why)
{
	enum verdict v;
	size_t i;
	struct recovery r;

	*ret_committed = 0;
	r.site = site;
	if ((v = catalog_plans(site->catalog, &r.plans, why)) != V_OK)
		return v;
	r.found = xcalloc(r.plans.count, sizeof(*r.found));
	for (i = 0; v == V_OK && i < r.plans.count; i++)
		if (r.plans.list[i].site == site->id)
			v = look_at(site, &r.plans.list[i], &r.found[i], why);
	for (i = 0; v == V_OK && i < r.plans.count; i++)
		if (r.plans.list[i].site == site->id &&
		    r.found[i] == INSTALLED_SAME)
			v = recover_one(&r, &r.plans.list[i], now,
			    ret_committed, why);
	free(r.found);
	catalog_releases_fini(&r.plans);
	return v;
}

int
publish_is_half(const char *path)
{
	const char *name;
	size_t len;

	name = strrchr(path, '/');
	name = name != NULL ? name + 1 : path;
	len = strlen(name);
	return name[0] == '.' && len > 5 && strcmp(name + len - 4, ".new") == 0;
}

enum verdict
publish_remove_half(const struct web *web, const char *path, struct why *why)
{
	char parent[CATALOG_PATH_SIZE];
	char *slash;

	if (snprintf(parent, sizeof(parent), "%s", path) >= (int)sizeof(parent))
		return V_OK; /* none of ours is so long */
	if (unlinkat(web->root, path, 0) == -1 && errno != ENOENT)
		return why_errno(why, "the web root: %s", path);
	while ((slash = strrchr(parent, '/')) != NULL) {
		*slash = '\0';
		if (unlinkat(web->root, parent, AT_REMOVEDIR) == -1)
			break;
	}
	return V_OK;
}

enum verdict
publish_remove(const struct web *web, const char *path, struct why *why)
{
	char name[CATALOG_PATH_SIZE], parent[CATALOG_PATH_SIZE];
	char trash[CATALOG_UID_SIZE];
	int fd, result;

	if (split_path(path, parent, name) == -1)
		return why_set(why, V_FATAL, "internal", "no path: %s", path);
	if ((fd = fs_open_dir(web->root, parent)) == -1) {
		if (errno == ENOENT)
			return V_OK;
		return why_errno(why, "the web root");
	}
	/* Whole or not at all, as it came: off to the stage, then removed. */
	catalog_new_uid(trash);
	result = renameat(fd, name, web->stage, trash);
	if (result == -1 && errno == ENOENT)
		result = 0;
	if (result == 0)
		result = web->sync_whole ? syncfs(fd) : fsync(fd);
	close(fd);
	if (result == -1)
		return why_errno(why, "the web root");
	if (fs_remove_tree(web->stage, trash) == -1)
		return why_errno(why, "the stage");
	return V_OK;
}
