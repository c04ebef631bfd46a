/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A tree as bytes of HTML or XHTML.  See html.h for the contract. */
#include "config.h"

#include <string.h>
#include <strings.h>

#include <nettle/base64.h>

#include "base/buf.h"
#include "read/picture.h"
#include "release/release.h"
#include "render/html.h"
#include "render/html_table.h"

#define MATHML_NS "http://www.w3.org/1998/Math/MathML"
#define EPUB_NS   "http://www.idpf.org/2007/ops"

struct writer {
	struct buf *out;
	const struct html_options *options;
	int in_head;
};

static void put_node(struct writer *writer, const xmlNode *node);

/*
 * How many bytes at s the HTML standard forbids (13.2.3.5, "Preprocessing
 * the input stream") though XML allows them: C1 controls and noncharacters.
 */
static size_t
forbidden(const unsigned char *s)
{
	if (*s == 0x7f)
		return 1;
	if (s[0] == 0xc2 && s[1] >= 0x80 && s[1] <= 0x9f)
		return 2;
	if (s[0] == 0xef && s[1] == 0xb7 && s[2] >= 0x90 && s[2] <= 0xaf)
		return 3;
	if (s[0] == 0xef && s[1] == 0xbf && s[2] >= 0xbe)
		return 3;
	if (s[0] >= 0xf0 && (s[1] & 0x0f) == 0x0f && s[2] == 0xbf &&
	    s[3] >= 0xbe)
		return 4;
	return 0;
}

/* The bytes that put_text() must look at. */
static int
is_special(unsigned char c)
{
	switch (c) {
	case '\0':
	case '&':
	case '<':
	case '>':
	case '"':
	case '\r':
	case 0x7f:
	case 0xc2:
	case 0xef:
		return 1;
	default:
		return c >= 0xf0;
	}
}

/* The special byte at s as it is written: how many bytes were read. */
static size_t
put_special(struct buf *out, const unsigned char *s)
{
	size_t n;

	switch (*s) {
	case '&':
		buf_puts(out, "&amp;");
		return 1;
	case '<':
		buf_puts(out, "&lt;");
		return 1;
	case '>':
		buf_puts(out, "&gt;");
		return 1;
	case '"':
		buf_puts(out, "&quot;");
		return 1;
	case '\r': /* "&#13;" would be an error in HTML */
		buf_putc(out, '\n');
		return 1;
	default:
		if ((n = forbidden(s)) > 0)
			return n;
		buf_putc(out, (char)*s);
		return 1;
	}
}

/* One escape for content and attributes. */
static void
put_text(struct buf *out, const xmlChar *text)
{
	const unsigned char *s = text;
	const unsigned char *start;

	for (;;) {
		start = s;
		while (!is_special(*s))
			s++;
		buf_add(out, start, (size_t)(s - start));
		if (*s == '\0')
			break;
		s += put_special(out, s);
	}
}

static int
is_in(const xmlNode *node, const char *ns)
{
	return node->ns != NULL &&
	    strcmp((const char *)node->ns->href, ns) == 0;
}

/* The attribute's value where it is one text, as all of ours are. */
static const xmlChar *
attribute_value(const xmlAttr *attr)
{
	if (attr->children == NULL || attr->children->content == NULL)
		return (const xmlChar *)"";
	return attr->children->content;
}

static const char *
attribute_of(const xmlNode *node, const char *name)
{
	const xmlAttr *attr;

	for (attr = node->properties; attr != NULL; attr = attr->next) {
		if (strcmp((const char *)attr->name, name) == 0)
			return (const char *)attribute_value(attr);
	}
	return NULL;
}

/* A reference without a scheme (RFC 3986, 4.2), or one that no browser
 * executes. */
static int
is_safe_uri(const char *uri)
{
	static const char *const schemes[] = { "http", "https", "mailto", "tel",
		"urn" };
	size_t i;
	size_t len;

	len = strcspn(uri, ":/?#");
	if (uri[len] != ':')
		return 1;
	for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		if (strlen(schemes[i]) == len &&
		    strncasecmp(uri, schemes[i], len) == 0)
			return 1;
	}
	return 0;
}

static const struct picture *
find_picture(const struct pictures *pictures, const char *name)
{
	size_t i;

	for (i = 0; i < pictures->count; i++) {
		if (strcmp(pictures->list[i].name, name) == 0)
			return &pictures->list[i];
	}
	return NULL;
}

/* Every two letters of base64, by the twelve bits that they stand for. */
static char pairs[1 << 12][2];

static void
make_pairs(void)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t i;

	for (i = 0; i < 1 << 12; i++) {
		pairs[i][0] = letters[i >> 6];
		pairs[i][1] = letters[i & 63];
	}
}

/* Half the time of nettle, which does the end. */
static void
put_base64(char *to, const unsigned char *p, size_t len)
{
	unsigned bits;

	if (pairs[0][0] == '\0')
		make_pairs();
	for (; len >= 3; len -= 3, p += 3, to += 4) {
		bits = (unsigned)p[0] << 16 | (unsigned)p[1] << 8 | p[2];
		memcpy(to, pairs[bits >> 12], 2);
		memcpy(to + 2, pairs[bits & 0xfff], 2);
	}
	base64_encode_raw(to, len, p);
}

/* RFC 2397, with the base64 of RFC 4648. */
static void
put_data_uri(struct buf *out, const struct picture *picture)
{
	size_t len;

	buf_printf(out, "data:%s;base64,", picture->type);
	len = BASE64_ENCODE_RAW_LENGTH(picture->len);
	if (buf_reserve(out, len) == -1)
		return;
	put_base64(out->data + out->len, picture->data, picture->len);
	out->len += len;
	out->data[out->len] = '\0';
}

static void
put_src(struct writer *writer, const char *name)
{
	const struct html_options *options = writer->options;
	const struct picture *picture = NULL;

	if (options->pictures != NULL && options->embed)
		picture = find_picture(options->pictures, name);
	if (picture != NULL) {
		put_data_uri(writer->out, picture);
		return;
	}
	if (options->pictures != NULL)
		put_text(writer->out, (const xmlChar *)options->picture_base);
	put_text(writer->out, (const xmlChar *)name);
}

static void
put_attribute(struct writer *writer, const char *name, const xmlChar *value)
{
	buf_putc(writer->out, ' ');
	buf_puts(writer->out, name);
	buf_puts(writer->out, "=\"");
	if (value != NULL)
		put_text(writer->out, value);
	buf_putc(writer->out, '"');
}

/* EPUB 3.3, 6.1.3.1: reading systems know a note by its epub:type. */
static void
put_epub_type(struct writer *writer, const char *role)
{
	static const char *const types[][2] = {
		{ "doc-noteref", "noteref" },
		{ "doc-backlink", "backlink" },
		{ "doc-endnotes", "endnotes" },
	};
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (strcmp(role, types[i][0]) == 0)
			put_attribute(writer, "epub:type",
			    (const xmlChar *)types[i][1]);
	}
}

/* XML has a second name for the language, and EPUB wants both. */
static void
put_companion(struct writer *writer, const char *name, const xmlChar *value)
{
	if (writer->options->syntax != XHTML_SYNTAX)
		return;
	if (strcmp(name, "lang") == 0)
		put_attribute(writer, "xml:lang", value);
	else if (strcmp(name, "role") == 0)
		put_epub_type(writer, (const char *)value);
}

/* The only thing that a page of ours does by itself: where a release moved,
 * it goes on to an address of the same site at once. */
static int
is_own_refresh(const xmlAttr *attr)
{
	static const char to[] = "0; url=/";
	int own;
	xmlChar *content;

	content = xmlGetNoNsProp(attr->parent, (const xmlChar *)"content");
	own = content != NULL &&
	    strncmp((const char *)content, to, sizeof(to) - 1) == 0 &&
	    content[sizeof(to) - 1] != '/' && content[sizeof(to) - 1] != '\\';
	xmlFree(content);
	return own;
}

static void
put_html_attribute(struct writer *writer, const xmlAttr *attr)
{
	const char *name = (const char *)attr->name;
	const xmlChar *value;
	enum attribute_kind kind;

	value = attribute_value(attr);
	kind = html_attribute(name);
	if (strcmp(name, "http-equiv") == 0 && is_own_refresh(attr))
		kind = ATTRIBUTE_PLAIN;
	if (kind == ATTRIBUTE_FORM && writer->options->script != NULL)
		kind = ATTRIBUTE_PLAIN;
	if (kind == ATTRIBUTE_UNKNOWN || kind == ATTRIBUTE_FORM)
		return;
	if (kind != ATTRIBUTE_PLAIN && !is_safe_uri((const char *)value))
		return;
	if (kind == ATTRIBUTE_SRC) {
		buf_puts(writer->out, " src=\"");
		put_src(writer, (const char *)value);
		buf_putc(writer->out, '"');
		return;
	}
	put_attribute(writer, name, value);
	put_companion(writer, name, value);
}

static void
put_attributes(struct writer *writer, const xmlNode *node, int math)
{
	const xmlAttr *attr;

	for (attr = node->properties; attr != NULL; attr = attr->next) {
		if (attr->ns != NULL) {
			if (writer->options->syntax == XHTML_SYNTAX &&
			    strcmp((const char *)attr->ns->href, EPUB_NS) == 0)
				put_attribute(writer, "epub:type",
				    attribute_value(attr));
		} else if (!math) {
			put_html_attribute(writer, attr);
		} else if (html_math_attribute((const char *)attr->name) !=
		    ATTRIBUTE_UNKNOWN) {
			put_attribute(writer, (const char *)attr->name,
			    attribute_value(attr));
		}
	}
}

static void
put_children(struct writer *writer, const xmlNode *node)
{
	const xmlNode *child;

	for (child = node->children; child != NULL; child = child->next)
		put_node(writer, child);
}

/* Namespaces of XML: each where its first element stands. */
static void
put_namespaces(struct writer *writer, const char *name)
{
	if (writer->options->syntax != XHTML_SYNTAX)
		return;
	if (strcmp(name, "html") == 0)
		buf_puts(writer->out,
		    " xmlns=\"" XHTML_NS "\" xmlns:epub=\"" EPUB_NS "\"");
	else if (strcmp(name, "math") == 0)
		buf_puts(writer->out, " xmlns=\"" MATHML_NS "\"");
}

static void
put_start(struct writer *writer, const xmlNode *node, int math)
{
	const char *name = (const char *)node->name;

	buf_putc(writer->out, '<');
	buf_puts(writer->out, name);
	put_namespaces(writer, name);
	put_attributes(writer, node, math);
}

/* A list inside of an item begins a line of its own: whoever reads the
 * words alone must not read its first one glued to the item's last. */
static int
follows_words(const xmlNode *node)
{
	const xmlNode *prev = node->prev;

	if (prev == NULL)
		return 0;
	return prev->type == XML_TEXT_NODE ||
	    (prev->type == XML_ELEMENT_NODE &&
		(html_element((const char *)prev->name) & ELEMENT_BLOCK) == 0);
}

static void
put_element(struct writer *writer, const xmlNode *node, unsigned bits, int math)
{
	struct buf *out = writer->out;

	if ((bits & ELEMENT_BLOCK) != 0 && !math && follows_words(node))
		buf_putc(out, '\n');
	put_start(writer, node, math);
	if ((bits & ELEMENT_VOID) != 0) {
		buf_puts(out,
		    writer->options->syntax == XHTML_SYNTAX ? "/>" : ">");
	} else {
		buf_putc(out, '>');
		/* 13.1.2.5: one newline at the start of a pre is not read. */
		if ((bits & ELEMENT_PRE) != 0 &&
		    writer->options->syntax == HTML_SYNTAX)
			buf_putc(out, '\n');
		put_children(writer, node);
		buf_puts(out, "</");
		buf_puts(out, (const char *)node->name);
		buf_putc(out, '>');
	}
	if ((bits & ELEMENT_BLOCK) != 0 ||
	    strcmp((const char *)node->name, "br") == 0)
		buf_putc(out, '\n');
}

static void
put_slot(struct writer *writer, const xmlNode *node)
{
	const char *name;
	const struct html_options *options = writer->options;

	name = attribute_of(node, "name");
	if (name == NULL)
		return;
	if (strcmp(name, "article") == 0 && options->article != NULL) {
		put_node(writer, options->article);
	} else if (strcmp(name, "style") == 0 && options->style != NULL) {
		buf_puts(writer->out, "<style>\n");
		buf_puts(writer->out, options->style);
		buf_puts(writer->out, "</style>\n");
	} else if (strcmp(name, "json-ld") == 0 && options->json_ld != NULL) {
		buf_puts(writer->out, "<script type=\"application/ld+json\">");
		buf_puts(writer->out, options->json_ld);
		buf_puts(writer->out, "</script>\n");
	} else if (strcmp(name, "script") == 0 && options->script != NULL) {
		buf_puts(writer->out, "<script");
		put_attribute(writer, "src", (const xmlChar *)options->script);
		buf_puts(writer->out, "></script>\n");
	}
}

/* A picture that isn't there leaves its words. */
static int
put_alt_instead(struct writer *writer, const xmlNode *node)
{
	const char *alt;
	const char *src;

	if (writer->options->pictures == NULL ||
	    strcmp((const char *)node->name, "img") != 0)
		return 0;
	src = attribute_of(node, "src");
	if (src != NULL && find_picture(writer->options->pictures, src) != NULL)
		return 0;
	alt = attribute_of(node, "alt");
	if (alt != NULL)
		put_text(writer->out, (const xmlChar *)alt);
	return 1;
}

static void
put_html_element(struct writer *writer, const xmlNode *node)
{
	int head;
	unsigned bits;

	bits = html_element((const char *)node->name);
	if ((bits & ELEMENT_GONE) != 0 || put_alt_instead(writer, node))
		return;
	if ((bits & ELEMENT_HEAD) != 0 && !writer->in_head)
		bits = 0;
	if ((bits & ELEMENT_FORM) != 0 && writer->options->script == NULL)
		bits = 0;
	if ((bits & ELEMENT_KNOWN) == 0) {
		put_children(writer, node);
		return;
	}
	head = strcmp((const char *)node->name, "head") == 0;
	if (head)
		writer->in_head = 1;
	put_element(writer, node, bits, 0);
	if (head)
		writer->in_head = 0;
}

static void
put_math_element(struct writer *writer, const xmlNode *node)
{
	unsigned bits;

	bits = html_math_element((const char *)node->name);
	if ((bits & ELEMENT_KNOWN) != 0)
		put_element(writer, node, bits, 1);
	else if ((bits & ELEMENT_GONE) == 0)
		put_children(writer, node);
}

static void
put_node(struct writer *writer, const xmlNode *node)
{
	if (buf_is_full(writer->out))
		return;
	switch (node->type) {
	case XML_TEXT_NODE:
	case XML_CDATA_SECTION_NODE:
		put_text(writer->out, node->content);
		break;
	case XML_ELEMENT_NODE:
		if (is_in(node, XHTML_NS))
			put_html_element(writer, node);
		else if (is_in(node, MATHML_NS))
			put_math_element(writer, node);
		else if (is_in(node, RENDER_NS))
			put_slot(writer, node);
		else
			put_children(writer, node);
		break;
	default: /* comments, instructions: nothing that a reader sees */
		break;
	}
}

void
html_put(struct buf *out, const xmlNode *node,
    const struct html_options *options)
{
	struct writer writer = { out, options, 0 };

	put_node(&writer, node);
}

void
html_put_page(struct buf *out, const xmlNode *root,
    const struct html_options *options)
{
	if (options->syntax == XHTML_SYNTAX)
		buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	buf_puts(out, "<!DOCTYPE html>\n");
	html_put(out, root, options);
}
