/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A mutant for tests/system/powercut.t: everything of ours goes unsynced, and
 * only the database still syncs by itself.  Linked with --wrap=fsync and
 * --wrap=syncfs.
 */
#include "config.h"

int __wrap_fsync(int fd);
int __wrap_syncfs(int fd);

int
__wrap_fsync(int fd)
{
	(void)fd;
	return 0;
}

int
__wrap_syncfs(int fd)
{
	(void)fd;
	return 0;
}
