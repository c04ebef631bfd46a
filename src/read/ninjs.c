/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON as a tree.  See ninjs.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/text.h"
#include "read/items.h"
#include "read/ninjs.h"
#include "read/read.h"

#define XC(s) ((const xmlChar *)(s))

struct writer {
	xmlDoc *doc;
	int depth;
	int max_depth;
	int too_deep;
};

static void put(struct writer *w, xmlNode *into, const json_t *value);

/* Characters that XML has no place for are left out. */
static void
put_text(xmlNode *into, const char *words)
{
	const char *next, *s;
	long c;
	struct buf clean;

	buf_init(&clean, SIZE_MAX / 2);
	for (s = words; (c = text_next(s, &next)) != 0; s = next) {
		if (text_is_xml_char(c))
			text_put(&clean, c);
	}
	xmlNodeAddContent(into, XC(buf_str(&clean)));
	buf_fini(&clean);
}

static void
put_object(struct writer *w, xmlNode *into, const json_t *value)
{
	const char *name;
	json_t *member;
	xmlNode *node, *object;

	object = xmlNewChild(into, NULL, XC("object"), NULL);
	json_object_foreach((json_t *)(uintptr_t)value, name, member)
	{
		node = xmlNewChild(object, NULL, XC("member"), NULL);
		xmlSetProp(node, XC("name"), XC(name));
		put(w, node, member);
	}
}

static void
put_array(struct writer *w, xmlNode *into, const json_t *value)
{
	json_t *item;
	size_t i;
	xmlNode *array;

	array = xmlNewChild(into, NULL, XC("array"), NULL);
	json_array_foreach(value, i, item)
	{
		put(w, xmlNewChild(array, NULL, XC("item"), NULL), item);
	}
}

static void
put(struct writer *w, xmlNode *into, const json_t *value)
{
	char *number;

	if (++w->depth > w->max_depth) {
		w->too_deep = 1;
	} else if (json_is_object(value)) {
		put_object(w, into, value);
	} else if (json_is_array(value)) {
		put_array(w, into, value);
	} else if (json_is_string(value)) {
		put_text(into, json_string_value(value));
	} else if (!json_is_null(value)) {
		number = json_dumps(value, JSON_ENCODE_ANY);
		if (number != NULL)
			put_text(into, number);
		free(number);
	}
	w->depth--;
}

static enum verdict
make_tree(const json_t *root, int max_depth, xmlDoc **ret, struct why *why)
{
	struct writer w = { .max_depth = max_depth };
	xmlNode *node;

	w.doc = xmlNewDoc(XC("1.0"));
	node = xmlNewNode(NULL, XC("ninjs"));
	xmlDocSetRootElement(w.doc, node);
	put(&w, node, root);
	if (w.too_deep) {
		xmlFreeDoc(w.doc);
		return why_set(why, V_REJECT, "xml-too-deep",
		    "values within values, over %d deep", max_depth);
	}
	*ret = w.doc;
	return V_OK;
}

/* What an item is called: any of the members that versions have for it. */
static const char *
title_of(const json_t *item)
{
	const json_t *value;

	value = json_object_get(item, "headline");
	if (value == NULL)
		value = json_object_get(item, "title");
	if (value == NULL)
		value = json_object_get(json_array_get(json_object_get(item,
							   "headlines"),
					    0),
		    "value");
	return json_is_string(value) ? json_string_value(value) : "";
}

/* The list that the document is: itself, or what a message of Superdesk holds.
 */
static const json_t *
list_of(const json_t *root)
{
	const json_t *list;

	if (json_is_array(root))
		return root;
	list = json_object_get(root, "_items");
	return json_is_array(list) ? list : NULL;
}

static enum verdict
split(const json_t *list, struct read_items *ret, struct why *why)
{
	char *bytes;
	const json_t *item;
	size_t i;

	if (json_array_size(list) > ITEMS_MAX)
		return items_too_many(json_array_size(list), why);
	json_array_foreach(list, i, item)
	{
		bytes = json_dumps(item, JSON_COMPACT | JSON_ENCODE_ANY);
		if (bytes != NULL)
			items_add(ret, title_of(item), bytes, strlen(bytes));
	}
	return V_OK;
}

enum verdict
ninjs_parse(const char *data, size_t len, const struct read_limits *limits,
    xmlDoc **ret, struct read_items *ret_items, struct why *why)
{
	enum verdict v;
	json_error_t error;
	const json_t *list;
	json_t *root;

	root = json_loadb(data, len, JSON_REJECT_DUPLICATES, &error);
	if (root == NULL) {
		v = why_set(why, V_REJECT, "json-malformed",
		    "line %d, column %d: %s", error.line, error.column,
		    error.text);
		why_quote(why, error.text);
		return v;
	}
	*ret = NULL;
	list = limits->whole ? NULL : list_of(root);
	if (json_array_size(list) > 1)
		v = split(list, ret_items, why);
	else
		v = make_tree(json_array_size(list) == 1 ?
			json_array_get(list, 0) :
			root,
		    limits->max_depth, ret, why);
	json_decref(root);
	return v;
}
