/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * NewsML-G2: the texts of a newsMessage, and the languages of one item, whose
 * inlineXML stands there once for each.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "read/items_inner.h"
#include "read/xmldoc.h"

#define NAR       "http://iptc.org/std/nar/2006-10-01/"
#define XML_SPACE "http://www.w3.org/XML/1998/namespace"

enum {
	LANGS_MAX = 64 /* of one item */
};

/* The texts of one item that are its languages. */
struct languages {
	xmlNode *list[LANGS_MAX];
	char lang[LANGS_MAX][ITEMS_LANG_MAX];
	size_t count;
};

static int
ends_with(const char *s, const char *end)
{
	size_t len, n;

	len = s != NULL ? strlen(s) : 0;
	n = strlen(end);
	return len >= n && strcmp(s + len - n, end) == 0;
}

static int
is_called_back(const xmlNode *item)
{
	const char *status;
	xmlNode *content, *meta;

	content = xmldoc_child(item, NAR, "contentSet");
	meta = xmldoc_child(item, NAR, "itemMeta");
	status = xmldoc_attr(xmldoc_child(meta, NAR, "pubStatus"), NULL,
	    "qcode");
	return xmldoc_child(content, NAR, "remoteContent") == NULL &&
	    (ends_with(status, ":canceled") || ends_with(status, ":withheld"));
}

static int
is_text(const xmlNode *item)
{
	xmlNode *content;

	content = xmldoc_child(item, NAR, "contentSet");
	return xmldoc_child(content, NAR, "inlineXML") != NULL ||
	    xmldoc_child(content, NAR, "inlineData") != NULL;
}

static void
add_item(struct found_items *found, xmlNode *item)
{
	char *title;
	xmlNode *node;

	node = xmldoc_child(xmldoc_child(item, NAR, "contentMeta"), NAR,
	    "headline");
	if (node == NULL)
		node = xmldoc_child(xmldoc_child(item, NAR, "itemMeta"), NAR,
		    "title");
	title = items_text(node, ITEMS_TITLE_MAX);
	found_add(found, item, xmldoc_attr(item, NULL, "guid"), title);
	free(title);
}

/* One document may be a message with its items, or the item itself. */
static void
gather(xmlNode *root, struct found_items *found)
{
	xmlNode *node, *set;

	if (!items_is(root, "newsMessage")) {
		add_item(found, root);
		return;
	}
	for (set = xmldoc_first(root); set != NULL; set = xmldoc_next(set)) {
		if (!items_is(set, "itemSet"))
			continue;
		for (node = xmldoc_first(set); node != NULL;
		     node = xmldoc_next(node)) {
			if ((items_is(node, "newsItem") ||
				items_is(node, "packageItem")) &&
			    (is_text(node) || is_called_back(node)))
				add_item(found, node);
		}
	}
}

static void
relate_to(struct found_items *found, size_t one, const char *guid)
{
	size_t i;

	for (i = 0; guid != NULL && i < found->count; i++) {
		if (i != one && strcmp(found->list[i].id, guid) == 0)
			found_relate(found, one, i);
	}
}

/* An item says of which other it is a translation (irel:translatedFrom). */
static void
relate_links(struct found_items *found, size_t one)
{
	const char *rel;
	xmlNode *link, *meta;

	meta = xmldoc_child(found->list[one].node, NAR, "itemMeta");
	link = items_named(meta != NULL ? xmldoc_first(meta) : NULL, "link");
	for (; link != NULL; link = items_named(xmldoc_next(link), "link")) {
		rel = xmldoc_attr(link, NULL, "rel");
		if (!ends_with(rel, "translatedFrom") &&
		    !ends_with(rel, "translation"))
			continue;
		relate_to(found, one, xmldoc_attr(link, NULL, "residref"));
		relate_to(found, one, xmldoc_attr(link, NULL, "href"));
	}
}

/* The languages of texts of an item, if each says its own. */
static void
find_languages(xmlNode *item, struct languages *ret)
{
	const char *tag;
	size_t i;
	xmlNode *inner, *node;

	ret->count = 0;
	node = xmldoc_child(item, NAR, "contentSet");
	node = items_named(node != NULL ? xmldoc_first(node) : NULL,
	    "inlineXML");
	for (; node != NULL;
	     node = items_named(xmldoc_next(node), "inlineXML")) {
		inner = xmldoc_first(node);
		tag = xmldoc_attr(node, XML_SPACE, "lang");
		if (tag == NULL)
			tag = xmldoc_attr(inner, XML_SPACE, "lang");
		if (tag == NULL)
			tag = xmldoc_attr(inner, NULL, "lang");
		if (ret->count < LANGS_MAX)
			items_lang(ret->lang[ret->count], tag);
		if (ret->count == LANGS_MAX || ret->lang[ret->count][0] == '\0')
			break;
		for (i = 0; i < ret->count; i++) {
			if (strcmp(ret->lang[i], ret->lang[ret->count]) == 0)
				break;
		}
		if (i < ret->count) /* another rendition of the same */
			break;
		ret->list[ret->count++] = node;
	}
	if (node != NULL || ret->count < 2)
		ret->count = 0;
}

/* Does what stands in the metadata speak of another of the languages? */
static int
is_of_other(const xmlNode *node, const struct languages *languages, size_t one)
{
	char lang[ITEMS_LANG_MAX];
	size_t i;

	items_lang(lang,
	    items_is(node, "language") ? xmldoc_attr(node, NULL, "tag") :
					 xmldoc_attr(node, XML_SPACE, "lang"));
	for (i = 0; i < languages->count && lang[0] != '\0'; i++) {
		if (i != one && strcmp(lang, languages->lang[i]) == 0)
			return 1;
	}
	return 0;
}

static void
drop_others(xmlNode *meta, const struct languages *languages, size_t one)
{
	xmlNode *next, *node;

	for (node = meta != NULL ? xmldoc_first(meta) : NULL; node != NULL;
	     node = next) {
		next = xmldoc_next(node);
		if (!is_of_other(node, languages, one))
			continue;
		xmlUnlinkNode(node);
		xmlFreeNode(node);
	}
}

/* The item once for each language: of it a copy from which the others are
 * taken out. */
static void
put_languages(struct read_items *ret, xmlNode *item,
    const struct languages *languages)
{
	char *title;
	size_t i, n;
	xmlDoc *doc;
	xmlNode *copy, *meta, *next, *node;

	for (i = 0; i < languages->count; i++) {
		doc = xmlNewDoc((const xmlChar *)"1.0");
		copy = xmlDocCopyNode(item, doc, 1);
		xmlDocSetRootElement(doc, copy);
		meta = xmldoc_child(copy, NAR, "contentMeta");
		drop_others(meta, languages, i);
		node = xmldoc_first(xmldoc_child(copy, NAR, "contentSet"));
		node = items_named(node, "inlineXML");
		for (n = 0; node != NULL; node = next, n++) {
			next = items_named(xmldoc_next(node), "inlineXML");
			if (n == i)
				continue;
			xmlUnlinkNode(node);
			xmlFreeNode(node);
		}
		title = items_text(xmldoc_child(meta, NAR, "headline"),
		    ITEMS_TITLE_MAX);
		items_put(ret, copy, NULL, title);
		free(title);
		xmlFreeDoc(doc);
	}
}

/* An item of a message needs nothing of what stands around it. */
static void
put_alone(struct read_items *ret, const struct found_item *item)
{
	xmlDoc *doc;
	xmlNode *copy;

	doc = xmlNewDoc((const xmlChar *)"1.0");
	copy = xmlDocCopyNode(item->node, doc, 1);
	xmlDocSetRootElement(doc, copy);
	items_put(ret, copy, NULL, item->title);
	xmlFreeDoc(doc);
}

static enum verdict
put_all(const struct found_items *found, struct read_items *ret,
    struct why *why)
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
			put_alone(ret, &found->list[i]);
		if (ret->count > ITEMS_MAX)
			return items_too_many(ret->count, why);
	}
	if (!several)
		found_tell_kin(found, ret);
	return V_OK;
}

enum verdict
items_of_g2(xmlDoc *doc, struct read_items *ret, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;
	struct found_items found = { NULL, 0 };

	gather(xmlDocGetRootElement(doc), &found);
	if (found.count > ITEMS_MAX)
		v = items_too_many(found.count, why);
	for (i = 0; i < found.count && v == V_OK; i++)
		relate_links(&found, i);
	if (v == V_OK)
		v = put_all(&found, ret, why);
	found_fini(&found);
	return v;
}
