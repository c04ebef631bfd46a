/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A growing byte buffer with a ceiling fixed when it is made.
 *
 * Whatever a document sizes is collected here.  A buffer that would pass its
 * ceiling turns full: the bytes are dropped, and the writer asks once at the
 * end with buf_is_full() instead of after every append.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

struct buf {
	char *data; /* NUL after data[len - 1]; NULL only while empty */
	size_t len;
	size_t cap;
	size_t max; /* growing past this is refused, never attempted */
	int full;   /* something was refused */
};

void buf_init(struct buf *buf, size_t max);

/* Room for n more bytes and a NUL.  0, or -1 if that passes the ceiling. */
int buf_reserve(struct buf *buf, size_t n);

void buf_add(struct buf *buf, const void *data, size_t len);
void buf_puts(struct buf *buf, const char *s);
void buf_putc(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Append s as XML character data or attribute value: & < > " escaped, and
 * every character that XML 1.0 (2.2) forbids left out, a byte that is not
 * UTF-8 as U+FFFD. */
void buf_put_xml(struct buf *buf, const char *s);

/* Append s, which is UTF-8, as a string of JSON (RFC 8259, 7) in its quotes. */
void buf_put_json(struct buf *buf, const char *s);

int buf_is_full(const struct buf *buf);

/* The bytes as a C string; "" while empty.  Valid until the next change. */
const char *buf_str(const struct buf *buf);

/* Hand the bytes to the caller, who frees them; buf is empty again. */
char *buf_take(struct buf *buf, size_t *ret_len);

/* Forget the bytes, keep the memory. */
void buf_reset(struct buf *buf);
void buf_fini(struct buf *buf);

#endif /* BASE_BUF_H */
