/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The symbol fonts of Word in Unicode: Symbol, Wingdings, Wingdings 2 and 3,
 * Webdings.  Their characters stand at their byte or at U+F000 plus it.
 */
#ifndef READ_DOCX_SYMBOLS_H
#define READ_DOCX_SYMBOLS_H

/* Does text in that font mean something else than its letters?  font may be
 * NULL. */
int docx_symbols_is_font(const char *font);

/*
 * The Unicode character for c (0x20 to 0xff, or that in the private use area
 * U+F020 to U+F0FF) of that font, or 0 where there is none: then the caller
 * reports it.  A font that is no symbol font gives what c is outside of the
 * private use area, and what Symbol or Wingdings would show inside of it is
 * not guessed.
 */
long docx_symbol(const char *font, long c);

/* The character that a byte of windows-1252 is; 0 if none. */
long docx_cp1252(unsigned char byte);

#endif /* READ_DOCX_SYMBOLS_H */
