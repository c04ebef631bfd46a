/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Headings without gaps, ids that last.
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
	MOST = 1 << 18, /* rows of a table */
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

void
finish_headings(struct finish *f)
{
	size_t i;
	struct levels levels;
	xmlNode *node;

	for (i = 0; i < f->marked_count; i++) {
		if (f->marked[i] == NULL) {
			memset(&levels, 0, sizeof(levels));
		} else if (is_heading(f->marked[i])) {
			set_level(&levels, f->marked[i]);
			unwrap_strong(f->marked[i]);
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
	xmlHashTable *taken;  /* new ids → the last number of their like */
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

/* base, or base with a number: one that is not taken yet.  Each base knows
 * its last number, or many equal headings would try them all. */
static char *
unique(struct ids *ids, const char *base)
{
	char *id;
	unsigned *last;

	last = xmlHashLookup(ids->taken, XC(base));
	if (last == NULL) {
		xmlHashAddEntry(ids->taken, XC(base),
		    xcalloc(1, sizeof(*last)));
		return xstrdup(base);
	}
	do {
		*last = *last < 2 ? 2 : *last + 1;
		id = xasprintf("%s-%u", base, *last);
		if (xmlHashLookup(ids->taken, XC(id)) == NULL)
			break;
		free(id);
	} while (1);
	xmlHashAddEntry(ids->taken, XC(id), xcalloc(1, sizeof(*last)));
	return id;
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
want(struct ids *ids, xmlNode *node)
{
	const char *href;

	href = element_of(node)->id == EL_A ? dom_attr(node, "href") : NULL;
	if (href != NULL && *href == '#')
		xmlHashAddEntry(ids->wanted, XC(href + 1), nothing);
}

/* An anchor that is nothing but an id gives it to the block around it, which
 * is looked at in its place unless it is anyway. */
static xmlNode *
hand_up(xmlNode *anchor)
{
	xmlNode *block;

	for (block = anchor->parent;
	     block != NULL && (element_of(block)->is & CLASS_INLINE) != 0;
	     block = block->parent)
		continue;
	if (block == NULL || element_of(block)->ns != 'h' ||
	    dom_attr(block, "id") != NULL)
		return anchor;
	finish_set(block, "id", dom_attr(anchor, "id"));
	xmlUnsetProp(anchor, XC("id"));
	if (anchor->properties == NULL)
		dom_unwrap(anchor);
	return is_heading(block) ? NULL : block;
}

static int
is_wanted(const struct ids *ids, const char *id)
{
	return id != NULL && xmlHashLookup(ids->wanted, XC(id)) != NULL;
}

/* Ids that nothing refers to go, and with them anchors; what is left to look
 * at. */
static xmlNode *
prune(struct ids *ids, xmlNode *node)
{
	const char *id;

	dom_drop_attr_g(node, "zone");
	id = dom_attr(node, "id");
	if (id != NULL && !is_wanted(ids, id) && element_of(node)->ns == 'h') {
		xmlUnsetProp(node, XC("id"));
		id = NULL;
	}
	if (element_of(node)->id != EL_SPAN)
		return node;
	if (id != NULL && node->children == NULL)
		return hand_up(node);
	if (node->properties != NULL)
		return node;
	dom_unwrap(node);
	return NULL;
}

/* Headings are referred to from elsewhere, notes and references to notes
 * from each other. */
static int
needs_id(xmlNode *node)
{
	return is_heading(node) || element_of(node)->id == EL_NOTE ||
	    (element_of(node)->id == EL_A && dom_attr(node, "role") != NULL);
}

/* A new id for an old one, and for a heading; twice the same one is one. */
static void
rename_id(struct ids *ids, xmlNode *node)
{
	char *id;
	const char *old;

	old = dom_attr(node, "id");
	if (old == NULL && !needs_id(node))
		return;
	if (old != NULL && xmlHashLookup(ids->made, XC(old)) != NULL) {
		xmlUnsetProp(node, XC("id"));
		if (!needs_id(node))
			return;
		old = NULL;
	}
	id = make_id(ids, node);
	if (old == NULL || xmlHashAddEntry(ids->made, XC(old), id) < 0) {
		finish_set(node, "id", id);
		free(id);
	} else {
		finish_set(node, "id", id);
	}
}

/* A link follows the new id; one that leads nowhere is only its words. */
static void
follow(struct ids *ids, xmlNode *node)
{
	char *href;
	const char *id, *old;

	old = element_of(node)->id == EL_A ? dom_attr(node, "href") : NULL;
	if (old == NULL || *old != '#')
		return;
	id = xmlHashLookup(ids->made, XC(old + 1));
	if (id != NULL) {
		href = xasprintf("#%s", id);
		finish_set(node, "href", href);
		free(href);
		return;
	}
	finish_finding(ids->f, SEVERITY_INFO, "link-nowhere", old + 1);
	if (dom_attr(node, "id") == NULL) {
		dom_unwrap(node);
		return;
	}
	/* others may lead here */
	xmlUnsetProp(node, XC("href"));
	xmlNodeSetName(node, XC("span"));
	element_forget(node);
	element_filter(node);
}

void
finish_ids(struct finish *f)
{
	int size;
	size_t i;
	struct ids ids;

	memset(&ids, 0, sizeof(ids));
	ids.f = f;
	/* libxml2 stops growing its tables early */
	size = (int)(f->marked_count < MOST ? f->marked_count + 16 : MOST);
	ids.wanted = xmlHashCreate(size);
	ids.made = xmlHashCreate(size);
	ids.taken = xmlHashCreate(size);
	for (i = 0; i < f->marked_count; i++) {
		if (f->marked[i] != NULL)
			want(&ids, f->marked[i]);
	}
	for (i = 0; i < f->marked_count; i++) {
		if (f->marked[i] != NULL)
			f->marked[i] = prune(&ids, f->marked[i]);
	}
	for (i = 0; i < f->marked_count; i++) {
		if (f->marked[i] != NULL)
			rename_id(&ids, f->marked[i]);
	}
	for (i = 0; i < f->marked_count; i++) {
		if (f->marked[i] != NULL)
			follow(&ids, f->marked[i]);
	}
	xmlHashFree(ids.wanted, NULL);
	xmlHashFree(ids.made, free_id);
	xmlHashFree(ids.taken, free_id);
}
