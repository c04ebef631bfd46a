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
#include "release/finish.h"

enum {
	BREAKS = 2
}; /* line breaks kept of a run of them */

/* One line of text within a block, across its inline elements. */
struct line {
	int begun;     /* something stands in it */
	int blank;     /* its last character is one */
	xmlNode *last; /* the text that it ends with */
	xmlNode *breaks[BREAKS];
	int break_count; /* with nothing after them yet */
};

struct tidy {
	struct finish *f;
	struct line line;
	size_t tally; /* of the language here */
	int verbatim; /* inside of pre */
};

static int tidy_node(struct tidy *t, xmlNode *node);

static int
is_text(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE ||
	    node->type == XML_CDATA_SECTION_NODE;
}

/* Blanks at the end of a line are nobody's. */
static void
line_trim(struct line *line)
{
	const char *next, *p, *end;
	long c;
	xmlChar *kept;

	if (!line->blank || line->last == NULL)
		return;
	p = end = (const char *)line->last->content;
	for (; *p != '\0'; p = next) {
		c = text_next(p, &next);
		if (!text_is_blank(c))
			end = next;
	}
	kept = xmlStrndup(line->last->content,
	    (int)(end - (const char *)line->last->content));
	xmlNodeSetContent(line->last, kept);
	xmlFree(kept);
	line->blank = 0;
}

/* The block ends here: no blanks, no line breaks at its end. */
static void
line_end(struct tidy *t)
{
	struct line *line = &t->line;

	if (!t->verbatim)
		line_trim(line);
	while (line->break_count > 0)
		dom_drop(line->breaks[--line->break_count]);
	memset(line, 0, sizeof(*line));
}

static int
is_space(long c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' ||
	    c == '\v';
}

/* A byte that may begin a blank: a look at the whole character is due. */
static int
may_be_blank(const char *s)
{
	switch ((unsigned char)*s) {
	case 0xc2:
	case 0xe1:
	case 0xe3:
	case 0xef:
		return 1;
	case 0xe2: /* dashes and quotes are frequent, and none */
		return (unsigned char)s[1] <= 0x81 &&
		    !((unsigned char)s[2] >= 0x90 &&
			(unsigned char)s[2] <= 0x9e);
	default:
		return (unsigned char)*s <= ' ';
	}
}

/* Fold the blanks of s after what stands in the line; no-break spaces stay
 * between words, for they mean something there. */
static void
fold_into(struct line *line, const char *s, struct buf *out)
{
	const char *next;
	long c;

	for (; *s != '\0'; s = next) {
		for (next = s; !may_be_blank(next);)
			next++;
		if (next == s) {
			c = text_next(s, &next);
		} else {
			c = 'x';
		}
		if (!text_is_blank(c)) {
			buf_add(out, s, (size_t)(next - s));
			line->begun = 1;
			line->blank = 0;
			continue;
		}
		if (!line->begun || c == 0x200b || c == 0xfeff)
			continue;
		if (!is_space(c))
			buf_add(out, s, (size_t)(next - s));
		else if (!line->blank)
			buf_putc(out, ' ');
		line->blank = 1;
	}
}

/* Is there nothing to fold, for sure? */
static int
is_folded(const char *s)
{
	/* 1: nothing to look at; 2: a blank, alone */
	static const char plain[256] = { ['!' ... 0x7e] = 1,
		[' '] = 2,
		[0x80 ... 0xc1] = 1,
		[0xc3 ... 0xe0] = 1,
		[0xe4 ... 0xee] = 1,
		[0xf0 ... 0xff] = 1 };

	if (*s == ' ')
		return 0;
	for (;;) {
		while (plain[(unsigned char)*s] == 1)
			s++;
		if (*s == '\0')
			return 1;
		if (*s == ' ' ? s[1] == ' ' : may_be_blank(s))
			return 0;
		s++;
	}
}

/* A few words of each text, so that detection sees many of them. */
static void
take_sample(struct buf *sample, const char *s, size_t n)
{
	if (sample->len >= FINISH_SAMPLE)
		return;
	if (n > FINISH_SAMPLE_OF_TEXT) {
		n = FINISH_SAMPLE_OF_TEXT;
		while (((unsigned char)s[n] & 0xc0) == 0x80)
			n--;
	}
	buf_add(sample, s, n);
	buf_putc(sample, ' ');
}

static void
count_text(struct tidy *t, const char *s)
{
	size_t n;
	struct finish *f = t->f;

	n = strlen(s);
	f->tallies[t->tally].bytes += n;
	take_sample(&f->sample, s, n);
}

/* 1 if words are left. */
static int
tidy_text(struct tidy *t, xmlNode *node)
{
	const char *s;
	struct buf *out = &t->f->text;
	struct line *line = &t->line;

	s = (const char *)node->content;
	if (t->verbatim) {
		line->begun = 1;
	} else if (*s != '\0' && is_folded(s)) {
		line->begun = 1;
		line->blank = s[strlen(s) - 1] == ' ';
	} else {
		buf_reset(out);
		fold_into(line, s, out);
		if (strcmp(buf_str(out), s) != 0)
			xmlNodeSetContent(node, XC(buf_str(out)));
	}
	s = (const char *)node->content;
	if (s == NULL || *s == '\0') {
		dom_drop(node);
		return 0;
	}
	line->last = node;
	/* blanks alone don't bring a line break to life */
	if (s[0] != ' ' || s[1] != '\0') {
		line->break_count = 0;
		count_text(t, s);
		return 1;
	}
	return 0;
}

static int
tidy_break(struct tidy *t, xmlNode *node)
{
	struct line *line = &t->line;

	if (!line->begun || line->break_count == BREAKS) {
		dom_drop(node);
		return 0;
	}
	line_trim(line);
	line->breaks[line->break_count++] = node;
	line->blank = 1; /* blanks after it fold into it */
	line->last = NULL;
	return 0;
}

static void
rename_node(struct finish *f, xmlNode *node, const char *name)
{
	xmlNodeSetName(node, XC(name));
	xmlSetNs(node, f->h);
	element_forget(node);
}

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
		rename_node(t->f, node, "span");
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
		rename_node(t->f, node, "span");
	} else if (strcmp(href, buf_str(&out)) != 0) {
		finish_set(node, "href", buf_str(&out));
	}
	buf_fini(&out);
}

static int
is_blank_text(const xmlNode *node)
{
	const char *s;

	if (!is_text(node))
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
	return is_text(node) ? CLASS_INLINE : element_of(node)->is;
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
		if (!is_text(node) && node->type != XML_ELEMENT_NODE)
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
		if (is_text(node) || (element_of(node)->is & CLASS_INLINE) != 0)
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
		rename_node(f, child, e->id == EL_BOLD ? "strong" : "em");
		e = element_of(child);
	}
	/* a caption of nothing is a paragraph */
	if ((e->id == EL_CAPTION || e->id == EL_FIGCAPTION) &&
	    (e->is & p->holds) == 0 && (p->holds & CLASS_BLOCK) != 0) {
		rename_node(f, child, "p");
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
	if (is_text(child) ||
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

/*
 * Make a place for child in parent, or dissolve it.  Returns the node to go
 * on with, which is child, or what stands in its place; NULL at the end.
 */
static xmlNode *
fit(struct tidy *t, xmlNode *parent, xmlNode *child)
{
	const char *wrapper;
	const struct element *p;

	p = element_of(parent);
	while (child != NULL) {
		if (is_text(child)) {
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

/* The children of node; 1 if any has content. */
static int
tidy_children(struct tidy *t, xmlNode *node)
{
	int content = 0;
	xmlNode *child, *next;

	for (child = node->children; child != NULL; child = next) {
		child = fit(t, node, child);
		if (child == NULL)
			break;
		if (child->type != XML_ELEMENT_NODE && !is_text(child)) {
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
		line_end(t);
	t->verbatim += e->id == EL_PRE;
	content = tidy_children(t, node);
	if (lines)
		line_end(t);
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
		if (is_text(node))
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

/* 1 if there is something to see in node, which may be gone afterwards. */
static int
tidy_node(struct tidy *t, xmlNode *node)
{
	if (is_text(node))
		return tidy_text(t, node);
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
		line_end(t);
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
