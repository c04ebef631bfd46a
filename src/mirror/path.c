/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Paths of a site.  See path.h. */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "mirror/path.h"

enum {
	LONGEST = 300, /* bytes of a path */
};

int
mirror_path_is_good(const char *path)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-_./";
	size_t len;

	len = strlen(path);
	return len > 0 && len <= LONGEST && path[strspn(path, plain)] == '\0' &&
	    path[0] != '/' && path[0] != '.' && path[len - 1] != '/' &&
	    strstr(path, "//") == NULL && strstr(path, "/.") == NULL;
}

static size_t
part(const char *path)
{
	size_t n;

	n = strcspn(path, "/");
	return path[n] == '/' ? n + 1 : 0;
}

static int
is_number(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (!isdigit((unsigned char)s[i]))
			return 0;
	}
	return 1;
}

size_t
release_folder(const char *path)
{
	size_t i, n, parts[4], at = 0;

	for (i = 0; i < 4; i++) {
		if ((n = part(path + at)) == 0)
			return 0;
		parts[i] = at;
		at += n;
	}
	if (parts[2] - parts[1] != 5 || parts[3] - parts[2] != 3 ||
	    !is_number(path + parts[1], 4) || !is_number(path + parts[2], 2))
		return 0;
	return at;
}
