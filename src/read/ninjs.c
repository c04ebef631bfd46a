/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON as a tree.  See ninjs.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/text.h"
#include "read/ninjs.h"

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

enum verdict
ninjs_parse(const char *data, size_t len, int max_depth, xmlDoc **ret,
    struct why *why)
{
	enum verdict v;
	json_error_t error;
	json_t *root;
	struct writer w = { .max_depth = max_depth };
	xmlNode *node;

	root = json_loadb(data, len, JSON_REJECT_DUPLICATES, &error);
	if (root == NULL) {
		v = why_set(why, V_REJECT, "json-malformed",
		    "line %d, column %d: %s", error.line, error.column,
		    error.text);
		why_quote(why, error.text);
		return v;
	}
	w.doc = xmlNewDoc(XC("1.0"));
	node = xmlNewNode(NULL, XC("ninjs"));
	xmlDocSetRootElement(w.doc, node);
	put(&w, node, root);
	json_decref(root);
	if (w.too_deep) {
		xmlFreeDoc(w.doc);
		return why_set(why, V_REJECT, "xml-too-deep",
		    "values within values, over %d deep", max_depth);
	}
	*ret = w.doc;
	return V_OK;
}
