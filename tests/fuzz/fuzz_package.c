/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a document of any kind: read_document(). */
#include "config.h"

#include <stddef.h>
#include <stdint.h>

#include "read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct read_limits limits;
	struct reading reading;
	struct why why;

	read_limits_default(&limits);
	limits.max_part = 1 << 20;
	limits.max_inflated = 4 << 20;
	why_clear(&why);
	if (read_document("x", data, size, &limits, &reading, &why) == V_OK)
		reading_fini(&reading);
	return 0;
}
