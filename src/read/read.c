/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The doors of the house.  See read.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "read/docx.h"
#include "read/markup.h"
#include "read/ninjs.h"
#include "read/odf.h"
#include "read/odt.h"
#include "read/ooxml.h"
#include "read/package.h"
#include "read/read.h"
#include "read/sniff.h"
#include "read/word2003.h"
#include "read/xmldoc.h"

#define NITF_NS     "http://iptc.org/std/NITF/2006-10-18/"
#define NAR_NS      "http://iptc.org/std/nar/2006-10-01/"
#define NEWSML_NS   "http://iptc.org/std/NewsML/2003-10-10/"
#define ATOM_NS     "http://www.w3.org/2005/Atom"
#define OLD_ATOM_NS "http://purl.org/atom/ns#"
#define RDF_NS      "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define DOCBOOK_NS  "http://docbook.org/ns/docbook"
#define TEI_NS      "http://www.tei-c.org/ns/1.0"
#define HTML_NS     "http://www.w3.org/1999/xhtml"
#define GAZETTE_NS  "urn:gazette:release:1"

#define DOCBOOK "DocBook"
#define DITA    "a topic of DITA"

/* Where wires and feeds put HTML as text, or lines. */
static const char *const g2[] = { "inlineData", "inlineXML", NULL };
static const char *const newsml[] = { "DataContent", NULL };
static const char *const solita[] = { "body", "leadtext", "boilerplate",
	"description", "title", "name", "label", "keyword", "=contactsAsText",
	NULL };
static const char *const feed[] = { "content", "encoded", "summary",
	"description", "title", NULL };
static const char *const nitf[] = { "body.content", "abstract", NULL };
static const char *const ninjs[] = { "<body_html", "<body_xhtml", "body_text",
	"<description_html", "description_text", "value", NULL };

/*
 * XML by its root element.  One without importer is known well enough to be
 * named when it is refused.
 */
static const struct vocabulary {
	const char *ns; /* NULL: in no namespace; "*": in any */
	const char *root;
	const char *format;
	const char *importer; /* NULL: none */
	const char *words;
	const char *const *unfold; /* elements that may hold escaped HTML */
	const char *note;          /* elements to number, as footnotes are */
	const char *child;         /* NULL, or one that the root must have */
} vocabularies[] = {
	{ GAZETTE_NS, "release", "release", "release", "a Gazette release",
	    NULL, NULL, NULL },
	{ NULL, "nitf", "nitf", "nitf", "NITF", nitf, NULL, NULL },
	{ NITF_NS, "nitf", "nitf", "nitf", "NITF", nitf, NULL, NULL },
	{ NAR_NS, "newsMessage", "newsml-g2", "newsml-g2", "NewsML-G2", g2,
	    NULL, NULL },
	{ NAR_NS, "newsItem", "newsml-g2", "newsml-g2", "NewsML-G2", g2, NULL,
	    NULL },
	{ NAR_NS, "packageItem", "newsml-g2", "newsml-g2", "NewsML-G2", g2,
	    NULL, NULL },
	{ NULL, "NewsML", "newsml-1", "newsml-1", "NewsML 1", newsml, NULL,
	    NULL },
	{ NEWSML_NS, "NewsML", "newsml-1", "newsml-1", "NewsML 1", newsml, NULL,
	    NULL },
	{ NULL, "release", "solita", "solita", "a release of a wire service",
	    solita, NULL, NULL },
	{ ATOM_NS, "feed", "atom", "feed", "an Atom feed", feed, NULL, NULL },
	{ ATOM_NS, "entry", "atom", "feed", "an Atom entry", feed, NULL, NULL },
	{ OLD_ATOM_NS, "feed", "atom", "feed", "an Atom feed", feed, NULL,
	    NULL },
	{ "*", "rss", "rss", "feed", "an RSS feed", feed, NULL, NULL },
	{ RDF_NS, "RDF", "rss", "feed", "an RDF feed", feed, NULL, NULL },
	{ DOCBOOK_NS, "article", "docbook", "docbook", DOCBOOK, NULL,
	    "footnote", NULL },
	{ DOCBOOK_NS, "section", "docbook", "docbook", DOCBOOK, NULL,
	    "footnote", NULL },
	{ DOCBOOK_NS, "chapter", "docbook", "docbook", DOCBOOK, NULL,
	    "footnote", NULL },
	{ DOCBOOK_NS, "topic", "docbook", "docbook", DOCBOOK, NULL, "footnote",
	    NULL },
	{ DOCBOOK_NS, "book", "docbook", NULL, "a book of DocBook", NULL, NULL,
	    NULL },
	{ NULL, "article", "jats", "jats", "JATS", NULL, "fn", "front" },
	{ NULL, "article", "jats", "jats", "JATS", NULL, "fn", "body" },
	{ NULL, "article", "docbook", "docbook", DOCBOOK, NULL, "footnote",
	    NULL },
	{ NULL, "book", "docbook", NULL, "a book of DocBook", NULL, NULL,
	    NULL },
	{ TEI_NS, "TEI", "tei", "tei", "TEI", NULL, "note", NULL },
	{ NULL, "TEI.2", "tei", "tei", "TEI", NULL, "note", NULL },
	{ TEI_NS, "teiCorpus", "tei", NULL, "a corpus of TEI", NULL, NULL,
	    NULL },
	{ NULL, "topic", "dita", "dita", DITA, NULL, "fn", NULL },
	{ NULL, "concept", "dita", "dita", DITA, NULL, "fn", NULL },
	{ NULL, "task", "dita", "dita", DITA, NULL, "fn", NULL },
	{ NULL, "reference", "dita", "dita", DITA, NULL, "fn", NULL },
	{ NULL, "troubleshooting", "dita", "dita", DITA, NULL, "fn", NULL },
	{ NULL, "glossentry", "dita", "dita", DITA, NULL, "fn", NULL },
	{ NULL, "dita", "dita", "dita", DITA, NULL, "fn", NULL },
	{ NULL, "map", "dita", NULL, "a map of DITA", NULL, NULL, NULL },
	{ HTML_NS, "html", "html", "html", "a web page", NULL, NULL, NULL },
	{ NULL, "html", "html", "html", "a web page", NULL, NULL, NULL },
};

void
read_limits_default(struct read_limits *limits)
{
	limits->own_count = 0;
	limits->whole = 0;
	limits->max_input = (size_t)32 << 20;
	limits->max_xml_input = (size_t)8 << 20;
	limits->max_entries = 2000;
	limits->max_part = UINT64_C(24) << 20;
	limits->max_inflated = UINT64_C(128) << 20;
	limits->max_ratio = 1000;
	limits->max_depth = 256;
	limits->pictures.max_count = 50;
	limits->pictures.max_size = (size_t)10 << 20;
	limits->pictures.max_side = 20000;
}

static enum verdict
read_package(struct package *package, const struct read_limits *limits,
    struct reading *ret, struct why *why)
{
	enum verdict v;

	ret->importer = "docx";
	v = docx_read(package, limits, ret, why);
	package_close(package);
	return v;
}

static enum verdict
read_zip(const void *data, size_t len, const struct read_limits *limits,
    struct reading *ret, struct why *why)
{
	enum verdict v;
	struct package *package;

	if ((v = package_open(data, len, limits, &package, why)) != V_OK)
		return v;
	ret->format = "docx";
	if (package_mimetype(package) != NULL) {
		ret->format = "odt";
		v = odt_open(package, limits, &package, why);
		if (v != V_OK)
			return v;
	}
	return read_package(package, limits, ret, why);
}

static enum verdict
read_flat_odt(xmlDoc *doc, const struct read_limits *limits,
    struct reading *ret, struct why *why)
{
	enum verdict v;
	struct package *package;

	ret->format = "odt";
	if ((v = odt_open_flat(doc, limits, &package, why)) != V_OK)
		return v;
	return read_package(package, limits, ret, why);
}

/* A package in one XML document, which is taken over. */
static enum verdict
read_flat(xmlDoc *doc, const struct read_limits *limits, struct reading *ret,
    struct why *why)
{
	enum verdict v;
	struct package *package;

	if (strcmp(ret->format, "word2003") == 0 &&
	    word2003_convert(doc) == -1) {
		xmlFreeDoc(doc);
		return why_set(why, V_REJECT, "docx-no-body",
		    "the document has no text part that Word would open");
	}
	if ((v = package_open_flat(doc, limits, &package, why)) != V_OK)
		return v;
	return read_package(package, limits, ret, why);
}

static int
is_one_of(const xmlNode *root, const struct vocabulary *vocabulary)
{
	const char *ns = vocabulary->ns;

	if (ns != NULL && strcmp(ns, "*") == 0)
		ns = root->ns != NULL ? (const char *)root->ns->href : NULL;
	return xmldoc_is(root, ns, vocabulary->root) &&
	    (vocabulary->child == NULL ||
		xmldoc_child(root, vocabulary->ns, vocabulary->child) != NULL);
}

static const struct vocabulary *
find_vocabulary(const xmlNode *root)
{
	size_t i;

	for (i = 0; i < sizeof(vocabularies) / sizeof(vocabularies[0]); i++)
		if (is_one_of(root, &vocabularies[i]))
			return &vocabularies[i];
	return NULL;
}

static const struct read_own *
find_own(const xmlNode *root, const struct read_limits *limits)
{
	const char *ns;
	unsigned i;

	for (i = 0; i < limits->own_count; i++) {
		ns = limits->own[i].ns;
		if (xmldoc_is(root, ns[0] != '\0' ? ns : NULL,
			limits->own[i].root))
			return &limits->own[i];
	}
	return NULL;
}

/* Say whose root it is, as far as we know, and what would be read. */
static enum verdict
refuse(const xmlNode *root, const struct vocabulary *vocabulary,
    struct why *why)
{
	static const char understood[] =
	    "Word and OpenDocument texts, NITF, NewsML, ninjs, feeds, "
	    "web pages, DocBook, "
	    "JATS, TEI, DITA and Gazette releases are understood";
	enum verdict v;

	if (vocabulary != NULL)
		v = why_set(why, V_REJECT, "format-unknown", "this is %s; %s",
		    vocabulary->words, understood);
	else
		v = why_set(why, V_REJECT, "format-unknown",
		    "an XML document with the root element <%s>, which is of "
		    "an unknown kind; %s",
		    (const char *)root->name, understood);
	why_quote(why, (const char *)root->name);
	return v;
}

static enum verdict
read_tree(xmlDoc *doc, const struct read_limits *limits, struct reading *ret,
    struct why *why)
{
	const struct read_own *own;
	const struct vocabulary *vocabulary;
	const xmlNode *root;
	enum verdict v;

	root = xmlDocGetRootElement(doc);
	if (xmldoc_is(root, PKG_NS, "package") ||
	    xmldoc_is(root, W2003_NS, "wordDocument")) {
		ret->format = "flat-opc";
		if (xmldoc_is(root, W2003_NS, "wordDocument"))
			ret->format = "word2003";
		return read_flat(doc, limits, ret, why);
	}
	if (xmldoc_is(root, OFFICE_NS, "document"))
		return read_flat_odt(doc, limits, ret, why);
	own = find_own(root, limits);
	if (own != NULL) {
		ret->format = "own";
		ret->importer = own->importer;
		ret->tree = doc;
		return V_OK;
	}
	vocabulary = find_vocabulary(root);
	if (vocabulary == NULL || vocabulary->importer == NULL) {
		v = refuse(root, vocabulary, why);
		xmlFreeDoc(doc);
		return v;
	}
	ret->format = vocabulary->format;
	ret->importer = vocabulary->importer;
	v = limits->whole ? V_OK :
			    items_split(doc, ret->importer, &ret->items, why);
	if (v != V_OK || ret->items.count > 0) {
		xmlFreeDoc(doc);
		return v;
	}
	if (vocabulary->unfold != NULL)
		markup_unfold(doc, vocabulary->unfold);
	if (vocabulary->note != NULL)
		markup_number(doc, vocabulary->note);
	ret->tree = doc;
	return V_OK;
}

static enum verdict
read_xml(const char *data, size_t len, const struct read_limits *limits,
    struct reading *ret, struct why *why)
{
	char misnamed[128];
	enum verdict v;
	size_t blanks;
	struct xmldoc_rules rules;
	xmlDoc *doc;

	blanks = sniff_leading_blanks(data, len);
	xmldoc_rules_init(&rules, XMLDOC_INPUT, "the document");
	rules.max_size = limits->max_xml_input;
	rules.max_depth = limits->max_depth;
	v = xmldoc_parse(data + blanks, len - blanks, &rules, &doc, why);
	if (v != V_OK)
		return v;
	if (xmldoc_is_misnamed(data + blanks, len - blanks, misnamed,
		sizeof(misnamed)))
		findings_add(&ret->findings, SEVERITY_WARN, "encoding-misnamed",
		    misnamed);
	return read_tree(doc, limits, ret, why);
}

/* HTML that is no XML. */
static enum verdict
read_html(const char *data, size_t len, const struct read_limits *limits,
    struct reading *ret, struct why *why)
{
	if (len > limits->max_xml_input)
		return why_set(why, V_REJECT, "xml-too-large",
		    "the page has %zu bytes, the limit is %zu", len,
		    limits->max_xml_input);
	ret->format = "html";
	ret->importer = "html";
	return markup_parse(data, len, &ret->tree, why);
}

static enum verdict
read_json(const char *data, size_t len, const struct read_limits *limits,
    struct reading *ret, struct why *why)
{
	enum verdict v;

	if (len > limits->max_xml_input)
		return why_set(why, V_REJECT, "xml-too-large",
		    "the document has %zu bytes, the limit is %zu", len,
		    limits->max_xml_input);
	ret->format = "ninjs";
	ret->importer = "ninjs";
	v = ninjs_parse(data, len, limits, &ret->tree, &ret->items, why);
	if (v != V_OK || ret->items.count > 0)
		return v;
	markup_unfold(ret->tree, ninjs);
	return V_OK;
}

enum verdict
read_document(const char *name, const void *data, size_t len,
    const struct read_limits *limits, struct reading *ret, struct why *why)
{
	enum sniffed sniffed;
	enum verdict v;

	(void)name; /* the content decides, and says what it is */
	memset(ret, 0, sizeof(*ret));
	findings_init(&ret->findings);
	pictures_init(&ret->pictures);
	if (len > limits->max_input)
		return why_set(why, V_REJECT, "too-large",
		    "the file has %zu bytes, the limit is %zu", len,
		    limits->max_input);
	v = sniff(data, len, &sniffed, why);
	if (v == V_OK && sniffed == SNIFFED_PACKAGE)
		v = read_zip(data, len, limits, ret, why);
	else if (v == V_OK && sniffed == SNIFFED_HTML)
		v = read_html(data, len, limits, ret, why);
	else if (v == V_OK && sniffed == SNIFFED_JSON)
		v = read_json(data, len, limits, ret, why);
	else if (v == V_OK)
		v = read_xml(data, len, limits, ret, why);
	if (v != V_OK)
		reading_fini(ret);
	return v;
}

void
reading_fini(struct reading *reading)
{
	if (reading->tree != NULL)
		xmlFreeDoc(reading->tree);
	reading->tree = NULL;
	if (reading->sidecar != NULL)
		xmlFreeDoc(reading->sidecar);
	reading->sidecar = NULL;
	free(reading->neighbours);
	reading->neighbours = NULL;
	items_fini(&reading->items);
	pictures_fini(&reading->pictures);
	findings_fini(&reading->findings);
}
