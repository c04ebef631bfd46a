/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers in words.  See docx_numwords.h for the contract. */
#include "config.h"

#include <string.h>

#include <unicode/uchar.h>

#include "base/buf.h"
#include "base/text.h"
#include "read/docx_numwords.h"

enum {
	WORDS_MAX = 1000000, /* the first number that is too much */
	BYTES_MAX = 512,
};

/* The units, teens and tens of a language, cardinal and ordinal. */
struct number_words {
	const char *cardinal[20];
	const char *tens[10];
	const char *ordinal[20];
	const char *ordinal_tens[10];
	const char *join; /* between tens and units */
};

static const struct number_words english = {
	{ "zero", "one", "two", "three", "four", "five", "six", "seven",
	    "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
	    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen" },
	{ "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy",
	    "eighty", "ninety" },
	{ "zeroth", "first", "second", "third", "fourth", "fifth", "sixth",
	    "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
	    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
	    "eighteenth", "nineteenth" },
	{ "", "", "twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth",
	    "seventieth", "eightieth", "ninetieth" },
	"-",
};

static const struct number_words swedish = {
	{ "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta",
	    "nio", "tio", "elva", "tolv", "tretton", "fjorton", "femton",
	    "sexton", "sjutton", "arton", "nitton" },
	{ "", "", "tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio",
	    "åttio", "nittio" },
	{ "nollte", "första", "andra", "tredje", "fjärde", "femte", "sjätte",
	    "sjunde", "åttonde", "nionde", "tionde", "elfte", "tolfte",
	    "trettonde", "fjortonde", "femtonde", "sextonde", "sjuttonde",
	    "artonde", "nittonde" },
	{ "", "", "tjugonde", "trettionde", "fyrtionde", "femtionde",
	    "sextionde", "sjuttionde", "åttionde", "nittionde" },
	"",
};

static const struct number_words finnish = {
	{ "nolla", "yksi", "kaksi", "kolme", "neljä", "viisi", "kuusi",
	    "seitsemän", "kahdeksan", "yhdeksän", "kymmenen", "yksitoista",
	    "kaksitoista", "kolmetoista", "neljätoista", "viisitoista",
	    "kuusitoista", "seitsemäntoista", "kahdeksantoista",
	    "yhdeksäntoista" },
	{ "", "", "kaksikymmentä", "kolmekymmentä", "neljäkymmentä",
	    "viisikymmentä", "kuusikymmentä", "seitsemänkymmentä",
	    "kahdeksankymmentä", "yhdeksänkymmentä" },
	{ "nollas", "ensimmäinen", "toinen", "kolmas", "neljäs", "viides",
	    "kuudes", "seitsemäs", "kahdeksas", "yhdeksäs", "kymmenes",
	    "yhdestoista", "kahdestoista", "kolmastoista", "neljästoista",
	    "viidestoista", "kuudestoista", "seitsemästoista",
	    "kahdeksastoista", "yhdeksästoista" },
	{ "", "", "kahdeskymmenes", "kolmaskymmenes", "neljäskymmenes",
	    "viideskymmenes", "kuudeskymmenes", "seitsemäskymmenes",
	    "kahdeksaskymmenes", "yhdeksäskymmenes" },
	"",
};

struct speaker {
	struct buf *out;
	const struct number_words *words;
	int ordinal;
};

/* In Finnish each part of an ordinal is one. */
static int
is_finnish(const struct speaker *speaker)
{
	return speaker->words == &finnish;
}

static int
is_english(const struct speaker *speaker)
{
	return speaker->words == &english;
}

/* 1 to 19 as a part of an ordinal in Finnish, where 1 and 2 are regular. */
static const char *
finnish_part(int n)
{
	if (n == 1)
		return "yhdes";
	return n == 2 ? "kahdes" : finnish.ordinal[n];
}

static void
put_below_hundred(const struct speaker *speaker, int n, int is_part)
{
	const struct number_words *words = speaker->words;
	int ordinal = speaker->ordinal, last = n % 10 == 0;

	if (n < 20) {
		buf_puts(speaker->out,
		    !ordinal                           ? words->cardinal[n] :
			is_part && is_finnish(speaker) ? finnish_part(n) :
							 words->ordinal[n]);
		return;
	}
	buf_puts(speaker->out,
	    ordinal && (last || is_finnish(speaker)) ?
		words->ordinal_tens[n / 10] :
		words->tens[n / 10]);
	if (last)
		return;
	buf_puts(speaker->out, words->join);
	put_below_hundred(speaker, n % 10, 1);
}

/* n is 1 to 9; ordinal: this is the part that says so. */
static void
put_hundreds(const struct speaker *speaker, int n, int ordinal)
{
	struct buf *out = speaker->out;

	if (is_finnish(speaker)) {
		if (n > 1)
			buf_puts(out,
			    ordinal ? finnish_part(n) : finnish.cardinal[n]);
		buf_puts(out, ordinal ? "sadas" : n > 1 ? "sataa" : "sata");
		return;
	}
	buf_puts(out, speaker->words->cardinal[n]);
	buf_puts(out, is_english(speaker) ? " hundred" : "hundra");
	if (ordinal)
		buf_puts(out, is_english(speaker) ? "th" : "de");
}

static void put_number(const struct speaker *speaker, int n, int is_part);

static void
put_thousands(const struct speaker *speaker, int n, int ordinal)
{
	struct speaker part = *speaker;
	struct buf *out = speaker->out;

	if (!is_finnish(speaker))
		part.ordinal = 0;
	if (n > 1 || !is_finnish(speaker))
		put_number(&part, n, 1);
	if (is_finnish(speaker)) {
		buf_puts(out,
		    ordinal   ? "tuhannes" :
			n > 1 ? "tuhatta" :
				"tuhat");
		return;
	}
	if (is_english(speaker))
		buf_puts(out, " thousand");
	else /* "ettusen", not with three of them */
		buf_puts(out, n % 10 == 1 && n % 100 != 11 ? "usen" : "tusen");
	if (ordinal)
		buf_puts(out, is_english(speaker) ? "th" : "de");
}

static void
put_number(const struct speaker *speaker, int n, int is_part)
{
	const int unit = n >= 1000 ? 1000 : 100, rest = n % unit;
	const int ordinal = speaker->ordinal &&
	    (rest == 0 || is_finnish(speaker));

	if (n < 100) {
		put_below_hundred(speaker, n, is_part);
		return;
	}
	if (unit == 1000)
		put_thousands(speaker, n / unit, ordinal);
	else
		put_hundreds(speaker, n / unit, ordinal);
	if (rest == 0)
		return;
	if (is_english(speaker))
		buf_putc(speaker->out, ' ');
	put_number(speaker, rest, 1);
}

int
docx_numwords_put(struct buf *out, int n, const char *lang, int ordinal)
{
	long first;
	const char *rest;
	struct buf words;
	struct speaker speaker;

	if (n < 0 || n >= WORDS_MAX)
		return 0;
	buf_init(&words, BYTES_MAX);
	speaker.out = &words;
	speaker.ordinal = ordinal;
	speaker.words = &english;
	if (lang != NULL && strncmp(lang, "sv", 2) == 0)
		speaker.words = &swedish;
	if (lang != NULL && strncmp(lang, "fi", 2) == 0)
		speaker.words = &finnish;
	put_number(&speaker, n, 0);
	first = text_next(buf_str(&words), &rest);
	text_put(out, u_toupper((UChar32)first));
	buf_puts(out, rest);
	buf_fini(&words);
	return 1;
}
