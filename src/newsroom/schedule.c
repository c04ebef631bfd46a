/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When a document may be published.  See schedule.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "newsroom/schedule.h"

static void
hold(struct piece *piece, const char *code, const char *quote)
{
	enum verdict v;

	v = why_set(&piece->why, V_HOLD, code, "%s", code);
	(void)v;
	why_quote(&piece->why, quote);
	piece->decision = DECISION_HOLD;
}

static int
has_waited(const struct piece *piece)
{
	return piece->job.state == JOB_WAITING ||
	    piece->job.state == JOB_SCHEDULED;
}

/* When the time to think ends, or 0 if there is none to wait for. */
static int64_t
thought_over(const struct piece *piece, int approved)
{
	const struct config_folder *folder;

	folder = reception_folder(piece->desk, piece->job.folder);
	if (folder->publish != CONFIG_AFTER || approved || has_waited(piece) ||
	    piece->job.place[0] == '/')
		return 0;
	/* Whole seconds, and never less than was promised. */
	return now_s(piece->desk->newsroom) + (folder->after + 999) / 1000 + 1;
}

/* Its instant is known and has not come. */
static void
embargoed(struct piece *piece, const struct dispatch *said, int64_t until)
{
	enum verdict v;

	/* Nothing lies in the drop folder that could be moved away. */
	if (piece->job.place[0] == '/') {
		hold(piece, "embargo-future",
		    dispatch_field(said, FIELD_EMBARGO));
		return;
	}
	piece->due = until;
	piece->not_before = until;
	if (piece->job.state == JOB_SCHEDULED &&
	    until - now_s(piece->desk->newsroom) <= CLOCK_LEAD)
		return;
	piece->decision = DECISION_SCHEDULE;
	v = why_set(&piece->why, V_OK,
	    dispatch_field(said, FIELD_SCHEDULED)[0] != '\0' ? "waits-time" :
							       "waits-embargo",
	    "its time has not come");
	(void)v;
}

/* In the folder for what has its time to wait for, it must have one. */
static int
is_timeless(struct piece *piece, const struct dispatch *said, int64_t until,
    int approved)
{
	if (approved || has_waited(piece) ||
	    !desk_is_within(piece->desk, &piece->job, WHERE_EMBARGO))
		return 0;
	if (until == 0)
		hold(piece, "embargo-missing", "");
	else
		hold(piece, "embargo-past",
		    dispatch_field(said, FIELD_EMBARGO));
	return 1;
}

void
schedule_weigh(struct piece *piece, const struct dispatch *said, int approved)
{
	int64_t now, thought, until;

	now = now_s(piece->desk->newsroom);
	until = strtoll(dispatch_field(said, FIELD_EMBARGO_AT), NULL, 10);
	thought = thought_over(piece, approved);
	/* A time that was promised is not moved forward by a second look. */
	if (piece->job.state == JOB_SCHEDULED && piece->job.due > until)
		until = piece->job.due;
	if (until > now) {
		embargoed(piece, said, until > thought ? until : thought);
		return;
	}
	if (is_timeless(piece, said, until, approved))
		return;
	if (thought != 0) {
		piece->due = thought;
		piece->decision = DECISION_WAIT;
	}
}
