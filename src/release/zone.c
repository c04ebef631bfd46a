/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines that announce a zone, and lines of contacts.  See zone.h. */
#include "config.h"

#include <string.h>

#include <unicode/uchar.h>

#include "base/text.h"
#include "release/finish.h"
#include "release/person.h"
#include "release/zone.h"

enum {
	ZONE_LINE = 90,     /* bytes of a line that announces a zone */
	CONTACT_LINE = 400, /* bytes of a line of a contact */
};

int
zone_is_heading(xmlNode *block)
{
	return element_of(block)->id == EL_HEADING ||
	    element_of(block)->id == EL_HEADING1;
}

int
zone_is_paragraph(xmlNode *block)
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
	s->title = *after_marks(rest) == '\0' || zone_is_heading(block) ||
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
	    (!zone_is_heading(block) &&
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

enum zone
zone_of(struct finish *f, xmlNode *block, struct segment *s)
{
	enum zone zone = ZONE_NONE;

	(void)finish_text(f, block);
	zone = contact_zone(f, block, s);
	if (zone == ZONE_NONE)
		zone = tags_zone(f, s);
	if (zone == ZONE_NONE)
		zone = boilerplate_zone(f, block, s);
	if (zone == ZONE_NONE && zone_is_heading(block))
		zone = ZONE_OTHER;
	return zone;
}

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
			if (!zone_is_contact_line(f, cell, 0, ret_address))
				return 0;
			continue;
		}
		for (; block != NULL; block = dom_element(block->next)) {
			if (!zone_is_contact_line(f, block, 0, ret_address))
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

int
zone_is_contact_line(struct finish *f, xmlNode *block, size_t at,
    int *ret_address)
{
	int address;
	size_t i, words = 1;
	xmlNode *li;

	if (element_of(block)->id == EL_UL || element_of(block)->id == EL_OL) {
		for (li = dom_element(block->children); li != NULL;
		     li = dom_element(li->next)) {
			if (!zone_is_contact_line(f, li, 0, ret_address))
				return 0;
		}
		return 1;
	}
	if (element_of(block)->id == EL_TABLE)
		return is_contact_table(f, block, ret_address);
	if (!zone_is_paragraph(block) && element_of(block)->id != EL_LI &&
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
