/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Codes of fields.  See docx_field_code.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "read/docx_field_code.h"

static const struct {
	const char *name;
	enum field_kind kind;
} kinds[] = {
	{ "HYPERLINK", FIELD_LINK },
	{ "REF", FIELD_REF },
	{ "PAGEREF", FIELD_REF },
	{ "NOTEREF", FIELD_REF },
	{ "TOC", FIELD_TOC },
	{ "SEQ", FIELD_SEQ },
	{ "DATE", FIELD_DATE },
	{ "TIME", FIELD_DATE },
	{ "SAVEDATE", FIELD_DATE },
	{ "PRINTDATE", FIELD_DATE },
	{ "CREATEDATE", FIELD_DATE },
	{ "MERGEFIELD", FIELD_MERGE },
	{ "MACROBUTTON", FIELD_PROMPT },
	{ "GOTOBUTTON", FIELD_GOTO },
	{ "QUOTE", FIELD_QUOTE },
	{ "SET", FIELD_SILENT },
	{ "ASK", FIELD_SILENT },
	{ "FILENAME", FIELD_PATH },
	{ "TEMPLATE", FIELD_PATH },
	{ "AUTONUM", FIELD_NUMBER },
	{ "AUTONUMLGL", FIELD_NUMBER },
	{ "AUTONUMOUT", FIELD_NUMBER },
	{ "LISTNUM", FIELD_NUMBER },
	{ "EQ", FIELD_EQUATION },
	{ "SYMBOL", FIELD_SYMBOL },
	{ "BARCODE", FIELD_BARCODE },
	{ "DISPLAYBARCODE", FIELD_BARCODE },
	{ "MERGEBARCODE", FIELD_BARCODE },
	{ "FORMCHECKBOX", FIELD_CHECKBOX },
	{ "FORMDROPDOWN", FIELD_DROPDOWN },
	{ "FORMTEXT", FIELD_FORMTEXT },
};

int
field_code_next(struct field_code *code, char *ret, size_t size)
{
	int quoted;
	size_t n = 0;
	const char *s = code->at;

	s += strspn(s, " \t\r\n");
	if (*s == '\0')
		return 0;
	if (*s == '\\' && s[1] != '\\') {
		snprintf(ret, size, "%.1s", s + 1);
		code->at = s[1] != '\0' ? s + 2 : s + 1;
		return 2;
	}
	quoted = *s == '"';
	if (quoted)
		s++;
	for (; *s != '\0'; s++) {
		if (quoted ? *s == '"' : strchr(" \t\r\n", *s) != NULL)
			break;
		if (*s == '\\' && (s[1] == '"' || s[1] == '\\'))
			s++;
		if (n + 1 < size)
			ret[n++] = *s;
	}
	ret[n] = '\0';
	code->at = quoted && *s == '"' ? s + 1 : s;
	return 1;
}

/* A switch may follow at once: "EQ\f(1,2)". */
void
field_code_open(struct field_code *code, const char *s, char *ret, size_t size)
{
	size_t n;

	s += strspn(s, " \t\r\n");
	n = strcspn(s, " \t\r\n\\\"");
	snprintf(ret, size, "%.*s", (int)n, s);
	code->at = s + n;
}

enum field_kind
field_kind_of(const char *keyword)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcasecmp(kinds[i].name, keyword) == 0)
			return kinds[i].kind;
	}
	return FIELD_PLAIN;
}

int
field_code_switch(const char *s, char letter, char *ret, size_t size)
{
	int token;
	char arg[FIELD_ARG];
	struct field_code code;

	field_code_open(&code, s, arg, sizeof(arg));
	while ((token = field_code_next(&code, arg, sizeof(arg))) != 0) {
		if (token != 2 || *arg != letter)
			continue;
		return field_code_next(&code, ret, size) == 1;
	}
	return 0;
}

void
field_code_link(const char *s, char *ret, size_t size)
{
	int token;
	char arg[FIELD_ARG], address[FIELD_ARG] = "", anchor[FIELD_ARG] = "";
	char option = '\0';
	struct field_code code;

	field_code_open(&code, s, arg, sizeof(arg));
	while ((token = field_code_next(&code, arg, sizeof(arg))) != 0) {
		if (token == 2) {
			option = *arg;
			continue;
		}
		if (option == 'l')
			snprintf(anchor, sizeof(anchor), "%s", arg);
		else if ((option == '\0' || strchr("hnm", option) != NULL) &&
		    *address == '\0')
			snprintf(address, sizeof(address), "%s", arg);
		option = '\0';
	}
	snprintf(ret, size, "%s%s%s", address, *anchor != '\0' ? "#" : "",
	    anchor);
}

void
field_code_ref(const char *s, char *ret, size_t size)
{
	char arg[FIELD_ARG];
	struct field_code code;

	*ret = '\0';
	field_code_open(&code, s, arg, sizeof(arg));
	if (field_code_next(&code, arg, sizeof(arg)) == 1)
		snprintf(ret, size, "#%s", arg);
}

int
field_code_counts(const char *s, enum caption_of *ret)
{
	size_t i;
	char arg[FIELD_ARG];
	struct field_code code;

	static const struct {
		const char *word;
		enum caption_of of;
	} words[] = {
		{ "tab", CAPTION_TABLE }, /* Table, Tabell, Tabelle */
		{ "taulu", CAPTION_TABLE },
		{ "fig", CAPTION_FIGURE }, /* Figure, Figur, Figura */
		{ "bild", CAPTION_FIGURE },
		{ "kuv", CAPTION_FIGURE }, /* Kuva, Kuvio */
		{ "abb", CAPTION_FIGURE },
		{ "diagram", CAPTION_FIGURE },
		{ "illustration", CAPTION_FIGURE },
		{ "photo", CAPTION_FIGURE },
		{ "foto", CAPTION_FIGURE },
		{ "image", CAPTION_FIGURE },
		{ "chart", CAPTION_FIGURE },
		{ "map", CAPTION_FIGURE },
	};

	field_code_open(&code, s, arg, sizeof(arg));
	if (field_code_next(&code, arg, sizeof(arg)) != 1)
		return 0;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strncasecmp(arg, words[i].word, strlen(words[i].word)) ==
		    0) {
			*ret = words[i].of;
			return 1;
		}
	}
	return 0;
}
