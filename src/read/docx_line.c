/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of one paragraph.  See docx_line.h for the contract. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "read/docx_line.h"
#include "read/docx_node.h"

enum {
	NBSP = 0xa0,
	NNBSP = 0x202f,
	KINDS = 8, /* sizes and languages counted in one paragraph */
};

void
docx_line_init(struct docx_line *line)
{
	memset(line, 0, sizeof(*line));
	/* A part is at most 24 MiB; what it says can't be longer. */
	buf_init(&line->text, (size_t)64 << 20);
}

void
docx_line_reset(struct docx_line *line)
{
	size_t i;

	for (i = 0; i < line->count; i++) {
		if (line->list[i].node != NULL)
			xmlFreeNode(line->list[i].node);
	}
	line->count = line->sealed = 0;
	buf_reset(&line->text);
}

void
docx_line_fini(struct docx_line *line)
{
	docx_line_reset(line);
	free(line->list);
	buf_fini(&line->text);
}

static struct docx_span *
append(struct docx_line *line, const struct docx_look *look,
    enum span_kind kind)
{
	struct docx_span *span;

	if (line->count == line->cap) {
		line->cap = line->cap > 0 ? line->cap * 2 : 16;
		line->list = xreallocarray(line->list, line->cap,
		    sizeof(*line->list));
	}
	span = &line->list[line->count++];
	memset(span, 0, sizeof(*span));
	span->kind = kind;
	span->look = *look;
	span->off = line->text.len;
	return span;
}

static int
look_equal(const struct docx_look *a, const struct docx_look *b)
{
	return a->format == b->format && a->size == b->size &&
	    a->lang == b->lang && a->dir == b->dir && a->wrap == b->wrap;
}

void
docx_line_text(struct docx_line *line, const struct docx_look *look,
    const char *s, size_t len)
{
	struct docx_span *span = NULL;

	if (len == 0)
		return;
	if (line->count > line->sealed)
		span = &line->list[line->count - 1];
	if (span == NULL || span->kind != SPAN_TEXT ||
	    !look_equal(&span->look, look))
		span = append(line, look, SPAN_TEXT);
	buf_add(&line->text, s, len);
	span->len = line->text.len - span->off;
}

void
docx_line_add(struct docx_line *line, const struct docx_look *look,
    enum span_kind kind, xmlNode *node)
{
	struct docx_span *span;

	span = append(line, look, kind);
	span->node = node;
}

size_t
docx_line_seal(struct docx_line *line)
{
	line->sealed = line->count;
	return line->count;
}

void
docx_line_cut(struct docx_line *line, struct docx_nodes *nodes, size_t first)
{
	size_t i;

	for (i = first; i < line->count; i++) {
		if (line->list[i].node != NULL)
			xmlAddChild(nodes->trash, line->list[i].node);
	}
	if (first < line->count)
		line->count = first;
	if (line->sealed > line->count)
		line->sealed = line->count;
}

/* The blanks that fold.  ZWSP and its kin have no width but a meaning, and
 * stay. */
static int
is_blank(long c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == NBSP ||
	    (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
	    c == NNBSP || c == 0x205f || c == 0x3000;
}

/*
 * Settling.
 */

int
docx_lang_equal(const char *a, const char *b)
{
	size_t n;

	if (a == b)
		return 1;
	if (a == NULL || b == NULL)
		return 0;
	n = strcspn(a, "-");
	return n == strcspn(b, "-") && strncmp(a, b, n) == 0;
}

/* How many letters look one way: of a language, or of a size. */
struct tally {
	const char *lang[KINDS];
	int size[KINDS];
	unsigned letters[KINDS];
	unsigned count;
};

static void
tally_add(struct tally *tally, const char *lang, int size, unsigned letters)
{
	unsigned i;

	for (i = 0; i < tally->count; i++) {
		if (docx_lang_equal(tally->lang[i], lang) &&
		    tally->size[i] == size) {
			tally->letters[i] += letters;
			return;
		}
	}
	if (tally->count == KINDS)
		return;
	tally->lang[i] = lang;
	tally->size[i] = size;
	tally->letters[i] = letters;
	tally->count++;
}

static unsigned
tally_most(const struct tally *tally)
{
	unsigned i, most = 0;

	for (i = 1; i < tally->count; i++) {
		if (tally->letters[i] > tally->letters[most])
			most = i;
	}
	return most;
}

/* The language that a paragraph is in: its style's, if a third of the
 * letters agree, else that of most. */
static unsigned
main_lang(const struct tally *tally, const char *base)
{
	unsigned i, all = 0;

	for (i = 0; i < tally->count; i++)
		all += tally->letters[i];
	for (i = 0; i < tally->count; i++) {
		if (docx_lang_equal(tally->lang[i], base) &&
		    tally->letters[i] * 3 >= all)
			return i;
	}
	return tally_most(tally);
}

struct settler {
	const struct docx_line *in;
	struct docx_line out;
	struct docx_line_sum *sum;
	struct tally sizes;
	struct tally langs;
	enum line_keep keep;
	/* What waits until something visible follows. */
	unsigned blanks;
	long blank; /* the no-break space among them, or ' ' */
	unsigned breaks;
	unsigned tabs;
	int page;
};

static const struct docx_wrap *
common_wrap(const struct docx_wrap *a, const struct docx_wrap *b)
{
	while (a != b) {
		if (b == NULL || (a != NULL && a->depth >= b->depth))
			a = a->up;
		else
			b = b->up;
	}
	return a;
}

/* A blank or a break looks like what both its neighbours share, so that it
 * stands outside of emphasis and links that end or begin there. */
static struct docx_look
look_between(const struct docx_look *a, const struct docx_look *b)
{
	struct docx_look look = *a;

	look.format = a->format & b->format;
	look.wrap = common_wrap(a->wrap, b->wrap);
	if (a->dir != b->dir)
		look.dir = NULL;
	return look;
}

/* Looks that make no element don't part spans any more. */
static void
put(struct settler *settler, const struct docx_look *look, const char *s,
    size_t len)
{
	struct docx_look plain = *look;

	plain.format &= (1u << LINE_FORMATS) - 1;
	plain.size = 0;
	docx_line_text(&settler->out, &plain, s, len);
}

/* The blanks that waited are one, or their tabs. */
static void
put_blank(struct settler *settler, const struct docx_look *look)
{
	char tab;
	struct buf buf;

	if (settler->tabs > 0) {
		tab = (char)(LINE_TAB + settler->tabs - 1);
		put(settler, look, settler->tabs > 5 ? "\r" : &tab, 1);
		settler->sum->tabs++;
		return;
	}
	buf_init(&buf, 8);
	text_put(&buf, settler->blanks > 2 ? ' ' : settler->blank);
	put(settler, look, buf_str(&buf), buf.len);
	buf_fini(&buf);
}

/* Something visible that looks so comes next: what waited goes out. */
static void
flush(struct settler *settler, const struct docx_look *next)
{
	struct docx_look look;
	struct docx_line *out = &settler->out;

	if (out->count == 0)
		settler->sum->indent = settler->tabs;

	if (out->count > 0 &&
	    (settler->breaks > 0 || settler->blanks > 0 || settler->page)) {
		look = look_between(&out->list[out->count - 1].look, next);
		if (settler->breaks > 1 || settler->page) {
			docx_line_add(out, &look, SPAN_PAGE, NULL);
			settler->sum->pages++;
		} else if (settler->breaks == 1) {
			docx_line_add(out, &look, SPAN_BREAK, NULL);
		} else {
			put_blank(settler, &look);
		}
	}
	settler->breaks = settler->blanks = settler->tabs = 0;
	settler->page = 0;
	settler->blank = ' ';
}

static unsigned
count_letters(const char *s, size_t len)
{
	unsigned n = 0;
	const char *end = s + len;

	while (s < end)
		n += u_isalpha((UChar32)text_next(s, &s)) != 0;
	return n;
}

/* A word of n characters, some of them letters. */
static void
put_word(struct settler *settler, const struct docx_look *look, const char *s,
    size_t len, unsigned n)
{
	unsigned letters;
	struct docx_line_sum *sum = settler->sum;

	flush(settler, look);
	put(settler, look, s, len);
	letters = count_letters(s, len);
	settler->out.list[settler->out.count - 1].letters += letters;
	sum->letters += n;
	if (look->format & LINE_BOLD)
		sum->bold += n;
	if (look->format & LINE_EM)
		sum->italic += n;
	if (look->format & LINE_UNDERLINED)
		sum->underlined += n;
	if (look->format & LINE_CAPS)
		sum->caps += n;
	tally_add(&settler->sizes, NULL, look->size, n);
	if (letters > 0)
		tally_add(&settler->langs, look->lang, 0, letters);
}

static void
settle_text(struct settler *settler, const struct docx_span *span)
{
	unsigned n = 0;
	long c;
	const char *s, *end, *next, *word = NULL;

	s = buf_str(&settler->in->text) + span->off;
	end = s + span->len;
	for (; s < end; s = next) {
		c = text_next(s, &next);
		if (!is_blank(c) || settler->keep == LINE_KEEP_ALL) {
			if (word == NULL)
				word = s;
			n++;
			continue;
		}
		if (word != NULL)
			put_word(settler, &span->look, word, (size_t)(s - word),
			    n);
		word = NULL;
		n = 0;
		settler->blanks++;
		settler->tabs += c == '\t' && settler->keep == LINE_KEEP_TABS;
		if (c == NBSP || c == NNBSP)
			settler->blank = c;
	}
	if (word != NULL)
		put_word(settler, &span->look, word, (size_t)(s - word), n);
}

static void
settle_span(struct settler *settler, const struct docx_span *span)
{
	switch (span->kind) {
	case SPAN_TEXT:
		settle_text(settler, span);
		break;
	case SPAN_BREAK:
		if (settler->keep == LINE_KEEP_ALL)
			put(settler, &span->look, "\n", 1);
		else
			settler->breaks++;
		break;
	case SPAN_PAGE:
		settler->page = 1;
		break;
	case SPAN_NODE:
		flush(settler, &span->look);
		docx_line_add(&settler->out, &span->look, SPAN_NODE,
		    span->node);
		settler->out.list[settler->out.count - 1]
		    .look.format &= (1u << LINE_FORMATS) - 1;
		settler->sum->nodes++;
		if (docx_node_is(span->node, "picture"))
			settler->sum->pictures++;
		break;
	}
}

/* Does the word that ends one span go on in the next? */
static int
is_one_word(const struct docx_line *line, const struct docx_span *a,
    const struct docx_span *b)
{
	const char *text = buf_str(&line->text), *end;
	UChar32 last;
	int at;

	if (a->kind != SPAN_TEXT || b->kind != SPAN_TEXT || a->len == 0)
		return 0;
	at = (int)a->len;
	U8_PREV((const uint8_t *)text + a->off, 0, at, last);
	return u_isalnum(last) &&
	    u_isalnum((UChar32)text_next(text + b->off, &end));
}

/*
 * Signs and figures have no language: they take that of the word before
 * them, else after them.  Nor does the language change within a word; if it
 * seems to, the longer part is right.
 */
static void
settle_langs(struct docx_line *line)
{
	size_t i;
	const char *lang = NULL;
	struct docx_span *span;

	for (i = line->count; i > 0; i--) {
		if (line->list[i - 1].letters > 1)
			lang = line->list[i - 1].look.lang;
	}
	for (i = 0; i < line->count; i++) {
		span = &line->list[i];
		if (span->letters > 1)
			lang = span->look.lang;
		else
			span->look.lang = lang;
		if (i == 0 || span->look.lang == span[-1].look.lang ||
		    !is_one_word(line, &span[-1], span))
			continue;
		if (span->letters > span[-1].letters)
			span[-1].look.lang = span->look.lang;
		else
			span->look.lang = span[-1].look.lang;
		lang = span->look.lang;
	}
}

void
docx_line_untab(struct docx_line *line)
{
	size_t i, k;
	const struct docx_span *span;

	for (i = 0; i < line->count; i++) {
		span = &line->list[i];
		for (k = span->off; k < span->off + span->len; k++) {
			if (line->text.data[k] >= LINE_TAB &&
			    line->text.data[k] <= LINE_TABS)
				line->text.data[k] = ' ';
		}
	}
}

void
docx_line_settle(struct docx_line *line, enum line_keep keep, const char *base,
    struct docx_line_sum *ret)
{
	size_t i;
	unsigned most;
	struct settler settler;

	memset(&settler, 0, sizeof(settler));
	memset(ret, 0, sizeof(*ret));
	docx_line_init(&settler.out);
	settler.in = line;
	settler.sum = ret;
	settler.keep = keep;
	settler.blank = ' ';
	for (i = 0; i < line->count; i++)
		settle_span(&settler, &line->list[i]);
	if (settler.sizes.count > 0) {
		most = tally_most(&settler.sizes);
		ret->size = settler.sizes.size[most];
		ret->lang = base;
	}
	if (settler.langs.count > 0) {
		most = main_lang(&settler.langs, base);
		ret->lang = settler.langs.lang[most];
	}
	settle_langs(&settler.out);
	free(line->list);
	buf_fini(&line->text);
	*line = settler.out; /* the elements moved with their spans */
}
