/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A first look at the bytes of an XML document.  See xmlscan.h. */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include <libxml/HTMLparser.h>
#include <unicode/utf8.h>

#include "base/buf.h"
#include "read/xmlscan.h"

enum {
	DECLARATION_MAX = 256, /* units in which an encoding is looked for */
	ATTRIBUTE_MIN = 5,     /* units of the shortest: ' a=""' */
	NAME_MAX_LEN = 10,     /* of HTML's names: "thetasym" */
};

/* XML 1.0, appendix F.1: how the first bytes tell the width of a unit. */
static const struct {
	unsigned char first[4];
	size_t len;
	int width;
	int big_endian;
	int has_bom;
} starts[] = {
	{ { 0x00, 0x00, 0xfe, 0xff }, 4, 4, 1, 1 },
	{ { 0xff, 0xfe, 0x00, 0x00 }, 4, 4, 0, 1 },
	{ { 0x00, 0x00, 0x00, 0x3c }, 4, 4, 1, 0 },
	{ { 0x3c, 0x00, 0x00, 0x00 }, 4, 4, 0, 0 },
	{ { 0xef, 0xbb, 0xbf, 0x00 }, 3, 1, 0, 1 },
	{ { 0xfe, 0xff, 0x00, 0x00 }, 2, 2, 1, 1 },
	{ { 0xff, 0xfe, 0x00, 0x00 }, 2, 2, 0, 1 },
	{ { 0x00, 0x3c, 0x00, 0x00 }, 2, 2, 1, 0 },
	{ { 0x3c, 0x00, 0x00, 0x00 }, 2, 2, 0, 0 },
};

static size_t
units(const struct xmlscan *scan)
{
	return scan->len / (size_t)scan->width;
}

/* The unit at i if it is ASCII, else 0. */
static int
unit(const struct xmlscan *scan, size_t i)
{
	const unsigned char *p;
	int at, j;

	if (scan->width == 1)
		return scan->data[i] < 0x80 ? scan->data[i] : 0;
	p = scan->data + i * (size_t)scan->width;
	at = scan->big_endian ? scan->width - 1 : 0;
	for (j = 0; j < scan->width; j++)
		if (j != at && p[j] != 0)
			return 0;
	return p[at] < 0x80 ? p[at] : 0;
}

/* Where the next '<' at or after i is, or the end. */
static size_t
next_open(const struct xmlscan *scan, size_t i)
{
	const unsigned char *p;

	if (scan->width == 1) {
		p = memchr(scan->data + i, '<', scan->len - i);
		return p == NULL ? scan->len : (size_t)(p - scan->data);
	}
	while (i < units(scan) && unit(scan, i) != '<')
		i++;
	return i;
}

/* encoding="…" of the declaration, if there is one. */
static void
read_encoding(struct xmlscan *scan)
{
	char head[DECLARATION_MAX + 1], *p, *end;
	size_t i, n;
	int quote;

	n = units(scan) < DECLARATION_MAX ? units(scan) : DECLARATION_MAX;
	for (i = 0; i < n; i++) {
		head[i] = (char)unit(scan, i);
		if (head[i] == '\0')
			head[i] = ' ';
	}
	head[n] = '\0';
	if ((end = strstr(head, "?>")) == NULL)
		return;
	*end = '\0';
	if ((p = strstr(head, "encoding")) == NULL)
		return;
	p += strlen("encoding");
	p += strspn(p, " \t\r\n=");
	quote = (unsigned char)*p;
	if ((quote != '"' && quote != '\'') ||
	    (end = strchr(p + 1, quote)) == NULL)
		return;
	*end = '\0';
	for (i = 0, p++; p[i] != '\0' && i + 1 < sizeof(scan->encoding); i++)
		scan->encoding[i] = (char)toupper((unsigned char)p[i]);
}

void
xmlscan_init(struct xmlscan *scan, const void *data, size_t len)
{
	size_t i;

	memset(scan, 0, sizeof(*scan));
	scan->data = data;
	scan->len = len;
	scan->width = 1;
	for (i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
		if (len < starts[i].len ||
		    memcmp(data, starts[i].first, starts[i].len) != 0)
			continue;
		scan->width = starts[i].width;
		scan->big_endian = starts[i].big_endian;
		scan->has_bom = starts[i].has_bom;
		break;
	}
	read_encoding(scan);
}

/* How many times a name is given a value in the tag that opens at i. */
static int
count_attributes(const struct xmlscan *scan, size_t i, size_t end)
{
	int c, quote, equals, count;

	quote = equals = count = 0;
	for (i++; i < end; i++) {
		c = unit(scan, i);
		if (quote != 0) {
			if (c == quote)
				quote = 0;
		} else if (c == '"' || c == '\'') {
			quote = c;
			count += equals;
			equals = 0;
		} else if (c == '>') {
			break;
		} else if (c == '=') {
			equals = 1;
		} else if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
			equals = 0;
		}
	}
	return count;
}

int
xmlscan_many_attributes(const struct xmlscan *scan, int max)
{
	const size_t end = units(scan), room = (size_t)max * ATTRIBUTE_MIN;
	size_t i, next;
	int c;

	/* No value may hold a '<' (XML 1.0, 2.3), so only where the next one
	 * is far away can there be that many. */
	for (i = next_open(scan, 0); i < end; i = next) {
		next = next_open(scan, i + 1);
		c = i + 1 < end ? unit(scan, i + 1) : 0;
		if (next - i > room && c != '!' && c != '?' &&
		    count_attributes(scan, i, next) > max)
			return 1;
	}
	return 0;
}

/* Is it an encoding whose characters are single bytes? */
static int
is_single(const char *encoding)
{
	static const char *const starts_with[] = { "ISO-8859", "ISO8859",
		"ISO_8859", "LATIN", "WINDOWS-125", "CP125", "US-ASCII",
		"ASCII", "MACINTOSH", "KOI8" };
	size_t i;

	for (i = 0; i < sizeof(starts_with) / sizeof(starts_with[0]); i++) {
		if (strncmp(encoding, starts_with[i], strlen(starts_with[i])) ==
		    0)
			return 1;
	}
	return 0;
}

/* How many bytes at i are a character of UTF-8: 0 if they are none. */
static size_t
utf8_at(const struct xmlscan *scan, size_t i)
{
	int32_t at = 0, left;
	UChar32 c;

	if (scan->data[i] < 0x80)
		return 1;
	left = scan->len - i > U8_MAX_LENGTH ? U8_MAX_LENGTH :
					       (int32_t)(scan->len - i);
	U8_NEXT(scan->data + i, at, left, c);
	return c < 0 ? 0 : (size_t)at;
}

enum misnamed
xmlscan_misnamed(const struct xmlscan *scan, size_t *ret_at)
{
	int single;
	size_t i, n, first = scan->len;

	single = is_single(scan->encoding);
	if (scan->width != 1 ||
	    (!single && scan->encoding[0] != '\0' &&
		strcmp(scan->encoding, "UTF-8") != 0 &&
		strcmp(scan->encoding, "UTF8") != 0))
		return MISNAMED_NOT;
	for (i = 0; i < scan->len; i += n) {
		if ((n = utf8_at(scan, i)) == 0) {
			*ret_at = i;
			return single ? MISNAMED_NOT : MISNAMED_BYTE;
		}
		if (n > 1 && first == scan->len)
			first = i;
	}
	*ret_at = first;
	return single && first < scan->len ? MISNAMED_UTF8 : MISNAMED_NOT;
}

int
xmlscan_is_cp1252(const struct xmlscan *scan)
{
	static const char *const names[] = { "ISO-8859-1", "ISO8859-1",
		"ISO_8859-1", "ISO-LATIN-1", "LATIN1", "LATIN-1", "L1",
		"US-ASCII", "ASCII" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(scan->encoding, names[i]) == 0)
			break;
	if (i == sizeof(names) / sizeof(names[0]))
		return 0;
	for (i = 0; i < scan->len; i++)
		if (scan->data[i] >= 0x80 && scan->data[i] <= 0x9f)
			return 1;
	return 0;
}

/* Where what opens at p and is not to be touched ends: a comment, CDATA, a
 * processing instruction; p itself for anything else. */
static const char *
skip_verbatim(const char *p, const char *end)
{
	static const struct {
		const char *open;
		const char *close;
	} kinds[] = { { "<!--", "-->" }, { "<![CDATA[", "]]>" },
		{ "<?", "?>" } };

	const char *close;
	size_t i, n;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		n = strlen(kinds[i].open);
		if ((size_t)(end - p) < n || memcmp(p, kinds[i].open, n) != 0)
			continue;
		close = memmem(p + n, (size_t)(end - p) - n, kinds[i].close,
		    strlen(kinds[i].close));
		return close == NULL ? end : close + strlen(kinds[i].close);
	}
	return p;
}

/* The character that the reference at p means and where it ends, or 0. */
static unsigned
named_character(const char *p, const char *end, const char **ret_next)
{
	static const char *const own[] = { "amp", "lt", "gt", "quot", "apos" };
	const htmlEntityDesc *desc;
	char name[NAME_MAX_LEN + 1];
	size_t i, n;

	for (n = 0; n < NAME_MAX_LEN && p + 1 + n < end &&
	     isalnum((unsigned char)p[1 + n]);
	     n++)
		name[n] = p[1 + n];
	name[n] = '\0';
	if (n == 0 || p + 1 + n >= end || p[1 + n] != ';')
		return 0;
	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (strcmp(name, own[i]) == 0)
			return 0;
	desc = htmlEntityLookup((const xmlChar *)name);
	*ret_next = p + n + 2;
	return desc == NULL ? 0 : desc->value;
}

int
xmlscan_name_characters(const struct xmlscan *scan, struct buf *out)
{
	const char *p, *done, *end, *next;
	unsigned c;

	if (scan->width != 1 || scan->len == 0)
		return 0;
	p = done = (const char *)scan->data;
	end = p + scan->len;
	while (p < end) {
		if (*p == '<' && (next = skip_verbatim(p, end)) != p) {
			p = next;
		} else if (*p == '&' &&
		    (c = named_character(p, end, &next)) != 0) {
			buf_add(out, done, (size_t)(p - done));
			buf_printf(out, "&#%u;", c);
			p = done = next;
		} else {
			p++;
		}
	}
	if (done == (const char *)scan->data)
		return 0;
	buf_add(out, done, (size_t)(end - done));
	return 1;
}
