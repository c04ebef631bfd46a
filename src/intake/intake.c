/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which file, and which state of it.  See intake.h for the contract. */
#include "config.h"

#include "intake/intake.h"

static int64_t
nanoseconds(const struct timespec *t)
{
	return (int64_t)t->tv_sec * 1000000000 + t->tv_nsec;
}

void
identity_of(const struct stat *st, struct identity *ret)
{
	ret->dev = st->st_dev;
	ret->ino = st->st_ino;
	ret->size = st->st_size;
	ret->mtime_ns = nanoseconds(&st->st_mtim);
	ret->ctime_ns = nanoseconds(&st->st_ctim);
	ret->uid = st->st_uid;
	ret->nlink = (uint32_t)st->st_nlink;
}

int
identity_same(const struct identity *a, const struct identity *b)
{
	return a->dev == b->dev && a->ino == b->ino && a->size == b->size &&
	    a->mtime_ns == b->mtime_ns && a->ctime_ns == b->ctime_ns;
}
