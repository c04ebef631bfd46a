/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sendmail program.  See sendmail.h for the contract. */
#include "config.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "courier/sendmail.h"

enum {
	OWN = 5 /* -f FROM -- TO and the end */
};

static char **
make_arguments(const struct config_courier *settings, char *to)
{
	char **argv;
	size_t i, n;
	static char dashes[] = "--", from[] = "-f";

	n = settings->sendmail.count;
	argv = xcalloc(n + OWN, sizeof(*argv));
	for (i = 0; i < n; i++)
		argv[i] = settings->sendmail.list[i];
	argv[n++] = from;
	argv[n++] = settings->from;
	argv[n++] = dashes;
	argv[n++] = to;
	return argv;
}

/* Signals as any program expects them: ours are blocked. */
static int
spawn(char **argv, int input, pid_t *ret)
{
	int error;
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none;

	sigemptyset(&none);
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO,
	    STDOUT_FILENO);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	error = posix_spawn(ret, argv[0], &actions, &attributes, argv, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

/* Its status, or -1 if it had to be killed. */
static int
wait_for(pid_t pid, unsigned timeout)
{
	int status = 0, watch;
	int in_time = 1;
	struct pollfd end;

	watch = pidfd_open(pid, 0);
	if (watch != -1) {
		end.fd = watch;
		end.events = POLLIN;
		in_time = poll(&end, 1, (int)timeout * 1000) == 1;
		close(watch);
	}
	if (!in_time)
		kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) == -1)
		if (errno != EINTR)
			return -1;
	return in_time && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static struct outcome
judge(int status)
{
	switch (status) {
	case EX_OK:
		return outcome_make(OUTCOME_SENT, "");
	case EX_DATAERR:
	case EX_NOUSER:
	case EX_NOHOST:
		return outcome_number(OUTCOME_NEVER, "sendmail", status);
	case EX_TEMPFAIL:
		return outcome_number(OUTCOME_LETTER, "sendmail", status);
	case -1:
		return outcome_make(OUTCOME_ALL, "sendmail-killed");
	default: /* it can't work at all */
		return outcome_number(OUTCOME_ALL, "sendmail", status);
	}
}

struct outcome
sendmail_run(const struct config_courier *settings, const char *to,
    const char *message)
{
	char **argv;
	char *recipient;
	int error, input;
	pid_t pid;

	input = fs_memory_file(message, strlen(message));
	if (input == -1)
		return outcome_make(OUTCOME_ALL, "world-trouble");
	recipient = xstrdup(to);
	argv = make_arguments(settings, recipient);
	error = spawn(argv, input, &pid);
	free(argv);
	free(recipient);
	close(input);
	if (error != 0) {
		log_error("%s: %s", settings->sendmail.list[0],
		    strerror(error));
		return outcome_make(OUTCOME_ALL, "no-sendmail");
	}
	return judge(wait_for(pid, settings->timeout));
}
