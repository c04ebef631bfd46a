/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of a paragraph as nodes: which elements open and close where.
 * See docx_line.h for the contract.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "read/docx_line.h"
#include "read/docx_node.h"

enum {
	KEY_LANG = LINE_FORMATS,
	KEY_DIR,
	KEYS,
	OPEN_MAX = 64 + KEYS,
};

static const char *const format_names[LINE_FORMATS] = { "strong", "em", "u",
	"s", "sub", "sup", "code" };

/* One element that is open while emitting. */
struct open {
	xmlNode *node;
	const struct docx_wrap *wrap; /* of a wrap, else NULL */
	int key;
};

struct emitter {
	struct docx_line *line;
	struct docx_nodes *nodes;
	const struct docx_line_part *part;
	xmlNode *parent;
	struct open open[OPEN_MAX];
	int depth;
	int blank;               /* one that waits for its place */
	unsigned (*reach)[KEYS]; /* of each span of the part: where it ends */
};

static int
has_key(const struct emitter *emitter, const struct docx_look *look, int key)
{
	if (key == KEY_DIR)
		return look->dir != NULL;
	if (key == KEY_LANG)
		return look->lang != NULL &&
		    !docx_lang_equal(look->lang, emitter->part->lang);
	return (look->format & ~emitter->part->ignore & (1u << key)) != 0;
}

static int
same_key(const struct emitter *emitter, const struct docx_look *a,
    const struct docx_look *b, int key)
{
	if (has_key(emitter, a, key) != has_key(emitter, b, key))
		return 0;
	return key != KEY_LANG || !has_key(emitter, a, key) ||
	    docx_lang_equal(a->lang, b->lang);
}

/* How far each look of each span reaches, from the last span to the first:
 * one pass, whatever the order in which looks come and go. */
static void
measure(struct emitter *emitter)
{
	int key;
	size_t i, n;
	const struct docx_span *span;

	n = emitter->part->end - emitter->part->first;
	emitter->reach = xcalloc(n, sizeof(*emitter->reach));
	for (i = n; i-- > 0;) {
		span = &emitter->line->list[emitter->part->first + i];
		for (key = 0; key < KEYS; key++) {
			if (i + 1 < n && span->look.wrap == span[1].look.wrap &&
			    same_key(emitter, &span->look, &span[1].look, key))
				emitter->reach[i][key] = emitter->reach[i + 1]
								       [key];
			else
				emitter->reach[i][key] = (unsigned)i;
		}
	}
}

static xmlNode *
top(const struct emitter *emitter)
{
	if (emitter->depth == 0)
		return emitter->parent;
	return emitter->open[emitter->depth - 1].node;
}

static struct open *
push(struct emitter *emitter, const char *name)
{
	struct open *open;
	xmlNode *node;

	node = docx_node(emitter->nodes, top(emitter), name);
	open = &emitter->open[emitter->depth++];
	memset(open, 0, sizeof(*open));
	open->node = node;
	return open;
}

/* The innermost wrap that is open; formats may stand inside of it. */
static const struct docx_wrap *
open_wrap(const struct emitter *emitter)
{
	int i;

	for (i = emitter->depth; i-- > 0;) {
		if (emitter->open[i].wrap != NULL)
			return emitter->open[i].wrap;
	}
	return NULL;
}

static void
open_wraps(struct emitter *emitter, const struct docx_wrap *wrap)
{
	struct open *open;
	static const char *const names[] = { "link", "bdi", "bdo" };

	if (wrap == NULL || open_wrap(emitter) == wrap)
		return;
	open_wraps(emitter, wrap->up);
	if (emitter->depth >= OPEN_MAX - KEYS)
		return;
	open = push(emitter, names[wrap->kind]);
	open->wrap = wrap;
	docx_set(open->node, wrap->kind == WRAP_LINK ? "to" : "dir",
	    wrap->value);
}

/* Is wrap what is around look, or around that? */
static int
is_around(const struct docx_wrap *wrap, const struct docx_look *look)
{
	const struct docx_wrap *w;

	for (w = look->wrap; w != NULL && w->depth >= wrap->depth; w = w->up) {
		if (w == wrap)
			return 1;
	}
	return 0;
}

/* Close what the span does not share, and all that stands inside of it. */
static void
close_others(struct emitter *emitter, const struct docx_look *look,
    const struct docx_look *before)
{
	int i;
	const struct open *open;

	for (i = 0; i < emitter->depth; i++) {
		open = &emitter->open[i];
		if (open->wrap != NULL && !is_around(open->wrap, look))
			break;
		if (open->wrap == NULL &&
		    (before->wrap != look->wrap ||
			!has_key(emitter, look, open->key) ||
			!same_key(emitter, look, before, open->key)))
			break;
	}
	emitter->depth = i;
}

static int
is_open(const struct emitter *emitter, int key)
{
	int i;

	for (i = emitter->depth; i-- > 0;) {
		if (emitter->open[i].wrap != NULL)
			return 0;
		if (emitter->open[i].key == key)
			return 1;
	}
	return 0;
}

/* Open what the span needs, what reaches furthest first. */
static void
open_keys(struct emitter *emitter, const struct docx_look *look, size_t i)
{
	int key, best;
	struct open *open;

	do {
		best = -1;
		for (key = KEYS; key-- > 0;) {
			if (!has_key(emitter, look, key) ||
			    is_open(emitter, key))
				continue;
			if (best == -1 ||
			    emitter->reach[i][key] >= emitter->reach[i][best])
				best = key;
		}
		if (best == -1)
			break;
		open = push(emitter,
		    best >= KEY_LANG ? "span" : format_names[best]);
		open->key = best;
		if (best == KEY_LANG)
			docx_set(open->node, "lang", look->lang);
		if (best == KEY_DIR)
			docx_set(open->node, "dir", look->dir);
	} while (emitter->depth < OPEN_MAX);
}

/* The words of a span, less a blank at their end, which waits to see what
 * the next span closes. */
static void
emit_text(struct emitter *emitter, const char *s, size_t len)
{
	if (len > 0 && s[len - 1] == ' ') {
		len--;
		emitter->blank = 1;
	}
	docx_text(emitter->nodes, top(emitter), s, len);
}

static void
emit_blank(struct emitter *emitter)
{
	if (emitter->blank)
		docx_text(emitter->nodes, top(emitter), " ", 1);
	emitter->blank = 0;
}

/* A blank stands outside of whatever opens after it. */
static void
emit_span(struct emitter *emitter, struct docx_span *span, size_t i)
{
	size_t len = span->len;
	const char *text;

	text = buf_str(&emitter->line->text) + span->off;
	if (span->kind == SPAN_TEXT && len > 0 && *text == ' ') {
		text++;
		len--;
		emitter->blank = 1;
	}
	emit_blank(emitter);
	open_wraps(emitter, span->look.wrap);
	open_keys(emitter, &span->look, i);
	switch (span->kind) {
	case SPAN_TEXT:
		emit_text(emitter, text, len);
		break;
	case SPAN_BREAK:
	case SPAN_PAGE:
		docx_node(emitter->nodes, top(emitter), "br");
		break;
	case SPAN_NODE:
		xmlAddChild(top(emitter), span->node);
		span->node = NULL;
		break;
	}
}

void
docx_line_emit(struct docx_line *line, struct docx_nodes *nodes,
    xmlNode *parent, const struct docx_line_part *part)
{
	size_t i;
	struct docx_span *span;
	struct emitter emitter;

	if (part->first >= part->end)
		return;
	memset(&emitter, 0, sizeof(emitter));
	emitter.line = line;
	emitter.nodes = nodes;
	emitter.part = part;
	emitter.parent = parent;
	measure(&emitter);
	for (i = part->first; i < part->end; i++) {
		span = &line->list[i];
		if (i > part->first)
			close_others(&emitter, &span->look, &span[-1].look);
		emit_span(&emitter, span, i - part->first);
	}
	emitter.depth = 0;
	emit_blank(&emitter);
	free(emitter.reach);
}
