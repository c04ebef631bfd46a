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
#include "read/docx_numfmt.h"
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
	const char *properties;
} kinds[NOTE_KINDS] = {
	{ "footnote", "fn", REL_FOOTNOTES, "footnotes", "footnotePr" },
	{ "endnote", "en", REL_ENDNOTES, "endnotes", "endnotePr" },
};

enum {
	MAX_LABEL = 64,
	MAX_MARK = 12, /* bytes of one that stands in another run */
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

/* How notes of a kind are counted. */
struct counting {
	const char *format; /* ST_NumberFormat, interned; NULL: nobody says */
	unsigned start;     /* 0: nobody says */
};

struct docx_notes {
	struct note *list;
	size_t count;
	size_t *index[NOTE_KINDS];     /* of the note with that number less 1 */
	unsigned numbers[NOTE_KINDS];  /* given so far */
	unsigned labels[NOTE_KINDS];   /* of those, numbered by Word */
	xmlHashTable *ids[NOTE_KINDS]; /* w:id: index + 1 */
	struct counting counting[NOTE_KINDS];
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
	free(notes->index[NOTE_FOOT]);
	free(notes->index[NOTE_END]);
	free(notes->list);
	free(notes);
}

/*
 * References.
 */

/* The words from node on in its run. */
static void
custom_label(const xmlNode *node, char *ret, size_t size)
{
	long sign;
	const char *code;
	struct buf buf;

	buf_init(&buf, size - 1);
	for (; node != NULL; node = xmldoc_next(node)) {
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
	char label[MAX_LABEL] = "";
	struct docx_notes *notes = docx->notes;
	struct note *note;
	unsigned n = notes->numbers[kind]++;

	notes->index[kind] = xreallocarray(notes->index[kind], (size_t)n + 1,
	    sizeof(*notes->index[kind]));
	notes->index[kind][n] = notes->count;
	notes->list = xreallocarray(notes->list, notes->count + 1,
	    sizeof(*notes->list));
	note = &notes->list[notes->count++];
	memset(note, 0, sizeof(*note));
	note->kind = kind;
	note->number = n + 1;
	if (ooxml_attr(ref, "customMarkFollows") != NULL) {
		custom_label(xmldoc_next(ref), label, sizeof(label));
		note->custom = *label != '\0';
	}
	if (!note->custom)
		note->count = ++notes->labels[kind];
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
		if (!note->custom &&
		    ooxml_attr(ref, "customMarkFollows") != NULL)
			flow->unmarked = notes->count;
		xmlHashAddEntry(notes->ids[kind], (const xmlChar *)id,
		    (void *)(uintptr_t)notes->count);
	}
	to[0] = '#';
	note_id(note, to + 1, sizeof(to) - 1);
	node = docx_node(nodes, NULL, "noteref");
	docx_set(node, "to", to + 1);
	/* Words, until docx_note_settle() has the label. */
	docx_text(nodes, node, "1", 1);
	/* Raised by its style; a link of its own. */
	plain.format &= ~(unsigned)(LINE_SUP | LINE_U);
	plain.wrap = NULL;
	docx_put_node(flow, &plain, node);
}

/* "*", "†", "‡‡", "§". */
static int
is_sign(const char *label)
{
	long c;

	while (*label != '\0') {
		c = text_next(label, &label);
		if (c != '*' && c != 0x2020 && c != 0x2021 && c != 0xa7)
			return 0;
	}
	return 1;
}

int
docx_note_mark(struct docx_flow *flow, const xmlNode *r, int raised)
{
	char label[MAX_LABEL] = "";
	struct docx_notes *notes = flow->docx->notes;
	struct note *note = &notes->list[flow->unmarked - 1];

	flow->unmarked = 0;
	custom_label(xmldoc_first(r), label, sizeof(label));
	if (*label == '\0' || strlen(label) > MAX_MARK ||
	    (!raised && !is_sign(label)))
		return 0;
	if (note->count != 0 && note->count == notes->labels[note->kind])
		notes->labels[note->kind]--; /* it is not counted after all */
	note->count = 0;
	note->custom = 1;
	note->label = docx_intern(&flow->docx->nodes, label);
	return 1;
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

/*
 * Labels.
 */

void
docx_notes_format(struct docx *docx, const xmlNode *properties)
{
	int kind;
	const char *format;
	const xmlNode *node;
	struct counting *counting;

	for (kind = 0; kind < NOTE_KINDS; kind++) {
		counting = &docx->notes->counting[kind];
		node = xmldoc_child(properties, W_NS, kinds[kind].properties);
		format = ooxml_val(node, "numFmt");
		if (counting->format == NULL)
			counting->format = docx_intern(&docx->nodes, format);
		if (counting->start == 0)
			counting->start = (unsigned)ooxml_int(ooxml_val(node,
								  "numStart"),
					      0) &
			    0x7fff;
	}
}

/* Word counts endnotes i, ii, iii and footnotes 1, 2, 3; where there are no
 * footnotes to tell them from, plain numbers serve better. */
static const char *
format_of(const struct docx_notes *notes, enum note_kind kind)
{
	if (notes->counting[kind].format != NULL)
		return notes->counting[kind].format;
	return kind == NOTE_END && notes->numbers[NOTE_FOOT] > 0 ?
	    "lowerRoman" :
	    "decimal";
}

static void
set_labels(struct docx *docx)
{
	size_t i;
	struct buf label;
	struct docx_notes *notes = docx->notes;
	struct note *note;
	unsigned start;

	buf_init(&label, MAX_LABEL);
	for (i = 0; i < notes->count; i++) {
		note = &notes->list[i];
		if (note->custom)
			continue;
		start = notes->counting[note->kind].start;
		docx_numfmt_put(&label, format_of(notes, note->kind),
		    (int)(note->count + (start > 0 ? start - 1 : 0)),
		    docx->lang);
		note->label = docx_intern(&docx->nodes, buf_str(&label));
		buf_reset(&label);
	}
	buf_fini(&label);
}

void
docx_note_settle(struct docx *docx, xmlNode *ref)
{
	const char *to;
	enum note_kind kind;
	const struct note *note;
	unsigned long number;

	if ((to = docx_get(ref, "to")) == NULL || strlen(to) < 3)
		return;
	kind = *to == *kinds[NOTE_END].prefix ? NOTE_END : NOTE_FOOT;
	number = strtoul(to + 2, NULL, 10);
	if (number < 1 || number > docx->notes->numbers[kind])
		return;
	note = &docx->notes->list[docx->notes->index[kind][number - 1]];
	xmlNodeSetContent(ref, NULL);
	docx_text(&docx->nodes, ref, note->label, strlen(note->label));
}

/*
 * Reading.
 */

static void
read_kinds(struct docx *docx)
{
	int kind;
	struct why why;

	for (kind = 0; kind < NOTE_KINDS; kind++) {
		if (read_kind(docx, (enum note_kind)kind, &why) != V_OK)
			docx_find(docx, SEVERITY_WARN, "part-broken",
			    kinds[kind].parent);
	}
}

void
docx_notes_enter(struct docx *docx, struct docx_notes_own *ret_before)
{
	int kind;

	for (kind = 0; kind < NOTE_KINDS; kind++) {
		ret_before->ids[kind] = docx->notes->ids[kind];
		docx->notes->ids[kind] = xmlHashCreate(16);
	}
}

void
docx_notes_leave(struct docx *docx, const struct docx_notes_own *before)
{
	int kind;

	read_kinds(docx);
	for (kind = 0; kind < NOTE_KINDS; kind++) {
		xmlHashFree(docx->notes->ids[kind], NULL);
		docx->notes->ids[kind] = before->ids[kind];
	}
}

static void
read_settings(struct docx *docx)
{
	xmlDoc *doc;

	doc = docx_part_open(docx,
	    package_rel_by_type(docx->rels, REL_SETTINGS));
	if (doc == NULL)
		return;
	docx_notes_format(docx, xmlDocGetRootElement(doc));
	xmlFreeDoc(doc);
}

void
docx_notes_read(struct docx *docx, xmlNode *notes)
{
	int kind;
	size_t i;
	struct note *note;

	if (docx->notes->count == 0)
		return;
	read_settings(docx);
	set_labels(docx);
	read_kinds(docx);
	for (kind = 0; kind < NOTE_KINDS; kind++)
		add_kind(docx, (enum note_kind)kind, notes);
	for (i = 0; i < docx->notes->count; i++) {
		note = &docx->notes->list[i];
		docx_set(note->node, "label", note->label);
	}
}
