/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages in other people's folders.  See place.h for the contract. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/names.h"
#include "intake/junk.h"
#include "publish/when.h"
#include "staff/place.h"
#include "staff/place_inner.h"

enum {
	TRIES = 9,
	PAGE_MODE = 0664
};

/* Hidden and "*.tmp": intake never looks at it.  One is enough, since one
 * daemon holds the lock of a drop folder; a crash leaves at most this. */
static const char temporary[] = ".gazette.tmp";

static const char *const suffixes[PLACE_KIND_COUNT] = {
	[PLACE_FIX] = ".FIX.html",
	[PLACE_QUESTION] = ".QUESTION.html",
	[PLACE_NOTICE] = ".NOTICE.html",
	[PLACE_PREVIEW] = ".PREVIEW.html",
	[PLACE_RECEIPT] = ".receipt.html",
};

const char *
place_suffix(enum place_kind kind)
{
	return suffixes[kind];
}

int
place_open_folder(int drop, const char *path)
{
	char folder[PLACE_PATH_MAX];

	if (names_folder(path, folder, sizeof(folder)) == -1) {
		errno = ENAMETOOLONG;
		return -1;
	}
	return fs_open_dir(drop, folder);
}

/* Rename without replacing, also where the file system knows no flags (NFS,
 * CIFS, old FUSE): a hard link can't replace either. */
int
place_rename(int from_dir, const char *from, int to_dir, const char *to)
{
	struct stat st;

	if (renameat2(from_dir, from, to_dir, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	if (linkat(from_dir, from, to_dir, to, 0) == 0)
		return unlinkat(from_dir, from, 0);
	if (errno == EEXIST || errno == EXDEV || errno == ENOENT)
		return -1;
	if (fstatat(to_dir, to, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		errno = EEXIST;
		return -1;
	}
	return renameat(from_dir, from, to_dir, to);
}

/* The bytes are there already: a page that says nothing new keeps its time,
 * and nobody's file browser jumps. */
static int
is_same(int dir, const char *name, const void *data, size_t len)
{
	int fd, same;
	struct buf there;

	fd = fs_open_file(dir, name);
	if (fd == -1)
		return 0;
	buf_init(&there, len + 1);
	same = fs_read_all(fd, &there) == 0 && there.len == len &&
	    memcmp(buf_str(&there), data, len) == 0;
	buf_fini(&there);
	close(fd);
	return same;
}

/* Put data under dir/name unless something that is not ours is there: then
 * -1 and EEXIST. */
static int
put(int dir, const char *name, const struct buf *page, int sync)
{
	int error;

	if (junk_is_own(dir, name) && is_same(dir, name, page->data, page->len))
		return 0;
	if (unlinkat(dir, temporary, 0) == -1 && errno != ENOENT)
		return -1;
	if (fs_put_file(dir, temporary, page->data, page->len, PAGE_MODE,
		sync) == 0 &&
	    place_rename(dir, temporary, dir, name) == 0)
		return 0;
	error = errno; /* looking at what is there may change it */
	if (error == EEXIST && junk_is_own(dir, name) &&
	    renameat(dir, temporary, dir, name) == 0)
		return 0;
	unlinkat(dir, temporary, 0);
	errno = error;
	return -1;
}

/* The name beside a document; from the second try on with a number. */
static void
name_beside(char ret[NAMES_SIZE], const char *name, enum place_kind kind,
    int try)
{
	char suffix[32];

	if (try == 1) {
		names_beside(name, suffixes[kind], ret);
		return;
	}
	snprintf(suffix, sizeof(suffix), "-%d%s", try, suffixes[kind]);
	names_beside(name, suffix, ret);
}

/* 0, or -1 and errno. */
static int
remove_own(int dir, const char *name, enum place_kind kind)
{
	char beside[NAMES_SIZE];
	int try;

	for (try = 1; try <= TRIES; try++) {
		name_beside(beside, name, kind, try);
		if (junk_is_own(dir, beside)) {
			if (unlinkat(dir, beside, 0) == -1 && errno != ENOENT)
				return -1;
		} else if (faccessat(dir, beside, F_OK, AT_SYMLINK_NOFOLLOW) ==
		    -1) {
			break;
		}
	}
	return 0;
}

/* A preview is an edition and bears no mark; it gets ours, or intake would
 * take it for a document.  -1 if it has no head. */
static int
mark(struct buf *page, const void *data, size_t len)
{
	static const char charset[] = "<meta charset=\"utf-8\">";
	const char *after, *end;
	const char *text = data;

	end = memmem(text, len, GAZETTE_MARK, strlen(GAZETTE_MARK));
	if (end != NULL && end - text < GAZETTE_MARK_WITHIN / 2) {
		buf_add(page, data, len);
		return 0;
	}
	after = memmem(text, len, charset, strlen(charset));
	if (after == NULL || after - text > GAZETTE_MARK_WITHIN / 2)
		return -1;
	after += strlen(charset);
	buf_add(page, text, (size_t)(after - text));
	buf_puts(page, "\n" GAZETTE_MARK " " PACKAGE_VERSION "\">");
	buf_add(page, after, len - (size_t)(after - text));
	return 0;
}

static int
put_beside(int dir, const char *name, enum place_kind kind,
    const struct buf *page)
{
	char beside[NAMES_SIZE];
	int other, try;

	for (try = 1; try <= TRIES; try++) {
		name_beside(beside, name, kind, try);
		if (put(dir, beside, page, kind != PLACE_RECEIPT) == 0)
			break;
		if (errno != EEXIST && errno != ENOTDIR)
			return -1;
	}
	if (try > TRIES) {
		errno = EEXIST;
		return -1;
	}
	for (other = 0; other < PLACE_PREVIEW && kind != PLACE_PREVIEW; other++)
		if (other != (int)kind)
			(void)remove_own(dir, name, (enum place_kind)other);
	return 0;
}

enum verdict
place_put_beside(int drop, const char *path, const struct place_page *page,
    struct why *why)
{
	enum verdict v = V_OK;
	int dir;
	struct buf marked;

	dir = place_open_folder(drop, path);
	if (dir == -1)
		return why_errno(why, "can't open the folder of a page");
	buf_init(&marked, page->len + 256);
	if (mark(&marked, page->data, page->len) == -1)
		v = why_set(why, V_FATAL, "internal",
		    "a page for the drop folder has no head");
	else if (put_beside(dir, names_last(path), page->kind, &marked) == -1)
		v = why_errno(why, "can't put a page into the drop folder");
	buf_fini(&marked);
	close(dir);
	return v;
}

enum verdict
place_clear_beside(int drop, const char *path, struct why *why)
{
	enum verdict v = V_OK;
	int dir, kind;

	dir = place_open_folder(drop, path);
	if (dir == -1 && errno == ENOENT)
		return V_OK;
	if (dir == -1)
		return why_errno(why, "can't open the folder of a page");
	for (kind = 0; kind <= PLACE_PREVIEW && v == V_OK; kind++)
		if (remove_own(dir, names_last(path), (enum place_kind)kind) ==
		    -1)
			v = why_errno(why,
			    "can't take a page out of the drop folder");
	close(dir);
	return v;
}

enum verdict
place_put(int drop, const char *path, const void *data, size_t len,
    struct why *why)
{
	enum verdict v = V_OK;
	int dir;
	struct buf page;

	dir = place_open_folder(drop, path);
	if (dir == -1)
		return why_errno(why, "can't open the folder of a page");
	buf_init(&page, len + 256);
	if (mark(&page, data, len) == -1)
		v = why_set(why, V_FATAL, "internal",
		    "a page for the drop folder has no head");
	else if (put(dir, names_last(path), &page, 1) == 0)
		v = V_OK;
	else if (errno == EEXIST || errno == EISDIR)
		v = why_set(why, V_HOLD, "name-taken",
		    "the name of a page is taken in the drop folder");
	else
		v = why_errno(why, "can't put a page into the drop folder");
	buf_fini(&page);
	close(dir);
	return v;
}

void
place_month_folder(char *dst, size_t size, const char *done, const char *zone,
    int64_t when)
{
	int month, year;

	when_month(zone, when, &year, &month);
	snprintf(dst, size, "%s/%04d-%02d", done, year, month);
}
