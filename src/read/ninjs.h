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

/* V_REJECT "json-malformed" with line, column and words; "xml-too-deep". */
enum verdict ninjs_parse(const char *data, size_t len, int max_depth,
    xmlDoc **ret, struct why *why);

#endif /* READ_NINJS_H */
