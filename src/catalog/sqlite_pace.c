/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many documents somebody drops.  See job.h. */
#include "config.h"

#include "catalog/sqlite.h"

enum verdict
catalog_pace(struct catalog *catalog, const struct catalog_pace *pace,
    uint64_t *ret_places, uint64_t *ret_days, struct why *why)
{
	struct query q;

	*ret_places = 0;
	*ret_days = 0;
	query_begin(&q, catalog,
	    "SELECT count(DISTINCT place), count(DISTINCT created / 86400)"
	    " FROM jobs WHERE site = ? AND owner = ? AND kind = 'convert'"
	    " AND created > ? AND created <= ? AND id <= ?");
	query_put_int(&q, pace->job->site);
	query_put_int(&q, pace->job->owner);
	query_put_int(&q, pace->after);
	query_put_int(&q, pace->until);
	query_put_int(&q, pace->job->id);
	if (query_next(&q)) {
		*ret_places = (uint64_t)query_get_int(&q);
		*ret_days = (uint64_t)query_get_int(&q);
	}
	return query_end(&q, why);
}
