/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looks of letters and paragraphs (ODF 1.3-3, 20).  See odt_inner.h. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/odt_inner.h"

enum {
	BOLD_FROM = 600, /* fo:font-weight */
	SIZE_MAX_HALF = 3276,
};

void
odt_look_init(struct odt_look *look)
{
	memset(look, 0, sizeof(*look));
	look->bold = look->italic = look->strike = look->underline = ODT_UNSET;
	look->vert = look->caps = look->small_caps = look->hidden = ODT_UNSET;
	look->size = look->scale = ODT_UNSET;
}

/* ODT_UNSET without the attribute, else whether it says anything but off. */
static int
is_on(const xmlNode *properties, const char *ns, const char *name,
    const char *off)
{
	const char *value;

	if ((value = xmldoc_attr(properties, ns, name)) == NULL)
		return ODT_UNSET;
	return strcmp(value, off) != 0;
}

static int
read_weight(const xmlNode *properties)
{
	const char *value;

	value = xmldoc_attr(properties, FO_NS, "font-weight");
	if (value == NULL)
		return ODT_UNSET;
	return strcmp(value, "bold") == 0 || ooxml_int(value, 0) >= BOLD_FROM;
}

/* "super 58%", "-33% 58%", "0% 100%". */
static int
read_position(const xmlNode *properties)
{
	double n;
	const char *value;

	value = xmldoc_attr(properties, STYLE_NS, "text-position");
	if (value == NULL)
		return ODT_UNSET;
	if (strncmp(value, "super", 5) == 0)
		return 1;
	if (strncmp(value, "sub", 3) == 0)
		return -1;
	n = strtod(value, NULL);
	return n > 0 ? 1 : n < 0 ? -1 : 0;
}

static void
read_size(struct odt_look *look, const xmlNode *properties)
{
	const char *value;
	int twips;

	value = xmldoc_attr(properties, FO_NS, "font-size");
	if (value == NULL)
		return;
	if (strchr(value, '%') != NULL) {
		look->scale = ooxml_int(value, (int)strtol(value, NULL, 10));
		return;
	}
	twips = ooxml_twips(value, 0);
	if (twips > 0 && twips / 10 <= SIZE_MAX_HALF)
		look->size = twips / 10;
}

/* style:font-name is what the face is called here (16.23), see odt_font(). */
static const char *
read_font(const xmlNode *properties)
{
	const char *name;

	if ((name = xmldoc_attr(properties, STYLE_NS, "font-name")) == NULL)
		name = xmldoc_attr(properties, FO_NS, "font-family");
	return name;
}

static void
read_case(struct odt_look *look, const xmlNode *properties)
{
	const char *value;

	value = xmldoc_attr(properties, FO_NS, "text-transform");
	if (value != NULL)
		look->caps = strcmp(value, "uppercase") == 0;
	value = xmldoc_attr(properties, FO_NS, "font-variant");
	if (value != NULL)
		look->small_caps = strcmp(value, "small-caps") == 0;
}

/* A line is off where its style, or its type alone, is "none". */
static int
read_line(const xmlNode *properties, const char *style, const char *type)
{
	int on;

	on = is_on(properties, STYLE_NS, style, "none");
	return on != ODT_UNSET ? on : is_on(properties, STYLE_NS, type, "none");
}

void
odt_look_read(struct odt_look *look, const xmlNode *style)
{
	const char *value;
	const xmlNode *properties;

	odt_look_init(look);
	properties = xmldoc_child(style, STYLE_NS, "text-properties");
	if (properties == NULL)
		return;
	look->bold = read_weight(properties);
	look->italic = is_on(properties, FO_NS, "font-style", "normal");
	look->underline = read_line(properties, "text-underline-style",
	    "text-underline-type");
	look->strike = read_line(properties, "text-line-through-style",
	    "text-line-through-type");
	look->vert = read_position(properties);
	if ((value = xmldoc_attr(properties, TEXT_NS, "display")) != NULL)
		look->hidden = strcmp(value, "none") == 0;
	read_case(look, properties);
	read_size(look, properties);
	look->color = xmldoc_attr(properties, FO_NS, "color");
	look->shade = xmldoc_attr(properties, FO_NS, "background-color");
	look->lang = xmldoc_attr(properties, FO_NS, "language");
	look->country = xmldoc_attr(properties, FO_NS, "country");
	look->font = read_font(properties);
}

static void
over(int *value, int upper)
{
	if (upper != ODT_UNSET)
		*value = upper;
}

static void
over_string(const char **value, const char *upper)
{
	if (upper != NULL)
		*value = upper;
}

void
odt_look_over(struct odt_look *look, const struct odt_look *upper)
{
	over(&look->bold, upper->bold);
	over(&look->italic, upper->italic);
	over(&look->strike, upper->strike);
	over(&look->underline, upper->underline);
	over(&look->vert, upper->vert);
	over(&look->caps, upper->caps);
	over(&look->small_caps, upper->small_caps);
	over(&look->hidden, upper->hidden);
	if (upper->size != ODT_UNSET)
		look->size = upper->size;
	else if (upper->scale != ODT_UNSET && look->size != ODT_UNSET &&
	    upper->scale > 0 && upper->scale < 1000)
		look->size = look->size * upper->scale / 100;
	over_string(&look->color, upper->color);
	over_string(&look->shade, upper->shade);
	over_string(&look->font, upper->font);
	if (upper->lang != NULL) {
		look->lang = upper->lang;
		look->country = upper->country;
	}
}

/*
 * Out.
 */

static void
write_switch(struct odt *odt, xmlNode *rpr, const char *name, int value)
{
	if (value != ODT_UNSET)
		odt_add_val(odt, rpr, name, value ? "1" : "0");
}

static int
is_grey(const char *color)
{
	return strlen(color) == 7 && strncmp(color + 1, color + 3, 2) == 0 &&
	    strncmp(color + 3, color + 5, 2) == 0;
}

/* LibreOffice marks a passage with a background of its letters: a colour is
 * such a mark, grey is a ground. */
static void
write_shade(struct odt *odt, xmlNode *rpr, const char *shade)
{
	xmlNode *node;

	if (shade == NULL)
		return;
	if (*shade != '#') {
		odt_add_val(odt, rpr, "highlight", "none");
	} else if (is_grey(shade)) {
		node = odt_add_val(odt, rpr, "shd", "clear");
		odt_set(odt, node, "fill", shade + 1);
	} else {
		odt_add_val(odt, rpr, "highlight", "yellow");
	}
}

/* "none" and "zxx" are no language. */
static void
write_lang(struct odt *odt, xmlNode *rpr, const struct odt_look *look)
{
	char tag[40];

	if (look->lang == NULL || *look->lang == '\0' ||
	    strcmp(look->lang, "none") == 0 || strcmp(look->lang, "zxx") == 0)
		return;
	if (look->country != NULL && *look->country != '\0' &&
	    strcmp(look->country, "none") != 0)
		snprintf(tag, sizeof(tag), "%.16s-%.16s", look->lang,
		    look->country);
	else
		snprintf(tag, sizeof(tag), "%.16s", look->lang);
	odt_add_val(odt, rpr, "lang", tag);
}

/* 'Courier New', monospace: the first, without its quotes. */
static void
write_font(struct odt *odt, xmlNode *rpr, const char *font)
{
	char name[80];
	xmlNode *node;

	if ((font = odt_font(odt, font)) == NULL)
		return;
	font += strspn(font, "'\" ");
	snprintf(name, sizeof(name), "%.*s", (int)strcspn(font, "'\",;"), font);
	node = odt_add(odt, rpr, "rFonts");
	odt_set(odt, node, "ascii", name);
	odt_set(odt, node, "hAnsi", name);
}

xmlNode *
odt_look_write(struct odt *odt, xmlNode *parent, const struct odt_look *look)
{
	static const char *const verts[] = { "subscript", "baseline",
		"superscript" };
	xmlNode *rpr;

	rpr = odt_add(odt, parent, "rPr");
	write_font(odt, rpr, look->font);
	write_switch(odt, rpr, "b", look->bold);
	write_switch(odt, rpr, "i", look->italic);
	write_switch(odt, rpr, "caps", look->caps);
	write_switch(odt, rpr, "smallCaps", look->small_caps);
	write_switch(odt, rpr, "strike", look->strike);
	write_switch(odt, rpr, "vanish", look->hidden);
	if (look->color != NULL && *look->color == '#')
		odt_add_val(odt, rpr, "color", look->color + 1);
	if (look->size != ODT_UNSET)
		odt_add_int(odt, rpr, "sz", look->size);
	write_shade(odt, rpr, look->shade);
	if (look->underline != ODT_UNSET)
		odt_add_val(odt, rpr, "u", look->underline ? "single" : "none");
	if (look->vert != ODT_UNSET)
		odt_add_val(odt, rpr, "vertAlign", verts[look->vert + 1]);
	write_lang(odt, rpr, look);
	return rpr;
}

/*
 * Paragraphs.
 */

static const char *
border_of(const xmlNode *properties, const char *side)
{
	const char *value;

	if ((value = xmldoc_attr(properties, FO_NS, side)) == NULL)
		value = xmldoc_attr(properties, FO_NS, "border");
	return value;
}

static void
write_borders(struct odt *odt, xmlNode *ppr, const xmlNode *properties)
{
	static const char *const sides[][2] = {
		{ "border-top", "top" },
		{ "border-left", "left" },
		{ "border-bottom", "bottom" },
		{ "border-right", "right" },
	};
	const char *value;
	size_t i;
	xmlNode *borders = NULL;

	for (i = 0; i < sizeof(sides) / sizeof(sides[0]); i++) {
		if ((value = border_of(properties, sides[i][0])) == NULL)
			continue;
		if (borders == NULL)
			borders = odt_add(odt, ppr, "pBdr");
		odt_add_val(odt, borders, sides[i][1],
		    strcmp(value, "none") == 0 ||
			    strstr(value, "none") != NULL ?
			"none" :
			"single");
	}
}

static void
write_length(struct odt *odt, xmlNode *node, const char *name,
    const char *value)
{
	if (value != NULL && strchr(value, '%') == NULL)
		odt_set_int(odt, node, name, ooxml_twips(value, 0));
}

static void
write_spaces(struct odt *odt, xmlNode *ppr, const xmlNode *properties, int list)
{
	xmlNode *node;

	node = odt_add(odt, ppr, "spacing");
	write_length(odt, node, "before",
	    xmldoc_attr(properties, FO_NS, "margin-top"));
	write_length(odt, node, "after",
	    xmldoc_attr(properties, FO_NS, "margin-bottom"));
	if (list)
		return;
	node = odt_add(odt, ppr, "ind");
	write_length(odt, node, "left",
	    xmldoc_attr(properties, FO_NS, "margin-left"));
	write_length(odt, node, "firstLine",
	    xmldoc_attr(properties, FO_NS, "text-indent"));
}

void
odt_ppr_write(struct odt *odt, xmlNode *ppr, const xmlNode *properties,
    int list)
{
	const char *value;
	xmlNode *node;

	value = xmldoc_attr(properties, FO_NS, "keep-with-next");
	if (value != NULL)
		odt_add_val(odt, ppr, "keepNext",
		    strcmp(value, "always") == 0 ? "1" : "0");
	value = xmldoc_attr(properties, FO_NS, "break-before");
	if (value != NULL)
		odt_add_val(odt, ppr, "pageBreakBefore",
		    strcmp(value, "page") == 0 ? "1" : "0");
	write_borders(odt, ppr, properties);
	value = xmldoc_attr(properties, FO_NS, "background-color");
	if (value != NULL && *value == '#') {
		node = odt_add_val(odt, ppr, "shd", "clear");
		odt_set(odt, node, "fill", value + 1);
	}
	value = xmldoc_attr(properties, STYLE_NS, "writing-mode");
	if (value != NULL && strcmp(value, "page") != 0)
		odt_add_val(odt, ppr, "bidi",
		    strncmp(value, "rl", 2) == 0 ? "1" : "0");
	write_spaces(odt, ppr, properties, list);
	value = xmldoc_attr(properties, FO_NS, "text-align");
	if (value != NULL)
		odt_add_val(odt, ppr, "jc",
		    strcmp(value, "justify") == 0 ? "both" : value);
}
