/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What waits in the outbox, and for whom: a part of "gazette status". */
#ifndef CLI_OUTBOX_H
#define CLI_OUTBOX_H

#include <stdint.h>

#include <jansson.h>

#include "base/why.h"

struct catalog;

/* Print a line for each addressee of the site for whom letters wait, who
 * fails or was given up. */
enum verdict outbox_print(struct catalog *catalog, int64_t site,
    struct why *why);

/* The same as an array, the caller's reference. */
enum verdict outbox_json(struct catalog *catalog, int64_t site, json_t **ret,
    struct why *why);

#endif /* CLI_OUTBOX_H */
