/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lists that somebody typed.  See docx_lists.h for the contract.
 *
 * A run of paragraphs that begin with markers is looked at twice: first
 * whether it is a list, then to make its items.
 */
#include "config.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "read/docx_lists.h"
#include "read/docx_marker.h"
#include "read/docx_node.h"
#include "read/docx_numfmt.h"

enum {
	LEVELS = 9,
	SLACK = 60,  /* twips that an indent may be off */
	CERTAIN = 3, /* capitals in a row that are no initials */
};

/* One level of the list that is being looked at. */
struct level {
	int left;
	struct docx_marker marker;
	int next; /* the number that goes on */
};

/* A run of typed paragraphs. */
struct run {
	struct docx_nodes *nodes;
	const struct level *before; /* the numbers that may go on here */
	struct level levels[LEVELS];
	int depth;
	unsigned items; /* of the outermost level */
	int dashes;
	int initials;
};

/* The text that the block begins with, or NULL if it begins otherwise. */
static xmlNode *
first_text(xmlNode *block)
{
	xmlNode *node = block->children;

	while (node != NULL && node->type == XML_ELEMENT_NODE &&
	    (docx_node_is(node, "strong") || docx_node_is(node, "em") ||
		docx_node_is(node, "span")))
		node = node->children;
	return node != NULL && node->type == XML_TEXT_NODE ? node : NULL;
}

/* The words that the block begins with, if it could be an item at all. */
static const char *
words_of(xmlNode *block)
{
	const struct docx_mark *mark = docx_mark_of(block);
	const xmlNode *text;

	if (mark == NULL || mark->kind != BLOCK_PARA ||
	    mark->list != LIST_NONE || mark->letters < 2 ||
	    (text = first_text(block)) == NULL)
		return NULL;
	return (const char *)text->content;
}

static int
is_speech(xmlNode *block)
{
	int ret;
	xmlChar *words;

	if ((words = xmlNodeGetContent(block)) == NULL)
		return 0;
	ret = docx_marker_is_speech((const char *)words);
	xmlFree(words);
	return ret;
}

/*
 * Runs of them.
 */

static int
is_beside(const struct level *level, int left)
{
	return left + SLACK >= level->left && left <= level->left + SLACK;
}

/* The level that goes on with an item of that indent and marker, or -1. */
static int
level_of(const struct run *run, int left, const char *words, size_t *ret_len)
{
	int i;
	const struct level *level;

	for (i = run->depth; i-- > 0;) {
		level = &run->levels[i];
		*ret_len = docx_marker_next(&level->marker, level->next, words);
		if (*ret_len > 0 && is_beside(level, left))
			return i;
	}
	return -1;
}

/* Without an indent other markers are within, if the list goes on with its
 * own after them. */
static int
comes_back(const struct run *run, const xmlNode *block,
    const struct docx_marker *marker)
{
	int value = marker->value;
	size_t len;
	const char *words;
	xmlNode *node;

	for (node = block->next; node != NULL; node = node->next) {
		if ((words = words_of(node)) == NULL)
			return 0;
		if (docx_marker_next(marker, ++value, words) == 0)
			return level_of(run, docx_mark_of(node)->left, words,
				   &len) >= 0;
	}
	return 0;
}

/* May a level begin here, inside of the last one? */
static int
is_within(const struct run *run, const xmlNode *block,
    const struct docx_marker *marker)
{
	int left = docx_mark_of(block)->left;
	const struct level *last;

	if (run->depth == 0)
		return 1;
	last = &run->levels[run->depth - 1];
	if (left > last->left + SLACK)
		return 1;
	return is_beside(last, left) && comes_back(run, block, marker);
}

static int
open_level(struct run *run, const xmlNode *block, const char *words,
    size_t *ret_len)
{
	struct level *level = &run->levels[run->depth];

	if (run->depth == LEVELS)
		return -1;
	level->left = docx_mark_of(block)->left;
	*ret_len = docx_marker_first(words, &level->marker);
	if (*ret_len > 0 && is_within(run, block, &level->marker)) {
		level->next = level->marker.value;
		return run->depth++;
	}
	if (run->depth > 0 || run->before->next == 0)
		return -1;
	*ret_len = docx_marker_next(&run->before->marker, run->before->next,
	    words);
	if (*ret_len == 0)
		return -1;
	*level = *run->before;
	level->left = docx_mark_of(block)->left;
	return run->depth++;
}

/* Other bullets beside those of a level are of it after all. */
static int
level_of_bullet(const struct run *run, int left, const char *words,
    size_t *ret_len)
{
	int i = run->depth - 1;
	struct docx_marker marker;

	*ret_len = docx_marker_first(words, &marker);
	if (i < 0 || *ret_len == 0 || marker.kind != MARKER_BULLET ||
	    run->levels[i].marker.kind != MARKER_BULLET ||
	    !is_beside(&run->levels[i], left))
		return -1;
	return i;
}

/* Put the block into the run: its level, or NULL if it is none of it. */
static const struct level *
take(struct run *run, xmlNode *block, size_t *ret_len)
{
	int i;
	const char *words;
	struct level *level;

	if ((words = words_of(block)) == NULL)
		return NULL;
	i = level_of(run, docx_mark_of(block)->left, words, ret_len);
	if (i == -1)
		i = open_level(run, block, words, ret_len);
	if (i == -1)
		i = level_of_bullet(run, docx_mark_of(block)->left, words,
		    ret_len);
	if (i == -1)
		return NULL;
	level = &run->levels[i];
	level->next++;
	run->depth = i + 1;
	run->items += i == 0;
	run->dashes |= level->marker.kind == MARKER_DASH;
	run->initials |= docx_marker_is_initial(&level->marker);
	return level;
}

/* One alone is no list, nor is talk, nor are two people's initials. */
static int
is_list(const struct run *run, xmlNode *first, const xmlNode *end)
{
	xmlNode *block;

	if (run->items < 2 || (run->initials && run->items < CERTAIN))
		return 0;
	for (block = first; block != end && run->dashes; block = block->next) {
		if (is_speech(block))
			return 0;
	}
	return 1;
}

/*
 * Items.
 */

/* The marker, len bytes long, without the blanks after it. */
static const char *
label_of(struct docx_nodes *nodes, xmlNode *block, size_t len)
{
	const char *s = (const char *)first_text(block)->content;
	const char *end = s, *next, *ret;
	struct buf label;

	while (end < s + len && !text_is_blank(text_next(end, &next)))
		end = next;
	buf_init(&label, len + 1);
	buf_add(&label, s, (size_t)(end - s));
	ret = docx_intern(nodes, buf_str(&label));
	buf_fini(&label);
	return ret;
}

/* The first len bytes go, with the elements that held nothing else, and a
 * blank that stood after them. */
static void
cut_marker(xmlNode *block, size_t len)
{
	size_t blanks;
	xmlNode *text, *node, *up;

	text = first_text(block);
	memmove(text->content, text->content + len,
	    strlen((const char *)text->content) - len + 1);
	for (node = text; node != block && *text->content == '\0' &&
	     (node == text || node->children == NULL);
	     node = up) {
		up = node->parent;
		xmlUnlinkNode(node);
		if (node != text)
			xmlFreeNode(node);
	}
	if (*text->content == '\0')
		xmlFreeNode(text);
	if ((text = first_text(block)) == NULL)
		return;
	blanks = strspn((const char *)text->content, " ");
	memmove(text->content, text->content + blanks,
	    strlen((const char *)text->content) - blanks + 1);
}

/* A number that was typed is a word of the text, and is kept. */
static void
make_item(const struct run *run, const struct level *level, xmlNode *block,
    size_t len)
{
	struct docx_mark *mark = docx_mark_of(block);

	if (level->marker.kind == MARKER_NUMBER)
		mark->label = label_of(run->nodes, block, len);
	cut_marker(block, len);
	mark->abstract = -1;
	mark->level = (int)(level - run->levels);
	mark->list = LIST_BULLET;
	mark->value = 1;
	if (level->marker.kind != MARKER_NUMBER)
		return;
	mark->list = LIST_ORDERED;
	mark->value = level->next - 1;
	mark->restarted = mark->value == level->marker.value;
	mark->html_type = docx_numfmt_html(level->marker.fmt, mark->value);
}

static xmlNode *
end_of_run(struct run *run, xmlNode *first)
{
	size_t len;
	xmlNode *end = first;

	while (end != NULL && take(run, end, &len) != NULL)
		end = end->next;
	return end;
}

static void
make_items(struct run *run, xmlNode *first, const xmlNode *end)
{
	size_t len;
	const struct level *level;
	xmlNode *block;

	for (block = first; block != end; block = block->next) {
		if ((level = take(run, block, &len)) != NULL)
			make_item(run, level, block, len);
	}
}

void
docx_lists_typed(struct docx_nodes *nodes, xmlNode *container)
{
	struct level before;
	struct run empty, run;
	xmlNode *first, *end, *next;

	memset(&before, 0, sizeof(before));
	memset(&empty, 0, sizeof(empty));
	empty.nodes = nodes;
	empty.before = &before;
	for (first = container->children; first != NULL; first = next) {
		next = first->next;
		run = empty;
		end = end_of_run(&run, first);
		if (run.items > 1)
			next = end; /* list or talk, as a whole */
		if (!is_list(&run, first, end))
			continue;
		run = empty;
		make_items(&run, first, end);
		if (run.levels[0].marker.kind == MARKER_NUMBER)
			before = run.levels[0];
	}
}
