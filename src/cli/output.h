/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files that a command makes: whole or not at all, under names that it
 * chooses so that none hides another.
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stddef.h>

/*
 * Make the file path hold data: a temporary beside it and a rename.  What is
 * there and no regular file (/dev/null, a pipe) is written to.  0, or -1 and
 * errno.
 */
int output_put(const char *path, const void *data, size_t len);

/* Make the folder path unless it is there.  0, or -1 and errno. */
int output_make_dir(const char *path);
int output_is_dir(const char *path);

/* The names of a run's outputs. */
struct output_names {
	void *used; /* of tsearch(3) */
};

/*
 * A name for the outputs of the document path: its last component without
 * suffix, "release" if nothing is left, and "-2", "-3" … where that is taken.
 * The caller frees.
 */
char *output_stem(struct output_names *names, const char *path);
void output_names_fini(struct output_names *names);

#endif /* CLI_OUTPUT_H */
