/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of elements.  See element.h. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "release/element.h"
#include "release/release.h"

#define XML_NS "http://www.w3.org/XML/1998/namespace"

/* Kinds of attribute values; an enumeration is "a|b|c". */
enum value {
	VALUE_ANY,
	VALUE_LANG,
	VALUE_NUMBER,
	VALUE_INSTANT,
	VALUE_ID,
	VALUE_SHA256,
	VALUE_HREF,
	VALUE_TEL,
	VALUE_HTTP,
	VALUE_PICTURE,
	VALUE_CODE,
	VALUE_ENUM,
};

enum attribute_id {
	A_ID,
	A_ANY_ID,
	A_LANG,
	A_DIR,
	A_GWHY,
	A_SPEAKER,
	A_WHY,
	A_XML_LANG,
	A_LANG_WHY,
	A_VERSION,
	A_VISIBLE,
	A_PLACE,
	A_TEXT,
	A_UNTIL,
	A_SCHEDULED,
	A_REF,
	A_TEL,
	A_HTTP,
	A_PICTURE,
	A_TYPE,
	A_WIDTH,
	A_HEIGHT,
	A_SHA256,
	A_FORMAT,
	A_URL,
	A_PATH,
	A_SITE,
	A_BASE,
	A_PUBLISHED,
	A_UPDATED,
	A_STYLE,
	A_CHANGE,
	A_NOTE,
	A_CHANGED,
	A_ADDED,
	A_REMOVED,
	A_WAS,
	A_TITLE,
	A_KIND,
	A_LABEL,
	A_CODE,
	A_SEVERITY,
	A_QUOTE,
	A_TIMES,
	A_OL_TYPE,
	A_START,
	A_VALUE,
	A_GLABEL,
	A_SUMMARY,
	A_COLSPAN,
	A_ROWSPAN,
	A_CLASS,
	A_SCOPE,
	A_HREF,
	A_HREFLANG,
	A_ROLE,
	A_SRC,
	A_ALT,
	A_MATH, /* any of math_attributes */
	A_COUNT
};

static const struct attribute {
	const char *name;
	char ns; /* ' ', 'g' or 'x' (XML's own) */
	enum value value;
	const char *words;
} attributes[A_COUNT] = {
	[A_ID] = { "id", ' ', VALUE_ID, NULL },
	[A_ANY_ID] = { "id", ' ', VALUE_ANY, NULL },
	[A_LANG] = { "lang", ' ', VALUE_LANG, NULL },
	[A_DIR] = { "dir", ' ', VALUE_ENUM, "ltr|rtl|auto" },
	[A_GWHY] = { "why", 'g', VALUE_ANY, NULL },
	[A_SPEAKER] = { "speaker", 'g', VALUE_ANY, NULL },
	[A_WHY] = { "why", ' ', VALUE_ANY, NULL },
	[A_XML_LANG] = { "lang", 'x', VALUE_LANG, NULL },
	[A_LANG_WHY] = { "lang-why", ' ', VALUE_ANY, NULL },
	[A_VERSION] = { "version", ' ', VALUE_NUMBER, NULL },
	[A_VISIBLE] = { "visible", ' ', VALUE_ENUM, "yes|no" },
	[A_PLACE] = { "place", ' ', VALUE_ANY, NULL },
	[A_TEXT] = { "text", ' ', VALUE_ANY, NULL },
	[A_UNTIL] = { "until", ' ', VALUE_INSTANT, NULL },
	[A_SCHEDULED] = { "scheduled", ' ', VALUE_ENUM, "yes|no" },
	[A_REF] = { "ref", ' ', VALUE_ANY, NULL },
	[A_TEL] = { "href", ' ', VALUE_TEL, NULL },
	[A_HTTP] = { "href", ' ', VALUE_HTTP, NULL },
	[A_PICTURE] = { "name", ' ', VALUE_PICTURE, NULL },
	[A_TYPE] = { "type", ' ', VALUE_ENUM,
	    "image/png|image/jpeg|image/gif|image/webp|image/svg+xml" },
	[A_WIDTH] = { "width", ' ', VALUE_NUMBER, NULL },
	[A_HEIGHT] = { "height", ' ', VALUE_NUMBER, NULL },
	[A_SHA256] = { "sha256", ' ', VALUE_SHA256, NULL },
	[A_FORMAT] = { "format", ' ', VALUE_ANY, NULL },
	[A_URL] = { "url", ' ', VALUE_ANY, NULL },
	[A_PATH] = { "path", ' ', VALUE_ANY, NULL },
	[A_SITE] = { "site", ' ', VALUE_ANY, NULL },
	[A_BASE] = { "base", ' ', VALUE_ANY, NULL },
	[A_PUBLISHED] = { "published", ' ', VALUE_INSTANT, NULL },
	[A_UPDATED] = { "updated", ' ', VALUE_INSTANT, NULL },
	[A_STYLE] = { "style", ' ', VALUE_ANY, NULL },
	[A_CHANGE] = { "change", ' ', VALUE_ENUM, "correction" },
	[A_NOTE] = { "note", ' ', VALUE_ANY, NULL },
	[A_CHANGED] = { "changed", ' ', VALUE_NUMBER, NULL },
	[A_ADDED] = { "added", ' ', VALUE_NUMBER, NULL },
	[A_REMOVED] = { "removed", ' ', VALUE_NUMBER, NULL },
	[A_WAS] = { "was", ' ', VALUE_INSTANT, NULL },
	[A_TITLE] = { "title", ' ', VALUE_ANY, NULL },
	[A_KIND] = { "kind", ' ', VALUE_ENUM, "footnote|endnote" },
	[A_LABEL] = { "label", ' ', VALUE_ANY, NULL },
	[A_CODE] = { "code", ' ', VALUE_CODE, NULL },
	[A_SEVERITY] = { "severity", ' ', VALUE_ENUM, "info|warn|hold" },
	[A_QUOTE] = { "quote", ' ', VALUE_ANY, NULL },
	[A_TIMES] = { "times", ' ', VALUE_NUMBER, NULL },
	[A_OL_TYPE] = { "type", ' ', VALUE_ENUM, "1|a|A|i|I" },
	[A_START] = { "start", ' ', VALUE_NUMBER, NULL },
	[A_VALUE] = { "value", ' ', VALUE_NUMBER, NULL },
	[A_GLABEL] = { "label", 'g', VALUE_ANY, NULL },
	[A_SUMMARY] = { "summary", ' ', VALUE_ANY, NULL },
	[A_COLSPAN] = { "colspan", ' ', VALUE_NUMBER, NULL },
	[A_ROWSPAN] = { "rowspan", ' ', VALUE_NUMBER, NULL },
	[A_CLASS] = { "class", ' ', VALUE_ENUM, "num" },
	[A_SCOPE] = { "scope", ' ', VALUE_ENUM, "row|col|rowgroup|colgroup" },
	[A_HREF] = { "href", ' ', VALUE_HREF, NULL },
	[A_HREFLANG] = { "hreflang", ' ', VALUE_LANG, NULL },
	[A_ROLE] = { "role", ' ', VALUE_ENUM, "doc-noteref" },
	[A_SRC] = { "src", ' ', VALUE_PICTURE, NULL },
	[A_ALT] = { "alt", ' ', VALUE_ANY, NULL },
	[A_MATH] = { "", '-', VALUE_ANY, NULL },
};

static const char math_attributes[] =
    "|id|lang|dir|display|displaystyle|scriptlevel|alttext|mathvariant|"
    "stretchy|fence|separator|accent|accentunder|form|lspace|rspace|largeop|"
    "movablelimits|symmetric|maxsize|minsize|open|close|separators|notation|"
    "linethickness|bevelled|columnalign|rowspan|columnspan|width|height|"
    "depth|voffset|";

/* clang-format off: a table is read by its columns */
#define BIT(a) ((uint64_t)1 << (a))
#define COMMON (BIT(A_ID) | BIT(A_LANG) | BIT(A_DIR) | BIT(A_GWHY))
#define WORDS  (BIT(A_WHY) | BIT(A_LANG) | BIT(A_DIR))
#define CELL   (COMMON | BIT(A_COLSPAN) | BIT(A_ROWSPAN) | BIT(A_CLASS))
#define PUBLISHED                                                              \
 (BIT(A_URL) | BIT(A_PATH) | BIT(A_SITE) | BIT(A_BASE) | BIT(A_PUBLISHED) |    \
     BIT(A_UPDATED) | BIT(A_VERSION) | BIT(A_ANY_ID) | BIT(A_STYLE))
#define VERSIONED                                                              \
 (BIT(A_CHANGE) | BIT(A_NOTE) | BIT(A_CHANGED) | BIT(A_ADDED) |                \
     BIT(A_REMOVED) | BIT(A_WAS))
#define PICTURE                                                                \
 (BIT(A_PICTURE) | BIT(A_TYPE) | BIT(A_WIDTH) | BIT(A_HEIGHT) | BIT(A_SHA256))
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
  name, 'm', EL_IN_MATH, CLASS_MATH, CLASS_MATH, TEXT_ANY, 0, BIT(A_MATH), 0   \
 }
#define PERSON(name, id, flags)                                                \
 {                                                                             \
  name, 'g', id, CLASS_CONTACT, 0, TEXT_ANY, flags, 0, 0                       \
 }

/* Sorted by name within a namespace, for bsearch(3). */
static const struct element xhtml[] = {
	{ "a", 'h', EL_A, I, I, TEXT_ANY, 0,
	    COMMON | BIT(A_HREF) | BIT(A_HREFLANG) | BIT(A_ROLE), BIT(A_HREF) },
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
	    COMMON | BIT(A_SRC) | BIT(A_ALT) | BIT(A_WIDTH) | BIT(A_HEIGHT),
	    BIT(A_SRC) },
	{ "li", 'h', EL_LI, CLASS_LI, B | I, TEXT_ANY, FLOWS,
	    COMMON | BIT(A_VALUE) | BIT(A_GLABEL), 0 },
	{ "ol", 'h', EL_OL, B, CLASS_LI, TEXT_NONE, 0,
	    COMMON | BIT(A_OL_TYPE) | BIT(A_START), 0 },
	{ "p", 'h', EL_P, B | CLASS_P | CLASS_FIGURE, I, TEXT_ANY, FLOWS,
	    COMMON | BIT(A_SPEAKER), 0 },
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
	    COMMON | BIT(A_TITLE) | BIT(A_SUMMARY), 0 },
	ROWS("tbody"),
	{ "td", 'h', EL_TD, CLASS_CELL, B | I, TEXT_ANY, FLOWS, CELL, 0 },
	ROWS("tfoot"),
	{ "th", 'h', EL_TH, CLASS_CELL, B | I, TEXT_ANY, FLOWS,
	    CELL | BIT(A_SCOPE), 0 },
	ROWS("thead"),
	{ "tr", 'h', EL_TR, CLASS_TR, CLASS_CELL, TEXT_NONE, 0, COMMON, 0 },
	INLINE("u", EL_MARK),
	{ "ul", 'h', EL_UL, B, CLASS_LI, TEXT_NONE, 0, COMMON, 0 },
};

static const struct element release[] = {
	PERSON("address", EL_ADDRESS, ONCE),
	{ "alternate", 'g', EL_OTHER, CLASS_ALTERNATE, 0, TEXT_EMPTY, 0,
	    BIT(A_LANG) | BIT(A_PATH) | BIT(A_TITLE),
	    BIT(A_LANG) | BIT(A_PATH) | BIT(A_TITLE) },
	{ "boilerplate", 'g', EL_BOILERPLATE, CLASS_TOP, B, TEXT_NONE, 0,
	    BIT(A_WHY) | BIT(A_LANG), 0 },
	{ "byline", 'g', EL_BYLINE, CLASS_HEAD, 0, TEXT_ANY, ONCE | FLOWS,
	    BIT(A_WHY), 0 },
	{ "change", 'g', EL_CHANGE, CLASS_HEAD, 0, TEXT_ANY, ONCE, BIT(A_WHY),
	    0 },
	{ "contact", 'g', EL_CONTACT, CLASS_HEAD, CLASS_CONTACT, TEXT_NONE, 0,
	    BIT(A_WHY) | BIT(A_LANG), 0 },
	{ "contact-title", 'g', EL_OTHER, CLASS_HEAD, 0, TEXT_ANY, FLOWS,
	    BIT(A_WHY), 0 },
	{ "correction", 'g', EL_CORRECTION, CLASS_HEAD, 0, TEXT_ANY, ONCE,
	    BIT(A_WHY), 0 },
	{ "dateline", 'g', EL_DATELINE, CLASS_HEAD, 0, TEXT_ANY, ONCE | FLOWS,
	    BIT(A_PLACE) | BIT(A_WHY), 0 },
	{ "deck", 'g', EL_DECK, CLASS_HEAD, I, TEXT_ANY, ONCE | FLOWS, WORDS,
	    0 },
	PERSON("email", EL_OTHER, 0),
	{ "embargo", 'g', EL_EMBARGO, CLASS_HEAD, 0, TEXT_ANY, ONCE | FLOWS,
	    BIT(A_UNTIL) | BIT(A_WHY) | BIT(A_SCHEDULED), BIT(A_UNTIL) },
	{ "expires", 'g', EL_EXPIRES, CLASS_HEAD, 0, TEXT_INSTANT, ONCE,
	    BIT(A_WHY), 0 },
	{ "head", 'g', EL_HEAD, CLASS_TOP, CLASS_HEAD, TEXT_NONE, ONCE, 0, 0 },
	{ "issued", 'g', EL_ISSUED, CLASS_HEAD, 0, TEXT_DATE, ONCE,
	    BIT(A_WHY) | BIT(A_TEXT), 0 },
	{ "lead", 'g', EL_LEAD, CLASS_HEAD, CLASS_P, TEXT_NONE,
	    ONCE | ELEMENT_FULL, WORDS, 0 },
	{ "message", 'g', EL_OTHER, CLASS_MESSAGE, 0, TEXT_EMPTY, 0,
	    BIT(A_CODE) | BIT(A_SEVERITY) | BIT(A_QUOTE) | BIT(A_TIMES),
	    BIT(A_CODE) | BIT(A_SEVERITY) },
	PERSON("name", EL_NAME, ONCE),
	{ "note", 'g', EL_NOTE, CLASS_NOTE, B, TEXT_NONE, 0,
	    BIT(A_ID) | BIT(A_KIND) | BIT(A_LABEL) | BIT(A_LANG),
	    BIT(A_ID) | BIT(A_KIND) },
	{ "notes", 'g', EL_NOTES, CLASS_TOP, CLASS_NOTE, TEXT_NONE, ONCE, 0,
	    0 },
	PERSON("org", EL_ORG, ONCE),
	{ "picture", 'g', EL_OTHER, CLASS_HEAD, 0, TEXT_EMPTY, 0, PICTURE,
	    PICTURE },
	{ "publication", 'g', EL_PUBLICATION, CLASS_HEAD, CLASS_ALTERNATE,
	    TEXT_NONE, ONCE, PUBLISHED | VERSIONED, PUBLISHED },
	{ "publisher", 'g', EL_OTHER, CLASS_HEAD, 0, TEXT_ANY, FLOWS,
	    BIT(A_REF) | BIT(A_WHY), 0 },
	{ "raw", 'g', EL_RAW, CLASS_CONTACT, I, TEXT_ANY, ONCE | FLOWS, 0, 0 },
	{ "release", 'g', EL_RELEASE, CLASS_NONE, CLASS_TOP, TEXT_NONE, 0,
	    BIT(A_XML_LANG) | BIT(A_LANG_WHY) | BIT(A_ANY_ID) | BIT(A_VERSION),
	    BIT(A_XML_LANG) },
	{ "replaces", 'g', EL_REPLACES, CLASS_HEAD, 0, TEXT_ANY, ONCE,
	    BIT(A_ANY_ID), 0 },
	{ "report", 'g', EL_REPORT, CLASS_TOP, CLASS_MESSAGE, TEXT_NONE, ONCE,
	    0, 0 },
	PERSON("role", EL_ROLE, ONCE),
	{ "source", 'g', EL_SOURCE, CLASS_HEAD, 0, TEXT_EMPTY, ONCE,
	    BIT(A_FORMAT) | BIT(A_SHA256), BIT(A_FORMAT) },
	{ "status", 'g', EL_STATUS, CLASS_HEAD, 0, TEXT_STATUS, ONCE, 0, 0 },
	{ "subject", 'g', EL_OTHER, CLASS_HEAD, 0, TEXT_ANY, FLOWS,
	    BIT(A_WHY) | BIT(A_LANG), 0 },
	{ "subject-title", 'g', EL_SUBJECT_TITLE, CLASS_HEAD, 0, TEXT_ANY,
	    ONCE | FLOWS, BIT(A_WHY), 0 },
	{ "tel", 'g', EL_OTHER, CLASS_CONTACT, 0, TEXT_ANY, 0, BIT(A_TEL), 0 },
	{ "title", 'g', EL_TITLE, CLASS_HEAD, I, TEXT_ANY, ONCE | FLOWS,
	    WORDS | BIT(A_VISIBLE), 0 },
	{ "translation", 'g', EL_OTHER, CLASS_HEAD, 0, TEXT_EMPTY, 0,
	    BIT(A_ANY_ID) | BIT(A_LANG), BIT(A_ANY_ID) | BIT(A_LANG) },
	{ "translation-of", 'g', EL_TRANSLATION_OF, CLASS_HEAD, 0, TEXT_ANY,
	    ONCE, BIT(A_WHY), 0 },
	{ "web", 'g', EL_OTHER, CLASS_CONTACT, 0, TEXT_ANY, 0, BIT(A_HTTP),
	    BIT(A_HTTP) },
};

static const struct element mathml[] = {
	{ "math", 'm', EL_MATH, I, CLASS_MATH, TEXT_ANY, 0, BIT(A_MATH), 0 },
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

static int
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int
element_is_lang(const char *s)
{
	size_t n = 0;
	int first = 1;

	for (;; s++) {
		if (*s == '-' || *s == '\0') {
			if (n > 8 || n < (first ? 2 : 1))
				return 0;
			if (*s == '\0')
				return 1;
			n = 0;
			first = 0;
		} else if (is_letter(*s) || (!first && is_digit(*s))) {
			n++;
		} else {
			return 0;
		}
	}
}

static int
is_number(const char *s)
{
	size_t n;

	n = strspn(s, "0123456789");
	return n >= 1 && n <= 9 && s[n] == '\0';
}

int
element_is_id(const char *s)
{
	if (!is_letter(*s))
		return 0;
	while (is_letter(*s) || is_digit(*s) || *s == '_' || *s == '.' ||
	    *s == '-')
		s++;
	return *s == '\0';
}

/* s follows the picture of digits ('0') and literals; the end of it. */
static const char *
follow(const char *s, const char *form)
{
	for (; *form != '\0'; form++, s++) {
		if (*form == '0' ? !is_digit(*s) : *s != *form)
			return NULL;
	}
	return s;
}

/* RFC 3339 5.6, to the second, with an offset. */
static int
is_instant(const char *s)
{
	s = follow(s, "0000-00-00T00:00:00");
	if (s == NULL)
		return 0;
	if (strcmp(s, "Z") == 0)
		return 1;
	if (*s != '+' && *s != '-')
		return 0;
	s = follow(s + 1, "00:00");
	return s != NULL && *s == '\0';
}

int
element_is_text(enum element_text text, const char *s)
{
	const char *end;

	switch (text) {
	case TEXT_ANY:
		return 1;
	case TEXT_EMPTY:
		return *s == '\0';
	case TEXT_NONE:
		return s[strspn(s, " \t\n\r")] == '\0';
	case TEXT_STATUS:
		return strcmp(s, "usable") == 0 || strcmp(s, "withheld") == 0 ||
		    strcmp(s, "canceled") == 0;
	case TEXT_DATE:
		end = follow(s, "0000-00-00");
		return (end != NULL && *end == '\0') || is_instant(s);
	case TEXT_INSTANT:
		return is_instant(s);
	default:
		return 0;
	}
}

static int
is_solid(const char *s)
{
	return *s != '\0' && s[strcspn(s, " \t\n\r")] == '\0';
}

static int
is_http(const char *s)
{
	if (strncmp(s, "http", 4) != 0)
		return 0;
	s += s[4] == 's' ? 5 : 4;
	return strncmp(s, "://", 3) == 0 && is_solid(s + 3);
}

static int
is_tel(const char *s)
{
	return strncmp(s, "tel:+", 5) == 0 && s[5] != '\0' &&
	    s[5 + strspn(s + 5, "0123456789")] == '\0';
}

int
element_is_href(const char *s)
{
	if (*s == '#')
		return element_is_id(s + 1);
	return is_http(s) || is_tel(s) ||
	    (strncmp(s, "mailto:", 7) == 0 && is_solid(s + 7));
}

static int
is_picture(const char *s)
{
	const char *dot;

	dot = s + strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789");
	return dot > s &&
	    (strcmp(dot, ".png") == 0 || strcmp(dot, ".jpg") == 0 ||
		strcmp(dot, ".gif") == 0 || strcmp(dot, ".webp") == 0 ||
		strcmp(dot, ".svg") == 0);
}

int
element_is_code(const char *s)
{
	return *s >= 'a' && *s <= 'z' &&
	    s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

/* Is the word s one of "a|b|c"? */
static int
is_among(const char *words, const char *s)
{
	size_t n, len;

	len = strlen(s);
	for (; *words != '\0'; words += n + (words[n] == '|')) {
		n = strcspn(words, "|");
		if (n == len && strncmp(words, s, n) == 0)
			return 1;
	}
	return 0;
}

static int
is_value(const struct attribute *a, const char *s)
{
	switch (a->value) {
	case VALUE_LANG:
		return element_is_lang(s);
	case VALUE_NUMBER:
		return is_number(s);
	case VALUE_INSTANT:
		return is_instant(s);
	case VALUE_ID:
		return element_is_id(s);
	case VALUE_SHA256:
		return hash_is_hex(s);
	case VALUE_HREF:
		return element_is_href(s);
	case VALUE_TEL:
		return is_tel(s);
	case VALUE_HTTP:
		return is_http(s);
	case VALUE_PICTURE:
		return is_picture(s);
	case VALUE_CODE:
		return element_is_code(s);
	case VALUE_ENUM:
		return is_among(a->words, s);
	case VALUE_ANY:
	default:
		return 1;
	}
}

static char
namespace_of(const xmlAttr *attr)
{
	if (attr->ns == NULL)
		return ' ';
	if (strcmp((const char *)attr->ns->href, RELEASE_NS) == 0)
		return 'g';
	return strcmp((const char *)attr->ns->href, XML_NS) == 0 ? 'x' : '?';
}

static int
is_math_attribute(const xmlAttr *attr)
{
	return attr->ns == NULL &&
	    is_among(math_attributes + 1, (const char *)attr->name);
}

static const char *
value_of(const xmlAttr *attr)
{
	if (attr->children == NULL || attr->children->content == NULL)
		return "";
	return (const char *)attr->children->content;
}

/* The attribute's id among those that may stand there, or -1. */
static int
find_attribute(const xmlAttr *attr, uint64_t may)
{
	char ns;
	int i;

	ns = namespace_of(attr);
	for (i = 0; i < A_COUNT; i++) {
		if ((may & BIT(i)) == 0)
			continue;
		if (i == A_MATH ? is_math_attribute(attr) :
				  attributes[i].ns == ns &&
			    strcmp((const char *)attr->name,
				attributes[i].name) == 0)
			return i;
	}
	return -1;
}

int
element_check_attributes(const struct element *element, const xmlNode *node,
    const char **ret_name)
{
	const xmlAttr *attr;
	int i;
	uint64_t missing;

	missing = element->must;
	for (attr = node->properties; attr != NULL; attr = attr->next) {
		i = find_attribute(attr, element->may);
		if (i < 0 || !is_value(&attributes[i], value_of(attr))) {
			*ret_name = (const char *)attr->name;
			return -1;
		}
		missing &= ~BIT(i);
	}
	for (i = 0; missing != 0; i++, missing >>= 1) {
		if ((missing & 1) != 0) {
			*ret_name = attributes[i].name;
			return -1;
		}
	}
	return 0;
}

static int
is_pending(const struct element *element, const xmlAttr *attr)
{
	const char *name = (const char *)attr->name;

	if (namespace_of(attr) == 'g')
		return strcmp(name, "zone") == 0;
	if (namespace_of(attr) != ' ')
		return 0;
	return (strcmp(name, "id") == 0 && element->ns != 'g') ||
	    (strcmp(name, "href") == 0 && element->id == EL_A) ||
	    (strcmp(name, "until") == 0 && element->id == EL_EMBARGO) ||
	    (strcmp(name, "id") == 0 && element->id == EL_NOTE);
}

void
element_filter(xmlNode *node)
{
	const struct element *element;
	int i;
	xmlAttr *attr, *next;

	element = element_of(node);
	for (attr = node->properties; attr != NULL; attr = next) {
		next = attr->next;
		if (is_pending(element, attr))
			continue;
		i = find_attribute(attr, element->may);
		if (i < 0 || !is_value(&attributes[i], value_of(attr)))
			xmlRemoveProp(attr);
	}
}
