/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bare addresses become links.
 *
 * Each text that stands in no link and no code is read once, looking only at
 * bytes that such an address cannot do without.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/uri.h"
#include "base/xalloc.h"
#include "release/address.h"
#include "release/finish.h"
#include "release/phone.h"

enum {
	LABEL_BYTES = 24
};

/* A place in a text that becomes a link. */
struct place {
	const char *start;
	const char *end;
	char *href;
};

static int
is_text(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE;
}

static char *
web_href(const char *s, size_t n)
{
	char *raw, *href = NULL;
	struct buf clean;

	raw = xstrndup(s, n);
	buf_init(&clean, 8192);
	if (uri_clean(&clean, raw) == URI_WEB && !buf_is_full(&clean) &&
	    element_is_href(buf_str(&clean)))
		href = xstrdup(buf_str(&clean));
	buf_fini(&clean);
	free(raw);
	return href;
}

/* The words just before at, within text: a label of a telephone?  Only the
 * few bytes that it may take are looked at. */
static int
has_label(const struct finish *f, const char *text, size_t at)
{
	char before[LABEL_BYTES + 1];
	const char *folded, *s;
	const struct phrase *phrase;
	int is;
	size_t from, n;
	struct buf buf;

	from = at > LABEL_BYTES ? at - LABEL_BYTES : 0;
	while (from < at && (text[from] & 0xc0) == 0x80)
		from++;
	memcpy(before, text + from, at - from);
	before[at - from] = '\0';
	buf_init(&buf, sizeof(before));
	text_folded(before, &buf);
	folded = buf_str(&buf);
	s = folded + buf.len;
	while (s > folded && strchr(" .:", s[-1]) != NULL)
		s--;
	n = (size_t)(s - folded);
	while (s > folded && s[-1] >= 'a' && s[-1] <= 'z')
		s--;
	is = s < folded + n && text_word_starts(folded, s) &&
	    phrases_at(f->phrases, s, PHRASE_BIT(PHRASE_PHONE), f->lang,
		&phrase) == (size_t)(folded + n - s) &&
	    strcmp(phrase->value, "fax") != 0;
	buf_fini(&buf);
	return is;
}

static int
find_phone(const struct finish *f, const char *s, size_t at, struct place *ret)
{
	char href[PHONE_MAX];
	size_t n;

	n = phone_at(s + at);
	if (n == 0 ||
	    (!phone_is_plain(s + at, n, f->settings->region) &&
		!has_label(f, s, at)) ||
	    phone_href(s + at, n, f->settings->region, href) < 0)
		return 0;
	ret->start = s + at;
	ret->end = s + at + n;
	ret->href = xstrdup(href);
	return 1;
}

static int
find_mail(const struct finish *f, const char *s, const char *from, size_t at,
    struct place *ret)
{
	const char *end, *start;

	if (address_mail(s, s + at, &start, &end) < 0 || start < from)
		return 0;
	if (address_is_pattern(f->phrases, start, end))
		return 0;
	ret->start = start;
	ret->end = end;
	ret->href = xasprintf("mailto:%.*s", (int)(end - start), start);
	return 1;
}

static int
find_web(const char *s, size_t at, struct place *ret)
{
	size_t n;

	n = address_web_at(s + at);
	if (n == 0)
		return 0;
	ret->href = web_href(s + at, n);
	ret->start = s + at;
	ret->end = s + at + n;
	return ret->href != NULL;
}

static int
is_word_byte(char c)
{
	return (c >= '0' && c <= '9') || c == '_' || (c & 0x80) != 0 ||
	    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* May something begin at s + at: no word before it? */
static int
is_start(const char *s, size_t at)
{
	return at == 0 || !is_word_byte(s[at - 1]) || (s[at - 1] & 0x80) != 0;
}

/* May a number: no group of digits either? */
static int
is_first_group(const char *s, size_t at)
{
	return at < 2 || s[at - 1] != ' ' || s[at - 2] < '0' || s[at - 2] > '9';
}

/* The first address in s at or after from. */
static int
find_place(const struct finish *f, const char *s, const char *from,
    struct place *ret)
{
	const char *p;
	size_t at;

	for (p = from; *p != '\0'; p++) {
		at = (size_t)(p - s);
		switch (*p) {
		case '@':
			if (find_mail(f, s, from, at, ret))
				return 1;
			break;
		case 'h':
		case 'H':
		case 'w':
		case 'W':
			/* "06 123 4567www.example.org" */
			if ((is_start(s, at) ||
				(s[at - 1] >= '0' && s[at - 1] <= '9')) &&
			    find_web(s, at, ret))
				return 1;
			break;
		default:
			if (((*p >= '0' && *p <= '9') || *p == '+' ||
				*p == '(') &&
			    is_start(s, at) && is_first_group(s, at) &&
			    find_phone(f, s, at, ret))
				return 1;
			break;
		}
	}
	return 0;
}

/* A word right after a number or an address was meant to stand apart. */
static void
warn_glued(struct finish *f, const struct place *place)
{
	char quote[80];

	if (!is_word_byte(*place->end) || (*place->end & 0x80) != 0)
		return;
	text_excerpt(quote, sizeof(quote), place->start);
	finish_finding(f, SEVERITY_WARN, "address-glued", quote);
}

/* Split the text at its addresses; the last node of what it has become. */
static xmlNode *
link_text(struct finish *f, xmlNode *node)
{
	const char *from, *s;
	struct place place;
	xmlNode *a, *text;
	xmlChar *words;

	s = (const char *)node->content;
	if (!find_place(f, s, s, &place))
		return node;
	words = xmlStrdup(node->content);
	place.start = (char *)words + (place.start - s);
	place.end = (char *)words + (place.end - s);
	from = (char *)words;
	do {
		warn_glued(f, &place);
		if (place.start > from) {
			text = xmlNewDocTextLen(f->doc, XC(from),
			    (int)(place.start - from));
			dom_insert(node, text);
		}
		a = finish_new_h(f, "a");
		finish_set(a, "href", place.href);
		xmlAddChild(a,
		    xmlNewDocTextLen(f->doc, XC(place.start),
			(int)(place.end - place.start)));
		dom_insert(node, a);
		free(place.href);
		from = place.end;
	} while (find_place(f, (char *)words, from, &place));
	xmlNodeSetContent(node, XC(from));
	xmlFree(words);
	if (node->content != NULL && node->content[0] != '\0')
		return node;
	dom_drop(node);
	return a;
}

/* May there be an address in it: "@", "://", "www." or five digits?  Nearly
 * every text says no here, so its bytes are only counted by kind. */
static int
is_worth_it(const char *s)
{
	static const char kinds[256] = { ['@'] = 1,
		[':'] = 2,
		['.'] = 3,
		['0'] = 4,
		['1'] = 4,
		['2'] = 4,
		['3'] = 4,
		['4'] = 4,
		['5'] = 4,
		['6'] = 4,
		['7'] = 4,
		['8'] = 4,
		['9'] = 4,
		['\0'] = 5 };
	char last = ' ';
	const char *digit = s, *start = s;
	int digits = 0;

	if (s == NULL)
		return 0;
	for (;; s++) {
		while (kinds[(unsigned char)*s] == 0)
			s++;
		switch (kinds[(unsigned char)*s]) {
		case 1:
			return 1;
		case 2:
			if (s[1] == '/')
				return 1;
			break;
		case 3:
			last = s > start ? s[-1] : ' ';
			if (last == 'w' || last == 'W')
				return 1;
			break;
		case 4:
			/* those of one number stand close together */
			digits = s - digit <= 4 ? digits + 1 : 1;
			digit = s;
			if (digits >= 5)
				return 1;
			break;
		default:
			return 0;
		}
	}
}

/* Texts side by side, as dissolved spans leave them, become one at once: one
 * by one each would be copied again for every other. */
static void
join_texts(xmlNode *node)
{
	struct buf words;

	if (node->next == NULL || !is_text(node->next))
		return;
	buf_init(&words, FINISH_TEXT);
	buf_puts(&words, (const char *)node->content);
	while (node->next != NULL && is_text(node->next)) {
		buf_puts(&words, (const char *)node->next->content);
		dom_drop(node->next);
	}
	xmlNodeSetContent(node, XC(buf_str(&words)));
	buf_fini(&words);
}

static void
mark(struct finish *f, xmlNode *node)
{
	if (f->marked_count == f->marked_cap) {
		f->marked_cap = f->marked_cap == 0 ? 64 : 2 * f->marked_cap;
		f->marked = xreallocarray(f->marked, f->marked_cap,
		    sizeof(xmlNode *));
	}
	f->marked[f->marked_count++] = node;
}

/* Will headings and ids want to see it? */
static int
is_marked(const struct element *e, const xmlNode *node)
{
	const char *href;

	if (e->id == EL_HEADING || e->id == EL_HEADING1 || e->id == EL_NOTE)
		return 1;
	if (node->properties == NULL || e->ns != 'h')
		return 0;
	if (e->id == EL_A) {
		href = dom_attr(node, "href");
		if (href != NULL && *href == '#')
			return 1;
	}
	return dom_attr(node, "id") != NULL || dom_attr_g(node, "zone") != NULL;
}

/* The texts of such an element are no running text. */
static int
is_quiet(enum element_id id)
{
	return id == EL_A || id == EL_CODE || id == EL_MATH || id == EL_PRE;
}

/* Link what stands below root, unless it is to be quiet, and mark what later
 * stages look at. */
static void
link_tree(struct finish *f, xmlNode *root, int quiet)
{
	const struct element *e;
	xmlNode *node, *until = NULL; /* the end of a quiet element */

	mark(f, NULL);
	for (node = root; node != NULL; node = dom_next(node, root)) {
		if (node == until)
			until = NULL;
		if (is_text(node)) {
			join_texts(node);
			if (!quiet && until == NULL &&
			    is_worth_it((const char *)node->content))
				node = link_text(f, node);
			/* into the links that were made nobody need look */
			if (node->type == XML_ELEMENT_NODE)
				node = node->last;
			continue;
		}
		e = element_of(node);
		if (is_marked(e, node))
			mark(f, node);
		if (!quiet && until == NULL && is_quiet(e->id)) {
			until = dom_skip(node, root);
			quiet = until == NULL;
		}
	}
}

void
finish_links(struct finish *f)
{
	xmlNode *node, *raw;

	for (node = f->root->children; node != NULL; node = node->next) {
		if (node->type == XML_ELEMENT_NODE && node != f->head &&
		    element_of(node)->id != EL_REPORT)
			link_tree(f, node, 0);
	}
	for (node = f->head->children; node != NULL; node = node->next) {
		if (dom_is_g(node, "lead"))
			link_tree(f, node, 0);
		else if (dom_is_g(node, "title") || dom_is_g(node, "deck"))
			link_tree(f, node, 1);
		raw = dom_is_g(node, "contact") ? dom_child_g(node, "raw") :
						  NULL;
		if (raw != NULL)
			link_tree(f, raw, 0);
	}
}
