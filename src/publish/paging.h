/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Inside publish: long lists in pages that don't change.
 *
 * Each entry of such a list has a number that is given once, from 1.  Page k
 * holds the k-th fifty of them, the oldest first.  A page that is full leads
 * to the next, which is made together with its last entry (and says that it
 * has none yet): so nothing but a change of its own entries ever changes a
 * full page, however long the list grows.
 */
#ifndef PUBLISH_PAGING_H
#define PUBLISH_PAGING_H

#include <stdint.h>

#include "catalog/catalog.h"

struct buf;
struct site;

enum {
	PAGING = 50 /* entries of a page */
};

/* One page of a list. */
struct paging {
	const char *base; /* "/sv/all/": page 3 is "/sv/all/3/" */
	int64_t number;   /* of the page */
	int64_t last;     /* the highest number that an entry has, or 0 */
	const struct catalog_topic *topic; /* whose list it is, or NULL */
};

/* The page of an entry. */
int64_t paging_page(int64_t ordinal);
/* How many pages there are when that is the highest number. */
int64_t paging_count(int64_t last);
/* Is it the last that its page has room for? */
int paging_fills(int64_t ordinal);

void paging_path(const char *base, int64_t number, char ret[CATALOG_PATH_SIZE]);

/* Set site, lang aside, what of the list a page holds. */
void paging_select(const struct paging *paging, struct catalog_select *ret);

/* Append <element number href/>: a page as "all", "older" or "newer" to a
 * page that leads there. */
void paging_put_link(struct buf *out, const struct site *site,
    const char *element, const char *base, int64_t number);
/* <older/> and <newer/>, as far as there are any. */
void paging_put_neighbours(struct buf *out, const struct site *site,
    const struct paging *paging);

#endif /* PUBLISH_PAGING_H */
