/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What stands before the text: letterhead, dates, title, deck, dateline.
 *
 * The first heading is the title if nothing but these stands before it.
 * Words that stand in the document stay visible; a title from anywhere else
 * is marked so.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "release/finish.h"
#include "release/opening_line.h"

enum {
	SHORT_BYTES = 80,  /* a line of a letterhead */
	TABLE_BYTES = 240, /* a letterhead set in a table */
	LETTERHEAD_LINES = 6,
};

static void
set_issued(struct finish *f, const struct when *when, const char *why,
    const char *text)
{
	char iso[DATES_ISO];
	xmlNode *node;

	if (dom_child_g(f->head, "issued") != NULL || !when_has_date(when) ||
	    when_date(when, f->settings->timezone, iso) != WHEN_OK)
		return;
	node = finish_new_g(f, f->head, "issued");
	finish_set(node, "why", why);
	if (text != NULL)
		finish_set(node, "text", text);
	xmlNodeAddContent(node, XC(iso));
	f->issued_at = dates_at(iso);
}

static void
set_dateline(struct finish *f, const char *words,
    const struct opening_line *line, const char *folded, const char *why)
{
	char *place, *tidy;
	xmlNode *node;

	node = finish_new_g(f, f->head, "dateline");
	if (line->place != NULL) {
		place = (char *)xmlStrndup(XC(words + (line->place - folded)),
		    (int)(line->place_end - line->place));
		finish_set(node, "place", place);
		xmlFree(place);
	}
	finish_set(node, "why", why);
	tidy = text_fold_blanks(words);
	xmlNodeAddContent(node, XC(tidy));
	free(tidy);
}

/* Beside other letterhead, "Sjölunda stad informerar", only the name is
 * whose. */
static void
add_publisher(struct finish *f, const char *words,
    const struct opening_line *line, const char *folded)
{
	char *name;
	xmlNode *node;

	node = finish_new_g(f, f->head, "publisher");
	finish_set(node, "why", "letterhead");
	if (line->letterhead == 0) {
		xmlNodeAddContent(node, XC(words));
		return;
	}
	finish_finding(f, SEVERITY_INFO, "letterhead", words);
	name = xstrndup(buf_str(&f->text) + (line->whose - folded),
	    (size_t)(line->whose_end - line->whose));
	xmlNodeAddContent(node, XC(name));
	free(name);
}

/* A whole block of date, place and letterhead goes into the head: 1.  The
 * mark of a draft is passed by and stays: 2. */
static int
take_line(struct finish *f, xmlNode *block)
{
	char *words;
	const char *folded;
	struct opening_line line;

	folded = finish_text(f, block);
	if (f->text.len > OPENING_LINE ||
	    !opening_line(f, buf_str(&f->text), folded, 1, &line) || line.dash)
		return 0;
	if (line.places > 0 && !when_has_day(&line.when))
		return 0;
	if (line.when.conflict || (line.free && when_has_day(&line.when)))
		return 0;
	if (line.draft)
		return 2;
	words = text_fold_blanks(buf_str(&f->text));
	if (line.places > 0) {
		if (dom_child_g(f->head, "dateline") != NULL) {
			free(words);
			return 0;
		}
		set_dateline(f, words, &line, folded, "position");
		set_issued(f, &line.when, "dateline", NULL);
	} else if (when_has_date(&line.when) &&
	    dom_child_g(f->head, "issued") == NULL) {
		set_issued(f, &line.when, "position", words);
	} else if (when_has_day(&line.when)) {
		free(words);
		return 0;
	} else if (line.organisation) {
		add_publisher(f, words, &line, folded);
	} else if (line.letterhead) {
		finish_finding(f, SEVERITY_INFO, "letterhead", words);
	} else {
		free(words);
		return 0;
	}
	free(words);
	return 1;
}

/* Line breaks in a title are blanks; pictures in it move before the text. */
static void
plain_title(struct finish *f, xmlNode *title)
{
	xmlNode *figure, *next, *node;

	for (node = title->children; node != NULL; node = next) {
		next = dom_next(node, title);
		if (node->type != XML_ELEMENT_NODE)
			continue;
		if (element_of(node)->id == EL_BR) {
			xmlAddPrevSibling(node, xmlNewDocText(f->doc, XC(" ")));
			next = dom_skip(node, title);
			dom_drop(node);
		} else if (element_of(node)->id == EL_IMG) {
			next = dom_skip(node, title);
			figure = finish_new_h(f, "figure");
			xmlUnlinkNode(node);
			xmlAddChild(figure, node);
			if (f->body->children != NULL)
				xmlAddPrevSibling(f->body->children, figure);
			else
				xmlAddChild(f->body, figure);
		}
	}
}

/* The words of block become those of the head's name ("title", "deck"). */
static void
lift(struct finish *f, xmlNode *block, const char *name, const char *otherwise)
{
	const char *why;
	xmlNode *node;

	node = dom_child_g(f->head, name);
	if (node == NULL) {
		node = finish_new_g(f, f->head, name);
		why = dom_attr_g(block, "why");
		finish_set(node, "why", why != NULL ? why : otherwise);
		if (dom_attr(block, "lang") != NULL)
			finish_set(node, "lang", dom_attr(block, "lang"));
		if (dom_attr(block, "dir") != NULL)
			finish_set(node, "dir", dom_attr(block, "dir"));
		finish_moved(f, block, node);
	} else {
		xmlAddChild(node, xmlNewDocText(f->doc, XC(" ")));
		finish_moved(f, block, NULL);
	}
	dom_move_children(block, node);
	plain_title(f, node);
	dom_drop(block);
}

/* A byline is plain words. */
static void
take_byline(struct finish *f, xmlNode *block)
{
	char *words;
	xmlNode *node;

	(void)finish_text(f, block);
	words = text_fold_blanks(buf_str(&f->text));
	node = finish_new_g(f, f->head, "byline");
	finish_set(node, "why", "style");
	xmlNodeAddContent(node, XC(words));
	free(words);
	finish_moved(f, block, NULL);
	dom_drop(block);
}

static int
is_heading(xmlNode *block)
{
	return element_of(block)->id == EL_HEADING ||
	    element_of(block)->id == EL_HEADING1;
}

/* Only a line of words can be a title and its like. */
static int
is_zone(xmlNode *block, const char *zone)
{
	const char *own;

	own = dom_attr_g(block, "zone");
	return own != NULL && strcmp(own, zone) == 0 &&
	    (is_heading(block) || element_of(block)->id == EL_P);
}

/* Links to what follows, made by the importer. */
static int
is_contents(xmlNode *block)
{
	const char *why = dom_attr_g(block, "why");

	return element_of(block)->id == EL_ASIDE && why != NULL &&
	    strcmp(why, "contents") == 0;
}

/* Only pictures, lines and links to the text: nothing to read. */
static int
is_mute(xmlNode *block)
{
	const char *s;
	int mute;
	struct buf text;

	if (element_of(block)->id == EL_HR || is_contents(block))
		return 1;
	if (element_of(block)->id != EL_FIGURE && element_of(block)->id != EL_P)
		return 0;
	buf_init(&text, FINISH_TEXT);
	dom_all_text(block, &text);
	s = buf_str(&text);
	mute = s[strspn(s, " \n")] == '\0';
	buf_fini(&text);
	return mute || element_of(block)->id == EL_FIGURE;
}

/* Do the words of a and b say the same? */
static int
is_same(struct finish *f, xmlNode *a, xmlNode *b)
{
	char *one, *two;
	int same;

	(void)finish_text(f, a);
	one = text_fold_blanks(buf_str(&f->folded));
	(void)finish_text(f, b);
	two = text_fold_blanks(buf_str(&f->folded));
	same = strcmp(one, two) == 0;
	free(one);
	free(two);
	return same;
}

/* Does the heading begin with that number, or with a word and it: "Article
 * I", "Kapitel 1", "§ 1"? */
static int
has_number(struct finish *f, xmlNode *heading, const char *number)
{
	const char *s = finish_start(f, heading, OPENING_LINE), *word = s;
	const size_t n = strlen(number);

	s += strcspn(s, " ");
	s = *s == ' ' && strncmp(s + 1, number, n) == 0 ? s + 1 : word;
	if (strncmp(s, number, n) != 0)
		return 0;
	if (s[n] == '.' || s[n] == ')' || (s[n] == ' ' && *s <= '9'))
		return 1;
	return s != word && strchr(" :", s[n]) != NULL; /* or its end */
}

/* "1. Inledning" before "2. Bakgrund" is the first of the sections, and the
 * title of none of them. */
static int
is_first_section(struct finish *f, xmlNode *block)
{
	static const char *const numbers[][2] = { { "1", "2" }, { "i", "ii" },
		{ "a", "b" } };
	size_t i;
	xmlNode *next;

	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		if (has_number(f, block, numbers[i][0]))
			break;
	}
	if (i == sizeof(numbers) / sizeof(numbers[0]))
		return 0;
	next = dom_element(block->next);
	while (next != NULL && !xmlStrEqual(next->name, block->name))
		next = dom_element(next->next);
	return next != NULL && has_number(f, next, numbers[i][1]);
}

/* What the opening has found so far. */
struct opening {
	xmlNode *title;  /* in the head */
	int given;       /* the importer knew it */
	int after_title; /* the block before this one was of title or deck */
};

/* Title, deck and their like at block: 1 if it was one. */
static int
take_title(struct finish *f, xmlNode *block, struct opening *o)
{
	if (o->given && !o->after_title &&
	    (is_heading(block) || element_of(block)->id == EL_P) &&
	    is_same(f, o->title, block)) {
		finish_moved(f, block, NULL);
		dom_drop(block);
		o->after_title = 1;
		f->title_in_text = 1;
		return 1;
	}
	if (is_zone(block, "title") && (o->title == NULL || o->after_title) &&
	    !o->given) {
		lift(f, block, "title", "style");
	} else if (is_zone(block, "deck") &&
	    (o->after_title || dom_child_g(f->head, "deck") == NULL)) {
		lift(f, block, "deck", "style");
	} else if (is_zone(block, "byline") &&
	    dom_child_g(f->head, "byline") == NULL) {
		take_byline(f, block);
	} else if (o->title == NULL && is_heading(block) &&
	    !is_first_section(f, block)) {
		lift(f, block, "title", "heading");
		o->after_title = 0;
		o->title = dom_child_g(f->head, "title");
		f->title_in_text = 1;
		return 1;
	} else {
		return 0;
	}
	o->title = dom_child_g(f->head, "title");
	f->title_in_text |= o->title != NULL;
	o->after_title = 1;
	return 1;
}

/* Is a block that says "title" still to come before any heading? */
static int
has_title_zone(xmlNode *block)
{
	int far = 12; /* blocks: a letterhead is no longer */

	for (; block != NULL && far > 0; block = dom_element(block->next)) {
		if (is_zone(block, "title"))
			return 1;
		far--;
	}
	return 0;
}

/* A box near the top that holds the title, where no other line says that it is
 * one: what is in it is the text's. */
static void
open_title_box(struct finish *f)
{
	int far = 12;
	xmlNode *block, *p;

	block = dom_element(f->body->children);
	for (; block != NULL && far > 0; block = dom_element(block->next)) {
		far--;
		if (element_of(block)->id != EL_ASIDE)
			continue;
		p = dom_element(block->children);
		while (p != NULL && !is_zone(p, "title"))
			p = dom_element(p->next);
		if (p != NULL) {
			dom_unwrap(block);
			return;
		}
	}
}

/* "Etusivu", "Sök": a page was pasted, its title is still to come. */
static int
is_navigation(struct finish *f, xmlNode *block)
{
	return element_of(block)->id == EL_P &&
	    phrases_is(f->phrases, finish_start(f, block, OPENING_LINE),
		PHRASE_BIT(PHRASE_NAVIGATION));
}

/* "r.f.", "r.y.": a stop that ends no sentence. */
static int
ends_with_abbreviation(const char *s, size_t len)
{
	return len > 4 && s[len - 1] == '.' && s[len - 3] == '.' &&
	    (s[len - 5] == ' ' || s[len - 5] == '.');
}

/* "Sjölunda stad", "Bildningssektorn": a short line that ends no sentence, or
 * several in a table. */
static int
is_short_line(struct finish *f, xmlNode *block)
{
	const char *s;
	size_t len;

	if (element_of(block)->id == EL_TABLE) {
		buf_reset(&f->text);
		dom_all_text(block, &f->text);
		return f->text.len <= TABLE_BYTES;
	}
	if (element_of(block)->id != EL_P)
		return 0;
	s = finish_text(f, block);
	len = f->text.len;
	return len > 0 && len <= SHORT_BYTES && strchr(s, '\n') == NULL &&
	    (strchr(".!?:;,", s[len - 1]) == NULL ||
		ends_with_abbreviation(s, len));
}

/* Is something of a letterhead known already, or told by this line? */
static int
is_known_line(struct finish *f, xmlNode *block)
{
	const char *folded;
	struct opening_line line;

	if (element_of(block)->id != EL_P)
		return 0;
	folded = finish_text(f, block);
	return opening_line(f, buf_str(&f->text), folded, 1, &line) &&
	    (line.letterhead > 0 || line.organisation > 0 ||
		when_has_day(&line.when));
}

/* A few such lines, and then a heading that a style tells, or one that only
 * looks like it after lines that are letterhead for certain: letterhead too,
 * which stays in the text, for nobody knows what it is. */
static int
is_letterhead(struct finish *f, xmlNode *block)
{
	const char *why;
	int known, lines = 0;

	known = dom_child_g(f->head, "publisher") != NULL ||
	    dom_child_g(f->head, "issued") != NULL ||
	    dom_child_g(f->head, "dateline") != NULL;

	for (; block != NULL && lines < LETTERHEAD_LINES;
	     block = dom_element(block->next)) {
		if (is_heading(block)) {
			why = dom_attr_g(block, "why");
			return lines > 0 && why != NULL &&
			    (known || strncmp(why, "faux", 4) != 0);
		}
		if (is_mute(block) || finish_is_statement(f, block))
			continue;
		if (!is_short_line(f, block))
			return 0;
		known |= is_known_line(f, block);
		lines++;
	}
	return 0;
}

static void
walk_opening(struct finish *f, struct opening *o)
{
	int left = 0, line, styled;
	xmlNode *block, *next;

	block = dom_element(f->body->children);
	styled = !o->given && has_title_zone(block);
	for (; block != NULL; block = next) {
		next = dom_element(block->next);
		if (finish_is_statement(f, block) || is_mute(block))
			continue;
		/* before a styled title a heading is letterhead */
		if (styled && o->title == NULL && !is_zone(block, "title") &&
		    is_heading(block)) {
			left = 1;
			continue;
		}
		if (take_title(f, block, o)) {
			f->left_before_title = left;
			continue;
		}
		o->after_title = 0;
		line = element_of(block)->id == EL_P || is_heading(block) ?
		    take_line(f, block) :
		    0;
		if (line == 1)
			dom_drop(block);
		if (line != 0)
			continue;
		if ((styled && o->title == NULL) || is_navigation(f, block) ||
		    (o->title == NULL && is_letterhead(f, block))) {
			left |= o->title == NULL;
			continue;
		}
		return;
	}
}

/* "VASA 3.5.2026 –" at the start of a paragraph. */
static void
take_dateline(struct finish *f, xmlNode *p)
{
	char *words;
	const char *folded;
	size_t n;
	struct opening_line line;

	folded = finish_text(f, p);
	if (dom_child_g(f->head, "dateline") != NULL ||
	    !opening_line(f, buf_str(&f->text), folded, 0, &line) ||
	    !line.dash || line.places == 0 || line.letterhead ||
	    line.when.conflict)
		return;
	n = (size_t)(line.end - folded);
	/* a dash after a single word is also how somebody hesitates */
	if ((!line.loud && !when_has_day(&line.when)) ||
	    folded[n + strspn(folded + n, " ")] == '\0')
		return;
	words = (char *)xmlStrndup(XC(buf_str(&f->text)), (int)n);
	set_dateline(f, words, &line, folded, "position");
	set_issued(f, &line.when, "dateline", NULL);
	xmlFree(words);
	dom_cut(p, 0, n);
	dom_trim(p);
}

/* A date in the header of the page, if there is exactly one. */
static void
date_of_header(struct finish *f)
{
	const char *s, *start;
	int dates = 0;
	size_t n;
	struct when when, one;
	xmlNode *part, *source;

	source = dom_child_g(f->head, "source");
	if (source == NULL || dom_child_g(f->head, "issued") != NULL)
		return;
	when_init(&when);
	for (part = source->children; part != NULL; part = part->next) {
		if (part->type != XML_ELEMENT_NODE ||
		    dom_attr(part, "kind") == NULL ||
		    strcmp(dom_attr(part, "kind"), "header") != 0)
			continue;
		buf_reset(&f->text);
		dom_all_text(part, &f->text);
		start = finish_fold(f, buf_str(&f->text));
		for (s = start; *s != '\0'; s += n > 0 ? n : 1) {
			when_init(&one);
			n = text_word_starts(start, s) ?
			    when_take(f->phrases, s, f->lang, &one) :
			    0;
			if (n == 0 || !when_has_date(&one))
				continue;
			dates++;
			when = one;
		}
	}
	if (dates == 1)
		set_issued(f, &when, "header", NULL);
}

xmlNode *
finish_first_words(struct finish *f)
{
	xmlNode *block;

	for (block = dom_element(f->body->children); block != NULL;
	     block = dom_element(block->next)) {
		if (!finish_is_statement(f, block) && !is_mute(block))
			return block;
	}
	return NULL;
}

void
finish_opening(struct finish *f)
{
	struct opening o;
	xmlNode *block;

	memset(&o, 0, sizeof(o));
	o.title = dom_child_g(f->head, "title");
	o.given = o.title != NULL;
	if (o.given)
		plain_title(f, o.title);
	else if (!has_title_zone(dom_element(f->body->children)))
		open_title_box(f);
	walk_opening(f, &o);
	block = finish_first_words(f);
	if (block != NULL && element_of(block)->id == EL_P)
		take_dateline(f, block);
	date_of_header(f);
}
