/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML, as a document and inside of one.  See markup.h for the contract. */
#include "config.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include <libxml/HTMLparser.h>

#include "read/markup.h"
#include "read/xmldoc.h"

enum {
	TIMES = 3, /* wires escape it twice, and nobody more often; lines */
	REFERENCE_MAX = 12, /* bytes of one */
	QUIET = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
	    HTML_PARSE_NONET | HTML_PARSE_NOBLANKS | HTML_PARSE_COMPACT
};

static xmlDoc *
parse(const char *data, size_t len, const char *encoding)
{
	if (len > INT_MAX)
		return NULL;
	return htmlReadMemory(data, (int)len, NULL, encoding, QUIET);
}

enum verdict
markup_parse(const void *data, size_t len, xmlDoc **ret, struct why *why)
{
	/* Without a word about it a page is UTF-8, as in browsers of today. */
	*ret = parse(data, len, NULL);
	if (*ret != NULL && xmlDocGetRootElement(*ret) != NULL)
		return V_OK;
	if (*ret != NULL)
		xmlFreeDoc(*ret);
	*ret = NULL;
	return why_set(why, V_REJECT, "xml-empty", "there is nothing in it");
}

/* How a name in a list of names is marked: see markup_unfold(). */
enum mark {
	MARK_NONE,
	MARK_LINES,
	MARK_HTML,
};

/* Does a name, with its mark or without, stand in the list? */
static int
is_among(const char *const *names, const char *name, enum mark *ret)
{
	size_t i;

	for (i = 0; names[i] != NULL; i++) {
		*ret = names[i][0] == '=' ? MARK_LINES :
		    names[i][0] == '<'    ? MARK_HTML :
					    MARK_NONE;
		if (strcmp(names[i] + (*ret != MARK_NONE), name) == 0)
			return 1;
	}
	return 0;
}

static int
is_named(const xmlNode *node, const char *const *names, enum mark *ret)
{
	const char *name;

	if (is_among(names, (const char *)node->name, ret))
		return 1;
	name = xmldoc_attr(node, NULL, "name");
	return name != NULL && is_among(names, name, ret);
}

/* A tag begins: "<p", "</p"; "a < b" is none. */
static int
has_tag(const char *s)
{
	for (; *s != '\0'; s++) {
		if (*s == '<' &&
		    ((s[1] >= 'a' && s[1] <= 'z') ||
			(s[1] >= 'A' && s[1] <= 'Z') || s[1] == '/'))
			return 1;
	}
	return 0;
}

/* A character reference: "&lt;", "&#39;". */
static int
has_reference(const char *s)
{
	for (s = strchr(s, '&'); s != NULL; s = strchr(s + 1, '&')) {
		if (strcspn(s, " ;") < REFERENCE_MAX &&
		    s[strcspn(s, " ;")] == ';')
			return 1;
	}
	return 0;
}

static void
empty(xmlNode *node)
{
	xmlNode *child;

	while ((child = node->children) != NULL) {
		xmlUnlinkNode(child);
		xmlFreeNode(child);
	}
}

/* The children of the page's body, copied into node in place of its own. */
static void
take_body(xmlNode *node, xmlDoc *page)
{
	xmlNode *body, *child, *copy;

	body = xmldoc_child(xmlDocGetRootElement(page), NULL, "body");
	empty(node);
	for (child = body != NULL ? body->children : NULL; child != NULL;
	     child = child->next) {
		copy = xmlDocCopyNode(child, node->doc, 1);
		if (copy != NULL)
			xmlAddChild(node, copy);
	}
}

/* Where the line or paragraph at s ends, and where the next begins. */
static const char *
end_of(const char *s, int by_blank_line, const char **ret_next)
{
	const char *end;

	for (end = strchr(s, '\n'); end != NULL; end = strchr(end + 1, '\n')) {
		*ret_next = end + 1 + strspn(end + 1, " \t\r");
		if (!by_blank_line || **ret_next == '\n')
			return end;
	}
	end = s + strlen(s);
	*ret_next = end;
	return end;
}

/* Is there a line of nothing but blanks between others? */
static int
has_blank_line(const char *text)
{
	const char *next, *s;

	s = text + strspn(text, " \t\r\n");
	for (s = strchr(s, '\n'); s != NULL; s = strchr(next, '\n')) {
		next = s + 1 + strspn(s + 1, " \t\r");
		if (*next == '\n' && next[strspn(next, " \t\r\n")] != '\0')
			return 1;
	}
	return 0;
}

/* Text of lines: a paragraph for each. */
static void
part(xmlNode *node, const char *text, enum mark mark)
{
	const char *end, *next, *s;
	int by_blank_line;
	xmlNode *p;

	by_blank_line = mark == MARK_HTML ||
	    (mark == MARK_NONE && has_blank_line(text));
	empty(node);
	for (s = text; *s != '\0'; s = next) {
		end = end_of(s, by_blank_line, &next);
		if (mark != MARK_LINES &&
		    strspn(s, " \t\r\n") >= (size_t)(end - s))
			continue;
		p = xmlNewChild(node, NULL, (const xmlChar *)"p", NULL);
		xmlNodeAddContentLen(p, (const xmlChar *)s, (int)(end - s));
	}
}

/* The words in place of the text of node, a text or an element. */
static void
decode(xmlNode *node, const char *text)
{
	xmlChar *words;
	xmlDoc *page;

	page = parse(text, strlen(text), "UTF-8");
	words = page != NULL ? xmlNodeGetContent((xmlNode *)page) : NULL;
	if (words != NULL) {
		if (node->type == XML_ELEMENT_NODE)
			empty(node);
		if (node->type == XML_ELEMENT_NODE)
			xmlNodeAddContent(node, words);
		else
			xmlNodeSetContent(node, words);
	}
	xmlFree(words);
	xmlFreeDoc(page);
}

/* One step: tags become elements, references their characters, lines
 * paragraphs.  Nonzero if there may be another. */
static int
step(xmlNode *node, const char *text, enum mark mark)
{
	xmlDoc *page;

	if (has_tag(text)) {
		page = parse(text, strlen(text), "UTF-8");
		if (page != NULL)
			take_body(node, page);
		xmlFreeDoc(page);
		return 0;
	}
	if (has_reference(text)) {
		decode(node, text);
		return 1;
	}
	if (strchr(text, '\n') != NULL)
		part(node, text, mark);
	return 0;
}

static void
unfold(xmlNode *node, enum mark mark)
{
	int times, more = 1;
	xmlChar *text;

	for (times = 0; times < TIMES && more; times++) {
		text = xmlNodeGetContent(node);
		more = text != NULL && step(node, (const char *)text, mark);
		xmlFree(text);
	}
}

/* The next element of the document, not below the one that was unfolded. */
static xmlNode *
next_of(xmlNode *node, int deeper)
{
	xmlNode *first;

	first = deeper ? xmldoc_first(node) : NULL;
	if (first != NULL)
		return first;
	while (node != NULL && node->type == XML_ELEMENT_NODE &&
	    xmldoc_next(node) == NULL)
		node = node->parent;
	return node != NULL && node->type == XML_ELEMENT_NODE ?
	    xmldoc_next(node) :
	    NULL;
}

/* "&#39;" as words among elements was escaped once too often. */
static void
decode_words(xmlNode *node)
{
	xmlNode *child;

	for (child = node->children; child != NULL; child = child->next) {
		if (child->type == XML_TEXT_NODE && child->content != NULL &&
		    !has_tag((const char *)child->content) &&
		    has_reference((const char *)child->content))
			decode(child, (const char *)child->content);
	}
}

/*
 * A paragraph that is nothing but escaped elements, the code of something to be
 * shown from elsewhere, is what its author pasted, not what readers were to
 * see.
 */
static int
is_pasted(const xmlNode *node)
{
	const char *s;
	size_t n;

	if (xmldoc_first(node) != NULL || node->children == NULL ||
	    node->children->content == NULL || node->children->next != NULL ||
	    strcmp((const char *)node->name, "pre") == 0)
		return 0;
	s = (const char *)node->children->content;
	s += strspn(s, " \t\r\n");
	for (n = strlen(s); n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL;)
		n--;
	return n > 0 && s[0] == '<' && s[n - 1] == '>' &&
	    strstr(s, "</") != NULL && has_tag(s);
}

void
markup_unfold(xmlDoc *doc, const char *const *names)
{
	enum mark mark;
	int inside = 0;
	xmlNode *end = NULL, *node, *next;

	for (node = xmlDocGetRootElement(doc); node != NULL; node = next) {
		if (inside && node == end)
			inside = 0;
		if (!inside && is_named(node, names, &mark)) {
			inside = 1;
			end = next_of(node, 0);
		}
		next = next_of(node, 1);
		if (is_named(node, names, &mark) && xmldoc_first(node) == NULL)
			unfold(node, mark);
		else if (inside && is_pasted(node))
			unfold(node, mark);
		else if (inside)
			decode_words(node);
	}
}

void
markup_number(xmlDoc *doc, const char *name)
{
	char digits[24];
	unsigned int number = 0;
	xmlNode *node;

	for (node = xmlDocGetRootElement(doc); node != NULL;
	     node = next_of(node, 1)) {
		if (strcmp((const char *)node->name, name) != 0)
			continue;
		snprintf(digits, sizeof(digits), "%u", ++number);
		xmlSetNsProp(node, NULL, (const xmlChar *)"gazette-number",
		    (const xmlChar *)digits);
	}
}
