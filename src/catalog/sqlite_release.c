/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Releases and versions: rows, and finding them.  See publication.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/sqlite_release.h"

static const char *const standings[STANDINGS] = {
	[STANDING_PLANNED] = "planned",
	[STANDING_LIVE] = "live",
	[STANDING_SUPERSEDED] = "superseded",
	[STANDING_WITHDRAWN] = "withdrawn",
	[STANDING_GONE] = "gone",
	[STANDING_ERASED] = "erased",
};

const char *
standing_name(enum standing standing)
{
	return (size_t)standing < STANDINGS ? standings[standing] : "";
}

static void
standing_column(struct query *q, enum standing *ret)
{
	char name[16];
	int i;

	query_get_text(q, name, sizeof(name));
	for (i = 0; i < STANDINGS - 1; i++) {
		if (strcmp(standings[i], name) == 0)
			break;
	}
	*ret = (enum standing)i;
}

void
sketch_pack(const uint64_t *sketch, unsigned char ret[SKETCH_BYTES])
{
	int i;
	uint64_t n;

	for (i = 0; i < SKETCH_BYTES; i++) {
		n = sketch != NULL ? sketch[i / 8] : 0;
		ret[i] = (unsigned char)(n >> (i % 8 * 8));
	}
}

static void
sketch_column(struct query *q, uint64_t ret[CATALOG_SKETCH])
{
	int i;
	unsigned char bytes[SKETCH_BYTES] = { 0 };

	query_get_bytes(q, bytes, sizeof(bytes));
	memset(ret, 0, CATALOG_SKETCH * sizeof(*ret));
	for (i = 0; i < SKETCH_BYTES; i++)
		ret[i / 8] |= (uint64_t)bytes[i] << (i % 8 * 8);
}

static void
difference_columns(struct query *q, struct catalog_difference *ret)
{
	ret->changed = (unsigned)query_get_int(q);
	ret->added = (unsigned)query_get_int(q);
	ret->removed = (unsigned)query_get_int(q);
	query_get_text(q, ret->before, sizeof(ret->before));
	query_get_text(q, ret->after, sizeof(ret->after));
}

static void
version_columns(struct query *q, struct catalog_version *ret)
{
	ret->id = query_get_int(q);
	ret->number = (unsigned)query_get_int(q);
	standing_column(q, &ret->standing);
	ret->job = query_get_int(q);
	query_get_text(q, ret->title, sizeof(ret->title));
	query_get_text(q, ret->deck, sizeof(ret->deck));
	query_get_text(q, ret->issued, sizeof(ret->issued));
	query_get_text(q, ret->format, sizeof(ret->format));
	query_get_text(q, ret->source_sha256, sizeof(ret->source_sha256));
	query_get_text(q, ret->release_sha256, sizeof(ret->release_sha256));
	sketch_column(q, ret->sketch);
	ret->words = (unsigned)query_get_int(q);
	ret->embargo = query_get_int(q);
	ret->published = query_get_int(q);
	ret->minor = (int)query_get_int(q);
	query_get_text(q, ret->note, sizeof(ret->note));
	ret->correction = (int)query_get_int(q);
	difference_columns(q, &ret->difference);
	ret->revision = query_get_int(q);
	query_get_text(q, ret->beside, sizeof(ret->beside));
	ret->expires = query_get_int(q);
}

void
release_row(struct query *q, struct catalog_release *ret)
{
	ret->id = query_get_int(q);
	ret->site = query_get_int(q);
	query_get_text(q, ret->work, sizeof(ret->work));
	query_get_text(q, ret->lang, sizeof(ret->lang));
	query_get_text(q, ret->slug, sizeof(ret->slug));
	query_get_text(q, ret->path, sizeof(ret->path));
	query_get_text(q, ret->guid, sizeof(ret->guid));
	standing_column(q, &ret->standing);
	ret->year = (int)query_get_int(q);
	ret->month = (int)query_get_int(q);
	ret->first_published = query_get_int(q);
	ret->updated = query_get_int(q);
	query_get_text(q, ret->reason, sizeof(ret->reason));
	ret->ordinal = query_get_int(q);
	ret->in_month = query_get_int(q);
	ret->restoring = (int)query_get_int(q);
	ret->readable = (int)query_get_int(q);
	ret->expired = query_get_int(q);
	query_get_text(q, ret->moving, sizeof(ret->moving));
	ret->removal = (int)query_get_int(q);
	version_columns(q, &ret->version);
}

enum verdict
release_one(struct query *q, struct catalog_release *ret, struct why *why)
{
	memset(ret, 0, sizeof(*ret));
	if (query_next(q))
		release_row(q, ret);
	return query_end(q, why);
}

enum verdict
release_all(struct query *q, struct catalog_releases *ret, struct why *why)
{
	enum verdict v;
	struct catalog_releases releases = { 0 };

	while (query_next(q)) {
		releases.list = list_grow(releases.list, releases.count,
		    sizeof(*releases.list));
		release_row(q, &releases.list[releases.count++]);
	}
	if ((v = query_end(q, why)) == V_OK)
		*ret = releases;
	else
		catalog_releases_fini(&releases);
	return v;
}

void
catalog_releases_fini(struct catalog_releases *releases)
{
	free(releases->list);
}

enum verdict
catalog_release_get(struct catalog *catalog, int64_t release,
    struct catalog_release *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog, RELEASE_ANY " WHERE r.id = ?");
	query_put_int(&q, release);
	return release_one(&q, ret, why);
}

enum verdict
catalog_release_by_path(struct catalog *catalog, int64_t site, const char *path,
    struct catalog_release *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    RELEASE_ANY " WHERE r.site = ? AND r.path = ?");
	query_put_int(&q, site);
	query_put_text(&q, path);
	return release_one(&q, ret, why);
}

enum verdict
catalog_release_of_version(struct catalog *catalog, int64_t version,
    struct catalog_release *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "SELECT " RELEASE_COLUMNS " FROM versions v"
	    " JOIN releases r ON r.id = v.release WHERE v.id = ?");
	query_put_int(&q, version);
	return release_one(&q, ret, why);
}

enum verdict
catalog_versions_before(struct catalog *catalog, int64_t release,
    unsigned number, struct catalog_releases *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "SELECT " RELEASE_COLUMNS " FROM versions v"
	    " JOIN releases r ON r.id = v.release WHERE v.release = ?1"
	    " AND v.number < ?2 AND v.standing IN ('live', 'superseded')"
	    " AND v.release_sha256 <> '' AND v.number > (SELECT"
	    "  ifnull(max(w.number), 0) FROM versions w"
	    "  WHERE w.release = ?1 AND w.number < ?2"
	    "  AND w.standing NOT IN ('live', 'superseded'))"
	    " ORDER BY v.number");
	query_put_int(&q, release);
	query_put_int(&q, number);
	return release_all(&q, ret, why);
}

enum verdict
catalog_by_stem(struct catalog *catalog, const struct catalog_key *key,
    struct catalog_releases *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    RELEASE_ANY " WHERE r.site = ?1 AND (r.stem = ?2"
			"  AND (?3 OR r.folder = ?4) OR r.id IN"
			" (SELECT release FROM stems WHERE stem = ?2"
			"  AND (?3 OR folder = ?4)))"
			" AND r.standing <> 'erased' ORDER BY r.id DESC");
	query_put_int(&q, key->site);
	query_put_place(&q, key->stem);
	query_put_int(&q, key->folder == NULL);
	query_put_place(&q, key->folder);
	return release_all(&q, ret, why);
}

enum verdict
catalog_by_title(struct catalog *catalog, int64_t site, const char *title,
    struct catalog_releases *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    RELEASE_LIVE " WHERE r.site = ? AND r.standing = 'live'"
			 " AND v.title = ? COLLATE NOCASE ORDER BY r.id DESC");
	query_put_int(&q, site);
	query_put_text(&q, title);
	return release_all(&q, ret, why);
}

enum verdict
catalog_by_guid(struct catalog *catalog, int64_t site, const char *guid,
    struct catalog_releases *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    RELEASE_ANY " WHERE r.site = ? AND r.guid = ? AND r.guid <> ''"
			" AND r.standing <> 'erased' ORDER BY r.id DESC");
	query_put_int(&q, site);
	query_put_text(&q, guid);
	return release_all(&q, ret, why);
}

enum verdict
catalog_by_source(struct catalog *catalog, const struct catalog_key *key,
    struct catalog_releases *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "SELECT " RELEASE_COLUMNS " FROM versions v"
	    " JOIN releases r ON r.id = v.release"
	    " WHERE v.source_sha256 = ?1 AND r.site = ?2"
	    " AND (?3 OR r.folder = ?4) ORDER BY v.id DESC");
	query_put_text(&q, key->source_sha256);
	query_put_int(&q, key->site);
	query_put_int(&q, key->folder == NULL);
	query_put_place(&q, key->folder);
	return release_all(&q, ret, why);
}

enum verdict
catalog_plans(struct catalog *catalog, struct catalog_releases *ret,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "SELECT " RELEASE_COLUMNS " FROM versions v"
	    " JOIN releases r ON r.id = v.release"
	    " WHERE v.id IN (SELECT version FROM files WHERE pending = 1)"
	    " AND r.removal = 0 ORDER BY v.id");
	return release_all(&q, ret, why);
}

enum verdict
catalog_removals(struct catalog *catalog, struct catalog_releases *ret,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    RELEASE_LIVE " WHERE r.removal = 1 ORDER BY r.id");
	return release_all(&q, ret, why);
}

static void
file_row(struct query *q, struct catalog_file *ret)
{
	query_get_text(q, ret->name, sizeof(ret->name));
	query_get_text(q, ret->sha256, sizeof(ret->sha256));
	ret->size = (uint64_t)query_get_int(q);
	query_get_text(q, ret->type, sizeof(ret->type));
	query_get_text(q, ret->title, sizeof(ret->title));
}

static enum verdict
file_all(struct query *q, struct catalog_files *ret, struct why *why)
{
	enum verdict v;
	struct catalog_files files = { 0 };

	while (query_next(q)) {
		files.list = list_grow(files.list, files.count,
		    sizeof(*files.list));
		file_row(q, &files.list[files.count++]);
	}
	if ((v = query_end(q, why)) == V_OK)
		*ret = files;
	else
		catalog_files_fini(&files);
	return v;
}

enum verdict
catalog_files(struct catalog *catalog, int64_t version, int planned,
    struct catalog_files *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "SELECT name, sha256, size, type, title FROM files"
	    " WHERE version = ? AND pending = ? ORDER BY name");
	query_put_int(&q, version);
	query_put_int(&q, planned != 0);
	return file_all(&q, ret, why);
}

enum verdict
catalog_pictures(struct catalog *catalog, int64_t version,
    struct catalog_files *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "SELECT name, sha256, size, type, title FROM pictures"
	    " WHERE version = ? ORDER BY name");
	query_put_int(&q, version);
	return file_all(&q, ret, why);
}

void
catalog_files_fini(struct catalog_files *files)
{
	free(files->list);
}
