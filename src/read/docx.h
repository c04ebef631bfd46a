/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The door for Word documents: a package in, the normal form out.
 *
 * Runs in the worker, on hostile input.  The normal form (doc/normal.md) is
 * the document as a reader sees it: wrappers gone, revisions accepted,
 * nothing hidden, fields run, styles, lists and table grids resolved.
 * xsl/import/docx.xsl makes a release of it.
 */
#ifndef READ_DOCX_H
#define READ_DOCX_H

#include "base/why.h"

struct package;
struct read_limits;
struct reading;

/*
 * Read the Word document in package.  Sets ret->tree and adds to
 * ret->pictures and ret->findings, which the caller has initialised; on
 * failure too, what is there is the caller's to free with reading_fini().
 * Cost grows linearly with the document.  V_REJECT for a main part that is
 * missing, malformed (codes of read/xmldoc and read/package) or no Word
 * document ("docx-no-body"); other parts that are broken cost what they
 * held, and a finding "part-broken" says so.
 */
enum verdict docx_read(struct package *package,
    const struct read_limits *limits, struct reading *ret, struct why *why);

#endif /* READ_DOCX_H */
