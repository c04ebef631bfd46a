/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries of an archive that come to libzip compressed. */
#ifndef RENDER_EPUB_DEFLATE_H
#define RENDER_EPUB_DEFLATE_H

#include <stddef.h>

#include <zip.h>

/*
 * The len bytes of data deflated at that level of zlib, for an entry that is
 * ZIP_CM_DEFLATE.  Data need not outlive the call.  The archive that takes the
 * source frees it; else zip_source_free().
 *
 * What libzip would do itself, but that zlib's tables are no larger than the
 * bytes want: libzip's are 400 kB, cleared for each entry, which is a tenth
 * of all the memory that a page of text touches on its way.
 */
zip_source_t *deflated_source(zip_t *zip, const void *data, size_t len,
    int level);

#endif /* RENDER_EPUB_DEFLATE_H */
