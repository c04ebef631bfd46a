/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gazette: the command.  A command of it is one row of the table.
 */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/log.h"
#include "cli/cli.h"

static const struct command commands[] = {
	{ "convert", "turn documents into pages, texts and books",
	    cmd_convert },
	{ "check", "say what staff would be told about a document", cmd_check },
	{ "publish", "publish documents without the daemon", cmd_publish },
	{ "status", "how many documents are in which state", cmd_status },
	{ "list", "what is published", cmd_list },
	{ "verify", "hold the web root against the catalogue", cmd_verify },
	{ "rebuild", "make the web root anew", cmd_rebuild },
	{ "adopt", "leave alone what lies in the drop folder now", cmd_adopt },
	{ "withdraw", "take a release down", cmd_withdraw },
	{ "restore", "bring back what was withdrawn", cmd_restore },
	{ "gone", "remove a release for good", cmd_gone },
	{ "move", "give a release another address", cmd_move },
	{ "erase", "take a release down and keep nothing of it", cmd_erase },
	{ "resume", "send again to whom nothing could be sent", cmd_resume },
	{ "mirror", "make a folder equal to a site", cmd_mirror },
	{ "preview", "show the web root on a loopback port", cmd_preview },
};

enum {
	COMMANDS = sizeof(commands) / sizeof(commands[0])
};

static const struct command *
find_command(const char *name)
{
	size_t i;

	for (i = 0; i < COMMANDS; i++) {
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	}
	return NULL;
}

static int
print_commands(void)
{
	size_t i;

	printf("usage: gazette COMMAND [OPTION…] [FILE…]\n\n");
	for (i = 0; i < COMMANDS; i++)
		printf("  %-10s%s\n", commands[i].name, commands[i].what);
	printf("\n  gazette COMMAND --help tells more; gazette --version, "
	       "which one this is.\n");
	return cli_end_output();
}

/* "gazette help convert" is "gazette convert --help". */
static int
help(int argc, char *argv[])
{
	char option[] = "--help";
	char *args[] = { NULL, option, NULL };
	const struct command *command;

	if (argc < 2)
		return print_commands();
	if ((command = find_command(argv[1])) == NULL) {
		cli_say("there is no command %s (see gazette help)", argv[1]);
		return EX_USAGE;
	}
	args[0] = argv[1];
	return command->run(2, args);
}

/* A reader that went away is an error in writing, not the end of us. */
static void
ignore_pipe(void)
{
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	action.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &action, NULL);
}

static int
is_one_of(const char *s, const char *a, const char *b)
{
	return strcmp(s, a) == 0 || strcmp(s, b) == 0;
}

int
main(int argc, char *argv[])
{
	const struct command *command;

	log_init("gazette", LOG_LEVEL_WARN);
	ignore_pipe();
	if (argc < 2) {
		cli_say("which command? (see gazette help)");
		return EX_USAGE;
	}
	if (is_one_of(argv[1], "help", "--help") || strcmp(argv[1], "-h") == 0)
		return help(argc - 1, argv + 1);
	if (is_one_of(argv[1], "--version", "version")) {
		puts(PACKAGE_STRING);
		return cli_end_output();
	}
	if ((command = find_command(argv[1])) != NULL)
		return command->run(argc - 1, argv + 1);
	cli_say("there is no command %s (see gazette help)", argv[1]);
	return EX_USAGE;
}
