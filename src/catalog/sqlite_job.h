/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside the catalogue: what jobs and publications share. */
#ifndef CATALOG_SQLITE_JOB_H
#define CATALOG_SQLITE_JOB_H

#include "catalog/sqlite.h"

/* Write one line of a job's history. */
enum verdict job_history_add(struct catalog *catalog, int64_t job,
    const struct catalog_step *step, struct why *why);

/* Move a job that the catalogue's own rules take along (a version became
 * live, was superseded, was taken down): by the same table of moves. */
enum verdict job_follow(struct catalog *catalog, int64_t job, enum job_state to,
    int64_t now, struct why *why);

/* Replace what was noticed and found in a job's document; NULL: as it was. */
enum verdict job_told(struct catalog *catalog, int64_t job,
    const struct findings *findings, const struct values *values,
    struct why *why);

#endif /* CATALOG_SQLITE_JOB_H */
