/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Relationships of a package and its parts (ECMA-376-2, 9.3). */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/uri.h"
#include "base/xalloc.h"
#include "read/ooxml.h"
#include "read/package_inner.h"
#include "read/xmldoc.h"

enum {
	RELS_MAX = 20000, /* of one part; links of a long document are some */
};

/* The part that holds the relationships of name: 9.3.4. */
static char *
rels_part(const char *name)
{
	const char *slash;

	slash = strrchr(name, '/');
	if (slash == NULL)
		return xasprintf("_rels/%s.rels", name);
	return xasprintf("%.*s/_rels/%s.rels", (int)(slash - name), name,
	    slash + 1);
}

static const char *
attribute(const xmlNode *node, const char *name)
{
	const char *value;

	value = xmldoc_attr(node, NULL, name);
	return value == NULL ? "" : value;
}

/* strings takes the three that rel points to. */
static void
read_rel(struct package_rel *rel, char **strings, const char *source,
    const xmlNode *node)
{
	const char *target;

	target = attribute(node, "Target");
	rel->external = strcasecmp(attribute(node, "TargetMode"), "External") ==
	    0;
	strings[0] = xstrdup(attribute(node, "Id"));
	strings[1] = xstrdup(ooxml_fold(attribute(node, "Type")));
	strings[2] = rel->external ? xstrdup(target) :
				     uri_resolve_part(source, target);
	if (strings[2] == NULL)
		strings[2] = xstrdup("");
	rel->id = strings[0];
	rel->type = strings[1];
	rel->target = strings[2];
}

/* For qsort_r(): the set whose list the indices are of. */
static int
compare_ids(const void *a, const void *b, void *arg)
{
	const struct package_rel *list;
	const size_t *x, *y;
	int order;

	list = arg;
	x = a;
	y = b;
	order = strcmp(list[*x].id, list[*y].id);
	if (order != 0)
		return order;
	return *x < *y ? -1 : 1;
}

static void
read_rels(struct package_rels_set *set, const char *source, const xmlNode *root)
{
	const xmlNode *node;
	size_t i, n;

	n = 0;
	for (node = xmldoc_first(root); node != NULL; node = xmldoc_next(node))
		if (xmldoc_is(node, PR_NS, "Relationship") && n < RELS_MAX)
			n++;
	set->list = xcalloc(n + 1, sizeof(*set->list));
	set->strings = xcalloc(3 * n + 1, sizeof(*set->strings));
	set->by_id = xcalloc(n + 1, sizeof(*set->by_id));
	node = xmldoc_first(root);
	for (i = 0; node != NULL && i < n; node = xmldoc_next(node)) {
		if (!xmldoc_is(node, PR_NS, "Relationship"))
			continue;
		read_rel(&set->list[i], set->strings + 3 * i, source, node);
		i++;
	}
	for (i = 0; i < n; i++)
		set->by_id[i] = i;
	qsort_r(set->by_id, n, sizeof(*set->by_id), compare_ids, set->list);
	set->rels.list = set->list;
	set->rels.count = n;
}

enum verdict
package_rels(struct package *package, const char *name,
    const struct package_rels **ret, struct why *why)
{
	enum verdict v;
	struct package_rels_set *set;
	char *key, *part;
	xmlDoc *doc;

	key = zipdir_key(name);
	for (set = package->rels; set != NULL; set = set->next)
		if (strcmp(set->source, key) == 0)
			break;
	if (set != NULL) {
		free(key);
		*ret = &set->rels;
		return V_OK;
	}
	part = rels_part(name);
	doc = NULL;
	v = V_OK;
	if (package_has(package, part))
		v = package_xml(package, part, &doc, why);
	free(part);
	if (v != V_OK) {
		free(key);
		return v;
	}
	set = xcalloc(1, sizeof(*set));
	set->source = key;
	read_rels(set, name, doc == NULL ? NULL : xmlDocGetRootElement(doc));
	if (doc != NULL)
		xmlFreeDoc(doc);
	set->next = package->rels;
	package->rels = set;
	*ret = &set->rels;
	return V_OK;
}

const struct package_rel *
package_rel_by_id(const struct package_rels *rels, const char *id)
{
	const struct package_rels_set *set;
	size_t high, low, middle;

	if (id == NULL)
		return NULL;
	set = (const struct package_rels_set *)rels;
	low = 0;
	high = rels->count;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(rels->list[set->by_id[middle]].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == rels->count ||
	    strcmp(rels->list[set->by_id[low]].id, id) != 0)
		return NULL;
	return &rels->list[set->by_id[low]];
}

const struct package_rel *
package_rel_by_type(const struct package_rels *rels, const char *type)
{
	size_t i;

	for (i = 0; i < rels->count; i++)
		if (strcmp(rels->list[i].type, type) == 0)
			return &rels->list[i];
	return NULL;
}

void
package_rels_fini(struct package *package)
{
	struct package_rels_set *set;
	size_t i;

	while ((set = package->rels) != NULL) {
		package->rels = set->next;
		for (i = 0; i < 3 * set->rels.count; i++)
			free(set->strings[i]);
		free(set->strings);
		free(set->list);
		free(set->by_id);
		free(set->source);
		free(set);
	}
}
