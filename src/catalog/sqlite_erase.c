/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Erasing a release: every word of it is forgotten.  See publication.h. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/sqlite_job.h"
#include "catalog/sqlite_release.h"

/* Every blob of the release's versions. */
static enum verdict
list_blobs(struct catalog *catalog, int64_t release, struct catalog_hashes *ret,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "SELECT source_sha256 FROM versions WHERE release = ?1"
	    " UNION SELECT release_sha256 FROM versions WHERE release = ?1"
	    " UNION SELECT p.sha256 FROM jobs p, jobs j WHERE j.version IN"
	    "  (SELECT id FROM versions WHERE release = ?1)"
	    "  AND j.parent <> 0 AND p.id = j.parent"
	    " UNION SELECT sha256 FROM pictures WHERE version IN"
	    "  (SELECT id FROM versions WHERE release = ?1)");
	query_put_int(&q, release);
	while (query_next(&q)) {
		ret->list = list_grow(ret->list, ret->count,
		    sizeof(*ret->list));
		query_get_text(&q, ret->list[ret->count], HASH_HEX_SIZE);
		if (ret->list[ret->count][0] != '\0')
			ret->count++;
	}
	return query_end(&q, why);
}

enum verdict
catalog_has_blob(struct catalog *catalog, const char *sha256, int *ret,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "SELECT EXISTS (SELECT 1 FROM versions WHERE source_sha256 = ?1)"
	    " OR EXISTS (SELECT 1 FROM versions WHERE release_sha256 = ?1)"
	    " OR EXISTS (SELECT 1 FROM pictures WHERE sha256 = ?1)"
	    " OR EXISTS (SELECT 1 FROM jobs WHERE sha256 = ?1"
	    "  AND state IN ('received', 'waiting', 'held', 'scheduled'))");
	query_put_text(&q, sha256);
	*ret = query_next(&q) && query_get_int(&q) != 0;
	return query_end(&q, why);
}

/* Leave in the list what nobody else has. */
static enum verdict
keep_unused(struct catalog *catalog, struct catalog_hashes *hashes,
    struct why *why)
{
	enum verdict v;
	int used;
	size_t i, n = 0;

	for (i = 0; i < hashes->count; i++) {
		v = catalog_has_blob(catalog, hashes->list[i], &used, why);
		if (v != V_OK)
			return v;
		if (!used)
			memmove(hashes->list[n++], hashes->list[i],
			    HASH_HEX_SIZE);
	}
	hashes->count = n;
	return V_OK;
}

/* The jobs of a release: of its versions, and others that brought the same
 * document. */
#define JOBS_OF_RELEASE                                                        \
 "(SELECT j.id FROM jobs j, releases r WHERE r.id = ?1"                        \
 " AND j.site = r.site AND j.kind = 'convert'"                                 \
 " AND (j.version IN (SELECT id FROM versions WHERE release = ?1)"             \
 "  OR j.sha256 IN (SELECT source_sha256 FROM versions"                        \
 "  WHERE release = ?1 AND source_sha256 <> '')))"

/* In this order: what finds the rows is forgotten last.  Only jobs that
 * erase_jobs() has taken to their end forget. */
static const char *const forgets[] = {
	"DELETE FROM job_findings WHERE job IN " JOBS_OF_RELEASE
	" AND job IN (SELECT id FROM jobs WHERE state = 'erased')",
	"DELETE FROM job_values WHERE job IN " JOBS_OF_RELEASE
	" AND job IN (SELECT id FROM jobs WHERE state = 'erased')",
	"UPDATE approvals SET place = x'' WHERE job IN " JOBS_OF_RELEASE
	" AND job IN (SELECT id FROM jobs WHERE state = 'erased')",
	"UPDATE jobs SET place = x'', sha256 = '', dev = 0, ino = 0, size = 0,"
	" ctime_ns = 0, text = '', quote = '', item_title = '', kin = ''"
	" WHERE state = 'erased'"
	" AND id IN " JOBS_OF_RELEASE,
	"DELETE FROM seen WHERE sha256 <> '' AND sha256 IN"
	" (SELECT source_sha256 FROM versions WHERE release = ?1)",
	"DELETE FROM outbox WHERE release = ?1", /* a title in a subject */
	"DELETE FROM files WHERE version IN"
	" (SELECT id FROM versions WHERE release = ?1)",
	"DELETE FROM pictures WHERE version IN"
	" (SELECT id FROM versions WHERE release = ?1)",
	"DELETE FROM version_topics WHERE version IN"
	" (SELECT id FROM versions WHERE release = ?1)",
	"UPDATE versions SET title = '', deck = '', issued = '', note = '',"
	" before = '', after = '', search = '',"
	" source_sha256 = '', release_sha256 = '', sketch = zeroblob(512),"
	" words = 0, standing = 'erased' WHERE release = ?1",
	"DELETE FROM companions WHERE job IN " JOBS_OF_RELEASE
	" AND job IN (SELECT id FROM jobs WHERE state = 'erased')",
	"DELETE FROM stems WHERE release = ?1",
	"UPDATE releases SET folder = x'', stem = x'', guid = '',"
	" reason = '', moving = '' WHERE id = ?1",
	/* A slug is made of the title. */
	"UPDATE changes SET path = '', files = '' WHERE release = ?1",
};

enum {
	FORGETS = sizeof(forgets) / sizeof(forgets[0])
};

/*
 * Each job goes to its last state, and its history says so.  Those on their
 * way are new submissions of the same document, which nobody asked to
 * forget.
 */
static enum verdict
erase_jobs(struct catalog *catalog, int64_t release, int64_t now,
    struct why *why)
{
	enum verdict v;
	int64_t *jobs = NULL;
	size_t count = 0, i;
	struct query q;

	query_begin(&q, catalog,
	    "SELECT id FROM jobs WHERE id IN " JOBS_OF_RELEASE
	    " AND state NOT IN ('received', 'waiting', 'scheduled',"
	    " 'erased')");
	query_put_int(&q, release);
	while (query_next(&q)) {
		jobs = list_grow(jobs, count, sizeof(*jobs));
		jobs[count++] = query_get_int(&q);
	}
	v = query_end(&q, why);
	for (i = 0; v == V_OK && i < count; i++)
		v = job_follow(catalog, jobs[i], JOB_ERASED, now, why);
	free(jobs);
	return v;
}

static enum verdict
forget(struct catalog *catalog, int64_t release, int64_t now, struct why *why)
{
	enum verdict v;
	size_t i;

	v = erase_jobs(catalog, release, now, why);
	for (i = 0; v == V_OK && i < FORGETS; i++)
		v = query_change(catalog, forgets[i], release, why);
	return v == V_OK ? ledger_due_lines_of(catalog, release, why) : v;
}

/* Every change of state but that of the jobs: a superseded version's job
 * and a held twin's go along in erase_jobs(). */
static enum verdict
stand_down(struct catalog *catalog, int64_t id, int64_t now, struct why *why)
{
	enum verdict v;
	int64_t busy = 0;
	struct catalog_release release;

	if ((v = catalog_release_get(catalog, id, &release, why)) != V_OK)
		return v;
	v = query_number(catalog,
	    "SELECT count(*) FROM versions WHERE release = ?"
	    " AND standing = 'planned'",
	    id, &busy, why);
	if (v != V_OK)
		return v;
	if (release.id == 0 || release.standing == STANDING_ERASED)
		return why_set(why, V_FATAL, "internal",
		    "no release %lld to erase", (long long)id);
	if (busy)
		return why_set(why, V_DEFER, "publication-busy",
		    "another version of this release is being published");
	v = query_change(catalog,
	    "UPDATE releases SET standing = 'erased', removal = 1"
	    " WHERE id = ?",
	    id, why);
	if (v != V_OK)
		return v;
	return change_add(catalog, &release, CHANGE_ERASE, now, why);
}

enum verdict
catalog_erase(struct catalog *catalog, int64_t release, int64_t now,
    struct catalog_hashes *ret, struct why *why)
{
	enum verdict v;
	struct catalog_hashes hashes = { 0 };

	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	v = stand_down(catalog, release, now, why);
	if (v == V_OK)
		v = list_blobs(catalog, release, &hashes, why);
	if (v == V_OK)
		v = forget(catalog, release, now, why);
	if (v == V_OK)
		v = keep_unused(catalog, &hashes, why);
	if ((v = scope_end(catalog, v, why)) == V_OK)
		*ret = hashes;
	else
		catalog_hashes_fini(&hashes);
	return v;
}

void
catalog_hashes_fini(struct catalog_hashes *hashes)
{
	free(hashes->list);
}
