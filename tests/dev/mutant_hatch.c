/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A daemon that forgets a letter as soon as it is handed out. */
#include "config.h"

#include "catalog/catalog.h"

enum verdict __real_catalog_outbox_next(struct catalog *catalog, int64_t now,
    struct catalog_letter *ret, struct why *why);
enum verdict __wrap_catalog_outbox_next(struct catalog *catalog, int64_t now,
    struct catalog_letter *ret, struct why *why);

enum verdict
__wrap_catalog_outbox_next(struct catalog *catalog, int64_t now,
    struct catalog_letter *ret, struct why *why)
{
	enum verdict v;

	v = __real_catalog_outbox_next(catalog, now, ret, why);
	if (v == V_OK && ret->id != 0)
		v = catalog_outbox_drop(catalog, ret, why);
	return v;
}
