/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The process that forks the workers.  See nursery.h for the contract. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/xalloc.h"
#include "render/render.h"
#include "worker/heap.h"
#include "worker/nursery.h"
#include "worker/sandbox.h"
#include "worker/worker.h"

/* Where things lie in the zygote: 0 and 1 are /dev/null, 2 is the log. */
enum {
	CALLER_FD = NURSERY_FD,
	SIGNAL_FD = 4,
	FIRST_FREE_FD = 5
};

/* And in a worker, where nothing else is open. */
enum {
	WORKER_INPUT = 0,
	WORKER_TALK = 3
};

/* A worker, alive or not yet told of. */
struct child {
	pid_t pid;        /* 0 once it has ended */
	int64_t deadline; /* milliseconds of the monotonic clock */
	struct work_end end;
};

struct nursery {
	const struct zygote_settings *settings;
	struct worker_tools tools;
	struct sandbox *sandbox;
	unsigned layers;
	struct child *children;
	size_t count;
	size_t room;
	size_t untold; /* children that have ended */
};

static int64_t
now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/*
 * No document may come out otherwise because of where the zygote was started.
 * A time zone there must be: libzip asks for the local one with each date
 * that it reads, and a worker would try to open it again and again.
 */
static void
forget_environment(void)
{
	static char zone[] = "TZ=UTC0";
	static char *all[] = { zone, NULL };

	environ = all;
	tzset();
}

/* The stylesheets of the site's own vocabularies. */
static enum verdict
load_own(struct nursery *n, struct why *why)
{
	char name[64];
	const struct read_limits *read = &n->settings->limits.read;
	enum verdict v = V_OK;
	unsigned i;

	for (i = 0; i < read->own_count && v == V_OK; i++) {
		snprintf(name, sizeof(name), "import/%s",
		    read->own[i].importer);
		v = xslt_set_add(n->tools.stylesheets, n->settings->xsl_dir,
		    name, read->own[i].stylesheet, why);
	}
	return v;
}

/* What libraries open or make at first use is had before the first worker. */
/* The stylesheets that will be used: NULL is all. */
static int (*wanted(const struct zygote_settings *settings))(const char *name)
{
	if (!settings->quick)
		return NULL;
	return settings->packages ? render_is_for_packages :
				    render_is_for_editions;
}

static enum verdict
load(struct nursery *n, struct why *why)
{
	char words[4096];
	enum verdict v;

	forget_environment();
	heap_init(n->settings->once);
	n->sandbox = sandbox_new(&n->settings->limits,
	    n->settings->landlock_abi);
	n->layers = sandbox_probe(n->sandbox) & ~n->settings->leave_out;
	if (n->settings->instead != NULL)
		return V_OK;
	/* First what is read and dropped: the stylesheets fill its room. */
	snprintf(words, sizeof(words), "%s/i18n", n->settings->xsl_dir);
	v = release_words_load(words, n->settings->phrases, &n->tools.words,
	    why);
	if (v != V_OK)
		return v;
	v = xslt_set_load_some(n->settings->xsl_dir, wanted(n->settings),
	    &n->tools.stylesheets, why);
	if (v != V_OK)
		return v;
	if ((v = load_own(n, why)) != V_OK)
		return v;
	xslt_set_limit(n->tools.stylesheets, &n->settings->limits.xslt);
	if (!n->settings->once) {
		if ((v = release_warm_up(why)) != V_OK)
			return v;
		worker_warm_up(&n->tools);
	}
	heap_rest();
	return V_OK;
}

/*
 * The worker's first steps, while it is still trusted: whoever forked it is
 * alive and its death will be ours, signals are as for any process, and the
 * descriptors lie in their places.
 */
static void
settle_worker(pid_t parent, const int fds[NURSERY_DESCRIPTORS])
{
	sigset_t none;

	prctl(PR_SET_NAME, "gazette-worker", 0, 0, 0);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == -1 ||
	    getppid() != parent)
		_exit(WORKER_BROKEN);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (dup2(fds[NURSERY_INPUT], WORKER_INPUT) == -1 ||
	    dup2(fds[NURSERY_TALK], WORKER_TALK) == -1)
		_exit(WORKER_BROKEN);
	close(STDOUT_FILENO);
#ifndef WITH_SANITIZERS /* whose reports go there */
	close(STDERR_FILENO);
#endif
}

static _Noreturn void
be_worker(const struct nursery *n, const struct work *work, pid_t parent,
    const int fds[NURSERY_DESCRIPTORS])
{
	settle_worker(parent, fds);
	if (sandbox_enter(n->sandbox, n->layers, WORKER_TALK + 1) != n->layers)
		_exit(WORKER_NO_SANDBOX);
	heap_begin();
	if (n->settings->instead != NULL)
		_exit(n->settings->instead(work, WORKER_INPUT, WORKER_TALK));
	_exit(worker_run(&n->tools, work, WORKER_INPUT, WORKER_TALK));
}

static void
add_child(struct nursery *n, uint64_t number, pid_t pid)
{
	struct child *child;

	if (n->count == n->room) {
		n->room = n->room > 0 ? 2 * n->room : 16;
		n->children = xreallocarray(n->children, n->room,
		    sizeof(*n->children));
	}
	child = &n->children[n->count++];
	memset(child, 0, sizeof(*child));
	child->end.number = number;
	child->deadline = now_ms() + (int64_t)n->settings->limits.wall * 1000;
	if (pid != -1) {
		child->pid = pid;
		return;
	}
	child->end.status = W_EXITCODE(WORKER_NOT_BORN, 0);
	n->untold++;
}

static void
bear(struct nursery *n, const struct work *work,
    const int fds[NURSERY_DESCRIPTORS])
{
	pid_t pid, self;

	self = getpid();
	if ((pid = fork()) == 0)
		be_worker(n, work, self, fds);
	add_child(n, work->number, pid);
}

/* The next piece of work: 1, 0 if it was none, -1 when the caller is gone. */
static int
receive_work(struct nursery *n)
{
	int fds[NURSERY_DESCRIPTORS];
	ssize_t len;
	struct cmsghdr *cm;
	struct iovec iov;
	struct msghdr msg;
	struct work work;

	union {
		struct cmsghdr align;
		char space[CMSG_SPACE(sizeof(fds))];
	} control;

	memset(&msg, 0, sizeof(msg));
	iov.iov_base = &work;
	iov.iov_len = sizeof(work);
	msg.msg_iov = &iov;
	msg.msg_iovlen = 1;
	msg.msg_control = control.space;
	msg.msg_controllen = sizeof(control.space);
	len = recvmsg(CALLER_FD, &msg, MSG_CMSG_CLOEXEC);
	if (len == -1 && (errno == EINTR || errno == EAGAIN))
		return 0;
	if (len != (ssize_t)sizeof(work))
		return -1;
	cm = CMSG_FIRSTHDR(&msg);
	if (cm == NULL || cm->cmsg_type != SCM_RIGHTS ||
	    cm->cmsg_len != CMSG_LEN(sizeof(fds)))
		return -1;
	memcpy(fds, CMSG_DATA(cm), sizeof(fds));
	bear(n, &work, fds);
	close(fds[NURSERY_INPUT]);
	close(fds[NURSERY_TALK]);
	return 1;
}

static struct child *
find_child(struct nursery *n, pid_t pid)
{
	size_t i;

	for (i = 0; i < n->count; i++) {
		if (n->children[i].pid == pid)
			return &n->children[i];
	}
	return NULL;
}

static uint64_t
microseconds(const struct timeval *tv)
{
	return (uint64_t)tv->tv_sec * 1000000 + (uint64_t)tv->tv_usec;
}

static void
reap(struct nursery *n)
{
	int status;
	pid_t pid;
	struct child *child;
	struct rusage usage;

	while ((pid = wait4(-1, &status, WNOHANG, &usage)) > 0) {
		if ((child = find_child(n, pid)) == NULL)
			continue;
		child->pid = 0;
		child->end.status = status;
		child->end.cpu_us = microseconds(&usage.ru_utime) +
		    microseconds(&usage.ru_stime);
		child->end.maxrss = (uint64_t)usage.ru_maxrss * 1024;
		n->untold++;
	}
}

/* Tell the caller of those that ended, as far as it listens. */
static void
tell(struct nursery *n)
{
	size_t i = 0;

	while (n->untold > 0 && i < n->count) {
		if (n->children[i].pid != 0) {
			i++;
			continue;
		}
		if (send(CALLER_FD, &n->children[i].end,
			sizeof(n->children[i].end),
			MSG_DONTWAIT | MSG_NOSIGNAL) == -1)
			return;
		n->count--;
		memmove(&n->children[i], &n->children[i + 1],
		    (n->count - i) * sizeof(n->children[0]));
		n->untold--;
	}
}

/* Kill those whose time is up.  Returns milliseconds to the next, or -1. */
static int
enforce_deadlines(struct nursery *n)
{
	int64_t left, next = -1, now;
	size_t i;

	now = now_ms();
	for (i = 0; i < n->count; i++) {
		if (n->children[i].pid == 0)
			continue;
		left = n->children[i].deadline - now;
		if (left <= 0) {
			n->children[i].end.timed_out = 1;
			kill(n->children[i].pid, SIGKILL);
			left = 1000; /* until SIGCHLD says that it ended */
		}
		if (next == -1 || left < next)
			next = left;
	}
	return (int)next;
}

static void
kill_all(const struct nursery *n)
{
	size_t i;

	for (i = 0; i < n->count; i++) {
		if (n->children[i].pid != 0)
			kill(n->children[i].pid, SIGKILL);
	}
}

static void
serve(struct nursery *n)
{
	struct signalfd_siginfo info;
	struct pollfd pfd[2] = {
		{ .fd = CALLER_FD, .events = POLLIN },
		{ .fd = SIGNAL_FD, .events = POLLIN },
	};

	for (;;) {
		pfd[0].events = (short)(POLLIN | (n->untold > 0 ? POLLOUT : 0));
		if (poll(pfd, 2, enforce_deadlines(n)) == -1 && errno != EINTR)
			break;
		if ((pfd[1].revents & POLLIN) &&
		    read(SIGNAL_FD, &info, sizeof(info)) > 0)
			reap(n);
		tell(n);
		if ((pfd[0].revents & (POLLIN | POLLHUP | POLLERR)) &&
		    receive_work(n) == -1)
			break;
	}
	kill_all(n);
}

static void
handle(int sig, void (*how)(int))
{
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	action.sa_handler = how;
	sigaction(sig, &action, NULL);
}

/* Signals for the caller's group are the caller's business: we end when it
 * ends.  Only the end of a worker is told to us, by descriptor. */
static int
settle_signals(void)
{
	int fd;
	sigset_t mask;

	handle(SIGTERM, SIG_IGN);
	handle(SIGINT, SIG_IGN);
	handle(SIGHUP, SIG_IGN);
	handle(SIGPIPE, SIG_IGN);
	handle(SIGCHLD, SIG_DFL);
	sigemptyset(&mask);
	sigaddset(&mask, SIGCHLD);
	sigprocmask(SIG_SETMASK, &mask, NULL);
	fd = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd == SIGNAL_FD || fd == -1)
		return fd;
	return dup3(fd, SIGNAL_FD, O_CLOEXEC);
}

/* Die with the caller; hold nothing of it but the socket and the log. */
static int
settle_zygote(int fd, pid_t parent)
{
	int null;

	prctl(PR_SET_NAME, "gazette-zygote", 0, 0, 0);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == -1 ||
	    getppid() != parent)
		return -1;
	if (fd != CALLER_FD && dup3(fd, CALLER_FD, O_CLOEXEC) == -1)
		return -1;
	if ((null = open("/dev/null", O_RDWR | O_CLOEXEC)) == -1 ||
	    dup2(null, STDIN_FILENO) == -1 || dup2(null, STDOUT_FILENO) == -1)
		return -1;
	if (fcntl(STDERR_FILENO, F_GETFD) == -1 &&
	    dup2(null, STDERR_FILENO) == -1)
		return -1;
	if (syscall(SYS_close_range, SIGNAL_FD, ~0U, 0) == -1)
		return -1;
	return settle_signals();
}

_Noreturn void
nursery_run(const struct zygote_settings *settings, int fd, pid_t parent)
{
	struct nursery n;
	struct nursery_ready ready;

	if (settle_zygote(fd, parent) == -1)
		_exit(WORKER_BROKEN);
	memset(&n, 0, sizeof(n));
	n.settings = settings;
	n.tools.limits = &settings->limits;
	why_clear(&ready.why);
	ready.why.verdict = load(&n, &ready.why);
	ready.layers = n.layers;
	if (send(CALLER_FD, &ready, sizeof(ready), MSG_NOSIGNAL) == -1 ||
	    ready.why.verdict != V_OK)
		_exit(WORKER_BROKEN);
	serve(&n);
	_exit(WORKER_DONE);
}

int
nursery_order(int fd, const struct zygote_settings *settings)
{
	ssize_t n;
	struct nursery_orders orders;

	memset(&orders, 0, sizeof(orders));
	orders.settings = *settings;
	orders.parent = getpid();
	if (snprintf(orders.xsl_dir, PATH_MAX, "%s", settings->xsl_dir) >=
		PATH_MAX ||
	    snprintf(orders.phrases, PATH_MAX, "%s",
		settings->phrases != NULL ? settings->phrases : "") >=
		PATH_MAX) {
		errno = ENAMETOOLONG;
		return -1;
	}
	n = send(fd, &orders, sizeof(orders), MSG_NOSIGNAL);
	return n == (ssize_t)sizeof(orders) ? 0 : -1;
}

_Noreturn void
nursery_obey(void)
{
	ssize_t n;
	static struct nursery_orders orders;
	struct zygote_settings *settings = &orders.settings;

	n = recv(NURSERY_FD, &orders, sizeof(orders), MSG_TRUNC);
	if (n != (ssize_t)sizeof(orders)) /* of another version */
		_exit(WORKER_BROKEN);
	settings->program = NULL;
	settings->instead = NULL;
	settings->xsl_dir = orders.xsl_dir;
	settings->phrases = orders.phrases[0] != '\0' ? orders.phrases : NULL;
	nursery_run(settings, NURSERY_FD, orders.parent);
}
