/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a document is by its first bytes.  See sniff.h. */
#include "config.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "read/sniff.h"

enum {
	OLE_LOOK = 1 << 20, /* bytes of a compound file that are looked at */
	ZIP_TAIL = 65557,   /* the end record and the longest comment */
	TEXT_LOOK = 4096,
};

/* Formats that are known by how they begin. */
static const struct {
	const char *start;
	size_t len;
	const char *code;
	const char *words;
} starts[] = {
	{ "%PDF-", 5, "pdf", "a PDF" },
	{ "{\\rtf", 5, "rtf", "an RTF document" },
	{ "\x1f\x8b", 2, "zip", "a packed archive" },
	{ "7z\xbc\xaf\x27\x1c", 6, "zip", "a packed archive" },
	{ "Rar!\x1a\x07", 6, "zip", "a packed archive" },
	{ "\x89PNG", 4, "picture-alone", "a picture" },
	{ "\xff\xd8\xff", 3, "picture-alone", "a picture" },
	{ "GIF8", 4, "picture-alone", "a picture" },
	{ "RIFF", 4, "picture-alone", "a picture, a sound or a film" },
	{ "II*\0", 4, "picture-alone", "a picture" },
	{ "MM\0*", 4, "picture-alone", "a picture" },
	{ "\xdb\xa5-\0", 4, "doc-old", "a document of Word 2 to 95" },
	{ "\x7f"
	  "ELF",
	    4, "not-a-document", "a program" },
	{ "MZ", 2, "not-a-document", "a program" },
	{ "\0\x05\x16\x07", 4, "not-a-document", "a companion file of macOS" },
	{ "L\0\0\0\x01\x14\x02\0", 8, "shortcut", "a shortcut" },
	{ "[InternetShortcut]", 18, "shortcut", "a shortcut" },
	{ "Received: ", 10, "mail", "a mail message" },
	{ "Return-Path: ", 13, "mail", "a mail message" },
	{ "MIME-Version: ", 14, "mail", "a mail message" },
	{ "Message-ID: ", 12, "mail", "a mail message" },
	{ "Delivered-To: ", 14, "mail", "a mail message" },
	{ "X-Mozilla-", 10, "mail", "a mail message" },
	{ "From: ", 6, "mail", "a mail message" },
};

/*
 * Streams of compound files (MS-CFB) by their names in UTF-16.  A locked
 * package is one too, and is asked for first.
 */
static const struct {
	const char *stream;
	const char *code;
	const char *words;
} streams[] = {
	{ "EncryptedPackage", "package-encrypted",
	    "a document locked with a password" },
	{ "WordDocument", "doc-old", "a document of Word 97 to 2003 (.doc)" },
	{ "Workbook", "spreadsheet", "an Excel workbook" },
	{ "Book", "spreadsheet", "an Excel workbook" },
	{ "PowerPoint Document", "presentation", "a PowerPoint presentation" },
	{ "__substg1.0_", "mail", "a message of Outlook" },
};

static enum verdict
is_other(struct why *why, const char *code, const char *words)
{
	return why_set(why, V_REJECT, code,
	    "this is %s, not a Word or XML document", words);
}

/* Is the name in data as UTF-16? */
static int
has_stream(const unsigned char *data, size_t len, const char *name)
{
	char wide[2 * 32];
	size_t i, n;

	n = strlen(name);
	for (i = 0; i < n; i++) {
		wide[2 * i] = name[i];
		wide[2 * i + 1] = '\0';
	}
	return memmem(data, len, wide, 2 * n) != NULL;
}

/* The directory of a compound file may lie at its end. */
static enum verdict
sniff_ole(const unsigned char *data, size_t len, struct why *why)
{
	const unsigned char *tail;
	size_t head, i;

	head = len < OLE_LOOK ? len : OLE_LOOK;
	tail = data + len - head;
	for (i = 0; i < sizeof(streams) / sizeof(streams[0]); i++)
		if (has_stream(data, head, streams[i].stream) ||
		    has_stream(tail, head, streams[i].stream))
			return is_other(why, streams[i].code, streams[i].words);
	return is_other(why, "not-a-document",
	    "a file of an old Office program");
}

size_t
sniff_leading_blanks(const void *data, size_t len)
{
	const char *p;
	size_t n;

	p = data;
	for (n = 0; n < len; n++)
		if (p[n] != ' ' && p[n] != '\t' && p[n] != '\r' && p[n] != '\n')
			break;
	return n;
}

/* A '<' in the first unit, of whatever width. */
static int
begins_like_xml(const unsigned char *p, size_t len)
{
	size_t i;

	if (len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
		p += 3;
		len -= 3;
	} else if (len >= 2 &&
	    (memcmp(p, "\xff\xfe", 2) == 0 || memcmp(p, "\xfe\xff", 2) == 0)) {
		return 1;
	}
	for (i = 0; i < len && i < 4; i++)
		if (p[i] != 0)
			return p[i] == '<';
	return 0;
}

/* HTML as a browser saves it, which is seldom XML. */
static int
is_html(const char *p, size_t len)
{
	if (len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
		p += 3;
		len -= 3;
	}
	return (len >= 14 && strncasecmp(p, "<!doctype html", 14) == 0) ||
	    (len >= 5 && strncasecmp(p, "<html", 5) == 0);
}

static int
is_all(const unsigned char *p, size_t len, int c)
{
	return len > 0 && p[0] == c && memcmp(p, p + 1, len - 1) == 0;
}

static int
is_zip(const unsigned char *data, size_t len)
{
	size_t tail;

	if (len >= 4 &&
	    (memcmp(data, "PK\3\4", 4) == 0 || memcmp(data, "PK\5\6", 4) == 0))
		return 1;
	tail = len < ZIP_TAIL ? len : ZIP_TAIL;
	return memmem(data + len - tail, tail, "PK\5\6", 4) != NULL;
}

/* Text that is neither cut within a character nor full of controls. */
static int
is_text(const char *data, size_t len)
{
	size_t i;

	if (len > TEXT_LOOK)
		len = TEXT_LOOK;
	for (i = 0; i < len; i++)
		if (iscntrl((unsigned char)data[i]) &&
		    !isspace((unsigned char)data[i]))
			return 0;
	return 1;
}

static enum verdict
sniff_other(const unsigned char *data, size_t len, struct why *why)
{
	size_t i;

	for (i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (len >= starts[i].len &&
		    memcmp(data, starts[i].start, starts[i].len) == 0)
			return is_other(why, starts[i].code, starts[i].words);
	if (is_text((const char *)data, len))
		return is_other(why, "plain-text", "a plain text");
	return is_other(why, "not-a-document", "a file of an unknown kind");
}

/* An object: its first name, or its end; the bytes end in no NUL. */
static int
begins_like_json(const unsigned char *p, size_t len)
{
	size_t i = 1;

	if (p[0] != '{' && p[0] != '[')
		return 0;
	while (i < len && memchr(" \t\r\n", p[i], 4) != NULL)
		i++;
	/* An object, or a list of such. */
	return i < len &&
	    (p[0] == '[' ? p[i] == '{' : p[i] == '"' || p[i] == '}');
}

enum verdict
sniff(const void *data, size_t len, enum sniffed *ret, struct why *why)
{
	const unsigned char *p;
	size_t blanks;

	*ret = SNIFFED_OTHER;
	blanks = sniff_leading_blanks(data, len);
	if (blanks == len)
		return why_set(why, V_REJECT, "empty", "the file is empty");
	p = (const unsigned char *)data + blanks;
	len -= blanks;
	if (is_all(p, len, 0))
		return why_set(why, V_REJECT, "incomplete",
		    "the file is not complete: it holds nothing but zeros");
	if (len >= 8 && memcmp(p, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
		return sniff_ole(p, len, why);
	if (is_html((const char *)p, len)) {
		*ret = SNIFFED_HTML;
		return V_OK;
	}
	if (begins_like_json(p, len)) {
		*ret = SNIFFED_JSON;
		return V_OK;
	}
	if (begins_like_xml(p, len)) {
		*ret = SNIFFED_XML;
		return V_OK;
	}
	if (is_zip(p, len)) {
		*ret = SNIFFED_PACKAGE;
		return V_OK;
	}
	return sniff_other(p, len, why);
}
