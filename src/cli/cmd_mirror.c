/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gazette mirror: a program of its own, gazette-mirror, since what speaks
 * HTTP need not be in the one that reads documents.
 */
#include "config.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "cli/cli.h"

#define PROGRAM "gazette-mirror"

/* Beside this program: a build that is not installed finds its own. */
static int
beside(char ret[PATH_MAX])
{
	char *slash;
	ssize_t n;

	n = readlink("/proc/self/exe", ret, PATH_MAX - 1);
	if (n == -1)
		return -1;
	ret[n] = '\0';
	slash = strrchr(ret, '/');
	if (slash == NULL ||
	    (size_t)(slash - ret) + sizeof("/" PROGRAM) > PATH_MAX)
		return -1;
	memcpy(slash + 1, PROGRAM, sizeof(PROGRAM));
	return 0;
}

int
cmd_mirror(int argc, char *argv[])
{
	char path[PATH_MAX];

	(void)argc;
	if (beside(path) == 0)
		execv(path, argv);
	cli_say("%s: %s", PROGRAM, strerror(errno));
	return EX_SOFTWARE;
}
