/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What place.c and place_move.c know of each other. */
#ifndef STAFF_PLACE_INNER_H
#define STAFF_PLACE_INNER_H

/* Open the folder in which path lies; -1 and errno. */
int place_open_folder(int drop, const char *path);

/* Rename without replacing: -1 and EEXIST where the name is taken, EXDEV
 * where to_dir is on another file system. */
int place_rename(int from_dir, const char *from, int to_dir, const char *to);

#endif /* STAFF_PLACE_INNER_H */
