/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Originals in _done.  See done.h for the contract. */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/xalloc.h"
#include "newsroom/accept.h"
#include "newsroom/beside.h"
#include "newsroom/done.h"
#include "newsroom/visit.h"
#include "staff/place.h"

static const char original[] = "original";
static const char correction[] = "correction";

static enum verdict
put(struct desk *desk, const char *place, const char *sha256,
    const struct identity *identity, const char *outcome, struct why *why)
{
	enum verdict v;
	struct catalog_seen *seen;

	seen = xcalloc(1, sizeof(*seen));
	snprintf(seen->place, sizeof(seen->place), "%s", place);
	snprintf(seen->sha256, sizeof(seen->sha256), "%s", sha256);
	snprintf(seen->outcome, sizeof(seen->outcome), "%s", outcome);
	if (identity != NULL) {
		seen->file.dev = identity->dev;
		seen->file.ino = identity->ino;
		seen->file.size = (uint64_t)identity->size;
		seen->file.ctime_ns = identity->ctime_ns;
	}
	v = catalog_seen_put(desk->archive->catalog, desk->site.id, seen, why);
	free(seen);
	return v;
}

void
done_keep(struct desk *desk, const struct catalog_job *job, const char *place)
{
	struct identity identity;
	struct stat st;
	struct why why;

	if (desk->scan == NULL || job->sha256[0] == '\0' ||
	    fstatat(scan_dir(desk->scan), place, &st, AT_SYMLINK_NOFOLLOW) ==
		-1)
		return;
	identity_of(&st, &identity);
	if (put(desk, place, job->sha256, &identity, original, &why) != V_OK)
		newsroom_trouble(desk->newsroom, "remembering an original",
		    &why);
}

/* The newest release that came of these bytes; id 0: none. */
static enum verdict
find_by_bytes(struct desk *desk, const char *sha256,
    struct catalog_release *ret, struct why *why)
{
	enum verdict v;
	struct catalog_key key;
	struct catalog_releases releases;

	memset(&key, 0, sizeof(key));
	memset(&releases, 0, sizeof(releases));
	key.site = desk->site.id;
	key.source_sha256 = sha256;
	v = catalog_by_source(desk->archive->catalog, &key, &releases, why);
	if (v == V_OK && releases.count > 0)
		*ret = releases.list[0];
	catalog_releases_fini(&releases);
	return v;
}

static enum verdict
was_at(struct desk *desk, const char *place, char sha256[HASH_HEX_SIZE],
    char outcome[CATALOG_CODE_SIZE], struct why *why)
{
	enum verdict v;
	struct catalog_seen *seen;

	seen = xcalloc(1, sizeof(*seen));
	v = catalog_seen_get(desk->archive->catalog, desk->site.id, place, seen,
	    why);
	memcpy(sha256, seen->sha256, HASH_HEX_SIZE);
	memcpy(outcome, seen->outcome, CATALOG_CODE_SIZE);
	free(seen);
	return v;
}

/* The question about a document that is as it was is answered. */
static enum verdict
call_off(struct desk *desk, const char *place, struct why *why)
{
	enum verdict v;
	struct catalog_filter filter;
	struct catalog_job *job;
	struct catalog_move move;

	memset(&filter, 0, sizeof(filter));
	memset(&move, 0, sizeof(move));
	filter.site = desk->site.id;
	filter.state = JOB_HELD;
	filter.place = place;
	move.to = JOB_WITHDRAWN;
	job = xcalloc(1, sizeof(*job));
	v = catalog_job_find(desk->archive->catalog, &filter, job, why);
	if (v == V_OK && job->id != 0) {
		v = catalog_job_move(desk->archive->catalog, job->id, &move,
		    now_s(desk->newsroom), why);
		if (v == V_OK)
			v = place_clear_beside(scan_dir(desk->scan), place,
			    why);
		desk->post_due = 1;
	}
	free(job);
	return v;
}

/*
 * Decide about the arrival that was just copied.  *ret is 1 if it is to be
 * accepted: it was an original here, and its bytes are not those of any
 * version.
 */
static enum verdict
weigh(struct desk *desk, const struct candidate *c, const struct arrival *a,
    int *ret, struct why *why)
{
	char outcome[CATALOG_CODE_SIZE], was[HASH_HEX_SIZE];
	enum verdict v;
	int known;
	struct catalog_release *release;

	release = xcalloc(1, sizeof(*release));
	v = was_at(desk, c->place, was, outcome, why);
	if (v == V_OK)
		v = find_by_bytes(desk, a->job.sha256, release, why);
	known = release->id != 0;
	if (v == V_OK && !known && was[0] != '\0')
		v = find_by_bytes(desk, was, release, why);
	*ret = v == V_OK && !known && release->id != 0;
	if (v == V_OK && !*ret)
		v = call_off(desk, c->place, why);
	if (v == V_OK && !*ret)
		v = put(desk, c->place, release->id != 0 ? a->job.sha256 : was,
		    &c->identity, release->id != 0 ? original : "stranger",
		    why);
	free(release);
	return v;
}

enum visit
done_visit(struct desk *desk, const struct candidate *c)
{
	enum verdict v;
	enum visit visit;
	int wanted = 0;
	size_t before;
	struct arrival *a;
	struct why why;

	if (c->kind != KIND_FILE || c->look != LOOK_DOCUMENT)
		return VISIT_IDLE;
	/* What is copied is looked at: let it be alone. */
	accept_arrivals(desk);
	before = desk->arrival_count;
	visit = visit_copy(desk, c);
	if (desk->arrival_count == before)
		return visit;
	a = &desk->arrivals[before];
	v = weigh(desk, c, a, &wanted, &why);
	if (v != V_OK)
		newsroom_trouble(desk->newsroom, "looking at an original",
		    &why);
	if (!wanted) {
		desk->arrival_count = before;
		spool_copy_fini(desk->archive->spool, &a->copy);
		beside_drop(desk, a);
	}
	return VISIT_IDLE;
}

enum verdict
done_approved(struct desk *desk, const struct catalog_job *known,
    const struct arrival *a, struct why *why)
{
	char outcome[CATALOG_CODE_SIZE], was[HASH_HEX_SIZE];
	enum verdict v;

	if (!desk_is_within(desk, known, WHERE_DONE))
		return V_OK;
	v = was_at(desk, known->place, was, outcome, why);
	if (v == V_OK && was[0] != '\0')
		v = put(desk, a->job.place, was, NULL, correction, why);
	return v;
}

int
done_is_asked(struct desk *desk, const struct catalog_seen *seen)
{
	int asked;
	struct catalog_filter filter;
	struct catalog_job *job;
	struct why why;

	if (strcmp(seen->outcome, original) != 0)
		return 0;
	memset(&filter, 0, sizeof(filter));
	filter.site = desk->site.id;
	filter.state = JOB_HELD;
	filter.place = seen->place;
	job = xcalloc(1, sizeof(*job));
	asked = catalog_job_find(desk->archive->catalog, &filter, job, &why) !=
		V_OK ||
	    job->id != 0;
	free(job);
	return asked;
}

enum verdict
done_find(const struct piece *piece, struct catalog_release *ret,
    struct why *why)
{
	char outcome[CATALOG_CODE_SIZE], was[HASH_HEX_SIZE];
	enum verdict v;

	memset(ret, 0, sizeof(*ret));
	v = was_at(piece->desk, piece->job.place, was, outcome, why);
	if (v != V_OK || was[0] == '\0' ||
	    (strcmp(outcome, correction) != 0 &&
		!desk_is_within(piece->desk, &piece->job, WHERE_DONE)))
		return v;
	return find_by_bytes(piece->desk, was, ret, why);
}
