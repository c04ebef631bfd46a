/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An allocator that does not fail.  See heap.h for the contract. */
#include "config.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <libxml/parser.h>
#include <libxml/xmlmemory.h>

#include "base/xalloc.h"
#include "worker/heap.h"

#ifndef WITH_SANITIZERS
# define WITH_LISTS 1 /* else ASan watches over every piece */
#endif

#ifdef WITH_LISTS

enum {
	UNIT = 8,    /* sizes are multiples of this */
	LISTS = 129, /* up to 1 KiB with the head; larger ones are malloc's */
	CHUNK = 1 << 20,
	LARGE_CHUNK = 8 << 20, /* where huge pages pay */
	FEW_CHUNKS = 12,
	STEP = 128 << 10,
	PAGE = 4096,
	FILL_LEAST = 64 << 10,
	FILL_MOST = 1 << 20,
	MALLOC_ROOM = 256 << 10, /* what a worker's malloc begins with */
	MALLOC_HOLE = 256 << 10, /* no larger one is left in the zygote */
};

/*
 * What stands before each piece: its size in units (0: malloc's own), who
 * made it, and a seal that tells a piece in use from one that is not, from
 * what was freed twice, and from what was never ours.
 */
struct head {
	uint16_t units;
	uint16_t era;
	uint32_t seal;
};

struct piece {
	struct head head;
	struct piece *next; /* while it is on a list; else the payload */
};

# define IN_USE  0x6761u
# define ON_LIST 0x7a65u

static struct piece *lists[LISTS];
static char *room; /* what is left of the newest chunk */
static size_t room_len;
static char *populated; /* its pages before this are there */
static unsigned chunks;
static uint16_t era; /* 0 in the zygote, 1 in a worker */
static int is_small; /* for one document: no more pages than it needs */

/* The zygote's stylesheets fill a large chunk, or several; a worker has many
 * small ones first, since huge pages round up by 2 MB. */
static void
take_chunk(void)
{
	unsigned few = era > 0 || is_small ? FEW_CHUNKS : 0;

	room_len = chunks++ < few ? CHUNK : LARGE_CHUNK;
	room = mmap(NULL, room_len, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (room == MAP_FAILED)
		xalloc_die();
	populated = room;
	if (room_len == LARGE_CHUNK) {
		madvise(room, room_len, MADV_HUGEPAGE);
		populated += room_len; /* by the system, 2 MB at a time */
	}
}

/* The system gives many pages at once for less than one after the other. */
static void
populate(void)
{
	madvise(populated, STEP, MADV_POPULATE_WRITE);
	populated += STEP;
}

/* What is left of the old chunk is lost: less than a kilobyte. */
static struct piece *
take_room(size_t len)
{
	struct piece *piece;

	if (room_len < len)
		take_chunk();
	if (room + len > populated)
		populate();
	piece = (struct piece *)(void *)room;
	room += len;
	room_len -= len;
	return piece;
}

/* A piece that malloc made, for which there is no list. */
static void *
own(struct piece *piece)
{
	if (piece == NULL)
		xalloc_die(); /* in the zygote too */
	piece->head.units = 0;
	piece->head.era = era;
	piece->head.seal = IN_USE;
	return &piece->next;
}

static struct piece *
piece_of(void *p)
{
	struct piece *piece;

	piece = (struct piece *)(void *)((char *)p - sizeof(struct head));
	if (piece->head.seal != IN_USE)
		abort();
	return piece;
}

static void *
heap_malloc(size_t size)
{
	size_t units;
	struct piece *piece;

	if (size > (size_t)UNIT * (LISTS - 1) - sizeof(struct head))
		return own(size < SIZE_MAX - sizeof(struct head) ?
			malloc(size + sizeof(struct head)) :
			NULL);
	units = (size + sizeof(struct head) + UNIT - 1) / UNIT;
	if (units < sizeof(*piece) / UNIT)
		units = sizeof(*piece) / UNIT; /* room for what a list needs */
	if ((piece = lists[units]) != NULL)
		lists[units] = piece->next;
	else
		piece = take_room(units * UNIT);
	piece->head.units = (uint16_t)units;
	piece->head.era = era;
	piece->head.seal = IN_USE;
	return &piece->next;
}

static void
heap_free(void *p)
{
	struct piece *piece;

	if (p == NULL)
		return;
	piece = piece_of(p);
	if (piece->head.era != era)
		return; /* the zygote's: its pages stay shared */
	piece->head.seal = ON_LIST;
	if (piece->head.units == 0) {
		free(piece);
		return;
	}
	piece->next = lists[piece->head.units];
	lists[piece->head.units] = piece;
}

/* The bytes that a piece has room for. */
static size_t
capacity(struct piece *piece)
{
	size_t len;

	len = piece->head.units * (size_t)UNIT;
	if (len == 0)
		len = malloc_usable_size(piece);
	return len - sizeof(struct head);
}

static void *
heap_realloc(void *p, size_t size)
{
	size_t old;
	struct piece *piece;
	void *q;

	if (p == NULL)
		return heap_malloc(size);
	piece = piece_of(p);
	if (piece->head.units == 0 && piece->head.era == era &&
	    size < SIZE_MAX - sizeof(struct head))
		return own(realloc(piece, size + sizeof(struct head)));
	old = capacity(piece);
	if (size <= old)
		return p;
	q = heap_malloc(size);
	memcpy(q, p, old);
	heap_free(p);
	return q;
}

static char *
heap_strdup(const char *s)
{
	size_t size;

	size = strlen(s) + 1;
	return memcpy(heap_malloc(size), s, size);
}

/*
 * The allocator of every other library: glibc's own, but that in a worker it
 * does not fail either.  ICU and libzip answer a refusal with an error that
 * cannot always be told from one of the document's.
 */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t size);

static void *
survive(void *p)
{
	if (p == NULL && era > 0)
		xalloc_die();
	return p;
}

/*
 * The pages of a piece that will soon be filled, as populate() takes them.
 * Not of a very large one: it may be no more than what a package claims.
 */
static void *
fill(void *p, size_t size)
{
	uintptr_t begin, end;

	if (era == 0 || size < FILL_LEAST || size > FILL_MOST || p == NULL)
		return p;
	begin = ((uintptr_t)p + PAGE - 1) / PAGE * PAGE;
	end = ((uintptr_t)p + size) / PAGE * PAGE;
	madvise((void *)begin, end - begin, MADV_POPULATE_WRITE);
	return p;
}

/* NOLINTBEGIN(readability-inconsistent-declaration-parameter-name): theirs
 * are reserved names. */
void *
malloc(size_t size)
{
	return fill(survive(__libc_malloc(size)), size);
}

void *
calloc(size_t n, size_t size)
{
	return survive(__libc_calloc(n, size));
}

/* realloc(p, 0) frees, and its NULL is no failure. */
void *
realloc(void *p, size_t size)
{
	size_t old;
	void *q;

	old = p != NULL ? malloc_usable_size(p) : 0;
	q = __libc_realloc(p, size);
	if (q != NULL && size > old)
		fill((char *)q + old, size - old); /* what was added */
	return size > 0 ? survive(q) : q;
}

/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */

/*
 * Take every hole among the zygote's pieces of malloc, for good.  A worker
 * would fill them first, and copy a page for each: a hundred pages for a
 * document of two.  They are chained so that nothing is lost from sight.
 */
static void
fill_holes(void)
{
	static struct piece *filling;
	const char *top;
	size_t left, size;
	struct mallinfo2 info;
	struct piece *piece;

	info = mallinfo2();
	left = info.arena;
	top = (char *)sbrk(0) - info.keepcost;
	for (size = MALLOC_HOLE; size >= sizeof(*piece);
	     size -= (size / 16 + UNIT) / UNIT * UNIT) {
		while ((piece = malloc(size)) != NULL && (char *)piece < top &&
		    left > size) {
			piece->next = filling;
			filling = piece;
			left -= size;
		}
		free(piece);
	}
}

/* Let malloc find new pages as a chunk has them. */
static void
populate_malloc(void)
{
	uintptr_t page;
	char *p;

	page = (uintptr_t)sysconf(_SC_PAGESIZE);
	p = malloc(MALLOC_ROOM);
	madvise(p + (page - (uintptr_t)p % page), MALLOC_ROOM - page,
	    MADV_POPULATE_WRITE);
	free(p);
}

void
heap_begin(void)
{
	memset(lists, 0, sizeof(lists));
	room_len = 0;
	chunks = 0;
	era++;
	populate_malloc();
}

#else /* WITH_LISTS */

static void *
check(void *p)
{
	if (p == NULL)
		xalloc_die();
	return p;
}

static void *
heap_malloc(size_t size)
{
	return check(malloc(size > 0 ? size : 1));
}

static void
heap_free(void *p)
{
	free(p);
}

static void *
heap_realloc(void *p, size_t size)
{
	return check(realloc(p, size > 0 ? size : 1));
}

static char *
heap_strdup(const char *s)
{
	return check(strdup(s));
}

void
heap_begin(void)
{
}

static void
fill_holes(void)
{
}

#endif /* WITH_LISTS */

void
heap_init(int for_one)
{
#ifdef WITH_LISTS
	is_small = for_one;
#else
	(void)for_one;
#endif
	/*
	 * A worker never gives memory back before it ends: growing in larger
	 * steps and trimming nothing saves system calls.  Large pieces stay
	 * mapped by themselves, so that freeing a part or a tree's buffer
	 * does lower the peak.
	 */
	mallopt(M_ARENA_MAX, 1);
	mallopt(M_TOP_PAD, 1 << 20);
	mallopt(M_TRIM_THRESHOLD, 64 << 20);
	mallopt(M_MMAP_THRESHOLD, 1 << 20);
	xmlMemSetup(heap_free, heap_malloc, heap_realloc, heap_strdup);
	xmlInitParser();
}

void
heap_rest(void)
{
	malloc_trim(0);
	fill_holes();
}
