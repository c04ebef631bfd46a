/* SPDX-License-Identifier: GPL-2.0-or-later */
/* zygote: every worker is accounted for, and none outlives its caller. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "worker/zygote.h"

enum {
	MANY = 150
};

/* In a worker: echo the input, its process, and end as it is told to. */
static int
echo(const struct work *work, int input, int talk)
{
	char bytes[64];
	const pid_t pid = getpid();
	ssize_t n;

	if (write(talk, &pid, sizeof(pid)) != sizeof(pid))
		return WORKER_BROKEN;
	if ((n = pread(input, bytes, sizeof(bytes), 0)) < 0)
		return WORKER_BROKEN;
	if (write(talk, bytes, (size_t)n) != n)
		return WORKER_BROKEN;
	while (work->quick && read(talk, bytes, 1) == 1)
		continue;
	return (int)work->editions;
}

static struct zygote *
start(unsigned wall)
{
	struct why why;
	struct zygote *zygote = NULL;
	struct zygote_settings settings;

	memset(&settings, 0, sizeof(settings));
	worker_limits_default(&settings.limits);
	settings.limits.wall = wall;
	settings.instead = echo;
	assert_int_equal(zygote_start(&settings, &zygote, &why), V_OK);
	return zygote;
}

static int
submit(struct zygote *zygote, struct work *work, const char *words)
{
	int input, talk = -1;
	struct why why;

	input = memfd_create("input", MFD_CLOEXEC);
	assert_int_equal(write(input, words, strlen(words)),
	    (ssize_t)strlen(words));
	assert_int_equal(zygote_submit(zygote, work, input, &talk, &why), V_OK);
	close(input);
	return talk;
}

static void
next_end(struct zygote *zygote, struct work_end *ret)
{
	int got;
	struct pollfd pfd = { .fd = zygote_fd(zygote), .events = POLLIN };

	while ((got = zygote_next_end(zygote, ret)) == 0)
		assert_true(poll(&pfd, 1, 10000) == 1);
	assert_int_equal(got, 1);
}

/* All out at once; each says its own words and ends with its own status. */
static void
test_many(void **state)
{
	char bytes[64], words[32];
	char seen[MANY] = { 0 };
	int i, talk[MANY];
	pid_t pid;
	ssize_t n;
	struct work work = { .quick = 1 };
	struct work_end end;
	struct zygote *zygote;

	(void)state;
	zygote = start(60);
	for (i = 0; i < MANY; i++) {
		snprintf(words, sizeof(words), "document %d", i);
		work.number = (uint64_t)i;
		work.editions = (uint32_t)i;
		talk[i] = submit(zygote, &work, words);
	}
	assert_int_equal(zygote_next_end(zygote, &end), 0);
	for (i = 0; i < MANY; i++) {
		assert_int_equal(read(talk[i], &pid, sizeof(pid)), sizeof(pid));
		snprintf(words, sizeof(words), "document %d", i);
		n = read(talk[i], bytes, sizeof(bytes));
		assert_int_equal(n, (ssize_t)strlen(words));
		assert_memory_equal(bytes, words, (size_t)n);
		close(talk[i]);
	}
	for (i = 0; i < MANY; i++) {
		next_end(zygote, &end);
		assert_true(end.number < MANY);
		assert_int_equal(seen[end.number]++, 0);
		assert_true(WIFEXITED(end.status));
		assert_int_equal(WEXITSTATUS(end.status), (int)end.number);
		assert_true(end.maxrss > 0);
	}
	assert_int_equal(zygote_next_end(zygote, &end), 0);
	zygote_stop(zygote);
}

/* Ended, if perhaps not yet reaped by whoever inherited it. */
static int
is_gone(pid_t pid)
{
	char path[64], stat[512];
	const char *state;
	int fd;
	ssize_t n;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1)
		return errno == ENOENT;
	n = read(fd, stat, sizeof(stat) - 1);
	close(fd);
	if (n <= 0)
		return 1;
	stat[n] = '\0';
	state = strrchr(stat, ')');
	return state != NULL && (state[2] == 'Z' || state[2] == 'X');
}

static int
is_gone_soon(pid_t pid)
{
	int i;

	for (i = 0; i < 500 && !is_gone(pid); i++)
		usleep(10000);
	return is_gone(pid);
}

/* The zygote's end is noticed, and is the end of its workers. */
static void
test_stopped(void **state)
{
	int talk;
	pid_t pid;
	struct work work = { .quick = 1 };
	struct zygote *zygote;

	(void)state;
	zygote = start(60);
	talk = submit(zygote, &work, "");
	assert_int_equal(read(talk, &pid, sizeof(pid)), sizeof(pid));
	assert_false(is_gone(pid));
	zygote_stop(zygote);
	assert_true(is_gone_soon(pid));
	close(talk);
}

/* In a child: start a zygote with a worker, tell of the worker, vanish. */
static void
start_and_vanish(int out)
{
	int talk;
	pid_t pid;
	struct work work = { .quick = 1 };

	talk = submit(start(60), &work, "");
	if (read(talk, &pid, sizeof(pid)) != sizeof(pid) ||
	    write(out, &pid, sizeof(pid)) != sizeof(pid))
		_exit(1);
	raise(SIGKILL);
}

static void
test_caller_dies(void **state)
{
	int pair[2];
	pid_t child, pid;

	(void)state;
	assert_int_equal(pipe2(pair, O_CLOEXEC), 0);
	if ((child = fork()) == 0)
		start_and_vanish(pair[1]);
	assert_true(child > 0);
	assert_int_equal(read(pair[0], &pid, sizeof(pid)), sizeof(pid));
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_true(is_gone_soon(pid));
	close(pair[0]);
	close(pair[1]);
}

static void
test_zygote_dies(void **state)
{
	int got, status, talk;
	pid_t pid;
	struct pollfd pfd;
	struct why why;
	struct work work = { .quick = 1 };
	struct work_end end;
	struct zygote *zygote;

	(void)state;
	zygote = start(60);
	talk = submit(zygote, &work, "");
	assert_int_equal(read(talk, &pid, sizeof(pid)), sizeof(pid));
	kill(zygote_pid(zygote), SIGKILL);
	pfd.fd = zygote_fd(zygote);
	pfd.events = POLLIN;
	while ((got = zygote_next_end(zygote, &end)) == 0)
		assert_true(poll(&pfd, 1, 10000) == 1);
	assert_int_equal(got, -1);
	assert_true(is_gone_soon(pid));
	assert_int_equal(zygote_submit(zygote, &work, talk, &status, &why),
	    V_FATAL);
	assert_string_equal(why.code, "zygote-dead");
	close(talk);
	zygote_stop(zygote);
}

static void
test_reasons(void **state)
{
	size_t i;
	struct why why;

	static const struct {
		struct work_end end;
		enum verdict v;
		const char *code;
	} cases[] = {
		{ { .status = W_EXITCODE(WORKER_NO_MEMORY, 0) }, V_REJECT,
		    "too-complex" },
		{ { .status = SIGXCPU }, V_REJECT, "too-complex" },
		{ { .status = SIGKILL, .timed_out = 1 }, V_FATAL,
		    "worker-late" },
		{ { .status = SIGKILL }, V_FATAL, "worker-died" },
		{ { .status = SIGSEGV }, V_FATAL, "worker-died" },
		{ { .status = W_EXITCODE(WORKER_DONE, 0) }, V_FATAL,
		    "worker-died" },
		{ { .status = W_EXITCODE(WORKER_NOT_BORN, 0) }, V_DEFER,
		    "world-trouble" },
		{ { .status = W_EXITCODE(WORKER_NO_SANDBOX, 0) }, V_FATAL,
		    "no-sandbox" },
	};

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(work_end_why(&cases[i].end, &why), cases[i].v);
		assert_string_equal(why.code, cases[i].code);
		assert_true(why.text[0] != '\0');
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_stopped),
		cmocka_unit_test(test_caller_dies),
		cmocka_unit_test(test_zygote_dies),
		cmocka_unit_test(test_reasons),
	};

	return cmocka_run_group_tests_name("zygote", tests, NULL, NULL);
}
