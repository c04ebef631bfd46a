/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hints from libinotifytools.  See watch.h for the contract.
 *
 * What version 3.22 needs, found by trying: it has no accessor for its
 * descriptor, so its inotify_init() is ours; it takes events a buffer at a
 * time, so the descriptor is quiet while events wait in it, and a wake-up
 * must drain to NULL; next_events(0, 1) alone neither blocks nor spins; its
 * ledger by file name keeps what is dead and leaks when a watch is added
 * again, so the ledger is ours as well; cleanup forgets nothing that it has
 * buffered.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <inotifytools/inotifytools.h>

#include "base/log.h"
#include "base/xalloc.h"
#include "intake/watch.h"

enum {
	FOLDERS_MAX = 1024,
	BUDGET = 20000,  /* events of one drain: a full queue and some */
	FD_LIMIT = 1023, /* the library's select(2) aborts beyond */
};

/* DELETE and MOVED_FROM matter as well: a held file that is taken away is an
 * answer.  ATTRIB: Samba sets mode and times last. */
#define EVENTS                                                                 \
 ((uint32_t)(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE |        \
     IN_DELETE | IN_ATTRIB | IN_MOVE_SELF | IN_DELETE_SELF | IN_ONLYDIR |      \
     IN_EXCL_UNLINK))

struct folder {
	char *path;
	int wd; /* -1: not watched */
	dev_t dev;
	ino_t ino;
	unsigned owner;
	unsigned mark;
};

/* The library is one for the process, and so is this. */
static struct folder *folders;
static size_t folder_count;
static unsigned changed[WATCH_OWNERS];
static int watch_descriptor = -1;
static int last_wd = -1;
static int is_open;

/*
 * The library calls these two through the linker's table, where the
 * program's come before the C library's: that is how its descriptor and its
 * watch numbers become known.  sd-event uses inotify_init1() and is not
 * concerned by the first, and gets from the second what it always got.
 */
int
inotify_init(void)
{
	watch_descriptor = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	return watch_descriptor;
}

int
inotify_add_watch(int fd, const char *name, uint32_t mask)
{
	int wd;

	wd = (int)syscall(SYS_inotify_add_watch, fd, name, mask);
	if (fd == watch_descriptor)
		last_wd = wd;
	return wd;
}

static enum verdict
no_more(struct why *why, const char *sysctl, int error)
{
	return why_set(why, V_DEFER, "world-watches",
	    "%s: raise %s with sysctl; until then only scanning finds files",
	    strerror(error), sysctl);
}

enum verdict
watch_open(struct why *why)
{
	int error;

	if (is_open)
		return V_OK;
	if (!inotifytools_initialize()) {
		error = inotifytools_error();
		watch_descriptor = -1;
		return no_more(why, "fs.inotify.max_user_instances", error);
	}
	if (watch_descriptor == -1 || watch_descriptor > FD_LIMIT) {
		inotifytools_cleanup();
		watch_descriptor = -1;
		return why_set(why, V_FATAL, "internal",
		    "the watch was opened too late, or not through us");
	}
	is_open = 1;
	return V_OK;
}

int
watch_fd(void)
{
	return is_open ? watch_descriptor : -1;
}

static struct folder *
find_path(const char *path)
{
	size_t i;

	for (i = 0; i < folder_count; i++)
		if (strcmp(folders[i].path, path) == 0)
			return &folders[i];
	return NULL;
}

static void
unwatch(struct folder *folder)
{
	if (folder->wd != -1)
		inotifytools_remove_watch_by_wd(folder->wd);
	folder->wd = -1;
}

/*
 * Add the folder behind fd.  Through /proc, so that what is watched is what
 * was opened, however the path is swapped meanwhile.
 */
static int
add_by_descriptor(int fd)
{
	char name[32];

	last_wd = -1;
	snprintf(name, sizeof(name), "/proc/self/fd/%d/.", fd);
	if (!inotifytools_watch_file(name, (int)EVENTS)) {
		errno = inotifytools_error();
		return -1;
	}
	return last_wd;
}

/* The same folder by two paths has one watch number, and one entry would be
 * deaf: the later takes it over, and the marks of both. */
static unsigned
take_over(int wd, const struct folder *mine)
{
	size_t i;
	unsigned marks = 0;

	for (i = 0; i < folder_count; i++)
		if (folders[i].wd == wd && &folders[i] != mine) {
			marks |= folders[i].mark;
			folders[i].wd = -1;
		}
	return marks;
}

static enum verdict
watch_folder(struct folder *folder, int fd, const struct stat *st,
    struct why *why)
{
	unwatch(folder);
	folder->wd = add_by_descriptor(fd);
	if (folder->wd == -1 && errno == ENOSPC)
		return no_more(why, "fs.inotify.max_user_watches", ENOSPC);
	if (folder->wd == -1)
		return why_errno(why, "watching %s", folder->path);
	folder->mark |= take_over(folder->wd, folder);
	folder->dev = st->st_dev;
	folder->ino = st->st_ino;
	/* What came before the watch is told by nobody else. */
	changed[folder->owner] |= folder->mark;
	return V_OK;
}

static struct folder *
new_folder(const char *path, unsigned owner)
{
	struct folder *folder;

	if (folder_count >= FOLDERS_MAX)
		return NULL;
	folders = xreallocarray(folders, folder_count + 1, sizeof(*folders));
	folder = &folders[folder_count++];
	memset(folder, 0, sizeof(*folder));
	folder->path = xstrdup(path);
	folder->owner = owner;
	folder->wd = -1;
	return folder;
}

enum verdict
watch_add(const char *path, unsigned owner, unsigned mark, struct why *why)
{
	enum verdict v = V_OK;
	int fd;
	struct folder *folder;
	struct stat st;

	if (!is_open || owner >= WATCH_OWNERS)
		return V_OK;
	fd = open(path,
	    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	if (fd == -1)
		return why_errno(why, "watching %s", path);
	if (fstat(fd, &st) == -1) {
		v = why_errno(why, "watching %s", path);
		goto out;
	}
	if ((folder = find_path(path)) == NULL)
		folder = new_folder(path, owner);
	if (folder == NULL) {
		v = why_set(why, V_DEFER, "world-watches",
		    "over %d folders: only scanning finds files in the rest",
		    (int)FOLDERS_MAX);
		goto out;
	}
	folder->owner = owner;
	folder->mark |= mark;
	if (folder->wd == -1 || folder->dev != st.st_dev ||
	    folder->ino != st.st_ino)
		v = watch_folder(folder, fd, &st, why);
out:
	close(fd);
	return v;
}

static void
mark_all(void)
{
	size_t i;

	for (i = 0; i < folder_count; i++)
		changed[folders[i].owner] |= folders[i].mark;
}

/* Number -1 is the queue's: it overflowed. */
static void
take_event(const struct inotify_event *event, struct watch_news *news)
{
	size_t i;

	news->events++;
	if ((event->mask & IN_Q_OVERFLOW) != 0) {
		news->overflow = 1;
		mark_all();
		return;
	}
	for (i = 0; i < folder_count; i++)
		if (folders[i].wd == event->wd)
			break;
	if (i == folder_count)
		return;
	changed[folders[i].owner] |= folders[i].mark;
	if ((event->mask & (IN_IGNORED | IN_UNMOUNT)) != 0) {
		folders[i].wd = -1; /* the library has dropped it by itself */
		news->lost = 1;
	}
	if ((event->mask & (IN_MOVE_SELF | IN_DELETE_SELF)) != 0)
		news->lost = 1;
}

void
watch_drain(struct watch_news *ret)
{
	int error;
	struct inotify_event *event;

	memset(ret, 0, sizeof(*ret));
	if (!is_open)
		return;
	while (ret->events < BUDGET) {
		event = inotifytools_next_events(0, 1);
		if (event != NULL) {
			take_event(event, ret);
			continue;
		}
		error = inotifytools_error();
		if (error == EINTR)
			continue;
		if (error != 0 && error != EAGAIN) {
			/* What was lost is unknown: as an overflow. */
			log_warn("watch-failed error=\"%s\"", strerror(error));
			ret->overflow = 1;
			mark_all();
		}
		return;
	}
	ret->more = 1;
}

unsigned
watch_changed(unsigned owner)
{
	unsigned marks;

	if (owner >= WATCH_OWNERS)
		return 0;
	marks = changed[owner];
	changed[owner] = 0;
	return marks;
}

size_t
watch_count(void)
{
	size_t i, n = 0;

	for (i = 0; i < folder_count; i++)
		n += folders[i].wd != -1;
	return n;
}

void
watch_close(void)
{
	struct watch_news news;
	size_t i;

	if (!is_open)
		return;
	/* The library keeps what it has buffered over its own cleanup, and
	 * would hand it to the next watch. */
	do
		watch_drain(&news);
	while (news.more);
	for (i = 0; i < folder_count; i++)
		free(folders[i].path);
	free(folders);
	folders = NULL;
	folder_count = 0;
	memset(changed, 0, sizeof(changed));
	inotifytools_cleanup();
	watch_descriptor = -1;
	is_open = 0;
}
