/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What time it is: in a file of its own, so that a test can say otherwise. */
#include "config.h"

#include <time.h>

#include "newsroom/room.h"

int64_t
now_s(struct newsroom *newsroom)
{
	struct timespec t;

	(void)newsroom;
	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec;
}

int64_t
now_ms(struct newsroom *newsroom)
{
	struct timespec t;

	(void)newsroom;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
