/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses in running text.  See address.h for the contract. */
#include "config.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"
#include "release/address.h"
#include "release/phrases.h"

enum {
	LOCAL_MAX = 64, /* RFC 5321, 4.5.3.1 */
	DOMAIN_MAX = 255,
	WEB_MAX = 2000,
};

static int
is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9');
}

static int
is_local(char c)
{
	return is_alnum(c) || (c != '\0' && strchr("._%+-", c) != NULL);
}

/* The end of a domain at s, or NULL: labels with dots, the last of letters. */
static const char *
domain_end(const char *s)
{
	const char *label = s, *p = s, *end = NULL;

	for (; p - s <= DOMAIN_MAX; p++) {
		if (is_alnum(*p) || (*p == '-' && p > label))
			continue;
		if (p == label || p[-1] == '-')
			break;
		if (label > s && p - label >= 2 && !(*label <= '9'))
			end = p;
		if (*p != '.')
			break;
		label = p + 1;
	}
	return end;
}

/* Is the character before s, which is not ASCII, no letter: a dash, a
 * quote, a no-break space? */
static int
is_mark(const char *text, const char *s)
{
	const char *next, *p = s - 1;

	while (p > text && (*p & 0xc0) == 0x80)
		p--;
	return !text_is_word(text_next(p, &next));
}

/* Is what begins at start the password of "http://user:password@host"? */
static int
is_in_url(const char *text, const char *start)
{
	const char *s = start;

	while (s > text && s[-1] != ' ' && start - s < LOCAL_MAX)
		s--;
	for (; s + 2 < start; s++) {
		if (strncmp(s, "://", 3) == 0)
			return 1;
	}
	return 0;
}

int
address_mail(const char *text, const char *at, const char **ret_start,
    const char **ret_end)
{
	const char *end, *start = at;

	while (start > text && at - start < LOCAL_MAX && is_local(start[-1]))
		start--;
	while (start < at && !is_alnum(*start))
		start++;
	/* what is left of "åke@example.org" is not the address */
	if (start == at || at[-1] == '.' ||
	    (start > text && (start[-1] & 0x80) != 0 && !is_mark(text, start)))
		return -1;
	end = domain_end(at + 1);
	if (end == NULL || is_in_url(text, start))
		return -1;
	*ret_start = start;
	*ret_end = end;
	return 0;
}

int
address_is_pattern(const struct phrases *phrases, const char *start,
    const char *end)
{
	const char *s;
	const struct phrase *phrase;
	int all = 1;
	size_t n;
	struct buf folded, local;

	buf_init(&local, LOCAL_MAX + 1);
	buf_init(&folded, LOCAL_MAX + 1);
	buf_add(&local, start, strcspn(start, "@"));
	text_folded(buf_str(&local), &folded);
	(void)end;
	for (s = buf_str(&folded); *s != '\0' && all; s += n) {
		n = strspn(s, "._-");
		if (n > 0)
			continue;
		n = phrases_at(phrases, s, PHRASE_BIT(PHRASE_PATTERN), NULL,
		    &phrase);
		all = n > 0 && (s[n] == '\0' || strchr("._-", s[n]) != NULL);
	}
	buf_fini(&local);
	buf_fini(&folded);
	return all;
}

/* The last byte of an address is none that ends a sentence; a bracket only
 * if it was opened. */
static size_t
trim(const char *s, size_t n)
{
	int open = 0;
	size_t i;

	for (i = 0; i < n; i++)
		open += s[i] == '(' ? 1 : s[i] == ')' ? -1 : 0;
	while (n > 0 &&
	    (strchr(".,;:!?'\"", s[n - 1]) != NULL ||
		(s[n - 1] == ')' && open < 0))) {
		open += s[n - 1] == ')';
		n--;
	}
	return n;
}

/* Path, query and fragment: ASCII, and letters of any language, which people
 * copy from their browser ("/återvinning"). */
static size_t
path_length(const char *s)
{
	const char *next;
	long c;
	size_t n = 0;

	for (; n < WEB_MAX; n = (size_t)(next - s)) {
		c = text_next(s + n, &next);
		if (c <= ' ' || c == 0x7f ||
		    (c < 0x80 && strchr("<>\"{}|\\^`", (int)c) != NULL) ||
		    (c >= 0x80 && !text_is_word(c)))
			break;
	}
	return n;
}

size_t
address_web_at(const char *s)
{
	const char *host, *end;
	size_t n;

	if (strncasecmp(s, "https://", 8) == 0)
		host = s + 8;
	else if (strncasecmp(s, "http://", 7) == 0)
		host = s + 7;
	else if (strncasecmp(s, "www.", 4) == 0)
		host = s;
	else
		return 0;
	end = domain_end(host);
	if (end == NULL ||
	    (host == s && memchr(s + 4, '.', (size_t)(end - s - 4)) == NULL))
		return 0;
	n = (size_t)(end - s);
	if (*end == ':' && end[1] >= '0' && end[1] <= '9')
		n += 1 + strspn(end + 1, "0123456789");
	if (s[n] == '/' || s[n] == '?' || s[n] == '#') {
		n += path_length(s + n);
	}
	return trim(s, n);
}
