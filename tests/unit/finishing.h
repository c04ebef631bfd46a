/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A release out of a few words, for tests of the stages that finish it. */
#ifndef UNIT_FINISHING_H
#define UNIT_FINISHING_H

#include "base/why.h"
#include "release/release.h"

/* The words of the source tree, loaded once. */
const struct release_words *finishing_words(void);

/* Helsinki, FI, languages sv, fi, en, no clock. */
void finishing_settings(struct release_settings *settings);

/*
 * Finish <release> with what head and body (XML without prefixes: elements
 * of the release in head, of XHTML in body; g: for attributes) hold.  The
 * caller frees.  NULL and *why if it was refused.
 */
xmlDoc *finishing_release(const char *head, const char *body,
    const struct release_settings *settings, struct why *why);

/* Its bytes; the caller frees with free(). */
char *finishing_bytes(xmlDoc *doc);

/* Is there a line of that code (and severity) in its report? */
int finishing_has(xmlDoc *doc, enum severity severity, const char *code);

/* The settings in the instruction <?settings name="…" organisation="…"
 * now="…"?> before the root of doc. */
void finishing_read_settings(xmlDoc *doc, struct release_settings *settings);

/* The bytes of a file, none if it cannot be read; the caller frees. */
char *finishing_file(const char *path);

/* Visit each file NAME.in.SUFFIX of the folder below the source tree, in order
 * of their names; how many there were. */
int finishing_each(const char *dir, void (*visit)(const char *in));

/* Hold bytes, a line for each element, against NAME.out.xml beside in.  With
 * GAZETTE_GOLDEN in the environment it is written anew. */
void finishing_golden(const char *in, const char *bytes);

void finishing_end(void);

#endif /* UNIT_FINISHING_H */
