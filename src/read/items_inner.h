/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the ways of taking a file of several items apart share. */
#ifndef READ_ITEMS_INNER_H
#define READ_ITEMS_INNER_H

#include "read/items.h"

enum {
	ITEMS_ID_MAX = 600, /* bytes of an id as it stands in a file */
	ITEMS_LANG_MAX = 12,
};

/* One item while the file is looked through. */
struct found_item {
	xmlNode *node;
	char *id;                  /* or "" */
	char lang[ITEMS_LANG_MAX]; /* primary subtag, lower case; or "" */
	char *title;
	size_t group; /* items of one text in several languages share it */
};

struct found_items {
	struct found_item *list;
	size_t count;
};

/* Note one; id and title may be NULL. */
struct found_item *found_add(struct found_items *found, xmlNode *node,
    const char *id, const char *title);
void found_fini(struct found_items *found);

/* These two are one text in two languages. */
void found_relate(struct found_items *found, size_t a, size_t b);

/* Give the ids of those that are related to the items of *ret, which are as
 * many and in the same order. */
void found_tell_kin(const struct found_items *found, struct read_items *ret);

/* The text of an element, blanks folded, cut at a character; NULL: "". */
char *items_text(const xmlNode *node, size_t max);

/* The primary subtag of a language: "sv-FI" and "SWE" are "sv". */
void items_lang(char ret[ITEMS_LANG_MAX], const char *tag);

/* The next element below top, in the order of the document, NULL at the end;
 * first is top itself. */
xmlNode *items_walk(const xmlNode *top, xmlNode *at);

/* The first element of that local name below top, or NULL. */
xmlNode *items_find(xmlNode *top, const char *name);

/* The next element sibling of that local name from node on, or NULL. */
xmlNode *items_named(xmlNode *node, const char *name);
int items_is(const xmlNode *node, const char *name);

/*
 * Append the item as a document: its ancestors as they begin, with extra (an
 * element, or NULL) before the item.
 */
void items_put(struct read_items *ret, xmlNode *item, const xmlNode *extra,
    const char *title);

/* The ways. */
enum verdict items_of_feed(xmlDoc *doc, struct read_items *ret,
    struct why *why);
enum verdict items_of_g2(xmlDoc *doc, struct read_items *ret, struct why *why);
enum verdict items_of_newsml(xmlDoc *doc, struct read_items *ret,
    struct why *why);

#endif /* READ_ITEMS_INNER_H */
