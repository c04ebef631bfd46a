/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What goes with a document.  See attach.h for the contract. */
#include "config.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/log.h"
#include "base/names.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "intake/junk.h"
#include "newsroom/attach.h"
#include "newsroom/beside.h"
#include "newsroom/bundle.h"
#include "release/slug.h"
#include "staff/place.h"

/* What may be downloaded, and as what a browser is told to take it. */
static const struct {
	const char *ext;
	const char *type;
} types[] = {
	{ "pdf", "application/pdf" },
	{ "docx",
	    "application/vnd.openxmlformats-officedocument"
	    ".wordprocessingml.document" },
	{ "xlsx",
	    "application/vnd.openxmlformats-officedocument"
	    ".spreadsheetml.sheet" },
	{ "pptx",
	    "application/vnd.openxmlformats-officedocument"
	    ".presentationml.presentation" },
	{ "odt", "application/vnd.oasis.opendocument.text" },
	{ "ods", "application/vnd.oasis.opendocument.spreadsheet" },
	{ "odp", "application/vnd.oasis.opendocument.presentation" },
	{ "csv", "text/csv" },
	{ "txt", "text/plain" },
	{ "zip", "application/zip" },
	{ "png", "image/png" },
	{ "jpg", "image/jpeg" },
	{ "jpeg", "image/jpeg" },
	{ "mp3", "audio/mpeg" },
	{ "mp4", "video/mp4" },
};

static const char *
type_of(const char *name)
{
	char ext[NAMES_EXT_SIZE];
	size_t i;

	names_ext(name, ext);
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (strcmp(ext, types[i].ext) == 0)
			return types[i].type;
	}
	return NULL;
}

/* "files/bokslut-2026.pdf": letters that every server and system takes. */
static void
file_name(char *dst, size_t size, const char *name, unsigned n)
{
	char ext[NAMES_EXT_SIZE], slug[40], stem[NAMES_SIZE];
	const char *dot;

	names_ext(name, ext);
	dot = strrchr(name, '.');
	snprintf(stem, sizeof(stem), "%.*s",
	    dot != NULL ? (int)(dot - name) : NAMES_SIZE - 1, name);
	slug_make(stem, slug, sizeof(slug));
	if (n == 0)
		snprintf(dst, size, "files/%s.%s",
		    slug[0] != '\0' ? slug : "file", ext);
	else
		snprintf(dst, size, "files/%s-%u.%s",
		    slug[0] != '\0' ? slug : "file", n + 1, ext);
}

static enum verdict
companions(struct piece *piece, struct catalog_companions *ret, struct why *why)
{
	memset(ret, 0, sizeof(*ret));
	if (piece->job.beside[0] == '\0')
		return V_OK;
	return catalog_companions(piece->desk->archive->catalog, piece->job.id,
	    ret, why);
}

/* The bytes of the n'th companion. */
static enum verdict
read_companion(struct piece *piece, unsigned n, struct buf *ret,
    struct why *why)
{
	char name[SPOOL_NAME];
	enum verdict v;
	int fd;

	spool_companion(name, piece->job.uid, n);
	v = spool_read(piece->desk->archive->spool, name, &fd, why);
	if (v != V_OK)
		return v;
	if (fs_read_all(fd, ret) == -1)
		v = why_errno(why, "reading what lies beside a document");
	close(fd);
	return v;
}

static enum verdict
put_frame(struct piece *piece, const struct catalog_companion *c, unsigned n,
    struct buf *frames, struct why *why)
{
	enum verdict v;
	char shown[256];
	struct buf payload;

	buf_init(&payload, frames->max);
	if (c->role == COMPANION_PICTURE) {
		text_excerpt(shown, sizeof(shown), c->name);
		buf_add(&payload, shown, strlen(shown) + 1);
		buf_add(&payload, c->sha256, strlen(c->sha256) + 1);
	}
	v = read_companion(piece, n, &payload, why);
	if (v == V_OK)
		frame_put(frames,
		    c->role == COMPANION_PICTURE ? FRAME_BESIDE : FRAME_SIDECAR,
		    0, buf_str(&payload), payload.len);
	buf_fini(&payload);
	return v;
}

enum verdict
attach_frames(struct piece *piece, struct buf *frames, uint32_t *ret_count,
    struct why *why)
{
	const struct catalog_companion *c;
	enum verdict v;
	size_t i;
	struct catalog_companions all;

	*ret_count = 0;
	v = companions(piece, &all, why);
	for (i = 0; i < all.count && v == V_OK; i++) {
		c = &all.list[i];
		if (c->role == COMPANION_ATTACHMENT)
			continue;
		if (frames->len + c->file.size + 4096 > frames->max / 2) {
			findings_add(&piece->findings, SEVERITY_WARN,
			    "picture-too-large", c->name);
			continue;
		}
		v = put_frame(piece, c, (unsigned)i, frames, why);
		(*ret_count)++;
	}
	catalog_companions_fini(&all);
	return v;
}

static void
add(struct site_attachments *list, const char *file, const char *title,
    uint64_t size)
{
	struct site_attachment *a;

	list->list = xreallocarray(list->list, list->count + 1,
	    sizeof(*list->list));
	a = &list->list[list->count++];
	memset(a, 0, sizeof(*a));
	snprintf(a->file, sizeof(a->file), "%s", file);
	text_excerpt(a->title, sizeof(a->title), title);
	snprintf(a->type, sizeof(a->type), "%s", type_of(file));
	a->size = size;
}

static int
is_taken(const struct site_attachments *list, const char *file)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (strcmp(list->list[i].file, file) == 0)
			return 1;
	}
	return 0;
}

/* The companions that are attachments, under the names that they will have;
 * index i of where is the companion's number. */
static enum verdict
list_companions(struct piece *piece, struct site_attachments *ret,
    unsigned where[SITE_ATTACHMENTS], struct why *why)
{
	char file[64];
	const struct catalog_companion *c;
	enum verdict v;
	size_t i;
	struct catalog_companions all;
	unsigned n;

	v = companions(piece, &all, why);
	for (i = 0; i < all.count && ret->count < SITE_ATTACHMENTS; i++) {
		c = &all.list[i];
		if (c->role != COMPANION_ATTACHMENT)
			continue;
		if (type_of(c->name) == NULL) {
			findings_add(&piece->findings, SEVERITY_WARN,
			    "attachment-type", c->name);
			continue;
		}
		for (n = 0, file_name(file, sizeof(file), c->name, n);
		     is_taken(ret, file);)
			file_name(file, sizeof(file), c->name, ++n);
		where[ret->count] = (unsigned)i;
		add(ret, file, c->name, c->file.size);
	}
	catalog_companions_fini(&all);
	return v;
}

enum verdict
attach_list_version(struct piece *piece, int64_t version,
    struct site_attachments *ret, struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog_files files;

	memset(ret, 0, sizeof(*ret));
	memset(&files, 0, sizeof(files));
	v = catalog_pictures(piece->desk->archive->catalog, version, &files,
	    why);
	for (i = 0; i < files.count; i++) {
		if (strncmp(files.list[i].name, "files/", 6) == 0)
			add(ret, files.list[i].name, files.list[i].title,
			    files.list[i].size);
	}
	catalog_files_fini(&files);
	return v;
}

enum verdict
attach_list(struct piece *piece, struct site_attachments *ret, struct why *why)
{
	unsigned where[SITE_ATTACHMENTS];

	memset(ret, 0, sizeof(*ret));
	return piece->rerender ?
	    attach_list_version(piece, piece->plan.version, ret, why) :
	    list_companions(piece, ret, where, why);
}

static enum verdict
stage_one(struct piece *piece, const struct site_attachment *a,
    const struct buf *bytes, struct why *why)
{
	enum verdict v;
	struct stage_file file;

	file.name = a->file;
	file.type = a->type;
	file.title = a->title;
	file.data = bytes->data;
	file.len = bytes->len;
	v = stage_put(&piece->staged, &file, why);
	if (v != V_OK)
		return v;
	return store_put(piece->desk->archive->store, bytes->data, bytes->len,
	    NULL, why);
}

enum verdict
attach_stage(struct piece *piece, struct why *why)
{
	enum verdict v;
	size_t i;
	struct buf bytes;
	struct site_attachments all;
	unsigned where[SITE_ATTACHMENTS] = { 0 };

	memset(&all, 0, sizeof(all));
	v = list_companions(piece, &all, where, why);
	for (i = 0; i < all.count && v == V_OK; i++) {
		buf_init(&bytes, SIZE_MAX / 2);
		v = read_companion(piece, where[i], &bytes, why);
		if (v == V_OK)
			v = stage_one(piece, &all.list[i], &bytes, why);
		buf_fini(&bytes);
	}
	free(all.list);
	return v;
}

char *
attach_question(struct piece *piece)
{
	char *name = NULL;
	size_t i;
	struct catalog_companions all;
	struct why why;

	if (companions(piece, &all, &why) != V_OK)
		newsroom_trouble(piece->desk->newsroom,
		    "looking for attachments", &why);
	for (i = 0; i < all.count && name == NULL; i++) {
		if (all.list[i].role == COMPANION_ATTACHMENT)
			name = xstrdup(all.list[i].name);
	}
	catalog_companions_fini(&all);
	return name;
}

char *
attach_folder(struct desk *desk, const struct catalog_job *job,
    const char *folder)
{
	char *bundle, *result;

	bundle = beside_folder(desk, job->place);
	if (bundle == NULL)
		return xstrdup(folder);
	result = xasprintf("%s/%s", folder, bundle);
	free(bundle);
	return result;
}

/* Is there still a document in the folder of this place? */
static int
has_documents(struct desk *desk, const char *path)
{
	DIR *dir;
	int fd, found = 0;
	struct dirent *entry;

	if ((fd = fs_open_dir(scan_dir(desk->scan), path)) == -1)
		return 0;
	if ((dir = fdopendir(fd)) == NULL) {
		close(fd);
		return 1;
	}
	while (!found && (entry = readdir(dir)) != NULL)
		found = bundle_is_document(entry->d_name) &&
		    !junk_is(entry->d_name) &&
		    !junk_is_own(dirfd(dir), entry->d_name);
	closedir(dir);
	return found;
}

static void
move_one(struct desk *desk, const struct catalog_companion *c,
    const char *folder)
{
	char kept[PLACE_PATH_MAX];
	struct place_seen seen;
	struct why why;

	seen.ino = (ino_t)c->file.ino;
	seen.ctime.tv_sec = (time_t)(c->file.ctime_ns / 1000000000);
	seen.ctime.tv_nsec = (long)(c->file.ctime_ns % 1000000000);
	seen.folder = folder;
	if (place_move(scan_dir(desk->scan), c->place, &seen, kept, &why) !=
	    V_OK)
		log_warn("file stays site=%s code=%s: %s", desk->config->name,
		    why.code, why.text);
}

/* A folder that is empty now has no use for anybody. */
static void
remove_folder(struct desk *desk, const char *path)
{
	(void)unlinkat(scan_dir(desk->scan), path, AT_REMOVEDIR);
}

static void
move_attachment(struct desk *desk, const struct catalog_companion *c,
    const char *folder)
{
	char from[PATH_MAX];
	char *to;

	if (names_folder(c->place, from, sizeof(from)) == -1)
		return;
	to = xasprintf("%s/%s", folder, names_last(from));
	move_one(desk, c, to);
	remove_folder(desk, from);
	free(to);
}

void
attach_put_away(struct desk *desk, const struct catalog_job *job,
    const char *folder)
{
	char bundle[PATH_MAX];
	char *name;
	int is_bundle;
	size_t i;
	struct catalog_companions all;
	struct why why;

	memset(&all, 0, sizeof(all));
	name = beside_folder(desk, job->place);
	is_bundle = name != NULL &&
	    names_folder(job->place, bundle, sizeof(bundle)) == 0;
	free(name);
	if (is_bundle && has_documents(desk, bundle))
		return;
	if (job->beside[0] != '\0' &&
	    catalog_companions(desk->archive->catalog, job->id, &all, &why) !=
		V_OK)
		newsroom_trouble(desk->newsroom, "putting files away", &why);
	for (i = 0; i < all.count; i++) {
		if (all.list[i].role == COMPANION_ATTACHMENT)
			move_attachment(desk, &all.list[i], folder);
		else
			move_one(desk, &all.list[i], folder);
	}
	catalog_companions_fini(&all);
	if (is_bundle)
		remove_folder(desk, bundle);
}
