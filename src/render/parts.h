/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of this room know of each other. */
#ifndef RENDER_PARTS_H
#define RENDER_PARTS_H

#include <stddef.h>

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/why.h"
#include "render/render.h"

struct html_options;
struct rendering;

enum {
	DAY_SIZE = 64,
	RENDER_ID_SIZE = 64,
	INSTANT_SIZE = 32,
};

/* Editions that hold the text too. */
#define RENDER_WITH_TEXT                                                       \
 (EDITION_BIT(EDITION_JSON) | EDITION_BIT(EDITION_NINJS))

/* What is made once for all editions of a release. */
struct render_cache {
	xmlNode *head;
	char *lang;
	int rtl;                /* the language is written from right to left */
	char *title;            /* plain words; never empty */
	char *deck;             /* plain words, or "" */
	char *description;      /* a sentence or two for machines, or "" */
	char day[DAY_SIZE];     /* the document's date in words, or "" */
	char updated[DAY_SIZE]; /* that of the version */
	char ended[DAY_SIZE];   /* of its end or replacement, or "" */
	char own_id[RENDER_ID_SIZE]; /* see render_id(); "" at first */
	int counted;
	size_t without_alt; /* see count_without_alt(); once counted */
	struct buf text;    /* the text, for editions that repeat it */
	xmlDoc *article;    /* result of render/article.xsl, or NULL */
	xmlDoc *loan;       /* what lend.c hangs into heads, or NULL */
};

/* The first child of the head with that name, or NULL. */
xmlNode *head_child(const struct render_cache *cache, const char *name);

/* The value of an attribute without namespace, or "".  It belongs to the
 * tree. */
const char *node_attribute(const xmlNode *node, const char *name);
int node_is(const xmlNode *node, const char *ns, const char *name);

/* Append the words of node less its references to notes. */
void plain_put(struct buf *out, const xmlNode *node);

/* The words of node, blanks folded; the caller frees. */
char *plain_words(const xmlNode *node);

/* At most max bytes of words, cut after a word with "…"; the caller frees. */
char *plain_cut(const char *words, size_t max);

/* The day of a date or an instant of ISO 8601 in words; "" if it isn't one. */
void day_words(const struct rendering *rendering, const char *iso,
    char ret[DAY_SIZE]);

/* An instant or a date of ISO 8601 as "2026-05-03T06:00:00Z"; 0 if it isn't
 * one.  A date is its midnight. */
int instant_utc(char ret[INSTANT_SIZE], const char *iso);

/*
 * urn:uuid: and the id of the work; without a publication that of the
 * document, else one that is made of the SHA-256 of the source (RFC 9562,
 * version 8).
 */
void render_id(const struct rendering *rendering, char ret[RENDER_ID_SIZE]);

/* Pictures that nobody described: the article writes alt="" for one, and only
 * the release tells it from a decorative one. */
size_t count_without_alt(const struct rendering *rendering);

/* When it was last changed, as far as the release and the publication tell:
 * never by the clock. */
void render_modified(const struct rendering *rendering, char ret[INSTANT_SIZE]);

/* Fill rendering->cache with all but the article. */
void render_prepare(struct rendering *rendering);

/* Apply the stylesheet to the release, with publication and words in its
 * head for that long. */
enum verdict render_apply(struct rendering *rendering, const char *stylesheet,
    const char *const *params, xmlDoc **ret, struct why *why);

/* The same in pieces (transform/pieces.h), which may leave the body empty. */
enum verdict render_spend(struct rendering *rendering, const char *stylesheet,
    const char *const *params, xmlDoc **ret, struct why *why);

/* Takes in the nodes from first up to end of what a stylesheet made. */
typedef void render_take_fn(void *arg, const xmlNode *first,
    const xmlNode *end);

/* The same in pieces, each of which is freed when it was taken in. */
enum verdict render_in_pieces(struct rendering *rendering,
    const char *stylesheet, const char *const *params, render_take_fn *take,
    void *arg, struct why *why);

/* The same, to the head of the release alone: a page around an article need
 * not look through a long body. */
enum verdict render_apply_head(struct rendering *rendering,
    const char *stylesheet, const char *const *params, xmlDoc **ret,
    struct why *why);

/* The word of xsl/i18n in the release's language, or "". */
const char *render_word(const struct rendering *rendering, const char *key);

/* Make cache->article: sections around what an h2 heads, an id on every
 * heading, and the ways back from notes. */
enum verdict article_make(struct rendering *rendering, struct why *why);

/* Append the article as HTML that can stand in anybody's page: pictures as
 * data: URIs, or with their address if there is a publication. */
enum verdict article_put(struct rendering *rendering, struct buf *out,
    struct why *why);

/* One edition each; a full buffer is seen to by render(). */
enum verdict html_render(struct rendering *rendering, struct buf *out,
    struct why *why);
enum verdict text_render(struct rendering *rendering, struct buf *out,
    struct why *why);
enum verdict epub_render(struct rendering *rendering, struct buf *out,
    struct why *why);
enum verdict json_render(struct rendering *rendering, struct buf *out,
    struct why *why);

enum verdict ninjs_render(struct rendering *rendering, struct buf *out,
    struct why *why);
enum verdict nitf_render(struct rendering *rendering, struct buf *out,
    struct why *why);

#define PAGES_NS "urn:gazette:pages:1"

/* Append a page of the kind "jsonfeed" as JSON Feed 1.1. */
void feed_put_json(struct buf *out, const xmlNode *page);

/* Append a page of the kind "search-part" as JSON (doc/downstream.md). */
void search_put_json(struct buf *out, const xmlNode *page);

/* The words of the first child of a page's element with that name, or NULL; the
 * caller frees. */
char *page_child_words(const xmlNode *parent, const char *name);

/* schema.org NewsArticle as JSON without a "<"; the caller frees. */
char *json_ld(const struct rendering *rendering);

#endif /* RENDER_PARTS_H */
