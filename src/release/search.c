/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a finished release is found by.  See release.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "release/flatten.h"
#include "release/release.h"

enum {
	TEXT_MAX = 8 << 20, /* bytes that are looked at */
	WORDS_MAX = 8192,
	WORD_MAX = 40, /* bytes: of a longer one the beginning is kept */
};

/* The text of a release on its way to words. */
struct search {
	UChar *text; /* decomposed: NFKD */
	int32_t len;
	char *bytes; /* words, each with a NUL */
	size_t used;
	char **words;
	size_t count;
};

/* Into room units; how many it takes, or 0 for what ICU refuses. */
static int32_t
decompose_into(UChar *text, int32_t room, const UChar *from, int32_t len)
{
	const UNormalizer2 *nfkd;
	int32_t n;
	UErrorCode error = U_ZERO_ERROR;

	nfkd = unorm2_getNFKDInstance(&error);
	n = unorm2_normalize(nfkd, from, len, text, room, &error);
	return U_SUCCESS(error) || error == U_BUFFER_OVERFLOW_ERROR ? n : 0;
}

/* Decompose s, which is UTF-8. */
static void
decompose(const char *s, struct search *ret)
{
	int32_t len, room;
	UChar *from;
	UErrorCode error = U_ZERO_ERROR;

	len = (int32_t)strlen(s) + 1;
	from = xreallocarray(NULL, (size_t)len, sizeof(*from));
	u_strFromUTF8WithSub(from, len, &len, s, -1, 0xfffd, NULL, &error);
	room = len + len / 8 + 64;
	ret->text = xreallocarray(NULL, (size_t)room, sizeof(*ret->text));
	ret->len = decompose_into(ret->text, room, from, len);
	if (ret->len > room) {
		room = ret->len;
		ret->text = xreallocarray(ret->text, (size_t)room,
		    sizeof(*ret->text));
		ret->len = decompose_into(ret->text, room, from, len);
	}
	free(from);
}

/* Is it a mark over or under a letter?  A search for "alandin" finds
 * Ålandin. */
static int
is_mark(UChar32 c)
{
	return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

/* Append a letter to the word that begins at start. */
static void
put_letter(struct search *search, size_t start, UChar32 c)
{
	size_t n;
	UBool failed = 0;

	n = search->used;
	if (n - start > (size_t)WORD_MAX - 4)
		return;
	U8_APPEND((uint8_t *)search->bytes, n, start + WORD_MAX, c, failed);
	if (!failed)
		search->used = n;
}

static void
end_word(struct search *search, size_t start)
{
	if (search->used == start || search->count == WORDS_MAX)
		return;
	search->bytes[search->used++] = '\0';
	search->words[search->count++] = search->bytes + start;
}

static void
split(struct search *search)
{
	int32_t i = 0;
	size_t start = 0;
	UChar32 c;

	while (i < search->len) {
		U16_NEXT(search->text, i, search->len, c);
		if (is_mark(c))
			continue;
		if (u_isalnum(c)) {
			put_letter(search, start, u_tolower(c));
			continue;
		}
		end_word(search, start);
		start = search->used;
	}
	end_word(search, start);
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The words of what readers see; addresses of links and pictures are none. */
static void
put_lines(const struct flat *flat, struct buf *out)
{
	size_t i;

	for (i = 0; i < flat->count; i++) {
		if (flat->lines[i].kind == FLAT_LINK ||
		    flat->lines[i].kind == FLAT_PICTURE)
			continue;
		buf_puts(out, flat->lines[i].text);
		buf_putc(out, '\n');
	}
}

static void
put_words(struct search *search, struct buf *out)
{
	size_t i;

	qsort(search->words, search->count, sizeof(*search->words), compare);
	for (i = 0; i < search->count; i++) {
		if (i > 0 &&
		    strcmp(search->words[i], search->words[i - 1]) == 0)
			continue;
		if (out->len + strlen(search->words[i]) + 1 > RELEASE_SEARCH)
			return;
		if (i > 0)
			buf_putc(out, ' ');
		buf_puts(out, search->words[i]);
	}
}

void
release_search(xmlDoc *release, struct buf *out)
{
	struct buf text;
	struct flat flat;
	struct search search;

	memset(&search, 0, sizeof(search));
	flat_of(release, &flat);
	buf_init(&text, TEXT_MAX);
	put_lines(&flat, &text);
	flat_fini(&flat);
	decompose(buf_str(&text), &search);
	buf_fini(&text);
	/* No letter takes more than three bytes for each of its units, and each
	 * word has a blank behind it. */
	search.bytes = xmalloc((size_t)search.len * 3 + WORD_MAX);
	search.words = xreallocarray(NULL, WORDS_MAX, sizeof(*search.words));
	split(&search);
	put_words(&search, out);
	free(search.text);
	free(search.bytes);
	free(search.words);
}
