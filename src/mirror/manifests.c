/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The manifests that changed.  See manifests.h. */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "mirror/manifests.h"

enum {
	NAME = 32,
};

enum verdict
manifests_read(int dir, const char *path, const char *key, struct listing *ret,
    struct why *why)
{
	enum verdict v = V_OK;
	int fd;
	struct buf text;

	memset(ret, 0, sizeof(*ret));
	if ((fd = fs_open_file(dir, path)) == -1)
		return V_OK;
	buf_init(&text, MANIFEST_MAX);
	if (fs_read_all(fd, &text) == -1)
		v = why_errno(why, "%s", path);
	else
		(void)listing_read(buf_str(&text), text.len, key, ret, why);
	close(fd);
	buf_fini(&text);
	return v;
}

/* Does the folder lack the manifest, or know it otherwise? */
static int
is_changed(const struct mirror *m, const struct listed *manifest)
{
	return m->settings->check || journal_has(&m->journal, manifest->path) ||
	    place_has(m, manifest) != 1;
}

/* What each manifest that changed is called on its way. */
static void
name_of(size_t i, char ret[NAME])
{
	snprintf(ret, NAME, "manifest-%zu", i);
}

enum verdict
manifests_fetch(struct mirror *m, const struct manifests *manifests,
    struct why *why)
{
	char name[NAME];
	enum verdict v = V_OK;
	size_t i;

	for (i = 0; v == V_OK && i < manifests->after.count; i++) {
		name_of(i, name);
		if (is_changed(m, &manifests->after.list[i]))
			v = place_fetch(m, &manifests->after.list[i], m->work,
			    name, why);
	}
	return v;
}

/* A manifest as it shall be: on its way if it changed, else in its place. */
static enum verdict
read_manifest(const struct mirror *m, const struct manifests *manifests,
    size_t i, struct listing *ret, struct why *why)
{
	char name[NAME];
	const char *path;
	enum verdict v;
	int is_new;

	name_of(i, name);
	path = manifests->after.list[i].path;
	is_new = faccessat(m->work, name, F_OK, 0) == 0;
	v = manifests_read(is_new ? m->work : m->dir, is_new ? name : path,
	    "files", ret, why);
	if (v == V_OK && ret->epoch[0] == '\0')
		v = why_set(why, V_REJECT, "mirror-manifest", "%s is not sound",
		    path);
	return v;
}

enum verdict
manifests_each_changed(struct mirror *m, const struct manifests *manifests,
    manifests_call *call, struct why *why)
{
	char name[NAME];
	enum verdict v = V_OK;
	size_t i;
	struct listing now, old;

	for (i = 0; v == V_OK && i < manifests->after.count; i++) {
		name_of(i, name);
		if (faccessat(m->work, name, F_OK, 0) == -1)
			continue;
		v = manifests_read(m->dir, manifests->after.list[i].path,
		    "files", &old, why);
		if (v != V_OK)
			return v;
		v = read_manifest(m, manifests, i, &now, why);
		if (v == V_OK)
			v = call(m, &old, &now, why);
		listing_fini(&old);
		listing_fini(&now);
	}
	return v;
}

static enum verdict
note_changes(struct mirror *m, const struct listing *old,
    const struct listing *now, struct why *why)
{
	(void)why;
	journal_add_changes(&m->journal, old, now);
	return V_OK;
}

/* What a manifest listed that is no more. */
static enum verdict
note_gone(struct mirror *m, const char *path, struct why *why)
{
	const struct listing none = { 0 };
	enum verdict v;
	struct listing old;

	v = manifests_read(m->dir, path, "files", &old, why);
	if (v == V_OK)
		journal_add_changes(&m->journal, &old, &none);
	listing_fini(&old);
	return v;
}

enum verdict
manifests_note(struct mirror *m, const struct manifests *manifests,
    struct why *why)
{
	enum verdict v;
	size_t i;
	struct listing now;

	journal_add_changes(&m->journal, &manifests->before, &manifests->after);
	v = manifests_each_changed(m, manifests, note_changes, why);
	for (i = 0; v == V_OK && i < manifests->before.count; i++) {
		if (listing_find(&manifests->after,
			manifests->before.list[i].path) == NULL)
			v = note_gone(m, manifests->before.list[i].path, why);
	}
	if (v == V_OK && fs_sync_dir(m->dir) == -1) /* WORK may be new */
		v = why_errno(why, "the mirror");
	if (v == V_OK)
		v = journal_write(&m->journal, m->work, why);
	journal_mark(&m->journal, &manifests->after);
	for (i = 0; v == V_OK && i < manifests->after.count; i++) {
		v = read_manifest(m, manifests, i, &now, why);
		if (v == V_OK)
			journal_mark(&m->journal, &now);
		listing_fini(&now);
	}
	return v;
}

enum verdict
manifests_place(struct mirror *m, const struct manifests *manifests,
    struct why *why)
{
	char name[NAME];
	enum verdict v = V_OK;
	size_t i;

	for (i = 0; v == V_OK && i < manifests->after.count; i++) {
		name_of(i, name);
		if (faccessat(m->work, name, F_OK, 0) == 0)
			v = place_rename(m, name, manifests->after.list[i].path,
			    why);
	}
	return v;
}
