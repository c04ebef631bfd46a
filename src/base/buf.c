/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A bounded byte buffer.  See buf.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"

enum {
	FIRST_SIZE = 256
};

void
buf_init(struct buf *buf, size_t max)
{
	memset(buf, 0, sizeof(*buf));
	buf->max = max;
}

int
buf_reserve(struct buf *buf, size_t n)
{
	size_t cap;

	if (n > buf->max || buf->len > buf->max - n) {
		buf->full = 1;
		return -1;
	}
	if (buf->data != NULL && buf->len + n < buf->cap)
		return 0;
	cap = buf->cap > 0 ? buf->cap : FIRST_SIZE;
	while (cap <= buf->len + n)
		cap += cap / 2;
	buf->data = xreallocarray(buf->data, cap, 1);
	buf->cap = cap;
	buf->data[buf->len] = '\0';
	return 0;
}

void
buf_add(struct buf *buf, const void *data, size_t len)
{
	if (len == 0 || buf_reserve(buf, len) == -1)
		return;
	memcpy(buf->data + buf->len, data, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
}

void
buf_puts(struct buf *buf, const char *s)
{
	buf_add(buf, s, strlen(s));
}

void
buf_putc(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void
buf_printf(struct buf *buf, const char *fmt, ...)
{
	int n;
	va_list ap;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n <= 0 || buf_reserve(buf, (size_t)n) == -1)
		return;
	va_start(ap, fmt);
	vsnprintf(buf->data + buf->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	buf->len += (size_t)n;
}

void
buf_put_xml(struct buf *buf, const char *s)
{
	const char *next;
	long c;

	for (; *s != '\0'; s = next) {
		c = text_next(s, &next);
		if (c == '&')
			buf_puts(buf, "&amp;");
		else if (c == '<')
			buf_puts(buf, "&lt;");
		else if (c == '>')
			buf_puts(buf, "&gt;");
		else if (c == '"')
			buf_puts(buf, "&quot;");
		else if (text_is_xml_char(c))
			text_put(buf, c); /* a byte that is no UTF-8: U+FFFD */
	}
}

void
buf_put_json(struct buf *buf, const char *s)
{
	buf_putc(buf, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			buf_putc(buf, '\\');
		if ((unsigned char)*s < 0x20)
			buf_printf(buf, "\\u%04x", (unsigned)*s);
		else
			buf_putc(buf, *s);
	}
	buf_putc(buf, '"');
}

int
buf_is_full(const struct buf *buf)
{
	return buf->full;
}

const char *
buf_str(const struct buf *buf)
{
	return buf->data != NULL ? buf->data : "";
}

char *
buf_take(struct buf *buf, size_t *ret_len)
{
	char *data;

	data = buf->data != NULL ? buf->data : xstrdup("");
	if (ret_len != NULL)
		*ret_len = buf->len;
	buf_init(buf, buf->max);
	return data;
}

void
buf_reset(struct buf *buf)
{
	buf->len = 0;
	buf->full = 0;
	if (buf->data != NULL)
		buf->data[0] = '\0';
}

void
buf_fini(struct buf *buf)
{
	free(buf->data);
	memset(buf, 0, sizeof(*buf));
}
