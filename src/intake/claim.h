/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A descriptor of exactly the file that was seen (step I1 of publishing).
 *
 * Whoever may write to the drop folder may swap, truncate and refill what lies
 * there at any instant.  So a file is opened component by component without
 * following a link or waiting for a FIFO, and must be regular and the file
 * that the scan saw.  Step I2, spool_copy(), reads it through the descriptor
 * (never mapped: a truncated mapping is a SIGBUS), looks at its size before
 * it copies a byte, and wants the file unchanged after the last.
 */
#ifndef INTAKE_CLAIM_H
#define INTAKE_CLAIM_H

#include <stdint.h>

#include "base/why.h"
#include "intake/intake.h"

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

#endif /* INTAKE_CLAIM_H */
