/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * XML into trees by libxml2's own SAX2 builder, with limits around it.  See
 * xmldoc.h.
 */
#include "config.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/buf.h"
#include "base/text.h"
#include "read/ooxml.h"
#include "read/xmldoc.h"
#include "read/xmlerror.h"
#include "read/xmlscan.h"

enum {
	PART_MAX = 24 << 20,
	INPUT_MAX = 8 << 20,
	DEPTH_MAX = 256, /* libxml2's own limit without HUGE */
	ATTRIBUTES_MAX = 1000,
	GIVE_BACK = 256 << 10,
	NAMES_GROWTH = 4, /* at most, "&Eta;" to "&#919;" and the like */
};

/* Never NOENT, DTDLOAD, DTDATTR, XINCLUDE, HUGE or RECOVER. */
static const int options = XML_PARSE_NONET | XML_PARSE_NOCDATA |
    XML_PARSE_COMPACT | XML_PARSE_NOWARNING | XML_PARSE_NOERROR;

/* One parsing; the parser context's _private. */
struct parsing {
	const struct xmldoc_rules *rules;
	const struct xmldoc_blocks *blocks; /* NULL: the whole tree */
	int depth;                          /* elements open */
	int seen;                           /* a parent of blocks was met */
	const char *next; /* byte to be read, where the rules spend them, … */
	const char *end;
	const char *given_back; /* … those before this are gone */
	enum verdict v;         /* what stopped us */
	struct why *why;
};

void
xmldoc_rules_init(struct xmldoc_rules *rules, enum xmldoc_kind kind,
    const char *what)
{
	rules->kind = kind;
	rules->spend = 0;
	rules->what = what;
	rules->max_size = kind == XMLDOC_PART ? PART_MAX : INPUT_MAX;
	rules->max_depth = DEPTH_MAX;
	rules->max_attributes = ATTRIBUTES_MAX;
	rules->skip_doctype = kind == XMLDOC_INPUT;
}

static struct parsing *
parsing_of(const xmlParserCtxt *ctxt)
{
	return ctxt->_private;
}

/* Record the first reason and take no further event. */
static void
stop(xmlParserCtxt *ctxt, enum verdict v)
{
	parsing_of(ctxt)->v = v;
	xmlStopParser(ctxt);
}

/*
 * Is the open element with depth elements above it the parent of blocks?
 * It is asked of the element that contains what happens now.
 */
static int
is_parent(const struct parsing *p, const xmlNode *node, int depth)
{
	return p->blocks != NULL && node != NULL && depth == p->blocks->depth &&
	    xmldoc_is(node, p->blocks->ns, p->blocks->parent);
}

static int
inside_parent(const xmlParserCtxt *ctxt)
{
	const struct parsing *p;

	p = parsing_of(ctxt);
	return is_parent(p, ctxt->node, p->depth - 1);
}

static void
start_element(void *data, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
    int n_attributes, int n_defaulted, const xmlChar **attributes)
{
	const char *href;
	const xmlChar *folded[2 * ATTRIBUTES_MAX];
	struct parsing *p;
	xmlParserCtxt *ctxt;
	size_t i;

	ctxt = data;
	p = parsing_of(ctxt);
	if (p->v != V_OK)
		return;
	if (++p->depth > p->rules->max_depth) {
		stop(ctxt,
		    why_set(p->why, V_REJECT, "xml-too-deep",
			"%s: elements stand %d deep within each other",
			p->rules->what, p->depth));
		return;
	}
	if (n_namespaces + n_attributes > p->rules->max_attributes ||
	    n_namespaces > ATTRIBUTES_MAX) {
		stop(ctxt, xmlerror_attributes(p->rules, p->why));
		return;
	}
	for (i = 0; i < (size_t)n_namespaces; i++) {
		folded[2 * i] = namespaces[2 * i];
		href = (const char *)namespaces[2 * i + 1];
		if (href != NULL)
			href = ooxml_fold(href);
		folded[2 * i + 1] = (const xmlChar *)href;
	}
	xmlSAX2StartElementNs(ctxt, name, prefix, uri, n_namespaces, folded,
	    n_attributes, n_defaulted, attributes);
	if (inside_parent(ctxt))
		p->seen = 1;
}

static void
end_element(void *data, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	enum verdict v;
	struct parsing *p;
	xmlNode *node;
	xmlParserCtxt *ctxt;

	ctxt = data;
	p = parsing_of(ctxt);
	if (p->v != V_OK)
		return;
	node = ctxt->node;
	xmlSAX2EndElementNs(ctxt, name, prefix, uri);
	p->depth--;
	if (p->depth == 0 || !inside_parent(ctxt))
		return;
	v = p->blocks->block(p->blocks->arg, node, p->why);
	xmlUnlinkNode(node);
	xmlFreeNode(node);
	if (v != V_OK)
		stop(ctxt, v);
}

/*
 * Text beside blocks is white space between them.  It must not be kept: the
 * builder remembers the size of the last text node, and would append to the
 * wrong one after a block between them was freed.
 */
static void
characters(void *data, const xmlChar *text, int len)
{
	xmlParserCtxt *ctxt;

	ctxt = data;
	if (parsing_of(ctxt)->v == V_OK && !inside_parent(ctxt))
		xmlSAX2Characters(ctxt, text, len);
}

/* A DOCTYPE has begun; if it has an internal subset, '[' comes next.  The
 * tree gets no DTD. */
/*
 * Files of NewsML 1 name the DTD of their text with a parameter entity:
 *
 *	[<!ENTITY % nitf SYSTEM "nitf-3-0.dtd"> %nitf; ]
 *
 * That is a name of a DTD as any, and is skipped as that is: nothing is
 * declared in the document itself.  s is what follows the bracket.
 */
static int
names_dtds_only(const char *s, const char *end)
{
	static const char entity[] = "<!ENTITY % ";
	const size_t n = sizeof(entity) - 1;
	char quote = '\0';
	size_t left;

	for (; s < end && *s != ']'; s++) {
		left = (size_t)(end - s);
		if (strchr(" \t\r\n", *s) != NULL)
			continue;
		if (*s == '%') {
			s = memchr(s, ';', left);
		} else if (left > n && memcmp(s, entity, n) == 0) {
			s += n;
			s += strcspn(s, " \t\r\n<>'\"");
			s += strspn(s, " \t\r\n");
			if (strncmp(s, "SYSTEM", 6) != 0 &&
			    strncmp(s, "PUBLIC", 6) != 0)
				return 0;
			for (; s < end && (*s != '>' || quote != '\0'); s++)
				if (*s == quote)
					quote = '\0';
				else if (quote == '\0' &&
				    (*s == '"' || *s == '\''))
					quote = *s;
		} else {
			return 0;
		}
		if (s == NULL)
			return 0;
	}
	return s < end;
}

static void
internal_subset(void *data, const xmlChar *name, const xmlChar *public_id,
    const xmlChar *system_id)
{
	const char *at, *end;
	const struct parsing *p;
	xmlParserCtxt *ctxt;

	(void)name;
	(void)public_id;
	(void)system_id;
	ctxt = data;
	p = parsing_of(ctxt);
	at = (const char *)ctxt->input->cur;
	end = (const char *)ctxt->input->end;
	if (!p->rules->skip_doctype ||
	    (*at == '[' && !names_dtds_only(at + 1, end)))
		stop(ctxt, xmlerror_doctype(p->rules, p->why));
}

static void
external_subset(void *data, const xmlChar *name, const xmlChar *public_id,
    const xmlChar *system_id)
{
	(void)data;
	(void)name;
	(void)public_id;
	(void)system_id;
}

/* No subset is read, so nothing is declared; if it is, we were wrong.  The
 * name of a DTD is forgotten. */
static void
entity_declared(void *data, const xmlChar *name, int type,
    const xmlChar *public_id, const xmlChar *system_id, xmlChar *content)
{
	const struct parsing *p;

	(void)name;
	(void)public_id;
	(void)system_id;
	(void)content;
	p = parsing_of(data);
	if (type != XML_EXTERNAL_PARAMETER_ENTITY)
		stop(data, xmlerror_doctype(p->rules, p->why));
}

/* An entity that only the unread DTD knows: its text would be lost. */
static void
reference(void *data, const xmlChar *name)
{
	enum verdict v;
	const struct parsing *p;

	p = parsing_of(data);
	if (p->v != V_OK)
		return;
	v = why_set(p->why, V_REJECT, "xml-entity",
	    "%s: the entity &%.60s; is not defined in the document",
	    p->rules->what, (const char *)name);
	why_quote(p->why, (const char *)name);
	stop(data, v);
}

static xmlParserInput *
no_entity_input(void *data, const xmlChar *public_id, const xmlChar *system_id)
{
	(void)data;
	(void)public_id;
	(void)system_id;
	return NULL;
}

static xmlEntity *
predefined_entity(void *data, const xmlChar *name)
{
	(void)data;
	return xmlGetPredefinedEntity(name);
}

static xmlEntity *
no_parameter_entity(void *data, const xmlChar *name)
{
	(void)data;
	(void)name;
	return NULL;
}

/* The parser's own complaint; only the first that is fatal counts. */
static void
complaint(void *data, xmlError *error)
{
	struct parsing *p;

	p = parsing_of(data);
	if (p->v != V_OK || error->level != XML_ERR_FATAL)
		return;
	stop(data, xmlerror_why(data, error, p->rules, p->why));
}

static void
set_handlers(xmlSAXHandler *sax)
{
	memset(sax, 0, sizeof(*sax));
	xmlSAXVersion(sax, 2);
	sax->startElementNs = start_element;
	sax->endElementNs = end_element;
	sax->startElement = NULL;
	sax->endElement = NULL;
	sax->characters = characters;
	sax->ignorableWhitespace = characters;
	sax->cdataBlock = NULL; /* as characters */
	sax->comment = NULL;
	sax->processingInstruction = NULL;
	sax->internalSubset = internal_subset;
	sax->externalSubset = external_subset;
	sax->entityDecl = entity_declared;
	sax->notationDecl = NULL;
	sax->attributeDecl = NULL;
	sax->elementDecl = NULL;
	sax->unparsedEntityDecl = NULL;
	sax->reference = reference;
	sax->resolveEntity = no_entity_input;
	sax->getEntity = predefined_entity;
	sax->getParameterEntity = no_parameter_entity;
	sax->warning = NULL;
	sax->error = NULL;
	sax->fatalError = NULL;
	sax->serror = complaint;
}

/* Bytes that were read are read no more: the tree that is made of them needs
 * their pages. */
static void
give_back(struct parsing *p)
{
	size_t page;
	uintptr_t begin, end;

	page = (size_t)sysconf(_SC_PAGESIZE);
	begin = ((uintptr_t)p->given_back + page - 1) / page * page;
	end = (uintptr_t)p->next / page * page;
	madvise((void *)begin, end - begin, MADV_DONTNEED);
	p->given_back = p->next;
}

/* As xmlCtxtReadMemory(), which would copy all of it first. */
static int
read_some(void *arg, char *to, int len)
{
	size_t n;
	struct parsing *p = arg;

	n = (size_t)(p->end - p->next);
	if (n > (size_t)len)
		n = (size_t)len;
	memcpy(to, p->next, n);
	p->next += n;
	if (p->next - p->given_back >= GIVE_BACK)
		give_back(p);
	return (int)n;
}

/* The bytes are fit for libxml2; encoding may be NULL. */
static enum verdict
run(struct parsing *p, const char *data, size_t len, const char *encoding,
    xmlDoc **ret)
{
	enum verdict v;
	xmlDoc *doc;
	xmlParserCtxt *ctxt;

	if ((ctxt = xmlNewParserCtxt()) == NULL)
		return why_set(p->why, V_FATAL, "no-memory",
		    "no memory for an XML parser");
	set_handlers(ctxt->sax);
	ctxt->_private = p;
	p->next = data;
	p->given_back = data;
	p->end = data + len;
	if (p->rules->spend)
		doc = xmlCtxtReadIO(ctxt, read_some, NULL, p, NULL, encoding,
		    options);
	else
		doc = xmlCtxtReadMemory(ctxt, data, (int)len, NULL, encoding,
		    options);
	v = p->v;
	if (v == V_OK && doc == NULL)
		v = xmlerror_why(ctxt, xmlCtxtGetLastError(ctxt), p->rules,
		    p->why);
	if (v == V_OK)
		*ret = doc;
	else if (doc != NULL)
		xmlFreeDoc(doc);
	/* What the parser was building when it was stopped. */
	if (ctxt->myDoc != NULL)
		xmlFreeDoc(ctxt->myDoc);
	xmlFreeParserCtxt(ctxt);
	return v;
}

/* What a part may call its encoding (ECMA-376-2, 9.1.1.4); US-ASCII is
 * UTF-8 too. */
static int
is_part_encoding(const char *name)
{
	static const char *const names[] = { "", "UTF-8", "UTF8", "UTF-16",
		"UTF-16LE", "UTF-16BE", "US-ASCII", "ASCII" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(name, names[i]) == 0)
			return 1;
	return 0;
}

static int
is_known_encoding(const char *name)
{
	xmlCharEncodingHandler *handler;

	if (name[0] == '\0')
		return 1;
	if ((handler = xmlFindCharEncodingHandler(name)) == NULL)
		return 0;
	xmlCharEncCloseFunc(handler);
	return 1;
}

static enum verdict
check_bytes(const struct xmlscan *scan, const struct xmldoc_rules *rules,
    struct why *why)
{
	if (scan->len == 0)
		return why_set(why, V_REJECT, "xml-empty", "%s is empty",
		    rules->what);
	if (scan->len > rules->max_size)
		return why_set(why, V_REJECT, "xml-too-large",
		    "%s: %zu bytes, the limit is %zu", rules->what, scan->len,
		    rules->max_size);
	if (rules->kind == XMLDOC_PART ? !is_part_encoding(scan->encoding) :
					 !is_known_encoding(scan->encoding))
		return xmlerror_encoding(rules, scan->encoding, why);
	/* These hide '<' and '=' from xmlscan. */
	if (strstr(scan->encoding, "EBCDIC") != NULL ||
	    strncmp(scan->encoding, "UTF-7", 5) == 0 ||
	    strncmp(scan->encoding, "IBM", 3) == 0)
		return xmlerror_encoding(rules, scan->encoding, why);
	if (xmlscan_many_attributes(scan, rules->max_attributes))
		return xmlerror_attributes(rules, why);
	return V_OK;
}

/* Encodings and named characters first, then the parser. */
static enum verdict
parse(struct parsing *p, const void *data, size_t len, xmlDoc **ret)
{
	const char *encoding;
	enum verdict v;
	size_t at;
	struct buf named;
	struct xmlscan scan;

	xmlscan_init(&scan, data, len);
	if ((v = check_bytes(&scan, p->rules, p->why)) != V_OK)
		return v;
	encoding = xmlscan_is_cp1252(&scan) ? "windows-1252" : NULL;
	if (p->rules->kind == XMLDOC_PART)
		return run(p, data, len, encoding, ret);
	if (xmlscan_misnamed(&scan, &at) == MISNAMED_BYTE)
		return xmlerror_byte(p->rules, &scan, at, p->why);
	if (xmlscan_misnamed(&scan, &at) == MISNAMED_UTF8)
		encoding = "UTF-8";
	/* RFC 7303, 3.2: neither mark nor declaration, but what it begins
	 * with can be nothing else. */
	if (scan.width == 2 && !scan.has_bom && scan.encoding[0] == '\0')
		encoding = scan.big_endian ? "UTF-16BE" : "UTF-16LE";
	buf_init(&named, NAMES_GROWTH * len);
	if (memmem(data, len, "<!DOCTYPE", 9) != NULL &&
	    xmlscan_name_characters(&scan, &named) && !buf_is_full(&named))
		v = run(p, named.data, named.len, encoding, ret);
	else
		v = run(p, data, len, encoding, ret);
	buf_fini(&named);
	return v;
}

int
xmldoc_is_misnamed(const void *data, size_t len, char *ret, size_t size)
{
	size_t at;
	struct why why;
	struct xmldoc_rules rules;
	struct xmlscan scan;

	xmlscan_init(&scan, data, len);
	if (xmlscan_misnamed(&scan, &at) != MISNAMED_UTF8)
		return 0;
	xmldoc_rules_init(&rules, XMLDOC_INPUT, scan.encoding);
	(void)xmlerror_byte(&rules, &scan, at, &why);
	snprintf(ret, size, "%s", why.text);
	return 1;
}

enum verdict
xmldoc_parse(const void *data, size_t len, const struct xmldoc_rules *rules,
    xmlDoc **ret, struct why *why)
{
	struct parsing p;

	memset(&p, 0, sizeof(p));
	p.rules = rules;
	p.why = why;
	return parse(&p, data, len, ret);
}

enum verdict
xmldoc_parse_blocks(const void *data, size_t len,
    const struct xmldoc_rules *rules, const struct xmldoc_blocks *blocks,
    int *ret_seen, struct why *why)
{
	enum verdict v;
	struct parsing p;
	xmlDoc *doc = NULL;

	memset(&p, 0, sizeof(p));
	p.rules = rules;
	p.blocks = blocks;
	p.why = why;
	if ((v = parse(&p, data, len, &doc)) != V_OK)
		return v;
	xmlFreeDoc(doc);
	if (ret_seen != NULL)
		*ret_seen = p.seen;
	return V_OK;
}

int
xmldoc_is(const xmlNode *node, const char *ns, const char *name)
{
	if (node->type != XML_ELEMENT_NODE ||
	    strcmp((const char *)node->name, name) != 0)
		return 0;
	if (ns == NULL || node->ns == NULL)
		return ns == NULL && node->ns == NULL;
	return strcmp((const char *)node->ns->href, ns) == 0;
}

xmlNode *
xmldoc_first(const xmlNode *parent)
{
	xmlNode *node;

	if (parent == NULL)
		return NULL;
	node = parent->children;
	while (node != NULL && node->type != XML_ELEMENT_NODE)
		node = node->next;
	return node;
}

xmlNode *
xmldoc_next(const xmlNode *node)
{
	xmlNode *next;

	next = node->next;
	while (next != NULL && next->type != XML_ELEMENT_NODE)
		next = next->next;
	return next;
}

xmlNode *
xmldoc_child(const xmlNode *parent, const char *ns, const char *name)
{
	xmlNode *node;

	for (node = xmldoc_first(parent); node != NULL;
	     node = xmldoc_next(node))
		if (xmldoc_is(node, ns, name))
			return node;
	return NULL;
}

const char *
xmldoc_attr(const xmlNode *node, const char *ns, const char *name)
{
	const xmlAttr *attr;

	if (node == NULL || node->type != XML_ELEMENT_NODE)
		return NULL;
	for (attr = node->properties; attr != NULL; attr = attr->next) {
		if (strcmp((const char *)attr->name, name) != 0)
			continue;
		if ((ns == NULL) != (attr->ns == NULL))
			continue;
		if (ns != NULL && strcmp((const char *)attr->ns->href, ns) != 0)
			continue;
		if (attr->children == NULL || attr->children->content == NULL)
			return "";
		return (const char *)attr->children->content;
	}
	return NULL;
}
