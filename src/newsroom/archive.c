/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A state folder in use.  See archive.h for the contract. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "newsroom/archive.h"

static enum verdict
open_dir(const char *path, struct archive *archive, struct why *why)
{
	archive->path = path;
	archive->lock = -1;
	archive->dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (archive->dir == -1)
		return why_errno(why, "state folder %s", path);
	return V_OK;
}

/* flock is the process's: it goes with it, however it dies. */
static enum verdict
take_lock(struct archive *archive, struct why *why)
{
	archive->lock = openat(archive->dir, "lock",
	    O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (archive->lock == -1)
		return why_errno(why, "%s/lock", archive->path);
	if (flock(archive->lock, LOCK_EX | LOCK_NB) == 0)
		return V_OK;
	if (errno == EWOULDBLOCK)
		return why_set(why, V_DEFER, "locked",
		    "%s is in use by another gazetted or gazette",
		    archive->path);
	return why_errno(why, "%s/lock", archive->path);
}

static enum verdict
open_all(struct archive *archive, struct why *why)
{
	enum verdict v;

	if ((v = take_lock(archive, why)) != V_OK)
		return v;
	v = catalog_open(archive->path, &archive->catalog, &archive->was, why);
	if (v != V_OK)
		return v;
	if ((v = store_open(archive->dir, &archive->store, why)) != V_OK)
		return v;
	return spool_open(archive->dir, &archive->spool, why);
}

enum verdict
archive_open(const char *path, struct archive *ret, struct why *why)
{
	enum verdict v;

	memset(ret, 0, sizeof(*ret));
	if (mkdir(path, 0750) == -1 && errno != EEXIST)
		return why_errno(why, "making the state folder %s", path);
	v = open_dir(path, ret, why);
	if (v == V_OK)
		v = open_all(ret, why);
	if (v != V_OK)
		archive_close(ret, 0);
	return v;
}

enum verdict
archive_open_reader(const char *path, struct archive *ret, struct why *why)
{
	enum verdict v;

	memset(ret, 0, sizeof(*ret));
	v = open_dir(path, ret, why);
	if (v == V_OK)
		v = catalog_open_reader(path, &ret->catalog, why);
	if (v == V_OK)
		v = store_open(ret->dir, &ret->store, why);
	if (v != V_OK)
		archive_close(ret, 0);
	return v;
}

void
archive_close(struct archive *archive, int clean)
{
	if (archive->spool != NULL)
		spool_close(archive->spool);
	if (archive->store != NULL)
		store_close(archive->store);
	catalog_close(archive->catalog, clean);
	if (archive->lock != -1)
		close(archive->lock);
	if (archive->dir != -1)
		close(archive->dir);
	memset(archive, 0, sizeof(*archive));
	archive->dir = -1;
	archive->lock = -1;
}
