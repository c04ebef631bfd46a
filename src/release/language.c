/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which language a release is in.
 *
 * A person's word first, then the name of the file, then the document's own
 * marks if its words don't contradict them (templates mark Swedish text as
 * English), then what the words look like, the folder, the site.
 */
#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <unicode/uloc.h>

#include "base/text.h"
#include "read/read.h"
#include "release/finish.h"

enum {
	MOSTLY = 50 /* percent of the text */
};

/* The language of the site that tag means; NULL where the site has none. */
static const char *
site_language(const struct finish *f, const char *tag)
{
	int i;

	for (i = 0; i < RELEASE_LANGS_MAX; i++) {
		if (f->settings->site_langs[i][0] != '\0' &&
		    words_same_lang(f->settings->site_langs[i], tag))
			return f->settings->site_langs[i];
	}
	return NULL;
}

static int
has_site_languages(const struct finish *f)
{
	return f->settings->site_langs[0][0] != '\0';
}

static void
choose(struct finish *f, const char *tag, const char *why)
{
	const char *own;

	own = site_language(f, tag);
	snprintf(f->lang, sizeof(f->lang), "%s", own != NULL ? own : tag);
	finish_set(f->root, "lang-why", why);
}

/* The last word of the file's name: "Titel.sv.docx", "Titel_FIN.docx",
 * "Titel (en).docx". */
static void
last_word(const char *stem, char *dst, size_t size)
{
	const char *s;
	size_t n;

	n = strlen(stem);
	while (n > 0 && !isalnum((unsigned char)stem[n - 1]))
		n--;
	s = stem + n;
	while (s > stem && isalpha((unsigned char)s[-1]))
		s--;
	/* the whole name is no suffix, and "vision" ends in no language */
	if (s == stem || s[-1] == '\'' || (unsigned char)s[-1] >= 0x80 ||
	    (size_t)(stem + n - s) >= size)
		n = (size_t)(s - stem);
	snprintf(dst, size, "%.*s", (int)((size_t)(stem + n - s)), s);
}

static int
by_name(struct finish *f)
{
	static const struct {
		const char *word;
		const char *lang;
	} names[] = { { "sv", "sv" }, { "swe", "sv" }, { "fi", "fi" },
		{ "fin", "fi" }, { "en", "en" }, { "eng", "en" } };

	char stem[256], word[16], why[32];
	size_t i;

	finish_stem(f, stem, sizeof(stem));
	last_word(stem, word, sizeof(word));
	if (strcasecmp(word, "se") == 0 && site_language(f, "se") == NULL)
		finish_finding(f, SEVERITY_HOLD, "language-se",
		    f->settings->name);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcasecmp(word, names[i].word) != 0)
			continue;
		/* "se-en-bild fi.docx" only where the site speaks it */
		if (has_site_languages(f) &&
		    site_language(f, names[i].lang) == NULL)
			return 0;
		snprintf(why, sizeof(why), "name:%s", word);
		choose(f, names[i].lang, why);
		return 1;
	}
	return 0;
}

/* The language of most of the marked text, regions taken together. */
static const struct tally *
majority(const struct finish *f)
{
	const struct tally *best = NULL;
	size_t all = 0, i, j, n, most = 0;

	for (i = 0; i < f->tally_count; i++) {
		all += f->tallies[i].bytes;
		if (f->tallies[i].lang[0] == '\0')
			continue;
		for (j = 0, n = 0; j < f->tally_count; j++) {
			if (words_same_lang(f->tallies[i].lang,
				f->tallies[j].lang))
				n += f->tallies[j].bytes;
		}
		if (n > most ||
		    (n == most && best != NULL &&
			f->tallies[i].bytes > best->bytes)) {
			best = &f->tallies[i];
			most = n;
		}
	}
	return most * 100 > all * MOSTLY ? best : NULL;
}

/* What the words look like among the languages of the site (or of all that
 * words are known of), or NULL. */
static const char *
detected(const struct finish *f)
{
	int i;
	size_t n = 0;

	if (!has_site_languages(f)) {
		i = words_detect(f->words, f->words->langs, f->words->count,
		    buf_str(&f->sample), f->sample.len);
		return i >= 0 ? f->words->langs[i] : NULL;
	}
	while (n < RELEASE_LANGS_MAX && f->settings->site_langs[n][0] != '\0')
		n++;
	i = words_detect(f->words, f->settings->site_langs, n,
	    buf_str(&f->sample), f->sample.len);
	return i >= 0 ? f->settings->site_langs[i] : NULL;
}

/* Is the language one that detection could have found? */
static int
is_candidate(const struct finish *f, const char *tag)
{
	size_t i;

	if (has_site_languages(f))
		return site_language(f, tag) != NULL;
	for (i = 0; i < f->words->count; i++) {
		if (words_same_lang(f->words->langs[i], tag))
			return 1;
	}
	return 0;
}

/* The document's marks, unless its words look otherwise.  A mark of a
 * language that no word is known of stands alone, except where the site does
 * not speak it: then it is likely the template's. */
static int
by_content(struct finish *f)
{
	char why[64];
	const char *seen;
	const struct tally *marked;

	seen = detected(f);
	marked = majority(f);
	if (marked != NULL && seen != NULL &&
	    !words_same_lang(seen, marked->lang) &&
	    (is_candidate(f, marked->lang) || has_site_languages(f))) {
		snprintf(why, sizeof(why), "detected (marked as %s)",
		    marked->lang);
		snprintf(f->overruled, sizeof(f->overruled), "%s",
		    marked->lang);
		choose(f, seen, why);
		return 1;
	}
	if (marked == NULL && seen == NULL)
		return 0;
	if (marked == NULL)
		choose(f, seen, "detected");
	else
		choose(f, marked->lang,
		    seen != NULL ? "marked, detected" : "marked");
	return 1;
}

/* A code of three letters where there is one of two: "swe" of NewsML is sv
 * (ISO 639-2; RFC 5646, 2.2.1, takes the shortest). */
static void
shorten(char *lang, size_t size)
{
	char two[ULOC_LANG_CAPACITY];
	UErrorCode error = U_ZERO_ERROR;

	if (strcspn(lang, "-_") != 3)
		return;
	uloc_getLanguage(lang, two, sizeof(two), &error);
	if (U_SUCCESS(error) && strlen(two) == 2)
		snprintf(lang, size, "%s", two);
}

static int
by_document(struct finish *f)
{
	char lang[RELEASE_LANG_MAX];
	xmlChar *own;

	own = xmlNodeGetLang(f->root);
	text_excerpt(lang, sizeof(lang), own != NULL ? (char *)own : "");
	xmlFree(own);
	shorten(lang, sizeof(lang));
	if (!element_is_lang(lang))
		return 0;
	choose(f, lang, "meta");
	return 1;
}

static int
by_sidecar(struct finish *f)
{
	int known;
	xmlChar *lang;

	if (f->reading == NULL || f->reading->sidecar == NULL)
		return 0;
	lang = xmlNodeGetLang(xmlDocGetRootElement(f->reading->sidecar));
	known = lang != NULL && element_is_lang((const char *)lang);
	if (known)
		choose(f, (const char *)lang, "sidecar");
	xmlFree(lang);
	return known;
}

static void
decide(struct finish *f)
{
	const struct release_settings *s = f->settings;

	if (by_sidecar(f))
		return;
	if (element_is_lang(s->lang))
		choose(f, s->lang, "said");
	else if (by_name(f) || by_document(f) || by_content(f))
		return;
	else if (element_is_lang(s->folder_lang))
		choose(f, s->folder_lang, "folder");
	else if (element_is_lang(s->site_langs[0]))
		choose(f, s->site_langs[0], "site");
	else
		choose(f, "und", "unknown");
}

static void
write_language(struct finish *f)
{
	xmlNs *xml;

	xml = xmlSearchNsByHref(f->doc, f->root, XML_XML_NAMESPACE);
	xmlSetNsProp(f->root, xml, XC("lang"), XC(f->lang));
}

void
finish_language(struct finish *f)
{
	decide(f);
	write_language(f);
	if (has_site_languages(f) && site_language(f, f->lang) == NULL)
		finish_finding(f, SEVERITY_HOLD, "language-unknown", f->lang);
}

void
finish_language_said(struct finish *f, const char *lang, const char *why)
{
	const char *own;

	own = dom_attr(f->root, "lang-why");
	if (own != NULL &&
	    (strcmp(own, "said") == 0 || strcmp(own, "sidecar") == 0 ||
		strncmp(own, "name:", 5) == 0))
		return;
	choose(f, lang, why);
	write_language(f);
}
