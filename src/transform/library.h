/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the two files of this room know of each other: xslt.c compiles and
 * applies one stylesheet, library.c keeps them all by name.
 */
#ifndef TRANSFORM_LIBRARY_H
#define TRANSFORM_LIBRARY_H

#include <libxml/tree.h>
#include <libxslt/xsltInternals.h>

#include "base/why.h"

struct xslt_limits;

struct xslt {
	char *name; /* "render/html" */
	xsltStylesheet *sheet;
	const struct xslt_limits *limits; /* of the set */
};

/* Read one XML file of ours; V_FATAL "stylesheet" with file and line. */
enum verdict xslt_read_file(const char *path, xmlDoc **ret, struct why *why);

/* Compile the file path, which may include what lies in dir (absolute, no
 * link in it), into xslt->sheet. */
enum verdict xslt_compile(const char *path, const char *dir, struct xslt *xslt,
    struct why *why);
void xslt_release(struct xslt *xslt);

#endif /* TRANSFORM_LIBRARY_H */
