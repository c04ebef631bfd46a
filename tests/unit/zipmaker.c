/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ZIP archives for tests.  See zipmaker.h. */
#include "config.h"

#include <string.h>

#include "base/buf.h"
#include "zipmaker.h"

uint32_t
zipmaker_crc(const char *data, size_t len)
{
	uint32_t c;
	size_t i;
	int k;

	c = 0xffffffffU;
	for (i = 0; i < len; i++) {
		c ^= (unsigned char)data[i];
		for (k = 0; k < 8; k++)
			c = (c & 1) != 0 ? 0xedb88320U ^ (c >> 1) : c >> 1;
	}
	return c ^ 0xffffffffU;
}

static void
put(struct buf *out, uint32_t value, int bytes)
{
	while (bytes-- > 0) {
		buf_putc(out, (char)(value & 0xff));
		value >>= 8;
	}
}

static size_t
data_len(const struct zipmaker_entry *e)
{
	if (e->data == NULL)
		return 0;
	return e->len > 0 ? e->len : strlen(e->data);
}

/* What a local header and a central record have in common. */
static void
put_common(struct buf *out, const struct zipmaker_entry *e, size_t name_len)
{
	const size_t len = data_len(e);

	put(out, 20, 2);
	put(out, e->flags, 2);
	put(out, e->method, 2);
	put(out, 0, 2);
	put(out, 0x21, 2); /* 1980-01-01 */
	put(out, zipmaker_crc(e->data, len) ^ (e->wrong_crc ? 1U : 0U), 4);
	put(out, (uint32_t)len, 4);
	put(out, e->size > 0 ? e->size : (uint32_t)len, 4);
	put(out, (uint32_t)name_len, 2);
	put(out, 0, 2);
}

static size_t
name_len(const struct zipmaker_entry *e, const char *name)
{
	return e->name_len > 0 ? e->name_len : strlen(name);
}

void
zipmaker_put(struct buf *out, const struct zipmaker_entry *entries,
    size_t count)
{
	const char *local;
	const struct zipmaker_entry *e;
	const size_t base = out->len;
	size_t central, i;
	uint32_t offsets[64];

	for (i = 0; i < count; i++) {
		e = &entries[i];
		local = e->local_name != NULL ? e->local_name : e->name;
		offsets[i] = e->over_first ? 0 : (uint32_t)(out->len - base);
		put(out, 0x04034b50, 4);
		put_common(out, e, name_len(e, local));
		buf_add(out, local, name_len(e, local));
		buf_add(out, e->data, data_len(e));
	}
	central = out->len;
	for (i = 0; i < count; i++) {
		e = &entries[i];
		put(out, 0x02014b50, 4);
		put(out, 3 << 8, 2); /* made by Unix */
		put_common(out, e, name_len(e, e->name));
		put(out, 0, 6); /* comment, disk, internal attributes */
		put(out, (e->is_link ? 0120777U : 0100644U) << 16, 4);
		put(out, offsets[i], 4);
		buf_add(out, e->name, name_len(e, e->name));
	}
	i = out->len - central;
	put(out, 0x06054b50, 4);
	put(out, 0, 4);
	put(out, (uint32_t)count, 2);
	put(out, (uint32_t)count, 2);
	put(out, (uint32_t)i, 4);
	put(out, (uint32_t)(central - base), 4);
	put(out, 0, 2);
}
