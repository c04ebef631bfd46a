/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whose a picture is.  See picture_rights.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/text.h"
#include "read/picture_inner.h"
#include "read/picture_rights.h"
#include "read/xmldoc.h"

#define DC_NS        "http://purl.org/dc/elements/1.1/"
#define PHOTOSHOP_NS "http://ns.adobe.com/photoshop/1.0/"
#define RIGHTS_NS    "http://ns.adobe.com/xap/1.0/rights/"
#define EXT_NS       "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
#define RDF_NS       "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

enum {
	FIELD_MAX = 4096, /* bytes of one field that are looked at */
	PACKET_MAX = 1 << 20,
	RESOURCE_HEAD = 12, /* "8BIM", id, an empty name, size */
	RESOURCE_IIM = 0x0404,
	IIM_MARK = 0x1c,
	IIM_RECORD = 2,
};

/* Where XMP keeps each, and within what. */
static const struct {
	const char *ns;
	const char *prefix;
	const char *name;
	const char *container; /* of rdf, or NULL */
	unsigned iim;          /* the dataset of IPTC-IIM, or 0 */
} fields[RIGHT_COUNT] = {
	[RIGHT_CREATOR] = { DC_NS, "dc", "creator", "Seq", 80 },
	[RIGHT_CREDIT] = { PHOTOSHOP_NS, "photoshop", "Credit", NULL, 110 },
	[RIGHT_COPYRIGHT] = { DC_NS, "dc", "rights", "Alt", 116 },
	[RIGHT_TERMS] = { RIGHTS_NS, "xmpRights", "UsageTerms", "Alt", 0 },
	[RIGHT_WEB] = { RIGHTS_NS, "xmpRights", "WebStatement", NULL, 0 },
	[RIGHT_SOURCE] = { EXT_NS, "Iptc4xmpExt", "DigitalSourceType", NULL,
	    0 },
};

void
picture_rights_set(struct picture_rights *rights, enum picture_right right,
    const void *text, size_t len)
{
	const unsigned char *p;
	struct buf utf8;
	size_t i;

	p = text;
	len = strnlen(text, len < FIELD_MAX ? len : FIELD_MAX);
	if (rights->text[right][0] != '\0' || len == 0)
		return;
	buf_init(&utf8, (size_t)2 * FIELD_MAX);
	if (text_is_utf8(text, len))
		buf_add(&utf8, text, len);
	else
		for (i = 0; i < len; i++)
			text_put(&utf8, p[i]);
	text_excerpt(rights->text[right], sizeof(rights->text[right]),
	    buf_str(&utf8));
	buf_fini(&utf8);
}

/* The words of a property: its text, or its items with a semicolon. */
static void
read_property(struct picture_rights *rights, enum picture_right right,
    const xmlNode *node)
{
	const xmlNode *item;
	struct buf words;
	xmlChar *content;

	buf_init(&words, FIELD_MAX);
	item = xmldoc_first(xmldoc_first(node));
	if (item == NULL)
		item = node;
	for (; item != NULL; item = item == node ? NULL : xmldoc_next(item)) {
		content = xmlNodeGetContent(item);
		if (content == NULL)
			continue;
		if (words.len > 0)
			buf_puts(&words, "; ");
		buf_puts(&words, (const char *)content);
		xmlFree(content);
		/* Of alternatives the first is the default. */
		if (right != RIGHT_CREATOR)
			break;
	}
	picture_rights_set(rights, right, buf_str(&words), words.len);
	buf_fini(&words);
}

static void
read_description(struct picture_rights *rights, const xmlNode *description)
{
	const char *value;
	const xmlNode *node;
	int i;

	for (i = 0; i < RIGHT_COUNT; i++) {
		value = xmldoc_attr(description, fields[i].ns, fields[i].name);
		if (value != NULL)
			picture_rights_set(rights, (enum picture_right)i, value,
			    strlen(value));
		node = xmldoc_child(description, fields[i].ns, fields[i].name);
		if (node != NULL)
			read_property(rights, (enum picture_right)i, node);
	}
}

void
picture_rights_read_xmp(struct picture_rights *rights, const void *data,
    size_t len)
{
	const xmlNode *node;
	struct why why;
	struct xmldoc_rules rules;
	xmlDoc *doc;

	why_clear(&why);
	xmldoc_rules_init(&rules, XMLDOC_PART, "XMP");
	rules.max_size = PACKET_MAX;
	if (xmldoc_parse(data, len, &rules, &doc, &why) != V_OK)
		return;
	node = xmlDocGetRootElement(doc);
	if (!xmldoc_is(node, RDF_NS, "RDF"))
		node = xmldoc_child(node, RDF_NS, "RDF");
	for (node = xmldoc_first(node); node != NULL; node = xmldoc_next(node))
		if (xmldoc_is(node, RDF_NS, "Description"))
			read_description(rights, node);
	xmlFreeDoc(doc);
}

/* The datasets of one IPTC-IIM block (IIM 4.2, 1.5). */
static void
read_datasets(struct picture_rights *rights, const unsigned char *data,
    size_t len)
{
	size_t at, size;
	int i;

	for (at = 0; len - at >= 5 && data[at] == IIM_MARK; at += 5 + size) {
		size = picture_be16(data + at + 3);
		if (size > len - at - 5)
			return;
		if (data[at + 1] != IIM_RECORD)
			continue;
		for (i = 0; i < RIGHT_COUNT; i++)
			if (fields[i].iim != 0 && fields[i].iim == data[at + 2])
				picture_rights_set(rights,
				    (enum picture_right)i, data + at + 5, size);
	}
}

void
picture_rights_read_iim(struct picture_rights *rights,
    const unsigned char *data, size_t len)
{
	size_t at, name, size;

	for (at = 0; len - at >= RESOURCE_HEAD; at += size + (size & 1)) {
		if (memcmp(data + at, "8BIM", 4) != 0)
			return;
		name = (size_t)data[at + 6] + 1; /* with its length, even */
		name += name & 1;
		if (len - at < 10 + name)
			return;
		size = picture_be32(data + at + 6 + name);
		if (size > len - at - 10 - name)
			return;
		if (picture_be16(data + at + 4) == RESOURCE_IIM)
			read_datasets(rights, data + at + 10 + name, size);
		at += 10 + name;
		if (size + (size & 1) > len - at)
			return;
	}
}

static void
put_field(struct buf *out, int i, const char *text)
{
	const char *container;

	container = fields[i].container;
	buf_printf(out, "<%s:%s>", fields[i].prefix, fields[i].name);
	if (container != NULL)
		buf_printf(out, "<rdf:%s><rdf:li%s>", container,
		    strcmp(container, "Alt") == 0 ? " xml:lang=\"x-default\"" :
						    "");
	buf_put_xml(out, text);
	if (container != NULL)
		buf_printf(out, "</rdf:li></rdf:%s>", container);
	buf_printf(out, "</%s:%s>", fields[i].prefix, fields[i].name);
}

int
picture_rights_put(struct buf *out, const struct picture_rights *rights)
{
	int i, n;

	n = 0;
	for (i = 0; i < RIGHT_COUNT; i++)
		n += rights->text[i][0] != '\0';
	if (n == 0)
		return 0;
	buf_puts(out,
	    "<?xpacket begin=\"\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
	    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"" RDF_NS
	    "\"><rdf:Description rdf:about=\"\" xmlns:dc=\"" DC_NS
	    "\" xmlns:photoshop=\"" PHOTOSHOP_NS
	    "\" xmlns:xmpRights=\"" RIGHTS_NS "\" xmlns:Iptc4xmpExt=\"" EXT_NS
	    "\">");
	for (i = 0; i < RIGHT_COUNT; i++)
		if (rights->text[i][0] != '\0')
			put_field(out, i, rights->text[i]);
	buf_puts(out,
	    "</rdf:Description></rdf:RDF></x:xmpmeta>"
	    "<?xpacket end=\"r\"?>");
	return 1;
}
