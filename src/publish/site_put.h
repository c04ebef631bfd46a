/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside publish: putting files of the site in place. */
#ifndef PUBLISH_SITE_PUT_H
#define PUBLISH_SITE_PUT_H

#include <stddef.h>

#include "base/why.h"

struct site;

/* A file of the site; strings and bytes are the caller's. */
struct site_put {
	const char *file;  /* "sv/index.html" */
	const char *shard; /* the manifest that lists it, or "" */
	const void *data;
	size_t len;
};

/*
 * Put files in place, each with its twin where it has one: all are written,
 * synced together, then renamed one by one in this order.  What is in place
 * already is left as it is.
 */
enum verdict site_place(const struct site *site, const struct site_put *puts,
    size_t count, struct why *why);

/* Record a file without a twin as being in place: for what depends on that
 * record and is to be placed together with it. */
enum verdict site_note(const struct site *site, const struct site_put *put,
    struct why *why);

/* Both, and with the twins. */
enum verdict site_put_all(const struct site *site, const struct site_put *puts,
    size_t count, struct why *why);

#endif /* PUBLISH_SITE_PUT_H */
