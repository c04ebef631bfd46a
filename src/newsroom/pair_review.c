/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The review of families: who is there, who is missing, and until when the
 * others wait.  See pair.h for the contract.
 *
 * It is made of what lies in the catalogue alone, and only what differs is
 * written: it may be repeated at any time, and after a restart.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/names.h"
#include "base/xalloc.h"
#include "newsroom/beside.h"
#include "newsroom/pair.h"
#include "newsroom/waiting.h"

enum {
	STUCK = 200, /* jobs of a state that are looked through */
};

/* The members of one family at a review. */
struct family {
	struct desk *desk;
	const struct catalog_members *all;
	struct catalog_member *list[RELEASE_LANGS_MAX + 1];
	size_t count;
	int complete;
	int64_t due; /* the latest of theirs */
	int embargo;
	char pair[CATALOG_UID_SIZE];
};

static const struct config_folder *
rules_of(struct desk *desk, int64_t id)
{
	const struct config_folder *rules = NULL;
	struct catalog_job *job;
	struct why why;

	job = xcalloc(1, sizeof(*job));
	if (catalog_job_get(desk->archive->catalog, id, job, &why) == V_OK)
		rules = reception_folder(desk, job->folder);
	free(job);
	return rules;
}

static int
has_live(const struct catalog_releases *releases, const char *lang)
{
	size_t i;

	for (i = 0; i < releases->count; i++)
		if (releases->list[i].standing == STANDING_LIVE &&
		    strcmp(releases->list[i].lang, lang) == 0)
			return 1;
	return 0;
}

/* What may be live of a member's work: by its work, if that is known, and by
 * its name. */
struct lives {
	struct catalog_releases work;
	struct catalog_releases named;
};

static enum verdict
find_lives(struct desk *desk, const struct catalog_member *member,
    struct lives *ret, struct why *why)
{
	enum verdict v = V_OK;
	struct catalog_key key;

	memset(ret, 0, sizeof(*ret));
	memset(&key, 0, sizeof(key));
	if (member->work[0] != '\0')
		v = catalog_of_work(desk->archive->catalog, member->work,
		    &ret->work, why);
	key.site = desk->site.id;
	key.folder = "";
	key.stem = member->family;
	if (v == V_OK)
		v = catalog_by_stem(desk->archive->catalog, &key, &ret->named,
		    why);
	return v;
}

static int
is_here(const struct catalog_member *member, const struct catalog_members *all,
    const char *lang)
{
	size_t i;

	if (strcmp(member->lang, lang) == 0)
		return 1;
	for (i = 0; i < all->count; i++)
		if (strcmp(all->list[i].family, member->family) == 0 &&
		    strcmp(all->list[i].lang, lang) == 0)
			return 1;
	return 0;
}

enum verdict
pair_missing(struct desk *desk, const struct catalog_member *member,
    const struct catalog_members *all, const char *ret[RELEASE_LANGS_MAX + 1],
    struct why *why)
{
	const char *lang;
	const struct config_folder *rules;
	enum verdict v;
	size_t count = 0, i;
	struct lives lives;

	ret[0] = NULL;
	rules = rules_of(desk, member->job);
	if (rules == NULL || rules->pair == CONFIG_PAIR_FREE)
		return V_OK;
	v = find_lives(desk, member, &lives, why);
	for (i = 0; rules->pair_languages[i] != NULL && v == V_OK; i++) {
		lang = rules->pair_languages[i];
		if (!is_here(member, all, lang) &&
		    !has_live(&lives.work, lang) &&
		    !has_live(&lives.named, lang))
			ret[count++] = lang;
	}
	ret[count] = NULL;
	catalog_releases_fini(&lives.work);
	catalog_releases_fini(&lives.named);
	return v;
}

/* The language that the name of a file or of its folder says, or "". */
static void
language_of(const struct desk *desk, const struct catalog_job *job,
    char ret[NAMES_LANG_SIZE])
{
	const struct config_site *site;
	struct name_parts parts;

	site = desk->config;
	snprintf(ret, NAMES_LANG_SIZE, "%s", job->lang);
	if (ret[0] != '\0')
		return;
	names_split(names_last(job->place),
	    (const char *const *)site->languages, &parts);
	snprintf(ret, NAMES_LANG_SIZE, "%s",
	    parts.lang[0] != '\0' ? parts.lang :
				    config_folder_lang(site, job->folder));
}

/* Is it the document of that family and language, and does it still lie there
 * as it was answered? */
static int
is_stuck(struct desk *desk, const struct catalog_job *job, const char *family,
    const char *lang)
{
	char *own, said[NAMES_LANG_SIZE];
	int same;

	if (job->kind != JOB_CONVERT || job->item != 0 || job->place[0] == '/')
		return 0;
	own = kin_family(desk, job);
	same = strcmp(own, family) == 0;
	free(own);
	language_of(desk, job, said);
	return same && strcmp(said, lang) == 0 &&
	    waiting_look(desk, job) == WAITING_MEANT;
}

/* The name of the file that is there in a language, but held or refused. */
static int
find_stuck(struct desk *desk, const char *family, const char *lang,
    char ret[NAMES_SIZE])
{
	static const enum job_state states[] = { JOB_HELD, JOB_REJECTED };

	int found = 0;
	size_t i, k;
	struct catalog_filter filter;
	struct catalog_jobs jobs;
	struct why why;

	memset(&filter, 0, sizeof(filter));
	filter.site = desk->site.id;
	filter.limit = STUCK;
	for (i = 0; i < 2 && !found; i++) {
		memset(&jobs, 0, sizeof(jobs));
		filter.state = states[i];
		if (catalog_jobs(desk->archive->catalog, &filter, &jobs,
			&why) != V_OK)
			continue;
		for (k = 0; k < jobs.count && !found; k++) {
			found = is_stuck(desk, &jobs.list[k], family, lang);
			if (found)
				snprintf(ret, NAMES_SIZE, "%s",
				    names_last(jobs.list[k].place));
		}
		catalog_jobs_fini(&jobs);
	}
	return found;
}

/* Why does the member wait, and for which files? */
static void
say_missing(struct desk *desk, const struct catalog_member *member,
    const char *const *missing, struct why *ret)
{
	char stuck[NAMES_SIZE];
	const char *one[2] = { NULL, NULL };
	enum verdict v;
	int asked = 0;
	size_t i;
	struct buf files, langs;

	buf_init(&files, WHY_QUOTE_MAX);
	buf_init(&langs, WHY_TEXT_MAX);
	for (i = 0; missing[i] != NULL; i++) {
		buf_printf(&langs, "%s%s", i > 0 ? " " : "", missing[i]);
		buf_puts(&files, i > 0 ? ", " : "");
		if (!find_stuck(desk, member->family, missing[i], stuck)) {
			one[0] = missing[i];
			pair_put_expected(desk, member->place, one, &files);
			continue;
		}
		asked = 1;
		buf_puts(&files, stuck);
	}
	v = why_set(ret, V_OK, asked ? "waits-pair-asked" : "waits-pair",
	    "waits for %s", buf_str(&langs));
	(void)v;
	why_quote(ret, buf_str(&files));
	buf_fini(&files);
	buf_fini(&langs);
}

/* Why does a member of a whole family wait?  For its own time, or with the
 * others. */
static void
say_company(const struct family *family, const struct catalog_member *member,
    struct why *ret)
{
	enum verdict v;
	int first = 1;
	size_t i;
	struct buf files;

	if (member->embargo != 0) {
		v = why_set(ret, V_OK,
		    member->embargo == 2 ? "waits-time" : "waits-embargo",
		    "its time has not come");
		(void)v;
		return;
	}
	buf_init(&files, WHY_QUOTE_MAX);
	for (i = 0; i < family->count; i++) {
		if (family->list[i] == member)
			continue;
		buf_printf(&files, "%s%s", first ? "" : ", ",
		    names_last(family->list[i]->place));
		first = 0;
	}
	v = why_set(ret, V_OK, "waits-company", "goes out with others");
	(void)v;
	why_quote(ret, buf_str(&files));
	buf_fini(&files);
}

static int
is_as_wanted(const struct catalog_job *job, const struct catalog_move *move)
{
	return job->state == move->to && job->due == move->due &&
	    strcmp(job->why.code, move->reason->code) == 0 &&
	    strcmp(job->why.text, move->reason->text) == 0 &&
	    strcmp(job->why.quote, move->reason->quote) == 0;
}

/* Open in a word processor, or after trouble of ours, a job of a whole family
 * has an instant of its own; the press waits for it. */
static int
is_busy(const struct family *family, const struct catalog_job *job)
{
	return strcmp(job->why.code, "open-elsewhere") == 0 ||
	    (family->complete && job->why.verdict == V_DEFER);
}

static void
choose(const struct family *family, const struct catalog_member *member,
    const struct catalog_job *job, struct catalog_move *ret)
{
	int later;
	int64_t now;

	now = now_s(family->desk->newsroom);
	ret->due = family->due;
	later = family->embargo && family->due > now;
	if (!family->complete) {
		ret->due = member->alone;
		if (member->alone != CATALOG_NEVER && member->due > ret->due)
			ret->due = member->due;
		later = member->embargo != 0 && ret->due > now;
	}
	ret->to = later ? JOB_SCHEDULED : JOB_WAITING;
	/* What was promised for an instant is still that when it comes. */
	if (family->complete && job->state == JOB_SCHEDULED &&
	    job->due == ret->due)
		ret->to = JOB_SCHEDULED;
}

static enum verdict
move_job(const struct family *family, const struct catalog_member *member,
    const struct catalog_job *job, struct why *why)
{
	const char *missing[RELEASE_LANGS_MAX + 1];
	enum verdict v;
	struct catalog_move move;
	struct desk *desk;
	struct why reason;

	desk = family->desk;
	memset(&move, 0, sizeof(move));
	v = pair_missing(desk, member, family->all, missing, why);
	if (v != V_OK)
		return v;
	if (family->complete)
		say_company(family, member, &reason);
	else
		say_missing(desk, member, missing, &reason);
	move.reason = &reason;
	choose(family, member, job, &move);
	if (is_as_wanted(job, &move))
		return V_OK;
	log_info("job %s site=%s job=%s code=%s",
	    family->complete ? "in company" : "waits", desk->config->name,
	    job->uid, reason.code);
	desk->post_due = 1;
	desk->newsroom->more_jobs = 1;
	newsroom_stir(desk->newsroom);
	return catalog_job_move(desk->archive->catalog, job->id, &move,
	    now_s(desk->newsroom), why);
}

static enum verdict
carry_out(const struct family *family, struct catalog_member *member,
    struct why *why)
{
	enum verdict v = V_OK;
	struct catalog *catalog;
	struct catalog_job *job;

	catalog = family->desk->archive->catalog;
	if (strcmp(member->pair, family->pair) != 0) {
		memcpy(member->pair, family->pair, sizeof(member->pair));
		v = catalog_member_put(catalog, member, why);
	}
	job = xcalloc(1, sizeof(*job));
	if (v == V_OK)
		v = catalog_job_get(catalog, member->job, job, why);
	if (v == V_OK && !is_busy(family, job))
		v = move_job(family, member, job, why);
	free(job);
	return v;
}

/* The members that go together: of one language the newest alone. */
static void
gather(struct catalog_members *all, const char *name, struct family *ret)
{
	size_t i, k;
	struct catalog_member *m;

	for (i = all->count; i-- > 0;) {
		m = &all->list[i];
		if (strcmp(m->family, name) != 0)
			continue;
		for (k = 0; k < ret->count; k++)
			if (strcmp(ret->list[k]->lang, m->lang) == 0)
				break;
		if (k < ret->count || ret->count == RELEASE_LANGS_MAX)
			continue;
		ret->list[ret->count++] = m;
		if (m->due > ret->due)
			ret->due = m->due;
		ret->embargo |= m->embargo;
	}
}

/* Those that went together before and still do keep their name: what the
 * press has of them stays good. */
static enum verdict
name_pair(struct family *family, struct why *why)
{
	const char *known;
	enum verdict v;
	int same;
	size_t i;
	struct catalog_members members;

	family->pair[0] = '\0';
	if (!family->complete)
		return V_OK;
	known = family->list[0]->pair;
	v = catalog_members_of(family->desk->archive->catalog, known, &members,
	    why);
	if (v != V_OK)
		return v;
	same = known[0] != '\0' && members.count == family->count;
	catalog_members_fini(&members);
	for (i = 1; i < family->count; i++)
		same = same && strcmp(family->list[i]->pair, known) == 0;
	if (same)
		memcpy(family->pair, known, sizeof(family->pair));
	else
		catalog_new_uid(family->pair);
	return V_OK;
}

static enum verdict
review(struct desk *desk, struct catalog_members *all, const char *name,
    struct why *why)
{
	const char *missing[RELEASE_LANGS_MAX + 1];
	enum verdict v = V_OK;
	size_t i;
	struct family family;

	memset(&family, 0, sizeof(family));
	family.desk = desk;
	family.all = all;
	gather(all, name, &family);
	family.complete = 1;
	for (i = 0; i < family.count && v == V_OK; i++) {
		v = pair_missing(desk, family.list[i], all, missing, why);
		family.complete = family.complete && missing[0] == NULL;
	}
	if (v == V_OK)
		v = name_pair(&family, why);
	for (i = 0; i < family.count && v == V_OK; i++)
		v = carry_out(&family, family.list[i], why);
	return v;
}

/* Each family once: at the first of its members. */
static int
is_first(const struct catalog_members *all, size_t at)
{
	size_t i;

	for (i = 0; i < at; i++)
		if (strcmp(all->list[i].family, all->list[at].family) == 0)
			return 0;
	return 1;
}

/* A loss of power may take what a review has written: the next one finds the
 * same. */
static enum verdict
review_all(struct desk *desk, struct catalog_members *all, struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog *catalog;

	catalog = desk->archive->catalog;
	v = catalog_begin(catalog, CATALOG_LAZY, why);
	if (v != V_OK)
		return v;
	for (i = 0; i < all->count && v == V_OK; i++)
		if (is_first(all, i))
			v = review(desk, all, all->list[i].family, why);
	if (v == V_OK)
		return catalog_commit(catalog, why);
	catalog_rollback(catalog);
	return v;
}

void
pair_review(struct desk *desk)
{
	enum verdict v;
	struct catalog_members all;
	struct why why;

	v = catalog_members(desk->archive->catalog, desk->site.id, &all, &why);
	if (v == V_OK && all.count > 0)
		v = review_all(desk, &all, &why);
	catalog_members_fini(&all);
	if (v != V_OK)
		newsroom_trouble(desk->newsroom, "looking at pairs", &why);
}
