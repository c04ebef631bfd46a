/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The ledger of a site, for machines: /api/v1/ with the lines of changes, the
 * manifests and their head (doc/downstream.md).  Nothing in it was written by
 * others but addresses, which are made of ours.
 *
 * Runs in gazetted and gazette, in a transaction of the caller's.
 */
#ifndef PUBLISH_LEDGER_H
#define PUBLISH_LEDGER_H

#include "base/why.h"

struct site;

/*
 * Write what is due: segments of lines up to the change for which lists are
 * out, manifests, and the head last, so that whoever reads the head finds the
 * rest.  After the lists, and after a folder has given way to a notice.
 */
enum verdict ledger_write(const struct site *site, struct why *why);

/*
 * Tell of what is being taken down before it is: a withdrawal goes the way of
 * a publication backwards.  Only where those lines come next.
 */
enum verdict ledger_forewarn(const struct site *site, struct why *why);

#endif /* PUBLISH_LEDGER_H */
