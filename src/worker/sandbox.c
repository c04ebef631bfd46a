/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sandbox of a worker.  See sandbox.h for the contract. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <seccomp.h>

#include "base/xalloc.h"
#include "worker/sandbox.h"

/* Out of the way of the descriptors that a worker lays in their places. */
enum {
	RULESET_FD = 60
};

struct sandbox {
	const struct worker_limits *limits;
	int ruleset;              /* of Landlock, -1 if it can't be had */
	struct sock_fprog filter; /* len 0 if it can't be had */
};

const char *
sandbox_layer_name(enum sandbox_layer layer)
{
	switch (layer) {
	case SANDBOX_LIMITS:
		return "rlimits";
	case SANDBOX_PRIVILEGES:
		return "no_new_privs";
	case SANDBOX_LANDLOCK:
		return "landlock";
	case SANDBOX_SECCOMP:
		return "seccomp";
	}
	return "unknown";
}

/*
 * struct landlock_ruleset_attr as of ABI 6; the headers of Debian 12 end
 * with the rights of ABI 2.  Each kernel takes its own beginning of it.
 */
struct ruleset {
	uint64_t fs;
	uint64_t net;
	uint64_t scoped;
};

/* The rights of each ABI: refuse whatever the kernel knows to refuse. */
static const struct {
	uint64_t fs;
	uint64_t net;
	uint64_t scoped;
	size_t size;
} abis[] = {
	[1] = { 0x1fff, 0, 0, 8 },  /* from EXECUTE to MAKE_SYM */
	[2] = { 0x3fff, 0, 0, 8 },  /* REFER */
	[3] = { 0x7fff, 0, 0, 8 },  /* TRUNCATE */
	[4] = { 0x7fff, 3, 0, 16 }, /* BIND_TCP, CONNECT_TCP */
	[5] = { 0xffff, 3, 0, 16 }, /* IOCTL_DEV */
	[6] = { 0xffff, 3, 3, 24 }, /* ABSTRACT_UNIX_SOCKET, SIGNAL */
};

/* A ruleset that handles every right and grants none. */
static int
make_ruleset(int max_abi)
{
	const long last = sizeof(abis) / sizeof(abis[0]) - 1;
	int fd, high;
	long abi;
	struct ruleset rules;

	abi = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_CREATE_RULESET_VERSION);
	if (abi < 1)
		return -1;
	if (abi > last)
		abi = last;
	if (max_abi > 0 && abi > max_abi)
		abi = max_abi;
	rules.fs = abis[abi].fs;
	rules.net = abis[abi].net;
	rules.scoped = abis[abi].scoped;
	fd = (int)syscall(SYS_landlock_create_ruleset, &rules, abis[abi].size,
	    0);
	if (fd == -1)
		return -1;
	high = fcntl(fd, F_DUPFD_CLOEXEC, RULESET_FD);
	close(fd);
	return high;
}

/*
 * What a conversion does: compute, allocate, read, write, end.  fstat is by
 * descriptor; everything that takes a path is missing.
 */
static const int allowed[] = {
	SCMP_SYS(read),
	SCMP_SYS(pread64),
	SCMP_SYS(write),
	SCMP_SYS(writev),
	SCMP_SYS(lseek),
	SCMP_SYS(fstat),
	SCMP_SYS(close),
	SCMP_SYS(brk),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(madvise),
	SCMP_SYS(futex),
	SCMP_SYS(sched_yield),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(getrandom),
	SCMP_SYS(getpid),
	SCMP_SYS(gettid),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
#ifdef WITH_SANITIZERS /* its reports want these */
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(sigaltstack),
#endif
};

/* What libraries try in passing and can do without: a refusal will do. */
static const int refused[] = {
	SCMP_SYS(open),
	SCMP_SYS(openat),
	SCMP_SYS(stat),
	SCMP_SYS(lstat),
	SCMP_SYS(newfstatat),
	SCMP_SYS(statx),
	SCMP_SYS(access),
	SCMP_SYS(faccessat),
	SCMP_SYS(faccessat2),
	SCMP_SYS(readlink),
	SCMP_SYS(readlinkat),
	SCMP_SYS(getcwd),
	SCMP_SYS(ioctl),
	SCMP_SYS(fcntl),
	SCMP_SYS(uname),
	SCMP_SYS(sysinfo),
	SCMP_SYS(prlimit64),
	SCMP_SYS(getrusage),
	SCMP_SYS(sched_getaffinity),
};

static int
add_rules(scmp_filter_ctx ctx)
{
	int result = 0;
	size_t i;

	for (i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++)
		result |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, allowed[i], 0);
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		result |= seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EPERM),
		    refused[i], 0);
	/* Memory, but none that could be run. */
	result |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	result |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	return result;
}

/* libseccomp hands out its program through a descriptor alone. */
static void
export_filter(scmp_filter_ctx ctx, struct sock_fprog *ret)
{
	int fd;
	off_t size;
	void *code;

	if ((fd = memfd_create("filter", MFD_CLOEXEC)) == -1)
		return;
	if (seccomp_export_bpf(ctx, fd) == 0 &&
	    (size = lseek(fd, 0, SEEK_END)) > 0) {
		code = xmalloc((size_t)size);
		if (pread(fd, code, (size_t)size, 0) == size) {
			ret->filter = code;
			ret->len = (unsigned short)((size_t)size /
			    sizeof(struct sock_filter));
		} else {
			free(code);
		}
	}
	close(fd);
}

/* Compiled once: libseccomp in each worker would cost more than the rest
 * of the sandbox. */
static void
make_filter(struct sock_fprog *ret)
{
	scmp_filter_ctx ctx;

	if ((ctx = seccomp_init(SCMP_ACT_KILL_PROCESS)) == NULL)
		return;
	if (seccomp_attr_set(ctx, SCMP_FLTATR_ACT_BADARCH,
		SCMP_ACT_KILL_PROCESS) == 0 &&
	    seccomp_attr_set(ctx, SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0 &&
	    add_rules(ctx) == 0)
		export_filter(ctx, ret);
	seccomp_release(ctx);
}

struct sandbox *
sandbox_new(const struct worker_limits *limits, int max_abi)
{
	struct sandbox *sandbox;

	sandbox = xcalloc(1, sizeof(*sandbox));
	sandbox->limits = limits;
	sandbox->ruleset = make_ruleset(max_abi);
	make_filter(&sandbox->filter);
	return sandbox;
}

static int
limit(__rlimit_resource_t what, rlim_t soft, rlim_t hard)
{
	struct rlimit rl;

	if (getrlimit(what, &rl) == -1)
		return -1;
	/* A stricter one of the administrator's stays. */
	if (rl.rlim_max == RLIM_INFINITY || rl.rlim_max > hard)
		rl.rlim_max = hard;
	rl.rlim_cur = soft < rl.rlim_max ? soft : rl.rlim_max;
	return setrlimit(what, &rl);
}

static int
enter_limits(const struct worker_limits *limits)
{
	int result = 0;

#ifndef WITH_SANITIZERS /* which reserve terabytes and report to a file */
	result |= limit(RLIMIT_AS, limits->address, limits->address);
	result |= limit(RLIMIT_DATA, limits->heap, limits->heap);
	result |= limit(RLIMIT_FSIZE, 0, 0);
#endif
	/* SIGXCPU at the soft limit says what it was; SIGKILL a second later
	 * leaves no choice. */
	result |= limit(RLIMIT_CPU, limits->cpu, limits->cpu + 1);
	result |= limit(RLIMIT_NPROC, 0, 0);
	result |= limit(RLIMIT_NOFILE, 0, 0); /* what is open stays usable */
	result |= limit(RLIMIT_STACK, 8 << 20, 8 << 20);
	result |= limit(RLIMIT_MEMLOCK, 0, 0);
	result |= limit(RLIMIT_MSGQUEUE, 0, 0);
	/* No core file, in which a document would lie about. */
	result |= limit(RLIMIT_CORE, 0, 0);
	result |= prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	return result;
}

static int
enter_seccomp(const struct sandbox *sandbox)
{
	if (sandbox->filter.len == 0)
		return -1;
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0,
	    &sandbox->filter);
}

unsigned
sandbox_enter(const struct sandbox *sandbox, unsigned layers, unsigned first_fd)
{
	unsigned got = 0;

	if ((layers & SANDBOX_LIMITS) && enter_limits(sandbox->limits) == 0)
		got |= SANDBOX_LIMITS;
	if ((layers & SANDBOX_PRIVILEGES) &&
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		got |= SANDBOX_PRIVILEGES;
	if ((layers & SANDBOX_LANDLOCK) &&
	    syscall(SYS_landlock_restrict_self, sandbox->ruleset, 0) == 0)
		got |= SANDBOX_LANDLOCK;
	if (syscall(SYS_close_range, first_fd, ~0U, 0) == -1)
		return 0;
	if ((layers & SANDBOX_SECCOMP) && enter_seccomp(sandbox) == 0)
		got |= SANDBOX_SECCOMP;
	return got;
}

unsigned
sandbox_probe(const struct sandbox *sandbox)
{
	int status;
	pid_t pid;

	if ((pid = fork()) == -1)
		return 0;
	if (pid == 0)
		_exit((int)sandbox_enter(sandbox, SANDBOX_ALL, 0));
	while (waitpid(pid, &status, 0) == -1) {
		if (errno != EINTR)
			return 0;
	}
	return WIFEXITED(status) ? (unsigned)WEXITSTATUS(status) : 0;
}

void
sandbox_free(struct sandbox *sandbox)
{
	if (sandbox == NULL)
		return;
	if (sandbox->ruleset != -1)
		close(sandbox->ruleset);
	free(sandbox->filter.filter);
	free(sandbox);
}
