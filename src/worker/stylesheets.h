/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where this program finds its stylesheets and words, and its worker. */
#ifndef WORKER_STYLESHEETS_H
#define WORKER_STYLESHEETS_H

/*
 * The folder xsl beside the program itself, as a tree has it that was built
 * and not installed; else that of the installation.  The caller frees.
 */
char *stylesheets_dir(void);

/*
 * gazette-worker from the same place: a tree that was built never takes that
 * of an installation, nor the other way round.  NULL if it is not there, for
 * whoever took one program along alone.  The string stays.
 */
const char *worker_program(void);

#endif /* WORKER_STYLESHEETS_H */
