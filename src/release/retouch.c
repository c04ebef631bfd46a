/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Slips of the pen.  See retouch.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "release/phrases.h"
#include "release/retouch.h"
#include "release/words.h"

enum {
	SHORTEST = 4, /* letters of a word that one letter may mend */
	WORD_LETTERS = 64,
	FOLD_CEILING = 4096,
};

/* A word of a line: what stands between blanks, less the marks around it. */
struct word {
	const char *s;
	size_t len;
};

struct word_list {
	struct word *list;
	size_t count;
};

/* A dash or a bullet that stands alone is a mark, no word. */
static void
split(const char *text, struct word_list *ret)
{
	const char *end, *next, *s, *start;
	size_t cap = 0;
	struct word word;

	memset(ret, 0, sizeof(*ret));
	for (start = text; *start != '\0'; start = end) {
		end = start + strcspn(start, " ");
		word.s = NULL;
		word.len = 0;
		for (s = start; s < end; s = next) {
			if (!text_is_word(text_next(s, &next)))
				continue;
			if (word.s == NULL)
				word.s = s;
			word.len = (size_t)(next - word.s);
		}
		end += strspn(end, " ");
		if (word.s == NULL)
			continue;
		if (ret->count == cap) {
			cap = cap * 2 + 16;
			ret->list = xreallocarray(ret->list, cap,
			    sizeof(*ret->list));
		}
		ret->list[ret->count++] = word;
	}
}

static int
is_same(const struct word *a, const struct word *b)
{
	return a->len == b->len && memcmp(a->s, b->s, a->len) == 0;
}

/* Digits, capitals, and the signs of addresses. */
static int
has_weight(const struct word *word)
{
	const char *next, *s;
	long c;

	for (s = word->s; s < word->s + word->len; s = next) {
		c = text_next(s, &next);
		if (u_isdigit((UChar32)c) || u_isUUppercase((UChar32)c) ||
		    c == '@' || c == '/' || c == '_' || c == 0xfffd)
			return 1;
	}
	return 0;
}

static int
is_negation(const struct release_words *words, const struct word *word)
{
	char *copy;
	int result;
	struct buf folded;

	copy = xstrndup(word->s, word->len);
	buf_init(&folded, FOLD_CEILING);
	text_folded(copy, &folded);
	result = buf_is_full(&folded) ||
	    phrases_is(words->phrases, buf_str(&folded),
		PHRASE_BIT(PHRASE_NEGATION));
	buf_fini(&folded);
	free(copy);
	return result;
}

static size_t
letters(const struct word *word, long ret[WORD_LETTERS])
{
	const char *next, *s;
	size_t n = 0;

	for (s = word->s; s < word->s + word->len; s = next) {
		if (n == WORD_LETTERS)
			return 0;
		ret[n++] = text_next(s, &next);
	}
	return n;
}

static int
has_equal_tails(const long *a, const long *b, size_t n)
{
	return memcmp(a, b, n * sizeof(*a)) == 0;
}

/* One letter more, less or other, or two that changed places; but not the
 * first, which turns "laglig" into "olaglig". */
static int
is_spelt_alike(const struct word *before, const struct word *after)
{
	long a[WORD_LETTERS], b[WORD_LETTERS];
	size_t i, m, n;

	m = letters(before, a);
	n = letters(after, b);
	if (m < SHORTEST || n < SHORTEST || a[0] != b[0])
		return 0;
	for (i = 0; i < m && i < n && a[i] == b[i];)
		i++;
	if (m == n + 1)
		return has_equal_tails(a + i + 1, b + i, n - i);
	if (n == m + 1)
		return has_equal_tails(a + i, b + i + 1, m - i);
	if (m != n)
		return 0;
	if (has_equal_tails(a + i + 1, b + i + 1, m - i - 1))
		return 1;
	return i + 1 < m && a[i] == b[i + 1] && a[i + 1] == b[i] &&
	    has_equal_tails(a + i + 2, b + i + 2, m - i - 2);
}

/* The letters of some words in one row, hyphens left out. */
static char *
glue(const struct word *word, size_t count)
{
	char *s;
	size_t i, j, len = 0;

	for (i = 0; i < count; i++)
		len += word[i].len;
	s = xmalloc(len + 1);
	len = 0;
	for (i = 0; i < count; i++) {
		for (j = 0; j < word[i].len; j++) {
			if (word[i].s[j] != '-')
				s[len++] = word[i].s[j];
		}
	}
	s[len] = '\0';
	return s;
}

/* "till baka" is "tillbaka" now. */
static int
is_glued(const struct word_list *a, const struct word_list *b)
{
	char *before, *after;
	int result;

	before = glue(a->list, a->count);
	after = glue(b->list, b->count);
	result = strcmp(before, after) == 0;
	free(before);
	free(after);
	return result;
}

static int
are_light(const struct release_words *words, const struct word_list *list)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (has_weight(&list->list[i]) ||
		    is_negation(words, &list->list[i]))
			return 0;
	}
	return 1;
}

/* Words that both have at either end are not what changed. */
static void
strip(struct word_list *a, struct word_list *b)
{
	while (
	    a->count > 0 && b->count > 0 && is_same(&a->list[0], &b->list[0])) {
		a->list++;
		a->count--;
		b->list++;
		b->count--;
	}
	while (a->count > 0 && b->count > 0 &&
	    is_same(&a->list[a->count - 1], &b->list[b->count - 1])) {
		a->count--;
		b->count--;
	}
}

static int
are_alike(const struct release_words *words, const struct word_list *a,
    const struct word_list *b)
{
	size_t i;
	struct word_list x, y;

	if (a->count != b->count)
		return is_glued(a, b) && are_light(words, a) &&
		    are_light(words, b);
	for (i = 0; i < a->count; i++) {
		if (is_same(&a->list[i], &b->list[i]))
			continue;
		x.list = &a->list[i];
		y.list = &b->list[i];
		x.count = y.count = 1;
		if (!is_spelt_alike(x.list, y.list) || !are_light(words, &x) ||
		    !are_light(words, &y))
			return 0;
	}
	return 1;
}

int
retouch_is_slip(const struct release_words *words,
    const struct flat_line *before, const struct flat_line *after)
{
	int result;
	struct word_list a, b, rest_a, rest_b;

	if (before->kind != FLAT_TEXT || after->kind != FLAT_TEXT)
		return 0;
	split(before->text, &a);
	split(after->text, &b);
	rest_a = a;
	rest_b = b;
	strip(&rest_a, &rest_b);
	result = are_alike(words, &rest_a, &rest_b);
	free(a.list);
	free(b.list);
	return result;
}
