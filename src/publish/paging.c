/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Long lists in pages.  See paging.h for the rule. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/buf.h"
#include "publish/paging.h"
#include "publish/site.h"
#include "publish/site_xml.h"

int64_t
paging_page(int64_t ordinal)
{
	return (ordinal - 1) / PAGING + 1;
}

int64_t
paging_count(int64_t last)
{
	return last / PAGING + 1;
}

int
paging_fills(int64_t ordinal)
{
	return ordinal > 0 && ordinal % PAGING == 0;
}

void
paging_path(const char *base, int64_t number, char ret[CATALOG_PATH_SIZE])
{
	snprintf(ret, CATALOG_PATH_SIZE, "%s%" PRId64 "/", base, number);
}

void
paging_select(const struct paging *paging, struct catalog_select *ret)
{
	ret->after = (paging->number - 1) * PAGING;
	ret->limit = PAGING;
}

void
paging_put_link(struct buf *out, const struct site *site, const char *element,
    const char *base, int64_t number)
{
	char path[CATALOG_PATH_SIZE];

	paging_path(base, number, path);
	buf_printf(out, "<%s", element);
	xml_number(out, "number", number);
	xml_href(out, "href", site, path);
	buf_puts(out, "/>");
}

void
paging_put_neighbours(struct buf *out, const struct site *site,
    const struct paging *paging)
{
	if (paging->number > 1)
		paging_put_link(out, site, "older", paging->base,
		    paging->number - 1);
	if (paging->number < paging_count(paging->last))
		paging_put_link(out, site, "newer", paging->base,
		    paging->number + 1);
}
