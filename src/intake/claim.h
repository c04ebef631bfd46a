/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The copy of exactly the file that was seen (steps I1 and I2 of publishing).
 *
 * Whoever may write to the drop folder may swap, truncate and refill what lies
 * there at any instant.  So a file is opened component by component without
 * following a link or waiting for a FIFO, must be regular and the file that
 * the scan saw, is copied through its descriptor (never mapped: a truncated
 * mapping is a SIGBUS), and must be the same after the last byte.
 */
#ifndef INTAKE_CLAIM_H
#define INTAKE_CLAIM_H

#include <stdint.h>

#include "base/why.h"
#include "intake/intake.h"

struct spool;
struct spool_copy;

/*
 * Open drop/place for reading.  seen, unless NULL, is what it must still be;
 * ret, unless NULL, what it is.  *ret_fd is the caller's.  V_REJECT
 * "not-a-file" for a link, FIFO, socket, device or folder, "not-readable"
 * without the right to read; V_DEFER "not-settled" for what changed or
 * vanished.
 */
enum verdict claim_open(int drop, const char *place,
    const struct identity *seen, int *ret_fd, struct identity *ret,
    struct why *why);

/*
 * Copy drop/place, as seen, into the spool and hash it.  V_REJECT "too-large"
 * over max_size bytes, before one is read: 8 TiB of holes cost nothing to
 * make.  V_DEFER for what the disk does, and "not-settled" for what changed
 * under our hands.  On V_OK *ret is the caller's until spool_copy_fini().
 */
enum verdict claim_take(int drop, const char *place,
    const struct identity *seen, uint64_t max_size, struct spool *spool,
    struct spool_copy *ret, struct why *why);

/* Is drop/place still the file and the state that was seen?  1, 0 if not or
 * gone, -1 if the world does not let us know. */
int claim_is_same(int drop, const char *place, const struct identity *seen);

#endif /* INTAKE_CLAIM_H */
