/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gazette-courier: carries to the network what gazetted has written.
 *
 * A program and a user of its own: it has a network, and neither catalogue
 * nor drop folder nor web root; gazetted has those, and no network.
 */
#include "config.h"

#include <sysexits.h>

#include "courier/courier.h"
#include "newsroom/startup.h"

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

static const struct option options[] = { STARTUP_CONFIG, STARTUP_CHECK,
	STARTUP_VERBOSE, STARTUP_HELP, STARTUP_VERSION, STARTUP_END };

static const struct startup_program program = { "gazette-courier", help,
	options };

int
main(int argc, char *argv[])
{
	int status;
	struct config *config = NULL;
	struct courier *courier = NULL;
	struct startup startup;
	struct why why;

	status = startup_begin(argc, argv, &program, &startup, &config);
	if (status != -1)
		return status;
	if (courier_new(config, &courier, &why) != V_OK)
		status = startup_refuse(&startup, &why);
	else if (startup.check)
		status = EX_OK;
	else
		status = courier_run(courier);
	courier_free(courier);
	config_free(config);
	return status;
}
