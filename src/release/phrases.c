/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Phrases in a tree of bytes.  See phrases.h for the contract. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <unicode/uchar.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "release/dom.h"
#include "release/phrases.h"

#define I18N_NS "urn:gazette:i18n:1"

enum {
	PHRASE_MAX = 128, /* bytes of one phrase */
	FOLD_CEILING = 1 << 30,
};

/* A node of the tree: a byte, its first child, its next sibling. */
struct branch {
	unsigned char byte;
	uint32_t child;
	uint32_t sibling;
	uint32_t leaf;  /* 1 + index of the first leaf that ends here */
	uint64_t kinds; /* of all leaves here and below */
};

struct leaf {
	struct phrase phrase;
	int open;
	uint32_t next; /* 1 + index of another with the same words */
};

struct phrases {
	struct branch *branches;
	uint32_t branch_count;
	uint32_t branch_cap;
	struct leaf *leaves;
	uint32_t leaf_count;
	uint32_t first[256];     /* the first byte chooses at once */
	uint64_t pairs[256][32]; /* kinds by the first byte, and the second's
				  * lower five bits */
};

static const char *const kinds[PHRASE_KINDS] = {
	[PHRASE_EMBARGO] = "embargo",
	[PHRASE_RELEASE] = "release",
	[PHRASE_RELEASE_NOW] = "release-now",
	[PHRASE_SCHEDULE] = "schedule",
	[PHRASE_EMBARGO_NONE] = "embargo-none",
	[PHRASE_EMBARGO_OTHER] = "embargo-other",
	[PHRASE_EMBARGO_GLUE] = "embargo-glue",
	[PHRASE_CLOCK] = "clock",
	[PHRASE_HALF_DAY] = "half-day",
	[PHRASE_MONTH] = "month",
	[PHRASE_WEEKDAY] = "weekday",
	[PHRASE_ZONE] = "zone",
	[PHRASE_LETTERHEAD] = "letterhead",
	[PHRASE_CONTACT] = "contact",
	[PHRASE_CONTACT_GLUE] = "contact-glue",
	[PHRASE_PHONE] = "phone",
	[PHRASE_EMAIL] = "email",
	[PHRASE_WEB] = "web",
	[PHRASE_AND] = "and",
	[PHRASE_BOILERPLATE] = "boilerplate",
	[PHRASE_TAGS] = "tags",
	[PHRASE_END] = "end",
	[PHRASE_FURNITURE] = "furniture",
	[PHRASE_NAVIGATION] = "navigation",
	[PHRASE_DRAFT] = "draft",
	[PHRASE_DRAFT_LINE] = "draft-line",
	[PHRASE_TEMPLATE] = "template",
	[PHRASE_CORRECTION] = "correction",
	[PHRASE_CORRECTION_NAME] = "correction-name",
	[PHRASE_COPY] = "copy",
	[PHRASE_FIELD] = "field",
	[PHRASE_LANGUAGE] = "language",
	[PHRASE_PATTERN] = "pattern",
	[PHRASE_ROLE] = "role",
	[PHRASE_NEGATION] = "negation",
	[PHRASE_SAYS] = "says",
	[PHRASE_COLUMN] = "column",
};

/*
 * Fold the character at s into out, if it is one of those that make up nearly
 * all of what is not ASCII in Europe; its bytes, or 0.  U+00A0 to U+00FF, and
 * the blanks, dashes and quotes of U+2000 to U+203F.
 */
static size_t
fold_quickly(const char *s, char *out)
{
	unsigned char b = (unsigned char)s[1];

	switch ((unsigned char)*s) {
	case 0xc3:
		if (b < 0x80) /* cut short */
			return 0;
		out[0] = s[0];
		/* À to Þ, without the multiplication sign */
		out[1] = b >= 0x80 && b <= 0x9e && b != 0x97 ?
		    (char)(b + 0x20) :
		    s[1];
		return 2;
	case 0xc2:
		if (b == 0xb5 || b == 0x85 || b < 0x80)
			return 0;
		memcpy(out, b == 0xa0 ? "  " : s, 2);
		return 2;
	case 0xe2:
		if (b != 0x80 || (unsigned char)s[2] < 0x80)
			return 0;
		b = (unsigned char)s[2];
		memcpy(out,
		    b <= 0x8b || b == 0xa8 || b == 0xa9 || b == 0xaf ? "   " :
								       s,
		    3);
		return 3;
	default:
		return 0;
	}
}

/* Fold the character of n bytes at s, if that leaves it n bytes. */
static void
fold_one(const char *s, size_t n, long c, struct buf *ret)
{
	size_t before;

	before = ret->len;
	text_put(ret, u_foldCase((UChar32)c, U_FOLD_CASE_DEFAULT));
	if (ret->len - before == n)
		return;
	ret->len = before;
	buf_add(ret, s, n);
}

/* What to add to a byte of ASCII: capitals become small, blanks spaces. */
static const signed char shift[128] = { ['A' ... 'Z'] = 'a' - 'A',
	['\t'] = ' ' - '\t',
	['\r'] = ' ' - '\r',
	['\v'] = ' ' - '\v',
	['\f'] = ' ' - '\f' };

void
text_folded(const char *s, struct buf *ret)
{
	char *out;
	const char *next;
	long c;
	size_t n;

	n = strlen(s);
	if (buf_reserve(ret, n) < 0)
		return;
	while (*s != '\0') {
		out = ret->data + ret->len;
		for (; *s > 0; s++)
			*out++ = (char)(*s + shift[(unsigned char)*s]);
		n = *s != '\0' ? fold_quickly(s, out) : 0;
		out[n] = '\0';
		ret->len = (size_t)(out + n - ret->data);
		s += n;
		if (n > 0 || *s == '\0')
			continue;
		c = text_next(s, &next);
		if (text_is_blank(c))
			buf_add(ret, "    ", (size_t)(next - s));
		else
			fold_one(s, (size_t)(next - s), c, ret);
		s = next;
	}
}

int
text_is_word(long c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		    (c >= 'A' && c <= 'Z') || c == '_';
	return u_isalnum((UChar32)c) ||
	    u_charType((UChar32)c) == U_NON_SPACING_MARK;
}

/* The character that ends just before s. */
static long
before(const char *start, const char *s)
{
	const char *next, *p = s;

	if (s == start)
		return 0;
	do {
		p--;
	} while (p > start && (*p & 0xc0) == 0x80);
	return text_next(p, &next);
}

int
text_word_starts(const char *start, const char *s)
{
	return !text_is_word(before(start, s));
}

static uint32_t *
child_of(struct phrases *phrases, uint32_t at, unsigned char byte)
{
	uint32_t *slot;

	if (at == 0)
		return &phrases->first[byte];
	slot = &phrases->branches[at].child;
	while (*slot != 0 && phrases->branches[*slot].byte != byte)
		slot = &phrases->branches[*slot].sibling;
	return slot;
}

static uint32_t
grow(struct phrases *phrases, uint32_t at, unsigned char byte)
{
	uint32_t new;
	struct branch *b;

	new = *child_of(phrases, at, byte);
	if (new != 0)
		return new;
	if (phrases->branch_count == phrases->branch_cap) {
		phrases->branch_cap *= 2;
		phrases->branches = xreallocarray(phrases->branches,
		    phrases->branch_cap, sizeof(*phrases->branches));
	}
	new = phrases->branch_count++;
	b = &phrases->branches[new];
	memset(b, 0, sizeof(*b));
	b->byte = byte;
	*child_of(phrases, at, byte) = new;
	return new;
}

static void
add(struct phrases *phrases, const struct phrase *phrase, char *words)
{
	int open = 0;
	size_t len;
	struct leaf *leaf;
	uint32_t at = 0;
	unsigned char *p;

	len = strlen(words);
	if (len > 0 && words[len - 1] == '*') {
		open = 1;
		words[--len] = '\0';
	}
	if (len == 0 || len > PHRASE_MAX)
		return;
	p = (unsigned char *)words;
	phrases->pairs[p[0]][p[1] & 31] |= PHRASE_BIT(phrase->kind);
	for (; *p != '\0'; p++) {
		at = grow(phrases, at, *p);
		phrases->branches[at].kinds |= PHRASE_BIT(phrase->kind);
	}
	phrases->leaves = xreallocarray(phrases->leaves,
	    phrases->leaf_count + 1, sizeof(*phrases->leaves));
	leaf = &phrases->leaves[phrases->leaf_count++];
	leaf->phrase = *phrase;
	leaf->open = open;
	leaf->next = phrases->branches[at].leaf;
	phrases->branches[at].leaf = phrases->leaf_count;
}

struct phrases *
phrases_new(void)
{
	struct phrases *phrases;

	phrases = xcalloc(1, sizeof(*phrases));
	phrases->branch_cap = 1024;
	phrases->branches = xcalloc(phrases->branch_cap,
	    sizeof(*phrases->branches));
	phrases->branch_count = 1; /* 0 is "none" */
	return phrases;
}

void
phrases_free(struct phrases *phrases)
{
	if (phrases == NULL)
		return;
	free(phrases->branches);
	free(phrases->leaves);
	free(phrases);
}

/* A line "words = value". */
static void
add_line(struct phrases *phrases, struct phrase *phrase, const char *line)
{
	char *equals, *folded, *words, *value;
	struct buf buf;

	phrase->value[0] = '\0';
	words = text_fold_blanks(line);
	equals = strstr(words, " = ");
	if (equals != NULL) {
		*equals = '\0';
		value = equals + 3;
		text_excerpt(phrase->value, sizeof(phrase->value), value);
	}
	buf_init(&buf, FOLD_CEILING);
	text_folded(words, &buf);
	folded = buf_take(&buf, NULL);
	if (folded != NULL)
		add(phrases, phrase, folded);
	free(folded);
	free(words);
}

static void
add_lines(struct phrases *phrases, struct phrase *phrase, char *lines)
{
	char *end;

	for (; lines != NULL; lines = end) {
		end = strchr(lines, '\n');
		if (end != NULL)
			*end++ = '\0';
		add_line(phrases, phrase, lines);
	}
}

static int
kind_by_name(const char *name)
{
	int i;

	for (i = 0; i < PHRASE_KINDS; i++) {
		if (name != NULL && strcmp(name, kinds[i]) == 0)
			return i;
	}
	return -1;
}

/* All <phrases for="…"> of one <zones> of the file at path. */
static enum verdict
add_zones(struct phrases *phrases, xmlNode *zones, const char *path,
    struct why *why)
{
	char *lines;
	int kind;
	struct phrase phrase;
	xmlChar *lang, *name;
	xmlNode *node;

	memset(&phrase, 0, sizeof(phrase));
	lang = xmlGetNoNsProp(zones->parent, XC("lang"));
	text_excerpt(phrase.lang, sizeof(phrase.lang),
	    lang != NULL ? (char *)lang : "");
	xmlFree(lang);
	for (node = zones->children; node != NULL; node = node->next) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		name = xmlGetNoNsProp(node, XC("for"));
		kind = kind_by_name((char *)name);
		xmlFree(name);
		if (kind < 0)
			return why_set(why, V_FATAL, "words-broken",
			    "%s: line %ld: there is no such kind of phrases",
			    path, xmlGetLineNo(node));
		phrase.kind = (enum phrase_kind)kind;
		lines = (char *)xmlNodeGetContent(node);
		add_lines(phrases, &phrase, lines);
		xmlFree(lines);
	}
	return V_OK;
}

static int
is_i18n(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && node->ns != NULL &&
	    strcmp((const char *)node->ns->href, I18N_NS) == 0 &&
	    strcmp((const char *)node->name, name) == 0;
}

/* What is no <zones> of a <language> is let be: messages, words. */
static enum verdict
add_language(struct phrases *phrases, xmlNode *language, const char *path,
    struct why *why)
{
	enum verdict v = V_OK;
	xmlNode *node;

	for (node = language->children; node != NULL && v == V_OK;
	     node = node->next) {
		if (is_i18n(node, "zones"))
			v = add_zones(phrases, node, path, why);
	}
	return v;
}

static enum verdict
add_root(struct phrases *phrases, xmlNode *root, const char *path,
    struct why *why)
{
	enum verdict v = V_OK;
	xmlNode *node;

	if (is_i18n(root, "language"))
		return add_language(phrases, root, path, why);
	if (!is_i18n(root, "languages"))
		return why_set(why, V_FATAL, "words-broken",
		    "%s: its root is no <language> of " I18N_NS, path);
	for (node = root->children; node != NULL && v == V_OK;
	     node = node->next) {
		if (is_i18n(node, "language"))
			v = add_language(phrases, node, path, why);
	}
	return v;
}

enum verdict
phrases_load(struct phrases *phrases, const char *path, struct why *why)
{
	enum verdict v;
	xmlDoc *doc;
	xmlNode *root;

	doc = xmlReadFile(path, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOBLANKS | XML_PARSE_NOERROR);
	root = doc != NULL ? xmlDocGetRootElement(doc) : NULL;
	v = root != NULL ? add_root(phrases, root, path, why) :
			   why_set(why, V_FATAL, "words-broken",
			       "%s is not well-formed or can't be read", path);
	xmlFreeDoc(doc);
	return v;
}

/* May a phrase end at s: is the word over, or does the phrase's last
 * character belong to no word? */
static int
ends(const char *start, const char *s)
{
	const char *next;

	return !text_is_word(text_next(s, &next)) ||
	    !text_is_word(before(start, s));
}

static const char *
word_end(const char *s)
{
	const char *next;

	while (text_is_word(text_next(s, &next)))
		s = next;
	return s;
}

/* The best leaf at a branch, of kinds. */
static const struct leaf *
choose(const struct phrases *phrases, uint32_t at, uint64_t wanted,
    const char *lang)
{
	const struct leaf *leaf, *best = NULL;
	int fits, best_fits = 0;

	for (; at != 0; at = leaf->next) {
		leaf = &phrases->leaves[at - 1];
		if ((wanted & PHRASE_BIT(leaf->phrase.kind)) == 0)
			continue;
		fits = lang != NULL && strcmp(lang, leaf->phrase.lang) == 0;
		if (best == NULL || fits > best_fits ||
		    (fits == best_fits &&
			leaf->phrase.kind < best->phrase.kind)) {
			best = leaf;
			best_fits = fits;
		}
	}
	return best;
}

int
phrases_may_start(const struct phrases *phrases, const char *s, uint64_t wanted)
{
	return (phrases->pairs[(unsigned char)s[0]][s[1] & 31] & wanted) != 0;
}

size_t
phrases_at(const struct phrases *phrases, const char *s, uint64_t wanted,
    const char *lang, const struct phrase **ret)
{
	const char *end = NULL, *p = s;
	const struct branch *b;
	const struct leaf *leaf;
	uint32_t at;

	at = phrases->first[(unsigned char)*p];
	for (; at != 0 && *p != '\0';) {
		b = &phrases->branches[at];
		if ((b->kinds & wanted) == 0)
			break;
		p++;
		if (b->byte == ' ')
			p += strspn(p, " ");
		leaf = b->leaf != 0 ? choose(phrases, b->leaf, wanted, lang) :
				      NULL;
		if (leaf != NULL && (leaf->open || ends(s, p))) {
			end = leaf->open ? word_end(p) : p;
			*ret = &leaf->phrase;
		}
		at = b->child;
		while (
		    at != 0 && phrases->branches[at].byte != (unsigned char)*p)
			at = phrases->branches[at].sibling;
	}
	return end != NULL ? (size_t)(end - s) : 0;
}

int
phrases_is(const struct phrases *phrases, const char *s, uint64_t wanted)
{
	const struct phrase *phrase;
	size_t n;

	n = phrases_at(phrases, s, wanted, NULL, &phrase);
	return n > 0 && s[n + strspn(s + n, " \n:.")] == '\0';
}
