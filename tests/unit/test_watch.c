/* SPDX-License-Identifier: GPL-2.0-or-later */
/* watch: hints come, losses are told, nothing leaks and nothing blocks. */
#include "config.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fsutil.h"
#include "intake/watch.h"

static char root[] = "/tmp/gazette-watch.XXXXXX";
static int dir;
static struct why why;

static const char *
in(const char *name)
{
	static char path[4096];

	snprintf(path, sizeof(path), "%s/%s", root, name);
	return path;
}

static void
put(const char *name)
{
	assert_int_equal(fs_put_file(dir, name, "x", 1, 0600, 0), 0);
}

static struct watch_news
drain(void)
{
	struct watch_news all, news;

	memset(&all, 0, sizeof(all));
	do {
		watch_drain(&news);
		all.events += news.events;
		all.overflow |= news.overflow;
		all.lost |= news.lost;
	} while (news.more);
	return all;
}

static void
add(const char *name, unsigned owner, unsigned mark)
{
	assert_int_equal(watch_add(in(name), owner, mark, &why), V_OK);
}

/* The first watch of a folder counts as a change: what came before it is told
 * by nobody else. */
static void
test_marks(void **state)
{
	struct pollfd pollfd;

	(void)state;
	assert_int_equal(mkdirat(dir, "sv", 0700), 0);
	add("", 3, 1);
	add("sv", 3, 2);
	assert_int_equal(watch_changed(3), 3);
	assert_int_equal(watch_changed(3), 0);
	drain();
	watch_changed(3);

	put("sv/a.docx");
	pollfd.fd = watch_fd();
	pollfd.events = POLLIN;
	assert_int_equal(poll(&pollfd, 1, 1000), 1);
	assert_true(drain().events >= 2);
	assert_int_equal(watch_changed(3), 2);
	assert_int_equal(watch_changed(4), 0);
	assert_int_equal(poll(&pollfd, 1, 0), 0);

	put("b.docx");
	assert_int_equal(unlinkat(dir, "sv/a.docx", 0), 0);
	drain();
	assert_int_equal(watch_changed(3), 3);
	assert_int_equal(drain().events, 0);
}

static void
test_flags(void **state)
{
	(void)state;
	assert_true(watch_fd() >= 0 && watch_fd() <= 1023);
	assert_true(fcntl(watch_fd(), F_GETFD) & FD_CLOEXEC);
	assert_true(fcntl(watch_fd(), F_GETFL) & O_NONBLOCK);
}

/* Hard links, moved files and O_TMPFILE files give one hint at least. */
static void
test_ways_in(void **state)
{
	char proc[64];
	int fd;

	(void)state;
	assert_int_equal(mkdirat(dir, "in", 0700), 0);
	put("outside");
	add("in", 5, 1);
	drain();
	watch_changed(5);
	assert_int_equal(linkat(dir, "outside", dir, "in/hard", 0), 0);
	drain();
	assert_int_equal(watch_changed(5), 1);
	assert_int_equal(renameat(dir, "outside", dir, "in/moved"), 0);
	drain();
	assert_int_equal(watch_changed(5), 1);
	fd = open(in("in"), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	snprintf(proc, sizeof(proc), "/proc/self/fd/%d", fd);
	assert_int_equal(linkat(AT_FDCWD, proc, dir, "in/tmp",
			     AT_SYMLINK_FOLLOW),
	    0);
	close(fd);
	drain();
	assert_int_equal(watch_changed(5), 1);
}

static void
test_lost(void **state)
{
	size_t before;

	(void)state;
	assert_int_equal(mkdirat(dir, "gone", 0700), 0);
	add("gone", 6, 4);
	drain();
	watch_changed(6);
	before = watch_count();
	assert_int_equal(unlinkat(dir, "gone", AT_REMOVEDIR), 0);
	assert_true(drain().lost);
	assert_int_equal(watch_changed(6), 4);
	assert_int_equal(watch_count(), before - 1);
	assert_int_equal(watch_add(in("gone"), 6, 4, &why), V_DEFER);

	/* made again: watched again, though the path is the same */
	assert_int_equal(mkdirat(dir, "gone", 0700), 0);
	add("gone", 6, 4);
	assert_int_equal(watch_count(), before);
	watch_changed(6);
	put("gone/a");
	drain();
	assert_int_equal(watch_changed(6), 4);

	/* replaced by another folder */
	assert_int_equal(mkdirat(dir, "other", 0700), 0);
	assert_int_equal(renameat(dir, "gone", dir, "elsewhere"), 0);
	assert_int_equal(renameat(dir, "other", dir, "gone"), 0);
	assert_true(drain().lost);
	add("gone", 6, 4);
	drain();
	watch_changed(6);
	put("elsewhere/b");
	drain();
	assert_int_equal(watch_changed(6), 0);
	put("gone/b");
	drain();
	assert_int_equal(watch_changed(6), 4);
}

static void
test_no_link(void **state)
{
	(void)state;
	assert_int_equal(symlinkat("/tmp", dir, "link"), 0);
	assert_int_not_equal(watch_add(in("link"), 1, 1, &why), V_OK);
}

static long
resident_kib(void)
{
	FILE *file;
	long rss = 0, size = 0;

	file = fopen("/proc/self/statm", "re");
	assert_non_null(file);
	assert_int_equal(fscanf(file, "%ld %ld", &size, &rss), 2);
	fclose(file);
	return rss * (sysconf(_SC_PAGESIZE) / 1024);
}

/* The library alone leaks 12 MiB here. */
static void
test_again_and_again(void **state)
{
	int i;
	long before;
	size_t count;

	(void)state;
	assert_int_equal(mkdirat(dir, "again", 0700), 0);
	add("again", 7, 1);
	count = watch_count();
	before = resident_kib();
	for (i = 0; i < 100000; i++)
		assert_int_equal(watch_add(in("again"), 7, 1, &why), V_OK);
	assert_int_equal(watch_count(), count);
	assert_true(resident_kib() - before < 1024);
}

static int
queue_length(void)
{
	FILE *file;
	int n = 0;

	file = fopen("/proc/sys/fs/inotify/max_queued_events", "re");
	if (file == NULL || fscanf(file, "%d", &n) != 1)
		n = 16384;
	if (file != NULL)
		fclose(file);
	return n;
}

/* More than the kernel's queue holds: the loss is told. */
static void
test_overflow(void **state)
{
	char name[32];
	int fd, i, max;
	struct watch_news news;

	(void)state;
	if ((max = queue_length()) > 100000)
		skip();
	assert_int_equal(mkdirat(dir, "flood", 0700), 0);
	assert_int_equal(mkdirat(dir, "still", 0700), 0);
	add("flood", 8, 1);
	add("still", 8, 2);
	drain();
	watch_changed(8);
	for (i = 0; i < max / 2 + 500; i++) {
		snprintf(name, sizeof(name), "flood/%d", i);
		fd = openat(dir, name, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
		assert_true(fd >= 0);
		close(fd);
	}
	news = drain();
	assert_true(news.overflow);
	assert_true((int)news.events > max - 2);
	/* whatever was lost may have been in any folder */
	assert_int_equal(watch_changed(8), 3);
	assert_int_equal(drain().events, 0);
}

static void
ignore(int signum)
{
	(void)signum;
}

/* A signal every millisecond neither hangs a drain nor loses a hint. */
static void
test_signals(void **state)
{
	char name[32];
	int i;
	struct itimerval often = { { 0, 1000 }, { 0, 1000 } };
	struct itimerval never = { { 0, 0 }, { 0, 0 } };
	struct sigaction action;

	(void)state;
	memset(&action, 0, sizeof(action));
	action.sa_handler = ignore;
	assert_int_equal(sigaction(SIGALRM, &action, NULL), 0);
	assert_int_equal(mkdirat(dir, "signal", 0700), 0);
	add("signal", 9, 1);
	watch_changed(9);
	assert_int_equal(setitimer(ITIMER_REAL, &often, NULL), 0);
	for (i = 0; i < 500; i++) {
		snprintf(name, sizeof(name), "signal/%d", i);
		put(name);
		drain();
		assert_int_equal(watch_changed(9), 1);
	}
	assert_int_equal(setitimer(ITIMER_REAL, &never, NULL), 0);
}

/* Write a limit of a user namespace of our own. */
static int
limit(const char *name, const char *value)
{
	char file[64];
	int fd, result;

	snprintf(file, sizeof(file), "/proc/sys/user/%s", name);
	if ((fd = open(file, O_WRONLY | O_CLOEXEC)) == -1)
		return -1;
	result = fs_write_all(fd, value, strlen(value));
	close(fd);
	return result;
}

enum {
	CHILD_GOOD,
	CHILD_CANNOT, /* no such limits here */
	CHILD_BAD,
};

/* Three folders, and watches for two. */
static int
run_out_of_watches(void)
{
	struct watch_news news;

	watch_close();
	if (unshare(CLONE_NEWUSER) == -1 ||
	    limit("max_inotify_watches", "2") == -1)
		return CHILD_CANNOT;
	if (watch_open(&why) != V_OK)
		return CHILD_BAD;
	if (watch_add(in(""), 1, 1, &why) != V_OK ||
	    watch_add(in("sv"), 1, 2, &why) != V_OK)
		return CHILD_BAD;
	if (watch_add(in("in"), 1, 4, &why) != V_DEFER ||
	    strcmp(why.code, "world-watches") != 0 ||
	    strstr(why.text, "fs.inotify.max_user_watches") == NULL)
		return CHILD_BAD;
	/* the others go on, and the third is tried again */
	watch_changed(1);
	put("sv/limited");
	watch_drain(&news);
	if (watch_changed(1) != 2 || watch_count() != 2)
		return CHILD_BAD;
	if (limit("max_inotify_watches", "3") == -1 ||
	    watch_add(in("in"), 1, 4, &why) != V_OK)
		return CHILD_BAD;
	return CHILD_GOOD;
}

/* Without an instance there are no hints, and nothing else is wrong. */
static int
run_out_of_instances(void)
{
	struct watch_news news;

	watch_close();
	if (unshare(CLONE_NEWUSER) == -1 ||
	    limit("max_inotify_instances", "0") == -1)
		return CHILD_CANNOT;
	if (watch_open(&why) != V_DEFER ||
	    strstr(why.text, "fs.inotify.max_user_instances") == NULL)
		return CHILD_BAD;
	watch_drain(&news);
	if (watch_fd() != -1 || news.events != 0 ||
	    watch_add(in(""), 1, 1, &why) != V_OK)
		return CHILD_BAD;
	return CHILD_GOOD;
}

/* What use the library has is up to the process: so each in one of its own. */
static void
in_child(int (*run)(void))
{
	int status;
	pid_t pid;

	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		_exit(run());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == CHILD_CANNOT)
		skip();
	assert_int_equal(WEXITSTATUS(status), CHILD_GOOD);
}

static void
test_no_watches(void **state)
{
	(void)state;
	in_child(run_out_of_watches);
}

static void
test_no_instances(void **state)
{
	(void)state;
	in_child(run_out_of_instances);
}

/* Nothing of the past is handed to the next watch. */
static void
test_reopen(void **state)
{
	(void)state;
	add("in", 5, 1);
	put("in/last");
	watch_close();
	assert_int_equal(watch_fd(), -1);
	assert_int_equal(watch_open(&why), V_OK);
	assert_int_equal(watch_count(), 0);
	add("sv", 5, 1);
	watch_changed(5);
	assert_int_equal(drain().events, 0);
}

static int
set_up(void **state)
{
	(void)state;
	if (watch_open(&why) != V_OK || mkdtemp(root) == NULL)
		return -1;
	dir = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return dir == -1 ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	watch_close();
	close(dir);
	return fs_remove_tree(AT_FDCWD, root);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_flags),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_ways_in),
		cmocka_unit_test(test_lost),
		cmocka_unit_test(test_no_link),
		cmocka_unit_test(test_again_and_again),
		cmocka_unit_test(test_overflow),
		cmocka_unit_test(test_signals),
		cmocka_unit_test(test_no_watches),
		cmocka_unit_test(test_no_instances),
		cmocka_unit_test(test_reopen),
	};

	return cmocka_run_group_tests_name("watch", tests, set_up, tear_down);
}
