/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The article: made by render/article.xsl, then given what XSLT 1.0 could
 * only do by looking back and forth among siblings.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/hash.h>
#include <libxml/tree.h>

#include "base/buf.h"
#include "base/why.h"
#include "base/xalloc.h"
#include "release/release.h"
#include "render/html.h"
#include "render/parts.h"
#include "render/render.h"
#include "transform/xslt.h"

static int
is_heading(const xmlNode *node)
{
	return node->type == XML_ELEMENT_NODE && node->name[0] == 'h' &&
	    node->name[1] >= '1' && node->name[1] <= '6' &&
	    node->name[2] == '\0';
}

/* An id that no release has: theirs hold no full stop before a number. */
static void
name_heading(xmlNode *heading, unsigned *number)
{
	char id[24];

	if (node_attribute(heading, "id")[0] != '\0')
		return;
	snprintf(id, sizeof(id), "h.%u", ++*number);
	xmlNewProp(heading, (const xmlChar *)"id", (const xmlChar *)id);
}

static int
has_role(const xmlNode *node, const char *role)
{
	return strcmp(node_attribute(node, "role"), role) == 0;
}

/* The first reference to a note is where its way back leads. */
static void
name_reference(xmlNode *a, xmlHashTable *seen)
{
	char *id;
	const char *href;

	href = node_attribute(a, "href");
	if (href[0] != '#' ||
	    xmlHashAddEntry(seen, (const xmlChar *)href, a) == -1)
		return;
	id = xasprintf("ref-%s", href + 1);
	xmlSetProp(a, (const xmlChar *)"id", (const xmlChar *)id);
	free(id);
}

/* Whether the note that the way back belongs to was referred to at all. */
static int
leads_back(const xmlNode *a, xmlHashTable *seen)
{
	char *href;
	int found;

	href = xasprintf("#%s", node_attribute(a, "href") + strlen("#ref-"));
	found = xmlHashLookup(seen, (const xmlChar *)href) != NULL;
	free(href);
	return found;
}

static void
drop(xmlNode *node)
{
	xmlUnlinkNode(node);
	xmlFreeNode(node);
}

/* Give names to what links lead to: headings for the contents of an EPUB,
 * references for notes, which stand after them. */
static void
name_targets(xmlNode *parent, xmlHashTable *seen, unsigned *number)
{
	xmlNode *next;
	xmlNode *node;

	for (node = parent->children; node != NULL; node = next) {
		next = node->next;
		if (node->type != XML_ELEMENT_NODE)
			continue;
		if (is_heading(node))
			name_heading(node, number);
		if (node->name[0] != 'a' || node->name[1] != '\0')
			name_targets(node, seen, number);
		else if (has_role(node, "doc-noteref"))
			name_reference(node, seen);
		else if (has_role(node, "doc-backlink") &&
		    !leads_back(node, seen))
			drop(node);
	}
}

static int
ends_section(const xmlNode *node)
{
	const char *name = (const char *)node->name;

	return node->type == XML_ELEMENT_NODE &&
	    (strcmp(name, "footer") == 0 || strcmp(name, "section") == 0);
}

/* What an h2 of the article heads becomes a section. */
static void
make_sections(xmlNode *article)
{
	xmlNode *next;
	xmlNode *node;
	xmlNode *section = NULL;

	for (node = article->children; node != NULL; node = next) {
		next = node->next;
		if (ends_section(node)) {
			section = NULL;
		} else if (is_heading(node) && node->name[1] == '2') {
			section = xmlNewDocNode(article->doc, article->ns,
			    (const xmlChar *)"section", NULL);
			if (section == NULL)
				xalloc_die();
			xmlAddPrevSibling(node, section);
		}
		if (section != NULL) {
			xmlUnlinkNode(node);
			xmlAddChild(section, node);
		}
	}
}

/* The release names no direction for itself: its language does. */
static void
set_direction(const struct render_cache *cache, xmlNode *article)
{
	if (cache->rtl)
		xmlNewProp(article, (const xmlChar *)"dir",
		    (const xmlChar *)"rtl");
}

/* Whether nobody will need the release when there is an article. */
static int
is_last(const struct rendering *rendering)
{
	unsigned of_release;

	of_release = render_of_release();
	if (rendering->cache->text.data == NULL)
		of_release |= RENDER_WITH_TEXT;
	return rendering->to_come != 0 && !(rendering->to_come & of_release);
}

/* Then it goes as the article comes; what others will ask of it is asked
 * before. */
static enum verdict
apply_sheet(struct rendering *rendering, xmlDoc **ret, struct why *why)
{
	char id[RENDER_ID_SIZE];
	const struct render_cache *cache = rendering->cache;
	const char *const params[] = { "day", cache->day, "title", cache->title,
		"updated", cache->updated, "ended", cache->ended, NULL };

	if (!is_last(rendering))
		return render_apply(rendering, "render/article", params, ret,
		    why);
	render_id(rendering, id);
	count_without_alt(rendering);
	return render_spend(rendering, "render/article", params, ret, why);
}

enum verdict
article_make(struct rendering *rendering, struct why *why)
{
	struct render_cache *cache = rendering->cache;
	enum verdict v;
	unsigned number = 0;
	xmlHashTable *seen;
	xmlNode *root;

	if (cache->article != NULL)
		return V_OK;
	v = apply_sheet(rendering, &cache->article, why);
	if (v != V_OK)
		return v;
	root = xmlDocGetRootElement(cache->article);
	if (root == NULL)
		return why_set(why, V_FATAL, "stylesheet",
		    "render/article made nothing");
	seen = xmlHashCreate(16);
	name_targets(root, seen, &number);
	xmlHashFree(seen, NULL);
	make_sections(root);
	set_direction(cache, root);
	return V_OK;
}

enum verdict
article_put(struct rendering *rendering, struct buf *out, struct why *why)
{
	char *base = NULL;
	enum verdict v;
	struct html_options options = {
		.syntax = HTML_SYNTAX,
		.pictures = rendering->pictures,
		.embed = rendering->publication == NULL,
	};

	v = article_make(rendering, why);
	if (v != V_OK)
		return v;
	if (rendering->publication != NULL)
		base = xasprintf("%smedia/",
		    node_attribute(xmlDocGetRootElement(rendering->publication),
			"url"));
	options.picture_base = base;
	html_put(out, xmlDocGetRootElement(rendering->cache->article),
	    &options);
	free(base);
	return V_OK;
}

/* " text epub json ": what stands beside the page. */
static void
list_editions(const struct rendering *rendering, char ret[64])
{
	enum edition edition;
	size_t len = 1;

	snprintf(ret, 64, " ");
	for (edition = 0; edition < EDITION_COUNT; edition++) {
		if (rendering->editions != 0 &&
		    (rendering->editions & EDITION_BIT(edition)) == 0)
			continue;
		len += (size_t)snprintf(ret + len, 64 - len, "%s ",
		    edition_name(edition));
	}
}

static enum verdict
page_make(struct rendering *rendering, xmlDoc **ret, struct why *why)
{
	char editions[64];
	const struct render_cache *cache = rendering->cache;
	const char *const params[] = { "title", cache->title, "description",
		cache->description, "dir", cache->rtl ? "rtl" : "ltr",
		"editions", editions, NULL };

	list_editions(rendering, editions);
	return render_apply_head(rendering, "render/html", params, ret, why);
}

enum verdict
html_render(struct rendering *rendering, struct buf *out, struct why *why)
{
	char *linked = NULL;
	enum verdict v;
	struct html_options options = { .syntax = HTML_SYNTAX };
	xmlDoc *page;

	v = article_make(rendering, why);
	if (v == V_OK)
		v = page_make(rendering, &page, why);
	if (v != V_OK)
		return v;
	options.pictures = rendering->pictures;
	options.picture_base = "media/";
	options.embed = rendering->publication == NULL;
	options.article = xmlDocGetRootElement(rendering->cache->article);
	options.style = xslt_set_style(rendering->stylesheets, "style.css");
	if (rendering->publication != NULL)
		linked = json_ld(rendering);
	options.json_ld = linked;
	html_put_page(out, xmlDocGetRootElement(page), &options);
	free(linked);
	xmlFreeDoc(page);
	return V_OK;
}
