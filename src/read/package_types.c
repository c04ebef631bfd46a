/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Content types of a package (ECMA-376-2, 10.1.2). */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/uri.h"
#include "base/xalloc.h"
#include "read/ooxml.h"
#include "read/package_inner.h"
#include "read/xmldoc.h"

#define TYPES_PART "[Content_Types].xml"

static void
append(struct package_named_type **list, size_t *count, const char *name,
    const char *type)
{
	struct package_named_type *named;

	/* Grow by doubling, at every power of two. */
	if ((*count & (*count - 1)) == 0)
		*list = xreallocarray(*list, *count == 0 ? 1 : 2 * *count,
		    sizeof(**list));
	named = &(*list)[*count];
	named->key = zipdir_key(name);
	named->type = xstrdup(type);
	named->order = (*count)++;
}

void
package_types_add(struct package_types *types, int is_default, const char *name,
    const char *type)
{
	if (is_default)
		append(&types->defaults, &types->n_defaults, name, type);
	else
		append(&types->overrides, &types->n_overrides, name, type);
}

static int
compare(const void *a, const void *b)
{
	const struct package_named_type *x = a, *y = b;

	return zipdir_order(x->key, x->order, y->key, y->order);
}

void
package_types_sort(struct package_types *types)
{
	if (types->n_defaults > 0)
		qsort(types->defaults, types->n_defaults,
		    sizeof(*types->defaults), compare);
	if (types->n_overrides > 0)
		qsort(types->overrides, types->n_overrides,
		    sizeof(*types->overrides), compare);
}

static void
read_type(struct package_types *types, const xmlNode *node)
{
	const char *name, *type;
	char *part;
	int is_default;

	is_default = xmldoc_is(node, CT_NS, "Default");
	name = xmldoc_attr(node, NULL, is_default ? "Extension" : "PartName");
	type = xmldoc_attr(node, NULL, "ContentType");
	if (name == NULL || type == NULL)
		return;
	if (is_default) {
		package_types_add(types, 1, name, type);
		return;
	}
	if ((part = uri_resolve_part("", name)) == NULL)
		return;
	package_types_add(types, 0, part, type);
	free(part);
}

enum verdict
package_types_read(struct package *package, struct why *why)
{
	enum verdict v;
	const xmlNode *node;
	xmlDoc *doc;

	if (!package_has(package, TYPES_PART))
		return V_OK;
	if ((v = package_xml(package, TYPES_PART, &doc, why)) != V_OK)
		return v;
	node = xmldoc_first(xmlDocGetRootElement(doc));
	for (; node != NULL; node = xmldoc_next(node))
		read_type(&package->types, node);
	package_types_sort(&package->types);
	xmlFreeDoc(doc);
	return V_OK;
}

/* The first of those with that key, or NULL: lower bound. */
static const char *
find(const struct package_named_type *list, size_t count, const char *key)
{
	size_t high, low, middle;

	low = 0;
	high = count;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(list[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == count || strcmp(list[low].key, key) != 0)
		return NULL;
	return list[low].type;
}

const char *
package_types_find(const struct package_types *types, const char *name)
{
	const char *dot, *slash, *type;
	char *key;

	key = zipdir_key(name);
	type = find(types->overrides, types->n_overrides, key);
	dot = strrchr(key, '.');
	slash = strrchr(key, '/');
	if (type == NULL && dot != NULL && (slash == NULL || dot > slash))
		type = find(types->defaults, types->n_defaults, dot + 1);
	free(key);
	return type == NULL ? "" : type;
}

static void
free_list(struct package_named_type *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		free(list[i].key);
		free(list[i].type);
	}
	free(list);
}

void
package_types_fini(struct package_types *types)
{
	free_list(types->defaults, types->n_defaults);
	free_list(types->overrides, types->n_overrides);
}
