/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hold the web root against the catalogue.
 *
 * Runs in gazetted after an unclean stop and in gazette verify.  Reads
 * everything, changes nothing; what is missing or changed is made again from
 * the store by rebuilding its release or page.
 */
#ifndef PUBLISH_VERIFY_H
#define PUBLISH_VERIFY_H

#include <stddef.h>
#include <stdint.h>

#include "base/why.h"
#include "catalog/catalog.h"
#include "publish/site.h"

enum difference_kind {
	DIFFERENCE_MISSING,
	DIFFERENCE_CHANGED,
	DIFFERENCE_SURPLUS, /* nobody of ours put it there */
};

/* "missing", "changed", "surplus". */
const char *difference_kind_name(enum difference_kind kind);

struct difference {
	enum difference_kind kind;
	int64_t release; /* whose file it is; 0 for a page of the site */
	char *path;      /* relative to the web root, as bytes */
};

struct differences {
	struct difference *list;
	size_t count;
	size_t left_out; /* past the ceiling of 10,000 */
};

/* deep: hash every byte; otherwise existence and size are compared. */
enum verdict verify_site(const struct site *site, int deep,
    struct differences *ret, struct why *why);
void differences_fini(struct differences *differences);

#endif /* PUBLISH_VERIFY_H */
