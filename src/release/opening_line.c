/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line of date, place and letterhead.  See opening_line.h. */
#include "config.h"

#include <string.h>

#include <unicode/uchar.h>

#include "base/text.h"
#include "release/finish.h"
#include "release/opening_line.h"

enum {
	PLACES = 4, /* words of a place */
};

static int
is_dash(const char *s, size_t *ret_len)
{
	if (strncmp(s, "–", 3) == 0 || strncmp(s, "—", 3) == 0 ||
	    strncmp(s, "−", 3) == 0)
		*ret_len = 3;
	else if (*s == '-')
		*ret_len = s[1] == '-' ? 2 : 1;
	else
		return 0;
	return 1;
}

/* The word at s in words: its bytes, and whether it is in capitals; 0 if it
 * does not begin with one. */
static size_t
capital_word(const char *s, int *ret_loud)
{
	const char *next, *p;
	int loud = 1;
	long c;
	size_t letters = 0;

	c = text_next(s, &next);
	if (!u_isupper((UChar32)c))
		return 0;
	for (p = s; *p != '\0'; p = next) {
		c = text_next(p, &next);
		/* "Sankt-Mickelsgatan", "Korsholm/Mustasaari" */
		if (!text_is_word(c) && c != '-' && c != '/' && c != '\'')
			break;
		if (u_islower((UChar32)c))
			loud = 0;
		letters++;
	}
	*ret_loud = loud && letters > 1;
	return (size_t)(p - s);
}

static const char *
skip(const char *s)
{
	for (;;) {
		s += strspn(s, " ,.:;|()/");
		if (strncmp(s, "•", 3) == 0)
			s += 3;
		else if (strncmp(s, "·", 2) == 0)
			s += 2;
		else
			return s;
	}
}

/* The number of a release, as in "Pressmeddelande 12/2026". */
static size_t
number_at(const char *s)
{
	static const char digits[] = "0123456789";
	size_t n;

	n = strspn(s, digits);
	if (n == 0 || n > 4 || (s[n] == '/' && strspn(s + n + 1, digits) != 4))
		return 0;
	return s[n] == '/' ? n + 5 : n;
}

/* "Pressmeddelande", "från", "uppdaterad", "för omedelbar publicering": what
 * their phrase says they are to the line. */
static size_t
take_phrase(const struct finish *f, const char *s, struct opening_line *line)
{
	const struct phrase *phrase;
	size_t n;

	n = phrases_at(f->phrases, s,
	    PHRASE_BIT(PHRASE_LETTERHEAD) | PHRASE_BIT(PHRASE_DRAFT) |
		PHRASE_BIT(PHRASE_RELEASE) | PHRASE_BIT(PHRASE_RELEASE_NOW),
	    f->lang, &phrase);
	if (n == 0)
		return 0;
	switch (phrase->kind) {
	case PHRASE_DRAFT:
		line->draft++;
		break;
	case PHRASE_RELEASE:
		line->free = 1;
		break;
	case PHRASE_RELEASE_NOW:
		break;
	default:
		if (strcmp(phrase->value, "later") == 0)
			line->later = 1;
		else if (strcmp(phrase->value, "glue") != 0)
			line->letterhead++;
		else if (line->letterhead == 0 && line->organisation == 0)
			return 0;
		break;
	}
	return n;
}

/* A date; that of an update is read and forgotten. */
static size_t
take_when(const struct finish *f, const char *s, struct opening_line *line)
{
	struct when later;

	if (!line->later)
		return when_take(f->phrases, s, f->lang, &line->when);
	when_init(&later);
	return when_take(f->phrases, s, f->lang, &later);
}

/* One element of the line at s, a place in the folded text. */
static size_t
take(const struct finish *f, const char *words, const char *folded,
    const char *s, struct opening_line *line)
{
	int loud;
	size_t n;

	n = take_phrase(f, s, line);
	if (n > 0)
		return n;
	n = finish_organisation_at(f, s);
	if (n > 0) {
		if (line->organisation++ == 0)
			line->whose = s;
		line->whose_end = s + n;
		return n;
	}
	n = take_when(f, s, line);
	if (n == 0 && line->letterhead)
		n = number_at(s);
	if (n > 0)
		return n;
	n = capital_word(words + (s - folded), &loud);
	if (n == 0 || line->places == PLACES || when_has_day(&line->when))
		return strncmp(s, "den ", 4) == 0 ? 4 : 0;
	if (line->places++ == 0) {
		line->place = s;
		line->loud = 1;
	}
	line->loud &= loud;
	line->place_end = s + n;
	return n;
}

int
opening_line(const struct finish *f, const char *words, const char *folded,
    int whole, struct opening_line *line)
{
	const char *s;
	size_t n;

	memset(line, 0, sizeof(*line));
	when_init(&line->when);
	for (s = skip(folded); *s != '\0'; s = skip(line->end)) {
		if (s - folded > OPENING_LINE)
			return 0;
		if (is_dash(s, &n) && (s[n] == ' ' || s[n] == '\0')) {
			line->dash = 1;
			line->end = s + n;
			if (!whole || skip(line->end)[0] == '\0')
				return 1;
			/* "Vasa stad – Pressmeddelande – 3.5.2026" */
			line->dash = 0;
			continue;
		}
		n = *s == '\n' ? 1 : take(f, words, folded, s, line);
		if (n == 0)
			return 0;
		line->end = s + n;
	}
	return 1;
}
