/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What makes a zygote warm.  See worker.h for the contract. */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "read/read.h"
#include "render/render.h"
#include "worker/worker.h"

/*
 * A Word document in one file (Flat OPC): the way of nearly all documents,
 * but for the ZIP around it.
 */
static const char small_document[] =
    "<k:package xmlns:k='http://schemas.microsoft.com/office/2006/xmlPackage'"
    " xmlns='http://schemas.openxmlformats.org/package/2006/relationships'"
    " xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
    "<k:part k:name='/_rels/.rels' k:contentType="
    "'application/vnd.openxmlformats-package.relationships+xml'><k:xmlData>"
    "<Relationships><Relationship Id='r1' Type='http://schemas."
    "openxmlformats.org/officeDocument/2006/relationships/officeDocument'"
    " Target='word/document.xml'/></Relationships></k:xmlData></k:part>"
    "<k:part k:name='/word/document.xml' k:contentType='application/vnd."
    "openxmlformats-officedocument.wordprocessingml.document.main+xml'>"
    "<k:xmlData><w:document><w:body>"
    "<w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr>"
    "<w:r><w:t>Öppet hus i Vasa</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>Vasa stad ordnar öppet hus för alla den 3 maj 2026 kl. "
    "9.00. Alla är välkomna till stadshuset.</w:t></w:r></w:p>"
    "<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr>"
    "<w:r><w:t>Program</w:t></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Kaffe</w:t></w:r></w:p></w:tc>"
    "<w:tc><w:p><w:r><w:t>10</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    "<w:p><w:r><w:t>Närmare upplysningar: Anna Exempel, tfn 06 000 0000, "
    "anna@example.org</w:t></w:r></w:p>"
    "</w:body></w:document></k:xmlData></k:part></k:package>";

/* The ZIP around it, though there is nothing in it: "[Content_Types].xml",
 * deflated.  What libzip calls of zlib is looked for when it is first called,
 * in each worker anew. */
static const char small_package[] =
    "PK\003\004\024\000\000\000\010\000\000\000!\000}\217\3039J\000\000\000M"
    "\000\000\000\023\000\000\000[Content_Types].xml\263\011\251,H-V\250\310"
    "\315\311+\266U\312())\260\322\327/N\316H\315M,\326\313/H\315\003\312\244"
    "\345\027\345&\226\000\271E\351\372\005\211\311\331\211\351\251\372F\006"
    "\006f\372\311\371y%\251y%\272% 3\224\364\355\000PK\001\002\024\003\024"
    "\000\000\000\010\000\000\000!\000}\217\3039J\000\000\000M\000\000\000\023"
    "\000\000\000\000\000\000\000\000\000\000\000\200\001\000\000\000\000[Cont"
    "ent_Types].xmlPK\005\006\000\000\000\000\001\000\001\000A\000\000\000{"
    "\000\000\000\000\000";

static void
warm_package(const struct worker_tools *tools)
{
	struct reading reading;
	struct why why;

	memset(&reading, 0, sizeof(reading));
	(void)read_document("warm.docx", small_package,
	    sizeof(small_package) - 1, &tools->limits->read, &reading, &why);
}

void
worker_warm_up(const struct worker_tools *tools)
{
	int input, nobody;
	struct work work;

	memset(&work, 0, sizeof(work));
	work.kind = WORK_CONVERT;
	work.quick = 1;
	work.editions = EDITION_BIT(EDITION_HTML) | EDITION_BIT(EDITION_TEXT) |
	    EDITION_BIT(EDITION_EPUB);
	snprintf(work.settings.timezone, sizeof(work.settings.timezone),
	    "Europe/Helsinki");
	warm_package(tools);
	input = memfd_create("warm", MFD_CLOEXEC);
	nobody = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (input != -1 && nobody != -1 &&
	    fs_write_all(input, small_document, sizeof(small_document) - 1) ==
		0)
		worker_run(tools, &work, input, nobody);
	if (input != -1)
		close(input);
	if (nobody != -1)
		close(nobody);
}
