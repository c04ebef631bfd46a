/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The symbol fonts of Word in Unicode.  See docx_symbols.h. */
#include "config.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "read/docx_symbols.h"

enum {
	PRIVATE = 0xf000, /* where Word puts them */
	UNKNOWN = 0xfffd,
	NAME_SIZE = 16,
	NO_BREAK_SPACE = 0xa0,
	CP1252_FIRST = 0x80,
};

/*
 * What a font shows, from the byte first on.  Where Unicode has a character
 * for the very sign that no font of a reader has, it is the next of kin that
 * every font does have.  U+FFFD: we don't know.
 */
static const struct table {
	const char *font; /* lower case, without blanks */
	long first;
	const char *signs;
} tables[] = {
	{ "symbol", 0x20,
	    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙ"
	    "ϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγ"
	    "ηιϕκλμνοπθρστυϖωξψζ{|}∼" },
	{ "symbol", 0xa0,
	    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯"
	    "↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐"
	    "⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\xef\xbf\xbd"
	    "〉∫⌠"
	    "⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭" },
	{ "wingdings", 0x20,
	    " ✏✂✁👓🔔📖🕯☎✆✉🖃📪📫📬📭📁📂📄🗏🗐🗄⌛⌨🖰🖲💻🖴💾"
	    "🖬✇✍🖎✌👌👍👎☜☞☝☟✋☺😐☹💣☠🏳🏱✈☼💧❄🕆✞🕈✠✡"
	    "☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓🙰🙵●❍■□❐❑❒⬧⧫◆❖"
	    "⬥⌧⍓⌘❀✿❝❞▯⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽"
	    "❾❿🙢🙠🙡🙣🙞🙜🙝🙟·•▪○🞆🞈◉◎🔿▪◻🟂✦★✶✴✹✵⯐"
	    "⌖⟡⌑⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛⮰⮱⮲⮳⮴⮵⮶⮷🙪🙫🙕"
	    "🙔🙗🙖🙐🙑🙒🙓⌫⌦⮘➢⮙⮛⮈➲⮉⮋←→↑↓↖↗↙↘🡸➔🡹🡻"
	    "🡼🡽🡿🡾⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂▭▫✗✔☒☑" },
	{ "wingdings2", 0x20,
	    " 🖊🖋🖌🖍✄✀🕾🕽🗅🗆🗇🗈🗉🗊🗋🗌🗍📋🗑🗔🖵🖶🖷🖸🖭🖯🖱🖒"
	    "🖓🖘🖙🖚🖛👈👉🖜🖝🖞🖟🖠🖡👆👇🖢🖣🖑✗✓☒☑☒☒⮾⊗🛇⦸🙱"
	    "🙴🙲🙳‽🙹🙺🙻🙦🙤🙥🙧🙚🙘🙙🙛⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷"
	    "❸❹❺❻❼❽❾❿\xef\xbf\xbd"
	    "☉🌕☽☾⸿✝🕇🕜🕝🕞🕟🕠🕡"
	    "🕢🕣🕤🕥🕦🕧🙨🙩⋅•⦁●●🞅🞇🞉⊙⦿🞌🞍◾■□" },
	{ "wingdings2", 0xa4,
	    "□■■□▣□■◆◆◆◆◇◇◈◇◆◆◆◆◆◊◇◖◗●●■◆⬟⬟⬢⬢●●✚✚✚✚✚✚"
	    "✚✖✖✖✖✖✖✖✱✱✱✱✱✱✱✱✱✱✱✱✱✱✱✱✱★★★★★★✶★★★★✹★★✯"
	    "★★◆◆※⁂" },
	{ "wingdings3", 0x20,
	    " ←→↑↓↖↗↙↘⇤⇥⤒⤓↖↘↑↓↔↕←→↑↓↓←→←→↲→↲→↲↲→→←←→→"
	    "⇇⇉⇈⇊↺↺↺↺↻↺⎋⌤⌃⌥␣⍽⇪↑←→←→←→←→←→←→←→↑↓↖↗↙↘↔↕"
	    "▲▼△▽◀▶◁▷◣◢◤◥◀▶▲\xef\xbf\xbd"
	    "▼▲▼◀▶◀▶▲▼←"
	    "→↑↓←→↑↓←→↑↓←→↑↓←→↑↓←→↑↓←→↑↓←→←→←→←→→→→→←"
	    "→←→←→↑↓←→↑↓←→↑↓←→↑↓←→↑↓←→←→←→←→←→↑↓↖↗↙↘←"
	    "→↑↓↖↗↙↘←→↑↓↖↗↙↘←→↑↓←→↑↓" },
	{ "webdings", 0x20,
	    " 🕷🕸🕲🕶🏆🎖🖇🗨🗩🗰🗱🌶🎗🙾🙼🗕🗖🗗◀▶▲▼⏪⏩⏮⏭⏸⏹"
	    "⏺🗚🗳🛠🏗🏘🏙🏚🏜🏭🏛🏠🏖🏝🛣🔍🏔👁👂🏞🏕🛤🏟🛳🕬🕫🕨🔈🎔"
	    "🎕🗬🙽🗭🗪🗫⮔✔🚲□🛡📦🛱■🚑ℹ🛩🛰🟈🕴⚫🛥🚔🗘✖❓🛲🚇🚍"
	    "⛳🛇⊖🚭🗮|🗯🗲\xef\xbf\xbd"
	    "🚹🚺🛉🛊🚼👽🏋⛷🏂🏌🏊🏄🏍🏎"
	    "🚘" },
	{ "webdings", 0x8e,
	    "🚘🗠🛢💰🏷💳👪🗡🗢🗣✯✉✉✉✉📄📄📄🕵🕰🖽🖾📋🗒🗓🕮📚🗞🗟🗃🗂🖼🎭🎜🎘🎙🎧💿🎞📷"
	    "🎟🎬📽📹📾📻🎚🎛📺💻🖥🖦🖧🕹🎮📞📞📟☎☎🖨🖩🖿🖪🗜🔒🔓🗝📥📤🕳☀🌤🌥🌦☁🌨🌧🌩🌪"
	    "🌬🌫🌜🌡🛋🛏🍽🍸🛎🛍Ⓟ♿🛆🖈🎓🗤🗥🗦🗧✈🐿🐦🐟🐕🐈←→↑↓🗺🌍🌏🌎🕊" },
};

/* The bytes 0x80 to 0x9f of windows-1252, as which they may be stored. */
static const long cp1252[] = { 0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026, 0x2020,
	0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17d, 0, 0, 0x2018,
	0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161,
	0x203a, 0x153, 0, 0x17e, 0x178 };

/* The name as in the tables; 0 if it can't be one of them. */
static int
make_name(const char *font, char name[NAME_SIZE])
{
	size_t n;

	for (n = 0; *font != '\0'; font++) {
		if (*font == ' ')
			continue;
		if (n + 1 == NAME_SIZE)
			return 0;
		name[n++] = (char)tolower((unsigned char)*font);
	}
	name[n] = '\0';
	return 1;
}

int
docx_symbols_is_font(const char *font)
{
	char name[NAME_SIZE];
	size_t i;

	if (font == NULL || !make_name(font, name))
		return 0;
	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		if (strcmp(tables[i].font, name) == 0)
			return 1;
	return 0;
}

/* Sign number n of a table, or 0. */
static long
nth(const char *signs, long n)
{
	const char *next;
	long c;

	for (; n > 0 && *signs != '\0'; n--, signs = next)
		text_next(signs, &next);
	c = text_next(signs, &next);
	return c == UNKNOWN ? 0 : c;
}

/* The byte that c stands for, or -1. */
static long
byte_of(long c)
{
	size_t i;

	if (c >= PRIVATE + 0x20 && c <= PRIVATE + 0xff)
		return c - PRIVATE;
	if (c >= 0x20 && c <= 0xff)
		return c;
	for (i = 0; i < sizeof(cp1252) / sizeof(cp1252[0]); i++)
		if (cp1252[i] == c)
			return CP1252_FIRST + (long)i;
	return -1;
}

long
docx_symbol(const char *font, long c)
{
	char name[NAME_SIZE];
	long byte, sign;
	size_t i;

	if (!docx_symbols_is_font(font) || !make_name(font, name))
		return c >= 0xe000 && c <= 0xf8ff ? 0 : c;
	if (c == NO_BREAK_SPACE || c < 0x20)
		return c;
	/* What is no byte of the font another font shows, as itself. */
	if ((byte = byte_of(c)) == -1)
		return c >= 0xe000 && c <= 0xf8ff ? 0 : c;
	for (i = sizeof(tables) / sizeof(tables[0]); i-- > 0;) {
		if (strcmp(tables[i].font, name) != 0 || byte < tables[i].first)
			continue;
		sign = nth(tables[i].signs, byte - tables[i].first);
		if (sign != 0)
			return sign;
	}
	return 0;
}

long
docx_cp1252(unsigned char byte)
{
	return byte >= CP1252_FIRST && byte < 0xa0 ?
	    cp1252[byte - CP1252_FIRST] :
	    byte;
}
