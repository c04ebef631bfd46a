/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stylesheets on libxslt.  See xslt.h for the contract.
 *
 * libxslt and libxml2 report through handlers that are global, so one
 * handler is installed once, and what it hears goes to the capture of the
 * call that runs.
 */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libexslt/exslt.h>
#include <libxml/dict.h>
#include <libxml/parser.h>
#include <libxml/uri.h>
#include <libxml/xmlerror.h>
#include <libxml/xpath.h>
#include <libxslt/documents.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xslt.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>

#include "base/log.h"
#include "base/why.h"
#include "base/xalloc.h"
#include "transform/library.h"
#include "transform/xslt.h"

/* Stylesheets are ours, and still nothing of a DTD is ever loaded. */
enum {
	PARSE_OPTIONS = XML_PARSE_NONET | XML_PARSE_NOCDATA
};

/* What was said while one stylesheet was compiled or applied. */
struct capture {
	xsltTransformContext *ctxt; /* NULL while compiling */
	char errors[WHY_TEXT_MAX];
	char message[WHY_TEXT_MAX]; /* the last one that was no error */
	char line[WHY_TEXT_MAX];    /* comes in pieces */
};

static struct capture *listening;  /* or NULL: nobody is interested */
static const char *allowed_dir;    /* where includes may lie, while loading */
static xsltSecurityPrefs *nothing; /* all five rights forbidden */

static void
append(char *dst, size_t size, const char *s)
{
	size_t len;

	len = strlen(dst);
	snprintf(dst + len, size - len, "%s", s);
}

/*
 * One whole line.  libxslt sets the state before it reports an error
 * (xsltPrintErrorContext), so a line in state OK is an xsl:message, or an
 * XPath error whose state comes after it.
 */
static void
take_line(struct capture *capture)
{
	char quoted[WHY_TEXT_MAX];

	if (capture->line[0] == '\0')
		return;
	if (capture->ctxt != NULL && capture->ctxt->state == XSLT_STATE_OK) {
		snprintf(capture->message, sizeof(capture->message), "%s",
		    capture->line);
		log_debug("xslt-message text=%s",
		    log_quote(quoted, sizeof(quoted), capture->line));
	} else {
		if (capture->errors[0] != '\0')
			append(capture->errors, sizeof(capture->errors), " ");
		append(capture->errors, sizeof(capture->errors), capture->line);
	}
	capture->line[0] = '\0';
}

static void hear(void *unused, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void
hear(void *unused, const char *fmt, ...)
{
	char text[2 * WHY_TEXT_MAX];
	char *next;
	char *newline;
	va_list ap;

	(void)unused;
	if (listening == NULL)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	for (next = text; (newline = strchr(next, '\n')) != NULL;
	     next = newline + 1) {
		*newline = '\0';
		append(listening->line, sizeof(listening->line), next);
		take_line(listening);
	}
	append(listening->line, sizeof(listening->line), next);
}

static void
listen_to(struct capture *capture, xsltTransformContext *ctxt)
{
	memset(capture, 0, sizeof(*capture));
	capture->ctxt = ctxt;
	listening = capture;
}

static void
listen_no_more(struct capture *capture)
{
	take_line(capture);
	listening = NULL;
}

static int
is_within(const char *path, const char *dir)
{
	size_t len;

	len = strlen(dir);
	return strncmp(path, dir, len) == 0 && path[len] == '/' &&
	    strstr(path, "/../") == NULL;
}

static xmlDoc *
read_file(const char *path, xmlDict *dict)
{
	xmlDoc *doc;
	xmlParserCtxt *ctxt;

	ctxt = xmlNewParserCtxt();
	if (ctxt == NULL)
		xalloc_die();
	if (dict != NULL) {
		xmlDictFree(ctxt->dict);
		ctxt->dict = dict;
		xmlDictReference(dict);
	}
	doc = xmlCtxtReadFile(ctxt, path, NULL, PARSE_OPTIONS);
	xmlFreeParserCtxt(ctxt);
	return doc;
}

/* The only way by which libxslt comes to a file: xsl:include and xsl:import
 * while loading.  document() gets nothing at any time. */
static xmlDoc *
load_for_xslt(const xmlChar *uri, xmlDict *dict, int options, void *ctxt,
    xsltLoadType type)
{
	char *path;
	xmlDoc *doc = NULL;

	(void)options;
	(void)ctxt;
	if (type == XSLT_LOAD_DOCUMENT || allowed_dir == NULL)
		return NULL;
	path = xmlURIUnescapeString((const char *)uri, 0, NULL);
	if (path != NULL && is_within(path, allowed_dir))
		doc = read_file(path, dict);
	else
		hear(NULL, "%s: lies outside the stylesheets\n",
		    (const char *)uri);
	xmlFree(path);
	return doc;
}

static void
prepare(void)
{
	static const xsltSecurityOption options[] = {
		XSLT_SECPREF_READ_FILE,
		XSLT_SECPREF_WRITE_FILE,
		XSLT_SECPREF_CREATE_DIRECTORY,
		XSLT_SECPREF_READ_NETWORK,
		XSLT_SECPREF_WRITE_NETWORK,
	};
	size_t i;

	if (nothing != NULL)
		return;
	xmlInitParser();
	xsltInit();
	exsltCommonRegister();
	exsltStrRegister();
	xmlSetGenericErrorFunc(NULL, hear);
	xsltSetGenericErrorFunc(NULL, hear);
	xsltSetLoaderFunc(load_for_xslt);
	nothing = xsltNewSecurityPrefs();
	if (nothing == NULL)
		xalloc_die();
	for (i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		xsltSetSecurityPrefs(nothing, options[i], xsltSecurityForbid);
	xsltSetDefaultSecurityPrefs(nothing);
}

enum verdict
xslt_read_file(const char *path, xmlDoc **ret, struct why *why)
{
	struct capture capture;

	prepare();
	listen_to(&capture, NULL);
	*ret = read_file(path, NULL);
	listen_no_more(&capture);
	if (*ret == NULL)
		return why_set(why, V_FATAL, "stylesheet", "%s: %s", path,
		    capture.errors);
	return V_OK;
}

enum verdict
xslt_compile(const char *path, const char *dir, struct xslt *xslt,
    struct why *why)
{
	struct capture capture;
	xmlDoc *doc;

	prepare();
	listen_to(&capture, NULL);
	/* The default would forbid xsl:include too; the loader decides. */
	xsltSetDefaultSecurityPrefs(NULL);
	allowed_dir = dir;
	doc = read_file(path, NULL);
	if (doc != NULL) {
		xslt->sheet = xsltParseStylesheetDoc(doc);
		if (xslt->sheet == NULL)
			xmlFreeDoc(doc);
	}
	allowed_dir = NULL;
	xsltSetDefaultSecurityPrefs(nothing);
	listen_no_more(&capture);
	/* Some mistakes are only counted, and the sheet comes all the same. */
	if (xslt->sheet == NULL || xslt->sheet->errors != 0)
		return why_set(why, V_FATAL, "stylesheet", "%s: %s", path,
		    capture.errors);
	return V_OK;
}

void
xslt_release(struct xslt *xslt)
{
	if (xslt->sheet != NULL)
		xsltFreeStylesheet(xslt->sheet);
	xslt->sheet = NULL;
}

static xsltTransformContext *
new_context(const struct xslt *xslt, xmlDoc *in)
{
	xsltTransformContext *ctxt;

	ctxt = xsltNewTransformContext(xslt->sheet, in);
	if (ctxt == NULL || xsltSetCtxtSecurityPrefs(nothing, ctxt) == -1)
		xalloc_die();
	ctxt->opLimit = xslt->limits->max_ops;
	ctxt->xpathCtxt->opLimit = xslt->limits->max_xpath_ops;
	ctxt->maxTemplateDepth = xslt->limits->max_depth;
	return ctxt;
}

/* No state tells a passed limit from a mistake, but the counters do, and
 * the words of the one limit that isn't counted. */
static int
is_over_limit(const xsltTransformContext *ctxt, const struct capture *capture)
{
	if (ctxt->opCount >= ctxt->opLimit)
		return 1;
	if (ctxt->xpathCtxt->opCount >= ctxt->xpathCtxt->opLimit)
		return 1;
	return strstr(capture->errors, "recursion was detected") != NULL;
}

static enum verdict
why_failed(const struct xslt *xslt, const xsltTransformContext *ctxt,
    const struct capture *capture, struct why *why)
{
	if (is_over_limit(ctxt, capture))
		return why_set(why, V_REJECT, "too-complex",
		    "the document needs more work than is allowed (%s)",
		    xslt->name);
	return why_set(why, V_FATAL, "stylesheet", "%s: %s", xslt->name,
	    capture->errors[0] != '\0' ? capture->errors : capture->message);
}

/* Go on from what was spent: one limit for all, and one dictionary, so that
 * what comes out of one application can be hung into what came of another. */
static void
go_on(xsltTransformContext *ctxt, const struct xslt_spent *spent)
{
	ctxt->opCount = spent->ops;
	ctxt->xpathCtxt->opCount = spent->xpath_ops;
	if (spent->dict == NULL)
		return;
	if (ctxt->xpathCtxt->dict == ctxt->dict)
		ctxt->xpathCtxt->dict = spent->dict;
	xmlDictFree(ctxt->dict);
	ctxt->dict = spent->dict;
	xmlDictReference(ctxt->dict);
}

static void
add_up(const xsltTransformContext *ctxt, xmlDoc *out, struct xslt_spent *spent)
{
	spent->ops = ctxt->opCount;
	spent->xpath_ops = ctxt->xpathCtxt->opCount;
	if (spent->dict == NULL && out != NULL)
		spent->dict = out->dict;
}

enum verdict
xslt_apply_on(const struct xslt *xslt, xmlDoc *in, const char *const *params,
    struct xslt_spent *spent, xmlDoc **ret, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;
	struct capture capture;
	xmlDoc *out;
	xsltTransformContext *ctxt;

	ctxt = new_context(xslt, in);
	go_on(ctxt, spent);
	listen_to(&capture, ctxt);
	for (i = 0; params != NULL && params[i] != NULL; i += 2)
		xsltQuoteOneUserParam(ctxt, (const xmlChar *)params[i],
		    (const xmlChar *)params[i + 1]);
	out = xsltApplyStylesheetUser(xslt->sheet, in, NULL, NULL, NULL, ctxt);
	listen_no_more(&capture);
	add_up(ctxt, out, spent);
	/* A document may come out of a transformation that went wrong. */
	if (out == NULL || ctxt->state != XSLT_STATE_OK) {
		v = why_failed(xslt, ctxt, &capture, why);
		xmlFreeDoc(out);
	} else {
		*ret = out;
	}
	xsltFreeTransformContext(ctxt);
	return v;
}

enum verdict
xslt_apply(const struct xslt *xslt, xmlDoc *in, const char *const *params,
    xmlDoc **ret, struct why *why)
{
	struct xslt_spent spent = { 0 };

	return xslt_apply_on(xslt, in, params, &spent, ret, why);
}
