/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which release a person means.  See relation.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/names.h"
#include "base/xalloc.h"
#include "newsroom/relation.h"

static const char urn[] = "urn:uuid:";

/* A way of the catalogue to find releases by words. */
typedef enum verdict find_releases(struct catalog *catalog, int64_t site,
    const char *words, struct catalog_releases *ret, struct why *why);

/* The work of the list if all of it is one, else "". */
static void
only_work(const struct catalog_releases *found, char ret[CATALOG_WORK_SIZE])
{
	size_t i;

	ret[0] = '\0';
	for (i = 0; i < found->count; i++) {
		if (i > 0 && strcmp(found->list[i].work, ret) != 0) {
			ret[0] = '\0';
			return;
		}
		memcpy(ret, found->list[i].work, CATALOG_WORK_SIZE);
	}
}

/* "https://press.example.org/sv/2026/05/slug/index.html", with or without
 * what stands before and after the path. */
static enum verdict
work_by_address(struct desk *desk, const char *words,
    char ret[CATALOG_WORK_SIZE], struct why *why)
{
	char path[CATALOG_PATH_SIZE];
	const char *base;
	enum verdict v;
	size_t len;
	struct catalog_release *release;

	base = desk->config->base_url;
	if (base[0] != '\0' && strncasecmp(words, base, strlen(base)) == 0)
		words += strlen(base);
	if (words[0] != '/')
		return V_OK;
	len = strcspn(words, "?#");
	if (len > 10 && strncmp(words + len - 10, "index.html", 10) == 0)
		len -= 10;
	if (len + 2 > sizeof(path))
		return V_OK;
	snprintf(path, sizeof(path), "%.*s%s", (int)len, words,
	    words[len - 1] == '/' ? "" : "/");
	release = xcalloc(1, sizeof(*release));
	v = catalog_release_by_path(desk->archive->catalog, desk->site.id, path,
	    release, why);
	memcpy(ret, release->work, CATALOG_WORK_SIZE);
	free(release);
	return v;
}

static enum verdict
work_by(struct desk *desk, find_releases *find, const char *words,
    char ret[CATALOG_WORK_SIZE], struct why *why)
{
	enum verdict v;
	struct catalog_releases found;

	memset(&found, 0, sizeof(found));
	v = find(desk->archive->catalog, desk->site.id, words, &found, why);
	only_work(&found, ret);
	catalog_releases_fini(&found);
	return v;
}

static enum verdict
work_by_title(struct desk *desk, const char *words, char ret[CATALOG_WORK_SIZE],
    struct why *why)
{
	return work_by(desk, catalog_by_title, words, ret, why);
}

static enum verdict
work_by_guid(struct desk *desk, const char *words, char ret[CATALOG_WORK_SIZE],
    struct why *why)
{
	char id[RELEASE_ID_MAX];

	release_id(id, words);
	return work_by(desk, catalog_by_guid, id, ret, why);
}

static enum verdict
work_by_name(struct desk *desk, const char *words, char ret[CATALOG_WORK_SIZE],
    struct why *why)
{
	char *stem;
	enum verdict v;
	struct catalog_key key;
	struct catalog_releases found;

	memset(&key, 0, sizeof(key));
	memset(&found, 0, sizeof(found));
	stem = names_family(words,
	    (const char *const *)desk->config->languages);
	key.site = desk->site.id;
	key.stem = stem;
	v = catalog_by_stem(desk->archive->catalog, &key, &found, why);
	only_work(&found, ret);
	catalog_releases_fini(&found);
	free(stem);
	return v;
}

/* Our own ids are those of works. */
static enum verdict
work_by_id(struct desk *desk, const char *words, char ret[CATALOG_WORK_SIZE],
    struct why *why)
{
	(void)desk;
	(void)why;
	if (strncasecmp(words, urn, strlen(urn)) == 0)
		words += strlen(urn);
	if (strlen(words) == CATALOG_WORK_SIZE - 1 && words[8] == '-')
		memcpy(ret, words, CATALOG_WORK_SIZE);
	return V_OK;
}

static enum verdict
releases_of(struct desk *desk, const char *work, struct catalog_releases *ret,
    struct why *why)
{
	enum verdict v;
	size_t i, kept = 0;

	v = catalog_whole_work(desk->archive->catalog, work, ret, why);
	for (i = 0; i < ret->count; i++) {
		if (ret->list[i].site == desk->site.id)
			ret->list[kept++] = ret->list[i];
	}
	ret->count = kept;
	return v;
}

enum verdict
relation_find(struct desk *desk, const char *words,
    struct catalog_releases *ret, struct why *why)
{
	static enum verdict (*const ways[])(struct desk * desk,
	    const char *words, char ret[CATALOG_WORK_SIZE], struct why *why) = {
		work_by_address,
		work_by_id,
		work_by_guid,
		work_by_title,
		work_by_name,
	};

	char work[CATALOG_WORK_SIZE];
	enum verdict v = V_OK;
	size_t i;

	memset(ret, 0, sizeof(*ret));
	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		work[0] = '\0';
		v = ways[i](desk, words, work, why);
		if (v == V_OK && work[0] != '\0')
			v = releases_of(desk, work, ret, why);
		if (v != V_OK || ret->count > 0)
			return v;
	}
	return v;
}
