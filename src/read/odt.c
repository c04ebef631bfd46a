/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The door for OpenDocument text.  See odt.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/odt.h"
#include "read/odt_inner.h"

#define WML "application/vnd.openxmlformats-officedocument.wordprocessingml."

/* How notes are counted (16.29). */
static void
write_notes(struct odt *odt, xmlNode *body)
{
	static const char *const formats[][2] = { { "1", "decimal" },
		{ "a", "lowerLetter" }, { "A", "upperLetter" },
		{ "i", "lowerRoman" }, { "I", "upperRoman" } };
	const char *class, *format;
	size_t i;
	xmlNode *node, *properties, *section;

	section = odt_add(odt, body, "sectPr");
	node = xmldoc_first(xmldoc_child(odt->styles, OFFICE_NS, "styles"));
	for (; node != NULL; node = xmldoc_next(node)) {
		if (!TXT(node, "notes-configuration"))
			continue;
		class = xmldoc_attr(node, TEXT_NS, "note-class");
		format = xmldoc_attr(node, STYLE_NS, "num-format");
		if (class == NULL || format == NULL)
			continue;
		properties = odt_add(odt, section,
		    strcmp(class, "endnote") == 0 ? "endnotePr" : "footnotePr");
		for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
			if (strcmp(format, formats[i][0]) == 0)
				odt_add_val(odt, properties, "numFmt",
				    formats[i][1]);
	}
}

/* Is there a program in office:scripts?  An empty library is none. */
static int
has_macros(const struct odt *odt)
{
	char *words;
	int found = 0;
	const xmlNode *node;

	node = xmldoc_first(xmldoc_child(odt->content, OFFICE_NS, "scripts"));
	for (; node != NULL && !found; node = xmldoc_next(node)) {
		if (!xmldoc_is(node, OFFICE_NS, "script"))
			continue;
		words = odt_words(node);
		found = *words != '\0';
		free(words);
	}
	return found;
}

static void
write_body(struct odt *odt, xmlNode *text, int is_template)
{
	struct odt_flow flow;
	xmlNode *body, *data, *document;

	data = odt_part(odt, "/word/document.xml",
	    is_template ? WML "template.main+xml" : WML "document.main+xml",
	    "xmlData");
	document = odt_add(odt, data, "document");
	xmlNodeSetSpacePreserve(document, 1);
	body = odt_add(odt, document, "body");
	odt_flow_init(&flow, odt, body);
	odt_blocks(&flow, text);
	odt_flow_fini(&flow);
	/* Changes that are recorded, but that no mark leads to. */
	if (odt->changed == 0 && xmlHashSize(odt->changes) > 0)
		odt_add(odt, body, "ins");
	write_notes(odt, body);
}

/* The namespace of what was made stays declared where it stands. */
static void
convert(struct odt *odt, const xmlNode *meta, xmlNode *text, int is_template)
{
	xmlNode *rels;

	odt_build_start(odt);
	rels = odt_rels_part(odt, "/_rels/.rels");
	odt_rel(odt, rels, REL_MAIN, "word/document.xml", 0);
	odt_styles_read(odt);
	odt_lists_start(odt);
	odt->objects = xmlHashCreate(16);
	odt_changes_read(odt, text);
	odt_controls_read(odt, text);
	odt_styles_write(odt);
	odt_meta(odt, meta, rels);
	write_body(odt, text, is_template);
	odt_furniture(odt);
	if (has_macros(odt))
		odt_part(odt, "/word/vbaProject.bin",
		    "application/octet-stream", "binaryData");
	odt_lists_free(odt);
	odt_styles_free(odt);
	xmlHashFree(odt->changes, NULL);
	xmlHashFree(odt->objects, NULL);
	xmlHashFree(odt->controls, NULL);
}

static void
close_odt(struct odt *odt)
{
	size_t i;

	for (i = 0; i < sizeof(odt->owned) / sizeof(odt->owned[0]); i++)
		xmlFreeDoc(odt->owned[i]);
}

static enum verdict
no_body(struct why *why)
{
	return why_set(why, V_REJECT, "odt-no-body",
	    "the file has no text that LibreOffice would open");
}

static xmlNode *
text_of(const xmlNode *root)
{
	return xmldoc_child(xmldoc_child(root, OFFICE_NS, "body"), OFFICE_NS,
	    "text");
}

/*
 * What is inside.
 */

static const struct {
	const char *body;
	const char *code;
	const char *words;
} others[] = {
	{ "spreadsheet", "spreadsheet", "an OpenDocument spreadsheet" },
	{ "presentation", "presentation", "an OpenDocument presentation" },
	{ "drawing", "odt", "an OpenDocument drawing" },
	{ "chart", "odt", "an OpenDocument chart" },
	{ "image", "odt", "an OpenDocument picture" },
	{ "database", "odt", "an OpenDocument database" },
};

static enum verdict
check_body(const xmlNode *root, struct why *why)
{
	size_t i;
	const xmlNode *body;

	if (text_of(root) != NULL)
		return V_OK;
	body = xmldoc_child(root, OFFICE_NS, "body");
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (xmldoc_child(body, OFFICE_NS, others[i].body) != NULL)
			return why_set(why, V_REJECT, others[i].code,
			    "this is %s, not a text", others[i].words);
	}
	return no_body(why);
}

/* manifest:encryption-data of any entry (ODF 1.3-2, 3.4). */
static enum verdict
check_manifest(struct package *zip, struct why *why)
{
	xmlDoc *doc;
	enum verdict v = V_OK;
	struct why ignored;
	const xmlNode *node;

	if (package_has(zip, "encrypted-package"))
		return why_set(why, V_REJECT, "odt-encrypted",
		    "the document is protected by a password");
	if (package_xml(zip, "META-INF/manifest.xml", &doc, &ignored) != V_OK)
		return V_OK;
	for (node = xmldoc_first(xmlDocGetRootElement(doc)); node != NULL;
	     node = xmldoc_next(node)) {
		if (xmldoc_child(node, MANIFEST_NS, "encryption-data") == NULL)
			continue;
		v = why_set(why, V_REJECT, "odt-encrypted",
		    "the document is protected by a password");
		break;
	}
	xmlFreeDoc(doc);
	return v;
}

/* The root of another part, or NULL: the text can do without. */
static const xmlNode *
open_other(struct odt *odt, size_t i, const char *name)
{
	struct why ignored;

	if (!package_has(odt->zip, name) ||
	    package_xml(odt->zip, name, &odt->owned[i], &ignored) != V_OK)
		return NULL;
	return xmlDocGetRootElement(odt->owned[i]);
}

static enum verdict
read_zip(struct odt *odt, int is_template, struct why *why)
{
	enum verdict v;
	const xmlNode *meta;

	if ((v = check_manifest(odt->zip, why)) != V_OK)
		return v;
	if (!package_has(odt->zip, "content.xml"))
		return no_body(why);
	v = package_xml(odt->zip, "content.xml", &odt->owned[0], why);
	if (v != V_OK)
		return v;
	odt->content = xmlDocGetRootElement(odt->owned[0]);
	if ((v = check_body(odt->content, why)) != V_OK)
		return v;
	odt->styles = open_other(odt, 1, "styles.xml");
	meta = open_other(odt, 2, "meta.xml");
	convert(odt, xmldoc_child(meta, OFFICE_NS, "meta"),
	    text_of(odt->content), is_template);
	return V_OK;
}

static int
is_template(const char *type)
{
	return type != NULL && strstr(type, "template") != NULL;
}

enum verdict
odt_open(struct package *zip, const struct read_limits *limits,
    struct package **ret, struct why *why)
{
	enum verdict v;
	struct odt odt = { .zip = zip };

	v = read_zip(&odt, is_template(package_mimetype(zip)), why);
	close_odt(&odt);
	if (v != V_OK) {
		package_close(zip);
		return v;
	}
	return package_open_over(odt.doc, zip, limits, ret, why);
}

enum verdict
odt_open_flat(xmlDoc *doc, const struct read_limits *limits,
    struct package **ret, struct why *why)
{
	enum verdict v;
	const xmlNode *root;
	struct odt odt = { .owned = { doc, NULL, NULL } };

	root = xmlDocGetRootElement(doc);
	odt.content = odt.styles = root;
	if ((v = check_body(root, why)) == V_OK)
		convert(&odt, xmldoc_child(root, OFFICE_NS, "meta"),
		    text_of(root),
		    is_template(xmldoc_attr(root, OFFICE_NS, "mimetype")));
	close_odt(&odt);
	if (v != V_OK)
		return v;
	return package_open_over(odt.doc, NULL, limits, ret, why);
}
