/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One person or organisation, out of the words of a contact.
 *
 * The words are taken part by part, from the left: a label and its address, an
 * address alone, marks, or words up to the next of these.  One part that is
 * none of them, and nothing is understood.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <unicode/uchar.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "release/address.h"
#include "release/finish.h"
#include "release/person.h"
#include "release/phone.h"

#define LABELS                                                                 \
 (PHRASE_BIT(PHRASE_PHONE) | PHRASE_BIT(PHRASE_EMAIL) | PHRASE_BIT(PHRASE_WEB))

enum {
	CONTACT_BYTES = 600, /* longer is prose */
	NAME_WORDS = 4,
	LABEL_FAR = 40, /* bytes between a label and the "@" it announces */
};

/* A text and its folded twin, a place in both. */
struct cursor {
	const struct finish *f;
	const char *words;
	const char *folded;
	size_t at;
};

/* Where the number begins after a label of n bytes. */
static size_t
marks(const char *s, size_t n)
{
	static const char nbsp[] = "\xc2\xa0";

	for (;;) {
		n += strspn(s + n, " .:");
		if (strncmp(s + n, nbsp, 2) != 0)
			return n;
		n += 2;
	}
}

/* The label at the cursor, with the marks after it, or 0.  "p" and "t" are
 * labels before a number alone. */
static size_t
label_at(const struct cursor *c, const struct phrase **ret)
{
	const char *s = c->folded + c->at;
	const struct phrase *phrase;
	size_t n;

	if (!text_word_starts(c->folded, s))
		return 0;
	n = phrases_at(c->f->phrases, s, LABELS, c->f->lang, &phrase);
	if (n == 0)
		return 0;
	/* in the words themselves: folding doubles a no-break space */
	if (phrase->kind == PHRASE_PHONE &&
	    phone_at(c->words + c->at + marks(c->words + c->at, n)) == 0)
		return 0;
	/* "Web Manager", "Mail order" */
	if (phrase->kind != PHRASE_PHONE &&
	    memchr(s + n, '@', strnlen(s + n, LABEL_FAR)) == NULL &&
	    address_web_at(s + marks(s, n)) == 0)
		return 0;
	*ret = phrase;
	return marks(c->words + c->at, n);
}

static size_t
mail_at(const struct cursor *c)
{
	const char *at, *end, *s = c->words + c->at, *start;

	if (strncasecmp(s, "mailto:", 7) == 0)
		return 0;
	at = s + strcspn(s, "@ \n,;|");
	if (*at != '@' || address_mail(c->words, at, &start, &end) < 0 ||
	    start != s || address_is_pattern(c->f->phrases, start, end))
		return 0;
	return (size_t)(end - s);
}

static size_t
number_at(const struct cursor *c)
{
	if (!text_word_starts(c->folded, c->folded + c->at))
		return 0;
	return phone_at(c->words + c->at);
}

/* As written: a no-break space in a number stays one. */
static int
put(char list[][PERSON_BYTES], size_t *count, const char *s, size_t n)
{
	char *slot;

	if (*count == PERSON_ADDRESSES || n >= PERSON_BYTES)
		return -1;
	slot = list[(*count)++];
	memcpy(slot, s, n);
	slot[n] = '\0';
	return 0;
}

static int
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A web address at the cursor, where a word begins, or glued to a number:
 * "06 123 4567www.example.org". */
static size_t
web_at(const struct cursor *c)
{
	if (!text_word_starts(c->words, c->words + c->at) &&
	    !is_digit(c->words[c->at - 1]))
		return 0;
	return address_web_at(c->words + c->at);
}

/* An address of any kind at the cursor: taken, its bytes; or 0. */
static size_t
take_address(const struct cursor *c, struct person *p)
{
	const char *s = c->words + c->at;
	size_t n;

	if ((n = mail_at(c)) > 0)
		return put(p->email, &p->emails, s, n) == 0 ? n : 0;
	if ((n = web_at(c)) > 0)
		return put(p->web, &p->webs, s, n) == 0 ? n : 0;
	if ((n = number_at(c)) > 0)
		return put(p->tel, &p->tels, s, n) == 0 ? n : 0;
	return 0;
}

/* How the words of a piece look. */
struct look {
	int words;
	int capital;  /* begin with a capital */
	int lead_low; /* words in lower case before the first capital */
	int last_low; /* the last word is one */
	int digits;
	size_t name; /* where the run of capitals at the end begins */
};

static struct look
look_at(const char *s)
{
	const char *next, *p;
	int was_word = 0;
	long c;
	struct look l;

	memset(&l, 0, sizeof(l));
	for (p = s; *p != '\0'; p = next) {
		c = text_next(p, &next);
		if (u_isdigit((UChar32)c))
			l.digits = 1;
		if (!was_word && text_is_word(c)) {
			l.words++;
			l.last_low = !u_isupper((UChar32)c);
			if (!l.last_low) {
				if (l.capital++ == 0)
					l.name = (size_t)(p - s);
			} else if (l.capital == 0) {
				l.lead_low++;
			}
		}
		was_word = text_is_word(c) || c == '-' || c == '\'' ||
		    c == 0x2019 || c == '/' || c == '&';
	}
	return l;
}

static int
is_organisation(const struct finish *f, const char *words)
{
	static const char *const ends[] = { " stad", " ab", " oy", " rf", " ry",
		" kommun", " ltd", " oyj", " abp", " inc", " kaupunki",
		" kunta" };
	int is;
	size_t i, len, n;
	struct buf folded;

	buf_init(&folded, FINISH_TEXT);
	text_folded(words, &folded);
	len = folded.len;
	n = finish_organisation_at(f, buf_str(&folded));
	is = n > 0 && n == len;
	for (i = 0; !is && i < sizeof(ends) / sizeof(ends[0]); i++) {
		n = strlen(ends[i]);
		is = len > n &&
		    strcmp(buf_str(&folded) + len - n, ends[i]) == 0;
	}
	buf_fini(&folded);
	return is;
}

/* Does the first word of s end as words for offices do: "Stadsdirektör"?  The
 * bytes of the word and the blank after it, or 0. */
static size_t
role_word(const struct finish *f, const char *s)
{
	const char *folded, *p;
	const struct phrase *phrase;
	size_t n, role = 0;
	struct buf buf;

	buf_init(&buf, FINISH_TEXT);
	text_folded(s, &buf);
	folded = buf_str(&buf);
	n = strcspn(folded, " ");
	for (p = folded; role == 0 && p < folded + n && folded[n] == ' '; p++) {
		if ((*p & 0xc0) != 0x80 &&
		    phrases_at(f->phrases, p, PHRASE_BIT(PHRASE_ROLE), NULL,
			&phrase) == (size_t)(folded + n - p))
			role = n + 1;
	}
	buf_fini(&buf);
	return role;
}

/* May s be the name of a person: two to four words with capitals ("von",
 * "af" and the like are let be)? */
static int
is_name(const struct look *l)
{
	return !l->digits && l->capital >= 2 && l->lead_low == 0 &&
	    !l->last_low && l->words <= NAME_WORDS &&
	    l->words - l->capital <= 1;
}

static int
put_field(char field[PERSON_BYTES], const char *s)
{
	size_t n;

	if (field[0] != '\0')
		return -1;
	n = strlen(s);
	if (n == 0 || n >= PERSON_BYTES)
		return -1;
	memcpy(field, s, n + 1);
	return 0;
}

/* Blanks at the end go, no-break ones too. */
static void
fold_in_place(char *s)
{
	char *folded;

	folded = text_fold_blanks(s);
	memcpy(s, folded, strlen(folded) + 1);
	free(folded);
}

/* "Kontakta N.N." tells what to do. */
static int
starts_sentence(const struct finish *f, const char *s)
{
	const struct phrase *phrase;
	int does;
	struct buf folded;

	buf_init(&folded, FINISH_TEXT);
	text_folded(s, &folded);
	does = phrases_at(f->phrases, buf_str(&folded),
		   PHRASE_BIT(PHRASE_CONTACT_GLUE), f->lang, &phrase) > 0 ||
	    phrases_is(f->phrases, buf_str(&folded),
		PHRASE_BIT(PHRASE_PHONE)); /* "06 … (vaihde)" */
	buf_fini(&folded);
	return does;
}

/* "Bolaget ägs av kommunen.": words and a stop after a word of some length. */
static int
is_prose(const char *s, const struct look *l)
{
	const size_t n = strlen(s);

	return l->words >= 4 && s[n - 1] == '.' && n > 6 &&
	    memchr(s + n - 6, '.', 5) == NULL &&
	    memchr(s + n - 6, ' ', 5) == NULL;
}

/* "och ingenjör N.N.": somebody else. */
static int
starts_with_and(const struct finish *f, const char *s)
{
	const struct phrase *phrase;
	struct buf folded;
	size_t n;

	buf_init(&folded, FINISH_TEXT);
	text_folded(s, &folded);
	n = phrases_at(f->phrases, buf_str(&folded), PHRASE_BIT(PHRASE_AND),
	    f->lang, &phrase);
	n = n > 0 && buf_str(&folded)[n] == ' ';
	buf_fini(&folded);
	return n > 0;
}

/* Words between commas: a name, what its bearer is, whose. */
static int
take_words(const struct finish *f, const char *s, struct person *p)
{
	char *role;
	int bad;
	struct look l, rest;

	l = look_at(s);
	if (l.words == 0)
		return 0;
	/* marks and words of a sentence, not of a person */
	if (starts_sentence(f, s) || l.digits || l.words > 8 ||
	    strpbrk(s, ":!?\"[]<>=*@") != NULL || strstr(s, "”") != NULL ||
	    strstr(s, "«") != NULL || is_prose(s, &l))
		return -1;
	if (is_organisation(f, s))
		return put_field(p->org, s);
	/* "Stadsdirektör Tomas Exempel", and in lower case */
	if (l.lead_low == 0 && l.words > 2)
		l.name = role_word(f, s);
	if (starts_with_and(f, s))
		return -1;
	p->another |= p->name[0] != '\0' && p->tels + p->emails > 0 &&
	    is_name(&l);
	if (p->name[0] == '\0' && is_name(&l) && (l.name == 0 || l.words <= 2))
		return put_field(p->name, s);
	if (p->name[0] == '\0' && l.name > 1) {
		rest = look_at(s + l.name);
		if (!is_name(&rest) || p->role[0] != '\0')
			return -1;
		role = xstrndup(s, l.name);
		fold_in_place(role);
		bad = put_field(p->role, role) | put_field(p->name, s + l.name);
		free(role);
		return bad;
	}
	if (p->role[0] == '\0')
		return put_field(p->role, s);
	return l.capital > 0 ? put_field(p->org, s) : -1;
}

/* The end of a run of words: a separator, a label, an address. */
static size_t
words_end(struct cursor c)
{
	const char *s;
	const struct phrase *phrase;

	for (;; c.at++) {
		s = c.words + c.at;
		if (*s == '\0' || strchr(",;|\n()", *s) != NULL)
			return c.at;
		if (strncmp(s, " – ", 5) == 0 || strncmp(s, " - ", 3) == 0 ||
		    strncmp(s, "•", 3) == 0)
			return c.at;
		if ((*s & 0xc0) == 0x80 ||
		    !text_word_starts(c.folded, c.folded + c.at))
			continue;
		if (label_at(&c, &phrase) > 0 || mail_at(&c) > 0 ||
		    address_web_at(s) > 0 || number_at(&c) > 0)
			return c.at;
	}
}

/* Marks between the parts of a contact. */
static size_t
separators(const char *s)
{
	static const char *const wide[] = { "–", "•", "\xc2\xa0", "·" };
	size_t i, n;

	n = strspn(s, " ,;|\n.()-:");
	for (i = 0; n == 0 && i < sizeof(wide) / sizeof(wide[0]); i++) {
		if (strncmp(s, wide[i], strlen(wide[i])) == 0)
			n = strlen(wide[i]);
	}
	return n;
}

/* A label of n bytes at the cursor, and its address.  Whose number it is
 * ("växel", "direct") is said with the number; that it is one is not. */
static size_t
take_labelled(const struct cursor *c, size_t n, const struct phrase *label,
    struct person *p)
{
	const size_t tels = p->tels;
	size_t m;
	struct cursor after = *c;

	after.at += n;
	m = take_address(&after, p);
	if (m == 0)
		return 0;
	if (p->tels > tels && label->value[0] != '\0') {
		p->tels = tels;
		if (put(p->tel, &p->tels, c->words + c->at, n + m) < 0)
			return 0;
	}
	return n + m;
}

/* Understand the next part at the cursor: its bytes, or 0. */
static size_t
take_part(const struct cursor *c, struct person *p)
{
	char piece[CONTACT_BYTES], *tidy;
	const struct phrase *label;
	int bad;
	size_t n;

	n = label_at(c, &label);
	if (n > 0)
		return take_labelled(c, n, label, p);
	n = take_address(c, p);
	if (n == 0)
		n = separators(c->words + c->at);
	if (n > 0)
		return n;
	n = words_end(*c) - c->at;
	if (n == 0 || n >= sizeof(piece))
		return 0;
	memcpy(piece, c->words + c->at, n);
	piece[n] = '\0';
	tidy = text_fold_blanks(piece);
	bad = take_words(c->f, tidy, p);
	free(tidy);
	return bad ? 0 : n;
}

/* Do the words end as words for offices do: "Mayor", "Stadsdirektör"? */
static int
is_role(const struct finish *f, const char *s)
{
	char *padded;
	int is;
	const char *last;

	last = strrchr(s, ' ');
	padded = xasprintf("%s ", last != NULL ? last + 1 : s);
	is = role_word(f, padded) > 0;
	free(padded);
	return is;
}

/* "City of Example", "John Brown", "Mayor" on lines of their own: what looked
 * like a name is whose, what looked like a role the name. */
static void
set_right(const struct finish *f, struct person *p)
{
	char held[PERSON_BYTES];
	struct look l;

	l = look_at(p->role);
	if (p->org[0] == '\0' || p->name[0] == '\0' || !is_name(&l) ||
	    is_role(f, p->role) || !is_role(f, p->org))
		return;
	memcpy(held, p->org, sizeof(held));
	memcpy(p->org, p->name, sizeof(held));
	memcpy(p->name, p->role, sizeof(held));
	memcpy(p->role, held, sizeof(held));
}

int
person_parse(const struct finish *f, const char *words, const char *folded,
    struct person *p)
{
	size_t n;
	struct cursor c = { f, words, folded, 0 };

	memset(p, 0, sizeof(*p));
	if (strlen(words) >= CONTACT_BYTES)
		return -1;
	for (; words[c.at] != '\0'; c.at += n) {
		n = take_part(&c, p);
		if (n == 0)
			return -1;
	}
	/* two people in one line */
	if (p->another && (p->emails > 1 || p->tels > 1))
		return -1;
	set_right(f, p);
	return (p->name[0] != '\0' || p->org[0] != '\0') &&
		p->tels + p->emails + p->webs > 0 ?
	    0 :
	    -1;
}

int
person_has_address(const struct finish *f, const char *words,
    const char *folded)
{
	const char *end, *s, *start;
	const struct phrase *phrase;
	size_t n;
	struct cursor c = { f, words, folded, 0 };

	for (; words[c.at] != '\0'; c.at++) {
		s = words + c.at;
		if (*s == '@') {
			if (address_mail(words, s, &start, &end) == 0)
				return 1;
			continue;
		}
		if (*s < '0' && *s != '+' && *s != '(')
			continue;
		if (!text_word_starts(folded, folded + c.at))
			continue;
		if (*s <= '9') {
			n = phone_at(s);
			if (n > 0 && phone_is_plain(s, n, f->settings->region))
				return 1;
		} else if (label_at(&c, &phrase) > 0) {
			return 1;
		}
	}
	return 0;
}

int
person_has_web(const char *words)
{
	const char *s;

	for (s = words; *s != '\0'; s++) {
		if ((*s == 'h' || *s == 'H' || *s == 'w' || *s == 'W') &&
		    text_word_starts(words, s) && address_web_at(s) > 0)
			return 1;
	}
	return 0;
}

int
person_starts_with_address(const struct finish *f, const char *words,
    const char *folded)
{
	const struct phrase *phrase;
	struct cursor c = { f, words, folded, strspn(words, " ") };

	return label_at(&c, &phrase) > 0 || mail_at(&c) > 0 ||
	    number_at(&c) > 0 || address_web_at(words + c.at) > 0;
}

static void
add_text(struct finish *f, xmlNode *parent, const char *name, const char *s)
{
	xmlNode *node;

	if (*s == '\0')
		return;
	node = finish_new_g(f, parent, name);
	xmlNodeAddContent(node, XC(s));
}

/* Nobody calls a fax. */
static int
is_fax(const struct finish *f, const char *s)
{
	const struct phrase *phrase;
	int is;
	struct buf folded;

	buf_init(&folded, FINISH_TEXT);
	text_folded(s, &folded);
	is = phrases_at(f->phrases, buf_str(&folded), PHRASE_BIT(PHRASE_PHONE),
		 f->lang, &phrase) > 0 &&
	    strcmp(phrase->value, "fax") == 0;
	buf_fini(&folded);
	return is;
}

/* Of a number and words behind it, "(no SMS)", the number. */
void
person_link(const struct finish *f, xmlNode *tel, const char *words)
{
	char href[PHONE_MAX];
	const char *number = words + strcspn(words, "+(0123456789");
	size_t n;

	n = phone_at(number);
	if (n == 0 || strpbrk(number + n, "0123456789") != NULL)
		n = strlen(number);
	if (!is_fax(f, words) &&
	    phone_href(number, n, f->settings->region, href) == 0)
		finish_set(tel, "href", href);
}

static void
add_tel(struct finish *f, xmlNode *parent, const char *s)
{
	xmlNode *node;

	node = finish_new_g(f, parent, "tel");
	person_link(f, node, s);
	xmlNodeAddContent(node, XC(s));
}

static void
add_web(struct finish *f, xmlNode *parent, const char *s)
{
	char *href;
	xmlNode *node;

	node = finish_new_g(f, parent, "web");
	href = strncasecmp(s, "www.", 4) == 0 ? xasprintf("https://%s", s) :
						xstrdup(s);
	/* the scheme in lower case: "HTTPS://" */
	if (strncasecmp(href, "http", 4) == 0)
		memcpy(href,
		    href[4] == 's' || href[4] == 'S' ? "https" : "http",
		    href[4] == 's' || href[4] == 'S' ? 5 : 4);
	finish_set(node, "href", href);
	xmlNodeAddContent(node, XC(s));
	free(href);
}

void
person_write(struct finish *f, xmlNode *contact, const struct person *p)
{
	size_t i;

	add_text(f, contact, "name", p->name);
	add_text(f, contact, "role", p->role);
	add_text(f, contact, "org", p->org);
	for (i = 0; i < p->tels; i++)
		add_tel(f, contact, p->tel[i]);
	for (i = 0; i < p->emails; i++)
		add_text(f, contact, "email", p->email[i]);
	for (i = 0; i < p->webs; i++)
		add_web(f, contact, p->web[i]);
}
