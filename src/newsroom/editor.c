/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What becomes of a document.  See editor.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/names.h"
#include "base/xalloc.h"
#include "newsroom/attach.h"
#include "newsroom/breaker.h"
#include "newsroom/done.h"
#include "newsroom/editor.h"
#include "newsroom/items.h"
#include "newsroom/kin.h"
#include "newsroom/likely.h"
#include "newsroom/pair.h"
#include "newsroom/preview.h"
#include "newsroom/schedule.h"

enum {
	PUBLICATION_MAX = 1 << 20,
};

/* What a worker is told that may go on: where its release will stand, and ahead
 * of that, in frames, the older versions beside it. */
struct answer {
	struct buf publication;
	struct buf ahead;
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
	return piece->job.approved ||
	    desk_is_within(piece->desk, &piece->job, WHERE_APPROVE);
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

/* What no approval answers: the wrong kind, and its sender's word. */
static enum decision
weigh_facts(struct piece *piece, const struct dispatch *said)
{
	const char *format;
	const char *name;

	name = names_last(piece->job.place);
	if (names_end_with(name, ".dotx") || names_end_with(name, ".dotm") ||
	    names_end_with(name, ".ott"))
		return decide(piece, DECISION_REJECT, V_REJECT, "template",
		    name);
	format = dispatch_field(said, FIELD_FORMAT);
	if (!config_accepts(rules(piece), format))
		return decide(piece, DECISION_REJECT, V_REJECT,
		    "format-not-accepted", format);
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
	/* In a feed it may be news to us: then there is nothing to ask. */
	if (!is_live && piece->job.item == 0 &&
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

/* An embargo that nobody can read is not approved away: whoever drags the
 * file on may not have seen the word.  Only its words can answer. */
static void
weigh_approval(struct piece *piece)
{
	const struct finding *f;
	size_t i;

	for (i = 0; i < piece->findings.count; i++) {
		f = &piece->findings.list[i];
		if (f->severity == SEVERITY_HOLD &&
		    !report_is_answered_by_approval(f->code)) {
			hold(piece, f->code, f->quote);
			return;
		}
	}
}

/* ".se" is Northern Sámi, and hardly ever meant so. */
static int
names_a_doubtful_language(const struct piece *piece)
{
	struct name_parts parts;

	if (piece->job.place[0] == '/')
		return 0;
	names_split(names_last(piece->job.place),
	    (const char *const *)piece->desk->config->languages, &parts);
	return parts.doubtful;
}

/* Questions that a person answers by saving a clean file, or by approving. */
static enum verdict
weigh_questions(struct piece *piece, const struct dispatch *said,
    const struct kin *kin, struct why *why)
{
	char *attached;
	const char *code;
	const char *quote;
	const struct finding *first;
	enum verdict v;
	int trips;

	first = first_question(piece, kin);
	if (is_approved(piece)) {
		weigh_approval(piece);
		return V_OK;
	}
	if (first != NULL) {
		hold(piece, first->code, first->quote);
		return V_OK;
	}
	if (names_a_doubtful_language(piece)) {
		hold(piece, "language-se", names_last(piece->job.place));
		return V_OK;
	}
	v = items_is_twice(piece, said, &kin->same, &trips, why);
	if (v != V_OK)
		return v;
	if (trips) {
		hold(piece, "items-same-id", kin->same.version.title);
		return V_OK;
	}
	if ((code = kin_question(piece, said, kin, &quote)) != NULL) {
		hold(piece, code, quote);
		return V_OK;
	}
	if ((attached = attach_question(piece)) != NULL) {
		hold(piece, "attachments-ask", attached);
		free(attached);
		return V_OK;
	}
	v = breaker_trips(piece, &trips, why);
	if (v != V_OK)
		return v;
	if (trips) {
		hold(piece, "breaker", "");
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
publication(struct piece *piece, struct answer *answer, struct why *why)
{
	enum verdict v;
	struct catalog_release *release;

	release = xcalloc(1, sizeof(*release));
	v = catalog_release_of_version(piece->desk->archive->catalog,
	    piece->plan.version, release, why);
	if (v == V_OK)
		v = piece_publication(piece, release, &answer->publication,
		    &answer->ahead, why);
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

/* An original of _done that was saved again corrects the very release that it
 * had become; whether that is meant, a person says. */
static enum verdict
weigh_original(struct piece *piece, struct kin *kin, struct why *why)
{
	enum verdict v;
	struct catalog_release *release;

	release = xcalloc(1, sizeof(*release));
	v = done_find(piece, release, why);
	if (v == V_OK && !is_approved(piece) &&
	    desk_is_within(piece->desk, &piece->job, WHERE_DONE)) {
		hold(piece, "done-edited", release->version.title);
	} else if (v == V_OK && release->id != 0 &&
	    strcmp(release->lang, piece->lang) == 0) {
		kin->same = *release;
		kin->named = 1;
		piece->is_correction = 1;
	}
	free(release);
	return v;
}

static enum verdict
judge(struct piece *piece, const struct dispatch *said, struct answer *answer,
    struct why *why)
{
	enum verdict v;
	struct kin *kin;

	weigh(piece, &said->findings);
	if (weigh_facts(piece, said) != DECISION_NONE)
		return V_OK;
	if (preview_is_only(piece->desk, &piece->job)) {
		hold(piece, "preview-only", "");
		return V_OK;
	}
	kin = xcalloc(1, sizeof(*kin));
	v = kin_find(piece, said, kin, why);
	if (v == V_OK)
		v = weigh_original(piece, kin, why);
	if (v == V_OK && piece->decision == DECISION_NONE &&
	    weigh_wire(piece, said, kin) == DECISION_NONE)
		v = weigh_questions(piece, said, kin, why);
	if (v == V_OK && piece->decision == DECISION_NONE) {
		schedule_weigh(piece, said, is_approved(piece));
		if (piece->decision != DECISION_HOLD)
			v = pair_weigh(piece, said, kin, why);
	}
	if (v == V_OK && piece->decision != DECISION_HOLD)
		v = likely_note(piece, said, kin, why);
	if (v == V_OK && piece->decision == DECISION_NONE) {
		if (kin->same.standing == STANDING_LIVE)
			piece->before = kin->same.version.id;
		v = plan(piece, said, kin, why);
		if (v == V_OK)
			v = publication(piece, answer, why);
		if (v == V_OK)
			piece->decision = DECISION_PUBLISH;
	}
	free(kin);
	return v;
}

/* Whoever is asked sees what was understood, and why. */
static void
keep_values(struct piece *piece, const struct values *said)
{
	const struct value_found *found;
	size_t i;

	for (i = 0; i < said->count; i++) {
		found = &said->list[i];
		values_add(&piece->values, found->field, found->words,
		    found->why);
	}
}

void
editor_ask(struct piece *piece, struct assignment *assignment)
{
	enum verdict v;
	struct answer answer;
	struct buf *out;
	struct dispatch *said;
	struct why why;

	said = assignment_dispatch(assignment);
	out = &answer.publication;
	buf_init(out, PUBLICATION_MAX);
	buf_init(&answer.ahead,
	    piece->desk->newsroom->settings.config->limits.output);
	snprintf(piece->format, sizeof(piece->format), "%s",
	    dispatch_field(said, FIELD_FORMAT));
	snprintf(piece->lang, sizeof(piece->lang), "%s",
	    dispatch_field(said, FIELD_LANG));
	keep_values(piece, &said->values);
	v = judge(piece, said, &answer, &why);
	if (v != V_OK) {
		piece->decision = DECISION_DEFER;
		piece->why = why;
	}
	if (piece->decision == DECISION_PUBLISH && piece->before != 0)
		piece_tell_before(piece, assignment);
	if (piece->decision == DECISION_PUBLISH) {
		bureau_tell(piece->desk->newsroom->bureau, piece,
		    &answer.ahead);
		assignment_go(assignment, piece_editions(), out);
	} else if (preview_is_wanted(piece)) {
		buf_reset(out);
		preview_xml(piece, out);
		assignment_go(assignment, EDITION_BIT(EDITION_HTML), out);
	} else {
		assignment_stop(assignment);
	}
	buf_fini(&answer.ahead);
	buf_fini(out);
}
