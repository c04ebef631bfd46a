/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside publish: addresses and names that pages and publications share. */
#ifndef PUBLISH_SITE_XML_H
#define PUBLISH_SITE_XML_H

#include <stddef.h>
#include <stdint.h>

struct buf;
struct site;

enum {
	UUID_SIZE = 37
};

/* The path part of base_url without a slash at its end: "" or "/press". */
const char *site_prefix(const struct site *site);

/* Append ' name="value"' with the value escaped. */
void xml_attribute(struct buf *out, const char *name, const char *value);
void xml_number(struct buf *out, const char *name, int64_t value);
/* Append ' name="…"', an instant in the site's zone. */
void xml_instant(struct buf *out, const char *name, const struct site *site,
    int64_t t);
/* Append ' name="…"', the href of a path; and ' url="…"' where the site has
 * a base_url. */
void xml_href(struct buf *out, const char *name, const struct site *site,
    const char *path);
void xml_url(struct buf *out, const char *name, const struct site *site,
    const char *path);

/* The UUID that belongs to name within the space of another UUID (RFC 4122,
 * 4.3, version 5). */
void uuid_of_name(const char *space, const char *name, char ret[UUID_SIZE]);

#endif /* PUBLISH_SITE_XML_H */
