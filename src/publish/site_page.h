/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside publish: where the pages of a site lie. */
#ifndef PUBLISH_SITE_PAGE_H
#define PUBLISH_SITE_PAGE_H

#include "catalog/catalog.h"

struct site_page;

/* Set file and shard of a page by its kind and what else it is of.  The shard
 * is never one that grows with the archive and is written again for every
 * release. */
void site_page_name(struct site_page *page);

/* "2026-03", "2026-03.2": a part of a month. */
void site_part_name(int year, int month, int part,
    char ret[CATALOG_SHARD_SIZE]);

#endif /* PUBLISH_SITE_PAGE_H */
