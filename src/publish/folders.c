/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See folders.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/fsutil.h"
#include "base/xalloc.h"
#include "publish/folders.h"

enum {
	CEILING = 256
}; /* then all are forgotten, and learned again */

struct folders {
	char *list[CEILING];
	size_t count;
};

int
folders_make(int root, const char *path)
{
	int fd;
	mode_t mask;

	mask = umask(022);
	fd = fs_make_dirs(root, path);
	umask(mask);
	return fd;
}

struct folders *
folders_new(void)
{
	return xcalloc(1, sizeof(struct folders));
}

void
folders_forget(struct folders *folders)
{
	size_t i;

	for (i = 0; i < folders->count; i++)
		free(folders->list[i]);
	folders->count = 0;
}

void
folders_free(struct folders *folders)
{
	if (folders == NULL)
		return;
	folders_forget(folders);
	free(folders);
}

int
folders_has(const struct folders *folders, const char *path)
{
	size_t i;

	for (i = 0; i < folders->count; i++) {
		if (strcmp(folders->list[i], path) == 0)
			return 1;
	}
	return 0;
}

void
folders_add(struct folders *folders, const char *path)
{
	if (folders->count == CEILING)
		folders_forget(folders);
	folders->list[folders->count++] = xstrdup(path);
}
