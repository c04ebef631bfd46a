/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a person should look at before others do.
 *
 * A word such as "draft" holds a release where it marks the document: in its
 * name, its header, the first lines.  In the middle of the text it is a word.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <unicode/uchar.h>

#include "base/text.h"
#include "release/finish.h"

#define DRAFT PHRASE_BIT(PHRASE_DRAFT)
#define ALONE (DRAFT | PHRASE_BIT(PHRASE_DRAFT_LINE))
#define BESIDE                                                                 \
 (PHRASE_BIT(PHRASE_LETTERHEAD) | PHRASE_BIT(PHRASE_EMBARGO_GLUE) |            \
     PHRASE_BIT(PHRASE_CLOCK))
#define COPY PHRASE_BIT(PHRASE_COPY)

enum {
	FIRST_LINES = 6,
	MARK_BYTES = 60,  /* a line that is a mark is short */
	TITLE_LONG = 110, /* characters */
};

/* A phrase of kinds anywhere in folded text, or NULL. */
static const char *
find(const struct finish *f, const char *folded, uint64_t kinds)
{
	const char *s;
	const struct phrase *phrase;

	for (s = folded; *s != '\0'; s++) {
		if ((*s & 0xc0) != 0x80 && *s != ' ' &&
		    text_word_starts(folded, s) &&
		    phrases_at(f->phrases, s, kinds, NULL, &phrase) > 0)
			return s;
	}
	return NULL;
}

/* "tiedoteluonnos", "budgetutkast": bytes of the word at s if it is a compound
 * that ends as a draft's word does, else 0. */
static size_t
compound(const struct finish *f, const char *s)
{
	const char *at, *next;
	const struct phrase *phrase;
	size_t n;

	for (at = s; text_is_word(text_next(at, &next)); at = next) {
		n = phrases_at(f->phrases, at, DRAFT, NULL, &phrase);
		if (n > 0 && memchr(at, ' ', n) == NULL)
			return (size_t)(at - s) + n;
	}
	return 0;
}

/* Words and marks that may stand beside a draft's mark: dates, versions,
 * "press release". */
static int
is_only_a_mark(const struct finish *f, const char *folded)
{
	const char *next, *s;
	const struct phrase *phrase;
	int drafts = 0;
	size_t n;
	struct when when;

	when_init(&when);
	for (s = folded; *s != '\0'; s += n) {
		if (!text_is_word(text_next(s, &next))) {
			n = (size_t)(next - s);
			continue;
		}
		n = phrases_at(f->phrases, s, ALONE, NULL, &phrase);
		if (n == 0)
			n = compound(f, s);
		drafts += n > 0;
		if (n == 0)
			n = phrases_at(f->phrases, s, BESIDE, NULL, &phrase);
		if (n == 0)
			n = when_take(f->phrases, s, f->lang, &when);
		if (n == 0) /* "v2", "version 3", "1" */
			n = (*s == 'v' || (*s >= '0' && *s <= '9')) ?
			    strspn(s, "version0123456789.") :
			    0;
		if (n == 0)
			return 0;
	}
	return drafts > 0;
}

/* A word of a draft at s marks the line, where a mark divides it from the
 * rest ("UTKAST: …", "(luonnos)"), or where it shouts. */
static int
marks_line(const struct finish *f, const char *words, const char *folded,
    const char *s)
{
	const char *end, *next;
	const struct phrase *phrase;
	int loud = 1;
	long c;
	size_t n;

	n = phrases_at(f->phrases, s, DRAFT, NULL, &phrase);
	end = s + n + strspn(s + n, " ");
	if (strncmp(end, "–", 3) == 0 || strchr(":|!)]/*", *end) != NULL)
		return s == folded || strchr("([*|!/", s[-1]) != NULL ||
		    *end != '\0';
	if (s > folded && strchr("([|", s[-1]) != NULL)
		return 1;
	for (next = words + (s - folded); next < words + (s - folded) + n;) {
		c = text_next(next, &next);
		loud &= !u_islower((UChar32)c);
	}
	return loud;
}

/* A mark is seen as a line of its own, and as one of the first lines. */
static int
is_said(const struct finish *f, const char *quote)
{
	const struct finding *list = f->findings->list;
	size_t i;

	for (i = 0; i < f->findings->count; i++)
		if (strcmp(list[i].code, "draft-mark") == 0 &&
		    strcmp(list[i].quote, quote) == 0)
			return 1;
	return 0;
}

static void
draft(struct finish *f, const char *quote)
{
	if (is_said(f, quote))
		return;
	finish_finding(f, SEVERITY_HOLD, "draft-mark", quote);
}

void
finish_lint_mark(struct finish *f, const char *words)
{
	if (strlen(words) <= MARK_BYTES &&
	    is_only_a_mark(f, finish_fold(f, words)))
		draft(f, words);
}

static void
lint_line(struct finish *f, xmlNode *block)
{
	const char *folded, *s;

	folded = finish_text(f, block);
	if ((f->text.len <= MARK_BYTES && is_only_a_mark(f, folded)) ||
	    ((s = find(f, folded, DRAFT)) != NULL && s - folded < 200 &&
		marks_line(f, buf_str(&f->text), folded, s)))
		draft(f, buf_str(&f->text));
}

static void
lint_first_lines(struct finish *f)
{
	int left = FIRST_LINES;
	xmlNode *block, *node;

	for (node = f->head->children; node != NULL; node = node->next) {
		if (dom_is_g(node, "title") || dom_is_g(node, "deck") ||
		    dom_is_g(node, "dateline") || dom_is_g(node, "byline"))
			lint_line(f, node);
		else if (dom_is_g(node, "lead") && node->children != NULL)
			lint_line(f, node->children);
	}
	block = dom_element(f->body->children);
	for (; block != NULL && left > 0; block = dom_element(block->next)) {
		if ((element_of(block)->flags & ELEMENT_FLOWS) != 0)
			lint_line(f, block);
		left--;
	}
}

/* A title of the file's own: "Utkast", "DRAFT - The hall".  Other properties
 * are what templates leave behind. */
static int
marks_property(const struct finish *f)
{
	const char *folded = buf_str(&f->folded), *s;

	if (f->text.len <= MARK_BYTES && is_only_a_mark(f, folded))
		return 1;
	s = find(f, folded, DRAFT);
	return s != NULL && marks_line(f, buf_str(&f->text), folded, s);
}

/* Headers, watermarks, the document's properties. */
static void
lint_unpublished(struct finish *f)
{
	const char *name;
	xmlNode *part, *source;

	source = dom_child_g(f->head, "source");
	part = source != NULL ? source->children : NULL;
	for (; part != NULL; part = part->next) {
		if (part->type != XML_ELEMENT_NODE)
			continue;
		buf_reset(&f->text);
		dom_all_text(part, &f->text);
		name = dom_attr(part, "name");
		(void)finish_fold(f, buf_str(&f->text));
		if (dom_is_g(part, "property") && name != NULL &&
		    strcmp(name, "status") == 0) {
			if (find(f, buf_str(&f->folded), ALONE) != NULL)
				draft(f, buf_str(&f->text));
		} else if (dom_is_g(part, "property") && name != NULL &&
		    strcmp(name, "title") == 0) {
			if (marks_property(f))
				draft(f, buf_str(&f->text));
		} else if (dom_is_g(part, "furniture") &&
		    (find(f, buf_str(&f->folded), DRAFT) != NULL ||
			(f->text.len <= MARK_BYTES &&
			    is_only_a_mark(f, buf_str(&f->folded))))) {
			draft(f, buf_str(&f->text));
		}
	}
}

/* "_v2", "-ver3" at the end of a name. */
static int
has_version(const char *stem)
{
	const char *s;
	size_t n;

	n = strlen(stem);
	while (n > 0 && stem[n - 1] >= '0' && stem[n - 1] <= '9')
		n--;
	if (stem[n] == '\0' || n < 2)
		return 0;
	s = stem + n;
	if (s - stem >= 3 && strncasecmp(s - 3, "ver", 3) == 0)
		s -= 2;
	return (s[-1] == 'v' || s[-1] == 'V') &&
	    strchr(" -_.(", s[-2]) != NULL && strtol(stem + n, NULL, 10) > 1;
}

/* The words of a name: what joins them is a blank, and so is what only a
 * change of case or a digit tells apart ("HallDraft2"). */
static void
name_words(const char *stem, struct buf *ret)
{
	const char *next, *s;
	long before = ' ', c;

	buf_init(ret, FINISH_TEXT);
	for (s = stem; *s != '\0'; s = next) {
		c = text_next(s, &next);
		if (!text_is_word(c) || c == '_') {
			c = ' ';
		} else if ((u_islower((UChar32)before) &&
			       u_isupper((UChar32)c)) ||
		    (u_isalpha((UChar32)before) && u_isdigit((UChar32)c))) {
			buf_putc(ret, ' ');
		}
		text_put(ret, c);
		before = c;
	}
}

/* A word of a draft anywhere; one that alone says little ("Tiedote kesken")
 * says it at the end. */
static int
names_draft(const struct finish *f, const char *folded)
{
	const char *s;

	for (s = folded; *s != '\0'; s++) {
		if ((*s & 0xc0) == 0x80)
			continue;
		if (text_word_starts(folded, s) &&
		    (compound(f, s) > 0 || phrases_is(f->phrases, s, ALONE)))
			return 1;
	}
	return find(f, folded, DRAFT) != NULL;
}

/* "(2)", or nothing but blanks? */
static int
is_number_in_brackets(const char *s)
{
	size_t n;

	s += strspn(s, " ");
	if (*s == '\0')
		return 1;
	n = *s == '(' ? strspn(s + 1, "0123456789") : 0;
	return (n == 1 || n == 2) && strcmp(s + 1 + n, ")") == 0;
}

/* "x - Kopia", "Copy of x", "x (2)": what a file manager or a browser calls a
 * file whose name was taken. */
static int
names_copy(struct finish *f, const char *stem)
{
	const char *folded, *s;
	const struct phrase *phrase;
	size_t n;

	folded = finish_fold(f, stem);
	n = phrases_at(f->phrases, folded, COPY, NULL, &phrase);
	if (memchr(folded, ' ', n) != NULL)
		return 1;
	for (s = folded; *s != '\0'; s++) {
		if (s > folded && s[0] == '(' && s[-1] == ' ' &&
		    is_number_in_brackets(s))
			return 1;
		if (strncmp(s, "- ", 2) != 0 && strncmp(s, "– ", 4) != 0)
			continue;
		s += strcspn(s, " ") + 1;
		n = phrases_at(f->phrases, s, COPY, NULL, &phrase);
		if (n > 0 && is_number_in_brackets(s + n))
			return 1;
		s--;
	}
	return 0;
}

static void
lint_name(struct finish *f)
{
	char stem[256];
	const char *folded;
	struct buf words;

	finish_stem(f, stem, sizeof(stem));
	name_words(stem, &words);
	folded = finish_fold(f, buf_str(&words));
	buf_fini(&words);
	if (names_draft(f, folded))
		draft(f, f->settings->name);
	if (dom_child_g(f->head, "replaces") != NULL ||
	    dom_attr(f->root, "id") != NULL)
		return;
	if (has_version(stem) ||
	    find(f, folded, PHRASE_BIT(PHRASE_CORRECTION_NAME)) != NULL)
		finish_finding(f, SEVERITY_HOLD, "correction-unclear",
		    f->settings->name);
	else if (names_copy(f, stem))
		finish_finding(f, SEVERITY_HOLD, "copy-name",
		    f->settings->name);
}

static void
lint_title(struct finish *f)
{
	const char *folded;
	const struct phrase *phrase;
	size_t i, n, characters = 0;
	xmlNode *title;

	title = dom_child_g(f->head, "title");
	if (title == NULL)
		return;
	folded = finish_text(f, title);
	for (i = 0; i < f->text.len; i++)
		characters += (f->text.data[i] & 0xc0) != 0x80;
	if (characters > TITLE_LONG && dom_attr(title, "visible") == NULL)
		finish_finding(f, SEVERITY_WARN, "title-long",
		    buf_str(&f->text));
	n = phrases_at(f->phrases, folded, PHRASE_BIT(PHRASE_CORRECTION),
	    f->lang, &phrase);
	if (n > 0 &&
	    (folded[n] == '\0' ||
		strchr(":.!)", folded[n + strspn(folded + n, " ")]) != NULL ||
		strncmp(folded + n + strspn(folded + n, " "), "–", 3) == 0) &&
	    dom_child_g(f->head, "replaces") == NULL &&
	    dom_attr(f->root, "id") == NULL)
		finish_finding(f, SEVERITY_HOLD, "correction-unclear",
		    buf_str(&f->text));
}

/* Marks of quotations in a line. */
struct quotes {
	int straight;
	int high; /* ” */
	int low;  /* “ „ */
};

/* ”…” open and close with the same mark in sv and fi, “…” do not. */
static void
lint_quotes(struct finish *f, const struct quotes *q, const char *words)
{
	if (q->straight % 2 != 0 || (q->low == 0 && q->high % 2 != 0) ||
	    (q->low > 0 && (q->low + q->high) % 2 != 0))
		finish_finding(f, SEVERITY_WARN, "quotes-unbalanced", words);
}

static void
count_quote(struct quotes *q, const char *s)
{
	if (*s == '"') {
		q->straight++;
	} else if (s[1] == '\x80') {
		q->high += s[2] == '\x9d';
		q->low += s[2] == '\x9c' || s[2] == '\x9e';
	}
}

/* "X.X.2026": a day that nobody knows yet. */
static size_t
dated(const char *s)
{
	return strncmp(s, "X.X.", 4) == 0 ? 3 : 0;
}

/* "Speaker: TK", "the figures are TK." of English newsrooms; in Finnish it is
 * also an office. */
static int
is_to_come(const char *words, const char *s)
{
	const char *end = s + 2;

	if (s - words >= 2 && s[-1] == ' ' && s[-2] == ':')
		return 1;
	return s > words && s[-1] == ' ' && *end == '.' &&
	    end[1 + strspn(end + 1, " ")] == '\0';
}

/* "NN", "N.N.": somebody whose name is not known.  "NN Group" is a name, and
 * so is "NN-gruppen". */
static size_t
nobody(const char *words, const char *s)
{
	const char *next;
	size_t n;
	long c;

	if (!text_word_starts(words, s))
		return 0;
	if (strncmp(s, "N.N.", 4) == 0)
		return 4;
	n = strncmp(s, "NN", 2) == 0 ? 2 : 0;
	c = text_next(s + n, &next);
	if (n == 0 || text_is_word(c) || c == '-')
		return 0;
	if (c == ' ')
		c = text_next(next, &next);
	return u_isupper((UChar32)c) || u_isdigit((UChar32)c) ? 0 : n;
}

/* "XX" to "XXXX", "Xxxxx", "TBC" and its like, as words of their own. */
static size_t
placeholder(const char *words, const char *s)
{
	const char *next;
	size_t n;

	n = *s == 'x' ? strspn(s, "x") : strspn(s, "X");
	if (n == 1 && *s == 'X')
		n = *(s + 1) == 'x' ? strspn(s, "Xx") : dated(s);
	if (n == 0 && strncmp(s, "TK", 2) == 0 && is_to_come(words, s))
		n = 2;
	if (n == 0 && s[0] == 'T' && s[1] == 'B' &&
	    (s[2] == 'C' || s[2] == 'A' || s[2] == 'D'))
		n = 3;
	if (n == 0 &&
	    strncmp(s,
		"TO"
		"DO",
		4) == 0)
		n = 4;
	if (n < 2 || n > 12 || !text_word_starts(words, s) ||
	    text_is_word(text_next(s + n, &next)))
		return 0;
	return n;
}

/* "[ ]", "[___]"; "[…]" is how something is left out of a quote. */
static size_t
blank_field(const char *s)
{
	size_t n;

	if (*s != '[')
		return 0;
	n = 1 + strspn(s + 1, " _.");
	return s[n] == ']' && s[1] != '.' ? n + 1 : 0;
}

/* "{{name}}", "${name}" of programs; "???" and "___" where a word is missing,
 * but not a line of them. */
static size_t
gap(const char *words, const char *s)
{
	size_t n;

	if (strncmp(s, "{{", 2) == 0 || strncmp(s, "${", 2) == 0)
		return strchr(s, '}') != NULL ? 2 : 0;
	if (s[0] == '$') /* "$X million" */
		return s[1] == 'X' && (s[2] == ' ' || s[2] == 'X') ? 2 : 0;
	n = strspn(s, "?_");
	return n >= (*s == '?' ? 2 : 3) && (s == words || s[-1] == ' ') &&
		words[strspn(words, "?_ ")] != '\0' ?
	    n :
	    0;
}

/* "<namn>": a word or a few, and neither an address nor arithmetic. */
static size_t
pointed(const char *s)
{
	size_t i, n;

	n = strcspn(s, ">");
	if (*s != '<' || s[n] != '>' || n < 3 || n > 40)
		return 0;
	for (i = 1; i < n; i++) {
		if (strchr("@/:.=\"", s[i]) != NULL || (s[i] == ' ' && i == 1))
			return 0;
	}
	return n + 1;
}

/* "«Namn»": a field of a mail merge is one word.  In languages that quote so
 * it is a quote. */
static size_t
merge_field(const struct finish *f, const char *s)
{
	const char *end;
	size_t n;

	if (strncmp(s, "«", 2) != 0 ||
	    (!words_same_lang(f->lang, "sv") &&
		!words_same_lang(f->lang, "fi") &&
		!words_same_lang(f->lang, "en")))
		return 0;
	n = strnlen(s, 40);
	end = memmem(s, n, "»", 2);
	return end != NULL && memchr(s, ' ', (size_t)(end - s)) == NULL ?
	    (size_t)(end - s) :
	    0;
}

static void
quote_from(struct finish *f, enum severity severity, const char *code,
    const char *words, const char *at)
{
	size_t from;

	from = at - words > 40 ? (size_t)(at - words) - 40 : 0;
	while (from > 0 && words[from] != ' ')
		from--;
	finish_finding(f, severity, code, words + from);
}

/* What begins at s, a byte that a field of a template may begin with. */
static int
is_leftover(const struct finish *f, const char *words, const char *s)
{
	switch (*s) {
	case 'X':
	case 'x':
	case 'T':
		return placeholder(words, s) > 0;
	case '[':
		return blank_field(s) > 0;
	case '{':
	case '$':
	case '?':
	case '_':
		return gap(words, s) > 0;
	case 'N':
		return nobody(words, s) > 0;
	case '<':
		return pointed(s) > 0;
	default:
		return merge_field(f, s) > 0;
	}
}

/* A cell that says "draft" is about something in its table. */
static int
is_own_line(xmlNode *block)
{
	for (; block != NULL && block->type == XML_ELEMENT_NODE;
	     block = block->parent)
		if ((element_of(block)->is & CLASS_CELL) != 0)
			return 0;
	return 1;
}

void
finish_lint_block(struct finish *f, xmlNode *block, uint64_t found)
{
	/* what every byte pays */
	static const char kinds[256] = { ['\0'] = 3,
		['"'] = 2,
		[0xe2] = 2,
		['X'] = 1,
		['x'] = 1,
		['T'] = 1,
		['N'] = 1,
		['{'] = 1,
		['$'] = 1,
		['?'] = 1,
		['_'] = 1,
		['<'] = 1,
		['['] = 1,
		[0xc2] = 1 };
	const char *at = NULL, *s, *words = buf_str(&f->text);
	struct quotes quotes = { 0, 0, 0 };

	for (s = words;; s++) {
		while (kinds[(unsigned char)*s] == 0)
			s++;
		if (*s == '\0')
			break;
		if (kinds[(unsigned char)*s] == 2)
			count_quote(&quotes, s);
		else if (at == NULL && is_leftover(f, words, s))
			at = s;
	}
	if (at == NULL && (found & PHRASE_BIT(PHRASE_TEMPLATE)) != 0) {
		at = find(f, buf_str(&f->folded), PHRASE_BIT(PHRASE_TEMPLATE));
		at = at != NULL ? words + (at - buf_str(&f->folded)) : NULL;
	}
	if (at != NULL)
		quote_from(f, SEVERITY_HOLD, "template-field", words, at);
	if ((found & DRAFT) != 0 && is_own_line(block))
		finish_lint_mark(f, words);
	lint_quotes(f, &quotes, words);
}

void
finish_lint(struct finish *f)
{
	lint_first_lines(f);
	lint_unpublished(f);
	lint_name(f);
	lint_title(f);
}
