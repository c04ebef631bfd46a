/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of text, and their blanks.  See tidy.h for the contract. */
#include "config.h"

#include <string.h>

#include "base/text.h"
#include "release/tidy.h"

int
tidy_is_text(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE ||
	    node->type == XML_CDATA_SECTION_NODE;
}

/* Blanks at the end of a line are nobody's. */
static void
line_trim(struct tidy_line *line)
{
	const char *next, *p, *end;
	long c;
	xmlChar *kept;

	if (!line->blank || line->last == NULL)
		return;
	p = end = (const char *)line->last->content;
	for (; *p != '\0'; p = next) {
		c = text_next(p, &next);
		if (!text_is_blank(c))
			end = next;
	}
	kept = xmlStrndup(line->last->content,
	    (int)(end - (const char *)line->last->content));
	xmlNodeSetContent(line->last, kept);
	xmlFree(kept);
	line->blank = 0;
}

void
tidy_line_end(struct tidy *t)
{
	struct tidy_line *line = &t->line;

	if (!t->verbatim)
		line_trim(line);
	while (line->break_count > 0)
		dom_drop(line->breaks[--line->break_count]);
	memset(line, 0, sizeof(*line));
}

static int
is_space(long c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' ||
	    c == '\v';
}

/* A byte that may begin a blank: a look at the whole character is due. */
static int
may_be_blank(const char *s)
{
	switch ((unsigned char)*s) {
	case 0xc2:
	case 0xe1:
	case 0xe3:
	case 0xef:
		return 1;
	case 0xe2: /* dashes and quotes are frequent, and none */
		return (unsigned char)s[1] <= 0x81 &&
		    !((unsigned char)s[2] >= 0x90 &&
			(unsigned char)s[2] <= 0x9e);
	default:
		return (unsigned char)*s <= ' ';
	}
}

/* Fold the blanks of s after what stands in the line; no-break spaces stay
 * between words, for they mean something there. */
static void
fold_into(struct tidy_line *line, const char *s, struct buf *out)
{
	const char *next;
	long c;

	for (; *s != '\0'; s = next) {
		for (next = s; !may_be_blank(next);)
			next++;
		if (next == s) {
			c = text_next(s, &next);
		} else {
			c = 'x';
		}
		if (!text_is_blank(c)) {
			buf_add(out, s, (size_t)(next - s));
			line->begun = 1;
			line->blank = 0;
			continue;
		}
		if (!line->begun || c == 0x200b || c == 0xfeff)
			continue;
		if (!is_space(c))
			buf_add(out, s, (size_t)(next - s));
		else if (!line->blank)
			buf_putc(out, ' ');
		line->blank = 1;
	}
}

/* Is there nothing to fold, for sure? */
static int
is_folded(const char *s)
{
	/* 1: nothing to look at; 2: a blank, alone */
	static const char plain[256] = { ['!' ... 0x7e] = 1,
		[' '] = 2,
		[0x80 ... 0xc1] = 1,
		[0xc3 ... 0xe0] = 1,
		[0xe4 ... 0xee] = 1,
		[0xf0 ... 0xff] = 1 };

	if (*s == ' ')
		return 0;
	for (;;) {
		while (plain[(unsigned char)*s] == 1)
			s++;
		if (*s == '\0')
			return 1;
		if (*s == ' ' ? s[1] == ' ' : may_be_blank(s))
			return 0;
		s++;
	}
}

/* A few words of each text, so that detection sees many of them. */
static void
take_sample(struct buf *sample, const char *s, size_t n)
{
	if (sample->len >= FINISH_SAMPLE)
		return;
	if (n > FINISH_SAMPLE_OF_TEXT) {
		n = FINISH_SAMPLE_OF_TEXT;
		while (((unsigned char)s[n] & 0xc0) == 0x80)
			n--;
	}
	buf_add(sample, s, n);
	buf_putc(sample, ' ');
}

static void
count_text(struct tidy *t, const char *s)
{
	size_t n;
	struct finish *f = t->f;

	n = strlen(s);
	f->tallies[t->tally].bytes += n;
	take_sample(&f->sample, s, n);
}

int
tidy_text(struct tidy *t, xmlNode *node)
{
	const char *s;
	struct buf *out = &t->f->text;
	struct tidy_line *line = &t->line;

	s = (const char *)node->content;
	if (t->verbatim) {
		line->begun = 1;
	} else if (*s != '\0' && is_folded(s)) {
		line->begun = 1;
		line->blank = s[strlen(s) - 1] == ' ';
	} else {
		buf_reset(out);
		fold_into(line, s, out);
		if (strcmp(buf_str(out), s) != 0)
			xmlNodeSetContent(node, XC(buf_str(out)));
	}
	s = (const char *)node->content;
	if (s == NULL || *s == '\0') {
		dom_drop(node);
		return 0;
	}
	line->last = node;
	/* blanks alone don't bring a line break to life */
	if (s[0] != ' ' || s[1] != '\0') {
		line->break_count = 0;
		count_text(t, s);
		return 1;
	}
	return 0;
}

int
tidy_break(struct tidy *t, xmlNode *node)
{
	struct tidy_line *line = &t->line;

	if (!line->begun || line->break_count == TIDY_BREAKS) {
		dom_drop(node);
		return 0;
	}
	line_trim(line);
	line->breaks[line->break_count++] = node;
	line->blank = 1; /* blanks after it fold into it */
	line->last = NULL;
	return 0;
}
