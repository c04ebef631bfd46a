/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * JSON as an XML tree, for the importer of ninjs (IPTC, 1 to 3).
 *
 * <object> and <array> hold <member name="…"> and <item>; a string is their
 * text, a number and a truth value are written as JSON writes them, null is
 * nothing.  Depth and size are limited by the caller's limits.
 */
#ifndef READ_NINJS_H
#define READ_NINJS_H

#include <stddef.h>

#include <libxml/tree.h>

#include "base/why.h"

struct read_items;
struct read_limits;

/*
 * V_REJECT "json-malformed" with line, column and words; "xml-too-deep".  Of a
 * list of several objects *ret is NULL, and *ret_items (empty before) has them;
 * a list of one is that one.  "items-too-many" as items_split().
 */
enum verdict ninjs_parse(const char *data, size_t len,
    const struct read_limits *limits, xmlDoc **ret,
    struct read_items *ret_items, struct why *why);

#endif /* READ_NINJS_H */
