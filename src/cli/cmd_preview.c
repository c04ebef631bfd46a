/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gazette preview: the web root on a loopback port. */
#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/session.h"
#include "cli/web.h"

static const char help[] =
    "usage: gazette preview [-c FILE] [--site NAME] [--port N]\n\n"
    "Serves the web root on http://127.0.0.1:N/ (8080) until it is\n"
    "interrupted, with the headers of the nginx recipe.\n";

enum {
	PORT = 8080
};

static int
serve(const struct session *session, const struct config_site *site)
{
	int caught, root, status = EX_OK;
	sigset_t set;
	struct web *web;
	struct why why;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	root = open(site->web_root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root == -1) {
		cli_say("%s: there is no web root yet", site->web_root);
		return EX_NOINPUT;
	}
	if (web_start(root,
		(uint16_t)(session->port != 0 ? session->port : PORT), &web,
		&why) == V_OK) {
		printf("http://127.0.0.1:%u/\n", (unsigned)web_port(web));
		fflush(stdout);
		sigwait(&set, &caught);
		web_stop(web);
	} else {
		cli_say_why(NULL, &why);
		status = verdict_exit(why.verdict);
	}
	close(root);
	return status;
}

int
cmd_preview(int argc, char *argv[])
{
	const struct config_site *site;
	int first, status;
	struct session session;

	status = session_begin(argc, argv, help, &session, &first);
	if (status != -1)
		return status;
	site = config_site_named(session.config, session.site);
	if (argc != first)
		status = cli_usage(argv[0], "unexpected argument %s",
		    argv[first]);
	else if (site == NULL)
		status = cli_usage(argv[0],
		    "the settings have several sites: say which (--site)");
	else
		status = serve(&session, site);
	session_end(&session);
	return status;
}
