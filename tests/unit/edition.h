/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The releases of tests/golden/render, for the tests of editions. */
#ifndef EDITION_H
#define EDITION_H

#include "base/buf.h"
#include "render/render.h"

/* The stylesheets of the source tree, once; p1.png and p2.png with them. */
int edition_setup(void **state);
int edition_teardown(void **state);

/* The release of a case, with its publication or standing alone.  The caller
 * calls edition_close(). */
void edition_open(struct rendering *rendering, const char *name, int published);
void edition_close(struct rendering *rendering);

/* Render it; anything but V_OK fails the test. */
void edition_render(struct rendering *rendering, enum edition edition,
    struct buf *out);

/* A file of the archive in out; the caller frees. */
char *edition_unzip(const struct buf *out, const char *name, size_t *ret_len);

/*
 * Compare bytes with tests/golden/render/<name>/<file>, or with
 * GOLDEN=write make them so.
 */
void edition_golden(const char *name, const char *file, const char *bytes,
    size_t len);

#endif /* EDITION_H */
