/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers in every form a list may ask for.  See docx_numfmt.h. */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "read/docx_numfmt.h"
#include "read/docx_numwords.h"

enum {
	ROMAN_MAX = 3999,
	REPEAT_MAX = 32, /* letters of one number, "aaa…" */
};

enum number_lang {
	LANG_EN,
	LANG_SV,
	LANG_FI,
	LANG_NB,
	LANG_DA,
	LANG_DE,
	LANG_FR,
};

/* Alphabets that count a, b, … z, aa, bb (17.18.59, lowerLetter). */
static const struct {
	const char *fmt;
	const char *letters;
} alphabets[] = {
	{ "lowerLetter", "abcdefghijklmnopqrstuvwxyz" },
	{ "upperLetter", "ABCDEFGHIJKLMNOPQRSTUVWXYZ" },
	{ "russianLower", "абвгдежзиклмнопрстуфхцчшщыэюя" },
	{ "russianUpper", "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ" },
	{ "hebrew2", "אבגדהוזחטיכלמנסעפצקרשת" },
	{ "arabicAlpha", "أبتثجحخدذرزسشصضطظعغفقكلمنهوي" },
	{ "arabicAbjad", "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ" },
	{ "thaiLetters", "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ" },
	{ "ganada", "가나다라마바사아자차카타파하" },
	{ "chosung", "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ" },
	{ "aiueo", "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ" },
	{ "aiueoFullWidth",
	    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨ"
	    "ラリルレロワヲン" },
	{ "iroha", "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ" },
	{ "irohaFullWidth",
	    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキ"
	    "ユメミシヱヒモセスン" },
	{ "ideographTraditional", "甲乙丙丁戊己庚辛壬癸" },
	{ "ideographZodiac", "子丑寅卯辰巳午未申酉戌亥" },
	{ "chicago", "*†‡§" },
};

/* Digits one by one. */
static const struct {
	const char *fmt;
	const char *digits;
} digit_sets[] = {
	{ "decimalFullWidth", "０１２３４５６７８９" },
	{ "decimalFullWidth2", "０１２３４５６７８９" },
	{ "hindiNumbers", "०१२३४५६७८९" },
	{ "thaiNumbers", "๐๑๒๓๔๕๖๗๘๙" },
	{ "ideographDigital", "〇一二三四五六七八九" },
	{ "japaneseDigitalTenThousand", "〇一二三四五六七八九" },
	{ "taiwaneseDigital", "○一二三四五六七八九" },
	{ "koreanDigital", "영일이삼사오육칠팔구" },
	{ "koreanDigital2", "零一二三四五六七八九" },
};

/* Numbers in ideographs: units, and the words for ten, hundred, thousand. */
static const struct {
	const char *fmt;
	const char *digits;
	const char *powers;
} ideographs[] = {
	{ "japaneseCounting", "〇一二三四五六七八九", "十百千" },
	{ "chineseCounting", "○一二三四五六七八九", "十百千" },
	{ "chineseCountingThousand", "○一二三四五六七八九", "十百千" },
	{ "taiwaneseCounting", "○一二三四五六七八九", "十百千" },
	{ "taiwaneseCountingThousand", "○一二三四五六七八九", "十百千" },
	{ "koreanCounting", "영일이삼사오육칠팔구", "십백천" },
	{ "chineseLegalSimplified", "零壹贰叁肆伍陆柒捌玖", "拾佰仟" },
	{ "ideographLegalTraditional", "零壹貳參肆伍陸柒捌玖", "拾佰仟" },
	{ "japaneseLegal", "〇壱弐参四伍六七八九", "拾百阡" },
};

/* The character number n of s, counted from 0, or 0. */
static long
nth(const char *s, int n)
{
	const char *next;

	for (; n > 0 && *s != '\0'; n--, s = next)
		text_next(s, &next);
	return text_next(s, &next);
}

static int
count(const char *s)
{
	const char *next;
	int n;

	for (n = 0; *s != '\0'; n++, s = next)
		text_next(s, &next);
	return n;
}

static int
put_letters(struct buf *out, const char *letters, int n)
{
	int i, size, times;

	size = count(letters);
	if (n < 1 || size == 0 || (n - 1) / size >= REPEAT_MAX)
		return 0;
	times = (n - 1) / size + 1;
	for (i = 0; i < times; i++)
		text_put(out, nth(letters, (n - 1) % size));
	return 1;
}

static int
put_roman(struct buf *out, int n, int upper)
{
	static const struct {
		int value;
		const char *letters;
	} parts[] = { { 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" },
		{ 100, "c" }, { 90, "xc" }, { 50, "l" }, { 40, "xl" },
		{ 10, "x" }, { 9, "ix" }, { 5, "v" }, { 4, "iv" }, { 1, "i" } };

	const char *p;
	size_t i;

	if (n < 1 || n > ROMAN_MAX)
		return 0;
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		for (; n >= parts[i].value; n -= parts[i].value)
			for (p = parts[i].letters; *p != '\0'; p++)
				buf_putc(out,
				    upper ? (char)toupper((unsigned char)*p) :
					    *p);
	return 1;
}

static void
put_digits(struct buf *out, const char *digits, int n)
{
	if (n >= 10)
		put_digits(out, digits, n / 10);
	text_put(out, nth(digits, n % 10));
}

/* 1 to 9999; "ten" itself has no one before it. */
static int
put_ideographs(struct buf *out, const char *digits, const char *powers, int n)
{
	int digit, power, started, value, zero;

	if (n < 1 || n > 9999)
		return 0;
	started = zero = 0;
	for (power = 3, value = 1000; power >= 0; power--, value /= 10) {
		digit = n / value % 10;
		if (digit == 0) {
			zero = started;
			continue;
		}
		if (zero)
			text_put(out, nth(digits, 0));
		zero = 0;
		if (power != 1 || digit != 1 || started)
			text_put(out, nth(digits, digit));
		if (power > 0)
			text_put(out, nth(powers, power - 1));
		started = 1;
	}
	return 1;
}

/* Gematria, with 15 and 16 as they are written. */
static int
put_hebrew(struct buf *out, int n)
{
	static const char hundreds[] = "קרשת", tens[] = "יכלמנסעפצ",
			  units[] = "אבגדהוזחט";

	if (n < 1 || n > 999)
		return 0;
	for (; n >= 400; n -= 400)
		text_put(out, nth(hundreds, 3));
	if (n >= 100)
		text_put(out, nth(hundreds, n / 100 - 1));
	n %= 100;
	if (n == 15 || n == 16) {
		text_put(out, nth(units, 8));
		text_put(out, nth(units, n - 10));
		return 1;
	}
	if (n >= 10)
		text_put(out, nth(tens, n / 10 - 1));
	if (n % 10 > 0)
		text_put(out, nth(units, n % 10 - 1));
	return 1;
}

static enum number_lang
find_lang(const char *lang)
{
	static const struct {
		const char *code;
		enum number_lang lang;
	} langs[] = { { "sv", LANG_SV }, { "fi", LANG_FI }, { "nb", LANG_NB },
		{ "nn", LANG_NB }, { "no", LANG_NB }, { "da", LANG_DA },
		{ "de", LANG_DE }, { "fr", LANG_FR } };

	size_t i;

	for (i = 0; lang != NULL && i < sizeof(langs) / sizeof(langs[0]); i++)
		if (strncmp(lang, langs[i].code, 2) == 0)
			return langs[i].lang;
	return LANG_EN;
}

static const char *
english_ending(int n)
{
	static const char *const endings[] = { "th", "st", "nd", "rd" };

	if (n / 10 % 10 == 1 || n % 10 > 3)
		return endings[0];
	return endings[n % 10];
}

/* 1st; 1:a, 3:e; 1. */
static void
put_ordinal(struct buf *out, int n, enum number_lang lang)
{
	const char *ending;

	switch (lang) {
	case LANG_EN:
		ending = english_ending(n);
		break;
	case LANG_SV:
		ending = (n % 10 == 1 || n % 10 == 2) && n / 10 % 10 != 1 ?
		    ":a" :
		    ":e";
		break;
	case LANG_FR:
		ending = n == 1 ? "er" : "e";
		break;
	default:
		ending = ".";
		break;
	}
	buf_printf(out, "%d%s", n, ending);
}

/* Formats that are a table. */
static int
put_by_table(struct buf *out, const char *fmt, int n)
{
	size_t i;

	for (i = 0; i < sizeof(alphabets) / sizeof(alphabets[0]); i++)
		if (strcmp(fmt, alphabets[i].fmt) == 0)
			return put_letters(out, alphabets[i].letters, n);
	for (i = 0; i < sizeof(ideographs) / sizeof(ideographs[0]); i++)
		if (strcmp(fmt, ideographs[i].fmt) == 0)
			return put_ideographs(out, ideographs[i].digits,
			    ideographs[i].powers, n);
	for (i = 0; i < sizeof(digit_sets) / sizeof(digit_sets[0]); i++) {
		if (strcmp(fmt, digit_sets[i].fmt) != 0 || n < 0)
			continue;
		put_digits(out, digit_sets[i].digits, n);
		return 1;
	}
	return 0;
}

/* Formats that are a rule; 0 where they can't say n. */
static int
put_by_rule(struct buf *out, const char *fmt, int n, const char *lang)
{
	static const struct {
		const char *fmt;
		long first;
	} enclosed[] = { { "decimalEnclosedCircle", 0x2460 },
		{ "decimalEnclosedCircleChinese", 0x2460 },
		{ "ideographEnclosedCircle", 0x3220 },
		{ "decimalEnclosedParen", 0x2474 },
		{ "decimalEnclosedFullstop", 0x2488 } };

	size_t i;

	if (strcmp(fmt, "upperRoman") == 0)
		return put_roman(out, n, 1);
	if (strcmp(fmt, "lowerRoman") == 0)
		return put_roman(out, n, 0);
	if (strcmp(fmt, "hebrew1") == 0)
		return put_hebrew(out, n);
	if (strcmp(fmt, "cardinalText") == 0)
		return docx_numwords_put(out, n, lang, 0);
	if (strcmp(fmt, "ordinalText") == 0)
		return docx_numwords_put(out, n, lang, 1);
	for (i = 0; i < sizeof(enclosed) / sizeof(enclosed[0]); i++) {
		if (strcmp(fmt, enclosed[i].fmt) != 0 || n < 1 ||
		    n > (enclosed[i].first == 0x3220 ? 10 : 20))
			continue;
		text_put(out, enclosed[i].first + n - 1);
		return 1;
	}
	return 0;
}

void
docx_numfmt_put(struct buf *out, const char *fmt, int n, const char *lang)
{
	if (strcmp(fmt, "none") == 0 || strcmp(fmt, "bullet") == 0)
		return;
	if (put_by_rule(out, fmt, n, lang) || put_by_table(out, fmt, n))
		return;
	if (strcmp(fmt, "decimalZero") == 0)
		buf_printf(out, "%02d", n);
	else if (strncmp(fmt, "0000", 4) == 0) /* of w:numFmt custom */
		buf_printf(out, "%0*d", (int)strlen(fmt), n);
	else if (strcmp(fmt, "000") == 0)
		buf_printf(out, "%03d", n);
	else if (strcmp(fmt, "ordinal") == 0)
		put_ordinal(out, n, find_lang(lang));
	else if (strcmp(fmt, "hex") == 0)
		buf_printf(out, "%X", (unsigned)n);
	else if (strcmp(fmt, "numberInDash") == 0)
		buf_printf(out, "- %d -", n);
	else
		buf_printf(out, "%d", n);
}

const char *
docx_numfmt_html(const char *fmt, int n)
{
	static const struct {
		const char *fmt;
		const char *type;
		int max;
	} types[] = { { "decimal", "1", 1 << 30 }, { "lowerLetter", "a", 26 },
		{ "upperLetter", "A", 26 }, { "lowerRoman", "i", ROMAN_MAX },
		{ "upperRoman", "I", ROMAN_MAX } };

	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(fmt, types[i].fmt) == 0)
			return n <= types[i].max && (n > 0 || i == 0) ?
			    types[i].type :
			    NULL;
	return NULL;
}
