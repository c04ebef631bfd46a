/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hold the web root against the catalogue.  See verify.h. */
#include "config.h"

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
#include "base/xalloc.h"
#include "publish/verify.h"

enum {
	CEILING = 10000
};

/* A file that the catalogue expects. */
struct expected {
	char *path;
	char sha256[HASH_HEX_SIZE];
	uint64_t size;
	int64_t release;
	int found;
};

struct check {
	const struct site *site;
	int deep;
	struct expected *list; /* sorted by path when complete */
	size_t count;
	size_t room;
	struct differences *differences;
};

const char *
difference_kind_name(enum difference_kind kind)
{
	static const char *const names[] = {
		[DIFFERENCE_MISSING] = "missing",
		[DIFFERENCE_CHANGED] = "changed",
		[DIFFERENCE_SURPLUS] = "surplus",
	};

	return (size_t)kind < sizeof(names) / sizeof(names[0]) ? names[kind] :
								 "";
}

static void
note(struct check *c, enum difference_kind kind, int64_t release,
    const char *path)
{
	struct difference *d;

	if (c->differences->count >= CEILING) {
		c->differences->left_out++;
		return;
	}
	c->differences->list = xreallocarray(c->differences->list,
	    c->differences->count + 1, sizeof(*c->differences->list));
	d = &c->differences->list[c->differences->count++];
	d->kind = kind;
	d->release = release;
	d->path = xstrdup(path);
}

/* The one to be filled in; path is handed over. */
static struct expected *
expect(struct check *c, char *path)
{
	struct expected *e;

	if (c->count == c->room) {
		c->room = c->room * 2 + 64;
		c->list = xreallocarray(c->list, c->room, sizeof(*c->list));
	}
	e = &c->list[c->count++];
	memset(e, 0, sizeof(*e));
	e->path = path;
	return e;
}

static enum verdict
expect_release(void *arg, const struct catalog_release *release,
    struct why *why)
{
	struct check *c = arg;
	enum verdict v;
	size_t i;
	struct catalog_files files;
	struct expected *e;

	v = catalog_files(c->site->catalog, release->version.id, 0, &files,
	    why);
	if (v != V_OK)
		return v;
	for (i = 0; i < files.count; i++) {
		e = expect(c,
		    xasprintf("%s%s", release->path + 1, files.list[i].name));
		memcpy(e->sha256, files.list[i].sha256, sizeof(e->sha256));
		e->size = files.list[i].size;
		e->release = release->id;
	}
	catalog_files_fini(&files);
	return V_OK;
}

static enum verdict
expect_site_files(struct check *c, struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog_site_files files;
	struct expected *e;

	v = catalog_site_files(c->site->catalog, c->site->id, &files, why);
	if (v != V_OK)
		return v;
	for (i = 0; i < files.count; i++) {
		e = expect(c, xstrdup(files.list[i].path));
		memcpy(e->sha256, files.list[i].sha256, sizeof(e->sha256));
		e->size = files.list[i].size;
	}
	catalog_site_files_fini(&files);
	return V_OK;
}

static int
compare_expected(const void *a, const void *b)
{
	const struct expected *x = a, *y = b;

	return strcmp(x->path, y->path);
}

/* Does the file hold what it should?  1, 0, or -1 and errno. */
static int
is_as_expected(const struct check *c, int dir, const char *name,
    const struct expected *e)
{
	char sha256[HASH_HEX_SIZE];
	int fd, same;
	struct stat st;

	if ((fd = fs_open_file(dir, name)) == -1)
		return errno == EINVAL || errno == ELOOP ? 0 : -1;
	if (fstat(fd, &st) == -1)
		same = -1;
	else if ((uint64_t)st.st_size != e->size)
		same = 0;
	else if (!c->deep)
		same = 1;
	else
		same = hash_fd(fd, sha256) == -1 ?
		    -1 :
		    strcmp(sha256, e->sha256) == 0;
	close(fd);
	return same;
}

static int
check_file(struct check *c, int dir, const char *name, const char *path)
{
	int same;
	struct expected *e, key;

	key.path = xstrdup(path);
	e = c->count == 0 ?
	    NULL :
	    bsearch(&key, c->list, c->count, sizeof(key), compare_expected);
	free(key.path);
	if (e == NULL) {
		note(c, DIFFERENCE_SURPLUS, 0, path);
		return 0;
	}
	e->found = 1;
	if ((same = is_as_expected(c, dir, name, e)) == 0)
		note(c, DIFFERENCE_CHANGED, e->release, path);
	return same == -1 ? -1 : 0;
}

/* Everything under the folder fd, which is closed; path is its own with a
 * slash at the end, or "". */
static int
walk(struct check *c, int fd, const char *path)
{
	char *inside;
	DIR *d;
	int result = 0, sub;
	struct dirent *e;

	if ((d = fdopendir(fd)) == NULL) {
		close(fd);
		return -1;
	}
	while (result == 0 && (e = readdir(d)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		sub = openat(dirfd(d), e->d_name,
		    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		inside = xasprintf("%s%s%s", path, e->d_name,
		    sub != -1 ? "/" : "");
		result = sub != -1 ? walk(c, sub, inside) :
				     check_file(c, dirfd(d), e->d_name, inside);
		free(inside);
	}
	closedir(d);
	return result;
}

static enum verdict
compare(struct check *c, struct why *why)
{
	int fd;
	size_t i;

	if (c->count > 0)
		qsort(c->list, c->count, sizeof(*c->list), compare_expected);
	if ((fd = fs_open_dir(c->site->web.root, "")) == -1 ||
	    walk(c, fd, "") == -1)
		return why_errno(why, "the web root");
	for (i = 0; i < c->count; i++) {
		if (!c->list[i].found)
			note(c, DIFFERENCE_MISSING, c->list[i].release,
			    c->list[i].path);
	}
	return V_OK;
}

enum verdict
verify_site(const struct site *site, int deep, struct differences *ret,
    struct why *why)
{
	enum verdict v;
	size_t i;
	struct check c = { .site = site, .deep = deep };
	struct differences differences = { 0 };

	c.differences = &differences;
	v = catalog_each_installed(site->catalog, site->id, expect_release, &c,
	    why);
	if (v == V_OK)
		v = expect_site_files(&c, why);
	if (v == V_OK)
		v = compare(&c, why);
	for (i = 0; i < c.count; i++)
		free(c.list[i].path);
	free(c.list);
	if (v == V_OK)
		*ret = differences;
	else
		differences_fini(&differences);
	return v;
}

void
differences_fini(struct differences *differences)
{
	size_t i;

	for (i = 0; i < differences->count; i++)
		free(differences->list[i].path);
	free(differences->list);
}
