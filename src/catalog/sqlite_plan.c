/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Planning publications.  See publication.h. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "catalog/sqlite_job.h"
#include "catalog/sqlite_release.h"

enum {
	SLUGS = 100000, /* of one title in one month; then something is amiss */
};

/* What is planned, while it is being made. */
struct planning {
	const struct catalog_publication *pub;
	int64_t release;
	int64_t version;
	char work[CATALOG_WORK_SIZE];
};

/* Slug and language become folders, and a worker said them: nothing but
 * letters, digits and hyphens, and not in first place a hyphen. */
int
path_is_plain(const char *s)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-";

	return s[0] != '-' && s[strspn(s, plain)] == '\0';
}

static enum verdict
check_publication(const struct catalog_publication *pub, struct why *why)
{
	if (pub->lang == NULL || pub->lang[0] == '\0' ||
	    strlen(pub->lang) >= CATALOG_LANG_SIZE || !path_is_plain(pub->lang))
		return why_set(why, V_FATAL, "internal",
		    "a publication without a language");
	if (pub->slug != NULL &&
	    (strlen(pub->slug) > 96 || !path_is_plain(pub->slug)))
		return why_set(why, V_FATAL, "internal", "a slug that is none");
	if (pub->year < 1 || pub->year > 9999 || pub->month < 1 ||
	    pub->month > 12)
		return why_set(why, V_FATAL, "internal",
		    "a publication out of time");
	return V_OK;
}

static enum verdict
check_job(struct catalog *catalog, int64_t id, struct why *why)
{
	enum verdict v;
	struct catalog_job job;

	if ((v = catalog_job_get(catalog, id, &job, why)) != V_OK)
		return v;
	if (job.state == JOB_RECEIVED || job.state == JOB_WAITING ||
	    job.state == JOB_SCHEDULED)
		return V_OK;
	return why_set(why, V_DEFER, "publication-over",
	    "the job is %s meanwhile", job_state_name(job.state));
}

/* The release that a publication without one means all the same: its work
 * has that language already. */
static enum verdict
find_translation(struct catalog *catalog, struct planning *p, struct why *why)
{
	enum verdict v;
	int64_t site = 0;
	struct query q;

	query_begin(&q, catalog, "SELECT site FROM works WHERE id = ?");
	query_put_text(&q, p->pub->work);
	if (query_next(&q))
		site = query_get_int(&q);
	if ((v = query_end(&q, why)) != V_OK)
		return v;
	if (site != p->pub->site)
		return why_set(why, V_FATAL, "internal",
		    "no such work on this site");
	snprintf(p->work, sizeof(p->work), "%s", p->pub->work);
	query_begin(&q, catalog,
	    "SELECT id FROM releases WHERE work = ? AND lang = ?");
	query_put_text(&q, p->work);
	query_put_text(&q, p->pub->lang);
	if (query_next(&q))
		p->release = query_get_int(&q);
	return query_end(&q, why);
}

void
path_hide(const char *path, char ret[CATALOG_PATH_SIZE])
{
	char sha256[HASH_HEX_SIZE];
	int month;

	/* "/sv/2026/05/slug/": all up to the slug is no secret */
	month = 0;
	(void)sscanf(path, "/%*[^/]/%*[^/]/%*[^/]/%n", &month);
	hash_of(path, strlen(path), sha256);
	snprintf(ret, CATALOG_PATH_SIZE, "%.*s~%.32s/", month, path, sha256);
}

enum verdict
path_is_taken(struct catalog *catalog, int64_t site, const char *path, int *ret,
    struct why *why)
{
	char hidden[CATALOG_PATH_SIZE];
	struct query q;

	path_hide(path, hidden);
	query_begin(&q, catalog,
	    "SELECT 1 FROM releases WHERE site = ?1 AND path IN (?2, ?3)"
	    " UNION ALL"
	    " SELECT 1 FROM releases WHERE moving = ?2 AND moving <> ''"
	    " AND site = ?1 UNION ALL"
	    " SELECT 1 FROM moves WHERE site = ?1 AND path = ?2");
	query_put_int(&q, site);
	query_put_text(&q, path);
	query_put_text(&q, hidden);
	*ret = query_next(&q);
	return query_end(&q, why);
}

static enum verdict
choose_path(struct catalog *catalog, const struct catalog_publication *pub,
    struct catalog_release *ret, struct why *why)
{
	enum verdict v;
	int n, taken;
	const char *slug;

	slug = pub->slug != NULL && pub->slug[0] != '\0' ? pub->slug :
							   "release";
	for (n = 1; n < SLUGS; n++) {
		if (n == 1)
			snprintf(ret->slug, sizeof(ret->slug), "%s", slug);
		else
			snprintf(ret->slug, sizeof(ret->slug), "%s-%d", slug,
			    n);
		snprintf(ret->path, sizeof(ret->path), "/%s/%04d/%02d/%s/",
		    pub->lang, pub->year, pub->month, ret->slug);
		v = path_is_taken(catalog, pub->site, ret->path, &taken, why);
		if (v != V_OK || !taken)
			return v;
	}
	return why_set(why, V_FATAL, "internal", "no free address for a slug");
}

static enum verdict
make_work(struct catalog *catalog, struct planning *p, struct why *why)
{
	struct query q;

	catalog_new_work(p->work);
	query_begin(&q, catalog,
	    "INSERT INTO works (id, site, created) VALUES (?, ?, ?)");
	query_put_text(&q, p->work);
	query_put_int(&q, p->pub->site);
	query_put_int(&q, p->pub->when);
	return query_run(&q, why);
}

static enum verdict
insert_release(struct catalog *catalog, struct planning *p,
    const struct catalog_release *at, struct why *why)
{
	enum verdict v;
	struct query q;

	query_begin(&q, catalog,
	    "INSERT INTO releases (site, work, lang, slug, path, folder,"
	    " stem, guid, standing, year, month, first_published, updated)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'planned', ?9, ?10,"
	    " ?11, ?11)");
	query_put_int(&q, p->pub->site);
	query_put_text(&q, p->work);
	query_put_text(&q, p->pub->lang);
	query_put_text(&q, at->slug);
	query_put_text(&q, at->path);
	query_put_place(&q, p->pub->folder);
	query_put_place(&q, p->pub->stem);
	query_put_text(&q, p->pub->guid);
	query_put_int(&q, p->pub->year);
	query_put_int(&q, p->pub->month);
	query_put_int(&q, p->pub->when);
	if ((v = query_run(&q, why)) == V_OK)
		p->release = sqlite3_last_insert_rowid(catalog->db);
	return v;
}

static enum verdict
make_release(struct catalog *catalog, struct planning *p, struct why *why)
{
	enum verdict v = V_OK;
	struct catalog_release at;

	if (p->work[0] == '\0')
		v = make_work(catalog, p, why);
	if (v == V_OK)
		v = choose_path(catalog, p->pub, &at, why);
	return v == V_OK ? insert_release(catalog, p, &at, why) : v;
}

/* May this release have a new version, by this job? */
static enum verdict
check_release(struct catalog *catalog, const struct planning *p,
    struct why *why)
{
	enum verdict v;
	int64_t busy;
	struct catalog_release release;

	v = catalog_release_get(catalog, p->release, &release, why);
	if (v != V_OK)
		return v;
	if (release.id == 0 || release.site != p->pub->site)
		return why_set(why, V_FATAL, "internal",
		    "no such release on this site");
	if (release.standing == STANDING_GONE ||
	    release.standing == STANDING_ERASED)
		return why_set(why, V_HOLD, "release-gone",
		    "the release was removed for good");
	v = query_number(catalog,
	    "SELECT count(*) FROM versions WHERE release = ?"
	    " AND standing = 'planned'",
	    p->release, &busy, why);
	if (v != V_OK || busy == 0)
		return v;
	return why_set(why, V_DEFER, "publication-busy",
	    "another version of this release is being published");
}

/* What a version says of itself, for the statement's first parameters. */
static void
put_words(struct query *q, const struct catalog_publication *pub,
    const unsigned char sketch[SKETCH_BYTES])
{
	query_put_text(q, pub->title);
	query_put_text(q, pub->deck);
	query_put_text(q, pub->issued);
	query_put_text(q, pub->format);
	query_put_text(q, pub->source_sha256);
	query_put_text(q, pub->note);
	query_put_bytes(q, sketch, SKETCH_BYTES);
	query_put_int(q, pub->words);
	query_put_int(q, pub->embargo);
	query_put_int(q, pub->minor);
	query_put_int(q, pub->correction);
	query_put_int(q, pub->revision);
	query_put_int(q, pub->expires);
}

static enum verdict
insert_version(struct catalog *catalog, struct planning *p, struct why *why)
{
	enum verdict v;
	struct query q;
	unsigned char sketch[SKETCH_BYTES];

	sketch_pack(p->pub->sketch, sketch);
	query_begin(&q, catalog,
	    "INSERT INTO versions (title, deck, issued, format,"
	    " source_sha256, note, sketch, words, embargo, minor, correction,"
	    " revision, expires, release, job, published, number, standing)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
	    " ?13, ?14, ?15, ?16, (SELECT ifnull(max(number), 0) + 1"
	    "  FROM versions WHERE release = ?14), 'planned')");
	put_words(&q, p->pub, sketch);
	query_put_int(&q, p->release);
	query_put_int(&q, p->pub->job);
	query_put_int(&q, p->pub->when);
	if ((v = query_run(&q, why)) != V_OK)
		return v;
	p->version = sqlite3_last_insert_rowid(catalog->db);
	query_begin(&q, catalog,
	    "UPDATE versions SET beside ="
	    " (SELECT beside FROM jobs WHERE id = job) WHERE id = ?");
	query_put_int(&q, p->version);
	if ((v = query_run(&q, why)) != V_OK)
		return v;
	query_begin(&q, catalog, "UPDATE jobs SET version = ? WHERE id = ?");
	query_put_int(&q, p->version);
	query_put_int(&q, p->pub->job);
	return query_run(&q, why);
}

/* From now on it is known by this name too. */
static enum verdict
keep_stem(struct catalog *catalog, const struct planning *p, struct why *why)
{
	struct query q;

	if (p->pub->stem == NULL || p->pub->stem[0] == '\0')
		return V_OK;
	query_begin(&q, catalog,
	    "INSERT OR IGNORE INTO stems (release, folder, stem)"
	    " SELECT id, ?2, ?3 FROM releases WHERE id = ?1 AND stem <> ?3");
	query_put_int(&q, p->release);
	query_put_place(&q, p->pub->folder);
	query_put_place(&q, p->pub->stem);
	return query_run(&q, why);
}

static enum verdict
make_plan(struct catalog *catalog, struct planning *p, struct why *why)
{
	enum verdict v = V_OK;

	p->release = p->pub->release;
	if (p->release == 0 && p->pub->work != NULL && p->pub->work[0] != '\0')
		v = find_translation(catalog, p, why);
	if (v != V_OK)
		return v;
	v = p->release == 0 ? make_release(catalog, p, why) :
			      check_release(catalog, p, why);
	if (v == V_OK)
		v = keep_stem(catalog, p, why);
	return v == V_OK ? insert_version(catalog, p, why) : v;
}

/* The reader of the document may have learned something since. */
static enum verdict
refresh_plan(struct catalog *catalog, struct planning *p, struct why *why)
{
	struct query q;
	unsigned char sketch[SKETCH_BYTES];

	sketch_pack(p->pub->sketch, sketch);
	query_begin(&q, catalog,
	    "UPDATE versions SET title = ?, deck = ?, issued = ?, format = ?,"
	    " source_sha256 = ?, note = ?, sketch = ?, words = ?,"
	    " embargo = ?, minor = ?, correction = ?, revision = ?,"
	    " expires = ? WHERE id = ? AND standing = 'planned'");
	put_words(&q, p->pub, sketch);
	query_put_int(&q, p->version);
	return query_run(&q, why);
}

static enum verdict
plan(struct catalog *catalog, struct planning *p, struct why *why)
{
	enum verdict v;

	if ((v = check_job(catalog, p->pub->job, why)) != V_OK)
		return v;
	v = query_number(catalog, "SELECT id FROM versions WHERE job = ?",
	    p->pub->job, &p->version, why);
	if (v != V_OK)
		return v;
	return p->version != 0 ? refresh_plan(catalog, p, why) :
				 make_plan(catalog, p, why);
}

static enum verdict
tell_plan(struct catalog *catalog, int64_t version, struct catalog_plan *ret,
    struct why *why)
{
	enum verdict v;
	struct catalog_release release;

	v = catalog_release_of_version(catalog, version, &release, why);
	if (v != V_OK)
		return v;
	memset(ret, 0, sizeof(*ret));
	snprintf(ret->work, sizeof(ret->work), "%s", release.work);
	snprintf(ret->path, sizeof(ret->path), "%s", release.path);
	ret->release = release.id;
	ret->version = version;
	ret->number = release.version.number;
	ret->first_published = release.first_published;
	ret->published = release.version.published;
	return V_OK;
}

enum verdict
catalog_plan(struct catalog *catalog,
    const struct catalog_publication *publication, struct catalog_plan *ret,
    struct why *why)
{
	enum verdict v;
	struct planning p = { .pub = publication };

	if ((v = check_publication(publication, why)) != V_OK)
		return v;
	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	v = plan(catalog, &p, why);
	if (v == V_OK)
		v = job_told(catalog, publication->job, publication->findings,
		    publication->values, why);
	if (v == V_OK)
		v = tell_plan(catalog, p.version, ret, why);
	return scope_end(catalog, v, why);
}

static enum verdict
insert_file(struct catalog *catalog, int64_t version,
    const struct catalog_file *file, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "INSERT INTO files (version, pending, name, sha256, size, type,"
	    " title) VALUES (?, 1, ?, ?, ?, ?, ?)");
	query_put_int(&q, version);
	query_put_text(&q, file->name);
	query_put_text(&q, file->sha256);
	query_put_int(&q, (int64_t)file->size);
	query_put_text(&q, file->type);
	query_put_text(&q, file->title);
	return query_run(&q, why);
}

static enum verdict
keep_source(struct catalog *catalog, int64_t version,
    const char *release_sha256, struct why *why)
{
	enum verdict v;
	struct query q;

	query_begin(&q, catalog,
	    "UPDATE versions SET release_sha256 = ? WHERE id = ?");
	query_put_text(&q, release_sha256);
	query_put_int(&q, version);
	if ((v = query_run(&q, why)) != V_OK)
		return v;
	v = query_change(catalog, "DELETE FROM pictures WHERE version = ?",
	    version, why);
	if (v != V_OK)
		return v;
	return query_change(catalog,
	    "INSERT INTO pictures (version, name, sha256, size, type, title)"
	    " SELECT version, name, sha256, size, type, title FROM files"
	    " WHERE version = ? AND pending = 1 AND type <> ''",
	    version, why);
}

static enum verdict
plan_files(struct catalog *catalog, int64_t version,
    const struct catalog_files *files, struct why *why)
{
	enum verdict v;
	size_t i;

	v = query_change(catalog,
	    "DELETE FROM files WHERE version = ? AND pending = 1", version,
	    why);
	for (i = 0; v == V_OK && i < files->count; i++)
		v = insert_file(catalog, version, &files->list[i], why);
	return v;
}

/* A release that is being taken down has room for its notice alone. */
static enum verdict
check_removal(struct catalog *catalog, int64_t version,
    const char *release_sha256, struct why *why)
{
	enum verdict v;
	int64_t removal;

	v = query_number(catalog,
	    "SELECT removal FROM releases WHERE id ="
	    " (SELECT release FROM versions WHERE id = ?)",
	    version, &removal, why);
	if (v == V_OK && removal && release_sha256[0] != '\0')
		v = why_set(why, V_DEFER, "publication-busy",
		    "the release is being taken down");
	return v;
}

enum verdict
catalog_plan_files(struct catalog *catalog, int64_t version,
    const char *release_sha256, const struct catalog_files *files,
    struct why *why)
{
	enum verdict v;

	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	v = check_removal(catalog, version, release_sha256, why);
	if (v == V_OK)
		v = plan_files(catalog, version, files, why);
	if (v == V_OK && release_sha256[0] != '\0')
		v = keep_source(catalog, version, release_sha256, why);
	return scope_end(catalog, v, why);
}

enum verdict
catalog_plan_difference(struct catalog *catalog, int64_t version, int minor,
    const struct catalog_difference *difference, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "UPDATE versions SET minor = ?, changed = ?, added = ?,"
	    " removed = ?, before = ?, after = ?"
	    " WHERE id = ? AND standing = 'planned'");
	query_put_int(&q, minor != 0);
	query_put_int(&q, difference->changed);
	query_put_int(&q, difference->added);
	query_put_int(&q, difference->removed);
	query_put_text(&q, difference->before);
	query_put_text(&q, difference->after);
	query_put_int(&q, version);
	return query_run(&q, why);
}

enum verdict
catalog_plan_search(struct catalog *catalog, int64_t version, const char *words,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog, "UPDATE versions SET search = ? WHERE id = ?");
	query_put_text(&q, words);
	query_put_int(&q, version);
	return query_run(&q, why);
}

/* In this order: each refers to what comes after it. */
static const char *const drops[] = {
	"DELETE FROM files WHERE version = ?",
	"DELETE FROM pictures WHERE version = ?",
	"DELETE FROM version_topics WHERE version = ?",
	"UPDATE jobs SET version = 0 WHERE version = ?",
	"DELETE FROM versions WHERE id = ?",
};

static enum verdict
drop_version(struct catalog *catalog, const struct catalog_release *release,
    struct why *why)
{
	enum verdict v = V_OK;
	size_t i;
	struct query q;

	for (i = 0; v == V_OK && i < sizeof(drops) / sizeof(drops[0]); i++)
		v = query_change(catalog, drops[i], release->version.id, why);
	if (v != V_OK || release->standing != STANDING_PLANNED)
		return v;
	v = query_change(catalog, "DELETE FROM stems WHERE release = ?",
	    release->id, why);
	if (v != V_OK)
		return v;
	v = query_change(catalog, "DELETE FROM releases WHERE id = ?",
	    release->id, why);
	if (v != V_OK)
		return v;
	query_begin(&q, catalog,
	    "DELETE FROM works WHERE id = ?1"
	    " AND NOT EXISTS (SELECT 1 FROM releases WHERE work = ?1)");
	query_put_text(&q, release->work);
	return query_run(&q, why);
}

enum verdict
catalog_plan_drop(struct catalog *catalog, int64_t job, struct why *why)
{
	enum verdict v;
	struct catalog_release release;

	v = catalog_planned_for(catalog, job, &release, why);
	if (v != V_OK || release.id == 0)
		return v;
	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	v = drop_version(catalog, &release, why);
	return scope_end(catalog, v, why);
}
