/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a worker is allowed: to compute, and to read and write the two
 * descriptors that it holds.
 *
 * The layers are independent, each alone stops most of what is tried:
 * limits of the process; no new privileges; Landlock, where no path of the
 * file system is allowed anything; seccomp, where a system call that is not
 * on the list kills.  tests/system/escape.t tries to get out.
 */
#ifndef WORKER_SANDBOX_H
#define WORKER_SANDBOX_H

#include "worker/zygote.h"

enum sandbox_layer {
	SANDBOX_LIMITS = 1 << 0,
	SANDBOX_PRIVILEGES = 1 << 1,
	SANDBOX_LANDLOCK = 1 << 2,
	SANDBOX_SECCOMP = 1 << 3,
};

#define SANDBOX_ALL                                                            \
 (SANDBOX_LIMITS | SANDBOX_PRIVILEGES | SANDBOX_LANDLOCK | SANDBOX_SECCOMP)

struct sandbox;

/*
 * Prepare once, in the zygote, what each worker then enters.  limits are
 * kept by reference.  No right beyond Landlock's ABI max_abi is used, 0 for
 * whatever the kernel has.  What can't be prepared is a layer that
 * sandbox_enter() will not get.
 */
struct sandbox *sandbox_new(const struct worker_limits *limits, int max_abi);

/* Close this process in, for ever, and every descriptor from first_fd on.
 * layers: those to enter.  Returns the layers that were entered. */
unsigned sandbox_enter(const struct sandbox *sandbox, unsigned layers,
    unsigned first_fd);

/* The layers that can be had here: a child enters and tells. */
unsigned sandbox_probe(const struct sandbox *sandbox);

/* "rlimits", "no_new_privs", "landlock", "seccomp". */
const char *sandbox_layer_name(enum sandbox_layer layer);

void sandbox_free(struct sandbox *sandbox);

#endif /* WORKER_SANDBOX_H */
