/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the stylesheets are.  See stylesheets.h for the contract. */
#include "config.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/xalloc.h"
#include "worker/stylesheets.h"

char *
stylesheets_dir(void)
{
	char program[PATH_MAX];
	char *dir, *english;
	int found;
	ssize_t len;

	len = readlink("/proc/self/exe", program, sizeof(program) - 1);
	if (len <= 0)
		return xstrdup(PKGDATADIR "/xsl");
	program[len] = '\0';
	*strrchr(program, '/') = '\0';
	dir = xasprintf("%s/xsl", program);
	english = xasprintf("%s/i18n/en.xml", dir);
	found = access(english, R_OK) == 0;
	free(english);
	if (found)
		return dir;
	free(dir);
	return xstrdup(PKGDATADIR "/xsl");
}
