/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers in words, as Word writes them before an item. */
#ifndef READ_DOCX_NUMWORDS_H
#define READ_DOCX_NUMWORDS_H

struct buf;

/*
 * Append n in words, cardinal or ordinal, with a capital: "One hundred
 * first", "Etthundraförsta", "Sadasyhdes".  English where lang ("sv",
 * "fi-FI", … or NULL) is none of ours.  1, or 0 where n is below 0 or above
 * 999,999: then nothing is appended.
 */
int docx_numwords_put(struct buf *out, int n, const char *lang, int ordinal);

#endif /* READ_DOCX_NUMWORDS_H */
