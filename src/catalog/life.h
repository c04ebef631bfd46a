/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The catalogue's releases after their publication: back again, over, moved.
 * Included by publication.h, whose conventions hold here.
 */
#ifndef CATALOG_LIFE_H
#define CATALOG_LIFE_H

#include "catalog/catalog.h"

struct catalog_jobs;
struct catalog_seen_list;
struct catalog_releases;

/*
 * A withdrawn release is to come back (wanted), or not after all: then its
 * version may be rendered again, and it is live when that is published
 * (CHANGE_RESTORE).  What is not withdrawn stays as it is.
 */
enum verdict catalog_restore(struct catalog *catalog, int64_t release,
    int wanted, struct why *why);

/* Where originals of a release lie or lay in the drop folder, as far as it is
 * known, with their hashes. */
enum verdict catalog_originals(struct catalog *catalog, int64_t release,
    struct catalog_seen_list *ret, struct why *why);

/* The number of the change that withdrew a release last; 0: none did. */
enum verdict catalog_withdrawal(struct catalog *catalog, int64_t release,
    int64_t *ret, struct why *why);

/* Jobs of withdrawn releases whose document lies in that folder of the drop
 * folder, however deep. */
enum verdict catalog_withdrawn_within(struct catalog *catalog, int64_t site,
    const char *folder, struct catalog_jobs *ret, struct why *why);

/*
 * Live releases of a site whose version says that its end has come: each is
 * marked, once, and is to be rendered again (CHANGE_EXPIRE).  A new version
 * begins anew.
 */
enum verdict catalog_expire(struct catalog *catalog, int64_t site, int64_t now,
    struct catalog_releases *ret, struct why *why);

/* When the next live release of any site ends; INT64_MAX if none does. */
enum verdict catalog_next_expiry(struct catalog *catalog, int64_t *ret,
    struct why *why);

/*
 * A live release is to have another slug, and so another address in its month
 * (ret_path): its version is to be rendered again for it, and when that is
 * published it has moved (CHANGE_MOVE).  Nobody else gets an address that a
 * release has had.  V_REJECT "usage" says what is wrong with it.
 */
enum verdict catalog_move(struct catalog *catalog, int64_t release,
    const char *slug, struct why *why);

/* An address that a release had, or has and is gone from. */
struct catalog_place {
	int64_t release;
	char path[CATALOG_PATH_SIZE];
	char target[CATALOG_PATH_SIZE]; /* where it is now, or "" */
	int64_t at;                     /* since when */
	int due; /* what lay there has not given way yet */
};

struct catalog_places {
	struct catalog_place *list;
	size_t count;
};

/* Addresses that public releases of the site had, by path. */
enum verdict catalog_moves(struct catalog *catalog, int64_t site,
    struct catalog_places *ret, struct why *why);
/* Former addresses of what was erased: nothing may lie there any more. */
enum verdict catalog_erased_moves(struct catalog *catalog, int64_t site,
    struct catalog_places *ret, struct why *why);
void catalog_places_fini(struct catalog_places *places);

/* What lay at a former address has given way.  That of an erased release is
 * forgotten. */
enum verdict catalog_moved(struct catalog *catalog, int64_t site,
    const char *path, struct why *why);

#endif /* CATALOG_LIFE_H */
