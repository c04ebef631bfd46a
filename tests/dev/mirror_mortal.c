/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The mirror for tests/system/mirror_{kill,asks,lies}.t: it never pauses, and
 * is killed at a system call, or forgets something:
 *
 *	MORTAL_AT=n	before the nth call that changes something on a disk
 *	MORTAL_COUNT=f	not killed: how many there were is written into f
 *	GAZETTE_MUTANT=forgetful	does not write down what it is about to
 *do
 */
#include "config.h"

#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "mirror/fetch.h"
#include "mirror/journal.h"
#include "mirror/path.h"

static long calls;

static void
count(void)
{
	const char *at;

	calls++;
	at = getenv("MORTAL_AT");
	if (at != NULL && strtol(at, NULL, 10) == calls)
		raise(SIGKILL);
}

__attribute__((destructor)) static void
tell(void)
{
	FILE *f;
	const char *name;

	name = getenv("MORTAL_COUNT");
	if (name == NULL || (f = fopen(name, "w")) == NULL)
		return;
	fprintf(f, "%ld\n", calls);
	fclose(f);
}

/* clang-format off */
#define MORTAL(name, parameters, arguments)                                    \
 int __real_##name parameters;                                                 \
 int __wrap_##name parameters;                                                 \
 int __wrap_##name parameters                                                  \
 {                                                                             \
  count();                                                                     \
  return __real_##name arguments;                                              \
 }
MORTAL(renameat, (int a, const char *from, int b, const char *to),
    (a, from, b, to))
MORTAL(renameat2,
    (int a, const char *from, int b, const char *to, unsigned flags),
    (a, from, b, to, flags))
MORTAL(linkat, (int a, const char *from, int b, const char *to, int flags),
    (a, from, b, to, flags))
MORTAL(unlinkat, (int dir, const char *path, int flags), (dir, path, flags))
MORTAL(mkdirat, (int dir, const char *path, mode_t mode), (dir, path, mode))
MORTAL(fsync, (int fd), (fd))
MORTAL(syncfs, (int fd), (fd))
MORTAL(futimens, (int fd, const struct timespec times[2]), (fd, times))
/* clang-format on */

int __real_openat(int dir, const char *path, int flags, ...);
int __wrap_openat(int dir, const char *path, int flags, ...);
ssize_t __real_write(int fd, const void *data, size_t len);
ssize_t __wrap_write(int fd, const void *data, size_t len);
enum verdict __real_journal_write(struct journal *journal, int work,
    struct why *why);
enum verdict __wrap_journal_write(struct journal *journal, int work,
    struct why *why);
enum verdict __real_fetch(struct fetcher *fetcher, const char *path,
    const struct validator *known, struct buf *out, struct fetched *ret,
    struct why *why);
enum verdict __wrap_fetch(struct fetcher *fetcher, const char *path,
    const struct validator *known, struct buf *out, struct fetched *ret,
    struct why *why);

int __real_mirror_path_is_good(const char *path);
int __wrap_mirror_path_is_good(const char *path);
int __wrap_nanosleep(const struct timespec *t, struct timespec *left);

static int
is_mutant(const char *name)
{
	const char *mutant;

	mutant = getenv("GAZETTE_MUTANT");
	return mutant != NULL && strcmp(mutant, name) == 0;
}

int
__wrap_openat(int dir, const char *path, int flags, ...)
{
	va_list arguments;
	mode_t mode = 0;

	if ((flags & O_CREAT) != 0) {
		va_start(arguments, flags);
		mode = va_arg(arguments, mode_t);
		va_end(arguments);
		count();
	}
	return __real_openat(dir, path, flags, mode);
}

ssize_t
__wrap_write(int fd, const void *data, size_t len)
{
	count();
	return __real_write(fd, data, len);
}

enum verdict
__wrap_journal_write(struct journal *journal, int work, struct why *why)
{
	enum verdict v;

	v = __real_journal_write(journal, work, why);
	if (v == V_OK && is_mutant("forgetful"))
		v = journal_end(work, why);
	return v;
}

/* The ETag is made as nginx makes it. */
enum verdict
__wrap_fetch(struct fetcher *fetcher, const char *path,
    const struct validator *known, struct buf *out, struct fetched *ret,
    struct why *why)
{
	enum verdict v;
	struct validator *validator = &ret->validator;

	v = __real_fetch(fetcher, path, known, out, ret, why);
	if (v != V_OK || !is_mutant("hasty"))
		return v;
	snprintf(validator->etag, sizeof(validator->etag),
	    "\"%" PRIx64 "-%" PRIx64 "\"", (uint64_t)ret->modified, ret->size);
	validator->modified = ret->modified;
	return v;
}

int
__wrap_mirror_path_is_good(const char *path)
{
	return is_mutant("trusting") || __real_mirror_path_is_good(path);
}

int
__wrap_nanosleep(const struct timespec *t, struct timespec *left)
{
	(void)t;
	(void)left;
	return 0;
}
