/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every allocation of a conversion fails once, and then all that follow or
 * that one alone: what the worker then says must be what it says without, or
 * no success.
 *
 *	squeeze [--ignore] XSL-DIR STEP FILE
 *
 * Each STEP'th allocation is failed.  Prints how the runs ended; exits with
 * 1 if one was a success with other bytes.  --ignore is the mutant: a worker
 * whose libraries are told that there is no memory.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/hash.h"
#include "render/render.h"
#include "worker/frames.h"
#include "worker/heap.h"
#include "worker/worker.h"

/* Linked with --wrap: what worker/heap takes for glibc's. */
extern void *__real___libc_malloc(size_t size);
extern void *__real___libc_calloc(size_t n, size_t size);
extern void *__real___libc_realloc(void *p, size_t size);
void *__wrap___libc_malloc(size_t size);
void *__wrap___libc_calloc(size_t n, size_t size);
void *__wrap___libc_realloc(void *p, size_t size);

static long allocations; /* so far, in the worker */
static long failing;     /* the number of the first to fail, 0 for none */
static int once;         /* only that one fails */
static int ignore;       /* the mutant: go on without */

static int
is_refused(void)
{
	allocations++;
	if (failing == 0 || allocations < failing)
		return 0;
	if (once && allocations != failing)
		return 0;
	errno = ENOMEM;
	return 1;
}

void *
__wrap___libc_malloc(size_t size)
{
	return is_refused() ? NULL : __real___libc_malloc(size);
}

void *
__wrap___libc_calloc(size_t n, size_t size)
{
	return is_refused() ? NULL : __real___libc_calloc(n, size);
}

void *
__wrap___libc_realloc(void *p, size_t size)
{
	return is_refused() ? NULL : __real___libc_realloc(p, size);
}

struct run {
	char sha256[HASH_HEX_SIZE]; /* of all that was said */
	int verdict;                /* -1: none */
	int status;                 /* of wait(2) */
	long allocations;
};

static _Noreturn void
be_worker(const struct worker_tools *tools, int input, int talk, int count)
{
	const struct rlimit none = { 0, 0 };
	int status;
	struct work work;

	memset(&work, 0, sizeof(work));
	work.kind = WORK_CONVERT;
	work.quick = 1;
	work.editions = EDITION_BIT(EDITION_COUNT) - 1;
	snprintf(work.settings.name, sizeof(work.settings.name), "a.docx");
	snprintf(work.settings.site_langs[0], RELEASE_LANG_MAX, "sv");
	snprintf(work.settings.site_langs[1], RELEASE_LANG_MAX, "fi");
	snprintf(work.settings.timezone, sizeof(work.settings.timezone),
	    "Europe/Helsinki");
	setrlimit(RLIMIT_CORE, &none);
	dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
	if (!ignore)
		heap_begin();
	allocations = 0;
	alarm(30);
	status = worker_run(tools, &work, input, talk);
	if (write(count, &allocations, sizeof(allocations)) == -1)
		_exit(WORKER_BROKEN);
	_exit(status);
}

static void
listen_to(int fd, struct run *ret)
{
	struct frame frame;
	struct frame_reader reader;
	struct hash *hash;

	hash = hash_new();
	ret->verdict = -1;
	frame_reader_init(&reader, 64 << 20);
	while (frame_reader_fill(&reader, fd) == 1) {
		while (frame_reader_next(&reader, &frame) == 1) {
			hash_add(hash, &frame.what, sizeof(frame.what));
			hash_add(hash, frame.data, frame.len);
			if (frame.kind == FRAME_VERDICT)
				ret->verdict = (int)frame.what;
		}
	}
	hash_hex(hash, ret->sha256);
	hash_free(hash);
	frame_reader_fini(&reader);
}

static int
run_once(const struct worker_tools *tools, int input, long fail,
    struct run *ret)
{
	int count[2], talk[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, talk) == -1 ||
	    pipe2(count, O_CLOEXEC | O_NONBLOCK) == -1)
		return -1;
	fflush(stdout);
	if ((pid = fork()) == 0) {
		failing = fail;
		be_worker(tools, input, talk[1], count[1]);
	}
	close(talk[1]);
	listen_to(talk[0], ret);
	close(talk[0]);
	waitpid(pid, &ret->status, 0);
	if (read(count[0], &ret->allocations, sizeof(ret->allocations)) == -1)
		ret->allocations = 0;
	close(count[0]);
	close(count[1]);
	return 0;
}

struct tally {
	unsigned long runs, same, refused, dead, wrong;
	unsigned long signals[65];
};

static void
tally_run(struct tally *tally, const struct run *want, const struct run *got,
    long fail)
{
	tally->runs++;
	if (WIFSIGNALED(got->status)) {
		tally->signals[WTERMSIG(got->status)]++;
		tally->dead++;
	} else if (got->verdict == -1) {
		tally->dead++;
	} else if (got->verdict != V_OK) {
		tally->refused++;
	} else if (strcmp(got->sha256, want->sha256) == 0) {
		tally->same++;
	} else {
		printf("# allocation %ld%s: success with other bytes\n", fail,
		    once ? " alone" : "");
		tally->wrong++;
	}
}

static int
squeeze(const struct worker_tools *tools, int input, long step)
{
	long fail;
	unsigned i;
	struct run got, want;
	struct tally tally;

	memset(&tally, 0, sizeof(tally));
	if (run_once(tools, input, 0, &want) == -1 || want.verdict != V_OK)
		return -1;
	for (once = 0; once <= 1; once++) {
		for (fail = 1; fail <= want.allocations; fail += step) {
			if (run_once(tools, input, fail, &got) == -1)
				return -1;
			tally_run(&tally, &want, &got, fail);
		}
	}
	printf("allocations %ld runs %lu same %lu refused %lu dead %lu "
	       "wrong %lu",
	    want.allocations, tally.runs, tally.same, tally.refused, tally.dead,
	    tally.wrong);
	for (i = 1; i < 65; i++) {
		if (tally.signals[i] > 0)
			printf(" %s %lu", sigabbrev_np((int)i),
			    tally.signals[i]);
	}
	putchar('\n');
	return tally.wrong > 0 ? 1 : 0;
}

int
main(int argc, char *argv[])
{
	char words[4096];
	int input, result;
	struct why why;
	struct worker_limits limits;
	struct worker_tools tools;

	if (argc > 1 && strcmp(argv[1], "--ignore") == 0) {
		argc--;
		argv++;
		ignore = 1;
	}
	heap_init(0);
	if (argc != 4)
		return 2;
	memset(&tools, 0, sizeof(tools));
	worker_limits_default(&limits);
	tools.limits = &limits;
	snprintf(words, sizeof(words), "%s/i18n", argv[1]);
	if (xslt_set_load(argv[1], &tools.stylesheets, &why) != V_OK ||
	    release_words_load(words, NULL, &tools.words, &why) != V_OK ||
	    release_warm_up(&why) != V_OK) {
		fprintf(stderr, "squeeze: %s\n", why.text);
		return 2;
	}
	worker_warm_up(&tools);
	if ((input = open(argv[3], O_RDONLY | O_CLOEXEC)) == -1)
		return 2;
	result = squeeze(&tools, input, strtol(argv[2], NULL, 10));
	return result == -1 ? 2 : result;
}
