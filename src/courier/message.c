/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A message of mail.  See message.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <nettle/base64.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/text.h"
#include "courier/message.h"

enum {
	WORD = 45,    /* bytes of an encoded word: it may be 75 columns wide */
	PLAIN = 60,   /* columns of a header's text that need no folding */
	LINE = 57,    /* bytes of 76 columns of base64, RFC 2045, 6.8 */
	BOUNDARY = 24 /* hex digits */
};

struct pen {
	struct buf *out;
	const char *eol;
	char boundary[HASH_HEX_SIZE];
};

static void
put_base64(struct pen *pen, const char *bytes, size_t len)
{
	char coded[BASE64_ENCODE_RAW_LENGTH(LINE) + 1];

	base64_encode_raw(coded, len, (const uint8_t *)bytes);
	buf_add(pen->out, coded, BASE64_ENCODE_RAW_LENGTH(len));
}

/* A header's text as it is: nothing in it could be taken for anything else. */
static int
is_plain(const char *s)
{
	const char *p;

	for (p = s; *p != '\0'; p++)
		if (*p < ' ' || *p > '~')
			return 0;
	return strstr(s, "=?") == NULL && strlen(s) <= PLAIN;
}

/* How many bytes of s fit into one word, cut between two characters. */
static size_t
word_length(const char *s)
{
	const char *next;
	size_t len = 0;

	while (s[len] != '\0') {
		(void)text_next(s + len, &next);
		if ((size_t)(next - s) > WORD)
			break;
		len = (size_t)(next - s);
	}
	return len;
}

/* RFC 2047, 2 and 5: words of one character set, a fold between them. */
static void
put_encoded(struct pen *pen, const char *s)
{
	size_t len;

	while (*s != '\0') {
		len = word_length(s);
		buf_puts(pen->out, "=?UTF-8?B?");
		put_base64(pen, s, len);
		buf_puts(pen->out, "?=");
		s += len;
		if (*s != '\0')
			buf_printf(pen->out, "%s ", pen->eol);
	}
}

static void
put_header(struct pen *pen, const char *name, const char *value)
{
	buf_printf(pen->out, "%s: ", name);
	if (is_plain(value))
		buf_puts(pen->out, value);
	else
		put_encoded(pen, value);
	buf_puts(pen->out, pen->eol);
}

/* The name is a quoted string, or encoded words (RFC 5322, 3.2.4). */
static void
put_from(struct pen *pen, const struct message *message)
{
	const char *p;

	buf_puts(pen->out, "From: ");
	if (is_plain(message->from_name)) {
		buf_putc(pen->out, '"');
		for (p = message->from_name; *p != '\0'; p++) {
			if (*p == '"' || *p == '\\')
				buf_putc(pen->out, '\\');
			buf_putc(pen->out, *p);
		}
		buf_putc(pen->out, '"');
	} else {
		put_encoded(pen, message->from_name);
	}
	buf_printf(pen->out, "%s <%s>%s", pen->eol, message->from, pen->eol);
}

/* RFC 5322, 3.3: in English, whatever the locale. */
static void
put_date(struct pen *pen, int64_t date)
{
	static const char days[] = "SunMonTueWedThuFriSat";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct tm tm;
	time_t t;

	t = (time_t)date;
	gmtime_r(&t, &tm);
	buf_printf(pen->out, "Date: %.3s, %d %.3s %d %02d:%02d:%02d +0000%s",
	    days + 3 * (size_t)tm.tm_wday, tm.tm_mday,
	    months + 3 * (size_t)tm.tm_mon, tm.tm_year + 1900, tm.tm_hour,
	    tm.tm_min, tm.tm_sec, pen->eol);
}

static void
put_headers(struct pen *pen, const struct message *message)
{
	put_from(pen, message);
	buf_printf(pen->out, "To: <%s>%s", message->to, pen->eol);
	put_header(pen, "Subject", message->subject);
	put_date(pen, message->date);
	buf_printf(pen->out, "Message-ID: <%s>%s", message->id, pen->eol);
	/* RFC 3834, 5: nobody's absence answers a machine. */
	buf_printf(pen->out, "Auto-Submitted: auto-generated%s", pen->eol);
	put_header(pen, "Content-Language", message->lang);
	buf_printf(pen->out, "MIME-Version: 1.0%s", pen->eol);
	buf_printf(pen->out,
	    "Content-Type: multipart/alternative;%s boundary=\"=_%s\"%s%s",
	    pen->eol, pen->boundary, pen->eol, pen->eol);
}

/* Text ends its lines with CRLF before it is encoded (RFC 2045, 6.8). */
static void
put_canonical(struct buf *whole, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '\n')
			buf_putc(whole, '\r');
		if (*text != '\r')
			buf_putc(whole, *text);
	}
}

static void
put_part(struct pen *pen, const char *type, const char *text)
{
	size_t at, len;
	struct buf whole;

	buf_printf(pen->out, "--=_%s%s", pen->boundary, pen->eol);
	buf_printf(pen->out, "Content-Type: %s; charset=utf-8%s", type,
	    pen->eol);
	buf_printf(pen->out, "Content-Transfer-Encoding: base64%s%s", pen->eol,
	    pen->eol);
	buf_init(&whole, pen->out->max);
	put_canonical(&whole, text);
	for (at = 0; at < whole.len; at += len) {
		len = whole.len - at < LINE ? whole.len - at : LINE;
		put_base64(pen, buf_str(&whole) + at, len);
		buf_puts(pen->out, pen->eol);
	}
	if (buf_is_full(&whole))
		pen->out->full = 1;
	buf_fini(&whole);
}

int
message_write(const struct message *message, const char *eol, struct buf *out)
{
	struct pen pen;

	pen.out = out;
	pen.eol = eol;
	hash_of(message->id, strlen(message->id), pen.boundary);
	pen.boundary[BOUNDARY] = '\0';
	put_headers(&pen, message);
	put_part(&pen, "text/plain", message->text);
	if (message->html != NULL) /* the best form last */
		put_part(&pen, "text/html", message->html);
	buf_printf(out, "--=_%s--%s", pen.boundary, eol);
	return buf_is_full(out) ? -1 : 0;
}
