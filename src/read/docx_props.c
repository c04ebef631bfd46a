/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One level of formatting.  See docx_props.h. */
#include "config.h"

#include <string.h>

#include "read/docx_props.h"
#include "read/ooxml.h"
#include "read/xmldoc.h"

static int
name_is(const xmlNode *node, const char *name)
{
	return strcmp((const char *)node->name, name) == 0;
}

/* Strict says start and end where Transitional says left and right. */
static const char *
attr_either(const xmlNode *node, const char *strict, const char *name)
{
	const char *value;

	value = ooxml_attr(node, strict);
	return value == NULL ? ooxml_attr(node, name) : value;
}

static int
read_toggle(struct docx_run_props *props, const xmlNode *node)
{
	static const struct {
		const char *name;
		unsigned bit;
	} toggles[] = { { "b", TOGGLE_BOLD }, { "bCs", TOGGLE_BOLD_CS },
		{ "i", TOGGLE_ITALIC }, { "iCs", TOGGLE_ITALIC_CS },
		{ "strike", TOGGLE_STRIKE }, { "dstrike", TOGGLE_DSTRIKE },
		{ "vanish", TOGGLE_VANISH }, { "caps", TOGGLE_CAPS },
		{ "smallCaps", TOGGLE_SMALL_CAPS } };

	size_t i;

	for (i = 0; i < sizeof(toggles) / sizeof(toggles[0]); i++) {
		if (!name_is(node, toggles[i].name))
			continue;
		props->toggles_set |= toggles[i].bit;
		if (ooxml_is_on(node))
			props->toggles_on |= toggles[i].bit;
		else
			props->toggles_on &= ~toggles[i].bit;
		return 1;
	}
	return 0;
}

/* A font of the theme is no symbol font; its name matters to nobody. */
static const char *
font(const xmlNode *node, const char *theme, const char *name)
{
	if (ooxml_attr(node, theme) != NULL)
		return "";
	return ooxml_attr(node, name);
}

static void
read_fonts(struct docx_run_props *props, const xmlNode *node)
{
	props->font = font(node, "asciiTheme", "ascii");
	props->font_hansi = font(node, "hAnsiTheme", "hAnsi");
	props->font_cs = font(node, "cstheme", "cs");
	props->font_east_asia = font(node, "eastAsiaTheme", "eastAsia");
}

static int
read_vert(const char *val)
{
	if (val != NULL && strcmp(val, "superscript") == 0)
		return VERT_SUPERSCRIPT;
	if (val != NULL && strcmp(val, "subscript") == 0)
		return VERT_SUBSCRIPT;
	return VERT_BASELINE;
}

/* val, or "" where it means nothing of its own. */
static const char *
unless(const char *val, const char *nothing)
{
	return val == NULL || strcmp(val, nothing) == 0 ? "" : val;
}

static void
read_run_prop(struct docx_run_props *props, const xmlNode *node)
{
	const char *val;

	val = ooxml_attr(node, "val");
	if (read_toggle(props, node))
		return;
	if (name_is(node, "rFonts")) {
		read_fonts(props, node);
	} else if (name_is(node, "lang")) {
		props->lang = val;
		props->lang_east_asia = ooxml_attr(node, "eastAsia");
		props->lang_bidi = ooxml_attr(node, "bidi");
	} else if (name_is(node, "u")) {
		props->underline = *unless(val, "none") != '\0';
	} else if (name_is(node, "vertAlign")) {
		props->vert = read_vert(val);
	} else if (name_is(node, "position")) {
		props->raised = ooxml_twips(val, 0);
	} else if (name_is(node, "sz")) {
		props->size = ooxml_int(val, PROP_UNSET);
	} else if (name_is(node, "szCs")) {
		props->size_cs = ooxml_int(val, PROP_UNSET);
	} else if (name_is(node, "color")) {
		props->color = val;
	} else if (name_is(node, "highlight")) {
		props->highlight = unless(val, "none");
	} else if (name_is(node, "shd")) {
		props->shade = unless(ooxml_attr(node, "fill"), "auto");
	} else if (name_is(node, "webHidden")) {
		props->web_hidden = ooxml_is_on(node);
	} else if (name_is(node, "specVanish")) {
		props->spec_vanish = ooxml_is_on(node);
	} else if (name_is(node, "rtl")) {
		props->rtl = ooxml_is_on(node);
	} else if (name_is(node, "cs")) {
		props->complex = ooxml_is_on(node);
	}
}

void
docx_run_props_read(struct docx_run_props *props, const xmlNode *rpr)
{
	const xmlNode *node;

	memset(props, 0, sizeof(*props));
	props->web_hidden = props->spec_vanish = PROP_UNSET;
	props->rtl = props->complex = props->underline = PROP_UNSET;
	props->vert = props->raised = PROP_UNSET;
	props->size = props->size_cs = PROP_UNSET;
	for (node = xmldoc_first(rpr); node != NULL; node = xmldoc_next(node))
		if (node->ns != NULL &&
		    strcmp((const char *)node->ns->href, W_NS) == 0)
			read_run_prop(props, node);
}

static void
read_num(struct docx_para_props *props, const xmlNode *node)
{
	props->num_id = ooxml_int(ooxml_val(node, "numId"), PROP_UNSET);
	props->ilvl = ooxml_int(ooxml_val(node, "ilvl"), PROP_UNSET);
	props->num_style = NULL;
}

/* w:hanging outdoes w:firstLine (17.3.1.12). */
static void
read_indents(struct docx_para_props *props, const xmlNode *node)
{
	const char *hanging;

	props->left = ooxml_twips(attr_either(node, "start", "left"),
	    PROP_UNSET);
	props->right = ooxml_twips(attr_either(node, "end", "right"),
	    PROP_UNSET);
	props->first_line = ooxml_twips(ooxml_attr(node, "firstLine"),
	    PROP_UNSET);
	hanging = ooxml_attr(node, "hanging");
	if (hanging != NULL)
		props->first_line = -ooxml_twips(hanging, 0);
}

static void
read_borders(struct docx_para_props *props, const xmlNode *borders)
{
	static const struct {
		const char *name;
		unsigned side;
	} sides[] = { { "top", BORDER_TOP }, { "bottom", BORDER_BOTTOM },
		{ "left", BORDER_LEFT }, { "start", BORDER_LEFT },
		{ "right", BORDER_RIGHT }, { "end", BORDER_RIGHT },
		{ "between", BORDER_BETWEEN } };

	const char *val;
	const xmlNode *node;
	size_t i;

	for (i = 0; i < sizeof(sides) / sizeof(sides[0]); i++) {
		node = xmldoc_child(borders, W_NS, sides[i].name);
		if (node == NULL)
			continue;
		val = ooxml_attr(node, "val");
		props->borders_set |= sides[i].side;
		if (val != NULL && strcmp(val, "nil") != 0 &&
		    strcmp(val, "none") != 0)
			props->borders |= sides[i].side;
	}
}

static void
read_frame(struct docx_para_props *props, const xmlNode *node)
{
	const char *drop;

	drop = ooxml_attr(node, "dropCap");
	props->drop_cap = *unless(drop, "none") != '\0';
	props->framed = !props->drop_cap;
}

static void
read_para_prop(struct docx_para_props *props, const xmlNode *node)
{
	const char *val;

	val = ooxml_attr(node, "val");
	if (name_is(node, "outlineLvl")) {
		props->outline = ooxml_int(val, PROP_UNSET);
	} else if (name_is(node, "numPr")) {
		read_num(props, node);
	} else if (name_is(node, "jc")) {
		props->jc = val;
	} else if (name_is(node, "bidi")) {
		props->bidi = ooxml_is_on(node);
	} else if (name_is(node, "ind")) {
		read_indents(props, node);
	} else if (name_is(node, "pBdr")) {
		read_borders(props, node);
	} else if (name_is(node, "pageBreakBefore")) {
		props->page_break_before = ooxml_is_on(node);
	} else if (name_is(node, "keepNext")) {
		props->keep_next = ooxml_is_on(node);
	} else if (name_is(node, "framePr")) {
		read_frame(props, node);
	} else if (name_is(node, "contextualSpacing")) {
		props->contextual = ooxml_is_on(node);
	} else if (name_is(node, "spacing")) {
		props->before = ooxml_twips(ooxml_attr(node, "before"),
		    PROP_UNSET);
		props->after = ooxml_twips(ooxml_attr(node, "after"),
		    PROP_UNSET);
	}
}

void
docx_para_props_read(struct docx_para_props *props, const xmlNode *ppr)
{
	const xmlNode *node;

	memset(props, 0, sizeof(*props));
	props->outline = props->num_id = props->ilvl = PROP_UNSET;
	props->bidi = props->left = props->right = PROP_UNSET;
	props->first_line = props->page_break_before = PROP_UNSET;
	props->keep_next = props->drop_cap = props->framed = PROP_UNSET;
	props->contextual = props->before = props->after = PROP_UNSET;
	for (node = xmldoc_first(ppr); node != NULL; node = xmldoc_next(node))
		if (node->ns != NULL &&
		    strcmp((const char *)node->ns->href, W_NS) == 0)
			read_para_prop(props, node);
}

static void
over(int *value, int upper)
{
	if (upper != PROP_UNSET)
		*value = upper;
}

static void
string_over(const char **value, const char *upper)
{
	if (upper != NULL)
		*value = upper;
}

void
docx_run_props_over(struct docx_run_props *props,
    const struct docx_run_props *upper)
{
	props->toggles_on &= ~upper->toggles_set;
	props->toggles_on |= upper->toggles_on;
	props->toggles_set |= upper->toggles_set;
	over(&props->web_hidden, upper->web_hidden);
	over(&props->spec_vanish, upper->spec_vanish);
	over(&props->rtl, upper->rtl);
	over(&props->complex, upper->complex);
	over(&props->underline, upper->underline);
	over(&props->vert, upper->vert);
	over(&props->raised, upper->raised);
	over(&props->size, upper->size);
	over(&props->size_cs, upper->size_cs);
	string_over(&props->lang, upper->lang);
	string_over(&props->lang_east_asia, upper->lang_east_asia);
	string_over(&props->lang_bidi, upper->lang_bidi);
	string_over(&props->font, upper->font);
	string_over(&props->font_hansi, upper->font_hansi);
	string_over(&props->font_cs, upper->font_cs);
	string_over(&props->font_east_asia, upper->font_east_asia);
	string_over(&props->color, upper->color);
	string_over(&props->highlight, upper->highlight);
	string_over(&props->shade, upper->shade);
}

void
docx_para_props_over(struct docx_para_props *props,
    const struct docx_para_props *upper)
{
	if (upper->num_id != PROP_UNSET)
		props->num_style = upper->num_style;
	over(&props->outline, upper->outline);
	over(&props->num_id, upper->num_id);
	over(&props->ilvl, upper->ilvl);
	string_over(&props->jc, upper->jc);
	over(&props->bidi, upper->bidi);
	over(&props->left, upper->left);
	over(&props->right, upper->right);
	over(&props->first_line, upper->first_line);
	props->borders &= ~upper->borders_set;
	props->borders |= upper->borders;
	props->borders_set |= upper->borders_set;
	over(&props->page_break_before, upper->page_break_before);
	over(&props->keep_next, upper->keep_next);
	over(&props->drop_cap, upper->drop_cap);
	over(&props->framed, upper->framed);
	over(&props->contextual, upper->contextual);
	over(&props->before, upper->before);
	over(&props->after, upper->after);
}
