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

#include "base/text.h"
#include "base/xalloc.h"
#include "release/contacts.h"
#include "release/finish.h"
#include "release/person.h"
#include "release/tags.h"
#include "release/zone.h"

#define ANNOUNCEMENTS                                                          \
 (PHRASE_BIT(PHRASE_CONTACT) | PHRASE_BIT(PHRASE_TAGS) |                       \
     PHRASE_BIT(PHRASE_BOILERPLATE))

enum {
	ANNOUNCEMENT = 64, /* bytes of the longest phrase, and more */
	LEAD_BYTES = 40,   /* a shorter paragraph is no lead */
	AFTERWORD = 2,     /* paragraphs that may follow contacts, whosever */
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
	if (!zone_is_paragraph(block) || !is_end_mark(t->f, start))
		return 0;
	finish_finding(t->f, SEVERITY_INFO, "end-mark", buf_str(&t->f->text));
	dom_drop(block);
	t->end = t->count;
	return 1;
}

/* May a zone begin with a block that begins so? */
static int
may_announce(const struct finish *f, const char *start)
{
	const struct phrase *phrase;

	return (start[0] == '#' && start[1] != '#') ||
	    phrases_at(f->phrases, start, ANNOUNCEMENTS, f->lang, &phrase) >
	    0 ||
	    (strlen(start) < ANNOUNCEMENT && zone_in_brief(f, start) > 0);
}

/* The blocks of the body; what every one of them pays is a look at how it
 * begins. */
static void
collect(struct tail *t)
{
	const char *start;
	size_t cap = 0;
	xmlNode *block, *next;

	t->end = SIZE_MAX;
	block = dom_element(t->f->body->children);
	for (; block != NULL; block = next) {
		next = dom_element(block->next);
		start = zone_is_heading(block) || zone_is_paragraph(block) ?
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
		t->announces[t->count] = may_announce(t->f, start) != 0;
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
		else if (zone_is_heading(t->blocks[i]))
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

	if (!zone_is_paragraph(block))
		return 0;
	s = finish_text(f, block);
	return f->text.len > 0 && strchr(".!?", s[f->text.len - 1]) != NULL &&
	    strchr(s, ' ') != NULL;
}

/* Is the block a sentence that tells of nobody to ask?  A web page is where to
 * read on, unless the sender speaks of itself. */
static int
is_remark(struct tail *t, size_t i)
{
	const struct finish *f = t->f;

	return is_sentence(t->f, t->blocks[i]) &&
	    !person_has_address(f, buf_str(&f->text), buf_str(&f->folded)) &&
	    (!person_has_web(buf_str(&f->text)) ||
		names_organisation(t->f, t->blocks[i]));
}

/* What is said after the last address is none of the contacts: the end of
 * those in [from, to). */
static size_t
last_contact(struct tail *t, size_t from, size_t to)
{
	while (to > from && is_remark(t, to - 1))
		to--;
	return to;
}

/* Is what follows the contacts, up to the end of their segment, no more than
 * a last word? */
static int
is_afterword(const struct tail *t, size_t from, size_t to)
{
	size_t i;

	if (to - from > AFTERWORD)
		return 0;
	for (i = from; i < to; i++) {
		if (!zone_is_paragraph(t->blocks[i]))
			return 0;
	}
	return 1;
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
		if (!zone_is_contact_line(t->f, t->blocks[i],
			i == s->from ? s->colon : 0, &address))
			break;
		last = i + 1;
	}
	ok = address && last > s->from;
	if (ok)
		last = last_contact(t, s->from + (s->title ? 2 : 1), last);
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

/* The end of the tags of a segment: where they begin behind a colon, or with
 * "#", a line goes on only after a comma. */
static size_t
tags_end(struct tail *t, const struct segment *s)
{
	const char *words;
	size_t i, len;

	if (s->title)
		return s->to;
	for (i = s->from + 1; i < s->to; i++) {
		words = finish_text(t->f, t->blocks[i - 1]);
		len = t->f->text.len;
		while (len > 0 && words[len - 1] == ' ')
			len--;
		if (len == 0 || words[len - 1] != ',')
			break;
	}
	return i;
}

/* Are the words between commas short, as tags are? */
static int
are_tags(struct tail *t, const struct segment *s)
{
	const char *p;
	size_t i;

	for (i = s->from; i < tags_end(t, s); i++) {
		buf_reset(&t->f->text);
		dom_all_text(t->blocks[i], &t->f->text);
		p = buf_str(&t->f->text);
		if (i == s->from)
			p += s->colon;
		if (!tags_are(p))
			return 0;
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
		if (follows_contacts(t, k) || s->from >= t->end)
			return 1;
		if (s->late)
			return 0;
		if (strchr(s->why, ' ') != NULL && !s->vague)
			return 1;
		for (i = s->from; i < s->to; i++) {
			if (names_organisation(t->f, t->blocks[i]))
				return 1;
		}
		return 0;
	case ZONE_CONTACT:
		n = contact_length(t, s);
		/* what follows the contacts is boilerplate only if it says
		 * whose, or little */
		return n > 0 &&
		    (is_afterword(t, s->from + n, s->to) ||
			s->from + n >= t->end ||
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
take_tags(struct tail *t, const struct segment *s)
{
	size_t end, first = s->from, i;
	struct buf words;
	struct finish *f = t->f;

	if (s->title && s->to == s->from + 1) {
		finish_finding(f, SEVERITY_INFO, "tags-empty", NULL);
		dom_drop(t->blocks[first]);
		return;
	}
	end = tags_end(t, s);
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
	for (i = first; i < end; i++) {
		dom_all_text(t->blocks[i], &words);
		buf_putc(&words, '\n');
		dom_drop(t->blocks[i]);
	}
	tags_add(f, buf_str(&words), s->why);
	buf_fini(&words);
	boilerplate(t, end, s->to, "position");
}

static void
take_boilerplate(struct tail *t, const struct segment *s)
{
	xmlNode *first = t->blocks[s->from];

	/* a line that announces is a heading, whatever it looks like */
	if (s->title && zone_is_paragraph(first)) {
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
	if (first != NULL && lead != NULL && zone_is_paragraph(first) &&
	    says_the_same(f, first, lead)) {
		dom_drop(first);
		return;
	}
	if (title == NULL || dom_attr(title, "visible") != NULL ||
	    first == NULL || !zone_is_paragraph(first) ||
	    dom_element(first->next) == NULL || lead != NULL ||
	    f->left_before_title || finish_is_statement(f, first))
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
