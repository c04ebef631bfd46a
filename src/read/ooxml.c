/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names and simple types of Office Open XML.  See ooxml.h. */
#include "config.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "read/ooxml.h"
#include "read/xmldoc.h"

#define STRICT "http://purl.oclc.org/ooxml/"

/* What ISO/IEC 29500-1 calls it, after STRICT, and 29500-4 does. */
static const struct {
	const char *strict;
	const char *transitional;
} folds[] = {
	{ "wordprocessingml/main", W_NS },
	{ "officeDocument/relationships", R_NS },
	{ "officeDocument/math", M_NS },
	{ "drawingml/main", A_NS },
	{ "drawingml/picture", PIC_NS },
	{ "drawingml/wordprocessingDrawing", WP_NS },
	{ "drawingml/chart", C_NS },
	{ "drawingml/diagram", DGM_NS },
	{ "drawingml/chartDrawing", OOXML_MAIN "drawingml/2006/chartDrawing" },
	{ "drawingml/lockedCanvas", OOXML_MAIN "drawingml/2006/lockedCanvas" },
	{ "officeDocument/extendedProperties", EP_NS },
	{ "officeDocument/customProperties", OOXML_DOC "custom-properties" },
	{ "officeDocument/docPropsVTypes", OOXML_DOC "docPropsVTypes" },
	{ "officeDocument/bibliography", OOXML_DOC "bibliography" },
	{ "officeDocument/customXml", OOXML_DOC "customXml" },
	{ "officeDocument/sharedTypes", OOXML_DOC "sharedTypes" },
	{ "schemaLibrary/main", OOXML_MAIN "schemaLibrary/2006/main" },
	{ "spreadsheetml/main", OOXML_MAIN "spreadsheetml/2006/main" },
	{ "presentationml/main", OOXML_MAIN "presentationml/2006/main" },
	/* Types of relationships. */
	{ "officeDocument/relationships/officeDocument", REL_MAIN },
	{ "officeDocument/relationships/extendedProperties", REL_APP },
	{ "officeDocument/relationships/metadata/core-properties", REL_CORE },
	{ "officeDocument/relationships/styles", REL_STYLES },
	{ "officeDocument/relationships/numbering", REL_NUMBERING },
	{ "officeDocument/relationships/settings", REL_SETTINGS },
	{ "officeDocument/relationships/footnotes", REL_FOOTNOTES },
	{ "officeDocument/relationships/endnotes", REL_ENDNOTES },
	{ "officeDocument/relationships/comments", REL_COMMENTS },
	{ "officeDocument/relationships/header", REL_HEADER },
	{ "officeDocument/relationships/footer", REL_FOOTER },
	{ "officeDocument/relationships/theme", REL_THEME },
	{ "officeDocument/relationships/image", REL_IMAGE },
	{ "officeDocument/relationships/hyperlink", REL_HYPERLINK },
	{ "officeDocument/relationships/chart", REL_CHART },
	{ "officeDocument/relationships/aFChunk", REL_ALTCHUNK },
};

const char *
ooxml_fold(const char *uri)
{
	const size_t len = sizeof(STRICT) - 1;
	size_t i;

	if (strncmp(uri, STRICT, len) != 0)
		return uri;
	for (i = 0; i < sizeof(folds) / sizeof(folds[0]); i++)
		if (strcmp(uri + len, folds[i].strict) == 0)
			return folds[i].transitional;
	return uri;
}

const char *
ooxml_attr(const xmlNode *node, const char *name)
{
	return xmldoc_attr(node, W_NS, name);
}

const char *
ooxml_val(const xmlNode *parent, const char *name)
{
	return ooxml_attr(xmldoc_child(parent, W_NS, name), "val");
}

int
ooxml_is_on(const xmlNode *node)
{
	static const char *const off[] = { "0", "false", "off", "f", "n",
		"no" };
	const char *val;
	size_t i;

	val = ooxml_attr(node, "val");
	if (val == NULL)
		return 1;
	for (i = 0; i < sizeof(off) / sizeof(off[0]); i++)
		if (strcasecmp(val, off[i]) == 0)
			return 0;
	return 1;
}

int
ooxml_has(const xmlNode *parent, const char *name)
{
	const xmlNode *node;

	node = xmldoc_child(parent, W_NS, name);
	return node != NULL && ooxml_is_on(node);
}

static int
clamp(long n)
{
	if (n > INT_MAX)
		return INT_MAX;
	return n < INT_MIN ? INT_MIN : (int)n;
}

int
ooxml_int(const char *s, int otherwise)
{
	char *end;
	long n;

	if (s == NULL)
		return otherwise;
	n = strtol(s, &end, 10);
	return end == s ? otherwise : clamp(n);
}

int
ooxml_twips(const char *s, int otherwise)
{
	static const struct {
		const char *unit;
		double twips;
	} units[] = { { "mm", 1440 / 25.4 }, { "cm", 1440 / 2.54 },
		{ "in", 1440 }, { "pt", 20 }, { "pc", 240 }, { "pi", 240 } };

	double n;
	char *end;
	size_t i;

	if (s == NULL)
		return otherwise;
	n = strtod(s, &end);
	if (end == s || !(n > -1e8 && n < 1e8))
		return otherwise;
	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (strcmp(end, units[i].unit) == 0)
			n *= units[i].twips;
	return clamp((long)n);
}
