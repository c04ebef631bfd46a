/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The clock: a timer for what is due at an instant.
 *
 * Pauses and retries are counted on the monotonic clock, and newsroom.c keeps
 * their timer.  What a person was promised ("published at 14.32", an embargo)
 * is an instant of the wall clock: its timer is absolute and of CLOCK_REALTIME,
 * so that the kernel fires it at once when the clock is set past it and keeps
 * it when the clock is set back; the jobs are looked at anew each time.
 */
#include "config.h"

#include <time.h>

#include "base/xalloc.h"
#include "newsroom/room.h"

static int64_t
machine_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec;
}

static int
on_clock(sd_event_source *source, uint64_t usec, void *userdata)
{
	struct newsroom *newsroom = userdata;

	(void)source;
	(void)usec;
	newsroom->more_jobs = 1;
	newsroom_stir(newsroom);
	return 0;
}

void
clock_open(struct newsroom *newsroom)
{
	if (sd_event_add_time(newsroom->settings.event, &newsroom->clock,
		CLOCK_REALTIME, 0, 1, on_clock, newsroom) < 0)
		xalloc_die();
	sd_event_source_set_enabled(newsroom->clock, SD_EVENT_OFF);
}

static void
sooner(int64_t *next, int64_t at)
{
	if (at < *next)
		*next = at;
}

/* The next instant of a catalogue at which something may be begun.  What is
 * due already is queued, or waits for a worker or for a person. */
static int64_t
next_of(struct catalog *catalog, int64_t now)
{
	int64_t due, next = INT64_MAX;
	struct why why;

	if (catalog_next_due(catalog, JOB_RECEIVED, now, &due, &why) == V_OK)
		sooner(&next, due);
	if (catalog_next_due(catalog, JOB_WAITING, now, &due, &why) == V_OK)
		sooner(&next, due);
	if (catalog_next_expiry(catalog, &due, &why) == V_OK && due > now)
		sooner(&next, due);
	if (catalog_next_due(catalog, JOB_SCHEDULED, now + CLOCK_LEAD, &due,
		&why) == V_OK &&
	    due != INT64_MAX)
		sooner(&next, due - CLOCK_LEAD);
	return next;
}

void
clock_set(struct newsroom *newsroom)
{
	int64_t machine, next = INT64_MAX, now;
	const struct piece *piece;
	size_t i;

	/* Read first: a second that ends in between makes it too early. */
	machine = machine_s();
	now = now_s(newsroom);
	for (i = 0; i < newsroom->archive_count && !newsroom->draining; i++)
		sooner(&next, next_of(newsroom->archives[i].catalog, now));
	TAILQ_FOREACH(piece, &newsroom->ready, link) {
		if (piece->not_before > now)
			sooner(&next, piece->not_before);
	}
	if (next == INT64_MAX) {
		sd_event_source_set_enabled(newsroom->clock, SD_EVENT_OFF);
		return;
	}
	/* The time of the house is that of the machine, but for a test. */
	next += machine - now;
	sd_event_source_set_time(newsroom->clock, (uint64_t)next * 1000000);
	sd_event_source_set_enabled(newsroom->clock, SD_EVENT_ONESHOT);
}
