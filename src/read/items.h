/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A file of several items: a feed of several entries, a message of NewsML-G2
 * or NewsML 1 with several texts or several languages of one, a list of ninjs.
 *
 * Each item comes out as a document of its own, in the vocabulary of the file
 * and with as little of what stands around it as it needs, so that an item
 * that has not changed gives the same bytes out of a file that has.  From
 * there on it goes the way of any document: nothing that is wrong with one
 * concerns another.
 *
 * Runs in the worker, on hostile input.
 */
#ifndef READ_ITEMS_H
#define READ_ITEMS_H

#include <stddef.h>

#include <libxml/tree.h>

#include "base/why.h"

enum {
	ITEMS_MAX = 500,       /* of one file */
	ITEMS_TITLE_MAX = 240, /* bytes of a title */
	ITEMS_KIN_MAX = 4096,  /* bytes of the ids of an item's kin */
};

struct read_item {
	char *title; /* UTF-8, blanks folded; or "" */
	/* Ids of items that are the same text in other languages because the
	 * file says so, as release_head gives them, a line each; or "". */
	char *kin;
	char *bytes; /* the document */
	size_t len;
};

struct read_items {
	struct read_item *list;
	size_t count; /* 0: the document is no file of several items */
};

/*
 * Take a document apart that is for this importer.  *ret is empty if it holds
 * one item or none; the tree is as it was then, and may be cut up otherwise.
 * V_REJECT "items-too-many" for more than ITEMS_MAX.  The caller calls
 * items_fini() in every case.
 */
enum verdict items_split(xmlDoc *doc, const char *importer,
    struct read_items *ret, struct why *why);

/* Add one; bytes (malloc) are taken over. */
void items_add(struct read_items *items, const char *title, char *bytes,
    size_t len);

enum verdict items_too_many(size_t count, struct why *why);

void items_fini(struct read_items *items);

#endif /* READ_ITEMS_H */
