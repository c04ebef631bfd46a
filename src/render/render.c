/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The editions of a release.  See render.h for the contract. */
#include "config.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/why.h"
#include "base/xalloc.h"
#include "release/release.h"
#include "render/parts.h"
#include "render/render.h"
#include "transform/xslt.h"

enum {
	DESCRIPTION_MAX = 200, /* bytes; search engines show about so much */
	TITLE_MAX = 80,        /* of the first words, where there is no title */
};

static enum verdict release_render(struct rendering *rendering, struct buf *out,
    struct why *why);
static enum verdict fragment_render(struct rendering *rendering,
    struct buf *out, struct why *why);

static const struct {
	const char *name;
	const char *file;
	enum verdict (*render)(struct rendering *rendering, struct buf *out,
	    struct why *why);
} editions[EDITION_COUNT] = {
	[EDITION_HTML] = { "html", "index.html", html_render },
	[EDITION_FRAGMENT] = { "fragment", "fragment.html", fragment_render },
	[EDITION_TEXT] = { "text", "release.txt", text_render },
	[EDITION_EPUB] = { "epub", "release.epub", epub_render },
	[EDITION_JSON] = { "json", "release.json", json_render },
	[EDITION_NINJS] = { "ninjs", "release.ninjs.json", ninjs_render },
	[EDITION_NITF] = { "nitf", "release.nitf.xml", nitf_render },
	[EDITION_RELEASE] = { "release", "release.xml", release_render },
};

int
edition_by_name(const char *name)
{
	int i;

	for (i = 0; i < EDITION_COUNT; i++) {
		if (strcmp(name, editions[i].name) == 0)
			return i;
	}
	return -1;
}

const char *
edition_name(enum edition edition)
{
	return editions[edition].name;
}

const char *
edition_file(enum edition edition)
{
	return editions[edition].file;
}

unsigned
render_of_release(void)
{
	return EDITION_BIT(EDITION_TEXT) | EDITION_BIT(EDITION_NITF) |
	    EDITION_BIT(EDITION_RELEASE);
}

int
render_is_for_editions(const char *name)
{
	static const char *const sheets[] = { "render/article", "render/epub",
		"render/html", "render/nitf", "render/package", "render/text" };
	size_t i;

	for (i = 0; i < sizeof(sheets) / sizeof(sheets[0]); i++) {
		if (strcmp(name, sheets[i]) == 0)
			return 1;
	}
	return strncmp(name, "import/", 7) == 0;
}

int
render_is_for_packages(const char *name)
{
	return strcmp(name, "import/docx") == 0 ||
	    (strncmp(name, "import/", 7) != 0 && render_is_for_editions(name));
}

xmlNode *
head_child(const struct render_cache *cache, const char *name)
{
	xmlNode *child;

	if (cache->head == NULL)
		return NULL;
	for (child = cache->head->children; child != NULL;
	     child = child->next) {
		if (node_is(child, RELEASE_NS, name))
			return child;
	}
	return NULL;
}

static xmlNode *
find_child(xmlNode *parent, const char *ns, const char *name)
{
	xmlNode *child;

	for (child = parent->children; child != NULL; child = child->next) {
		if (node_is(child, ns, name))
			return child;
	}
	return NULL;
}

/* RFC 5646: the languages whose usual script runs from right to left. */
static int
is_rtl(const char *lang)
{
	static const char *const list[] = { "ar", "ckb", "dv", "fa", "he", "ps",
		"sd", "ug", "ur", "yi" };
	size_t i;
	size_t len;

	len = strcspn(lang, "-");
	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		if (strlen(list[i]) == len && strncmp(lang, list[i], len) == 0)
			return 1;
	}
	return 0;
}

/* A sentence or two: the deck, else the lead, else how the body begins. */
static char *
describe(const struct render_cache *cache, xmlNode *release)
{
	char *cut;
	char *words;
	xmlNode *body;

	words = plain_words(head_child(cache, "deck"));
	if (words[0] == '\0') {
		free(words);
		words = plain_words(head_child(cache, "lead"));
	}
	if (words[0] == '\0') {
		free(words);
		body = find_child(release, XHTML_NS, "body");
		words = plain_words(
		    body != NULL ? find_child(body, XHTML_NS, "p") : NULL);
	}
	cut = plain_cut(words, DESCRIPTION_MAX);
	free(words);
	return cut;
}

/* A page must be called something: 4.2.2 of the HTML standard. */
static char *
entitle(const struct rendering *rendering)
{
	char *title;
	const struct render_cache *cache = rendering->cache;

	title = plain_words(head_child(cache, "title"));
	if (title[0] == '\0') {
		free(title);
		title = plain_cut(cache->description, TITLE_MAX);
	}
	if (title[0] == '\0') {
		free(title);
		title = xstrdup(render_word(rendering, "article-untitled"));
	}
	return title;
}

/* The date of the head, where no words of the document tell it: it came as
 * data, and no dateline repeats it. */
static void
tell_day(struct rendering *rendering)
{
	char *line;
	const char *why;
	struct render_cache *cache = rendering->cache;
	xmlNode *issued;

	issued = head_child(cache, "issued");
	if (issued == NULL || issued->children == NULL)
		return;
	why = node_attribute(issued, "why");
	line = plain_words(head_child(cache, "dateline"));
	if ((why[0] == '\0' || strcmp(why, "meta") == 0) &&
	    strpbrk(line, "0123456789") == NULL)
		day_words(rendering, (const char *)issued->children->content,
		    cache->day);
	free(line);
}

/* Of the version, and of its end. */
static void
tell_days(struct rendering *rendering, const xmlNode *publication,
    struct render_cache *cache)
{
	const char *ended;

	day_words(rendering, node_attribute(publication, "updated"),
	    cache->updated);
	ended = node_attribute(publication, "withdrawn");
	if (ended[0] == '\0')
		ended = node_attribute(publication, "expired");
	if (ended[0] == '\0')
		ended = node_attribute(publication, "replaced");
	if (ended[0] != '\0')
		day_words(rendering, ended, cache->ended);
}

static char *
language_of(const xmlNode *release)
{
	char *lang;
	xmlChar *said;

	said = xmlNodeGetLang(release);
	lang = xstrdup(said != NULL ? (const char *)said : "und");
	xmlFree(said);
	return lang;
}

void
render_prepare(struct rendering *rendering)
{
	struct render_cache *cache;
	xmlNode *release;

	if (rendering->cache != NULL)
		return;
	release = xmlDocGetRootElement(rendering->release);
	cache = xcalloc(1, sizeof(*cache));
	rendering->cache = cache;
	cache->head = find_child(release, RELEASE_NS, "head");
	cache->lang = language_of(release);
	cache->rtl = is_rtl(cache->lang);
	cache->deck = plain_words(head_child(cache, "deck"));
	cache->description = describe(cache, release);
	cache->title = entitle(rendering);
	tell_day(rendering);
	if (rendering->publication != NULL)
		tell_days(rendering,
		    xmlDocGetRootElement(rendering->publication), cache);
}

static enum verdict
fragment_render(struct rendering *rendering, struct buf *out, struct why *why)
{
	return article_put(rendering, out, why);
}

/* The report is for staff, and raw beside fields is only for provenance. */
static int
is_private(const xmlNode *node)
{
	if (node_is(node, RELEASE_NS, "report"))
		return 1;
	return node_is(node, RELEASE_NS, "raw") &&
	    (node->prev != NULL || node->next != NULL);
}

static void
drop_private(xmlNode *parent)
{
	xmlNode *child;
	xmlNode *next;

	for (child = parent->children; child != NULL; child = next) {
		next = child->next;
		if (is_private(child)) {
			xmlUnlinkNode(child);
			xmlFreeNode(child);
		}
	}
}

static enum verdict
release_render(struct rendering *rendering, struct buf *out, struct why *why)
{
	size_t len;
	unsigned char *bytes;
	xmlDoc *copy;
	xmlNode *child;
	xmlNode *head;
	xmlNode *root;

	(void)why;
	copy = xmlCopyDoc(rendering->release, 1);
	if (copy == NULL)
		xalloc_die();
	root = xmlDocGetRootElement(copy);
	drop_private(root);
	head = find_child(root, RELEASE_NS, "head");
	for (child = head != NULL ? head->children : NULL; child != NULL;
	     child = child->next) {
		if (node_is(child, RELEASE_NS, "contact"))
			drop_private(child);
	}
	bytes = release_serialise(copy, &len);
	buf_add(out, bytes, len);
	xmlFree(bytes);
	xmlFreeDoc(copy);
	return V_OK;
}

enum verdict
render(struct rendering *rendering, enum edition edition, struct buf *out,
    struct why *why)
{
	enum verdict v;

	assert((unsigned)edition < EDITION_COUNT);
	render_prepare(rendering);
	v = editions[edition].render(rendering, out, why);
	if (v == V_OK && buf_is_full(out))
		v = why_set(why, V_REJECT, "too-large",
		    "the edition %s is larger than allowed",
		    edition_name(edition));
	return v;
}

void
rendering_fini(struct rendering *rendering)
{
	struct render_cache *cache = rendering->cache;

	if (cache == NULL)
		return;
	xmlFreeDoc(cache->article);
	xmlFreeDoc(cache->loan);
	buf_fini(&cache->text);
	free(cache->lang);
	free(cache->title);
	free(cache->deck);
	free(cache->description);
	free(cache);
	rendering->cache = NULL;
}
