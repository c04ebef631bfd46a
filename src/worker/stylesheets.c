/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the stylesheets and the worker are.  See stylesheets.h for the
 * contract. */
#include "config.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/xalloc.h"
#include "worker/stylesheets.h"

#define PROGRAM "gazette-worker"

/* The folder of this program; -1 if nobody knows. */
static int
own_dir(char ret[PATH_MAX])
{
	ssize_t len;

	len = readlink("/proc/self/exe", ret, PATH_MAX - 1);
	if (len <= 0)
		return -1;
	ret[len] = '\0';
	*strrchr(ret, '/') = '\0';
	return 0;
}

/* The stylesheets beside it, or NULL. */
static char *
built_dir(void)
{
	char own[PATH_MAX];
	char *dir, *english;
	int found;

	if (own_dir(own) == -1)
		return NULL;
	dir = xasprintf("%s/xsl", own);
	english = xasprintf("%s/i18n/en.xml", dir);
	found = access(english, R_OK) == 0;
	free(english);
	if (found)
		return dir;
	free(dir);
	return NULL;
}

char *
stylesheets_dir(void)
{
	char *dir;

	dir = built_dir();
	return dir != NULL ? dir : xstrdup(PKGDATADIR "/xsl");
}

const char *
worker_program(void)
{
	static char program[PATH_MAX + sizeof("/" PROGRAM)];
	char own[PATH_MAX];
	char *dir;

	snprintf(program, sizeof(program), "%s", PKGLIBEXECDIR "/" PROGRAM);
	if ((dir = built_dir()) != NULL && own_dir(own) == 0)
		snprintf(program, sizeof(program), "%s/" PROGRAM, own);
	free(dir);
	return access(program, X_OK) == 0 ? program : NULL;
}
