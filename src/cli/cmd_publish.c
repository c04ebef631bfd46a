/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gazette publish: one pass over the documents named, without the daemon. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/xalloc.h"
#include "cli/cli.h"
#include "cli/session.h"

static const char help[] =
    "usage: gazette publish [-c FILE] [--site NAME] FILE…\n\n"
    "Publishes the documents as if they had been dropped, and prints where\n"
    "each can be read.  The files stay where they are.  Not while gazetted\n"
    "runs: drop them into its folder instead.\n\n"
    "Exit status: 0 all are published; 64 usage; 65 a document is at fault;\n"
    "70 our fault; 75 held, or deferred; 78 settings.\n";

struct sent {
	const char *path;
	int status;
};

static void
ended(void *context, enum verdict v, const struct why *why, const char *url)
{
	struct sent *sent = context;

	sent->status = verdict_exit(v);
	if (v == V_OK)
		printf("%s: %s\n", sent->path, url[0] != '\0' ? url : "known");
	else
		cli_say_why(sent->path, why);
}

static int
publish(struct session *session, char *paths[], int count)
{
	enum verdict v;
	int i, status;
	struct newsroom_sender sender;
	struct sent *sent;
	struct why why;

	v = session_open(session, &why);
	if (v != V_OK) {
		cli_say_why(NULL, &why);
		return verdict_exit(v);
	}
	sent = xcalloc((size_t)count, sizeof(*sent));
	sender.ended = ended;
	for (i = 0; i < count; i++) {
		sent[i].path = paths[i];
		sent[i].status = EX_TEMPFAIL;
		sender.context = &sent[i];
		v = newsroom_submit(session->house.newsroom, paths[i], &sender,
		    &why);
		if (v != V_OK)
			ended(&sent[i], v, &why, "");
	}
	status = session_run(session);
	for (i = 0; i < count; i++) {
		if (sent[i].status > status)
			status = sent[i].status;
	}
	free(sent);
	return status != EX_OK ? status : cli_end_output();
}

int
cmd_publish(int argc, char *argv[])
{
	int first, status;
	struct session session;

	status = session_begin(argc, argv, help, &session, &first);
	if (status != -1)
		return status;
	if (argc == first)
		status = cli_usage(argv[0], "say which files");
	else
		status = publish(&session, argv + first, argc - first);
	session_end(&session);
	return status;
}
