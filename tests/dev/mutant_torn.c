/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A mutant for tests/system/burst.t: installs a release file by file, as a
 * publisher without staging would.  Linked with --wrap=publish_install.
 */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "publish/publish.h"

enum verdict __wrap_publish_install(struct staged *staged, const char *path,
    struct why *why);

static int
copy(int from, int to, const char *name)
{
	int fd, result;
	struct buf bytes;
	struct timespec pause = { 0, 3000000 };

	if ((fd = fs_open_file(from, name)) == -1)
		return -1;
	buf_init(&bytes, 64 << 20);
	result = fs_read_all(fd, &bytes);
	close(fd);
	if (result == 0)
		result = fs_replace_file(to, name, buf_str(&bytes), bytes.len);
	buf_fini(&bytes);
	nanosleep(&pause, NULL);
	return result;
}

enum verdict
__wrap_publish_install(struct staged *staged, const char *path, struct why *why)
{
	int to;
	size_t i;

	to = fs_make_dirs(staged->web->root, path + strspn(path, "/"));
	if (to == -1)
		return why_errno(why, "mutant");
	for (i = 0; i < staged->files.count; i++) {
		if (copy(staged->dir, to, staged->files.list[i].name) == -1)
			return why_errno(why, "mutant");
	}
	close(to);
	return V_OK;
}
