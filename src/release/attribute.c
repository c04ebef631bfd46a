/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of attributes, and which an element may have.  See element.h. */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "release/attribute.h"
#include "release/element.h"
#include "release/release.h"

#define XML_NS "http://www.w3.org/XML/1998/namespace"

static const struct attribute {
	const char *name;
	char ns; /* ' ', 'g' or 'x' (XML's own) */
	enum attribute_value value;
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
	[A_WITHDRAWN] = { "withdrawn", ' ', VALUE_INSTANT, NULL },
	[A_EXPIRED] = { "expired", ' ', VALUE_INSTANT, NULL },
	[A_REASON] = { "reason", ' ', VALUE_ANY, NULL },
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

static int
is_value(const struct attribute *a, const char *s)
{
	return attribute_is_value(a->value, a->words, s);
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
	    attribute_is_among(math_attributes + 1, (const char *)attr->name);
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
		if ((may & ATTRIBUTE(i)) == 0)
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
		missing &= ~ATTRIBUTE(i);
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
	    (strcmp(name, "src") == 0 && element->id == EL_IMG) ||
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
