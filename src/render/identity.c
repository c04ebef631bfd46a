/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a release is called by machines, and when it changed.  See parts.h. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include <libxml/tree.h>

#include "base/hash.h"
#include "render/parts.h"
#include "render/render.h"

/* Seconds east of UTC: "Z", "+03:00"; 0 on anything else. */
static long
read_offset(const char *s)
{
	int hours;
	int minutes;

	if ((*s != '+' && *s != '-') ||
	    sscanf(s + 1, "%2d:%2d", &hours, &minutes) != 2)
		return 0;
	return (*s == '-' ? -1L : 1L) * (hours * 3600L + minutes * 60L);
}

/* Behind the seconds and their fraction. */
static const char *
offset_of(const char *iso)
{
	const char *clock;

	clock = strchr(iso, 'T');
	return clock == NULL ? "" : clock + strcspn(clock, "Z+-");
}

int
instant_utc(char ret[INSTANT_SIZE], const char *iso)
{
	int fields;
	struct tm tm;
	time_t at;

	memset(&tm, 0, sizeof(tm));
	fields = sscanf(iso, "%4d-%2d-%2dT%2d:%2d:%2d", &tm.tm_year, &tm.tm_mon,
	    &tm.tm_mday, &tm.tm_hour, &tm.tm_min, &tm.tm_sec);
	if (fields < 3)
		return 0;
	tm.tm_year -= 1900;
	tm.tm_mon--;
	at = timegm(&tm) - read_offset(offset_of(iso));
	if (gmtime_r(&at, &tm) == NULL)
		return 0;
	return strftime(ret, INSTANT_SIZE, "%Y-%m-%dT%H:%M:%SZ", &tm) > 0;
}

/* A digest as a UUID (RFC 9562, 5.8: version 8, whose bits are free). */
static void
uuid_of(const char hex[HASH_HEX_SIZE], char ret[RENDER_ID_SIZE])
{
	static const char variant[] = "89ab";
	int nibble;

	nibble = hex[16] >= 'a' ? hex[16] - 'a' + 10 : hex[16] - '0';
	snprintf(ret, RENDER_ID_SIZE, "urn:uuid:%.8s-%.4s-8%.3s-%c%.3s-%.12s",
	    hex, hex + 8, hex + 13, variant[nibble & 3], hex + 17, hex + 20);
}

/* An id that is a URI stays as it is. */
static int
is_uri(const char *id)
{
	return strchr(id, ':') != NULL && strpbrk(id, " \t\n<>\"") == NULL;
}

/* Without a source the words themselves are the source. */
static void
hash_words(const struct rendering *rendering, char ret[HASH_HEX_SIZE])
{
	struct hash *hash;
	xmlChar *words;

	words = xmlNodeGetContent(xmlDocGetRootElement(rendering->release));
	hash = hash_new();
	hash_add(hash, rendering->cache->lang,
	    strlen(rendering->cache->lang) + 1);
	if (words != NULL)
		hash_add(hash, words, strlen((const char *)words));
	hash_hex(hash, ret);
	hash_free(hash);
	xmlFree(words);
}

static void
make_own_id(const struct rendering *rendering, char ret[RENDER_ID_SIZE])
{
	char hex[HASH_HEX_SIZE];
	const char *id;
	const xmlNode *source;

	id = node_attribute(xmlDocGetRootElement(rendering->release), "id");
	source = head_child(rendering->cache, "source");
	if (is_uri(id) && strlen(id) < RENDER_ID_SIZE) {
		snprintf(ret, RENDER_ID_SIZE, "%s", id);
		return;
	}
	if (source != NULL && hash_is_hex(node_attribute(source, "sha256")))
		snprintf(hex, sizeof(hex), "%s",
		    node_attribute(source, "sha256"));
	else
		hash_words(rendering, hex);
	uuid_of(hex, ret);
}

void
render_id(const struct rendering *rendering, char ret[RENDER_ID_SIZE])
{
	const xmlNode *publication;

	if (rendering->publication == NULL) {
		if (rendering->cache->own_id[0] == '\0')
			make_own_id(rendering, rendering->cache->own_id);
		snprintf(ret, RENDER_ID_SIZE, "%s", rendering->cache->own_id);
		return;
	}
	publication = xmlDocGetRootElement(rendering->publication);
	snprintf(ret, RENDER_ID_SIZE, "urn:uuid:%s",
	    node_attribute(publication, "id"));
}

void
render_modified(const struct rendering *rendering, char ret[INSTANT_SIZE])
{
	const xmlNode *issued;
	const xmlNode *publication;

	if (rendering->publication != NULL) {
		publication = xmlDocGetRootElement(rendering->publication);
		if (instant_utc(ret, node_attribute(publication, "updated")))
			return;
	}
	issued = head_child(rendering->cache, "issued");
	if (issued != NULL && issued->children != NULL &&
	    instant_utc(ret, (const char *)issued->children->content))
		return;
	/* EPUB 3.3, 5.5.4 wants a date; this one claims nothing. */
	snprintf(ret, INSTANT_SIZE, "1970-01-01T00:00:00Z");
}
