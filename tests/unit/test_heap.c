/* SPDX-License-Identifier: GPL-2.0-or-later */
/* heap: pieces of every size keep what is in them, and lies end the process. */
#include "config.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <libxml/xmlmemory.h>

#include "worker/heap.h"

enum {
	PIECES = 3000
};

static unsigned char *pieces[PIECES];
static size_t sizes[PIECES];

static void
fill(size_t i, size_t from)
{
	memset(pieces[i] + from, (int)(i & 0xff), sizes[i] - from);
}

static void
check_filled(size_t i, size_t len)
{
	size_t k;

	for (k = 0; k < len; k++)
		assert_int_equal(pieces[i][k], i & 0xff);
}

/* Sizes of lists and of malloc, growing and shrinking over the border. */
static void
test_sizes(void **state)
{
	size_t i, old;
	unsigned turn;

	(void)state;
	for (i = 0; i < PIECES; i++) {
		sizes[i] = i * 7 % 2100;
		pieces[i] = xmlMalloc(sizes[i]);
		assert_int_equal((uintptr_t)pieces[i] % 8, 0);
		fill(i, 0);
	}
	for (turn = 1; turn < 5; turn++) {
		for (i = 0; i < PIECES; i++) {
			old = sizes[i];
			sizes[i] = i * 7 * turn % 2900;
			pieces[i] = xmlRealloc(pieces[i], sizes[i]);
			check_filled(i, old < sizes[i] ? old : sizes[i]);
			if (sizes[i] > old)
				fill(i, old);
		}
	}
	for (i = 0; i < PIECES; i++) {
		check_filled(i, sizes[i]);
		xmlFree(pieces[i]);
	}
	xmlFree(NULL);
	assert_string_equal(pieces[0] = (unsigned char *)xmlMemStrdup("words"),
	    "words");
	xmlFree(pieces[0]);
}

/* How a child ends that does this. */
static int
status_of(void (*run)(void))
{
	int status;
	pid_t pid;
	struct rlimit none = { 0, 0 };

	if ((pid = fork()) == 0) {
		setrlimit(RLIMIT_CORE, &none);
		heap_begin();
		run();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void *kept;

/* A worker frees and lengthens what the zygote made, and makes its own. */
static void
use_foreign(void)
{
	char *p;

	p = xmlRealloc(kept, 5000);
	if (strcmp(p, "kept") != 0)
		_exit(1);
	xmlFree(p);
	p = xmlMalloc(20);
	if (p == kept) /* it was not given away */
		_exit(2);
}

static void
test_eras(void **state)
{
	(void)state;
	kept = xmlMemStrdup("kept");
	assert_int_equal(status_of(use_foreign), 0);
	assert_string_equal(kept, "kept");
	xmlFree(kept);
}

#ifndef WITH_SANITIZERS /* which keep what is freed aside */

/* What is freed is used again: a document of any size fits its own peak. */
static void
test_reuse(void **state)
{
	struct rusage after, before;
	unsigned i, k;

	(void)state;
	getrusage(RUSAGE_SELF, &before);
	for (k = 0; k < 200; k++) {
		for (i = 0; i < PIECES; i++)
			pieces[i] = memset(xmlMalloc(300), 1, 300);
		for (i = 0; i < PIECES; i++)
			xmlFree(pieces[i]);
	}
	getrusage(RUSAGE_SELF, &after);
	assert_true(after.ru_maxrss - before.ru_maxrss < 20 * 1024);
}

static void
free_twice(void)
{
	void *volatile p;

	p = xmlMalloc(100);
	xmlFree(p);
	xmlFree(p);
}

static void
free_strange(void)
{
	static char strange[64];
	char *volatile p = strange + 32;

	xmlFree(p);
}

static void
eat(void)
{
	const struct rlimit rl = { 64 << 20, 64 << 20 };

	setrlimit(RLIMIT_DATA, &rl);
	for (;;)
		memset(xmlMalloc(600), 1, 600);
}

static void
ask_too_much(void)
{
	volatile size_t size = SIZE_MAX - 4;
	void *volatile p;

	p = xmlMalloc(size);
	xmlFree(p);
}

static void
test_ends(void **state)
{
	(void)state;
	assert_int_equal(WTERMSIG(status_of(free_twice)), SIGABRT);
	assert_int_equal(WTERMSIG(status_of(free_strange)), SIGABRT);
	assert_int_equal(WEXITSTATUS(status_of(eat)), 71);
	assert_int_equal(WEXITSTATUS(status_of(ask_too_much)), 71);
}

#endif

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_eras),
#ifndef WITH_SANITIZERS
		cmocka_unit_test(test_reuse),
		cmocka_unit_test(test_ends),
#endif
	};

	heap_init(0);
	return cmocka_run_group_tests_name("heap", tests, NULL, NULL);
}
