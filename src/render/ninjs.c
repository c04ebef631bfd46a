/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The edition ninjs: News in JSON 3.0 of the IPTC, for the systems of news
 * rooms.  Names are those of ninjs-schema_3.0.json, which allows no others.
 */
#include "config.h"

#include <stdio.h>
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

#define SCHEMA "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json"

static const xmlNode *
publication_of(const struct rendering *rendering)
{
	return rendering->publication != NULL ?
	    xmlDocGetRootElement(rendering->publication) :
	    NULL;
}

/* A list of one object with its value. */
static void
add_value(json_t *list, const char *role, const char *type, const char *value)
{
	json_t *one;

	if (value[0] == '\0')
		return;
	one = json_object();
	member_put(one, "role", role);
	member_put(one, "contentType", type);
	member_put(one, "value", value);
	json_array_append_new(list, one);
}

static void
put_words_of(json_t *root, const char *key, const struct rendering *rendering,
    const char *element)
{
	char *words;

	words = plain_words(head_child(rendering->cache, element));
	member_put(root, key, words);
	free(words);
}

/* "2026-05-03T06:00:00Z" of an instant; a bare date is none ("date-time" of
 * JSON Schema is RFC 3339). */
static void
put_instant(json_t *root, const char *key, const char *iso)
{
	char utc[INSTANT_SIZE];

	if (strchr(iso, 'T') != NULL && instant_utc(utc, iso))
		member_put(root, key, utc);
}

static void
put_head_instant(json_t *root, const char *key,
    const struct rendering *rendering, const char *element)
{
	char *words;

	words = plain_words(head_child(rendering->cache, element));
	put_instant(root, key, words);
	free(words);
}

static void
put_standard(json_t *root)
{
	json_t *standard;

	standard = json_object();
	member_put(standard, "name", "ninjs");
	member_put(standard, "version", "3.0");
	member_put(standard, "schema", SCHEMA);
	json_object_set_new(root, "standard", standard);
}

static void
put_headlines(json_t *root, const struct rendering *rendering)
{
	json_t *list;

	list = json_array();
	add_value(list, "main", "text/plain", rendering->cache->title);
	add_value(list, "subtitle", "text/plain", rendering->cache->deck);
	member_put_list(root, "headlines", list);
}

static void
put_descriptions(json_t *root, const struct rendering *rendering)
{
	char *lead;
	json_t *list;

	list = json_array();
	lead = plain_words(head_child(rendering->cache, "lead"));
	add_value(list, "lead", "text/plain", lead);
	add_value(list, "summary", "text/plain", rendering->cache->description);
	free(lead);
	member_put_list(root, "descriptions", list);
}

/* Each element of the head with that name as {"name": its words}. */
static json_t *
make_names(const struct rendering *rendering, const char *element)
{
	char *words;
	const xmlNode *node;
	json_t *list, *one;

	list = json_array();
	for (node = rendering->cache->head->children; node != NULL;
	     node = node->next) {
		if (!node_is(node, RELEASE_NS, element))
			continue;
		words = plain_words(node);
		if (words[0] != '\0') {
			one = json_object();
			member_put(one, "name", words);
			json_array_append_new(list, one);
		}
		free(words);
	}
	return list;
}

static void
add_way(json_t *list, const xmlNode *node)
{
	static const char *const ways[] = { "tel", "email", "web" };
	char *words;
	json_t *way;
	size_t i;

	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		if (!node_is(node, RELEASE_NS, ways[i]))
			continue;
		words = plain_words(node);
		if (words[0] != '\0') {
			way = json_object();
			member_put(way, "type",
			    strcmp(ways[i], "tel") == 0 ? "phone" : ways[i]);
			member_put(way, "value", words);
			json_array_append_new(list, way);
		}
		free(words);
	}
}

static json_t *
make_contact(const xmlNode *node)
{
	char *name = NULL;
	const xmlNode *child;
	json_t *contact, *ways;

	contact = json_object();
	ways = json_array();
	for (child = node->children; child != NULL; child = child->next) {
		if (name == NULL && node_is(child, RELEASE_NS, "name"))
			name = plain_words(child);
		add_way(ways, child);
	}
	if (name == NULL)
		name = plain_words(node);
	member_put(contact, "name", name);
	member_put(contact, "role", "contact");
	member_put_list(contact, "contactInfo", ways);
	free(name);
	return contact;
}

/* The organisations that it names, and whom to ask. */
static void
put_sources(json_t *root, const struct rendering *rendering)
{
	const xmlNode *node;
	json_t *list;

	list = make_names(rendering, "publisher");
	for (node = rendering->cache->head->children; node != NULL;
	     node = node->next) {
		if (node_is(node, RELEASE_NS, "contact"))
			json_array_append_new(list, make_contact(node));
	}
	member_put_list(root, "infoSources", list);
}

static void
put_number(json_t *object, const char *key, const char *value)
{
	if (value[0] != '\0')
		json_object_set_new(object, key,
		    json_integer(strtoll(value, NULL, 10)));
}

/* A picture as an object of its own, which has this one rendition. */
static json_t *
make_picture(const xmlNode *publication, const xmlNode *node)
{
	char *uri, *url;
	json_t *picture, *rendition, *renditions;

	picture = json_object();
	rendition = json_object();
	uri = xasprintf("urn:sha256:%s", node_attribute(node, "sha256"));
	url = xasprintf("%smedia/%s", node_attribute(publication, "url"),
	    node_attribute(node, "name"));
	member_put(picture, "name", node_attribute(node, "name"));
	member_put(picture, "uri", uri);
	member_put(picture, "type", "picture");
	member_put(rendition, "name", "main");
	member_put(rendition, "href", url);
	member_put(rendition, "contentType", node_attribute(node, "type"));
	put_number(rendition, "width", node_attribute(node, "width"));
	put_number(rendition, "height", node_attribute(node, "height"));
	renditions = json_array();
	json_array_append_new(renditions, rendition);
	json_object_set_new(picture, "renditions", renditions);
	free(uri);
	free(url);
	return picture;
}

static json_t *
make_translation(const xmlNode *publication, const xmlNode *node)
{
	char *url;
	json_t *other;

	other = json_object();
	url = xasprintf("%s%s", node_attribute(publication, "base"),
	    node_attribute(node, "path"));
	member_put(other, "name", "translation");
	member_put(other, "uri", url);
	member_put(other, "type", "text");
	member_put(other, "representationType", "partial");
	member_put(other, "title", node_attribute(node, "title"));
	member_put(other, "language", node_attribute(node, "lang"));
	free(url);
	return other;
}

/* Pictures and translations have addresses only once they are published. */
static void
put_associations(json_t *root, const struct rendering *rendering)
{
	const xmlNode *node, *publication;
	json_t *list;

	if ((publication = publication_of(rendering)) == NULL)
		return;
	list = json_array();
	for (node = rendering->cache->head->children; node != NULL;
	     node = node->next) {
		if (node_is(node, RELEASE_NS, "picture"))
			json_array_append_new(list,
			    make_picture(publication, node));
	}
	for (node = publication->children; node != NULL; node = node->next) {
		if (node_is(node, RELEASE_NS, "alternate"))
			json_array_append_new(list,
			    make_translation(publication, node));
	}
	member_put_list(root, "associations", list);
}

static void
add_rendition(json_t *list, const xmlNode *publication, enum edition edition,
    const char *type)
{
	char *url;
	json_t *one;

	one = json_object();
	url = xasprintf("%s%s", node_attribute(publication, "url"),
	    edition == EDITION_HTML ? "" : edition_file(edition));
	member_put(one, "name", edition_name(edition));
	member_put(one, "href", url);
	member_put(one, "contentType", type);
	json_array_append_new(list, one);
	free(url);
}

/* Where it stands, and what stands beside it. */
static void
put_publication(json_t *root, const struct rendering *rendering)
{
	const xmlNode *publication;
	json_t *list;

	if ((publication = publication_of(rendering)) == NULL)
		return;
	member_put(root, "version", node_attribute(publication, "version"));
	put_instant(root, "firstCreated",
	    node_attribute(publication, "published"));
	put_instant(root, "versionCreated",
	    node_attribute(publication, "updated"));
	member_put(root, "copyrightHolder",
	    node_attribute(publication, "site"));
	list = json_array();
	add_rendition(list, publication, EDITION_HTML, "text/html");
	add_rendition(list, publication, EDITION_TEXT, "text/plain");
	add_rendition(list, publication, EDITION_EPUB, "application/epub+zip");
	member_put_list(root, "renditions", list);
}

/* The languages of one work are objects of their own: its id and language. */
static void
put_uri(json_t *root, const struct rendering *rendering)
{
	char id[RENDER_ID_SIZE];
	char *uri;
	json_t *alternative, *list;

	render_id(rendering, id);
	uri = xasprintf("%s#%s", id, rendering->cache->lang);
	member_put(root, "uri", uri);
	free(uri);
	alternative = json_object();
	member_put(alternative, "role", "work");
	member_put(alternative, "value", id);
	list = json_array();
	json_array_append_new(list, alternative);
	member_put_list(root, "altIds", list);
}

/* A page that stands alone tells of an embargo; a published one is past it. */
static void
put_embargo(json_t *root, const struct rendering *rendering)
{
	xmlNode *embargo;

	embargo = head_child(rendering->cache, "embargo");
	if (embargo != NULL && rendering->publication == NULL)
		put_instant(root, "embargoed",
		    node_attribute(embargo, "until"));
}

static void
put_place(json_t *root, const struct rendering *rendering)
{
	xmlNode *dateline;

	dateline = head_child(rendering->cache, "dateline");
	if (dateline != NULL)
		member_put(root, "located", node_attribute(dateline, "place"));
}

static enum verdict
put_bodies(json_t *root, struct rendering *rendering, size_t max,
    struct why *why)
{
	enum verdict v;
	json_t *list;
	struct buf buf;

	buf_init(&buf, max);
	list = json_array();
	v = article_put(rendering, &buf, why);
	if (v == V_OK)
		add_value(list, "main", "text/html", buf_str(&buf));
	buf_reset(&buf);
	if (v == V_OK)
		v = text_render(rendering, &buf, why);
	if (v == V_OK)
		add_value(list, "plain", "text/plain", buf_str(&buf));
	buf_fini(&buf);
	member_put_list(root, "bodies", list);
	return v;
}

enum verdict
ninjs_render(struct rendering *rendering, struct buf *out, struct why *why)
{
	enum verdict v;
	json_t *root;

	if ((root = json_object()) == NULL)
		xalloc_die();
	put_standard(root);
	put_uri(root, rendering);
	member_put(root, "type", "text");
	member_put(root, "representationType", "full");
	member_put(root, "pubStatus", "usable");
	member_put(root, "language", rendering->cache->lang);
	member_put(root, "title", rendering->cache->title);
	put_headlines(root, rendering);
	put_descriptions(root, rendering);
	put_words_of(root, "by", rendering, "byline");
	put_head_instant(root, "contentCreated", rendering, "issued");
	put_head_instant(root, "expires", rendering, "expires");
	put_place(root, rendering);
	put_embargo(root, rendering);
	put_publication(root, rendering);
	member_put_list(root, "subjects", make_names(rendering, "subject"));
	put_sources(root, rendering);
	put_associations(root, rendering);
	v = put_bodies(root, rendering, out->max, why);
	if (v == V_OK)
		member_dump(root, out);
	json_decref(root);
	return v;
}
