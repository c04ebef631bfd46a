/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stylesheets see one document: while one is applied, the publication and
 * the words of the reader's language hang in the head of the release.
 */
#include "config.h"

#include <string.h>

#include <libxml/tree.h>

#include "base/topics.h"
#include "base/why.h"
#include "base/xalloc.h"
#include "release/release.h"
#include "render/parts.h"
#include "render/render.h"
#include "transform/pieces.h"
#include "transform/xslt.h"

static const xmlNode *
find_word(const xmlNode *language, const char *key)
{
	const xmlNode *child;
	const xmlNode *w;

	if (language == NULL)
		return NULL;
	for (child = language->children; child != NULL; child = child->next) {
		if (strcmp((const char *)child->name, "words") != 0)
			continue;
		for (w = child->children; w != NULL; w = w->next) {
			if (w->type == XML_ELEMENT_NODE &&
			    strcmp(node_attribute(w, "key"), key) == 0)
				return w;
		}
	}
	return NULL;
}

const char *
render_word(const struct rendering *rendering, const char *key)
{
	const struct xslt_set *set = rendering->stylesheets;
	const xmlNode *w;

	w = find_word(xslt_set_language(set, rendering->cache->lang), key);
	if (w == NULL)
		w = find_word(xslt_set_language(set, "en"), key);
	if (w == NULL || w->children == NULL)
		return "";
	return (const char *)w->children->content;
}

static int
is_for_readers(const xmlNode *w)
{
	const char *key;

	key = node_attribute(w, "key");
	return strncmp(key, "article-", 8) == 0 ||
	    strcmp(key, "page-skip") == 0 || strcmp(key, "page-languages") == 0;
}

/* The words that readers see, hung below a copy of the language. */
static void
copy_words(const xmlNode *from, xmlNode *to)
{
	xmlNode *child;
	xmlNode *w;
	xmlNode *words;

	words = xmlNewChild(to, to->ns, (const xmlChar *)"words", NULL);
	for (child = from->children; child != NULL; child = child->next) {
		if (strcmp((const char *)child->name, "words") != 0)
			continue;
		for (w = child->children; w != NULL; w = w->next) {
			if (w->type == XML_ELEMENT_NODE && is_for_readers(w))
				xmlAddChild(words,
				    xmlDocCopyNode(w, to->doc, 1));
		}
	}
}

/* Hang a language into the head: its name, and its words if they are spoken
 * here. */
static void
lend_language(xmlNode *head, const xmlNode *language, int words)
{
	xmlNode *copy;
	xmlNs *ns;

	copy = xmlNewDocNode(head->doc, NULL, language->name, NULL);
	if (copy == NULL)
		xalloc_die();
	ns = xmlNewNs(copy, language->ns->href, NULL);
	xmlSetNs(copy, ns);
	xmlNewProp(copy, (const xmlChar *)"lang",
	    (const xmlChar *)node_attribute(language, "lang"));
	xmlNewProp(copy, (const xmlChar *)"name",
	    (const xmlChar *)node_attribute(language, "name"));
	if (words)
		copy_words(language, copy);
	xmlAddChild(head, copy);
}

/* Where the lists of its tags lie: a site has them, whatever it knew of the
 * release when it said where it stands. */
static void
add_topics(const struct rendering *rendering, xmlNode *publication)
{
	size_t i;
	struct topics topics;
	xmlNode *node;

	if (node_attribute(publication, "topics")[0] == '\0')
		return;
	release_topics(rendering->release, &topics);
	for (i = 0; i < topics.count; i++) {
		node = xmlNewChild(publication, publication->ns,
		    (const xmlChar *)"topic", NULL);
		xmlNewProp(node, (const xmlChar *)"slug",
		    (const xmlChar *)topics.list[i].slug);
		xmlNewProp(node, (const xmlChar *)"name",
		    (const xmlChar *)topics.list[i].name);
	}
}

/* The publication, then the release's own language, English, the others. */
static xmlDoc *
make_loan(const struct rendering *rendering)
{
	const struct xslt_set *set = rendering->stylesheets;
	const xmlNode *english;
	const xmlNode *language;
	const xmlNode *own;
	size_t i;
	xmlDoc *doc;
	xmlNode *publication;
	xmlNode *root;

	doc = xmlNewDoc((const xmlChar *)"1.0");
	root = xmlNewDocNode(doc, NULL, (const xmlChar *)"loan", NULL);
	if (doc == NULL || root == NULL)
		xalloc_die();
	xmlDocSetRootElement(doc, root);
	if (rendering->publication != NULL) {
		publication = xmlDocCopyNode(xmlDocGetRootElement(
						 rendering->publication),
		    doc, 1);
		add_topics(rendering, publication);
		xmlAddChild(root, publication);
	}
	if (rendering->preview != NULL)
		xmlAddChild(root,
		    xmlDocCopyNode(xmlDocGetRootElement(rendering->preview),
			doc, 1));
	own = xslt_set_language(set, rendering->cache->lang);
	english = xslt_set_language(set, "en");
	if (own != NULL)
		lend_language(root, own, 1);
	if (english != NULL && english != own)
		lend_language(root, english, 1);
	for (i = 0; (language = xslt_set_language_at(set, i)) != NULL; i++) {
		if (language != own && language != english)
			lend_language(root, language, 0);
	}
	return doc;
}

/* All children of from behind after, to the end of to; they are elements. */
static void
move_children(xmlNode *from, const xmlNode *after, xmlNode *to)
{
	xmlNode *node;

	while ((node = after != NULL ? after->next : from->children) != NULL) {
		xmlUnlinkNode(node);
		xmlAddChild(to, node);
	}
}

/* Made once for all stylesheets, it goes from one to the next. */
static void
lend(struct rendering *rendering, xmlNode *head)
{
	struct render_cache *cache = rendering->cache;

	if (cache->loan == NULL)
		cache->loan = make_loan(rendering);
	move_children(xmlDocGetRootElement(cache->loan), NULL, head);
}

/* What hangs behind last. */
static void
take_back(struct rendering *rendering, xmlNode *head, const xmlNode *last)
{
	move_children(head, last, xmlDocGetRootElement(rendering->cache->loan));
}

static enum verdict
find_sheet(const struct rendering *rendering, const char *stylesheet,
    const struct xslt **ret, struct why *why)
{
	*ret = xslt_set_find(rendering->stylesheets, stylesheet);
	if (*ret == NULL)
		return why_set(why, V_FATAL, "stylesheet",
		    "there is no stylesheet %s", stylesheet);
	if (rendering->cache->head == NULL)
		return why_set(why, V_FATAL, "internal",
		    "the release has no head");
	return V_OK;
}

/* What is applied while publication and words hang in the head. */
typedef enum verdict apply_fn(const struct xslt *xslt, xmlDoc *release,
    void *arg, struct why *why);

static enum verdict
apply_lent(struct rendering *rendering, const char *stylesheet, apply_fn *apply,
    void *arg, struct why *why)
{
	const struct xslt *xslt;
	enum verdict v;
	xmlNode *head = rendering->cache->head;
	xmlNode *last;

	v = find_sheet(rendering, stylesheet, &xslt, why);
	if (v != V_OK)
		return v;
	last = head->last;
	lend(rendering, head);
	v = apply(xslt, rendering->release, arg, why);
	take_back(rendering, head, last);
	return v;
}

/* One application: what goes in and what comes out. */
struct application {
	const char *const *params;
	xmlDoc *result;
	render_take_fn *take;
	void *arg;
};

static enum verdict
apply_whole(const struct xslt *xslt, xmlDoc *release, void *arg,
    struct why *why)
{
	struct application *a = arg;

	return xslt_apply(xslt, release, a->params, &a->result, why);
}

enum verdict
render_apply(struct rendering *rendering, const char *stylesheet,
    const char *const *params, xmlDoc **ret, struct why *why)
{
	enum verdict v;
	struct application a = { .params = params };

	v = apply_lent(rendering, stylesheet, apply_whole, &a, why);
	if (v == V_OK)
		*ret = a.result;
	return v;
}

static xmlNode *
body_of(const xmlDoc *release)
{
	xmlNode *node;

	node = xmlDocGetRootElement(release)->children;
	while (node != NULL && !node_is(node, XHTML_NS, "body"))
		node = node->next;
	return node;
}

static enum verdict
apply_spending(const struct xslt *xslt, xmlDoc *release, void *arg,
    struct why *why)
{
	struct application *a = arg;
	xmlNode *body;

	if ((body = body_of(release)) == NULL)
		return apply_whole(xslt, release, arg, why);
	return pieces_apply(xslt, body, 1, a->params, &a->result, why);
}

enum verdict
render_spend(struct rendering *rendering, const char *stylesheet,
    const char *const *params, xmlDoc **ret, struct why *why)
{
	enum verdict v;
	struct application a = { .params = params };

	v = apply_lent(rendering, stylesheet, apply_spending, &a, why);
	if (v == V_OK)
		*ret = a.result;
	return v;
}

static enum verdict
take_pieces(struct pieces *pieces, const struct application *a, struct why *why)
{
	enum verdict v;
	xmlDoc *piece;

	while (
	    (v = pieces_next(pieces, &piece, why)) == V_OK && piece != NULL) {
		a->take(a->arg, pieces_blocks(piece)->children, NULL);
		xmlFreeDoc(piece);
	}
	return v;
}

static enum verdict
apply_taking(const struct xslt *xslt, xmlDoc *release, void *arg,
    struct why *why)
{
	enum verdict v;
	const struct application *a = arg;
	struct pieces pieces;
	xmlDoc *first;
	xmlNode *body;
	xmlNode *mark;

	if ((body = body_of(release)) == NULL)
		return why_set(why, V_FATAL, "internal",
		    "the release has no body");
	v = pieces_begin(&pieces, xslt, body, 0, a->params, &first, why);
	if (v == V_OK) {
		mark = pieces_mark(first);
		a->take(a->arg, xmlDocGetRootElement(first)->children, mark);
		v = take_pieces(&pieces, a, why);
		if (mark != NULL)
			a->take(a->arg, mark->next, NULL);
		xmlFreeDoc(first);
	}
	pieces_end(&pieces);
	return v;
}

enum verdict
render_in_pieces(struct rendering *rendering, const char *stylesheet,
    const char *const *params, render_take_fn *take, void *arg, struct why *why)
{
	struct application a = { params, NULL, take, arg };

	return apply_lent(rendering, stylesheet, apply_taking, &a, why);
}

enum verdict
render_apply_head(struct rendering *rendering, const char *stylesheet,
    const char *const *params, xmlDoc **ret, struct why *why)
{
	const struct xslt *xslt;
	enum verdict v;
	xmlDoc *shell;
	xmlNode *head;
	xmlNode *last;
	xmlNode *root;

	v = find_sheet(rendering, stylesheet, &xslt, why);
	if (v != V_OK)
		return v;
	shell = xmlNewDoc((const xmlChar *)"1.0");
	root = xmlDocCopyNode(xmlDocGetRootElement(rendering->release), shell,
	    2); /* its attributes alone */
	if (shell == NULL || root == NULL)
		xalloc_die();
	xmlDocSetRootElement(shell, root);
	head = xmlDocCopyNode(rendering->cache->head, shell, 1);
	xmlAddChild(root, head);
	last = head->last;
	lend(rendering, head);
	v = xslt_apply(xslt, shell, params, ret, why);
	take_back(rendering, head, last);
	xmlFreeDoc(shell);
	return v;
}
