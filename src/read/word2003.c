/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Word 2003 XML as a package.  See word2003.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include <libxml/hash.h>
#include <libxml/tree.h>

#include "base/buf.h"
#include "read/ooxml.h"
#include "read/word2003.h"
#include "read/xmldoc.h"

#define AML_NS "http://schemas.microsoft.com/aml/2001/core"
#define WML    "application/vnd.openxmlformats-officedocument.wordprocessingml."

/* The package under construction. */
struct old {
	xmlDoc *doc;
	xmlNode *root; /* w:wordDocument first, pkg:package at last */
	xmlNs *w;
	xmlNs *r;
	xmlNs *pkg;
	xmlNs *pr;
	xmlNode *rels;      /* Relationships of the main part */
	xmlNode *notes[2];  /* w:footnotes, w:endnotes, or NULL */
	xmlNode *comments;  /* w:comments, or NULL */
	xmlHashTable *data; /* pkg:part by the name of its w:binData */
	unsigned count;     /* names and ids given so far */
};

static const xmlChar *
x(const char *s)
{
	return (const xmlChar *)s;
}

/*
 * Namespaces and names.
 */

/* What was the namespace of 2003 is that of Open XML from here on. */
static void
fold_namespaces(xmlNode *node)
{
	xmlNs *ns;
	xmlNode *child;

	for (ns = node->nsDef; ns != NULL; ns = ns->next) {
		if (!xmlStrEqual(ns->href, x(W2003_NS)))
			continue;
		xmlFree((xmlChar *)(uintptr_t)ns->href);
		ns->href = xmlStrdup(x(W_NS));
	}
	for (child = xmldoc_first(node); child != NULL;
	     child = xmldoc_next(child))
		fold_namespaces(child);
}

static xmlNs *
declare(struct old *old, const char *uri, const char *prefix)
{
	xmlNs *ns;

	if ((ns = xmlSearchNsByHref(old->doc, old->root, x(uri))) != NULL &&
	    ns->prefix != NULL)
		return ns;
	return xmlNewNs(old->root, x(uri), x(prefix));
}

static void
rename_to(struct old *old, xmlNode *node, const char *name)
{
	xmlNodeSetName(node, x(name));
	xmlSetNs(node, old->w);
}

/* A new element w:name, the last child of parent. */
static xmlNode *
add(struct old *old, xmlNode *parent, const char *name)
{
	return xmlNewChild(parent, old->w, x(name), NULL);
}

static void
set(struct old *old, xmlNode *node, const char *name, const char *value)
{
	if (value != NULL)
		xmlSetNsProp(node, old->w, x(name), x(value));
}

static void
set_int(struct old *old, xmlNode *node, const char *name, unsigned value)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%u", value);
	set(old, node, name, digits);
}

static void
move_children(xmlNode *from, xmlNode *to)
{
	xmlNode *node, *next;

	for (node = from->children; node != NULL; node = next) {
		next = node->next;
		xmlUnlinkNode(node);
		xmlAddChild(to, node);
	}
}

/*
 * Parts.
 */

static xmlNode *
add_part(struct old *old, const char *name, const char *type, const char *data)
{
	xmlNode *part;

	part = xmlNewChild(old->root, old->pkg, x("part"), NULL);
	xmlSetNsProp(part, old->pkg, x("name"), x(name));
	xmlSetNsProp(part, old->pkg, x("contentType"), x(type));
	return xmlNewChild(part, old->pkg, x(data), NULL);
}

static xmlNode *
add_rels_part(struct old *old, const char *name)
{
	xmlNode *data;

	data = add_part(old, name,
	    "application/vnd.openxmlformats-package.relationships+xml",
	    "xmlData");
	return xmlNewChild(data, old->pr, x("Relationships"), NULL);
}

/* Returns the id, valid until the next call. */
static const char *
add_rel(struct old *old, xmlNode *rels, const char *type, const char *target)
{
	static char id[24];
	xmlNode *rel;

	snprintf(id, sizeof(id), "rId%u", ++old->count);
	rel = xmlNewChild(rels, old->pr, x("Relationship"), NULL);
	xmlNewProp(rel, x("Id"), x(id));
	xmlNewProp(rel, x("Type"), x(type));
	xmlNewProp(rel, x("Target"), x(target));
	return id;
}

/* A part with a root w:name, which the main part refers to. */
static xmlNode *
add_helper(struct old *old, const char *name, const char *file,
    const char *type)
{
	char part[64];
	xmlNode *data;

	snprintf(part, sizeof(part), "/word/%s", file);
	data = add_part(old, part, "application/xml", "xmlData");
	add_rel(old, old->rels, type, file);
	return add(old, data, name);
}

/*
 * Text.
 */

static void walk(struct old *old, xmlNode *node);

static void
walk_children(struct old *old, xmlNode *parent)
{
	xmlNode *node, *next;

	for (node = xmldoc_first(parent); node != NULL; node = next) {
		next = xmldoc_next(node);
		walk(old, node);
	}
}

/* w:hlink w:dest w:bookmark: a field says the same. */
static void
walk_link(struct old *old, xmlNode *node)
{
	const char *dest, *bookmark;
	struct buf code;

	dest = ooxml_attr(node, "dest");
	bookmark = ooxml_attr(node, "bookmark");
	buf_init(&code, 64 << 10);
	buf_puts(&code, "HYPERLINK");
	if (dest != NULL)
		buf_printf(&code, " \"%s\"", dest);
	if (bookmark != NULL)
		buf_printf(&code, " \\l \"%s\"", bookmark);
	rename_to(old, node, "fldSimple");
	set(old, node, "instr", buf_str(&code));
	buf_fini(&code);
	walk_children(old, node);
}

/* A note stands in the run that refers to it. */
static void
walk_note(struct old *old, xmlNode *node, int end)
{
	static const char *const names[2][3] = {
		{ "footnotes", "footnote", "footnoteReference" },
		{ "endnotes", "endnote", "endnoteReference" },
	};
	xmlNode *note;

	if (old->notes[end] == NULL)
		old->notes[end] = add_helper(old, names[end][0],
		    end ? "endnotes.xml" : "footnotes.xml",
		    end ? REL_ENDNOTES : REL_FOOTNOTES);
	note = add(old, old->notes[end], names[end][1]);
	set_int(old, note, "id", ++old->count);
	move_children(node, note);
	rename_to(old, node, names[end][2]);
	set_int(old, node, "id", old->count);
	walk_children(old, note);
}

static void
add_comment(struct old *old, xmlNode *content)
{
	xmlNode *comment;

	if (old->comments == NULL)
		old->comments = add_helper(old, "comments", "comments.xml",
		    REL_COMMENTS);
	comment = add(old, old->comments, "comment");
	set_int(old, comment, "id", ++old->count);
	if (content != NULL)
		move_children(content, comment);
	walk_children(old, comment);
}

/* aml:annotation w:type: a bookmark, a revision, a comment. */
static void
walk_annotation(struct old *old, xmlNode *node)
{
	const char *type;
	xmlNode *content;

	content = xmldoc_child(node, AML_NS, "content");
	if ((type = ooxml_attr(node, "type")) == NULL)
		type = "";
	if (strcmp(type, "Word.Comment") == 0) {
		add_comment(old, content);
	} else if (strcmp(type, "Word.Bookmark.Start") == 0) {
		rename_to(old, node, "bookmarkStart");
		return;
	} else if (strcmp(type, "Word.Insertion") == 0 ||
	    strcmp(type, "Word.Deletion") == 0) {
		rename_to(old, node,
		    strcmp(type, "Word.Deletion") == 0 ? "del" : "ins");
		if (content != NULL) {
			move_children(content, node);
			xmlUnlinkNode(content);
			xmlFreeNode(content);
		}
		walk_children(old, node);
		return;
	} else if (strcmp(type, "Word.Formatting") == 0) {
		rename_to(old, node, "rPrChange");
		return;
	}
	xmlUnlinkNode(node);
	xmlFreeNode(node);
}

/*
 * Pictures and furniture.
 */

/*
 * Word 2003 leaves bits behind the last byte, which a strict reader of base64
 * refuses (RFC 4648, 3.5).
 */
static void
clear_tail(xmlNode *text)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char *content;
	const char *digit;
	size_t n, padding = 0;

	if (text == NULL || text->content == NULL)
		return;
	content = (char *)text->content;
	for (n = strlen(content); n > 0; n--) {
		if (strchr(" \t\r\n", content[n - 1]) != NULL)
			continue;
		if (content[n - 1] != '=')
			break;
		padding++;
	}
	if (n == 0 || padding == 0 || padding > 2 ||
	    (digit = strchr(digits, content[n - 1])) == NULL)
		return;
	content[n - 1] =
	    digits[(digit - digits) & (padding == 2 ? 0x30 : 0x3c)];
}

/* w:binData w:name="wordml://01.png": base64, which v:imagedata calls by
 * that name. */
static void
walk_data(struct old *old, xmlNode *node)
{
	char part[48];
	const char *name;
	xmlNode *data;

	if ((name = ooxml_attr(node, "name")) != NULL) {
		snprintf(part, sizeof(part), "/word/media/%u", ++old->count);
		data = add_part(old, part, "application/octet-stream",
		    "binaryData");
		move_children(node, data);
		clear_tail(data->children);
		xmlHashAddEntry(old->data, x(name), data->parent);
	}
	xmlUnlinkNode(node);
	xmlFreeNode(node);
}

static void
walk_imagedata(struct old *old, xmlNode *node)
{
	const char *src, *id;
	const xmlNode *part;

	if ((src = xmldoc_attr(node, NULL, "src")) == NULL ||
	    (part = xmlHashLookup(old->data, x(src))) == NULL)
		return;
	id = add_rel(old, old->rels, REL_IMAGE,
	    xmldoc_attr(part, PKG_NS, "name"));
	xmlSetNsProp(node, old->r, x("id"), x(id));
}

static void
walk_furniture(struct old *old, xmlNode *node, int footer)
{
	char file[32];
	xmlNode *root;

	snprintf(file, sizeof(file), "furniture%u.xml", ++old->count);
	root = add_helper(old, footer ? "ftr" : "hdr", file,
	    footer ? REL_FOOTER : REL_HEADER);
	move_children(node, root);
	walk_children(old, root);
}

/* The names that changed; everything else has its own still. */
static void
walk(struct old *old, xmlNode *node)
{
	size_t i;
	static const char *const renamed[][2] = {
		{ "listPr", "numPr" },
		{ "ilfo", "numId" },
		{ "vmerge", "vMerge" },
		{ "hmerge", "hMerge" },
	};

	for (i = 0; i < sizeof(renamed) / sizeof(renamed[0]); i++) {
		if (xmldoc_is(node, W_NS, renamed[i][0]))
			rename_to(old, node, renamed[i][1]);
	}
	if (xmldoc_is(node, W_NS, "hlink"))
		walk_link(old, node);
	else if (xmldoc_is(node, W_NS, "footnote"))
		walk_note(old, node, 0);
	else if (xmldoc_is(node, W_NS, "endnote"))
		walk_note(old, node, 1);
	else if (xmldoc_is(node, W_NS, "hdr"))
		walk_furniture(old, node, 0);
	else if (xmldoc_is(node, W_NS, "ftr"))
		walk_furniture(old, node, 1);
	else if (xmldoc_is(node, W_NS, "binData"))
		walk_data(old, node);
	else if (xmldoc_is(node, V_NS, "imagedata"))
		walk_imagedata(old, node);
	else if (xmldoc_is(node, AML_NS, "annotation"))
		walk_annotation(old, node);
	else
		walk_children(old, node);
}

/*
 * Lists.
 */

/* w:nfc: a number for each format. */
static const char *
format_of(int nfc)
{
	static const char *const formats[] = { "decimal", "upperRoman",
		"lowerRoman", "upperLetter", "lowerLetter", "ordinal",
		"cardinalText", "ordinalText" };

	if (nfc >= 0 && nfc < (int)(sizeof(formats) / sizeof(formats[0])))
		return formats[nfc];
	if (nfc == 23)
		return "bullet";
	return nfc == 255 ? "none" : "decimal";
}

static void
convert_list_def(struct old *old, xmlNode *def, xmlNode *numbering)
{
	const char *nfc;
	xmlNode *abstract, *level, *fmt;

	abstract = add(old, numbering, "abstractNum");
	set(old, abstract, "abstractNumId", ooxml_attr(def, "listDefId"));
	move_children(def, abstract);
	for (level = xmldoc_first(abstract); level != NULL;
	     level = xmldoc_next(level)) {
		if (!xmldoc_is(level, W_NS, "lvl"))
			continue;
		nfc = ooxml_val(level, "nfc");
		fmt = add(old, level, "numFmt");
		set(old, fmt, "val", format_of(ooxml_int(nfc, 0)));
	}
}

static void
convert_lists(struct old *old, xmlNode *lists)
{
	xmlNode *node, *num, *numbering;

	if (lists == NULL)
		return;
	numbering = add_helper(old, "numbering", "numbering.xml",
	    REL_NUMBERING);
	for (node = xmldoc_first(lists); node != NULL;
	     node = xmldoc_next(node)) {
		if (xmldoc_is(node, W_NS, "listDef")) {
			convert_list_def(old, node, numbering);
		} else if (xmldoc_is(node, W_NS, "list")) {
			num = add(old, numbering, "num");
			set(old, num, "numId", ooxml_attr(node, "ilfo"));
			set(old, add(old, num, "abstractNumId"), "val",
			    ooxml_val(node, "ilst"));
		}
	}
}

/*
 * The package.
 */

static void
convert_styles(struct old *old, xmlNode *styles)
{
	xmlNode *data;

	if (styles == NULL)
		return;
	data = add_part(old, "/word/styles.xml", "application/xml", "xmlData");
	add_rel(old, old->rels, REL_STYLES, "styles.xml");
	walk_children(old, styles);
	xmlUnlinkNode(styles);
	xmlAddChild(data, styles);
}

static void
convert_properties(struct old *old, const xmlNode *properties, xmlNode *rels)
{
	size_t i;
	const xmlNode *from;
	xmlChar *words;
	xmlNode *core;
	xmlNs *dc, *cp;
	static const char *const names[][2] = {
		{ "Title", "title" },
		{ "Subject", "subject" },
		{ "Description", "description" },
		{ "Keywords", "keywords" },
		{ "Category", "category" },
	};

	if (properties == NULL)
		return;
	dc = declare(old, DC_NS, "dc");
	cp = declare(old, CP_NS, "cp");
	core = xmlNewChild(add_part(old, "/docProps/core.xml",
			       "application/xml", "xmlData"),
	    cp, x("coreProperties"), NULL);
	add_rel(old, rels, REL_CORE, "docProps/core.xml");
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		from = xmldoc_child(properties, O_NS, names[i][0]);
		if (from == NULL || (words = xmlNodeGetContent(from)) == NULL)
			continue;
		xmlNewTextChild(core, i < 3 ? dc : cp, x(names[i][1]), words);
		xmlFree(words);
	}
}

/* What is left of the old root's own children. */
static void
drop_rest(struct old *old)
{
	xmlNode *node, *next;

	for (node = old->root->children; node != NULL; node = next) {
		next = node->next;
		if (xmldoc_is(node, PKG_NS, "part"))
			continue;
		xmlUnlinkNode(node);
		xmlFreeNode(node);
	}
}

static void
open_package(struct old *old)
{
	fold_namespaces(old->root);
	old->w = declare(old, W_NS, "w");
	old->r = declare(old, R_NS, "r");
	old->pkg = declare(old, PKG_NS, "pkg");
	old->pr = declare(old, PR_NS, "pr");
	old->rels = add_rels_part(old, "/word/_rels/document.xml.rels");
}

static int
convert(struct old *old)
{
	xmlNode *body, *main_part, *rels, *document;

	if ((body = xmldoc_child(old->root, W_NS, "body")) == NULL)
		return -1;
	rels = add_rels_part(old, "/_rels/.rels");
	add_rel(old, rels, REL_MAIN, "word/document.xml");
	main_part = add_part(old, "/word/document.xml", WML "document.main+xml",
	    "xmlData");
	document = add(old, main_part, "document");
	xmlNodeSetSpacePreserve(document, 1);
	convert_styles(old, xmldoc_child(old->root, W_NS, "styles"));
	convert_lists(old, xmldoc_child(old->root, W_NS, "lists"));
	convert_properties(old,
	    xmldoc_child(old->root, O_NS, "DocumentProperties"), rels);
	walk_children(old, body);
	xmlUnlinkNode(body);
	xmlAddChild(document, body);
	drop_rest(old);
	xmlNodeSetName(old->root, x("package"));
	xmlSetNs(old->root, old->pkg);
	return 0;
}

int
word2003_convert(xmlDoc *doc)
{
	int ret;
	struct old old = { .doc = doc };

	old.root = xmlDocGetRootElement(doc);
	old.data = xmlHashCreate(16);
	open_package(&old);
	ret = convert(&old);
	xmlHashFree(old.data, NULL);
	return ret;
}
