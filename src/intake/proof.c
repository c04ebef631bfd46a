/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ends of ZIP and XML.  See proof.h for the contract. */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/types.h>
#include <unistd.h>

#include "intake/proof.h"

enum {
	HEAD_SIZE = 4096,
	/* APPNOTE 4.3.16: an end record of 22 bytes, and a comment. */
	END_SIZE = 22,
	COMMENT_MAX = 65535,
	TAIL_SIZE = END_SIZE + COMMENT_MAX,
	ROOT_SIZE = 128,
};

/* What was read, as bytes: of UTF-16 each unit, if it is not ASCII, 0x80. */
struct piece {
	char data[TAIL_SIZE + 1];
	size_t len;
};

/* Read exactly len bytes; -1 if the file has become shorter. */
static int
read_at(int fd, void *data, size_t len, int64_t offset)
{
	char *p = data;
	ssize_t n;

	while (len > 0) {
		n = pread(fd, p, len, offset);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		p += n;
		offset += n;
		len -= (size_t)n;
	}
	return 0;
}

static unsigned
le16(const unsigned char *p)
{
	return (unsigned)p[0] | (unsigned)p[1] << 8;
}

static uint32_t
le32(const unsigned char *p)
{
	return le16(p) | (uint32_t)le16(p + 2) << 16;
}

/* Does the central directory lie where the end record at offset end says? */
static int
directory_agrees(int fd, const unsigned char *record, int64_t end)
{
	int64_t start;
	uint32_t offset, size;
	unsigned char sign[4];

	size = le32(record + 12);
	offset = le32(record + 16);
	if (offset == UINT32_MAX || size == UINT32_MAX) /* ZIP64's locator */
		return end >= 20 && read_at(fd, sign, 4, end - 20) == 0 &&
		    memcmp(sign, "PK\6\7", 4) == 0;
	start = end - (int64_t)size;
	if (start < 0 || start != (int64_t)offset)
		return 0;
	if (le16(record + 10) == 0)
		return size == 0;
	return read_at(fd, sign, 4, start) == 0 &&
	    memcmp(sign, "PK\1\2", 4) == 0;
}

/* Explorer sets the size first; what is not written yet is a hole. */
static int
has_hole(int fd, int64_t size)
{
	off_t hole;

	hole = lseek(fd, 0, SEEK_HOLE);
	return hole != -1 && hole < size;
}

static enum proof
proof_of_zip(int fd, const struct piece *tail, int64_t size)
{
	const unsigned char *data;
	int agrees;
	int64_t end, rest;
	size_t at;

	data = (const unsigned char *)tail->data;
	if (tail->len < END_SIZE)
		return PROOF_UNFINISHED;
	for (at = tail->len - END_SIZE + 1; at-- > 0;) {
		if (memcmp(data + at, "PK\5\6", 4) != 0)
			continue;
		end = size - (int64_t)(tail->len - at);
		rest = size - end - END_SIZE - (int64_t)le16(data + at + 20);
		agrees = directory_agrees(fd, data + at, end);
		if (rest == 0)
			return agrees && !has_hole(fd, size) ? PROOF_WHOLE :
							       PROOF_NONE;
		/* Bytes behind it, such as a mailer's newline; what agrees
		 * with nothing is the end of a ZIP within this one. */
		if (rest > 0 && agrees)
			return PROOF_NONE;
	}
	return PROOF_UNFINISHED;
}

/* Halve UTF-16 of the given order in place; odd is the offset of its first
 * byte from a unit's. */
static void
narrow(struct piece *piece, int big_endian, size_t odd)
{
	size_t i, n = 0;
	unsigned char hi, lo;

	for (i = odd; i + 1 < piece->len; i += 2) {
		hi = (unsigned char)piece->data[i + (big_endian ? 0 : 1)];
		lo = (unsigned char)piece->data[i + (big_endian ? 1 : 0)];
		piece->data[n++] = hi == 0 && lo < 0x80 ? (char)lo : (char)0x80;
	}
	piece->len = n;
	piece->data[n] = '\0';
}

static int
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static int
is_name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	    c == ':' || (unsigned char)c >= 0x80;
}

/*
 * Past the construct that begins at p: "?>", "-->", or the ">" that is in no
 * quotes and no internal subset.  NULL if the head ends before.
 */
static const char *
skip_markup(const char *p)
{
	const char *end;
	char quote = '\0';
	int depth = 0;

	if (strncmp(p, "<?", 2) == 0) {
		end = strstr(p, "?>");
		return end != NULL ? end + 2 : NULL;
	}
	if (strncmp(p, "<!--", 4) == 0) {
		end = strstr(p + 4, "-->");
		return end != NULL ? end + 3 : NULL;
	}
	for (; *p != '\0'; p++) {
		if (quote != '\0')
			quote = *p == quote ? '\0' : quote;
		else if (*p == '"' || *p == '\'')
			quote = *p;
		else if (*p == '[')
			depth++;
		else if (*p == ']')
			depth--;
		else if (*p == '>' && depth <= 0)
			return p + 1;
	}
	return NULL;
}

/* What the head says of the root element. */
struct root {
	char name[ROOT_SIZE];
	int closed; /* "<name/>" */
};

/* 1 if there is a root, 0 if the head ends before it, -1 if it is no XML. */
static int
find_root(const char *p, struct root *ret)
{
	const char *end;
	size_t len;

	for (;;) {
		while (is_space(*p))
			p++;
		if (*p == '\0')
			return 0;
		if (*p != '<')
			return -1;
		if (p[1] != '?' && p[1] != '!')
			break;
		if ((p = skip_markup(p)) == NULL)
			return 0;
	}
	if (p[1] == '\0')
		return 0;
	len = strcspn(p + 1, " \t\r\n/>");
	if (!is_name_start(p[1]) || len >= sizeof(ret->name))
		return -1;
	memcpy(ret->name, p + 1, len);
	ret->name[len] = '\0';
	end = skip_markup(p);
	ret->closed = end != NULL && end - p > 2 && end[-2] == '/';
	return 1;
}

/* Where the last opener begins, or NULL. */
static char *
find_last(char *data, size_t len, const char *opener)
{
	size_t at, n;

	n = strlen(opener);
	for (at = len; at-- > 0;)
		if (at + n <= len && memcmp(data + at, opener, n) == 0)
			return data + at;
	return NULL;
}

static int
ends_with(const struct piece *piece, const char *what)
{
	size_t n;

	n = strlen(what);
	return piece->len >= n &&
	    memcmp(piece->data + piece->len - n, what, n) == 0;
}

/* Leave out blanks, comments and instructions at the end (XML 1.0, 2.1:
 * Misc may follow the root). */
static void
trim_misc(struct piece *tail)
{
	char *start;

	for (;;) {
		while (tail->len > 0 && is_space(tail->data[tail->len - 1]))
			tail->len--;
		start = NULL;
		if (ends_with(tail, "-->"))
			start = find_last(tail->data, tail->len, "<!--");
		else if (ends_with(tail, "?>"))
			start = find_last(tail->data, tail->len, "<?");
		if (start == NULL)
			return;
		tail->len = (size_t)(start - tail->data);
	}
}

static int
ends_root(struct piece *tail, const struct root *root)
{
	size_t n;

	trim_misc(tail);
	if (root->closed)
		return ends_with(tail, "/>");
	if (!ends_with(tail, ">"))
		return 0;
	tail->len--;
	while (tail->len > 0 && is_space(tail->data[tail->len - 1]))
		tail->len--;
	n = strlen(root->name);
	if (!ends_with(tail, root->name))
		return 0;
	tail->len -= n;
	return ends_with(tail, "</");
}

/* UTF-16 by its mark or by its first "<": 1 little, 2 big endian, 0 no. */
static int
is_utf16(const struct piece *head)
{
	const char *p = head->data;

	if (head->len < 2)
		return 0;
	if (memcmp(p, "\xff\xfe", 2) == 0 || memcmp(p, "<\0", 2) == 0)
		return 1;
	return memcmp(p, "\xfe\xff", 2) == 0 || memcmp(p, "\0<", 2) == 0 ? 2 :
									   0;
}

static enum proof
proof_of_xml(int fd, struct piece *head, struct piece *tail, int64_t size)
{
	int found, wide;
	size_t skip = 0;
	struct root root;

	wide = is_utf16(head);
	if (wide != 0) {
		narrow(head, wide == 2, 0);
		narrow(tail, wide == 2, (size_t)(size & 1) ^ (tail->len & 1));
		skip = (unsigned char)head->data[0] == 0x80;
	} else if (head->len >= 3 && memcmp(head->data, "\xef\xbb\xbf", 3) == 0)
		skip = 3;
	head->data[head->len] = '\0';
	found = find_root(head->data + skip, &root);
	if (found == 0)
		return size <= HEAD_SIZE ? PROOF_UNFINISHED : PROOF_NONE;
	if (found == -1)
		return PROOF_NONE;
	if (ends_root(tail, &root))
		return has_hole(fd, size) ? PROOF_NONE : PROOF_WHOLE;
	/* HTML may leave its end tags out. */
	return strcasecmp(root.name, "html") == 0 ? PROOF_NONE :
						    PROOF_UNFINISHED;
}

static int
is_all_zero(const struct piece *head)
{
	size_t i;

	for (i = 0; i < head->len; i++)
		if (head->data[i] != '\0')
			return 0;
	return head->len > 0;
}

enum proof
proof_of(int fd, int64_t size)
{
	struct piece head, tail;

	head.len = size < HEAD_SIZE ? (size_t)size : HEAD_SIZE;
	tail.len = size < TAIL_SIZE ? (size_t)size : TAIL_SIZE;
	if (read_at(fd, head.data, head.len, 0) == -1 ||
	    read_at(fd, tail.data, tail.len, size - (int64_t)tail.len) == -1)
		return PROOF_NONE;
	if (is_all_zero(&head))
		return PROOF_UNFINISHED;
	if (head.len >= 4 && head.data[0] == 'P' && head.data[1] == 'K' &&
	    (head.data[2] == '\3' || head.data[2] == '\5'))
		return proof_of_zip(fd, &tail, size);
	return proof_of_xml(fd, &head, &tail, size);
}
