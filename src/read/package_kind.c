/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a package is: a Word document, an OpenDocument text, or what else. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/xalloc.h"
#include "read/odf.h"
#include "read/ooxml.h"
#include "read/package_inner.h"

#define DOCX_TYPE                                                              \
 "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define WORD_TYPE "application/vnd.ms-word."

/* The types of a main part: document, template, and both with macros. */
static const char *const main_types[] = {
	DOCX_TYPE "document.main+xml",
	DOCX_TYPE "template.main+xml",
	WORD_TYPE "document.macroEnabled.main+xml",
	WORD_TYPE "template.macroEnabledTemplate.main+xml",
};

/* Where producers put it when nothing else says so. */
static const char *const usual_places[] = {
	"word/document.xml",
	"word/document2.xml",
};

/* Marks of other formats in the type of the main part. */
static const struct {
	const char *mark;
	const char *code;
	const char *words;
} other_types[] = {
	{ "spreadsheetml", "spreadsheet", "an Excel workbook" },
	{ "ms-excel", "spreadsheet", "an Excel workbook" },
	{ "presentationml", "presentation", "a PowerPoint presentation" },
	{ "ms-powerpoint", "presentation", "a PowerPoint presentation" },
};

/* Parts by which other containers are known. */
static const struct {
	const char *part;
	const char *code;
	const char *words;
} other_parts[] = {
	{ "xl/workbook.xml", "spreadsheet", "an Excel workbook" },
	{ "xl/workbook.bin", "spreadsheet", "an Excel workbook" },
	{ "ppt/presentation.xml", "presentation", "a PowerPoint presentation" },
	{ "Index/Document.iwa", "pages", "an Apple Pages document" },
	{ "index.xml.gz", "pages", "an Apple Pages document" },
	{ "META-INF/container.xml", "epub", "an EPUB" },
	{ "AndroidManifest.xml", "zip", "a program for telephones" },
	{ "META-INF/MANIFEST.MF", "zip", "a program in Java" },
	{ "FixedDocSeq.fdseq", "zip", "an XPS document" },
};

static const struct {
	const char *type;
	const char *code;
	const char *words;
} mimetypes[] = {
	{ "application/vnd.oasis.opendocument.spreadsheet", "spreadsheet",
	    "an OpenDocument spreadsheet" },
	{ "application/vnd.oasis.opendocument.presentation", "presentation",
	    "an OpenDocument presentation" },
	{ "application/vnd.oasis.opendocument", "odt", "an OpenDocument file" },
	{ "application/vnd.sun.xml", "odt-old",
	    "a document of OpenOffice.org 1" },
	{ "application/epub+zip", "epub", "an EPUB" },
};

static enum verdict
is_other(struct why *why, const char *code, const char *words)
{
	return why_set(why, V_REJECT, code,
	    "this is %s, not a document with text", words);
}

static int
is_main_type(const char *type)
{
	size_t i;

	for (i = 0; i < sizeof(main_types) / sizeof(main_types[0]); i++)
		if (strcasecmp(type, main_types[i]) == 0)
			return 1;
	return 0;
}

static enum verdict
check_type(const char *type, struct why *why)
{
	size_t i;

	for (i = 0; i < sizeof(other_types) / sizeof(other_types[0]); i++)
		if (strstr(type, other_types[i].mark) != NULL)
			return is_other(why, other_types[i].code,
			    other_types[i].words);
	return V_OK;
}

/* By its content type, for a package without relationships. */
static const char *
find_by_type(const struct package *package)
{
	size_t i;
	const char *name;

	for (i = 0; i < package->dir.count; i++) {
		name = package->dir.list[i].name;
		if (name[0] != '\0' &&
		    is_main_type(package_type(package, name)))
			return name;
	}
	for (i = 0; i < sizeof(usual_places) / sizeof(usual_places[0]); i++)
		if (package_has(package, usual_places[i]))
			return usual_places[i];
	return NULL;
}

/* A text, or a template of one; nothing else of that name holds its own
 * words. */
static int
is_odt(const char *type)
{
	size_t n = sizeof(ODT_TYPE) - 1;

	if (strncmp(type, ODT_TYPE, n) != 0)
		return 0;
	type += n;
	if (strncmp(type, "-template", 9) == 0)
		type += 9;
	return type[strspn(type, " \t\r\n")] == '\0';
}

static void
set_odt(struct package *package, const char *type)
{
	package->mimetype = xstrdup(type);
	package->main = xstrdup("content.xml");
}

/* OpenDocument and EPUB say in their first entry what they are. */
static enum verdict
check_mimetype(struct package *package, struct why *why)
{
	enum verdict v;
	struct buf bytes;
	size_t i;

	if (!package_has(package, "mimetype"))
		return V_OK;
	if ((v = package_part(package, "mimetype", &bytes, why)) != V_OK)
		return v;
	if (is_odt(buf_str(&bytes)))
		set_odt(package, buf_str(&bytes));
	for (i = 0; package->main == NULL &&
	     i < sizeof(mimetypes) / sizeof(mimetypes[0]);
	     i++) {
		if (strncmp(buf_str(&bytes), mimetypes[i].type,
			strlen(mimetypes[i].type)) != 0)
			continue;
		v = is_other(why, mimetypes[i].code, mimetypes[i].words);
		break;
	}
	buf_fini(&bytes);
	return v;
}

static enum verdict
say_what_else(struct package *package, struct why *why)
{
	enum verdict v;
	size_t i;

	if ((v = check_mimetype(package, why)) != V_OK || package->main != NULL)
		return v;
	/* Packed anew by somebody who did not know what stands first. */
	if (!package_has(package, "mimetype") &&
	    package_has(package, "content.xml") &&
	    package_has(package, "META-INF/manifest.xml")) {
		set_odt(package, ODT_TYPE);
		return V_OK;
	}
	for (i = 0; i < sizeof(other_parts) / sizeof(other_parts[0]); i++)
		if (package_has(package, other_parts[i].part))
			return is_other(why, other_parts[i].code,
			    other_parts[i].words);
	if (package->dir.count == 0)
		return is_other(why, "zip", "an empty ZIP archive");
	if (package_has(package, "[Content_Types].xml") ||
	    package_has(package, "_rels/.rels"))
		return why_set(why, V_REJECT, "package-no-main",
		    "the package has no Word document in it");
	return is_other(why, "zip", "a ZIP archive");
}

enum verdict
package_find_main(struct package *package, struct why *why)
{
	const struct package_rel *rel;
	const struct package_rels *rels;
	const struct zipdir_entry *entry;
	const char *name;
	enum verdict v;

	if ((v = package_rels(package, "", &rels, why)) != V_OK)
		return v;
	rel = package_rel_by_type(rels, REL_MAIN);
	name = NULL;
	if (rel != NULL && !rel->external && package_has(package, rel->target))
		name = rel->target;
	if (name == NULL)
		name = find_by_type(package);
	if (name == NULL)
		return say_what_else(package, why);
	if ((v = check_type(package_type(package, name), why)) != V_OK)
		return v;
	entry = zipdir_find(&package->dir, name);
	package->main = xstrdup(entry->name);
	return V_OK;
}
