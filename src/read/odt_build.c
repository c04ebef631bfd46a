/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Elements, parts and relationships of the package.  See odt_inner.h. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "read/odt_inner.h"

static const xmlChar *
x(const char *s)
{
	return (const xmlChar *)s;
}

void
odt_build_start(struct odt *odt)
{
	size_t i;

	const struct {
		xmlNs **ns;
		const char *uri;
		const char *prefix;
	} all[] = {
		{ &odt->pkg, PKG_NS, "pkg" },
		{ &odt->w, W_NS, "w" },
		{ &odt->r, R_NS, "r" },
		{ &odt->pr, PR_NS, "pr" },
		{ &odt->m, M_NS, "m" },
		{ &odt->a, A_NS, "a" },
		{ &odt->pic, PIC_NS, "pic" },
		{ &odt->wp, WP_NS, "wp" },
		{ &odt->adec, ADEC_NS, "adec" },
		{ &odt->w14, W14_NS, "w14" },
		{ &odt->w15, W15_NS, "w15" },
	};

	odt->doc = xmlNewDoc(x("1.0"));
	odt->root = xmlNewDocNode(odt->doc, NULL, x("package"), NULL);
	xmlDocSetRootElement(odt->doc, odt->root);
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		*all[i].ns = xmlNewNs(odt->root, x(all[i].uri),
		    x(all[i].prefix));
	xmlSetNs(odt->root, odt->pkg);
	odt->main_rels = odt_rels_part(odt, "/word/_rels/document.xml.rels");
	odt->rels = odt->main_rels;
}

xmlNode *
odt_add(struct odt *odt, xmlNode *parent, const char *name)
{
	xmlNode *node;

	odt->written++;
	node = xmlNewDocNode(odt->doc, odt->w, x(name), NULL);
	return parent == NULL ? node : xmlAddChild(parent, node);
}

void
odt_set(struct odt *odt, xmlNode *node, const char *name, const char *value)
{
	if (value != NULL)
		xmlNewNsProp(node, odt->w, x(name), x(value));
}

void
odt_set_int(struct odt *odt, xmlNode *node, const char *name, int value)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%d", value);
	odt_set(odt, node, name, digits);
}

xmlNode *
odt_add_val(struct odt *odt, xmlNode *parent, const char *name,
    const char *value)
{
	xmlNode *node;

	node = odt_add(odt, parent, name);
	odt_set(odt, node, "val", value);
	return node;
}

xmlNode *
odt_add_int(struct odt *odt, xmlNode *parent, const char *name, int value)
{
	xmlNode *node;

	node = odt_add(odt, parent, name);
	odt_set_int(odt, node, "val", value);
	return node;
}

xmlNode *
odt_part(struct odt *odt, const char *name, const char *type, const char *data)
{
	xmlNode *part;

	part = xmlNewChild(odt->root, odt->pkg, x("part"), NULL);
	xmlSetNsProp(part, odt->pkg, x("name"), x(name));
	xmlSetNsProp(part, odt->pkg, x("contentType"), x(type));
	return xmlNewChild(part, odt->pkg, x(data), NULL);
}

xmlNode *
odt_rels_part(struct odt *odt, const char *name)
{
	xmlNode *data;

	data = odt_part(odt, name,
	    "application/vnd.openxmlformats-package.relationships+xml",
	    "xmlData");
	return xmlNewChild(data, odt->pr, x("Relationships"), NULL);
}

const char *
odt_rel(struct odt *odt, xmlNode *rels, const char *type, const char *target,
    int external)
{
	static char id[24];
	xmlNode *rel;

	snprintf(id, sizeof(id), "rId%u", ++odt->count);
	rel = xmlNewDocNode(odt->doc, odt->pr, x("Relationship"), NULL);
	xmlAddChild(rels, rel);
	xmlNewProp(rel, x("Id"), x(id));
	xmlNewProp(rel, x("Type"), x(type));
	xmlNewProp(rel, x("Target"), x(target));
	if (external)
		xmlNewProp(rel, x("TargetMode"), x("External"));
	return id;
}

xmlNode *
odt_helper(struct odt *odt, const char *name, const char *file,
    const char *type)
{
	char part[64];
	xmlNode *data, *root;

	snprintf(part, sizeof(part), "/word/%s", file);
	data = odt_part(odt, part, "application/xml", "xmlData");
	odt_rel(odt, odt->main_rels, type, file, 0);
	root = odt_add(odt, data, name);
	xmlNodeSetSpacePreserve(root, 1);
	return root;
}

void
odt_move_children(xmlNode *from, xmlNode *to)
{
	xmlNode *node, *next;

	for (node = from->children; node != NULL; node = next) {
		next = node->next;
		xmlUnlinkNode(node);
		xmlAddChild(to, node);
	}
}

char *
odt_words(const xmlNode *node)
{
	char *folded;
	xmlChar *words;

	words = xmlNodeGetContent(node);
	folded = text_fold_blanks(words != NULL ? (char *)words : "");
	xmlFree(words);
	return folded;
}
