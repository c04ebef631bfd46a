/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Phrases of every language, found in a text in one pass.
 *
 * They are data (<zones> of xsl/i18n/<lang>.xml), read once in the zygote.
 * A phrase is compared without regard to case; a blank in it stands for one
 * or more of the text's.  It begins where a word begins, and ends where one
 * ends unless it is open ("embargo*"), which takes the word's rest along.
 */
#ifndef RELEASE_PHRASES_H
#define RELEASE_PHRASES_H

#include <stddef.h>
#include <stdint.h>

#include "base/why.h"

struct buf;
struct phrases;

enum phrase_kind {
	PHRASE_EMBARGO, /* not before: where it stands, a person looks */
	PHRASE_RELEASE, /* from then on; without a date: now */
	PHRASE_RELEASE_NOW,
	PHRASE_SCHEDULE,      /* when to publish: counts on a line of its own */
	PHRASE_EMBARGO_NONE,  /* "embargo: nej" */
	PHRASE_EMBARGO_OTHER, /* of goods: news, and no embargo of ours */
	PHRASE_EMBARGO_GLUE,  /* words that may stand in its sentence */
	PHRASE_CLOCK,         /* a time follows */
	PHRASE_HALF_DAY,      /* value: hours to add, 0 or 12 */
	PHRASE_MONTH,         /* value: 1 to 12 */
	PHRASE_WEEKDAY,       /* value: 1 (Monday) to 7 */
	PHRASE_ZONE,          /* value: "Area/City", with "+02:00" if the name
			       * is only right in one half of the year, or
			       * "local" */
	PHRASE_LETTERHEAD,
	PHRASE_CONTACT,
	PHRASE_CONTACT_GLUE,
	PHRASE_PHONE, /* value: "said" if the word is part of what is said,
		       * "fax" for what nobody calls */
	PHRASE_EMAIL,
	PHRASE_WEB,
	PHRASE_AND,
	PHRASE_BOILERPLATE,
	PHRASE_TAGS,
	PHRASE_END,
	PHRASE_FURNITURE,
	PHRASE_NAVIGATION,
	PHRASE_DRAFT,
	PHRASE_DRAFT_LINE, /* only where nothing else stands in its line */
	PHRASE_TEMPLATE,
	PHRASE_CORRECTION,
	PHRASE_CORRECTION_NAME,
	PHRASE_COPY,     /* in the name of a file */
	PHRASE_FIELD,    /* value: name of a field */
	PHRASE_LANGUAGE, /* value: a language */
	PHRASE_PATTERN,  /* of an address that stands for many */
	PHRASE_ROLE,     /* how the word for what somebody is ends */
	PHRASE_NEGATION, /* turns a sentence into its contrary */
	PHRASE_SAYS,     /* beside it stands who says what is quoted */
	PHRASE_COLUMN,   /* of a table of people to ask */
	PHRASE_KINDS
};

#define PHRASE_BIT(kind) ((uint64_t)1 << (kind))

struct phrase {
	enum phrase_kind kind;
	char lang[16];
	char value[40]; /* after "=", or "" */
};

struct phrases *phrases_new(void);
void phrases_free(struct phrases *phrases);

/*
 * Add the <zones> of the file at path: its root is the <language> of them, or
 * a <languages> that holds several.  They come beside what is there; nothing
 * is taken away.  V_FATAL "words-broken" with path and line.
 */
enum verdict phrases_load(struct phrases *phrases, const char *path,
    struct why *why);

/*
 * The longest phrase of one of kinds (bits) at s, a place in a text that
 * text_folded() made and where a word begins: its length in bytes, or 0.
 * Of phrases with the same words one of lang is preferred, then the kind
 * with the smallest number.  lang may be NULL.
 */
size_t phrases_at(const struct phrases *phrases, const char *s, uint64_t kinds,
    const char *lang, const struct phrase **ret);

/* May there be one, by its first two bytes?  A quick no for nearly every
 * word. */
int phrases_may_start(const struct phrases *phrases, const char *s,
    uint64_t kinds);

/* As phrases_at(), but only if nothing except blanks, colons and full stops
 * follows. */
int phrases_is(const struct phrases *phrases, const char *s, uint64_t kinds);

/*
 * Fold text for phrases_at(): lower case, every blank a space (a line break
 * stays), each character as many bytes as before, so that a place in the
 * folded text is the same place in the text.
 */
void text_folded(const char *s, struct buf *ret);

/* Does a word begin at s, a place in start; is c of a word? */
int text_word_starts(const char *start, const char *s);
int text_is_word(long c);

#endif /* RELEASE_PHRASES_H */
