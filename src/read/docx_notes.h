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
 * (ECMA-376-1, 17.11.14), and the caller leaves them out.
 */
void docx_note_ref(struct docx_flow *flow, const struct docx_look *look,
    const xmlNode *ref);

/*
 * Read the notes that were referred to into the element notes.  A reference
 * to a note that is not there, or says nothing, stays without one.
 */
void docx_notes_read(struct docx *docx, xmlNode *notes);

/*
 * A <noteref> of the finished document: endnotes are numbered i, ii, iii only
 * beside footnotes.
 */
void docx_note_settle(struct docx *docx, xmlNode *ref);

#endif /* READ_DOCX_NOTES_H */
