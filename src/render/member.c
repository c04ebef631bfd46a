/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Members of JSON.  See member.h. */
#include "config.h"

#include "base/buf.h"
#include "render/member.h"

void
member_put(json_t *object, const char *key, const char *value)
{
	if (value[0] != '\0')
		json_object_set_new(object, key, json_string(value));
}

void
member_put_list(json_t *object, const char *key, json_t *list)
{
	if (json_array_size(list) > 0)
		json_object_set(object, key, list);
	json_decref(list);
}

static int
append(const char *data, size_t len, void *out)
{
	buf_add(out, data, len);
	return 0;
}

void
member_dump(const json_t *value, struct buf *out)
{
	json_dump_callback(value, append, out, JSON_SORT_KEYS | JSON_INDENT(1));
	buf_putc(out, '\n');
}
