/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The door for OpenDocument text (ISO/IEC 26300, ODF 1.3), in a ZIP or as
 * one flat XML document.
 *
 * What it says is said again in the words of Open XML, as a flat package
 * that read/docx reads: so everything that was learnt about documents is
 * there once (typed lists, captions, faux headings, grids, findings), and
 * stands behind one door.  What ODF says in styles of a paragraph's own is
 * direct formatting there.
 *
 * Runs in the worker, on hostile input.  Cost grows linearly; what a document
 * repeats by a number (cells, rows, blanks) is limited.
 */
#ifndef READ_ODT_H
#define READ_ODT_H

#include <libxml/tree.h>

#include "base/why.h"
#include "read/odf.h"
#include "read/package.h"

/*
 * Make a Word package of the OpenDocument text in zip, which is taken over,
 * on failure too: pictures stay in it.  *ret is the caller's to
 * package_close().  V_REJECT "odt-no-body" where there is no text inside,
 * "odt-encrypted" behind a password, "odt" for OpenDocument of a kind that
 * holds no text, and the codes of read/package and read/xmldoc.
 */
enum verdict odt_open(struct package *zip, const struct read_limits *limits,
    struct package **ret, struct why *why);

/* The same of a flat document (office:document), which is taken over. */
enum verdict odt_open_flat(xmlDoc *doc, const struct read_limits *limits,
    struct package **ret, struct why *why);

#endif /* READ_ODT_H */
