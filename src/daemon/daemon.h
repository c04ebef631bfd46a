/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The loop of gazetted: signals, watchdog, readiness; the newsroom on it. */
#ifndef DAEMON_DAEMON_H
#define DAEMON_DAEMON_H

struct config;

/*
 * Run until SIGTERM or SIGINT, draining what was begun; with once, until
 * nothing is left to do in the drop folders.  Returns the exit status:
 * 0, 70 when the newsroom broke down, 75 when the world did not let it begin.
 */
int daemon_run(const struct config *config, int once);

#endif /* DAEMON_DAEMON_H */
