/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside mirror: what a path of a site may look like. */
#ifndef MIRROR_PATH_H
#define MIRROR_PATH_H

#include <stddef.h>

/* "sv/2026/05/x/index.html": letters, digits, "-", "_", "." and "/" alone, and
 * no part that begins with a full stop or is empty. */
int mirror_path_is_good(const char *path);

/* How much of the path is the folder of a release, "sv/2026/05/x/"; 0 if it
 * is not in one. */
size_t release_folder(const char *path);

#endif /* MIRROR_PATH_H */
