/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tidy: one pass over the tree of an importer.
 *
 * Blanks fold, what is empty goes, what stands in a wrong place finds one,
 * links that may not be published lose their address.  Afterwards the tree
 * has the shape of a release.  On the way the languages are counted.
 */
#include "config.h"

#include <string.h>

#include "base/text.h"
#include "base/uri.h"
#include "release/tidy.h"

static int tidy_node(struct tidy *t, xmlNode *node);

/* The language that node is marked with, counted apart. */
static size_t
tally_of(struct finish *f, const char *lang, size_t otherwise)
{
	size_t i;

	for (i = 0; i < f->tally_count; i++) {
		if (strcasecmp(f->tallies[i].lang, lang) == 0)
			return i;
	}
	if (f->tally_count == FINISH_TALLIES ||
	    strlen(lang) >= RELEASE_LANG_MAX)
		return otherwise;
	text_excerpt(f->tallies[i].lang, RELEASE_LANG_MAX, lang);
	f->tally_count++;
	return i;
}

static void
enter_language(struct tidy *t, xmlNode *node)
{
	const char *lang;

	lang = dom_attr(node, "lang");
	if (lang == NULL)
		return;
	if (element_is_lang(lang))
		t->tally = tally_of(t->f, lang, t->tally);
	else
		xmlUnsetProp(node, XC("lang"));
}

/* A link may be published, or it is a span (an anchor), or only its words. */
static void
tidy_link(struct tidy *t, xmlNode *node)
{
	const char *href;
	enum uri_kind kind;
	struct buf out;

	href = dom_attr(node, "href");
	if (href == NULL) {
		tidy_rename(t->f, node, "span");
		return;
	}
	if (*href == '#') /* ids may be any string until finish_ids() */
		return;
	buf_init(&out, 8192);
	kind = uri_clean(&out, href);
	if (kind == URI_REFUSED || kind == URI_FRAGMENT || buf_is_full(&out) ||
	    !element_is_href(buf_str(&out))) {
		finish_finding(t->f, SEVERITY_WARN, "link-dropped", href);
		xmlUnsetProp(node, XC("href"));
		tidy_rename(t->f, node, "span");
	} else if (strcmp(href, buf_str(&out)) != 0) {
		finish_set(node, "href", buf_str(&out));
	}
	buf_fini(&out);
}

/* The children of node; 1 if any has content. */
static int
tidy_children(struct tidy *t, xmlNode *node)
{
	int content = 0;
	xmlNode *child, *next;

	for (child = node->children; child != NULL; child = next) {
		child = tidy_fit(t, node, child);
		if (child == NULL)
			break;
		if (child->type != XML_ELEMENT_NODE && !tidy_is_text(child)) {
			next = child->next; /* a comment, an instruction */
			dom_drop(child);
			continue;
		}
		next = child->next;
		content |= tidy_node(t, child);
	}
	return content;
}

/* May it go when it holds nothing?  Cells hold their place in a grid, and a
 * header without its empty rows would head nothing. */
static int
may_go(const struct element *e, const xmlNode *node)
{
	switch (e->id) {
	case EL_TD:
	case EL_TH:
	case EL_TR:
	case EL_DT:
	case EL_DD:
	case EL_BODY:
	case EL_NOTE:
	case EL_RUBY:
		return 0;
	case EL_ROWS:
		return node->children == NULL;
	case EL_SPAN:
	case EL_A:
		return xmlHasProp(node, XC("id")) == NULL &&
		    dom_attr(node, "role") == NULL;
	default:
		return 1;
	}
}

static int
tidy_element(struct tidy *t, xmlNode *node)
{
	const struct element *e;
	int content, lines;
	size_t tally;

	if (element_of(node)->id == EL_A) {
		tidy_link(t, node);
		element_filter(node);
	}
	e = element_of(node);
	if (e->id == EL_NOTE && dom_attr(node, "kind") == NULL)
		finish_set(node, "kind", "footnote");
	tally = t->tally;
	if (node->properties != NULL)
		enter_language(t, node);
	lines = (e->is & CLASS_INLINE) == 0 && (e->is & CLASS_RUBY) == 0;
	if (lines)
		tidy_line_end(t);
	t->verbatim += e->id == EL_PRE;
	content = tidy_children(t, node);
	if (lines)
		tidy_line_end(t);
	t->verbatim -= e->id == EL_PRE;
	t->tally = tally;
	if (content || !may_go(e, node))
		return content;
	/* the blank or the line break in an empty <strong> is the line's */
	if (!lines && node->children != NULL)
		dom_unwrap(node);
	else
		dom_drop(node);
	return 0;
}

/* A formula holds its own elements and no others. */
static void
tidy_math(xmlNode *math)
{
	xmlNode *next, *node;

	for (node = math->children; node != NULL; node = next) {
		next = dom_next(node, math);
		if (tidy_is_text(node))
			continue;
		if (node->type != XML_ELEMENT_NODE) {
			next = dom_skip(node, math);
			dom_drop(node);
		} else if ((element_of(node)->is & CLASS_MATH) == 0) {
			next = node->children != NULL ? node->children :
							dom_skip(node, math);
			dom_unwrap(node);
		} else {
			element_filter(node);
		}
	}
}

/* A formula or a picture is something to see. */
static int
tidy_object(struct tidy *t)
{
	t->line.begun = 1;
	t->line.blank = 0;
	t->line.break_count = 0;
	return 1;
}

/* Is it a picture that lies elsewhere?  It is not fetched. */
static int
is_remote(xmlNode *node)
{
	const char *src;

	if (element_of(node)->id != EL_IMG)
		return 0;
	src = dom_attr(node, "src");
	return src != NULL &&
	    (strstr(src, "://") != NULL || strncmp(src, "//", 2) == 0);
}

/* 1 if there is something to see in node, which may be gone afterwards. */
static int
tidy_node(struct tidy *t, xmlNode *node)
{
	if (tidy_is_text(node))
		return tidy_text(t, node);
	if (is_remote(node)) {
		finish_finding(t->f, SEVERITY_WARN, "media-remote",
		    dom_attr(node, "src"));
		dom_drop(node);
		return 0;
	}
	if (node->properties != NULL)
		element_filter(node);
	switch (element_of(node)->id) {
	case EL_BR:
		return tidy_break(t, node);
	case EL_IMG:
		t->f->images++;
		return tidy_object(t);
	case EL_MATH:
		tidy_math(node);
		return tidy_object(t);
	case EL_HR:
		tidy_line_end(t);
		return 1;
	default:
		return tidy_element(t, node);
	}
}

/* The words of a contact are inline, all other parts are plain. */
static void
tidy_contact(struct tidy *t, xmlNode *contact)
{
	xmlNode *next, *node;

	element_filter(contact);
	for (node = contact->children; node != NULL; node = next) {
		next = node->next;
		if (dom_is_g(node, "raw"))
			(void)tidy_element(t, node);
	}
}

void
finish_tidy(struct finish *f)
{
	struct tidy t;
	xmlNode *next, *node;

	memset(&t, 0, sizeof(t));
	t.f = f;
	t.tally = tally_of(f, "", 0);
	for (node = f->root->children; node != NULL; node = next) {
		next = node->next;
		switch (element_of(node)->id) {
		case EL_BODY:
		case EL_NOTES:
		case EL_BOILERPLATE:
			(void)tidy_element(&t, node);
			break;
		default:
			break;
		}
	}
	for (node = f->head->children; node != NULL; node = next) {
		next = node->next;
		switch (element_of(node)->id) {
		case EL_TITLE:
		case EL_DECK:
		case EL_LEAD:
			(void)tidy_element(&t, node);
			break;
		case EL_CONTACT:
			tidy_contact(&t, node);
			break;
		default:
			break;
		}
	}
}
