/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Is this a release?  The last door before anything is stored or rendered.
 *
 * Walks without recursion: how deep a document is must not be how deep a
 * stack goes.  libxml2 plans to drop RELAX NG, so the schema is for tests.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/hash.h>
#include <libxml/tree.h>

#include "base/xalloc.h"
#include "release/dom.h"
#include "release/element.h"
#include "release/release.h"

/* Rows of a table: in steps of eight libxml2 lets it grow to 16384, and no
 * further.  That many at once are 768 KB to clear for a handful of ids. */
enum {
	IDS = 1 << 8
};

struct check {
	xmlHashTable *ids;
	xmlHashTable *pictures;
	xmlNode *
	    *references; /* links and pictures: what they name must exist */
	size_t reference_count;
	size_t reference_cap;
	struct why *why;
};

static enum verdict
misplaced(struct check *check, const xmlNode *node, const char *what)
{
	enum verdict v;

	v = why_set(check->why, V_FATAL, "release-invalid",
	    "the release breaks its own rules at <%s>: %s",
	    node->type == XML_ELEMENT_NODE ? (const char *)node->name : "text",
	    what);
	return v;
}

static int
is_text(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE ||
	    node->type == XML_CDATA_SECTION_NODE;
}

/* The children of node alone: may they be there, and so often? */
static enum verdict
check_children(struct check *check, const xmlNode *node,
    const struct element *e)
{
	const struct element *row;
	const xmlNode *child;
	uint64_t seen = 0;
	int elements = 0;

	for (child = node->children; child != NULL; child = child->next) {
		if (child->type == XML_COMMENT_NODE ||
		    child->type == XML_PI_NODE)
			return misplaced(check, node, "a comment");
		if (is_text(child)) {
			if (!element_is_text(e->text,
				(const char *)child->content))
				return misplaced(check, node, "its text");
			continue;
		}
		row = element_find(child);
		if ((row->is & e->holds) == 0)
			return misplaced(check, child, "has no place there");
		if ((seen & element_once(row)) != 0)
			return misplaced(check, child, "stands there twice");
		seen |= element_once(row);
		elements++;
	}
	if (elements == 0 && (e->flags & ELEMENT_FULL) != 0)
		return misplaced(check, node, "is empty");
	if (node->children == NULL && !element_is_text(e->text, "") &&
	    e->text != TEXT_NONE)
		return misplaced(check, node, "has no text");
	return V_OK;
}

static void
note_reference(struct check *check, xmlNode *node)
{
	if (check->reference_count == check->reference_cap) {
		check->reference_cap = check->reference_cap == 0 ?
		    64 :
		    2 * check->reference_cap;
		check->references = xreallocarray(check->references,
		    check->reference_cap, sizeof(xmlNode *));
	}
	check->references[check->reference_count++] = node;
}

static enum verdict
check_picture(struct check *check, xmlNode *node)
{
	const char *name;

	name = dom_attr(node, "name");
	if (name != NULL &&
	    xmlHashAddEntry(check->pictures, XC(name), node) < 0)
		return misplaced(check, node, "stands there twice");
	return V_OK;
}

/* Its own row, but that of the root. */
static enum verdict
check_node(struct check *check, xmlNode *node)
{
	const char *name;
	const struct element *e;
	const xmlAttr *id;

	e = element_find(node);
	if (element_check_attributes(e, node, &name) < 0)
		return misplaced(check, node, name);
	id = xmlHasProp(node, XC("id"));
	if (id != NULL && (e->ns != 'g' || e->id == EL_NOTE) &&
	    id->children != NULL &&
	    xmlHashAddEntry(check->ids, id->children->content, node) < 0)
		return misplaced(check, node, "an id stands twice");
	if (e->id == EL_IMG || e->id == EL_A)
		note_reference(check, node);
	if (dom_is_g(node, "picture") && check_picture(check, node) != V_OK)
		return check->why->verdict;
	return check_children(check, node, e);
}

static enum verdict
check_reference(struct check *check, const xmlNode *node)
{
	const char *s;

	if (element_find(node)->id == EL_A) {
		s = dom_attr(node, "href");
		if (s != NULL && *s == '#' &&
		    xmlHashLookup(check->ids, XC(s + 1)) == NULL)
			return misplaced(check, node, "its target is missing");
		return V_OK;
	}
	s = dom_attr(node, "src");
	if (s == NULL || xmlHashLookup(check->pictures, XC(s)) == NULL)
		return misplaced(check, node, "its picture is missing");
	return V_OK;
}

/* release holds head, body, notes?, boilerplate*, report?, in this order. */
static enum verdict
check_order(struct check *check, const xmlNode *root)
{
	const xmlNode *child;
	int at = 0, is;

	for (child = root->children; child != NULL; child = child->next) {
		switch (element_find(child)->id) {
		case EL_HEAD:
			is = 1;
			break;
		case EL_BODY:
			is = at == 1 ? 2 : -1;
			break;
		case EL_NOTES:
			is = at == 2 ? 3 : -1;
			break;
		case EL_BOILERPLATE:
			is = at >= 2 ? 4 : -1;
			break;
		case EL_REPORT:
			is = at >= 2 ? 5 : -1;
			break;
		default:
			continue;
		}
		if (is < at)
			return misplaced(check, child, "is out of order");
		at = is;
	}
	if (at < 2)
		return misplaced(check, root, "has no head and body");
	return V_OK;
}

/* Every element below root. */
static enum verdict
check_tree(struct check *check, xmlNode *root)
{
	enum verdict v = V_OK;
	size_t i;
	xmlNode *node;

	for (node = root; node != NULL && v == V_OK;
	     node = dom_next(node, root)) {
		if (node->type == XML_ELEMENT_NODE)
			v = check_node(check, node);
	}
	for (i = 0; i < check->reference_count && v == V_OK; i++)
		v = check_reference(check, check->references[i]);
	return v;
}

enum verdict
release_check(xmlDoc *release, struct why *why)
{
	enum verdict v;
	struct check check;
	xmlNode *root;

	root = release != NULL ? xmlDocGetRootElement(release) : NULL;
	if (root == NULL || element_find(root)->id != EL_RELEASE)
		return why_set(why, V_FATAL, "release-invalid",
		    "the root is not <release> of " RELEASE_NS);
	memset(&check, 0, sizeof(check));
	check.why = why;
	check.ids = xmlHashCreate(IDS);
	check.pictures = xmlHashCreate(16);
	v = check_order(&check, root);
	if (v == V_OK)
		v = check_tree(&check, root);
	free(check.references);
	xmlHashFree(check.ids, NULL);
	xmlHashFree(check.pictures, NULL);
	return v;
}
