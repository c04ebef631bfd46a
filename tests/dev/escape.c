/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a worker that was taken over would try, tried in a real worker of a
 * real zygote.
 *
 *	escape [--only LAYER | --open] [--abi N] ATTEMPT…
 *
 * For each attempt one line: its name, and "out" if it got what it wanted,
 * "refused" if the system said no, "killed SIGNAL", or "code: text" when the
 * worker ended by a limit.  --open leaves the sandbox away, --only enters
 * one layer of it.  Without an attempt the names are listed.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <netinet/in.h>

#include <libxml/xmlmemory.h>

#include "worker/frames.h"
#include "worker/sandbox.h"
#include "worker/zygote.h"

/* What an attempt answers with: the exit status of its worker. */
enum {
	OUT = 0,
	REFUSED = 1
};

static int talk_fd;

static int
is_out(long result)
{
	return result >= 0 ? OUT : REFUSED;
}

static int
try_open(void)
{
	return is_out(open("/etc/passwd", O_RDONLY | O_CLOEXEC));
}

static int
try_openat2(void)
{
	uint64_t how[3] = { O_RDONLY | O_CLOEXEC, 0, 0 };

	return is_out(
	    syscall(SYS_openat2, AT_FDCWD, "/etc/passwd", how, sizeof(how)));
}

static int
try_creat(void)
{
	int fd;

	fd = open("/tmp/gazette-escape", O_CREAT | O_RDWR | O_CLOEXEC, 0600);
	if (fd != -1)
		unlink("/tmp/gazette-escape");
	return is_out(fd);
}

static int
try_stat(void)
{
	struct stat st;

	return is_out(stat("/etc/passwd", &st));
}

static int
try_readlink(void)
{
	char link[256];

	return is_out(readlink("/proc/self/exe", link, sizeof(link)));
}

static int
try_mkdir(void)
{
	if (mkdir("/tmp/gazette-escape.d", 0700) == -1)
		return REFUSED;
	rmdir("/tmp/gazette-escape.d");
	return OUT;
}

static int
try_symlink(void)
{
	if (symlink("/", "/tmp/gazette-escape.l") == -1)
		return REFUSED;
	unlink("/tmp/gazette-escape.l");
	return OUT;
}

static int
try_chdir(void)
{
	return is_out(chdir("/"));
}

static int
try_self_mem(void)
{
	return is_out(open("/proc/self/mem", O_RDWR | O_CLOEXEC));
}

static int
try_parent_maps(void)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/maps", (int)getppid());
	return is_out(open(path, O_RDONLY | O_CLOEXEC));
}

static int
try_socket(void)
{
	return is_out(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

static int
try_unix_socket(void)
{
	return is_out(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
}

static int
try_netlink(void)
{
	return is_out(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, 0));
}

/* Port 9 of ourselves: refused by nobody listening is out all the same. */
static int
try_connect(void)
{
	int fd;
	struct sockaddr_in sin = { .sin_family = AF_INET,
		.sin_port = htons(9),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

	if ((fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) == -1)
		return REFUSED;
	if (connect(fd, (struct sockaddr *)&sin, sizeof(sin)) == 0)
		return OUT;
	return errno == ECONNREFUSED ? OUT : REFUSED;
}

static int
try_descriptor(void)
{
	struct msghdr msg;

	/* To be handed a descriptor is a way out too. */
	memset(&msg, 0, sizeof(msg));
	return recvmsg(talk_fd, &msg, MSG_DONTWAIT) == -1 && errno != EAGAIN ?
	    REFUSED :
	    OUT;
}

static int
try_exec(void)
{
	execl("/bin/true", "true", (char *)NULL);
	return REFUSED; /* /bin/true is 0, which is OUT */
}

static int
try_memfd_exec(void)
{
	char *const argv[] = { NULL };
	char code[65536];
	int fd, from;
	ssize_t n;

	if ((fd = (int)syscall(SYS_memfd_create, "x", MFD_CLOEXEC)) == -1)
		return REFUSED;
	if ((from = open("/bin/true", O_RDONLY | O_CLOEXEC)) == -1)
		return REFUSED;
	while ((n = read(from, code, sizeof(code))) > 0) {
		if (write(fd, code, (size_t)n) == -1)
			return REFUSED;
	}
	syscall(SYS_execveat, fd, "", argv, argv, AT_EMPTY_PATH);
	return REFUSED;
}

static int
try_fork(void)
{
	pid_t pid;

	if ((pid = fork()) == 0)
		_exit(0);
	return is_out(pid);
}

static int
try_thread(void)
{
	static char stack[65536] __attribute__((aligned(16)));
	long pid;

	pid = syscall(SYS_clone, CLONE_VM | SIGCHLD, stack + sizeof(stack) - 16,
	    NULL, NULL, 0);
	if (pid == 0)
		syscall(SYS_exit, 0);
	return is_out(pid);
}

static int
try_kill(void)
{
	return is_out(kill(getppid(), 0));
}

static int
try_ptrace(void)
{
	return is_out(ptrace(PTRACE_SEIZE, getppid(), NULL, NULL));
}

static int
try_vm_read(void)
{
	char mine[8];
	struct iovec here = { mine, sizeof(mine) };
	struct iovec there = { &talk_fd, sizeof(mine) };

	return is_out(
	    syscall(SYS_process_vm_readv, getppid(), &here, 1, &there, 1, 0));
}

static int
try_write_execute(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ?
	    REFUSED :
	    OUT;
}

static int
try_make_executable(void)
{
	void *p;

	p = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED)
		return REFUSED;
	return is_out(mprotect(p, 4096, PROT_READ | PROT_EXEC));
}

static int
try_pkey_executable(void)
{
	void *p;

	p = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED)
		return REFUSED;
	return is_out(
	    syscall(SYS_pkey_mprotect, p, 4096, PROT_READ | PROT_EXEC, -1));
}

static int
try_io_uring(void)
{
	char params[256] = { 0 };

	return is_out(syscall(SYS_io_uring_setup, 4, params));
}

static int
try_unshare(void)
{
	return is_out(unshare(CLONE_NEWUSER));
}

static int
try_mount(void)
{
	return is_out(unshare(CLONE_NEWNS)) == REFUSED ?
	    REFUSED :
	    is_out(mount("none", "/mnt", "tmpfs", 0, NULL));
}

static int
try_bpf(void)
{
	union bpf_attr attr;

	memset(&attr, 0, sizeof(attr));
	attr.map_type = BPF_MAP_TYPE_ARRAY;
	attr.key_size = 4;
	attr.value_size = 4;
	attr.max_entries = 1;
	return is_out(syscall(SYS_bpf, BPF_MAP_CREATE, &attr, sizeof(attr)));
}

static int
try_perf(void)
{
	struct perf_event_attr attr;

	memset(&attr, 0, sizeof(attr));
	attr.size = sizeof(attr);
	attr.type = PERF_TYPE_SOFTWARE;
	attr.config = PERF_COUNT_SW_CPU_CLOCK;
	attr.exclude_kernel = 1;
	return is_out(syscall(SYS_perf_event_open, &attr, 0, -1, -1, 0));
}

static int
try_shared_memory(void)
{
	int id;

	if ((id = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600)) == -1)
		return REFUSED;
	shmctl(id, IPC_RMID, NULL);
	return OUT;
}

static int
try_inotify(void)
{
	return is_out(inotify_init1(IN_CLOEXEC));
}

static int
try_limits(void)
{
	const struct rlimit rl = { .rlim_cur = 64, .rlim_max = 64 };

	return is_out(setrlimit(RLIMIT_NOFILE, &rl));
}

static int
try_dup(void)
{
	return is_out(dup(0));
}

/* The way of 32-bit programs into the kernel has other numbers. */
static int
try_int80(void)
{
#ifdef __x86_64__
	long result;

	__asm__ volatile("int $0x80" : "=a"(result) : "a"(20) : "memory");
	return is_out(result); /* getpid of i386 */
#else
	return is_out(syscall(SYS_socket, AF_INET, SOCK_STREAM, 0));
#endif
}

/* Limits: these go on until something ends them. */

static int
spin(void)
{
	volatile unsigned n = 0;

	for (;;)
		n++;
	return OUT;
}

static int
eat_memory(void)
{
	char *p;

	for (;;) {
		if ((p = malloc(1 << 20)) == NULL)
			return REFUSED;
		memset(p, 1, 1 << 20);
	}
}

/* Half a kilobyte at a time, as a tree grows. */
static int
eat_trees(void)
{
	for (;;)
		memset(xmlMalloc(500), 1, 500);
	return OUT;
}

static int
say_endlessly(void)
{
	static char words[1000];

	memset(words, 'a', sizeof(words));
	for (;;) {
		if (frame_write(talk_fd, FRAME_FIELD, FIELD_TITLE, words,
			sizeof(words)) == -1)
			return REFUSED;
	}
}

static int
say_nonsense(void)
{
	static char words[100000];

	memset(words, 'a', sizeof(words));
	for (;;) {
		if (write(talk_fd, words, sizeof(words)) == -1)
			return REFUSED;
	}
}

static int
wait_for_ever(void)
{
	char c;

	while (read(talk_fd, &c, 1) != -1)
		continue;
	return REFUSED;
}

static int
crash(void)
{
	int *volatile nowhere = NULL;

	return *nowhere;
}

__attribute__((noinline)) static int
recurse(volatile int *depth)
{
	volatile char room[4096];

	room[0] = (char)++*depth;
	return *depth < 0 ? 0 : recurse(depth) + room[0];
}

static int
overflow_stack(void)
{
	volatile int depth = 0;

	return recurse(&depth);
}

static const struct {
	const char *name;
	int (*run)(void);
} attempts[] = {
	{ "open", try_open },
	{ "openat2", try_openat2 },
	{ "creat", try_creat },
	{ "stat", try_stat },
	{ "readlink", try_readlink },
	{ "mkdir", try_mkdir },
	{ "symlink", try_symlink },
	{ "chdir", try_chdir },
	{ "self-mem", try_self_mem },
	{ "parent-maps", try_parent_maps },
	{ "socket", try_socket },
	{ "unix-socket", try_unix_socket },
	{ "netlink", try_netlink },
	{ "connect", try_connect },
	{ "descriptor", try_descriptor },
	{ "exec", try_exec },
	{ "memfd-exec", try_memfd_exec },
	{ "fork", try_fork },
	{ "thread", try_thread },
	{ "kill", try_kill },
	{ "ptrace", try_ptrace },
	{ "vm-read", try_vm_read },
	{ "write-execute", try_write_execute },
	{ "make-executable", try_make_executable },
	{ "pkey-executable", try_pkey_executable },
	{ "io-uring", try_io_uring },
	{ "unshare", try_unshare },
	{ "mount", try_mount },
	{ "bpf", try_bpf },
	{ "perf", try_perf },
	{ "shared-memory", try_shared_memory },
	{ "inotify", try_inotify },
	{ "limits", try_limits },
	{ "dup", try_dup },
	{ "int80", try_int80 },
	{ "+spin", spin },
	{ "+eat-memory", eat_memory },
	{ "+eat-trees", eat_trees },
	{ "+say-endlessly", say_endlessly },
	{ "+say-nonsense", say_nonsense },
	{ "+wait", wait_for_ever },
	{ "+crash", crash },
	{ "+overflow-stack", overflow_stack },
};

enum {
	ATTEMPTS = sizeof(attempts) / sizeof(attempts[0])
};

/* In the worker. */
static int
attempt(const struct work *work, int input, int talk)
{
	(void)input;
	talk_fd = talk;
	return attempts[work->editions].run();
}

/* Listen as the newsroom does, until nothing more can be heard. */
static const char *
listen_to(int fd, uint64_t max)
{
	const char *heard = "";
	int more;
	struct frame frame;
	struct frame_reader reader;

	frame_reader_init(&reader, max);
	while ((more = frame_reader_fill(&reader, fd)) == 1) {
		while ((more = frame_reader_next(&reader, &frame)) == 1)
			continue;
		if (more == -1)
			break;
	}
	if (more == -1)
		heard = errno == EFBIG ? " (said too much)" :
					 " (said nonsense)";
	frame_reader_fini(&reader);
	close(fd);
	return heard;
}

static void
print_end(const char *name, const char *heard, const struct work_end *end)
{
	enum verdict v;
	struct why why;

	printf("%s: ", name);
	if (!end->timed_out && WIFEXITED(end->status) &&
	    WEXITSTATUS(end->status) <= REFUSED) {
		printf("%s",
		    WEXITSTATUS(end->status) == OUT ? "out" : "refused");
	} else if (name[0] == '+') {
		v = work_end_why(end, &why);
		printf("%s %s: %s", verdict_name(v), why.code, why.text);
	} else if (WIFSIGNALED(end->status)) {
		printf("killed SIG%s", sigabbrev_np(WTERMSIG(end->status)));
	} else {
		printf("status %d", WEXITSTATUS(end->status));
	}
	printf("%s\n", heard);
	fflush(stdout);
}

static int
run(struct zygote *zygote, unsigned index, uint64_t max_output)
{
	const char *heard;
	int input, talk;
	struct pollfd pfd = { .fd = zygote_fd(zygote), .events = POLLIN };
	struct why why;
	struct work work;
	struct work_end end;

	memset(&work, 0, sizeof(work));
	work.number = index;
	work.editions = index;
	if ((input = open("/dev/null", O_RDONLY | O_CLOEXEC)) == -1)
		return -1;
	if (zygote_submit(zygote, &work, input, &talk, &why) != V_OK)
		return -1;
	close(input);
	heard = listen_to(talk, max_output);
	while (zygote_next_end(zygote, &end) == 0)
		poll(&pfd, 1, -1);
	if (end.number != index)
		return -1;
	print_end(attempts[index].name, heard, &end);
	return 0;
}

static unsigned
layer_by_name(const char *name)
{
	unsigned layer;

	for (layer = 1; layer <= SANDBOX_ALL; layer <<= 1) {
		if (strcmp(name,
			sandbox_layer_name((enum sandbox_layer)layer)) == 0)
			return layer;
	}
	return 0;
}

static int
run_named(struct zygote *zygote, const char *name, uint64_t max_output)
{
	unsigned i;

	for (i = 0; i < ATTEMPTS; i++) {
		if (strcmp(attempts[i].name, name) == 0)
			return run(zygote, i, max_output);
	}
	fprintf(stderr, "escape: no attempt is called %s\n", name);
	return -1;
}

static void
parse_options(int argc, char *argv[], struct zygote_settings *settings)
{
	static const struct option options[] = {
		{ "abi", required_argument, NULL, 'a' },
		{ "only", required_argument, NULL, 'o' },
		{ "open", no_argument, NULL, 'x' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'a')
			settings->landlock_abi = (int)strtol(optarg, NULL, 10);
		else if (c == 'o')
			settings->leave_out = SANDBOX_ALL &
			    ~layer_by_name(optarg);
		else if (c == 'x')
			settings->leave_out = SANDBOX_ALL;
		else
			exit(2);
	}
}

int
main(int argc, char *argv[])
{
	int i, status = 0;
	struct why why;
	struct zygote *zygote;
	struct zygote_settings settings;

	memset(&settings, 0, sizeof(settings));
	worker_limits_default(&settings.limits);
	settings.limits.cpu = 1;
	settings.limits.wall = 6;
	settings.limits.output = 1 << 20;
	settings.limits.heap = 32 << 20;
	settings.limits.address = 256 << 20;
	settings.need_sandbox = 1;
	settings.instead = attempt;
	parse_options(argc, argv, &settings);
	for (i = 0; optind == argc && i < (int)ATTEMPTS; i++)
		puts(attempts[i].name);
	if (optind == argc)
		return 0;
	if (zygote_start(&settings, &zygote, &why) != V_OK) {
		fprintf(stderr, "escape: %s\n", why.text);
		return 1;
	}
	for (i = optind; i < argc; i++) {
		if (run_named(zygote, argv[i], settings.limits.output) == -1)
			status = 1;
	}
	zygote_stop(zygote);
	return status;
}
