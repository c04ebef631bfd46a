/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The edition json (doc/json.md), and what a page says of itself to machines
 * as schema.org's NewsArticle.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <libxml/tree.h>

#include "base/buf.h"
#include "base/why.h"
#include "base/xalloc.h"
#include "release/release.h"
#include "render/member.h"
#include "render/parts.h"
#include "render/render.h"

static const char *
text_of(const xmlNode *node)
{
	if (node == NULL || node->children == NULL ||
	    node->children->content == NULL)
		return "";
	return (const char *)node->children->content;
}

/* tel, email, web: what it says, and where it leads. */
static void
put_way(json_t *contact, const xmlNode *node)
{
	const char *name = (const char *)node->name;
	json_t *list;
	json_t *way;

	list = json_object_get(contact, name);
	if (list == NULL) {
		list = json_array();
		json_object_set_new(contact, name, list);
	}
	if (strcmp(name, "email") == 0) {
		json_array_append_new(list, json_string(text_of(node)));
		return;
	}
	way = json_object();
	member_put(way, "text", text_of(node));
	member_put(way, "href", node_attribute(node, "href"));
	json_array_append_new(list, way);
}

static int
is_way(const char *name)
{
	return strcmp(name, "tel") == 0 || strcmp(name, "email") == 0 ||
	    strcmp(name, "web") == 0;
}

/* Its fields, or its words where they were not understood. */
static json_t *
make_contact(const xmlNode *node)
{
	char *words;
	const xmlNode *child;
	json_t *contact;
	json_t *raw;

	contact = json_object();
	for (child = node->children; child != NULL; child = child->next) {
		if (child->type != XML_ELEMENT_NODE)
			continue;
		if (is_way((const char *)child->name)) {
			put_way(contact, child);
			continue;
		}
		words = plain_words(child);
		member_put(contact, (const char *)child->name, words);
		free(words);
	}
	raw = json_object_get(contact, "raw");
	if (raw != NULL && json_object_size(contact) == 1)
		json_object_set(contact, "text", raw);
	json_object_del(contact, "raw");
	return contact;
}

static json_t *
make_picture(const struct rendering *rendering, const xmlNode *node)
{
	char *url;
	json_t *picture;
	xmlNode *publication;

	picture = json_object();
	member_put(picture, "name", node_attribute(node, "name"));
	member_put(picture, "type", node_attribute(node, "type"));
	member_put(picture, "sha256", node_attribute(node, "sha256"));
	json_object_set_new(picture, "width",
	    json_integer(strtoll(node_attribute(node, "width"), NULL, 10)));
	json_object_set_new(picture, "height",
	    json_integer(strtoll(node_attribute(node, "height"), NULL, 10)));
	if (rendering->publication != NULL) {
		publication = xmlDocGetRootElement(rendering->publication);
		url = xasprintf("%smedia/%s",
		    node_attribute(publication, "url"),
		    node_attribute(node, "name"));
		member_put(picture, "url", url);
		free(url);
	}
	return picture;
}

/* Lists of the head: each element of that name. */
static json_t *
make_list(const struct rendering *rendering, const char *name)
{
	char *words;
	const xmlNode *node;
	json_t *list;

	list = json_array();
	for (node = rendering->cache->head->children; node != NULL;
	     node = node->next) {
		if (!node_is(node, RELEASE_NS, name))
			continue;
		if (strcmp(name, "contact") == 0) {
			json_array_append_new(list, make_contact(node));
		} else if (strcmp(name, "picture") == 0) {
			json_array_append_new(list,
			    make_picture(rendering, node));
		} else {
			words = plain_words(node);
			if (words[0] != '\0')
				json_array_append_new(list, json_string(words));
			free(words);
		}
	}
	return list;
}

static int
is_named(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE &&
	    strcmp((const char *)node->name, name) == 0;
}

/* Files to be downloaded: JSON Feed 1.1, attachments. */
static json_t *
make_attachments(const xmlNode *publication)
{
	char *url;
	const xmlNode *node;
	json_t *attachment;
	json_t *list;

	list = json_array();
	for (node = publication->children; node != NULL; node = node->next) {
		if (!is_named(node, "attachment"))
			continue;
		attachment = json_object();
		url = xasprintf("%s%s", node_attribute(publication, "url"),
		    node_attribute(node, "file"));
		member_put(attachment, "url", url);
		member_put(attachment, "mime_type",
		    node_attribute(node, "type"));
		member_put(attachment, "title", node_attribute(node, "title"));
		json_object_set_new(attachment, "size_in_bytes",
		    json_integer(
			strtoll(node_attribute(node, "size"), NULL, 10)));
		free(url);
		json_array_append_new(list, attachment);
	}
	return list;
}

static json_t *
make_alternates(const xmlNode *publication)
{
	char *url;
	const xmlNode *node;
	json_t *alternate;
	json_t *list;

	list = json_array();
	for (node = publication->children; node != NULL; node = node->next) {
		if (!is_named(node, "alternate"))
			continue;
		alternate = json_object();
		url = xasprintf("%s%s", node_attribute(publication, "base"),
		    node_attribute(node, "path"));
		member_put(alternate, "lang", node_attribute(node, "lang"));
		member_put(alternate, "title", node_attribute(node, "title"));
		member_put(alternate, "url", url);
		free(url);
		json_array_append_new(list, alternate);
	}
	return list;
}

static void
put_publication(json_t *root, const struct rendering *rendering)
{
	const xmlNode *publication;

	publication = xmlDocGetRootElement(rendering->publication);
	member_put(root, "url", node_attribute(publication, "url"));
	member_put(root, "site", node_attribute(publication, "site"));
	member_put(root, "published", node_attribute(publication, "published"));
	member_put(root, "updated", node_attribute(publication, "updated"));
	json_object_set_new(root, "version",
	    json_integer(
		strtoll(node_attribute(publication, "version"), NULL, 10)));
	member_put(root, "change", node_attribute(publication, "change"));
	member_put(root, "note", node_attribute(publication, "note"));
	member_put_list(root, "alternates", make_alternates(publication));
	member_put_list(root, "attachments", make_attachments(publication));
	member_put(root, "withdrawn", node_attribute(publication, "withdrawn"));
	member_put(root, "expired", node_attribute(publication, "expired"));
	member_put(root, "reason", node_attribute(publication, "reason"));
}

/* What a page that stands alone shows, and nobody may know before. */
static void
put_embargo(json_t *root, const struct rendering *rendering)
{
	xmlNode *embargo;

	embargo = head_child(rendering->cache, "embargo");
	if (embargo == NULL || rendering->publication != NULL)
		return;
	member_put(root, "embargo", node_attribute(embargo, "until"));
}

static void
put_head(json_t *root, const struct rendering *rendering)
{
	char id[RENDER_ID_SIZE];
	char *words;
	const struct render_cache *cache = rendering->cache;

	render_id(rendering, id);
	member_put(root, "id", id);
	member_put(root, "lang", cache->lang);
	member_put(root, "title", cache->title);
	member_put(root, "deck", cache->deck);
	member_put(root, "description", cache->description);
	member_put(root, "issued", text_of(head_child(cache, "issued")));
	member_put(root, "expires", text_of(head_child(cache, "expires")));
	words = plain_words(head_child(cache, "dateline"));
	member_put(root, "dateline", words);
	free(words);
	member_put_list(root, "contacts", make_list(rendering, "contact"));
	member_put_list(root, "pictures", make_list(rendering, "picture"));
	member_put_list(root, "publishers", make_list(rendering, "publisher"));
	member_put_list(root, "subjects", make_list(rendering, "subject"));
}

static enum verdict
put_bodies(json_t *root, struct rendering *rendering, size_t max,
    struct why *why)
{
	enum verdict v;
	struct buf buf;

	buf_init(&buf, max);
	v = article_put(rendering, &buf, why);
	member_put(root, "html", buf_str(&buf));
	buf_reset(&buf);
	if (v == V_OK)
		v = text_render(rendering, &buf, why);
	member_put(root, "text", buf_str(&buf));
	buf_fini(&buf);
	return v;
}

enum verdict
json_render(struct rendering *rendering, struct buf *out, struct why *why)
{
	enum verdict v;
	json_t *root;

	root = json_object();
	if (root == NULL)
		xalloc_die();
	put_head(root, rendering);
	if (rendering->publication != NULL)
		put_publication(root, rendering);
	put_embargo(root, rendering);
	v = put_bodies(root, rendering, out->max, why);
	if (v == V_OK)
		member_dump(root, out);
	json_decref(root);
	return v;
}

static json_t *
make_images(const struct rendering *rendering)
{
	json_t *images;
	json_t *list;
	json_t *picture;
	size_t i;

	images = json_array();
	list = make_list(rendering, "picture");
	json_array_foreach(list, i, picture)
	    json_array_append(images, json_object_get(picture, "url"));
	json_decref(list);
	return images;
}

/* In a script element "<" could end it, so it is written as an escape. */
static char *
dump_without_lt(const json_t *root)
{
	char *c;
	char *text;
	struct buf buf;

	text = json_dumps(root, JSON_SORT_KEYS | JSON_COMPACT);
	if (text == NULL)
		xalloc_die();
	buf_init(&buf, 6 * strlen(text));
	for (c = text; *c != '\0'; c++) {
		if (*c == '<' || *c == '>' || *c == '&')
			buf_printf(&buf, "\\u%04x", (unsigned char)*c);
		else
			buf_putc(&buf, *c);
	}
	free(text);
	return buf_take(&buf, NULL);
}

char *
json_ld(const struct rendering *rendering)
{
	char id[RENDER_ID_SIZE];
	char *text;
	const struct render_cache *cache = rendering->cache;
	const xmlNode *publication;
	json_t *publisher;
	json_t *root;

	publication = xmlDocGetRootElement(rendering->publication);
	root = json_object();
	publisher = json_object();
	if (root == NULL || publisher == NULL)
		xalloc_die();
	render_id(rendering, id);
	member_put(root, "@context", "https://schema.org");
	member_put(root, "@type", "NewsArticle");
	member_put(root, "identifier", id);
	member_put(root, "headline", cache->title);
	member_put(root, "description", cache->description);
	member_put(root, "inLanguage", cache->lang);
	member_put(root, "url", node_attribute(publication, "url"));
	member_put(root, "mainEntityOfPage",
	    node_attribute(publication, "url"));
	member_put(root, "datePublished",
	    node_attribute(publication, "published"));
	member_put(root, "dateModified",
	    node_attribute(publication, "updated"));
	member_put_list(root, "image", make_images(rendering));
	member_put_list(root, "keywords", make_list(rendering, "subject"));
	member_put(publisher, "@type", "Organization");
	member_put(publisher, "name", node_attribute(publication, "site"));
	json_object_set_new(root, "publisher", publisher);
	text = dump_without_lt(root);
	json_decref(root);
	return text;
}
