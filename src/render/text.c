/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The edition text: the tree of render/text.xsl as lines of 72 columns, with
 * its links numbered and listed at the end.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/hash.h>
#include <libxml/tree.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/why.h"
#include "base/xalloc.h"
#include "render/lines.h"
#include "render/parts.h"
#include "render/render.h"
#include "render/text.h"

enum {
	RUN_MAX = 1 << 28
}; /* the document's limits come long before */

static void put_blocks(struct text *text, const xmlNode *parent);

int
text_is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE &&
	    strcmp((const char *)node->name, name) == 0;
}

int
text_is_inline(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE || text_is(node, "br") ||
	    text_is(node, "link") || text_is(node, "ref");
}

/* Blanks fold to one; none stands at the start of a line. */
static void
add_blank(struct buf *run)
{
	char last;

	if (run->len == 0)
		return;
	last = run->data[run->len - 1];
	if (last != ' ' && last != '\n')
		buf_putc(run, ' ');
}

/* Characters that are for laying out, not for reading. */
static int
is_layout(long c)
{
	return c == 0xad || c == 0x200b || c == 0xfeff;
}

static void
add_words(struct buf *run, const char *s)
{
	const char *next;
	const char *start = s;
	long c;

	for (; *s != '\0'; s = next) {
		if ((unsigned char)*s > ' ' && (unsigned char)*s < 0x7f) {
			next = s + 1;
			continue;
		}
		c = text_next(s, &next);
		if (c > ' ' && c != 0x7f && !is_layout(c))
			continue;
		buf_add(run, start, (size_t)(s - start));
		start = next;
		if (c == ' ' || (c >= '\t' && c <= '\r'))
			add_blank(run);
	}
	buf_add(run, start, (size_t)(s - start));
}

/* An address without what nobody reads aloud. */
static const char *
bare_address(const char *s)
{
	static const char *const prefixes[] = { "https://", "http://",
		"mailto:", "www." };
	size_t i;

	for (i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		if (strncmp(s, prefixes[i], strlen(prefixes[i])) == 0)
			s += strlen(prefixes[i]);
	}
	return s;
}

static size_t
bare_length(const char *s)
{
	size_t len;

	len = strlen(s);
	return len > 0 && s[len - 1] == '/' ? len - 1 : len;
}

/* A link whose words are its address needs no second one; nor does a
 * telephone number. */
static int
says_address(const char *href, const char *words)
{
	size_t len;

	if (strncmp(href, "tel:", 4) == 0)
		return 1;
	href = bare_address(href);
	words = bare_address(words + strspn(words, " "));
	len = bare_length(href);
	return bare_length(words) == len && strncmp(href, words, len) == 0;
}

/* The number of the address, which is listed when it is new. */
static size_t
number_link(struct text *text, const char *href)
{
	size_t number;

	number = (size_t)xmlHashLookup(text->numbers, (const xmlChar *)href);
	if (number > 0)
		return number;
	text->links = xreallocarray(text->links, text->link_count + 1,
	    sizeof(*text->links));
	text->links[text->link_count++] = xstrdup(href);
	xmlHashAddEntry(text->numbers, (const xmlChar *)href,
	    (void *)text->link_count);
	return text->link_count;
}

static void
add_link(struct text *text, struct buf *run, const xmlNode *node)
{
	const char *href;
	int blank;
	size_t start;

	href = node_attribute(node, "href");
	start = run->len;
	text_add_inline(text, run, node->children, NULL);
	/* The words may begin with a blank that was folded away. */
	if (href[0] == '\0' ||
	    says_address(href, run->len > start ? run->data + start : ""))
		return;
	blank = run->len > 0 && run->data[run->len - 1] == ' ';
	if (blank)
		run->len--;
	buf_printf(run, "%c[%zu]", LINES_GLUE, number_link(text, href));
	if (blank)
		buf_putc(run, ' ');
}

void
text_add_inline(struct text *text, struct buf *run, const xmlNode *first,
    const xmlNode *end)
{
	const xmlNode *node;

	for (node = first; node != end; node = node->next) {
		if (node->type == XML_TEXT_NODE) {
			add_words(run, (const char *)node->content);
		} else if (text_is(node, "br")) {
			buf_putc(run, '\n');
		} else if (text_is(node, "link")) {
			add_link(text, run, node);
		} else if (text_is(node, "ref")) {
			if (run->len > 0)
				buf_putc(run, LINES_GLUE);
			text_add_inline(text, run, node->children, NULL);
		} else {
			text_add_inline(text, run, node->children, NULL);
		}
	}
}

void
text_begin_run(struct text *text)
{
	buf_reset(&text->run);
}

/* Whether the collected run has anything to show; its blanks are trimmed
 * and glued. */
int
text_end_run(struct text *text)
{
	struct buf *run = &text->run;

	while (run->len > 0 &&
	    (run->data[run->len - 1] == ' ' || run->data[run->len - 1] == '\n'))
		run->data[--run->len] = '\0';
	if (run->len == 0)
		return 0;
	lines_glue(run->data);
	return 1;
}

/* The inline nodes from first to end, a paragraph. */
static size_t
put_paragraph(struct text *text, const xmlNode *first, const xmlNode *end)
{
	text_begin_run(text);
	text_add_inline(text, &text->run, first, end);
	if (!text_end_run(text))
		return 0;
	return lines_fill(&text->lines, text->run.data);
}

static void
put_heading(struct text *text, const xmlNode *node)
{
	char under[LINES_WIDTH];
	int level;
	size_t width;

	level = node_attribute(node, "level")[0];
	width = put_paragraph(text, node->children, NULL);
	if (width == 0)
		return;
	if (width > sizeof(under))
		width = sizeof(under);
	memset(under, level == '1' ? '=' : level == '2' ? '-' : '.', width);
	lines_put(&text->lines, under, width);
}

static void
put_pre(struct text *text, const xmlNode *node)
{
	const char *line;
	size_t len;
	struct buf words;

	buf_init(&words, RUN_MAX);
	plain_put(&words, node);
	lines_push(&text->lines, "    ", "    ", 4);
	for (line = buf_str(&words); *line != '\0'; line += len) {
		len = strcspn(line, "\n");
		lines_put(&text->lines, line, len);
		if (line[len] == '\n')
			len++;
	}
	lines_pop(&text->lines);
	buf_fini(&words);
}

static void
put_within(struct text *text, const xmlNode *node, const char *margin)
{
	lines_push(&text->lines, margin, margin, strlen(margin));
	put_blocks(text, node);
	lines_pop(&text->lines);
}

/* What describes a term begins on the next line. */
static void
put_description(struct text *text, const xmlNode *node)
{
	text->close = 1;
	put_within(text, node, "  ");
	text->close = 0;
}

/* A figure or a table and its caption. */
static void
put_group(struct text *text, const xmlNode *node)
{
	int outer = text->tight;

	text->tight = 1;
	put_blocks(text, node);
	text->tight = outer;
}

static void
put_block(struct text *text, const xmlNode *node)
{
	if (text_is(node, "p"))
		put_paragraph(text, node->children, NULL);
	else if (text_is(node, "heading"))
		put_heading(text, node);
	else if (text_is(node, "list"))
		text_put_list(text, node);
	else if (text_is(node, "table"))
		text_put_table(text, node);
	else if (text_is(node, "pre"))
		put_pre(text, node);
	else if (text_is(node, "rule"))
		lines_put(&text->lines, "* * *", 5);
	else if (text_is(node, "quote"))
		put_within(text, node, "    ");
	else if (text_is(node, "box"))
		put_within(text, node, "| ");
	else if (text_is(node, "desc"))
		put_description(text, node);
	else if (text_is(node, "group"))
		put_group(text, node);
	else
		put_blocks(text, node);
}

/* Ask for a blank line, but not between what belongs together. */
static void
ask_gap(struct text *text)
{
	if (text->close)
		text->close = 0;
	else if (!text->tight)
		lines_gap(&text->lines);
}

/* As put_paragraph(), apart from what was before it. */
static void
put_loose_paragraph(struct text *text, const xmlNode *first, const xmlNode *end)
{
	text_begin_run(text);
	text_add_inline(text, &text->run, first, end);
	if (!text_end_run(text))
		return;
	ask_gap(text);
	lines_fill(&text->lines, text->run.data);
}

/* Blocks from first up to last, and inline nodes between them as paragraphs of
 * their own. */
static void
put_some(void *arg, const xmlNode *first, const xmlNode *last)
{
	const xmlNode *end;
	const xmlNode *node;
	struct text *text = arg;

	for (node = first; node != last; node = end) {
		end = node->next;
		if (text_is_inline(node)) {
			while (end != last && text_is_inline(end))
				end = end->next;
			put_loose_paragraph(text, node, end);
		} else {
			if (!text_is(node, "desc"))
				ask_gap(text);
			put_block(text, node);
		}
	}
}

static void
put_blocks(struct text *text, const xmlNode *parent)
{
	put_some(text, parent->children, NULL);
}

void
text_put_item(struct text *text, const xmlNode *item)
{
	put_blocks(text, item);
}

static void
put_links(const struct rendering *rendering, struct text *text)
{
	char label[32];
	const char *title;
	size_t i;
	size_t width;
	struct lines *lines = &text->lines;

	if (text->link_count == 0)
		return;
	title = render_word(rendering, "article-links");
	lines_gap(lines);
	width = lines_fill(lines, title);
	lines_put(lines, "------------------------------------------------",
	    width < 48 ? width : 48);
	lines_gap(lines);
	for (i = 0; i < text->link_count; i++) {
		snprintf(label, sizeof(label), "[%zu] ", i + 1);
		lines_push(lines, label, "", strlen(label));
		lines_put(lines, text->links[i], strlen(text->links[i]));
		lines_pop(lines);
	}
}

static enum verdict
make_text(struct rendering *rendering, struct buf *out, struct why *why)
{
	const struct render_cache *cache = rendering->cache;
	const char *params[] = { "day", cache->day, "updated", cache->updated,
		"ended", cache->ended, NULL };
	enum verdict v;
	struct text text;

	memset(&text, 0, sizeof(text));
	lines_init(&text.lines, out);
	buf_init(&text.run, RUN_MAX);
	text.numbers = xmlHashCreate(64);
	v = render_in_pieces(rendering, "render/text", params, put_some, &text,
	    why);
	if (v == V_OK)
		put_links(rendering, &text);
	xmlHashFree(text.numbers, NULL);
	while (text.link_count > 0)
		free(text.links[--text.link_count]);
	free(text.links);
	buf_fini(&text.run);
	return v;
}

/* What others repeat is kept. */
enum verdict
text_render(struct rendering *rendering, struct buf *out, struct why *why)
{
	enum verdict v = V_OK;
	struct render_cache *cache = rendering->cache;

	if (cache->text.data == NULL &&
	    !(rendering->to_come & RENDER_WITH_TEXT))
		return make_text(rendering, out, why);
	if (cache->text.data == NULL) {
		buf_init(&cache->text, out->max);
		v = make_text(rendering, &cache->text, why);
	}
	if (v == V_OK && buf_is_full(&cache->text))
		return why_set(why, V_REJECT, "too-large",
		    "the edition %s is larger than allowed",
		    edition_name(EDITION_TEXT));
	buf_add(out, cache->text.data, cache->text.len);
	return v;
}
