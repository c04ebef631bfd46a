/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * OpenDocument texts behind an honest package: the bytes are content.xml,
 * styles.xml, meta.xml, the content of an object and a picture, with NULs
 * between.
 */
#include "config.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "read/odf.h"
#include "read/read.h"
#include "zipmaker.h"

enum {
	PARTS = 5
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[PARTS] = { "content.xml", "styles.xml",
		"meta.xml", "Object 1/content.xml", "Pictures/p.png" };
	const uint8_t *end;
	struct buf zip;
	struct read_limits limits;
	struct reading reading;
	struct why why;
	struct zipmaker_entry entries[PARTS + 1];
	size_t n;

	memset(entries, 0, sizeof(entries));
	entries[0].name = "mimetype";
	entries[0].data = ODT_TYPE;
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
