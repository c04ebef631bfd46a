/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Does a document wait for its other languages?  See pair.h. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/names.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "newsroom/pair.h"

static const char waits[] = "waits-pair";
static const char waits_for[] = "waits for ";

int
pair_is_waiting(const struct catalog_job *job)
{
	return (job->state == JOB_WAITING || job->state == JOB_SCHEDULED) &&
	    strncmp(job->why.code, waits, sizeof(waits) - 1) == 0;
}

const char *
pair_languages(const struct why *why)
{
	if (strncmp(why->text, waits_for, sizeof(waits_for) - 1) != 0)
		return "";
	return why->text + sizeof(waits_for) - 1;
}

static int
is_same_text(const char *a, const char *b)
{
	char *x;
	char *y;
	int same;

	x = text_fold_case(a);
	y = text_fold_case(b);
	same = strcmp(x, y) == 0;
	free(x);
	free(y);
	return same;
}

int
pair_means(const struct desk *desk, const char *words,
    const struct catalog_member *member)
{
	char *family;
	int means;

	if (words[0] == '\0')
		return 0;
	family = names_family(words,
	    (const char *const *)desk->config->languages);
	means = strcmp(family, member->family) == 0 ||
	    is_same_text(words, member->title);
	free(family);
	return means;
}

/* Nothing lies in the drop folder that a person could move, or the languages of
 * a file come together as they are. */
static int
is_free(const struct piece *piece)
{
	return piece->job.place[0] == '/' || piece->job.item != 0 ||
	    reception_folder(piece->desk, piece->job.folder)->pair ==
	    CONFIG_PAIR_FREE;
}

int
pair_waits_for_words(const struct piece *piece)
{
	int waits_on;
	struct catalog_member *member;
	struct why why;

	if (is_free(piece))
		return 0;
	member = xcalloc(1, sizeof(*member));
	waits_on = catalog_member(piece->desk->archive->catalog, piece->job.id,
		       member, &why) == V_OK &&
	    (member->job == 0 || member->alone > now_s(piece->desk->newsroom));
	free(member);
	return waits_on;
}

/* One of two names the other: then they are one family, under the name of
 * the one that is named. */
static enum verdict
join(struct piece *piece, struct catalog_member *member,
    struct catalog_members *all, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;
	struct catalog_member *other;

	for (i = 0; i < all->count && v == V_OK; i++) {
		other = &all->list[i];
		if (other->job == member->job)
			continue;
		if (pair_means(piece->desk, member->partner, other)) {
			memcpy(member->family, other->family,
			    sizeof(member->family));
		} else if (pair_means(piece->desk, other->partner, member) &&
		    strcmp(other->family, member->family) != 0) {
			memcpy(other->family, member->family,
			    sizeof(other->family));
			v = catalog_member_put(piece->desk->archive->catalog,
			    other, why);
		}
	}
	return v;
}

/* What the document is as a member; what was known of it before stays. */
static void
describe(const struct piece *piece, const struct dispatch *said,
    const struct kin *kin, const struct catalog_member *known,
    struct catalog_member *ret)
{
	char *family;
	const struct config_folder *rules;
	int64_t now, own;

	now = now_s(piece->desk->newsroom);
	rules = reception_folder(piece->desk, piece->job.folder);
	*ret = *known;
	ret->job = piece->job.id;
	family = kin_family(piece->desk, &piece->job);
	snprintf(ret->family, sizeof(ret->family), "%s", family);
	free(family);
	snprintf(ret->lang, sizeof(ret->lang), "%s", piece->lang);
	snprintf(ret->title, sizeof(ret->title), "%s",
	    dispatch_field(said, FIELD_TITLE));
	snprintf(ret->partner, sizeof(ret->partner), "%s",
	    dispatch_field(said, FIELD_TRANSLATION_OF));
	if (kin->other.standing == STANDING_LIVE)
		memcpy(ret->work, kin->other.work, sizeof(ret->work));
	snprintf(ret->place, sizeof(ret->place), "%s", piece->job.place);
	own = piece->due > 0 ? piece->due : now;
	if (known->job == 0 || own > ret->due)
		ret->due = own;
	if (piece->decision == DECISION_SCHEDULE)
		ret->embargo = strcmp(piece->why.code, "waits-time") == 0 ? 2 :
									    1;
	if (known->job == 0)
		ret->alone = rules->pair == CONFIG_PAIR_WAIT ?
		    now + rules->pair_wait / 1000 :
		    CATALOG_NEVER;
}

static int
has_company(const struct catalog_member *member,
    const struct catalog_members *all)
{
	size_t i;

	for (i = 0; i < all->count; i++) {
		if (all->list[i].job != member->job &&
		    strcmp(all->list[i].family, member->family) == 0)
			return 1;
	}
	return 0;
}

static int
is_owed(const struct piece *piece)
{
	const struct config_folder *rules;
	size_t i;

	rules = reception_folder(piece->desk, piece->job.folder);
	for (i = 0; rules->pair_languages[i] != NULL; i++)
		if (strcmp(rules->pair_languages[i], piece->lang) == 0)
			return 1;
	return 0;
}

void
pair_put_expected(const struct desk *desk, const char *place,
    const char *const *langs, struct buf *out)
{
	char *name;
	size_t i;

	for (i = 0; langs[i] != NULL; i++) {
		name = names_in_language(names_last(place),
		    (const char *const *)desk->config->languages, langs[i]);
		buf_printf(out, "%s%s", i > 0 ? ", " : "", name);
		free(name);
	}
}

/* Its time to wait is over, or a person has said so: it goes alone, and its
 * receipt says which languages it went without. */
static enum verdict
go_alone(struct piece *piece, const char *const *missing, struct why *why)
{
	struct buf names;

	buf_init(&names, WHY_QUOTE_MAX);
	pair_put_expected(piece->desk, piece->job.place, missing, &names);
	findings_add(&piece->findings, SEVERITY_WARN, "pair-alone",
	    buf_str(&names));
	buf_fini(&names);
	return catalog_member_remove(piece->desk->archive->catalog,
	    piece->job.id, why);
}

/* From now on it waits for the review, which finds out until when. */
static enum verdict
wait_for(struct piece *piece, const struct catalog_member *member,
    struct why *why)
{
	enum verdict v;

	v = why_set(&piece->why, V_OK, waits, "its other languages");
	(void)v;
	piece->decision = DECISION_WAIT;
	piece->due = CATALOG_NEVER;
	return catalog_member_put(piece->desk->archive->catalog, member, why);
}

static int
is_time_over(const struct piece *piece, const struct catalog_member *member)
{
	int64_t now;

	now = now_s(piece->desk->newsroom);
	return member->alone <=
	    (piece->not_before > now ? piece->not_before : now);
}

static enum verdict
weigh_member(struct piece *piece, struct catalog_member *member,
    struct catalog_members *all, struct why *why)
{
	const char *missing[RELEASE_LANGS_MAX + 1];
	enum verdict v;

	v = join(piece, member, all, why);
	if (v == V_OK)
		v = pair_missing(piece->desk, member, all, missing, why);
	if (v != V_OK)
		return v;
	if (!has_company(member, all) &&
	    (missing[0] == NULL || !is_owed(piece)))
		return catalog_member_remove(piece->desk->archive->catalog,
		    member->job, why);
	if (missing[0] != NULL && is_time_over(piece, member))
		return go_alone(piece, missing, why);
	if (missing[0] == NULL && member->pair[0] != '\0' &&
	    piece->decision == DECISION_NONE) {
		memcpy(piece->pair, member->pair, sizeof(piece->pair));
		return V_OK;
	}
	return wait_for(piece, member, why);
}

/* A new version of what is live does not wait, since corrections must not; but
 * its receipt says where the old text still stands. */
static enum verdict
warn_of_old_texts(struct piece *piece, const struct kin *kin, struct why *why)
{
	const struct catalog_release *r;
	enum verdict v;
	size_t i;
	struct catalog_releases work;

	memset(&work, 0, sizeof(work));
	v = catalog_of_work(piece->desk->archive->catalog, kin->same.work,
	    &work, why);
	for (i = 0; i < work.count; i++) {
		r = &work.list[i];
		if (r->id != kin->same.id &&
		    r->version.number <= kin->same.version.number)
			findings_add(&piece->findings, SEVERITY_WARN,
			    "pair-stale", r->version.title);
	}
	catalog_releases_fini(&work);
	return v;
}

enum verdict
pair_weigh(struct piece *piece, const struct dispatch *said,
    const struct kin *kin, struct why *why)
{
	enum verdict v;
	struct catalog_member *known, *member;
	struct catalog_members all;

	if (is_free(piece))
		return V_OK;
	if (kin->same.id != 0 && kin->same.standing == STANDING_LIVE)
		return warn_of_old_texts(piece, kin, why);
	known = xcalloc(2, sizeof(*known));
	member = known + 1;
	memset(&all, 0, sizeof(all));
	v = catalog_member(piece->desk->archive->catalog, piece->job.id, known,
	    why);
	if (v == V_OK)
		v = catalog_members(piece->desk->archive->catalog,
		    piece->desk->site.id, &all, why);
	if (v == V_OK) {
		describe(piece, said, kin, known, member);
		v = weigh_member(piece, member, &all, why);
	}
	catalog_members_fini(&all);
	free(known);
	return v;
}

enum verdict
pair_approved(struct desk *desk, const struct catalog_job *job, struct why *why)
{
	enum verdict v;
	struct catalog_member *member;

	if (!pair_is_waiting(job))
		return V_OK;
	member = xcalloc(1, sizeof(*member));
	v = catalog_member(desk->archive->catalog, job->id, member, why);
	if (v == V_OK && member->job != 0) {
		member->alone = 0;
		v = catalog_member_put(desk->archive->catalog, member, why);
	}
	free(member);
	return v;
}

enum verdict
pair_postpone(struct desk *desk, int64_t job, int64_t due, struct why *why)
{
	enum verdict v;
	struct catalog_member *member;

	member = xcalloc(1, sizeof(*member));
	v = catalog_member(desk->archive->catalog, job, member, why);
	if (v == V_OK && member->job != 0 && due != CATALOG_NEVER &&
	    due > member->due) {
		member->due = due;
		v = catalog_member_put(desk->archive->catalog, member, why);
	}
	free(member);
	return v;
}

void
pair_note_waiting(struct piece *piece)
{
	char *family;
	size_t i;
	struct catalog_members all;
	struct why why;

	if (piece->rerender || piece->job.place[0] == '/' ||
	    piece->job.item != 0)
		return;
	if (catalog_members(piece->desk->archive->catalog, piece->desk->site.id,
		&all, &why) != V_OK)
		return; /* its own word is more important */
	family = kin_family(piece->desk, &piece->job);
	for (i = 0; i < all.count; i++) {
		if (all.list[i].job != piece->job.id &&
		    strcmp(all.list[i].family, family) == 0)
			findings_add(&piece->findings, SEVERITY_WARN,
			    "pair-waited-for", names_last(all.list[i].place));
	}
	free(family);
	catalog_members_fini(&all);
}

enum verdict
pair_planned(const struct piece *piece, struct catalog_release *ret,
    struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog *catalog;
	struct catalog_member *own;
	struct catalog_members members;

	memset(ret, 0, sizeof(*ret));
	memset(&members, 0, sizeof(members));
	catalog = piece->desk->archive->catalog;
	own = xcalloc(1, sizeof(*own));
	v = catalog_member(catalog, piece->job.id, own, why);
	if (v == V_OK && own->pair[0] != '\0')
		v = catalog_members_of(catalog, own->pair, &members, why);
	for (i = 0; i < members.count && v == V_OK && ret->id == 0; i++) {
		if (members.list[i].job != piece->job.id)
			v = catalog_planned_for(catalog, members.list[i].job,
			    ret, why);
	}
	catalog_members_fini(&members);
	free(own);
	return v;
}
