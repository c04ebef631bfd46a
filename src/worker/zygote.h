/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The zygote: a process with everything compiled and loaded, that forks a
 * worker for each document.  It is a program of its own, gazette-worker: what
 * speaks SQL, HTTP or TLS is not there for a document to reach, and a fork has
 * 136 mappings to copy in place of 219.
 *
 * The caller starts it before it opens anything of its own.  Workers are the
 * zygote's children: it reaps them, kills them when their time is up, and
 * says how each ended.  It parses nothing itself and so stays as it was.
 */
#ifndef WORKER_ZYGOTE_H
#define WORKER_ZYGOTE_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/why.h"
#include "read/read.h"
#include "release/release.h"
#include "transform/xslt.h"

struct zygote;

struct worker_limits {
	size_t heap;    /* RLIMIT_DATA with what the zygote holds, 256 MiB */
	size_t address; /* RLIMIT_AS, 512 MiB; none under ASan */
	unsigned cpu;   /* seconds, 10 */
	unsigned wall;  /* seconds, 15 */
	size_t output;  /* bytes of all frames together, 64 MiB */
	struct read_limits read;
	struct xslt_limits xslt;
};

void worker_limits_default(struct worker_limits *limits);

struct work;

struct zygote_settings {
	/*
	 * The program that the zygote becomes, as worker_program() finds it;
	 * NULL: it stays the one it was forked from.
	 */
	const char *program;
	const char *xsl_dir;
	const char *phrases; /* a file of a site's own, or NULL */
	struct worker_limits limits;
	int need_sandbox; /* a missing layer is fatal, not a warning */
	int once;         /* one document will come: leave out the warming up */
	int quick;        /* only WORK_CONVERT that is quick will come: of the
			   * stylesheets those for editions do */
	int packages;     /* and every document is a ZIP: one importer does,
			   * which spares 4 MB and 5 ms */
	/*
	 * For tests of the sandbox.  What a worker does in place of its work,
	 * returning its exit status (then nothing is loaded); Landlock's ABI
	 * as an older kernel has it; layers (enum sandbox_layer) left out.
	 */
	int (*instead)(const struct work *work, int input, int talk);
	int landlock_abi;
	unsigned leave_out;
};

enum work_kind {
	WORK_CONVERT, /* input: a document; conversation up to FRAME_ASK, then
		       * FRAME_GO (editions) or FRAME_STOP.  A file of several
		       * items is answered with its format, FRAME_ITEM… and
		       * V_OK: nobody asks */
	WORK_RENDER,  /* input: frames RELEASE, PICTURE…, GO in a memfd */
	WORK_PAGES,   /* input: a frame PAGES in a memfd; answers PAGE… */
};

struct work {
	uint64_t number; /* chosen by the caller, comes back in work_end */
	enum work_kind kind;
	int quick; /* WORK_CONVERT for the command line: after ASK go on
		    * at once with these editions, standing alone */
	uint32_t editions;
	uint32_t companions; /* WORK_CONVERT: so many frames (SIDECAR,
			      * PICTURE with its own name) are told first */
	int whole; /* WORK_CONVERT: it is an item, and not taken apart */
	struct release_settings settings;
};

/* How a worker ends by itself; all but the first without a verdict. */
enum worker_exit {
	WORKER_DONE = 0,        /* the last frame was its verdict */
	WORKER_BROKEN = 70,     /* nobody listened, or the input failed */
	WORKER_NO_MEMORY = 71,  /* past the ceiling of its heap */
	WORKER_NOT_BORN = 75,   /* the system gave no process */
	WORKER_NO_SANDBOX = 78, /* a layer failed that could be had before */
};

/* How a worker ended. */
struct work_end {
	uint64_t number;
	int status;      /* of wait(2) */
	int timed_out;   /* killed by the zygote at its wall clock */
	uint64_t cpu_us; /* user and system time */
	uint64_t maxrss; /* bytes */
};

/* Fork the zygote; returns when it has compiled all, or says what failed. */
enum verdict zygote_start(const struct zygote_settings *settings,
    struct zygote **ret, struct why *why);

/*
 * Hand a document to a new worker.  input stays the caller's and is read
 * from its start; *ret_fd is the caller's end of the conversation (a stream,
 * blocking, CLOEXEC).  V_FATAL if the zygote is dead.
 */
enum verdict zygote_submit(struct zygote *zygote, const struct work *work,
    int input, int *ret_fd, struct why *why);

/* A descriptor that is readable when zygote_next_end() has something. */
int zygote_fd(const struct zygote *zygote);

/* How the next worker ended: 1, 0 if none has (never blocks), -1 if the
 * zygote itself is gone. */
int zygote_next_end(struct zygote *zygote, struct work_end *ret);

/*
 * As a reason: why a worker that ended so has no verdict of its own.  Out of
 * memory or CPU time is the document's fault (V_REJECT "too-complex"); a
 * process that could not be made is the world's (V_DEFER "world-trouble");
 * the rest is ours (V_FATAL "worker-late", "worker-died", "no-sandbox").
 */
enum verdict work_end_why(const struct work_end *end, struct why *why);

/* For what watches over processes. */
pid_t zygote_pid(const struct zygote *zygote);

/* Ends the zygote and every worker. */
void zygote_stop(struct zygote *zygote);

#endif /* WORKER_ZYGOTE_H */
