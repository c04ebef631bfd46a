/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists that somebody typed.  See docx_lists.h for the contract. */
#include "config.h"

#include <string.h>

#include <unicode/uchar.h>

#include "base/text.h"
#include "read/docx_lists.h"
#include "read/docx_node.h"

enum typed {
	TYPED_NOTHING,
	TYPED_DASH, /* may as well open speech */
	TYPED_BULLET,
};

/* Bullets as they are typed, besides those of fonts. */
static const long bullets[] = { 0x2022, 0xb7, 0x25aa, 0x25ab, 0x25a0, 0x25a1,
	0x25e6, 0x25cf, 0x25cb, 0x2023, 0x2043, 0x2219, 0x27a2, 0x27a4, 0x2794,
	0x25ba, 0x25b8, 0xf0b7 };

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

/* What the text begins with; *ret_rest is what follows the bullet. */
static enum typed
typed_of(const char *s, const char **ret_rest)
{
	size_t i;
	long c;
	enum typed typed = TYPED_NOTHING;
	const char *next;

	c = text_next(s, &next);
	for (i = 0; i < sizeof(bullets) / sizeof(bullets[0]); i++) {
		if (c == bullets[i])
			typed = TYPED_BULLET;
	}
	if (c == '-' || c == '*' || c == 0x2013 || c == 0x2014)
		typed = TYPED_DASH;
	if (typed == TYPED_NOTHING)
		return typed;
	if (text_is_blank(text_next(next, ret_rest)))
		return typed;
	*ret_rest = next;
	return typed == TYPED_BULLET ? typed : TYPED_NOTHING;
}

static enum typed
typed_block(xmlNode *block)
{
	const char *rest;
	const struct docx_mark *mark = docx_mark_of(block);
	const xmlNode *text;

	if (mark == NULL || mark->kind != BLOCK_PARA ||
	    mark->list != LIST_NONE || mark->letters < 2 ||
	    (text = first_text(block)) == NULL)
		return TYPED_NOTHING;
	return typed_of((const char *)text->content, &rest);
}

/*
 * Speech: "– Vi bygger nu, säger Anna Ek." is a quotation, not an item.
 */

static int
has_word(const char *s, const char *word)
{
	size_t n = strlen(word);
	const char *at = s;

	while ((at = strstr(at, word)) != NULL) {
		if ((at == s || at[-1] == ' ') &&
		    (at[n] == '\0' || strchr(" .,:;!?", at[n]) != NULL))
			return 1;
		at += n;
	}
	return 0;
}

static int
names_speaker(const char *s)
{
	size_t i;
	static const char *const verbs[] = { "säger", "sade", "sa", "berättar",
		"konstaterar", "förklarar", "påpekar", "menar", "fortsätter",
		"sanoo", "sanoi", "kertoo", "toteaa", "iloitsee", "jatkaa",
		"kiittää", "korostaa", "says", "said", "explains", "notes",
		"adds", "siger", "sier" };

	for (i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (has_word(s, verbs[i]))
			return 1;
	}
	return 0;
}

/* A whole sentence: a capital at its beginning, a full stop at its end. */
static int
is_sentence(const char *s)
{
	long first;
	size_t n = strlen(s);
	const char *next;

	first = text_next(s, &next);
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '"'))
		n--;
	if (n >= 3 && strncmp(s + n - 3, "\xe2\x80\x9d", 3) == 0)
		n -= 3;
	return u_isupper((UChar32)first) && n > 0 &&
	    strchr(".?!", s[n - 1]) != NULL;
}

static int
is_speech(xmlNode *block)
{
	int ret;
	const char *rest;
	xmlChar *words;

	if ((words = xmlNodeGetContent(block)) == NULL)
		return 0;
	(void)typed_of((const char *)words, &rest);
	ret = names_speaker(rest) || is_sentence(rest);
	xmlFree(words);
	return ret;
}

/*
 * Runs of them.
 */

static void
make_item(xmlNode *block)
{
	const char *rest;
	struct docx_mark *mark = docx_mark_of(block);
	xmlChar *copy;
	xmlNode *text;

	text = first_text(block);
	(void)typed_of((const char *)text->content, &rest);
	while (text_is_blank((unsigned char)*rest) && *rest != '\0')
		rest++;
	copy = xmlStrdup((const xmlChar *)rest);
	xmlNodeSetContent(text, NULL);
	xmlNodeAddContent(text, copy);
	xmlFree(copy);
	mark->list = LIST_BULLET;
	mark->abstract = -1;
	mark->value = 1;
}

static void
make_list(xmlNode *first, const xmlNode *end, enum typed typed)
{
	xmlNode *block;

	if (first->next == end)
		return; /* one alone is no list */
	for (block = first; block != end && typed == TYPED_DASH;
	     block = block->next) {
		if (is_speech(block))
			return;
	}
	for (block = first; block != end; block = block->next)
		make_item(block);
}

void
docx_lists_typed(xmlNode *container)
{
	enum typed typed;
	xmlNode *first, *end;

	for (first = container->children; first != NULL; first = end) {
		end = first->next;
		if ((typed = typed_block(first)) == TYPED_NOTHING)
			continue;
		while (end != NULL && typed_block(end) == typed)
			end = end->next;
		make_list(first, end, typed);
	}
}
