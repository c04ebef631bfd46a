/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the pages of this room share: the same things said in each language.
 *
 * A page is a list of <speech>es, one a language, in the order that suits
 * its reader; each is made by the same function from the same facts, with
 * the words of its language (doc/pages.md, "Staff pages").
 */
#ifndef STAFF_SPEECH_H
#define STAFF_SPEECH_H

#include "staff/report.h"
#include "staff/words.h"

enum {
	SPEECH_FILLS = 32
};

struct speech {
	const struct staff_site *site;
	const struct staff_document *document; /* NULL: of the folder */
	const char *lang; /* of the words: words_lang_known() */
	struct buf *out;
	int plain; /* out is text for mail, not XML */
	struct words_fill fills[SPEECH_FILLS];
	size_t fill_count;
	char name[320];  /* of the file, fit to be quoted */
	char title[320]; /* the document's title, else its file's name */
};

/* What the page is; document may be NULL. */
struct speech_page {
	const char *kind;
	const char *tone; /* "good", "ask", "stop", "wait": its colour */
	const struct staff_site *site;
	const struct staff_document *document;
	int64_t when; /* {date} and {time}; 0: now */
	void (*say)(struct speech *speech, const void *facts);
	const void *facts;
};

/* Append the page with one speech for each language of the site. */
int speech_write(const struct speech_page *page, struct buf *out);

/* Append its first speech alone, as plain text that begins with the title.
 * 0, or -1 if out is full. */
int speech_write_plain(const struct speech_page *page, struct buf *out);

/* Fill {name} in what this speech says from now on; value must outlive it. */
void speech_set(struct speech *speech, const char *name, const char *value);

/* The word of this speech's language, filled in, into the caller's memory:
 * "" if there is none. */
void speech_word(const struct speech *speech, char *dst, size_t size,
    const char *key);

/* <element>word</element>; with the second, only where the word exists. */
void speech_say(struct speech *speech, const char *element, const char *key);
int speech_try(struct speech *speech, const char *element, const char *key);

/* <element>plain text</element>; and one attribute, whose value is made fit
 * to be quoted. */
void speech_put(struct speech *speech, const char *element, const char *text);
void speech_attribute(struct speech *speech, const char *name,
    const char *value);

/* <element title="word">, and its end. */
void speech_open(struct speech *speech, const char *element, const char *key);
void speech_close(struct speech *speech, const char *element);

/* The message of a code with its quote, as a <finding>. */
void speech_finding(struct speech *speech, const struct finding *finding);

/* <live>: what the public sees right now. */
void speech_live(struct speech *speech);

/* <findings>: what became of each item of a file of several; nothing of other
 * documents. */
void speech_items(struct speech *speech);

/* <facts>: the values and where each came from. */
void speech_facts(struct speech *speech);

/* <findings> under the word key: first (or NULL), then those of the document
 * whose severity is in the set, but the one with the code skip (or NULL).
 * Nothing if none is. */
#define SPEECH_BIT(severity) (1u << (severity))
void speech_findings(struct speech *speech, const char *key,
    const struct finding *first, unsigned severities, const char *skip);

/* How many more there were than could be kept. */
void speech_left_out(struct speech *speech);

#endif /* STAFF_SPEECH_H */
