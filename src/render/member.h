/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside render: what the editions and feeds in JSON share. */
#ifndef RENDER_MEMBER_H
#define RENDER_MEMBER_H

#include <jansson.h>

struct buf;

/* Set a member to a string; an empty one is left out. */
void member_put(json_t *object, const char *key, const char *value);

/* The same to a list, which is taken over; an empty one is left out. */
void member_put_list(json_t *object, const char *key, json_t *list);

/* Append the value with sorted keys, and a newline. */
void member_dump(const json_t *value, struct buf *out);

#endif /* RENDER_MEMBER_H */
