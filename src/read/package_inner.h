/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A package from inside.  Private to package.c, package_kind.c,
 * package_flat.c, package_rels.c and package_types.c.
 */
#ifndef READ_PACKAGE_INNER_H
#define READ_PACKAGE_INNER_H

#include <stdint.h>

#include <libxml/tree.h>

#include "read/package.h"
#include "read/read.h"
#include "read/zipdir.h"

struct zip;

/* A name and the content type it has: an extension or a part. */
struct package_named_type {
	char *key; /* lower case */
	char *type;
	size_t order; /* the first of two equals counts */
};

/* [Content_Types].xml (ECMA-376-2, 10.1.2.2). */
struct package_types {
	struct package_named_type *defaults;
	size_t n_defaults;
	struct package_named_type *overrides;
	size_t n_overrides;
};

/* The relationships of one part, as read. */
struct package_rels_set {
	struct package_rels rels; /* first: callers hold a pointer to it */
	struct package_rel *list;
	char **strings; /* three of each */
	size_t *by_id;  /* indices in the order of ids */
	char *source;   /* key of the part, "" of the package */
	struct package_rels_set *next;
};

struct package {
	struct zipdir dir;
	struct zip *zip;      /* NULL: flat */
	xmlDoc *flat;         /* NULL: a ZIP */
	xmlNode **flat_parts; /* pkg:part by index */
	struct read_limits limits;
	uint64_t inflated; /* bytes of all parts read so far */
	struct package_types types;
	struct package_rels_set *rels;
	char *main;
	char *mimetype;        /* of OpenDocument, or NULL */
	struct package *under; /* holds the parts that are not here, or NULL */
};

/* Read [Content_Types].xml; not being there is allowed. */
enum verdict package_types_read(struct package *package, struct why *why);
void package_types_add(struct package_types *types, int is_default,
    const char *name, const char *type);
/* To be called when all are added. */
void package_types_sort(struct package_types *types);
const char *package_types_find(const struct package_types *types,
    const char *name);
void package_types_fini(struct package_types *types);

void package_rels_fini(struct package *package);

/* Find the main part and see that it is one of Word; or say what else the
 * package is. */
enum verdict package_find_main(struct package *package, struct why *why);

/* The bytes of a pkg:part. */
enum verdict package_flat_part(struct package *package,
    const struct zipdir_entry *entry, struct buf *out, struct why *why);

#endif /* READ_PACKAGE_INNER_H */
