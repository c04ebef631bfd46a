/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The stages of release_finish(), in the order in which they run.
 *
 * Each knows one thing and works in place on the tree; what an inference
 * rests on stands in the tree as why, what a person should look at becomes a
 * finding.  No stage takes longer than its input is long.
 */
#ifndef RELEASE_FINISH_H
#define RELEASE_FINISH_H

#include <stdint.h>

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/findings.h"
#include "base/why.h"
#include "release/dates.h"
#include "release/dom.h"
#include "release/element.h"
#include "release/phrases.h"
#include "release/release.h"
#include "release/words.h"

enum {
	FINISH_TALLIES = 24,
	FINISH_SAMPLE = 2400, /* bytes of text that detection looks at: 6000
				 find the same in 866 documents */
	FINISH_SAMPLE_OF_TEXT = 800, /* and at most so many of one text */
	FINISH_STATEMENTS = 16,
	FINISH_CODES = 64,
	FINISH_LINES = 20,     /* of one code: more say no more */
	FINISH_TEXT = 1 << 30, /* ceiling of scratch buffers */
};

/* How much of the text is marked as one language. */
struct tally {
	char lang[RELEASE_LANG_MAX];
	size_t bytes;
};

/* What a sentence about an embargo says. */
struct statement {
	xmlNode *block; /* in the text; NULL for a name, a header, a comment */
	size_t from;    /* its place in the text of the block */
	size_t to;
	int alone;    /* nothing else stands in the block */
	int now;      /* "for immediate release" */
	int schedule; /* says when to publish, and nothing of an embargo */
	struct when when;
	char words[WHY_QUOTE_MAX];
	char why[64]; /* "phrase:Embargo", "name", "header" */
};

struct finish {
	xmlDoc *doc;
	xmlNode *root;
	xmlNode *head;
	xmlNode *body;
	xmlNode *notes; /* or NULL */
	xmlNs *g;       /* the only declarations in use: see finish_frame() */
	xmlNs *ga;      /* of attributes */
	xmlNs *h;
	const struct reading *reading; /* or NULL */
	const struct release_words *words;
	const struct phrases *phrases;
	const struct release_settings *settings;
	struct findings *findings;

	struct {
		const char *code; /* a literal, compared by its address */
		unsigned lines;
	} told[FINISH_CODES];
	struct why *why;
	const char *organisations; /* of the settings, folded */
	char lang[RELEASE_LANG_MAX];
	char overruled[RELEASE_LANG_MAX]; /* a mark that the words belie */

	/* tidy */
	struct tally tallies[FINISH_TALLIES];
	size_t tally_count;
	struct buf sample;
	size_t images;
	size_t word_bytes;

	/* embargo */
	struct statement statements[FINISH_STATEMENTS];
	size_t statement_count;
	xmlNode
	    *doubtful[FINISH_STATEMENTS]; /* lines that were not understood */
	size_t doubtful_count;
	int unclear; /* an embargo that was not understood */
	int goods;   /* it tells of an embargo of goods */
	int bare;    /* the word alone: right if it is said elsewhere */
	char bare_words[WHY_QUOTE_MAX];

	/* links: what headings and ids look at, in the order of the document,
	 * NULL before each part of it */
	xmlNode **marked;
	size_t marked_count;
	size_t marked_cap;

	/* opening */
	int title_in_text;     /* the title stands in the document */
	int left_before_title; /* words before it stay in the body */
	int64_t issued_at;     /* 0 where the document gives no date */

	struct buf text; /* scratch: the text of one block, and folded */
	struct buf folded;
};

/* Find root, head and body; make what is missing. */
enum verdict finish_frame(struct finish *f);

/*
 * One pass over the tree: blanks, empty elements, elements in the wrong
 * place, links that are not allowed; counts languages.
 */
void finish_tidy(struct finish *f);

/* What a file beside the document says, into the head: before all that the
 * document says itself.  And what it says of a picture of that name, or NULL.
 */
void finish_sidecar(struct finish *f);
xmlNode *finish_sidecar_picture(const struct finish *f, const char *name);

/* Pictures that lay beside the document and that it does not show itself:
 * after its text. */
void finish_neighbours(struct finish *f);

/* The language of the release, and what marks of other languages stay. */
void finish_language(struct finish *f);

/* The document itself says that it is in that language; a person's word and
 * the name of the file go before it. */
void finish_language_said(struct finish *f, const char *lang, const char *why);

/* The head's own dates become ISO 8601, other fields lose their blanks. */
void finish_head(struct finish *f);

/* Read every block once: embargoes, leftovers of a template.  Takes marks of
 * the release's own language away. */
void finish_scan(struct finish *f);

/* A leading table of two columns that describes the release. */
void finish_table(struct finish *f);

/* Words of a web page that were pasted along. */
void finish_furniture(struct finish *f);

/* What stands before the text: title, deck, dates, dateline, letterhead. */
void finish_opening(struct finish *f);

/* A title for lists and feeds, where no words of the document are one. */
void finish_offer_title(struct finish *f);

/* All statements together: one embargo, none, or a question. */
void finish_embargo(struct finish *f);

/* What stands after it: end marks, tags, boilerplate, contacts; the lead. */
void finish_closing(struct finish *f);

/* Paragraphs that quote somebody bear the name. */
void finish_quotes(struct finish *f);

/* Bare addresses and telephone numbers become links; on the way what the next
 * two stages look at is marked. */
void finish_links(struct finish *f);

/* Levels of headings; ids and what they are good for. */
void finish_headings(struct finish *f);
void finish_ids(struct finish *f);

/* The pictures that are shown, into the head. */
void finish_pictures(struct finish *f);

/* What a person should look at: drafts, corrections, length, quotes. */
void finish_lint(struct finish *f);

/* Away with what is not published; the findings into the report. */
void finish_report(struct finish *f);

/* Helpers of several stages. */

/* New elements, appended to parent (which may be NULL). */
xmlNode *finish_new_g(struct finish *f, xmlNode *parent, const char *name);
xmlNode *finish_new_h(struct finish *f, const char *name);
void finish_set(xmlNode *node, const char *name, const char *value);
void finish_set_g(struct finish *f, xmlNode *node, const char *name,
    const char *value);

/* The text of a block in f->text, folded in f->folded; the folded text. */
const char *finish_text(struct finish *f, xmlNode *block);

/* As finish_text(), but only its first max bytes. */
const char *finish_start(struct finish *f, xmlNode *block, size_t max);

/* Fold words into f->folded; the folded text. */
const char *finish_fold(struct finish *f, const char *words);

/* Add a line to the report; code is a literal.  Past FINISH_LINES of one code
 * nothing is added: a document must not make its report grow without end. */
void finish_finding(struct finish *f, enum severity severity, const char *code,
    const char *quote);

/* Look for embargoes in words that are not in the text; why says where. */
void finish_embargo_words(struct finish *f, const char *words, const char *why);

/* Look for one in the name of the document. */
void finish_embargo_name(struct finish *f);

/* Look at a block, whose text is in f->text and f->folded; found are the
 * kinds of phrases in it. */
void finish_embargo_block(struct finish *f, xmlNode *block, uint64_t found);
void finish_lint_block(struct finish *f, xmlNode *block, uint64_t found);

/* Hold where words that stand alone mark a draft: of a picture, in a box. */
void finish_lint_mark(struct finish *f, const char *words);

/* Kinds of phrases that are somewhere in folded text. */
uint64_t finish_phrases_in(const struct finish *f, const char *folded,
    uint64_t kinds);

/* Is a statement, understood or not, all that the block holds? */
int finish_is_statement(const struct finish *f, const xmlNode *block);

/* The first block of the body with words, whatever it is; or NULL. */
xmlNode *finish_first_words(struct finish *f);

/* The words of a block stand in another now, or nowhere (NULL). */
void finish_moved(struct finish *f, const xmlNode *block, xmlNode *to);

/* The name of the document without folders and suffix, "_" as blanks, into
 * dst. */
void finish_stem(const struct finish *f, char *dst, size_t size);

/* Is s (folded) a name of the organisation; how long is the one at s? */
size_t finish_organisation_at(const struct finish *f, const char *s);

#endif /* RELEASE_FINISH_H */
