/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sentences about embargoes, read one by one.
 *
 * A sentence is understood if every word of it is a phrase of the zones, a
 * piece of a date or a word that may stand between them.  Wherever else a
 * word of an embargo stands (in the text, a header, a comment, the name of
 * the file) the release is held: in any form, even one that nothing
 * understands.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include <unicode/uchar.h>

#include "base/text.h"
#include "release/finish.h"

#define STRONG PHRASE_BIT(PHRASE_EMBARGO)
#define WEAK                                                                   \
 (PHRASE_BIT(PHRASE_RELEASE) | PHRASE_BIT(PHRASE_RELEASE_NOW) |                \
     PHRASE_BIT(PHRASE_SCHEDULE))
#define OTHER PHRASE_BIT(PHRASE_EMBARGO_OTHER)
#define PUBLISHING                                                             \
 (WEAK | PHRASE_BIT(PHRASE_LETTERHEAD) | PHRASE_BIT(PHRASE_CLOCK))
#define GLUE                                                                   \
 (PHRASE_BIT(PHRASE_EMBARGO_GLUE) | PHRASE_BIT(PHRASE_EMBARGO_NONE) |          \
     PHRASE_BIT(PHRASE_CLOCK))

enum {
	MARKS = 64,     /* bytes of marks between two words */
	SENTENCE = 400, /* bytes; a longer one is prose */
	PROSE = 60,     /* bytes of a sentence that tells something */
	SCHEDULE = 80,  /* of a line that says when to publish */
};

/* What was read of one sentence. */
struct sentence {
	const char *end;
	const char *phrase; /* the first of an embargo, and its bytes */
	size_t phrase_len;
	struct when when;
	int embargo; /* phrases of each kind */
	int release;
	int now;
	int none;
	int schedule;
};

static int
is_blank(char c)
{
	return c == ' ' || c == '\n';
}

/* Bytes of marks of ASCII at s, at most max. */
static size_t
marks(const char *s, size_t max)
{
	size_t n = 0;

	while (n < max && s[n] != '\0' &&
	    strchr(" \n.,:;!()[]*\"'-/|_", s[n]) != NULL)
		n++;
	return n;
}

/* Marks that may stand around the words of such a sentence. */
static const char *
skip_marks(const char *s)
{
	static const char *const wide[] = { "–", "—", "”", "“", "»", "«", "•",
		"‼" };
	const char *end;
	size_t i, n;

	/* a line of a thousand points is none of such a sentence */
	for (end = s + MARKS; s < end;) {
		n = marks(s, MARKS);
		for (i = 0; n == 0 && i < sizeof(wide) / sizeof(wide[0]); i++) {
			if (strncmp(s, wide[i], strlen(wide[i])) == 0)
				n = strlen(wide[i]);
		}
		if (n == 0)
			break;
		s += n;
	}
	return s;
}

/* Take one phrase, one word between or one piece of a date at s. */
static size_t
take_word(const struct finish *f, const char *s, struct sentence *read)
{
	const struct phrase *phrase;
	size_t n, m;

	n = phrases_at(f->phrases, s, STRONG | WEAK, f->lang, &phrase);
	if (n > 0) {
		if (read->phrase == NULL) {
			read->phrase = s;
			read->phrase_len = n;
		}
		read->schedule += phrase->kind == PHRASE_SCHEDULE;
		read->embargo += phrase->kind == PHRASE_EMBARGO;
		read->release += phrase->kind == PHRASE_RELEASE;
		read->now += phrase->kind == PHRASE_RELEASE_NOW;
		return n;
	}
	m = when_take(f->phrases, s, f->lang, &read->when);
	if (m > 0)
		return m;
	n = phrases_at(f->phrases, s, GLUE, f->lang, &phrase);
	if (n > 0 && phrase->kind == PHRASE_EMBARGO_NONE)
		read->none++;
	return n;
}

/* May a new sentence begin at next, after what was understood up to end? */
static int
is_break(const char *words, const char *folded, const char *end,
    const char *next)
{
	const char *p;
	long c;

	if (*next == '\0')
		return 1;
	for (p = end; p < next; p++) {
		if (*p == '\n' || *p == '!')
			return 1;
		if ((*p == '.' || *p == ')' || *p == ':') && is_blank(p[1])) {
			c = text_next(words + (next - folded), &p);
			return u_isupper((UChar32)c) || c == 0x201d;
		}
	}
	return 0;
}

/* A day, a day of the week or an hour: "free on Tuesday" is not free now. */
static int
says_when(const struct when *when)
{
	return when_has_day(when) || when->weekday != 0 || when->hour >= 0;
}

static int
speaks(const struct sentence *s)
{
	return s->embargo + s->release + s->now > 0 ||
	    (s->schedule > 0 && says_when(&s->when));
}

/*
 * Read a sentence at s, a place of f->folded.  1 if all of it up to a break
 * was understood.  words is the text that was folded.
 */
static int
read_sentence(const struct finish *f, const char *words, const char *folded,
    const char *s, struct sentence *ret)
{
	const char *next;
	size_t n;

	memset(ret, 0, sizeof(*ret));
	when_init(&ret->when);
	ret->end = s;
	for (next = skip_marks(s); *next != '\0'; next = skip_marks(ret->end)) {
		if (next - s > SENTENCE)
			return 0;
		/* a whole embargo on a line of its own */
		if (memchr(ret->end, '\n', (size_t)(next - ret->end)) != NULL &&
		    speaks(ret) && when_has_day(&ret->when) &&
		    ret->when.hour >= 0)
			return 1;
		n = take_word(f, next, ret);
		if (n == 0)
			break;
		ret->end = next + n;
	}
	return is_break(words, folded, ret->end, next);
}

/* What stands around a word, to be quoted. */
static void
quote_around(const char *words, size_t at, char quote[WHY_QUOTE_MAX])
{
	char piece[WHY_QUOTE_MAX];
	size_t from, len;

	from = at > 60 ? at - 60 : 0;
	while (from > 0 && !is_blank(words[from]))
		from--;
	len = strnlen(words + from, sizeof(piece) - 1);
	while (len > 0 && (words[from + len] & 0xc0) == 0x80)
		len--;
	snprintf(piece, sizeof(piece), "%.*s", (int)len, words + from);
	text_excerpt(quote, WHY_QUOTE_MAX, piece);
}

static void
unclear(struct finish *f, const char *words, size_t at)
{
	char quote[WHY_QUOTE_MAX];

	quote_around(words, at, quote);
	finish_finding(f, SEVERITY_HOLD, "embargo-unclear", quote);
	f->unclear = 1;
}

static struct statement *
new_statement(struct finish *f, const char *words, size_t from, size_t to)
{
	char piece[WHY_QUOTE_MAX];
	struct statement *s;

	if (f->statement_count == FINISH_STATEMENTS) {
		unclear(f, words, from);
		return NULL;
	}
	s = &f->statements[f->statement_count++];
	memset(s, 0, sizeof(*s));
	s->from = from;
	s->to = to;
	while (to - from >= sizeof(piece) || (words[to] & 0xc0) == 0x80)
		to--;
	snprintf(piece, sizeof(piece), "%.*s", (int)(to - from), words + from);
	text_excerpt(s->words, sizeof(s->words), piece);
	return s;
}

/* Where the sentence ends for a reader: with its full stop or bracket. */
static size_t
closing(const char *folded, const char *end)
{
	size_t n;

	n = strspn(end, ".!):,*]\"'");
	if (strncmp(end + n, "”", strlen("”")) == 0)
		n += strlen("”");
	return (size_t)(end - folded) + n;
}

/* Does [from, to) of folded stand on lines of its own? */
static int
is_alone(const char *folded, size_t from, size_t to)
{
	return (from == 0 || folded[from - 1] == '\n') &&
	    (folded[to] == '\0' || folded[to] == '\n');
}

/* What it was known by: the words themselves. */
static void
set_why(struct statement *s, const char *phrase, size_t n)
{
	char words[WHY_QUOTE_MAX];

	if (n >= sizeof(words))
		n = sizeof(words) - 1;
	snprintf(words, sizeof(words), "phrase:%.*s", (int)n, phrase);
	text_excerpt(s->why, sizeof(s->why), words);
}

static void
remember(struct finish *f, const char *words, const char *folded,
    const char *from, const struct sentence *read)
{
	int now;
	size_t at, to;
	struct statement *s;

	at = (size_t)(from - folded);
	to = closing(folded, read->end);
	/* "Embargo: nej", "Julkaisuvapaa", "For immediate release"; but not
	 * "Ej fri för publicering", nor "Embargo not lifted" */
	now = !says_when(&read->when) &&
	    (read->embargo > 0 ? read->none == 1 : read->none == 0);
	/* "Heti!" in a sentence of somebody's is no statement, nor is
	 * "Rapporten publiceras 24.3." */
	if ((now || read->none > 0 || read->embargo + read->release == 0) &&
	    read->embargo == 0 && !is_alone(folded, at, to))
		return;
	s = new_statement(f, words, at, to);
	if (s == NULL)
		return;
	s->schedule = read->schedule > 0 && read->embargo == 0;
	s->when = read->when;
	s->now = now;
	set_why(s, words + (read->phrase - folded), read->phrase_len);
	if (!now && !when_has_day(&read->when) && read->when.hour < 0 &&
	    !f->bare) {
		f->bare = 1;
		memcpy(f->bare_words, s->words, sizeof(f->bare_words));
	}
}

/* The next place where a sentence may begin, or the end. */
static const char *
next_start(const char *words, const char *folded, const char *s)
{
	const char *p;
	long c;

	for (; *s != '\0'; s++) {
		if (*s == '\n')
			return s + 1;
		if (strchr(".!?:)(", *s) == NULL)
			continue;
		if (*s == '(')
			return s + 1;
		if (!is_blank(s[1]))
			continue;
		c = text_next(words + (s - folded) + 2, &p);
		if (u_isupper((UChar32)c) || u_isdigit((UChar32)c))
			return s + 2;
	}
	return s;
}

/* Bytes of the line at s, as far as a sentence goes, and whether there is a
 * digit in it. */
static size_t
line_length(const char *s, int *ret_digit)
{
	size_t n = 0;

	*ret_digit = 0;
	for (; n < SENTENCE && s[n] != '\0' && s[n] != '\n'; n++)
		*ret_digit |= s[n] >= '0' && s[n] <= '9';
	return n;
}

/* A weak phrase in a sentence that was not understood: it counts where it
 * begins a line, or the sentence is short and has a number. */
static int
is_suspicious(const struct sentence *read, const char *folded, const char *s)
{
	int digit;
	size_t n;

	n = line_length(s, &digit);
	/* "Publiceras: på tisdag" */
	if (read->schedule > 0 && n < SCHEDULE && read->end[0] == ':' &&
	    (s == folded || s[-1] == '\n'))
		return 1;
	if (read->release == 0)
		return 0;
	return s == folded || s[-1] == '\n' || (n < SENTENCE / 2 && digit);
}

/* A strong phrase in [s, end), or NULL.  An embargo of goods is news: "the
 * trade embargo". */
static const char *
find_strong(const struct finish *f, const char *folded, const char *s,
    const char *end)
{
	const struct phrase *phrase;
	size_t n;

	for (; s < end; s++) {
		if ((*s & 0xc0) == 0x80 || !text_word_starts(folded, s))
			continue;
		n = phrases_at(f->phrases, s, OTHER, f->lang, &phrase);
		if (n > 0) {
			s += n - 1;
			continue;
		}
		if (phrases_at(f->phrases, s, STRONG, f->lang, &phrase) > 0)
			return s;
	}
	return NULL;
}

/* A release about an embargo of goods calls it "the embargo" in its prose.
 * Words that publish, a time, or "until" after it make it one of ours. */
static int
is_news(const struct finish *f, const char *folded, const char *s,
    const char *end, const char *at)
{
	const struct phrase *phrase;
	size_t n;

	if (!f->goods || end - s < PROSE)
		return 0;
	n = phrases_at(f->phrases, at, STRONG, f->lang, &phrase);
	at += n + strspn(at + n, " ");
	if (phrases_at(f->phrases, at, GLUE, f->lang, &phrase) > 0)
		return 0;
	for (; s < end; s++) {
		if ((*s & 0xc0) != 0x80 && text_word_starts(folded, s) &&
		    phrases_at(f->phrases, s, PUBLISHING, NULL, &phrase) > 0)
			return 0;
	}
	return 1;
}

/* Read all sentences of a text that has a phrase in it.  Places of strong
 * phrases that no understood sentence covers are unclear, then 0. */
static int
read_text(struct finish *f, const char *words, const char *folded, int strong)
{
	const char *at, *next, *s;
	struct sentence read;

	for (s = folded; *s != '\0'; s = next) {
		next = next_start(words, folded, s);
		if (read_sentence(f, words, folded, s, &read) &&
		    speaks(&read)) {
			remember(f, words, folded, skip_marks(s), &read);
			while (next < read.end)
				next = next_start(words, folded, next);
			continue;
		}
		at = is_suspicious(&read, folded, s) ? s : NULL;
		if (strong && at == NULL)
			at = find_strong(f, folded, s, next);
		if (at != NULL && !is_news(f, folded, s, next, at)) {
			unclear(f, words, (size_t)(at - folded));
			return 0; /* one question a block is enough */
		}
	}
	return 1;
}

void
finish_embargo_block(struct finish *f, xmlNode *block, uint64_t found)
{
	const char *folded = buf_str(&f->folded), *words = buf_str(&f->text);
	size_t i;
	struct statement *s;

	i = f->statement_count;
	if (!read_text(f, words, folded, (found & STRONG) != 0) &&
	    f->text.len < SENTENCE && f->doubtful_count < FINISH_STATEMENTS)
		f->doubtful[f->doubtful_count++] = block;
	for (; i < f->statement_count; i++) {
		s = &f->statements[i];
		s->block = block;
		s->alone = skip_marks(folded) == folded + s->from &&
		    *skip_marks(folded + s->to) == '\0';
	}
}

void
finish_embargo_words(struct finish *f, const char *words, const char *why)
{
	size_t i;
	uint64_t found;

	found = finish_phrases_in(f, finish_fold(f, words), STRONG | WEAK);
	if (found == 0)
		return;
	i = f->statement_count;
	(void)read_text(f, words, buf_str(&f->folded), (found & STRONG) != 0);
	for (; i < f->statement_count; i++)
		text_excerpt(f->statements[i].why, sizeof(f->statements[i].why),
		    why);
}

int
finish_is_statement(const struct finish *f, const xmlNode *block)
{
	size_t i;

	for (i = 0; i < f->statement_count; i++) {
		if (f->statements[i].block == block && f->statements[i].alone)
			return 1;
	}
	for (i = 0; i < f->doubtful_count; i++) {
		if (f->doubtful[i] == block)
			return 1;
	}
	return 0;
}

void
finish_moved(struct finish *f, const xmlNode *block, xmlNode *to)
{
	size_t i;

	for (i = 0; i < f->statement_count; i++) {
		if (f->statements[i].block == block)
			f->statements[i].block = to;
	}
	for (i = 0; i < f->doubtful_count; i++) {
		if (f->doubtful[i] == block)
			f->doubtful[i] = to;
	}
}

/* The name of a file says little and in any order: the word asks for an
 * embargo in the text, a day in it must be that one's. */
void
finish_embargo_name(struct finish *f)
{
	char stem[256];
	const char *folded, *s;
	size_t n;
	struct statement *named;
	struct when when;

	finish_stem(f, stem, sizeof(stem));
	folded = finish_fold(f, stem);
	if ((finish_phrases_in(f, folded, STRONG) & STRONG) == 0)
		return;
	if (!f->bare) {
		f->bare = 1;
		text_excerpt(f->bare_words, sizeof(f->bare_words), stem);
	}
	when_init(&when);
	for (s = folded; *s != '\0'; s += n > 0 ? n : 1) {
		n = text_word_starts(folded, s) ?
		    when_take(f->phrases, s, f->lang, &when) :
		    0;
	}
	if (!when_has_day(&when))
		return;
	named = new_statement(f, stem, 0, strlen(stem));
	if (named == NULL)
		return;
	named->when = when;
	text_excerpt(named->why, sizeof(named->why), "name");
}
