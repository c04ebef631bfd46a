/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a worker that was taken over may say to its newsroom. */
#include "config.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/findings.h"
#include "base/hash.h"
#include "base/text.h"
#include "release/release.h"
#include "render/render.h"
#include "worker/frames.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A frame that was let through is what frames.h says it is. */
static void
check(const struct frame *frame)
{
	size_t len;
	struct why why;

	if (frame->data[frame->len] != '\0')
		__builtin_trap();
	switch (frame->kind) {
	case FRAME_FIELD:
		if (frame->what >= FIELD_COUNT ||
		    !text_is_utf8(frame->data, frame->len))
			__builtin_trap();
		break;
	case FRAME_FINDING:
		if (frame->what > SEVERITY_HOLD ||
		    strlen(frame_part(frame, 0)) +
			    strlen(frame_part(frame, 1)) + 1 !=
			frame->len)
			__builtin_trap();
		break;
	case FRAME_PICTURE:
		(void)frame_picture(frame, &len);
		if (len >= frame->len ||
		    strchr(frame_part(frame, 0), '/') != NULL ||
		    !hash_is_hex(frame_part(frame, 1)))
			__builtin_trap();
		break;
	case FRAME_VERDICT:
		if (frame_verdict(frame, &why) > V_FATAL)
			__builtin_trap();
		break;
	default:
		break;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int more;
	struct frame frame;
	struct frame_reader reader;

	frame_reader_init(&reader, 1 << 20);
	buf_add(&reader.buf, data, size);
	while ((more = frame_reader_next(&reader, &frame)) == 1)
		check(&frame);
	if (more == 0 && reader.taken > reader.buf.len)
		__builtin_trap();
	frame_reader_fini(&reader);
	return 0;
}
