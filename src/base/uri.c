/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which links may be published, and where relationships lead.  See uri.h. */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <unicode/uidna.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/uri.h"
#include "base/xalloc.h"

enum {
	URI_MAX = 8192, /* bytes; a longer one is no link */
	HOST_MAX = 512,
	SEGMENTS_MAX = 64,
};

static int
hex_value(int c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = tolower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte of the escape at s, or -1 if there is none. */
static int
percent_byte(const char *s)
{
	int high, low;

	if (s[0] != '%' || (high = hex_value((unsigned char)s[1])) == -1 ||
	    (low = hex_value((unsigned char)s[2])) == -1)
		return -1;
	return high << 4 | low;
}

/* Format characters that show nothing: soft hyphen, ZWSP to RLM, line and
 * bidi controls, word joiner and its like, BOM. */
static int
is_widthless(long c)
{
	return c == 0xad || (c >= 0x200b && c <= 0x200f) ||
	    (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
	    c == 0xfeff;
}

/* raw without blanks around it, controls and what has no width. */
static char *
strip(const char *raw)
{
	const char *next;
	struct buf buf;
	char *s;
	size_t end;
	long c;

	buf_init(&buf, URI_MAX);
	end = 0;
	for (; (c = text_next(raw, &next)) != 0; raw = next) {
		if (c < 0x20 || (c >= 0x7f && c < 0xa0) || is_widthless(c) ||
		    (text_is_blank(c) && buf.len == 0))
			continue;
		buf_add(&buf, raw, (size_t)(next - raw));
		if (!text_is_blank(c))
			end = buf.len;
	}
	if (buf_is_full(&buf))
		end = 0;
	s = xstrndup(buf_str(&buf), end);
	buf_fini(&buf);
	return s;
}

/* Append len bytes of s, percent-encoding all but what RFC 3986 allows
 * unescaped (2.2, 2.3), and the apostrophe. */
static void
put_escaped(struct buf *out, const char *s, size_t len)
{
	static const char allowed[] = "-._~!$&()*+,;=:@/?";
	size_t i;
	int c;

	for (i = 0; i < len; i++) {
		c = (unsigned char)s[i];
		if (c < 0x80 && (isalnum(c) || strchr(allowed, c) != NULL))
			buf_putc(out, s[i]);
		else if (c == '%' && i + 2 < len && percent_byte(s + i) != -1)
			buf_putc(out, '%');
		else
			buf_printf(out, "%%%02X", (unsigned)c);
	}
}

/* The registered name in letters of ASCII (IDNA2008 by UTS #46), so that a
 * host which only looks like another shows itself.  0, or -1. */
static int
put_host(struct buf *out, const char *host, size_t len)
{
	UErrorCode error = U_ZERO_ERROR;
	UIDNA *idna;
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	char ascii[HOST_MAX];
	size_t i;
	int32_t n;

	for (i = 0; i < len && (unsigned char)host[i] < 0x80; i++)
		;
	if (i == len) {
		for (i = 0; i < len; i++)
			if (!isalnum((unsigned char)host[i]) &&
			    strchr("-._~:[]%", host[i]) == NULL)
				return -1;
		buf_add(out, host, len);
		return 0;
	}
	if (len >= HOST_MAX)
		return -1;
	idna = uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII, &error);
	if (U_FAILURE(error))
		return -1;
	n = uidna_nameToASCII_UTF8(idna, host, (int32_t)len, ascii, HOST_MAX,
	    &info, &error);
	uidna_close(idna);
	if (U_FAILURE(error) || info.errors != 0 || n <= 0 || n >= HOST_MAX)
		return -1;
	buf_add(out, ascii, (size_t)n);
	return 0;
}

/* host:port at s; *ret_len is how much of it is the host. */
static int
split_port(const char *s, size_t len, size_t *ret_len)
{
	size_t i;

	for (i = len; i > 0 && isdigit((unsigned char)s[i - 1]); i--)
		;
	*ret_len = i > 0 && s[i - 1] == ':' ? i - 1 : len;
	return *ret_len > 0 &&
	    (memchr(s, ':', *ret_len) == NULL || s[0] == '[');
}

/* What follows "http:"; browsers take a backslash there for a slash. */
static enum uri_kind
put_web(struct buf *out, const char *scheme, char *rest)
{
	size_t host, len, start;
	char *p;

	for (p = rest; *p != '\0' && *p != '?' && *p != '#'; p++)
		if (*p == '\\')
			*p = '/';
	if (strncmp(rest, "//", 2) != 0)
		return URI_REFUSED;
	rest += 2;
	len = strcspn(rest, "/?#");
	if (len == 0 || memchr(rest, '@', len) != NULL ||
	    !split_port(rest, len, &host))
		return URI_REFUSED;
	start = out->len;
	buf_puts(out, scheme);
	buf_puts(out, "://");
	if (put_host(out, rest, host) == -1) {
		out->len = start;
		out->data[start] = '\0';
		return URI_REFUSED;
	}
	buf_add(out, rest + host, len - host);
	rest += len;
	len = strcspn(rest, "#");
	put_escaped(out, rest, len);
	if (rest[len] == '#') {
		buf_putc(out, '#');
		put_escaped(out, rest + len + 1, strlen(rest + len + 1));
	}
	return URI_WEB;
}

/* An address must look like one, and bring no header lines of its own. */
static enum uri_kind
put_mail(struct buf *out, const char *rest)
{
	const char *p;
	size_t len;
	int c;

	for (p = rest; *p != '\0'; p++) {
		c = percent_byte(p);
		if (c != -1 && (c < 0x20 || c == 0x7f))
			return URI_REFUSED;
	}
	len = strcspn(rest, "?");
	p = memchr(rest, '@', len);
	if (p == NULL || p == rest || p + 1 == rest + len)
		return URI_REFUSED;
	buf_puts(out, "mailto:");
	put_escaped(out, rest, strlen(rest));
	return URI_MAIL;
}

/* RFC 3966: digits, a plus at the start, visual separators; no blanks. */
static enum uri_kind
put_tel(struct buf *out, const char *rest)
{
	const char *p, *trunk;
	int digits;

	digits = 0;
	for (p = rest; *p != '\0'; p++) {
		if (isdigit((unsigned char)*p))
			digits++;
		else if (((unsigned char)*p >= 0x80 ||
			     strchr(" -.()+*#/", *p) == NULL) &&
		    strncmp(p, "%20", 3) != 0 && strncmp(p, "\xc2\xa0", 2) != 0)
			return URI_REFUSED;
		else if (*p == '%')
			p += 2;
		else if (*p == '\xc2')
			p++;
	}
	if (digits < 3)
		return URI_REFUSED;
	/* The trunk prefix in "+358 (0)9" is not dialled from abroad. */
	trunk = strchr(rest, '+') == NULL ? NULL : strstr(rest, "(0)");
	buf_puts(out, "tel:");
	for (p = rest; *p != '\0'; p++) {
		if (*p == '%' || p == trunk)
			p += 2;
		else if (isdigit((unsigned char)*p) || *p == '+')
			buf_putc(out, *p);
	}
	return URI_TEL;
}

/* How long the scheme at s is (RFC 3986, 3.1), 0 if there is none. */
static size_t
scheme_length(const char *s)
{
	size_t n;

	if (!isalpha((unsigned char)s[0]))
		return 0;
	for (n = 1; isalnum((unsigned char)s[n]) ||
	     (s[n] != '\0' && strchr("+-.", s[n]) != NULL);
	     n++)
		;
	return s[n] == ':' ? n : 0;
}

static enum uri_kind
put_link(struct buf *out, char *s)
{
	size_t n;
	char *with_slashes;
	enum uri_kind kind;

	if (s[0] == '#' && s[1] != '\0') {
		buf_putc(out, '#');
		put_escaped(out, s + 1, strlen(s + 1));
		return URI_FRAGMENT;
	}
	n = scheme_length(s);
	if (n == 4 && strncasecmp(s, "http", n) == 0)
		return put_web(out, "http", s + 5);
	if (n == 5 && strncasecmp(s, "https", n) == 0)
		return put_web(out, "https", s + 6);
	if (n == 6 && strncasecmp(s, "mailto", n) == 0)
		return put_mail(out, s + 7);
	if (n == 3 && strncasecmp(s, "tel", n) == 0)
		return put_tel(out, s + 4);
	if (strncasecmp(s, "www.", 4) != 0)
		return URI_REFUSED;
	with_slashes = xasprintf("//%s", s);
	kind = put_web(out, "https", with_slashes);
	free(with_slashes);
	return kind;
}

enum uri_kind
uri_clean(struct buf *out, const char *raw)
{
	enum uri_kind kind;
	char *s;

	s = strip(raw);
	kind = put_link(out, s);
	free(s);
	return kind;
}

/* The segments of a part's name while it is put together. */
struct segments {
	char *list[SEGMENTS_MAX];
	size_t count;
};

/* Decode one segment of a path and take it in; -1 if it leads outside or
 * hides a slash or a NUL. */
static int
add_segment(struct segments *segments, const char *s, size_t len)
{
	char *name;
	size_t i, n;
	int c;

	name = xmalloc(len + 1);
	for (i = n = 0; i < len; i++) {
		c = i + 2 < len ? percent_byte(s + i) : -1;
		if (c == 0 || c == '/' || c == '\\') {
			free(name);
			return -1;
		}
		name[n++] = c == -1 ? s[i] : (char)c;
		if (c != -1)
			i += 2;
	}
	name[n] = '\0';
	if (n == 0 || strcmp(name, ".") == 0) {
		free(name);
		return 0;
	}
	if (strcmp(name, "..") == 0) {
		free(name);
		if (segments->count == 0)
			return -1;
		free(segments->list[--segments->count]);
		return 0;
	}
	if (segments->count == SEGMENTS_MAX) {
		free(name);
		return -1;
	}
	segments->list[segments->count++] = name;
	return 0;
}

static int
add_path(struct segments *segments, const char *path, size_t len)
{
	size_t i, n;

	for (i = 0; i < len; i += n + 1) {
		for (n = 0;
		     i + n < len && path[i + n] != '/' && path[i + n] != '\\';
		     n++)
			;
		if (add_segment(segments, path + i, n) == -1)
			return -1;
	}
	return 0;
}

static char *
join(const struct segments *segments)
{
	struct buf buf;
	size_t i;

	if (segments->count == 0)
		return NULL;
	buf_init(&buf, (size_t)2 * URI_MAX);
	for (i = 0; i < segments->count; i++) {
		if (i > 0)
			buf_putc(&buf, '/');
		buf_puts(&buf, segments->list[i]);
	}
	return buf_take(&buf, NULL);
}

char *
uri_resolve_part(const char *source, const char *target)
{
	const char *slash;
	struct segments segments;
	char *name;
	size_t len;
	int broken;

	len = strcspn(target, "#?");
	if (len == 0 || len > URI_MAX || strlen(source) > URI_MAX ||
	    scheme_length(target) != 0)
		return NULL;
	segments.count = 0;
	broken = 0;
	slash = strrchr(source, '/');
	/* The source is a part's name and as such decoded already; a percent
	 * sign in it is kept by no producer. */
	if (target[0] != '/' && target[0] != '\\' && slash != NULL)
		broken = add_path(&segments, source, (size_t)(slash - source));
	if (!broken)
		broken = add_path(&segments, target, len);
	name = broken ? NULL : join(&segments);
	while (segments.count > 0)
		free(segments.list[--segments.count]);
	return name;
}

void
uri_put_name(struct buf *out, const char *name)
{
	unsigned char c;

	for (; *name != '\0'; name++) {
		c = (unsigned char)*name;
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || strchr("-._~", c) != NULL)
			buf_putc(out, (char)c);
		else
			buf_printf(out, "%%%02X", (unsigned)c);
	}
}
