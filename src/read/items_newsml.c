/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * NewsML 1: the NewsItems of a file, and the languages of one NewsItem, which
 * are components beside each other that bear a language each.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "read/items_inner.h"
#include "read/xmldoc.h"

#define XML_SPACE "http://www.w3.org/XML/1998/namespace"
#define XC(s)     ((const xmlChar *)(s))

enum {
	LANGS_MAX = 64, /* of one NewsItem */
	DEPTH = 8       /* components within components that are looked into */
};

/* Components of one NewsItem that are its languages. */
struct languages {
	xmlNode *list[LANGS_MAX];
	char lang[LANGS_MAX][ITEMS_LANG_MAX];
	size_t count;
};

static int
has_words(const xmlNode *node)
{
	char *text;
	int result;

	text = items_text(node, 16);
	result = text[0] != '\0';
	free(text);
	return result;
}

static int
has_text(xmlNode *top)
{
	xmlNode *node;

	for (node = items_walk(top, top); node != NULL;
	     node = items_walk(top, node)) {
		if (items_is(node, "DataContent") && has_words(node))
			return 1;
	}
	return 0;
}

/* Is it there to take another down? */
static int
is_called_back(xmlNode *item)
{
	char status[16];
	const char *name;
	size_t i;
	xmlNode *node;

	node = items_named(xmldoc_first(item), "NewsManagement");
	node = node != NULL ? items_named(xmldoc_first(node), "Status") : NULL;
	name = xmldoc_attr(node, NULL, "FormalName");
	for (i = 0; name != NULL && name[i] != '\0' && i < sizeof(status) - 1;
	     i++)
		status[i] = (char)(name[i] | 0x20);
	status[name != NULL ? i : 0] = '\0';
	return strcmp(status, "canceled") == 0 ||
	    strcmp(status, "cancelled") == 0 || strcmp(status, "withheld") == 0;
}

/* The language that a component says of itself, not one of its parts. */
static void
own_lang(xmlNode *node, char ret[ITEMS_LANG_MAX])
{
	xmlNode *meta, *said = NULL;

	meta = items_named(xmldoc_first(node), "DescriptiveMetadata");
	if (meta != NULL)
		said = items_named(xmldoc_first(meta), "Language");
	items_lang(ret, xmldoc_attr(said, NULL, "FormalName"));
	if (ret[0] == '\0')
		items_lang(ret, xmldoc_attr(node, XML_SPACE, "lang"));
}

/* … and of an item: the first that anything in it says. */
static void
item_lang(xmlNode *item, char ret[ITEMS_LANG_MAX])
{
	xmlNode *node;

	ret[0] = '\0';
	for (node = item; node != NULL && ret[0] == '\0';
	     node = items_walk(item, node)) {
		if (items_is(node, "NewsItem") ||
		    items_is(node, "NewsComponent"))
			own_lang(node, ret);
	}
}

static const xmlNode *
part_of(const xmlNode *identifier, const char *name)
{
	return identifier != NULL ?
	    items_named(xmldoc_first(identifier), name) :
	    NULL;
}

static xmlNode *
identifier_of(xmlNode *item)
{
	xmlNode *node;

	node = items_named(xmldoc_first(item), "Identification");
	return node != NULL ?
	    items_named(xmldoc_first(node), "NewsIdentifier") :
	    NULL;
}

/* As xsl/import/newsml-1.xsl makes it. */
static char *
id_of(xmlNode *item)
{
	char *date, *id, *own, *provider;
	xmlNode *node;

	node = identifier_of(item);
	own = items_text(part_of(node, "NewsItemId"), ITEMS_ID_MAX);
	if (own[0] == '\0') {
		free(own);
		return items_text(part_of(node, "PublicIdentifier"),
		    ITEMS_ID_MAX);
	}
	provider = items_text(part_of(node, "ProviderId"), ITEMS_ID_MAX);
	date = items_text(part_of(node, "DateId"), ITEMS_ID_MAX);
	id = xasprintf("urn:newsml:%s:%s:%s", provider, date, own);
	free(provider);
	free(date);
	free(own);
	return id;
}

/* Whose, and of which day. */
static char *
origin_of(xmlNode *item)
{
	char *date, *origin, *provider;
	xmlNode *node;

	node = identifier_of(item);
	provider = items_text(part_of(node, "ProviderId"), ITEMS_ID_MAX);
	date = items_text(part_of(node, "DateId"), ITEMS_ID_MAX);
	origin = xasprintf("%s %s", provider, date);
	if (provider[0] == '\0' || date[0] == '\0')
		origin[0] = '\0';
	free(provider);
	free(date);
	return origin;
}

static void
gather(xmlNode *root, struct found_items *found)
{
	char *id, *title;
	struct found_item *item;
	xmlNode *node;

	for (node = xmldoc_first(root); node != NULL;
	     node = xmldoc_next(node)) {
		if (!items_is(node, "NewsItem") ||
		    (!has_text(node) && !is_called_back(node)))
			continue;
		id = id_of(node);
		title = items_text(items_find(node, "HeadLine"),
		    ITEMS_TITLE_MAX);
		item = found_add(found, node, id, title);
		item_lang(node, item->lang);
		free(id);
		free(title);
	}
}

/* One text in several languages: items of one provider and one day, each of
 * which has a language that no other has. */
static void
relate(struct found_items *found)
{
	char *first, *origin;
	int same = 1;
	size_t i, j;

	if (found->count < 2)
		return;
	first = origin_of(found->list[0].node);
	for (i = 0; i < found->count && same; i++) {
		origin = origin_of(found->list[i].node);
		same = first[0] != '\0' && found->list[i].lang[0] != '\0' &&
		    strcmp(first, origin) == 0;
		free(origin);
		for (j = 0; j < i && same; j++)
			same = strcmp(found->list[i].lang,
				   found->list[j].lang) != 0;
	}
	free(first);
	for (i = 1; i < found->count && same; i++)
		found_relate(found, 0, i);
}

/* The components of parent, if each that has a text has a language of its
 * own: then they are the languages of one text. */
static int
are_languages(xmlNode *parent, struct languages *ret, xmlNode **ret_only)
{
	size_t i;
	xmlNode *node;

	ret->count = 0;
	*ret_only = NULL;
	node = items_named(xmldoc_first(parent), "NewsComponent");
	for (; node != NULL;
	     node = items_named(xmldoc_next(node), "NewsComponent")) {
		if (!has_text(node))
			continue;
		if (ret->count == LANGS_MAX)
			return 0;
		ret->list[ret->count] = node;
		own_lang(node, ret->lang[ret->count]);
		*ret_only = node;
		if (ret->lang[ret->count][0] == '\0' && ret->count > 0)
			return 0;
		for (i = 0; i < ret->count; i++) {
			if (strcmp(ret->lang[i], ret->lang[ret->count]) == 0)
				return 0;
		}
		ret->count++;
	}
	return ret->count > 1 && ret->lang[0][0] != '\0';
}

static void
find_languages(xmlNode *item, struct languages *ret)
{
	int depth = 0;
	xmlNode *next, *node;

	for (node = item; node != NULL && depth < DEPTH; node = next, depth++) {
		if (are_languages(node, ret, &next))
			return;
		if (ret->count != 1)
			break;
	}
	ret->count = 0;
}

/* Lines of the whole are in one of the languages, if each has its own. */
static void
drop_common_lines(xmlNode *item, const struct languages *languages)
{
	size_t i;
	xmlNode *lines, *node;

	for (i = 0; i < languages->count; i++) {
		lines = items_find(languages->list[i], "NewsLines");
		if (lines == NULL || items_find(lines, "HeadLine") == NULL)
			return;
	}
	for (node = languages->list[0]->parent; node != NULL && node != item;
	     node = node->parent) {
		lines = items_named(xmldoc_first(node), "NewsLines");
		if (lines == NULL)
			continue;
		xmlUnlinkNode(lines);
		xmlFreeNode(lines);
	}
}

/* The item once for each language, without the others. */
static void
put_languages(struct read_items *ret, xmlNode *item,
    const struct languages *languages)
{
	char *title;
	size_t i;
	xmlNode *after, *head, *parent;

	drop_common_lines(item, languages);
	parent = languages->list[0]->parent;
	after = xmlNewNode(NULL, XC("NewsComponent")); /* keeps the place */
	if (after == NULL)
		xalloc_die();
	xmlAddPrevSibling(languages->list[0], after);
	for (i = 0; i < languages->count; i++)
		xmlUnlinkNode(languages->list[i]);
	for (i = 0; i < languages->count; i++) {
		xmlAddPrevSibling(after, languages->list[i]);
		xmlSetNsProp(item,
		    xmlSearchNsByHref(item->doc, item, XC(XML_SPACE)),
		    XC("lang"), XC(languages->lang[i]));
		head = items_find(languages->list[i], "HeadLine");
		if (head == NULL)
			head = items_find(item, "HeadLine");
		title = items_text(head, ITEMS_TITLE_MAX);
		items_put(ret, item, NULL, title);
		free(title);
		xmlUnlinkNode(languages->list[i]);
	}
	for (i = 0; i < languages->count; i++)
		xmlAddChild(parent, languages->list[i]);
	xmlUnlinkNode(after);
	xmlFreeNode(after);
}

/* Where each item is one document, its kin is told at the end. */
static enum verdict
put_all(struct found_items *found, struct read_items *ret, struct why *why)
{
	int several = 0;
	size_t i;
	struct languages languages;

	for (i = 0; i < found->count; i++) {
		find_languages(found->list[i].node, &languages);
		several |= languages.count > 1;
		if (languages.count > 1)
			put_languages(ret, found->list[i].node, &languages);
		else if (found->count > 1)
			items_put(ret, found->list[i].node, NULL,
			    found->list[i].title);
		if (ret->count > ITEMS_MAX)
			return items_too_many(ret->count, why);
	}
	if (!several)
		found_tell_kin(found, ret);
	return V_OK;
}

enum verdict
items_of_newsml(xmlDoc *doc, struct read_items *ret, struct why *why)
{
	enum verdict v;
	struct found_items found = { NULL, 0 };

	gather(xmlDocGetRootElement(doc), &found);
	if (found.count > ITEMS_MAX) {
		v = items_too_many(found.count, why);
	} else {
		relate(&found);
		v = put_all(&found, ret, why);
	}
	found_fini(&found);
	return v;
}
