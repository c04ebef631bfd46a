/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A clock that runs years ahead, for LD_PRELOAD: whatever a program reads
 * from it differs, so what it writes must not.
 */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum {
	AHEAD = 10 * 365 * 86400
};

int
clock_gettime(clockid_t clock, struct timespec *ts)
{
	long got;

	got = syscall(SYS_clock_gettime, clock, ts);
	if (got == 0 && clock == CLOCK_REALTIME)
		ts->tv_sec += AHEAD;
	return (int)got;
}

time_t
time(time_t *ret)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	if (ret != NULL)
		*ret = ts.tv_sec;
	return ts.tv_sec;
}

int
gettimeofday(struct timeval *restrict tv, void *restrict zone)
{
	struct timespec ts;

	(void)zone;
	clock_gettime(CLOCK_REALTIME, &ts);
	tv->tv_sec = ts.tv_sec;
	tv->tv_usec = ts.tv_nsec / 1000;
	return 0;
}
