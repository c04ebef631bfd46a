/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of elements.  See element.h. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "release/attribute.h"
#include "release/element.h"
#include "release/release.h"

/* clang-format off: a table is read by its columns */
#define COMMON                                                                 \
 (ATTRIBUTE(A_ID) | ATTRIBUTE(A_LANG) | ATTRIBUTE(A_DIR) | ATTRIBUTE(A_GWHY))
#define WORDS (ATTRIBUTE(A_WHY) | ATTRIBUTE(A_LANG) | ATTRIBUTE(A_DIR))
#define CELL                                                                   \
 (COMMON | ATTRIBUTE(A_COLSPAN) | ATTRIBUTE(A_ROWSPAN) | ATTRIBUTE(A_CLASS))
#define PUBLISHED                                                              \
 (ATTRIBUTE(A_URL) | ATTRIBUTE(A_PATH) | ATTRIBUTE(A_SITE) |                   \
     ATTRIBUTE(A_BASE) | ATTRIBUTE(A_PUBLISHED) | ATTRIBUTE(A_UPDATED) |       \
     ATTRIBUTE(A_VERSION) | ATTRIBUTE(A_ANY_ID) | ATTRIBUTE(A_STYLE))
#define VERSIONED                                                              \
 (ATTRIBUTE(A_CHANGE) | ATTRIBUTE(A_NOTE) | ATTRIBUTE(A_CHANGED) |             \
     ATTRIBUTE(A_ADDED) | ATTRIBUTE(A_REMOVED) | ATTRIBUTE(A_WAS) |            \
     ATTRIBUTE(A_WITHDRAWN) | ATTRIBUTE(A_EXPIRED) | ATTRIBUTE(A_REASON))
#define PICTURE                                                                \
 (ATTRIBUTE(A_PICTURE) | ATTRIBUTE(A_TYPE) | ATTRIBUTE(A_WIDTH) |              \
     ATTRIBUTE(A_HEIGHT) | ATTRIBUTE(A_SHA256))
#define B     CLASS_BLOCK
#define I     CLASS_INLINE
#define ONCE  ELEMENT_ONCE
#define FLOWS ELEMENT_FLOWS

#define INLINE(name, id)                                                       \
 {                                                                             \
  name, 'h', id, I, I, TEXT_ANY, 0, COMMON, 0                                  \
 }
#define HEADING(name)                                                          \
 {                                                                             \
  name, 'h', EL_HEADING, B, I, TEXT_ANY, FLOWS, COMMON, 0                      \
 }
#define IN_RUBY(name)                                                          \
 {                                                                             \
  name, 'h', EL_MARK, CLASS_RUBY, I, TEXT_ANY, 0, COMMON, 0                    \
 }
#define ROWS(name)                                                             \
 {                                                                             \
  name, 'h', EL_ROWS, CLASS_TABLE, CLASS_TR, TEXT_NONE, 0, COMMON, 0           \
 }
#define IN_MATH(name)                                                          \
 {                                                                             \
  name, 'm', EL_IN_MATH, CLASS_MATH, CLASS_MATH, TEXT_ANY, 0,                  \
      ATTRIBUTE(A_MATH), 0                                                     \
 }
#define PERSON(name, id, flags)                                                \
 {                                                                             \
  name, 'g', id, CLASS_CONTACT, 0, TEXT_ANY, flags, 0, 0                       \
 }

/* Sorted by name within a namespace, for bsearch(3). */
static const struct element xhtml[] = {
	{ "a", 'h', EL_A, I, I, TEXT_ANY, 0,
	    COMMON | ATTRIBUTE(A_HREF) | ATTRIBUTE(A_HREFLANG) |
		ATTRIBUTE(A_ROLE),
	    ATTRIBUTE(A_HREF) },
	{ "aside", 'h', EL_ASIDE, B, B, TEXT_NONE, 0, COMMON, 0 },
	{ "b", 'h', EL_BOLD, 0, I, TEXT_ANY, 0, 0, 0 },
	INLINE("bdi", EL_BDI),
	INLINE("bdo", EL_BDO),
	{ "blockquote", 'h', EL_BLOCKQUOTE, B, B, TEXT_NONE, 0, COMMON, 0 },
	{ "body", 'h', EL_BODY, CLASS_TOP, B, TEXT_NONE, ONCE, COMMON, 0 },
	{ "br", 'h', EL_BR, I, 0, TEXT_EMPTY, 0, COMMON, 0 },
	{ "caption", 'h', EL_CAPTION, CLASS_TABLE, I, TEXT_ANY, FLOWS, COMMON,
	    0 },
	INLINE("code", EL_CODE),
	{ "dd", 'h', EL_DD, CLASS_DL, B | I, TEXT_ANY, FLOWS, COMMON, 0 },
	{ "dl", 'h', EL_DL, B, CLASS_DL, TEXT_NONE, 0, COMMON, 0 },
	{ "dt", 'h', EL_DT, CLASS_DL, I, TEXT_ANY, FLOWS, COMMON, 0 },
	INLINE("em", EL_EM),
	{ "figcaption", 'h', EL_FIGCAPTION, CLASS_FIGURE, I, TEXT_ANY, FLOWS,
	    COMMON, 0 },
	{ "figure", 'h', EL_FIGURE, B, CLASS_FIGURE, TEXT_NONE, 0, COMMON, 0 },
	{ "h1", 'h', EL_HEADING1, 0, I, TEXT_ANY, FLOWS, COMMON, 0 },
	HEADING("h2"),
	HEADING("h3"),
	HEADING("h4"),
	HEADING("h5"),
	HEADING("h6"),
	{ "hr", 'h', EL_HR, B, 0, TEXT_EMPTY, 0, COMMON, 0 },
	{ "i", 'h', EL_ITALIC, 0, I, TEXT_ANY, 0, 0, 0 },
	{ "img", 'h', EL_IMG, I | CLASS_FIGURE, 0, TEXT_EMPTY, 0,
	    COMMON | ATTRIBUTE(A_SRC) | ATTRIBUTE(A_ALT) | ATTRIBUTE(A_WIDTH) |
		ATTRIBUTE(A_HEIGHT),
	    ATTRIBUTE(A_SRC) },
	{ "li", 'h', EL_LI, CLASS_LI, B | I, TEXT_ANY, FLOWS,
	    COMMON | ATTRIBUTE(A_VALUE) | ATTRIBUTE(A_GLABEL), 0 },
	{ "ol", 'h', EL_OL, B, CLASS_LI, TEXT_NONE, 0,
	    COMMON | ATTRIBUTE(A_OL_TYPE) | ATTRIBUTE(A_START), 0 },
	{ "p", 'h', EL_P, B | CLASS_P | CLASS_FIGURE, I, TEXT_ANY, FLOWS,
	    COMMON | ATTRIBUTE(A_SPEAKER), 0 },
	{ "pre", 'h', EL_PRE, B, I, TEXT_ANY, FLOWS, COMMON, 0 },
	IN_RUBY("rb"),
	IN_RUBY("rp"),
	IN_RUBY("rt"),
	{ "ruby", 'h', EL_RUBY, I, I | CLASS_RUBY, TEXT_ANY, 0, COMMON, 0 },
	INLINE("s", EL_MARK),
	INLINE("span", EL_SPAN),
	INLINE("strong", EL_STRONG),
	INLINE("sub", EL_MARK),
	INLINE("sup", EL_MARK),
	{ "table", 'h', EL_TABLE, B | CLASS_FIGURE, CLASS_TABLE, TEXT_NONE, 0,
	    COMMON | ATTRIBUTE(A_TITLE) | ATTRIBUTE(A_SUMMARY), 0 },
	ROWS("tbody"),
	{ "td", 'h', EL_TD, CLASS_CELL, B | I, TEXT_ANY, FLOWS, CELL, 0 },
	ROWS("tfoot"),
	{ "th", 'h', EL_TH, CLASS_CELL, B | I, TEXT_ANY, FLOWS,
	    CELL | ATTRIBUTE(A_SCOPE), 0 },
	ROWS("thead"),
	{ "tr", 'h', EL_TR, CLASS_TR, CLASS_CELL, TEXT_NONE, 0, COMMON, 0 },
	INLINE("u", EL_MARK),
	{ "ul", 'h', EL_UL, B, CLASS_LI, TEXT_NONE, 0, COMMON, 0 },
};

static const struct element release[] = {
	PERSON("address", EL_ADDRESS, ONCE),
	{ "alternate", 'g', EL_OTHER, CLASS_ALTERNATE, 0, TEXT_EMPTY, 0,
	    ATTRIBUTE(A_LANG) | ATTRIBUTE(A_PATH) | ATTRIBUTE(A_TITLE),
	    ATTRIBUTE(A_LANG) | ATTRIBUTE(A_PATH) | ATTRIBUTE(A_TITLE) },
	{ "boilerplate", 'g', EL_BOILERPLATE, CLASS_TOP, B, TEXT_NONE, 0,
	    ATTRIBUTE(A_WHY) | ATTRIBUTE(A_LANG), 0 },
	{ "byline", 'g', EL_BYLINE, CLASS_HEAD, 0, TEXT_ANY, ONCE | FLOWS,
	    ATTRIBUTE(A_WHY), 0 },
	{ "change", 'g', EL_CHANGE, CLASS_HEAD, 0, TEXT_ANY, ONCE,
	    ATTRIBUTE(A_WHY), 0 },
	{ "contact", 'g', EL_CONTACT, CLASS_HEAD, CLASS_CONTACT, TEXT_NONE, 0,
	    ATTRIBUTE(A_WHY) | ATTRIBUTE(A_LANG), 0 },
	{ "contact-title", 'g', EL_OTHER, CLASS_HEAD, 0, TEXT_ANY, FLOWS,
	    ATTRIBUTE(A_WHY), 0 },
	{ "correction", 'g', EL_CORRECTION, CLASS_HEAD, 0, TEXT_ANY, ONCE,
	    ATTRIBUTE(A_WHY), 0 },
	{ "dateline", 'g', EL_DATELINE, CLASS_HEAD, 0, TEXT_ANY, ONCE | FLOWS,
	    ATTRIBUTE(A_PLACE) | ATTRIBUTE(A_WHY), 0 },
	{ "deck", 'g', EL_DECK, CLASS_HEAD, I, TEXT_ANY, ONCE | FLOWS, WORDS,
	    0 },
	PERSON("email", EL_OTHER, 0),
	{ "embargo", 'g', EL_EMBARGO, CLASS_HEAD, 0, TEXT_ANY, ONCE | FLOWS,
	    ATTRIBUTE(A_UNTIL) | ATTRIBUTE(A_WHY) | ATTRIBUTE(A_SCHEDULED),
	    ATTRIBUTE(A_UNTIL) },
	{ "expires", 'g', EL_EXPIRES, CLASS_HEAD, 0, TEXT_INSTANT, ONCE,
	    ATTRIBUTE(A_WHY), 0 },
	{ "head", 'g', EL_HEAD, CLASS_TOP, CLASS_HEAD, TEXT_NONE, ONCE, 0, 0 },
	{ "issued", 'g', EL_ISSUED, CLASS_HEAD, 0, TEXT_DATE, ONCE,
	    ATTRIBUTE(A_WHY) | ATTRIBUTE(A_TEXT), 0 },
	{ "lead", 'g', EL_LEAD, CLASS_HEAD, CLASS_P, TEXT_NONE,
	    ONCE | ELEMENT_FULL, WORDS, 0 },
	{ "message", 'g', EL_OTHER, CLASS_MESSAGE, 0, TEXT_EMPTY, 0,
	    ATTRIBUTE(A_CODE) | ATTRIBUTE(A_SEVERITY) | ATTRIBUTE(A_QUOTE) |
		ATTRIBUTE(A_TIMES),
	    ATTRIBUTE(A_CODE) | ATTRIBUTE(A_SEVERITY) },
	PERSON("name", EL_NAME, ONCE),
	{ "note", 'g', EL_NOTE, CLASS_NOTE, B, TEXT_NONE, 0,
	    ATTRIBUTE(A_ID) | ATTRIBUTE(A_KIND) | ATTRIBUTE(A_LABEL) |
		ATTRIBUTE(A_LANG),
	    ATTRIBUTE(A_ID) | ATTRIBUTE(A_KIND) },
	{ "notes", 'g', EL_NOTES, CLASS_TOP, CLASS_NOTE, TEXT_NONE, ONCE, 0,
	    0 },
	PERSON("org", EL_ORG, ONCE),
	{ "picture", 'g', EL_OTHER, CLASS_HEAD, 0, TEXT_EMPTY, 0, PICTURE,
	    PICTURE },
	{ "publication", 'g', EL_PUBLICATION, CLASS_HEAD, CLASS_ALTERNATE,
	    TEXT_NONE, ONCE, PUBLISHED | VERSIONED, PUBLISHED },
	{ "publisher", 'g', EL_OTHER, CLASS_HEAD, 0, TEXT_ANY, FLOWS,
	    ATTRIBUTE(A_REF) | ATTRIBUTE(A_WHY), 0 },
	{ "raw", 'g', EL_RAW, CLASS_CONTACT, I, TEXT_ANY, ONCE | FLOWS, 0, 0 },
	{ "release", 'g', EL_RELEASE, CLASS_NONE, CLASS_TOP, TEXT_NONE, 0,
	    ATTRIBUTE(A_XML_LANG) | ATTRIBUTE(A_LANG_WHY) |
		ATTRIBUTE(A_ANY_ID) | ATTRIBUTE(A_VERSION),
	    ATTRIBUTE(A_XML_LANG) },
	{ "replaces", 'g', EL_REPLACES, CLASS_HEAD, 0, TEXT_ANY, ONCE,
	    ATTRIBUTE(A_ANY_ID), 0 },
	{ "report", 'g', EL_REPORT, CLASS_TOP, CLASS_MESSAGE, TEXT_NONE, ONCE,
	    0, 0 },
	PERSON("role", EL_ROLE, ONCE),
	{ "source", 'g', EL_SOURCE, CLASS_HEAD, 0, TEXT_EMPTY, ONCE,
	    ATTRIBUTE(A_FORMAT) | ATTRIBUTE(A_SHA256), ATTRIBUTE(A_FORMAT) },
	{ "status", 'g', EL_STATUS, CLASS_HEAD, 0, TEXT_STATUS, ONCE, 0, 0 },
	{ "subject", 'g', EL_OTHER, CLASS_HEAD, 0, TEXT_ANY, FLOWS,
	    ATTRIBUTE(A_WHY) | ATTRIBUTE(A_LANG), 0 },
	{ "subject-title", 'g', EL_SUBJECT_TITLE, CLASS_HEAD, 0, TEXT_ANY,
	    ONCE | FLOWS, ATTRIBUTE(A_WHY), 0 },
	{ "tel", 'g', EL_OTHER, CLASS_CONTACT, 0, TEXT_ANY, 0, ATTRIBUTE(A_TEL),
	    0 },
	{ "title", 'g', EL_TITLE, CLASS_HEAD, I, TEXT_ANY, ONCE | FLOWS,
	    WORDS | ATTRIBUTE(A_VISIBLE), 0 },
	{ "translation", 'g', EL_OTHER, CLASS_HEAD, 0, TEXT_EMPTY, 0,
	    ATTRIBUTE(A_ANY_ID) | ATTRIBUTE(A_LANG),
	    ATTRIBUTE(A_ANY_ID) | ATTRIBUTE(A_LANG) },
	{ "translation-of", 'g', EL_TRANSLATION_OF, CLASS_HEAD, 0, TEXT_ANY,
	    ONCE, ATTRIBUTE(A_WHY), 0 },
	{ "web", 'g', EL_OTHER, CLASS_CONTACT, 0, TEXT_ANY, 0,
	    ATTRIBUTE(A_HTTP), ATTRIBUTE(A_HTTP) },
};

static const struct element mathml[] = {
	{ "math", 'm', EL_MATH, I, CLASS_MATH, TEXT_ANY, 0, ATTRIBUTE(A_MATH),
	    0 },
	IN_MATH("menclose"),
	IN_MATH("mfenced"),
	IN_MATH("mfrac"),
	IN_MATH("mi"),
	IN_MATH("mmultiscripts"),
	IN_MATH("mn"),
	IN_MATH("mo"),
	IN_MATH("mover"),
	IN_MATH("mpadded"),
	IN_MATH("mphantom"),
	IN_MATH("mprescripts"),
	IN_MATH("mroot"),
	IN_MATH("mrow"),
	IN_MATH("ms"),
	IN_MATH("mspace"),
	IN_MATH("msqrt"),
	IN_MATH("mstyle"),
	IN_MATH("msub"),
	IN_MATH("msubsup"),
	IN_MATH("msup"),
	IN_MATH("mtable"),
	IN_MATH("mtd"),
	IN_MATH("mtext"),
	IN_MATH("mtr"),
	IN_MATH("munder"),
	IN_MATH("munderover"),
	IN_MATH("none"),
};
/* clang-format on */

static const struct element unknown = { "", ' ', EL_UNKNOWN, 0, 0, TEXT_NONE, 0,
	0, 0 };

static int
by_name(const void *name, const void *row)
{
	const struct element *e = row;

	return strcmp(name, e->name);
}

const struct element *
element_find(const xmlNode *node)
{
	const struct element *table, *e;
	const char *ns;
	size_t n;

	if (node->type != XML_ELEMENT_NODE || node->ns == NULL ||
	    node->ns->href == NULL)
		return &unknown;
	ns = (const char *)node->ns->href;
	if (strcmp(ns, XHTML_NS) == 0) {
		table = xhtml;
		n = sizeof(xhtml) / sizeof(xhtml[0]);
	} else if (strcmp(ns, RELEASE_NS) == 0) {
		table = release;
		n = sizeof(release) / sizeof(release[0]);
	} else if (strcmp(ns, MATHML_NS) == 0) {
		table = mathml;
		n = sizeof(mathml) / sizeof(mathml[0]);
	} else {
		return &unknown;
	}
	e = bsearch(node->name, table, n, sizeof(*table), by_name);
	return e != NULL ? e : &unknown;
}

uint64_t
element_once(const struct element *element)
{
	/* Those of the release's own namespace, and the body. */
	_Static_assert(EL_SUBJECT_TITLE < 64 && EL_BODY < 64,
	    "more elements that may stand once than bits");
	if ((element->flags & ELEMENT_ONCE) == 0)
		return 0;
	return (uint64_t)1 << (element->id & 63);
}

const struct element *
element_of(xmlNode *node)
{
	if (node->_private == NULL)
		node->_private = (void *)(uintptr_t)element_find(node);
	return node->_private;
}

void
element_forget(xmlNode *node)
{
	node->_private = NULL;
}
