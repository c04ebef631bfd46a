/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A counted allocator with a ceiling.  See heap.h for the contract. */
#include "config.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/xmlmemory.h>

#include "base/xalloc.h"
#include "worker/heap.h"

/* What the system's allocator really gave, so that nothing need be kept
 * beside each piece. */
static size_t used;
static size_t ceiling = SIZE_MAX;

static void *
count(void *p)
{
	if (p == NULL)
		xalloc_die();
	used += malloc_usable_size(p);
	if (used > ceiling)
		xalloc_die();
	return p;
}

static void *
capped_malloc(size_t size)
{
	return count(malloc(size));
}

static void
capped_free(void *p)
{
	used -= malloc_usable_size(p); /* 0 for NULL */
	free(p);
}

static void *
capped_realloc(void *p, size_t size)
{
	used -= malloc_usable_size(p);
	return count(realloc(p, size));
}

static char *
capped_strdup(const char *s)
{
	char *copy;
	size_t size;

	size = strlen(s) + 1;
	copy = capped_malloc(size);
	memcpy(copy, s, size);
	return copy;
}

void
heap_init(void)
{
	/*
	 * A worker never gives memory back before it ends: growing in larger
	 * steps and trimming nothing saves system calls and page faults.
	 * Large pieces stay mapped by themselves, so that freeing a part or
	 * a tree's buffer does lower the peak.
	 */
	mallopt(M_ARENA_MAX, 1);
	mallopt(M_TOP_PAD, 1 << 20);
	mallopt(M_TRIM_THRESHOLD, 64 << 20);
	mallopt(M_MMAP_THRESHOLD, 1 << 20);
	xmlMemSetup(capped_free, capped_malloc, capped_realloc, capped_strdup);
	xmlInitParser();
}

void
heap_limit(size_t max)
{
	ceiling = used + max;
}
