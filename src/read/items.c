/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file of several items.  See items.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/uri.h"
#include "base/xalloc.h"
#include "read/items_inner.h"
#include "read/xmldoc.h"

#define XC(s) ((const xmlChar *)(s))

void
items_add(struct read_items *items, const char *title, char *bytes, size_t len)
{
	struct read_item *item;

	items->list = xreallocarray(items->list, items->count + 1,
	    sizeof(*items->list));
	item = &items->list[items->count++];
	item->title = xstrdup(title != NULL ? title : "");
	item->kin = xstrdup("");
	item->bytes = bytes;
	item->len = len;
}

enum verdict
items_too_many(size_t count, struct why *why)
{
	char number[24];
	enum verdict v;

	v = why_set(why, V_REJECT, "items-too-many",
	    "the file holds %zu items, the limit is %d", count, ITEMS_MAX);
	snprintf(number, sizeof(number), "%zu", count);
	why_quote(why, number);
	return v;
}

void
items_fini(struct read_items *items)
{
	size_t i;

	for (i = 0; i < items->count; i++) {
		free(items->list[i].title);
		free(items->list[i].kin);
		free(items->list[i].bytes);
	}
	free(items->list);
	items->list = NULL;
	items->count = 0;
}

struct found_item *
found_add(struct found_items *found, xmlNode *node, const char *id,
    const char *title)
{
	struct found_item *item;

	found->list = xreallocarray(found->list, found->count + 1,
	    sizeof(*found->list));
	item = &found->list[found->count];
	memset(item, 0, sizeof(*item));
	item->node = node;
	item->id = xstrdup(id != NULL ? id : "");
	item->title = xstrdup(title != NULL ? title : "");
	item->group = found->count++;
	return item;
}

void
found_fini(struct found_items *found)
{
	size_t i;

	for (i = 0; i < found->count; i++) {
		free(found->list[i].id);
		free(found->list[i].title);
	}
	free(found->list);
	found->list = NULL;
	found->count = 0;
}

void
found_relate(struct found_items *found, size_t a, size_t b)
{
	size_t from, i, to;

	from = found->list[a].group;
	to = found->list[b].group;
	if (from == to)
		return;
	for (i = 0; i < found->count; i++) {
		if (found->list[i].group == from)
			found->list[i].group = to;
	}
}

void
found_tell_kin(const struct found_items *found, struct read_items *ret)
{
	const struct found_item *a, *b;
	size_t i, j;
	struct buf kin;

	for (i = 0; i < found->count && i < ret->count; i++) {
		a = &found->list[i];
		buf_init(&kin, ITEMS_KIN_MAX - 1);
		for (j = 0; j < found->count; j++) {
			b = &found->list[j];
			if (j == i || b->group != a->group ||
			    b->id[0] == '\0' || strcmp(a->id, b->id) == 0 ||
			    kin.len + strlen(b->id) + 2 >= ITEMS_KIN_MAX)
				continue;
			buf_puts(&kin, b->id);
			buf_putc(&kin, '\n');
		}
		free(ret->list[i].kin);
		ret->list[i].kin = buf_take(&kin, NULL);
	}
}

char *
items_text(const xmlNode *node, size_t max)
{
	char *folded;
	size_t len;
	xmlChar *text;

	text = node != NULL ? xmlNodeGetContent(node) : NULL;
	folded = text_fold_blanks(text != NULL ? (const char *)text : "");
	xmlFree(text);
	len = strlen(folded);
	if (len > max) {
		for (len = max; len > 0 && (folded[len] & 0xc0) == 0x80;)
			len--;
		folded[len] = '\0';
	}
	return folded;
}

void
items_lang(char ret[ITEMS_LANG_MAX], const char *tag)
{
	static const struct {
		const char *three;
		const char *two;
	} codes[] = { { "swe", "sv" }, { "fin", "fi" }, { "eng", "en" },
		{ "fre", "fr" }, { "fra", "fr" }, { "ger", "de" },
		{ "deu", "de" }, { "spa", "es" }, { "rus", "ru" },
		{ "nor", "no" }, { "dan", "da" } };

	size_t i, n = 0;

	ret[0] = '\0';
	if (tag == NULL)
		return;
	tag += strspn(tag, " \t\r\n");
	for (; n < ITEMS_LANG_MAX - 1; n++, tag++) {
		if (*tag >= 'a' && *tag <= 'z')
			ret[n] = *tag;
		else if (*tag >= 'A' && *tag <= 'Z')
			ret[n] = (char)(*tag - 'A' + 'a');
		else
			break;
	}
	ret[n] = '\0';
	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		if (strcmp(ret, codes[i].three) == 0)
			memcpy(ret, codes[i].two, 3);
	}
}

int
items_is(const xmlNode *node, const char *name)
{
	return node != NULL && node->type == XML_ELEMENT_NODE &&
	    strcmp((const char *)node->name, name) == 0;
}

xmlNode *
items_walk(const xmlNode *top, xmlNode *at)
{
	xmlNode *next;

	if ((next = xmldoc_first(at)) != NULL)
		return next;
	for (; at != NULL && at != top; at = at->parent) {
		if ((next = xmldoc_next(at)) != NULL)
			return next;
	}
	return NULL;
}

xmlNode *
items_find(xmlNode *top, const char *name)
{
	xmlNode *node;

	for (node = items_walk(top, top); node != NULL;
	     node = items_walk(top, node)) {
		if (items_is(node, name))
			return node;
	}
	return NULL;
}

xmlNode *
items_named(xmlNode *node, const char *name)
{
	while (node != NULL && !items_is(node, name))
		node = xmldoc_next(node);
	return node;
}

/* Copy the ancestors of an item, each with its attributes and alone; returns
 * the innermost, or NULL for an item that is the root. */
static xmlNode *
copy_ancestors(const xmlNode *item, xmlDoc *into)
{
	const xmlNode *node;
	xmlNode *child = NULL, *copy, *innermost = NULL;

	for (node = item->parent;
	     node != NULL && node->type == XML_ELEMENT_NODE;
	     node = node->parent) {
		copy = xmlDocCopyNode((xmlNode *)(uintptr_t)node, into, 2);
		if (copy == NULL)
			xalloc_die();
		if (child != NULL)
			xmlAddChild(copy, child);
		else
			innermost = copy;
		child = copy;
	}
	if (child != NULL)
		xmlDocSetRootElement(into, child);
	return innermost;
}

static void
add_copy(xmlDoc *doc, xmlNode *parent, const xmlNode *node)
{
	xmlNode *copy;

	copy = xmlDocCopyNode((xmlNode *)(uintptr_t)node, doc, 1);
	if (copy == NULL)
		xalloc_die();
	if (parent != NULL)
		xmlAddChild(parent, copy);
	else
		xmlDocSetRootElement(doc, copy);
}

void
items_put(struct read_items *ret, xmlNode *item, const xmlNode *extra,
    const char *title)
{
	char *bytes;
	int len = 0;
	xmlChar *dump = NULL;
	xmlDoc *doc;
	xmlNode *parent;

	doc = xmlNewDoc(XC("1.0"));
	if (doc == NULL)
		xalloc_die();
	parent = copy_ancestors(item, doc);
	if (extra != NULL && parent != NULL)
		add_copy(doc, parent, extra);
	add_copy(doc, parent, item);
	xmlDocDumpMemoryEnc(doc, &dump, &len, "UTF-8");
	xmlFreeDoc(doc);
	if (dump == NULL)
		xalloc_die();
	bytes = xmalloc((size_t)len + 1);
	memcpy(bytes, dump, (size_t)len);
	bytes[len] = '\0';
	xmlFree(dump);
	items_add(ret, title, bytes, (size_t)len);
}

enum verdict
items_split(xmlDoc *doc, const char *importer, struct read_items *ret,
    struct why *why)
{
	static const struct {
		const char *importer;
		enum verdict (*split)(xmlDoc *doc, struct read_items *ret,
		    struct why *why);
	} ways[] = {
		{ "feed", items_of_feed },
		{ "newsml-g2", items_of_g2 },
		{ "newsml-1", items_of_newsml },
	};

	size_t i;

	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		if (strcmp(ways[i].importer, importer) == 0)
			return ways[i].split(doc, ret, why);
	}
	return V_OK;
}
