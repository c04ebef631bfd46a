/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gazette rebuild, adopt, resume: what a running daemon is
 * asked to do, or what is done without one.
 */
#include "config.h"

#include <stdio.h>
#include <sysexits.h>

#include "cli/cli.h"
#include "cli/session.h"
#include "newsroom/settings_value.h"

static const char help_rebuild[] =
    "usage: gazette rebuild [-c FILE] [--site NAME]\n\n"
    "Makes every release and list of the web root anew from the catalogue\n"
    "and the store, byte for byte.\n";

static const char help_adopt[] =
    "usage: gazette adopt [-c FILE] [--site NAME]\n\n"
    "Leaves alone every file that lies in the drop folder now, until it is\n"
    "saved again.\n";

static const char help_resume[] =
    "usage: gazette resume [-c FILE] [--site NAME] ADDRESSEE\n\n"
    "Sends again to a webhook by that name, to \"hub\" or to \"mail\", which\n"
    "failed and was put off or disabled.  gazette status tells of them.\n";

struct rebuilding {
	struct session *session;
	enum verdict v;
	struct why why;
	unsigned count;
};

static void
rebuilt(void *context, enum verdict v, const struct why *why, unsigned count)
{
	struct rebuilding *r = context;

	r->v = v;
	r->why = *why;
	r->count = count;
	sd_event_exit(r->session->house.event, EX_OK);
}

static enum verdict
rebuild(struct session *session, const char *argument, unsigned *ret_count,
    struct why *why)
{
	enum verdict v;
	struct newsroom_task task;
	struct rebuilding r;

	(void)argument;
	r.session = session;
	r.v = V_DEFER;
	r.count = 0;
	task.done = rebuilt;
	task.context = &r;
	v = newsroom_rebuild(session->house.newsroom, &task, why);
	if (v != V_OK)
		return v;
	if (session_run(session) != EX_OK)
		return why_set(why, V_DEFER, "world-trouble",
		    "the rebuild did not end");
	*why = r.why;
	*ret_count = r.count;
	return r.v;
}

static enum verdict
adopt(struct session *session, const char *argument, unsigned *ret_count,
    struct why *why)
{
	(void)argument;
	return newsroom_adopt(session->house.newsroom, ret_count, why);
}

static enum verdict
resume(struct session *session, const char *argument, unsigned *ret_count,
    struct why *why)
{
	return newsroom_resume(session->house.newsroom, argument, ret_count,
	    why);
}

/* What a command needs besides its options, if anything. */
static int
check_argument(char *argv[], int count, const char *argument, session_act *act)
{
	if (act == resume) {
		if (count != 1 || value_check_name(argument) != NULL)
			return cli_usage(argv[0],
			    "say one name, as gazette status prints it");
	} else if (count > 0) {
		return cli_usage(argv[0], "unexpected argument %s", argument);
	}
	return -1;
}

static int
run(int argc, char *argv[], const char *help, const char *what,
    session_act *act)
{
	char request[128];
	int first, status;
	struct session session;

	status = session_begin(argc, argv, help, &session, &first);
	if (status != -1)
		return status;
	status = check_argument(argv, argc - first, argv[first], act);
	snprintf(request, sizeof(request), "%s%s%.100s", argv[0],
	    argc > first ? " " : "", argc > first ? argv[first] : "");
	if (status == -1)
		status = session_ask(&session, request, what, act);
	session_end(&session);
	return status;
}

int
cmd_rebuild(int argc, char *argv[])
{
	return run(argc, argv, help_rebuild, "releases made anew", rebuild);
}

int
cmd_adopt(int argc, char *argv[])
{
	return run(argc, argv, help_adopt, "files left alone", adopt);
}

int
cmd_resume(int argc, char *argv[])
{
	return run(argc, argv, help_resume, "resumed", resume);
}
