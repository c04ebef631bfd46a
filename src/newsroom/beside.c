/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lies beside a document.  See beside.h for the contract. */
#include "config.h"

#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/hash.h"
#include "base/names.h"
#include "base/xalloc.h"
#include "intake/claim.h"
#include "intake/junk.h"
#include "newsroom/beside.h"

#define SIDECAR ".meta.xml"

enum {
	ENTRIES = 200 /* of one document: more are left alone */
};

int
beside_is_sidecar(const char *name)
{
	return names_end_with(name, SIDECAR) ||
	    strcasecmp(name, "meta.xml") == 0;
}

int
beside_is_attachments(const char *name)
{
	static const char *const names[] = { "Bilagor", "Liitteet",
		"Attachments" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcasecmp(name, names[i]) == 0)
			return 1;
	}
	return 0;
}

int
beside_is_picture(const char *name)
{
	static const char *const exts[] = { "png", "jpg", "jpeg", "gif", "webp",
		"bmp", "emf", "wmf", "tif", "tiff", NULL };

	return names_ext_is(name, exts);
}

/* The folder of a place, "" for the drop folder itself. */
static void
folder_of(const char *place, char ret[PATH_MAX])
{
	if (names_folder(place, ret, PATH_MAX) == -1)
		ret[0] = '\0';
}

static int
is_settings_folder(const struct desk *desk, const char *path)
{
	size_t i;

	for (i = 0; i < desk->config->scan_count; i++) {
		if (strcmp(desk->config->scan[i].path, path) == 0)
			return 1;
	}
	return 0;
}

char *
beside_folder(const struct desk *desk, const char *place)
{
	char folder[PATH_MAX];

	if (place[0] == '/')
		return NULL;
	folder_of(place, folder);
	if (is_settings_folder(desk, folder))
		return NULL;
	/* Originals lie in _done/2026-05. */
	if (strncmp(folder, desk->config->done, strlen(desk->config->done)) ==
	    0)
		return NULL;
	return xstrdup(names_last(folder));
}

static void
add(struct beside *beside, enum companion_role role, const char *place,
    const struct stat *st)
{
	struct beside_entry *e;

	beside->list = xreallocarray(beside->list, beside->count + 1,
	    sizeof(*beside->list));
	e = &beside->list[beside->count++];
	e->role = role;
	e->place = xstrdup(place);
	e->name = names_last(e->place);
	identity_of(st, &e->identity);
}

/* Add folder/name if it is there, and a file. */
static int
add_if_there(struct desk *desk, struct beside *beside, const char *folder,
    const char *name)
{
	char place[PATH_MAX];
	struct stat st;

	if (snprintf(place, sizeof(place), "%s%s%s", folder,
		folder[0] != '\0' ? "/" : "", name) >= (int)sizeof(place) ||
	    fstatat(scan_dir(desk->scan), place, &st, AT_SYMLINK_NOFOLLOW) ==
		-1 ||
	    !S_ISREG(st.st_mode))
		return 0;
	add(beside, COMPANION_SIDECAR, place, &st);
	return 1;
}

/* "x.sv.meta.xml" for "x.sv.docx", else "x.meta.xml". */
static int
find_sidecar_of(struct desk *desk, const struct candidate *c,
    const char *folder, struct beside *beside)
{
	char name[NAMES_SIZE + sizeof(SIDECAR)];
	const char *dot;
	struct name_parts parts;

	dot = strrchr(c->name, '.');
	snprintf(name, sizeof(name), "%.*s" SIDECAR,
	    dot != NULL ? (int)(dot - c->name) : NAMES_SIZE, c->name);
	if (add_if_there(desk, beside, folder, name))
		return 1;
	names_split(c->name, (const char *const *)desk->config->languages,
	    &parts);
	snprintf(name, sizeof(name), "%s" SIDECAR, parts.stem);
	return add_if_there(desk, beside, folder, name);
}

static void
find_sidecar(struct desk *desk, const struct candidate *c, const char *folder,
    const char *release, struct beside *beside)
{
	char name[NAMES_SIZE + sizeof(SIDECAR)];

	if (find_sidecar_of(desk, c, folder, beside) || release == NULL)
		return;
	snprintf(name, sizeof(name), "%s" SIDECAR, release);
	if (!add_if_there(desk, beside, folder, name))
		(void)add_if_there(desk, beside, folder, "meta.xml");
}

/* Every file of a folder that wanted() wants, NULL being all. */
static void
add_files(struct desk *desk, struct beside *beside, const char *folder,
    enum companion_role role, int (*wanted)(const char *name))
{
	char place[PATH_MAX];
	DIR *dir;
	int fd;
	struct dirent *entry;
	struct stat st;

	if ((fd = fs_open_dir(scan_dir(desk->scan), folder)) == -1)
		return;
	if ((dir = fdopendir(fd)) == NULL) {
		close(fd);
		return;
	}
	while ((entry = readdir(dir)) != NULL && beside->count < ENTRIES) {
		if (junk_is(entry->d_name) ||
		    (wanted != NULL && !wanted(entry->d_name)) ||
		    snprintf(place, sizeof(place), "%s/%s", folder,
			entry->d_name) >= (int)sizeof(place) ||
		    fstatat(dirfd(dir), entry->d_name, &st,
			AT_SYMLINK_NOFOLLOW) == -1 ||
		    !S_ISREG(st.st_mode))
			continue;
		add(beside, role, place, &st);
	}
	closedir(dir);
}

static void
add_attachments(struct desk *desk, struct beside *beside, const char *folder)
{
	char path[PATH_MAX];
	DIR *dir;
	int fd;
	struct dirent *entry;

	if ((fd = fs_open_dir(scan_dir(desk->scan), folder)) == -1)
		return;
	if ((dir = fdopendir(fd)) == NULL) {
		close(fd);
		return;
	}
	while ((entry = readdir(dir)) != NULL) {
		if (beside_is_attachments(entry->d_name) &&
		    snprintf(path, sizeof(path), "%s/%s", folder,
			entry->d_name) < (int)sizeof(path))
			add_files(desk, beside, path, COMPANION_ATTACHMENT,
			    NULL);
	}
	closedir(dir);
}

/* The order in a folder is nobody's: names make it the same each time. */
static int
compare(const void *a, const void *b)
{
	const struct beside_entry *x = a, *y = b;

	if (x->role != y->role)
		return x->role < y->role ? -1 : 1;
	return strcmp(x->place, y->place);
}

static void
digest(struct beside *beside)
{
	char line[128];
	const struct beside_entry *e;
	size_t i;
	struct hash *hash;

	if (beside->count == 0)
		return;
	qsort(beside->list, beside->count, sizeof(*beside->list), compare);
	hash = hash_new();
	for (i = 0; i < beside->count; i++) {
		e = &beside->list[i];
		snprintf(line, sizeof(line),
		    " %" PRIu64 " %" PRId64 " %" PRId64 "\n", e->identity.ino,
		    e->identity.size, e->identity.ctime_ns);
		hash_add(hash, e->place, strlen(e->place));
		hash_add(hash, line, strlen(line));
	}
	hash_hex(hash, beside->seen);
	hash_free(hash);
}

void
beside_find(struct desk *desk, const struct candidate *c, struct beside *ret)
{
	char folder[PATH_MAX];
	char *release;

	memset(ret, 0, sizeof(*ret));
	folder_of(c->place, folder);
	release = beside_folder(desk, c->place);
	find_sidecar(desk, c, folder, release, ret);
	if (release != NULL) {
		add_files(desk, ret, folder, COMPANION_PICTURE,
		    beside_is_picture);
		add_attachments(desk, ret, folder);
	}
	free(release);
	digest(ret);
}

void
beside_fini(struct beside *beside)
{
	size_t i;

	for (i = 0; i < beside->count; i++)
		free(beside->list[i].place);
	free(beside->list);
	memset(beside, 0, sizeof(*beside));
}

/* A sidecar that is still being written says nothing yet. */
static int
is_whole(struct desk *desk, const struct candidate *c,
    const struct beside_entry *e)
{
	struct candidate file;

	if (e->role != COMPANION_SIDECAR)
		return 1;
	file = *c;
	file.place = e->place;
	file.name = e->name;
	file.kind = KIND_FILE;
	file.look = LOOK_DOCUMENT;
	file.identity = e->identity;
	return settle_look(desk->settle, scan_dir(desk->scan), &file,
		   now_ms(desk->newsroom)) == SETTLE_WHOLE;
}

static enum verdict
claim_one(struct desk *desk, const struct beside_entry *e,
    struct companion_copy *ret, struct why *why)
{
	enum verdict v;
	int fd;
	struct identity identity;

	memset(ret, 0, sizeof(*ret));
	ret->copy.fd = -1;
	v = claim_open(scan_dir(desk->scan), e->place, &e->identity, &fd,
	    &identity, why);
	if (v != V_OK)
		return v;
	v = spool_copy(desk->archive->spool, fd,
	    desk->newsroom->settings.config->limits.read.max_input, &ret->copy,
	    why);
	close(fd);
	if (v != V_OK)
		return v;
	ret->row.role = e->role;
	snprintf(ret->row.name, sizeof(ret->row.name), "%s", e->name);
	snprintf(ret->row.place, sizeof(ret->row.place), "%s", e->place);
	memcpy(ret->row.sha256, ret->copy.sha256, sizeof(ret->row.sha256));
	ret->row.file.ino = identity.ino;
	ret->row.file.size = (uint64_t)identity.size;
	ret->row.file.ctime_ns = identity.ctime_ns;
	return V_OK;
}

static void
digest_content(struct arrival *arrival)
{
	const struct catalog_companion *row;
	size_t i;
	struct hash *hash;

	if (arrival->companion_count == 0)
		return;
	hash = hash_new();
	for (i = 0; i < arrival->companion_count; i++) {
		row = &arrival->companions[i].row;
		hash_add(hash, row->name, strlen(row->name) + 1);
		hash_add(hash, row->sha256, strlen(row->sha256) + 1);
	}
	hash_hex(hash, arrival->job.beside);
	hash_free(hash);
}

enum verdict
beside_claim(struct desk *desk, const struct candidate *c,
    const struct beside *beside, struct arrival *arrival, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;

	arrival->companions = NULL;
	arrival->companion_count = 0;
	memcpy(arrival->job.beside_seen, beside->seen, HASH_HEX_SIZE);
	for (i = 0; i < beside->count && v == V_OK; i++) {
		if (!is_whole(desk, c, &beside->list[i]))
			v = why_set(why, V_DEFER, "not-settled",
			    "a file beside it is not whole yet");
	}
	if (v == V_OK && beside->count > 0)
		arrival->companions = xcalloc(beside->count,
		    sizeof(*arrival->companions));
	for (i = 0; i < beside->count && v == V_OK; i++) {
		v = claim_one(desk, &beside->list[i], &arrival->companions[i],
		    why);
		arrival->companion_count = i + 1;
		if (v == V_REJECT)
			why_quote(why, beside->list[i].name);
	}
	if (v == V_OK)
		digest_content(arrival);
	else
		beside_drop(desk, arrival);
	return v;
}

void
beside_drop(struct desk *desk, struct arrival *arrival)
{
	size_t i;

	for (i = 0; i < arrival->companion_count; i++)
		spool_copy_fini(desk->archive->spool,
		    &arrival->companions[i].copy);
	free(arrival->companions);
	arrival->companions = NULL;
	arrival->companion_count = 0;
}
