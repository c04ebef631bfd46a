/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hints that something happened in a folder.  The only file that knows
 * libinotifytools.
 *
 * The library has one descriptor for the whole process, so there is one watch
 * and no object.  What comes is never believed: an event only says where to
 * scan.  Without the watch (no instances, no watches left) everything works,
 * by scanning alone.
 */
#ifndef INTAKE_WATCH_H
#define INTAKE_WATCH_H

#include <stddef.h>

#include "base/why.h"

enum {
	WATCH_OWNERS = 64
};

/*
 * Start.  To be called before other descriptors are opened: over 1023 the
 * library aborts.  V_DEFER "world-watches" names the sysctl that is used up.
 */
enum verdict watch_open(struct why *why);

/* Readable when watch_drain() has something; -1 while closed. */
int watch_fd(void);

/*
 * Watch the folder path (absolute; no link as its last component), of the
 * owner (a site's number under WATCH_OWNERS) and with a mark of the caller's
 * bits (SCAN_BIT…).  One folder, never what lies in it.  Call it again after
 * each scan: what is watched already costs a stat, what was replaced is
 * watched anew, nothing leaks.  V_DEFER for no such folder ("world-…"), or no
 * watches left ("world-watches", which names the sysctl).  V_OK while closed.
 */
enum verdict watch_add(const char *path, unsigned owner, unsigned mark,
    struct why *why);

struct watch_news {
	unsigned long events; /* taken this time */
	int overflow; /* events were lost: every mark of every owner is set */
	int lost;     /* a folder is not watched any more: watch_add() again */
	int more;     /* the budget ended before the queue did: call again */
};

/* Take all events that wait.  Never blocks. */
void watch_drain(struct watch_news *ret);

/* The marks of the owner's folders in which something happened since the last
 * call, and forget them. */
unsigned watch_changed(unsigned owner);

/* Folders that are watched now. */
size_t watch_count(void);
void watch_close(void);

#endif /* INTAKE_WATCH_H */
