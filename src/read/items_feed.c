/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The entries of a feed: of Atom (RFC 4287), with entries that were deleted
 * (RFC 6721), of RSS 2.0, 1.0 and 0.9x.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "read/items_inner.h"
#include "read/xmldoc.h"

static int
is_entry(const xmlNode *node)
{
	return items_is(node, "entry") || items_is(node, "item") ||
	    items_is(node, "deleted-entry");
}

static void
add_entry(struct found_items *found, xmlNode *entry)
{
	char *id, *title;
	const char *ref;
	xmlNode *node;

	node = items_named(xmldoc_first(entry), "id");
	if (node == NULL)
		node = items_named(xmldoc_first(entry), "guid");
	id = items_text(node, ITEMS_ID_MAX);
	title = items_text(items_named(xmldoc_first(entry), "title"),
	    ITEMS_TITLE_MAX);
	ref = xmldoc_attr(entry, NULL, "ref"); /* RFC 6721, 3 */
	if (items_is(entry, "deleted-entry") && ref != NULL &&
	    strlen(ref) <= ITEMS_TITLE_MAX)
		found_add(found, entry, ref, ref);
	else
		found_add(found, entry, id, title);
	free(id);
	free(title);
}

/* Entries stand below the root, or below a channel of it. */
static void
gather(xmlNode *parent, struct found_items *found)
{
	xmlNode *node;

	for (node = xmldoc_first(parent); node != NULL;
	     node = xmldoc_next(node)) {
		if (is_entry(node))
			add_entry(found, node);
		else if (items_is(node, "channel"))
			gather(node, found);
	}
}

/* Is that address the entry's own: its id, or where it says that it is? */
static int
is_at(const struct found_item *item, const char *address)
{
	const char *href, *rel;
	xmlNode *link;

	if (strcmp(item->id, address) == 0)
		return 1;
	for (link = items_named(xmldoc_first(item->node), "link"); link != NULL;
	     link = items_named(xmldoc_next(link), "link")) {
		href = xmldoc_attr(link, NULL, "href");
		rel = xmldoc_attr(link, NULL, "rel");
		if (href != NULL &&
		    xmldoc_attr(link, NULL, "hreflang") == NULL &&
		    (rel == NULL || strcmp(rel, "alternate") == 0 ||
			strcmp(rel, "self") == 0) &&
		    strcmp(href, address) == 0)
			return 1;
	}
	return 0;
}

/* The entry leads to another in another language (RFC 4287, 4.2.7). */
static void
relate(struct found_items *found, size_t one)
{
	const char *href, *rel;
	size_t i;
	xmlNode *link;

	link = items_named(xmldoc_first(found->list[one].node), "link");
	for (; link != NULL; link = items_named(xmldoc_next(link), "link")) {
		href = xmldoc_attr(link, NULL, "href");
		rel = xmldoc_attr(link, NULL, "rel");
		if (href == NULL || rel == NULL ||
		    strcmp(rel, "alternate") != 0 ||
		    xmldoc_attr(link, NULL, "hreflang") == NULL)
			continue;
		for (i = 0; i < found->count; i++) {
			if (i != one && is_at(&found->list[i], href))
				found_relate(found, one, i);
		}
	}
}

enum verdict
items_of_feed(xmlDoc *doc, struct read_items *ret, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;
	struct found_items found = { NULL, 0 };
	xmlNode *lang = NULL, *parent = NULL, *root;

	root = xmlDocGetRootElement(doc);
	if (!items_is(root, "entry"))
		gather(root, &found);
	if (found.count > ITEMS_MAX)
		v = items_too_many(found.count, why);
	for (i = 0; i < found.count && found.count > 1 && v == V_OK; i++) {
		relate(&found, i);
		/* Of what stands around it the importer reads this alone. */
		if (found.list[i].node->parent != parent) {
			parent = found.list[i].node->parent;
			lang = items_named(xmldoc_first(parent), "language");
		}
		items_put(ret, found.list[i].node, lang, found.list[i].title);
	}
	found_tell_kin(&found, ret);
	found_fini(&found);
	return v;
}
