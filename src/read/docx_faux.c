/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Headings that are no more than bold.  See docx_faux.h for the contract. */
#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <unicode/uchar.h>

#include "base/text.h"
#include "read/docx_faux.h"
#include "read/docx_node.h"

enum {
	SIZES = 32,
	MAX_LETTERS = 90, /* a longer one is a paragraph */
	SHORT_LETTERS = 60,
	TOP_LINES = 4,     /* above a title */
	LONG_LETTERS = 60, /* what a heading stands above */
	ENOUGH = 70,       /* of 100 */
	MOST = 95,         /* percent of the letters that count as all */
	CROWD = 3,         /* as many in a row are something else */
};

/*
 * The body's size.
 */

struct sizes {
	int size[SIZES];
	unsigned letters[SIZES];
	unsigned count;
};

static void
count_size(struct sizes *sizes, int size, unsigned letters)
{
	unsigned i;

	for (i = 0; i < sizes->count; i++) {
		if (sizes->size[i] == size) {
			sizes->letters[i] += letters;
			return;
		}
	}
	if (sizes->count == SIZES)
		return;
	sizes->size[sizes->count] = size;
	sizes->letters[sizes->count++] = letters;
}

static void
count_below(struct sizes *sizes, const xmlNode *parent)
{
	const struct docx_mark *mark;
	const xmlNode *node;

	for (node = parent->children; node != NULL; node = node->next) {
		if ((mark = docx_mark_of(node)) != NULL &&
		    mark->kind == BLOCK_PARA)
			count_size(sizes, mark->size, mark->letters);
		else if (node->type == XML_ELEMENT_NODE)
			count_below(sizes, node);
	}
}

int
docx_faux_body_size(const xmlNode *root)
{
	unsigned i, most = 0;
	struct sizes sizes = { { 0 }, { 0 }, 0 };

	count_below(&sizes, root);
	for (i = 1; i < sizes.count; i++) {
		if (sizes.letters[i] > sizes.letters[most])
			most = i;
	}
	return sizes.size[most];
}

/*
 * The score.
 */

static int
is_most(unsigned part, unsigned all)
{
	return all > 0 && part * 100 >= all * MOST;
}

/* Could it be a heading at all? */
static int
is_candidate(const xmlNode *block, int body_size)
{
	const struct docx_mark *mark = docx_mark_of(block);

	return mark != NULL && mark->kind == BLOCK_PARA &&
	    mark->list == LIST_NONE && !mark->attached && mark->letters >= 2 &&
	    mark->letters <= MAX_LETTERS &&
	    (is_most(mark->bold, mark->letters) ||
		is_most(mark->underlined, mark->letters) ||
		(body_size > 0 && mark->size * 100 >= body_size * 112));
}

/* What the words themselves say for or against it. */
static int
score_words(const char *s)
{
	int colon = 0, score = 0;
	unsigned digits = 0, upper = 0, lower = 0;
	long c, first, last = 0;
	const char *next;

	first = text_next(s, &next);
	if (first == 0x2013 || first == 0x201d || first == '-' || first == '"')
		return -100; /* speech, or an item */
	while (*s != '\0') {
		c = text_next(s, &s);
		if (c == '@')
			score -= 30;
		colon |= c == ':';
		digits += c >= '0' && c <= '9';
		upper += u_isupper((UChar32)c) != 0;
		lower += u_islower((UChar32)c) != 0;
		if (!text_is_blank(c))
			last = c;
	}
	if (last == '.' || last == ',' || last == ';' || last == 0x2013 ||
	    last == '-')
		return -100;
	if (last == ':')
		score -= 15;
	else if (colon)
		score -= 5; /* a label and what it says */
	if (digits >= 6)
		score -= 30;
	if (u_islower((UChar32)first))
		score -= 20;
	if (upper > 1 && lower == 0)
		score += 15;
	return upper + lower == 0 ? -100 : score;
}

static int
score_looks(const struct docx_mark *mark, int body_size)
{
	int score = 0;

	if (is_most(mark->bold, mark->letters))
		score += 45;
	if (body_size > 0 && mark->size * 100 >= body_size * 125)
		score += 45;
	else if (body_size > 0 && mark->size * 100 >= body_size * 112)
		score += 35;
	if (is_most(mark->underlined, mark->letters))
		score += 25;
	if (mark->caps)
		score += 15;
	if (mark->keep_next)
		score += 15;
	if (mark->letters <= SHORT_LETTERS)
		score += 10;
	return score;
}

/* Does running text, a list or a table begin here? */
static int
is_text(const xmlNode *block)
{
	const struct docx_mark *mark = docx_mark_of(block);

	return mark != NULL &&
	    (mark->list != LIST_NONE || mark->kind == BLOCK_TABLE ||
		(mark->kind == BLOCK_PARA && mark->letters >= LONG_LETTERS &&
		    !is_most(mark->bold, mark->letters)));
}

/* A line in italics may stand between: a deck, a lesser heading. */
static int
is_line(const xmlNode *block)
{
	const struct docx_mark *mark = docx_mark_of(block);

	return mark != NULL && mark->kind == BLOCK_PARA &&
	    mark->list == LIST_NONE && mark->letters <= SHORT_LETTERS &&
	    is_most(mark->italic, mark->letters);
}

/* Do no more than a few plain lines stand before it, as above a title: who,
 * when, to whom? */
static int
is_near_top(const xmlNode *block)
{
	int lines;
	size_t n;
	const struct docx_mark *mark;
	xmlChar *words;
	char last;

	for (lines = 0; (block = block->prev) != NULL; lines++) {
		mark = docx_mark_of(block);
		if (lines == TOP_LINES || mark == NULL ||
		    mark->kind != BLOCK_PARA || mark->list != LIST_NONE ||
		    mark->letters > SHORT_LETTERS ||
		    is_most(mark->bold, mark->letters))
			return 0;
		if ((words = xmlNodeGetContent(block)) == NULL)
			return 0;
		n = strlen((char *)words);
		last = n > 0 ? (char)words[n - 1] : '\0';
		xmlFree(words);
		if (last == '\0' || strchr(".!?:;,", last) != NULL)
			return 0;
	}
	return 1;
}

/* Where it stands: apart from what is before, above what it names; the first
 * lines are where a title is. */
static int
score_place(const xmlNode *block)
{
	int score = 0;
	const struct docx_mark *mark = docx_mark_of(block);

	if (block->next == NULL)
		return -100; /* above nothing */
	if (is_near_top(block))
		score += 20;
	else if (mark->gap || mark->loose || mark->broken ||
	    block->prev->prev == NULL)
		score += 10;
	if (is_text(block->next) ||
	    (is_line(block->next) && is_text(block->next->next)))
		score += 15;
	return score;
}

/* What stands above titles, in any look. */
static int
is_letterhead(const char *s)
{
	size_t i, n = strlen(s);
	static const char *const words[] = { "press release", "news release",
		"media release", "for immediate release", "pressmeddelande",
		"pressinformation", "för omedelbar publicering", "tiedote",
		"lehdistötiedote", "mediatiedote", "pressemelding",
		"pressemeddelelse", "pressemitteilung" };

	if (n > 0 && s[n - 1] == ':')
		n--;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strlen(words[i]) == n && strncasecmp(s, words[i], n) == 0)
			return 1;
	}
	return 0;
}

static int
score_of(xmlNode *block, int body_size)
{
	int score;
	xmlChar *words;

	if (!is_candidate(block, body_size))
		return 0;
	if ((words = xmlNodeGetContent(block)) == NULL)
		return 0;
	score = is_letterhead((const char *)words) ?
	    -100 :
	    score_words((const char *)words);
	xmlFree(words);
	score += score_looks(docx_mark_of(block), body_size) +
	    score_place(block);
	return score > 99 ? 99 : score;
}

/*
 * Headings.
 */

/* Looks that were the heading's are the element's now. */
static void
unwrap(xmlNode *heading)
{
	xmlNode *only = heading->children, *node, *next;

	if (only == NULL || only->next != NULL ||
	    (!docx_node_is(only, "strong") && !docx_node_is(only, "u")))
		return;
	for (node = only->children; node != NULL; node = next) {
		next = node->next;
		xmlUnlinkNode(node);
		xmlAddChild(heading, node);
	}
	xmlUnlinkNode(only);
	xmlFreeNode(only);
	unwrap(heading);
}

static void
make_heading(struct docx_nodes *nodes, xmlNode *block, int score, int level)
{
	char why[16];

	docx_rename(nodes, block, "heading");
	unwrap(block);
	docx_set_int(block, "level", level);
	snprintf(why, sizeof(why), "faux:0.%02d", score);
	docx_set(block, "why", why);
	docx_mark_of(block)->kind = BLOCK_HEADING;
}

/* How many lines that look like headings does the block hold?  Some are in
 * columns by now. */
static int
count_lines(const xmlNode *block, int body_size)
{
	int n = 0;
	const char *why;
	const xmlNode *row;

	if (is_candidate(block, body_size))
		return 1;
	why = docx_node_is(block, "table") ? docx_get(block, "why") : NULL;
	if (why == NULL || strcmp(why, "tabs") != 0)
		return 0;
	for (row = block->children; row != NULL && n < CROWD; row = row->next) {
		if (row->children == NULL ||
		    !is_candidate(row->children->children, body_size))
			return 0;
		n++;
	}
	return n;
}

/* Bold lines in a row, such as an address, are no headings; a title above a
 * deck may be two. */
static int
in_crowd(const xmlNode *block, int body_size)
{
	int n = 0, lines = 1;
	const xmlNode *node;

	for (node = block; n < CROWD && lines > 0 && node != NULL;
	     node = node->next) {
		lines = count_lines(node, body_size);
		n += lines;
	}
	lines = 1;
	for (node = block->prev; n < CROWD && lines > 0 && node != NULL;
	     node = node->prev) {
		lines = count_lines(node, body_size);
		n += lines;
	}
	return n >= CROWD;
}

void
docx_faux_headings(struct docx_nodes *nodes, xmlNode *container, int body_size)
{
	int score, level = 1;
	const char *real;
	xmlNode *block, *next;

	for (block = container->children; block != NULL; block = next) {
		next = block->next;
		if (docx_node_is(block, "heading")) {
			real = docx_get(block, "level");
			level = real != NULL ? *real - '0' : 1;
			continue;
		}
		score = score_of(block, body_size);
		if (score >= ENOUGH && !in_crowd(block, body_size))
			make_heading(nodes, block, score,
			    level < 5 ? level + 1 : 6);
	}
}
