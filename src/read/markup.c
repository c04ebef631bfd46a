/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML, as a document and inside of one.  See markup.h for the contract. */
#include "config.h"

#include <limits.h>
#include <string.h>

#include <libxml/HTMLparser.h>

#include "read/markup.h"
#include "read/xmldoc.h"

enum {
	TIMES = 2, /* wires escape it twice, and nobody more often */
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

static int
is_named(const xmlNode *node, const char *const *names)
{
	const char *said;
	size_t i;

	said = xmldoc_attr(node, NULL, "name");
	for (i = 0; names[i] != NULL; i++) {
		if (strcmp((const char *)node->name, names[i]) == 0 ||
		    (said != NULL && strcmp(said, names[i]) == 0))
			return 1;
	}
	return 0;
}

/* A tag begins: "<p", "</p"; "a < b" is none.  Or a character reference. */
static int
is_markup(const char *s)
{
	for (; *s != '\0'; s++) {
		if (*s == '<' &&
		    ((s[1] >= 'a' && s[1] <= 'z') ||
			(s[1] >= 'A' && s[1] <= 'Z') || s[1] == '/'))
			return 1;
		if (*s == '&' && strchr(s, ';') != NULL &&
		    strcspn(s, " ;") < 12 && s[strcspn(s, " ;")] == ';')
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

/* Text of lines: a paragraph for each. */
static void
part(xmlNode *node, const char *text)
{
	const char *end, *next, *s;
	int by_blank_line;
	xmlNode *p;

	by_blank_line = strstr(text, "\n\n") != NULL ||
	    strstr(text, "\n\r\n") != NULL;
	empty(node);
	for (s = text; *s != '\0'; s = next) {
		end = end_of(s, by_blank_line, &next);
		if (strspn(s, " \t\r\n") >= (size_t)(end - s))
			continue;
		p = xmlNewChild(node, NULL, (const xmlChar *)"p", NULL);
		xmlNodeAddContentLen(p, (const xmlChar *)s, (int)(end - s));
	}
}

static void
unfold(xmlNode *node)
{
	int times;
	xmlChar *text;
	xmlDoc *page;

	for (times = 0; times < TIMES && xmldoc_first(node) == NULL; times++) {
		text = xmlNodeGetContent(node);
		if (text == NULL || !is_markup((const char *)text)) {
			if (text != NULL &&
			    strchr((const char *)text, '\n') != NULL)
				part(node, (const char *)text);
			xmlFree(text);
			return;
		}
		page = parse((const char *)text, strlen((const char *)text),
		    "UTF-8");
		xmlFree(text);
		if (page == NULL)
			return;
		take_body(node, page);
		xmlFreeDoc(page);
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

void
markup_unfold(xmlDoc *doc, const char *const *names)
{
	int wanted;
	xmlNode *node;

	node = xmlDocGetRootElement(doc);
	while (node != NULL) {
		wanted = is_named(node, names);
		if (wanted)
			unfold(node);
		node = next_of(node, !wanted);
	}
}
