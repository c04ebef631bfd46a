/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Notes, comments, and what was changed while that was recorded (ODF
 * 1.3-3, 6.3, 14, 5.5).  See odt_inner.h.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/odt_inner.h"

static const xmlChar *
x(const char *s)
{
	return (const xmlChar *)s;
}

/*
 * Notes.
 */

static const char *const note_names[2][4] = {
	{ "footnotes", "footnote", "footnoteReference", "footnotes.xml" },
	{ "endnotes", "endnote", "endnoteReference", "endnotes.xml" },
};

/* Links and pictures of a note are relationships of its part. */
static xmlNode *
rels_of(struct odt *odt, int end)
{
	char name[48];

	if (odt->note_rels[end] == NULL) {
		snprintf(name, sizeof(name), "/word/_rels/%s.rels",
		    note_names[end][3]);
		odt->note_rels[end] = odt_rels_part(odt, name);
	}
	return odt->note_rels[end];
}

static void
read_body(struct odt_flow *flow, xmlNode *body, xmlNode *into, int end)
{
	struct odt *odt = flow->odt;
	struct odt_flow inner;
	xmlNode *rels = odt->rels;

	if (body == NULL)
		return;
	odt->rels = rels_of(odt, end);
	odt_flow_init(&inner, odt, into);
	odt_blocks(&inner, body);
	odt_flow_fini(&inner);
	odt->rels = rels;
}

void
odt_note(struct odt_flow *flow, xmlNode *node)
{
	const char *class, *label;
	int end, id;
	struct odt *odt = flow->odt;
	xmlNode *note, *ref, *run;

	class = xmldoc_attr(node, TEXT_NS, "note-class");
	end = class != NULL && strcmp(class, "endnote") == 0;
	if (odt->notes[end] == NULL)
		odt->notes[end] = odt_helper(odt, note_names[end][0],
		    note_names[end][3], end ? REL_ENDNOTES : REL_FOOTNOTES);
	id = (int)++odt->count;
	odt_bookmark(flow, xmldoc_attr(node, TEXT_NS, "id"));
	run = odt_run(flow);
	ref = odt_add(odt, run, note_names[end][2]);
	odt_set_int(odt, ref, "id", id);
	label = xmldoc_attr(xmldoc_child(node, TEXT_NS, "note-citation"),
	    TEXT_NS, "label");
	if (label != NULL && *label != '\0') {
		odt_set(odt, ref, "customMarkFollows", "1");
		odt_put(flow, label);
	}
	odt_cut(flow);
	flow->blank = 0;
	note = odt_add(odt, odt->notes[end], note_names[end][1]);
	odt_set_int(odt, note, "id", id);
	read_body(flow, xmldoc_child(node, TEXT_NS, "note-body"), note, end);
}

/*
 * Comments.
 */

static int
is_resolved(const xmlNode *node)
{
	const char *resolved;

	resolved = xmldoc_attr(node, LOEXT_NS, "resolved");
	return resolved != NULL && strcmp(resolved, "true") == 0;
}

/* A comment is known to be done by its last paragraph. */
static void
write_done(struct odt *odt, xmlNode *comment)
{
	char id[16];
	xmlNode *done, *p;

	if (odt->comments_ex == NULL) {
		odt->comments_ex = odt_helper(odt, "commentsEx",
		    "commentsExtended.xml", REL_COMMENTS_EX);
		xmlSetNs(odt->comments_ex, odt->w15);
	}
	snprintf(id, sizeof(id), "%08X", ++odt->count);
	p = odt_add(odt, comment, "p");
	xmlSetNsProp(p, odt->w14, x("paraId"), x(id));
	done = xmlNewChild(odt->comments_ex, odt->w15, x("commentEx"), NULL);
	xmlSetNsProp(done, odt->w15, x("paraId"), x(id));
	xmlSetNsProp(done, odt->w15, x("done"), x("1"));
}

void
odt_annotation(struct odt_flow *flow, xmlNode *annotation)
{
	struct odt *odt = flow->odt;
	struct odt_flow inner;
	xmlNode *comment, *node;

	if (odt->furniture)
		return;
	if (odt->comments == NULL)
		odt->comments = odt_helper(odt, "comments", "comments.xml",
		    REL_COMMENTS);
	comment = odt_add(odt, odt->comments, "comment");
	odt_set_int(odt, comment, "id", (int)++odt->count);
	odt_flow_init(&inner, odt, comment);
	for (node = xmldoc_first(annotation); node != NULL;
	     node = xmldoc_next(node))
		if (TXT(node, "p") || TXT(node, "list"))
			odt_block(&inner, node);
	odt_flow_fini(&inner);
	if (is_resolved(annotation))
		write_done(odt, comment);
}

/*
 * Changes.
 */

/* text:changed-region by its id (5.5.2). */
void
odt_changes_read(struct odt *odt, xmlNode *text)
{
	const char *id;
	xmlNode *changes, *region;

	odt->changes = xmlHashCreate(16);
	changes = xmldoc_child(text, TEXT_NS, "tracked-changes");
	for (region = xmldoc_first(changes); region != NULL;
	     region = xmldoc_next(region)) {
		if ((id = xmldoc_attr(region, TEXT_NS, "id")) == NULL)
			id = xmldoc_attr(region,
			    (const char *)XML_XML_NAMESPACE, "id");
		if (id != NULL)
			xmlHashAddEntry(odt->changes, x(id), region);
	}
}

/* What was taken away stands with the record: it is quoted, and is out. */
static void
put_deletion(struct odt_flow *flow, const xmlNode *region)
{
	char *words;
	struct odt *odt = flow->odt;
	const xmlNode *deletion;
	xmlNode *node, *text;

	deletion = xmldoc_child(region, TEXT_NS, "deletion");
	node = odt_add(odt, flow->at, "del");
	odt_cut(flow);
	if (deletion == NULL)
		return;
	text = odt_add(odt, odt_add(odt, node, "r"), "delText");
	for (deletion = xmldoc_first(deletion); deletion != NULL;
	     deletion = xmldoc_next(deletion)) {
		if (xmldoc_is(deletion, OFFICE_NS, "change-info"))
			continue;
		words = odt_words(deletion);
		xmlAddChild(text, xmlNewDocText(odt->doc, x(words)));
		free(words);
	}
}

/* text:change is where something was taken away; text:change-start and
 * text:change-end stand around what was added or looks differently. */
void
odt_change(struct odt_flow *flow, xmlNode *mark)
{
	const char *id;
	struct odt *odt = flow->odt;
	xmlNode *region = NULL;

	odt->changed++;
	odt_cut(flow);
	if (TXT(mark, "change-start")) {
		odt->inserting++;
	} else if (TXT(mark, "change-end")) {
		odt->inserting -= odt->inserting > 0;
	} else {
		id = xmldoc_attr(mark, TEXT_NS, "change-id");
		if (id != NULL)
			region = xmlHashLookup(odt->changes, x(id));
		put_deletion(flow, region);
		/* Quoted once, however many marks lead to it. */
		if (region != NULL)
			xmlHashUpdateEntry(odt->changes, (const xmlChar *)id,
			    NULL, NULL);
	}
}
