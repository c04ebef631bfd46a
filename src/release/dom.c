/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Working on the tree of a release.  See dom.h for the contract. */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/text.h"
#include "release/dom.h"
#include "release/element.h"
#include "release/release.h"

xmlNode *
dom_skip(xmlNode *node, const xmlNode *root)
{
	while (node != NULL && node != root && node->next == NULL)
		node = node->parent;
	return node != NULL && node != root ? node->next : NULL;
}

xmlNode *
dom_next(xmlNode *node, const xmlNode *root)
{
	/* the children of an entity reference are not the document's */
	if (node->type == XML_ELEMENT_NODE && node->children != NULL)
		return node->children;
	return dom_skip(node, root);
}

xmlNode *
dom_element(xmlNode *node)
{
	while (node != NULL && node->type != XML_ELEMENT_NODE)
		node = node->next;
	return node;
}

static int
is_named(const xmlNode *node, const char *ns, const char *name)
{
	return node->type == XML_ELEMENT_NODE && node->ns != NULL &&
	    strcmp((const char *)node->name, name) == 0 &&
	    strcmp((const char *)node->ns->href, ns) == 0;
}

int
dom_is_g(const xmlNode *node, const char *name)
{
	return is_named(node, RELEASE_NS, name);
}

xmlNode *
dom_child_g(xmlNode *parent, const char *name)
{
	xmlNode *child;

	for (child = parent->children; child != NULL; child = child->next) {
		if (dom_is_g(child, name))
			return child;
	}
	return NULL;
}

static xmlAttr *
find_attr(const xmlNode *node, const char *name, const char *ns)
{
	xmlAttr *attr;

	for (attr = node->properties; attr != NULL; attr = attr->next) {
		if (strcmp((const char *)attr->name, name) != 0)
			continue;
		if (ns == NULL ? attr->ns == NULL :
				 attr->ns != NULL &&
			    strcmp((const char *)attr->ns->href, ns) == 0)
			return attr;
	}
	return NULL;
}

static const char *
value_of(const xmlAttr *attr)
{
	if (attr == NULL)
		return NULL;
	if (attr->children == NULL || attr->children->content == NULL)
		return "";
	return (const char *)attr->children->content;
}

const char *
dom_attr(const xmlNode *node, const char *name)
{
	return value_of(find_attr(node, name, NULL));
}

const char *
dom_attr_g(const xmlNode *node, const char *name)
{
	return value_of(find_attr(node, name, RELEASE_NS));
}

void
dom_drop_attr_g(xmlNode *node, const char *name)
{
	xmlAttr *attr;

	attr = find_attr(node, name, RELEASE_NS);
	if (attr != NULL)
		xmlRemoveProp(attr);
}

static int
is_text(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE ||
	    node->type == XML_CDATA_SECTION_NODE;
}

/* Does the text of a block go on inside of node? */
static int
flows_on(xmlNode *node)
{
	const struct element *e;

	e = element_of(node);
	if (e->id == EL_A && dom_attr(node, "role") != NULL)
		return 0;
	if (e->id == EL_MATH || e->id == EL_IN_MATH)
		return 0;
	return (e->is & CLASS_INLINE) != 0 || (e->is & CLASS_RUBY) != 0 ||
	    e->id == EL_BOLD || e->id == EL_ITALIC;
}

/* The next node of the text of block after node. */
static xmlNode *
next_in_text(xmlNode *node, const xmlNode *block)
{
	if (node == block || (node->type == XML_ELEMENT_NODE && flows_on(node)))
		return dom_next(node, block);
	return dom_skip(node, block);
}

void
dom_text_start(xmlNode *block, struct buf *buf, size_t max)
{
	const char *s;
	size_t n;
	xmlNode *node;

	for (node = block; node != NULL && buf->len < max;
	     node = next_in_text(node, block)) {
		if (is_text(node)) {
			s = (const char *)node->content;
			n = strnlen(s, max - buf->len);
			while (n > 0 && (s[n] & 0xc0) == 0x80)
				n--; /* no half of a character */
			buf_add(buf, s, n);
			if (s[n] != '\0')
				return;
		} else if (element_of(node)->id == EL_BR) {
			buf_putc(buf, '\n');
		}
	}
}

void
dom_text(xmlNode *block, struct buf *buf)
{
	dom_text_start(block, buf, SIZE_MAX);
}

void
dom_all_text(xmlNode *root, struct buf *buf)
{
	xmlNode *node;

	for (node = root; node != NULL; node = dom_next(node, root)) {
		if (is_text(node))
			buf_puts(buf, (const char *)node->content);
		else if ((element_of(node)->is & CLASS_INLINE) == 0 ||
		    element_of(node)->id == EL_BR)
			buf_putc(buf, '\n');
	}
}

/* An inline element that has nothing left, and its parents that held it. */
static void
drop_if_empty(xmlNode *node, const xmlNode *block)
{
	xmlNode *parent;

	while (node != block && node->children == NULL &&
	    element_of(node)->id != EL_BR && element_of(node)->id != EL_IMG) {
		parent = node->parent;
		dom_drop(node);
		node = parent;
	}
}

/* Take what lies in [from, to) of the len bytes that node has at pos. */
static void
cut_text(xmlNode *node, size_t pos, size_t from, size_t to)
{
	const char *s;
	size_t a, b, len;
	xmlChar *left;

	s = (const char *)node->content;
	len = strlen(s);
	a = from > pos ? from - pos : 0;
	b = to - pos < len ? to - pos : len;
	left = xmlStrndup(XC(s), (int)a);
	left = xmlStrcat(left, XC(s + b));
	xmlNodeSetContent(node, left);
	xmlFree(left);
}

void
dom_cut(xmlNode *block, size_t from, size_t to)
{
	size_t len, pos = 0;
	xmlNode *next, *node, *parent;

	for (node = block; node != NULL && pos < to; node = next) {
		next = next_in_text(node, block);
		if (is_text(node))
			len = strlen((const char *)node->content);
		else
			len = element_of(node)->id == EL_BR;
		if (len == 0 || pos + len <= from) {
			pos += len;
			continue;
		}
		if (is_text(node) && (pos < from || pos + len > to)) {
			cut_text(node, pos, from, to);
		} else {
			parent = node->parent;
			dom_drop(node);
			drop_if_empty(parent, block);
		}
		pos += len;
	}
}

/* Bytes of blanks at the start, or at the end, of s. */
static size_t
leading(const char *s)
{
	const char *next, *start = s;

	while (*s != '\0' && text_is_blank(text_next(s, &next)))
		s = next;
	return (size_t)(s - start);
}

static size_t
trailing(const char *s)
{
	const char *next, *end = s;
	long c;

	for (; *s != '\0'; s = next) {
		c = text_next(s, &next);
		if (!text_is_blank(c))
			end = next;
	}
	return (size_t)(s - end);
}

void
dom_trim(xmlNode *block)
{
	size_t n;
	struct buf text;

	buf_init(&text, (size_t)1 << 30);
	dom_text(block, &text);
	n = trailing(buf_str(&text));
	if (n > 0)
		dom_cut(block, text.len - n, text.len);
	if (n < text.len && (n = leading(buf_str(&text))) > 0)
		dom_cut(block, 0, n);
	buf_fini(&text);
}

void
dom_insert(xmlNode *at, xmlNode *node)
{
	node->parent = at->parent;
	node->prev = at->prev;
	node->next = at;
	if (at->prev != NULL)
		at->prev->next = node;
	else
		at->parent->children = node;
	at->prev = node;
}

void
dom_append(xmlNode *parent, xmlNode *node)
{
	node->parent = parent;
	node->prev = parent->last;
	node->next = NULL;
	if (parent->last != NULL)
		parent->last->next = node;
	else
		parent->children = node;
	parent->last = node;
}

void
dom_drop(xmlNode *node)
{
	xmlUnlinkNode(node);
	xmlFreeNode(node);
}

/* xmlAddPrevSibling() would merge neighbouring texts: links by hand. */
void
dom_unwrap(xmlNode *node)
{
	xmlNode *child, *first, *last, *parent;

	first = node->children;
	last = node->last;
	parent = node->parent;
	if (first != NULL) {
		for (child = first; child != NULL; child = child->next)
			child->parent = parent;
		first->prev = node->prev;
		last->next = node->next;
		if (node->prev != NULL)
			node->prev->next = first;
		else
			parent->children = first;
		if (node->next != NULL)
			node->next->prev = last;
		else
			parent->last = last;
		node->children = node->last = NULL;
		node->prev = node->next = node->parent = NULL;
		xmlFreeNode(node);
		return;
	}
	dom_drop(node);
}

void
dom_move_children(xmlNode *from, xmlNode *to)
{
	xmlNode *child;

	if (from->children == NULL)
		return;
	for (child = from->children; child != NULL; child = child->next)
		child->parent = to;
	from->children->prev = to->last;
	if (to->last != NULL)
		to->last->next = from->children;
	else
		to->children = from->children;
	to->last = from->last;
	from->children = from->last = NULL;
}

static int
has_word(const char *s)
{
	const char *next;

	for (; *s != '\0'; s = next) {
		if (!text_is_blank(text_next(s, &next)))
			return 1;
	}
	return 0;
}

int
dom_has_content(xmlNode *root)
{
	xmlNode *node;

	for (node = root; node != NULL; node = dom_next(node, root)) {
		if (is_text(node) ? has_word((const char *)node->content) :
				    (element_of(node)->id == EL_IMG ||
					element_of(node)->id == EL_MATH ||
					element_of(node)->id == EL_HR))
			return 1;
	}
	return 0;
}
