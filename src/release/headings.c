/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Headings without gaps, ids that last, lines at no edge.
 *
 * The title is the h1; headings go on from h2 by how they nest.  An id is
 * made of ASCII, the same for the same document, and only where something
 * refers to it or a heading may be referred to.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/hash.h>

#include "base/xalloc.h"
#include "release/finish.h"
#include "release/slug.h"

enum {
	LEVELS = 6,
	FIRST = 2,
	ID_BYTES = 48,
};

/* Levels of the headings that are open, as the document has them. */
struct levels {
	int open[LEVELS + 1];
	int count;
};

static int
level_of(const xmlNode *heading)
{
	return heading->name[1] - '0';
}

static void
set_level(struct levels *levels, xmlNode *heading)
{
	char name[3] = "h2";
	int level, own;

	level = level_of(heading);
	while (levels->count > 0 && levels->open[levels->count - 1] >= level)
		levels->count--;
	if (levels->count < LEVELS)
		levels->open[levels->count++] = level;
	own = levels->count - 1 + FIRST;
	name[1] = (char)('0' + (own > LEVELS ? LEVELS : own));
	if (strcmp((const char *)heading->name, name) != 0) {
		xmlNodeSetName(heading, XC(name));
		element_forget(heading);
	}
}

/* A heading is strong as it is. */
static void
unwrap_strong(xmlNode *heading)
{
	xmlNode *child;

	child = heading->children;
	if (child != NULL && child->next == NULL &&
	    child->type == XML_ELEMENT_NODE &&
	    element_of(child)->id == EL_STRONG && child->properties == NULL)
		dom_unwrap(child);
}

static int
is_heading(xmlNode *node)
{
	return node->type == XML_ELEMENT_NODE &&
	    (element_of(node)->id == EL_HEADING ||
		element_of(node)->id == EL_HEADING1);
}

static void
level_tree(xmlNode *root)
{
	struct levels levels;
	xmlNode *node;

	memset(&levels, 0, sizeof(levels));
	for (node = root; node != NULL; node = dom_next(node, root)) {
		if (!is_heading(node))
			continue;
		set_level(&levels, node);
		unwrap_strong(node);
	}
}

/* A line between nothing and something divides nothing. */
static void
trim_rules(xmlNode *body)
{
	xmlNode *next, *node, *last = NULL;

	for (node = dom_element(body->children); node != NULL; node = next) {
		next = dom_element(node->next);
		if (element_of(node)->id == EL_HR &&
		    (last == NULL || element_of(last)->id == EL_HR ||
			next == NULL)) {
			dom_drop(node);
			continue;
		}
		last = node;
	}
	if (last != NULL && last->parent == body &&
	    element_of(last)->id == EL_HR)
		dom_drop(last);
}

void
finish_headings(struct finish *f)
{
	xmlNode *node;

	trim_rules(f->body);
	for (node = f->root->children; node != NULL; node = node->next) {
		switch (element_of(node)->id) {
		case EL_BODY:
		case EL_NOTES:
		case EL_BOILERPLATE:
			level_tree(node);
			break;
		default:
			break;
		}
	}
	for (node = f->head->children; node != NULL; node = node->next) {
		if (dom_is_g(node, "title") || dom_is_g(node, "deck"))
			unwrap_strong(node);
	}
}

/* Old ids, what refers to them, and new ids. */
struct ids {
	struct finish *f;
	xmlHashTable *wanted; /* old id → "" once something refers to it */
	xmlHashTable *made;   /* old id → new id */
	xmlHashTable *taken;  /* new ids */
	unsigned anchors;
	unsigned endnotes;
	unsigned footnotes;
	unsigned references;
};

static char nothing[] = "";

static void
free_id(void *id, const xmlChar *name)
{
	(void)name;
	free(id);
}

/* base, or base with a number: one that is not taken yet. */
static char *
unique(struct ids *ids, const char *base)
{
	char *id;
	unsigned n;

	if (xmlHashAddEntry(ids->taken, XC(base), nothing) == 0)
		return xstrdup(base);
	for (n = 2;; n++) {
		id = xasprintf("%s-%u", base, n);
		if (xmlHashAddEntry(ids->taken, XC(id), nothing) == 0)
			return id;
		free(id);
	}
}

/* A note of no kind is a footnote; its label is what refers to it. */
static int
is_endnote(const xmlNode *note)
{
	const char *kind;

	kind = dom_attr(note, "kind");
	return kind != NULL && strcmp(kind, "endnote") == 0;
}

/* A heading is named by its words, the rest is counted. */
static char *
make_id(struct ids *ids, xmlNode *node)
{
	char base[ID_BYTES + 4] = "s-", count[24];

	if (is_heading(node)) {
		(void)finish_text(ids->f, node);
		slug_make(buf_str(&ids->f->text), base + 2, ID_BYTES);
		if (base[2] != '\0')
			return unique(ids, base);
	}
	if (element_of(node)->id == EL_NOTE)
		snprintf(count, sizeof(count), "%s-%u",
		    is_endnote(node) ? "en" : "fn",
		    is_endnote(node) ? ++ids->endnotes : ++ids->footnotes);
	else if (element_of(node)->id == EL_A)
		snprintf(count, sizeof(count), "ref-%u", ++ids->references);
	else
		snprintf(count, sizeof(count), "a-%u", ++ids->anchors);
	return unique(ids, count);
}

static void
want(struct ids *ids, xmlNode *root)
{
	const char *href;
	xmlNode *node;

	for (node = root; node != NULL; node = dom_next(node, root)) {
		if (node->type != XML_ELEMENT_NODE ||
		    element_of(node)->id != EL_A)
			continue;
		href = dom_attr(node, "href");
		if (href != NULL && *href == '#')
			xmlHashAddEntry(ids->wanted, XC(href + 1), nothing);
	}
}

/* An anchor that is nothing but an id gives it to the block around it. */
static void
hand_up(xmlNode *anchor)
{
	const char *id;
	xmlNode *block;

	id = dom_attr(anchor, "id");
	for (block = anchor->parent;
	     block != NULL && (element_of(block)->is & CLASS_INLINE) != 0;
	     block = block->parent)
		continue;
	if (block == NULL || element_of(block)->ns != 'h' ||
	    dom_attr(block, "id") != NULL)
		return;
	finish_set(block, "id", id);
	xmlUnsetProp(anchor, XC("id"));
}

static int
is_wanted(const struct ids *ids, const char *id)
{
	return id != NULL && xmlHashLookup(ids->wanted, XC(id)) != NULL;
}

/* Ids that nothing refers to go, and with them anchors. */
static void
prune(struct ids *ids, xmlNode *root)
{
	const char *id;
	xmlNode *next, *node;

	for (node = root; node != NULL; node = next) {
		next = dom_next(node, root);
		if (node->type != XML_ELEMENT_NODE ||
		    element_of(node)->ns == 'm')
			continue;
		id = dom_attr(node, "id");
		if (id != NULL && !is_wanted(ids, id) &&
		    element_of(node)->ns == 'h') {
			xmlUnsetProp(node, XC("id"));
			id = NULL;
		}
		if (element_of(node)->id != EL_SPAN)
			continue;
		if (id != NULL && node->children == NULL)
			hand_up(node);
		if (node->properties == NULL) {
			next = node->children != NULL ? node->children :
							dom_skip(node, root);
			dom_unwrap(node);
		}
	}
}

/* Headings are referred to from elsewhere, notes and references to notes
 * from each other. */
static int
needs_id(xmlNode *node)
{
	return is_heading(node) || element_of(node)->id == EL_NOTE ||
	    (element_of(node)->id == EL_A && dom_attr(node, "role") != NULL);
}

/* New ids for old ones, and for headings; twice the same one is one. */
static void
rename_ids(struct ids *ids, xmlNode *root)
{
	char *id;
	const char *old;
	xmlNode *node;

	for (node = root; node != NULL; node = dom_next(node, root)) {
		if (node->type != XML_ELEMENT_NODE ||
		    element_of(node)->ns == 'm')
			continue;
		old = NULL;
		if (node->properties != NULL) {
			dom_drop_attr_g(node, "zone");
			old = dom_attr(node, "id");
		}
		if (element_of(node)->ns == 'g' &&
		    element_of(node)->id != EL_NOTE)
			continue;
		if (old == NULL && !needs_id(node))
			continue;
		if (old != NULL && xmlHashLookup(ids->made, XC(old)) != NULL) {
			xmlUnsetProp(node, XC("id"));
			if (!needs_id(node))
				continue;
			old = NULL;
		}
		id = make_id(ids, node);
		if (old == NULL ||
		    xmlHashAddEntry(ids->made, XC(old), id) < 0) {
			finish_set(node, "id", id);
			free(id);
		} else {
			finish_set(node, "id", id);
		}
	}
}

/* Links follow the new ids; one that leads nowhere is only its words. */
static void
follow(struct ids *ids, xmlNode *root)
{
	char *href;
	const char *id, *old;
	xmlNode *next, *node;

	for (node = root; node != NULL; node = next) {
		next = dom_next(node, root);
		if (node->type != XML_ELEMENT_NODE ||
		    element_of(node)->id != EL_A)
			continue;
		old = dom_attr(node, "href");
		if (old == NULL || *old != '#')
			continue;
		id = xmlHashLookup(ids->made, XC(old + 1));
		if (id != NULL) {
			href = xasprintf("#%s", id);
			finish_set(node, "href", href);
			free(href);
			continue;
		}
		finish_finding(ids->f, SEVERITY_INFO, "link-nowhere", old + 1);
		next = node->children != NULL ? node->children :
						dom_skip(node, root);
		dom_unwrap(node);
	}
}

static void
each(struct ids *ids, void (*visit)(struct ids *, xmlNode *))
{
	xmlNode *next, *node;

	for (node = ids->f->root->children; node != NULL; node = next) {
		next = node->next;
		if (node->type == XML_ELEMENT_NODE)
			visit(ids, node);
	}
}

void
finish_ids(struct finish *f)
{
	struct ids ids;

	memset(&ids, 0, sizeof(ids));
	ids.f = f;
	ids.wanted = xmlHashCreate(64);
	ids.made = xmlHashCreate(64);
	ids.taken = xmlHashCreate(64);
	if (f->fragments > 0)
		each(&ids, want);
	if (f->ids > 0)
		each(&ids, prune);
	each(&ids, rename_ids);
	if (f->fragments > 0)
		each(&ids, follow);
	xmlHashFree(ids.wanted, NULL);
	xmlHashFree(ids.made, free_id);
	xmlHashFree(ids.taken, NULL);
}
