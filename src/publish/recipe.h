/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a web server should know of a site: an include for nginx, with types,
 * headers, compressed twins and the addresses that are gone (410).
 *
 * Runs in gazetted and gazette.  It lies in the state folder, never in the
 * web root: it names what was erased.
 */
#ifndef PUBLISH_RECIPE_H
#define PUBLISH_RECIPE_H

#include "base/why.h"

struct site;

/* Make dir/name so; a file that is right already keeps its time. */
enum verdict recipe_write(const struct site *site, int dir, const char *name,
    struct why *why);

#endif /* PUBLISH_RECIPE_H */
