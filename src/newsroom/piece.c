/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A piece of work and what it needs to know and keep.  See room.h. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/names.h"
#include "base/xalloc.h"
#include "newsroom/attach.h"
#include "newsroom/older.h"
#include "newsroom/room.h"
#include "render/render.h"

/* What every published folder holds; the names are edition_file()'s. */
static const enum edition published[] = { EDITION_HTML, EDITION_FRAGMENT,
	EDITION_TEXT, EDITION_EPUB, EDITION_JSON, EDITION_NINJS, EDITION_NITF };

enum {
	PUBLISHED = sizeof(published) / sizeof(published[0])
};

uint32_t
piece_editions(void)
{
	size_t i;
	uint32_t set = 0;

	for (i = 0; i < PUBLISHED; i++)
		set |= EDITION_BIT(published[i]);
	return set;
}

struct piece *
piece_new(struct desk *desk)
{
	struct piece *piece;

	piece = xcalloc(1, sizeof(*piece));
	piece->desk = desk;
	findings_init(&piece->findings);
	values_init(&piece->values);
	return piece;
}

void
piece_free(struct piece *piece)
{
	if (piece->is_staged)
		stage_end(&piece->staged);
	findings_fini(&piece->findings);
	values_fini(&piece->values);
	free(piece->search);
	free(piece);
}

/* The name of a file of several items tells a language only of those that say
 * none themselves. */
static void
settings_for_item(const struct piece *piece, struct release_settings *ret)
{
	char *family;
	const char *const *langs;
	struct name_parts parts;

	langs = (const char *const *)piece->desk->config->languages;
	names_split(names_last(piece->job.place), langs, &parts);
	if (parts.lang[0] != '\0')
		snprintf(ret->folder_lang, sizeof(ret->folder_lang), "%s",
		    parts.lang);
	family = names_family(names_last(piece->job.place), langs);
	snprintf(ret->name, sizeof(ret->name), "%s", family);
	free(family);
}

/* What the site and the folder say about a document before it is read. */
static void
settings_for(const struct piece *piece, struct release_settings *ret)
{
	const struct config_site *site;
	size_t i;

	site = piece->desk->config;
	memset(ret, 0, sizeof(*ret));
	snprintf(ret->name, sizeof(ret->name), "%s",
	    names_last(piece->job.place));
	snprintf(ret->folder_lang, sizeof(ret->folder_lang), "%s",
	    config_folder_lang(site, piece->job.folder));
	if (piece->job.item != 0)
		settings_for_item(piece, ret);
	for (i = 0; i < site->language_count; i++)
		snprintf(ret->site_langs[i], sizeof(ret->site_langs[i]), "%s",
		    site->languages[i]);
	snprintf(ret->region, sizeof(ret->region), "%s", site->region);
	snprintf(ret->timezone, sizeof(ret->timezone), "%s", site->timezone);
	snprintf(ret->organisation, sizeof(ret->organisation), "%s",
	    site->organisation);
	ret->now = now_s(piece->desk->newsroom);
}

static enum verdict
send_document(struct piece *piece, struct why *why)
{
	enum verdict v;
	int fd;
	struct buf frames;
	struct work work;

	memset(&work, 0, sizeof(work));
	work.kind = WORK_CONVERT;
	work.whole = piece->job.item != 0;
	settings_for(piece, &work.settings);
	buf_init(&frames,
	    piece->desk->newsroom->settings.config->limits.output);
	v = attach_frames(piece, &frames, &work.companions, why);
	if (v == V_OK)
		v = spool_read(piece->desk->archive->spool, piece->job.uid, &fd,
		    why);
	if (v != V_OK) {
		buf_fini(&frames);
		return v;
	}
	v = bureau_send(piece->desk->newsroom->bureau, &work, fd, piece, why);
	close(fd);
	if (v == V_OK && work.companions > 0)
		bureau_tell(piece->desk->newsroom->bureau, piece, &frames);
	buf_fini(&frames);
	return v;
}

/* Append a blob of the store as one frame. */
static enum verdict
put_blob(struct piece *piece, struct buf *frames, enum frame_kind kind,
    uint32_t what, const char *name, const char *sha256, struct why *why)
{
	enum verdict v;
	struct buf blob;

	buf_init(&blob, frames->max);
	if (kind == FRAME_PICTURE) {
		buf_puts(&blob, name);
		buf_putc(&blob, '\0');
		buf_puts(&blob, sha256);
		buf_putc(&blob, '\0');
	}
	v = store_get(piece->desk->archive->store, sha256, &blob, why);
	if (v == V_OK)
		frame_put(frames, kind, what, buf_str(&blob), blob.len);
	buf_fini(&blob);
	return v;
}

enum verdict
piece_put_pictures(struct piece *piece, const struct catalog_files *files,
    struct buf *frames, struct why *why)
{
	const struct catalog_file *f;
	enum verdict v = V_OK;
	size_t i;
	uint32_t index = 0;

	for (i = 0; i < files->count && v == V_OK; i++) {
		f = &files->list[i];
		if (strncmp(f->name, "media/", 6) != 0)
			continue;
		v = put_blob(piece, frames, FRAME_PICTURE, index++,
		    names_last(f->name), f->sha256, why);
	}
	return v;
}

enum verdict
piece_publication(struct piece *piece, const struct catalog_release *release,
    struct buf *out, struct buf *ahead, struct why *why)
{
	enum verdict v;
	struct catalog_releases older;
	struct site_beside beside = { .older = &older };

	memset(&older, 0, sizeof(older));
	v = attach_list(piece, &beside.attachments, why);
	if (v == V_OK)
		v = older_tell(piece, release, ahead, &older, why);
	if (v == V_OK)
		v = site_publication(&piece->desk->site, release, &beside, out,
		    why);
	catalog_releases_fini(&older);
	free(beside.attachments.list);
	return v;
}

static enum verdict
put_version(struct piece *piece, const struct catalog_release *release,
    struct buf *frames, struct why *why)
{
	enum verdict v;
	struct buf publication;
	struct catalog_files files;

	memset(&files, 0, sizeof(files));
	buf_init(&publication, 1 << 20);
	v = piece_publication(piece, release, &publication, frames, why);
	if (v == V_OK)
		v = put_blob(piece, frames, FRAME_RELEASE, 0, "",
		    release->version.release_sha256, why);
	if (v == V_OK)
		v = catalog_pictures(piece->desk->archive->catalog,
		    release->version.id, &files, why);
	if (v == V_OK)
		v = piece_put_pictures(piece, &files, frames, why);
	if (v == V_OK)
		frame_put(frames, FRAME_GO, piece_editions(),
		    buf_str(&publication), publication.len);
	buf_fini(&publication);
	catalog_files_fini(&files);
	return v;
}

static enum verdict
send_frames(struct piece *piece, const struct buf *frames, struct why *why)
{
	struct work work;

	memset(&work, 0, sizeof(work));
	work.kind = WORK_RENDER;
	settings_for(piece, &work.settings);
	return bureau_send_bytes(piece->desk->newsroom->bureau, &work, frames,
	    piece, why);
}

static void
plan_from(struct piece *piece, const struct catalog_release *release)
{
	struct catalog_plan *plan;

	plan = &piece->plan;
	memcpy(plan->work, release->work, sizeof(plan->work));
	plan->release = release->id;
	plan->version = release->version.id;
	plan->number = release->version.number;
	memcpy(plan->path, release->path, sizeof(plan->path));
	plan->first_published = release->first_published;
	plan->published = release->version.published;
	memcpy(piece->lang, release->lang, sizeof(piece->lang));
	memcpy(piece->format, release->version.format, sizeof(piece->format));
	memcpy(piece->release_sha256, release->version.release_sha256,
	    sizeof(piece->release_sha256));
}

/* What is live, comes back, or is down and stays readable. */
static int
is_shown(const struct catalog_release *release)
{
	return release->standing == STANDING_LIVE ||
	    (release->standing == STANDING_WITHDRAWN &&
		(release->restoring || release->readable));
}

/* V_HOLD: what was live when this was asked for is not any more. */
static enum verdict
send_version(struct piece *piece, struct why *why)
{
	enum verdict v;
	struct buf frames;
	struct catalog_release *release;

	release = xcalloc(1, sizeof(*release));
	buf_init(&frames,
	    2 * piece->desk->newsroom->settings.config->limits.output);
	v = catalog_release_get(piece->desk->archive->catalog, piece->release,
	    release, why);
	if (v == V_OK && !is_shown(release))
		v = why_set(why, V_HOLD, "not-live", "no longer live");
	if (v == V_OK) {
		if (release->moving[0] != '\0')
			memcpy(release->path, release->moving,
			    sizeof(release->path));
		piece->changes_kin = release->restoring ||
		    release->moving[0] != '\0';
		plan_from(piece, release);
		v = put_version(piece, release, &frames, why);
	}
	if (v == V_OK)
		v = send_frames(piece, &frames, why);
	buf_fini(&frames);
	free(release);
	return v;
}

int
piece_is_wanted(struct piece *piece, struct why *why)
{
	int wanted;
	struct catalog_release *release;

	if (!piece->rerender)
		return 1;
	release = xcalloc(1, sizeof(*release));
	wanted = catalog_release_get(piece->desk->archive->catalog,
		     piece->release, release, why) == V_OK &&
	    is_shown(release) && release->version.id == piece->plan.version &&
	    strcmp(piece->plan.path,
		release->moving[0] != '\0' ? release->moving : release->path) ==
		0;
	free(release);
	return wanted;
}

enum verdict
piece_send(struct piece *piece, struct why *why)
{
	return piece->rerender ? send_version(piece, why) :
				 send_document(piece, why);
}

void
piece_tell_before(struct piece *piece, struct assignment *assignment)
{
	enum verdict v;
	struct buf text;
	struct catalog_release *before;
	struct desk *desk;
	struct why why;

	desk = piece->desk;
	before = xcalloc(1, sizeof(*before));
	buf_init(&text, desk->newsroom->settings.config->limits.output);
	v = catalog_release_of_version(desk->archive->catalog, piece->before,
	    before, &why);
	if (v == V_OK)
		v = store_get(desk->archive->store,
		    before->version.release_sha256, &text, &why);
	if (v == V_OK)
		assignment_before(assignment, &text);
	else
		newsroom_trouble(desk->newsroom, "comparing versions", &why);
	buf_fini(&text);
	free(before);
}

void
piece_hear_difference(struct piece *piece, const struct dispatch *dispatch)
{
	const struct text_difference *d;
	struct catalog_difference *kept;

	d = &dispatch->difference;
	kept = &piece->difference;
	piece->minor = d->minor;
	kept->changed = d->changed;
	kept->added = d->added;
	kept->removed = d->removed;
	snprintf(kept->before, sizeof(kept->before), "%s", d->before);
	snprintf(kept->after, sizeof(kept->after), "%s", d->after);
}

static enum verdict
put_file(struct piece *piece, const char *name, const char *type,
    const struct blob *blob, struct why *why)
{
	struct stage_file file;

	file.name = name;
	file.type = type;
	file.title = NULL;
	file.data = blob->data;
	file.len = blob->len;
	return stage_put(&piece->staged, &file, why);
}

static enum verdict
stage_editions(struct piece *piece, const struct dispatch *dispatch,
    struct why *why)
{
	const struct blob *blob;
	enum verdict v = V_OK;
	size_t i;

	for (i = 0; i < PUBLISHED && v == V_OK; i++) {
		blob = &dispatch->editions[published[i]];
		if (blob->data == NULL)
			return why_set(why, V_FATAL, "internal",
			    "the worker left out %s",
			    edition_name(published[i]));
		v = put_file(piece, edition_file(published[i]), "", blob, why);
	}
	return v;
}

/* Names of pictures come from a worker: only ours pass ("p1.png"). */
static const char *
picture_type(const char *name)
{
	static const struct {
		const char *suffix;
		const char *type;
	} types[] = {
		{ ".png", "image/png" },
		{ ".jpg", "image/jpeg" },
		{ ".gif", "image/gif" },
		{ ".webp", "image/webp" },
		{ ".svg", "image/svg+xml" },
	};

	size_t digits, i;

	if (name[0] != 'p')
		return NULL;
	digits = strspn(name + 1, "0123456789");
	if (digits == 0 || digits > 4)
		return NULL;
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (strcmp(name + 1 + digits, types[i].suffix) == 0)
			return types[i].type;
	}
	return NULL;
}

static enum verdict
stage_picture(struct piece *piece, const struct dispatch_picture *picture,
    struct why *why)
{
	char file[64];
	const char *type;
	enum verdict v;

	if ((type = picture_type(picture->name)) == NULL)
		return why_set(why, V_FATAL, "internal",
		    "a picture has a name that is not ours");
	snprintf(file, sizeof(file), "media/%s", picture->name);
	v = put_file(piece, file, type, &picture->bytes, why);
	if (v != V_OK || piece->rerender)
		return v;
	return store_put(piece->desk->archive->store, picture->bytes.data,
	    picture->bytes.len, NULL, why);
}

/* A version that is rendered again has its pictures in the store. */
static enum verdict
stage_stored_pictures(struct piece *piece, struct why *why)
{
	enum verdict v;
	size_t i;
	struct buf bytes;
	struct catalog_file *f;
	struct catalog_files files;
	struct stage_file file;

	memset(&files, 0, sizeof(files));
	v = catalog_pictures(piece->desk->archive->catalog, piece->plan.version,
	    &files, why);
	for (i = 0; i < files.count && v == V_OK; i++) {
		f = &files.list[i];
		buf_init(&bytes, SIZE_MAX / 4);
		v = store_get(piece->desk->archive->store, f->sha256, &bytes,
		    why);
		file.name = f->name;
		file.type = f->type;
		file.title = f->title;
		file.data = bytes.data;
		file.len = bytes.len;
		if (v == V_OK)
			v = stage_put(&piece->staged, &file, why);
		buf_fini(&bytes);
	}
	catalog_files_fini(&files);
	return v;
}

static enum verdict
stage_new_pictures(struct piece *piece, const struct dispatch *dispatch,
    struct why *why)
{
	enum verdict v = V_OK;
	size_t i;

	for (i = 0; i < dispatch->picture_count && v == V_OK; i++)
		v = stage_picture(piece, &dispatch->pictures[i], why);
	return v;
}

/* Original and release XML: whatever is published can be made again. */
static enum verdict
keep(struct piece *piece, const struct dispatch *dispatch, struct why *why)
{
	enum verdict v;
	int fd;
	struct archive *archive;

	archive = piece->desk->archive;
	if (dispatch->release.data == NULL)
		return why_set(why, V_FATAL, "internal",
		    "the worker left out the release");
	v = store_put(archive->store, dispatch->release.data,
	    dispatch->release.len, piece->release_sha256, why);
	if (v != V_OK)
		return v;
	if ((v = spool_read(archive->spool, piece->job.uid, &fd, why)) != V_OK)
		return v;
	v = store_put_file(archive->store, fd, piece->job.sha256, why);
	close(fd);
	return v;
}

enum verdict
piece_stage(struct piece *piece, const struct dispatch *dispatch,
    struct why *why)
{
	char uid[CATALOG_UID_SIZE];
	enum verdict v;

	/* What a rebuild makes has no job to be named after. */
	if (piece->rebuild)
		catalog_new_uid(uid);
	else
		memcpy(uid, piece->job.uid, sizeof(uid));
	v = stage_begin(&piece->desk->site.web, uid, &piece->staged, why);
	if (v != V_OK)
		return v;
	piece->is_staged = 1;
	piece->topics = dispatch->topics;
	free(piece->search);
	piece->search = dispatch->search.data != NULL ?
	    xstrdup(dispatch->search.data) :
	    NULL;
	v = stage_editions(piece, dispatch, why);
	if (v == V_OK)
		v = piece->rerender ? stage_stored_pictures(piece, why) :
				      stage_new_pictures(piece, dispatch, why);
	if (v == V_OK)
		v = older_stage(piece, dispatch, why);
	if (v == V_OK && !piece->rerender)
		v = attach_stage(piece, why);
	if (v == V_OK && !piece->rerender)
		v = keep(piece, dispatch, why);
	return v;
}
