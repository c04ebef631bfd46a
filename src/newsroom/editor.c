/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What becomes of a document.  See editor.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/names.h"
#include "base/xalloc.h"
#include "newsroom/editor.h"
#include "newsroom/kin.h"

enum {
	FIRST_RETRY = 5,  /* seconds, doubled at each attempt … */
	LAST_RETRY = 600, /* … up to this */
	PUBLICATION_MAX = 1 << 20,
};

/* The settings of the folder in which the document was dropped. */
static const struct config_folder *
rules(const struct piece *piece)
{
	return reception_folder(piece->desk, piece->job.folder);
}

/* Does the document lie in _approve/, or was its question answered there? */
static int
is_approved(const struct piece *piece)
{
	const char *approve;
	size_t len;

	approve = piece->desk->config->approve;
	len = strlen(approve);
	return piece->job.approved ||
	    (strncmp(piece->job.place, approve, len) == 0 &&
		piece->job.place[len] == '/');
}

static enum decision
decide(struct piece *piece, enum decision decision, enum verdict v,
    const char *code, const char *quote)
{
	v = why_set(&piece->why, v, code, "%s", code);
	(void)v;
	why_quote(&piece->why, quote);
	piece->decision = decision;
	return decision;
}

static enum decision
hold(struct piece *piece, const char *code, const char *quote)
{
	return decide(piece, DECISION_HOLD, V_HOLD, code, quote);
}

/* Keep what was noticed, as heavy as the folder's rules make it. */
static void
weigh(struct piece *piece, const struct findings *said)
{
	const struct finding *f;
	enum severity severity;
	size_t i;

	for (i = 0; i < said->count; i++) {
		f = &said->list[i];
		if (!config_weigh(rules(piece), f->code, f->severity,
			&severity))
			continue;
		findings_add(&piece->findings, severity, f->code, f->quote);
	}
}

/* The first finding that asks a person what its kin don't answer, or NULL. */
static const struct finding *
first_question(struct piece *piece, const struct kin *kin)
{
	const struct finding *f;
	size_t i;

	for (i = 0; i < piece->findings.count; i++) {
		f = &piece->findings.list[i];
		if (f->severity != SEVERITY_HOLD)
			continue;
		if (!kin_answers(kin, f->code))
			return f;
		piece->is_correction = 1;
	}
	return NULL;
}

/* What no approval answers: the wrong kind, and time. */
static enum decision
weigh_facts(struct piece *piece, const struct dispatch *said)
{
	const char *format;
	const char *name;
	int64_t until;

	name = names_last(piece->job.place);
	if (names_end_with(name, ".dotx") || names_end_with(name, ".dotm"))
		return decide(piece, DECISION_REJECT, V_REJECT, "template",
		    name);
	format = dispatch_field(said, FIELD_FORMAT);
	if (!config_accepts(rules(piece), format))
		return decide(piece, DECISION_REJECT, V_REJECT,
		    "format-not-accepted", format);
	until = strtoll(dispatch_field(said, FIELD_EMBARGO_AT), NULL, 10);
	if (until > now_s(piece->desk->newsroom))
		return hold(piece, "embargo-future",
		    dispatch_field(said, FIELD_EMBARGO));
	return DECISION_NONE;
}

/*
 * What a wire says about its own release: one that is withheld or canceled
 * does not go out, and what is live under its id comes down; an earlier
 * version that comes late replaces nothing.
 */
static enum decision
weigh_wire(struct piece *piece, const struct dispatch *said,
    const struct kin *kin)
{
	const char *status;
	int is_live;

	status = dispatch_field(said, FIELD_STATUS);
	is_live = kin->named && kin->same.standing == STANDING_LIVE;
	if (is_live)
		piece->plan.version = kin->same.version.id;
	if (kin_is_late(kin, said))
		return decide(piece, DECISION_LATE, V_OK, "wire-late",
		    kin->same.version.title);
	if (strcmp(status, "withheld") != 0 && strcmp(status, "canceled") != 0)
		return DECISION_NONE;
	if (!is_live &&
	    !(kin->named && kin->same.standing == STANDING_WITHDRAWN))
		return hold(piece, "status-not-usable", status);
	if (is_live)
		piece->release = kin->same.id;
	piece->plan.version = kin->same.version.id;
	return decide(piece, DECISION_TAKE_DOWN, V_OK, "wire-withdrawn",
	    status);
}

/* The bytes of an older version, or of a withdrawn release, ask again. */
static enum verdict
weigh_history(struct piece *piece, struct why *why)
{
	const struct catalog_release *r;
	enum verdict v;
	struct catalog_key key;
	struct catalog_releases releases;

	memset(&key, 0, sizeof(key));
	memset(&releases, 0, sizeof(releases));
	key.site = piece->desk->site.id;
	key.source_sha256 = piece->job.sha256;
	v = catalog_by_source(piece->desk->archive->catalog, &key, &releases,
	    why);
	r = releases.count > 0 ? &releases.list[0] : NULL;
	if (v == V_OK && r != NULL && r->version.job != piece->job.id) {
		if (r->version.standing == STANDING_SUPERSEDED)
			hold(piece, "older-version", r->version.title);
		else if (r->version.standing == STANDING_WITHDRAWN ||
		    r->version.standing == STANDING_GONE)
			hold(piece, "withdrawn-again", r->version.title);
	}
	catalog_releases_fini(&releases);
	return v;
}

/* Questions that a person answers by saving a clean file, or by approving. */
static enum verdict
weigh_questions(struct piece *piece, const struct dispatch *said,
    const struct kin *kin, struct why *why)
{
	const char *code;
	const char *quote;
	const struct finding *first;

	first = first_question(piece, kin);
	if (is_approved(piece))
		return V_OK;
	if (first != NULL) {
		hold(piece, first->code, first->quote);
		return V_OK;
	}
	if ((code = kin_question(piece, said, kin, &quote)) != NULL) {
		hold(piece, code, quote);
		return V_OK;
	}
	if (rules(piece)->publish == CONFIG_APPROVE) {
		hold(piece, "approve-required", "");
		return V_OK;
	}
	return weigh_history(piece, why);
}

/* Where it will stand: the worker renders with it. */
static enum verdict
publication(struct piece *piece, struct buf *out, struct why *why)
{
	enum verdict v;
	struct catalog_release *release;

	release = xcalloc(1, sizeof(*release));
	v = catalog_release_of_version(piece->desk->archive->catalog,
	    piece->plan.version, release, why);
	if (v == V_OK)
		v = site_publication(&piece->desk->site, release, out, why);
	free(release);
	return v;
}

/* Not durable yet: before anything is renamed, the commit of the plan's files
 * makes it so, for a whole batch at once. */
static enum verdict
plan(struct piece *piece, const struct dispatch *said, const struct kin *kin,
    struct why *why)
{
	enum verdict v;
	struct catalog *catalog;

	catalog = piece->desk->archive->catalog;
	v = catalog_begin(catalog, CATALOG_LAZY, why);
	if (v != V_OK)
		return v;
	v = kin_plan(piece, said, kin, why);
	if (v == V_OK)
		return catalog_commit(catalog, why);
	catalog_rollback(catalog);
	return v;
}

static enum verdict
judge(struct piece *piece, const struct dispatch *said, struct buf *out,
    struct why *why)
{
	enum verdict v;
	struct kin *kin;

	weigh(piece, &said->findings);
	if (weigh_facts(piece, said) != DECISION_NONE)
		return V_OK;
	kin = xcalloc(1, sizeof(*kin));
	v = kin_find(piece, said, kin, why);
	if (v == V_OK && weigh_wire(piece, said, kin) == DECISION_NONE)
		v = weigh_questions(piece, said, kin, why);
	if (v == V_OK && piece->decision == DECISION_NONE) {
		if (kin->same.standing == STANDING_LIVE)
			piece->before = kin->same.version.id;
		v = plan(piece, said, kin, why);
		if (v == V_OK)
			v = publication(piece, out, why);
		if (v == V_OK)
			piece->decision = DECISION_PUBLISH;
	}
	free(kin);
	return v;
}

void
editor_ask(struct piece *piece, struct assignment *assignment)
{
	enum verdict v;
	struct buf out;
	struct dispatch *said;
	struct why why;

	said = assignment_dispatch(assignment);
	buf_init(&out, PUBLICATION_MAX);
	snprintf(piece->format, sizeof(piece->format), "%s",
	    dispatch_field(said, FIELD_FORMAT));
	snprintf(piece->lang, sizeof(piece->lang), "%s",
	    dispatch_field(said, FIELD_LANG));
	v = judge(piece, said, &out, &why);
	if (v != V_OK) {
		piece->decision = DECISION_DEFER;
		piece->why = why;
	}
	if (piece->decision == DECISION_PUBLISH && piece->before != 0)
		piece_tell_before(piece, assignment);
	if (piece->decision == DECISION_PUBLISH)
		assignment_go(assignment, piece_editions(), &out);
	else
		assignment_stop(assignment);
	buf_fini(&out);
}

int
editor_glance(struct piece *piece)
{
	enum verdict v;
	int known = 0;
	struct catalog_key key;
	struct catalog_releases releases;
	struct why why;

	if (piece->rerender)
		return 0;
	memset(&key, 0, sizeof(key));
	memset(&releases, 0, sizeof(releases));
	key.site = piece->desk->site.id;
	key.source_sha256 = piece->job.sha256;
	v = catalog_by_source(piece->desk->archive->catalog, &key, &releases,
	    &why);
	if (v == V_OK && releases.count > 0 &&
	    releases.list[0].standing == STANDING_LIVE &&
	    releases.list[0].version.standing == STANDING_LIVE) {
		memcpy(piece->lang, releases.list[0].lang, sizeof(piece->lang));
		piece->plan.version = releases.list[0].version.id;
		piece->decision = DECISION_DUPLICATE;
		known = 1;
	}
	catalog_releases_fini(&releases);
	return known;
}

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
	if (piece->decision == DECISION_DUPLICATE)
		move.reason = NULL;
	if (piece->decision == DECISION_TAKE_DOWN ||
	    piece->decision == DECISION_LATE)
		move.version = piece->plan.version;
	move.findings = &piece->findings;
	move.format = piece->format[0] != '\0' ? piece->format : NULL;
	move.lang = piece->lang[0] != '\0' ? piece->lang : NULL;
	if (to == JOB_RECEIVED) {
		move.due = retry_at(piece);
		move.retry = 1;
	}
	return catalog_job_move(piece->desk->archive->catalog, piece->job.id,
	    &move, now_s(piece->desk->newsroom), why);
}

static enum job_state
state_for(enum decision decision)
{
	switch (decision) {
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
	default:
		return JOB_RECEIVED;
	}
}

void
editor_close(struct piece *piece)
{
	enum job_state to;
	struct desk *desk;
	struct why why;

	desk = piece->desk;
	to = state_for(piece->decision);
	if (piece->rebuild) {
		upkeep_made(desk->newsroom, &piece->why);
	} else {
		log_info("job %s site=%s job=%s code=%s",
		    to == JOB_RECEIVED ? "deferred" : job_state_name(to),
		    desk->config->name, piece->job.uid,
		    piece->why.code[0] != '\0' ? piece->why.code : "-");
		if (piece->decision == DECISION_TAKE_DOWN &&
		    piece->release != 0 &&
		    upkeep_take_down(desk, piece->release, &why) != V_OK)
			newsroom_trouble(desk->newsroom, "taking down", &why);
		if (move(piece, to, &why) != V_OK)
			newsroom_trouble(desk->newsroom, "closing a job", &why);
		newsroom_ended(desk->newsroom, piece->job.id,
		    piece->why.verdict, &piece->why, "");
	}
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

/* A worker that could not do it: whose fault it is decides. */
static void
end_badly(struct piece *piece, enum verdict v, const struct why *why)
{
	piece->why = *why;
	piece->decision = v == V_DEFER ? DECISION_DEFER : DECISION_REJECT;
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

void
editor_end(struct piece *piece, struct assignment *assignment, enum verdict v,
    const struct why *why)
{
	struct newsroom *newsroom;
	struct why trouble;

	newsroom = piece->desk->newsroom;
	if (v != V_OK) {
		if (piece->plan.version != 0 && !piece->rerender &&
		    catalog_plan_drop(piece->desk->archive->catalog,
			piece->job.id, &trouble) != V_OK)
			newsroom_trouble(newsroom, "dropping a plan", &trouble);
		end_badly(piece, v, why);
		return;
	}
	if (!piece->rerender && piece->decision != DECISION_PUBLISH) {
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
