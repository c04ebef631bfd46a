/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is loaded once for all documents: see release_words_load(). */
#ifndef RELEASE_WORDS_H
#define RELEASE_WORDS_H

#include <stddef.h>

#include "release/phrases.h"
#include "release/release.h"

enum {
	WORDS_LANGS_MAX = 32
};

struct release_words {
	struct phrases *phrases;
	char langs[WORDS_LANGS_MAX][RELEASE_LANG_MAX]; /* of the files */
	void *fingerprints[WORDS_LANGS_MAX]; /* of libexttextcat, or NULL */
	size_t count;
};

/*
 * Which of the languages wanted (tags; the first subtag counts) the len
 * bytes of text are most likely in: its index, or -1 where the text is too
 * short, or two are too close to each other to tell.
 */
int words_detect(const struct release_words *words,
    const char (*wanted)[RELEASE_LANG_MAX], size_t count, const char *text,
    size_t len);

/* Do two tags name the same language, whatever the region? */
int words_same_lang(const char *a, const char *b);

#endif /* RELEASE_WORDS_H */
