/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading numbering.xml.  See docx_numbering.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "read/docx_numbering_inner.h"
#include "read/docx_styles.h"
#include "read/ooxml.h"
#include "read/xmldoc.h"

enum {
	ABSTRACTS_MAX = 5000,
	NUMS_MAX = 20000,
	LINKS_MAX = 8, /* w:numStyleLink after w:numStyleLink */
};

/* w:numFmt, as Word 2010 and later write one that others can't read: only
 * "001, 002, …" exists, told by its first number. */
static const char *
read_format(const xmlNode *node)
{
	const char *format, *val;
	const xmlNode *choice;

	val = ooxml_val(node, "numFmt");
	if (val == NULL) {
		node = xmldoc_child(node, MC_NS, "AlternateContent");
		choice = xmldoc_child(node, MC_NS, "Choice");
		node = xmldoc_child(choice, W_NS, "numFmt");
		val = ooxml_attr(node, "val");
	} else {
		node = xmldoc_child(node, W_NS, "numFmt");
	}
	if (val == NULL)
		return "decimal"; /* the default of 17.9.17 */
	format = ooxml_attr(node, "format");
	if (strcmp(val, "custom") != 0 || format == NULL)
		return val;
	if (strncmp(format, "00001", 5) == 0)
		return "00000";
	if (strncmp(format, "0001", 4) == 0)
		return "0000";
	if (strncmp(format, "001", 3) == 0)
		return "000";
	return strncmp(format, "01", 2) == 0 ? "decimalZero" : "decimal";
}

static enum docx_suffix
read_suffix(const char *val)
{
	if (val != NULL && strcmp(val, "nothing") == 0)
		return SUFFIX_NOTHING;
	if (val != NULL && strcmp(val, "space") == 0)
		return SUFFIX_SPACE;
	return SUFFIX_TAB;
}

static void
read_indents(struct num_level *level, const xmlNode *ppr)
{
	const char *value;
	const xmlNode *ind;

	ind = xmldoc_child(ppr, W_NS, "ind");
	value = ooxml_attr(ind, "start");
	if (value == NULL)
		value = ooxml_attr(ind, "left");
	level->left = ooxml_twips(value, NUM_UNSAID);
	level->first_line = ooxml_twips(ooxml_attr(ind, "firstLine"),
	    NUM_UNSAID);
	value = ooxml_attr(ind, "hanging");
	if (value != NULL)
		level->first_line = -ooxml_twips(value, 0);
}

static int
clamp_value(int n)
{
	if (n > NUM_VALUE_MAX)
		return NUM_VALUE_MAX;
	return n < 0 ? 0 : n;
}

static void
read_level(struct num_level *level, const xmlNode *node)
{
	const xmlNode *fonts;

	level->present = 1;
	level->start = clamp_value(ooxml_int(ooxml_val(node, "start"), 0));
	level->restart = ooxml_int(ooxml_val(node, "lvlRestart"), NUM_UNSAID);
	level->legal = ooxml_has(node, "isLgl");
	level->suffix = read_suffix(ooxml_val(node, "suff"));
	level->fmt = read_format(node);
	level->text = ooxml_val(node, "lvlText");
	if (level->text == NULL)
		level->text = "";
	level->style = ooxml_val(node, "pStyle");
	level->picture = xmldoc_child(node, W_NS, "lvlPicBulletId") != NULL;
	fonts = xmldoc_child(xmldoc_child(node, W_NS, "rPr"), W_NS, "rFonts");
	level->font = ooxml_attr(fonts, "ascii");
	if (level->font == NULL)
		level->font = ooxml_attr(fonts, "hAnsi");
	read_indents(level, xmldoc_child(node, W_NS, "pPr"));
}

static int
read_ilvl(const xmlNode *node)
{
	int ilvl;

	ilvl = ooxml_int(ooxml_attr(node, "ilvl"), 0);
	return ilvl < 0 || ilvl >= NUM_LEVELS ? -1 : ilvl;
}

static void
read_abstract(struct num_abstract *abstract, const xmlNode *root)
{
	const xmlNode *node;
	int ilvl;

	abstract->id = ooxml_int(ooxml_attr(root, "abstractNumId"), -1);
	abstract->style_link = ooxml_val(root, "styleLink");
	abstract->num_style_link = ooxml_val(root, "numStyleLink");
	abstract->source = abstract;
	for (node = xmldoc_first(root); node != NULL;
	     node = xmldoc_next(node)) {
		if (!xmldoc_is(node, W_NS, "lvl"))
			continue;
		ilvl = read_ilvl(node);
		if (ilvl != -1 && !abstract->levels[ilvl].present)
			read_level(&abstract->levels[ilvl], node);
	}
}

static struct num_abstract *
find_abstract(const struct docx_numbering *numbering, int id)
{
	size_t high, low, middle;

	low = 0;
	high = numbering->n_abstracts;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (numbering->abstracts[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == numbering->n_abstracts || numbering->abstracts[low].id != id)
		return NULL;
	return &numbering->abstracts[low];
}

struct num_instance *
docx_num_find(const struct docx_numbering *numbering, int id)
{
	size_t high, low, middle;

	low = 0;
	high = numbering->n_nums;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (numbering->nums[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == numbering->n_nums || numbering->nums[low].id != id)
		return NULL;
	return &numbering->nums[low];
}

static void
read_override(struct num_instance *num, const xmlNode *node)
{
	const xmlNode *lvl;
	int ilvl;

	if ((ilvl = read_ilvl(node)) == -1)
		return;
	num->start[ilvl] = ooxml_int(ooxml_val(node, "startOverride"),
	    NUM_UNSAID);
	if (num->start[ilvl] != NUM_UNSAID)
		num->start[ilvl] = clamp_value(num->start[ilvl]);
	num->pending[ilvl] = num->start[ilvl] != NUM_UNSAID;
	if ((lvl = xmldoc_child(node, W_NS, "lvl")) == NULL)
		return;
	if (num->overrides == NULL)
		num->overrides = xcalloc(NUM_LEVELS, sizeof(*num->overrides));
	read_level(&num->overrides[ilvl], lvl);
	/* Word takes no w:lvlRestart from here. */
	num->overrides[ilvl].restart = NUM_UNSAID;
}

static void
read_num(const struct docx_numbering *numbering, struct num_instance *num,
    const xmlNode *root)
{
	const xmlNode *node;
	int i;

	num->id = ooxml_int(ooxml_attr(root, "numId"), 0);
	num->abstract = find_abstract(numbering,
	    ooxml_int(ooxml_val(root, "abstractNumId"), -1));
	for (i = 0; i < NUM_LEVELS; i++)
		num->start[i] = NUM_UNSAID;
	for (node = xmldoc_first(root); node != NULL; node = xmldoc_next(node))
		if (xmldoc_is(node, W_NS, "lvlOverride"))
			read_override(num, node);
}

/* Whose w:styleLink is that style. */
static const struct num_abstract *
find_style_link(const struct docx_numbering *numbering, const char *style)
{
	const struct num_abstract *abstract;
	size_t i;

	for (i = 0; i < numbering->n_abstracts; i++) {
		abstract = &numbering->abstracts[i];
		if (abstract->style_link != NULL &&
		    strcmp(abstract->style_link, style) == 0)
			return abstract;
	}
	return NULL;
}

/* Follow w:numStyleLink (17.9.21) through the style to the numbering that
 * defines it. */
static void
link_style(const struct docx_numbering *numbering,
    const struct docx_styles *styles, struct num_abstract *abstract)
{
	const struct num_abstract *source;
	const struct docx_style *style;
	const struct num_instance *num;
	int i;

	source = abstract;
	for (i = 0; i < LINKS_MAX && source->num_style_link != NULL; i++) {
		style = docx_style_find(styles, DOCX_STYLE_NUMBERING,
		    source->num_style_link);
		num = style == NULL ?
		    NULL :
		    docx_num_find(numbering, docx_style_num_id(style));
		if (num != NULL && num->abstract != NULL &&
		    num->abstract != source)
			source = num->abstract;
		else
			source = find_style_link(numbering,
			    source->num_style_link);
		if (source == NULL)
			return;
	}
	if (source->num_style_link == NULL)
		abstract->source = source;
}

static int
compare_abstracts(const void *a, const void *b)
{
	const struct num_abstract *x, *y;

	x = a;
	y = b;
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

static int
compare_nums(const void *a, const void *b)
{
	const struct num_instance *x, *y;

	x = a;
	y = b;
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

static size_t
count_children(const xmlNode *root, const char *name, size_t max)
{
	const xmlNode *node;
	size_t n;

	n = 0;
	for (node = xmldoc_first(root); node != NULL; node = xmldoc_next(node))
		if (xmldoc_is(node, W_NS, name) && n < max)
			n++;
	return n;
}

static void
read_abstracts(struct docx_numbering *numbering, const xmlNode *root)
{
	const xmlNode *node;
	size_t i, n;

	n = count_children(root, "abstractNum", ABSTRACTS_MAX);
	numbering->abstracts = xcalloc(n + 1, sizeof(*numbering->abstracts));
	i = 0;
	node = xmldoc_first(root);
	for (; node != NULL && i < n; node = xmldoc_next(node)) {
		if (!xmldoc_is(node, W_NS, "abstractNum"))
			continue;
		numbering->abstracts[i].order = i;
		read_abstract(&numbering->abstracts[i++], node);
	}
	numbering->n_abstracts = n;
	qsort(numbering->abstracts, n, sizeof(*numbering->abstracts),
	    compare_abstracts);
	for (i = 0; i < n; i++) /* they have moved */
		numbering->abstracts[i].source = &numbering->abstracts[i];
}

static void
read_nums(struct docx_numbering *numbering, const xmlNode *root)
{
	const xmlNode *node;
	size_t i, n;

	n = count_children(root, "num", NUMS_MAX);
	numbering->nums = xcalloc(n + 1, sizeof(*numbering->nums));
	i = 0;
	node = xmldoc_first(root);
	for (; node != NULL && i < n; node = xmldoc_next(node)) {
		if (!xmldoc_is(node, W_NS, "num"))
			continue;
		numbering->nums[i].order = i;
		read_num(numbering, &numbering->nums[i++], node);
	}
	numbering->n_nums = n;
	qsort(numbering->nums, n, sizeof(*numbering->nums), compare_nums);
}

struct docx_numbering *
docx_numbering_new(xmlDoc *doc, const struct docx_styles *styles)
{
	const xmlNode *root;
	struct docx_numbering *numbering;
	size_t i;

	numbering = xcalloc(1, sizeof(*numbering));
	numbering->doc = doc;
	root = doc == NULL ? NULL : xmlDocGetRootElement(doc);
	read_abstracts(numbering, root);
	read_nums(numbering, root);
	for (i = 0; i < numbering->n_abstracts; i++)
		if (numbering->abstracts[i].num_style_link != NULL)
			link_style(numbering, styles, &numbering->abstracts[i]);
	return numbering;
}

void
docx_numbering_free(struct docx_numbering *numbering)
{
	size_t i;

	if (numbering == NULL)
		return;
	for (i = 0; i < numbering->n_nums; i++)
		free(numbering->nums[i].overrides);
	free(numbering->nums);
	free(numbering->abstracts);
	if (numbering->doc != NULL)
		xmlFreeDoc(numbering->doc);
	free(numbering);
}
