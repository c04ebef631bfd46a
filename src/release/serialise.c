/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The bytes of a release: one form for one release.
 *
 * Each element carries its namespace as the default one where it changes, "g"
 * is the prefix of attributes, their order is the tree's.  libxml2 would write
 * whatever declarations a stylesheet happened to leave.
 */
#include "config.h"

#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "release/dom.h"
#include "release/release.h"

#define XML_URI "http://www.w3.org/XML/1998/namespace"

enum {
	CEILING = 1 << 30
};

/* Where text must be escaped; in attributes also line ends (XML 1.0, 3.3.3,
 * would make blanks of them). */
static void
put_escaped(struct buf *out, const char *s, int attribute)
{
	size_t n;

	for (; *s != '\0'; s++) {
		n = strcspn(s, attribute ? "&<>\"\n\r\t" : "&<>\r");
		buf_add(out, s, n);
		s += n;
		switch (*s) {
		case '&':
			buf_puts(out, "&amp;");
			break;
		case '<':
			buf_puts(out, "&lt;");
			break;
		case '>':
			buf_puts(out, "&gt;");
			break;
		case '"':
			buf_puts(out, "&quot;");
			break;
		case '\n':
			buf_puts(out, "&#10;");
			break;
		case '\r':
			buf_puts(out, "&#13;");
			break;
		case '\t':
			buf_puts(out, "&#9;");
			break;
		default:
			return;
		}
	}
}

static const char *
uri_of(const xmlNode *node)
{
	return node->ns != NULL && node->ns->href != NULL ?
	    (const char *)node->ns->href :
	    "";
}

static void
put_attribute(struct buf *out, const xmlAttr *attr)
{
	const char *value = "";

	if (attr->children != NULL && attr->children->content != NULL)
		value = (const char *)attr->children->content;
	buf_putc(out, ' ');
	if (attr->ns != NULL &&
	    strcmp((const char *)attr->ns->href, XML_URI) == 0)
		buf_puts(out, "xml:");
	else if (attr->ns != NULL)
		buf_puts(out, "g:");
	buf_puts(out, (const char *)attr->name);
	buf_puts(out, "=\"");
	put_escaped(out, value, 1);
	buf_putc(out, '"');
}

static void
put_start(struct buf *out, const xmlNode *node, const xmlNode *root)
{
	const xmlAttr *attr;

	buf_putc(out, '<');
	buf_puts(out, (const char *)node->name);
	if (node == root || strcmp(uri_of(node), uri_of(node->parent)) != 0) {
		buf_puts(out, " xmlns=\"");
		put_escaped(out, uri_of(node), 1);
		buf_putc(out, '"');
	}
	if (node == root)
		buf_puts(out, " xmlns:g=\"" RELEASE_NS "\"");
	for (attr = node->properties; attr != NULL; attr = attr->next)
		put_attribute(out, attr);
	buf_puts(out, node->children != NULL ? ">" : "/>");
}

/* The ends of node and of all around it that end with it. */
static xmlNode *
put_ends(struct buf *out, xmlNode *node, const xmlNode *root)
{
	for (;;) {
		if (node->type == XML_ELEMENT_NODE && node->children != NULL) {
			buf_puts(out, "</");
			buf_puts(out, (const char *)node->name);
			buf_putc(out, '>');
		}
		if (node == root)
			return NULL;
		if (node->next != NULL)
			return node->next;
		node = node->parent;
	}
}

unsigned char *
release_serialise(xmlDoc *release, size_t *ret_len)
{
	struct buf out;
	unsigned char *bytes;
	xmlNode *node, *root;

	buf_init(&out, CEILING);
	buf_puts(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	root = xmlDocGetRootElement(release);
	for (node = root; node != NULL;) {
		if (node->type == XML_ELEMENT_NODE) {
			put_start(&out, node, root);
			if (node->children != NULL) {
				node = node->children;
				continue;
			}
		} else if (node->content != NULL) {
			put_escaped(&out, (const char *)node->content, 0);
		}
		node = put_ends(&out, node, root);
	}
	buf_putc(&out, '\n');
	*ret_len = out.len;
	/* the contract says xmlFree(), whose memory is libxml2's */
	bytes = xmlMalloc(out.len + 1);
	if (bytes == NULL)
		xalloc_die();
	memcpy(bytes, buf_str(&out), out.len + 1);
	buf_fini(&out);
	return bytes;
}
