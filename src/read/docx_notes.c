/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Footnotes and endnotes.  See docx_notes.h for the contract. */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/hash.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "read/docx_notes.h"
#include "read/docx_run.h"
#include "read/docx_symbols.h"
#include "read/docx_walk.h"
#include "read/ooxml.h"
#include "read/package.h"
#include "read/read.h"
#include "read/xmldoc.h"

enum note_kind {
	NOTE_FOOT,
	NOTE_END,
	NOTE_KINDS
};

static const struct {
	const char *name;
	const char *prefix; /* of ids */
	const char *rel;
	const char *parent;
	const char *element;
} kinds[NOTE_KINDS] = {
	{ "footnote", "fn", REL_FOOTNOTES, "footnotes", "footnote" },
	{ "endnote", "en", REL_ENDNOTES, "endnotes", "endnote" },
};

/* A note that the text refers to. */
struct note {
	enum note_kind kind;
	unsigned number;   /* of its kind, in the order of the text */
	unsigned count;    /* of those that Word numbers, or 0 */
	const char *label; /* interned */
	int custom;        /* the label is the author's own */
	int read;
	xmlNode *node;
};

struct docx_notes {
	struct note *list;
	size_t count;
	unsigned numbers[NOTE_KINDS];  /* given so far */
	unsigned labels[NOTE_KINDS];   /* of those, numbered by Word */
	xmlHashTable *ids[NOTE_KINDS]; /* w:id: index + 1 */
};

struct docx_notes *
docx_notes_new(void)
{
	struct docx_notes *notes;

	notes = xcalloc(1, sizeof(*notes));
	notes->ids[NOTE_FOOT] = xmlHashCreate(16);
	notes->ids[NOTE_END] = xmlHashCreate(16);
	return notes;
}

void
docx_notes_free(struct docx_notes *notes)
{
	if (notes == NULL)
		return;
	xmlHashFree(notes->ids[NOTE_FOOT], NULL);
	xmlHashFree(notes->ids[NOTE_END], NULL);
	free(notes->list);
	free(notes);
}

/*
 * References.
 */

/* Word numbers endnotes i, ii, iii and footnotes 1, 2, 3; where there are no
 * footnotes to tell them from, plain numbers serve better. */
static void
make_label(char *ret, size_t size, enum note_kind kind, unsigned n)
{
	size_t i;

	static const struct {
		unsigned value;
		const char *sign;
	} romans[] = { { 1000, "m" }, { 900, "cm" }, { 500, "d" },
		{ 400, "cd" }, { 100, "c" }, { 90, "xc" }, { 50, "l" },
		{ 40, "xl" }, { 10, "x" }, { 9, "ix" }, { 5, "v" }, { 4, "iv" },
		{ 1, "i" } };

	if (kind == NOTE_FOOT || n >= 4000) {
		snprintf(ret, size, "%u", n);
		return;
	}
	*ret = '\0';
	for (i = 0; i < sizeof(romans) / sizeof(romans[0]); i++) {
		for (; n >= romans[i].value; n -= romans[i].value)
			snprintf(ret + strlen(ret), size - strlen(ret), "%s",
			    romans[i].sign);
	}
}

/* The words after the reference in its run. */
static void
custom_label(const xmlNode *ref, char *ret, size_t size)
{
	long sign;
	const char *code;
	const xmlNode *node;
	struct buf buf;

	buf_init(&buf, size - 1);
	for (node = xmldoc_next(ref); node != NULL; node = xmldoc_next(node)) {
		if (xmldoc_is(node, W_NS, "t") && node->children != NULL) {
			buf_puts(&buf, (const char *)node->children->content);
		} else if (xmldoc_is(node, W_NS, "sym") &&
		    (code = ooxml_attr(node, "char")) != NULL) {
			sign = docx_symbol(ooxml_attr(node, "font"),
			    strtol(code, NULL, 16));
			if (sign != 0)
				text_put(&buf, sign);
		}
	}
	snprintf(ret, size, "%s", buf_str(&buf));
	buf_fini(&buf);
}

static struct note *
note_add(struct docx *docx, enum note_kind kind, const xmlNode *ref)
{
	char label[64] = "";
	struct docx_notes *notes = docx->notes;
	struct note *note;

	notes->list = xreallocarray(notes->list, notes->count + 1,
	    sizeof(*notes->list));
	note = &notes->list[notes->count++];
	memset(note, 0, sizeof(*note));
	note->kind = kind;
	note->number = ++notes->numbers[kind];
	if (ooxml_attr(ref, "customMarkFollows") != NULL) {
		custom_label(ref, label, sizeof(label));
		note->custom = *label != '\0';
	}
	if (!note->custom) {
		note->count = ++notes->labels[kind];
		make_label(label, sizeof(label), kind, note->count);
	}
	note->label = docx_intern(&docx->nodes, label);
	return note;
}

static void
note_id(const struct note *note, char *ret, size_t size)
{
	snprintf(ret, size, "%s%u", kinds[note->kind].prefix, note->number);
}

void
docx_note_ref(struct docx_flow *flow, const struct docx_look *look,
    const xmlNode *ref)
{
	char to[32];
	const char *id;
	enum note_kind kind;
	struct docx_look plain = *look;
	struct docx_nodes *nodes = &flow->docx->nodes;
	struct docx_notes *notes = flow->docx->notes;
	struct note *note;
	uintptr_t known;
	xmlNode *node;

	kind = xmldoc_is(ref, W_NS, "endnoteReference") ? NOTE_END : NOTE_FOOT;
	id = ooxml_attr(ref, "id");
	if (id == NULL || flow->note || flow->docx->quiet)
		return; /* a note in a note would go round in circles */
	known = (uintptr_t)xmlHashLookup(notes->ids[kind], (const xmlChar *)id);
	if (known != 0) {
		note = &notes->list[known - 1];
	} else {
		note = note_add(flow->docx, kind, ref);
		xmlHashAddEntry(notes->ids[kind], (const xmlChar *)id,
		    (void *)(uintptr_t)notes->count);
	}
	to[0] = '#';
	note_id(note, to + 1, sizeof(to) - 1);
	node = docx_node(nodes, NULL, "noteref");
	docx_set(node, "to", to + 1);
	docx_text(nodes, node, note->label, strlen(note->label));
	/* Raised by its style; a link of its own. */
	plain.format &= ~(unsigned)(LINE_SUP | LINE_U);
	plain.wrap = NULL;
	docx_put_node(flow, &plain, node);
}

/*
 * The notes.
 */

struct reader {
	struct docx *docx;
	enum note_kind kind;
};

static enum verdict
read_note(void *arg, xmlNode *block, struct why *why)
{
	char id[32];
	const char *wanted;
	struct docx_flow flow;
	struct note *note;
	struct reader *reader = arg;
	struct docx *docx = reader->docx;
	uintptr_t known = 0;

	(void)why;
	if ((wanted = ooxml_attr(block, "id")) != NULL)
		known = (uintptr_t)xmlHashLookup(docx->notes->ids[reader->kind],
		    (const xmlChar *)wanted);
	if (known == 0)
		return V_OK;
	note = &docx->notes->list[known - 1];
	if (note->read)
		return V_OK; /* two notes with one id: the first counts */
	note->read = 1;
	note->node = docx_node(&docx->nodes, NULL, "note");
	note_id(note, id, sizeof(id));
	docx_set(note->node, "id", id);
	docx_set(note->node, "kind", kinds[note->kind].name);
	docx_set(note->node, "label", note->label);
	docx_flow_init(&flow, docx, NULL, note->node);
	flow.note = 1;
	flow.mark = note->custom ? note->label : NULL;
	docx_walk_children(&flow, block);
	docx_flow_fini(&flow);
	return V_OK;
}

static enum verdict
read_kind(struct docx *docx, enum note_kind kind, struct why *why)
{
	const struct package_rel *rel;
	struct reader reader = { docx, kind };
	struct xmldoc_blocks blocks = { W_NS, kinds[kind].parent, 0, read_note,
		&reader };

	if (docx->notes->numbers[kind] == 0)
		return V_OK;
	rel = package_rel_by_type(docx->rels, kinds[kind].rel);
	if (rel == NULL || rel->external || *rel->target == '\0')
		return V_OK;
	return docx_part_blocks(docx, rel->target, &blocks, why);
}

/* In the order of the text; one without words is none. */
static void
add_kind(struct docx *docx, enum note_kind kind, xmlNode *notes)
{
	size_t i;
	const struct note *note;

	for (i = 0; i < docx->notes->count; i++) {
		note = &docx->notes->list[i];
		if (note->kind != kind || note->node == NULL)
			continue;
		if (note->node->children != NULL)
			xmlAddChild(notes, note->node);
		else
			xmlAddChild(docx->nodes.trash, note->node);
	}
}

/* Endnotes alone: 1, 2, 3. */
static void
renumber(struct docx *docx)
{
	char label[16];
	size_t i;
	struct note *note;

	if (docx->notes->numbers[NOTE_FOOT] > 0)
		return;
	for (i = 0; i < docx->notes->count; i++) {
		note = &docx->notes->list[i];
		if (note->count == 0)
			continue;
		snprintf(label, sizeof(label), "%u", note->count);
		note->label = docx_intern(&docx->nodes, label);
	}
}

void
docx_note_settle(struct docx *docx, xmlNode *ref)
{
	char id[32];
	const char *to;
	size_t i;
	const struct note *note;

	if (docx->notes->numbers[NOTE_FOOT] > 0 ||
	    (to = docx_get(ref, "to")) == NULL)
		return;
	i = strtoul(to + 2, NULL, 10) - 1;
	if (i >= docx->notes->count)
		return;
	/* All notes are endnotes, so the number in the id is the index. */
	note = &docx->notes->list[i];
	note_id(note, id, sizeof(id));
	if (strcmp(id, to) == 0)
		xmlNodeSetContent(ref, (const xmlChar *)note->label);
}

void
docx_notes_read(struct docx *docx, xmlNode *notes)
{
	int kind;
	struct why why;

	renumber(docx);
	for (kind = 0; kind < NOTE_KINDS; kind++) {
		if (read_kind(docx, (enum note_kind)kind, &why) != V_OK)
			docx_find(docx, SEVERITY_WARN, "part-broken",
			    kinds[kind].parent);
	}
	for (kind = 0; kind < NOTE_KINDS; kind++)
		add_kind(docx, (enum note_kind)kind, notes);
}
