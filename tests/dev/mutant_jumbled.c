/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A mutant for tests/system/items.t: it knows neither what has not changed nor
 * which items are languages of one text.  Linked with
 * --wrap=editor_glance,--wrap=catalog_item_kin.
 */
#include "config.h"

#include "base/xalloc.h"
#include "newsroom/editor.h"

int __wrap_editor_glance(struct piece *piece);
enum verdict __wrap_catalog_item_kin(struct catalog *catalog, int64_t item,
    char **ret, struct why *why);

int
__wrap_editor_glance(struct piece *piece)
{
	(void)piece;
	return 0;
}

enum verdict
__wrap_catalog_item_kin(struct catalog *catalog, int64_t item, char **ret,
    struct why *why)
{
	(void)catalog;
	(void)item;
	(void)why;
	*ret = xstrdup("");
	return V_OK;
}
