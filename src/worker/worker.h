/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The work of one document, from its first byte to its verdict.
 *
 * Runs in a worker, in its sandbox, on hostile input.  It speaks in frames,
 * and what it allocates at the end is left to the end of the process.
 */
#ifndef WORKER_WORKER_H
#define WORKER_WORKER_H

#include "worker/zygote.h"

/* What the zygote has ready for every worker. */
struct worker_tools {
	struct xslt_set *stylesheets;
	struct release_words *words;
	const struct worker_limits *limits;
};

/*
 * Do the work: read input (len bytes, from its start), talk in frames, say
 * the verdict.  Returns the exit status (enum worker_exit).
 */
int worker_run(const struct worker_tools *tools, const struct work *work,
    int input, int talk);

/* Run a small document of ours through everything, so that what the
 * libraries make ready at first use is ready in every worker. */
void worker_warm_up(const struct worker_tools *tools);

#endif /* WORKER_WORKER_H */
