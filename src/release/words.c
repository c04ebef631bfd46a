/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Phrases and fingerprints of languages.  See words.h.
 *
 * Of libexttextcat only the fingerprints are used: they are compared with
 * the languages of a site alone, which its own classifier can't be told.
 */
#include "config.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <fingerprint.h>

#include "base/log.h"
#include "base/xalloc.h"
#include "release/dates.h"
#include "release/slug.h"
#include "release/words.h"

#ifndef FINGERPRINTS
# define FINGERPRINTS "/usr/share/libexttextcat"
#endif

enum {
	NGRAMS = 400, /* what a fingerprint of libexttextcat holds */
	NO_CUTOFF = 1 << 30,
	ENOUGH = 40,        /* bytes below which nothing is said */
	CLEARLY = 103,      /* percent: the second is so much farther */
	BEYOND_DOUBT = 115, /* so much after START bytes */
	START = 600,        /* bytes: the same languages in 866 documents */
};

/* A fingerprint of the language, or NULL where Debian has none. */
static void *
load_fingerprint(const char *lang)
{
	char path[256];
	void *fp;

	snprintf(path, sizeof(path), "%s/%.*s.lm", FINGERPRINTS,
	    (int)strcspn(lang, "-"), lang);
	fp = fp_Init(lang);
	if (fp == NULL)
		return NULL;
	(void)fp_SetProperty(fp, TCPROP_UTF8AWARE, TC_TRUE);
	if (!fp_Read(fp, path, NGRAMS)) {
		log_warn("words lang=%s fingerprint=missing", lang);
		fp_Done(fp);
		return NULL;
	}
	return fp;
}

static int
is_language_file(const char *name)
{
	size_t n;

	n = strlen(name);
	return n > 4 && n < 4 + RELEASE_LANG_MAX && name[0] != '.' &&
	    strcmp(name + n - 4, ".xml") == 0;
}

static enum verdict
load_language(const char *dir, const char *name, struct release_words *words,
    struct why *why)
{
	char *path, *lang;
	enum verdict v;
	size_t n;

	if (words->count == WORDS_LANGS_MAX)
		return V_OK;
	n = strlen(name) - 4;
	lang = words->langs[words->count];
	memcpy(lang, name, n);
	lang[n] = '\0';
	path = xasprintf("%s/%s", dir, name);
	v = phrases_load(words->phrases, path, why);
	free(path);
	if (v == V_OK)
		words->fingerprints[words->count++] = load_fingerprint(lang);
	return v;
}

/* In the order of their names: the same words whatever the file system. */
static enum verdict
load_languages(const char *dir, struct release_words *words, struct why *why)
{
	enum verdict v = V_OK;
	int i, n;
	struct dirent **entries;

	n = scandir(dir, &entries, NULL, alphasort);
	if (n < 0)
		return why_set(why, V_FATAL, "words-missing",
		    "the folder %s of words can't be read", dir);
	for (i = 0; i < n; i++) {
		if (v == V_OK && is_language_file(entries[i]->d_name))
			v = load_language(dir, entries[i]->d_name, words, why);
		free(entries[i]);
	}
	free(entries);
	if (v == V_OK && words->count == 0)
		v = why_set(why, V_FATAL, "words-missing",
		    "the folder %s has no language", dir);
	return v;
}

enum verdict
release_words_load(const char *dir, const char *own, struct release_words **ret,
    struct why *why)
{
	enum verdict v;
	struct release_words *words;

	words = xcalloc(1, sizeof(*words));
	words->phrases = phrases_new();
	v = load_languages(dir, words, why);
	if (v == V_OK && own != NULL)
		v = phrases_load(words->phrases, own, why);
	if (v != V_OK) {
		release_words_free(words);
		return v;
	}
	*ret = words;
	return V_OK;
}

enum verdict
release_warm_up(struct why *why)
{
	dates_warm_up();
	if (slug_open() < 0)
		return why_set(why, V_FATAL, "words-missing",
		    "ICU has no transliterator to Latin");
	return V_OK;
}

void
release_words_free(struct release_words *words)
{
	size_t i;

	if (words == NULL)
		return;
	for (i = 0; i < words->count; i++) {
		if (words->fingerprints[i] != NULL)
			fp_Done(words->fingerprints[i]);
	}
	slug_close();
	phrases_free(words->phrases);
	free(words);
}

int
words_same_lang(const char *a, const char *b)
{
	size_t n;

	n = strcspn(a, "-_");
	return n == strcspn(b, "-_") && strncasecmp(a, b, n) == 0;
}

static void *
fingerprint_of(const struct release_words *words, const char *lang)
{
	size_t i;

	for (i = 0; i < words->count; i++) {
		if (words_same_lang(words->langs[i], lang))
			return words->fingerprints[i];
	}
	return NULL;
}

/* Of the distances that are known the least, if the second is so many
 * percent of it. */
static int
nearest(const sint4 *distances, size_t count, int percent)
{
	int best = -1, second = -1;
	size_t i;

	for (i = 0; i < count; i++) {
		if (distances[i] < 0)
			continue;
		if (best < 0 || distances[i] < distances[best]) {
			second = best;
			best = (int)i;
		} else if (second < 0 || distances[i] < distances[second]) {
			second = (int)i;
		}
	}
	if (best < 0 || second < 0 ||
	    (int64_t)distances[second] * 100 <
		(int64_t)distances[best] * percent)
		return -1;
	return best;
}

/* How far the text is from each language; 0 where it can't be said. */
static int
measure(const struct release_words *words,
    const char (*wanted)[RELEASE_LANG_MAX], size_t count, const char *text,
    size_t len, sint4 *distances)
{
	int made;
	size_t i;
	void *fp, *unknown;

	unknown = fp_Init(NULL);
	if (unknown == NULL)
		return 0;
	(void)fp_SetProperty(unknown, TCPROP_UTF8AWARE, TC_TRUE);
	made = fp_Create(unknown, text, (uint4)len, NGRAMS) != 0;
	for (i = 0; i < count && made; i++) {
		fp = fingerprint_of(words, wanted[i]);
		distances[i] = fp != NULL ? fp_Compare(fp, unknown, NO_CUTOFF) :
					    -1;
	}
	fp_Done(unknown);
	return made;
}

/* Most texts give themselves away by their beginning. */
int
words_detect(const struct release_words *words,
    const char (*wanted)[RELEASE_LANG_MAX], size_t count, const char *text,
    size_t len)
{
	int best;
	size_t start;
	sint4 distances[WORDS_LANGS_MAX];

	if (len < ENOUGH || count > WORDS_LANGS_MAX)
		return -1;
	if (len > START) {
		start = START;
		while (((unsigned char)text[start] & 0xc0) == 0x80)
			start++;
		if (measure(words, wanted, count, text, start, distances)) {
			best = nearest(distances, count, BEYOND_DOUBT);
			if (best >= 0)
				return best;
		}
	}
	if (!measure(words, wanted, count, text, len, distances))
		return -1;
	return nearest(distances, count, CLEARLY);
}
