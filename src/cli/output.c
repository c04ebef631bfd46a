/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files that a command makes.  See output.h for the contract. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/xalloc.h"
#include "cli/output.h"

/* Write to what is no regular file, which can't be renamed onto. */
static int
put_through(const char *path, const void *data, size_t len)
{
	int fd, result;

	if ((fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)) == -1)
		return -1;
	result = fs_write_all(fd, data, len);
	if (close(fd) == -1)
		return -1;
	return result;
}

/* The temporary's name: hidden, beside the target, ours alone. */
static int
temporary_name(char *dst, size_t size, const char *path)
{
	const char *slash;
	int dir, n;

	slash = strrchr(path, '/');
	dir = slash != NULL ? (int)(slash - path) + 1 : 0;
	n = snprintf(dst, size, "%.*s.%.100s.%ld", dir, path, path + dir,
	    (long)getpid());
	if (n < 0 || (size_t)n >= size) {
		errno = ENAMETOOLONG;
		return -1;
	}
	return 0;
}

int
output_put(const char *path, const void *data, size_t len)
{
	char tmp[PATH_MAX];
	int error, result;
	struct stat st;

	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return put_through(path, data, len);
	if (temporary_name(tmp, sizeof(tmp), path) == -1)
		return -1;
	result = fs_put_file(AT_FDCWD, tmp, data, len, 0666, 0);
	/* One that had our number was interrupted. */
	if (result == -1 && errno == EEXIST && unlink(tmp) == 0)
		result = fs_put_file(AT_FDCWD, tmp, data, len, 0666, 0);
	if (result == 0 && rename(tmp, path) == 0)
		return 0;
	error = errno;
	unlink(tmp);
	errno = error;
	return -1;
}

int
output_make_dir(const char *path)
{
	if (mkdir(path, 0777) == 0 || output_is_dir(path))
		return 0;
	return -1;
}

int
output_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int
compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

char *
output_stem(struct output_names *names, const char *path)
{
	char *stem, *name;
	const char *base, *dot;
	unsigned n;

	base = strrchr(path, '/');
	base = base != NULL ? base + 1 : path;
	dot = strrchr(base, '.');
	if (dot == NULL || dot == base)
		dot = base + strlen(base);
	stem = xstrndup(base, (size_t)(dot - base));
	if (stem[0] == '\0' || strcmp(stem, "-") == 0) {
		free(stem);
		stem = xstrdup("release");
	}
	name = xstrdup(stem);
	for (n = 2; tfind(name, &names->used, compare) != NULL; n++) {
		free(name);
		name = xasprintf("%s-%u", stem, n);
	}
	free(stem);
	if (tsearch(name, &names->used, compare) == NULL)
		xalloc_die();
	return xstrdup(name);
}

void
output_names_fini(struct output_names *names)
{
	tdestroy(names->used, free);
	names->used = NULL;
}
