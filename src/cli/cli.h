/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the commands of gazette share: how they are called, how they complain.
 *
 * A complaint is one line on standard error; what was asked for is on
 * standard output, and nothing of it when it failed.  The exit statuses are
 * those of sysexits(3): 0, 64 usage, 65 the document is at fault, 66 no such
 * file, 70 our fault, 73 can't write, 75 held or deferred, 78 settings.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stddef.h>

struct why;

/* One row of the table in main.c; argv[0] is the command's own name. */
struct command {
	const char *name;
	const char *what; /* one line of "gazette help" */
	int (*run)(int argc, char *argv[]);
};

int cmd_adopt(int argc, char *argv[]);
int cmd_check(int argc, char *argv[]);
int cmd_convert(int argc, char *argv[]);
int cmd_erase(int argc, char *argv[]);
int cmd_gone(int argc, char *argv[]);
int cmd_move(int argc, char *argv[]);
int cmd_restore(int argc, char *argv[]);
int cmd_list(int argc, char *argv[]);
int cmd_mirror(int argc, char *argv[]);
int cmd_preview(int argc, char *argv[]);
int cmd_publish(int argc, char *argv[]);
int cmd_rebuild(int argc, char *argv[]);
int cmd_resume(int argc, char *argv[]);
int cmd_status(int argc, char *argv[]);
int cmd_verify(int argc, char *argv[]);
int cmd_withdraw(int argc, char *argv[]);

/* "gazette: …" and a newline on standard error. */
void cli_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Say why, with its quote, about file (NULL: about nothing in particular). */
void cli_say_why(const char *file, const struct why *why);

/* Say what is wrong with the way the command was called, and where its help
 * is; returns 64. */
int cli_usage(const char *command, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* As cli_usage(), for what getopt_long() returned ':' or '?' for. */
int cli_bad_option(char *argv[], int c);

/* Print the help of a command on standard output; returns 0, or 73. */
int cli_help(const char *text);

/* Flush standard output.  0, or 73 and said so. */
int cli_end_output(void);

#endif /* CLI_CLI_H */
