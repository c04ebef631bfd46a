/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Page furniture that was pasted along from a web page.
 *
 * A single known word on a line of its own goes and is reported.  A longer
 * passage (navigation, a list of other releases cut in mid-word) stays, and a
 * person is asked.
 */
#include "config.h"

#include <string.h>

#include "base/text.h"
#include "release/finish.h"

enum {
	PASSAGE = 3,    /* lines one after another that look like furniture */
	CUT_BYTES = 24, /* a title that was cut is longer than this */
	LINE_BYTES = 120,
};

/* "field-name-body", "wp-block__item": the name of a CSS class.  What joins
 * words is a hyphen in anybody's text too ("state-of-the-art"), so a name has
 * to begin as those of content management systems do, or to be joined as in
 * no language. */
static int
is_class_name(const char *s)
{
	size_t i;
	int joints = 0, known = 0;
	static const char *const starts[] = { "field-", "wp-", "views-",
		"node-", "block-", "panel-", "paragraph-", "portlet-",
		"journal-", "layout-", "col-", "btn-" };

	for (i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		known |= strncmp(s, starts[i], strlen(starts[i])) == 0;
	for (; *s != '\0'; s++) {
		if ((*s == '-' || *s == '_') && s[1] != '\0') {
			joints++;
			known |= s[1] == *s;
		} else if (!(*s >= 'a' && *s <= 'z') &&
		    !(*s >= '0' && *s <= '9')) {
			return 0;
		}
	}
	return known && joints >= 2;
}

/* Longer than a line of furniture, as a look at its first text shows? */
static int
is_long(const xmlNode *block)
{
	const xmlNode *first = block->children;

	return first != NULL && first->type == XML_TEXT_NODE &&
	    strnlen((const char *)first->content, LINE_BYTES + 1) > LINE_BYTES;
}

static int
is_word_of_furniture(struct finish *f, xmlNode *block)
{
	const char *s;

	if (element_of(block)->id != EL_P)
		return 0;
	if (is_long(block))
		return 0;
	s = finish_start(f, block, LINE_BYTES + 1);
	if (f->text.len > LINE_BYTES)
		return 0;
	return phrases_is(f->phrases, s, PHRASE_BIT(PHRASE_FURNITURE)) ||
	    (f->text.len > 0 && is_class_name(buf_str(&f->text)));
}

/* "Ny skola i Gerby: byggandet bör…": words that a page cut off. */
static int
is_cut(const char *s, size_t len)
{
	const char *next, *p;
	size_t dots = 0;

	if (len >= 3 && strcmp(s + len - 3, "…") == 0)
		dots = 3;
	else if (len >= 3 && strcmp(s + len - 3, "...") == 0)
		dots = 3;
	if (dots == 0 || len < CUT_BYTES)
		return 0;
	p = s + len - dots - 1;
	while (p > s && (*p & 0xc0) == 0x80)
		p--;
	return text_is_word(text_next(p, &next));
}

/* Does a line look like part of a page? */
static int
is_suspect(struct finish *f, xmlNode *block)
{
	const char *s;

	switch (element_of(block)->id) {
	case EL_P:
	case EL_LI:
	case EL_HEADING:
		break;
	default:
		return 0;
	}
	if (is_long(block))
		return 0;
	s = finish_start(f, block, LINE_BYTES + 1);
	if (f->text.len > LINE_BYTES || f->text.len == 0)
		return 0;
	return phrases_is(f->phrases, s, PHRASE_BIT(PHRASE_NAVIGATION)) ||
	    is_cut(buf_str(&f->text), f->text.len);
}

/* Lines of the text in their order, those of lists too. */
struct run {
	int length;
	int told;
	char quote[WHY_QUOTE_MAX];
};

static void
add_to_run(struct finish *f, xmlNode *line, struct run *run)
{
	if (!is_suspect(f, line)) {
		run->length = 0;
		return;
	}
	if (run->length == 0)
		text_excerpt(run->quote, sizeof(run->quote), buf_str(&f->text));
	if (++run->length == PASSAGE)
		finish_finding(f, SEVERITY_HOLD, "furniture-passage",
		    run->quote);
}

void
finish_furniture(struct finish *f)
{
	struct run run;
	xmlNode *block, *li, *next;

	memset(&run, 0, sizeof(run));
	block = dom_element(f->body->children);
	for (; block != NULL; block = next) {
		next = dom_element(block->next);
		if (is_word_of_furniture(f, block)) {
			finish_finding(f, SEVERITY_INFO, "furniture-word",
			    buf_str(&f->text));
			finish_moved(f, block, NULL);
			dom_drop(block);
			continue;
		}
		if (element_of(block)->id != EL_UL) {
			add_to_run(f, block, &run);
			continue;
		}
		for (li = dom_element(block->children); li != NULL;
		     li = dom_element(li->next))
			add_to_run(f, li, &run);
	}
}
