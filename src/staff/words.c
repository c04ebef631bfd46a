/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words that people read.  See words.h for the contract. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <unicode/udat.h>
#include <unicode/ustring.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "staff/words.h"

#define I18N_NS "urn:gazette:i18n:1"

enum {
	PATTERN_MAX = 96,
	FORMATS = 16, /* kept open */
	MESSAGES_AT_ONCE = 64
};

struct entry {
	char *key;
	char *first;  /* the word, or what happened */
	char *second; /* what to do; NULL for a word */
};

struct table {
	struct entry *list;
	size_t count;
};

struct language {
	char *lang;
	char *name;
	struct table words;
	struct table messages;
};

struct words {
	struct language *list; /* en first, then by code */
	size_t count;
};

/* XML's blanks become one space; a no-break space is meant. */
static char *
fold_xml_blanks(const char *s)
{
	int gap = 0;
	struct buf out;

	buf_init(&out, strlen(s) + 1);
	for (; *s != '\0'; s++) {
		if (strchr(" \t\r\n", *s) != NULL) {
			gap = out.len > 0;
			continue;
		}
		if (gap)
			buf_putc(&out, ' ');
		gap = 0;
		buf_putc(&out, *s);
	}
	return buf_take(&out, NULL);
}

static char *
content_of(const xmlNode *node)
{
	char *folded;
	xmlChar *content;

	content = xmlNodeGetContent(node);
	folded = fold_xml_blanks(content != NULL ? (char *)content : "");
	xmlFree(content);
	return folded;
}

static int
is_ours(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && node->ns != NULL &&
	    strcmp((const char *)node->ns->href, I18N_NS) == 0 &&
	    strcmp((const char *)node->name, name) == 0;
}

static const xmlNode *
child_of(const xmlNode *node, const char *name)
{
	const xmlNode *child;

	for (child = node->children; child != NULL; child = child->next)
		if (is_ours(child, name))
			return child;
	return NULL;
}

static char *
attribute_of(const xmlNode *node, const char *name)
{
	char *copy;
	xmlChar *value;

	value = xmlGetNoNsProp(node, (const xmlChar *)name);
	copy = xstrdup(value != NULL ? (char *)value : "");
	xmlFree(value);
	return copy;
}

static struct entry *
table_add(struct table *table)
{
	struct entry *entry;

	if (table->count % MESSAGES_AT_ONCE == 0)
		table->list = xreallocarray(table->list,
		    table->count + MESSAGES_AT_ONCE, sizeof(*table->list));
	entry = &table->list[table->count++];
	memset(entry, 0, sizeof(*entry));
	return entry;
}

static int
entry_compare(const void *a, const void *b)
{
	const struct entry *left = a;
	const struct entry *right = b;

	return strcmp(left->key, right->key);
}

static const struct entry *
table_find(const struct table *table, const char *key)
{
	size_t from = 0, to = table->count, middle;
	int order;

	while (from < to) {
		middle = from + (to - from) / 2;
		order = strcmp(key, table->list[middle].key);
		if (order == 0)
			return &table->list[middle];
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return NULL;
}

static void
table_sort(struct table *table)
{
	if (table->count > 0)
		qsort(table->list, table->count, sizeof(*table->list),
		    entry_compare);
}

static void
table_fini(struct table *table)
{
	size_t i;

	for (i = 0; i < table->count; i++) {
		free(table->list[i].key);
		free(table->list[i].first);
		free(table->list[i].second);
	}
	free(table->list);
}

static void
read_words(struct language *language, const xmlNode *words)
{
	const xmlNode *node;
	struct entry *entry;

	for (node = words->children; node != NULL; node = node->next) {
		if (!is_ours(node, "w"))
			continue;
		entry = table_add(&language->words);
		entry->key = attribute_of(node, "key");
		entry->first = content_of(node);
	}
	table_sort(&language->words);
}

static void
read_messages(struct language *language, const xmlNode *messages)
{
	const xmlNode *node, *part;
	struct entry *entry;

	for (node = messages->children; node != NULL; node = node->next) {
		if (!is_ours(node, "message"))
			continue;
		entry = table_add(&language->messages);
		entry->key = attribute_of(node, "code");
		part = child_of(node, "what");
		entry->first = part != NULL ? content_of(part) : xstrdup("");
		part = child_of(node, "do");
		entry->second = part != NULL ? content_of(part) : xstrdup("");
	}
	table_sort(&language->messages);
}

static enum verdict
read_language(const char *path, struct words *words, struct why *why)
{
	const xmlNode *root, *part;
	struct language *language;
	xmlDoc *doc;

	doc = xmlReadFile(path, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	root = doc != NULL ? xmlDocGetRootElement(doc) : NULL;
	if (root == NULL || !is_ours(root, "language")) {
		xmlFreeDoc(doc);
		return why_set(why, V_FATAL, "internal",
		    "%s is no file of words", path);
	}
	words->list = xreallocarray(words->list, words->count + 1,
	    sizeof(*words->list));
	language = &words->list[words->count++];
	memset(language, 0, sizeof(*language));
	language->lang = attribute_of(root, "lang");
	language->name = attribute_of(root, "name");
	part = child_of(root, "words");
	if (part != NULL)
		read_words(language, part);
	part = child_of(root, "messages");
	if (part != NULL)
		read_messages(language, part);
	xmlFreeDoc(doc);
	return V_OK;
}

static int
language_compare(const void *a, const void *b)
{
	const struct language *left = a;
	const struct language *right = b;
	int english;

	english = (strcmp(right->lang, "en") == 0) -
	    (strcmp(left->lang, "en") == 0);
	return english != 0 ? english : strcmp(left->lang, right->lang);
}

static enum verdict
read_folder(const char *dir, DIR *listing, struct words *words, struct why *why)
{
	enum verdict v;
	size_t len;
	struct dirent *entry;
	char *path;

	while ((entry = readdir(listing)) != NULL) {
		len = strlen(entry->d_name);
		if (entry->d_name[0] == '.' || len < 5 ||
		    strcmp(entry->d_name + len - 4, ".xml") != 0)
			continue;
		path = xasprintf("%s/%s", dir, entry->d_name);
		v = read_language(path, words, why);
		free(path);
		if (v != V_OK)
			return v;
	}
	if (words->count > 0)
		qsort(words->list, words->count, sizeof(*words->list),
		    language_compare);
	if (words->count == 0 || strcmp(words->list[0].lang, "en") != 0)
		return why_set(why, V_FATAL, "internal",
		    "%s has no English words", dir);
	return V_OK;
}

enum verdict
words_load(const char *dir, struct words **ret, struct why *why)
{
	enum verdict v;
	DIR *listing;
	struct words *words;

	listing = opendir(dir);
	if (listing == NULL)
		return why_set(why, V_FATAL, "internal",
		    "can't open the words in %s: %s", dir, strerror(errno));
	words = xcalloc(1, sizeof(*words));
	v = read_folder(dir, listing, words, why);
	closedir(listing);
	if (v == V_OK)
		*ret = words;
	else
		words_free(words);
	return v;
}

void
words_free(struct words *words)
{
	size_t i;

	if (words == NULL)
		return;
	for (i = 0; i < words->count; i++) {
		free(words->list[i].lang);
		free(words->list[i].name);
		table_fini(&words->list[i].words);
		table_fini(&words->list[i].messages);
	}
	free(words->list);
	free(words);
}

const char *
words_lang(const struct words *words, size_t index)
{
	return index < words->count ? words->list[index].lang : NULL;
}

/* lang, or the language that it is a variant of (BCP 47 primary subtag). */
static const struct language *
find_language(const struct words *words, const char *lang)
{
	size_t i, primary;

	for (i = 0; i < words->count; i++)
		if (strcmp(words->list[i].lang, lang) == 0)
			return &words->list[i];
	primary = strcspn(lang, "-_");
	for (i = 0; i < words->count; i++)
		if (strlen(words->list[i].lang) == primary &&
		    strncmp(words->list[i].lang, lang, primary) == 0)
			return &words->list[i];
	return &words->list[0];
}

const char *
words_lang_name(const struct words *words, const char *lang)
{
	const struct language *language;

	language = find_language(words, lang);
	if (strncmp(language->lang, lang, strlen(language->lang)) != 0)
		return lang;
	return language->name;
}

const char *
words_lang_known(const struct words *words, const char *lang)
{
	return find_language(words, lang)->lang;
}

const char *
words_find(const struct words *words, const char *lang, const char *key)
{
	const struct entry *entry;

	entry = table_find(&find_language(words, lang)->words, key);
	if (entry == NULL)
		entry = table_find(&words->list[0].words, key);
	return entry != NULL ? entry->first : NULL;
}

const char *
words_get(const struct words *words, const char *lang, const char *key)
{
	const char *word;

	word = words_find(words, lang, key);
	return word != NULL ? word : key;
}

int
words_message(const struct words *words, const char *lang, const char *code,
    struct words_message *ret)
{
	const struct entry *entry;

	entry = table_find(&find_language(words, lang)->messages, code);
	if (entry == NULL)
		entry = table_find(&words->list[0].messages, code);
	if (entry == NULL) {
		ret->what = words_get(words, lang, "message-unknown");
		ret->todo = "";
		return -1;
	}
	ret->what = entry->first;
	ret->todo = entry->second;
	return 0;
}

static const struct words_fill *
find_fill(const struct words_fill *fills, const char *name, size_t len)
{
	for (; fills != NULL && fills->name != NULL; fills++)
		if (strlen(fills->name) == len &&
		    strncmp(fills->name, name, len) == 0)
			return fills;
	return NULL;
}

void
words_fill(struct buf *out, const char *sentence,
    const struct words_fill *fills)
{
	const char *open, *close;
	const struct words_fill *fill;

	while ((open = strchr(sentence, '{')) != NULL) {
		buf_add(out, sentence, (size_t)(open - sentence));
		close = strchr(open, '}');
		if (close == NULL) {
			sentence = open;
			break;
		}
		fill = find_fill(fills, open + 1, (size_t)(close - open) - 1);
		if (fill == NULL)
			buf_add(out, open, (size_t)(close - open) + 1);
		else if (fill->value != NULL)
			buf_puts(out, fill->value);
		sentence = close + 1;
	}
	buf_puts(out, sentence);
}

/* An instant and how it is to be written. */
struct moment {
	const char *lang;
	const char *zone;
	const char *pattern; /* of ICU */
	int64_t when;
};

static UDateFormat *
open_format(const struct moment *moment)
{
	UChar pattern[PATTERN_MAX], zone[PATTERN_MAX];
	UDateFormat *format;
	UErrorCode error = U_ZERO_ERROR;

	u_strFromUTF8(pattern, PATTERN_MAX, NULL, moment->pattern, -1, &error);
	u_strFromUTF8(zone, PATTERN_MAX, NULL, moment->zone, -1, &error);
	format = udat_open(UDAT_PATTERN, UDAT_PATTERN, moment->lang, zone, -1,
	    pattern, -1, &error);
	return U_SUCCESS(error) ? format : NULL;
}

/* The format of the moment, or NULL.  The last ones are kept: a page tells of
 * many instants in few ways, and to open a format takes far longer than to use
 * it. */
static UDateFormat *
find_format(const struct moment *moment)
{
	static struct {
		char *of;
		UDateFormat *format;
	} kept[FORMATS];

	static size_t oldest;
	char *of;
	size_t i;

	of = xasprintf("%s %s %s", moment->lang, moment->zone, moment->pattern);
	for (i = 0; i < FORMATS; i++) {
		if (kept[i].of != NULL && strcmp(kept[i].of, of) == 0) {
			free(of);
			return kept[i].format;
		}
	}
	i = oldest++ % FORMATS;
	if (kept[i].format != NULL)
		udat_close(kept[i].format);
	free(kept[i].of);
	kept[i].of = of;
	kept[i].format = open_format(moment);
	return kept[i].format;
}

/* ICU's month names are the genitive that a Finnish date wants. */
static int
format_moment(char *dst, size_t size, const struct moment *moment)
{
	UChar wide[PATTERN_MAX];
	UDateFormat *format;
	UErrorCode error = U_ZERO_ERROR;
	int32_t len;

	if ((format = find_format(moment)) == NULL)
		return -1;
	len = udat_format(format, (UDate)moment->when * 1000.0, wide,
	    PATTERN_MAX, NULL, &error);
	u_strToUTF8(dst, (int32_t)size, NULL, wide, len, &error);
	return U_SUCCESS(error) ? 0 : -1;
}

static void
set_moment(struct moment *moment, const struct words *words, const char *lang,
    const char *key)
{
	moment->lang = words_lang_known(words, lang);
	moment->pattern = words_get(words, lang, key);
}

static void
put_moment(struct buf *out, const struct moment *moment)
{
	char words[4 * PATTERN_MAX];

	if (format_moment(words, sizeof(words), moment) == 0)
		buf_puts(out, words);
	else /* an unknown zone is refused when settings load */
		buf_printf(out, "@%lld", (long long)moment->when);
}

void
words_put_instant(const struct words *words, struct buf *out, const char *lang,
    const char *zone, int64_t when)
{
	struct moment moment;

	set_moment(&moment, words, lang, "pattern-instant");
	moment.zone = zone;
	moment.when = when;
	put_moment(out, &moment);
}

void
words_put_day(const struct words *words, struct buf *out, const char *lang,
    const char *zone, int64_t when)
{
	struct moment moment;

	set_moment(&moment, words, lang, "pattern-day");
	moment.zone = zone;
	moment.when = when;
	put_moment(out, &moment);
}

void
words_put_time(const struct words *words, struct buf *out, const char *lang,
    const char *zone, int64_t when)
{
	struct moment moment;

	set_moment(&moment, words, lang, "pattern-time");
	moment.zone = zone;
	moment.when = when;
	put_moment(out, &moment);
}
