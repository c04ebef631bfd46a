/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pictures: what is taken in must be taken in again, and stay as it is; but
 * an SVG of our own is one of a stranger to the next, and refused. */
#include "config.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "read/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct picture_limits limits = { 5, 1 << 20, 20000 };
	const struct picture *picture;
	struct pictures pictures;
	struct why why;
	size_t again, index;

	pictures_init(&pictures);
	why_clear(&why);
	if (pictures_add(&pictures, &limits, data, size, &index, &why) ==
	    V_OK) {
		picture = &pictures.list[index];
		again = index;
		if (strcmp(picture->type, "image/svg+xml") != 0 &&
		    pictures_add(&pictures, &limits, picture->data,
			picture->len, &again, &why) != V_OK)
			__builtin_trap();
		if (again != index)
			__builtin_trap();
	}
	pictures_fini(&pictures);
	return 0;
}
