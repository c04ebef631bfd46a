/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The allocator under libxml2 and libxslt: one that does not fail, and that
 * suits a process that is forked for one document.
 *
 * When an allocation fails libxslt can report success with a wrong tree, so
 * here the process ends instead, with 71 (EX_OSERR), and that is its
 * document's verdict.  In a worker malloc itself does the same for every
 * other library.  The ceiling is the kernel's: RLIMIT_DATA of the sandbox
 * counts all that a worker allocates.
 *
 * Small pieces come from lists by size.  A worker begins with empty lists:
 * it neither looks for room among the pieces of the zygote nor puts any of
 * them back, so that their pages stay shared, and each page that it does
 * touch is new, where the system's allocator would copy a third of a
 * megabyte before the first element of a document is read.
 */
#ifndef WORKER_HEAP_H
#define WORKER_HEAP_H

/* Put it under libxml2, which must not have been used yet.  In the zygote.
 * With for_one only one worker will come: nothing is taken in advance. */
void heap_init(int for_one);

/* In the zygote, when all is loaded: leave nothing for a worker to tidy up. */
void heap_rest(void);

/* In the worker, first of all: begin anew. */
void heap_begin(void);

#endif /* WORKER_HEAP_H */
