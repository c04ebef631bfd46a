/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gazetted: publishes what is dropped into a shared folder.
 *
 * main() strings the life of the daemon together: arguments, settings, watch,
 * zygote, newsroom, loop, farewell.  What happens to a document begins in
 * newsroom.c.
 */
#include "config.h"

#include <stdio.h>
#include <sysexits.h>

#include "daemon/daemon.h"
#include "newsroom/startup.h"

static const char help[] =
    "usage: gazetted [-c FILE] [--check | --dump | --once]\n"
    "\n"
    "Publishes the press releases dropped into a shared folder; see\n"
    "gazetted(8) and gazette.conf(5).\n"
    "\n"
    "  -c, --config FILE  settings (" SYSCONFDIR "/gazette/gazette.conf)\n"
    "      --check        check the settings and the folders, and end\n"
    "      --dump         print every setting, and end\n"
    "      --once         publish what lies in the drop folders, and end\n"
    "  -v, --verbose      more lines in the log\n"
    "      --help, --version\n";

static const struct option options[] = { STARTUP_CONFIG, STARTUP_CHECK,
	STARTUP_DUMP, STARTUP_ONCE, STARTUP_VERBOSE, STARTUP_HELP,
	STARTUP_VERSION, STARTUP_END };

static const struct startup_program program = { "gazetted", help, options };

int
main(int argc, char *argv[])
{
	int status;
	struct config *config = NULL;
	struct startup startup;
	struct why why;

	status = startup_begin(argc, argv, &program, &startup, &config);
	if (status != -1)
		return status;
	if (startup.dump) {
		config_dump(config, stdout);
		status = EX_OK;
	} else if (config_check_folders(config, &why) != V_OK) {
		status = startup_refuse(&startup, &why);
	} else if (startup.check) {
		status = EX_OK;
	} else {
		status = daemon_run(config, startup.once);
	}
	config_free(config);
	return status;
}
