/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What stands after the text: end marks, contacts, boilerplate, tags.
 *
 * The blocks of the body fall into segments at headings and at lines that
 * announce a zone.  From the end backwards, as long as each is a zone that
 * proves itself, they leave the body; the first that does not ends the tail,
 * and a zone in the middle of the text stays where it is.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "release/contacts.h"
#include "release/finish.h"
#include "release/person.h"

#define ANNOUNCEMENTS                                                          \
 (PHRASE_BIT(PHRASE_CONTACT) | PHRASE_BIT(PHRASE_TAGS) |                       \
     PHRASE_BIT(PHRASE_BOILERPLATE))

enum {
	ANNOUNCEMENT = 64,  /* bytes of the longest phrase, and more */
	ZONE_LINE = 90,     /* bytes of a line that announces a zone */
	CONTACT_LINE = 400, /* bytes of a line of a contact */
	TAG_BYTES = 80,
	LEAD_BYTES = 40, /* a shorter paragraph is no lead */
};

enum zone {
	ZONE_NONE,
	ZONE_OTHER, /* begins with a heading of the text's own */
	ZONE_CONTACT,
	ZONE_BOILERPLATE,
	ZONE_TAGS,
	ZONE_POSITION, /* what follows an end mark */
};

struct segment {
	enum zone zone;
	int title; /* its first block is nothing but its heading */
	int vague; /* it may say something else: only after contacts */
	size_t
	    colon; /* bytes of the words before it, if it goes on after one */
	size_t from;
	size_t to;
	char why[64];
};

struct tail {
	struct finish *f;
	xmlNode **blocks;
	unsigned char *announces; /* may a zone begin with that block? */
	size_t count;
	struct segment *segments;
	size_t segment_count;
	size_t end; /* first block after an end mark, or count */
};

static int
is_heading(xmlNode *block)
{
	return element_of(block)->id == EL_HEADING ||
	    element_of(block)->id == EL_HEADING1;
}

static int
is_paragraph(xmlNode *block)
{
	return element_of(block)->id == EL_P;
}

static const char *
after_marks(const char *s)
{
	return s + strspn(s, " \n:.");
}

/* "phrase:" and the words of the text that n bytes of it are. */
static void
set_why(struct finish *f, char why[64], size_t n)
{
	char words[56];

	if (n >= sizeof(words))
		n = sizeof(words) - 1;
	memcpy(words, buf_str(&f->text), n);
	words[n] = '\0';
	memcpy(why, "phrase:", 8);
	text_excerpt(why + 7, 64 - 7, words);
}

/* Are the words of f->text from at on one contact, every one of them? */
static int
is_person(const struct finish *f, size_t at)
{
	struct person p;

	return person_parse(f, buf_str(&f->text) + at, buf_str(&f->folded) + at,
		   &p) == 0;
}

/* A block whose text is in f->text: does it announce contacts? */
static enum zone
contact_zone(struct finish *f, xmlNode *block, struct segment *s)
{
	const char *folded = buf_str(&f->folded), *rest;
	const struct phrase *phrase;
	size_t glue, n;

	n = phrases_at(f->phrases, folded, PHRASE_BIT(PHRASE_CONTACT), f->lang,
	    &phrase);
	if (n == 0)
		return ZONE_NONE;
	rest = folded + n + strspn(folded + n, " ");
	if (*rest == ',') /* "For further information, please contact …" */
		rest += 1 + strspn(rest + 1, " ");
	glue = phrases_at(f->phrases, rest, PHRASE_BIT(PHRASE_CONTACT_GLUE),
	    f->lang, &phrase);
	rest += glue;
	rest += strspn(rest, " ");
	set_why(f, s->why, n);
	s->title = *after_marks(rest) == '\0' || is_heading(block) ||
	    (f->text.len < ZONE_LINE && folded[f->folded.len - 1] == ':');
	if (!s->title && (*rest == ':' || *rest == '\n'))
		s->colon = (size_t)(rest - folded) + 1;
	/* "Lisätietoja antaa rehtori N.N., puh. …": a heading and a line */
	if (!s->title && s->colon == 0 && is_person(f, (size_t)(rest - folded)))
		s->colon = (size_t)(rest - folded);
	if (s->title || s->colon > 0 ||
	    person_has_address(f, buf_str(&f->text), folded))
		return ZONE_CONTACT;
	return ZONE_NONE;
}

/* "Om Vasa stad", "Notes to editors": a heading, or a line like one. */
static enum zone
boilerplate_zone(struct finish *f, xmlNode *block, struct segment *s)
{
	const char *folded = buf_str(&f->folded), *next, *rest;
	const struct phrase *phrase;
	long c;
	size_t n;

	if (f->text.len > ZONE_LINE || strchr(buf_str(&f->text), '\n') != NULL)
		return ZONE_NONE;
	n = phrases_at(f->phrases, folded, PHRASE_BIT(PHRASE_BOILERPLATE),
	    f->lang, &phrase);
	if (n == 0 ||
	    (!is_heading(block) &&
		strchr(".?!", folded[f->folded.len - 1]) != NULL))
		return ZONE_NONE;
	set_why(f, s->why, n);
	s->title = 1;
	rest = after_marks(folded + n);
	if (*rest == '\0')
		return memchr(folded, ' ', n) != NULL ? ZONE_BOILERPLATE :
							ZONE_NONE;
	c = text_next(buf_str(&f->text) + (rest - folded), &next);
	if (u_isupper((UChar32)c))
		return ZONE_BOILERPLATE;
	/* "Om kommunen", "Tietoa hyvinvointialueesta" */
	s->vague = strchr(rest, ' ') == NULL;
	return s->vague ? ZONE_BOILERPLATE : ZONE_NONE;
}

static enum zone
tags_zone(struct finish *f, struct segment *s)
{
	const char *folded = buf_str(&f->folded), *rest;
	const struct phrase *phrase;
	size_t n;

	n = phrases_at(f->phrases, folded, PHRASE_BIT(PHRASE_TAGS), f->lang,
	    &phrase);
	if (n == 0)
		return ZONE_NONE;
	rest = folded + n + strspn(folded + n, " ");
	set_why(f, s->why, n);
	s->title = *after_marks(rest) == '\0';
	if (!s->title && (*rest == ':' || *rest == '\n'))
		s->colon = (size_t)(rest - folded) + 1;
	return s->title || s->colon > 0 ? ZONE_TAGS : ZONE_NONE;
}

static enum zone
zone_of(struct finish *f, xmlNode *block, struct segment *s)
{
	enum zone zone = ZONE_NONE;

	(void)finish_text(f, block);
	zone = contact_zone(f, block, s);
	if (zone == ZONE_NONE)
		zone = tags_zone(f, s);
	if (zone == ZONE_NONE)
		zone = boilerplate_zone(f, block, s);
	if (zone == ZONE_NONE && is_heading(block))
		zone = ZONE_OTHER;
	return zone;
}

/* The text of s without the dashes and the like that stand around an end mark:
 * "– Slut –". */
static int
is_end_mark(const struct finish *f, const char *s)
{
	static const char around[] = " -*_\xe2\x80\x93\x94";
	char word[ANNOUNCEMENT + 1];
	size_t n;

	if (phrases_is(f->phrases, s, PHRASE_BIT(PHRASE_END)))
		return 1;
	s += strspn(s, around);
	n = strnlen(s, ANNOUNCEMENT);
	while (n > 0 && strchr(around, s[n - 1]) != NULL)
		n--;
	memcpy(word, s, n);
	word[n] = '\0';
	return phrases_is(f->phrases, word, PHRASE_BIT(PHRASE_END));
}

/* "###", "-30-", "ENDS" on a line of their own go. */
static int
take_end_mark(struct tail *t, xmlNode *block, const char *start)
{
	if (!is_paragraph(block) || !is_end_mark(t->f, start))
		return 0;
	finish_finding(t->f, SEVERITY_INFO, "end-mark", buf_str(&t->f->text));
	dom_drop(block);
	t->end = t->count;
	return 1;
}

/* The blocks of the body; what every one of them pays is a look at how it
 * begins. */
static void
collect(struct tail *t)
{
	const char *start;
	const struct phrase *phrase;
	size_t cap = 0;
	xmlNode *block, *next;

	t->end = SIZE_MAX;
	block = dom_element(t->f->body->children);
	for (; block != NULL; block = next) {
		next = dom_element(block->next);
		start = is_heading(block) || is_paragraph(block) ?
		    finish_start(t->f, block, ANNOUNCEMENT) :
		    "";
		if (take_end_mark(t, block, start))
			continue;
		if (t->count == cap) {
			cap = cap == 0 ? 64 : 2 * cap;
			t->blocks = xreallocarray(t->blocks, cap,
			    sizeof(xmlNode *));
			t->announces = xreallocarray(t->announces, cap, 1);
		}
		t->announces[t->count] = phrases_at(t->f->phrases, start,
					     ANNOUNCEMENTS, t->f->lang,
					     &phrase) > 0;
		t->blocks[t->count++] = block;
	}
}

static void
add_segment(struct tail *t, const struct segment *segment, size_t *cap)
{
	if (t->segment_count == *cap) {
		*cap = *cap == 0 ? 16 : 2 * *cap;
		t->segments = xreallocarray(t->segments, *cap,
		    sizeof(*t->segments));
	}
	t->segments[t->segment_count++] = *segment;
}

static void
divide(struct tail *t)
{
	size_t cap = 0, i;
	struct segment s;

	for (i = 0; i < t->count; i++) {
		memset(&s, 0, sizeof(s));
		if (t->announces[i])
			s.zone = zone_of(t->f, t->blocks[i], &s);
		else if (is_heading(t->blocks[i]))
			s.zone = ZONE_OTHER;
		if (s.zone == ZONE_NONE && i == t->end) {
			s.zone = ZONE_POSITION;
			memcpy(s.why, "position", 9);
		}
		if (s.zone == ZONE_NONE && i > 0)
			continue;
		if (s.zone == ZONE_NONE)
			s.zone = ZONE_OTHER;
		s.from = i;
		if (t->segment_count > 0)
			t->segments[t->segment_count - 1].to = i;
		add_segment(t, &s, &cap);
	}
	if (t->segment_count > 0)
		t->segments[t->segment_count - 1].to = t->count;
}

static int is_contact_line(struct finish *f, xmlNode *block, size_t at,
    int *ret_address);

/* Is every cell, or all that stands in one, as short as contacts are? */
static int
is_contact_row(struct finish *f, xmlNode *tr, int *ret_address)
{
	xmlNode *cell, *block;

	for (cell = dom_element(tr->children); cell != NULL;
	     cell = dom_element(cell->next)) {
		block = dom_element(cell->children);
		if (block == NULL ||
		    (element_of(block)->is & CLASS_INLINE) != 0) {
			if (!is_contact_line(f, cell, 0, ret_address))
				return 0;
			continue;
		}
		for (; block != NULL; block = dom_element(block->next)) {
			if (!is_contact_line(f, block, 0, ret_address))
				return 0;
		}
	}
	return 1;
}

static int
is_contact_table(struct finish *f, xmlNode *table, int *ret_address)
{
	xmlNode *rows, *tr;

	for (rows = dom_element(table->children); rows != NULL;
	     rows = dom_element(rows->next)) {
		if (element_of(rows)->id != EL_ROWS)
			return 0;
		for (tr = dom_element(rows->children); tr != NULL;
		     tr = dom_element(tr->next)) {
			if (!is_contact_row(f, tr, ret_address))
				return 0;
		}
	}
	return 1;
}

/* May a block, from the byte at of its text on, be a line of a contact; does
 * it have an address? */
static int
is_contact_line(struct finish *f, xmlNode *block, size_t at, int *ret_address)
{
	int address;
	size_t i, words = 1;
	xmlNode *li;

	if (element_of(block)->id == EL_UL || element_of(block)->id == EL_OL) {
		for (li = dom_element(block->children); li != NULL;
		     li = dom_element(li->next)) {
			if (!is_contact_line(f, li, 0, ret_address))
				return 0;
		}
		return 1;
	}
	if (element_of(block)->id == EL_TABLE)
		return is_contact_table(f, block, ret_address);
	if (!is_paragraph(block) && element_of(block)->id != EL_LI &&
	    element_of(block)->id != EL_TD && element_of(block)->id != EL_TH)
		return 0;
	(void)finish_text(f, block);
	if (f->text.len > CONTACT_LINE)
		return 0;
	address = person_has_address(f, buf_str(&f->text),
		      buf_str(&f->folded)) ||
	    person_has_web(buf_str(&f->text)) || is_person(f, at);
	for (i = 0; i < f->text.len; i++)
		words += f->text.data[i] == ' ';
	*ret_address |= address;
	return address || words <= 14;
}

/* Does a block begin with, or have in its first words, the organisation? */
static int
names_organisation(struct finish *f, xmlNode *block)
{
	const char *s, *start;

	buf_reset(&f->text);
	dom_all_text(block, &f->text);
	start = finish_fold(f, buf_str(&f->text));
	for (s = start; *s != '\0' && s - start < 200; s++) {
		if (text_word_starts(start, s) &&
		    finish_organisation_at(f, s) > 0)
			return 1;
	}
	return 0;
}

/* Is the block a sentence, rather than a line of a contact? */
static int
is_sentence(struct finish *f, xmlNode *block)
{
	const char *s;

	if (!is_paragraph(block))
		return 0;
	s = finish_text(f, block);
	return f->text.len > 0 && strchr(".!?", s[f->text.len - 1]) != NULL &&
	    strchr(s, ' ') != NULL;
}

/* What is said of the sender after the last address is none of the contacts:
 * the end of those in [from, to). */
static size_t
last_contact(struct tail *t, size_t from, size_t to)
{
	int address = 0;
	size_t i = to;

	while (i > from && is_sentence(t->f, t->blocks[i - 1]) &&
	    is_contact_line(t->f, t->blocks[i - 1], 0, &address) && !address)
		i--;
	return i > from && i < to && names_organisation(t->f, t->blocks[i]) ?
	    i :
	    to;
}

/* How many blocks of the segment are contacts; 0 if it is none. */
static size_t
contact_length(struct tail *t, const struct segment *s)
{
	int address = 0, ok;
	size_t i, last = 0;

	for (i = s->from; i < s->to; i++) {
		if (i == s->from && s->title)
			continue;
		if (!is_contact_line(t->f, t->blocks[i],
			i == s->from ? s->colon : 0, &address))
			break;
		last = i + 1;
	}
	ok = address && last > s->from;
	if (ok)
		last = last_contact(t, s->from + 1, last);
	/* a heading and nothing: the section vanishes */
	if (s->title && s->to == s->from + 1)
		return 1;
	return ok ? last - s->from : 0;
}

/* Do contacts stand before the segment k, with nothing of the text between? */
static int
follows_contacts(const struct tail *t, size_t k)
{
	while (k-- > 0) {
		if (t->segments[k].zone == ZONE_CONTACT)
			return 1;
		if (t->segments[k].zone == ZONE_OTHER)
			return 0;
	}
	return 0;
}

/* The bytes of the tag at s: to a comma, a point, a line, the next "#". */
static size_t
tag_length(const char *s)
{
	size_t n;

	for (n = 0; s[n] != '\0'; n++) {
		if (strchr(",;|\n", s[n]) != NULL ||
		    strncmp(s + n, "•", strlen("•")) == 0 ||
		    strncmp(s + n, "·", strlen("·")) == 0 ||
		    (n > 0 && strncmp(s + n, " #", 2) == 0))
			break;
	}
	return n;
}

/* The bytes of what stands between two tags at s. */
static size_t
tag_mark(const char *s)
{
	if (strncmp(s, "•", strlen("•")) == 0)
		return strlen("•");
	if (strncmp(s, "·", strlen("·")) == 0)
		return strlen("·");
	return *s != '\0';
}

/* Are the words between commas short, as tags are? */
static int
are_tags(struct tail *t, const struct segment *s)
{
	const char *p;
	size_t i, n;

	for (i = s->from; i < s->to; i++) {
		buf_reset(&t->f->text);
		dom_all_text(t->blocks[i], &t->f->text);
		p = buf_str(&t->f->text);
		if (i == s->from)
			p += s->colon;
		for (; *p != '\0'; p += n + tag_mark(p + n)) {
			n = tag_length(p);
			if (n > TAG_BYTES)
				return 0;
		}
	}
	return 1;
}

/* Does the segment k prove itself? */
static int
is_proved(struct tail *t, size_t k)
{
	size_t i, n;
	const struct segment *s = &t->segments[k];

	switch (s->zone) {
	case ZONE_TAGS:
		return s->to - s->from <= 3 && are_tags(t, s);
	case ZONE_POSITION:
		return 1;
	case ZONE_OTHER:
		return s->from >= t->end && k > 0;
	case ZONE_BOILERPLATE:
		if (follows_contacts(t, k) || s->from >= t->end ||
		    (strchr(s->why, ' ') != NULL && !s->vague))
			return 1;
		for (i = s->from; i < s->to; i++) {
			if (names_organisation(t->f, t->blocks[i]))
				return 1;
		}
		return 0;
	case ZONE_CONTACT:
		n = contact_length(t, s);
		/* what follows the contacts is boilerplate only if it says
		 * whose */
		return n > 0 &&
		    (s->from + n == s->to || s->from + n >= t->end ||
			names_organisation(t->f, t->blocks[s->from + n]));
	case ZONE_NONE:
	default:
		return 0;
	}
}

static void
boilerplate(struct tail *t, size_t from, size_t to, const char *why)
{
	size_t i;
	struct finish *f = t->f;
	xmlNode *node, *report;

	if (from == to)
		return;
	node = finish_new_g(f, NULL, "boilerplate");
	finish_set(node, "why", why);
	report = dom_child_g(f->root, "report");
	if (report != NULL)
		xmlAddPrevSibling(report, node);
	else
		xmlAddChild(f->root, node);
	for (i = from; i < to; i++) {
		xmlUnlinkNode(t->blocks[i]);
		xmlAddChild(node, t->blocks[i]);
	}
}

/* The words of a block that is a heading, as those of a new element of the
 * head. */
static void
lift_heading(struct finish *f, xmlNode *block, const char *name,
    const char *why)
{
	char *words;
	xmlNode *node;

	(void)finish_text(f, block);
	words = text_fold_blanks(buf_str(&f->text));
	node = finish_new_g(f, f->head, name);
	finish_set(node, "why", why);
	xmlNodeAddContent(node, XC(words));
	free(words);
}

/* "Närmare upplysningar: N.N., …" is a heading and a line. */
static void
split_heading(struct finish *f, xmlNode *block, const char *name,
    const struct segment *s)
{
	char *tidy;
	xmlChar *words;
	xmlNode *node;

	if (s->colon == 0)
		return;
	(void)finish_text(f, block);
	words = xmlStrndup(XC(buf_str(&f->text)), (int)s->colon);
	tidy = text_fold_blanks((char *)words);
	node = finish_new_g(f, f->head, name);
	finish_set(node, "why", s->why);
	xmlNodeAddContent(node, XC(tidy));
	free(tidy);
	xmlFree(words);
	dom_cut(block, 0, s->colon);
	dom_trim(block);
}

static void
take_contacts(struct tail *t, const struct segment *s)
{
	size_t first = s->from, n;

	n = contact_length(t, s);
	if (s->title && n == 1) {
		finish_finding(t->f, SEVERITY_INFO, "contacts-empty", NULL);
		dom_drop(t->blocks[first]);
		return;
	}
	if (s->title) {
		lift_heading(t->f, t->blocks[first], "contact-title", s->why);
		dom_drop(t->blocks[first]);
		first++;
	} else {
		split_heading(t->f, t->blocks[first], "contact-title", s);
	}
	contacts_take(t->f, t->blocks + first, s->from + n - first, s->why);
	boilerplate(t, s->from + n, s->to, "position");
}

static void
add_subject(struct finish *f, const char *words, size_t n, const char *why)
{
	char *folded, piece[TAG_BYTES + 1];
	xmlNode *node;

	if (n > TAG_BYTES)
		n = TAG_BYTES;
	while (n > 0 && (words[n] & 0xc0) == 0x80)
		n--;
	memcpy(piece, words, n);
	piece[n] = '\0';
	folded = text_fold_blanks(piece);
	n = strspn(folded, "#");
	if (folded[n] != '\0') {
		node = finish_new_g(f, f->head, "subject");
		finish_set(node, "why", why);
		xmlNodeAddContent(node, XC(folded + n));
	}
	free(folded);
}

/* Tags are between commas, points and lines. */
static void
add_subjects(struct finish *f, const char *words, const char *why)
{
	size_t n;

	while (*words != '\0') {
		n = tag_length(words);
		add_subject(f, words, n, why);
		words += n + tag_mark(words + n);
	}
}

static void
take_tags(struct tail *t, const struct segment *s)
{
	size_t first = s->from, i;
	struct buf words;
	struct finish *f = t->f;

	if (s->title && s->to == s->from + 1) {
		finish_finding(f, SEVERITY_INFO, "tags-empty", NULL);
		dom_drop(t->blocks[first]);
		return;
	}
	if (dom_child_g(f->head, "subject-title") == NULL) {
		if (s->title)
			lift_heading(f, t->blocks[first], "subject-title",
			    s->why);
		else
			split_heading(f, t->blocks[first], "subject-title", s);
	}
	if (s->title)
		dom_drop(t->blocks[first++]);
	buf_init(&words, FINISH_TEXT);
	for (i = first; i < s->to; i++) {
		dom_all_text(t->blocks[i], &words);
		buf_putc(&words, '\n');
		dom_drop(t->blocks[i]);
	}
	add_subjects(f, buf_str(&words), s->why);
	buf_fini(&words);
}

static void
take_boilerplate(struct tail *t, const struct segment *s)
{
	xmlNode *first = t->blocks[s->from];

	/* a line that announces is a heading, whatever it looks like */
	if (s->title && is_paragraph(first)) {
		xmlNodeSetName(first, XC("h2"));
		element_forget(first);
		finish_set_g(t->f, first, "why", s->why);
	}
	boilerplate(t, s->from, s->to, s->why[0] != '\0' ? s->why : "position");
}

static void
take_tail(struct tail *t)
{
	size_t k;

	for (k = t->segment_count; k > 0; k--) {
		/* the whole text is no tail */
		if (t->segments[k - 1].from == 0 || !is_proved(t, k - 1))
			break;
	}
	for (; k < t->segment_count; k++) {
		switch (t->segments[k].zone) {
		case ZONE_CONTACT:
			take_contacts(t, &t->segments[k]);
			break;
		case ZONE_TAGS:
			take_tags(t, &t->segments[k]);
			break;
		default:
			take_boilerplate(t, &t->segments[k]);
			break;
		}
	}
}

/* A summary that only repeats the first paragraph: once is enough. */
static int
says_the_same(struct finish *f, xmlNode *p, xmlNode *lead)
{
	char *one, *two;
	int same;

	buf_reset(&f->text);
	dom_all_text(p, &f->text);
	one = text_fold_blanks(buf_str(&f->text));
	buf_reset(&f->text);
	dom_all_text(lead, &f->text);
	two = text_fold_blanks(buf_str(&f->text));
	same = strcmp(one, two) == 0;
	free(one);
	free(two);
	return same;
}

/* The first paragraph is the lead, if the text goes on after it. */
static void
take_lead(struct finish *f)
{
	xmlNode *first, *lead, *title;

	title = dom_child_g(f->head, "title");
	first = dom_element(f->body->children);
	lead = dom_child_g(f->head, "lead");
	if (first != NULL && lead != NULL && is_paragraph(first) &&
	    says_the_same(f, first, lead)) {
		dom_drop(first);
		return;
	}
	if (title == NULL || dom_attr(title, "visible") != NULL ||
	    first == NULL || !is_paragraph(first) ||
	    dom_element(first->next) == NULL || lead != NULL ||
	    finish_is_statement(f, first))
		return;
	(void)finish_text(f, first);
	if (f->text.len < LEAD_BYTES || f->text.data[f->text.len - 1] == ':')
		return;
	lead = finish_new_g(f, f->head, "lead");
	finish_set(lead, "why", "position");
	xmlUnlinkNode(first);
	xmlAddChild(lead, first);
}

/* A line between nothing and something divides nothing. */
static void
trim_rules(xmlNode *body)
{
	xmlNode *next, *node, *last = NULL;

	for (node = dom_element(body->children); node != NULL; node = next) {
		next = dom_element(node->next);
		if (element_of(node)->id == EL_HR &&
		    (last == NULL || element_of(last)->id == EL_HR ||
			next == NULL)) {
			dom_drop(node);
			continue;
		}
		last = node;
	}
	if (last != NULL && last->parent == body &&
	    element_of(last)->id == EL_HR)
		dom_drop(last);
}

void
finish_closing(struct finish *f)
{
	struct tail t;

	memset(&t, 0, sizeof(t));
	t.f = f;
	contacts_understand(f);
	collect(&t);
	divide(&t);
	take_tail(&t);
	free(t.blocks);
	free(t.announces);
	free(t.segments);
	take_lead(f);
	trim_rules(f->body);
}
