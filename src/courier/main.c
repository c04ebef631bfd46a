/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gazette-courier: carries to the network what gazetted has written.
 *
 * A program and a user of its own: it has a network, and neither catalogue
 * nor drop folder nor web root; gazetted has those, and no network.
 */
#include "config.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/log.h"
#include "courier/courier.h"
#include "newsroom/settings.h"

static const char help[] =
    "usage: gazette-courier [-c FILE] [--check]\n"
    "\n"
    "Sends mail to staff, webhooks and WebSub pings for gazetted; see\n"
    "gazette-courier(8) and gazette.conf(5).\n"
    "\n"
    "  -c, --config FILE  settings (" SYSCONFDIR "/gazette/gazette.conf)\n"
    "      --check        check the settings and the secrets, and end\n"
    "  -v, --verbose      more lines in the log\n"
    "      --help, --version\n";

struct arguments {
	const char *config;
	int check, verbose;
};

/* Returns -1 to go on, or the exit status. */
static int
parse(int argc, char *argv[], struct arguments *ret)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "check", no_argument, NULL, 'n' },
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
	fprintf(stderr, "gazette-courier: unexpected argument %s\n",
	    argv[optind]);
	return EX_USAGE;
}

static int
refuse(const struct why *why)
{
	fprintf(stderr, "gazette-courier: %s\n", why->text);
	return EX_CONFIG;
}

int
main(int argc, char *argv[])
{
	int status;
	struct arguments arguments;
	struct config *config = NULL;
	struct courier *courier = NULL;
	struct why why;

	if ((status = parse(argc, argv, &arguments)) != -1)
		return status;
	if (config_load(arguments.config, &config, &why) != V_OK)
		return refuse(&why);
	log_init("gazette-courier",
	    arguments.verbose ? LOG_LEVEL_DEBUG : config->log_level);
	if (courier_new(config, &courier, &why) != V_OK)
		status = refuse(&why);
	else if (arguments.check)
		status = EX_OK;
	else
		status = courier_run(courier);
	courier_free(courier);
	config_free(config);
	return status;
}
