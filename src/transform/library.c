/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All stylesheets and all words, by name.  See xslt.h for the contract. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/why.h"
#include "base/xalloc.h"
#include "transform/library.h"
#include "transform/xslt.h"

/* Bytes of one style sheet. */
enum {
	STYLE_MAX = 1 << 20
};

struct style {
	char *name; /* "style.css" */
	char *text;
};

struct xslt_set {
	struct xslt *list;
	size_t count;
	xmlDoc **languages; /* of i18n/ */
	size_t languages_count;
	struct style *styles;
	size_t styles_count;
	struct xslt_limits limits;
	int (*is_wanted)(const char *name); /* NULL: all stylesheets are */
};

/* Takes in one file of a folder of stylesheets. */
typedef enum verdict take_fn(struct xslt_set *set, const char *dir,
    const char *room, const char *name, struct why *why);

void
xslt_limits_default(struct xslt_limits *limits)
{
	limits->max_ops = 5000000;
	limits->max_xpath_ops = 500000000;
	/* elements 256 deep, three to four templates for each */
	limits->max_depth = 1000;
}

static enum verdict
take_stylesheet(struct xslt_set *set, const char *dir, const char *room,
    const char *name, struct why *why)
{
	char *path, *sheet;
	enum verdict v;
	struct xslt *xslt;

	sheet = xasprintf("%s/%.*s", room, (int)strlen(name) - 4, name);
	if (set->is_wanted != NULL && !set->is_wanted(sheet)) {
		free(sheet);
		return V_OK;
	}
	set->list = xreallocarray(set->list, set->count + 1, sizeof(*xslt));
	xslt = &set->list[set->count++];
	memset(xslt, 0, sizeof(*xslt));
	xslt->limits = &set->limits;
	xslt->name = sheet;
	path = xasprintf("%s/%s/%s", dir, room, name);
	v = xslt_compile(path, dir, xslt, why);
	free(path);
	return v;
}

/* A word that stands in an edition or in a list. */
static int
is_word_of_pages(const xmlNode *w)
{
	int is;
	xmlChar *key;

	if (w->type != XML_ELEMENT_NODE)
		return 0;
	key = xmlGetNoNsProp(w, (const xmlChar *)"key");
	is = key != NULL &&
	    (strncmp((const char *)key, "article-", 8) == 0 ||
		strncmp((const char *)key, "page-", 5) == 0);
	xmlFree(key);
	return is;
}

static void
drop(xmlNode *node)
{
	xmlUnlinkNode(node);
	xmlFreeNode(node);
}

/* Most of what a language says is said to staff, by others (staff/words.h): a
 * megabyte and a half, in which each release would look for its words. */
static void
drop_all_but_words(const xmlDoc *doc)
{
	xmlNode *child, *next, *w, *next_word;

	child = xmlDocGetRootElement(doc)->children;
	for (; child != NULL; child = next) {
		next = child->next;
		if (child->type != XML_ELEMENT_NODE ||
		    strcmp((const char *)child->name, "words") != 0) {
			drop(child);
			continue;
		}
		for (w = child->children; w != NULL; w = next_word) {
			next_word = w->next;
			if (!is_word_of_pages(w))
				drop(w);
		}
	}
}

static enum verdict
take_language(struct xslt_set *set, const char *dir, const char *room,
    const char *name, struct why *why)
{
	char *path;
	enum verdict v;
	xmlDoc *doc;

	path = xasprintf("%s/%s/%s", dir, room, name);
	v = xslt_read_file(path, &doc, why);
	free(path);
	if (v != V_OK)
		return v;
	drop_all_but_words(doc);
	set->languages = xreallocarray(set->languages, set->languages_count + 1,
	    sizeof(*set->languages));
	set->languages[set->languages_count++] = doc;
	return V_OK;
}

static enum verdict
take_style(struct xslt_set *set, const char *dir, const char *room,
    const char *name, struct why *why)
{
	char *path;
	enum verdict v = V_OK;
	int fd;
	struct buf text;
	struct style *style;

	(void)room;
	buf_init(&text, STYLE_MAX);
	path = xasprintf("%s/%s", dir, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd == -1 || fs_read_all(fd, &text) == -1)
		v = why_errno(why, "%s", path);
	if (fd != -1)
		close(fd);
	free(path);
	if (v != V_OK) {
		buf_fini(&text);
		return v;
	}
	set->styles = xreallocarray(set->styles, set->styles_count + 1,
	    sizeof(*set->styles));
	style = &set->styles[set->styles_count++];
	style->name = xstrdup(name);
	style->text = buf_take(&text, NULL);
	return V_OK;
}

static int
is_named(const struct dirent *entry, const char *suffix)
{
	size_t len;

	len = strlen(entry->d_name);
	return len > 4 && entry->d_name[0] != '.' &&
	    strcmp(entry->d_name + len - 4, suffix) == 0;
}

static int
is_stylesheet(const struct dirent *entry)
{
	return is_named(entry, ".xsl");
}

static int
is_language(const struct dirent *entry)
{
	return is_named(entry, ".xml");
}

static int
is_style(const struct dirent *entry)
{
	return is_named(entry, ".css");
}

/* What lies in a folder of dir, and what becomes of it. */
static const struct {
	const char *name;
	int (*is_wanted)(const struct dirent *entry);
	take_fn *take;
} rooms[] = {
	{ "i18n", is_language, take_language },
	{ ".", is_style, take_style },
	{ "import", is_stylesheet, take_stylesheet },
	{ "render", is_stylesheet, take_stylesheet },
	{ "staff", is_stylesheet, take_stylesheet },
};

/* In the order of names, so that of two broken files the same is named. */
static enum verdict
take_room(struct xslt_set *set, const char *dir, size_t room, struct why *why)
{
	char *path;
	const char *name = rooms[room].name;
	enum verdict v = V_OK;
	int count;
	int i;
	struct dirent **entries;

	path = xasprintf("%s/%s", dir, name);
	count = scandir(path, &entries, rooms[room].is_wanted, alphasort);
	free(path);
	if (count == -1 && errno == ENOENT)
		return V_OK;
	if (count == -1)
		return why_errno(why, "%s/%s", dir, name);
	for (i = 0; i < count; i++) {
		if (v == V_OK)
			v = rooms[room].take(set, dir, name, entries[i]->d_name,
			    why);
		free(entries[i]);
	}
	free(entries);
	return v;
}

enum verdict
xslt_set_load(const char *dir, struct xslt_set **ret, struct why *why)
{
	return xslt_set_load_some(dir, NULL, ret, why);
}

enum verdict
xslt_set_load_some(const char *dir, int (*is_wanted)(const char *name),
    struct xslt_set **ret, struct why *why)
{
	char *real;
	enum verdict v = V_OK;
	size_t i;
	struct xslt_set *set;

	real = realpath(dir, NULL);
	if (real == NULL)
		return why_errno(why, "stylesheets %s", dir);
	set = xcalloc(1, sizeof(*set));
	xslt_limits_default(&set->limits);
	set->is_wanted = is_wanted;
	for (i = 0; i < sizeof(rooms) / sizeof(rooms[0]) && v == V_OK; i++)
		v = take_room(set, real, i, why);
	if (v == V_OK && set->count == 0)
		v = why_set(why, V_FATAL, "stylesheet",
		    "%s: there is no stylesheet", dir);
	free(real);
	if (v == V_OK)
		*ret = set;
	else
		xslt_set_free(set);
	return v;
}

enum verdict
xslt_set_add(struct xslt_set *set, const char *dir, const char *name,
    const char *path, struct why *why)
{
	char *real;
	enum verdict v;
	struct xslt *xslt;

	real = realpath(dir, NULL);
	if (real == NULL)
		return why_errno(why, "stylesheets %s", dir);
	set->list = xreallocarray(set->list, set->count + 1, sizeof(*xslt));
	xslt = &set->list[set->count++];
	memset(xslt, 0, sizeof(*xslt));
	xslt->limits = &set->limits;
	xslt->name = xstrdup(name);
	v = xslt_compile(path, real, xslt, why);
	free(real);
	return v;
}

void
xslt_set_limit(struct xslt_set *set, const struct xslt_limits *limits)
{
	set->limits = *limits;
}

const struct xslt *
xslt_set_find(const struct xslt_set *set, const char *name)
{
	size_t i;

	for (i = 0; i < set->count; i++) {
		if (strcmp(set->list[i].name, name) == 0)
			return &set->list[i];
	}
	return NULL;
}

/* The primary subtags (RFC 5646, 2.2.1) agree. */
static int
is_language_of(const xmlNode *root, const char *lang)
{
	int same;
	size_t len;
	xmlChar *own;

	len = strcspn(lang, "-");
	own = xmlGetNoNsProp(root, (const xmlChar *)"lang");
	same = own != NULL && strlen((const char *)own) == len &&
	    xmlStrncasecmp(own, (const xmlChar *)lang, (int)len) == 0;
	xmlFree(own);
	return same;
}

static xmlNode *
find_language(const struct xslt_set *set, const char *lang)
{
	size_t i;
	xmlNode *root;

	for (i = 0; i < set->languages_count; i++) {
		root = xmlDocGetRootElement(set->languages[i]);
		if (is_language_of(root, lang))
			return root;
	}
	return NULL;
}

xmlNode *
xslt_set_language(const struct xslt_set *set, const char *lang)
{
	xmlNode *found;

	found = find_language(set, lang);
	return found != NULL ? found : find_language(set, "en");
}

xmlNode *
xslt_set_language_at(const struct xslt_set *set, size_t i)
{
	if (i >= set->languages_count)
		return NULL;
	return xmlDocGetRootElement(set->languages[i]);
}

const char *
xslt_set_style(const struct xslt_set *set, const char *name)
{
	size_t i;

	for (i = 0; i < set->styles_count; i++) {
		if (strcmp(set->styles[i].name, name) == 0)
			return set->styles[i].text;
	}
	return "";
}

void
xslt_set_free(struct xslt_set *set)
{
	size_t i;

	if (set == NULL)
		return;
	for (i = 0; i < set->count; i++) {
		xslt_release(&set->list[i]);
		free(set->list[i].name);
	}
	for (i = 0; i < set->languages_count; i++)
		xmlFreeDoc(set->languages[i]);
	for (i = 0; i < set->styles_count; i++) {
		free(set->styles[i].name);
		free(set->styles[i].text);
	}
	free(set->list);
	free(set->languages);
	free(set->styles);
	free(set);
}
