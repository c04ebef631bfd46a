/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Styles (ODF 1.3-3, 16): read, resolved, and written as styles.xml.
 *
 * Those that have a name for people become styles; automatic ones are what
 * somebody did to a paragraph by hand, and become direct formatting.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "read/docx_names.h"
#include "read/odt_inner.h"

static const xmlChar *
x(const char *s)
{
	return (const xmlChar *)s;
}

static enum odt_family
family_of(const xmlNode *node)
{
	const char *family;

	family = xmldoc_attr(node, STYLE_NS, "family");
	if (family != NULL && strcmp(family, "paragraph") == 0)
		return FAMILY_PARAGRAPH;
	if (family != NULL && strcmp(family, "text") == 0)
		return FAMILY_TEXT;
	return FAMILY_OTHER;
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

/* "Heading_20_1" is "Heading 1" (19.498.2): _xx_ is a character. */
static char *
decode_name(const char *name)
{
	char *out, *at;

	out = at = xmalloc(strlen(name) + 1);
	while (*name != '\0') {
		if (name[0] == '_' && hex(name[1]) >= 2 && hex(name[2]) >= 0 &&
		    name[3] == '_' && hex(name[1]) < 8) {
			*at++ = (char)(hex(name[1]) * 16 + hex(name[2]));
			name += 4;
		} else {
			*at++ = *name++;
		}
	}
	*at = '\0';
	return out;
}

/*
 * What people call a style.  The names inside are the same in all languages,
 * where LibreOffice gave them; else the one that is displayed counts.
 */
static char *
name_of(const xmlNode *node, const char *name)
{
	const char *display;
	char *decoded;
	int level;

	decoded = decode_name(name);
	display = xmldoc_attr(node, STYLE_NS, "display-name");
	if (display == NULL ||
	    docx_role_by_name(decoded, family_of(node) == FAMILY_TEXT,
		&level) != ROLE_NONE)
		return decoded;
	free(decoded);
	return xstrdup(display);
}

static struct odt_style *
new_style(struct odt *odt, const xmlNode *node, int automatic)
{
	const char *name;
	int level;
	struct odt_style *style;

	style = xcalloc(1, sizeof(*style));
	style->node = node;
	style->paragraph = xmldoc_child(node, STYLE_NS, "paragraph-properties");
	if ((name = xmldoc_attr(node, STYLE_NS, "name")) == NULL)
		name = "";
	style->name = name;
	style->display = name_of(node, name);
	/* A telling name is one that somebody gave. */
	if (!automatic ||
	    docx_role_by_name(style->display, family_of(node) == FAMILY_TEXT,
		&level) != ROLE_NONE)
		style->id = xasprintf("%u", ++odt->count);
	if ((odt->n_styles & (odt->n_styles + 1)) == 0)
		odt->all_styles = xreallocarray(odt->all_styles,
		    2 * (odt->n_styles + 1), sizeof(*odt->all_styles));
	odt->all_styles[odt->n_styles++] = style;
	return style;
}

static void
read_container(struct odt *odt, struct odt_scope *scope, const xmlNode *parent,
    int automatic)
{
	const char *name;
	struct odt_style *style;
	xmlNode *node;

	for (node = xmldoc_first(parent); node != NULL;
	     node = xmldoc_next(node)) {
		name = xmldoc_attr(node, STYLE_NS, "name");
		if (xmldoc_is(node, TEXT_NS, "list-style") && name != NULL)
			xmlHashAddEntry(scope->lists, x(name), node);
		if (xmldoc_is(node, STYLE_NS, "default-style") &&
		    family_of(node) == FAMILY_PARAGRAPH &&
		    odt->defaults == NULL)
			odt->defaults = new_style(odt, node, 1);
		if (!xmldoc_is(node, STYLE_NS, "style") || name == NULL)
			continue;
		style = new_style(odt, node, automatic);
		xmlHashAddEntry(scope->styles[family_of(node)], x(name), style);
	}
}

static void
read_fonts(struct odt *odt, const xmlNode *root)
{
	const char *name;
	xmlNode *node;

	node = xmldoc_first(xmldoc_child(root, OFFICE_NS, "font-face-decls"));
	for (; node != NULL; node = xmldoc_next(node)) {
		name = xmldoc_attr(node, STYLE_NS, "name");
		if (name != NULL)
			xmlHashAddEntry(odt->fonts, x(name), node);
	}
}

const char *
odt_font(const struct odt *odt, const char *name)
{
	const char *family;

	if (name == NULL)
		return NULL;
	family = xmldoc_attr(xmlHashLookup(odt->fonts, x(name)), ODF_SVG_NS,
	    "font-family");
	return family != NULL && *family != '\0' ? family : name;
}

static void
open_scope(struct odt_scope *scope)
{
	int i;

	for (i = 0; i < FAMILIES; i++)
		scope->styles[i] = xmlHashCreate(64);
	scope->lists = xmlHashCreate(16);
}

static void
close_scope(struct odt_scope *scope)
{
	int i;

	for (i = 0; i < FAMILIES; i++)
		xmlHashFree(scope->styles[i], NULL);
	xmlHashFree(scope->lists, NULL);
}

static struct odt_style *
find(const struct odt_scope *scope, const struct odt *odt,
    enum odt_family family, const char *name)
{
	struct odt_style *style = NULL;

	if (name == NULL)
		return NULL;
	if (scope != NULL)
		style = xmlHashLookup(scope->styles[family], x(name));
	if (style == NULL)
		style = xmlHashLookup(odt->common.styles[family], x(name));
	return style;
}

const struct odt_style *
odt_style_find(const struct odt *odt, enum odt_family family, const char *name)
{
	return find(odt->scope, odt, family, name);
}

/*
 * The base of a style is looked for among the common ones alone (19.516); one
 * that is based on itself is based on nothing.  A chain is followed in a loop:
 * it may be as long as the document.
 */
static void
link_parents(struct odt *odt)
{
	size_t i;
	struct odt_style *style, *parent;

	for (i = 0; i < odt->n_styles; i++) {
		style = odt->all_styles[i];
		parent = find(NULL, odt, family_of(style->node),
		    xmldoc_attr(style->node, STYLE_NS, "parent-style-name"));
		if (parent != style)
			style->parent = parent;
	}
}

static void
resolve_one(struct odt *odt, struct odt_style *style)
{
	const struct odt_style *base = style->parent;

	style->resolved = 1;
	odt_look_read(&style->own, style->node);
	odt_look_init(&style->direct);
	odt_look_init(&style->all);
	if (base != NULL)
		style->all = base->all;
	else if (odt->defaults != NULL && style != odt->defaults &&
	    family_of(style->node) == FAMILY_PARAGRAPH)
		style->all = odt->defaults->all;
	odt_look_over(&style->all, &style->own);
	style->common = style->id != NULL ? style : base;
	if (style->id == NULL) {
		style->direct = style->own;
		if (style->own.scale != ODT_UNSET)
			style->direct.size = style->all.size;
	}
}

/* From what a style is based on to itself; a circle ends where it closes. */
static void
resolve(struct odt *odt, struct odt_style *style)
{
	struct odt_style *at, *up;
	struct odt_style **chain;
	size_t n = 0, max = 16;

	chain = xreallocarray(NULL, max, sizeof(struct odt_style *));
	for (at = style; at != NULL && !at->resolved; at = up) {
		at->resolving = 1;
		if (n == max) {
			max *= 2;
			chain = xreallocarray(chain, max,
			    sizeof(struct odt_style *));
		}
		chain[n++] = at;
		up = find(NULL, odt, family_of(at->node),
		    xmldoc_attr(at->node, STYLE_NS, "parent-style-name"));
		if (up != NULL && !up->resolved && up->resolving) {
			at->parent = NULL;
			break;
		}
	}
	while (n > 0)
		resolve_one(odt, chain[--n]);
	free(chain);
}

void
odt_styles_read(struct odt *odt)
{
	size_t i;
	const xmlNode *automatic;

	open_scope(&odt->common);
	open_scope(&odt->automatic[0]);
	open_scope(&odt->automatic[1]);
	odt->scope = &odt->automatic[0];
	odt->fonts = xmlHashCreate(16);
	read_fonts(odt, odt->content);
	read_fonts(odt, odt->styles);
	read_container(odt, &odt->common,
	    xmldoc_child(odt->styles, OFFICE_NS, "styles"), 0);
	automatic = xmldoc_child(odt->content, OFFICE_NS, "automatic-styles");
	read_container(odt, &odt->automatic[0], automatic, 1);
	automatic = xmldoc_child(odt->styles, OFFICE_NS, "automatic-styles");
	read_container(odt, &odt->automatic[1], automatic, 1);
	link_parents(odt);
	if (odt->defaults != NULL)
		resolve(odt, odt->defaults);
	for (i = 0; i < odt->n_styles; i++)
		resolve(odt, odt->all_styles[i]);
}

void
odt_styles_free(struct odt *odt)
{
	size_t i;

	for (i = 0; i < odt->n_styles; i++) {
		free(odt->all_styles[i]->id);
		free(odt->all_styles[i]->display);
		free(odt->all_styles[i]);
	}
	free(odt->all_styles);
	xmlHashFree(odt->fonts, NULL);
	close_scope(&odt->common);
	close_scope(&odt->automatic[0]);
	close_scope(&odt->automatic[1]);
}

/*
 * Asking.
 */

enum {
	CHAIN_MAX = 32, /* of what is asked by every paragraph */
};

/* The properties of a style stand before anything else in it. */
static const xmlNode *
properties_of(const struct odt_style *style, const char *name)
{
	int i = 0;
	const xmlNode *node;

	for (node = xmldoc_first(style->node); node != NULL && i < CHAIN_MAX;
	     node = xmldoc_next(node), i++) {
		if (xmldoc_is(node, STYLE_NS, name))
			return node;
	}
	return NULL;
}

const char *
odt_style_says(const struct odt_style *style, const char *properties,
    const char *ns, const char *name)
{
	const char *value;
	int i;

	for (i = 0; style != NULL && i < CHAIN_MAX; i++) {
		value = xmldoc_attr(properties_of(style, properties), ns, name);
		if (value != NULL)
			return value;
		style = style->parent;
	}
	return NULL;
}

const char *
odt_style_attr(const struct odt_style *style, const char *name)
{
	const char *value;
	int i;

	for (i = 0; style != NULL && i < CHAIN_MAX; i++) {
		value = xmldoc_attr(style->node, STYLE_NS, name);
		if (value != NULL)
			return value;
		style = style->parent;
	}
	return NULL;
}

/*
 * Out.
 */

static void
write_style(struct odt *odt, xmlNode *root, const struct odt_style *style)
{
	int level;
	xmlNode *node, *ppr;
	struct odt_look look = style->own;

	node = odt_add(odt, root, "style");
	odt_set(odt, node, "type",
	    family_of(style->node) == FAMILY_TEXT ? "character" : "paragraph");
	odt_set(odt, node, "styleId", style->id);
	odt_add_val(odt, node, "name", style->display);
	if (style->parent != NULL)
		odt_add_val(odt, node, "basedOn", style->parent->id);
	if (family_of(style->node) == FAMILY_TEXT)
		return; /* its look is written at each of its runs */
	ppr = odt_add(odt, node, "pPr");
	if (style->paragraph != NULL)
		odt_ppr_write(odt, ppr, style->paragraph, 0);
	level = ooxml_int(xmldoc_attr(style->node, STYLE_NS,
			      "default-outline-level"),
	    0);
	if (level > 0 && level <= ODT_LEVELS)
		odt_add_int(odt, ppr, "outlineLvl", level - 1);
	if (look.scale != ODT_UNSET)
		look.size = style->all.size;
	odt_look_write(odt, node, &look);
}

void
odt_styles_write(struct odt *odt)
{
	size_t i;
	const struct odt_style *style;
	xmlNode *root, *defaults;

	root = odt_helper(odt, "styles", "styles.xml", REL_STYLES);
	defaults = odt_add(odt, root, "docDefaults");
	if (odt->defaults != NULL)
		odt_look_write(odt, odt_add(odt, defaults, "rPrDefault"),
		    &odt->defaults->own);
	for (i = 0; i < odt->n_styles; i++) {
		style = odt->all_styles[i];
		if (style->id != NULL && family_of(style->node) != FAMILY_OTHER)
			write_style(odt, root, style);
	}
}
