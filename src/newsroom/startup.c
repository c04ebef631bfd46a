/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arguments, settings, log.  See startup.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/log.h"
#include "newsroom/startup.h"

/* -1 to go on, or the exit status. */
static int
take(struct startup *startup, int letter, const char **file)
{
	switch (letter) {
	case 'c':
		*file = optarg;
		return -1;
	case 'n':
		startup->check = 1;
		return -1;
	case 'd':
		startup->dump = 1;
		return -1;
	case 'o':
		startup->once = 1;
		return -1;
	case 'v':
		startup->verbose = 1;
		return -1;
	case 'h':
		fputs(startup->program->help, stdout);
		return EX_OK;
	case 'V':
		puts(PACKAGE_STRING);
		return EX_OK;
	default:
		return EX_USAGE;
	}
}

int
startup_refuse(const struct startup *startup, const struct why *why)
{
	fprintf(stderr, "%s: %s\n", startup->program->name, why->text);
	return EX_CONFIG;
}

int
startup_begin(int argc, char *argv[], const struct startup_program *program,
    struct startup *ret, struct config **ret_config)
{
	const char *file = SYSCONFDIR "/gazette/gazette.conf";
	int c, status = -1;
	struct why why;

	memset(ret, 0, sizeof(*ret));
	ret->program = program;
	while (status == -1 &&
	    (c = getopt_long(argc, argv, "c:vh", program->options, NULL)) != -1)
		status = take(ret, c, &file);
	if (status != -1)
		return status;
	if (optind < argc) {
		fprintf(stderr, "%s: unexpected argument %s\n", program->name,
		    argv[optind]);
		return EX_USAGE;
	}
	if (config_load(file, ret_config, &why) != V_OK)
		return startup_refuse(ret, &why);
	log_init(program->name,
	    ret->verbose ? LOG_LEVEL_DEBUG : (*ret_config)->log_level);
	return -1;
}
