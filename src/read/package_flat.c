/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Flat OPC: a whole package in one XML document, as Word saves "XML
 * document" (pkg:package, its parts as pkg:xmlData or pkg:binaryData).
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <nettle/base64.h>

#include "base/uri.h"
#include "base/xalloc.h"
#include "read/ooxml.h"
#include "read/package_inner.h"
#include "read/xmldoc.h"

static enum verdict
broken(struct why *why, const char *name, const char *how)
{
	return why_set(why, V_REJECT, "package-corrupt",
	    "the file is damaged: %s: %s", name, how);
}

static int
compare_keys(const void *a, const void *b)
{
	const struct zipdir_entry *x, *y;

	x = a;
	y = b;
	return strcmp(x->key, y->key);
}

static enum verdict
add_part(struct package *package, xmlNode *node, struct why *why)
{
	const char *name, *type;
	struct zipdir_entry *entry;

	name = xmldoc_attr(node, PKG_NS, "name");
	type = xmldoc_attr(node, PKG_NS, "contentType");
	entry = &package->dir.list[package->dir.count];
	entry->name = name == NULL ? NULL : uri_resolve_part("", name);
	if (entry->name == NULL)
		return why_set(why, V_REJECT, "package-names",
		    "the package holds a name that is not of a part");
	entry->key = zipdir_key(entry->name);
	entry->index = package->dir.count;
	entry->method = ZIPDIR_STORED;
	package->flat_parts[package->dir.count++] = node;
	if (type != NULL)
		package_types_add(&package->types, 0, entry->name, type);
	return V_OK;
}

static enum verdict
read_parts(struct package *package, struct why *why)
{
	enum verdict v;
	xmlNode *node, *root;
	size_t i, n;

	root = xmlDocGetRootElement(package->flat);
	n = 0;
	for (node = xmldoc_first(root); node != NULL; node = xmldoc_next(node))
		n++;
	if (n > (size_t)package->limits.max_entries)
		return why_set(why, V_REJECT, "package-too-many",
		    "the package has %zu parts, the limit is %lld", n,
		    (long long)package->limits.max_entries);
	package->dir.list = xcalloc(n + 1, sizeof(*package->dir.list));
	package->flat_parts = xcalloc(n + 1, sizeof(xmlNode *));
	for (node = xmldoc_first(root); node != NULL; node = xmldoc_next(node))
		if (xmldoc_is(node, PKG_NS, "part") &&
		    (v = add_part(package, node, why)) != V_OK)
			return v;
	qsort(package->dir.list, package->dir.count, sizeof(*package->dir.list),
	    compare_keys);
	for (i = 1; i < package->dir.count; i++)
		if (strcmp(package->dir.list[i].key,
			package->dir.list[i - 1].key) == 0)
			return why_set(why, V_REJECT, "package-names",
			    "the package holds the same part twice");
	package_types_sort(&package->types);
	return V_OK;
}

enum verdict
package_open_flat(xmlDoc *flat, const struct read_limits *limits,
    struct package **ret, struct why *why)
{
	return package_open_over(flat, NULL, limits, ret, why);
}

enum verdict
package_open_over(xmlDoc *flat, struct package *under,
    const struct read_limits *limits, struct package **ret, struct why *why)
{
	enum verdict v;
	struct package *package;

	package = xcalloc(1, sizeof(*package));
	package->limits = *limits;
	package->flat = flat;
	package->under = under;
	v = read_parts(package, why);
	if (v == V_OK)
		v = package_find_main(package, why);
	if (v == V_OK)
		*ret = package;
	else
		package_close(package);
	return v;
}

/* The element by itself, with the namespaces it uses. */
static enum verdict
put_xml(const xmlNode *data, const char *name, struct buf *out, struct why *why)
{
	enum verdict v;
	xmlChar *bytes;
	xmlDoc *doc;
	xmlNode *copy, *root;
	int len;

	if ((root = xmldoc_first(data)) == NULL)
		return broken(why, name, "nothing in it");
	doc = xmlNewDoc((const xmlChar *)"1.0");
	copy = doc == NULL ? NULL : xmlDocCopyNode(root, doc, 1);
	if (copy == NULL) {
		if (doc != NULL)
			xmlFreeDoc(doc);
		return broken(why, name, "not to be taken out");
	}
	xmlDocSetRootElement(doc, copy);
	bytes = NULL;
	len = 0;
	xmlDocDumpMemoryEnc(doc, &bytes, &len, "UTF-8");
	v = V_OK;
	if (bytes != NULL)
		buf_add(out, bytes, (size_t)len);
	if (bytes == NULL || buf_is_full(out))
		v = why_set(why, V_REJECT, "package-part-too-large",
		    "%s is too large", name);
	xmlFree(bytes);
	xmlFreeDoc(doc);
	return v;
}

static enum verdict
put_binary(const xmlNode *data, const char *name, struct buf *out,
    struct why *why)
{
	const char *text;
	enum verdict v;
	size_t len, n;
	struct base64_decode_ctx ctx;

	if (data->children == NULL)
		return V_OK;
	text = (const char *)data->children->content;
	if (data->children->next != NULL || text == NULL)
		return broken(why, name, "not in base64");
	len = strlen(text);
	if (buf_reserve(out, BASE64_DECODE_LENGTH(len)) == -1)
		return why_set(why, V_REJECT, "package-part-too-large",
		    "%s is too large", name);
	v = V_OK;
	base64_decode_init(&ctx);
	n = BASE64_DECODE_LENGTH(len);
	if (base64_decode_update(&ctx, &n, (uint8_t *)out->data, len, text) &&
	    base64_decode_final(&ctx))
		out->len = n;
	else
		v = broken(why, name, "not in base64");
	out->data[out->len] = '\0';
	return v;
}

enum verdict
package_flat_part(struct package *package, const struct zipdir_entry *entry,
    struct buf *out, struct why *why)
{
	const xmlNode *data, *node;

	node = package->flat_parts[entry->index];
	data = xmldoc_child(node, PKG_NS, "xmlData");
	if (data != NULL)
		return put_xml(data, entry->name, out, why);
	data = xmldoc_child(node, PKG_NS, "binaryData");
	if (data != NULL)
		return put_binary(data, entry->name, out, why);
	return broken(why, entry->name, "nothing in it");
}
