/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A disk that remembers: a file system in user space with two files, "disk"
 * (kept in memory) and "mark".  Every write and every flush of the disk, and
 * every line written to the mark, goes into a log in its order, so that a
 * test can make the disk as a loss of power at any moment would leave it.
 *
 *	logdisk MEGABYTES LOG MOUNTPOINT
 *
 * The log is a row of records: kind and length (32 bits each, in the
 * machine's order), offset (64 bits), and length bytes.  tests/system/
 * powercut.t builds this with fuse3 and puts a loop device on the disk.
 */
#define FUSE_USE_VERSION 31
#define _GNU_SOURCE

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <fuse3/fuse.h>

enum kind {
	RECORD_WRITE = 1,
	RECORD_FLUSH,
	RECORD_MARK,
};

static char *disk;
static size_t disk_size;
static int log_fd;

static void
put(const void *data, size_t len)
{
	/* In memory, or not at all: half a log proves nothing. */
	if (write(log_fd, data, len) != (ssize_t)len)
		abort();
}

static void
record(enum kind kind, const void *data, size_t len, off_t offset)
{
	uint32_t head[2] = { kind, (uint32_t)len };
	uint64_t at = (uint64_t)offset;

	put(head, sizeof(head));
	put(&at, sizeof(at));
	if (len > 0)
		put(data, len);
}

static int
is_disk(const char *path)
{
	return strcmp(path, "/disk") == 0;
}

static int
on_getattr(const char *path, struct stat *st, struct fuse_file_info *info)
{
	(void)info;
	memset(st, 0, sizeof(*st));
	if (strcmp(path, "/") == 0) {
		st->st_mode = S_IFDIR | 0755;
		st->st_nlink = 2;
		return 0;
	}
	if (!is_disk(path) && strcmp(path, "/mark") != 0)
		return -ENOENT;
	st->st_mode = S_IFREG | 0600;
	st->st_nlink = 1;
	st->st_size = is_disk(path) ? (off_t)disk_size : 0;
	return 0;
}

static int
on_open(const char *path, struct fuse_file_info *info)
{
	(void)path;
	info->direct_io = 1; /* no cache between the writer and the log */
	return 0;
}

static int
on_read(const char *path, char *data, size_t len, off_t offset,
    struct fuse_file_info *info)
{
	(void)info;
	if (!is_disk(path) || (size_t)offset >= disk_size)
		return 0;
	if (len > disk_size - (size_t)offset)
		len = disk_size - (size_t)offset;
	memcpy(data, disk + offset, len);
	return (int)len;
}

static int
on_write(const char *path, const char *data, size_t len, off_t offset,
    struct fuse_file_info *info)
{
	(void)info;
	if (!is_disk(path)) {
		record(RECORD_MARK, data, len, 0);
		return (int)len;
	}
	if ((size_t)offset > disk_size || len > disk_size - (size_t)offset)
		return -ENOSPC;
	memcpy(disk + offset, data, len);
	record(RECORD_WRITE, data, len, offset);
	return (int)len;
}

static int
on_fsync(const char *path, int data_only, struct fuse_file_info *info)
{
	(void)data_only;
	(void)info;
	if (is_disk(path))
		record(RECORD_FLUSH, NULL, 0, 0);
	return 0;
}

static int
on_truncate(const char *path, off_t size, struct fuse_file_info *info)
{
	(void)path;
	(void)size;
	(void)info;
	return 0;
}

static const struct fuse_operations operations = {
	.getattr = on_getattr,
	.truncate = on_truncate,
	.open = on_open,
	.read = on_read,
	.write = on_write,
	.fsync = on_fsync,
};

int
main(int argc, char *argv[])
{
	char *arguments[] = { argv[0], "-s", "-f", NULL, NULL };

	if (argc != 4)
		return 64;
	disk_size = (size_t)strtoul(argv[1], NULL, 10) << 20;
	disk = calloc(1, disk_size);
	log_fd = open(argv[2],
	    O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
	if (disk == NULL || log_fd == -1)
		return 71;
	arguments[3] = argv[3];
	return fuse_main(4, arguments, &operations, NULL);
}
