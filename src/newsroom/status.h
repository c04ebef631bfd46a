/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The status page of a drop folder, and the help page beside it.  For
 * src/newsroom alone.
 *
 * It is made when what it says has changed, at most once a second, and each
 * minute as a sign of life: where the daemon has died, the page says since
 * when.  An embargoed document has its file and its time on it, never its
 * title.
 */
#ifndef NEWSROOM_STATUS_H
#define NEWSROOM_STATUS_H

#include "newsroom/room.h"

/* Is the page to be made?  Then it is appended to out, after the help page
 * where that is due too. */
int status_is_due(struct desk *desk, int idle);
enum verdict status_pages(struct desk *desk, struct buf *out, struct why *why);

/* Put what was rendered into the folder; or note that it could not be. */
void status_deliver(struct desk *desk, const struct dispatch *dispatch);
void status_failed(struct desk *desk);

/* When to look again, ms, monotonic; INT64_MAX: never. */
int64_t status_next(const struct desk *desk);

#endif /* NEWSROOM_STATUS_H */
