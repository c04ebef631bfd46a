/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The calling side of the zygote.  See zygote.h for the contract. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/xalloc.h"
#include "worker/nursery.h"
#include "worker/sandbox.h"
#include "worker/zygote.h"

struct zygote {
	pid_t pid;
	int fd;
};

void
worker_limits_default(struct worker_limits *limits)
{
	memset(limits, 0, sizeof(*limits));
	limits->heap = (size_t)256 << 20;
	limits->address = (size_t)512 << 20;
	limits->cpu = 10;
	limits->wall = 15;
	limits->output = (size_t)64 << 20;
	read_limits_default(&limits->read);
	xslt_limits_default(&limits->xslt);
}

/* Wait for the zygote's word that all is loaded. */
static enum verdict
await_ready(int fd, struct nursery_ready *ret, struct why *why)
{
	ssize_t n;

	do {
		n = recv(fd, ret, sizeof(*ret), 0);
	} while (n == -1 && errno == EINTR);
	if (n != (ssize_t)sizeof(*ret))
		return why_set(why, V_FATAL, "zygote-dead",
		    "the process that starts the workers died at its start");
	if (ret->why.verdict != V_OK)
		*why = ret->why;
	return ret->why.verdict;
}

static enum verdict
check_layers(const struct zygote_settings *settings, unsigned layers,
    struct why *why)
{
	unsigned layer, missing;

	missing = SANDBOX_ALL & ~layers & ~settings->leave_out;
	for (layer = 1; layer <= SANDBOX_ALL; layer <<= 1) {
		if (!(missing & layer))
			continue;
		if (settings->need_sandbox)
			return why_set(why, V_FATAL, "no-sandbox",
			    "this system has no %s for the sandbox of workers",
			    sandbox_layer_name((enum sandbox_layer)layer));
		log_warn("sandbox_layer_missing layer=%s",
		    sandbox_layer_name((enum sandbox_layer)layer));
	}
	return V_OK;
}

/*
 * The environment, and that all functions are to be looked for at the start:
 * else each worker looks for the same ones through all libraries anew, 20
 * faults of 335 and a thirtieth of its time.
 */
static char **
binding_environment(void)
{
	static char now[] = "LD_BIND_NOW=1";
	char **env;
	size_t n = 0;

	while (environ[n] != NULL)
		n++;
	env = xcalloc(n + 2, sizeof(*env));
	memcpy(env, environ, n * sizeof(*env));
	env[n] = now;
	return env;
}

/* In the new process. */
static _Noreturn void
be_zygote(const struct zygote_settings *settings, int fd, pid_t parent)
{
	static char name[] = "gazette-zygote";
	char *const argv[] = { name, NULL };

	if (settings->program == NULL)
		nursery_run(settings, fd, parent);
	/* Onto itself dup2() would leave it to be closed. */
	if (fd == NURSERY_FD)
		fcntl(fd, F_SETFD, 0);
	else
		dup2(fd, NURSERY_FD);
	execve(settings->program, argv,
	    settings->once ? environ : binding_environment());
	_exit(WORKER_BROKEN);
}

enum verdict
zygote_start(const struct zygote_settings *settings, struct zygote **ret,
    struct why *why)
{
	enum verdict v;
	int pair[2];
	pid_t parent, pid;
	struct nursery_ready ready;
	struct zygote *zygote;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == -1)
		return why_errno(why, "a socket for the workers");
	parent = getpid();
	if ((pid = fork()) == -1) {
		v = why_errno(why, "a process for the workers");
		close(pair[0]);
		close(pair[1]);
		return v;
	}
	if (pid == 0)
		be_zygote(settings, pair[1], parent);
	close(pair[1]);
	zygote = xcalloc(1, sizeof(*zygote));
	zygote->pid = pid;
	zygote->fd = pair[0];
	v = V_OK;
	if (settings->program != NULL &&
	    nursery_order(zygote->fd, settings) == -1)
		v = why_errno(why, "orders for the workers");
	if (v == V_OK)
		v = await_ready(zygote->fd, &ready, why);
	if (v == V_OK)
		v = check_layers(settings, ready.layers, why);
	if (v != V_OK) {
		zygote_stop(zygote);
		return v;
	}
	*ret = zygote;
	return V_OK;
}

static ssize_t
send_work(int fd, const struct work *work, const int fds[NURSERY_DESCRIPTORS])
{
	ssize_t n;
	struct cmsghdr *cm;
	struct iovec iov;
	struct msghdr msg;
	struct work said = *work;

	union {
		struct cmsghdr align;
		char space[CMSG_SPACE(NURSERY_DESCRIPTORS * sizeof(int))];
	} control;

	memset(&msg, 0, sizeof(msg));
	memset(&control, 0, sizeof(control));
	iov.iov_base = &said;
	iov.iov_len = sizeof(said);
	msg.msg_iov = &iov;
	msg.msg_iovlen = 1;
	msg.msg_control = control.space;
	msg.msg_controllen = sizeof(control.space);
	cm = CMSG_FIRSTHDR(&msg);
	cm->cmsg_level = SOL_SOCKET;
	cm->cmsg_type = SCM_RIGHTS;
	cm->cmsg_len = CMSG_LEN(NURSERY_DESCRIPTORS * sizeof(int));
	memcpy(CMSG_DATA(cm), fds, NURSERY_DESCRIPTORS * sizeof(int));
	do {
		n = sendmsg(fd, &msg, MSG_NOSIGNAL);
	} while (n == -1 && errno == EINTR);
	return n;
}

enum verdict
zygote_submit(struct zygote *zygote, const struct work *work, int input,
    int *ret_fd, struct why *why)
{
	int fds[NURSERY_DESCRIPTORS], pair[2];
	ssize_t n;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == -1)
		return why_errno(why, "a socket for a worker");
	fds[NURSERY_INPUT] = input;
	fds[NURSERY_TALK] = pair[1];
	n = send_work(zygote->fd, work, fds);
	close(pair[1]);
	if (n != (ssize_t)sizeof(*work)) {
		close(pair[0]);
		return why_set(why, V_FATAL, "zygote-dead",
		    "the process that starts the workers is gone");
	}
	*ret_fd = pair[0];
	return V_OK;
}

int
zygote_fd(const struct zygote *zygote)
{
	return zygote->fd;
}

pid_t
zygote_pid(const struct zygote *zygote)
{
	return zygote->pid;
}

int
zygote_next_end(struct zygote *zygote, struct work_end *ret)
{
	ssize_t n;

	do {
		n = recv(zygote->fd, ret, sizeof(*ret), MSG_DONTWAIT);
	} while (n == -1 && errno == EINTR);
	if (n == (ssize_t)sizeof(*ret))
		return 1;
	return n == -1 && errno == EAGAIN ? 0 : -1;
}

/* The words for an exit status that is not a verdict. */
static enum verdict
exit_why(int status, struct why *why)
{
	switch (status) {
	case WORKER_NO_MEMORY:
		return why_set(why, V_REJECT, "too-complex",
		    "it needs more memory than one document may have");
	case WORKER_NOT_BORN:
		return why_set(why, V_DEFER, "world-trouble",
		    "the system has no process for the worker");
	case WORKER_NO_SANDBOX:
		return why_set(why, V_FATAL, "no-sandbox",
		    "the worker could not enter its sandbox");
	default:
		return why_set(why, V_FATAL, "worker-died",
		    "the worker ended with status %d and without a verdict",
		    status);
	}
}

enum verdict
work_end_why(const struct work_end *end, struct why *why)
{
	int sig;

	if (end->timed_out)
		return why_set(why, V_FATAL, "worker-late",
		    "the worker was not done when its time was up");
	if (!WIFSIGNALED(end->status))
		return exit_why(WEXITSTATUS(end->status), why);
	sig = WTERMSIG(end->status);
	if (sig == SIGXCPU)
		return why_set(why, V_REJECT, "too-complex",
		    "it needs more time than one document may have");
	return why_set(why, V_FATAL, "worker-died",
	    "the worker was killed by signal %d (%s)", sig, strsignal(sig));
}

void
zygote_stop(struct zygote *zygote)
{
	if (zygote == NULL)
		return;
	close(zygote->fd);
	while (waitpid(zygote->pid, NULL, 0) == -1 && errno == EINTR)
		continue;
	free(zygote);
}
