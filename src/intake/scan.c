/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lies in the drop folder now.  See scan.h for the contract. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/names.h"
#include "base/xalloc.h"
#include "intake/junk.h"
#include "intake/scan.h"
#include "intake/watch.h"

enum {
	MONTHS = 24,   /* of _done, at most */
	MONTH_LEN = 7, /* "2026-03" */
	OWNERS = 1024, /* owners told apart in one pass */
	PLACE_SIZE = PATH_MAX,
};

/* The newest months of _done, the newest first. */
struct months {
	char name[MONTHS][MONTH_LEN + 1];
	unsigned count;
	unsigned max;
};

struct owner {
	uint32_t uid;
	unsigned pending; /* 0: a free slot */
};

struct scan {
	const struct scan_settings *settings;
	int drop;
	unsigned which;
	size_t next_folder;    /* of settings */
	unsigned next_month;   /* of months, after the settings' folders */
	DIR *dir;              /* being read, or NULL */
	char path[PLACE_SIZE]; /* of dir */
	const struct scan_folder *folder; /* what dir is, or lies in */
	struct months months;
	struct owner owners[OWNERS];
	struct scan_summary summary;
};

/* What a person calls a document: a folder of that name is a bundle of
 * macOS, or a mistake. */
static int
is_document_name(const char *name)
{
	static const char *const exts[] = { "docx", "docm", "dotx", "dotm",
		"doc", "odt", "ott", "fodt", "rtf", "rtfd", "pages", "pdf",
		"xml", "nitf", "html", "htm", "xhtml", "json", "txt", "zip",
		"epub", NULL };

	return names_ext_is(name, exts);
}

static int
is_month(const char *name)
{
	static const char form[] = "dddd-dd";
	size_t i;

	for (i = 0; i < MONTH_LEN; i++) {
		if (form[i] == '-' && name[i] != '-')
			return 0;
		if (form[i] == 'd' && (name[i] < '0' || name[i] > '9'))
			return 0;
	}
	return name[MONTH_LEN] == '\0';
}

/* Keep the newest; the names sort as their times do. */
static void
add_month(struct months *months, const char *name)
{
	unsigned at;

	for (at = 0; at < months->count; at++)
		if (strcmp(name, months->name[at]) > 0)
			break;
	if (at >= months->max)
		return;
	if (months->count < months->max)
		months->count++;
	memmove(months->name[at + 1], months->name[at],
	    (months->count - at - 1) * sizeof(months->name[0]));
	memcpy(months->name[at], name, MONTH_LEN + 1);
}

/* "sv" in "" is "sv"; "x" in "wire" is "wire/x".  -1 if it is too long. */
static int
join(char *dst, size_t size, const char *folder, const char *name)
{
	int n;

	n = snprintf(dst, size, "%s%s%s", folder, folder[0] != '\0' ? "/" : "",
	    name);
	return n < 0 || (size_t)n >= size ? -1 : 0;
}

/* Is place a folder of settings, or on the way to one? */
static int
is_known_folder(const struct scan_settings *settings, const char *place)
{
	const char *path;
	size_t i, len;

	len = strlen(place);
	for (i = 0; i < settings->folder_count; i++) {
		path = settings->folders[i].path;
		if (strncmp(path, place, len) == 0 &&
		    (path[len] == '\0' || path[len] == '/'))
			return 1;
	}
	return 0;
}

static enum kind
kind_of(mode_t mode, const char *name)
{
	switch (mode & S_IFMT) {
	case S_IFREG:
		return KIND_FILE;
	case S_IFDIR:
		return is_document_name(name) ? KIND_BUNDLE : KIND_FOLDER;
	case S_IFLNK:
		return KIND_SYMLINK;
	case S_IFIFO:
		return KIND_FIFO;
	case S_IFSOCK:
		return KIND_SOCKET;
	default:
		return KIND_DEVICE;
	}
}

static enum look
look_of(int dir, const char *name)
{
	if (junk_is_own(dir, name))
		return LOOK_OWN;
	if (junk_is_locked(dir, name))
		return LOOK_LOCKED;
	if (names_is_conflict(name))
		return LOOK_CONFLICT;
	return LOOK_DOCUMENT;
}

/*
 * What dir/name is.  1 for a candidate, 0 for what nobody must hear of, -1
 * if it is gone or can't be looked at.
 */
static int
examine(int dir, const char *name, const struct scan_folder *folder,
    struct candidate *ret)
{
	struct stat st;

	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == -1)
		return -1;
	if (S_ISDIR(st.st_mode) ? junk_is_folder(name) : junk_is(name))
		return 0;
	memset(ret, 0, sizeof(*ret));
	ret->name = name;
	ret->where = folder->where;
	ret->folder = folder->path;
	ret->folder_lang = folder->lang;
	ret->kind = kind_of(st.st_mode, name);
	ret->look = ret->kind == KIND_FILE ? look_of(dir, name) : LOOK_DOCUMENT;
	identity_of(&st, &ret->identity);
	return 1;
}

/* The owner's slot; past OWNERS the last of them share one. */
static struct owner *
owner_of(struct scan *scan, uint32_t uid)
{
	size_t i;
	struct owner *owner = NULL;

	for (i = 0; i < OWNERS; i++) {
		owner = &scan->owners[(uid + i) % OWNERS];
		if (owner->pending == 0 || owner->uid == uid)
			break;
	}
	return owner;
}

/* Show one candidate.  1, or 0 if the visitor wants no more. */
static int
show(struct scan *scan, struct candidate *candidate, scan_visit *visit,
    void *arg)
{
	struct owner *owner;

	owner = owner_of(scan, candidate->identity.uid);
	candidate->crowded = owner->pending >= scan->settings->max_pending;
	scan->summary.candidates++;
	scan->summary.crowded += (unsigned long)candidate->crowded;
	switch (visit(arg, candidate)) {
	case VISIT_STOP:
		return 0;
	case VISIT_PENDING:
		if (!candidate->crowded) {
			owner->uid = candidate->identity.uid;
			owner->pending++;
		}
		break;
	case VISIT_IDLE:
		break;
	}
	return 1;
}

/* Does it lie in a month of _done, as the folder of a release that was put
 * away does? */
static int
is_put_away(const struct candidate *candidate)
{
	char folder[PLACE_SIZE];

	return candidate->kind == KIND_FOLDER &&
	    candidate->where == WHERE_DONE &&
	    names_folder(candidate->place, folder, sizeof(folder)) == 0 &&
	    is_month(names_last(folder));
}

/* Files always; of folders only those that settings don't know, and none
 * where nothing is taken in any more. */
static int
is_news(const struct scan_settings *settings, const struct candidate *candidate)
{
	if (candidate->kind != KIND_FOLDER && candidate->kind != KIND_BUNDLE)
		return 1;
	if (is_put_away(candidate))
		return 1;
	return candidate->where != WHERE_DONE &&
	    candidate->where != WHERE_FAILED &&
	    !is_known_folder(settings, candidate->place);
}

/* Remember a month of _done; its turn comes after the settings' folders. */
static void
note_month(struct scan *scan, const struct candidate *candidate)
{
	if (candidate->kind == KIND_FOLDER && candidate->where == WHERE_DONE &&
	    is_month(candidate->name) &&
	    strcmp(scan->path, scan->folder->path) == 0)
		add_month(&scan->months, candidate->name);
}

/* One entry of the open folder.  1, or 0 if the visitor wants no more. */
static int
look_at(struct scan *scan, const char *name, scan_visit *visit, void *arg)
{
	char place[PLACE_SIZE];
	int found;
	struct candidate candidate;

	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return 1;
	scan->summary.entries++;
	if (join(place, sizeof(place), scan->path, name) == -1)
		found = -1;
	else
		found = examine(dirfd(scan->dir), name, scan->folder,
		    &candidate);
	if (found == -1)
		scan->summary.skipped++;
	if (found != 1)
		return 1;
	candidate.place = place;
	note_month(scan, &candidate);
	if (!is_news(scan->settings, &candidate))
		return 1;
	return show(scan, &candidate, visit, arg);
}

static void
leave(struct scan *scan)
{
	if (scan->dir != NULL)
		closedir(scan->dir);
	scan->dir = NULL;
}

/* Open the folder for reading.  0, or -1 if it is not there. */
static int
enter(struct scan *scan, const struct scan_folder *folder, const char *path)
{
	int fd;

	if ((fd = fs_open_dir(scan->drop, path)) == -1) {
		if (errno == ENOENT)
			scan->summary.missing++;
		else
			scan->summary.skipped++;
		return -1;
	}
	if ((scan->dir = fdopendir(fd)) == NULL) {
		close(fd);
		scan->summary.skipped++;
		return -1;
	}
	scan->folder = folder;
	snprintf(scan->path, sizeof(scan->path), "%s", path);
	scan->summary.folders++;
	return 0;
}

static const struct scan_folder *
done_folder(const struct scan_settings *settings)
{
	size_t i;

	for (i = 0; i < settings->folder_count; i++)
		if (settings->folders[i].where == WHERE_DONE)
			return &settings->folders[i];
	return NULL;
}

/* Open the next folder of the pass: 1; 0 when there is none; -1 when the
 * drop folder itself can't be read. */
static int
enter_next(struct scan *scan)
{
	char path[PLACE_SIZE];
	const struct scan_folder *folder;

	while (scan->next_folder < scan->settings->folder_count) {
		folder = &scan->settings->folders[scan->next_folder++];
		if ((scan->which & SCAN_BIT(folder->where)) == 0)
			continue;
		if (enter(scan, folder, folder->path) == 0)
			return 1;
		if (folder->path[0] == '\0')
			return -1;
	}
	folder = done_folder(scan->settings);
	while (folder != NULL && scan->next_month < scan->months.count) {
		if (join(path, sizeof(path), folder->path,
			scan->months.name[scan->next_month++]) == 0 &&
		    enter(scan, folder, path) == 0)
			return 1;
	}
	return 0;
}

static void
end_pass(struct scan *scan)
{
	leave(scan);
	scan->next_folder = scan->settings->folder_count;
	scan->next_month = scan->months.count;
}

int
scan_step(struct scan *scan, scan_visit *visit, void *arg)
{
	int more;
	struct dirent *entry;
	unsigned long until;

	until = scan->summary.entries + scan->settings->max_entries;
	while (scan->summary.entries < until) {
		if (scan->dir == NULL && (more = enter_next(scan)) != 1)
			return more;
		errno = 0;
		if ((entry = readdir(scan->dir)) != NULL) {
			if (look_at(scan, entry->d_name, visit, arg))
				continue;
			end_pass(scan);
			return 0;
		}
		if (errno != 0 && scan->path[0] == '\0') {
			end_pass(scan);
			return -1;
		}
		scan->summary.skipped += errno != 0;
		leave(scan);
	}
	return 1;
}

void
scan_begin(struct scan *scan, unsigned which)
{
	leave(scan);
	scan->which = which;
	scan->next_folder = 0;
	scan->next_month = 0;
	memset(&scan->months, 0, sizeof(scan->months));
	scan->months.max = scan->settings->done_months < MONTHS ?
	    scan->settings->done_months :
	    MONTHS - 1;
	memset(scan->owners, 0, sizeof(scan->owners));
	memset(&scan->summary, 0, sizeof(scan->summary));
}

enum verdict
scan_open(const struct scan_settings *settings, struct scan **ret,
    struct why *why)
{
	int fd;
	struct scan *scan;

	/* The administrator may have made the path a link; nobody else. */
	fd = open(settings->drop, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		return why_errno(why, "the drop folder %s", settings->drop);
	scan = xcalloc(1, sizeof(*scan));
	scan->settings = settings;
	scan->drop = fd;
	scan_begin(scan, 0);
	*ret = scan;
	return V_OK;
}

int
scan_dir(const struct scan *scan)
{
	return scan->drop;
}

int
scan_is_current(const struct scan *scan)
{
	struct stat here, there;

	return fstat(scan->drop, &here) == 0 &&
	    stat(scan->settings->drop, &there) == 0 &&
	    here.st_dev == there.st_dev && here.st_ino == there.st_ino;
}

const struct scan_summary *
scan_summary(const struct scan *scan)
{
	return &scan->summary;
}

void
scan_close(struct scan *scan)
{
	if (scan == NULL)
		return;
	leave(scan);
	close(scan->drop);
	free(scan);
}

/* The setting for the folder of a place: itself, or _done for its months. */
static const struct scan_folder *
folder_for(const struct scan_settings *settings, const char *path)
{
	const char *name;
	size_t i, len;

	for (i = 0; i < settings->folder_count; i++)
		if (strcmp(settings->folders[i].path, path) == 0)
			return &settings->folders[i];
	name = names_last(path);
	for (i = 0; i < settings->folder_count && is_month(name); i++) {
		len = strlen(settings->folders[i].path);
		if (settings->folders[i].where == WHERE_DONE &&
		    path + len + 1 == name &&
		    strncmp(settings->folders[i].path, path, len) == 0)
			return &settings->folders[i];
	}
	return NULL;
}

int
scan_one(struct scan *scan, const char *place, scan_visit *visit, void *arg)
{
	char path[PLACE_SIZE];
	const struct scan_folder *folder;
	int dir, found;
	struct candidate candidate;

	if (names_folder(place, path, sizeof(path)) == -1 ||
	    (folder = folder_for(scan->settings, path)) == NULL ||
	    (dir = fs_open_dir(scan->drop, path)) == -1)
		return 0;
	found = examine(dir, names_last(place), folder, &candidate);
	close(dir);
	if (found != 1)
		return 0;
	candidate.place = place;
	if (!is_news(scan->settings, &candidate))
		return 0;
	visit(arg, &candidate);
	return 1;
}

int
scan_bundle(struct scan *scan, const struct candidate *bundle,
    scan_visit *visit, void *arg)
{
	char place[PLACE_SIZE];
	DIR *dir;
	const struct scan_folder folder = { bundle->folder, bundle->where,
		bundle->folder_lang };
	int fd, shown = 0;
	struct candidate candidate;
	struct dirent *entry;

	if ((fd = fs_open_dir(scan->drop, bundle->place)) == -1)
		return -1;
	if ((dir = fdopendir(fd)) == NULL) {
		close(fd);
		return -1;
	}
	while ((entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0 ||
		    join(place, sizeof(place), bundle->place, entry->d_name) ==
			-1 ||
		    examine(dirfd(dir), entry->d_name, &folder, &candidate) !=
			1)
			continue;
		candidate.place = place;
		candidate.crowded = bundle->crowded;
		shown++;
		if (visit(arg, &candidate) == VISIT_STOP)
			break;
	}
	closedir(dir);
	return shown;
}

/* Keep the first trouble; that a folder is not there is none. */
static void
watch_one(const struct scan *scan, const char *folder, unsigned mark,
    unsigned owner, struct why *why)
{
	char path[PLACE_SIZE];
	struct stat st;
	struct why mine;

	if (snprintf(path, sizeof(path), "%s/%s", scan->settings->drop,
		folder) >= (int)sizeof(path) ||
	    lstat(path, &st) == -1 || !S_ISDIR(st.st_mode))
		return;
	why_clear(&mine);
	if (watch_add(path, owner, mark, &mine) != V_OK && why->verdict == V_OK)
		*why = mine;
}

static void
find_months(const struct scan *scan, const char *path, struct months *months)
{
	DIR *dir;
	int fd;
	struct dirent *entry;

	if ((fd = fs_open_dir(scan->drop, path)) == -1)
		return;
	if ((dir = fdopendir(fd)) == NULL) {
		close(fd);
		return;
	}
	while ((entry = readdir(dir)) != NULL)
		if (is_month(entry->d_name))
			add_month(months, entry->d_name);
	closedir(dir);
}

enum verdict
scan_watch(const struct scan *scan, unsigned owner, struct why *why)
{
	char path[PLACE_SIZE];
	const struct scan_folder *folder;
	size_t i;
	struct months months;

	why_clear(why);
	for (i = 0; i < scan->settings->folder_count; i++) {
		folder = &scan->settings->folders[i];
		watch_one(scan, folder->path, SCAN_BIT(folder->where), owner,
		    why);
	}
	if ((folder = done_folder(scan->settings)) == NULL)
		return why->verdict;
	memset(&months, 0, sizeof(months));
	months.max = scan->months.max;
	find_months(scan, folder->path, &months);
	for (i = 0; i < months.count; i++)
		if (join(path, sizeof(path), folder->path, months.name[i]) == 0)
			watch_one(scan, path, SCAN_BIT(WHERE_DONE), owner, why);
	return why->verdict;
}

int
scan_is_remote(const struct scan *scan)
{
	static const unsigned long types[] = {
		NFS_SUPER_MAGIC,
		SMB_SUPER_MAGIC,
		CIFS_SUPER_MAGIC,
		SMB2_SUPER_MAGIC,
		FUSE_SUPER_MAGIC,
		CEPH_SUPER_MAGIC,
		CODA_SUPER_MAGIC,
		AFS_FS_MAGIC,
		V9FS_MAGIC,
	};
	size_t i;
	struct statfs st;

	if (fstatfs(scan->drop, &st) == -1)
		return 1; /* what can't be asked is looked at more often */
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (((unsigned long)st.f_type & 0xffffffff) == types[i])
			return 1;
	return 0;
}
