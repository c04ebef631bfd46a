/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gazetted: publishes what is dropped into a shared folder.
 *
 * main() strings the life of the daemon together: arguments, settings, watch,
 * zygote, newsroom, loop, farewell.  What happens to a document begins in
 * newsroom.c.
 */
#include "config.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include <systemd/sd-daemon.h>
#include <systemd/sd-event.h>

#include "base/log.h"
#include "daemon/daemon.h"
#include "newsroom/settings.h"

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

struct arguments {
	const char *config;
	int check, dump, once, verbose;
};

/* Returns -1 to go on, or the exit status. */
static int
parse(int argc, char *argv[], struct arguments *ret)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "check", no_argument, NULL, 'n' },
		{ "dump", no_argument, NULL, 'd' },
		{ "once", no_argument, NULL, 'o' },
		{ "verbose", no_argument, NULL, 'v' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	memset(ret, 0, sizeof(*ret));
	ret->config = SYSCONFDIR "/gazette/gazette.conf";
	while ((c = getopt_long(argc, argv, "c:vh", options, NULL)) != -1) {
		switch (c) {
		case 'c':
			ret->config = optarg;
			break;
		case 'n':
			ret->check = 1;
			break;
		case 'd':
			ret->dump = 1;
			break;
		case 'o':
			ret->once = 1;
			break;
		case 'v':
			ret->verbose = 1;
			break;
		case 'h':
			fputs(help, stdout);
			return EX_OK;
		case 'V':
			puts(PACKAGE_STRING);
			return EX_OK;
		default:
			return EX_USAGE;
		}
	}
	if (optind == argc)
		return -1;
	fprintf(stderr, "gazetted: unexpected argument %s\n", argv[optind]);
	return EX_USAGE;
}

static int
refuse(const struct why *why)
{
	fprintf(stderr, "gazetted: %s\n", why->text);
	return EX_CONFIG;
}

int
main(int argc, char *argv[])
{
	enum verdict v;
	int status;
	struct arguments arguments;
	struct config *config = NULL;
	struct why why;

	if ((status = parse(argc, argv, &arguments)) != -1)
		return status;
	if (config_load(arguments.config, &config, &why) != V_OK)
		return refuse(&why);
	log_init("gazetted",
	    arguments.verbose ? LOG_LEVEL_DEBUG : config->log_level);
	if (arguments.dump) {
		config_dump(config, stdout);
		config_free(config);
		return EX_OK;
	}
	v = config_check_folders(config, &why);
	if (v != V_OK)
		status = refuse(&why);
	else if (arguments.check)
		status = EX_OK;
	else
		status = daemon_run(config, arguments.once);
	config_free(config);
	return status;
}
