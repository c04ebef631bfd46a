/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blobs by their SHA-256.  See store.h for the contract. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/hash.h"
#include "base/xalloc.h"
#include "store/store.h"

enum {
	CHUNK = 65536,
	FEW = 16, /* blobs: up to here fsync of each, beyond one syncfs */
};

/* What was put since the last sync. */
struct put {
	char sha256[HASH_HEX_SIZE];
	int fresh; /* written now, not merely found */
};

struct store {
	int dir;
	struct put *puts;
	size_t count;
	size_t room;
};

enum verdict
store_open(int dir, struct store **ret, struct why *why)
{
	int fd;
	struct store *store;

	if ((fd = fs_make_dirs(dir, "store")) == -1)
		return why_errno(why, "the store");
	if (fs_sync_dir(dir) == -1) {
		close(fd);
		return why_errno(why, "the store");
	}
	store = xcalloc(1, sizeof(*store));
	store->dir = fd;
	*ret = store;
	return V_OK;
}

void
store_close(struct store *store)
{
	if (store == NULL)
		return;
	close(store->dir);
	free(store->puts);
	free(store);
}

/* "ab/abcd…" */
static void
path_of(const char *sha256, char ret[HASH_HEX_SIZE + 3])
{
	snprintf(ret, HASH_HEX_SIZE + 3, "%.2s/%s", sha256, sha256);
}

static void
note_put(struct store *store, const char *sha256, int fresh)
{
	struct put *put;

	if (store->count == store->room) {
		store->room = store->room * 2 + FEW;
		store->puts = xreallocarray(store->puts, store->room,
		    sizeof(*store->puts));
	}
	put = &store->puts[store->count++];
	snprintf(put->sha256, sizeof(put->sha256), "%s", sha256);
	put->fresh = fresh;
}

/* Is the blob there, with the content that its name says?  After a crash a
 * name may have outlived its bytes. */
static int
is_sound(struct store *store, const char *sha256)
{
	char got[HASH_HEX_SIZE], path[HASH_HEX_SIZE + 3];
	int fd, sound;

	path_of(sha256, path);
	if ((fd = fs_open_file(store->dir, path)) == -1)
		return 0;
	sound = hash_fd(fd, got) == 0 && strcmp(got, sha256) == 0;
	close(fd);
	return sound;
}

/* The folder of the blob, and a name in it that nobody else uses. */
static int
open_shelf(struct store *store, const char *sha256, char tmp[80])
{
	char shelf[3];
	int fd;

	snprintf(shelf, sizeof(shelf), "%.2s", sha256);
	snprintf(tmp, 80, ".%s.new", sha256);
	if ((fd = fs_make_dirs(store->dir, shelf)) == -1)
		return -1;
	if (unlinkat(fd, tmp, 0) == -1 && errno != ENOENT) {
		close(fd);
		return -1;
	}
	return fd;
}

enum verdict
store_put(struct store *store, const void *data, size_t len,
    char ret_sha256[HASH_HEX_SIZE], struct why *why)
{
	char sha256[HASH_HEX_SIZE], tmp[80];
	enum verdict v = V_OK;
	int shelf;

	hash_of(data, len, sha256);
	if (ret_sha256 != NULL)
		memcpy(ret_sha256, sha256, sizeof(sha256));
	if (is_sound(store, sha256)) {
		note_put(store, sha256, 0);
		return V_OK;
	}
	if ((shelf = open_shelf(store, sha256, tmp)) == -1)
		return why_errno(why, "the store");
	if (fs_put_file(shelf, tmp, data, len, 0640, 0) == -1 ||
	    renameat(shelf, tmp, shelf, sha256) == -1) {
		v = why_errno(why, "the store");
		unlinkat(shelf, tmp, 0);
	}
	if (v == V_OK)
		note_put(store, sha256, 1);
	close(shelf);
	return v;
}

static int
copy_fd(int from, int to)
{
	char *chunk;
	ssize_t n;

	chunk = xmalloc(CHUNK);
	while ((n = read(from, chunk, CHUNK)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1 || fs_write_all(to, chunk, (size_t)n) == -1)
			break;
	}
	free(chunk);
	return n == 0 ? 0 : -1;
}

/* Make shelf/tmp the file fd: by a link, or where that can't be by a copy. */
static int
link_or_copy(int fd, int shelf, const char *tmp)
{
	char link[64];
	int from, result, to;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	if (linkat(AT_FDCWD, link, shelf, tmp, AT_SYMLINK_FOLLOW) == 0)
		return 0;
	if (errno != EXDEV && errno != EPERM && errno != EMLINK &&
	    errno != ENOENT && errno != EOPNOTSUPP)
		return -1;
	if ((from = open(link, O_RDONLY | O_CLOEXEC)) == -1)
		return -1;
	to = openat(shelf, tmp,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640);
	result = to == -1 ? -1 : copy_fd(from, to);
	close(from);
	if (to != -1 && close(to) == -1)
		result = -1;
	return result;
}

enum verdict
store_put_file(struct store *store, int fd, const char *sha256, struct why *why)
{
	char tmp[80];
	enum verdict v = V_OK;
	int shelf;

	if (is_sound(store, sha256)) {
		note_put(store, sha256, 0);
		return V_OK;
	}
	if ((shelf = open_shelf(store, sha256, tmp)) == -1)
		return why_errno(why, "the store");
	if (link_or_copy(fd, shelf, tmp) == -1 ||
	    renameat(shelf, tmp, shelf, sha256) == -1)
		v = why_errno(why, "the store");
	/* A rename onto another link of the same file does nothing at all
	 * (rename(2)), and the temporary name stays. */
	unlinkat(shelf, tmp, 0);
	if (v == V_OK)
		note_put(store, sha256, 1);
	close(shelf);
	return v;
}

static int
sync_blob(struct store *store, const char *sha256)
{
	char path[HASH_HEX_SIZE + 3];
	int fd, result;

	path_of(sha256, path);
	if ((fd = fs_open_file(store->dir, path)) == -1)
		return -1;
	result = fsync(fd);
	close(fd);
	return result;
}

/* Is put number n the first of its shelf? */
static int
is_first_of_shelf(const struct store *store, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strncmp(store->puts[i].sha256, store->puts[n].sha256, 2) ==
		    0)
			return 0;
	}
	return 1;
}

static int
sync_shelf(struct store *store, const char *sha256)
{
	char shelf[3];
	int fd, result;

	snprintf(shelf, sizeof(shelf), "%.2s", sha256);
	if ((fd = fs_open_dir(store->dir, shelf)) == -1)
		return -1;
	result = fsync(fd);
	close(fd);
	return result;
}

/* Bytes, then names, each folder once: every fsync is a flush of the disk. */
static int
sync_each(struct store *store)
{
	size_t i;

	for (i = 0; i < store->count; i++) {
		if (sync_blob(store, store->puts[i].sha256) == -1)
			return -1;
	}
	for (i = 0; i < store->count; i++) {
		if (is_first_of_shelf(store, i) &&
		    sync_shelf(store, store->puts[i].sha256) == -1)
			return -1;
	}
	return store->count > 0 ? fs_sync_dir(store->dir) : 0;
}

/*
 * A failed fsync leaves pages that the kernel takes for clean, so that a
 * second one succeeds without having written them.  What may not be on the
 * disk must not be found sound by the next put.
 */
void
store_forget(struct store *store)
{
	char path[HASH_HEX_SIZE + 3];
	size_t i;

	for (i = 0; i < store->count; i++) {
		path_of(store->puts[i].sha256, path);
		if (store->puts[i].fresh)
			unlinkat(store->dir, path, 0);
	}
	store->count = 0;
}

enum verdict
store_sync(struct store *store, struct why *why)
{
	enum verdict v;
	int result;

	result = store->count > FEW ? syncfs(store->dir) : sync_each(store);
	if (result == -1) {
		v = why_errno(why, "the store");
		store_forget(store);
		return v;
	}
	store->count = 0;
	return V_OK;
}

enum verdict
store_sync_beside(struct store *store, int synced, struct why *why)
{
	struct stat there, ours;

	if (fstat(synced, &there) == -1 || fstat(store->dir, &ours) == -1 ||
	    there.st_dev != ours.st_dev)
		return store_sync(store, why);
	store->count = 0;
	return V_OK;
}

enum verdict
store_open_blob(struct store *store, const char *sha256, int *ret_fd,
    struct why *why)
{
	char got[HASH_HEX_SIZE], path[HASH_HEX_SIZE + 3];
	enum verdict v;
	int fd;

	if (!hash_is_hex(sha256))
		return why_set(why, V_FATAL, "internal", "no SHA-256");
	path_of(sha256, path);
	if ((fd = fs_open_file(store->dir, path)) == -1 && errno == ENOENT)
		return why_set(why, V_FATAL, "store-missing",
		    "the store has lost %s", sha256);
	if (fd == -1)
		return why_errno(why, "the store");
	if (hash_fd(fd, got) == -1 || lseek(fd, 0, SEEK_SET) == -1) {
		v = why_errno(why, "the store");
		close(fd);
		return v;
	}
	if (strcmp(got, sha256) != 0) {
		close(fd);
		return why_set(why, V_FATAL, "store-damaged",
		    "in the store %s is damaged", sha256);
	}
	*ret_fd = fd;
	return V_OK;
}

enum verdict
store_get(struct store *store, const char *sha256, struct buf *out,
    struct why *why)
{
	enum verdict v;
	int fd = -1;

	if ((v = store_open_blob(store, sha256, &fd, why)) != V_OK)
		return v;
	if (fs_read_all(fd, out) == -1)
		v = why_errno(why, "the store");
	close(fd);
	return v;
}

int
store_has(struct store *store, const char *sha256)
{
	char path[HASH_HEX_SIZE + 3];
	struct stat st;

	if (!hash_is_hex(sha256))
		return 0;
	path_of(sha256, path);
	return fstatat(store->dir, path, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISREG(st.st_mode);
}

enum verdict
store_remove(struct store *store, const char *sha256, struct why *why)
{
	char path[HASH_HEX_SIZE + 3];

	if (!hash_is_hex(sha256))
		return why_set(why, V_FATAL, "internal", "no SHA-256");
	path_of(sha256, path);
	if (unlinkat(store->dir, path, 0) == -1) {
		if (errno == ENOENT)
			return V_OK;
		return why_errno(why, "the store");
	}
	path[2] = '\0';
	if (fs_sync_path(store->dir, path) == -1)
		return why_errno(why, "the store");
	return V_OK;
}
