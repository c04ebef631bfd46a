/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a picture's description is worth.  See docx_alt.h for the contract. */
#include "config.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "read/docx_alt.h"

/* Word once wrote the path of the file as the description. */
static int
is_file(const char *alt)
{
	size_t i;
	const char *dot;
	static const char *const endings[] = { ".png", ".jpg", ".jpeg", ".gif",
		".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg", ".webp" };

	if ((dot = strrchr(alt, '.')) == NULL)
		return 0;
	for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		if (strcasecmp(dot, endings[i]) == 0)
			return 1;
	}
	return 0;
}

/* What Word says of its own guesses, in the languages that it is sold in
 * here. */
static int
is_automatic(const char *alt)
{
	size_t i;
	static const char *const phrases[] = {
		"Description automatically generated",
		"AI-generated content may be incorrect",
		"Automatiskt genererad beskrivning",
		"genererats automatiskt",
		"Kuvaus luotu automaattisesti",
		"luotu automaattisesti",
		"Automatisk generert beskrivelse",
		"Beskrivelse genereret automatisk",
		"Automatisch generierte Beschreibung",
	};

	for (i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++) {
		if (strcasestr(alt, phrases[i]) != NULL)
			return 1;
	}
	return 0;
}

/* A word that programs give every picture, and its number. */
static int
is_name(const char *alt)
{
	size_t i, n;
	const char *rest;
	static const char *const words[] = { "Picture", "Image", "Graphic",
		"Bild", "Bildobjekt", "Grafik", "Kuva", "Billede", "Bilde" };

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		n = strlen(words[i]);
		if (strncasecmp(alt, words[i], n) != 0)
			continue;
		rest = alt + n + strspn(alt + n, " ");
		if (isdigit((unsigned char)*rest) &&
		    rest[strspn(rest, "0123456789")] == '\0')
			return 1;
	}
	return 0;
}

static int
is_path(const char *alt)
{
	return *alt == '/' || strncmp(alt, "\\\\", 2) == 0 ||
	    (isalpha((unsigned char)alt[0]) && alt[1] == ':' &&
		(alt[2] == '\\' || alt[2] == '/')) ||
	    strstr(alt, "://") != NULL;
}

enum docx_alt
docx_alt_kind(const char *alt)
{
	if (alt == NULL || *alt == '\0')
		return ALT_WORDS;
	if (is_file(alt))
		return ALT_FILE;
	if (is_name(alt))
		return ALT_NAME;
	return is_automatic(alt) ? ALT_AUTOMATIC : ALT_WORDS;
}

const char *
docx_alt_public(const char *alt)
{
	const char *s, *name = alt;

	switch (docx_alt_kind(alt)) {
	case ALT_NAME:
		return NULL;
	case ALT_FILE:
		if (!is_path(alt))
			return alt;
		for (s = alt; *s != '\0'; s++) {
			if (*s == '/' || *s == '\\')
				name = s + 1;
		}
		return name;
	default:
		return alt;
	}
}
