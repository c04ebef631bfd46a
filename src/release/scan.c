/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Scan: every line of the release is read once.
 *
 * Looks for embargoes and for what a template left behind; on the way, marks
 * of the release's own language go.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "release/finish.h"

#define EMBARGOES                                                              \
 (PHRASE_BIT(PHRASE_EMBARGO) | PHRASE_BIT(PHRASE_RELEASE) |                    \
     PHRASE_BIT(PHRASE_RELEASE_NOW) | PHRASE_BIT(PHRASE_SCHEDULE))

#define DRAFTS PHRASE_BIT(PHRASE_DRAFT)

/* A mark that says what the release says already, or what an outer mark
 * said, is none. */
static void
clean_language(struct finish *f, xmlNode *node)
{
	const char *lang, *outer = f->lang;
	const xmlNode *up;

	lang = dom_attr(node, "lang");
	if (lang == NULL)
		return;
	for (up = node->parent; up != NULL && up->type == XML_ELEMENT_NODE;
	     up = up->parent) {
		if (dom_attr(up, "lang") != NULL) {
			outer = dom_attr(up, "lang");
			break;
		}
	}
	if (words_same_lang(lang, outer) || strcmp(lang, "und") == 0 ||
	    strcasecmp(lang, "zxx") == 0)
		xmlUnsetProp(node, XC("lang"));
}

/* A span without a purpose dissolves; the node to go on with. */
static xmlNode *
dissolve(xmlNode *span, xmlNode *root)
{
	xmlNode *next;

	next = span->children != NULL ? span->children : dom_skip(span, root);
	dom_unwrap(span);
	return next;
}

static int
is_blank(const char *s)
{
	return s[strspn(s, " \n")] == '\0';
}

uint64_t
finish_phrases_in(const struct finish *f, const char *folded, uint64_t kinds)
{
	/* letters, and what stands in words of other scripts */
	static const char word[256] = { ['a' ... 'z'] = 1,
		['0' ... '9'] = 1,
		['_'] = 1,
		[0x80 ... 0xff] = 1 };
	const char *s = folded;
	const struct phrase *phrase;
	uint64_t found = 0;

	while (*s != '\0') {
		if ((word[(unsigned char)*s] || *s == '[') &&
		    phrases_may_start(f->phrases, s, kinds) &&
		    phrases_at(f->phrases, s, kinds, NULL, &phrase) > 0)
			found |= PHRASE_BIT(phrase->kind);
		if (!word[(unsigned char)*s]) {
			s++;
			continue;
		}
		while (word[(unsigned char)*s])
			s++;
	}
	return found;
}

/* Words whose letters were taken apart, as macOS does it, are read composed;
 * what is published keeps their form. */
static void
look_composed(struct finish *f)
{
	char *composed;

	if (strpbrk(buf_str(&f->text), "\xcc\xcd") == NULL)
		return;
	composed = text_nfc(buf_str(&f->text));
	if (strcmp(composed, buf_str(&f->text)) != 0)
		finish_embargo_words(f, composed, "words");
	free(composed);
}

/* "Vapenembargot": what is kept from somebody is no news of ours. */
static int
names_goods(const char *folded, uint64_t found)
{
	const char *s;

	if ((found & PHRASE_BIT(PHRASE_EMBARGO_OTHER)) != 0)
		return 1;
	for (s = strstr(folded, "embargo"); s != NULL;
	     s = strstr(s + 1, "embargo"))
		if (!text_word_starts(folded, s))
			return 1;
	return 0;
}

/* What is said of a picture is read by those who don't see it. */
static void
look_beside(struct finish *f, const char *alt)
{
	if (is_blank(alt))
		return;
	finish_embargo_words(f, alt, "alt");
	finish_lint_mark(f, alt);
}

/* What every line pays: one look for all phrases that matter anywhere. */
static void
look(struct finish *f, xmlNode *block)
{
	uint64_t found;

	(void)finish_text(f, block);
	if (is_blank(buf_str(&f->folded)))
		return;
	found = finish_phrases_in(f, buf_str(&f->folded),
	    EMBARGOES | PHRASE_BIT(PHRASE_TEMPLATE) | DRAFTS |
		PHRASE_BIT(PHRASE_EMBARGO_OTHER));
	f->goods |= names_goods(buf_str(&f->folded), found);
	if ((found & EMBARGOES) != 0)
		finish_embargo_block(f, block, found);
	finish_lint_block(f, block, found);
	look_composed(f);
}

/* The mark of most of the text is the template's where detection overruled
 * it; then it says nothing about a single line either. */
static int
is_overruled(const struct finish *f, const xmlNode *node)
{
	const char *lang;

	lang = dom_attr(node, "lang");
	return lang != NULL && f->overruled[0] != '\0' &&
	    words_same_lang(lang, f->overruled);
}

static xmlNode *
scan_node(struct finish *f, xmlNode *node, xmlNode *root)
{
	const struct element *e;

	e = element_of(node);
	if (is_overruled(f, node))
		xmlUnsetProp(node, XC("lang"));
	clean_language(f, node);
	if (e->id == EL_SPAN && node->properties == NULL)
		return dissolve(node, root);
	if ((e->flags & ELEMENT_FLOWS) != 0 && e->id != EL_EMBARGO)
		look(f, node);
	if (dom_attr(node, "alt") != NULL)
		look_beside(f, dom_attr(node, "alt"));
	return dom_next(node, root);
}

static void
scan_tree(struct finish *f, xmlNode *root)
{
	xmlNode *node = root;

	while (node != NULL) {
		if (node->type == XML_ELEMENT_NODE)
			node = scan_node(f, node, root);
		else
			node = dom_next(node, root);
	}
}

/* Words that are seen and not published: headers, watermarks, comments, the
 * document's properties, notes to editors. */
static void
scan_unpublished(struct finish *f)
{
	const char *kind;
	struct buf words;
	xmlNode *child, *node;

	buf_init(&words, FINISH_TEXT);
	for (node = f->head->children; node != NULL; node = node->next) {
		if (!dom_is_g(node, "source") && !dom_is_g(node, "advisory"))
			continue;
		for (child = node->children; child != NULL;
		     child = child->next) {
			buf_reset(&words);
			dom_all_text(child, &words);
			kind = child->type == XML_ELEMENT_NODE ?
			    dom_attr(child, "kind") :
			    "advisory";
			finish_embargo_words(f, buf_str(&words),
			    kind != NULL ? kind : "property");
		}
	}
	buf_fini(&words);
}

void
finish_scan(struct finish *f)
{
	xmlNode *node;

	for (node = f->root->children; node != NULL; node = node->next) {
		if (node->type == XML_ELEMENT_NODE &&
		    element_of(node)->id != EL_REPORT)
			scan_tree(f, node);
	}
	scan_unpublished(f);
	finish_embargo_name(f);
}
