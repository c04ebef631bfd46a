/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * JSON Feed 1.1 (jsonfeed.org/version/1.1) of a page of lists: strings need
 * escapes that XSLT 1.0 can't write.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <libxml/tree.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "render/member.h"
#include "render/parts.h"

static void
put_attachment(json_t *list, const char *url, const char *type)
{
	json_t *one;

	if (url[0] == '\0')
		return;
	one = json_object();
	member_put(one, "url", url);
	member_put(one, "mime_type", type);
	json_array_append_new(list, one);
}

static void
put_attachments(json_t *item, const xmlNode *entry)
{
	json_t *list;

	list = json_array();
	put_attachment(list, node_attribute(entry, "epub"),
	    "application/epub+zip");
	put_attachment(list, node_attribute(entry, "text"), "text/plain");
	member_put_list(item, "attachments", list);
}

/* Each item has content, if only its title: the standard wants one of two. */
static json_t *
make_item(const xmlNode *entry)
{
	char *deck, *id, *title;
	json_t *item;

	item = json_object();
	title = page_child_words(entry, "title");
	deck = page_child_words(entry, "deck");
	id = xasprintf("urn:uuid:%s", node_attribute(entry, "guid"));
	member_put(item, "id", id);
	member_put(item, "url", node_attribute(entry, "url"));
	member_put(item, "title", title != NULL ? title : "");
	member_put(item, "summary", deck != NULL ? deck : "");
	json_object_set_new(item, "content_text",
	    json_string(deck != NULL ? deck :
		    title != NULL    ? title :
				       ""));
	member_put(item, "date_published", node_attribute(entry, "published"));
	member_put(item, "date_modified", node_attribute(entry, "updated"));
	member_put(item, "language", node_attribute(entry, "lang"));
	put_attachments(item, entry);
	free(id);
	free(title);
	free(deck);
	return item;
}

static void
put_hub(json_t *feed, const char *url)
{
	json_t *hub, *hubs;

	if (url[0] == '\0')
		return;
	hub = json_object();
	member_put(hub, "type", "WebSub");
	member_put(hub, "url", url);
	hubs = json_array();
	json_array_append_new(hubs, hub);
	json_object_set_new(feed, "hubs", hubs);
}

static void
put_author(json_t *feed, const char *name)
{
	json_t *author, *authors;

	author = json_object();
	member_put(author, "name", name);
	authors = json_array();
	json_array_append_new(authors, author);
	json_object_set_new(feed, "authors", authors);
}

/* As the other feeds are called (atom.xsl). */
static void
put_title(json_t *feed, const xmlNode *page)
{
	char *title;
	const char *topic;

	topic = node_attribute(page, "topic");
	title = xasprintf("%s%s%s", node_attribute(page, "site"),
	    topic[0] != '\0' ? " – " : "", topic);
	member_put(feed, "title", title);
	free(title);
}

void
feed_put_json(struct buf *out, const xmlNode *page)
{
	const xmlNode *child;
	json_t *feed, *items;

	feed = json_object();
	items = json_array();
	if (feed == NULL || items == NULL)
		xalloc_die();
	member_put(feed, "version", "https://jsonfeed.org/version/1.1");
	put_title(feed, page);
	member_put(feed, "home_page_url", node_attribute(page, "home"));
	member_put(feed, "feed_url", node_attribute(page, "url"));
	member_put(feed, "language", node_attribute(page, "lang"));
	put_author(feed, node_attribute(page, "site"));
	put_hub(feed, node_attribute(page, "hub"));
	for (child = page->children; child != NULL; child = child->next) {
		if (node_is(child, PAGES_NS, "entry"))
			json_array_append_new(items, make_item(child));
	}
	json_object_set_new(feed, "items", items);
	member_dump(feed, out);
	json_decref(feed);
}
