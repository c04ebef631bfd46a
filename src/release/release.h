/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The release: the pivot between all doors and all editions.
 *
 * An XML document in the namespace urn:gazette:release:1, described element
 * by element in doc/release.md, by schema/release.rng, and here by a table
 * that is checked at run time.  Runs in the worker.
 */
#ifndef RELEASE_RELEASE_H
#define RELEASE_RELEASE_H

#include <stdint.h>

#include <libxml/tree.h>

#include "base/findings.h"
#include "base/hash.h"
#include "base/topics.h"
#include "base/values.h"
#include "base/why.h"

#define RELEASE_NS "urn:gazette:release:1"
#define XHTML_NS   "http://www.w3.org/1999/xhtml"

struct buf;
struct reading;
struct release_words; /* phrases and patterns of every language, loaded once */

enum {
	RELEASE_LANG_MAX = 16,
	RELEASE_ID_MAX = 72,
	RELEASE_LANGS_MAX = 8,
	RELEASE_SKETCH = 64,    /* hashes of a sketch: release_sketch() */
	RELEASE_SEARCH = 16384, /* bytes of the words that it is found by */
};

/* What a site and a folder know about a document before it is read. */
struct release_settings {
	char name[256]; /* as dropped: holds by name, language by suffix */
	char lang[RELEASE_LANG_MAX];        /* said by a person, or "" */
	char folder_lang[RELEASE_LANG_MAX]; /* of the folder, or "" */
	char site_langs[RELEASE_LANGS_MAX]
		       [RELEASE_LANG_MAX]; /* first: default */
	char region[4];         /* "FI": telephone numbers, language variants */
	char timezone[64];      /* "Europe/Helsinki" */
	char organisation[256]; /* names, separated by '|': boilerplate */
	int64_t now; /* seconds since 1970, or 0: without a clock nothing
		      * is compared with it (convert is reproducible) */
};

/* What the newsroom must know of a release to publish it; all bounded. */
struct release_head {
	char title[512];
	char deck[1024];
	char lang[RELEASE_LANG_MAX];
	char slug[96]; /* from the title; "" if nothing of it survives */
	char id[RELEASE_ID_MAX];  /* release_id() of what it names, or "" */
	char issued[40];          /* ISO 8601 with offset, or a date, or "" */
	char embargo[40];         /* until; "" where none or not understood */
	int64_t embargo_at;       /* seconds since 1970, 0 where none */
	int scheduled;            /* it is no embargo, only a time to publish */
	char status[24];          /* "usable", "withheld", "canceled" */
	char replaces[256];       /* as written: title, address or id; or "" */
	char translation_of[256]; /* the same of what it translates */
	char change[512];         /* what it changes, as its sender says it */
	char correction[512];     /* the same if it mends what was wrong */
	char expires[40];         /* ISO 8601 with offset, or "" */
	char revision[16];        /* a number that the document gives, or "" */
	uint64_t sketch[RELEASE_SKETCH];
	unsigned words;
};

/*
 * Load the words of every language from dir (xsl/i18n/<lang>.xml) and the
 * fingerprints of language detection.  Before the sandbox.  own is a file with
 * phrases that a site adds (phrases_load()), or NULL.  V_FATAL "words-broken"
 * names the file, and the line where one is to blame.
 */
enum verdict release_words_load(const char *dir, const char *own,
    struct release_words **ret, struct why *why);
void release_words_free(struct release_words *words);

/* Open what ICU needs for some documents alone, and takes its time for: where
 * many will come.  V_FATAL if ICU has it not. */
enum verdict release_warm_up(struct why *why);

/*
 * Finish what an importer made, in place: language, zones (title, deck,
 * lead, dateline, dates, embargo, contacts, boilerplate, tags), stable ids,
 * pictures and source into the head, lint and holds into the report.
 * reading gives pictures and findings.  V_REJECT "no-text" for a document
 * with nothing to see in it; pictures alone are a hold of that code.
 */
enum verdict release_finish(xmlDoc *release, const struct reading *reading,
    const struct release_words *words, const struct release_settings *settings,
    struct why *why);

/* Hold the document against the table of doc/release.md; V_FATAL names the
 * first element or attribute that has no place. */
enum verdict release_check(xmlDoc *release, struct why *why);

/* Read the head of a checked release. */
enum verdict release_head_read(xmlDoc *release, struct release_head *ret,
    struct why *why);

/*
 * An id as release_head has it: as it is named if it fits, else a digest of
 * it.  Cut off, two long addresses could be taken for one.
 */
void release_id(char ret[RELEASE_ID_MAX], const char *named);

/* The lines of the release's report.  The caller calls findings_fini(). */
void release_findings(xmlDoc *release, struct findings *ret);

/* What was found in a finished release, and what each rests on, for the
 * receipt.  The caller calls values_fini(). */
void release_values(xmlDoc *release, struct values *ret);

/* The tags of a finished release that become topics, with their slugs. */
void release_topics(xmlDoc *release, struct topics *ret);

/*
 * Append the different words of a finished release, with a blank between two:
 * each in lower case and without its marks (NFKD, general category M left
 * out), as a reader's search folds what is looked for.  At most
 * RELEASE_SEARCH bytes; what does not fit is not found.
 */
void release_search(xmlDoc *release, struct buf *out);

/* How alike two texts are by their sketches: 0 to 1 (bottom-k of word
 * shingles; 1 for the same text, near 0 for another). */
double release_likeness(const uint64_t a[RELEASE_SKETCH],
    const uint64_t b[RELEASE_SKETCH]);

/* The bytes of the release for the store: UTF-8, one form for one release.
 * The caller frees with xmlFree(). */
unsigned char *release_serialise(xmlDoc *release, size_t *ret_len);

#endif /* RELEASE_RELEASE_H */
