/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the text edition know of each other. */
#ifndef RENDER_TEXT_H
#define RENDER_TEXT_H

#include <stddef.h>

#include <libxml/hash.h>
#include <libxml/tree.h>

#include "base/buf.h"
#include "render/lines.h"

struct text {
	struct lines lines;
	struct buf run;        /* the paragraph being collected */
	xmlHashTable *numbers; /* of links, by address */
	char **links;          /* in order of their numbers */
	size_t link_count;
	int close; /* no blank line before the next block */
	int tight; /* no blank lines: inside of a list of single lines */
};

int text_is(const xmlNode *node, const char *name);

/* A node that stands in a line, not on its own. */
int text_is_inline(const xmlNode *node);

/* Append the words of the nodes from first up to end to run. */
void text_add_inline(struct text *text, struct buf *run, const xmlNode *first,
    const xmlNode *end);

/* Collect text->run: empty it; trim and glue it, and say if it has words. */
void text_begin_run(struct text *text);
int text_end_run(struct text *text);

/* The content of an item, within the margins that are set. */
void text_put_item(struct text *text, const xmlNode *item);

void text_put_list(struct text *text, const xmlNode *list);
void text_put_table(struct text *text, const xmlNode *table);

#endif /* RENDER_TEXT_H */
