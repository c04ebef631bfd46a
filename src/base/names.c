/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of files.  See names.h for the contract. */
#include "config.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <unicode/uchar.h>

#include "base/hash.h"
#include "base/names.h"
#include "base/text.h"
#include "base/xalloc.h"

enum {
	HASH_DIGITS = 8
};

static const char *const default_langs[] = { "sv", "fi", "en", NULL };

/* ISO 639-2, as offices write it, mostly in capitals. */
static const struct {
	const char *code;
	const char *lang;
} long_codes[] = {
	{ "SWE", "sv" },
	{ "SVE", "sv" },
	{ "FIN", "fi" },
	{ "SUO", "fi" },
	{ "ENG", "en" },
	{ "NOR", "nb" },
	{ "DAN", "da" },
	{ "DEU", "de" },
	{ "GER", "de" },
	{ "EST", "et" },
	{ "FRA", "fr" },
	{ "RUS", "ru" },
	{ "SME", "se" },
	{ "SMI", "se" },
};

static int
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static int
is_alpha(char c)
{
	return is_upper(c) || (c >= 'a' && c <= 'z');
}

static char
to_lower(char c)
{
	return is_upper(c) ? (char)(c + ('a' - 'A')) : c;
}

static int
is_separator(char c)
{
	return c == '.' || c == '-' || c == '_' || c == ' ' || c == '(';
}

/* Where the extension's dot stands, or the end of the name. */
static size_t
stem_length(const char *name)
{
	const char *dot;
	size_t i;

	dot = strrchr(name, '.');
	if (dot == NULL || dot == name || dot[1] == '\0')
		return strlen(name);
	for (i = 1; dot[i] != '\0'; i++)
		if (i >= NAMES_EXT_SIZE ||
		    !(is_alpha(dot[i]) || is_digit(dot[i])))
			return strlen(name);
	return (size_t)(dot - name);
}

void
names_ext(const char *name, char ret[NAMES_EXT_SIZE])
{
	size_t i, len;

	len = stem_length(name);
	if (name[len] == '.')
		len++;
	for (i = 0; name[len + i] != '\0'; i++)
		ret[i] = to_lower(name[len + i]);
	ret[i] = '\0';
}

int
names_ext_is(const char *name, const char *const *exts)
{
	char ext[NAMES_EXT_SIZE];

	names_ext(name, ext);
	for (; *exts != NULL; exts++) {
		if (strcmp(ext, *exts) == 0)
			return 1;
	}
	return 0;
}

int
names_end_with(const char *name, const char *suffix)
{
	size_t len, tail;

	len = strlen(name);
	tail = strlen(suffix);
	return len >= tail && strcasecmp(name + len - tail, suffix) == 0;
}

static const char *
find_lang(const char *const *langs, const char *word, size_t len)
{
	for (; *langs != NULL; langs++)
		if (strlen(*langs) == len &&
		    strncasecmp(*langs, word, len) == 0)
			return *langs;
	return NULL;
}

/* The language that the whole piece names, or NULL. */
static const char *
lang_of(const char *piece, size_t len, const char *const *langs)
{
	const char *lang;
	size_t i;

	if ((lang = find_lang(langs, piece, len)) != NULL)
		return lang;
	if (len == 2 && strncasecmp(piece, "se", 2) == 0)
		return "se";
	/* "sv-FI" where the site only says "sv" */
	if (len == 5 && (piece[2] == '-' || piece[2] == '_') &&
	    is_upper(piece[3]) && is_upper(piece[4]))
		return find_lang(langs, piece, 2);
	for (i = 0; i < sizeof(long_codes) / sizeof(long_codes[0]); i++)
		if (len == 3 && strncasecmp(piece, long_codes[i].code, 3) == 0)
			return find_lang(langs, long_codes[i].lang, 2);
	return NULL;
}

/*
 * Is there a language in stem[from, to)?  A blank alone separates too little
 * for small letters: "Hej en" ends in a word, "Hej EN" in a language.
 */
static int
take_lang(struct name_parts *parts, size_t from, size_t to,
    const char *const *langs)
{
	const char *lang;
	int hard = 0;
	size_t cut;

	if ((lang = lang_of(parts->stem + from, to - from, langs)) == NULL)
		return 0;
	for (cut = from; cut > 0 && is_separator(parts->stem[cut - 1]); cut--)
		hard |= parts->stem[cut - 1] != ' ';
	if (cut == 0 || cut == from)
		return 0;
	if (!hard &&
	    !(is_upper(parts->stem[from]) && is_upper(parts->stem[to - 1])))
		return 0;
	snprintf(parts->lang, sizeof(parts->lang), "%s", lang);
	parts->doubtful = strcmp(lang, "se") == 0 &&
	    find_lang(langs, "se", 2) == NULL;
	parts->stem[cut] = '\0';
	return 1;
}

void
names_split(const char *name, const char *const *langs, struct name_parts *ret)
{
	size_t len, start, to;

	memset(ret, 0, sizeof(*ret));
	if (langs == NULL)
		langs = default_langs;
	names_ext(name, ret->ext);
	len = stem_length(name);
	if (len >= sizeof(ret->stem))
		len = sizeof(ret->stem) - 1;
	memcpy(ret->stem, name, len);
	ret->stem[len] = '\0';

	to = len;
	if (to > 0 && ret->stem[to - 1] == ')')
		to--;
	/* A tag of a language and a region before a language alone. */
	if (to >= 5 && take_lang(ret, to - 5, to, langs))
		return;
	for (start = to; start > 0 && !is_separator(ret->stem[start - 1]);)
		start--;
	take_lang(ret, start, to, langs);
}

char *
names_family(const char *name, const char *const *langs)
{
	char *folded;
	char *nfc;
	struct name_parts parts;

	names_split(name, langs, &parts);
	nfc = text_nfc(parts.stem);
	folded = text_fold_case(nfc);
	free(nfc);
	return folded;
}

/* The long code of a language in capitals, or NULL. */
static const char *
long_code(const char *lang)
{
	size_t i;

	for (i = 0; i < sizeof(long_codes) / sizeof(long_codes[0]); i++)
		if (strcmp(long_codes[i].lang, lang) == 0)
			return long_codes[i].code;
	return NULL;
}

/* lang as long as the piece is, and in its case. */
static void
write_like(char dst[NAMES_LANG_SIZE], const char *piece, size_t len,
    const char *lang)
{
	const char *code;
	size_t i;

	code = len == 3 ? long_code(lang) : NULL;
	snprintf(dst, NAMES_LANG_SIZE, "%s", code != NULL ? code : lang);
	for (i = 0; dst[i] != '\0'; i++) {
		if (is_upper(piece[0]) && dst[i] >= 'a' && dst[i] <= 'z')
			dst[i] = (char)(dst[i] - ('a' - 'A'));
		else if (!is_upper(piece[0]))
			dst[i] = to_lower(dst[i]);
	}
}

char *
names_in_language(const char *name, const char *const *langs, const char *lang)
{
	char code[NAMES_LANG_SIZE];
	size_t from, len, to;
	struct name_parts parts;

	names_split(name, langs, &parts);
	len = stem_length(name);
	if (parts.lang[0] == '\0' &&
	    lang_of(name, len, langs != NULL ? langs : default_langs) == NULL)
		return xasprintf("%.*s.%s%s", (int)len, name, lang, name + len);
	/* The language lies between what is left of the stem and the end. */
	from = parts.lang[0] != '\0' ? strlen(parts.stem) : 0;
	while (from < len && is_separator(name[from]))
		from++;
	to = len > from && name[len - 1] == ')' ? len - 1 : len;
	write_like(code, name + from, to - from, lang);
	return xasprintf("%.*s%s%s", (int)from, name, code, name + to);
}

static int
is_ascii(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80)
			return 0;
	return 1;
}

int
names_equal(const char *a, const char *b)
{
	char *x;
	char *y;
	int equal;

	if (strcmp(a, b) == 0)
		return 1;
	if (is_ascii(a) || is_ascii(b)) /* NFC leaves ASCII alone */
		return 0;
	x = text_nfc(a);
	y = text_nfc(b);
	equal = strcmp(x, y) == 0;
	free(x);
	free(y);
	return equal;
}

const char *
names_last(const char *place)
{
	const char *slash;

	slash = strrchr(place, '/');
	return slash != NULL ? slash + 1 : place;
}

int
names_folder(const char *place, char *dst, size_t size)
{
	const char *last;
	size_t len;

	last = names_last(place);
	len = last > place ? (size_t)(last - place - 1) : 0;
	if (len >= size)
		return -1;
	memcpy(dst, place, len);
	dst[len] = '\0';
	return 0;
}

void
names_beside(const char *name, const char *suffix, char ret[NAMES_SIZE])
{
	char hex[HASH_HEX_SIZE];
	const char *next;
	const char *p;
	size_t keep, len, tail;

	len = strlen(name);
	tail = strlen(suffix);
	assert(tail + HASH_DIGITS + 1 < NAMES_SIZE - 1);
	keep = len;
	if (len + tail >= NAMES_SIZE) {
		keep = NAMES_SIZE - 1 - tail - HASH_DIGITS - 1;
		for (p = name; *p != '\0'; p = next) {
			text_next(p, &next);
			if ((size_t)(next - name) > keep)
				break;
		}
		keep = (size_t)(p - name);
		hash_of(name, len, hex);
	}
	memcpy(ret, name, keep);
	if (keep < len) {
		ret[keep++] = '-';
		memcpy(ret + keep, hex, HASH_DIGITS);
		keep += HASH_DIGITS;
	}
	memcpy(ret + keep, suffix, tail + 1);
}

int
names_is_beside(const char *beside, const char *name, const char *suffix)
{
	char want[NAMES_SIZE];

	names_beside(name, suffix, want);
	return names_equal(beside, want);
}

/* OneDrive appends the name of a computer: "x-DESKTOP-1A2B3C4.docx". */
static int
ends_with_computer(const char *stem)
{
	static const char *const kinds[] = { "-DESKTOP-", "-LAPTOP-" };
	const char *p;
	size_t i, n;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if ((p = strstr(stem, kinds[i])) == NULL || p == stem)
			continue;
		p += strlen(kinds[i]);
		for (n = 0; is_upper(p[n]) || is_digit(p[n]); n++)
			;
		if (n >= 6 && n <= 8 && p[n] == '\0')
			return 1;
	}
	return 0;
}

int
names_is_conflict(const char *name)
{
	static const char *const marks[] = {
		".sync-conflict-20", /* Syncthing and a date */
		"conflicted copy",   /* Nextcloud, Dropbox, Box */
		"konfliktkop",       /* Dropbox in sv, nb and da */
		"(SFConflict ",      /* Seafile */
	};
	char stem[NAMES_SIZE];
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (strcasestr(name, marks[i]) != NULL)
			return 1;
	snprintf(stem, sizeof(stem), "%.*s", (int)stem_length(name), name);
	return names_end_with(stem, "_Conflict") || /* Synology */
	    names_end_with(stem, ".Conflict") ||    /* Resilio */
	    ends_with_computer(stem);
}

/* What a reader of the line would not see, or would see elsewhere. */
static int
is_hidden(long c)
{
	switch (u_charType((UChar32)c)) {
	case U_UNASSIGNED:
	case U_CONTROL_CHAR:
	case U_FORMAT_CHAR:
	case U_PRIVATE_USE_CHAR:
	case U_LINE_SEPARATOR:
	case U_PARAGRAPH_SEPARATOR:
		return 1;
	default:
		return 0;
	}
}

static void
show_one(char piece[16], const char *s, size_t len, long c)
{
	if (len == 1 && (unsigned char)*s >= 0x80)
		snprintf(piece, 16, "\\x%02x", (unsigned)(unsigned char)*s);
	else if (c == '\\')
		snprintf(piece, 16, "\\\\");
	else if (is_hidden(c))
		snprintf(piece, 16, "\\u{%lx}", (unsigned long)c);
	else
		snprintf(piece, 16, "%.*s", (int)len, s);
}

const char *
names_show(char *dst, size_t size, const char *s)
{
	static const char more[] = "…";
	char piece[16];
	const char *next;
	long c;
	size_t fit = 0, len = 0;

	if (size == 0)
		return dst;
	for (; *s != '\0'; s = next) {
		c = text_next(s, &next);
		show_one(piece, s, (size_t)(next - s), c);
		if (len + strlen(piece) >= size) {
			len = fit;
			if (len + sizeof(more) <= size) {
				memcpy(dst + len, more, sizeof(more) - 1);
				len += sizeof(more) - 1;
			}
			break;
		}
		memcpy(dst + len, piece, strlen(piece));
		len += strlen(piece);
		if (len + sizeof(more) <= size)
			fit = len;
	}
	dst[len] = '\0';
	return dst;
}

int
names_is_new(const char *name)
{
	static const char *const first[] = { "nytt ", "ny ", "uusi ", "new " };
	static const char *const then[] = { "word", "dokument", "asiakirja",
		"document" };

	size_t i, k;

	for (i = 0; i < sizeof(first) / sizeof(first[0]); i++) {
		if (strncasecmp(name, first[i], strlen(first[i])) != 0)
			continue;
		for (k = 0; k < sizeof(then) / sizeof(then[0]); k++)
			if (strcasestr(name, then[k]) != NULL)
				return 1;
	}
	return 0;
}
