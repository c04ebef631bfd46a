/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The spool.  See spool.h for the contract. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/xalloc.h"
#include "catalog/catalog.h"
#include "store/spool.h"

enum {
	CHUNK = 65536
};

struct spool {
	int dir;
};

enum verdict
spool_open(int dir, struct spool **ret, struct why *why)
{
	int fd;
	struct spool *spool;

	if ((fd = fs_make_dirs(dir, "spool")) == -1)
		return why_errno(why, "the spool");
	if (fs_sync_dir(dir) == -1) {
		close(fd);
		return why_errno(why, "the spool");
	}
	spool = xcalloc(1, sizeof(*spool));
	spool->dir = fd;
	*ret = spool;
	return V_OK;
}

void
spool_close(struct spool *spool)
{
	if (spool == NULL)
		return;
	close(spool->dir);
	free(spool);
}

/* A uid, or the name of a companion: the uid, a dot and a number. */
static int
is_name(const char *name)
{
	const size_t len = CATALOG_UID_SIZE - 1;

	if (strspn(name, "0123456789abcdef") != len)
		return 0;
	return name[len] == '\0' ||
	    (name[len] == '.' && name[len + 1] != '\0' &&
		strspn(name + len + 1, "0123456789") == strlen(name + len + 1));
}

void
spool_companion(char ret[SPOOL_NAME], const char *uid, unsigned n)
{
	snprintf(ret, SPOOL_NAME, "%.32s.%u", uid, n);
}

/* A file without a name; where there is no such thing (NFS), with one that
 * the sweep removes. */
static int
make_copy(struct spool *spool, struct spool_copy *copy)
{
	char uid[CATALOG_UID_SIZE];

	copy->fd = openat(spool->dir, ".", O_TMPFILE | O_RDWR | O_CLOEXEC,
	    0640);
	if (copy->fd != -1 || (errno != EOPNOTSUPP && errno != EISDIR))
		return copy->fd;
	catalog_new_uid(uid);
	snprintf(copy->tmp, sizeof(copy->tmp), ".%s.new", uid);
	copy->fd = openat(spool->dir, copy->tmp,
	    O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640);
	return copy->fd;
}

/* Read the chunk at offset whole: short only at the end. */
static ssize_t
read_chunk(int fd, char *chunk, off_t offset)
{
	size_t got = 0;
	ssize_t n;

	while (got < CHUNK) {
		n = pread(fd, chunk + got, CHUNK - got, offset + (off_t)got);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		if (n == 0)
			break;
		got += (size_t)n;
	}
	return (ssize_t)got;
}

static int
is_zeros(const char *chunk, size_t len)
{
	return len > 0 && chunk[0] == '\0' &&
	    memcmp(chunk, chunk + 1, len - 1) == 0;
}

/* Write the chunk, or leave a hole where it holds nothing: a sparse file of
 * gigabytes must not fill the disk. */
static int
write_chunk(int fd, const char *chunk, size_t len)
{
	if (!is_zeros(chunk, len))
		return fs_write_all(fd, chunk, len);
	return lseek(fd, (off_t)len, SEEK_CUR) == -1 ? -1 : 0;
}

/* No more than size bytes: a file that grows is unsettled, not followed. */
static int
copy_bytes(int from, struct spool_copy *copy)
{
	char *chunk;
	off_t offset = 0;
	ssize_t n;
	struct hash *hash;

	chunk = xmalloc(CHUNK);
	hash = hash_new();
	while ((n = read_chunk(from, chunk, offset)) > 0) {
		hash_add(hash, chunk, (size_t)n);
		if (write_chunk(copy->fd, chunk, (size_t)n) == -1) {
			n = -1;
			break;
		}
		offset += n;
		if (offset > copy->st.st_size)
			break;
	}
	hash_hex(hash, copy->sha256);
	hash_free(hash);
	free(chunk);
	copy->size = (uint64_t)offset;
	return n == -1 ? -1 : ftruncate(copy->fd, offset);
}

static int
is_same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
	    a->st_size == b->st_size &&
	    a->st_ctim.tv_sec == b->st_ctim.tv_sec &&
	    a->st_ctim.tv_nsec == b->st_ctim.tv_nsec &&
	    a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	    a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static enum verdict
copy_settled(int fd, struct spool_copy *copy, struct why *why)
{
	struct stat after;

	if (copy_bytes(fd, copy) == -1 || fstat(fd, &after) == -1)
		return why_errno(why, "copying to the spool");
	if (!is_same_file(&copy->st, &after) ||
	    copy->size != (uint64_t)after.st_size)
		return why_set(why, V_DEFER, "unsettled",
		    "the file changed while it was read");
	return V_OK;
}

enum verdict
spool_copy(struct spool *spool, int fd, uint64_t max, struct spool_copy *ret,
    struct why *why)
{
	enum verdict v;
	struct spool_copy copy = { .fd = -1 };

	if (fstat(fd, &copy.st) == -1)
		return why_errno(why, "a dropped file");
	if (!S_ISREG(copy.st.st_mode))
		return why_set(why, V_FATAL, "internal",
		    "only files are copied");
	if ((uint64_t)copy.st.st_size > max)
		return why_set(why, V_REJECT, "too-large",
		    "the file has %lld bytes, the limit is %llu",
		    (long long)copy.st.st_size, (unsigned long long)max);
	if (make_copy(spool, &copy) == -1)
		return why_errno(why, "the spool");
	if ((v = copy_settled(fd, &copy, why)) != V_OK)
		spool_copy_fini(spool, &copy);
	else
		*ret = copy;
	return v;
}

void
spool_copy_fini(struct spool *spool, struct spool_copy *copy)
{
	if (copy->fd == -1)
		return;
	close(copy->fd);
	copy->fd = -1;
	if (copy->tmp[0] != '\0')
		unlinkat(spool->dir, copy->tmp, 0);
	copy->tmp[0] = '\0';
}

static int
give_name(struct spool *spool, struct spool_copy *copy, const char *uid)
{
	char link[64];

	if (copy->tmp[0] != '\0') {
		if (renameat(spool->dir, copy->tmp, spool->dir, uid) == -1)
			return -1;
		copy->tmp[0] = '\0';
		return 0;
	}
	/* AT_EMPTY_PATH would need CAP_DAC_READ_SEARCH. */
	snprintf(link, sizeof(link), "/proc/self/fd/%d", copy->fd);
	return linkat(AT_FDCWD, link, spool->dir, uid, AT_SYMLINK_FOLLOW);
}

enum verdict
spool_link(struct spool *spool, struct spool_copy *copy, const char *uid,
    struct why *why)
{
	if (fsync(copy->fd) == -1 || give_name(spool, copy, uid) == -1 ||
	    fs_sync_dir(spool->dir) == -1)
		return why_errno(why, "the spool");
	return V_OK;
}

enum verdict
spool_link_all(struct spool *spool, struct spool_copy *copies,
    const char *const *uids, size_t count, struct why *why)
{
	size_t i;

	/* A name may become durable before its bytes: it does not matter,
	 * nothing is accepted before the one sync at the end. */
	for (i = 0; i < count; i++) {
		if (give_name(spool, &copies[i], uids[i]) == -1)
			return why_errno(why, "the spool");
	}
	if (syncfs(spool->dir) == -1)
		return why_errno(why, "the spool");
	return V_OK;
}

enum verdict
spool_read(struct spool *spool, const char *uid, int *ret_fd, struct why *why)
{
	int fd;

	if (!is_name(uid))
		return why_set(why, V_FATAL, "internal", "no name of a job");
	if ((fd = fs_open_file(spool->dir, uid)) == -1) {
		if (errno == ENOENT)
			return why_set(why, V_FATAL, "spool-missing",
			    "the spool has lost %s", uid);
		return why_errno(why, "the spool");
	}
	*ret_fd = fd;
	return V_OK;
}

enum verdict
spool_remove(struct spool *spool, const char *uid, struct why *why)
{
	char name[SPOOL_NAME];
	unsigned n = 0;

	if (!is_name(uid))
		return why_set(why, V_FATAL, "internal", "no name of a job");
	if (unlinkat(spool->dir, uid, 0) == -1 && errno != ENOENT)
		return why_errno(why, "the spool");
	do {
		spool_companion(name, uid, n++);
	} while (unlinkat(spool->dir, name, 0) == 0);
	return errno == ENOENT ? V_OK : why_errno(why, "the spool");
}

/* One entry: 1 if it was removed, 0 if it stays, -1 if neither can be
 * said or done. */
static int
sweep_one(struct spool *spool, const char *name,
    int (*keep)(void *arg, const char *uid), void *arg)
{
	char uid[CATALOG_UID_SIZE];
	int wanted = 0;

	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return 0;
	errno = 0;
	if (is_name(name)) {
		snprintf(uid, sizeof(uid), "%.32s", name);
		wanted = keep(arg, uid);
	}
	if (wanted != 0)
		return wanted == -1 ? -1 : 0;
	return fs_remove_tree(spool->dir, name) == -1 ? -1 : 1;
}

enum verdict
spool_sweep(struct spool *spool, int (*keep)(void *arg, const char *uid),
    void *arg, unsigned *ret_removed, struct why *why)
{
	DIR *d;
	int fd, one = 0;
	struct dirent *e;
	unsigned removed = 0;

	if ((fd = fs_open_dir(spool->dir, "")) == -1)
		return why_errno(why, "the spool");
	if ((d = fdopendir(fd)) == NULL) {
		close(fd);
		return why_errno(why, "the spool");
	}
	while (one != -1 && (e = readdir(d)) != NULL) {
		one = sweep_one(spool, e->d_name, keep, arg);
		removed += one == 1;
	}
	closedir(d);
	if (one == -1)
		return why_set(why, V_DEFER, "world-trouble",
		    "the spool could not be swept");
	*ret_removed = removed;
	return V_OK;
}
