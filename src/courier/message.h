/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A message of mail (RFC 5322) from the words of a letter: plain text, and
 * the page as the other form of the same (RFC 2046, 5.1.4).
 *
 * All of it is 7 bits wide and no line is long: words of a header are encoded
 * (RFC 2047), bodies are base64.  The same letter makes the same bytes.
 */
#ifndef COURIER_MESSAGE_H
#define COURIER_MESSAGE_H

#include <stdint.h>

struct buf;

struct message {
	const char *from;      /* address */
	const char *from_name; /* for people, UTF-8 */
	const char *to;
	const char *id; /* "left@right", without brackets */
	const char *lang;
	const char *subject; /* UTF-8 */
	const char *text;    /* UTF-8, lines end with "\n" */
	const char *html;    /* or NULL */
	int64_t date;
};

/* Append it; lines end with eol: "\r\n" for a server, "\n" for a program.  0,
 * or -1 if out is full. */
int message_write(const struct message *message, const char *eol,
    struct buf *out);

#endif /* COURIER_MESSAGE_H */
