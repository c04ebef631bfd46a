/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages that are no editions.  See render.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/why.h"
#include "base/xalloc.h"
#include "release/release.h"
#include "render/html.h"
#include "render/parts.h"
#include "render/render.h"
#include "transform/xslt.h"

static const struct xslt *
find_sheet(const struct xslt_set *stylesheets, const char *room,
    const char *kind)
{
	char *name;
	const struct xslt *xslt;

	name = xasprintf("%s/%s", room, kind);
	xslt = xslt_set_find(stylesheets, name);
	free(name);
	return xslt;
}

char *
page_child_words(const xmlNode *parent, const char *name)
{
	char *copy = NULL;
	const xmlNode *child;
	xmlChar *words;

	for (child = parent->children; child != NULL && copy == NULL;
	     child = child->next) {
		if (!node_is(child, PAGES_NS, name))
			continue;
		words = xmlNodeGetContent(child);
		copy = xstrdup(words != NULL ? (const char *)words : "");
		xmlFree(words);
	}
	return copy;
}

/* The words that pages speak, "page-…": zones are for reading, the rest is
 * for src/staff, whose pages come with every sentence filled in. */
static void
add_words(xmlNode *to, const xmlNode *language)
{
	xmlNode *child;
	xmlNode *w;
	xmlNode *words;

	for (child = language->children; child != NULL; child = child->next) {
		if (strcmp((const char *)child->name, "words") != 0)
			continue;
		words = xmlDocCopyNode(child, to->doc, 2); /* no children */
		xmlAddChild(to, words);
		for (w = child->children; w != NULL; w = w->next) {
			if (w->type == XML_ELEMENT_NODE &&
			    strncmp(node_attribute(w, "key"), "page-", 5) == 0)
				xmlAddChild(words,
				    xmlDocCopyNode(w, to->doc, 1));
		}
	}
}

/* A document of its own: the page and, unless it comes filled in, the words
 * of every language. */
static xmlDoc *
wrap(const struct xslt_set *stylesheets, xmlNode *page, int words)
{
	size_t i;
	xmlDoc *doc;
	xmlNode *copy;
	xmlNode *language;
	xmlNode *root;

	doc = xmlNewDoc((const xmlChar *)"1.0");
	if (doc == NULL)
		xalloc_die();
	root = xmlDocCopyNode(page, doc, 1);
	if (root == NULL)
		xalloc_die();
	xmlDocSetRootElement(doc, root);
	for (i = 0;
	     words && (language = xslt_set_language_at(stylesheets, i)) != NULL;
	     i++) {
		copy = xmlDocCopyNode(language, doc, 2); /* no children */
		xmlAddChild(root, copy);
		add_words(copy, language);
	}
	return doc;
}

/* Atom and its kind: a root that is not of XHTML is XML. */
static void
put_xml(struct buf *out, xmlDoc *doc)
{
	int len;
	xmlChar *bytes;

	xmlDocDumpFormatMemoryEnc(doc, &bytes, &len, "UTF-8", 0);
	buf_add(out, bytes, (size_t)len);
	xmlFree(bytes);
}

static enum verdict
put_end(const struct buf *out, struct why *why)
{
	if (buf_is_full(out))
		return why_set(why, V_REJECT, "too-large",
		    "the page is larger than allowed");
	return V_OK;
}

static enum verdict
put_result(const struct xslt_set *stylesheets, xmlDoc *doc, const char *script,
    struct buf *out, struct why *why)
{
	struct html_options options = { .syntax = HTML_SYNTAX };
	xmlNode *root;

	root = xmlDocGetRootElement(doc);
	if (root == NULL)
		return why_set(why, V_FATAL, "stylesheet",
		    "the page has nothing in it");
	options.style = xslt_set_style(stylesheets, "staff.css");
	options.script = script[0] != '\0' ? script : NULL;
	if (strcmp((const char *)root->name, "html") == 0)
		html_put_page(out, root, &options);
	else if (node_is(root, XHTML_NS, (const char *)root->name))
		html_put(out, root, &options);
	else
		put_xml(out, doc);
	return put_end(out, why);
}

/* Pages that are JSON. */
static const struct {
	const char *kind;
	void (*put)(struct buf *out, const xmlNode *page);
} json_pages[] = {
	{ "jsonfeed", feed_put_json },
	{ "search-part", search_put_json },
};

enum verdict
render_page(const struct xslt_set *stylesheets, xmlNode *page, struct buf *out,
    struct why *why)
{
	const char *kind;
	const struct xslt *xslt;
	enum verdict v;
	int words;
	size_t i;
	xmlDoc *in;
	xmlDoc *result;

	kind = node_attribute(page, "kind");
	for (i = 0; i < sizeof(json_pages) / sizeof(json_pages[0]); i++) {
		if (strcmp(kind, json_pages[i].kind) != 0)
			continue;
		json_pages[i].put(out, page);
		return put_end(out, why);
	}
	xslt = find_sheet(stylesheets, "render", kind);
	words = xslt != NULL;
	if (xslt == NULL)
		xslt = find_sheet(stylesheets, "staff", kind);
	if (xslt == NULL)
		return why_set(why, V_FATAL, "stylesheet",
		    "there is no page of the kind \"%s\"", kind);
	in = wrap(stylesheets, page, words);
	v = xslt_apply(xslt, in, NULL, &result, why);
	xmlFreeDoc(in);
	if (v != V_OK)
		return v;
	v = put_result(stylesheets, result, node_attribute(page, "script"), out,
	    why);
	xmlFreeDoc(result);
	return v;
}
