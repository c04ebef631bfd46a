/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Too many at once.  See breaker.h for the contract. */
#include "config.h"

#include <string.h>

#include "newsroom/breaker.h"

enum {
	DAY = 86400,
	DAYS = 28,   /* of which the usual is the mean … */
	DAYS_MIN = 3 /* … if so many of them had documents */
};

/* How many places the owner has dropped documents at, in the time up to this
 * job: saving one file ten times is no flood. */
static enum verdict
count_recent(const struct piece *piece, int64_t seconds, uint64_t *ret,
    struct why *why)
{
	struct catalog_pace pace;
	uint64_t days;

	memset(&pace, 0, sizeof(pace));
	pace.job = &piece->job;
	pace.after = piece->job.created - seconds;
	pace.until = piece->job.created;
	return catalog_pace(piece->desk->archive->catalog, &pace, ret, &days,
	    why);
}

/* More today than `factor` times what the owner's days are like? */
static enum verdict
is_unusual(const struct piece *piece, uint64_t today, unsigned factor, int *ret,
    struct why *why)
{
	enum verdict v;
	struct catalog_pace pace;
	uint64_t count, days;

	memset(&pace, 0, sizeof(pace));
	pace.job = &piece->job;
	pace.until = piece->job.created - DAY;
	pace.after = pace.until - (int64_t)DAYS * DAY;
	v = catalog_pace(piece->desk->archive->catalog, &pace, &count, &days,
	    why);
	if (v == V_OK && days >= DAYS_MIN)
		*ret |= today * days > factor * count;
	return v;
}

enum verdict
breaker_trips(const struct piece *piece, int *ret, struct why *why)
{
	const struct config *config;
	enum verdict v;
	uint64_t recent, today;

	*ret = 0;
	config = piece->desk->newsroom->settings.config;
	if (piece->job.place[0] == '/' ||
	    reception_folder(piece->desk, piece->job.folder)->publish ==
		CONFIG_AT_ONCE)
		return V_OK;
	v = count_recent(piece, config->breaker_time / 1000, &recent, why);
	if (v != V_OK)
		return v;
	*ret = config->breaker != 0 && recent > config->breaker;
	if (*ret || config->breaker_usual == 0)
		return V_OK;
	/* Five times one a day is no flood yet. */
	v = count_recent(piece, DAY, &today, why);
	if (v != V_OK || today <= config->breaker)
		return v;
	return is_unusual(piece, today, config->breaker_usual, ret, why);
}
