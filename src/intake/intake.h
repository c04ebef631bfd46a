/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Intake: from a shared folder, where anybody may do anything at any time, to
 * a descriptor of a whole document.
 *
 *	watch	hints that something happened (the only file that knows
 *		libinotifytools)
 *	scan	the truth: what lies in the drop folder, by descriptor
 *	junk	what was never meant for us, and what we wrote ourselves
 *	settle	has the file arrived whole?
 *	proof	what its content says about that
 *	claim	a descriptor of exactly the file that was seen
 *
 * Runs in gazetted and gazette.  Nothing is parsed here but a ZIP's end
 * record, an XML's first and last tag, and the mark of our own pages.  No
 * module reads a clock: every function is told what time it is.
 */
#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H

#include <stdint.h>
#include <sys/stat.h>

/* Which file it is, and which state of it.  The mtime alone proves nothing:
 * Samba sets it back to what it was on the sender's disk. */
struct identity {
	uint64_t dev;
	uint64_t ino;
	int64_t size;
	int64_t mtime_ns; /* since 1970, by the file system's clock */
	int64_t ctime_ns;
	uint32_t uid;
	uint32_t nlink; /* over 1: it has another name somewhere */
};

void identity_of(const struct stat *st, struct identity *ret);

/* The same file in the same state: all but uid and nlink (a link made or
 * removed elsewhere moves the ctime as well). */
int identity_same(const struct identity *a, const struct identity *b);

#endif /* INTAKE_INTAKE_H */
