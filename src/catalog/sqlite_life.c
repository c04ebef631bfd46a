/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Releases after their publication.  See life.h for the contracts. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/sqlite_release.h"

enum verdict
catalog_restore(struct catalog *catalog, int64_t release, int wanted,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "UPDATE releases SET restoring = ? WHERE id = ?"
	    " AND standing = 'withdrawn'");
	query_put_int(&q, wanted != 0);
	query_put_int(&q, release);
	return query_run(&q, why);
}

enum verdict
catalog_originals(struct catalog *catalog, int64_t release,
    struct catalog_seen_list *ret, struct why *why)
{
	enum verdict v;
	struct catalog_seen *s;
	struct catalog_seen_list seen = { 0 };
	struct query q;

	query_begin(&q, catalog,
	    "SELECT s.place, s.sha256 FROM seen s, releases r WHERE r.id = ?1"
	    " AND s.site = r.site AND s.sha256 <> '' AND s.sha256 IN"
	    "  (SELECT source_sha256 FROM versions WHERE release = ?1)"
	    " UNION SELECT place, sha256 FROM jobs WHERE version IN"
	    "  (SELECT id FROM versions WHERE release = ?1)"
	    "  AND kind = 'convert' AND place <> x''"
	    " UNION SELECT p.place, p.sha256 FROM jobs p, jobs j"
	    "  WHERE j.version IN (SELECT id FROM versions WHERE release = ?1)"
	    "  AND j.parent <> 0 AND p.id = j.parent AND p.place <> x''");
	query_put_int(&q, release);
	while (query_next(&q)) {
		seen.list = list_grow(seen.list, seen.count,
		    sizeof(*seen.list));
		s = &seen.list[seen.count++];
		query_get_text(&q, s->place, sizeof(s->place));
		query_get_text(&q, s->sha256, sizeof(s->sha256));
	}
	if ((v = query_end(&q, why)) == V_OK)
		*ret = seen;
	else
		catalog_seen_list_fini(&seen);
	return v;
}

enum verdict
catalog_withdrawal(struct catalog *catalog, int64_t release, int64_t *ret,
    struct why *why)
{
	return query_number(catalog,
	    "SELECT ifnull(max(seq), 0) FROM changes WHERE release = ?"
	    " AND op = 'withdraw' AND files = ''",
	    release, ret, why);
}

static enum verdict
mark_expired(struct catalog *catalog, const struct catalog_release *release,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "UPDATE releases SET expired = ? WHERE id = ?");
	query_put_int(&q, release->version.expires);
	query_put_int(&q, release->id);
	return query_run(&q, why);
}

enum verdict
catalog_expire(struct catalog *catalog, int64_t site, int64_t now,
    struct catalog_releases *ret, struct why *why)
{
	enum verdict v;
	size_t i;
	struct query q;

	query_begin(&q, catalog,
	    RELEASE_LIVE " WHERE r.site = ? AND r.standing = 'live'"
			 " AND r.expired = 0 AND v.expires <> 0"
			 " AND v.expires <= ? ORDER BY v.expires, r.id");
	query_put_int(&q, site);
	query_put_int(&q, now);
	if ((v = release_all(&q, ret, why)) != V_OK)
		return v;
	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	for (i = 0; v == V_OK && i < ret->count; i++)
		v = mark_expired(catalog, &ret->list[i], why);
	return scope_end(catalog, v, why);
}

enum verdict
catalog_next_expiry(struct catalog *catalog, int64_t *ret, struct why *why)
{
	enum verdict v;

	v = query_number(catalog,
	    "SELECT ifnull(min(v.expires), ?) FROM versions v JOIN releases r"
	    " ON r.live = v.id WHERE v.expires <> 0 AND r.standing = 'live'"
	    " AND r.expired = 0",
	    INT64_MAX, ret, why);
	return v;
}

static enum verdict
set_moving(struct catalog *catalog, const struct catalog_release *release,
    const char *path, struct why *why)
{
	struct query q;

	query_begin(&q, catalog, "UPDATE releases SET moving = ? WHERE id = ?");
	query_put_text(&q, path);
	query_put_int(&q, release->id);
	return query_run(&q, why);
}

enum verdict
catalog_move(struct catalog *catalog, int64_t id, const char *slug,
    struct why *why)
{
	char path[CATALOG_PATH_SIZE];
	enum verdict v;
	int taken;
	struct catalog_release release;

	if (slug[0] == '\0' || strlen(slug) > 96 || !path_is_plain(slug))
		return why_set(why, V_REJECT, "usage",
		    "a slug has letters, digits and hyphens, at most 96");
	if ((v = catalog_release_get(catalog, id, &release, why)) != V_OK)
		return v;
	if (release.standing != STANDING_LIVE)
		return why_set(why, V_REJECT, "usage",
		    "only what is public can move");
	snprintf(path, sizeof(path), "/%s/%04d/%02d/%s/", release.lang,
	    release.year, release.month, slug);
	v = path_is_taken(catalog, release.site, path, &taken, why);
	if (v == V_OK && taken)
		v = why_set(why, V_REJECT, "usage",
		    "%s is or was the address of a release", path);
	return v == V_OK ? set_moving(catalog, &release, path, why) : v;
}

enum verdict
release_arrive(struct catalog *catalog, struct catalog_release *release,
    int64_t now, struct why *why)
{
	enum verdict v;
	const char *slug;
	struct query q;

	query_begin(&q, catalog,
	    "INSERT INTO moves (site, path, release, at, due)"
	    " VALUES (?, ?, ?, ?, 1)");
	query_put_int(&q, release->site);
	query_put_text(&q, release->path);
	query_put_int(&q, release->id);
	query_put_int(&q, now);
	if ((v = query_run(&q, why)) != V_OK)
		return v;
	memcpy(release->path, release->moving, sizeof(release->path));
	release->moving[0] = '\0';
	/* "/sv/2026/05/slug/" */
	slug = strrchr(release->path, '/');
	while (slug > release->path && slug[-1] != '/')
		slug--;
	snprintf(release->slug, sizeof(release->slug), "%.*s",
	    (int)strcspn(slug, "/"), slug);
	query_begin(&q, catalog,
	    "UPDATE releases SET path = ?, slug = ?, moving = ''"
	    " WHERE id = ?");
	query_put_text(&q, release->path);
	query_put_text(&q, release->slug);
	query_put_int(&q, release->id);
	return query_run(&q, why);
}

static enum verdict
place_all(struct query *q, struct catalog_places *ret, struct why *why)
{
	enum verdict v;
	struct catalog_place *p;
	struct catalog_places places = { 0 };

	while (query_next(q)) {
		places.list = list_grow(places.list, places.count,
		    sizeof(*places.list));
		p = &places.list[places.count++];
		p->release = query_get_int(q);
		query_get_text(q, p->path, sizeof(p->path));
		query_get_text(q, p->target, sizeof(p->target));
		p->at = query_get_int(q);
		p->due = (int)query_get_int(q);
	}
	if ((v = query_end(q, why)) == V_OK)
		*ret = places;
	else
		catalog_places_fini(&places);
	return v;
}

enum verdict
catalog_moves(struct catalog *catalog, int64_t site, struct catalog_places *ret,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "SELECT m.release, m.path, r.path, m.at, m.due FROM moves m"
	    " JOIN releases r ON r.id = m.release WHERE m.site = ?"
	    " AND r.standing IN ('live', 'withdrawn', 'gone') ORDER BY m.path");
	query_put_int(&q, site);
	return place_all(&q, ret, why);
}

enum verdict
catalog_erased_moves(struct catalog *catalog, int64_t site,
    struct catalog_places *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "SELECT m.release, m.path, '', m.at, m.due FROM moves m"
	    " JOIN releases r ON r.id = m.release WHERE m.site = ?1"
	    " AND r.standing = 'erased' ORDER BY m.path");
	query_put_int(&q, site);
	return place_all(&q, ret, why);
}

void
catalog_places_fini(struct catalog_places *places)
{
	free(places->list);
}

enum verdict
catalog_moved(struct catalog *catalog, int64_t site, const char *path,
    struct why *why)
{
	enum verdict v;
	struct query q;

	query_begin(&q, catalog,
	    "UPDATE moves SET due = 0 WHERE site = ? AND path = ?");
	query_put_int(&q, site);
	query_put_text(&q, path);
	if ((v = query_run(&q, why)) != V_OK)
		return v;
	query_begin(&q, catalog,
	    "DELETE FROM moves WHERE site = ? AND path = ? AND release IN"
	    " (SELECT id FROM releases WHERE standing = 'erased')");
	query_put_int(&q, site);
	query_put_text(&q, path);
	return query_run(&q, why);
}
