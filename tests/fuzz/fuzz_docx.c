/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Word documents behind an honest package: the bytes are document.xml,
 * styles.xml, numbering.xml, footnotes.xml and a picture, with NULs between.
 */
#include "config.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "read/ooxml.h"
#include "read/read.h"
#include "zipmaker.h"

#define REL(id, type, target)                                                  \
 "<Relationship Id='" id "' Type='" type "' Target='" target "'/>"

enum {
	PARTS = 5
};

static const char rels[] = "<Relationships xmlns='" PR_NS "'>" REL("s",
    REL_STYLES, "styles.xml") REL("n", REL_NUMBERING, "numbering.xml")
    REL("f", REL_FOOTNOTES, "footnotes.xml")
	REL("p", REL_IMAGE, "p.png") "</Relationships>";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[PARTS] = { "word/document.xml",
		"word/styles.xml", "word/numbering.xml", "word/footnotes.xml",
		"word/p.png" };
	const uint8_t *end;
	struct buf zip;
	struct read_limits limits;
	struct reading reading;
	struct why why;
	struct zipmaker_entry entries[PARTS + 1];
	size_t n;

	memset(entries, 0, sizeof(entries));
	entries[0].name = "word/_rels/document.xml.rels";
	entries[0].data = rels;
	for (n = 1; n <= PARTS && size > 0; n++) {
		end = n == PARTS ? NULL : memchr(data, 0, size);
		entries[n].name = names[n - 1];
		entries[n].data = (const char *)data;
		entries[n].len = end == NULL ? size : (size_t)(end - data);
		if (entries[n].len == 0)
			entries[n].data = NULL;
		data += entries[n].len + (end != NULL);
		size -= entries[n].len + (end != NULL);
	}
	buf_init(&zip, 8 << 20);
	zipmaker_put(&zip, entries, n);
	read_limits_default(&limits);
	why_clear(&why);
	if (read_document("x", zip.data, zip.len, &limits, &reading, &why) ==
	    V_OK)
		reading_fini(&reading);
	buf_fini(&zip);
	return 0;
}
