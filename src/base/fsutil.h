/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files by descriptor.  Everything is opened relative to a directory,
 * O_CLOEXEC|O_NOFOLLOW; a path of several components is walked one at a time
 * (RestrictSUIDSGID of systemd makes openat2 fail).  All return 0 or a
 * descriptor, or -1 with errno set.
 */
#ifndef BASE_FSUTIL_H
#define BASE_FSUTIL_H

#include <stddef.h>
#include <sys/types.h>

struct buf;

/* Open the folder dir/path, no component of which may be a link or "..". */
int fs_open_dir(int dir, const char *path);

/* As fs_open_dir(), making the folders that are not there (mode 0755 less
 * umask).  The caller fsyncs the parents: see fs_sync_path(). */
int fs_make_dirs(int dir, const char *path);

/* fsync dir and each folder on the way to dir/path, the deepest first. */
int fs_sync_path(int dir, const char *path);

/* Open the existing regular file dir/path for reading, without waiting on a
 * FIFO or a device: anything but a regular file is -1 and EINVAL. */
int fs_open_file(int dir, const char *path);

/* Write all of data. */
int fs_write_all(int fd, const void *data, size_t len);

/* A file without a name that holds exactly data, at its start: the caller
 * closes it. */
int fs_memory_file(const void *data, size_t len);

/* Append what is left to read of fd; EFBIG when it passes buf's ceiling. */
int fs_read_all(int fd, struct buf *buf);

/* Make dir/name (O_EXCL, mode) hold exactly data; fsynced if sync. */
int fs_put_file(int dir, const char *name, const void *data, size_t len,
    mode_t mode, int sync);

/* Put data under dir/path whole: a temporary beside it, fsync, rename, fsync
 * of the folder.  A file that already holds these bytes keeps its time. */
int fs_replace_file(int dir, const char *path, const void *data, size_t len);

/* Remove the file or the whole tree dir/name; not being there is success. */
int fs_remove_tree(int dir, const char *name);

/* fsync the folder itself. */
int fs_sync_dir(int dir);

#endif /* BASE_FSUTIL_H */
