/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stylesheets: compiled once, applied under limits, allowed nothing.
 *
 * The only file that knows libxslt.  Compiling reads files and happens in
 * the zygote before the sandbox; applying happens in the worker and touches
 * no file: all five rights of libxslt are forbidden, in each context and as
 * the default.
 */
#ifndef TRANSFORM_XSLT_H
#define TRANSFORM_XSLT_H

#include <libxml/tree.h>

#include "base/why.h"

struct xslt;     /* one compiled stylesheet */
struct xslt_set; /* all of them, by name: "import/docx", "render/html" */

struct xslt_limits {
	unsigned long max_ops;       /* instructions of XSLT, 5 million */
	unsigned long max_xpath_ops; /* 500 million */
	int max_depth;               /* templates within templates, 1,000 */
};

void xslt_limits_default(struct xslt_limits *limits);

/*
 * Compile every stylesheet of dir/{import,render,staff}: each file there is
 * an entry; lib/ holds what they include, and nothing outside dir can be
 * included.  The words of dir/i18n and the style sheets of dir are loaded
 * along.  A broken file is V_FATAL with its name and line.  Of libexslt there
 * are exsl:node-set and str:*, no clock.  Keep the set for the life of the
 * process.
 */
enum verdict xslt_set_load(const char *dir, struct xslt_set **ret,
    struct why *why);

/* The same, but of the stylesheets only those whose name ("render/html") is
 * wanted. */
enum verdict xslt_set_load_some(const char *dir,
    int (*is_wanted)(const char *name), struct xslt_set **ret, struct why *why);

/*
 * Compile one more stylesheet, the file path, under that name; it may include
 * what lies in dir, by absolute paths.  V_FATAL "stylesheet".
 */
enum verdict xslt_set_add(struct xslt_set *set, const char *dir,
    const char *name, const char *path, struct why *why);

/* The limits of every xslt_apply() from now on; xslt_limits_default() until
 * then. */
void xslt_set_limit(struct xslt_set *set, const struct xslt_limits *limits);

/*
 * The <language> of i18n/<lang>.xml: that of lang ("sv-FI" is "sv"), else
 * English, else NULL.  It holds the words of editions and
 * lists alone.  It belongs to the set.
 */
xmlNode *xslt_set_language(const struct xslt_set *set, const char *lang);

/* Every language in turn, in the order of their file names: NULL after the
 * last. */
xmlNode *xslt_set_language_at(const struct xslt_set *set, size_t i);

/* The stylesheet of that name, or NULL. */
const struct xslt *xslt_set_find(const struct xslt_set *set, const char *name);

/* The text of dir/name, a style sheet such as "style.css": "" if there is
 * none.  It belongs to the set. */
const char *xslt_set_style(const struct xslt_set *set, const char *name);
void xslt_set_free(struct xslt_set *set);

/*
 * Apply the stylesheet to in, which stays the caller's and is not changed
 * (but for xsl:strip-space, which libxslt applies to its source).
 * params are names and values in turn, NULL at the end, values plain strings
 * of any content.  On V_OK *ret belongs to the caller.  A passed limit is
 * V_REJECT "too-complex", a failing stylesheet or xsl:message with
 * terminate="yes" V_FATAL; other messages go to log_debug().
 */
enum verdict xslt_apply(const struct xslt *xslt, xmlDoc *in,
    const char *const *params, xmlDoc **ret, struct why *why);

/* What several applications took together. */
struct xslt_spent {
	unsigned long ops;
	unsigned long xpath_ops;
	xmlDict *dict; /* of the first result, which keeps it alive; or NULL */
};

/*
 * The same, going on from what was spent (all zero at first), which counts
 * towards the limits; results have the first one's dictionary, so that nodes
 * can move from one to the other.
 */
enum verdict xslt_apply_on(const struct xslt *xslt, xmlDoc *in,
    const char *const *params, struct xslt_spent *spent, xmlDoc **ret,
    struct why *why);

#endif /* TRANSFORM_XSLT_H */
