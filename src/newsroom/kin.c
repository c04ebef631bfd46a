/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kin of a document.  See kin.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/names.h"
#include "base/xalloc.h"
#include "newsroom/beside.h"
#include "newsroom/kin.h"
#include "newsroom/pair.h"
#include "newsroom/relation.h"
#include "publish/when.h"
#include "release/dates.h"

/* Below this two texts of one name are not clearly the same. */
static const double alike = 0.5;

/* The newest of each kind: the list begins with the newest. */
static void
sort(const struct catalog_releases *releases, const char *lang, struct kin *ret)
{
	const struct catalog_release *r;
	size_t i;

	for (i = releases->count; i-- > 0;) {
		r = &releases->list[i];
		if (r->standing == STANDING_ERASED)
			continue;
		if (strcmp(r->lang, lang) == 0)
			ret->same = *r;
		else if (r->standing == STANDING_LIVE ||
		    r->standing == STANDING_PLANNED) /* on its way with us */
			ret->other = *r;
	}
}

static const char *const *
languages(const struct piece *piece)
{
	return (const char *const *)piece->desk->config->languages;
}

char *
kin_family(const struct desk *desk, const struct catalog_job *job)
{
	char *family, *folder, *item;

	folder = beside_folder(desk, job->place);
	family = names_family(folder != NULL ? folder : names_last(job->place),
	    (const char *const *)desk->config->languages);
	free(folder);
	if (job->item == 0)
		return family;
	item = xasprintf("%s %s", family, job->item_title);
	free(family);
	return item;
}

static enum verdict
find_by_guid(struct piece *piece, const char *guid, struct kin *ret,
    struct why *why)
{
	enum verdict v;
	struct catalog_releases releases;

	memset(&releases, 0, sizeof(releases));
	v = catalog_by_guid(piece->desk->archive->catalog, piece->desk->site.id,
	    guid, &releases, why);
	sort(&releases, piece->lang, ret);
	ret->named = releases.count > 0;
	catalog_releases_fini(&releases);
	return v;
}

/* sv/x.docx, fi/x.docx and x.en.docx are one work: the folder of a language
 * is no part of the name. */
static enum verdict
find_by_stem(struct piece *piece, struct kin *ret, struct why *why)
{
	char *name;
	enum verdict v;
	struct catalog_key key;
	struct catalog_releases releases;

	memset(&key, 0, sizeof(key));
	memset(&releases, 0, sizeof(releases));
	name = kin_family(piece->desk, &piece->job);
	key.site = piece->desk->site.id;
	key.folder = "";
	key.stem = name;
	v = catalog_by_stem(piece->desk->archive->catalog, &key, &releases,
	    why);
	if (v == V_OK)
		sort(&releases, piece->lang, ret);
	catalog_releases_fini(&releases);
	free(name);
	return v;
}

/* By what the document says of another release, in words. */
static enum verdict
find_by_words(struct piece *piece, const char *words, struct kin *ret,
    struct why *why)
{
	enum verdict v;
	struct catalog_releases releases;

	v = relation_find(piece->desk, words, &releases, why);
	sort(&releases, piece->lang, ret);
	ret->named = releases.count > 0;
	if (releases.count == 0)
		ret->unknown = words;
	catalog_releases_fini(&releases);
	return v;
}

/* By the ids of the same text in other languages, which stand in the same file.
 * Whichever of them comes first makes the work. */
static enum verdict
find_by_items(struct piece *piece, struct kin *ret, struct why *why)
{
	char id[RELEASE_ID_MAX];
	char *kin, *line, *rest;
	enum verdict v;
	struct kin *found;

	v = catalog_item_kin(piece->desk->archive->catalog, piece->job.id, &kin,
	    why);
	rest = v == V_OK ? kin : NULL;
	found = xcalloc(1, sizeof(*found));
	while (v == V_OK && ret->other.id == 0 &&
	    (line = strsep(&rest, "\n")) != NULL) {
		if (line[0] == '\0')
			continue;
		release_id(id, line);
		memset(found, 0, sizeof(*found));
		v = find_by_guid(piece, id, found, why);
		if (found->other.id != 0) {
			ret->other = found->other;
			ret->named = 1;
		}
	}
	free(found);
	free(kin);
	return v;
}

/* By an id, by words, or else by its name. */
static enum verdict
find(struct piece *piece, const struct dispatch *said, struct kin *ret,
    struct why *why)
{
	const char *words;
	enum verdict v;
	int named;

	words = dispatch_field(said, FIELD_ID);
	if (words[0] != '\0') {
		v = find_by_guid(piece, words, ret, why);
		if (v != V_OK || ret->named)
			return v;
		if (piece->job.item != 0)
			v = find_by_items(piece, ret, why);
		if (v != V_OK || ret->named)
			return v;
	}
	named = words[0] != '\0';
	words = dispatch_field(said, FIELD_REPLACES);
	if (words[0] == '\0')
		words = dispatch_field(said, FIELD_TRANSLATION_OF);
	if (words[0] != '\0')
		return find_by_words(piece, words, ret, why);
	/* An entry that has an id of its own is no other that has its title. */
	if (piece->job.item != 0 && named)
		return V_OK;
	return find_by_stem(piece, ret, why);
}

/* What goes out in the same moment is not public yet, and is found all the
 * same; what waits is named by words that mean no release so far. */
static enum verdict
find_pair(struct piece *piece, const struct dispatch *said, struct kin *ret,
    struct why *why)
{
	enum verdict v;
	struct catalog_release *planned;

	planned = xcalloc(1, sizeof(*planned));
	v = pair_planned(piece, planned, why);
	if (planned->id != 0) {
		if (ret->same.id == 0)
			ret->other = *planned;
		ret->named = 1; /* nobody is asked about the others of a pair */
	}
	free(planned);
	if (ret->unknown != NULL &&
	    ret->unknown == dispatch_field(said, FIELD_TRANSLATION_OF) &&
	    (ret->other.id != 0 || pair_waits_for_words(piece)))
		ret->unknown = NULL;
	return v;
}

enum verdict
kin_find(struct piece *piece, const struct dispatch *said, struct kin *ret,
    struct why *why)
{
	enum verdict v;

	memset(ret, 0, sizeof(*ret));
	v = find(piece, said, ret, why);
	if (v == V_OK)
		v = find_pair(piece, said, ret, why);
	return v;
}

int
kin_answers(const struct kin *kin, const char *code)
{
	return strcmp(code, "correction-unclear") == 0 && kin->same.id != 0 &&
	    kin->same.standing == STANDING_LIVE;
}

int
kin_is_late(const struct kin *kin, const struct dispatch *said)
{
	const char *revision;

	revision = dispatch_field(said, FIELD_REVISION);
	return kin->named && kin->same.id != 0 && revision[0] != '\0' &&
	    strtoll(revision, NULL, 10) < kin->same.version.revision;
}

/* Does the name or the folder say the language?  Then a text of another
 * language under the same stem is a translation, not a mistake. */
static int
says_language(const struct piece *piece)
{
	struct name_parts parts;

	names_split(names_last(piece->job.place), languages(piece), &parts);
	return parts.lang[0] != '\0' ||
	    config_folder_lang(piece->desk->config, piece->job.folder)[0] !=
	    '\0';
}

/* What is only planned may be under an embargo: nobody is told its title. */
static const char *
title_of(const struct catalog_release *release)
{
	return release->standing == STANDING_PLANNED ? "" :
						       release->version.title;
}

const char *
kin_question(const struct piece *piece, const struct dispatch *said,
    const struct kin *kin, const char **ret_quote)
{
	const struct catalog_release *same;

	same = &kin->same;
	*ret_quote = kin->unknown;
	if (kin->unknown != NULL)
		return "relation-unknown";
	*ret_quote = title_of(same);
	if (same->id != 0 &&
	    (same->standing == STANDING_WITHDRAWN ||
		same->standing == STANDING_GONE))
		return "withdrawn-again";
	if (kin->named)
		return NULL;
	if (same->id != 0 && same->standing == STANDING_LIVE &&
	    release_likeness(said->sketch, same->version.sketch) < alike)
		return "same-name-other-text";
	*ret_quote = title_of(&kin->other);
	if (same->id == 0 && kin->other.id != 0 && !says_language(piece))
		return "same-name-other-text";
	return NULL;
}

enum verdict
kin_plan(struct piece *piece, const struct dispatch *said,
    const struct kin *kin, struct why *why)
{
	char *name;
	enum verdict v;
	struct catalog_publication p;

	memset(&p, 0, sizeof(p));
	name = kin_family(piece->desk, &piece->job);
	p.job = piece->job.id;
	p.site = piece->desk->site.id;
	p.release = kin->same.id;
	p.work = kin->same.id == 0 ? kin->other.work : "";
	p.folder = "";
	p.stem = name;
	p.guid = dispatch_field(said, FIELD_ID);
	p.lang = piece->lang;
	p.slug = dispatch_field(said, FIELD_SLUG);
	p.title = dispatch_field(said, FIELD_TITLE);
	p.deck = dispatch_field(said, FIELD_DECK);
	p.issued = dispatch_field(said, FIELD_ISSUED);
	p.format = piece->format;
	p.source_sha256 = piece->job.sha256;
	p.sketch = said->sketch;
	p.findings = &piece->findings;
	p.values = &said->values;
	p.words = (unsigned)strtoul(dispatch_field(said, FIELD_WORDS), NULL,
	    10);
	p.revision = strtoll(dispatch_field(said, FIELD_REVISION), NULL, 10);
	p.correction = dispatch_field(said, FIELD_CORRECTION)[0] != '\0' ||
	    piece->is_correction;
	p.note = dispatch_field(said, FIELD_CORRECTION);
	if (p.note[0] == '\0')
		p.note = dispatch_field(said, FIELD_CHANGE);
	p.embargo = strtoll(dispatch_field(said, FIELD_EMBARGO_AT), NULL, 10);
	p.expires = dates_at(dispatch_field(said, FIELD_EXPIRES));
	p.when = now_s(piece->desk->newsroom);
	/* Rendered early, it bears the instant at which it appears. */
	if (piece->not_before > p.when)
		p.when = piece->not_before;
	when_month(piece->desk->config->timezone, p.when, &p.year, &p.month);
	v = catalog_plan(piece->desk->archive->catalog, &p, &piece->plan, why);
	free(name);
	return v;
}
