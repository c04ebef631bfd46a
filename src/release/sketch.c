/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sketches: bottom-k of hashed word shingles (Broder 1997; Thorup 2013).
 *
 * Of the hashes of all runs of three words the smallest 64 are kept; how many
 * two texts share among the smallest 64 of both estimates their overlap.
 */
#include "config.h"

#include <string.h>

#include <unicode/uchar.h>

#include "base/buf.h"
#include "base/text.h"
#include "release/dom.h"
#include "release/element.h"
#include "release/phrases.h"
#include "release/sketch.h"

enum {
	SHINGLE = 3
};

#define FNV_START 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u

struct sketcher {
	uint64_t heap[RELEASE_SKETCH]; /* the greatest on top */
	size_t count;
	uint64_t last[SHINGLE]; /* hashes of the last words */
	unsigned words;
	uint64_t word; /* of the word that is being read */
	int in_word;
};

static void
sift_down(uint64_t *heap, size_t count, size_t i)
{
	size_t child;
	uint64_t t;

	for (; (child = 2 * i + 1) < count; i = child) {
		if (child + 1 < count && heap[child + 1] > heap[child])
			child++;
		if (heap[i] >= heap[child])
			return;
		t = heap[i];
		heap[i] = heap[child];
		heap[child] = t;
	}
}

static void
sift_up(uint64_t *heap, size_t i)
{
	size_t parent;
	uint64_t t;

	for (; i > 0 && heap[parent = (i - 1) / 2] < heap[i]; i = parent) {
		t = heap[i];
		heap[i] = heap[parent];
		heap[parent] = t;
	}
}

static void
keep(struct sketcher *s, uint64_t hash)
{
	size_t i;

	if (s->count == RELEASE_SKETCH && hash >= s->heap[0])
		return;
	for (i = 0; i < s->count; i++) {
		if (s->heap[i] == hash)
			return;
	}
	if (s->count < RELEASE_SKETCH) {
		s->heap[s->count] = hash;
		sift_up(s->heap, s->count++);
		return;
	}
	s->heap[0] = hash;
	sift_down(s->heap, s->count, 0);
}

/* The finaliser of SplitMix64: FNV alone is not even enough for minima. */
static uint64_t
mix(uint64_t x)
{
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
	return x ^ (x >> 31);
}

static void
end_word(struct sketcher *s)
{
	if (!s->in_word)
		return;
	s->in_word = 0;
	s->last[0] = s->last[1];
	s->last[1] = s->last[2];
	s->last[2] = s->word;
	s->words++;
	if (s->words >= SHINGLE)
		keep(s, mix(s->last[0] * 3 + mix(s->last[1] * 5 + s->last[2])));
}

static void
add_byte(struct sketcher *s, unsigned char byte)
{
	if (!s->in_word) {
		s->in_word = 1;
		s->word = FNV_START;
	}
	s->word = (s->word ^ byte) * FNV_PRIME;
}

static void
add_wide(struct sketcher *s, long c)
{
	if (!text_is_word(c)) {
		end_word(s);
		return;
	}
	c = u_foldCase((UChar32)c, U_FOLD_CASE_DEFAULT);
	for (; c > 0; c >>= 8)
		add_byte(s, (unsigned char)(c & 0xff));
}

/* Letters and digits as they count; 0 where a word ends; 1 where a character
 * must be looked at. */
static unsigned char
letter(unsigned char c)
{
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		return c;
	if (c >= 'A' && c <= 'Z')
		return (unsigned char)(c + ('a' - 'A'));
	return c >= 0x80;
}

static void
add_text(struct sketcher *s, const char *text)
{
	const char *next;
	unsigned char byte;

	for (; *text != '\0'; text = next) {
		next = text + 1;
		byte = letter((unsigned char)*text);
		if (byte > 1)
			add_byte(s, byte);
		else if (byte == 0)
			end_word(s);
		else
			add_wide(s, text_next(text, &next));
	}
}

static void
add_tree(struct sketcher *s, xmlNode *root)
{
	xmlNode *node;

	for (node = root; node != NULL; node = dom_next(node, root)) {
		if (node->type == XML_TEXT_NODE ||
		    node->type == XML_CDATA_SECTION_NODE)
			add_text(s, (const char *)node->content);
		else if ((element_of(node)->is & CLASS_INLINE) == 0 ||
		    element_of(node)->id == EL_BR)
			end_word(s);
	}
	end_word(s);
}

/* A text of fewer words than a shingle is one all the same. */
static void
finish_short(struct sketcher *s)
{
	if (s->words > 0 && s->count == 0)
		keep(s, mix(s->last[0] * 3 + mix(s->last[1] * 5 + s->last[2])));
}

static void
sort(struct sketcher *s, uint64_t sketch[RELEASE_SKETCH])
{
	size_t n;

	memset(sketch, 0xff, RELEASE_SKETCH * sizeof(*sketch));
	for (n = s->count; n > 0; n--) {
		sketch[n - 1] = s->heap[0];
		s->heap[0] = s->heap[n - 1];
		sift_down(s->heap, n - 1, 0);
	}
}

void
sketch_of(xmlDoc *release, uint64_t ret_sketch[RELEASE_SKETCH],
    unsigned *ret_words)
{
	static const char *const parts[] = { "title", "deck", "lead" };
	size_t i;
	struct sketcher s;
	xmlNode *head, *node, *root;

	memset(&s, 0, sizeof(s));
	root = xmlDocGetRootElement(release);
	head = dom_child_g(root, "head");
	for (i = 0; head != NULL && i < sizeof(parts) / sizeof(parts[0]); i++) {
		node = dom_child_g(head, parts[i]);
		if (node != NULL)
			add_tree(&s, node);
	}
	for (node = root->children; node != NULL; node = node->next) {
		if (node->type == XML_ELEMENT_NODE &&
		    (element_of(node)->id == EL_BODY ||
			element_of(node)->id == EL_NOTES))
			add_tree(&s, node);
	}
	finish_short(&s);
	*ret_words = s.words;
	sort(&s, ret_sketch);
}

double
release_likeness(const uint64_t a[RELEASE_SKETCH],
    const uint64_t b[RELEASE_SKETCH])
{
	size_t i = 0, j = 0, both = 0, all = 0;

	/* the smallest of both together, as long as each could tell */
	while (all < RELEASE_SKETCH && i < RELEASE_SKETCH &&
	    j < RELEASE_SKETCH && (a[i] != UINT64_MAX || b[j] != UINT64_MAX)) {
		if (a[i] == b[j]) {
			both++;
			i++;
			j++;
		} else if (a[i] < b[j]) {
			i++;
		} else {
			j++;
		}
		all++;
	}
	return all > 0 ? (double)both / (double)all : 0;
}
