/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A part of what readers' searches look through, as JSON (doc/downstream.md):
 * strings need escapes that XSLT 1.0 can't write. */
#include "config.h"

#include <stdlib.h>

#include <jansson.h>
#include <libxml/tree.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "render/member.h"
#include "render/parts.h"

/* The day of an instant, "2026-05-03". */
static void
put_day(json_t *item, const char *instant)
{
	char *day;

	day = xasprintf("%.10s", instant);
	member_put(item, "day", day);
	free(day);
}

static void
put_child(json_t *item, const xmlNode *entry, const char *name)
{
	char *words;

	words = page_child_words(entry, name);
	member_put(item, name, words != NULL ? words : "");
	free(words);
}

static json_t *
make_item(const xmlNode *entry)
{
	const char *day;
	json_t *item;

	item = json_object();
	member_put(item, "href", node_attribute(entry, "href"));
	day = node_attribute(entry, "day");
	put_day(item,
	    day[0] != '\0' ? day : node_attribute(entry, "published"));
	put_child(item, entry, "title");
	put_child(item, entry, "deck");
	put_child(item, entry, "words");
	return item;
}

void
search_put_json(struct buf *out, const xmlNode *page)
{
	const xmlNode *child;
	json_t *items, *part;

	part = json_object();
	items = json_array();
	if (part == NULL || items == NULL)
		xalloc_die();
	member_put(part, "language", node_attribute(page, "lang"));
	for (child = page->children; child != NULL; child = child->next) {
		if (node_is(child, PAGES_NS, "entry"))
			json_array_append_new(items, make_item(child));
	}
	json_object_set_new(part, "releases", items);
	member_dump(part, out);
	json_decref(part);
}
