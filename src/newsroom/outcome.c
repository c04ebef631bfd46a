/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The outcome: carries out what the editor has decided, and sends on what is
 * to be published.  See editor.h for the contract.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/names.h"
#include "base/xalloc.h"
#include "newsroom/editor.h"
#include "newsroom/items.h"
#include "newsroom/pair.h"
#include "newsroom/preview.h"
#include "newsroom/withdrawal.h"
#include "staff/place.h"

enum {
	FIRST_RETRY = 5,  /* seconds, doubled at each attempt … */
	LAST_RETRY = 600, /* … up to this */
};

static int64_t
retry_at(const struct piece *piece)
{
	int64_t pause;
	unsigned i;

	pause = FIRST_RETRY;
	for (i = 0; i < piece->job.attempts && pause < LAST_RETRY; i++)
		pause *= 2;
	if (pause > LAST_RETRY)
		pause = LAST_RETRY;
	return now_s(piece->desk->newsroom) + pause;
}

/* Take the job to its next state, with the reason and all that was noticed. */
static enum verdict
move(struct piece *piece, enum job_state to, struct why *why)
{
	struct catalog_move move;

	memset(&move, 0, sizeof(move));
	move.to = to;
	move.reason = &piece->why;
	if (piece->why.code[0] == '\0')
		move.reason = NULL;
	if (piece->decision == DECISION_TAKE_DOWN ||
	    piece->decision == DECISION_LATE)
		move.version = piece->plan.version;
	move.findings = &piece->findings;
	if (piece->values.count > 0)
		move.values = &piece->values;
	move.format = piece->format[0] != '\0' ? piece->format : NULL;
	move.lang = piece->lang[0] != '\0' ? piece->lang : NULL;
	move.due = piece->due;
	if (piece->decision == DECISION_DEFER) {
		move.due = retry_at(piece);
		if (piece->due > move.due)
			move.due = piece->due;
		move.retry = 1;
	}
	/* The instant of an embargo is kept: nothing else knows it. */
	if (piece->decision == DECISION_DEFER && to == JOB_SCHEDULED)
		move.due = piece->job.due;
	return catalog_job_move(piece->desk->archive->catalog, piece->job.id,
	    &move, now_s(piece->desk->newsroom), why);
}

static enum job_state
state_for(const struct piece *piece)
{
	switch (piece->decision) {
	case DECISION_WAIT:
		return JOB_WAITING;
	case DECISION_SCHEDULE:
		return JOB_SCHEDULED;
	case DECISION_HOLD:
		return JOB_HELD;
	case DECISION_REJECT:
		return JOB_REJECTED;
	case DECISION_DUPLICATE:
	case DECISION_TAKE_DOWN:
	case DECISION_LATE:
		return JOB_PUBLISHED;
	case DECISION_SUPERSEDED:
		return JOB_SUPERSEDED;
	case DECISION_CALL_OFF:
		return JOB_WITHDRAWN;
	default: /* deferred: what has waited needs not wait anew */
		return piece->job.state == JOB_WAITING ||
			piece->job.state == JOB_SCHEDULED ?
		    piece->job.state :
		    JOB_RECEIVED;
	}
}

/* Was the file saved again, called off or approved while the piece was on its
 * way?  Then what was decided is about something else. */
static int
is_stale(const struct piece *piece)
{
	int stale = 0;
	struct catalog_job *job;
	struct why why;

	job = xcalloc(1, sizeof(*job));
	if (catalog_job_get(piece->desk->archive->catalog, piece->job.id, job,
		&why) == V_OK)
		stale = job->state != piece->job.state;
	free(job);
	return stale;
}

/* A question is answered, or another one is asked: its preview is not true
 * any more. */
static void
clear_beside(struct piece *piece)
{
	struct desk *desk;
	struct why why;

	desk = piece->desk;
	/* The page beside a file of several items speaks of all of them. */
	if (piece->decision != DECISION_REJECT || desk->scan == NULL ||
	    piece->job.item != 0 || piece->job.place[0] == '/')
		return;
	if (place_clear_beside(scan_dir(desk->scan), piece->job.place, &why) !=
	    V_OK)
		log_warn("page stays site=%s job=%s code=%s: %s",
		    desk->config->name, piece->job.uid, why.code, why.text);
}

/* A wire gives no reason for readers. */
static const struct takedown called_back = { STANDING_WITHDRAWN, "", 0 };

static void
close_job(struct piece *piece)
{
	enum job_state to;
	struct desk *desk;
	struct why why;

	desk = piece->desk;
	to = state_for(piece);
	if (is_stale(piece)) {
		log_info("job overtaken site=%s job=%s", desk->config->name,
		    piece->job.uid);
		return;
	}
	log_info("job %s site=%s job=%s code=%s",
	    piece->decision == DECISION_DEFER ? "deferred" : job_state_name(to),
	    desk->config->name, piece->job.uid,
	    piece->why.code[0] != '\0' ? piece->why.code : "-");
	if (piece->decision == DECISION_DEFER && to != JOB_RECEIVED)
		desk->release_at = now_ms(desk->newsroom) + FIRST_RETRY * 1000;
	clear_beside(piece);
	if (to == JOB_HELD || to == JOB_REJECTED)
		pair_note_waiting(piece);
	if (piece->decision == DECISION_TAKE_DOWN && piece->release != 0 &&
	    withdrawal_take_down(desk, piece->release, &called_back, &why) !=
		V_OK)
		newsroom_trouble(desk->newsroom, "taking down", &why);
	if (move(piece, to, &why) != V_OK)
		newsroom_trouble(desk->newsroom, "closing a job", &why);
	pair_review(desk);
	newsroom_ended(desk->newsroom, piece->job.id, piece->why.verdict,
	    &piece->why, "");
}

void
editor_close(struct piece *piece)
{
	struct desk *desk;

	desk = piece->desk;
	if (piece->rebuild)
		upkeep_made(desk->newsroom, &piece->why);
	else
		close_job(piece);
	desk->post_due = 1;
	desk->newsroom->more_jobs = 1;
	piece_free(piece);
	newsroom_stir(desk->newsroom);
}

void
editor_defer(struct piece *piece, const struct why *why)
{
	piece->decision = DECISION_DEFER;
	piece->why = *why;
	editor_close(piece);
}

/* A new document that has no word yet is nobody's mistake for as long as a
 * file may take to arrive; then it gets its sentence like any other. */
static int
is_just_begun(struct piece *piece)
{
	int64_t until;

	until = piece->job.created +
	    piece->desk->newsroom->settings.config->incomplete / 1000;
	if (strcmp(piece->why.code, "no-text") != 0 ||
	    !names_is_new(names_last(piece->job.place)) ||
	    now_s(piece->desk->newsroom) >= until)
		return 0;
	piece->due = until;
	return 1;
}

/* A worker that could not do it: whose fault it is decides. */
static void
end_badly(struct piece *piece, enum verdict v, const struct why *why)
{
	piece->why = *why;
	piece->due = 0;
	piece->decision = v == V_DEFER ? DECISION_DEFER : DECISION_REJECT;
	if (is_just_begun(piece)) {
		why_clear(&piece->why);
		piece->decision = DECISION_DEFER;
	}
	if (piece->rerender && v != V_DEFER) {
		log_error("rendering failed site=%s release=%lld code=%s: %s",
		    piece->desk->config->name, (long long)piece->release,
		    why->code, why->text);
		piece->decision = DECISION_SUPERSEDED;
	}
	/* What the scan took for whole has a hole: wait for the rest. */
	if (strcmp(why->code, "incomplete") == 0 &&
	    piece->job.place[0] != '/') {
		settle_doubt(piece->desk->settle, piece->job.place,
		    now_ms(piece->desk->newsroom));
		piece->decision = DECISION_CALL_OFF;
	}
	editor_close(piece);
}

/* What is held and could not be shown is held all the same; so is what only
 * the pictures within the preview made too large. */
static int
is_only_preview(const struct piece *piece, const struct why *why)
{
	return preview_is_wanted(piece) &&
	    (piece->decision == DECISION_HOLD ||
		strcmp(why->code, "too-large") == 0);
}

void
editor_end(struct piece *piece, struct assignment *assignment, enum verdict v,
    const struct why *why)
{
	struct newsroom *newsroom;
	struct why trouble;

	newsroom = piece->desk->newsroom;
	if (v == V_OK && assignment_dispatch(assignment)->item_count > 0) {
		items_split_up(piece, assignment_dispatch(assignment));
		return;
	}
	if (v != V_OK && is_only_preview(piece, why)) {
		log_warn("no preview site=%s job=%s code=%s: %s",
		    piece->desk->config->name, piece->job.uid, why->code,
		    why->text);
		editor_close(piece);
		return;
	}
	if (v != V_OK) {
		if (piece->plan.version != 0 && !piece->rerender &&
		    catalog_plan_drop(piece->desk->archive->catalog,
			piece->job.id, &trouble) != V_OK)
			newsroom_trouble(newsroom, "dropping a plan", &trouble);
		end_badly(piece, v, why);
		return;
	}
	if (!piece->rerender && piece->decision != DECISION_PUBLISH) {
		if (preview_is_wanted(piece))
			preview_put(piece,
			    &assignment_dispatch(assignment)
				 ->editions[EDITION_HTML]);
		editor_close(piece);
		return;
	}
	piece_hear_difference(piece, assignment_dispatch(assignment));
	v = piece_stage(piece, assignment_dispatch(assignment), &trouble);
	if (v != V_OK) {
		editor_defer(piece, &trouble);
		return;
	}
	piece->stage = PIECE_READY;
	piece->ready_at = now_ms(newsroom);
	TAILQ_INSERT_TAIL(&newsroom->ready, piece, link);
	newsroom->ready_count++;
	newsroom_stir(newsroom);
}
