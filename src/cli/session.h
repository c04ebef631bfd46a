/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the commands that look after a site share: settings, the site, and a
 * newsroom of their own where no daemon runs.
 */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include <systemd/sd-event.h>

#include "base/why.h"
#include "newsroom/house.h"
#include "newsroom/newsroom.h"
#include "newsroom/settings.h"

struct session {
	const char *reason; /* of gazette withdraw and gone, or NULL */
	int readable;
	const char *command;
	const char *site; /* --site, or NULL */
	int json;         /* --json */
	unsigned port;    /* --port */
	struct config *config;
	struct house house;
};

/*
 * Read "-c FILE --site NAME --json --port N --help" and load the settings;
 * argv from *ret_first on are the other arguments.  Returns -1 to go on, or
 * the exit status.
 */
int session_begin(int argc, char *argv[], const char *help, struct session *ret,
    int *ret_first);

/* Open a newsroom as the state folder's owner (root becomes it).  idle() ends
 * the loop with 0. */
enum verdict session_open(struct session *session, struct why *why);

/* Run until nothing is left to do; the exit status. */
int session_run(struct session *session);
void session_end(struct session *session);

/*
 * Have a running daemon do it, for each state folder of the settings; where
 * none runs, act() on it in a newsroom of our own and run that until it is
 * idle; where another has the state or the release, after a few seconds at
 * most.  Prints "what: COUNT".  The exit status.
 */
typedef enum verdict session_act(struct session *session, const char *argument,
    unsigned *ret_count, struct why *why);

int session_ask(struct session *session, const char *request, const char *what,
    session_act *act);

#endif /* CLI_SESSION_H */
