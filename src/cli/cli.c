/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the commands share.  See cli.h for the contract. */
#include "config.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/text.h"
#include "base/why.h"
#include "cli/cli.h"

enum {
	LINE_MAX_SIZE = 2048
};

/* Whatever was called what: one line, fit for a terminal. */
__attribute__((format(printf, 2, 0))) static void
say_line(const char *who, const char *fmt, va_list ap)
{
	char line[LINE_MAX_SIZE], raw[LINE_MAX_SIZE];

	vsnprintf(raw, sizeof(raw), fmt, ap);
	text_excerpt(line, sizeof(line), raw);
	fprintf(stderr, "%s: %s\n", who, line);
}

void
cli_say(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say_line("gazette", fmt, ap);
	va_end(ap);
}

void
cli_say_why(const char *file, const struct why *why)
{
	char quote[WHY_QUOTE_MAX + 16] = "";

	if (why->quote[0] != '\0')
		snprintf(quote, sizeof(quote), ": “%s”", why->quote);
	cli_say("%s%s%s%s", file != NULL ? file : "", file != NULL ? ": " : "",
	    why->text, quote);
}

int
cli_usage(const char *command, const char *fmt, ...)
{
	char what[LINE_MAX_SIZE];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	cli_say("%s: %s (see gazette %s --help)", command, what, command);
	return EX_USAGE;
}

int
cli_bad_option(char *argv[], int c)
{
	const char *option;

	option = argv[optind - 1];
	if (c == ':')
		return cli_usage(argv[0], "%s needs a value", option);
	if (optopt != 0 && strncmp(option, "--", 2) != 0)
		return cli_usage(argv[0], "unknown option -%c", optopt);
	return cli_usage(argv[0], "unknown option %s", option);
}

int
cli_end_output(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return EX_OK;
	cli_say("standard output: %s", strerror(errno));
	return EX_CANTCREAT;
}

int
cli_help(const char *text)
{
	fputs(text, stdout);
	return cli_end_output();
}
