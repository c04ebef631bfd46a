/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Older versions beside a release.  See older.h for the contract. */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "newsroom/attach.h"
#include "newsroom/older.h"
#include "newsroom/room.h"

enum {
	PUBLICATION_MAX = 1 << 20
};

/* One of them, and what replaced it. */
static enum verdict
put_publication(struct piece *piece, const struct site_replaced *replaced,
    struct buf *out, struct why *why)
{
	enum verdict v;
	struct site_attachments attachments;

	v = attach_list_version(piece, replaced->old->version.id, &attachments,
	    why);
	if (v == V_OK)
		site_replaced_publication(&piece->desk->site, replaced,
		    &attachments, out);
	free(attachments.list);
	return v;
}

static enum verdict
put_one(struct piece *piece, const struct site_replaced *replaced,
    struct buf *frames, struct why *why)
{
	enum verdict v;
	const struct catalog_version *version;
	struct buf told;
	struct catalog_files files;

	version = &replaced->old->version;
	memset(&files, 0, sizeof(files));
	buf_init(&told, frames->max);
	v = catalog_pictures(piece->desk->archive->catalog, version->id, &files,
	    why);
	if (v == V_OK)
		v = piece_put_pictures(piece, &files, frames, why);
	if (v == V_OK)
		v = put_publication(piece, replaced, &told, why);
	buf_putc(&told, '\0');
	if (v == V_OK)
		v = store_get(piece->desk->archive->store,
		    version->release_sha256, &told, why);
	if (v == V_OK)
		frame_put(frames, FRAME_VERSION, version->number,
		    buf_str(&told), told.len);
	buf_fini(&told);
	catalog_files_fini(&files);
	return v;
}

/* The latest first, as many as fit; *ret_left are the ones that don't. */
static enum verdict
put_all(struct piece *piece, const struct catalog_release *release,
    const struct catalog_releases *older, struct buf *frames, size_t *ret_left,
    struct why *why)
{
	enum verdict v = V_OK;
	size_t i, room;
	struct buf one;
	struct site_replaced replaced = { .path = release->path,
		.title = release->version.title,
		.at = release->version.published };

	room = piece->desk->newsroom->settings.config->limits.output / 2;
	for (i = older->count; i > 0 && v == V_OK; i--) {
		buf_init(&one, SIZE_MAX / 4);
		replaced.old = &older->list[i - 1];
		v = put_one(piece, &replaced, &one, why);
		replaced.at = replaced.old->version.published;
		if (v == V_OK && frames->len + one.len > room) {
			buf_fini(&one);
			break;
		}
		buf_add(frames, one.data, one.len);
		buf_fini(&one);
	}
	*ret_left = i;
	return v;
}

static int
is_shown(const struct piece *piece, const struct catalog_release *release)
{
	return piece->desk->config->public_versions &&
	    release->version.number > 1 &&
	    (release->standing != STANDING_WITHDRAWN || release->restoring ||
		!release->readable);
}

enum verdict
older_tell(struct piece *piece, const struct catalog_release *release,
    struct buf *frames, struct catalog_releases *ret, struct why *why)
{
	enum verdict v;
	size_t left = 0;

	memset(ret, 0, sizeof(*ret));
	if (!is_shown(piece, release))
		return V_OK;
	v = catalog_versions_before(piece->desk->archive->catalog, release->id,
	    release->version.number, ret, why);
	if (v == V_OK)
		v = put_all(piece, release, ret, frames, &left, why);
	if (v != V_OK) {
		catalog_releases_fini(ret);
		memset(ret, 0, sizeof(*ret));
		return v;
	}
	ret->count -= left;
	memmove(ret->list, ret->list + left, ret->count * sizeof(*ret->list));
	return V_OK;
}

static enum verdict
stage_file(struct piece *piece, unsigned number, const char *name,
    const struct blob *bytes, struct why *why)
{
	char path[96];
	struct stage_file file = { .name = path, .type = "" };

	snprintf(path, sizeof(path), "v/%u/%.80s", number, name);
	file.data = bytes->data;
	file.len = bytes->len;
	return stage_put(&piece->staged, &file, why);
}

/* Its pictures and attachments: they are in the store, whatever is live. */
static enum verdict
stage_stored(struct piece *piece, const struct catalog_version *version,
    struct why *why)
{
	enum verdict v;
	size_t i;
	struct blob blob;
	struct buf bytes;
	struct catalog_files files;

	memset(&files, 0, sizeof(files));
	v = catalog_pictures(piece->desk->archive->catalog, version->id, &files,
	    why);
	for (i = 0; i < files.count && v == V_OK; i++) {
		buf_init(&bytes, SIZE_MAX / 4);
		v = store_get(piece->desk->archive->store, files.list[i].sha256,
		    &bytes, why);
		blob.data = bytes.data;
		blob.len = bytes.len;
		if (v == V_OK)
			v = stage_file(piece, version->number,
			    files.list[i].name, &blob, why);
		buf_fini(&bytes);
	}
	catalog_files_fini(&files);
	return v;
}

static const struct dispatch_version *
find(const struct dispatch *dispatch, unsigned number)
{
	size_t i;

	for (i = 0; i < dispatch->version_count; i++) {
		if (dispatch->versions[i].number == number)
			return &dispatch->versions[i];
	}
	return NULL;
}

enum verdict
older_stage(struct piece *piece, const struct dispatch *dispatch,
    struct why *why)
{
	const struct catalog_version *version;
	const struct dispatch_version *made;
	enum verdict v;
	size_t i;
	struct catalog_releases older;

	if (dispatch->version_count == 0)
		return V_OK;
	memset(&older, 0, sizeof(older));
	v = catalog_versions_before(piece->desk->archive->catalog,
	    piece->plan.release, piece->plan.number, &older, why);
	for (i = 0; i < older.count && v == V_OK; i++) {
		version = &older.list[i].version;
		if ((made = find(dispatch, version->number)) == NULL)
			continue;
		v = stage_file(piece, version->number, "index.html",
		    &made->page, why);
		if (v == V_OK)
			v = stage_stored(piece, version, why);
	}
	catalog_releases_fini(&older);
	return v;
}
