/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gazette withdraw, restore, gone, erase, move: what becomes of a release
 * after its publication.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "cli/cli.h"
#include "cli/session.h"

static const char help_withdraw[] =
    "usage: gazette withdraw [-c FILE] [--site NAME] [--reason TEXT]\n"
    "           [--readable] ID\n\n"
    "Takes down every language of the work with this id; a notice takes\n"
    "its place, with the reason.  With --readable the page stays, under a\n"
    "banner, and leaves lists and feeds.  gazette list tells the ids.\n";

static const char help_restore[] =
    "usage: gazette restore [-c FILE] [--site NAME] ID\n\n"
    "Brings back what was withdrawn of the work with this id, under its\n"
    "address.\n";

static const char help_gone[] =
    "usage: gazette gone [-c FILE] [--site NAME] [--reason TEXT] ID\n\n"
    "Removes every edition of the work with this id for good; its address\n"
    "answers that it is gone (410).  Its versions stay in the store.\n";

static const char help_erase[] =
    "usage: gazette erase [-c FILE] [--site NAME] ID\n\n"
    "Takes down the work with this id and removes every version, original\n"
    "and word of it.  This can't be undone.\n";

static const char help_move[] =
    "usage: gazette move [-c FILE] [--site NAME] ID SLUG\n"
    "       gazette move [-c FILE] [--site NAME] ID/LANGUAGE SLUG\n\n"
    "Gives a release another last part of its address.  The old address\n"
    "leads to the new one for ever.\n";

static enum verdict
withdraw(struct session *session, const char *argument, unsigned *ret_count,
    struct why *why)
{
	return newsroom_life(session->house.newsroom, "withdraw", argument,
	    ret_count, why);
}

static enum verdict
restore(struct session *session, const char *argument, unsigned *ret_count,
    struct why *why)
{
	return newsroom_life(session->house.newsroom, "restore", argument,
	    ret_count, why);
}

static enum verdict
gone(struct session *session, const char *argument, unsigned *ret_count,
    struct why *why)
{
	return newsroom_life(session->house.newsroom, "gone", argument,
	    ret_count, why);
}

static enum verdict
erase(struct session *session, const char *argument, unsigned *ret_count,
    struct why *why)
{
	return newsroom_life(session->house.newsroom, "erase", argument,
	    ret_count, why);
}

static enum verdict
move(struct session *session, const char *argument, unsigned *ret_count,
    struct why *why)
{
	return newsroom_life(session->house.newsroom, "move", argument,
	    ret_count, why);
}

/* The id of a work is a UUID, here perhaps with "/sv" behind it. */
static int
is_id(const char *s, int with_language)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789-";

	if (strspn(s, "0123456789abcdef-") != 36)
		return 0;
	if (s[36] == '\0')
		return 1;
	return with_language && s[36] == '/' && s[37] != '\0' &&
	    strspn(s + 37, letters) == strlen(s + 37);
}

/* One line to the daemon: no reason has two. */
static int
make_request(const struct session *session, char *argv[], int first,
    char *request, size_t size)
{
	int n;

	if (strcmp(argv[0], "move") == 0)
		n = snprintf(request, size, "move %s %s", argv[first],
		    argv[first + 1]);
	else if (strcmp(argv[0], "withdraw") == 0 ||
	    strcmp(argv[0], "gone") == 0)
		n = snprintf(request, size, "%s %s %s %s", argv[0], argv[first],
		    session->readable ? "readable" : "notice",
		    session->reason != NULL ? session->reason : "");
	else
		n = snprintf(request, size, "%s %s", argv[0], argv[first]);
	return n < 0 || (size_t)n >= size || strchr(request, '\n') != NULL ?
	    -1 :
	    0;
}

static int
run(int argc, char *argv[], const char *help, const char *what,
    session_act *act)
{
	char request[512];
	int first, moves, status;
	struct session session;

	status = session_begin(argc, argv, help, &session, &first);
	if (status != -1)
		return status;
	moves = act == move;
	if (argc - first != 1 + moves || !is_id(argv[first], moves))
		status = cli_usage(argv[0],
		    moves ? "say one id, as gazette list prints it, and what "
			    "its address is to end in" :
			    "say one id, as gazette list prints it");
	else if (make_request(&session, argv, first, request,
		     sizeof(request)) == -1)
		status = cli_usage(argv[0],
		    "the reason is too long or has several lines");
	if (status == -1)
		status = session_ask(&session, request, what, act);
	session_end(&session);
	return status;
}

int
cmd_withdraw(int argc, char *argv[])
{
	return run(argc, argv, help_withdraw, "releases taken down", withdraw);
}

int
cmd_restore(int argc, char *argv[])
{
	return run(argc, argv, help_restore, "releases brought back", restore);
}

int
cmd_gone(int argc, char *argv[])
{
	return run(argc, argv, help_gone, "releases gone", gone);
}

int
cmd_erase(int argc, char *argv[])
{
	return run(argc, argv, help_erase, "releases erased", erase);
}

int
cmd_move(int argc, char *argv[])
{
	return run(argc, argv, help_move, "releases moved", move);
}
