/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Attributes, addresses and names of pages.  See site_xml.h. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nettle/sha1.h>

#include "base/buf.h"
#include "publish/site.h"
#include "publish/site_xml.h"
#include "publish/when.h"

const char *
site_prefix(const struct site *site)
{
	const char *host, *path;

	if ((host = strstr(site->base_url, "://")) == NULL)
		return "";
	path = strchr(host + 3, '/');
	return path != NULL ? path : "";
}

int
site_has_lang(const struct site *site, const char *lang)
{
	size_t i;

	for (i = 0; site->langs[i] != NULL; i++) {
		if (strcmp(site->langs[i], lang) == 0)
			return 1;
	}
	return 0;
}

void
xml_attribute(struct buf *out, const char *name, const char *value)
{
	buf_printf(out, " %s=\"", name);
	buf_put_xml(out, value);
	buf_putc(out, '"');
}

void
xml_number(struct buf *out, const char *name, int64_t value)
{
	buf_printf(out, " %s=\"%" PRId64 "\"", name, value);
}

void
xml_instant(struct buf *out, const char *name, const struct site *site,
    int64_t t)
{
	char iso[40];

	when_iso(site->timezone, t, iso, sizeof(iso));
	xml_attribute(out, name, iso);
}

void
xml_href(struct buf *out, const char *name, const struct site *site,
    const char *path)
{
	buf_printf(out, " %s=\"", name);
	buf_put_xml(out, site_prefix(site));
	buf_put_xml(out, path);
	buf_putc(out, '"');
}

void
xml_url(struct buf *out, const char *name, const struct site *site,
    const char *path)
{
	if (site->base_url[0] == '\0')
		return;
	buf_printf(out, " %s=\"", name);
	buf_put_xml(out, site->base_url);
	buf_put_xml(out, path);
	buf_putc(out, '"');
}

/* The 16 bytes of a UUID as text; zeros for what is none. */
static void
uuid_bytes(const char *uuid, unsigned char ret[16])
{
	char pair[3] = "";
	int n = 0;

	memset(ret, 0, 16);
	for (; uuid[0] != '\0' && uuid[1] != '\0' && n < 16; uuid++) {
		if (uuid[0] == '-')
			continue;
		memcpy(pair, uuid, 2);
		ret[n++] = (unsigned char)strtoul(pair, NULL, 16);
		uuid++;
	}
}

void
uuid_of_name(const char *space, const char *name, char ret[UUID_SIZE])
{
	struct sha1_ctx sha1;
	unsigned char d[SHA1_DIGEST_SIZE], id[16];

	uuid_bytes(space, id);
	sha1_init(&sha1);
	sha1_update(&sha1, sizeof(id), id);
	sha1_update(&sha1, strlen(name), (const uint8_t *)name);
	sha1_digest(&sha1, sizeof(d), d);
	d[6] = (unsigned char)((d[6] & 0x0f) | 0x50);
	d[8] = (unsigned char)((d[8] & 0x3f) | 0x80);
	snprintf(ret, UUID_SIZE,
	    "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
	    "%02x%02x%02x%02x%02x%02x",
	    d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7], d[8], d[9], d[10],
	    d[11], d[12], d[13], d[14], d[15]);
}
