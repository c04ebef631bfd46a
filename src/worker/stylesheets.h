/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where this program finds its stylesheets and words. */
#ifndef WORKER_STYLESHEETS_H
#define WORKER_STYLESHEETS_H

/*
 * The folder xsl beside the program itself, as a tree has it that was built
 * and not installed; else that of the installation.  The caller frees.
 */
char *stylesheets_dir(void);

#endif /* WORKER_STYLESHEETS_H */
