/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Moving an original (step P7 of publishing).  See place.h for the contract.
 *
 * Between the look and the move its owner may save it again: so what was
 * moved is looked at once more, and goes back if it is not what was seen.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/names.h"
#include "staff/place.h"
#include "staff/place_inner.h"

enum {
	NUMBER_MAX = 999,
	ASIDE_MAX = 9,
	COPY_CHUNK = 1 << 16
};

/* In the folder that an original leaves, and in the one it comes to. */
static const char aside[] = ".gazette-away-%d.tmp";
static const char arriving[] = ".gazette.tmp";

struct move {
	int from_dir;
	int to_dir;
	const char *name;
	struct stat seen; /* as it was a moment ago */
	char to_name[NAMES_SIZE];
};

void
place_seen_from(struct place_seen *seen, const struct stat *st)
{
	seen->ino = st->st_ino;
	seen->ctime = st->st_ctim;
}

/* Not by the device: btrfs, NFS and loop mounts number theirs anew, and what
 * was seen may have been before a restart. */
static int
is_seen(const struct stat *st, const struct place_seen *seen)
{
	return S_ISREG(st->st_mode) && st->st_ino == seen->ino &&
	    st->st_ctim.tv_sec == seen->ctime.tv_sec &&
	    st->st_ctim.tv_nsec == seen->ctime.tv_nsec;
}

/* A rename moves the ctime on most file systems; a write moves the mtime. */
static int
is_untouched(const struct stat *a, const struct stat *b)
{
	return a->st_ino == b->st_ino && a->st_size == b->st_size &&
	    a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	    a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* "name.docx", "name-2.docx", and so on. */
static void
number_name(char ret[NAMES_SIZE], const char *name, int number)
{
	char stem[NAMES_SIZE], tail[NAMES_SIZE];
	const char *dot;

	if (number == 1) {
		snprintf(ret, NAMES_SIZE, "%s", name);
		return;
	}
	dot = strrchr(name, '.');
	if (dot == NULL || dot == name || strlen(dot) > 32)
		dot = name + strlen(name);
	snprintf(stem, sizeof(stem), "%.*s", (int)(dot - name), name);
	snprintf(tail, sizeof(tail), "-%d%s", number, dot);
	names_beside(stem, tail, ret);
}

/* Rename dir/from to the first free name in move->to_dir. */
static int
rename_numbered(struct move *move, int dir, const char *from)
{
	int number;

	for (number = 1; number <= NUMBER_MAX; number++) {
		number_name(move->to_name, move->name, number);
		if (place_rename(dir, from, move->to_dir, move->to_name) == 0)
			return 0;
		if (errno != EEXIST)
			return -1;
	}
	return -1;
}

/* 1 if moved, 0 if it was another file by then and is back, -1 and errno. */
static int
move_here(struct move *move)
{
	struct stat st;

	if (rename_numbered(move, move->from_dir, move->name) == -1)
		return -1;
	if (fstatat(move->to_dir, move->to_name, &st, AT_SYMLINK_NOFOLLOW) ==
		0 &&
	    is_untouched(&st, &move->seen))
		return 1;
	(void)place_rename(move->to_dir, move->to_name, move->from_dir,
	    move->name);
	return 0;
}

static int
copy_bytes(int from, int to)
{
	char chunk[COPY_CHUNK];
	ssize_t n;

	while ((n = read(from, chunk, sizeof(chunk))) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1 || fs_write_all(to, chunk, (size_t)n) == -1)
			return -1;
	}
	return 0;
}

/* A copy in the other file system, synced, with the original's times. */
static int
copy_across(const struct move *move)
{
	int from, result = -1, to = -1;
	struct timespec times[2];

	from = fs_open_file(move->from_dir, move->name);
	if (from == -1)
		return -1;
	(void)unlinkat(move->to_dir, arriving, 0);
	to = openat(move->to_dir, arriving,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
	    move->seen.st_mode & 0777);
	if (to == -1)
		goto out;
	times[0] = move->seen.st_atim;
	times[1] = move->seen.st_mtim;
	if (copy_bytes(from, to) == 0 && futimens(to, times) == 0 &&
	    fsync(to) == 0)
		result = 0;
out:
	if (to != -1)
		close(to);
	close(from);
	return result;
}

/* A name that is taken holds what a crash left there: somebody's document. */
static int
set_aside(const struct move *move, char ret[NAMES_SIZE])
{
	int number;

	for (number = 1; number <= ASIDE_MAX; number++) {
		snprintf(ret, NAMES_SIZE, aside, number);
		if (place_rename(move->from_dir, move->name, move->from_dir,
			ret) == 0)
			return 0;
		if (errno != EEXIST)
			break;
	}
	return -1;
}

/* Out of the way, looked at once more, and only then gone. */
static int
remove_original(const struct move *move)
{
	char away[NAMES_SIZE];
	struct stat st;

	if (set_aside(move, away) == -1)
		return errno == ENOENT ? 0 : -1;
	if (fstatat(move->from_dir, away, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    is_untouched(&st, &move->seen))
		return unlinkat(move->from_dir, away, 0) == 0 ? 1 : -1;
	(void)place_rename(move->from_dir, away, move->from_dir, move->name);
	return 0;
}

/* As move_here(), to another file system. */
static int
move_across(struct move *move)
{
	int error, moved;

	if (copy_across(move) == 0 &&
	    rename_numbered(move, move->to_dir, arriving) == 0 &&
	    fs_sync_dir(move->to_dir) == 0) {
		moved = remove_original(move);
		if (moved != 1) {
			error = errno;
			(void)unlinkat(move->to_dir, move->to_name, 0);
			errno = error;
		}
		return moved;
	}
	error = errno;
	(void)unlinkat(move->to_dir, arriving, 0);
	errno = error;
	return -1;
}

static enum verdict
move_seen(struct move *move, struct why *why)
{
	int moved;

	moved = move_here(move);
	if (moved == -1 && errno == EXDEV)
		moved = move_across(move);
	if (moved == -1)
		return why_errno(why, "can't move an original");
	if (moved == 0)
		return why_set(why, V_HOLD, "original-changed",
		    "the original was changed while it was published");
	return V_OK;
}

enum verdict
place_move(int drop, const char *path, const struct place_seen *seen,
    char ret_path[PLACE_PATH_MAX], struct why *why)
{
	enum verdict v;
	struct move move;

	ret_path[0] = '\0';
	move.name = names_last(path);
	move.to_dir = -1;
	move.from_dir = place_open_folder(drop, path);
	if (move.from_dir == -1)
		return errno == ENOENT ?
		    V_OK :
		    why_errno(why, "can't open the folder of an original");
	if (fstatat(move.from_dir, move.name, &move.seen,
		AT_SYMLINK_NOFOLLOW) == -1)
		v = errno == ENOENT ?
		    V_OK :
		    why_errno(why, "can't look at an original");
	else if (!is_seen(&move.seen, seen))
		v = why_set(why, V_HOLD, "original-changed",
		    "the original was changed while it was published");
	else if ((move.to_dir = fs_make_dirs(drop, seen->folder)) == -1)
		v = why_errno(why, "can't make the folder of originals");
	else if ((v = move_seen(&move, why)) == V_OK)
		snprintf(ret_path, PLACE_PATH_MAX, "%s/%s", seen->folder,
		    move.to_name);
	if (move.to_dir != -1)
		close(move.to_dir);
	close(move.from_dir);
	return v;
}
