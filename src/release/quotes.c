/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who says what: a paragraph that quotes somebody bears the speaker.
 *
 * A quotation begins with a dash ("– Vi …, säger N.N.") or stands between
 * marks.  Outside of it a word such as "says" must stand beside a name, in one
 * that is never closed after a mark.  Nothing of the text is changed.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "release/finish.h"

#define SAYS PHRASE_BIT(PHRASE_SAYS)

enum {
	NAME_WORDS = 4,
	ROLE_WORDS = 5,
	SPEAKER_BYTES = 120,
};

/* A quotation within a text: its words are of [from, to). */
struct quotation {
	const char *from;
	const char *to;
	int open; /* nothing marks its end, which is somewhere after to */
};

/* A mark of quotation at s: its bytes, or 0.  ” opens and closes in Swedish
 * and Finnish, “ does either in other languages. */
static size_t
mark_at(const char *s)
{
	static const char *const marks[] = { "\"", "”", "“", "„", "»", "«" };
	size_t i;

	if (*s != '"' && *s != '\xe2' && *s != '\xc2')
		return 0;
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		if (strncmp(s, marks[i], strlen(marks[i])) == 0)
			return strlen(marks[i]);
	}
	return 0;
}

static const char *
find_mark(const char *s)
{
	while (*s != '\0' && mark_at(s) == 0)
		s++;
	return s;
}

/* Does a line of speech begin here: "– Vi", "- Vi"? */
static int
is_dash(const char *s)
{
	return strncmp(s, "– ", strlen("– ")) == 0 ||
	    strncmp(s, "— ", strlen("— ")) == 0 || strncmp(s, "- ", 2) == 0;
}

static int
find_quotation(const char *words, struct quotation *ret)
{
	const char *s;

	ret->from = words;
	ret->to = words + 1;
	ret->open = 1;
	if (is_dash(words))
		return 1;
	s = find_mark(words);
	if (*s == '\0')
		return 0;
	ret->from = s;
	s = find_mark(s + mark_at(s));
	ret->open = *s == '\0';
	ret->to = ret->from + (ret->open ? mark_at(ret->from) : 0);
	if (!ret->open)
		ret->to = s + mark_at(s);
	return 1;
}

/* One word of a name or a role at s; with a capital? */
static size_t
word_at(const char *s, int *ret_capital)
{
	const char *next, *p;
	long c;

	*ret_capital = u_isupper((UChar32)text_next(s, &next));
	for (p = s; *p != '\0'; p = next) {
		c = text_next(p, &next);
		if (!text_is_word(c) && c != '-' && c != '\'' && c != 0x2019 &&
		    c != '/')
			break;
	}
	return (size_t)(p - s);
}

/* May a word in lower case stand between two with capitals: a particle of a
 * name, or what somebody is ("Vasa stads direktör Tomas Exempel")? */
static int
joins_names(const struct finish *f, const char *folded, size_t n)
{
	static const char *const particles[] = { "af", "av", "von", "van",
		"der", "den", "de", "di", "la", "le", "du", "dos" };
	const char *s;
	const struct phrase *phrase;
	size_t i;

	for (i = 0; i < sizeof(particles) / sizeof(particles[0]); i++) {
		if (strlen(particles[i]) == n &&
		    strncmp(folded, particles[i], n) == 0)
			return 1;
	}
	for (s = folded; s < folded + n; s++) {
		if ((*s & 0xc0) != 0x80 &&
		    phrases_at(f->phrases, s, PHRASE_BIT(PHRASE_ROLE), NULL,
			&phrase) == (size_t)(folded + n - s))
			return 1;
	}
	return 0;
}

/*
 * The speaker that begins at s, a place of f->text: words of a role in lower
 * case and whose it is, then two to four with capitals.  Its
 * bytes, or 0.
 */
static size_t
speaker_after(const struct finish *f, const char *s)
{
	const char *end = s, *folded = buf_str(&f->folded), *p = s;
	const char *words = buf_str(&f->text);
	int capital, capitals = 0, low = 0;
	size_t n;

	while ((n = word_at(p, &capital)) > 0) {
		if (capital) {
			capitals++;
			end = p + n;
		} else if (capitals < 2) {
			/* "Vasa stads direktör": whose, and what */
			capitals = 0;
			if (++low > ROLE_WORDS)
				break;
		} else if (!joins_names(f, folded + (p - words), n)) {
			break;
		}
		p += n;
		if (capitals == NAME_WORDS || *p != ' ')
			break;
		p += strspn(p, " ");
	}
	n = (size_t)(end - s);
	return capitals >= 2 && n < SPEAKER_BYTES ? n : 0;
}

/* The name of two or three words between a mark and end, as in "Thomas Example
 * said"; NULL if there is none. */
static const char *
name_before(const char *start, const char *end)
{
	const char *name = NULL, *p;
	int capital, marked = 1, words = 0;
	size_t n;

	for (p = start; p < end; p += n) {
		n = word_at(p, &capital);
		if (n == 0) {
			n = 1;
			if (*p != ' ') {
				marked = 1;
				words = 0;
			}
			continue;
		}
		if (!capital)
			marked = 0;
		if (marked && words++ == 0)
			name = p;
	}
	return marked && words >= 2 && words <= 3 ? name : NULL;
}

/* Beside the word that says so, of n bytes at says: who?  In [start, says) a
 * name may stand. */
static char *
speaker_at(const struct finish *f, const char *start, const char *says,
    size_t n)
{
	const char *name;
	size_t len;

	name = says + n + strspn(says + n, " ");
	len = speaker_after(f, name);
	if (len > 0)
		return xstrndup(name, len);
	name = name_before(start, says);
	if (name == NULL)
		return NULL;
	len = (size_t)(says - name);
	while (len > 0 && name[len - 1] == ' ')
		len--;
	return len < SPEAKER_BYTES ? xstrndup(name, len) : NULL;
}

static void
set_speaker(struct finish *f, xmlNode *p, const char *speaker, const char *says,
    size_t n)
{
	char why[64], word[48];

	finish_set_g(f, p, "speaker", speaker);
	if (dom_attr_g(p, "why") != NULL)
		return;
	n = n < sizeof(word) ? n : sizeof(word) - 1;
	memcpy(word, says, n);
	word[n] = '\0';
	memcpy(why, "phrase:", 8);
	text_excerpt(why + 7, sizeof(why) - 7, word);
	finish_set_g(f, p, "why", why);
}

/* Does a sentence or a quotation end before the place at of the text? */
static int
follows_mark(const char *words, size_t at)
{
	while (at > 0 && words[at - 1] == ' ')
		at--;
	return at > 0 &&
	    (strchr(",.!?\"", words[at - 1]) != NULL ||
		(words[at - 1] & 0x80) != 0);
}

/* Find in [start, end) of the text a word that says so, and who. */
static int
find_speaker(struct finish *f, xmlNode *p, const struct quotation *q,
    size_t start, size_t end)
{
	char *speaker;
	const char *folded = buf_str(&f->folded), *s;
	const char *words = buf_str(&f->text);
	const struct phrase *phrase;
	size_t n;

	for (s = folded + start; s < folded + end; s++) {
		if ((*s & 0xc0) == 0x80 || !text_word_starts(folded, s))
			continue;
		n = phrases_at(f->phrases, s, SAYS, f->lang, &phrase);
		if (n == 0 ||
		    (q->open && !follows_mark(words, (size_t)(s - folded))))
			continue;
		speaker = speaker_at(f, words + start, words + (s - folded), n);
		if (speaker == NULL)
			continue;
		set_speaker(f, p, speaker, words + (s - folded), n);
		free(speaker);
		return 1;
	}
	return 0;
}

/* Does the paragraph bear a speaker now? */
static int
look(struct finish *f, xmlNode *p)
{
	const char *words;
	struct quotation q;

	(void)finish_text(f, p);
	words = buf_str(&f->text);
	if (!find_quotation(words, &q))
		return 0;
	/* after it, as is usual; else before */
	return find_speaker(f, p, &q, (size_t)(q.to - words), f->text.len) ||
	    find_speaker(f, p, &q, 0, (size_t)(q.from - words));
}

static void
look_below(struct finish *f, xmlNode *root)
{
	xmlNode *node;

	for (node = root; node != NULL; node = dom_next(node, root)) {
		if (node->type == XML_ELEMENT_NODE &&
		    element_of(node)->id == EL_P && !look(f, node))
			dom_drop_attr_g(node, "speaker");
	}
}

void
finish_quotes(struct finish *f)
{
	xmlNode *lead;

	lead = dom_child_g(f->head, "lead");
	if (lead != NULL)
		look_below(f, lead);
	look_below(f, f->body);
}
