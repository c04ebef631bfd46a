/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines that announce a zone, and lines of contacts.  See zone.h. */
#include "config.h"

#include <string.h>

#include <unicode/uchar.h>

#include "base/text.h"
#include "release/finish.h"
#include "release/person.h"
#include "release/phone.h"
#include "release/zone.h"

enum {
	ZONE_LINE = 90,     /* bytes of a line that announces a zone */
	CONTACT_LINE = 400, /* bytes of a line of a contact */
	WHOSE_BYTES = 40,   /* between what announces contacts and its colon */
	GLUE = 4,           /* phrases between the two */
	NUMBER_DIGITS = 7,  /* of a number with its area code */
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
	return s + strspn(s, " \n:.?");
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

/* What stands after the phrase that announces contacts, without glue: "For
 * further information, please contact …", "Kontaktperson för media". */
static const char *
after_glue(const struct finish *f, const char *rest)
{
	const struct phrase *phrase;
	int i;
	size_t n;

	rest += strspn(rest, " ");
	if (*rest == ',')
		rest += 1 + strspn(rest + 1, " ");
	for (i = 0; i < GLUE; i++) {
		n = phrases_at(f->phrases, rest,
		    PHRASE_BIT(PHRASE_CONTACT_GLUE), f->lang, &phrase);
		if (n == 0)
			break;
		rest += n + strspn(rest + n, " ");
	}
	return rest;
}

/* "Lisätiedot väittelijältä: N.N., puh. …": the bytes of words up to a colon
 * near by, after which somebody can be reached; or 0. */
static size_t
whose(struct finish *f, const char *rest)
{
	const size_t n = strcspn(rest, ":.?!@\n0123456789");
	const size_t at = (size_t)(rest - buf_str(&f->folded)) + n + 1;

	return n < WHOSE_BYTES && rest[n] == ':' && rest[n + 1] == ' ' &&
		person_has_address(f, buf_str(&f->text) + at,
		    buf_str(&f->folded) + at) ?
	    n :
	    0;
}

/* A block whose text is in f->text: does it announce contacts? */
static enum zone
contact_zone(struct finish *f, xmlNode *block, struct segment *s)
{
	const char *folded = buf_str(&f->folded), *rest;
	const struct phrase *phrase;
	size_t n;

	n = phrases_at(f->phrases, folded, PHRASE_BIT(PHRASE_CONTACT), f->lang,
	    &phrase);
	if (n == 0)
		return ZONE_NONE;
	rest = after_glue(f, folded + n);
	rest += whose(f, rest);
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

size_t
zone_in_brief(const struct finish *f, const char *folded)
{
	const char *s;
	const struct phrase *phrase;
	size_t n;

	for (s = folded + strcspn(folded, " "); *s != '\0';
	     s += strcspn(s, " ")) {
		s += strspn(s, " ");
		n = phrases_at(f->phrases, s, PHRASE_BIT(PHRASE_BOILERPLATE),
		    f->lang, &phrase);
		if (n > 0 && strcmp(phrase->value, "last") == 0 &&
		    *after_marks(s + n) == '\0')
			return (size_t)(s - folded) + n;
	}
	return 0;
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
	n = zone_in_brief(f, folded);
	if (n > 0) {
		set_why(f, s->why, n);
		s->title = s->late = 1;
		return ZONE_BOILERPLATE;
	}
	n = phrases_at(f->phrases, folded, PHRASE_BIT(PHRASE_BOILERPLATE),
	    f->lang, &phrase);
	/* "Jakelu:", a line of its own */
	if (n > 0 && strcmp(phrase->value, "alone") == 0 &&
	    *after_marks(folded + n) == '\0') {
		set_why(f, s->why, n);
		s->title = s->late = 1;
		return ZONE_BOILERPLATE;
	}
	if (n > 0 && phrase->value[0] != '\0')
		n = 0;
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
	if (strncmp(rest, "the ", 4) == 0) /* "About the University of …" */
		rest += 4;
	c = text_next(buf_str(&f->text) + (rest - folded), &next);
	if (u_isupper((UChar32)c))
		return ZONE_BOILERPLATE;
	/* "Om kommunen", "Tietoa hyvinvointialueesta" */
	s->vague = strchr(rest, ' ') == NULL;
	return s->vague ? ZONE_BOILERPLATE : ZONE_NONE;
}

/* "#hamnen #kajen": nothing but tags, and more than one. */
static int
is_hashtags(const char *s)
{
	int tags = 0;

	for (s += strspn(s, " \n"); *s != '\0'; s += strspn(s, " \n,")) {
		if (*s != '#' || strchr("# \n", s[1]) != NULL)
			return 0;
		s += strcspn(s, " \n,");
		tags++;
	}
	return tags > 1;
}

static enum zone
tags_zone(struct finish *f, xmlNode *block, struct segment *s)
{
	const char *folded = buf_str(&f->folded), *rest;
	const struct phrase *phrase;
	size_t n;

	if (zone_is_paragraph(block) && is_hashtags(folded)) {
		memcpy(s->why, "position", 9);
		return ZONE_TAGS;
	}
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
		zone = tags_zone(f, block, s);
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

/* A number with its area code, "06 123 4567", needs no label where people to
 * ask were announced; "0123456-7" is a company's. */
static int
has_number(const struct finish *f)
{
	const char *s, *words = buf_str(&f->text);
	size_t i, digits, n;

	for (s = words; (s = strchr(s, '0')) != NULL; s++) {
		n = text_word_starts(words, s) ? phone_at(s) : 0;
		for (i = digits = 0; i < n; i++)
			digits += s[i] >= '0' && s[i] <= '9';
		if (digits >= NUMBER_DIGITS && (n != 9 || s[7] != '-'))
			return 1;
	}
	return 0;
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
	    person_has_web(buf_str(&f->text)) || has_number(f) ||
	    is_person(f, at);
	for (i = 0; i < f->text.len; i++)
		words += f->text.data[i] == ' ';
	*ret_address |= address;
	return address || words <= 14;
}
