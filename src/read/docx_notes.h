/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Footnotes and endnotes.
 *
 * References are numbered in the order of the text; the notes themselves are
 * read afterwards, each only if the text refers to it.
 */
#ifndef READ_DOCX_NOTES_H
#define READ_DOCX_NOTES_H

#include <libxml/tree.h>

struct docx;
struct docx_flow;
struct docx_look;
struct docx_notes;

struct docx_notes *docx_notes_new(void);
void docx_notes_free(struct docx_notes *notes);

/*
 * w:footnoteReference, w:endnoteReference: a mark among the words.  With
 * w:customMarkFollows the words that follow it in its run are the mark
 * (ECMA-376-1, 17.11.14), and the caller leaves them out; where there are none,
 * flow->unmarked tells the note.
 */
void docx_note_ref(struct docx_flow *flow, const struct docx_look *look,
    const xmlNode *ref);

/* Are the words of the run r after such a reference its mark, for they are
 * raised, or a star or dagger?  Then they are taken, and the caller leaves
 * them out. */
int docx_note_mark(struct docx_flow *flow, const xmlNode *r, int raised);

/*
 * A document within the document has notes of its own: begin to look for
 * them, and, while its parts are still docx's, read them and go back.
 */
struct docx_notes_own {
	struct _xmlHashTable *ids[2];
};

void docx_notes_enter(struct docx *docx, struct docx_notes_own *ret_before);
void docx_notes_leave(struct docx *docx, const struct docx_notes_own *before);

/* What w:settings or a w:sectPr says of how notes are counted (17.11.2,
 * 17.11.4, 17.11.12); what was said before counts. */
void docx_notes_format(struct docx *docx, const xmlNode *properties);

/*
 * Read the notes that were referred to into the element notes.  A reference
 * to a note that is not there, or says nothing, stays without one.
 */
void docx_notes_read(struct docx *docx, xmlNode *notes);

/*
 * A <noteref> of the finished document gets its label: it is known only then
 * how notes are counted.  Endnotes are i, ii, iii beside footnotes alone.
 */
void docx_note_settle(struct docx *docx, xmlNode *ref);

#endif /* READ_DOCX_NOTES_H */
