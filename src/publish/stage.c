/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The web root and its stage.  See stage.h for the contract. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <linux/magic.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/hash.h"
#include "base/xalloc.h"
#include "publish/folders.h"
#include "publish/stage.h"
#include "publish/twin.h"

void
web_init(struct web *web)
{
	memset(web, 0, sizeof(*web));
	web->root = -1;
	web->stage = -1;
}

void
web_close(struct web *web)
{
	if (web->root != -1)
		close(web->root);
	if (web->stage != -1)
		close(web->stage);
	folders_free(web->durable);
	web_init(web);
}

static int
open_folder(const char *path)
{
	int made;
	mode_t mask;

	mask = umask(022);
	made = mkdir(path, 0755);
	umask(mask);
	if (made == -1 && errno != EEXIST)
		return -1;
	/* The administrator may have made either of them a link. */
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* Two mounts of one file system have one st_dev, and yet a rename between
 * them is EXDEV (each ReadWritePaths of systemd is such a mount); and not
 * every file system can let two folders change places. */
static enum verdict
try_renames(const struct web *web, const char *a, const char *b,
    struct why *why)
{
	if (renameat2(web->stage, a, web->root, a, RENAME_NOREPLACE) == 0 &&
	    renameat2(web->stage, b, web->root, a, RENAME_EXCHANGE) == 0)
		return V_OK;
	if (errno == EXDEV)
		return why_set(why, V_FATAL, "stage",
		    "the stage is not on the file system of the web root "
		    "(or on another mount of it)");
	if (errno == EINVAL || errno == ENOSYS)
		return why_set(why, V_FATAL, "stage",
		    "the file system of the web root can't let two folders "
		    "change places");
	return why_errno(why, "renaming into the web root");
}

static enum verdict
probe(const struct web *web, struct why *why)
{
	static const char a[] = ".gazette-probe-a", b[] = ".gazette-probe-b";
	enum verdict v;

	/* An earlier probe may have been cut off anywhere. */
	unlinkat(web->root, a, AT_REMOVEDIR);
	if ((mkdirat(web->stage, a, 0700) == -1 && errno != EEXIST) ||
	    (mkdirat(web->stage, b, 0700) == -1 && errno != EEXIST))
		return why_errno(why, "the stage");
	v = try_renames(web, a, b, why);
	unlinkat(web->stage, a, AT_REMOVEDIR);
	unlinkat(web->stage, b, AT_REMOVEDIR);
	unlinkat(web->root, a, AT_REMOVEDIR);
	return v;
}

static enum verdict
check_web(struct web *web, struct why *why)
{
	struct stat root, stage;
	struct statfs fs;

	if (fstat(web->root, &root) == -1 || fstat(web->stage, &stage) == -1)
		return why_errno(why, "the web root");
	if (root.st_dev != stage.st_dev)
		return why_set(why, V_FATAL, "stage",
		    "the stage is not on the file system of the web root");
	if (fstatfs(web->root, &fs) == -1)
		return why_errno(why, "the web root");
	web->sync_whole = fs.f_type == BTRFS_SUPER_MAGIC;
	return probe(web, why);
}

enum verdict
web_open(const char *root, const char *stage, struct web *ret, struct why *why)
{
	enum verdict v;
	struct web web;

	web_init(&web);
	web.durable = folders_new();
	if ((web.root = open_folder(root)) == -1) {
		web_close(&web);
		return why_errno(why, "the web root %s", root);
	}
	if ((web.stage = open_folder(stage)) == -1)
		v = why_errno(why, "the stage %s", stage);
	else
		v = check_web(&web, why);
	if (v != V_OK)
		web_close(&web);
	else
		*ret = web;
	return v;
}

enum verdict
web_open_reader(const char *root, struct web *ret, struct why *why)
{
	struct web web;

	web_init(&web);
	web.root = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (web.root == -1)
		return why_errno(why, "the web root %s", root);
	*ret = web;
	return V_OK;
}

enum verdict
stage_begin(const struct web *web, const char *uid, struct staged *ret,
    struct why *why)
{
	enum verdict v;
	struct staged staged = { .web = web, .dir = -1 };

	snprintf(staged.name, sizeof(staged.name), "%s", uid);
	if (fs_remove_tree(web->stage, uid) == -1)
		return why_errno(why, "the stage");
	if (mkdirat(web->stage, uid, 0755) == -1)
		return why_errno(why, "the stage");
	if ((staged.dir = fs_open_dir(web->stage, uid)) == -1 ||
	    fchmod(staged.dir, 0755) == -1) {
		v = why_errno(why, "the stage");
		stage_end(&staged);
		return v;
	}
	*ret = staged;
	return V_OK;
}

/* Names are made by us; a mistake must not leave the folder all the same. */
static int
is_name(const char *name)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-._/";

	return name[0] != '\0' && name[0] != '.' && name[0] != '/' &&
	    name[strspn(name, plain)] == '\0' && strstr(name, "/.") == NULL &&
	    strstr(name, "//") == NULL && name[strlen(name) - 1] != '/';
}

/* Visitors' servers read every folder of that path. */
static int
open_to_all(int dir, char *path)
{
	char *slash;
	int result = 0;

	for (slash = strchr(path, '/'); slash != NULL && result == 0;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		result = fchmodat(dir, path, 0755, 0);
		*slash = '/';
	}
	return result == 0 ? fchmodat(dir, path, 0755, 0) : result;
}

/* The folder of the file, made if missing; *ret_base is its name there. */
static int
open_parent(const struct staged *staged, const char *name,
    const char **ret_base)
{
	char parent[PATH_MAX];
	const char *slash;
	int fd;

	if ((slash = strrchr(name, '/')) == NULL) {
		*ret_base = name;
		return fs_open_dir(staged->dir, "");
	}
	*ret_base = slash + 1;
	snprintf(parent, sizeof(parent), "%.*s", (int)(slash - name), name);
	if ((fd = folders_make(staged->dir, parent)) == -1)
		return -1;
	if (open_to_all(staged->dir, parent) == -1) {
		close(fd);
		return -1;
	}
	return fd;
}

static int
put_public(int dir, const char *name, const struct stage_file *file)
{
	int fd, result;

	fd = openat(dir, name,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
	if (fd == -1)
		return -1;
	result = fs_write_all(fd, file->data, file->len);
	if (result == 0)
		result = fchmod(fd, 0644);
	if (close(fd) == -1)
		result = -1;
	return result;
}

static void
note_file(struct staged *staged, const struct stage_file *file)
{
	struct catalog_file *note;

	staged->files.list = xreallocarray(staged->files.list,
	    staged->files.count + 1, sizeof(*staged->files.list));
	note = &staged->files.list[staged->files.count++];
	memset(note, 0, sizeof(*note));
	snprintf(note->name, sizeof(note->name), "%s", file->name);
	snprintf(note->type, sizeof(note->type), "%s",
	    file->type != NULL ? file->type : "");
	snprintf(note->title, sizeof(note->title), "%s",
	    file->title != NULL ? file->title : "");
	hash_of(file->data, file->len, note->sha256);
	note->size = file->len;
	staged->synced = 0;
}

static enum verdict
put_in(struct staged *staged, int dir, const char *base,
    const struct stage_file *file, struct why *why)
{
	if (put_public(dir, base, file) == -1)
		return why_errno(why, "the stage");
	note_file(staged, file);
	return V_OK;
}

/* Beside the file that was just put. */
static enum verdict
put_twin(struct staged *staged, int dir, const char *base,
    const struct stage_file *file, struct why *why)
{
	char name[sizeof(staged->files.list->name)];
	char twin[NAME_MAX + 1];
	enum verdict v = V_OK;
	struct buf bytes;
	struct stage_file second = { .name = name, .type = "" };

	if (snprintf(name, sizeof(name), "%s" TWIN_SUFFIX, file->name) >=
		(int)sizeof(name) ||
	    !twin_is_wanted(file->name))
		return V_OK;
	buf_init(&bytes, SIZE_MAX / 4);
	if (twin_make(file->data, file->len, &bytes)) {
		snprintf(twin, sizeof(twin), "%.200s" TWIN_SUFFIX, base);
		second.data = bytes.data;
		second.len = bytes.len;
		v = put_in(staged, dir, twin, &second, why);
		if (v == V_OK && twin_time(dir, base, twin) == -1)
			v = why_errno(why, "the stage");
	}
	buf_fini(&bytes);
	return v;
}

enum verdict
stage_put(struct staged *staged, const struct stage_file *file, struct why *why)
{
	const char *base;
	enum verdict v;
	int dir;

	if (!is_name(file->name) ||
	    strlen(file->name) >= sizeof(staged->files.list->name))
		return why_set(why, V_FATAL, "internal",
		    "no name for a file of a release");
	if ((dir = open_parent(staged, file->name, &base)) == -1)
		return why_errno(why, "the stage");
	v = put_in(staged, dir, base, file, why);
	if (v == V_OK)
		v = put_twin(staged, dir, base, file, why);
	close(dir);
	return v;
}

/* A release has half a dozen files: as many fsyncs would be as many flushes of
 * the disk, one after the other. */
enum verdict
stage_sync(struct staged *const *staged, size_t count, struct why *why)
{
	size_t i;

	if (count > 0 && syncfs(staged[0]->web->stage) == -1)
		return why_errno(why, "the stage");
	for (i = 0; i < count; i++)
		staged[i]->synced = 1;
	return V_OK;
}

void
stage_end(struct staged *staged)
{
	if (staged->dir != -1)
		close(staged->dir);
	staged->dir = -1;
	/* What can't be removed now is swept at the next start. */
	if (staged->name[0] != '\0')
		(void)fs_remove_tree(staged->web->stage, staged->name);
	staged->name[0] = '\0';
	catalog_files_fini(&staged->files);
	staged->files.list = NULL;
	staged->files.count = 0;
}

enum verdict
stage_sweep(const struct web *web, unsigned *ret_removed, struct why *why)
{
	DIR *d;
	int fd, result = 0;
	struct dirent *e;
	unsigned removed = 0;

	if ((fd = fs_open_dir(web->stage, "")) == -1)
		return why_errno(why, "the stage");
	if ((d = fdopendir(fd)) == NULL) {
		close(fd);
		return why_errno(why, "the stage");
	}
	while (result == 0 && (e = readdir(d)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		result = fs_remove_tree(web->stage, e->d_name);
		removed++;
	}
	closedir(d);
	if (result == -1)
		return why_errno(why, "the stage");
	*ret_removed = removed;
	return V_OK;
}
