/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lists (ODF 1.3-3, 5.3, 16.30) as numbering.xml.
 *
 * In ODF a list is an element, that counts by itself unless it says that it
 * goes on; in Open XML paragraphs belong to a list.  So each text:list that
 * counts anew is an abstract numbering of its own, with as many levels as its
 * items use.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "read/odt_inner.h"

enum {
	INDENT = 720, /* twips for each level; what ODF says is looks */
	VALUE_MAX = 100000000,
	LOOKS_MAX = 16,
	CHILDREN_MAX = 64, /* of a list style: ten levels and little else */
};

/*
 * A list, or how it looks where it names another style: what stands in it, and
 * an item with a style of its own, is counted on in the list around.
 */
struct odt_list {
	struct odt_list *next;  /* of all, to be freed */
	struct odt_list *whole; /* whose numbers are counted: itself */
	struct odt_list *looks; /* other styles of the same list */
	int num;                /* its w:numId */
	int abstract;
	char *style_name;     /* its own: what named it may be gone */
	const xmlNode *style; /* text:list-style, text:outline-style, or NULL */
	xmlNode *node;        /* w:abstractNum; of another style its w:num */
	int levels;           /* how many are written */
};

struct odt_lists {
	xmlNode *root; /* w:numbering, or NULL */
	xmlNode *nums; /* holder of w:num: they stand last */
	struct odt_list *all;
	struct odt_list *last; /* the last that began at the top */
	struct odt_list *outline;
	xmlHashTable *by_id;    /* xml:id, text:list-id */
	xmlHashTable *by_style; /* the last of each style */
	int count;
};

static const xmlChar *
x(const char *s)
{
	return (const xmlChar *)s;
}

void
odt_lists_start(struct odt *odt)
{
	odt->lists = xcalloc(1, sizeof(*odt->lists));
	odt->lists->by_id = xmlHashCreate(16);
	odt->lists->by_style = xmlHashCreate(16);
}

void
odt_lists_free(struct odt *odt)
{
	struct odt_list *list, *next;

	if (odt->lists == NULL)
		return;
	for (list = odt->lists->all; list != NULL; list = next) {
		next = list->next;
		free(list->style_name);
		free(list);
	}
	xmlHashFree(odt->lists->by_id, NULL);
	xmlHashFree(odt->lists->by_style, NULL);
	free(odt->lists);
}

/*
 * Levels.
 */

static const xmlNode *
level_of(const xmlNode *style, int level)
{
	int i = 0;
	const xmlNode *node;

	for (node = xmldoc_first(style); node != NULL && i < CHILDREN_MAX;
	     node = xmldoc_next(node), i++) {
		if (ooxml_int(xmldoc_attr(node, TEXT_NS, "level"), 0) ==
		    level + 1)
			return node;
	}
	return NULL;
}

static const char *
format_of(const xmlNode *level)
{
	static const char *const formats[][2] = {
		{ "1", "decimal" },
		{ "a", "lowerLetter" },
		{ "A", "upperLetter" },
		{ "i", "lowerRoman" },
		{ "I", "upperRoman" },
		{ "", "none" },
	};
	const char *format;
	size_t i;

	if ((format = xmldoc_attr(level, STYLE_NS, "num-format")) == NULL)
		return "none";
	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		if (strcmp(format, formats[i][0]) == 0)
			return formats[i][1];
	}
	return "decimal"; /* "1st", other scripts' figures */
}

/* "%1%.%2%." of LibreOffice (and ODF 1.4) is "%1.%2.". */
static int
put_pattern(struct buf *text, const xmlNode *level)
{
	const char *s;

	s = xmldoc_attr(level, STYLE_NS, "num-list-format");
	if (s == NULL)
		s = xmldoc_attr(level, LOEXT_NS, "num-list-format");
	if (s == NULL)
		return 0;
	while (*s != '\0') {
		if (*s == '%' && s[1] >= '1' && s[1] <= '9' && s[2] == '%') {
			buf_add(text, s, 2);
			s += 3;
		} else {
			buf_putc(text, *s++);
		}
	}
	return 1;
}

/* The label of a level: those above it with stops between (19.880). */
static void
put_label(struct buf *text, const struct odt_list *list, const xmlNode *level,
    int at)
{
	const char *affix;
	int first, i, shown;

	if (put_pattern(text, level))
		return;
	if ((affix = xmldoc_attr(level, STYLE_NS, "num-prefix")) != NULL)
		buf_puts(text, affix);
	shown = ooxml_int(xmldoc_attr(level, TEXT_NS, "display-levels"), 1);
	first = shown < 1 || shown > at + 1 ? 0 : at + 1 - shown;
	for (i = first; i < at; i++) {
		if (strcmp(format_of(level_of(list->style, i)), "none") != 0)
			buf_printf(text, "%%%d.", i + 1);
	}
	buf_printf(text, "%%%d", at + 1);
	if ((affix = xmldoc_attr(level, STYLE_NS, "num-suffix")) != NULL)
		buf_puts(text, affix);
}

static void
write_bullet(struct odt *odt, xmlNode *lvl, const xmlNode *level)
{
	const char *sign, *font;
	const xmlNode *properties;
	xmlNode *fonts;

	odt_add_val(odt, lvl, "numFmt", "bullet");
	sign = xmldoc_attr(level, TEXT_NS, "bullet-char");
	odt_add_val(odt, lvl, "lvlText", sign != NULL ? sign : "\xe2\x80\xa2");
	properties = xmldoc_child(level, STYLE_NS, "text-properties");
	if ((font = xmldoc_attr(properties, STYLE_NS, "font-name")) == NULL)
		font = xmldoc_attr(properties, FO_NS, "font-family");
	if ((font = odt_font(odt, font)) == NULL)
		return;
	fonts = odt_add(odt, odt_add(odt, lvl, "rPr"), "rFonts");
	odt_set(odt, fonts, "ascii", font);
	odt_set(odt, fonts, "hAnsi", font);
}

static void
write_number(struct odt *odt, const struct odt_list *list, xmlNode *lvl,
    const xmlNode *level, int at)
{
	const char *format = format_of(level);
	struct buf text;

	odt_add_val(odt, lvl, "numFmt", format);
	buf_init(&text, 1024);
	if (strcmp(format, "none") != 0)
		put_label(&text, list, level, at);
	odt_add_val(odt, lvl, "lvlText", buf_str(&text));
	buf_fini(&text);
}

/* The w:lvlOverride of a level in a w:num. */
static xmlNode *
override_of(struct odt *odt, xmlNode *num, int level)
{
	char digits[16];
	const char *ilvl;
	xmlNode *node;

	snprintf(digits, sizeof(digits), "%d", level);
	for (node = xmldoc_first(num); node != NULL; node = xmldoc_next(node)) {
		ilvl = xmldoc_attr(node, W_NS, "ilvl");
		if (ilvl != NULL && strcmp(ilvl, digits) == 0)
			return node;
	}
	node = odt_add(odt, num, "lvlOverride");
	odt_set(odt, node, "ilvl", digits);
	return node;
}

static void
write_level(struct odt *odt, struct odt_list *list, int at)
{
	const xmlNode *level;
	xmlNode *ind, *into = list->node, *lvl;

	level = level_of(list->style, at);
	if (list->whole != list)
		into = override_of(odt, list->node, at);
	lvl = odt_add(odt, into, "lvl");
	odt_set_int(odt, lvl, "ilvl", at);
	odt_add_int(odt, lvl, "start",
	    ooxml_int(xmldoc_attr(level, TEXT_NS, "start-value"), 1));
	if (level != NULL &&
	    xmldoc_is(level, TEXT_NS, "list-level-style-number"))
		write_number(odt, list, lvl, level, at);
	else if (level != NULL &&
	    xmldoc_is(level, TEXT_NS, "outline-level-style"))
		write_number(odt, list, lvl, level, at);
	else
		write_bullet(odt, lvl, level);
	ind = odt_add(odt, odt_add(odt, lvl, "pPr"), "ind");
	odt_set_int(odt, ind, "left", INDENT * (at + 1));
	odt_set_int(odt, ind, "hanging", INDENT / 2);
}

/*
 * Lists.
 */

static xmlNode *
add_num(struct odt *odt, struct odt_list *list)
{
	struct odt_lists *lists = odt->lists;
	xmlNode *num;

	list->num = ++lists->count;
	num = odt_add(odt, lists->nums, "num");
	odt_set_int(odt, num, "numId", list->num);
	odt_add_int(odt, num, "abstractNumId", list->abstract);
	if (list->whole != list) {
		list->node = num;
		list->levels = 0;
	}
	return num;
}

static struct odt_list *
alloc_list(struct odt_lists *lists, const xmlNode *style, const char *name)
{
	struct odt_list *list;

	list = xcalloc(1, sizeof(*list));
	list->next = lists->all;
	lists->all = list;
	list->whole = list;
	list->style = style;
	list->style_name = name != NULL ? xstrdup(name) : NULL;
	return list;
}

static struct odt_list *
new_list(struct odt *odt, const xmlNode *style, const char *name)
{
	struct odt_lists *lists = odt->lists;
	struct odt_list *list;

	if (lists->root == NULL) {
		lists->root = odt_helper(odt, "numbering", "numbering.xml",
		    REL_NUMBERING);
		lists->nums = lists->root;
	}
	list = alloc_list(lists, style, name);
	list->abstract = ++lists->count;
	list->node = odt_add(odt, lists->root, "abstractNum");
	odt_set_int(odt, list->node, "abstractNumId", list->abstract);
	add_num(odt, list);
	return list;
}

static const xmlNode *
outline_style(const struct odt *odt)
{
	return xmldoc_child(xmldoc_child(odt->styles, OFFICE_NS, "styles"),
	    TEXT_NS, "outline-style");
}

/* Headings that are numbered stood once in lists of the outline's name. */
static const xmlNode *
style_of(const struct odt *odt, const char *name)
{
	const xmlNode *style = NULL;

	if (name == NULL)
		return NULL;
	style = xmlHashLookup(odt->scope->lists, x(name));
	if (style == NULL)
		style = xmlHashLookup(odt->common.lists, x(name));
	if (style == NULL && strcmp(name, "Outline") == 0)
		style = outline_style(odt);
	return style;
}

/* A number of its own: what follows goes on from there. */
static void
restart(struct odt *odt, struct odt_list *list, int level, int value)
{
	xmlNode *override;

	if (value < 0 || value > VALUE_MAX)
		return;
	override = override_of(odt, add_num(odt, list), level);
	odt_add_int(odt, override, "startOverride", value);
}

static int
is_true(const xmlNode *node, const char *name)
{
	const char *value;

	value = xmldoc_attr(node, TEXT_NS, name);
	return value != NULL && strcmp(value, "true") == 0;
}

static void
remember(struct odt *odt, struct odt_list *list, const xmlNode *node)
{
	const char *id;

	if ((id = xmldoc_attr(node, (const char *)XML_XML_NAMESPACE, "id")) ==
	    NULL)
		id = xmldoc_attr(node, TEXT_NS, "list-id");
	if (id != NULL)
		xmlHashUpdateEntry(odt->lists->by_id, x(id), list, NULL);
	if (list->style_name != NULL)
		xmlHashUpdateEntry(odt->lists->by_style, x(list->style_name),
		    list, NULL);
	odt->lists->last = list;
}

/* The list that this one goes on with (19.787, 19.788), or a new one. */
static struct odt_list *
list_at_top(struct odt *odt, const xmlNode *node)
{
	const char *id, *name;
	struct odt_list *list = NULL;

	name = xmldoc_attr(node, TEXT_NS, "style-name");
	if ((id = xmldoc_attr(node, TEXT_NS, "continue-list")) != NULL)
		list = xmlHashLookup(odt->lists->by_id, x(id));
	else if (is_true(node, "continue-numbering") && name != NULL)
		list = xmlHashLookup(odt->lists->by_style, x(name));
	else if (is_true(node, "continue-numbering"))
		list = odt->lists->last;
	if (list == NULL)
		list = new_list(odt, style_of(odt, name), name);
	remember(odt, list, node);
	return list;
}

/*
 * A list within an item, or an item by its text:style-override, may look
 * differently.  It is looked for among the few that a list has: what uses more
 * has new ones.
 */
static struct odt_list *
list_looking(struct odt *odt, const char *name, struct odt_list *outer)
{
	int i = 0;
	struct odt_list *list, *whole = outer->whole;

	if (name == NULL ||
	    (outer->style_name != NULL && strcmp(name, outer->style_name) == 0))
		return outer;
	for (list = whole; list != NULL && i < LOOKS_MAX; i++) {
		if (list->style_name != NULL &&
		    strcmp(name, list->style_name) == 0)
			return list;
		list = list->looks;
	}
	list = alloc_list(odt->lists, style_of(odt, name), name);
	list->abstract = whole->abstract;
	list->whole = whole;
	list->looks = whole->looks;
	whole->looks = list;
	add_num(odt, list);
	return list;
}

/* text:list-item, text:list-header (5.3.3, 5.3.4). */
static void
read_item(struct odt_flow *flow, xmlNode *item)
{
	const char *value;
	struct odt_list *before = flow->open;

	flow->open = list_looking(flow->odt,
	    xmldoc_attr(item, TEXT_NS, "style-override"), before);
	flow->numbered = TXT(item, "list-item");
	value = xmldoc_attr(item, TEXT_NS, "start-value");
	if (value != NULL && flow->level < ODT_LEVELS)
		restart(flow->odt, flow->open, flow->level,
		    ooxml_int(value, -1));
	odt_blocks(flow, item);
	flow->open = before;
}

void
odt_list(struct odt_flow *flow, xmlNode *list)
{
	int level = flow->level, numbered = flow->numbered;
	struct odt_list *before = flow->open;
	xmlNode *item;

	if (before == NULL)
		flow->open = list_at_top(flow->odt, list);
	else
		flow->open = list_looking(flow->odt,
		    xmldoc_attr(list, TEXT_NS, "style-name"), before);
	flow->level++;
	for (item = xmldoc_first(list); item != NULL; item = xmldoc_next(item))
		if (TXT(item, "list-item") || TXT(item, "list-header"))
			read_item(flow, item);
	flow->level = level;
	flow->open = before;
	/* What follows in the item around is its text: the number stood
	 * before. */
	flow->numbered = before == NULL ? numbered : 0;
}

/* text:numbered-paragraph (5.3.6): an item that stands for itself. */
void
odt_numbered(struct odt_flow *flow, xmlNode *paragraph)
{
	const char *id, *value;
	int level;
	struct odt_list *list = NULL;

	if ((id = xmldoc_attr(paragraph, TEXT_NS, "list-id")) != NULL)
		list = xmlHashLookup(flow->odt->lists->by_id, x(id));
	if (list == NULL)
		list = list_at_top(flow->odt, paragraph);
	level = ooxml_int(xmldoc_attr(paragraph, TEXT_NS, "level"), 1) - 1;
	flow->open = list;
	flow->level = level < 0 ? 0 : level;
	flow->numbered = 1;
	value = xmldoc_attr(paragraph, TEXT_NS, "start-value");
	if (value != NULL && flow->level < ODT_LEVELS)
		restart(flow->odt, list, flow->level, ooxml_int(value, -1));
	odt_blocks(flow, paragraph);
	flow->open = NULL;
	flow->level = -1;
	flow->numbered = 0;
}

/*
 * Paragraphs.
 */

static void
write_num(struct odt *odt, struct odt_list *list, xmlNode *ppr, int level)
{
	xmlNode *numpr;

	while (list->levels <= level)
		write_level(odt, list, list->levels++);
	numpr = odt_add(odt, ppr, "numPr");
	odt_add_int(odt, numpr, "ilvl", level);
	odt_add_int(odt, numpr, "numId", list->num);
}

/* Headings are numbered by text:outline-style (16.34). */
static void
write_outline(struct odt *odt, xmlNode *ppr, int level)
{
	const xmlNode *style;
	struct odt_lists *lists = odt->lists;

	style = outline_style(odt);
	if (style == NULL || odt->furniture)
		return;
	if (strcmp(format_of(level_of(style, level)), "none") == 0)
		return;
	if (lists->outline == NULL)
		lists->outline = new_list(odt, style, NULL);
	write_num(odt, lists->outline, ppr, level);
}

void
odt_list_ppr(struct odt_flow *flow, xmlNode *ppr, int outline)
{
	int level;
	xmlNode *ind;

	if (flow->open == NULL) {
		if (outline >= 0 && outline < ODT_LEVELS)
			write_outline(flow->odt, ppr, outline);
		return;
	}
	level = flow->level < ODT_LEVELS ? flow->level : ODT_LEVELS - 1;
	if (flow->numbered) {
		write_num(flow->odt, flow->open, ppr, level);
		flow->numbered = 0;
	}
	ind = odt_add(flow->odt, ppr, "ind");
	odt_set_int(flow->odt, ind, "left", INDENT * (level + 1));
}
