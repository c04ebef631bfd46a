/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Packages by libzip, from memory and under limits.  See package.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <zip.h>

#include "base/xalloc.h"
#include "read/package.h"
#include "read/package_inner.h"
#include "read/xmldoc.h"

enum {
	READ_STEP = 64 << 10,
};

/* Below this, a high ratio is ordinary XML. */
#define RATIO_FLOOR (UINT64_C(1) << 20)

static enum verdict
corrupt(struct why *why, const char *name, const char *how)
{
	return why_set(why, V_REJECT, "package-corrupt",
	    "the file is damaged: %s: %s", name, how);
}

/* Let libzip at what zipdir found sound. */
static enum verdict
open_zip(struct package *package, const void *data, size_t len, struct why *why)
{
	enum verdict v;
	zip_error_t error;
	zip_source_t *source;
	const size_t base = package->dir.base;

	zip_error_init(&error);
	v = V_OK;
	source = zip_source_buffer_create((const char *)data + base, len - base,
	    0, &error);
	if (source != NULL)
		package->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
	if (package->zip == NULL) {
		v = corrupt(why, "ZIP", zip_error_strerror(&error));
		zip_source_free(source); /* accepts NULL */
	}
	zip_error_fini(&error);
	return v;
}

enum verdict
package_open(const void *data, size_t len, const struct read_limits *limits,
    struct package **ret, struct why *why)
{
	enum verdict v;
	struct package *package;

	package = xcalloc(1, sizeof(*package));
	package->limits = *limits;
	v = zipdir_read(data, len, limits->max_entries, &package->dir, why);
	if (v != V_OK)
		goto out;
	if ((v = open_zip(package, data, len, why)) != V_OK)
		goto out;
	if ((v = package_types_read(package, why)) != V_OK)
		goto out;
	if ((v = package_find_main(package, why)) != V_OK)
		goto out;
	*ret = package;
	package = NULL;
out:
	package_close(package);
	return v;
}

void
package_close(struct package *package)
{
	if (package == NULL)
		return;
	package_rels_fini(package);
	package_types_fini(&package->types);
	if (package->zip != NULL)
		zip_discard(package->zip);
	zipdir_fini(&package->dir);
	free(package->flat_parts);
	if (package->flat != NULL)
		xmlFreeDoc(package->flat);
	package_close(package->under);
	free(package->mimetype);
	free(package->main);
	free(package);
}

const char *
package_main(const struct package *package)
{
	return package->main;
}

int
package_has(const struct package *package, const char *name)
{
	return zipdir_find(&package->dir, name) != NULL ||
	    (package->under != NULL && package_has(package->under, name));
}

const char *
package_mimetype(const struct package *package)
{
	return package->mimetype;
}

const char *
package_type(const struct package *package, const char *name)
{
	return package_types_find(&package->types, name);
}

static int
ends_with(const char *s, const char *end)
{
	size_t m, n;

	n = strlen(s);
	m = strlen(end);
	return n >= m && strcmp(s + n - m, end) == 0;
}

/* A module of Basic, or a script of another language, in OpenDocument: the
 * lists of libraries are there without any. */
static int
is_script(const char *key)
{
	if (strncmp(key, "scripts/", 8) == 0)
		return key[8] != '\0' && !ends_with(key, "/");
	return strncmp(key, "basic/", 6) == 0 && ends_with(key, ".xml") &&
	    strstr(key, "script-l") == NULL;
}

int
package_has_macros(const struct package *package)
{
	const char *key;
	size_t i;

	if (package->under != NULL && package_has_macros(package->under))
		return 1;

	for (i = 0; i < package->dir.count; i++) {
		key = package->dir.list[i].key;
		if (ends_with(key, "vbaproject.bin") ||
		    strstr(key, "/activex/") != NULL ||
		    (package->mimetype != NULL && is_script(key)))
			return 1;
	}
	return 0;
}

static enum verdict
check_claims(const struct package *package, const struct zipdir_entry *entry,
    struct why *why)
{
	const struct read_limits *limits;

	limits = &package->limits;
	if (entry->method != ZIPDIR_STORED && entry->method != ZIPDIR_DEFLATED)
		return why_set(why, V_REJECT, "package-method",
		    "%s is packed in a way that no Word document is (%u)",
		    entry->name, entry->method);
	if (entry->size > limits->max_part)
		return why_set(why, V_REJECT, "package-part-too-large",
		    "%s: %llu bytes, the limit is %llu", entry->name,
		    (unsigned long long)entry->size,
		    (unsigned long long)limits->max_part);
	if (entry->size > RATIO_FLOOR &&
	    entry->size / limits->max_ratio > entry->stored)
		return why_set(why, V_REJECT, "package-ratio",
		    "%s inflates to %llu times its size", entry->name,
		    (unsigned long long)(entry->size / (entry->stored + 1)));
	if (entry->size > limits->max_inflated - package->inflated)
		return why_set(why, V_REJECT, "package-too-large",
		    "the package inflates to more than %llu bytes",
		    (unsigned long long)limits->max_inflated);
	return V_OK;
}

/*
 * The declared size is only the sender's claim, and libzip 1.7 reports a
 * short or corrupt stream and compares the checksum only on the read that
 * meets the end.  So read until nothing is left, but never more than one
 * byte past the claim.
 */
static enum verdict
inflate_entry(zip_file_t *file, const struct zipdir_entry *entry,
    struct buf *out, struct why *why)
{
	zip_int64_t n;
	size_t left;

	/* At once, for growing would copy it again and again; memory that is
	 * never written to costs a liar nothing, and us neither. */
	if (buf_reserve(out, (size_t)entry->size + 1) == -1)
		return corrupt(why, entry->name, "too large");
	for (;;) {
		left = (size_t)entry->size + 1 - out->len;
		if (left > READ_STEP)
			left = READ_STEP;
		if (left == 0 || buf_reserve(out, left) == -1)
			return corrupt(why, entry->name,
			    "longer than it claims to be");
		n = zip_fread(file, out->data + out->len, left);
		if (n < 0)
			return corrupt(why, entry->name,
			    zip_file_strerror(file));
		if (n == 0)
			break;
		out->len += (size_t)n;
		out->data[out->len] = '\0';
	}
	if (out->len != entry->size)
		return corrupt(why, entry->name, "shorter than it should be");
	return V_OK;
}

static enum verdict
read_entry(struct package *package, const struct zipdir_entry *entry,
    struct buf *out, struct why *why)
{
	enum verdict v;
	zip_file_t *file;

	file = zip_fopen_index(package->zip, entry->index, 0);
	if (file == NULL)
		return corrupt(why, entry->name, zip_strerror(package->zip));
	v = inflate_entry(file, entry, out, why);
	zip_fclose(file); /* unlike zip_discard(), not NULL-safe */
	return v;
}

enum verdict
package_part(struct package *package, const char *name, struct buf *ret,
    struct why *why)
{
	const struct zipdir_entry *entry;
	enum verdict v;
	struct buf out;

	entry = zipdir_find(&package->dir, name);
	if (entry == NULL && package->under != NULL)
		return package_part(package->under, name, ret, why);
	if (entry == NULL)
		return why_set(why, V_REJECT, "package-part-missing",
		    "the package has no part %s", name);
	if ((v = check_claims(package, entry, why)) != V_OK)
		return v;
	buf_init(&out, (size_t)package->limits.max_part + 1);
	if (package->flat != NULL)
		v = package_flat_part(package, entry, &out, why);
	else
		v = read_entry(package, entry, &out, why);
	package->inflated += out.len;
	if (v == V_OK)
		*ret = out;
	else
		buf_fini(&out);
	return v;
}

static void
part_rules(const struct package *package, const char *name,
    struct xmldoc_rules *rules)
{
	xmldoc_rules_init(rules, XMLDOC_PART, name);
	rules->max_size = (size_t)package->limits.max_part;
	rules->max_depth = package->limits.max_depth;
	rules->skip_doctype = package->mimetype != NULL;
}

enum verdict
package_xml(struct package *package, const char *name, xmlDoc **ret,
    struct why *why)
{
	enum verdict v;
	struct buf bytes = { 0 };
	struct xmldoc_rules rules;

	if ((v = package_part(package, name, &bytes, why)) != V_OK)
		return v;
	part_rules(package, name, &rules);
	v = xmldoc_parse(bytes.data, bytes.len, &rules, ret, why);
	buf_fini(&bytes);
	return v;
}

enum verdict
package_blocks(struct package *package, const char *name,
    const struct xmldoc_blocks *blocks, int *ret_seen, struct why *why)
{
	enum verdict v;
	struct buf bytes = { 0 };
	struct xmldoc_rules rules;

	if ((v = package_part(package, name, &bytes, why)) != V_OK)
		return v;
	part_rules(package, name, &rules);
	rules.spend = 1;
	v = xmldoc_parse_blocks(bytes.data, bytes.len, &rules, blocks, ret_seen,
	    why);
	buf_fini(&bytes);
	return v;
}
