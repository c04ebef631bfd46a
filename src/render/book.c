/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an EPUB says of itself.  See book.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>

#include "base/xalloc.h"
#include "read/picture.h"
#include "release/release.h"
#include "render/book.h"
#include "render/html.h"
#include "render/parts.h"
#include "render/render.h"

enum {
	LEVELS = 7
}; /* h1 to h6 */

/* What a walk over the article finds. */
struct survey {
	xmlNode *open[LEVELS]; /* the last heading of each level, or NULL */
	size_t pictures;
	size_t without_alt;
	int headings;
	int math;
};

static void
set(xmlNode *node, const char *name, const char *value)
{
	if (value[0] != '\0')
		xmlNewProp(node, (const xmlChar *)name, (const xmlChar *)value);
}

static xmlNode *
add(xmlNode *parent, const char *name, const char *text)
{
	xmlNode *node;

	node = xmlNewTextChild(parent, parent->ns, (const xmlChar *)name,
	    (const xmlChar *)text);
	if (node == NULL)
		xalloc_die();
	return node;
}

/* Below the nearest heading of a higher level, or the book itself. */
static xmlNode *
parent_of(const struct survey *survey, int level)
{
	while (survey->open[--level] == NULL)
		;
	return survey->open[level];
}

static void
add_heading(struct survey *survey, const xmlNode *heading)
{
	char *words;
	int i;
	int level;
	xmlNode *node;

	words = plain_words(heading);
	level = heading->name[1] - '0';
	/* The title is the book's own; a heading of a picture has no words. */
	if (level > 1 && words[0] != '\0') {
		node = add(parent_of(survey, level), "heading", NULL);
		set(node, "id", node_attribute(heading, "id"));
		set(node, "title", words);
		survey->open[level] = node;
		for (i = level + 1; i < LEVELS; i++)
			survey->open[i] = NULL;
		survey->headings = 1;
	}
	free(words);
}

static void
look_at(struct survey *survey, const xmlNode *node)
{
	const char *name = (const char *)node->name;

	if (strcmp(name, "img") == 0)
		survey->pictures++;
	else if (strcmp(name, "math") == 0)
		survey->math = 1;
	else if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6')
		add_heading(survey, node);
}

static void
walk(struct survey *survey, const xmlNode *parent)
{
	const xmlNode *node;

	for (node = parent->children; node != NULL; node = node->next) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		look_at(survey, node);
		walk(survey, node);
	}
}

static size_t
count_below(const xmlNode *parent)
{
	const xmlNode *node;
	size_t n = 0;

	for (node = parent->children; node != NULL; node = node->next) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		if (node_is(node, XHTML_NS, "img") &&
		    xmlHasProp(node, (const xmlChar *)"alt") == NULL)
			n++;
		n += count_below(node);
	}
	return n;
}

size_t
count_without_alt(const struct rendering *rendering)
{
	struct render_cache *cache = rendering->cache;

	if (!cache->counted)
		cache->without_alt = count_below(
		    xmlDocGetRootElement(rendering->release));
	cache->counted = 1;
	return cache->without_alt;
}

static void
add_access(xmlNode *book, const char *property, const char *value)
{
	set(add(book, "access", value), "property", property);
}

/* A picture that moves may flash: nobody has looked. */
static const char *
hazard(const struct pictures *pictures)
{
	size_t i;

	for (i = 0; pictures != NULL && i < pictures->count; i++) {
		if (strcmp(pictures->list[i].type, "image/gif") == 0 ||
		    strcmp(pictures->list[i].type, "image/webp") == 0)
			return "unknown";
	}
	return "none";
}

/* EPUB Accessibility 1.1, 2.2: nothing that the content doesn't show. */
static void
add_accessibility(xmlNode *book, const struct survey *survey,
    const struct rendering *rendering)
{
	int described = survey->pictures > 0 && survey->without_alt == 0;

	add_access(book, "accessMode", "textual");
	if (survey->pictures > 0)
		add_access(book, "accessMode", "visual");
	if (survey->without_alt == 0)
		add_access(book, "accessModeSufficient", "textual");
	else
		add_access(book, "accessModeSufficient", "textual,visual");
	add_access(book, "accessibilityFeature", "displayTransformability");
	add_access(book, "accessibilityFeature", "tableOfContents");
	if (survey->headings)
		add_access(book, "accessibilityFeature",
		    "structuralNavigation");
	if (described)
		add_access(book, "accessibilityFeature", "alternativeText");
	if (survey->math)
		add_access(book, "accessibilityFeature", "MathML");
	add_access(book, "accessibilityHazard", hazard(rendering->pictures));
}

static void
add_subjects(xmlNode *book, const struct render_cache *cache)
{
	char *words;
	xmlNode *node;

	for (node = cache->head->children; node != NULL; node = node->next) {
		if (!node_is(node, RELEASE_NS, "subject"))
			continue;
		words = plain_words(node);
		if (words[0] != '\0')
			add(book, "subject", words);
		free(words);
	}
}

static void
add_pictures(xmlNode *book, const struct pictures *pictures)
{
	size_t i;
	xmlNode *node;

	for (i = 0; pictures != NULL && i < pictures->count; i++) {
		node = add(book, "picture", NULL);
		set(node, "name", pictures->list[i].name);
		set(node, "type", pictures->list[i].type);
	}
}

/* Who publishes: the site, else whom the document names. */
static void
set_publisher(xmlNode *book, const struct rendering *rendering)
{
	char *words;
	const xmlNode *publication;

	if (rendering->publication != NULL) {
		publication = xmlDocGetRootElement(rendering->publication);
		set(book, "publisher", node_attribute(publication, "site"));
		set(book, "source", node_attribute(publication, "url"));
		return;
	}
	words = plain_words(head_child(rendering->cache, "publisher"));
	set(book, "publisher", words);
	free(words);
}

static void
describe(xmlNode *book, const struct rendering *rendering)
{
	char id[RENDER_ID_SIZE];
	char modified[INSTANT_SIZE];
	const struct render_cache *cache = rendering->cache;
	xmlNode *issued;

	render_id(rendering, id);
	render_modified(rendering, modified);
	set(book, "id", id);
	set(book, "title", cache->title);
	set(book, "lang", cache->lang);
	set(book, "dir", cache->rtl ? "rtl" : "ltr");
	set(book, "contents", render_word(rendering, "article-contents"));
	set(book, "modified", modified);
	set(book, "description", cache->description);
	issued = head_child(cache, "issued");
	if (issued != NULL && issued->children != NULL)
		set(book, "issued", (const char *)issued->children->content);
	set_publisher(book, rendering);
}

xmlDoc *
book_make(const struct rendering *rendering)
{
	struct survey survey;
	xmlDoc *doc;
	xmlNode *book;

	doc = xmlNewDoc((const xmlChar *)"1.0");
	book = xmlNewDocNode(doc, NULL, (const xmlChar *)"book", NULL);
	if (doc == NULL || book == NULL)
		xalloc_die();
	xmlDocSetRootElement(doc, book);
	xmlSetNs(book, xmlNewNs(book, (const xmlChar *)RENDER_NS, NULL));
	memset(&survey, 0, sizeof(survey));
	survey.open[0] = book;
	survey.open[1] = NULL;
	walk(&survey, xmlDocGetRootElement(rendering->cache->article));
	survey.without_alt = count_without_alt(rendering);
	describe(book, rendering);
	if (survey.math)
		set(book, "math", "yes");
	add_subjects(book, rendering->cache);
	add_pictures(book, rendering->pictures);
	add_accessibility(book, &survey, rendering);
	return doc;
}
