/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tags: "Nyckelord: hamnen, bostäder", "#school #city". */
#ifndef RELEASE_TAGS_H
#define RELEASE_TAGS_H

struct finish;

/* Is each of the words between marks as short as tags are? */
int tags_are(const char *words);

/* Append a <subject> to the head for each; why is that of all. */
void tags_add(struct finish *f, const char *words, const char *why);

#endif /* RELEASE_TAGS_H */
