/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words that people read: sentences by code and language.
 *
 * xsl/i18n/<lang>.xml, one file a language, loaded once at start by gazetted
 * and gazette; the files are ours and trusted.  A sentence names what is
 * filled into it in braces: "{name} is open in Word".  What a language
 * lacks is said in English, so that a new one may grow.
 */
#ifndef STAFF_WORDS_H
#define STAFF_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/why.h"

struct buf;
struct words;

/* What is filled into a sentence; a list ends with a NULL name. */
struct words_fill {
	const char *name;  /* without braces: "quote" */
	const char *value; /* plain text; NULL is "" */
};

/* The two sentences of a code, as they stand in the file. */
struct words_message {
	const char *what; /* what happened or was seen */
	const char *todo; /* what to do; "" if nothing */
};

/* V_FATAL names the file that can't be read; en must be there. */
enum verdict words_load(const char *dir, struct words **ret, struct why *why);
void words_free(struct words *words);

/* The languages, en first, then by code: "fi", and its own name "suomi".
 * NULL past the last. */
const char *words_lang(const struct words *words, size_t index);
const char *words_lang_name(const struct words *words, const char *lang);

/* lang if there are words for it, or for its primary subtag ("sv-FI" is
 * "sv"), else "en".  Never NULL, and lives as long as words. */
const char *words_lang_known(const struct words *words, const char *lang);

/* The sentence <w key="…"> of lang, else of en; NULL if neither has it. */
const char *words_find(const struct words *words, const char *lang,
    const char *key);

/* The same for a key that must be there: else the key itself. */
const char *words_get(const struct words *words, const char *lang,
    const char *key);

/*
 * The message of a code in lang, else in en.  0, or -1 if no language knows
 * the code: then *ret is the message "unknown", whose {code} is to be filled
 * in.  The strings live as long as words.
 */
int words_message(const struct words *words, const char *lang, const char *code,
    struct words_message *ret);

/*
 * Append sentence with {name} replaced by its value, as plain text: values
 * are never read again, so that braces in them stay braces.  A name that no
 * fill has stays as it stands.
 */
void words_fill(struct buf *out, const char *sentence,
    const struct words_fill *fills);

/*
 * Append the instant (seconds since 1970) as people of lang write it, in the
 * zone: "3 maj 2026 kl. 14.32"; only the day; only the time of day.
 */
void words_put_instant(const struct words *words, struct buf *out,
    const char *lang, const char *zone, int64_t when);
void words_put_day(const struct words *words, struct buf *out, const char *lang,
    const char *zone, int64_t when);
void words_put_time(const struct words *words, struct buf *out,
    const char *lang, const char *zone, int64_t when);

#endif /* STAFF_WORDS_H */
