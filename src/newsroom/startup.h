/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How gazetted and gazette-courier begin alike: arguments, settings, log. */
#ifndef NEWSROOM_STARTUP_H
#define NEWSROOM_STARTUP_H

#include <getopt.h>

#include "base/why.h"
#include "newsroom/settings.h"

struct startup_program {
	const char *name;
	const char *help;
	const struct option *options; /* their letters: see STARTUP_… */
};

/* Letters of the options, which a program has as it likes. */
#define STARTUP_CHECK                                                          \
 {                                                                             \
  "check", no_argument, NULL, 'n'                                              \
 }
#define STARTUP_CONFIG                                                         \
 {                                                                             \
  "config", required_argument, NULL, 'c'                                       \
 }
#define STARTUP_DUMP                                                           \
 {                                                                             \
  "dump", no_argument, NULL, 'd'                                               \
 }
#define STARTUP_HELP                                                           \
 {                                                                             \
  "help", no_argument, NULL, 'h'                                               \
 }
#define STARTUP_ONCE                                                           \
 {                                                                             \
  "once", no_argument, NULL, 'o'                                               \
 }
#define STARTUP_VERBOSE                                                        \
 {                                                                             \
  "verbose", no_argument, NULL, 'v'                                            \
 }
#define STARTUP_VERSION                                                        \
 {                                                                             \
  "version", no_argument, NULL, 'V'                                            \
 }
#define STARTUP_END                                                            \
 {                                                                             \
  NULL, 0, NULL, 0                                                             \
 }

struct startup {
	const struct startup_program *program;
	int check, dump, once, verbose;
};

/* Read the arguments and the settings, and begin the log: -1 to go on, with
 * *ret_config the caller's, or the exit status. */
int startup_begin(int argc, char *argv[], const struct startup_program *program,
    struct startup *ret, struct config **ret_config);

/* Say why the program can't go on: EX_CONFIG. */
int startup_refuse(const struct startup *startup, const struct why *why);

#endif /* NEWSROOM_STARTUP_H */
