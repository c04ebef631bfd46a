/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The allocator under libxml2 and libxslt: counted, with a ceiling.
 *
 * When an allocation fails libxslt can report success with a wrong tree, so
 * here none ever fails: past the ceiling, or when the system has no more,
 * the process ends with 71 (EX_OSERR), and that is its document's verdict.
 */
#ifndef WORKER_HEAP_H
#define WORKER_HEAP_H

#include <stddef.h>

/* Put it under libxml2, which must not have been used yet, and tune malloc
 * for a process that lives for one document.  In the zygote. */
void heap_init(void);

/* From now on this process may hold so many bytes of libxml2's. */
void heap_limit(size_t max);

#endif /* WORKER_HEAP_H */
