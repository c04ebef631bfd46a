/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Places for what stands in a wrong one.  See tidy.h for the contract. */
#include "config.h"

#include <string.h>

#include "release/tidy.h"

void
tidy_rename(struct finish *f, xmlNode *node, const char *name)
{
	xmlNodeSetName(node, XC(name));
	xmlSetNs(node, f->h);
	element_forget(node);
}

static int
is_blank_text(const xmlNode *node)
{
	const char *s;

	if (!tidy_is_text(node))
		return 0;
	s = (const char *)node->content;
	return s == NULL || s[strspn(s, " \t\r\n")] == '\0';
}

/* What an element must be in to stand in a parent that holds other things. */
static const char *
wrapper_of(uint32_t holds, uint32_t is)
{
	if ((holds & CLASS_BLOCK) != 0) {
		if ((is & CLASS_INLINE) != 0)
			return "p";
		return (is & CLASS_LI) != 0 ? "ul" :
		    (is & CLASS_DL) != 0    ? "dl" :
					      NULL;
	}
	if ((is & (CLASS_INLINE | CLASS_BLOCK | CLASS_CELL | CLASS_TR)) == 0)
		return NULL;
	if ((holds & CLASS_TABLE) != 0)
		return "tbody";
	if ((holds & CLASS_TR) != 0)
		return "tr";
	if ((is & (CLASS_INLINE | CLASS_BLOCK)) == 0)
		return NULL;
	if ((holds & CLASS_CELL) != 0)
		return "td";
	if ((holds & CLASS_LI) != 0)
		return "li";
	if ((holds & CLASS_DL) != 0)
		return "dd";
	return (holds & (CLASS_FIGURE | CLASS_P)) != 0 &&
		(is & CLASS_INLINE) != 0 ?
	    "p" :
	    NULL;
}

static uint32_t
class_of(xmlNode *node)
{
	return tidy_is_text(node) ? CLASS_INLINE : element_of(node)->is;
}

/* Put first, and what stands after it and is like it, into a new element,
 * which takes its place. */
static xmlNode *
wrap_run(struct finish *f, xmlNode *first, const char *name)
{
	uint32_t is;
	xmlNode *next, *node, *wrapper;

	is = class_of(first);
	if ((is & CLASS_INLINE) != 0) /* a picture is more than that */
		is = CLASS_INLINE;
	wrapper = finish_new_h(f, name);
	dom_insert(first, wrapper);
	for (node = first; node != NULL; node = next) {
		next = node->next;
		if (!tidy_is_text(node) && node->type != XML_ELEMENT_NODE)
			break;
		if (!is_blank_text(node) && (class_of(node) & is) == 0)
			break;
		xmlUnlinkNode(node);
		xmlAddChild(wrapper, node);
	}
	return wrapper;
}

static int
is_active(const xmlNode *node)
{
	const char *name = (const char *)node->name;

	return strcasecmp(name, "script") == 0 ||
	    strcasecmp(name, "style") == 0 ||
	    strcasecmp(name, "template") == 0 ||
	    strcasecmp(name, "object") == 0 ||
	    strcasecmp(name, "applet") == 0 || strcasecmp(name, "iframe") == 0;
}

/* A block inside of a paragraph: the paragraph's words become paragraphs
 * before and after it. */
static void
split_paragraph(struct finish *f, xmlNode *p)
{
	xmlNode *node;

	for (node = p->children; node != NULL; node = node->next) {
		if (is_blank_text(node))
			continue;
		if (tidy_is_text(node) ||
		    (element_of(node)->is & CLASS_INLINE) != 0)
			node = wrap_run(f, node, "p");
	}
	dom_unwrap(p);
}

static int
has_block_child(xmlNode *node)
{
	xmlNode *child;

	for (child = node->children; child != NULL; child = child->next) {
		if (child->type == XML_ELEMENT_NODE &&
		    (element_of(child)->is & CLASS_BLOCK) != 0)
			return 1;
	}
	return 0;
}

/* Does e hold inline content and nothing else? */
static int
is_line(const struct element *e)
{
	return e->holds == CLASS_INLINE && (e->flags & ELEMENT_FLOWS) != 0;
}

/* A break, a line, a picture hold nothing: what stood in one follows it. */
static void
spill(xmlNode *node)
{
	xmlNode *at, *child, *next;

	at = node->next;
	for (child = node->children; child != NULL; child = next) {
		next = child->next;
		xmlUnlinkNode(child);
		if (at != NULL)
			dom_insert(at, child);
		else
			dom_append(node->parent, child);
	}
}

/* May child stand in parent as it is, or as what a release calls it? */
static int
fits(struct finish *f, xmlNode *parent, xmlNode *child)
{
	const struct element *e, *p;

	p = element_of(parent);
	e = element_of(child);
	if (e->id == EL_BOLD || e->id == EL_ITALIC) {
		tidy_rename(f, child, e->id == EL_BOLD ? "strong" : "em");
		e = element_of(child);
	}
	/* a caption of nothing is a paragraph */
	if ((e->id == EL_CAPTION || e->id == EL_FIGCAPTION) &&
	    (e->is & p->holds) == 0 && (p->holds & CLASS_BLOCK) != 0) {
		tidy_rename(f, child, "p");
		e = element_of(child);
	}
	if (e->text == TEXT_EMPTY && child->children != NULL)
		spill(child);
	return (e->is & p->holds) != 0 ||
	    (e->id == EL_HEADING1 && (p->holds & CLASS_BLOCK) != 0);
}

/* A paragraph that holds blocks, split: the first of what it has become. */
static xmlNode *
split(struct finish *f, xmlNode *parent, xmlNode *child)
{
	xmlNode *before;

	before = child->prev;
	split_paragraph(f, child);
	return before != NULL ? before->next : parent->children;
}

/* child dissolves in parent, or goes if it runs: the node to go on with. */
static xmlNode *
dissolve(struct finish *f, xmlNode *child)
{
	xmlNode *next;

	next = child->next;
	if (tidy_is_text(child) ||
	    (element_of(child)->id == EL_UNKNOWN && is_active(child))) {
		dom_drop(child);
		return next;
	}
	if (child->children == NULL) {
		dom_drop(child);
		return next;
	}
	/* words of two blocks are never one word */
	if ((element_of(child)->is & ~(uint32_t)CLASS_INLINE) != 0) {
		dom_insert(child->children, xmlNewDocText(f->doc, XC(" ")));
		dom_append(child, xmlNewDocText(f->doc, XC(" ")));
	}
	next = child->children;
	dom_unwrap(child);
	return next;
}

xmlNode *
tidy_fit(struct tidy *t, xmlNode *parent, xmlNode *child)
{
	const char *wrapper;
	const struct element *p;

	p = element_of(parent);
	while (child != NULL) {
		if (tidy_is_text(child)) {
			if (p->text == TEXT_ANY || is_blank_text(child))
				return child;
		} else if (child->type != XML_ELEMENT_NODE) {
			return child;
		} else if (fits(t->f, parent, child)) {
			if (!is_line(element_of(child)) ||
			    (p->holds & CLASS_BLOCK) == 0 ||
			    !has_block_child(child))
				return child;
			child = split(t->f, parent, child);
			continue;
		}
		wrapper = wrapper_of(p->holds, class_of(child));
		if (wrapper != NULL)
			return wrap_run(t->f, child, wrapper);
		child = dissolve(t->f, child);
	}
	return NULL;
}
