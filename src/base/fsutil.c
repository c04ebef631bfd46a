/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files by descriptor.  See fsutil.h for the contract. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fsutil.h"

enum {
	CHUNK = 65536
};

#define DIR_FLAGS (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

/* Copy the next component of *path to name and step over it; 0 at the end. */
static int
next_component(const char **path, char name[NAME_MAX + 1])
{
	size_t len;

	*path += strspn(*path, "/");
	len = strcspn(*path, "/");
	if (len == 0)
		return 0;
	if (len > NAME_MAX) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(name, *path, len);
	name[len] = '\0';
	*path += len;
	if (strcmp(name, "..") == 0) {
		errno = EXDEV; /* as openat2 says of RESOLVE_BENEATH */
		return -1;
	}
	return 1;
}

static void
close_quietly(int fd)
{
	int error = errno;

	if (fd != -1)
		close(fd);
	errno = error;
}

static int
walk(int dir, const char *path, int make)
{
	char name[NAME_MAX + 1];
	int here, more, next;

	if ((here = openat(dir, ".", DIR_FLAGS)) == -1)
		return -1;
	while ((more = next_component(&path, name)) == 1) {
		if (make && mkdirat(here, name, 0755) == -1 &&
		    errno != EEXIST) {
			more = -1;
			break;
		}
		next = openat(here, name, DIR_FLAGS);
		close_quietly(here);
		here = next;
		if (here == -1)
			return -1;
	}
	if (more == 0)
		return here;
	close_quietly(here);
	return -1;
}

int
fs_open_dir(int dir, const char *path)
{
	return walk(dir, path, 0);
}

int
fs_make_dirs(int dir, const char *path)
{
	return walk(dir, path, 1);
}

int
fs_sync_path(int dir, const char *path)
{
	char part[PATH_MAX];
	char *slash;
	int fd, result;

	if (snprintf(part, sizeof(part), "%s", path) >= (int)sizeof(part)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	while (part[0] != '\0') {
		if ((fd = fs_open_dir(dir, part)) == -1)
			return -1;
		result = fsync(fd);
		close_quietly(fd);
		if (result == -1)
			return -1;
		slash = strrchr(part, '/');
		*(slash != NULL ? slash : part) = '\0';
	}
	return fs_sync_dir(dir);
}

int
fs_open_file(int dir, const char *path)
{
	const char *slash;
	char parent[PATH_MAX];
	int at, fd;
	struct stat st;

	slash = strrchr(path, '/');
	snprintf(parent, sizeof(parent), "%.*s",
	    slash != NULL ? (int)(slash - path) : 0, path);
	if ((at = fs_open_dir(dir, parent)) == -1)
		return -1;
	fd = openat(at, slash != NULL ? slash + 1 : path,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	close_quietly(at);
	if (fd == -1)
		return -1;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		return fd;
	close(fd);
	errno = EINVAL;
	return -1;
}

int
fs_write_all(int fd, const void *data, size_t len)
{
	const char *p = data;
	ssize_t n;

	while (len > 0) {
		n = write(fd, p, len);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		p += n;
		len -= (size_t)n;
	}
	return 0;
}

int
fs_memory_file(const void *data, size_t len)
{
	int error, fd;

	if ((fd = memfd_create("gazette", MFD_CLOEXEC)) == -1)
		return -1;
	if (fs_write_all(fd, data, len) == 0 && lseek(fd, 0, SEEK_SET) == 0)
		return fd;
	error = errno;
	close(fd);
	errno = error;
	return -1;
}

int
fs_read_all(int fd, struct buf *buf)
{
	ssize_t n;
	struct stat st;

	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
	    buf_reserve(buf, (size_t)st.st_size) == -1) {
		errno = EFBIG;
		return -1;
	}
	for (;;) {
		if (buf->cap - buf->len <= 1 &&
		    buf_reserve(buf, buf->len < CHUNK ? buf->len + 1 : CHUNK) ==
			-1) {
			errno = EFBIG;
			return -1;
		}
		n = read(fd, buf->data + buf->len, buf->cap - buf->len - 1);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		buf->len += (size_t)n;
	}
	if (buf->data != NULL)
		buf->data[buf->len] = '\0';
	return n == -1 ? -1 : 0;
}

int
fs_put_file(int dir, const char *name, const void *data, size_t len,
    mode_t mode, int sync)
{
	int fd, result;

	fd = openat(dir, name,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
	if (fd == -1)
		return -1;
	result = fs_write_all(fd, data, len);
	if (result == 0 && sync)
		result = fsync(fd);
	if (result == -1) {
		close_quietly(fd);
		return -1;
	}
	return close(fd);
}

/* Does dir/name hold exactly data already? */
static int
holds(int dir, const char *name, const void *data, size_t len)
{
	int fd, same = 0;
	struct buf old;
	struct stat st;

	if ((fd = fs_open_file(dir, name)) == -1)
		return 0;
	buf_init(&old, len);
	if (fstat(fd, &st) == 0 && (size_t)st.st_size == len &&
	    fs_read_all(fd, &old) == 0)
		same = old.len == len &&
		    (len == 0 || memcmp(old.data, data, len) == 0);
	buf_fini(&old);
	close(fd);
	return same;
}

static int
replace_in(int at, const char *name, const void *data, size_t len)
{
	char tmp[NAME_MAX + 1];

	if (holds(at, name, data, len))
		return 0;
	snprintf(tmp, sizeof(tmp), ".%.200s.new", name);
	if (unlinkat(at, tmp, 0) == -1 && errno != ENOENT)
		return -1;
	if (fs_put_file(at, tmp, data, len, 0644, 1) == -1)
		return -1;
	if (renameat(at, tmp, at, name) == -1)
		return -1;
	return fs_sync_dir(at);
}

int
fs_replace_file(int dir, const char *path, const void *data, size_t len)
{
	const char *slash;
	char parent[PATH_MAX];
	int at, result;

	slash = strrchr(path, '/');
	snprintf(parent, sizeof(parent), "%.*s",
	    slash != NULL ? (int)(slash - path) : 0, path);
	if ((at = fs_make_dirs(dir, parent)) == -1)
		return -1;
	result = replace_in(at, slash != NULL ? slash + 1 : path, data, len);
	close_quietly(at);
	return result;
}

static int
remove_inside(int dir)
{
	DIR *d;
	int result = 0;
	struct dirent *e;

	if ((d = fdopendir(dir)) == NULL) {
		close_quietly(dir);
		return -1;
	}
	while (result == 0 && (e = readdir(d)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		result = fs_remove_tree(dirfd(d), e->d_name);
	}
	closedir(d);
	return result;
}

int
fs_remove_tree(int dir, const char *name)
{
	int fd;

	if (unlinkat(dir, name, 0) == 0 || errno == ENOENT)
		return 0;
	if (errno != EISDIR && errno != EPERM)
		return -1;
	if ((fd = openat(dir, name, DIR_FLAGS)) == -1)
		return -1;
	if (remove_inside(fd) == -1)
		return -1;
	return unlinkat(dir, name, AT_REMOVEDIR);
}

int
fs_sync_dir(int dir)
{
	return fsync(dir);
}
