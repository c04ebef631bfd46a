/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of the text edition: what a browser would count, and labels. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "render/lines.h"
#include "render/parts.h"
#include "render/text.h"

/* The state of one list: how it counts, and how wide its labels are. */
struct counter {
	int counted; /* else it has bullets */
	char type;   /* of ol/@type */
	long next;
	size_t width;
};

/* a, b, … z, aa, as list-style-type lower-alpha (CSS Counter Styles 3). */
static void
format_alpha(char *dst, size_t size, long n, char first)
{
	char digits[16];
	size_t i = sizeof(digits);

	digits[--i] = '\0';
	for (; n > 0 && i > 0; n = (n - 1) / 26)
		digits[--i] = (char)(first + (n - 1) % 26);
	snprintf(dst, size, "%s.", digits + i);
}

static void
format_roman(char *dst, size_t size, long n, int upper)
{
	static const struct {
		int value;
		const char *lower;
		const char *upper;
	} table[] = {
		{ 1000, "m", "M" },
		{ 900, "cm", "CM" },
		{ 500, "d", "D" },
		{ 400, "cd", "CD" },
		{ 100, "c", "C" },
		{ 90, "xc", "XC" },
		{ 50, "l", "L" },
		{ 40, "xl", "XL" },
		{ 10, "x", "X" },
		{ 9, "ix", "IX" },
		{ 5, "v", "V" },
		{ 4, "iv", "IV" },
		{ 1, "i", "I" },
	};

	size_t i;
	size_t len = 0;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		for (; n >= table[i].value; n -= table[i].value)
			len += (size_t)snprintf(dst + len, size - len, "%s",
			    upper ? table[i].upper : table[i].lower);
	}
	snprintf(dst + len, size - len, ".");
}

static void
format_number(char *dst, size_t size, long n, char type)
{
	/* CSS: what letters and Roman numerals cannot say is decimal. */
	if (n < 1 || n > 3999 || type == '1' || type == '\0')
		snprintf(dst, size, "%ld.", n);
	else if (type == 'a' || type == 'A')
		format_alpha(dst, size, n, type);
	else
		format_roman(dst, size, n, type == 'I');
}

/* The label of an item; the counter goes on. */
static void
make_label(struct counter *counter, const xmlNode *item, char *dst, size_t size)
{
	const char *label;
	const char *value;

	label = node_attribute(item, "label");
	value = node_attribute(item, "value");
	if (value[0] != '\0')
		counter->next = strtol(value, NULL, 10);
	if (label[0] != '\0')
		snprintf(dst, size, "%s", label);
	else if (counter->counted)
		format_number(dst, size, counter->next, counter->type);
	else
		snprintf(dst, size, "•");
	counter->next++;
}

static void
start_counter(struct counter *counter, const xmlNode *list)
{
	const char *start;

	memset(counter, 0, sizeof(*counter));
	start = node_attribute(list, "start");
	counter->counted = node_attribute(list, "counted")[0] != '\0';
	counter->type = node_attribute(list, "type")[0];
	counter->next = start[0] != '\0' ? strtol(start, NULL, 10) : 1;
}

/* The widest label, but no wider than a margin should be. */
static void
measure(struct counter *counter, const xmlNode *list)
{
	char label[LINES_LABEL];
	const xmlNode *item;
	size_t width;
	struct counter probe = *counter;

	for (item = list->children; item != NULL; item = item->next) {
		if (!text_is(item, "item"))
			continue;
		make_label(&probe, item, label, sizeof(label));
		width = text_width(label);
		if (width > counter->width && width <= 8)
			counter->width = width;
	}
}

/* An item of one paragraph, with or without lists below it. */
static int
is_single(const xmlNode *item)
{
	const xmlNode *node;
	int blocks = 0;
	int in_line = 0;

	for (node = item->children; node != NULL; node = node->next) {
		if (text_is_inline(node)) {
			blocks += !in_line;
			in_line = 1;
		} else {
			blocks += !text_is(node, "list");
			in_line = 0;
		}
	}
	return blocks <= 1;
}

static int
is_tight(const xmlNode *list)
{
	const xmlNode *item;

	for (item = list->children; item != NULL; item = item->next) {
		if (text_is(item, "item") && !is_single(item))
			return 0;
	}
	return 1;
}

/* Numbers are set to the right, so that the texts stand in a column. */
static void
put_item(struct text *text, struct counter *counter, const xmlNode *item)
{
	char label[LINES_LABEL];
	char set[2 * LINES_LABEL];
	int pad;
	size_t width;

	make_label(counter, item, label, sizeof(label));
	width = text_width(label);
	pad = counter->counted && width < counter->width ?
	    (int)(counter->width - width) :
	    0;
	snprintf(set, sizeof(set), "%*s%s ", pad, "", label);
	lines_push(&text->lines, set, "", counter->width + 1);
	text_put_item(text, item);
	lines_pop(&text->lines);
}

void
text_put_list(struct text *text, const xmlNode *list)
{
	const xmlNode *item;
	int outer = text->tight;
	struct counter counter;

	start_counter(&counter, list);
	measure(&counter, list);
	text->tight = is_tight(list);
	for (item = list->children; item != NULL; item = item->next) {
		if (!text_is(item, "item"))
			continue;
		if (!text->tight)
			lines_gap(&text->lines);
		put_item(text, &counter, item);
	}
	text->tight = outer;
}
