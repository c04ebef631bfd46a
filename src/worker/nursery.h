/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The zygote's own side: the process that forks the workers.  For zygote.c
 * alone, which is the side of those who call, and main.c.
 *
 * The two talk on a socket that keeps messages whole (SOCK_SEQPACKET): one
 * struct nursery_ready when all is loaded; then struct work, each with the
 * descriptors of its input and its conversation, in one direction, and
 * struct work_end in the other.
 */
#ifndef WORKER_NURSERY_H
#define WORKER_NURSERY_H

#include <limits.h>
#include <sys/types.h>

#include "base/why.h"
#include "worker/zygote.h"

enum nursery_descriptor {
	NURSERY_INPUT,
	NURSERY_TALK,
	NURSERY_DESCRIPTORS
};

struct nursery_ready {
	struct why why;
	unsigned layers; /* of the sandbox that workers will have */
};

/* Where the socket lies in the zygote. */
enum {
	NURSERY_FD = 3
};

/* The settings and the process whose death is ours, for a zygote that is a
 * program of its own: the first message to it. */
struct nursery_orders {
	struct zygote_settings settings; /* but for what is a pointer */
	pid_t parent;
	char xsl_dir[PATH_MAX];
	char phrases[PATH_MAX]; /* "": none */
};

/* -1 and errno if a path is too long, or nobody listens. */
int nursery_order(int fd, const struct zygote_settings *settings);

/* Hear such orders on NURSERY_FD and run. */
_Noreturn void nursery_obey(void);

/* Load, say so on fd, serve until fd is closed.  parent is the process
 * whose death is ours. */
_Noreturn void nursery_run(const struct zygote_settings *settings, int fd,
    pid_t parent);

#endif /* WORKER_NURSERY_H */
