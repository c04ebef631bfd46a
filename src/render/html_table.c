/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of html_table.h, each in the order of its names. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "render/html_table.h"

struct entry {
	const char *name;
	unsigned value;
};

enum {
	K = ELEMENT_KNOWN,
	B = ELEMENT_KNOWN | ELEMENT_BLOCK,
	V = ELEMENT_KNOWN | ELEMENT_VOID,
	H = ELEMENT_KNOWN | ELEMENT_BLOCK | ELEMENT_HEAD,
	G = ELEMENT_GONE,
};

static const struct entry elements[] = {
	{ "a", K },
	{ "abbr", K },
	{ "address", B },
	{ "applet", G },
	{ "article", B },
	{ "aside", B },
	{ "audio", G },
	{ "b", K },
	{ "bdi", K },
	{ "bdo", K },
	{ "blockquote", B },
	{ "body", B },
	{ "br", V },
	{ "button", K | ELEMENT_FORM },
	{ "canvas", G },
	{ "caption", B },
	{ "cite", K },
	{ "code", K },
	{ "dd", B },
	{ "del", K },
	{ "details", B },
	{ "dfn", K },
	{ "div", B },
	{ "dl", B },
	{ "dt", B },
	{ "em", K },
	{ "embed", G },
	{ "figcaption", B },
	{ "figure", B },
	{ "footer", B },
	{ "form", B | ELEMENT_FORM },
	{ "frame", G },
	{ "frameset", G },
	{ "h1", B },
	{ "h2", B },
	{ "h3", B },
	{ "h4", B },
	{ "h5", B },
	{ "h6", B },
	{ "head", B },
	{ "header", B },
	{ "hr", B | ELEMENT_VOID },
	{ "html", B },
	{ "i", K },
	{ "iframe", G },
	{ "img", V },
	{ "input", V | ELEMENT_FORM },
	{ "ins", K },
	{ "kbd", K },
	{ "label", K | ELEMENT_FORM },
	{ "li", B },
	{ "link", H | ELEMENT_VOID },
	{ "main", B },
	{ "mark", K },
	{ "meta", H | ELEMENT_VOID },
	{ "nav", B },
	{ "noscript", G },
	{ "object", G },
	{ "ol", B },
	{ "p", B },
	{ "pre", B | ELEMENT_PRE },
	{ "q", K },
	{ "rp", K },
	{ "rt", K },
	{ "ruby", K },
	{ "s", K },
	{ "samp", K },
	{ "script", G },
	{ "section", B },
	{ "small", K },
	{ "span", K },
	{ "strong", K },
	{ "style", G },
	{ "sub", K },
	{ "summary", B },
	{ "sup", K },
	{ "table", B },
	{ "tbody", B },
	{ "td", B },
	{ "template", G },
	{ "tfoot", B },
	{ "th", B },
	{ "thead", B },
	{ "time", K },
	{ "title", H },
	{ "tr", B },
	{ "u", K },
	{ "ul", B },
	{ "var", K },
	{ "video", G },
	{ "wbr", V },
};

/* Presentation MathML; annotations hold what nobody would see. */
static const struct entry math_elements[] = {
	{ "annotation", G },
	{ "annotation-xml", G },
	{ "maction", K },
	{ "math", K },
	{ "menclose", K },
	{ "merror", K },
	{ "mfenced", K },
	{ "mfrac", K },
	{ "mi", K },
	{ "mmultiscripts", K },
	{ "mn", K },
	{ "mo", K },
	{ "mover", K },
	{ "mpadded", K },
	{ "mphantom", K },
	{ "mprescripts", K },
	{ "mroot", K },
	{ "mrow", K },
	{ "ms", K },
	{ "mspace", K },
	{ "msqrt", K },
	{ "mstyle", K },
	{ "msub", K },
	{ "msubsup", K },
	{ "msup", K },
	{ "mtable", K },
	{ "mtd", K },
	{ "mtext", K },
	{ "mtr", K },
	{ "munder", K },
	{ "munderover", K },
	{ "none", K },
	{ "semantics", K },
};

static const struct entry attributes[] = {
	{ "alt", ATTRIBUTE_PLAIN },
	{ "aria-current", ATTRIBUTE_PLAIN },
	{ "aria-describedby", ATTRIBUTE_PLAIN },
	{ "aria-hidden", ATTRIBUTE_PLAIN },
	{ "aria-label", ATTRIBUTE_PLAIN },
	{ "aria-labelledby", ATTRIBUTE_PLAIN },
	{ "autocomplete", ATTRIBUTE_FORM },
	{ "charset", ATTRIBUTE_PLAIN },
	{ "cite", ATTRIBUTE_URI },
	{ "class", ATTRIBUTE_PLAIN },
	{ "colspan", ATTRIBUTE_PLAIN },
	{ "content", ATTRIBUTE_PLAIN },
	{ "data-busy", ATTRIBUTE_FORM },
	{ "data-failed", ATTRIBUTE_FORM },
	{ "data-found", ATTRIBUTE_FORM },
	{ "data-none", ATTRIBUTE_FORM },
	{ "data-one", ATTRIBUTE_FORM },
	{ "data-parts", ATTRIBUTE_FORM },
	{ "datetime", ATTRIBUTE_PLAIN },
	{ "dir", ATTRIBUTE_PLAIN },
	{ "for", ATTRIBUTE_FORM },
	{ "headers", ATTRIBUTE_PLAIN },
	{ "height", ATTRIBUTE_PLAIN },
	{ "hidden", ATTRIBUTE_FORM },
	{ "href", ATTRIBUTE_URI },
	{ "hreflang", ATTRIBUTE_PLAIN },
	{ "id", ATTRIBUTE_PLAIN },
	{ "lang", ATTRIBUTE_PLAIN },
	{ "media", ATTRIBUTE_PLAIN },
	{ "name", ATTRIBUTE_PLAIN },
	{ "open", ATTRIBUTE_PLAIN },
	{ "property", ATTRIBUTE_PLAIN },
	{ "rel", ATTRIBUTE_PLAIN },
	{ "reversed", ATTRIBUTE_PLAIN },
	{ "role", ATTRIBUTE_PLAIN },
	{ "rowspan", ATTRIBUTE_PLAIN },
	{ "scope", ATTRIBUTE_PLAIN },
	{ "src", ATTRIBUTE_SRC },
	{ "start", ATTRIBUTE_PLAIN },
	{ "tabindex", ATTRIBUTE_PLAIN },
	{ "title", ATTRIBUTE_PLAIN },
	{ "type", ATTRIBUTE_PLAIN },
	{ "value", ATTRIBUTE_PLAIN },
	{ "width", ATTRIBUTE_PLAIN },
};

static const struct entry math_attributes[] = {
	{ "accent", ATTRIBUTE_PLAIN },
	{ "accentunder", ATTRIBUTE_PLAIN },
	{ "alttext", ATTRIBUTE_PLAIN },
	{ "close", ATTRIBUTE_PLAIN },
	{ "columnalign", ATTRIBUTE_PLAIN },
	{ "columnspan", ATTRIBUTE_PLAIN },
	{ "depth", ATTRIBUTE_PLAIN },
	{ "dir", ATTRIBUTE_PLAIN },
	{ "display", ATTRIBUTE_PLAIN },
	{ "displaystyle", ATTRIBUTE_PLAIN },
	{ "fence", ATTRIBUTE_PLAIN },
	{ "form", ATTRIBUTE_PLAIN },
	{ "height", ATTRIBUTE_PLAIN },
	{ "id", ATTRIBUTE_PLAIN },
	{ "largeop", ATTRIBUTE_PLAIN },
	{ "linethickness", ATTRIBUTE_PLAIN },
	{ "lspace", ATTRIBUTE_PLAIN },
	{ "mathvariant", ATTRIBUTE_PLAIN },
	{ "maxsize", ATTRIBUTE_PLAIN },
	{ "minsize", ATTRIBUTE_PLAIN },
	{ "movablelimits", ATTRIBUTE_PLAIN },
	{ "notation", ATTRIBUTE_PLAIN },
	{ "open", ATTRIBUTE_PLAIN },
	{ "rowalign", ATTRIBUTE_PLAIN },
	{ "rowspan", ATTRIBUTE_PLAIN },
	{ "rspace", ATTRIBUTE_PLAIN },
	{ "scriptlevel", ATTRIBUTE_PLAIN },
	{ "separator", ATTRIBUTE_PLAIN },
	{ "separators", ATTRIBUTE_PLAIN },
	{ "stretchy", ATTRIBUTE_PLAIN },
	{ "symmetric", ATTRIBUTE_PLAIN },
	{ "width", ATTRIBUTE_PLAIN },
};

static int
compare(const void *name, const void *entry)
{
	const struct entry *e = entry;

	return strcmp(name, e->name);
}

static unsigned
look_up(const char *name, const struct entry *table, size_t size)
{
	const struct entry *found;

	found = bsearch(name, table, size / sizeof(*table), sizeof(*table),
	    compare);
	return found != NULL ? found->value : 0;
}

unsigned
html_element(const char *name)
{
	return look_up(name, elements, sizeof(elements));
}

unsigned
html_math_element(const char *name)
{
	return look_up(name, math_elements, sizeof(math_elements));
}

enum attribute_kind
html_attribute(const char *name)
{
	return (
	    enum attribute_kind)look_up(name, attributes, sizeof(attributes));
}

enum attribute_kind
html_math_attribute(const char *name)
{
	return (enum attribute_kind)look_up(name, math_attributes,
	    sizeof(math_attributes));
}

static int
is_sorted(const struct entry *table, size_t size)
{
	size_t i;

	for (i = 1; i < size / sizeof(*table); i++) {
		if (strcmp(table[i - 1].name, table[i].name) >= 0)
			return 0;
	}
	return 1;
}

int
html_tables_are_sorted(void)
{
	return is_sorted(elements, sizeof(elements)) &&
	    is_sorted(math_elements, sizeof(math_elements)) &&
	    is_sorted(attributes, sizeof(attributes)) &&
	    is_sorted(math_attributes, sizeof(math_attributes));
}
