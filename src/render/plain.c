/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plain words of a tree, and dates in words.  See parts.h. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "release/release.h"
#include "render/parts.h"

/* Words that are read in one glance: titles, summaries. */
enum {
	PLAIN_MAX = 1 << 16
};

const char *
node_attribute(const xmlNode *node, const char *name)
{
	const xmlAttr *attr;

	for (attr = node->properties; attr != NULL; attr = attr->next) {
		if (attr->ns == NULL &&
		    strcmp((const char *)attr->name, name) == 0 &&
		    attr->children != NULL && attr->children->content != NULL)
			return (const char *)attr->children->content;
	}
	return "";
}

int
node_is(const xmlNode *node, const char *ns, const char *name)
{
	return node->type == XML_ELEMENT_NODE && node->ns != NULL &&
	    strcmp((const char *)node->name, name) == 0 &&
	    strcmp((const char *)node->ns->href, ns) == 0;
}

static int
is_noteref(const xmlNode *node)
{
	return node_is(node, XHTML_NS, "a") &&
	    strcmp(node_attribute(node, "role"), "doc-noteref") == 0;
}

void
plain_put(struct buf *out, const xmlNode *node)
{
	const xmlNode *child;

	for (child = node->children; child != NULL; child = child->next) {
		if (child->type == XML_TEXT_NODE)
			buf_puts(out, (const char *)child->content);
		else if (node_is(child, XHTML_NS, "br"))
			buf_putc(out, ' ');
		else if (child->type == XML_ELEMENT_NODE && !is_noteref(child))
			plain_put(out, child);
	}
}

char *
plain_words(const xmlNode *node)
{
	char *words;
	struct buf buf;

	buf_init(&buf, PLAIN_MAX);
	if (node != NULL)
		plain_put(&buf, node);
	words = text_fold_blanks(buf_str(&buf));
	buf_fini(&buf);
	return words;
}

char *
plain_cut(const char *words, size_t max)
{
	size_t len;

	if (strlen(words) <= max)
		return xstrdup(words);
	for (len = max; len > 0 && words[len] != ' '; len--)
		;
	if (len == 0) { /* one word, as in a language without blanks */
		for (len = max; ((unsigned char)words[len] & 0xc0) == 0x80;
		     len--)
			;
	}
	return xasprintf("%.*s…", (int)len, words);
}

/* Replace {name} in dst by value. */
static void
fill(char dst[DAY_SIZE], const char *name, const char *value)
{
	char filled[DAY_SIZE];
	char *hole;

	hole = strstr(dst, name);
	if (hole == NULL)
		return;
	snprintf(filled, sizeof(filled), "%.*s%s%s", (int)(hole - dst), dst,
	    value, hole + strlen(name));
	memcpy(dst, filled, DAY_SIZE);
}

void
day_words(const struct rendering *rendering, const char *iso,
    char ret[DAY_SIZE])
{
	char key[40];
	char number[16];
	int day;
	int month;
	int year;

	ret[0] = '\0';
	if (sscanf(iso, "%4d-%2d-%2d", &year, &month, &day) != 3)
		return;
	snprintf(ret, DAY_SIZE, "%s", render_word(rendering, "page-day"));
	snprintf(key, sizeof(key), "page-in-month-%02d", month);
	fill(ret, "{month}", render_word(rendering, key));
	snprintf(number, sizeof(number), "%d", day);
	fill(ret, "{d}", number);
	snprintf(number, sizeof(number), "%d", year);
	fill(ret, "{y}", number);
}
