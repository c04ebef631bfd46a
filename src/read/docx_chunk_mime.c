/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The HTML of a saved web page.  See docx_chunk_mime.h for the contract. */
#include "config.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "read/docx_chunk_mime.h"

enum {
	FIELD = 256,   /* bytes of a header that is looked at */
	BOUNDARY = 80, /* RFC 2046, 5.1.1: 70 characters */
	NESTED = 4,    /* multiparts within each other */
};

/* A message that is read line by line. */
struct mime {
	const char *at;
	const char *end;
	char boundaries[NESTED][BOUNDARY];
	size_t nested;
};

/* What a part says of itself. */
struct headers {
	char type[FIELD];
	char encoding[FIELD];
};

/* The bytes of the line at s, its end included. */
static size_t
line_length(const struct mime *m, const char *s)
{
	const char *nl;

	nl = memchr(s, '\n', (size_t)(m->end - s));
	return (size_t)((nl != NULL ? nl + 1 : m->end) - s);
}

/* Without its end and the blanks before it. */
static size_t
trimmed(const char *s, size_t n)
{
	while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
		n--;
	return n;
}

static void
append(char field[FIELD], const char *s, size_t n)
{
	size_t len = strlen(field);

	if (n > FIELD - 1 - len)
		n = FIELD - 1 - len;
	memcpy(field + len, s, n);
	field[len + n] = '\0';
}

/* The headers at m->at, folded lines too, and the empty line after them. */
static void
read_headers(struct mime *m, struct headers *ret)
{
	static const char type[] = "Content-Type:";
	static const char encoding[] = "Content-Transfer-Encoding:";
	char *field = NULL;
	const char *s;
	size_t len, n, skip;

	memset(ret, 0, sizeof(*ret));
	while (m->at < m->end) {
		s = m->at;
		len = line_length(m, s);
		n = trimmed(s, len);
		m->at += len;
		if (n == 0)
			return;
		skip = 0;
		if (*s != ' ' && *s != '\t')
			field = NULL;
		if (n >= sizeof(type) - 1 &&
		    strncasecmp(s, type, sizeof(type) - 1) == 0) {
			field = ret->type;
			skip = sizeof(type) - 1;
		} else if (n >= sizeof(encoding) - 1 &&
		    strncasecmp(s, encoding, sizeof(encoding) - 1) == 0) {
			field = ret->encoding;
			skip = sizeof(encoding) - 1;
		}
		while (skip < n && (s[skip] == ' ' || s[skip] == '\t'))
			skip++;
		if (field != NULL)
			append(field, s + skip, n - skip);
	}
}

/* The boundary that a multipart names. */
static void
add_boundary(struct mime *m, const char *type)
{
	char *to;
	const char *s, *stop = "; \t";
	size_t n;

	s = strcasestr(type, "boundary=");
	if (s == NULL || m->nested == NESTED)
		return;
	s += strlen("boundary=");
	if (*s == '"') {
		s++;
		stop = "\"";
	}
	n = strcspn(s, stop);
	if (n == 0 || n >= BOUNDARY)
		return;
	to = m->boundaries[m->nested++];
	memcpy(to, s, n);
	to[n] = '\0';
}

/* Is the line at s one that divides parts? */
static int
is_boundary(const struct mime *m, const char *s, size_t n)
{
	size_t i, len;

	if (n < 3 || s[0] != '-' || s[1] != '-')
		return 0;
	for (i = 0; i < m->nested; i++) {
		len = strlen(m->boundaries[i]);
		if (n >= len + 2 && memcmp(s + 2, m->boundaries[i], len) == 0)
			return 1;
	}
	return 0;
}

/* Behind the next boundary: 1, or 0 at the end. */
static int
next_part(struct mime *m)
{
	int found = 0;
	size_t n;

	while (!found && m->at < m->end) {
		n = line_length(m, m->at);
		found = is_boundary(m, m->at, n);
		m->at += n;
	}
	return found;
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A line as quoted-printable (RFC 2045, 6.7): an "=" at its end joins it to
 * the next. */
static void
put_quoted(struct buf *ret, const char *s, size_t len)
{
	size_t i, n = trimmed(s, len);

	for (i = 0; i < n; i++) {
		if (s[i] != '=') {
			buf_putc(ret, s[i]);
		} else if (i + 2 < n && hex(s[i + 1]) >= 0 &&
		    hex(s[i + 2]) >= 0) {
			buf_putc(ret,
			    (char)(hex(s[i + 1]) * 16 + hex(s[i + 2])));
			i += 2;
		} else if (i + 1 == n) {
			return;
		} else {
			buf_putc(ret, '=');
		}
	}
	buf_putc(ret, '\n');
}

/* Bits that are left over between lines of base64 (RFC 2045, 6.8). */
struct bits {
	unsigned value;
	int count;
};

static void
put_base64(struct buf *ret, const char *s, size_t len, struct bits *bits)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *digit;
	size_t i;

	for (i = 0; i < len; i++) {
		digit = s[i] != '\0' ? strchr(digits, s[i]) : NULL;
		if (digit == NULL)
			continue;
		bits->value = (bits->value << 6 | (unsigned)(digit - digits)) &
		    0xffff;
		bits->count += 6;
		if (bits->count < 8)
			continue;
		bits->count -= 8;
		buf_putc(ret, (char)(bits->value >> bits->count & 0xff));
	}
}

/* The body at m->at, up to a boundary. */
static void
decode(struct mime *m, const char *encoding, struct buf *ret)
{
	size_t n;
	struct bits bits = { 0, 0 };

	for (; m->at < m->end; m->at += n) {
		n = line_length(m, m->at);
		if (is_boundary(m, m->at, n))
			return;
		if (strncasecmp(encoding, "quoted-printable", 16) == 0)
			put_quoted(ret, m->at, n);
		else if (strncasecmp(encoding, "base64", 6) == 0)
			put_base64(ret, m->at, n, &bits);
		else
			buf_add(ret, m->at, n);
	}
}

int
docx_mime_html(const struct buf *bytes, struct buf *ret)
{
	struct headers headers;
	struct mime m;

	memset(&m, 0, sizeof(m));
	m.at = buf_str(bytes);
	m.end = m.at + bytes->len;
	do {
		read_headers(&m, &headers);
		if (strncasecmp(headers.type, "text/html", 9) == 0) {
			decode(&m, headers.encoding, ret);
			return buf_is_full(ret) ? -1 : 0;
		}
		if (strncasecmp(headers.type, "multipart/", 10) == 0)
			add_boundary(&m, headers.type);
	} while (next_part(&m));
	return -1;
}
