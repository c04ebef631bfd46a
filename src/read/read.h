/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The doors of the house: bytes of any kind in, one tree out.
 *
 * Runs in the worker, on hostile input.  What a document is, its content
 * says; its name only helps to word a refusal.  A DOCX or an ODT becomes the
 * normal form (doc/normal.md); an XML vocabulary stays as it is.  The tree is
 * what the importer xsl/import/<importer>.xsl turns into a release.
 */
#ifndef READ_READ_H
#define READ_READ_H

#include <stddef.h>
#include <stdint.h>

#include <libxml/tree.h>

#include "base/findings.h"
#include "base/why.h"
#include "read/items.h"
#include "read/picture.h"

/* A vocabulary of the site's own: the setting vocabulary. */
struct read_own {
	char importer[40];    /* "own-NAME" */
	char root[64];        /* local name of the root element */
	char ns[200];         /* its namespace; "": in none */
	char stylesheet[512]; /* path, absolute */
};

enum {
	READ_OWN_MAX = 8
};

/* The defaults are in reliability: read_limits_default(). */
struct read_limits {
	size_t max_input;      /* bytes of a package */
	size_t max_xml_input;  /* bytes of an XML document */
	int64_t max_entries;   /* of a package's end record */
	uint64_t max_part;     /* inflated bytes of one XML part */
	uint64_t max_inflated; /* of all parts together */
	uint64_t max_ratio;    /* inflated / stored, for parts over 1 MiB */
	int max_depth;         /* elements within elements */
	struct picture_limits pictures;
	/* Looked at before those that are built in; none by default. */
	struct read_own own[READ_OWN_MAX];
	unsigned own_count;
	int whole; /* the document is an item: it is not taken apart */
};

/* A picture that lay beside the document: its name there, and its place in
 * pictures. */
struct neighbour {
	char name[256];
	size_t index;
};

struct reading {
	const char *format;   /* a name of the setting accept: "docx", "nitf" */
	const char *importer; /* of xsl/import, without ".xsl": "docx" */
	xmlDoc *tree;         /* NULL if there are … */
	struct read_items items; /* … several items, each a document */
	struct pictures pictures;
	struct findings findings;
	xmlDoc *sidecar; /* <meta> of a file beside the document, or NULL */
	struct neighbour *neighbours;
	size_t neighbour_count;
};

void read_limits_default(struct read_limits *limits);

/*
 * Read the document of len bytes at data.  name is what it was called when
 * dropped, for wording alone.  On V_OK *ret belongs to the caller until
 * reading_fini().  V_REJECT says what is wrong in a code of its own:
 * "empty", "not-a-document", "incomplete", "package-…", "xml-…", "doc-old",
 * "rtf", "pdf", "zip", "format-unknown" and so on, each with a sentence in
 * xsl/i18n.
 */
enum verdict read_document(const char *name, const void *data, size_t len,
    const struct read_limits *limits, struct reading *ret, struct why *why);

/* Take in what lay beside the document: a sidecar (V_REJECT "sidecar-broken"
 * says where, and that it is the sidecar's), or a picture under its name (one
 * that can't be shown becomes a finding). */
enum verdict reading_add_sidecar(struct reading *reading, const void *data,
    size_t len, struct why *why);
void reading_add_neighbour(struct reading *reading,
    const struct read_limits *limits, const char *name, const void *data,
    size_t len);

void reading_fini(struct reading *reading);

#endif /* READ_READ_H */
